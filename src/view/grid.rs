//! Coverage as a grid: publishers down; days, weeks or months across.

use super::chart_places::WIDE;
use super::texts::lang::Lang;
use super::texts::words::grouped;
use crate::whole::{Coverage, Period};
use jiff::civil::{Date, Weekday};

/// Coverage as a grid of publishers and times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CoverageGrid {
    /// The length of a column's time.
    pub period: Period,
    /// The first and last day of each column.
    pub columns: Vec<(Date, Date)>,
    /// The number of days of all columns.
    pub days: usize,
    /// The publishers, most articles first.
    pub rows: Vec<GridRow>,
    /// The number of articles per column.
    pub sums: Vec<u32>,
    /// The least counts for the colour steps, from the second on.
    pub steps: [u32; 4],
    /// The greatest count of a cell, and the greatest share of a column's articles.
    pub most: (u32, f64),
    /// Whether any file has a crawl time, so that covered hours are known.
    pub is_crawled: bool,
    /// How many articles have days for which there is no column: those far from all others, and the earliest where
    /// there are too many.
    pub beyond: u32,
}

/// A publisher's row of the grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridRow {
    /// The publisher; empty if the files name none.
    pub publisher: String,
    /// Its number of articles.
    pub articles: u32,
    /// The number of completely covered days.
    pub full: usize,
    /// The share of its article numbers that the archive has; `None` if it gives none.
    pub rate: Option<f64>,
    /// By column, the number of articles, and how many hours of a day were covered on average, rounded down;
    /// `None` if that is unknown.
    pub cells: Vec<(u32, Option<u8>)>,
}

impl GridRow {
    /// How many of the grid's days are completely covered, if that is known.
    pub fn full_name(&self, grid: &CoverageGrid) -> String {
        if grid.is_crawled { format!("{}/{}", self.full, grid.days) } else { "–".to_owned() }
    }
}

/// With more days than the first, a column is a week; with more than the second, a month.
const MOST_DAYS: i64 = 120;
const MOST_DAYS_IN_WEEKS: i64 = 840;
/// The most columns; earlier times are cut off.
const MOST_COLUMNS: usize = 366;

/// How a cell of the grid looks. Steps are those of the colours, from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellLook {
    /// A bar as tall as the share of the tallest, 0 to 1: it isn't known whether the crawler ran.
    Bar(f32),
    /// Hatched: no articles, and the crawler didn't run.
    Hatched,
    /// An outline with a dot: no articles, though the crawler ran all day.
    Dotted,
    Solid(usize),
    /// Pale, or without a fill if there are no articles, with an edge and a bar as long as the share of the
    /// day that the crawler ran; also hatched if it didn't.
    Partly {
        /// The step of the fill.
        fill: Option<usize>,
        /// The step of the edge.
        edge: usize,
        /// The share of the day, 0 to 1.
        share: f32,
        is_hatched: bool,
    },
}

impl CellLook {
    /// The look of a cell with this many articles, in a colour's step, and the hours covered.
    pub fn of(count: u32, hours: u8, step: usize) -> Self {
        let step = step.min(LAST_STEP);
        match (count, hours) {
            (0, 0) => Self::Hatched,
            (0, 24) => Self::Dotted,
            (_, 24) => Self::Solid(step),
            _ => Self::Partly {
                fill: (count > 0).then_some(step),
                edge: (step + 1).min(LAST_STEP),
                share: f32::from(hours) / 24.0,
                is_hatched: hours == 0,
            },
        }
    }
}

/// The step of the strongest colour.
const LAST_STEP: usize = 4;
/// A colour step of shares is one part in this many.
const SHARE_STEPS: f64 = 20.0;

impl CoverageGrid {
    /// The grid of a coverage; `None` if no article has a date.
    pub fn of(coverage: &Coverage) -> Option<Self> {
        let (first, last) = coverage.period?;
        let days = days_in(first, last);
        let period = match (days <= MOST_DAYS, days <= MOST_DAYS_IN_WEEKS) {
            (true, _) => Period::Day,
            (false, true) => Period::Week,
            (false, false) => Period::Month,
        };
        let columns = columns(period, first, last);
        let is_crawled = coverage.crawls.are_known();
        let days = columns.first().zip(columns.last()).map_or(0, |(from, to)| days_in(from.0, to.1));
        let mut grid = Self {
            period,
            days: days as usize,
            sums: vec![0; columns.len()],
            is_crawled,
            columns,
            ..Self::default()
        };
        grid.add_cells(coverage);
        grid.beyond = grid.rows.iter().map(|row| row.articles).sum::<u32>() - grid.sums.iter().sum::<u32>();
        grid.add_rates(coverage);
        grid.rows
            .sort_by(|one, other| (other.articles, &one.publisher).cmp(&(one.articles, &other.publisher)));
        let counts = grid.rows.iter().flat_map(|row| &row.cells).map(|&(count, _)| count);
        grid.steps = steps(counts.clone().filter(|&count| count > 0).collect());
        let shares = grid.rows.iter().flat_map(|row| row.cells.iter().zip(&grid.sums));
        let shares = shares.map(|(&(count, _), &sum)| share(count, sum));
        grid.most = (counts.max().unwrap_or(0), shares.fold(0.0, f64::max));
        Some(grid)
    }

