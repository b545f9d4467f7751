//! A concordance: every hit on a line, in one column, with what stands before and behind it.

use super::controls::{ask_places, empty_ui, foot_height, foot_ui, part_head_ui, query_field_ui};
use super::line::Stressed;
use super::{WordsPart, WordsState, WordsView};
use crate::archive::Catalogue;
use crate::library::HighlightField;
use crate::ui::command::Command;
use crate::ui::segments::segments_ui;
use crate::ui::theme::{self, Palette};
use crate::ui::whole::trend::{choice_ui, switch_ui};
use crate::view::{Lang, PlaceLine, place_line};
use crate::words::{ConcordanceLine, ConcordanceOrder, ConcordanceQuestion, ConcordanceRequest, FoundPlaces};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, Rect, Response, Sense, Stroke, Ui, pos2, vec2};

/// The latest places, as far as they have been read.
pub struct PlacesView<'a> {
    pub places: &'a FoundPlaces,
    /// What they were found for.
    pub question: &'a ConcordanceQuestion,
    pub catalogue: &'a Catalogue,
    /// The line with a number, if it has been read.
    pub line: &'a dyn Fn(usize) -> Option<&'a ConcordanceLine>,
    /// How many characters of each side were read.
    pub width: usize,
}

/// Sizes in points: a line, the columns of days and publishers, the field.
const ROW: f32 = 28.0;
const DAYS: f32 = 56.0;
const PUBLISHERS: f32 = 92.0;
const FIELD: f32 = 190.0;
/// How many places may be shown at random.
const SAMPLES: [Option<usize>; 5] = [None, Some(20), Some(100), Some(300), Some(1000)];

/// Paints the places.
pub(super) fn places_ui(
    ui: &mut Ui,
    view: &WordsView<'_>,
    state: &mut WordsState,
    is_narrow: bool,
    lang: Lang,
) -> Option<Command> {
    let scope = view.found_places.as_ref().map_or_else(|| lang.counting().to_owned(), |it| scope(it, lang));
    let mut command = part_head_ui(ui, view, state, (lang.concordance(), &scope), is_narrow, lang);
    ui.add_space(12.0);
    let mut question = view.places.clone();
    controls_ui(ui, state, &mut question, lang);
    if question != *view.places {
        command = Some(ask_places(question));
    }
    ui.add_space(8.0);
    let Some(found) = &view.found_places else { return command };
    if found.places.concordance.total == 0 {
        let text = if found.places.has_terms { lang.no_place_found() } else { lang.no_term_to_find() };
        empty_ui(ui, text);
        return command;
    }
    list_ui(ui, found, view.captions[0], state, lang).or(command)
}

/// How many places are shown of how many.
fn scope(found: &PlacesView<'_>, lang: Lang) -> String {
    if !found.places.has_terms {
        return lang.no_term().to_owned();
    }
    let concordance = &found.places.concordance;
    let (shown, total) = (concordance.places.len(), concordance.total);
    let counts = lang.places_found(&found.question.query, total, concordance.articles);
    match found.question.request.seed.filter(|_| shown < total) {
        Some(seed) => format!("{counts} · {}", lang.some_places(shown, seed)),
        None => counts,
    }
}

fn controls_ui(ui: &mut Ui, state: &mut WordsState, question: &mut ConcordanceQuestion, lang: Lang) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 6.0);
        let name = lang.places_of();
        let entered = query_field_ui(ui, "places of", &mut state.typed, &question.query, name, FIELD);
        if let Some(query) = entered {
            question.query = query;
            state.part = WordsPart::Places;
        }
        let orders = ConcordanceOrder::ALL.map(|order| lang.concordance_order(order));
        let chosen = ConcordanceOrder::ALL.iter().position(|&it| it == question.request.order);
        let pressed = segments_ui(ui, &orders, chosen.unwrap_or_default());
        if let Some(order) = pressed.and_then(|at| ConcordanceOrder::ALL.get(at)) {
            question.request.order = *order;
        }
        let ConcordanceRequest { limit, seed, .. } = &mut question.request;
        let before = *limit;
        choice_ui(ui, lang.how_many_places(), &SAMPLES, limit, |limit| lang.places_at_random(limit));
        if *limit != before {
            *seed = limit.map(|_| seed.unwrap_or(1));
        }
        if let Some(seed) = seed {
            let again = egui::RichText::new(lang.draw_again()).font(theme::small());
            if ui.button(again).clicked() {
                *seed += 1;
            }
        }
        switch_ui(ui, &mut question.once, lang.each_text_once());
    });
}

/// Where the columns of a line are, from its left, in points.
struct PlaceColumns {
    publisher: f32,
    /// Where the text before the hit begins at most.
    left: f32,
    hit: f32,
    end: f32,
}

