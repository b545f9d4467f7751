//! A month to pick a day from: days with articles can be picked, and all days be typed. For going to a day in the
//! list, and for the ends of a range in the filter.

use super::command::Command;
use super::icon_button::icon_button;
use super::icons::Icon;
use super::modal::{Go, foot_ui, modal_ui, told_ui};
use super::text_field::{focus_and_select, text_field};
use super::theme::{self, ChartColors, Palette};
use crate::view::{Lang, day_from, format_day, format_month_of_year, short_weekday};
use egui::{Align, Align2, Context, Key, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The size of a day, in points.
const DAY: egui::Vec2 = vec2(40.0, 32.0);

/// What a picker has turned its pages to.
#[derive(Clone, Copy, Debug)]
pub struct ShownMonth {
    first: Date,
}

impl ShownMonth {
    pub fn of(day: Date) -> Self {
        Self { first: day.first_of_month() }
    }

    fn turn(&mut self, months: i32) {
        self.first = self.first.checked_add(months.months()).unwrap_or(self.first);
    }
}

/// The dialog for going to a day.
#[derive(Debug)]
pub struct DayDialog {
    month: ShownMonth,
    text: String,
    /// Whether the field takes focus in the next frame.
    takes_focus: bool,
}

impl DayDialog {
    /// A dialog that begins at a day.
    pub fn at(day: Date) -> Self {
        Self { month: ShownMonth::of(day), text: day.to_string(), takes_focus: true }
    }
}

/// Paints the dialog; `days` are those of the list with their articles, ascending. The second value is true if it
/// should close.
pub fn day_dialog_ui(
    context: &Context,
    dialog: &mut DayDialog,
    days: &[(Date, u32)],
    lang: Lang,
) -> (Option<Command>, bool) {
    let shown = modal_ui(context, "day", lang.go_to_day(), 7.0 * DAY.x, |ui, _| {
        let width = ui.available_width();
        let field = text_field(ui, &mut dialog.text, lang.day(), lang.day_hint(), width);
        if std::mem::take(&mut dialog.takes_focus) {
            focus_and_select(&field, &dialog.text);
        }
        let typed = day_from(&dialog.text);
        if field.changed()
            && let Some(day) = typed
        {
            dialog.month = ShownMonth::of(day);
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if typed.is_none() && !dialog.text.trim().is_empty() {
            told_ui(ui, lang.bad_day());
        }
        ui.add_space(8.0);
        let month = &mut dialog.month;
        let picked = ui.scope(|ui| month_ui(ui, month, days, |day| typed == Some(day), lang)).inner;
        let foot = foot_ui(ui, lang.close(), Some(Go { name: lang.go(), enabled: typed.is_some() }));
        let day = picked.or(typed.filter(|_| entered || foot.went));
        (day.map(Command::GoToDay), foot.closed || day.is_some())
    });
    let (command, closed) = shown.inner;
    (command, closed || shown.backdrop_response.clicked())
}

/// Paints a month; returns the day that was picked. `days` are those that can be picked, ascending.
pub(super) fn month_ui(
    ui: &mut Ui,
    month: &mut ShownMonth,
    days: &[(Date, u32)],
    is_chosen: impl Fn(Date) -> bool,
    lang: Lang,
) -> Option<Date> {
    ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
    ui.allocate_ui_with_layout(vec2(7.0 * DAY.x, 32.0), Layout::left_to_right(Align::Center), |ui| {
        let name = RichText::new(format_month_of_year(month.first, lang)).font(theme::small_strong());
        ui.label(name);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (icon, name, months) in
                [(Icon::Down, lang.next_month(), 1), (Icon::Up, lang.previous_month(), -1)]
            {
                if icon_button(ui, icon, name, name, true, None).clicked() {
                    month.turn(months);
                }
            }
        });
    });
    let (palette, colors) = (Palette::of(ui), ChartColors::of(ui));
    ui.horizontal(|ui| {
        for weekday in Weekday::Sunday.cycle_forward().take(7) {
            let (rect, _) = ui.allocate_exact_size(vec2(DAY.x, 20.0), Sense::empty());
            let color = if weekday == Weekday::Sunday { colors.sunday } else { palette.faint };
            let letter = short_weekday(weekday, lang);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, letter, theme::small(), color);
        }
    });
    let mut picked = None;
    let before = month.first.weekday().since(Weekday::Sunday);
    let mut day = month.first.checked_sub(i64::from(before).days()).unwrap_or(month.first);
    for _ in 0..6 {
        ui.horizontal(|ui| {
            for _ in 0..7 {
                let count = days.binary_search_by_key(&day, |&(day, _)| day).ok().and_then(|at| days.get(at));
                if day.month() == month.first.month() {
                    let is_clicked =
                        day_ui(ui, day, count.map_or(0, |&(_, count)| count), is_chosen(day), lang);
                    picked = picked.or(is_clicked.then_some(day));
                } else {
                    ui.allocate_exact_size(DAY, Sense::empty());
                }
                day = day.tomorrow().unwrap_or(day);
            }
        });
    }
    picked
}

/// Paints a day, which can be picked if it has articles.
fn day_ui(ui: &mut Ui, day: Date, count: u32, is_chosen: bool, lang: Lang) -> bool {
    let sense = if count > 0 { Sense::click() } else { Sense::empty() };
    let (rect, response) = ui.allocate_exact_size(DAY, sense);
    let spoken = format!("{}, {}", format_day(day, lang), lang.article_count(count as usize));
    response.widget_info(|| WidgetInfo::selected(Role::Button, count > 0, is_chosen, &spoken));
    let (palette, colors) = (Palette::of(ui), ChartColors::of(ui));
    let fill = match (is_chosen, response.hovered()) {
        (true, _) => palette.selected,
        (false, true) => palette.hover,
        (false, false) => egui::Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect.shrink(1.0), theme::RADIUS, fill);
    let (font, color) = match (count > 0, is_chosen) {
        (_, true) => (theme::small_strong(), palette.accent_on_selected),
        (true, false) if day.weekday() == Weekday::Sunday => (theme::small_strong(), colors.sunday),
        (true, false) => (theme::small_strong(), palette.text),
        (false, false) => (theme::small(), palette.faint),
    };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, day.day(), font, color);
    let response =
        if count > 0 { response.on_hover_text(lang.article_count(count as usize)) } else { response };
    response.clicked()
}
