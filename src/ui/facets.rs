//! The facets of the results, as chips over the list: days, publishers and categories, each with its article
//! count. A click narrows the list; a second click widens it again.

use super::command::Command;
use super::filter::values_ui;
use super::menu::menu;
use super::theme::{self, Palette};
use crate::search::{FACETS, Facet, FacetEntry, ListRequest, Listing};
use crate::view::{Lang, format_days, one_line};
use egui::text::LayoutJob;
use egui::{
    AsIdSalt, Galley, Id, PopupCloseBehavior, Response, Role, Sense, Stroke, StrokeKind, TextFormat, Ui,
    WidgetInfo, vec2,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A chip's padding and rounding, and the gap between two chips, in points.
const PADDING: egui::Vec2 = vec2(9.0, 3.0);
const RADIUS: u8 = 13;
const GAP: f32 = 6.0;
/// The most of a line that a name's chip may take, in points.
const WIDEST: f32 = 190.0;

/// A facet of a listing.
pub(super) struct FacetView<'a> {
    pub(super) entry: &'static FacetEntry,
    /// Its names with their counts, most frequent first.
    pub(super) names: &'a [(String, u32)],
    /// Whether articles have several names, so that the counts add up to more than the list.
    pub(super) exceeds: bool,
}

impl FacetView<'_> {
    /// A name as displayed.
    pub(super) fn shown(&self, name: &str, lang: Lang) -> String {
        if name.is_empty() { lang.no_value(self.entry.field).to_owned() } else { one_line(name) }
    }

    /// How many lines of chips the facet is worth.
    fn lines(&self) -> usize {
        if self.entry.facet == Facet::Publisher { 2 } else { 1 }
    }
}

/// The facets that can narrow a listing: those with at least two names, and those that already narrow it.
pub(super) fn facets<'a>(listing: &'a Listing, request: &ListRequest) -> impl Iterator<Item = FacetView<'a>> {
    let views = FACETS.iter().map(|entry| {
        let names = listing.names_of(entry.facet);
        let sum: u64 = names.iter().map(|&(_, count)| u64::from(count)).sum();
        let is_narrowed = !request.chosen.of(entry.facet).is_empty();
        FacetView { entry, names, exceeds: !is_narrowed && sum > listing.len() as u64 }
    });
    views.filter(|view| view.names.len() > 1 || !request.chosen.of(view.entry.facet).is_empty())
}

/// Paints each facet's chips, on at most `lines` lines per facet.
pub(super) fn facets_ui(
    ui: &mut Ui,
    listing: &Listing,
    request: &ListRequest,
    lines: usize,
    lang: Lang,
) -> Option<Command> {
    let mut wanted = request.clone();
    ui.spacing_mut().item_spacing = vec2(GAP, GAP);
    ui.spacing_mut().interact_size.y = 0.0;
    if request.from.is_some() || request.to.is_some() {
        let days = format_days(request.from, request.to, lang);
        let galley = chip_text(ui, &days, None, true, ui.available_width() - 2.0 * PADDING.x);
        if chip(ui, galley, true, "days", &days).clicked() {
            (wanted.from, wanted.to) = (None, None);
        }
    }
    let is_shown =
        |facet: &FacetView<'_>| facet.entry.is_prominent || !request.chosen.of(facet.entry.facet).is_empty();
    for facet in facets(listing, request).filter(is_shown) {
        ui.horizontal_wrapped(|ui| facet_ui(ui, &facet, &mut wanted, lines.min(facet.lines()), lang));
    }
    (wanted != *request).then_some(Command::List(wanted))
}

/// The lines available for a facet's chips, tracked as they fill up.
#[derive(Clone)]
struct ChipLines {
    left: usize,
    width: f32,
    room: f32,
    /// Width reserved at the end of the last line for the chip that opens the full list.
    more: f32,
}

/// Where the next chip goes.
#[derive(PartialEq)]
enum Room {
    Beside,
    NextLine,
    Nowhere,
}

impl ChipLines {
    fn place(&mut self, width: f32, is_last: bool) -> Room {
        let more = if self.left > 1 || is_last { 0.0 } else { GAP + self.more };
        let mut found = Room::Beside;
        if width + more > self.room && self.room < self.width {
            if self.left == 1 {
                return Room::Nowhere;
            }
            (self.left, self.room, found) = (self.left - 1, self.width, Room::NextLine);
        }
        self.room -= width + GAP;
        found
    }
}

/// The names in display order: unchanged, except that chosen names that would be `out_of_sight` come first.
fn order<'a>(
    names: &'a [(String, u32)],
    chosen: &BTreeSet<String>,
    out_of_sight: usize,
) -> Vec<&'a (String, u32)> {
    let (seen, unseen) = names.split_at(out_of_sight.min(names.len()));
    let (first, rest): (Vec<_>, Vec<_>) = unseen.iter().partition(|(name, _)| chosen.contains(name));
    first.into_iter().chain(seen).chain(rest).collect()
}

