//! The crawler's runs, derived from the files' crawl times, and which hours of a day they cover.
//!
//! A run is a series of crawls without a pause of more than half an hour. It reaches a publisher if one of its
//! files is from that publisher. An hour of a day, in Korean time, is covered if all of it is within the run,
//! or within the two hours before it, for a run that reaches the publisher.

use super::days;
use super::publishers::Publishers;
use crate::archive::Catalogue;
use crate::article::crawled_day;
use jiff::{SignedDuration, Timestamp};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

/// Crawls farther apart belong to different runs.
pub const PAUSE: SignedDuration = SignedDuration::from_mins(30);
/// A run finds what was published this long before it.
const REACH: SignedDuration = SignedDuration::from_hours(2);

/// Crawls of a publisher's articles, from the first to the last of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrawledStretch<'a> {
    /// When the first was crawled.
    pub from: Timestamp,
    /// When the last was crawled.
    pub to: Timestamp,
    pub publisher: &'a str,
    /// How many they are.
    pub articles: u32,
}

/// A run of the crawler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrawlRun {
    /// When its first file was crawled.
    pub from: Timestamp,
    /// When its last file was crawled.
    pub to: Timestamp,
    /// The number of its files.
    pub articles: u32,
    /// The number of their publishers.
    pub publishers: u32,
}

/// The covered hours by day number, one bit per hour.
#[derive(Clone, Debug, Default)]
pub struct Hours(FxHashMap<i32, u32>);

impl Hours {
    /// The number of covered hours of a day: 0 to 24.
    pub fn of(&self, day: jiff::civil::Date) -> u8 {
        self.0.get(&days::number(day)).map_or(0, |hours| hours.count_ones() as u8)
    }

    /// The days with at least one covered hour, in no particular order.
    pub(super) fn days(&self) -> impl Iterator<Item = i32> {
        self.0.keys().copied()
    }

    /// Marks every hour that is completely within a stretch of time.
    fn cover(&mut self, from: Timestamp, to: Timestamp) {
        for hour in days::korean_hour(from, true)..days::korean_hour(to, false) {
            *self.0.entry(hour.div_euclid(24) as i32).or_default() |= 1 << hour.rem_euclid(24);
        }
    }
}

/// What can be derived from the crawl times of an archive's files.
#[derive(Debug, Default)]
pub struct Crawls {
    /// The runs, in order.
    pub runs: Vec<CrawlRun>,
    /// The hours in which the crawler was active, whatever it reached.
    pub hours: Hours,
    of_publishers: FxHashMap<String, Hours>,
}

