//! The values at the pointer in a chart of trends: a line at the hovered time, and a box that covers no line of the chart.

use super::charts::figures;
use super::lines::{SAMPLE, TrendChart, named, sample};
use crate::ui::theme::{self, Palette};
use crate::view::{TrendLine, format_days, trend_value};
use crate::whole::Point;
use egui::{
    Align2, Id, LayerId, Order, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2,
};

/// The sizes of the box, in points: of a column of values, of the lines over them, and of one of them.
const COLUMN: f32 = 270.0;
const HEAD: f32 = 52.0;
const VALUE: f32 = 22.0;
/// The distance of the box from the edges of the chart, and the least from a line.
const GAP: f32 = 8.0;
/// More lines than this stand in two columns where one covers lines.
const MOST_IN_COLUMN: usize = 4;

/// Where the box of values can stand, and in how many columns they are set there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct BoxPlace {
    rect: Rect,
    columns: usize,
}

/// Paints a vertical line at the hovered time, and a box with its values, highest first.
pub(super) fn hovered_ui(
    ui: &mut Ui,
    chart: &TrendChart<'_>,
    at: usize,
    frame: Rect,
    place: &impl Fn(f64, f64) -> Pos2,
) {
    let palette = Palette::of(ui);
    let Some(time) = chart.times.get(at) else { return };
    ui.painter().vline(place(at as f64, 0.0).x, frame.y_range(), Stroke::new(1.0, palette.text));
    let found = box_place(chart.lines.len(), frame, ui.ctx().content_rect(), &segments(chart, place));
    // Over the chart there are switches, which it covers while the pointer is in the chart.
    let layer = LayerId::new(Order::Tooltip, Id::unique("values at the pointer"));
    let mut over = ui.new_child(UiBuilder::new().layer_id(layer).max_rect(found.rect));
    over.set_clip_rect(ui.ctx().content_rect());
    box_ui(&over, chart, (at, time), found);
}

fn box_ui(ui: &Ui, chart: &TrendChart<'_>, (at, time): (usize, &Point), place: BoxPlace) {
    let (palette, lang, painter, rect) = (Palette::of(ui), chart.lang, ui.painter(), place.rect);
    painter.rect_filled(rect, theme::RADIUS, palette.field);
    painter.rect_stroke(rect, theme::RADIUS, Stroke::new(1.0, palette.field_line), StrokeKind::Inside);
    let title = format_days(Some(time.from), Some(time.to), lang);
    let left = rect.left() + 12.0;
    painter.text(
        pos2(left, rect.top() + 16.0),
        Align2::LEFT_CENTER,
        title,
        theme::small_strong(),
        palette.text,
    );
    let hours = time.covered.map(|hours| format!(" · {}", lang.hours_covered(hours))).unwrap_or_default();
    let text = format!("{}{hours}", lang.article_count(time.of as usize));
    painter.text(pos2(left, rect.top() + 34.0), Align2::LEFT_CENTER, text, theme::axis(), palette.secondary);
    let value = |line: &TrendLine<'_>| line.values.get(at).copied().flatten();
    let mut lines: Vec<&TrendLine<'_>> = chart.lines.iter().collect();
    lines.sort_by(|one, other| value(other).unwrap_or(-1.0).total_cmp(&value(one).unwrap_or(-1.0)));
    let rows = lines.len().div_ceil(place.columns).max(1);
    for (index, line) in lines.into_iter().enumerate() {
        let (column, row) = (index / rows, index % rows);
        let corner = rect.min + vec2(column as f32 * COLUMN, HEAD + 6.0 + row as f32 * VALUE);
        let shown = trend_value(value(line), chart.form);
        value_ui(ui, painter, chart, line, (at, &shown), corner);
    }
}

