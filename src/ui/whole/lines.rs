//! The chart of trends: lines labelled at their ends, values at the pointer, all articles of each time, and the table.

use super::charts::{figures, grouped, hatch};
use super::trend::{MOST_QUERIES, TrendState, TrendView};
use crate::search::ListRequest;
use crate::ui::command::Command;
use crate::ui::theme::{self, ChartColors, Palette};
use crate::view::{Lang, format_axis_day, format_days};
use crate::whole::{Period, Point, Trend};
use egui::{
    Align2, Color32, FontFamily, FontId, Painter, Pos2, Rect, RichText, Role, ScrollArea, Sense, Shape,
    Stroke, Ui, WidgetInfo, pos2, vec2,
};
use egui_plot::{GridMark, Line, LineStyle, Plot, PlotBounds, PlotPoint, PlotPoints};

/// The sizes of the chart, in points.
const CHART: f32 = 380.0;
const SUMS: f32 = 52.0;
const LABELS: f32 = 150.0;
const TABLE: f32 = 336.0;
const ROW: f32 = 28.0;

/// The colour of a query's line. From the fifth on, colours repeat and lines are dashed.
pub(super) fn line_color(ui: &Ui, query: usize) -> Color32 {
    ChartColors::of(ui).lines[query % 4]
}

/// A query's marker, so that lines don't differ by colour alone. Hollow for a partly covered time.
pub(super) fn marker(
    painter: &Painter,
    at: Pos2,
    query: usize,
    color: Color32,
    filled: bool,
    ground: Color32,
) {
    let (fill, stroke) = (if filled { color } else { ground }, Stroke::new(1.5, color));
    let polygon = |points: Vec<Pos2>| Shape::convex_polygon(points, fill, stroke);
    let by = |x: f32, y: f32| at + vec2(x, y);
    painter.add(match query % 4 {
        0 => Shape::Circle(egui::epaint::CircleShape { center: at, radius: 3.5, fill, stroke }),
        1 => polygon(vec![by(-3.5, -3.5), by(3.5, -3.5), by(3.5, 3.5), by(-3.5, 3.5)]),
        2 => polygon(vec![by(0.0, -4.5), by(4.5, 3.5), by(-4.5, 3.5)]),
        _ => polygon(vec![by(0.0, -4.8), by(4.8, 0.0), by(0.0, 4.8), by(-4.8, 0.0)]),
    });
}

/// The value of a point on the axis: a count, or a percentage.
fn value(point: &Point, counts: bool) -> Option<f64> {
    if counts { Some(point.count.into()) } else { point.share().map(|share| share * 100.0) }
}

fn value_text(value: Option<f64>, counts: bool) -> String {
    match value {
        None => "–".to_owned(),
        Some(value) if counts => grouped(value as u64),
        Some(value) => format!("{value:.2}%"),
    }
}

/// The chart, with the table beside it if there is room, and otherwise below.
pub(super) fn lines_ui(
    ui: &mut Ui,
    view: &TrendView<'_>,
    trend: &Trend,
    state: &mut TrendState,
    lang: Lang,
) -> Option<Command> {
    let times = trend.series.first().map_or(&[][..], |series| series.points.as_slice());
    let room = ui.available_width();
    let beside = room >= 900.0;
    let mut chosen = None;
    ScrollArea::vertical().id_salt("trend").auto_shrink([false, false]).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let width = if beside { room - TABLE - 24.0 } else { room };
            ui.allocate_ui(vec2(width, CHART + SUMS + 60.0), |ui| {
                ui.vertical(|ui| {
                    chosen = chart_ui(ui, trend, times, view.question.request.period, state, lang)
                });
            });
            if beside {
                ui.vertical(|ui| chosen = table_ui(ui, view, trend, times, state, TABLE, lang).or(chosen));
            }
        });
        if !beside {
            ui.add_space(16.0);
            chosen = table_ui(ui, view, trend, times, state, room, lang).or(chosen);
        }
    });
    let point = times.get(chosen?)?;
    Some(Command::List(ListRequest { from: Some(point.from), to: Some(point.to), ..view.request.clone() }))
}