impl Crawls {
    /// Reads the crawl times of all files, including those with a newer version.
    pub(super) fn of<'a>(catalogue: &'a Catalogue, publishers: &Publishers<'a>) -> Self {
        let crawled =
            catalogue.present().filter_map(|(_, row)| Some((row.crawled()?, publishers.of_row(&row))));
        Self::of_stretches(crawled.map(|(at, publisher)| CrawledStretch {
            from: at,
            to: at,
            publisher,
            articles: 1,
        }))
    }

    /// The runs that stretches of crawls make up, in any order. None may contain a pause between runs.
    pub fn of_stretches<'a>(stretches: impl Iterator<Item = CrawledStretch<'a>>) -> Self {
        // A crawl of which only the day is known says nothing about hours.
        let is_day = |it: &CrawledStretch<'_>| it.from == it.to && crawled_day(it.from).is_some();
        let mut stretches: Vec<CrawledStretch<'_>> = stretches.filter(|it| !is_day(it)).collect();
        stretches.sort_unstable_by_key(|stretch| stretch.from);
        let mut runs: Vec<CrawlRun> = Vec::new();
        let mut reached: FxHashMap<&str, Vec<(Timestamp, Timestamp)>> = FxHashMap::default();
        let mut publishers: FxHashSet<&str> = FxHashSet::default();
        let mut stretches = stretches.into_iter().peekable();
        while let Some(first) = stretches.next() {
            let mut run =
                CrawlRun { from: first.from, to: first.to, articles: first.articles, publishers: 0 };
            publishers.insert(first.publisher);
            while let Some(next) = stretches.next_if(|next| next.from.duration_since(run.to) <= PAUSE) {
                run.to = run.to.max(next.to);
                run.articles += next.articles;
                publishers.insert(next.publisher);
            }
            run.publishers = publishers.len() as u32;
            for publisher in publishers.drain() {
                reached.entry(publisher).or_default().push((run.from, run.to));
            }
            runs.push(run);
        }
        let all: Vec<(Timestamp, Timestamp)> = runs.iter().map(|run| (run.from, run.to)).collect();
        let of_publishers = reached.into_iter().map(|(name, runs)| (name.to_owned(), covered(&runs)));
        Self { hours: covered(&all), of_publishers: of_publishers.collect(), runs }
    }

    /// Whether any file has a crawl time; without one, covered hours are unknown.
    pub fn are_known(&self) -> bool {
        !self.runs.is_empty()
    }

    /// The covered hours of a publisher; none for one that no run reached.
    pub fn hours_of(&self, publisher: &str) -> &Hours {
        static NONE: Hours = Hours(FxHashMap::with_hasher(FxBuildHasher));
        self.of_publishers.get(publisher).unwrap_or(&NONE)
    }

    /// The longest time between two runs.
    pub fn longest_pause(&self) -> SignedDuration {
        let pauses = self.runs.windows(2).filter_map(|pair| {
            let [one, next] = pair else { return None };
            Some(next.from.duration_since(one.to))
        });
        pauses.max().unwrap_or_default()
    }
}

/// The hours covered by runs, which must be in order.
fn covered(runs: &[(Timestamp, Timestamp)]) -> Hours {
    let mut hours = Hours::default();
    let mut open: Option<(Timestamp, Timestamp)> = None;
    for &(from, to) in runs {
        let from = from.checked_sub(REACH).unwrap_or(Timestamp::MIN);
        open = match open {
            Some((begin, end)) if from <= end => Some((begin, end.max(to))),
            Some((begin, end)) => {
                hours.cover(begin, end);
                Some((from, to))
            }
            None => Some((from, to)),
        };
    }
    if let Some((begin, end)) = open {
        hours.cover(begin, end);
    }
    hours
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// How many hours of 28 and 29 December runs cover.
    fn of_days(runs: &[(&str, &str)]) -> [u8; 2] {
        let runs: Vec<_> = runs.iter().map(|(from, to)| (moment(from), moment(to))).collect();
        let hours = covered(&runs);
        [hours.of(date(2025, 12, 28)), hours.of(date(2025, 12, 29))]
    }

    #[test]
    fn whole_hours_before_and_in_runs_are_covered() {
        // 14:30 in Korea: of 12:30 to 14:30, only the hour from 13:00 is complete.
        assert_eq!(of_days(&[("2025-12-28T05:30:00Z", "2025-12-28T05:30:20Z")]), [1, 0]);
        assert_eq!(of_days(&[("2025-12-28T05:00:00Z", "2025-12-28T05:00:00Z")]), [2, 0]);
        // Two runs whose reaches meet leave no gap between them.
        let two = [
            ("2025-12-28T05:30:00Z", "2025-12-28T05:30:00Z"),
            ("2025-12-28T07:00:00Z", "2025-12-28T07:00:00Z"),
        ];
        assert_eq!(of_days(&two), [3, 0]);
        // A run right after midnight reaches back into the previous day.
        assert_eq!(of_days(&[("2025-12-28T16:00:00Z", "2025-12-28T18:00:00Z")]), [1, 3]);
        assert_eq!(of_days(&[]), [0, 0]);
    }

    #[test]
    fn a_run_of_days_covers_whole_days() {
        assert_eq!(of_days(&[("2025-12-27T12:00:00Z", "2025-12-30T12:00:00Z")]), [24, 24]);
    }
}
