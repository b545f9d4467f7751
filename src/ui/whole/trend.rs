//! Trends: how often queries match over time, as lines and as a table of the same numbers.

use super::head_ui;
use super::lines::{SAMPLE, lines_ui, sample};
use crate::search::ListRequest;
use crate::search::Listing;
use crate::ui::command::Command;
use crate::ui::menu::menu;
use crate::ui::segments::segments_ui;
use crate::ui::text_field::lasting_text_field;
use crate::ui::theme::{self, Palette};
use crate::view::{Lang, MOST_LINES, TrendForm, trend_scope};
use crate::whole::{Period, Series, Split, Trend, TrendQuestion};
use egui::{Button, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Input for painting the view.
pub struct TrendView<'a> {
    pub question: &'a TrendQuestion,
    /// The answer; `None` until the first one.
    pub trend: Option<&'a Trend>,
    /// The list that the answer is about.
    pub listing: &'a Listing,
    /// The list's request, to be narrowed.
    pub request: &'a ListRequest,
    /// The line under the chart: the archive, counts, switches and the date.
    pub caption: &'a str,
}

/// The view's state between frames.
#[derive(Debug, Default)]
pub struct TrendState {
    /// The query being typed.
    typed: String,
    /// How the values are shown.
    pub form: TrendForm,
    /// The point hovered in the last frame.
    pub(super) hovered: Option<usize>,
    /// The point at which a drag began.
    pub(super) dragged_from: Option<usize>,
}

const PERIODS: [Period; 3] = [Period::Day, Period::Week, Period::Month];
/// How many points a moving average takes; 0 for none.
const WINDOWS: [usize; 4] = [0, 3, 7, 15];
/// Ways to split each query's articles.
const SPLITS: [Option<Split>; 5] =
    [None, Some(Split::Publisher), Some(Split::Category), Some(Split::Folder), Some(Split::Keyword)];

/// The width of the field for a query and the height of a chip, in points.
const FIELD: f32 = 180.0;
const CHIP: f32 = 36.0;
/// Where a query stands in its chip, behind a sample of its line.
const NAME: f32 = SAMPLE + 18.0;

/// Paints the view.
pub(super) fn trend_ui(
    ui: &mut Ui,
    view: &TrendView<'_>,
    state: &mut TrendState,
    lang: Lang,
) -> Option<Command> {
    let mut question = view.question.clone();
    let scope =
        view.trend.map_or_else(|| lang.counting().to_owned(), |it| trend_scope(it, view.listing, lang));
    head_ui(ui, lang.trend(), &scope, |ui| {
        let units = [lang.as_counts(), lang.as_share()];
        if let Some(at) = segments_ui(ui, &units, usize::from(!state.form.counts)) {
            state.form.counts = at == 0;
        }
        let chosen = PERIODS.iter().position(|&it| it == question.request.period).unwrap_or(0);
        let names = [lang.by_day(), lang.by_week(), lang.by_month()];
        if let Some(period) = segments_ui(ui, &names, chosen).and_then(|at| PERIODS.get(at)) {
            question.request.period = *period;
        }
    });
    ui.add_space(12.0);
    queries_ui(ui, view, state, &mut question, lang);
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        switch_ui(ui, &mut question.request.once, lang.each_text_once());
        switch_ui(ui, &mut question.request.reports, lang.only_reports());
        switch_ui(ui, &mut question.request.covered, lang.only_covered_days());
        let period = question.request.period;
        choice_ui(ui, lang.moving_average(), &WINDOWS, &mut state.form.window, |window| match window {
            0 => lang.no_moving_average().to_owned(),
            window => lang.moving_average_of(window, period),
        });
        choice_ui(ui, lang.split_by(), &SPLITS, &mut question.request.split, |split| {
            lang.split(split).to_owned()
        });
    });
    ui.add_space(12.0);
    let mut command = None;
    match view.trend {
        Some(trend) if trend.series.iter().any(|series| !series.points.is_empty()) => {
            command = lines_ui(ui, view, trend, state, lang);
        }
        _ => {
            ui.vertical_centered(|ui| {
                ui.add_space(80.0);
                let text =
                    if view.question.queries.is_empty() { lang.no_query_yes() } else { lang.counting() };
                ui.label(RichText::new(text).color(Palette::of(ui).secondary));
            });
        }
    }
    if question != *view.question { Some(Command::AskTrend(question)) } else { command }
}

