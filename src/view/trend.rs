//! Trends as they are shown: which lines, and their values as counts, shares or moving averages.

use super::texts::lang::Lang;
use crate::whole::{Point, Series, Trend};

/// How trends are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrendForm {
    /// Whether counts are shown instead of shares.
    pub counts: bool,
    /// How many points the moving average takes, an odd number; 0 for the values themselves.
    pub window: usize,
}

impl TrendForm {
    /// Whether points at which not everything was crawled are marked, in a chart of this many times. A moving
    /// average has no such points, and too many marks hide the lines.
    pub fn marks_parts(self, times: usize) -> bool {
        times <= MOST_MARKED && self.window < 2
    }
}

/// The most times of a chart whose points are marked.
const MOST_MARKED: usize = 62;

/// A line of a trend with its values.
pub struct TrendLine<'a> {
    /// Its points.
    pub series: &'a Series,
    /// Which colour and marker it has.
    pub color: usize,
    /// Its value at each point: a count, or a percentage. `None` where nothing was crawled, or the archive has no article
    /// although the time wasn't crawled in full, and at the ends if it is a moving average.
    pub values: Vec<Option<f64>>,
}

impl TrendLine<'_> {
    /// Its last value.
    pub fn last(&self) -> Option<(usize, f64)> {
        self.values.iter().enumerate().rev().find_map(|(at, value)| Some((at, (*value)?)))
    }

    /// Its values without the gaps, a stretch each.
    pub fn stretches(&self) -> Vec<Vec<(usize, f64)>> {
        let values: Vec<(usize, Option<f64>)> = self.values.iter().copied().enumerate().collect();
        let runs = values.chunk_by(|one, next| one.1.is_some() == next.1.is_some());
        let run = |run: &[(usize, Option<f64>)]| run.iter().filter_map(|&(x, y)| Some((x, y?))).collect();
        runs.map(run).filter(|points: &Vec<_>| !points.is_empty()).collect()
    }
}

/// Says what hollow markers and hatched times mean, if a trend has any.
pub fn trend_key(times: &[Point], form: TrendForm, lang: Lang) -> Option<String> {
    let is_part = |time: &Point| !time.is_uncovered() && time.covered.is_some_and(|hours| hours < 24);
    let parts = [
        (form.marks_parts(times.len()) && times.iter().any(is_part)).then(|| lang.hollow_is_part()),
        times.iter().any(Point::is_uncovered).then(|| lang.hatched_is_uncovered()),
    ];
    let said: Vec<&str> = parts.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// The value at the top of a chart of these lines.
pub fn trend_top(lines: &[TrendLine<'_>], form: TrendForm) -> f64 {
    let values = lines.iter().flat_map(|line| line.values.iter().flatten());
    let most = values.fold(0.0_f64, |most, &value| most.max(value));
    most.max(if form.counts { 4.0 } else { 0.01 }) * 1.08
}

/// The most lines that can be told apart.
pub const MOST_LINES: usize = 8;

/// The lines of a trend that are shown: all, or those with the most articles if there are too many.
pub fn trend_lines(trend: &Trend, form: TrendForm) -> Vec<TrendLine<'_>> {
    let mut shown: Vec<&Series> = trend.series.iter().collect();
    if shown.len() > MOST_LINES {
        shown.sort_by_key(|series| std::cmp::Reverse(series.articles()));
        shown.truncate(MOST_LINES);
    }
    let lines = shown.into_iter().enumerate();
    lines.map(|(color, series)| TrendLine { series, color, values: values(&series.points, form) }).collect()
}

fn values(points: &[Point], form: TrendForm) -> Vec<Option<f64>> {
    let is_there = |point: &Point| !point.is_uncovered() && (point.of > 0 || point.covered == Some(24));
    let around = form.window / 2;
    (0..points.len())
        .map(|at| {
            let point = points.get(at).filter(|point| is_there(point))?;
            let window = match around {
                0 => std::slice::from_ref(point),
                _ => points.get(at.checked_sub(around)?..=at + around)?,
            };
            let there = window.iter().filter(|point| is_there(point));
            let (count, of) = there.clone().fold((0.0, 0.0), |(count, of), point| {
                (count + f64::from(point.count), of + f64::from(point.of))
            });
            match form.counts {
                true => Some(count / there.count() as f64),
                false => (of > 0.0).then(|| count / of * 100.0),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    fn series(query: usize, counts: &[(u32, u32, u8)]) -> Series {
        let day = |at: usize| date(2026, 1, 1).checked_add((at as i64).days()).unwrap();
        let points = counts.iter().enumerate().map(|(at, &(count, of, covered))| Point {
            from: day(at),
            to: day(at),
            count,
            of,
            covered: Some(covered),
        });
        Series { query, name: query.to_string(), points: points.collect() }
    }

    #[test]
    fn points_are_marked_where_they_are_few_and_no_averages() {
        let marks = |window, times| TrendForm { counts: true, window }.marks_parts(times);
        assert!(marks(0, 62) && marks(1, 62));
        assert!(!marks(7, 62) && !marks(0, 63));
    }

    #[test]
    fn values_are_counts_shares_and_moving_averages() {
        let points = series(0, &[(1, 10, 24), (2, 10, 24), (3, 20, 24), (0, 0, 0), (4, 10, 9)]).points;
        let of = |counts, window| values(&points, TrendForm { counts, window });
        assert_eq!(of(true, 0), [Some(1.0), Some(2.0), Some(3.0), None, Some(4.0)]);
        assert_eq!(of(false, 0), [Some(10.0), Some(20.0), Some(15.0), None, Some(40.0)]);
        assert_eq!(of(true, 3), [None, Some(2.0), Some(2.5), None, None], "gaps are left out of the average");
        assert_eq!(of(false, 3), [None, Some(15.0), Some(5.0 / 30.0 * 100.0), None, None]);
    }

    #[test]
    fn a_line_breaks_at_a_day_on_which_nothing_was_crawled_though_an_article_is_there() {
        let points = series(0, &[(1, 10, 24), (1, 1, 0), (2, 10, 9)]).points;
        let of = |counts| values(&points, TrendForm { counts, window: 0 });
        assert_eq!(of(true), [Some(1.0), None, Some(2.0)]);
        assert_eq!(of(false), [Some(10.0), None, Some(20.0)], "one article of one isn't all of the day");
        let week = Point { to: date(2026, 1, 8), ..points[1] };
        assert!(points[1].is_uncovered() && !week.is_uncovered());
    }

    #[test]
    fn the_lines_with_most_articles_are_shown() {
        let one = |articles: u32| series(0, &[(articles, 100, 24)]);
        let trend = Trend { series: (1..=12).map(one).collect(), ..Trend::default() };
        let lines = trend_lines(&trend, TrendForm { counts: true, window: 0 });
        let shown: Vec<(usize, Option<f64>)> =
            lines.iter().map(|line| (line.color, line.values[0])).collect();
        assert_eq!(shown.len(), MOST_LINES);
        assert_eq!((shown[0], shown[7]), ((0, Some(12.0)), (7, Some(5.0))));
    }
}