    fn add_cells(&mut self, coverage: &Coverage) {
        let unknown = self.is_crawled.then_some(0);
        let row = |name: &String| GridRow {
            publisher: name.clone(),
            cells: vec![(0, unknown); self.columns.len()],
            ..GridRow::default()
        };
        self.rows = coverage.publishers.iter().map(row).collect();
        let mut hours = vec![vec![0_u32; self.columns.len()]; self.rows.len()];
        for cell in &coverage.cells {
            let publisher = cell.publisher as usize;
            let column = self.column_of(cell.day);
            let Some(row) = self.rows.get_mut(publisher) else { continue };
            row.articles += cell.count;
            let Some(column) = column else { continue };
            row.full += usize::from(cell.hours == Some(24));
            row.cells[column].0 += cell.count;
            self.sums[column] += cell.count;
            hours[publisher][column] += u32::from(cell.hours.unwrap_or(0));
        }
        for (row, hours) in self.rows.iter_mut().zip(hours).filter(|_| self.is_crawled) {
            for ((cell, hours), &(from, to)) in row.cells.iter_mut().zip(hours).zip(&self.columns) {
                cell.1 = Some((hours / days_in(from, to) as u32).min(24) as u8);
            }
        }
    }

    fn add_rates(&mut self, coverage: &Coverage) {
        let mut numbers = vec![(0_u64, 0_u64); self.rows.len()];
        for of_day in &coverage.numbers {
            if let Some((seen, span)) = numbers.get_mut(of_day.publisher as usize) {
                *seen += u64::from(of_day.seen);
                *span = span.saturating_add(of_day.span);
            }
        }
        for (row, (seen, span)) in self.rows.iter_mut().zip(numbers) {
            row.rate = (span > 0).then(|| seen as f64 / span as f64);
        }
    }

    /// The first and last day of a column.
    pub fn days_of(&self, column: usize) -> (Date, Date) {
        self.columns.get(column).copied().unwrap_or_default()
    }

    /// The column that a day is in; `None` before the first and after the last.
    pub fn column_of(&self, day: Date) -> Option<usize> {
        let column = self.columns.partition_point(|&(from, _)| from <= day).checked_sub(1)?;
        self.columns.get(column).filter(|&&(_, to)| day <= to).map(|_| column)
    }

    /// What is written under a column at this distance from the next; `None` where there is no room for it.
    pub fn column_name(&self, column: usize, pitch: f32) -> Option<String> {
        let (day, _) = self.days_of(column);
        let is_wide = pitch >= WIDE;
        match self.period {
            Period::Month => column.is_multiple_of(5).then(|| format!("{}-{:02}", day.year(), day.month())),
            Period::Week => column.is_multiple_of(5).then(|| format!("{}/{}", day.month(), day.day())),
            Period::Day if is_wide && day.day() != 1 => Some(day.day().to_string()),
            Period::Day => {
                (is_wide || self.is_named(column)).then(|| format!("{}/{}", day.month(), day.day()))
            }
        }
    }

    /// Whether a narrow column of a day is named: Mondays are, and the first one if it is clear of them.
    fn is_named(&self, column: usize) -> bool {
        let is_monday = |column: usize| self.days_of(column).0.weekday() == Weekday::Monday;
        is_monday(column) || column == 0 && !(1..4).any(|next| next < self.columns.len() && is_monday(next))
    }

    pub fn is_sunday(&self, column: usize) -> bool {
        self.period == Period::Day && self.days_of(column).0.weekday() == Weekday::Sunday
    }