/// The lines over time, with all articles below; returns the time that was clicked.
fn chart_ui(
    ui: &mut Ui,
    trend: &Trend,
    times: &[Point],
    period: Period,
    state: &mut TrendState,
    lang: Lang,
) -> Option<usize> {
    let palette = Palette::of(ui);
    let axis = if state.counts { lang.as_counts() } else { lang.share_of_articles() };
    ui.label(RichText::new(axis).font(theme::axis()).color(palette.secondary));
    let counts = state.counts;
    let values = trend.series.iter().flat_map(|series| &series.points).filter_map(|it| value(it, counts));
    let top = values.fold(0.0_f64, f64::max).max(if counts { 4.0 } else { 0.01 }) * 1.08;
    let last = times.len().saturating_sub(1) as f64;
    let labels = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), CHART));
    let plot = Plot::new("trend")
        .height(CHART)
        .width((labels.width() - LABELS).max(200.0))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .show_grid([false, true])
        .show_x(false)
        .show_y(false)
        .grid_color(palette.line)
        .x_grid_spacer(move |_| x_marks(last as usize))
        .y_axis_formatter(move |mark: GridMark, _: &_| axis_figure(mark.value, counts))
        .x_axis_formatter(move |mark: GridMark, _: &_| {
            let point = times.get(mark.value.round().max(0.0) as usize);
            point.map(|point| axis_day(point, period)).unwrap_or_default()
        })
        .label_formatter(|_| None);
    let stretches: Vec<(usize, Vec<[f64; 2]>)> = trend
        .series
        .iter()
        .enumerate()
        .flat_map(|(at, series)| stretches(at, &series.points, counts))
        .collect();
    let colors: Vec<Color32> =
        trend.series.iter().enumerate().map(|(at, it)| series_color(ui, trend, at, it.query)).collect();
    ui.style_mut().text_styles.insert(egui::TextStyle::Body, theme::axis());
    let shown = plot.show(ui, |plot| {
        plot.set_plot_bounds(PlotBounds::from_min_max([-0.5, -0.03 * top], [last + 0.5, top]));
        for (at, points) in stretches {
            let color = colors.get(at).copied().unwrap_or(palette.accent);
            let style = if at >= 4 { LineStyle::dashed_dense() } else { LineStyle::Solid };
            plot.line(
                Line::new("", PlotPoints::from(points))
                    .color(color)
                    .width(2.0)
                    .style(style)
                    .allow_hover(false),
            );
        }
    });
    let place = |x: f64, y: f64| shown.transform.position_from_point(&PlotPoint::new(x, y));
    let frame = *shown.transform.frame();
    uncovered_ui(ui, times, frame, |x| place(x, 0.0).x);
    let pointer = shown.response.hover_pos().map(|at| shown.transform.value_from_position(at).x.round());
    state.hovered = pointer.filter(|&x| x >= 0.0 && x <= last).map(|x| x as usize);
    let ends = points_ui(ui, trend, state, frame, &place);
    end_labels(ui, trend, frame, ends, counts);
    if let Some(at) = state.hovered {
        hovered_ui(ui, trend, times, at, frame, place(at as f64, 0.0).x, counts, lang);
    }
    sums_ui(ui, times, frame, |x| place(x, 0.0).x, lang);
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Label, true, lang.trend()));
    if shown.response.clicked() { state.hovered } else { None }
}

/// The marks of the time axis, about ten at most.
fn x_marks(last: usize) -> Vec<GridMark> {
    let step = (last / 10 + 1).max(1);
    (0..=last).step_by(step).map(|at| GridMark { value: at as f64, step_size: step as f64 }).collect()
}

/// A time on the axis: `12/24`, or `2025-12` for a month.
fn axis_day(point: &Point, period: Period) -> String {
    let (year, month, day) = (point.from.year(), point.from.month(), point.from.day());
    match period {
        Period::Month => format!("{year}-{month:02}"),
        Period::Day | Period::Week => format!("{month}/{day}"),
    }
}

