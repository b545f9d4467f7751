//! How often queries match over time, as counts and as shares of all articles of that time.

use super::crawls::Crawls;
use super::days;
use super::publishers::Publishers;
use super::series::{DayCounts, TrendCounts};
use crate::archive::{Cancel, Catalogue, Row};
use crate::article::{ArticleKind, Facts};
use crate::stories::TextFirsts;
use crate::text::DocumentSet;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The length of time that a point stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    #[default]
    Day,
    /// A week from Monday to Sunday.
    Week,
    Month,
}

impl Period {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The first and last day of the period that a day is in.
    pub fn of(self, day: Date) -> (Date, Date) {
        match self {
            Self::Day => (day, day),
            Self::Week => days::week(day),
            Self::Month => (day.first_of_month(), day.last_of_month()),
        }
    }
}

/// How to split the articles that a query finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    Publisher,
    /// By section; an article counts under each of its own.
    Category,
    Folder,
    /// By keyword; an article counts under each of its own. Only the [`MOST_KEYWORDS`] that most articles have.
    Keyword,
}

/// How many keywords a query is split into.
pub(super) const MOST_KEYWORDS: usize = 100;

impl Split {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Category => "category",
            Self::Folder => "folder",
            Self::Keyword => "keyword",
        }
    }

    /// The lines that an article counts for.
    fn values<'a>(self, row: &Row<'a>, publishers: &'a Publishers<'a>) -> Vec<&'a str> {
        match self {
            Self::Publisher => vec![publishers.of_row(row)],
            Self::Category => Facts::sections(row.facts(), row.category()),
            Self::Folder => vec![row.path().rsplit_once('/').map_or("", |(folder, _)| folder)],
            Self::Keyword => {
                let keywords = row.facts().map_or(&[][..], |facts| facts.keywords.as_slice());
                keywords.iter().map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect()
            }
        }
    }
}

/// The results of a query.
#[derive(Clone, Copy, Debug)]
pub struct Grouping<'a> {
    /// The name of its lines.
    pub name: &'a str,
    /// The articles found, by ordinal.
    pub found: &'a DocumentSet,
}

/// What to count, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrendRequest {
    /// The period of a point.
    pub period: Period,
    /// Whether to split each query into lines by publisher, section, folder or keyword.
    pub split: Option<Split>,
    /// Whether to count a text that several articles have once, on the day of the first, if any of them is
    /// found.
    pub once: bool,
    /// Whether to count only days whose hours are all covered.
    pub covered: bool,
    /// Whether to leave out articles that report nothing: photos, appointments, deaths, horoscopes, weather,
    /// schedules, and those that BigKinds excludes from analysis.
    pub reports: bool,
}

/// Which queries are counted, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrendQuestion {
    /// What is looked for, a line each.
    pub queries: Vec<String>,
    /// How it is counted.
    pub request: TrendRequest,
}

/// Lines over time.
#[derive(Debug, Default, PartialEq)]
pub struct Trend {
    /// The lines, by query, then by split.
    pub series: Vec<Series>,
    /// The number of articles counted.
    pub articles: u32,
    /// How many articles have no day of publication and are not counted.
    pub undated: u32,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The index of its query.
    pub query: usize,
    pub name: String,
    /// One point per period with an article or a covered hour, ascending; the same periods for all lines.
    pub points: Vec<Point>,
}

/// A point of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The first day of its period.
    pub from: Date,
    /// The last day of its period.
    pub to: Date,
    /// The number of articles found.
    pub count: u32,
    /// The number of articles in the archive.
    pub of: u32,
    /// How many hours of the day the crawler covered, 0 to 24; for several days, the minimum. `None` if no file
    /// of the archive has a crawl time.
    pub covered: Option<u8>,
}

impl Series {
    /// The number of articles of all its points.
    pub fn articles(&self) -> u64 {
        self.points.iter().map(|point| u64::from(point.count)).sum()
    }
}

impl Point {
    /// Whether nothing was crawled: a gap of the archive, not of the news. What a later crawl found of a day without one says
    /// nothing about the day; of a week or a month, [`Self::covered`] is that of the least covered day, so there mustn't be an
    /// article either.
    pub fn is_uncovered(&self) -> bool {
        self.covered == Some(0) && (self.of == 0 || self.from == self.to)
    }

    /// The share of articles found; `None` if the archive has no article of that period.
    pub fn share(&self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.count) / f64::from(self.of))
    }
}

/// How often queries match over time, among an archive's newest files, `ordinals`; `None` if cancelled.
/// `firsts` are the first articles with each one's text, needed if texts are to be counted once.
pub fn trend(
    catalogue: &Catalogue,
    ordinals: &[u32],
    queries: &[Grouping<'_>],
    request: TrendRequest,
    firsts: Option<&TextFirsts>,
    cancel: &Cancel,
) -> Option<Trend> {
    let firsts = firsts.filter(|_| request.once).map_or(ordinals, TextFirsts::files);
    let is_left_out =
        |ordinal: u32| request.reports && catalogue.row(ordinal).is_some_and(|row| !is_report(&row));
    let publishers = Publishers::of(catalogue);
    let mut counts = TrendCounts { crawls: Crawls::of(catalogue, &publishers), ..TrendCounts::default() };
    for (&ordinal, &first) in ordinals.iter().zip(firsts) {
        if ordinal != first || is_left_out(first) {
            continue;
        }
        match catalogue.row(ordinal).and_then(|row| row.published()) {
            Some(published) => *counts.days.entry(published.date()).or_default() += 1,
            None => counts.undated += 1,
        }
    }
    for grouping in queries {
        if cancel.is_cancelled() {
            return None;
        }
        let mut found = BTreeMap::new();
        for file in counted(catalogue, ordinals, firsts, grouping.found) {
            let Some(row) = catalogue.row(file).filter(|_| !is_left_out(file)) else { continue };
            let Some(published) = row.published() else { continue };
            for value in request.split.map_or_else(|| vec![""], |split| split.values(&row, &publishers)) {
                count(&mut found, value, published.date());
            }
        }
        counts.found.push(found);
    }
    let names: Vec<&str> = queries.iter().map(|grouping| grouping.name).collect();
    Some(counts.trend(&names, request))
}

/// Counts an article of a day under a value.
pub(super) fn count(found: &mut BTreeMap<String, DayCounts>, value: &str, day: Date) {
    if !found.contains_key(value) {
        found.insert(value.to_owned(), DayCounts::default());
    }
    if let Some(days) = found.get_mut(value) {
        *days.entry(day).or_default() += 1;
    }
}

/// Whether an article reports something.
pub fn is_report(row: &Row<'_>) -> bool {
    use ArticleKind::{Appointments, Comings, Fortune, Obituary, Photo, Schedule, Weather};
    let is_service =
        matches!(row.kind(), Photo | Appointments | Obituary | Comings | Fortune | Weather | Schedule);
    !is_service && row.facts().is_none_or(|facts| facts.excluded.is_empty())
}

/// The files that are counted among a query's results, in the order of `ordinals`, whose texts are first in `firsts`. A
/// text is found if any article with it is.
pub fn counted(catalogue: &Catalogue, ordinals: &[u32], firsts: &[u32], found: &DocumentSet) -> Vec<u32> {
    let mut seen = DocumentSet::none(catalogue.len() as usize);
    let mut counted = Vec::new();
    for (&ordinal, &first) in ordinals.iter().zip(firsts) {
        if found.contains(ordinal as usize) && !seen.contains(first as usize) {
            seen.insert(first as usize);
            counted.push(first);
        }
    }
    counted
}