/// A switch with its name at its right.
pub(super) fn switch_ui(ui: &mut Ui, on: &mut bool, name: &str) {
    let palette = Palette::of(ui);
    let galley = ui.painter().layout_no_wrap(name.to_owned(), theme::small(), palette.text);
    let (rect, response) = ui.allocate_exact_size(vec2(30.0 + 8.0 + galley.size().x, 24.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *on, name));
    if response.clicked() {
        *on = !*on;
    }
    let track = Rect::from_center_size(rect.left_center() + vec2(15.0, 0.0), vec2(30.0, 18.0));
    let knob = track.left_center() + vec2(if *on { 21.0 } else { 9.0 }, 0.0);
    let painter = ui.painter();
    if *on {
        painter.rect_filled(track, 9, palette.accent_fill);
        painter.circle_filled(knob, 6.0, palette.on_accent);
    } else {
        let edge = Stroke::new(1.0, palette.control_line);
        painter.rect(track, 9, palette.chip, edge, egui::StrokeKind::Inside);
        painter.circle_filled(knob, 6.0, palette.control_line);
    }
    let at = pos2(track.right() + 8.0, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, palette.text);
}

/// A button that shows what is chosen and opens a menu of the choices.
pub(super) fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    role: &str,
    choices: &[T],
    chosen: &mut T,
    name: impl Fn(T) -> String,
) {
    let palette = Palette::of(ui);
    let text = RichText::new(format!("{} ⏷", name(*chosen))).font(theme::small());
    let edge = Stroke::new(1.0, palette.field_line);
    let button = ui.add(Button::new(text).fill(palette.field).stroke(edge).min_size(vec2(0.0, 28.0)));
    button.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{role}: {}", name(*chosen))));
    menu(&button).show(|ui| {
        for &choice in choices {
            if ui.selectable_label(choice == *chosen, name(choice)).clicked() {
                *chosen = choice;
            }
        }
    });
}

/// The queries as chips with their markers and counts, and a field to add one.
fn queries_ui(
    ui: &mut Ui,
    view: &TrendView<'_>,
    state: &mut TrendState,
    question: &mut TrendQuestion,
    lang: Lang,
) {
    let mut removed = None;
    ui.horizontal_wrapped(|ui| {
        for (at, query) in view.question.queries.iter().enumerate() {
            let of_query =
                view.trend.map_or(&[][..], |trend| &trend.series).iter().filter(|series| series.query == at);
            let sum: u64 = of_query.map(Series::articles).sum();
            if chip_ui(ui, at, query, &lang.item_count(sum as usize), lang) {
                removed = Some(at);
            }
        }
        if view.question.queries.len() < MOST_LINES {
            if ui.available_width() < FIELD + 24.0 {
                ui.end_row();
            }
            // The field keeps its focus when chips are added before it.
            let (id, name) = (egui::Id::unique("trend query"), lang.add_query());
            let response = lasting_text_field(ui, id, &mut state.typed, name, name, FIELD);
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let typed = state.typed.trim().to_owned();
            if entered && !typed.is_empty() {
                state.typed.clear();
                if !question.queries.contains(&typed) {
                    question.queries.push(typed);
                }
                response.request_focus();
            }
        }
    });
    if let Some(at) = removed {
        question.queries.remove(at);
    }
}

/// A query as a chip with its marker and count; returns whether it is to be removed.
fn chip_ui(ui: &mut Ui, at: usize, query: &str, count: &str, lang: Lang) -> bool {
    let palette = Palette::of(ui);
    let mut name =
        egui::text::LayoutJob::simple_singleline(query.to_owned(), theme::small_strong(), palette.text);
    name.wrap = egui::text::TextWrapping::truncate_at_width(220.0);
    let name = ui.painter().layout_job(name);
    let count = ui.painter().layout_no_wrap(count.to_owned(), theme::small(), palette.secondary);
    let width = NAME + name.size().x + 8.0 + count.size().x + CHIP;
    let (rect, _) = ui.allocate_exact_size(vec2(width, CHIP), Sense::hover());
    let line = Stroke::new(1.0, palette.field_line);
    ui.painter().rect_stroke(rect, theme::RADIUS, line, egui::StrokeKind::Inside);
    let middle = rect.left_center();
    sample(ui, middle + vec2(10.0 + SAMPLE / 2.0, 0.0), at, palette.background);
    let left = middle + vec2(NAME, -name.size().y / 2.0);
    let behind = middle + vec2(NAME + name.size().x + 8.0, -count.size().y / 2.0);
    ui.painter().galley(left, name, palette.text);
    ui.painter().galley(behind, count, palette.secondary);
    let close = Rect::from_min_max(pos2(rect.right() - CHIP, rect.top()), rect.max);
    let response = ui.interact(close, ui.scope_id().with(("take away", query)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, lang.remove_query(query)));
    let is_lit = response.hovered() || response.has_focus();
    let stroke = Stroke::new(1.3, if is_lit { palette.text } else { palette.secondary });
    for (from, to) in [(vec2(-3.5, -3.5), vec2(3.5, 3.5)), (vec2(-3.5, 3.5), vec2(3.5, -3.5))] {
        ui.painter().line_segment([close.center() + from, close.center() + to], stroke);
    }
    response.clicked()
}
