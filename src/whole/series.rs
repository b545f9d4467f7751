//! The lines of a trend, from what was counted of each day: the same whether it was counted here or by a
//! server.

use super::crawls::{Crawls, Hours};
use super::days;
use super::trend::{MOST_KEYWORDS, Period, Point, Series, Split, Trend, TrendRequest};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Articles by their day of publication.
pub type DayCounts = BTreeMap<Date, u32>;

/// What a trend needs to know of an archive.
#[derive(Debug, Default)]
pub struct TrendCounts {
    /// The runs of the crawler.
    pub crawls: Crawls,
    /// All articles that count.
    pub days: DayCounts,
    /// How many of them have no day.
    pub undated: u32,
    /// The articles that each query finds, by the value that they are split by; under the empty one if they
    /// aren't.
    pub found: Vec<BTreeMap<String, DayCounts>>,
}

impl TrendCounts {
    /// The trend of queries with these names.
    pub fn trend(&self, names: &[&str], request: TrendRequest) -> Trend {
        let times = self.times(request);
        let mut series = Vec::new();
        for (query, (name, values)) in names.iter().zip(&self.found).enumerate() {
            for (value, points) in self.lines(values, request, &times) {
                let name = match (request.split, names.len()) {
                    (None, _) => (*name).to_owned(),
                    (Some(_), 1) => value.to_owned(),
                    (Some(_), _) => format!("{name} · {value}"),
                };
                series.push(Series { query, name, points });
            }
        }
        let articles = self.counted(&self.days, &self.crawls.hours, request).map(|(_, count)| count).sum();
        Trend { series, articles, undated: self.undated }
    }

    /// The days that count, given the hours that must be covered.
    fn counted<'a>(
        &self,
        days: &'a DayCounts,
        hours: &'a Hours,
        request: TrendRequest,
    ) -> impl Iterator<Item = (Date, u32)> + 'a {
        let days = days.iter().map(|(&day, &count)| (day, count));
        days.filter(move |&(day, _)| !request.covered || hours.of(day) == 24)
    }

    /// The points of a line without any article.
    fn times(&self, request: TrendRequest) -> Vec<Point> {
        let hours = &self.crawls.hours;
        let mut of = DayCounts::new();
        for (day, count) in self.counted(&self.days, hours, request) {
            *of.entry(request.period.of(day).0).or_default() += count;
        }
        // A crawl right after the last day of the articles adds no day.
        let ends = self.days.keys().next().zip(self.days.keys().next_back());
        let crawled = hours.days().map(days::day);
        let crawled = crawled.filter(|day| ends.is_some_and(|(first, last)| first <= day && day <= last));
        let crawled: DayCounts = crawled.map(|day| (day, 0)).collect();
        for (day, _) in self.counted(&crawled, hours, request) {
            of.entry(request.period.of(day).0).or_default();
        }
        if !request.covered {
            fill_gaps(&mut of, request.period);
        }
        let point = |(&from, &of): (&Date, &u32)| {
            let (from, to) = request.period.of(from);
            // Of a time that is limited to fully covered days, the others don't count.
            let least = || if request.covered { 24 } else { least_covered(hours, from, to) };
            let covered = self.crawls.are_known().then(least);
            Point { from, to, count: 0, of, covered }
        };
        of.iter().map(point).collect()
    }

    /// The hours that count for the line of a value: a publisher's own, else those of all.
    fn hours_of(&self, value: &str, request: TrendRequest) -> &Hours {
        match request.split {
            Some(Split::Publisher) => self.crawls.hours_of(value),
            _ => &self.crawls.hours,
        }
    }

    /// The points of a publisher's line without any article: the same times, but with the hours that runs which reached
    /// this publisher cover.
    fn times_of(&self, hours: &Hours, request: TrendRequest, times: &[Point]) -> Vec<Point> {
        let mut own = times.to_vec();
        for point in &mut own {
            let counts = self.days.range(point.from..=point.to);
            let counts = counts.filter(|&(&day, _)| !request.covered || hours.of(day) == 24);
            point.of = counts.clone().map(|(_, count)| count).sum();
            let is_counted = request.covered && counts.count() > 0;
            let least = || if is_counted { 24 } else { least_covered(hours, point.from, point.to) };
            point.covered = point.covered.map(|_| least());
        }
        own
    }

    /// The lines of a query by value; a single one without a name if they aren't split.
    fn lines<'a>(
        &'a self,
        values: &'a BTreeMap<String, DayCounts>,
        request: TrendRequest,
        times: &[Point],
    ) -> BTreeMap<&'a str, Vec<Point>> {
        let mut lines = BTreeMap::new();
        if request.split.is_none() {
            lines.insert("", times.to_vec());
        }
        let mut totals: Vec<(&str, u32)> = values
            .iter()
            .map(|(value, days)| {
                let counted = self.counted(days, self.hours_of(value, request), request);
                (value.as_str(), counted.map(|(_, count)| count).sum())
            })
            .filter(|(_, count)| *count > 0)
            .collect();
        if request.split == Some(Split::Keyword) {
            totals.sort_by_key(|&(value, count)| (Reverse(count), value));
            totals.truncate(MOST_KEYWORDS);
        }
        let kept: BTreeSet<&str> = totals.into_iter().map(|(value, _)| value).collect();
        for (value, days) in values.iter().filter(|(value, _)| kept.contains(value.as_str())) {
            let hours = self.hours_of(value, request);
            let line = lines.entry(value.as_str()).or_insert_with(|| match request.split {
                Some(Split::Publisher) => self.times_of(hours, request, times),
                _ => times.to_vec(),
            });
            for (day, count) in self.counted(days, hours, request) {
                count_at(line, request.period.of(day).0, count);
            }
        }
        lines
    }
}

