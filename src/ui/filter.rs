//! The menus over the list: its filters and its sort order.

use super::command::{Action, Command};
use super::day_picker::{ShownMonth, month_ui};
use super::facets::{FacetView, facets};
use super::keymap::Keymap;
use super::menu::menu;
use super::setting::checkbox_ui;
use super::text_field::text_field;
use super::theme::{self, Palette};
use crate::search::{ListRequest, Listing, ORDERS, SortKey};
use crate::view::{Lang, day_from};
use egui::{
    Align, Align2, Layout, PopupCloseBehavior, Response, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2,
};

/// The height of a facet's value, in points.
const VALUE: f32 = 30.0;

/// What the reader has typed into the date fields, which may not be valid dates yet.
#[derive(Clone, Debug, Default)]
pub struct FilterState {
    from: String,
    to: String,
    /// The month to pick days from, while it is unfolded.
    month: Option<ShownMonth>,
}

impl FilterState {
    /// The dates of a request, as if they had been typed.
    pub fn of(request: &ListRequest) -> Self {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self { from: day(request.from), to: day(request.to), month: None }
    }
}

/// Shows the sort menu under its button while it is open.
pub fn order_menu_ui(button: &Response, request: &ListRequest, lang: Lang) -> Option<Command> {
    let mut command = None;
    menu(button).show(|ui| {
        for (key, reverse) in orders() {
            let chosen = (request.key, request.reverse) == (key, reverse);
            if ui.selectable_label(chosen, lang.order_name(key, reverse)).clicked() {
                command = Some(Command::List(ListRequest { key, reverse, ..request.clone() }));
            }
        }
    });
    command
}

/// The orders that the menu offers: every sort key, and the first key reversed as well.
fn orders() -> impl Iterator<Item = (SortKey, bool)> {
    let turned = |key| if key == SortKey::Published { &[false, true][..] } else { &[false] };
    ORDERS.iter().flat_map(move |entry| turned(entry.key).iter().map(|&reverse| (entry.key, reverse)))
}

/// The name of a list's sort order.
pub fn order_name(request: &ListRequest, lang: Lang) -> &'static str {
    let is_offered = orders().any(|order| order == (request.key, request.reverse));
    if is_offered { lang.order_name(request.key, request.reverse) } else { lang.sort() }
}

/// Shows the filter under its button while it is open.
pub fn filter_menu_ui(
    button: &Response,
    listing: &Listing,
    request: &ListRequest,
    state: &mut FilterState,
    lang: Lang,
) -> Option<Command> {
    let popup = menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(300.0);
    // It would be placed again if a click made it shorter, and what was clicked would move away.
    let height = button.id.with("height");
    if button.clicked() {
        button.ctx.data_mut(|data| data.remove::<f32>(height));
    }
    let shown = popup.show(|ui| {
        let tallest: f32 = ui.data(|data| data.get_temp(height)).unwrap_or_default();
        ui.set_min_height(tallest);
        let command = contents(ui, listing, request, state, lang);
        ui.data_mut(|data| data.insert_temp(height, ui.min_rect().height().max(tallest)));
        command
    });
    shown.and_then(|shown| shown.inner)
}

fn contents(
    ui: &mut Ui,
    listing: &Listing,
    request: &ListRequest,
    state: &mut FilterState,
    lang: Lang,
) -> Option<Command> {
    let mut wanted = request.clone();
    ui.horizontal(|ui| {
        day_field(ui, lang.from_day(), &mut state.from, &mut wanted.from, lang);
        day_field(ui, lang.to_day(), &mut state.to, &mut wanted.to, lang);
    });
    let is_wrong = |text: &str| !text.trim().is_empty() && day_from(text).is_none();
    if is_wrong(&state.from) || is_wrong(&state.to) {
        ui.label(RichText::new(lang.bad_day()).font(theme::small()).color(Palette::of(ui).warning));
    }
    calendar_ui(ui, listing, state, &mut wanted, lang);
    let mut every_file = request.all_versions;
    let hint =
        format!("{} — {}", Keymap::of(ui.ctx()).hint(Action::ToggleEveryFile, lang), lang.every_file_hint());
    if checkbox_ui(ui, &mut every_file, lang.every_file()).on_hover_text(hint).changed() {
        return Some(Command::Do(Action::ToggleEveryFile));
    }
    ui.add_space(4.0);
    for facet in facets(listing, request) {
        values_ui(ui, &facet, &mut wanted, lang);
    }
    if request.is_narrowed() && ui.button(lang.clear_filter()).clicked() {
        *state = FilterState::default();
        wanted = wanted.without_filter();
    }
    (wanted != *request).then_some(Command::List(wanted))
}

