//! The contents of the views of the whole archive, as plain structs.

use super::line::one_line;
use super::texts::dates::{format_days, format_moment};
use super::texts::lang::Lang;
use crate::archive::Catalogue;
use crate::article::ArticleKind;
use crate::search::Listing;
use crate::stories::{Relation, Story};
use crate::whole::{Coverage, Point, Trend};
use jiff::civil::Date;
use jiff::{Span, Timestamp};

/// A view of the archive as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WholeTab {
    /// Which articles are about the same event.
    Stories,
    /// What was crawled of each publisher and day.
    #[default]
    Coverage,
    /// How often queries match over time.
    Trend,
}

impl WholeTab {
    /// All views, in the order of their tabs.
    pub const ALL: [Self; 3] = [Self::Stories, Self::Coverage, Self::Trend];

    /// Its name.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Stories => lang.stories(),
            Self::Coverage => lang.coverage(),
            Self::Trend => lang.trend(),
        }
    }
}

/// A story's row in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryRow {
    /// The representative headline.
    pub title: String,
    /// The number of articles, and when the first was seen.
    pub meta: String,
    /// The number of publishers that reported it.
    pub publishers: usize,
    /// When each article was seen, in hours after the first, and its relation to the first.
    pub ticks: Vec<(f32, Relation)>,
}

/// Builds a story's row.
pub fn story_row(story: &Story, catalogue: &Catalogue, lang: Lang) -> StoryRow {
    let title = (story.articles.get(story.representative))
        .and_then(|article| catalogue.row(article.ordinal))
        .map(|row| one_line(row.title()))
        .unwrap_or_default();
    let first = story.articles.iter().find_map(|article| article.first_seen);
    let seen = first.map(|first| format!(" · {}", lang.first_seen(&format_moment(first, lang))));
    let meta = format!("{}{}", lang.article_count(story.articles.len()), seen.unwrap_or_default());
    let ticks = story.articles.iter().filter_map(|article| {
        let after = article.first_seen?.duration_since(first?).as_secs_f32() / 3600.0;
        Some((after.max(0.0), article.relation))
    });
    StoryRow { title, meta, publishers: story.publishers, ticks: ticks.collect() }
}

/// An article of a story, on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryLine {
    /// Its ordinal.
    pub ordinal: u32,
    /// When it was first seen.
    pub time: String,
    /// Its publisher.
    pub publisher: String,
    /// Its headline.
    pub title: String,
    /// How much of it is also in the first article; empty for that one.
    pub shared: String,
    /// Its relation to the first article.
    pub relation: Relation,
    /// What kind of article it is.
    pub kind: ArticleKind,
}

/// The articles of a story with one relation to its first.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryGroup {
    /// The relation.
    pub relation: Relation,
    /// Where the shared text probably comes from; empty if nothing is known.
    pub note: &'static str,
    /// The articles, first seen first.
    pub lines: Vec<StoryLine>,
}

/// A story's articles, first seen first.
pub fn story_lines(story: &Story, catalogue: &Catalogue, lang: Lang) -> Vec<StoryLine> {
    let line = |article: &crate::stories::StoryArticle| {
        let row = catalogue.row(article.ordinal)?;
        let time = |at: Timestamp| format_moment(at, lang);
        Some(StoryLine {
            ordinal: article.ordinal,
            time: article.first_seen.map(time).unwrap_or_default(),
            publisher: row.publisher().to_owned(),
            title: one_line(row.title()),
            shared: article.shared.map(|shared| format!("{:.0}%", shared * 100.0)).unwrap_or_default(),
            relation: article.relation,
            kind: row.kind(),
        })
    };
    story.articles.iter().filter_map(line).collect()
}

/// A story's articles, grouped by relation to the first.
pub fn story_groups(story: &Story, catalogue: &Catalogue, lang: Lang) -> Vec<StoryGroup> {
    const ORDER: [Relation; 6] =
        [Relation::Same, Relation::Wire, Relation::Partly, Relation::Own, Relation::Photo, Relation::Mention];
    let all = story_lines(story, catalogue, lang);
    let first = all.first().map(|first| first.publisher.clone()).unwrap_or_default();
    let group = |relation: Relation| {
        let lines: Vec<StoryLine> = all.iter().filter(|line| line.relation == relation).cloned().collect();
        // Papers that share a text without an agency among them have probably got it from the same source.
        let is_common = relation == Relation::Same && lines.iter().any(|line| line.publisher != first);
        StoryGroup { relation, note: if is_common { lang.common_source() } else { "" }, lines }
    };
    ORDER.map(group).into_iter().filter(|group| !group.lines.is_empty()).collect()
}

