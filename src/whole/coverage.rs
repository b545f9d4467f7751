//! What was crawled of each publisher and day, to the hour.

use super::crawls::Crawls;
use super::days;
use super::near_days::near_days;
use super::publishers::Publishers;
use super::series::DayCounts;
use crate::archive::{Cancel, Catalogue};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The most cells that are listed without an article or a covered hour.
pub const MOST_CELLS: u64 = 1_000_000;

/// The coverage of an archive.
#[derive(Debug, Default)]
pub struct Coverage {
    /// The publishers as named in the files, ascending; the empty name stands for files without one.
    pub publishers: Vec<String>,
    /// The first and last day of the period: of the articles found, or of all if none is, but for days far from all
    /// others, as one article with a wrong year has; `None` without an article that has a day.
    pub period: Option<(Date, Date)>,
    /// Every publisher's days of the period, and those outside it that have articles; by publisher, then by day. Of
    /// more than [`MOST_CELLS`], only those that have an article or a covered hour.
    pub cells: Vec<Cell>,
    /// The runs of the crawler.
    pub crawls: Crawls,
    /// How dense the publishers' own numbers are, by publisher, the publisher's number, and day.
    pub numbers: Vec<Numbers>,
    pub totals: Totals,
}

/// A publisher's articles of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The index of the publisher.
    pub publisher: u32,
    /// The day of publication.
    pub day: Date,
    /// The number of articles found.
    pub count: u32,
    /// How many hours of the day are covered, 0 to 24; `None` if no file of the archive has a crawl time.
    pub hours: Option<u8>,
}

/// The numbers that a publisher gave to its articles of a day. They include articles that no crawl sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// The index of the publisher.
    pub publisher: u32,
    /// The publisher's own number.
    pub oid: String,
    /// The day of publication.
    pub day: Date,
    /// The number of different article numbers in the archive.
    pub seen: u32,
    /// How many numbers there are from the smallest to the greatest of them.
    pub span: u64,
}

impl Numbers {
    /// The share of the numbers that the archive has.
    pub fn rate(&self) -> f64 {
        f64::from(self.seen) / self.span.max(1) as f64
    }
}

/// What the cells of a coverage add up to, and what has no place in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The number of articles found.
    pub articles: u32,
    /// The number of articles in the archive.
    pub of: u32,
    /// How many of the articles found have no day of publication.
    pub undated: u32,
    /// The first and last day of publication of the articles found.
    pub days: Option<(Date, Date)>,
    /// The number of completely covered cells.
    pub full: u64,
    /// The number of partly covered cells.
    pub part: u64,
    /// The number of cells without a covered hour, whether they have articles or not.
    pub none: u64,
}

/// What a coverage needs to know of an archive.
#[derive(Debug, Default)]
pub struct CoverageCounts<'a> {
    /// The runs of the crawler.
    pub crawls: Crawls,
    /// The publishers of all articles.
    pub publishers: BTreeSet<Cow<'a, str>>,
    /// The articles found, by publisher and day.
    pub found: BTreeMap<(Cow<'a, str>, Date), u32>,
    /// All articles by day; empty if that isn't known.
    pub days: DayCounts,
    /// How many of the articles found have no day.
    pub undated: u32,
    /// The number of articles in the archive.
    pub of: u32,
    /// The publishers' own numbers of all articles.
    pub numbers: Vec<RunningNumbers<'a>>,
}

/// The running numbers that a publisher gave to its articles of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningNumbers<'a> {
    pub publisher: Cow<'a, str>,
    /// Its own number.
    pub oid: Cow<'a, str>,
    /// The day of publication.
    pub day: Date,
    /// How many different numbers there are.
    pub seen: u32,
    /// The smallest and the greatest of them.
    pub ends: (u64, u64),
}