/// Paints the most frequent names, as many as fit, and then a chip that opens the full list. A clicked chip
/// keeps its place.
fn facet_ui(ui: &mut Ui, facet: &FacetView<'_>, request: &mut ListRequest, lines: usize, lang: Lang) {
    let facet_name = lang.facet_name(facet.entry.facet);
    let chosen = request.chosen.of_mut(facet.entry.facet);
    let all = facet.names.len();
    let chip_of = |ui: &Ui, (name, count): &(String, u32)| {
        let count = lang.count(*count as usize);
        chip_text(ui, &facet.shown(name, lang), Some(&count), chosen.contains(name), WIDEST)
    };
    let more = chip_size(&chip_text(ui, &format!("+{}", lang.count(all)), None, false, WIDEST)).x;
    let width = ui.available_width();
    let mut lines = ChipLines { left: lines, width, room: width, more };
    let mut trial = lines.clone();
    let mut fits = |(at, name)| trial.place(chip_size(&chip_of(ui, name)).x, at + 1 == all) != Room::Nowhere;
    let in_sight = facet.names.iter().enumerate().take_while(|&entry| fits(entry)).count();
    let (mut shown, mut turned) = (0, None);
    for entry in order(facet.names, chosen, in_sight) {
        let galley = chip_of(ui, entry);
        match lines.place(chip_size(&galley).x, shown + 1 == all) {
            Room::Beside => {}
            Room::NextLine => ui.end_row(),
            Room::Nowhere => break,
        }
        shown += 1;
        let (name, count) = entry;
        let of = if name.is_empty() { "" } else { facet_name };
        let text = facet.shown(name, lang);
        let spoken = format!("{of} {text}, {}", lang.article_count(*count as usize)).trim_start().to_owned();
        if chip(ui, galley, chosen.contains(name), (facet_name, name), &spoken).clicked() {
            turned = Some(name);
        }
    }
    if let Some(name) = turned
        && !chosen.remove(name)
    {
        chosen.insert(name.clone());
    }
    if shown < all {
        let galley = chip_text(ui, &format!("+{}", lang.count(all - shown)), None, false, WIDEST);
        let more = chip(ui, galley, false, facet_name, &format!("{} {}", facet_name, lang.show_all()));
        let popup = menu(&more).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(280.0);
        popup.show(|ui| values_ui(ui, facet, request, lang));
    }
}

/// A chip's name and count, plus a cross if clicking it widens the list.
fn chip_text(ui: &Ui, name: &str, count: Option<&str>, is_chosen: bool, widest: f32) -> Arc<Galley> {
    let palette = Palette::of(ui);
    let (strong, weak) = match is_chosen {
        true => (palette.accent_on_selected, palette.secondary_on_selected),
        false => (palette.text, palette.secondary),
    };
    let mut job = LayoutJob::default();
    let font = if is_chosen { theme::small_strong() } else { theme::small() };
    job.append(name, 0.0, TextFormat::simple(font, strong));
    if let Some(count) = count {
        job.append(count, 5.0, TextFormat::simple(theme::small(), weak));
    }
    if is_chosen {
        job.append("×", 6.0, TextFormat::simple(theme::small_strong(), strong));
    }
    job.wrap = egui::text::TextWrapping::truncate_at_width(widest);
    ui.painter().layout_job(job)
}

/// A chip with an id from its content rather than its position, because chips can change order under the
/// pointer.
fn chip(ui: &mut Ui, text: Arc<Galley>, is_chosen: bool, id: impl AsIdSalt, spoken: &str) -> Response {
    let (_, rect) = ui.allocate_space(chip_size(&text));
    let response = ui.interact(rect, Id::unique("facet").with(id), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, spoken));
    let palette = Palette::of(ui);
    let fill = match (is_chosen, response.hovered()) {
        (true, _) => palette.selected,
        (false, true) => palette.hover,
        (false, false) => palette.background,
    };
    ui.painter().rect_filled(rect, RADIUS, fill);
    if !is_chosen {
        ui.painter().rect_stroke(rect, RADIUS, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    }
    ui.painter().galley(rect.min + PADDING, text, palette.text);
    response
}

fn chip_size(text: &Galley) -> egui::Vec2 {
    text.size() + 2.0 * PADDING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_stays_in_its_place_unless_it_would_be_out_of_sight() {
        let names = ["가", "나", "다", "라"].map(|name| (name.to_owned(), 1));
        let ordered = |chosen: &str| -> String {
            let chosen = [chosen.to_owned()].into();
            order(&names, &chosen, 2).into_iter().map(|(name, _)| name.as_str()).collect()
        };
        assert_eq!([ordered("나"), ordered("라"), ordered("")], ["가나다라", "라가나다", "가나다라"]);
    }
}
