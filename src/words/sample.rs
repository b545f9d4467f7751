//! Samples that can be drawn again: which of the articles found are taken, by a seed.
//!
//! An article's number is drawn from the seed and its key alone ([`draw`]), so that a sample is the same whatever the
//! order of files and threads, and whatever other articles the archive gets.

use crate::archive::{Cancel, Catalogue, Row};
use crate::text::draw::draw;
use crate::whole::{Coverage, Publishers};
use jiff::Span;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;
use std::fmt;

/// By what articles are parted before each part is sampled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stratification {
    Publisher,
    /// The day of publication.
    Day,
    Category,
}

impl Stratification {
    pub const ALL: [Self; 3] = [Self::Publisher, Self::Day, Self::Category];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Day => "day",
            Self::Category => "category",
        }
    }

    /// The name of an article's stratum; empty if its file states none.
    fn of<'a>(self, row: &Row<'a>, publishers: &Publishers<'a>) -> String {
        match self {
            Self::Publisher => publishers.of_row(row).to_owned(),
            Self::Day => day_of(row).map(|day| day.to_string()).unwrap_or_default(),
            Self::Category => row.category_or_inferred().to_owned(),
        }
    }
}

/// How a sample is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// So many articles, or so many of each stratum: those with the smallest numbers.
    Size(usize, Option<Stratification>),
    /// Every so many articles by day and key, from one of the first that the seed chooses.
    Every(usize),
    /// For each of these weekdays so many of its covered days, with all their articles.
    Weeks(usize, Vec<Weekday>),
}

/// As the command line's arguments say it.
impl fmt::Display for Sampling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size(size, None) => write!(f, "--size {size}"),
            Self::Size(size, Some(by)) => write!(f, "--size {size} --each {}", by.name()),
            Self::Every(every) => write!(f, "--every {every}"),
            Self::Weeks(weeks, days) => {
                let named = WEEKDAYS.iter().filter(|(day, _)| days.contains(day)).map(|(_, name)| *name);
                write!(f, "--weeks {weeks} --days {}", named.collect::<Vec<_>>().join(","))
            }
        }
    }
}

/// A part of the frame from which a sample was drawn: articles, or days of constructed weeks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// What the articles have in common; empty if they lack it, or if the frame wasn't parted.
    pub name: String,
    /// How many there are (N).
    pub of: usize,
    /// How many of them were drawn (n).
    pub drawn: usize,
    /// How many were asked for.
    pub asked: usize,
}

/// The articles that were drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Their files in the order of the list, each with the place of its stratum.
    pub files: Vec<(u32, usize)>,
    /// The parts of the frame, by name; those of constructed weeks from Monday on.
    pub strata: Vec<Stratum>,
    /// How many articles were drawn from.
    pub frame: usize,
    /// The days that were drawn for constructed weeks, ascending.
    pub days: Vec<Date>,
}

/// The names of the days of the week, from Monday on.
pub const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "mon"),
    (Weekday::Tuesday, "tue"),
    (Weekday::Wednesday, "wed"),
    (Weekday::Thursday, "thu"),
    (Weekday::Friday, "fri"),
    (Weekday::Saturday, "sat"),
    (Weekday::Sunday, "sun"),
];

/// The days of the week that a text names: `mon-sat`, `mon,wed,fri`, or one of them; `None` if it is neither.
pub fn weekdays(text: &str) -> Option<Vec<Weekday>> {
    let place = |name: &str| WEEKDAYS.iter().position(|(_, known)| known.eq_ignore_ascii_case(name.trim()));
    let mut chosen = [false; WEEKDAYS.len()];
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (place(first)?, place(last)?);
        chosen.get_mut(first..=last).filter(|days| !days.is_empty())?.fill(true);
    }
    Some(WEEKDAYS.iter().zip(chosen).filter(|(_, is_chosen)| *is_chosen).map(|((day, _), _)| *day).collect())
}

/// Draws a sample from some articles, which are given in the order of a list. `coverage` is that of these articles,
/// for constructed weeks.
pub fn sample(
    catalogue: &Catalogue,
    files: &[u32],
    sampling: &Sampling,
    seed: u64,
    coverage: impl FnOnce(&Cancel) -> Option<Coverage>,
    cancel: &Cancel,
) -> Option<Sample> {
    let sample = match sampling {
        Sampling::Size(size, by) => stratified(catalogue, files, (*size, *by), seed),
        Sampling::Every(every) => systematic(catalogue, files, *every, seed),
        Sampling::Weeks(weeks, days) => {
            let of_days = covered_days(catalogue, files, &coverage(cancel)?);
            constructed(catalogue, files, (*weeks, days), &of_days, seed)
        }
    };
    Some(sample)
}

fn day_of(row: &Row<'_>) -> Option<Date> {
    row.published().map(|published| published.date())
}

/// What stands for an article when its number is drawn.
fn key_of(catalogue: &Catalogue, file: u32) -> String {
    catalogue.key(file).map(|key| key.into_owned()).unwrap_or_default()
}

/// The `size` items with the smallest numbers, by their places.
fn drawn(keys: &[String], size: usize, seed: u64) -> Vec<usize> {
    let mut numbered: Vec<([u8; 32], &String, usize)> =
        keys.iter().enumerate().map(|(at, key)| (draw(seed, key), key, at)).collect();
    numbered.sort_unstable();
    numbered.into_iter().take(size).map(|(.., at)| at).collect()
}

