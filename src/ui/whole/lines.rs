//! The chart of trends: lines labelled at their ends, values at the pointer, and all articles of each time.

use super::charts::{figures, hatch};
use super::hovered::hovered_ui;
use super::trend::{TrendState, TrendView};
use super::trend_table::{table_ui, table_width};
use crate::search::ListRequest;
use crate::ui::command::{Command, Copied};
use crate::ui::theme::{self, ChartColors, Palette};
use crate::view::{
    Lang, TrendForm, TrendLine, grouped, labels_apart, ticks, trend_key, trend_lines, trend_times, trend_top,
    trend_value,
};
use crate::whole::{Period, Point, Trend};
use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, RichText, Role, ScrollArea, Sense, Shape, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};
use egui_plot::{GridMark, Line, LineStyle, Plot, PlotBounds, PlotPoint, PlotPoints, PlotResponse};
use std::ops::RangeInclusive;

/// The sizes of the chart, in points.
pub(super) const CHART: f32 = 380.0;
pub(super) const SUMS: f32 = 52.0;
const LABELS: f32 = 150.0;
const TABLE: f32 = 336.0;
/// The width that the chart keeps beside a wide table, with its labels and a gap.
const CHART_WITH_LABELS: f32 = 580.0;
/// The width of a sample of a line, in points.
pub(super) const SAMPLE: f32 = 26.0;
/// The height of the labels of times, and the least room for one, in points.
const DATES: f32 = 22.0;
const DATE: f32 = 78.0;
/// The least width for the table beside the chart.
const ROOM_FOR_TABLE: f32 = 900.0;

/// The colour of a line. From the fifth on, colours repeat and lines are dashed.
pub(super) fn line_color(ui: &Ui, line: usize) -> Color32 {
    ChartColors::of(ui).lines[line % 4]
}

/// A line's marker, so that lines don't differ by colour alone. Hollow for a partly covered time.
pub(super) fn marker(
    painter: &Painter,
    at: Pos2,
    line: usize,
    color: Color32,
    filled: bool,
    ground: Color32,
) {
    let (fill, stroke) = (if filled { color } else { ground }, Stroke::new(1.5, color));
    let polygon = |points: Vec<Pos2>| Shape::convex_polygon(points, fill, stroke);
    let by = |x: f32, y: f32| at + vec2(x, y);
    painter.add(match line % 4 {
        0 => Shape::Circle(egui::epaint::CircleShape { center: at, radius: 3.5, fill, stroke }),
        1 => polygon(vec![by(-3.5, -3.5), by(3.5, -3.5), by(3.5, 3.5), by(-3.5, 3.5)]),
        2 => polygon(vec![by(0.0, -4.5), by(4.5, 3.5), by(-4.5, 3.5)]),
        _ => polygon(vec![by(0.0, -4.8), by(4.8, 0.0), by(0.0, 4.8), by(-4.8, 0.0)]),
    });
}

/// A short piece of a line with its marker, as it is drawn in the chart, wherever the line is named; `at` is its middle.
pub(super) fn sample(ui: &Ui, at: Pos2, line: usize, ground: Color32) {
    let (color, half) = (line_color(ui, line), vec2(SAMPLE / 2.0, 0.0));
    let (ends, stroke) = ([at - half, at + half], Stroke::new(2.0, color));
    match line < 4 {
        true => ui.painter().add(Shape::line_segment(ends, stroke)),
        false => ui.painter().add(Shape::Vec(Shape::dashed_line(&ends, stroke, 4.0, 3.0))),
    };
    marker(ui.painter(), at, line, color, true, ground);
}

/// What is painted: the lines, their times, and how they are shown.
pub(super) struct TrendChart<'a> {
    pub(super) lines: Vec<TrendLine<'a>>,
    pub(super) times: &'a [Point],
    pub(super) period: Period,
    pub(super) form: TrendForm,
    pub(super) lang: Lang,
}

