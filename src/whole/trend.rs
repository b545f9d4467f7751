//! How often queries are met over time: counts, and shares of all articles of that time.

use super::crawls::Crawls;
use super::{days, texts};
use crate::archive::{Cancel, Catalogue, Row};
use crate::text::DocumentSet;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How long a point of a line is.
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

    /// The first and the last day of the period that a day lies in.
    pub fn of(self, day: Date) -> (Date, Date) {
        match self {
            Self::Day => (day, day),
            Self::Week => days::week(day),
            Self::Month => (day.first_of_month(), day.last_of_month()),
        }
    }
}

/// What the articles that a query finds are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// By publisher.
    Publisher,
    /// By section.
    Category,
    /// By folder.
    Folder,
}

impl Split {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Category => "category",
            Self::Folder => "folder",
        }
    }

    fn value<'a>(self, row: &Row<'a>) -> &'a str {
        match self {
            Self::Publisher => row.publisher(),
            Self::Category => row.category(),
            Self::Folder => row.path().rsplit_once('/').map_or("", |(folder, _)| folder),
        }
    }
}

/// What is found of one query.
#[derive(Clone, Copy, Debug)]
pub struct Grouping<'a> {
    /// What its lines are called.
    pub name: &'a str,
    /// What it finds, by ordinal.
    pub found: &'a DocumentSet,
}

/// What is counted, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrendRequest {
    /// How long a point is.
    pub period: Period,
    /// Whether each query has a line for each publisher, section or folder.
    pub split: Option<Split>,
    /// Whether a text that several articles have counts once, on the day of the first of them, if any of them is found.
    pub once: bool,
    /// Whether only days are counted all of whose hours are covered.
    pub covered: bool,
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
    /// The lines, by query, then by what they are split by.
    pub series: Vec<Series>,
    /// How many articles of the archive were counted.
    pub articles: u32,
    /// How many have no day of publication, and are counted nowhere.
    pub undated: u32,
}

/// A line.
#[derive(Debug, PartialEq)]
pub struct Series {
    /// The place of its query.
    pub query: usize,
    /// What it is called.
    pub name: String,
    /// One for each time that has an article or a covered hour, ascending; the same times for all lines.
    pub points: Vec<Point>,
}

/// A point of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The first day that it stands for.
    pub from: Date,
    /// The last day that it stands for.
    pub to: Date,
    /// How many articles are found.
    pub count: u32,
    /// How many articles the archive has of this time.
    pub of: u32,
    /// How many hours of the day the crawler covered, 0 to 24; of several days, of the one that is covered least. `None`
    /// where no file of the archive has a crawl time.
    pub covered: Option<u8>,
}

impl Point {
    /// The share of what is found; `None` where the archive has no article of that time.
    pub fn share(&self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.count) / f64::from(self.of))
    }
}

/// An article that counts: its day, and the file whose publisher, section and folder it counts for.
struct Counted {
    day: Date,
    file: u32,
}

/// How often queries are met over time, among the newest files `ordinals` of an archive; `None` where it was stopped.
pub fn trend(
    catalogue: &Catalogue,
    ordinals: &[u32],
    queries: &[Grouping<'_>],
    request: TrendRequest,
    cancel: &Cancel,
) -> Option<Trend> {
    let crawls = Crawls::of(catalogue);
    let firsts = if request.once { texts::firsts(catalogue, ordinals) } else { ordinals.to_vec() };
    let is_counted = |day: Date| !request.covered || crawls.hours.of(day) == 24;
    let (mut of, mut undated, mut articles) = (BTreeMap::<Date, u32>::new(), 0, 0);
    for (&ordinal, &first) in ordinals.iter().zip(&firsts) {
        if ordinal != first {
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
    let times: Vec<Point> = of
        .iter()
        .map(|(&from, &of)| {
            let (from, to) = request.period.of(from);
            let covered = crawls.are_known().then(|| least_covered(&crawls, from, to));
            Point { from, to, count: 0, of, covered }
        })
        .collect();
    let mut series = Vec::new();
    for (query, grouping) in queries.iter().enumerate() {
        if cancel.is_cancelled() {
            return None;
        }
        let counted = counted(catalogue, ordinals, &firsts, grouping.found);
        let counted = counted.into_iter().filter(|counted| is_counted(counted.day));
        let mut lines: BTreeMap<&str, Vec<Point>> = BTreeMap::new();
        if request.split.is_none() {
            lines.insert("", times.clone());
        }
        for Counted { day, file } in counted {
            let value = |split: Split| catalogue.row(file).map_or("", |row| split.value(&row));
            let line = lines.entry(request.split.map_or("", value)).or_insert_with(|| times.clone());
            let from = request.period.of(day).0;
            if let Ok(at) = line.binary_search_by_key(&from, |point| point.from)
                && let Some(point) = line.get_mut(at)
            {
                point.count += 1;
            }
        }
        series.extend(lines.into_iter().map(|(value, points)| {
            let name = match (request.split, queries.len()) {
                (None, _) => grouping.name.to_owned(),
                (Some(_), 1) => value.to_owned(),
                (Some(_), _) => format!("{} · {value}", grouping.name),
            };
            Series { query, name, points }
        }));
    }
    Some(Trend { series, articles, undated })
}

/// What counts of what a query finds. A text is found if one of the articles that have it is.
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
