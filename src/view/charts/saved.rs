//! What is saved of a view of the whole archive: its drawing, and its numbers as a table.

use super::coverage::coverage_svg;
use super::frame::{ChartFrame, empty_svg};
use super::trend::trend_svg;
use crate::archive::Catalogue;
use crate::export::{DataCell, DataTable, SavedChart, format_published};
use crate::stories::Story;
use crate::view::trend::TrendForm;
use crate::view::{CoverageGrid, Lang};
use crate::whole::{Coverage, Period, Trend, TrendRequest};

/// A trend with its numbers: one row per line and time. Moving averages are only in the drawing.
pub fn saved_trend(trend: &Trend, period: Period, form: TrendForm, frame: &ChartFrame<'_>) -> SavedChart {
    let row = |name: &str, point: &crate::whole::Point| {
        vec![
            DataCell::text(name),
            point.from.into(),
            point.to.into(),
            point.count.into(),
            point.of.into(),
            DataCell::share(point.share()),
            point.covered.map_or(DataCell::Empty, |hours| u32::from(hours).into()),
        ]
    };
    let rows = trend.series.iter().flat_map(|line| line.points.iter().map(|point| row(&line.name, point)));
    let columns = vec!["series", "from", "to", "count", "of", "share", "covered"];
    let table = DataTable { columns, rows: rows.collect() };
    let is_empty = trend.series.iter().all(|line| line.points.is_empty());
    let svg = if is_empty { empty_svg(frame) } else { trend_svg(trend, period, form, frame) };
    frame.saved(svg, table)
}

/// A coverage with its numbers: one row per publisher and day.
pub fn saved_coverage(
    coverage: &Coverage,
    grid: Option<&CoverageGrid>,
    shares: bool,
    frame: &ChartFrame<'_>,
) -> SavedChart {
    let rows = coverage.cells.iter().map(|cell| {
        let publisher = coverage.publishers.get(cell.publisher as usize).map_or("", String::as_str);
        vec![
            DataCell::text(publisher),
            cell.day.into(),
            cell.count.into(),
            cell.hours.map_or(DataCell::Empty, |hours| u32::from(hours).into()),
        ]
    });
    let table = DataTable { columns: vec!["publisher", "day", "count", "hours"], rows: rows.collect() };
    let svg = grid.map_or_else(|| empty_svg(frame), |grid| coverage_svg(grid, shares, frame));
    frame.saved(svg, table)
}

/// Stories as a table: one row per article.
pub fn saved_stories(stories: &[Story], catalogue: &Catalogue) -> SavedChart {
    let columns = vec![
        "story",
        "headline",
        "publishers",
        "id",
        "publisher",
        "title",
        "published",
        "first_seen",
        "relation",
        "shared",
        "path",
        "entry",
    ];
    let row = |ordinal: u32| catalogue.row(ordinal);
    let mut rows = Vec::new();
    for story in stories {
        let id = row(story.first).map(|row| row.id_or_key()).unwrap_or_default();
        let headline = story.articles.get(story.representative).and_then(|article| row(article.ordinal));
        for article in &story.articles {
            let Some(row) = row(article.ordinal) else { continue };
            rows.push(vec![
                DataCell::text(&id),
                DataCell::text(headline.as_ref().map_or("", |row| row.title())),
                DataCell::Number(story.publishers as u64),
                DataCell::text(&row.id_or_key()),
                DataCell::text(&catalogue.publisher(&row)),
                DataCell::text(row.title()),
                DataCell::text(&row.published().map(format_published).unwrap_or_default()),
                DataCell::text(&article.first_seen.map(|at| at.to_string()).unwrap_or_default()),
                DataCell::text(article.relation.name()),
                DataCell::share(article.shared),
                DataCell::text(row.path()),
                row.entry().map_or(DataCell::Empty, DataCell::from),
            ]);
        }
    }
    SavedChart { table: DataTable { columns, rows }, ..SavedChart::default() }
}

/// The line at a chart's foot: the archive, the queries, how many articles were counted and how, and the
/// moment.
pub fn chart_caption(
    archive: &str,
    queries: &[String],
    articles: usize,
    request: Option<(TrendRequest, usize)>,
    moment: jiff::Timestamp,
    lang: Lang,
) -> String {
    let mut parts = vec![archive.to_owned()];
    if !queries.is_empty() {
        parts.push(lang.caption_queries(&queries.join(", ")));
    }
    parts.push(lang.article_count(articles));
    if let Some((request, window)) = request {
        let switches = [
            (request.once, lang.each_text_once()),
            (request.reports, lang.only_reports()),
            (request.covered, lang.only_covered_days()),
        ];
        parts.extend(switches.into_iter().filter(|(on, _)| *on).map(|(_, name)| name.to_owned()));
        if window > 1 {
            parts.push(lang.moving_average_of(window, request.period));
        }
    }
    parts.push(lang.caption_moment(crate::text::dates::KOREA.to_datetime(moment)));
    parts.join(" · ")
}
