//! What was crawled of each publisher and day, to the hour.

use super::crawls::Crawls;
use super::days;
use super::publishers::Publishers;
use crate::archive::{Cancel, Catalogue};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The coverage of an archive.
#[derive(Debug, Default)]
pub struct Coverage {
    /// The publishers as named in the files, ascending; the empty name stands for files without one.
    pub publishers: Vec<String>,
    /// Every publisher and day with an article or a covered hour, by publisher, then by day.
    pub cells: Vec<Cell>,
    /// The runs of the crawler.
    pub crawls: Crawls,
    /// How dense the publishers' own numbers are, by publisher, the publisher's number, and day.
    pub numbers: Vec<Numbers>,
    /// The totals.
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

/// The totals of a coverage.
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
    pub full: u32,
    /// The number of partly covered cells.
    pub part: u32,
    /// The number of cells with articles but without a covered hour.
    pub none: u32,
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
    /// The publisher.
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
        counts.publishers.insert(publisher.into());
    }
    counts.numbers = running_numbers(numbers);
    Some(counts.coverage())
}

impl CoverageCounts<'_> {
    /// The coverage.
    pub fn coverage(self) -> Coverage {
        let Self { crawls, publishers, found: mut counts, undated, of, numbers } = self;
        let mut totals = Totals { of, undated, ..Totals::default() };
        totals.articles = undated + counts.values().sum::<u32>();
        let found_days = || counts.keys().map(|&(_, day)| day);
        totals.days = found_days().min().zip(found_days().max());
        for name in &publishers {
            let days = crawls.hours_of(name).into_iter().flat_map(|hours| hours.days());
            days.for_each(|day| _ = counts.entry((name.clone(), days::day(day))).or_default());
        }
        let publishers: Vec<Cow<'_, str>> = publishers.into_iter().collect();
        let place = |name: &Cow<'_, str>| publishers.binary_search(name).map_or(u32::MAX, |at| at as u32);
        let cell = |((name, day), count): (&(Cow<'_, str>, Date), &u32)| {
            let of_day = || crawls.hours_of(name).map_or(0, |hours| hours.of(*day));
            Cell { publisher: place(name), day: *day, count: *count, hours: crawls.are_known().then(of_day) }
        };
        let cells: Vec<Cell> = counts.iter().map(cell).collect();
        for hours in cells.iter().filter_map(|cell| cell.hours) {
            match hours {
                24 => totals.full += 1,
                0 => totals.none += 1,
                _ => totals.part += 1,
            }
        }
        let numbers = sorted_numbers(numbers, place);
        let publishers = publishers.into_iter().map(Cow::into_owned).collect();
        Coverage { publishers, cells, crawls, numbers, totals }
    }
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