    /// How a row's cell looks: by its count, or by its share of the column's articles.
    pub fn look(&self, row: &GridRow, column: usize, shares: bool) -> CellLook {
        let (count, hours) = row.cells.get(column).copied().unwrap_or_default();
        let share = share(count, self.sums.get(column).copied().unwrap_or_default());
        let (step, tallest) = match shares {
            true => ((share * SHARE_STEPS) as usize, share / self.most.1),
            false => {
                let step = self.steps.iter().filter(|&&least| count >= least).count();
                (step, f64::from(count) / f64::from(self.most.0))
            }
        };
        match hours {
            Some(hours) => CellLook::of(count, hours, step),
            None => CellLook::Bar(if count > 0 { tallest as f32 } else { 0.0 }),
        }
    }

    /// The least count, or share of a column's articles, of each colour step but the first.
    pub fn step_names(&self, shares: bool) -> [String; 4] {
        match shares {
            true => [1.0, 2.0, 3.0, 4.0].map(|step| format!("{:.0}%", step / SHARE_STEPS * 100.0)),
            false => self.steps.map(|least| grouped(least as usize)),
        }
    }

    /// The count, or share of a column's articles, that the tallest bar stands for.
    pub fn tallest_name(&self, shares: bool, lang: Lang) -> String {
        let (count, share) = self.most;
        if shares { format!("{:.1}%", share * 100.0) } else { lang.article_count(count as usize) }
    }
}

/// The share of a column's articles.
fn share(count: u32, sum: u32) -> f64 {
    f64::from(count) / f64::from(sum.max(1))
}

/// The number of days from one day to another, both counted.
fn days_in(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24 + 1
}

/// The last columns from a day to another. The outermost end with these days, so that no day counts as not covered
/// before the first article or after the last.
fn columns(period: Period, first: Date, last: Date) -> Vec<(Date, Date)> {
    let mut columns = Vec::new();
    let mut at = last;
    while at >= first && columns.len() < MOST_COLUMNS {
        let (from, to) = period.of(at);
        columns.push((from.max(first), to.min(last)));
        let Ok(before) = from.yesterday() else { break };
        at = before;
    }
    columns.reverse();
    columns
}

/// The thresholds of the colour steps: quintiles of the counts, rounded to 1, 2 or 5 times a power of ten,
/// strictly ascending.
fn steps(mut counts: Vec<u32>) -> [u32; 4] {
    counts.sort_unstable();
    let mut last = 1;
    [1, 2, 3, 4].map(|fifth| {
        let at = counts.len() * fifth / 5;
        let count = counts.get(at).copied().unwrap_or(1);
        last = rounded(count).max(next(last));
        last
    })
}

/// The numbers 1, 2, 5, 10, 20, … up to a count.
fn ladder() -> impl Iterator<Item = u32> {
    (0..9).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u32.pow(power)))
}

fn rounded(count: u32) -> u32 {
    ladder().take_while(|&step| step <= count.max(1)).last().unwrap_or(1)
}