fn stratified(
    catalogue: &Catalogue,
    files: &[u32],
    (size, by): (usize, Option<Stratification>),
    seed: u64,
) -> Sample {
    let (publishers, mut parts) = (Publishers::of(catalogue), BTreeMap::<String, Vec<usize>>::new());
    if by.is_none() {
        parts.insert(String::new(), Vec::new());
    }
    for (at, &file) in files.iter().enumerate() {
        let name = by.zip(catalogue.row(file)).map_or_else(String::new, |(by, row)| by.of(&row, &publishers));
        parts.entry(name).or_default().push(at);
    }
    let mut sample = Sample { frame: files.len(), ..Sample::default() };
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (stratum, (name, part)) in parts.into_iter().enumerate() {
        let of_part = part.iter().filter_map(|&at| files.get(at));
        let keys: Vec<String> = of_part.map(|&file| key_of(catalogue, file)).collect();
        let chosen = drawn(&keys, size, seed);
        sample.strata.push(Stratum { name, of: part.len(), drawn: chosen.len(), asked: size });
        taken.extend(chosen.into_iter().filter_map(|at| Some((*part.get(at)?, stratum))));
    }
    taken.sort_unstable();
    sample.files = taken.into_iter().filter_map(|(at, stratum)| Some((*files.get(at)?, stratum))).collect();
    sample
}

fn systematic(catalogue: &Catalogue, files: &[u32], every: usize, seed: u64) -> Sample {
    let every = every.max(1);
    let mut order: Vec<(Option<Date>, String, usize)> = files
        .iter()
        .enumerate()
        .map(|(at, &file)| (catalogue.row(file).and_then(|row| day_of(&row)), key_of(catalogue, file), at))
        .collect();
    order.sort_unstable();
    let [a, b, c, d, ..] = draw(seed, "start");
    let start = u32::from_be_bytes([a, b, c, d]) as usize % every;
    let mut taken: Vec<usize> = order.iter().skip(start).step_by(every).map(|&(.., at)| at).collect();
    taken.sort_unstable();
    let stratum = Stratum { name: String::new(), of: files.len(), drawn: taken.len(), asked: taken.len() };
    Sample {
        files: taken.into_iter().filter_map(|at| Some((*files.get(at)?, 0))).collect(),
        strata: vec![stratum],
        frame: files.len(),
        days: Vec::new(),
    }
}

/// The days of the period of some articles that the crawler covered for all of their 24 hours; without crawl times,
/// those on which one of the articles was published.
fn covered_days(catalogue: &Catalogue, files: &[u32], coverage: &Coverage) -> Vec<Date> {
    if coverage.crawls.are_known() {
        let Some((first, last)) = coverage.period else { return Vec::new() };
        let period = first.series(Span::new().days(1)).take_while(|day| *day <= last);
        return period.filter(|day| coverage.crawls.hours.of(*day) == 24).collect();
    }
    let mut days: Vec<Date> =
        files.iter().filter_map(|&file| catalogue.row(file).and_then(|row| day_of(&row))).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn constructed(
    catalogue: &Catalogue,
    files: &[u32],
    (weeks, weekdays): (usize, &[Weekday]),
    covered: &[Date],
    seed: u64,
) -> Sample {
    let mut sample = Sample { frame: files.len(), ..Sample::default() };
    let mut strata_of: BTreeMap<Date, usize> = BTreeMap::new();
    for (weekday, name) in WEEKDAYS.iter().filter(|(weekday, _)| weekdays.contains(weekday)) {
        let own: Vec<Date> = covered.iter().copied().filter(|day| day.weekday() == *weekday).collect();
        let keys: Vec<String> = own.iter().map(Date::to_string).collect();
        let chosen = drawn(&keys, weeks, seed);
        strata_of.extend(chosen.iter().filter_map(|&at| Some((*own.get(at)?, sample.strata.len()))));
        let name = (*name).to_owned();
        sample.strata.push(Stratum { name, of: own.len(), drawn: chosen.len(), asked: weeks });
    }
    let stratum = |file: u32| strata_of.get(&day_of(&catalogue.row(file)?)?).copied();
    sample.files = files.iter().filter_map(|&file| Some((file, stratum(file)?))).collect();
    sample.days = strata_of.into_keys().collect();
    sample
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_named_one_by_one_or_from_to() {
        assert_eq!(weekdays("mon-sat").unwrap().len(), 6);
        assert_eq!(weekdays("Sun,mon"), Some(vec![Weekday::Monday, Weekday::Sunday]));
        for wrong in ["", "sat-mon", "mo", "mon-", "mon,,tue"] {
            assert_eq!(weekdays(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_drawn_stays_drawn_when_there_is_more_to_draw_from() {
        let keys: Vec<String> = (0..50).map(|at| format!("901_{at}")).collect();
        let few = |size| drawn(&keys, size, 3);
        assert_eq!((few(10).len(), few(99).len()), (10, 50));
        assert!(few(20).starts_with(&few(10)));
        let mut reversed = keys.clone();
        reversed.reverse();
        let names =
            |keys: &[String]| drawn(keys, 10, 3).iter().map(|&at| keys[at].clone()).collect::<Vec<_>>();
        assert_eq!(names(&keys), names(&reversed));
    }
}
