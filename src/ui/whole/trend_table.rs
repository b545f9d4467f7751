//! The numbers of a trend as a table beside the chart, for reading, for screen readers and to copy.

use super::charts::figures;
use super::lines::{CHART, SAMPLE, SUMS, TrendChart, named, sample};
use super::trend::TrendState;
use crate::ui::theme::{self, Palette};
use crate::view::{TrendLine, format_short_day, trend_time, trend_value};
use crate::whole::{Period, Point};
use egui::{
    Align2, FontFamily, FontId, Response, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use std::ops::RangeInclusive;

/// The height of a line, and the room around the name of a time, one for its mark included, in points.
const ROW: f32 = 28.0;
const AROUND_TIME: f32 = 36.0;

/// The least and the greatest width of a column of numbers.
const NARROWEST: f32 = 84.0;
const WIDEST: f32 = 150.0;

/// The width of the whole table, in which each line has a column as wide as its name needs.
pub(super) fn table_width(ui: &Ui, chart: &TrendChart<'_>) -> f32 {
    times_width(ui, chart) + chart.lines.len() as f32 * column_width(ui, chart)
}

/// The width of the column of times, that of the longest name.
fn times_width(ui: &Ui, chart: &TrendChart<'_>) -> f32 {
    let names = chart.times.iter().map(|time| time_name(time, chart));
    let longest = names.max_by_key(|name| name.chars().count()).unwrap_or_default();
    let font = FontId::new(13.0, FontFamily::Proportional);
    AROUND_TIME + ui.painter().layout_no_wrap(longest, font, egui::Color32::TRANSPARENT).size().x
}

/// How a time is named in the table.
fn time_name(time: &Point, chart: &TrendChart<'_>) -> String {
    match chart.period {
        Period::Month => trend_time(time, &[], chart.period),
        Period::Day | Period::Week => {
            let ends = chart.times.first().zip(chart.times.last());
            let is_within_one_year = ends.is_none_or(|(first, last)| first.from.year() == last.from.year());
            format_short_day(time.from, is_within_one_year, chart.lang)
        }
    }
}

/// The width of each column of numbers, that of the longest name.
fn column_width(ui: &Ui, chart: &TrendChart<'_>) -> f32 {
    let name = |line: &TrendLine<'_>| {
        let name = named(&line.series.name, chart.lang).to_owned();
        let galley = ui.painter().layout_no_wrap(name, theme::small_strong(), egui::Color32::TRANSPARENT);
        galley.size().x + SAMPLE + 24.0
    };
    chart.lines.iter().map(name).fold(NARROWEST, f32::max).min(WIDEST)
}

/// Paints the table into this width, in which it scrolls sideways if it is wider; returns the time that was clicked.
pub(super) fn table_ui(
    ui: &mut Ui,
    chart: &TrendChart<'_>,
    state: &TrendState,
    width: f32,
) -> Option<RangeInclusive<usize>> {
    let mut chosen = None;
    let whole = TableWidths { whole: table_width(ui, chart).max(width), times: times_width(ui, chart) };
    let sideways = ScrollArea::horizontal().id_salt("trend columns").max_width(width);
    sideways.auto_shrink([true, true]).show(ui, |ui| {
        ui.set_width(whole.whole);
        ui.vertical(|ui| {
            head_ui(ui, chart, whole);
            ui.spacing_mut().item_spacing.y = 0.0;
            let height = CHART + SUMS;
            let area =
                ScrollArea::vertical().id_salt("trend table").max_height(height).auto_shrink([true, true]);
            area.show_rows(ui, ROW, chart.times.len(), |ui, rows| {
                for at in rows {
                    if row_ui(ui, chart, at, state.hovered == Some(at), whole).clicked() {
                        chosen = Some(at..=at);
                    }
                }
            });
        });
    });
    chosen
}

/// The widths of the table and of its first column, in points.
#[derive(Clone, Copy)]
struct TableWidths {
    whole: f32,
    times: f32,
}

impl TableWidths {
    /// Where a line's column ends, from the left.
    fn column(self, chart: &TrendChart<'_>, line: usize) -> f32 {
        let each = (self.whole - self.times) / chart.lines.len().max(1) as f32;
        self.times + each * (line + 1) as f32 - 8.0
    }
}

fn head_ui(ui: &mut Ui, chart: &TrendChart<'_>, widths: TableWidths) {
    let palette = Palette::of(ui);
    let (head, _) = ui.allocate_exact_size(vec2(widths.whole, ROW), Sense::hover());
    let left = pos2(head.left() + 8.0, head.center().y);
    let name = chart.lang.day_column();
    ui.painter().text(left, Align2::LEFT_CENTER, name, theme::small_strong(), palette.text);
    for (at, line) in chart.lines.iter().enumerate() {
        let room = (widths.whole - widths.times) / chart.lines.len().max(1) as f32 - SAMPLE - 20.0;
        let name = named(&line.series.name, chart.lang).to_owned();
        let mut job =
            egui::text::LayoutJob::simple_singleline(name.clone(), theme::small_strong(), palette.text);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(12.0));
        let galley = ui.painter().layout_job(job);
        let end = head.left() + widths.column(chart, at);
        let place = pos2(end - galley.size().x, head.center().y - galley.size().y / 2.0);
        sample(ui, pos2(place.x - 6.0 - SAMPLE / 2.0, head.center().y), line.color, palette.background);
        let cell = head.with_min_x(place.x - SAMPLE).with_max_x(end);
        let response = ui.interact(cell, ui.scope_id().with(("trend head", at)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        if galley.elided {
            response.on_hover_text(name);
        }
        ui.painter().galley(place, galley, palette.text);
    }
    ui.painter().hline(head.x_range(), head.bottom(), Stroke::new(1.0, palette.line));
}

fn row_ui(ui: &mut Ui, chart: &TrendChart<'_>, at: usize, is_hovered: bool, widths: TableWidths) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(widths.whole, ROW), Sense::click());
    let Some(time) = chart.times.get(at) else { return response };
    if is_hovered || response.hovered() || response.has_focus() {
        let fill = if is_hovered { palette.selected } else { palette.hover };
        ui.painter().rect_filled(rect, theme::RADIUS, fill);
    }
    let secondary = if is_hovered { palette.secondary_on_selected } else { palette.secondary };
    let font = FontId::new(13.0, FontFamily::Proportional);
    let days = time_name(time, chart);
    let place = pos2(rect.left() + 8.0, rect.center().y);
    let shown = ui.painter().text(place, Align2::LEFT_CENTER, &days, font.clone(), secondary);
    if time.covered.is_some_and(|hours| hours > 0 && hours < 24) {
        let mark = pos2(shown.right() + 10.0, rect.center().y);
        ui.painter().circle_stroke(mark, 3.0, Stroke::new(1.2, secondary));
    }
    let mut said = days;
    if time.is_uncovered() {
        let start = pos2(rect.left() + widths.times, rect.center().y);
        ui.painter().text(start, Align2::LEFT_CENTER, chart.lang.not_covered_time(), font, secondary);
        said.push_str(&format!(", {}", chart.lang.not_covered_time()));
    } else {
        for (place, line) in chart.lines.iter().enumerate() {
            let text = trend_value(line.values.get(at).copied().flatten(), chart.form);
            said.push_str(&format!(", {} {text}", named(&line.series.name, chart.lang)));
            let end = pos2(rect.left() + widths.column(chart, place), rect.center().y);
            // What the axis says needn't be said on every line.
            figures(ui.painter(), end, text.trim_end_matches('%'), &font, palette.text);
        }
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    response
}