fn axis_figure(value: f64, counts: bool) -> String {
    match counts {
        true if value.fract().abs() < 1e-6 => grouped(value.max(0.0) as u64),
        true => String::new(),
        false if value.abs() < 1e-9 => "0".to_owned(),
        false => format!("{}%", (value * 100.0).round() / 100.0),
    }
}

/// The colour of a line: its query's, or its own if a query has several lines.
fn series_color(ui: &Ui, trend: &Trend, at: usize, query: usize) -> Color32 {
    let is_split = trend.series.iter().filter(|series| series.query == query).nth(1).is_some();
    line_color(ui, if is_split { at } else { query })
}

/// The segments of a line between times without articles.
fn stretches(at: usize, points: &[Point], counts: bool) -> Vec<(usize, Vec<[f64; 2]>)> {
    let is_there = |point: &Point| point.covered != Some(0) || point.of > 0;
    let known =
        points.iter().enumerate().map(|(x, point)| (x, value(point, counts).filter(|_| is_there(point))));
    let known: Vec<(usize, Option<f64>)> = known.collect();
    let runs = known.chunk_by(|one, next| one.1.is_some() == next.1.is_some());
    let run = |run: &[(usize, Option<f64>)]| -> Vec<[f64; 2]> {
        run.iter().filter_map(|&(x, y)| Some([x as f64, y?])).collect()
    };
    runs.map(run).filter(|points| !points.is_empty()).map(|points| (at, points)).collect()
}

/// Hatches times at which nothing was crawled and there are no articles.
fn uncovered_ui(ui: &Ui, times: &[Point], frame: Rect, x: impl Fn(f64) -> f32) {
    for (at, point) in times.iter().enumerate() {
        if point.covered == Some(0) && point.of == 0 {
            let (left, right) = (x(at as f64 - 0.5), x(at as f64 + 0.5));
            let band = Rect::from_x_y_ranges(left..=right, frame.y_range());
            ui.painter().extend(hatch(ui, band, 7.0));
        }
    }
}

/// Paints markers at the ends, at the hovered time, and hollow ones at partly covered times; returns the ends.
fn points_ui(
    ui: &Ui,
    trend: &Trend,
    state: &TrendState,
    frame: Rect,
    place: &impl Fn(f64, f64) -> Pos2,
) -> Vec<(usize, f32)> {
    let palette = Palette::of(ui);
    let mut ends = Vec::new();
    for (at, series) in trend.series.iter().enumerate() {
        let color = series_color(ui, trend, at, series.query);
        let few = series.points.len() <= 62;
        for (x, point) in series.points.iter().enumerate() {
            let Some(y) = value(point, state.counts) else { continue };
            let is_part = point.covered.is_some_and(|hours| hours < 24);
            let is_end = x + 1 == series.points.len();
            if is_end || state.hovered == Some(x) || is_part && few {
                marker(ui.painter(), place(x as f64, y), at, color, !is_part, palette.background);
            }
        }
        let last = series
            .points
            .iter()
            .enumerate()
            .rev()
            .find_map(|(x, point)| Some((x, value(point, state.counts)?)));
        if let Some((x, y)) = last {
            ends.push((at, place(x as f64, y).y.clamp(frame.top(), frame.bottom())));
        }
    }
    ends
}