/// Coverage as a grid of publishers and days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CoverageGrid {
    /// The first day.
    pub from: Date,
    /// The number of days.
    pub days: usize,
    /// The publishers, most articles first.
    pub rows: Vec<GridRow>,
    /// The number of articles per day.
    pub sums: Vec<u32>,
    /// The least counts for the colour steps, from the second on.
    pub steps: [u32; 4],
    /// The number of cells covered completely, partly, and not at all.
    pub cells: [usize; 3],
    /// Whether days before the first were cut off.
    pub is_cut: bool,
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
    /// By day, the number of articles and of covered hours; `None` if covered hours are unknown.
    pub cells: Vec<(u32, Option<u8>)>,
}

/// The most days shown at once.
const MOST_DAYS: usize = 366;

impl CoverageGrid {
    /// The grid of a coverage; `None` if no article has a date.
    pub fn of(coverage: &Coverage) -> Option<Self> {
        let (first, last) = coverage.totals.days?;
        let number = |day: Date| (day.duration_since(first).as_hours() / 24) as usize;
        let all = number(last) + 1;
        let days = all.min(MOST_DAYS);
        let from = first.checked_add(Span::new().days((all - days) as i64)).unwrap_or(first);
        let unknown = coverage.crawls.are_known().then_some(0);
        let mut rows: Vec<GridRow> = coverage
            .publishers
            .iter()
            .map(|name| GridRow {
                publisher: name.clone(),
                cells: vec![(0, unknown); days],
                ..GridRow::default()
            })
            .collect();
        let mut sums = vec![0; days];
        for cell in &coverage.cells {
            let Some(row) = rows.get_mut(cell.publisher as usize) else { continue };
            row.articles += cell.count;
            if cell.day < from || cell.day > last {
                continue;
            }
            let at = (cell.day.duration_since(from).as_hours() / 24) as usize;
            if let (Some(place), Some(sum)) = (row.cells.get_mut(at), sums.get_mut(at)) {
                *place = (cell.count, cell.hours);
                *sum += cell.count;
            }
        }
        let mut numbers = vec![(0_u64, 0_u64); rows.len()];
        for of_day in &coverage.numbers {
            if let Some((seen, span)) = numbers.get_mut(of_day.publisher as usize) {
                *seen += u64::from(of_day.seen);
                *span = span.saturating_add(of_day.span);
            }
        }
        let mut cells = [0; 3];
        for (row, (seen, span)) in rows.iter_mut().zip(numbers) {
            row.rate = (span > 0).then(|| seen as f64 / span as f64);
            for &(_, hours) in &row.cells {
                match hours {
                    Some(24) => (cells[0], row.full) = (cells[0] + 1, row.full + 1),
                    Some(1..) => cells[1] += 1,
                    _ => cells[2] += 1,
                }
            }
        }
        rows.sort_by(|one, other| (other.articles, &one.publisher).cmp(&(one.articles, &other.publisher)));
        let counts =
            rows.iter().flat_map(|row| &row.cells).map(|&(count, _)| count).filter(|&count| count > 0);
        let steps = steps(counts.collect());
        Some(Self { from, days, rows, sums, steps, cells, is_cut: all > days })
    }

    /// The day of a column.
    pub fn day(&self, column: usize) -> Date {
        self.from.checked_add(Span::new().days(column as i64)).unwrap_or(self.from)
    }

    /// The colour step of a count, starting at 0.
    pub fn step(&self, count: u32) -> usize {
        self.steps.iter().filter(|&&least| count >= least).count()
    }
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

/// The scope of a view: the days, and the number of articles.
pub fn whole_scope(days: Option<(Date, Date)>, articles: usize, of: usize, lang: Lang) -> String {
    let days = days.map(|(from, to)| format!("{} · ", format_days(Some(from), Some(to), lang)));
    let count = match articles == of {
        true => lang.article_count(of),
        false => lang.narrowed_count(articles, of),
    };
    format!("{}{count}", days.unwrap_or_default())
}

/// The caption of trends: the days, and the number of articles counted.
pub fn trend_scope(trend: &Trend, listing: &Listing, lang: Lang) -> String {
    let points = trend.series.first().map_or(&[][..], |series| series.points.as_slice());
    let days = points.first().zip(points.last()).map(|(from, to): (&Point, &Point)| (from.from, to.to));
    whole_scope(days, trend.articles as usize, listing.total as usize, lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whole::{Cell, CrawlRun, Crawls, Totals};
    use jiff::civil::date;

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
            totals: Totals { articles: 10, of: 10, days: Some((first, last)), ..Totals::default() },
            ..Coverage::default()
        };
        let grid = CoverageGrid::of(&coverage).unwrap();
        assert_eq!((grid.days, grid.day(2), grid.sums.as_slice()), (3, last, &[8, 0, 2][..]));
        let names: Vec<&str> = grid.rows.iter().map(|row| row.publisher.as_str()).collect();
        assert_eq!(names, ["다라신문", "가나일보"], "most articles first");
        assert_eq!(grid.rows[0].cells, [(5, Some(9)), (0, Some(0)), (2, Some(0))]);
        assert_eq!((grid.cells, grid.rows[1].full), ([1, 1, 4], 1));
    }
}