/// The coverage by publisher and day, counting the articles for which `is_found` holds among an archive's
/// newest files, `ordinals`. Runs and numbers are those of the whole archive. `None` if cancelled.
pub fn coverage(
    catalogue: &Catalogue,
    ordinals: &[u32],
    is_found: impl Fn(u32) -> bool,
    cancel: &Cancel,
) -> Option<Coverage> {
    let publishers = Publishers::of(catalogue);
    let mut counts = CoverageCounts {
        crawls: Crawls::of(catalogue, &publishers),
        of: ordinals.len() as u32,
        ..CoverageCounts::default()
    };
    let mut numbers = NumbersSeen::default();
    for &ordinal in ordinals {
        if cancel.is_cancelled() {
            return None;
        }
        let Some(row) = catalogue.row(ordinal) else { continue };
        let publisher = publishers.of_row(&row);
        let day = row.published().map(|published| published.date());
        if let (Some(day), Ok(number)) = (day, row.aid().parse()) {
            numbers.entry((publisher, row.oid(), day)).or_default().insert(number);
        }
        if is_found(ordinal) {
            match day {
                Some(day) => *counts.found.entry((publisher.into(), day)).or_default() += 1,
                None => counts.undated += 1,
            }
        }
        day.inspect(|day| *counts.days.entry(*day).or_default() += 1);
        counts.publishers.insert(publisher.into());
    }
    counts.numbers = running_numbers(numbers);
    Some(counts.coverage())
}

impl CoverageCounts<'_> {
    pub fn coverage(self) -> Coverage {
        let Self { crawls, publishers, found, days: all, undated, of, numbers } = self;
        let publishers: Vec<Cow<'_, str>> = publishers.into_iter().collect();
        let place = |name: &Cow<'_, str>| publishers.binary_search(name).map_or(u32::MAX, |at| at as u32);
        let numbers = sorted_numbers(numbers, place);
        let mut days = DayCounts::new();
        let mut of_publishers: Vec<DayCounts> = vec![DayCounts::new(); publishers.len()];
        for ((name, day), count) in &found {
            *days.entry(*day).or_default() += count;
            if let Some(own) = of_publishers.get_mut(place(name) as usize) {
                own.insert(*day, *count);
            }
        }
        let totals = Totals {
            articles: undated + days.values().sum::<u32>(),
            of,
            undated,
            days: days.keys().next().copied().zip(days.keys().next_back().copied()),
            ..Totals::default()
        };
        let period = period_of(&days).or_else(|| period_of(&all));
        let publishers = publishers.into_iter().map(Cow::into_owned).collect();
        let mut coverage = Coverage { publishers, period, cells: Vec::new(), crawls, numbers, totals };
        coverage.add_cells(of_publishers);
        coverage
    }
}

impl Coverage {
    /// Adds the cells of all publishers, given the articles of each by day, and counts them.
    fn add_cells(&mut self, of_publishers: Vec<DayCounts>) {
        let Some((first, last)) = self.period else { return };
        let period = days::number(first)..=days::number(last);
        let all = of_publishers.len() as u64 * period.clone().count() as u64;
        let (mut outside, mut covered) = (0, [0_u64; 2]);
        for (place, mut days) in of_publishers.into_iter().enumerate() {
            let hours = self.crawls.hours_of(self.publishers.get(place).map_or("", String::as_str));
            let crawled = hours.days().filter(|day| period.contains(day));
            let (every, crawled) = match all <= MOST_CELLS {
                true => (Some(period.clone()), None),
                false => (None, Some(crawled)),
            };
            for day in every.into_iter().flatten().chain(crawled.into_iter().flatten()) {
                days.entry(days::day(day)).or_default();
            }
            outside += days.keys().filter(|&&day| day < first || last < day).count() as u64;
            let cells = days.into_iter().map(|(day, count)| {
                let hours = self.crawls.are_known().then(|| hours.of(day));
                Cell { publisher: place as u32, day, count, hours }
            });
            let from = self.cells.len();
            self.cells.extend(cells);
            for hours in self.cells.get(from..).unwrap_or_default().iter().filter_map(|cell| cell.hours) {
                covered[0] += u64::from(hours == 24);
                covered[1] += u64::from((1..24).contains(&hours));
            }
        }
        let [full, part] = covered;
        let none = if self.crawls.are_known() { all + outside - full - part } else { 0 };
        self.totals = Totals { full, part, none, ..self.totals };
    }
}