/// Labels the lines at their right ends, without overlaps.
fn end_labels(ui: &Ui, trend: &Trend, frame: Rect, mut ends: Vec<(usize, f32)>, counts: bool) {
    const APART: f32 = 20.0;
    ends.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut lowest = frame.top() - APART;
    let mut places: Vec<(usize, f32, f32)> = Vec::new();
    for (at, y) in ends {
        lowest = y.max(lowest + APART);
        places.push((at, y, lowest));
    }
    // Labels pushed below the chart move up again.
    let mut most = frame.bottom();
    for (_, _, at) in places.iter_mut().rev() {
        *at = at.min(most);
        most = *at - APART;
    }
    let font = FontId::new(13.0, crate::ui::fonts::semibold());
    for (at, from, to) in places {
        let Some(series) = trend.series.get(at) else { continue };
        let color = series_color(ui, trend, at, series.query);
        let left = frame.right() + 4.0;
        let leader = [pos2(left, from), pos2(left + 12.0, to)];
        ui.painter().line_segment(leader, Stroke::new(1.0, color));
        let last = series.points.last().and_then(|point| value(point, counts));
        let text = format!("{} {}", series.name, value_text(last, counts));
        let mut job = egui::text::LayoutJob::simple_singleline(text, font.clone(), color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(LABELS - 20.0);
        let galley = ui.painter().layout_job(job);
        let place = pos2(left + 16.0, to - galley.size().y / 2.0);
        ui.painter().galley(place, galley, color);
    }
}

/// A vertical line at the hovered time, and a box with its values, highest first.
#[expect(clippy::too_many_arguments, reason = "all of it is where and what")]
fn hovered_ui(
    ui: &Ui,
    trend: &Trend,
    times: &[Point],
    at: usize,
    frame: Rect,
    x: f32,
    counts: bool,
    lang: Lang,
) {
    let palette = Palette::of(ui);
    let Some(time) = times.get(at) else { return };
    ui.painter().vline(x, frame.y_range(), Stroke::new(1.0, palette.text));
    let mut lines: Vec<(usize, &Point)> = trend
        .series
        .iter()
        .enumerate()
        .filter_map(|(series, it)| Some((series, it.points.get(at)?)))
        .collect();
    lines.sort_by_key(|(_, point)| std::cmp::Reverse(point.count));
    let size = vec2(270.0, 52.0 + lines.len() as f32 * 22.0);
    let highest = |times: std::ops::Range<usize>| {
        let points = trend.series.iter().flat_map(|it| it.points.get(times.clone()).unwrap_or_default());
        points.filter_map(|point| value(point, counts)).fold(0.0, f64::max)
    };
    // It sits in the emptier of the upper corners.
    let (third, all) = (times.len() / 3, times.len());
    let is_right = highest(all - third..all) < highest(0..third);
    let left = if is_right { frame.right() - size.x - 8.0 } else { frame.left() + 8.0 };
    let rect = Rect::from_min_size(pos2(left, frame.top() + 8.0), size);
    let painter = ui.painter();
    painter.rect_filled(rect, theme::RADIUS, palette.field);
    painter.rect_stroke(rect, theme::RADIUS, Stroke::new(1.0, palette.field_line), egui::StrokeKind::Inside);
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
    for (line, (series, point)) in lines.into_iter().enumerate() {
        let y = rect.top() + 58.0 + line as f32 * 22.0;
        let Some(it) = trend.series.get(series) else { continue };
        let color = series_color(ui, trend, series, it.query);
        marker(painter, pos2(left + 4.0, y), series, color, true, palette.field);
        let mut job = egui::text::LayoutJob::simple_singleline(it.name.clone(), theme::small(), palette.text);
        job.wrap = egui::text::TextWrapping::truncate_at_width(110.0);
        let galley = painter.layout_job(job);
        painter.galley(pos2(left + 16.0, y - galley.size().y / 2.0), galley, palette.text);
        let shown = value_text(value(point, counts), counts);
        figures(painter, pos2(rect.right() - 64.0, y), &shown, &theme::small_strong(), palette.text);
        if !counts {
            let count = lang.item_count(point.count as usize);
            figures(painter, pos2(rect.right() - 12.0, y), &count, &theme::small(), palette.secondary);
        }
    }
}

/// All articles of each time, to which the shares refer, on the same axis.
fn sums_ui(ui: &mut Ui, times: &[Point], frame: Rect, x: impl Fn(f64) -> f32, lang: Lang) {
    let (palette, colors) = (Palette::of(ui), ChartColors::of(ui));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), SUMS + 24.0), Sense::hover());
    let most = times.iter().map(|point| point.of).max().unwrap_or(0).max(1);
    let foot = rect.top() + SUMS;
    let painter = ui.painter();
    for (at, point) in times.iter().enumerate() {
        let (left, right) = (x(at as f64 - 0.25), x(at as f64 + 0.25));
        let height = point.of as f32 / most as f32 * (SUMS - 8.0);
        let bar = Rect::from_min_max(pos2(left, foot - height), pos2(right.max(left + 1.0), foot));
        painter.rect_filled(bar, 1, colors.denominator);
    }
    painter.hline(frame.x_range(), foot + 0.5, Stroke::new(1.0, palette.line));
    let end = pos2(frame.left() - 6.0, foot - SUMS + 10.0);
    figures(painter, end, &grouped(most.into()), &theme::axis(), palette.secondary);
    let name = pos2(frame.right() + 8.0, foot - 8.0);
    painter.text(name, Align2::LEFT_CENTER, lang.all_articles(), theme::axis(), palette.secondary);
}

