//! The facets of what was found, as chips over the list: days, publishers and categories, each with how many articles
//! it has. A click narrows the list, another widens it again.

use super::command::Command;
use super::filter::values_ui;
use super::theme::{self, Palette};
use crate::search::{FACETS, Facet, FacetEntry, ListRequest, Listing};
use crate::view::{Lang, format_days, one_line};
use egui::text::LayoutJob;
use egui::{
    AsIdSalt, Galley, Id, Popup, PopupCloseBehavior, Response, Role, Sense, Stroke, StrokeKind, TextFormat,
    Ui, WidgetInfo, vec2,
};
use std::sync::Arc;

/// The padding of a chip, its rounding, and what is between two, in points.
const PADDING: egui::Vec2 = vec2(9.0, 3.0);
const RADIUS: u8 = 13;
const GAP: f32 = 6.0;
/// The most that the chip of a name takes of a line, in points.
const WIDEST: f32 = 190.0;

/// A facet of a listing.
pub(super) struct FacetView<'a> {
    /// Which it is.
    pub(super) entry: &'static FacetEntry,
    /// Its names and their counts, most first.
    pub(super) names: &'a [(String, u32)],
}

impl FacetView<'_> {
    /// A name as it is shown.
    pub(super) fn shown(&self, name: &str, lang: Lang) -> String {
        if name.is_empty() { lang.no_value(self.entry.field).to_owned() } else { one_line(name) }
    }

    /// How many lines of chips are worth painting of it.
    fn lines(&self) -> usize {
        if self.entry.facet == Facet::Publisher { 2 } else { 1 }
    }
}

/// The facets of a listing that can narrow it: those of at least two names, and those that do narrow it.
pub(super) fn facets<'a>(listing: &'a Listing, request: &ListRequest) -> impl Iterator<Item = FacetView<'a>> {
    let views = FACETS.iter().map(|entry| FacetView { entry, names: listing.names_of(entry.facet) });
    views.filter(|view| view.names.len() > 1 || !request.chosen.of(view.entry.facet).is_empty())
}

/// Paints chips for each facet, in at most so many lines for one.
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
    for facet in facets(listing, request) {
        ui.horizontal_wrapped(|ui| facet_ui(ui, &facet, &mut wanted, lines.min(facet.lines()), lang));
    }
    (wanted != *request).then_some(Command::List(wanted))
}

/// What is chosen, then what has the most, as far as the lines go, and at their end the way to all of them.
fn facet_ui(ui: &mut Ui, facet: &FacetView<'_>, request: &mut ListRequest, mut lines: usize, lang: Lang) {
    let facet_name = lang.facet_name(facet.entry.facet);
    let chosen = request.chosen.of_mut(facet.entry.facet);
    let (first, rest): (Vec<_>, Vec<_>) = facet.names.iter().partition(|(name, _)| chosen.contains(name));
    let all = first.len() + rest.len();
    let more_width = chip_size(&chip_text(ui, &format!("+{}", lang.count(all)), None, false, WIDEST)).x;
    let (line, mut room) = (ui.available_width(), ui.available_width());
    let (mut shown, mut turned) = (0, None);
    for (name, count) in first.iter().chain(&rest) {
        let is_chosen = shown < first.len();
        let text = facet.shown(name, lang);
        let galley = chip_text(ui, &text, Some(&lang.count(*count as usize)), is_chosen, WIDEST);
        let width = chip_size(&galley).x;
        // The last line keeps room for the way to the rest.
        let more = if lines > 1 || shown + 1 == all { 0.0 } else { GAP + more_width };
        if width + more > room && room < line {
            if lines == 1 {
                break;
            }
            ui.end_row();
            (lines, room) = (lines - 1, line);
        }
        room -= width + GAP;
        shown += 1;
        let of = if name.is_empty() { "" } else { facet_name };
        let spoken = format!("{of} {text}, {}", lang.article_count(*count as usize)).trim_start().to_owned();
        if chip(ui, galley, is_chosen, (facet_name, name), &spoken).clicked() {
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
        let popup = Popup::menu(&more).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(280.0);
        popup.show(|ui| values_ui(ui, facet, request, lang));
    }
}

/// A chip's name and count, and a cross where another click widens the list.
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

/// A chip that is known by what it is of, wherever the next frame has it: the order of chips changes under the pointer.
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