/// The first and last day that has articles, but for those far from all others.
fn period_of(days: &DayCounts) -> Option<(Date, Date)> {
    let days: Vec<(Date, u32)> = days.iter().map(|(day, count)| (*day, *count)).collect();
    let near = days.get(near_days(&days))?;
    Some((near.first()?.0, near.last()?.0))
}

/// The running numbers of articles, by publisher, its number, and day.
type NumbersSeen<'a> = FxHashMap<(&'a str, &'a str, Date), FxHashSet<u64>>;

fn running_numbers(seen: NumbersSeen<'_>) -> Vec<RunningNumbers<'_>> {
    let numbers = seen.into_iter().filter_map(|((publisher, oid, day), seen)| {
        let ends = (*seen.iter().min()?, *seen.iter().max()?);
        let (publisher, oid) = (publisher.into(), oid.into());
        Some(RunningNumbers { publisher, oid, day, seen: seen.len() as u32, ends })
    });
    numbers.collect()
}

/// How dense the running numbers of each publisher and day are, in order. `place` is that of a publisher's
/// name.
fn sorted_numbers(seen: Vec<RunningNumbers<'_>>, place: impl Fn(&Cow<'_, str>) -> u32) -> Vec<Numbers> {
    let numbers = seen.into_iter().map(|numbers| Numbers {
        publisher: place(&numbers.publisher),
        oid: numbers.oid.into_owned(),
        day: numbers.day,
        seen: numbers.seen,
        span: (numbers.ends.1 - numbers.ends.0).saturating_add(1),
    });
    let mut numbers: Vec<Numbers> = numbers.collect();
    numbers.sort_by(|one, other| {
        let key = |of: &Numbers| (of.publisher, of.day);
        key(one).cmp(&key(other)).then_with(|| one.oid.cmp(&other.oid))
    });
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_article_with_a_wrong_year_does_not_stretch_the_period() {
        let found = |wrong: Date| {
            let days = (1..=10).map(|day| ((Cow::Borrowed("가나일보"), date(2025, 12, day)), 20));
            let found = days.chain([(("가나일보".into(), wrong), 1)]).collect();
            let publishers = ["가나일보", "다라신문"].map(Cow::Borrowed).into();
            CoverageCounts { found, publishers, ..CoverageCounts::default() }.coverage()
        };
        for wrong in [date(1970, 1, 1), date(2935, 12, 28)] {
            let coverage = found(wrong);
            assert_eq!(coverage.period, Some((date(2025, 12, 1), date(2025, 12, 10))));
            assert_eq!((coverage.cells.len(), coverage.totals.articles), (21, 201), "{wrong}");
        }
    }

    #[test]
    fn more_cells_than_can_be_listed_are_counted() {
        let publishers: BTreeSet<Cow<'_, str>> = (0..4000).map(|at| format!("신문{at}").into()).collect();
        let found =
            [((Cow::Borrowed("신문7"), date(2025, 1, 1)), 50), (("신문8".into(), date(2025, 12, 31)), 50)];
        let crawled = "2025-06-01T00:00:00Z".parse().unwrap();
        let stretch =
            crate::whole::CrawledStretch { from: crawled, to: crawled, publisher: "신문9", articles: 3 };
        let crawls = Crawls::of_stretches([stretch].into_iter());
        let found = found.into();
        let coverage = CoverageCounts { publishers, found, crawls, ..CoverageCounts::default() }.coverage();
        let Totals { full, part, none, .. } = coverage.totals;
        assert_eq!((full, part, none), (0, 1, 4000 * 365 - 1));
        assert_eq!(coverage.cells.len(), 3);
    }
}