/// The same numbers as a table; returns the time that was clicked.
fn table_ui(
    ui: &mut Ui,
    view: &TrendView<'_>,
    trend: &Trend,
    times: &[Point],
    state: &TrendState,
    width: f32,
    lang: Lang,
) -> Option<usize> {
    let palette = Palette::of(ui);
    let shown: Vec<usize> = (0..trend.series.len().min(MOST_QUERIES)).collect();
    let column = |at: usize| {
        let room = width - 120.0;
        120.0 + room * (at + 1) as f32 / shown.len().max(1) as f32 - 8.0
    };
    let (head, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let left = pos2(head.left() + 8.0, head.center().y);
    ui.painter().text(left, Align2::LEFT_CENTER, lang.day_column(), theme::small_strong(), palette.text);
    for (place, &series) in shown.iter().enumerate() {
        let Some(it) = trend.series.get(series) else { continue };
        let room = (width - 120.0) / shown.len().max(1) as f32 - 26.0;
        let mut job =
            egui::text::LayoutJob::simple_singleline(it.name.clone(), theme::small_strong(), palette.text);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(12.0));
        let galley = ui.painter().layout_job(job);
        let at = pos2(head.left() + column(place) - galley.size().x, head.center().y - galley.size().y / 2.0);
        marker(
            ui.painter(),
            pos2(at.x - 10.0, head.center().y),
            series,
            series_color(ui, trend, series, it.query),
            true,
            palette.background,
        );
        ui.painter().galley(at, galley, palette.text);
    }
    ui.painter().hline(head.x_range(), head.bottom(), Stroke::new(1.0, palette.line));
    let mut chosen = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = CHART + SUMS;
    let area = ScrollArea::vertical().id_salt("trend table").max_height(height).auto_shrink([true, true]);
    area.show_rows(ui, ROW, times.len(), |ui, rows| {
        for at in rows {
            let Some(time) = times.get(at) else { continue };
            let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click());
            let is_hovered = state.hovered == Some(at);
            if is_hovered || response.hovered() || response.has_focus() {
                let fill = if is_hovered { palette.selected } else { palette.hover };
                ui.painter().rect_filled(rect, theme::RADIUS, fill);
            }
            let secondary = if is_hovered { palette.secondary_on_selected } else { palette.secondary };
            let font = FontId::new(13.0, FontFamily::Proportional);
            let days = match view.question.request.period {
                Period::Month => format!("{}-{:02}", time.from.year(), time.from.month()),
                Period::Day | Period::Week => format_axis_day(time.from, false, lang),
            };
            let place = pos2(rect.left() + 8.0, rect.center().y);
            ui.painter().text(place, Align2::LEFT_CENTER, &days, font.clone(), secondary);
            let mut named = days.clone();
            for (place, &series) in shown.iter().enumerate() {
                let Some(it) = trend.series.get(series) else { continue };
                let text = it.points.get(at).map(|it| value_text(value(it, state.counts), state.counts));
                let text = text.unwrap_or_default();
                named.push_str(&format!(", {} {text}", it.name));
                let end = pos2(rect.left() + column(place), rect.center().y);
                figures(ui.painter(), end, &text, &font, palette.text);
            }
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &named));
            if response.clicked() {
                chosen = Some(at);
            }
        }
    });
    chosen
}