/// The longest time without an article or a crawl that is part of a trend, in days. A longer one, as before an article
/// with a wrong year, is left out.
const LONGEST_GAP: i32 = 366;

/// Adds the times without an article or a crawl between those that have some.
fn fill_gaps(times: &mut DayCounts, period: Period) {
    let known: Vec<Date> = times.keys().copied().collect();
    for ends in known.windows(2) {
        let &[from, to] = ends else { continue };
        if days::number(to) - days::number(from) > LONGEST_GAP {
            continue;
        }
        let after = |from: Date| period.of(days::day(days::number(period.of(from).1) + 1)).0;
        let mut next = after(from);
        while next < to {
            times.entry(next).or_default();
            next = after(next);
        }
    }
}

/// Counts articles of the time that begins on a day.
fn count_at(line: &mut [Point], from: Date, count: u32) {
    if let Ok(at) = line.binary_search_by_key(&from, |point| point.from)
        && let Some(point) = line.get_mut(at)
    {
        point.count += count;
    }
}

fn least_covered(hours: &Hours, from: Date, to: Date) -> u8 {
    (days::number(from)..=days::number(to)).map(|day| hours.of(days::day(day))).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn times_without_an_article_are_part_of_a_trend_but_for_long_ones() {
        let days = DayCounts::from([(date(2026, 1, 1), 1), (date(2026, 1, 4), 2), (date(2935, 1, 1), 1)]);
        let found = vec![BTreeMap::from([(String::new(), days.clone())])];
        let counts = TrendCounts { days, found, ..TrendCounts::default() };
        let points = |period| {
            let trend = counts.trend(&["비"], TrendRequest { period, ..TrendRequest::default() });
            let points = trend.series[0].points.iter();
            points.map(|point| (point.from, point.count, point.of)).collect::<Vec<_>>()
        };
        assert_eq!(
            points(Period::Day),
            [
                (date(2026, 1, 1), 1, 1),
                (date(2026, 1, 2), 0, 0),
                (date(2026, 1, 3), 0, 0),
                (date(2026, 1, 4), 2, 2),
                (date(2935, 1, 1), 1, 1),
            ]
        );
        assert_eq!(points(Period::Month), [(date(2026, 1, 1), 3, 3), (date(2935, 1, 1), 1, 1)]);
    }
}
