//! The menus over the list: what it is narrowed to, and in which order it stands.

use super::command::Command;
use super::text_field::text_field;
use super::theme::{self, Palette};
use crate::search::{ListRequest, SortKey};
use crate::view::{Strings, parse_day};
use egui::{Popup, PopupCloseBehavior, Response, RichText, ScrollArea, Ui};

/// What the reader has typed into the fields of days, which need not be a day yet.
#[derive(Clone, Debug, Default)]
pub struct FilterState {
    from: String,
    to: String,
}

/// Shows the menu of orders under its button while it is open.
pub fn order_menu_ui(button: &Response, request: &ListRequest, texts: &Strings) -> Option<Command> {
    let mut command = None;
    Popup::menu(button).show(|ui| {
        for (key, reverse, name) in orders(texts) {
            let chosen = (request.key, request.reverse) == (key, reverse);
            if ui.selectable_label(chosen, name).clicked() {
                command = Some(Command::List(ListRequest { key, reverse, ..request.clone() }));
            }
        }
    });
    command
}

/// The orders that the menu offers, with their names.
fn orders(texts: &Strings) -> [(SortKey, bool, &'static str); 6] {
    [
        (SortKey::Published, false, texts.newest),
        (SortKey::Published, true, texts.oldest),
        (SortKey::Crawled, false, texts.last_crawled),
        (SortKey::Publisher, false, texts.by_publisher),
        (SortKey::Title, false, texts.by_title),
        (SortKey::Relevance, false, texts.by_relevance),
    ]
}

/// The name of the order that a list stands in.
pub fn order_name(request: &ListRequest, texts: &Strings) -> &'static str {
    orders(texts)
        .into_iter()
        .find(|(key, reverse, _)| (*key, *reverse) == (request.key, request.reverse))
        .map_or(texts.sort, |(.., name)| name)
}

/// Shows the filter under its button while it is open. `publishers` are those of the list with their counts.
pub fn filter_menu_ui(
    button: &Response,
    request: &ListRequest,
    publishers: &[(String, u32)],
    state: &mut FilterState,
    texts: &Strings,
) -> Option<Command> {
    let popup = Popup::menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(300.0);
    popup.show(|ui| contents(ui, request, publishers, state, texts)).and_then(|shown| shown.inner)
}

fn contents(
    ui: &mut Ui,
    request: &ListRequest,
    publishers: &[(String, u32)],
    state: &mut FilterState,
    texts: &Strings,
) -> Option<Command> {
    let mut wanted = request.clone();
    ui.horizontal(|ui| {
        day_field(ui, texts.from_day, &mut state.from, &mut wanted.from, texts);
        day_field(ui, texts.to_day, &mut state.to, &mut wanted.to, texts);
    });
    let is_wrong = |text: &str| !text.trim().is_empty() && parse_day(text).is_none();
    if is_wrong(&state.from) || is_wrong(&state.to) {
        ui.label(RichText::new(texts.bad_day).font(theme::small()).color(Palette::of(ui).warning));
    }
    ui.add_space(4.0);
    ui.label(RichText::new(texts.publishers).font(theme::small_strong()).weak());
    let all = ui.selectable_label(request.publishers.is_empty(), texts.all_publishers);
    if all.clicked() {
        wanted.publishers.clear();
    }
    ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show_rows(
        ui,
        30.0,
        publishers.len(),
        |ui, rows| {
            for (name, count) in publishers.get(rows).unwrap_or_default() {
                let mut chosen = request.publishers.contains(name);
                let shown = if name.is_empty() { texts.no_publisher } else { name };
                if ui.checkbox(&mut chosen, format!("{shown}  {}", texts.count(*count as usize))).changed() {
                    if chosen {
                        _ = wanted.publishers.insert(name.clone())
                    } else {
                        _ = wanted.publishers.remove(name)
                    }
                }
            }
        },
    );
    if request.is_narrowed() && ui.button(texts.clear_filter).clicked() {
        *state = FilterState::default();
        wanted = wanted.without_filter();
    }
    (wanted != *request).then_some(Command::List(wanted))
}

fn day_field(
    ui: &mut Ui,
    name: &str,
    text: &mut String,
    day: &mut Option<jiff::civil::Date>,
    texts: &Strings,
) {
    ui.vertical(|ui| {
        ui.label(RichText::new(name).font(theme::small_strong()).weak());
        if text_field(ui, text, name, texts.day_hint, 112.0).changed() {
            *day = parse_day(text);
        }
    });
}