impl PlaceColumns {
    fn of(width: f32) -> Self {
        // A narrow view has the publisher on the screen reader's line only.
        let publisher = 8.0 + DAYS;
        let left = publisher + if width < 560.0 { 0.0 } else { PUBLISHERS };
        let end = width - 8.0;
        Self { publisher, left, hit: left + (end - left) * 0.49, end }
    }

    fn has_publishers(&self) -> bool {
        self.left > self.publisher
    }
}

fn list_ui(
    ui: &mut Ui,
    found: &PlacesView<'_>,
    caption: &str,
    state: &mut WordsState,
    lang: Lang,
) -> Option<Command> {
    let columns = PlaceColumns::of(ui.available_width());
    head_ui(ui, &columns, lang);
    let foot = foot_height(ui, caption);
    let rect = ui.available_rect_before_wrap();
    let list = Rect::from_min_max(rect.min, pos2(rect.right(), (rect.bottom() - foot).max(rect.top() + ROW)));
    let order = found.question.request.order;
    let lines = found.places.concordance.places.len();
    let mut command = None;
    let inside = egui::UiBuilder::new().max_rect(list);
    let done = ui.scope_builder(inside, |ui| {
        state.places.lines_ui(ui, (lang.concordance(), ROW, lines), |ui, at, rect, response, is_here| {
            let Some(line) = (found.line)(at) else { return String::new() };
            let line = place_line(line, found.catalogue, order, found.width, lang);
            line_ui(ui, &line, &columns, rect, response, is_here);
            line.spoken
        })
    });
    let done = done.inner;
    let missing = |at: &usize| (found.line)(*at).is_none();
    if let Some(first) = done.in_view.clone().find(missing) {
        command = Some(Command::ReadPlaces(first));
    }
    if let Some(line) = done.opened.or(done.clicked).and_then(|at| (found.line)(at)) {
        let field = if line.in_title { HighlightField::Title } else { HighlightField::Body };
        command = Some(Command::OpenPlace(line.ordinal, field, line.range.clone()));
    }
    ui.advance_cursor_after_rect(list);
    foot_ui(ui, state, caption, WordsPart::Places, lang).or(command)
}

fn head_ui(ui: &mut Ui, columns: &PlaceColumns, lang: Lang) {
    let palette = Palette::of(ui);
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let name = |x: f32, align: Align2, text: &str| {
        let place = pos2(head.left() + x, head.center().y);
        ui.painter().text(place, align, text, theme::small(), palette.secondary);
    };
    name(8.0, Align2::LEFT_CENTER, lang.day_column());
    if columns.has_publishers() {
        name(columns.publisher, Align2::LEFT_CENTER, lang.publisher_column());
    }
    name(columns.hit - 4.0, Align2::RIGHT_CENTER, lang.before_hit());
    name(columns.hit + 24.0, Align2::LEFT_CENTER, lang.behind_hit());
    ui.painter().hline(head.x_range(), head.bottom(), Stroke::new(1.0, palette.line));
}

fn line_ui(
    ui: &Ui,
    line: &PlaceLine,
    columns: &PlaceColumns,
    rect: Rect,
    response: &Response,
    is_here: bool,
) {
    let palette = Palette::of(ui);
    if is_here || response.hovered() {
        let fill = if is_here { palette.selected } else { palette.hover };
        ui.painter().rect_filled(rect, theme::RADIUS, fill);
    }
    let secondary = if is_here { palette.secondary_on_selected } else { palette.secondary };
    let accent = if is_here { palette.accent_on_selected } else { palette.accent };
    let at = |x: f32| pos2(rect.left() + x, rect.center().y);
    ui.painter().text(at(8.0), Align2::LEFT_CENTER, &line.day, theme::small(), secondary);
    if columns.has_publishers() {
        cut_text(ui, at(columns.publisher), &line.publisher, PUBLISHERS - 12.0, secondary);
    }
    let (before, after) = match line.sorted_before {
        true => (line.sorted.clone(), 0..0),
        false => (0..0, line.sorted.clone()),
    };
    let room = columns.hit - columns.left;
    Stressed { text: &line.left, word: before }.paint_before(ui, at(columns.hit), room, palette.text);
    let hit = ui.painter().layout_no_wrap(line.hit.clone(), theme::hit(), accent);
    let behind = columns.hit + hit.size().x;
    let top = rect.center().y - hit.size().y / 2.0;
    let place = pos2(rect.left() + columns.hit, top);
    ui.painter().galley(place, hit, accent);
    let room = columns.end - behind;
    Stressed { text: &line.right, word: after }.paint_after(ui, at(behind), room, palette.text);
}

/// A text on one line that is cut if it is too wide.
fn cut_text(ui: &Ui, place: egui::Pos2, text: &str, width: f32, color: Color32) {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), theme::small(), color);
    job.wrap = TextWrapping::truncate_at_width(width);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(place.x, place.y - galley.size().y / 2.0), galley, color);
}