fn next(count: u32) -> u32 {
    ladder().find(|&step| step > count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::NARROW;
    use crate::whole::{Cell, CrawlRun, Crawls, Totals};
    use jiff::Timestamp;
    use jiff::civil::date;

    #[test]
    fn a_cell_shows_what_was_crawled_and_when() {
        for (count, hours, look) in [
            (0, 0, CellLook::Hatched),
            (0, 24, CellLook::Dotted),
            (5, 24, CellLook::Solid(2)),
            (5, 6, CellLook::Partly { fill: Some(2), edge: 3, share: 0.25, is_hatched: false }),
            (5, 0, CellLook::Partly { fill: Some(2), edge: 3, share: 0.0, is_hatched: true }),
            (0, 12, CellLook::Partly { fill: None, edge: 3, share: 0.5, is_hatched: false }),
        ] {
            assert_eq!(CellLook::of(count, hours, 2), look, "{count} {hours}");
        }
        assert_eq!(CellLook::of(5, 24, 9), CellLook::Solid(4), "the strongest colour");
    }

    #[test]
    fn without_crawl_times_a_cell_is_a_bar_of_its_count_or_share() {
        let day = date(2025, 12, 30);
        let cell = |publisher, count| Cell { publisher, day, count, hours: None };
        let publishers = ["가나일보", "다라신문", "마바뉴스"].map(str::to_owned).to_vec();
        let cells = vec![cell(0, 6), cell(1, 2), cell(2, 0)];
        let period = Some((day, day));
        let grid = CoverageGrid::of(&Coverage { publishers, period, cells, ..Coverage::default() }).unwrap();
        for shares in [false, true] {
            let looks: Vec<CellLook> = grid.rows.iter().map(|row| grid.look(row, 0, shares)).collect();
            assert_eq!(looks, [1.0, 1.0 / 3.0, 0.0].map(CellLook::Bar));
        }
        assert_eq!(grid.tallest_name(false, Lang::English), "6 articles");
        assert_eq!(grid.tallest_name(true, Lang::English), "75.0%");
        assert_eq!(grid.step_names(true), ["5%", "10%", "15%", "20%"]);
    }

    #[test]
    fn steps_of_colour_are_round_and_rise() {
        assert_eq!(steps((1..=100).collect()), [20, 50, 100, 200]);
        assert_eq!(steps(vec![3; 40]), [2, 5, 10, 20]);
        assert_eq!(steps(Vec::new()), [2, 5, 10, 20]);
    }

    #[test]
    fn a_grid_has_every_day_of_every_publisher() {
        let cell = |publisher, day, count, hours| Cell { publisher, day, count, hours: Some(hours) };
        let (first, last) = (date(2025, 12, 30), date(2026, 1, 1));
        let run =
            CrawlRun { from: Timestamp::UNIX_EPOCH, to: Timestamp::UNIX_EPOCH, articles: 1, publishers: 1 };
        let mut crawls = Crawls::default();
        crawls.runs.push(run);
        let coverage = Coverage {
            publishers: vec!["가나일보".to_owned(), "다라신문".to_owned()],
            cells: vec![cell(0, first, 3, 24), cell(1, first, 5, 9), cell(1, last, 2, 0)],
            crawls,
            period: Some((first, last)),
            totals: Totals { articles: 10, of: 10, ..Totals::default() },
            ..Coverage::default()
        };
        let grid = CoverageGrid::of(&coverage).unwrap();
        assert_eq!((grid.days, grid.days_of(2), grid.sums.as_slice()), (3, (last, last), &[8, 0, 2][..]));
        let names: Vec<&str> = grid.rows.iter().map(|row| row.publisher.as_str()).collect();
        assert_eq!(names, ["다라신문", "가나일보"], "most articles first");
        assert_eq!(grid.rows[0].cells, [(5, Some(9)), (0, Some(0)), (2, Some(0))]);
        assert_eq!(grid.rows[1].full, 1);
    }

    #[test]
    fn a_long_coverage_has_weeks_and_a_very_long_one_months() {
        let of = |first, last, cells: Vec<Cell>| {
            let publishers = vec!["가나일보".to_owned()];
            let period = Some((first, last));
            CoverageGrid::of(&Coverage { publishers, period, cells, ..Coverage::default() }).unwrap()
        };
        let cell = |day, count| Cell { publisher: 0, day, count, hours: None };
        let grid = of(
            date(2025, 1, 1),
            date(2025, 12, 31),
            vec![cell(date(2025, 1, 1), 2), cell(date(2025, 1, 5), 3), cell(date(2025, 1, 6), 4)],
        );
        assert_eq!((grid.period, grid.days_of(0)), (Period::Week, (date(2025, 1, 1), date(2025, 1, 5))));
        assert_eq!((grid.days_of(52), grid.days), ((date(2025, 12, 29), date(2025, 12, 31)), 365));
        assert_eq!((grid.rows[0].cells[0], grid.rows[0].cells[1], grid.beyond), ((5, None), (4, None), 0));
        let grid = of(date(2001, 1, 31), date(2025, 12, 31), vec![cell(date(2001, 2, 1), 7)]);
        assert_eq!((grid.period, grid.sums.len(), grid.sums[1]), (Period::Month, 300, 7));
        let grid = of(date(1900, 1, 1), date(2025, 12, 31), Vec::new());
        assert_eq!(grid.sums.len(), MOST_COLUMNS);
        // An article outside the period has no column.
        let grid = of(date(2025, 12, 1), date(2025, 12, 10), vec![cell(date(1970, 1, 1), 1)]);
        assert_eq!((grid.sums.len(), grid.beyond), (10, 1));
    }

    #[test]
    fn narrow_columns_are_named_where_there_is_room() {
        let named = |first, last| {
            let coverage = Coverage { period: Some((first, last)), ..Coverage::default() };
            let grid = CoverageGrid::of(&coverage).unwrap();
            let names = (0..grid.columns.len()).filter_map(|column| grid.column_name(column, NARROW));
            names.collect::<Vec<_>>()
        };
        // A Saturday and a Sunday; from a Saturday to a Tuesday; from a Tuesday on.
        assert_eq!(named(date(2025, 12, 27), date(2025, 12, 28)), ["12/27"]);
        assert_eq!(named(date(2025, 12, 27), date(2025, 12, 30)), ["12/29"]);
        assert_eq!(named(date(2025, 12, 30), date(2026, 1, 6)), ["12/30", "1/5"]);
    }
}