impl TrendChart<'_> {
    /// The shown numbers as lines with tabs, as spreadsheets take them.
    fn as_text(&self) -> String {
        let names = self.lines.iter().map(|line| named(&line.series.name, self.lang).to_owned());
        let head: Vec<String> = std::iter::once(self.lang.day_column().to_owned()).chain(names).collect();
        let row = |(at, time): (usize, &Point)| -> String {
            let value = |line: &TrendLine<'_>| match line.values.get(at).copied().flatten() {
                Some(value) => trend_value(Some(value), self.form).replace(',', ""),
                None => String::new(),
            };
            let cells = std::iter::once(time.from.to_string()).chain(self.lines.iter().map(value));
            cells.collect::<Vec<_>>().join("\t")
        };
        let rows = self.times.iter().enumerate().map(row);
        std::iter::once(head.join("\t")).chain(rows).collect::<Vec<_>>().join("\n")
    }
}

/// The chart, with the table beside it if there is room, and otherwise below. A click on a time, and a drag
/// over some, narrows the list to it.
pub(super) fn lines_ui(
    ui: &mut Ui,
    view: &TrendView<'_>,
    trend: &Trend,
    state: &mut TrendState,
    lang: Lang,
) -> Option<Command> {
    let form = state.form;
    let chart = TrendChart {
        lines: trend_lines(trend, form),
        times: trend.series.first().map_or(&[][..], |series| series.points.as_slice()),
        period: view.question.request.period,
        form,
        lang,
    };
    let room = ui.available_width();
    let beside = room >= ROOM_FOR_TABLE;
    let (mut chosen, mut copied) = (None, None);
    ScrollArea::vertical().id_salt("trend").auto_shrink([false, false]).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let most = (room * 0.46).max(room - CHART_WITH_LABELS).max(TABLE);
            let table = table_width(ui, &chart).clamp(TABLE, most);
            let width = if beside { room - table - 24.0 } else { room };
            ui.allocate_ui(vec2(width, CHART + SUMS + 60.0), |ui| {
                ui.vertical(|ui| chosen = chart_ui(ui, &chart, state));
            });
            if beside {
                ui.vertical(|ui| chosen = table_ui(ui, &chart, state, table).or(chosen.take()));
            }
        });
        if !beside {
            ui.add_space(16.0);
            chosen = table_ui(ui, &chart, state, room).or(chosen.take());
        }
        ui.add_space(8.0);
        let palette = Palette::of(ui);
        let copy = RichText::new(lang.copy_table()).font(theme::axis()).color(palette.accent);
        if ui.add(egui::Button::new(copy).frame(false)).clicked() {
            copied = Some(Command::Copy(Copied::Selection, chart.as_text()));
        }
        if let Some(key) = trend_key(chart.times, form, lang) {
            let key = RichText::new(key).font(theme::axis()).color(palette.secondary);
            ui.add(egui::Label::new(key).wrap());
        }
        if trend.undated > 0 {
            let undated = RichText::new(lang.undated_count(trend.undated as usize));
            ui.add(egui::Label::new(undated.font(theme::axis()).color(palette.secondary)).wrap());
        }
        let caption = RichText::new(view.caption).font(theme::axis()).color(palette.secondary);
        ui.add(egui::Label::new(caption).wrap());
        ui.add_space(16.0);
    });
    if copied.is_some() {
        return copied;
    }
    let chosen = chosen?;
    let (from, to) = (chart.times.get(*chosen.start())?, chart.times.get(*chosen.end())?);
    Some(Command::List(ListRequest { from: Some(from.from), to: Some(to.to), ..view.request.clone() }))
}