/// A month to pick days from: the first click picks a day, and one on a later day the range up to it.
fn calendar_ui(
    ui: &mut Ui,
    listing: &Listing,
    state: &mut FilterState,
    wanted: &mut ListRequest,
    lang: Lang,
) {
    let unfolded = state.month.is_some();
    if ui.selectable_label(unfolded, lang.pick_days()).clicked() {
        let last = wanted.from.or_else(|| listing.days.last().map(|&(day, _)| day));
        state.month = last.filter(|_| !unfolded).map(ShownMonth::of);
    }
    let Some(month) = &mut state.month else { return };
    let (from, to) = (wanted.from, wanted.to);
    let is_chosen = |day| from.is_some_and(|from| from <= day) && to.is_some_and(|to| day <= to);
    if let Some(day) = ui.scope(|ui| month_ui(ui, month, &listing.days, is_chosen, lang)).inner {
        let goes_on = from == to && from.is_some_and(|from| from < day);
        wanted.from = if goes_on { from } else { Some(day) };
        wanted.to = Some(day);
        *state = FilterState { month: Some(*month), ..FilterState::of(wanted) };
    }
}

/// All values of a facet, each with a checkbox.
pub(super) fn values_ui(ui: &mut Ui, facet: &FacetView<'_>, request: &mut ListRequest, lang: Lang) {
    let wanted = request.chosen.of_mut(facet.entry.facet);
    ui.label(RichText::new(lang.facet_name(facet.entry.facet)).font(theme::small_strong()).weak());
    if facet.exceeds {
        ui.label(RichText::new(lang.sums_exceed()).font(theme::small()).weak());
    }
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(8.0, 5.0);
        if ui.selectable_label(wanted.is_empty(), lang.all_of_facet(facet.entry.facet)).clicked() {
            wanted.clear();
        }
    });
    let values = ScrollArea::vertical()
        .id_salt(facet.entry.facet as usize)
        .max_height(300.0)
        .auto_shrink([false, true]);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = VALUE;
        values.show_rows(ui, VALUE, facet.names.len(), |ui, rows| {
            for (name, count) in facet.names.get(rows).unwrap_or_default() {
                let mut chosen = wanted.contains(name);
                if !value_ui(ui, &facet.shown(name, lang), *count as usize, &mut chosen, lang).clicked() {
                    continue;
                }
                if chosen { _ = wanted.insert(name.clone()) } else { _ = wanted.remove(name) }
            }
        });
    });
}

/// One value across the full width, with its count at the end.
fn value_ui(ui: &mut Ui, name: &str, count: usize, chosen: &mut bool, lang: Lang) -> Response {
    let line = Layout::top_down_justified(Align::LEFT);
    let response = ui.with_layout(line, |ui| checkbox_ui(ui, chosen, name)).inner;
    let spoken = format!("{name}, {}", lang.article_count(count));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *chosen, &spoken));
    let (at, color) = (response.rect.right_center() - vec2(12.0, 0.0), Palette::of(ui).secondary);
    ui.painter().text(at, Align2::RIGHT_CENTER, lang.count(count), theme::small(), color);
    response
}

fn day_field(ui: &mut Ui, name: &str, text: &mut String, day: &mut Option<jiff::civil::Date>, lang: Lang) {
    ui.vertical(|ui| {
        ui.label(RichText::new(name).font(theme::small_strong()).weak());
        if text_field(ui, text, name, lang.day_hint(), 112.0).changed() {
            *day = day_from(text);
        }
    });
}