/// A line's name and its value; `corner` is the left end of its row's middle.
fn value_ui(
    ui: &Ui,
    painter: &Painter,
    chart: &TrendChart<'_>,
    line: &TrendLine<'_>,
    (at, shown): (usize, &str),
    corner: Pos2,
) {
    let palette = Palette::of(ui);
    sample(ui, corner + vec2(12.0 + SAMPLE / 2.0, 0.0), line.color, palette.field);
    let name = named(&line.series.name, chart.lang).to_owned();
    let mut job = egui::text::LayoutJob::simple_singleline(name, theme::small(), palette.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(100.0);
    let galley = painter.layout_job(job);
    let name = corner + vec2(12.0 + SAMPLE + 8.0, -galley.size().y / 2.0);
    painter.galley(name, galley, palette.text);
    let right = corner + vec2(COLUMN, 0.0);
    figures(painter, right - vec2(64.0, 0.0), shown, &theme::small_strong(), palette.text);
    if let Some(point) = line.series.points.get(at).filter(|_| !chart.form.counts) {
        let count = chart.lang.item_count(point.count as usize);
        figures(painter, right - vec2(12.0, 0.0), &count, &theme::small(), palette.secondary);
    }
}

/// The lines of the chart where they are painted, piece by piece.
fn segments(chart: &TrendChart<'_>, place: &impl Fn(f64, f64) -> Pos2) -> Vec<[Pos2; 2]> {
    let mut segments = Vec::new();
    for stretch in chart.lines.iter().flat_map(TrendLine::stretches) {
        let points: Vec<Pos2> = stretch.into_iter().map(|(x, y)| place(x as f64, y)).collect();
        segments.extend(points.first().map(|&first| [first, first]));
        segments.extend(points.windows(2).filter_map(|pair| Some([*pair.first()?, *pair.last()?])));
    }
    segments
}

/// Finds a place for the values of so many lines: a corner of the chart in which there is no line, else over the chart
/// or, if it is scrolled, below it.
fn box_place(count: usize, frame: Rect, screen: Rect, lines: &[[Pos2; 2]]) -> BoxPlace {
    let size = |columns: usize| {
        vec2(columns as f32 * COLUMN, HEAD + count.div_ceil(columns) as f32 * VALUE + GAP / 2.0)
    };
    let wide = if count > MOST_IN_COLUMN && size(2).x <= frame.width() - 2.0 * GAP { 2 } else { 1 };
    let inner = frame.shrink(GAP);
    let right = |size: Vec2| inner.right() - size.x;
    let upper = [1, wide].into_iter().flat_map(|columns| {
        let corners = [inner.left(), right(size(columns))];
        corners.map(|left| (columns, pos2(left, inner.top())))
    });
    let lower = [inner.left(), right(size(1))].map(|left| (1, pos2(left, inner.bottom() - size(1).y)));
    let outside = [frame.top() - GAP - size(wide).y, frame.bottom() + GAP]
        .map(|top| (wide, pos2(right(size(wide)), top)));
    let places: Vec<BoxPlace> = upper
        .chain(lower)
        .chain(outside)
        .map(|(columns, corner)| BoxPlace { rect: Rect::from_min_size(corner, size(columns)), columns })
        .collect();
    let covered = |place: &BoxPlace| {
        let near = place.rect.expand(GAP / 2.0);
        let beyond = if screen.contains_rect(place.rect) { 0 } else { lines.len() };
        beyond + lines.iter().filter(|&&line| crosses(near, line)).count()
    };
    // The first of those that cover least.
    let best = places.into_iter().min_by_key(covered);
    best.unwrap_or(BoxPlace { rect: Rect::from_min_size(inner.min, size(1)), columns: 1 })
}

/// Whether a piece of a line runs through a rectangle.
fn crosses(rect: Rect, [from, to]: [Pos2; 2]) -> bool {
    let (mut begin, mut end) = (0.0_f32, 1.0_f32);
    let way = to - from;
    for (start, way, low, high) in
        [(from.x, way.x, rect.left(), rect.right()), (from.y, way.y, rect.top(), rect.bottom())]
    {
        if way == 0.0 {
            if start < low || high < start {
                return false;
            }
            continue;
        }
        let (one, other) = ((low - start) / way, (high - start) / way);
        (begin, end) = (begin.max(one.min(other)), end.min(one.max(other)));
    }
    begin <= end
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Rect = Rect { min: pos2(100.0, 300.0), max: pos2(900.0, 660.0) };
    const SCREEN: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(1900.0, 1000.0) };

    /// Level lines across the chart at these heights.
    fn level(heights: &[f32]) -> Vec<[Pos2; 2]> {
        heights.iter().map(|&y| [pos2(FRAME.left(), y), pos2(FRAME.right(), y)]).collect()
    }

    fn is_clear(place: BoxPlace, lines: &[[Pos2; 2]]) -> bool {
        SCREEN.contains_rect(place.rect) && !lines.iter().any(|&line| crosses(place.rect, line))
    }

    #[test]
    fn values_stand_in_the_upper_corner_without_a_line() {
        let falling = [[pos2(100.0, 310.0), pos2(500.0, 650.0)], [pos2(500.0, 650.0), pos2(900.0, 650.0)]];
        let place = box_place(2, FRAME, SCREEN, &falling);
        assert_eq!((place.rect.right(), place.rect.top(), place.columns), (892.0, 308.0, 1));
        assert!(is_clear(place, &falling));
        let place = box_place(2, FRAME, SCREEN, &level(&[600.0]));
        assert_eq!(place.rect.min, pos2(108.0, 308.0));
    }

    #[test]
    fn values_of_lines_all_over_the_chart_stand_over_it_or_below_it() {
        let lines = level(&[320.0, 380.0, 440.0, 500.0, 560.0, 620.0]);
        let place = box_place(6, FRAME, SCREEN, &lines);
        assert!(is_clear(place, &lines) && place.rect.bottom() < FRAME.top(), "{place:?}");
        assert_eq!(place.columns, 2);
        let scrolled = Rect { min: pos2(0.0, 250.0), ..SCREEN };
        let place = box_place(6, FRAME, scrolled, &lines);
        assert!(is_clear(place, &lines) && place.rect.top() > FRAME.bottom(), "{place:?}");
    }

    #[test]
    fn lines_run_through_a_box_also_without_a_point_in_it() {
        let rect = Rect::from_min_max(pos2(10.0, 10.0), pos2(20.0, 20.0));
        assert!(crosses(rect, [pos2(0.0, 0.0), pos2(30.0, 30.0)]));
        assert!(crosses(rect, [pos2(15.0, 0.0), pos2(15.0, 30.0)]));
        assert!(crosses(rect, [pos2(12.0, 12.0), pos2(12.0, 12.0)]));
        assert!(!crosses(rect, [pos2(0.0, 15.0), pos2(15.0, 30.0)]));
        assert!(!crosses(rect, [pos2(0.0, 5.0), pos2(30.0, 5.0)]));
    }
}