/// The lines over time, with all articles below; returns the times that were clicked or dragged over.
fn chart_ui(ui: &mut Ui, chart: &TrendChart<'_>, state: &mut TrendState) -> Option<RangeInclusive<usize>> {
    let palette = Palette::of(ui);
    let lang = chart.lang;
    let axis = if chart.form.counts { lang.as_counts() } else { lang.share_of_articles() };
    ui.label(RichText::new(axis).font(theme::axis()).color(palette.secondary));
    let shown = plot_ui(ui, chart, trend_top(&chart.lines, chart.form));
    let last = chart.times.len().saturating_sub(1);
    let place = |x: f64, y: f64| shown.transform.position_from_point(&PlotPoint::new(x, y));
    let frame = *shown.transform.frame();
    uncovered_ui(ui, chart.times, frame, |x| place(x, 0.0).x);
    dates_ui(ui, chart, frame, |x| place(x, 0.0).x);
    let time_at = |at: Pos2| {
        let x = shown.transform.value_from_position(at).x.round();
        x.clamp(0.0, last as f64) as usize
    };
    let is_inside = |at: &Pos2| frame.x_range().contains(at.x);
    state.hovered = shown.response.hover_pos().filter(is_inside).map(time_at);
    let ends = points_ui(ui, chart, state, frame, &place);
    end_labels(ui, chart, frame, ends);
    if let Some(at) = state.hovered {
        hovered_ui(ui, chart, at, frame, &place);
    }
    sums_ui(ui, chart.times, frame, |x| place(x, 0.0).x, lang);
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, lang.trend_picture()));
    let pointer = shown.response.interact_pointer_pos().map(time_at);
    if shown.response.drag_started() {
        state.dragged_from = ui.input(|input| input.pointer.press_origin()).map(time_at);
    }
    let (from, to) = (state.dragged_from, pointer.or(state.hovered));
    let dragged = from.zip(to).map(|(from, to)| from.min(to)..=from.max(to));
    if let Some(times) = &dragged {
        let (left, right) =
            (place(*times.start() as f64 - 0.5, 0.0).x, place(*times.end() as f64 + 0.5, 0.0).x);
        let band = Rect::from_x_y_ranges(left..=right, frame.y_range());
        ui.painter().rect_filled(band, 0, palette.text_selection.gamma_multiply(0.4));
    }
    if shown.response.drag_stopped() {
        state.dragged_from = None;
        return dragged;
    }
    shown.response.clicked().then(|| state.hovered.map(|at| at..=at)).flatten()
}

/// The plot with its lines and axes.
fn plot_ui(ui: &mut Ui, chart: &TrendChart<'_>, top: f64) -> PlotResponse<()> {
    let palette = Palette::of(ui);
    let counts = chart.form.counts;
    let last = chart.times.len().saturating_sub(1);
    let plot = Plot::new("trend")
        .height(CHART - DATES)
        .width((ui.available_width() - LABELS).max(200.0))
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
        .show_axes([false, true])
        .y_grid_spacer(move |_| y_ticks(top, counts))
        .y_axis_formatter(move |mark: GridMark, _: &_| axis_figure(mark.value, counts))
        .label_formatter(|_| None);
    let colors: Vec<Color32> = chart.lines.iter().map(|line| line_color(ui, line.color)).collect();
    ui.style_mut().text_styles.insert(egui::TextStyle::Body, theme::axis());
    plot.show(ui, |plot| {
        plot.set_plot_bounds(PlotBounds::from_min_max([-0.5, -0.03 * top], [last as f64 + 0.5, top]));
        for (line, color) in chart.lines.iter().zip(colors) {
            let style = if line.color >= 4 { LineStyle::dashed_dense() } else { LineStyle::Solid };
            for stretch in line.stretches() {
                let points: Vec<[f64; 2]> = stretch.into_iter().map(|(x, y)| [x as f64, y]).collect();
                let line = Line::new("", PlotPoints::from(points)).color(color).width(2.0);
                plot.line(line.style(style).allow_hover(false));
            }
        }
    })
}

/// The labels of times under the plot, as many as there is room for.
fn dates_ui(ui: &mut Ui, chart: &TrendChart<'_>, frame: Rect, x: impl Fn(f64) -> f32) {
    let (palette, colors) = (Palette::of(ui), ChartColors::of(ui));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), DATES), Sense::hover());
    let step = (chart.times.len() as f32 * DATE / frame.width().max(1.0)).ceil() as usize;
    let labels = trend_times(chart.times, chart.period, step);
    for label in &labels {
        let color = if label.is_sunday { colors.sunday } else { palette.secondary };
        let at = pos2(x(label.at as f64), rect.center().y);
        ui.painter().text(at, Align2::CENTER_CENTER, &label.text, theme::axis(), color);
    }
    let said: Vec<&str> = labels.iter().map(|label| label.text.as_str()).collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.join(" ")));
}

/// The marks of the axis of values, about four.
fn y_ticks(top: f64, are_counts: bool) -> Vec<GridMark> {
    let ticks = ticks(top, are_counts);
    let step_size = ticks.get(1).copied().unwrap_or(top);
    ticks.into_iter().map(|value| GridMark { value, step_size }).collect()
}

