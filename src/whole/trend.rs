//! How often queries match over time, as counts and as shares of all articles of that time.

use super::crawls::Crawls;
use super::days;
use crate::archive::{Cancel, Catalogue, Row};
use crate::article::ArticleKind;
use crate::stories::TextFirsts;
use crate::text::DocumentSet;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The length of time that a point stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// A day.
    #[default]
    Day,
    /// A week from Monday to Sunday.
    Week,
    /// A month.
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
    /// By publisher.
    Publisher,
    /// By section.
    Category,
    /// By folder.
    Folder,
    /// By keyword; an article counts under each of its own. Only the [`MOST_KEYWORDS`] that most articles have.
    Keyword,
}

/// How many keywords a query is split into.
const MOST_KEYWORDS: usize = 100;

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
    fn values<'a>(self, row: &Row<'a>) -> Vec<&'a str> {
        match self {
            Self::Publisher => vec![row.publisher()],
            Self::Category => vec![row.category()],
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
    /// Whether to leave out articles that report nothing: photos, appointments, deaths, horoscopes, weather, schedules, and
    /// those that BigKinds excludes from analysis.
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
    /// Its name.
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
    /// The share of articles found; `None` if the archive has no article of that period.
    pub fn share(&self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.count) / f64::from(self.of))
    }
}

/// A counted article: its day, and the file whose publisher, section and folder count.
struct Counted {
    day: Date,
    file: u32,
}

/// How often queries match over time, among an archive's newest files, `ordinals`; `None` if cancelled. `firsts` are
/// the first articles with each one's text, needed if texts are to be counted once.
pub fn trend(
    catalogue: &Catalogue,
    ordinals: &[u32],
    queries: &[Grouping<'_>],
    request: TrendRequest,
    firsts: Option<&TextFirsts>,
    cancel: &Cancel,
) -> Option<Trend> {
    let crawls = Crawls::of(catalogue);
    let firsts = firsts.filter(|_| request.once).map_or(ordinals, TextFirsts::files);
    let is_counted = |day: Date| !request.covered || crawls.hours.of(day) == 24;
    let is_left_out =
        |ordinal: u32| request.reports && catalogue.row(ordinal).is_some_and(|row| !is_report(&row));
    let (mut of, mut undated, mut articles) = (BTreeMap::<Date, u32>::new(), 0, 0);
    for (&ordinal, &first) in ordinals.iter().zip(firsts) {
        if ordinal != first || is_left_out(first) {
            continue;
        }
        let Some(published) = catalogue.row(ordinal).and_then(|row| row.published()) else {
            undated += 1;
            continue;
        };
        if is_counted(published.date()) {
            articles += 1;
            *of.entry(request.period.of(published.date()).0).or_default() += 1;
        }
    }
    for day in crawls.hours.days().map(days::day).filter(|&day| is_counted(day)) {
        of.entry(request.period.of(day).0).or_default();
    }
    let time = |(&from, &of): (&Date, &u32)| {
        let (from, to) = request.period.of(from);
        let covered = crawls.are_known().then(|| least_covered(&crawls, from, to));
        Point { from, to, count: 0, of, covered }
    };
    let times: Vec<Point> = of.iter().map(time).collect();
    let mut series = Vec::new();
    for (query, grouping) in queries.iter().enumerate() {
        if cancel.is_cancelled() {
            return None;
        }
        let counted = counted(catalogue, ordinals, firsts, grouping.found);
        let is_counted = |counted: &Counted| is_counted(counted.day) && !is_left_out(counted.file);
        let counted: Vec<Counted> = counted.into_iter().filter(is_counted).collect();
        let lines = lines(catalogue, &counted, request, &times);
        let name = |value: &str| match (request.split, queries.len()) {
            (None, _) => grouping.name.to_owned(),
            (Some(_), 1) => value.to_owned(),
            (Some(_), _) => format!("{} · {value}", grouping.name),
        };
        series.extend(lines.into_iter().map(|(value, points)| Series { query, name: name(value), points }));
    }
    Some(Trend { series, articles, undated })
}

/// The lines of a query by the value that its articles are split by; a single one without a name if they aren't.
fn lines<'a>(
    catalogue: &'a Catalogue,
    counted: &[Counted],
    request: TrendRequest,
    times: &[Point],
) -> BTreeMap<&'a str, Vec<Point>> {
    let mut lines: BTreeMap<&str, Vec<Point>> = BTreeMap::new();
    let Some(split) = request.split else {
        let mut line = times.to_vec();
        counted.iter().for_each(|counted| count_at(&mut line, request.period.of(counted.day).0));
        lines.insert("", line);
        return lines;
    };
    let values = |file: u32| catalogue.row(file).map(|row| split.values(&row)).unwrap_or_default();
    let kept =
        (split == Split::Keyword).then(|| most_frequent(counted.iter().flat_map(|it| values(it.file))));
    let is_kept = |value: &&str| kept.as_ref().is_none_or(|kept| kept.contains(value));
    for Counted { day, file } in counted {
        for value in values(*file).into_iter().filter(is_kept) {
            let line = lines.entry(value).or_insert_with(|| times.to_vec());
            count_at(line, request.period.of(*day).0);
        }
    }
    lines
}

/// The values that occur most.
fn most_frequent<'a>(values: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    let mut counts: Vec<(&str, u32)> = counts.into_iter().collect();
    counts.sort_by_key(|&(value, count)| (std::cmp::Reverse(count), value));
    counts.into_iter().take(MOST_KEYWORDS).map(|(value, _)| value).collect()
}

/// Counts an article of the time that begins on a day.
fn count_at(line: &mut [Point], from: Date) {
    if let Ok(at) = line.binary_search_by_key(&from, |point| point.from)
        && let Some(point) = line.get_mut(at)
    {
        point.count += 1;
    }
}

/// Whether an article reports something.
fn is_report(row: &Row<'_>) -> bool {
    use ArticleKind::{Appointments, Comings, Fortune, Obituary, Photo, Schedule, Weather};
    let is_service =
        matches!(row.kind(), Photo | Appointments | Obituary | Comings | Fortune | Weather | Schedule);
    !is_service && row.facts().is_none_or(|facts| facts.excluded.is_empty())
}

/// The counted articles among a query's results. A text is found if any article with it is.
fn counted(catalogue: &Catalogue, ordinals: &[u32], firsts: &[u32], found: &DocumentSet) -> Vec<Counted> {
    let mut seen = DocumentSet::none(catalogue.len() as usize);
    let mut counted = Vec::new();
    for (&ordinal, &first) in ordinals.iter().zip(firsts) {
        if !found.contains(ordinal as usize) || seen.contains(first as usize) {
            continue;
        }
        seen.insert(first as usize);
        if let Some(published) = catalogue.row(first).and_then(|row| row.published()) {
            counted.push(Counted { day: published.date(), file: first });
        }
    }
    counted
}

fn least_covered(crawls: &Crawls, from: Date, to: Date) -> u8 {
    (days::number(from)..=days::number(to)).map(|day| crawls.hours.of(days::day(day))).min().unwrap_or(0)
}