fn axis_figure(value: f64, counts: bool) -> String {
    match counts {
        true if value.fract().abs() < 1e-6 => grouped(value.max(0.0) as usize),
        true => String::new(),
        false if value.abs() < 1e-9 => "0".to_owned(),
        false => format!("{}%", (value * 100.0).round() / 100.0),
    }
}

/// Hatches times at which nothing was crawled and there are no articles.
fn uncovered_ui(ui: &Ui, times: &[Point], frame: Rect, x: impl Fn(f64) -> f32) {
    for (at, point) in times.iter().enumerate() {
        if point.is_uncovered() {
            let (left, right) = (x(at as f64 - 0.5), x(at as f64 + 0.5));
            let band = Rect::from_x_y_ranges(left..=right, frame.y_range());
            ui.painter().extend(hatch(ui, band, 7.0));
        }
    }
}

/// Paints markers at the ends, at the hovered time, and hollow ones at partly covered times; returns the ends.
fn points_ui(
    ui: &Ui,
    chart: &TrendChart<'_>,
    state: &TrendState,
    frame: Rect,
    place: &impl Fn(f64, f64) -> Pos2,
) -> Vec<(usize, Pos2)> {
    let palette = Palette::of(ui);
    let mut ends = Vec::new();
    let marks_parts = chart.form.marks_parts(chart.times.len());
    for (at, line) in chart.lines.iter().enumerate() {
        let color = line_color(ui, line.color);
        let last = line.last();
        for (x, y) in line.values.iter().enumerate().filter_map(|(x, value)| Some((x, (*value)?))) {
            let is_part = chart.times.get(x).and_then(|time| time.covered).is_some_and(|hours| hours < 24);
            let is_end = last.is_some_and(|(end, _)| end == x);
            if is_end || state.hovered == Some(x) || is_part && marks_parts {
                let at = place(x as f64, y);
                marker(ui.painter(), at, line.color, color, !is_part, palette.background);
            }
        }
        if let Some((x, y)) = last {
            let end = place(x as f64, y);
            ends.push((at, pos2(end.x, end.y.clamp(frame.top(), frame.bottom()))));
        }
    }
    ends
}

/// Labels the lines at their right ends, without overlaps. A leader leads from a label to the end of its line, or to the
/// edge of the chart where the line ends earlier, since it would cross others.
fn end_labels(ui: &Ui, chart: &TrendChart<'_>, frame: Rect, mut ends: Vec<(usize, Pos2)>) {
    ends.sort_by(|one, other| one.1.y.total_cmp(&other.1.y));
    let heights: Vec<f32> = ends.iter().map(|&(_, end)| end.y).collect();
    let last = ends.iter().map(|&(_, end)| end.x).fold(frame.left(), f32::max);
    let places = labels_apart(&heights, frame.top(), frame.bottom());
    let font = FontId::new(13.0, crate::ui::fonts::semibold());
    for ((at, from), to) in ends.into_iter().zip(places) {
        let Some(line) = chart.lines.get(at) else { continue };
        let color = line_color(ui, line.color);
        let left = frame.right() + 4.0;
        let begin = if from.x == last { (from.x + 8.0).min(left) } else { left };
        let leader = vec![pos2(begin, from.y), pos2(left, from.y), pos2(left + 12.0, to)];
        ui.painter().line(leader, Stroke::new(1.0, color));
        let value = trend_value(line.last().map(|(_, value)| value), chart.form);
        let text = format!("{} {value}", named(&line.series.name, chart.lang));
        let mut job = egui::text::LayoutJob::simple_singleline(text, font.clone(), color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(LABELS - 20.0);
        let galley = ui.painter().layout_job(job);
        let place = pos2(left + 16.0, to - galley.size().y / 2.0);
        ui.painter().galley(place, galley, color);
    }
}

/// The name of a line, which is empty for articles without a publisher, section or folder.
pub(super) fn named(name: &str, lang: Lang) -> &str {
    if name.is_empty() { lang.none_given() } else { name }
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
    figures(painter, end, &grouped(most as usize), &theme::axis(), palette.secondary);
    let name = pos2(frame.right() + 8.0, foot - 8.0);
    painter.text(name, Align2::LEFT_CENTER, lang.all_articles(), theme::axis(), palette.secondary);
}
