//! Words: a concordance, and tables of distinctive words, neighbours and n-grams; side by side if there is room.

mod controls;
mod cursor;
mod line;
mod places;
mod table;

pub use places::PlacesView;
pub use table::TableView;

use super::{SIDES, TOP};
use crate::search::ListRequest;
use crate::ui::command::Command;
use crate::ui::theme::Palette;
use crate::view::Lang;
use crate::words::{ConcordanceQuestion, TableQuestion, WordsKind};
use cursor::ListCursor;
use egui::{Id, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

/// Input for painting the view.
pub struct WordsView<'a> {
    /// What is asked about places.
    pub places: &'a ConcordanceQuestion,
    /// What is asked about words.
    pub table: &'a TableQuestion,
    /// The latest places; `None` until the first answer.
    pub found_places: Option<PlacesView<'a>>,
    /// The latest table; `None` until the first answer.
    pub found_table: Option<TableView<'a>>,
    /// How many of how many articles have been read for a table that is being counted.
    pub reading: Option<(usize, usize)>,
    /// Whether a table is being counted.
    pub is_counting: bool,
    /// Whether the reader has stopped counting.
    pub is_stopped: bool,
    /// The list's request, to be narrowed.
    pub request: &'a ListRequest,
    /// The lines under the places and under the table: the archive, counts, switches and the date.
    pub captions: [&'a str; 2],
}

/// One part of the view; a narrow one shows only one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WordsPart {
    #[default]
    Places,
    Table,
}

/// The view's state between frames.
#[derive(Debug, Default)]
pub struct WordsState {
    /// The part that is shown, or in which something was last done.
    pub part: WordsPart,
    /// The text of the field for the query whose places are shown.
    pub typed: String,
    /// That of the field for the query to compare with.
    against: String,
    /// Where the reader is in the places and in the table.
    pub(super) places: ListCursor,
    pub(super) table: ListCursor,
    /// Whether both parts were shown in the last frame.
    shows_both: bool,
    /// Whether all lines of the table are shown, not only the first.
    shows_all: bool,
}

impl WordsState {
    /// The list in which arrow keys move.
    pub fn moved_in(&self, focused: Option<Id>) -> Option<Id> {
        [self.places.id, self.table.id].into_iter().flatten().find(|&id| Some(id) == focused)
    }

    /// Whether a part is shown.
    pub fn shows(&self, part: WordsPart) -> bool {
        self.shows_both || self.part == part
    }

    /// Goes back to the first place, as others are shown.
    pub fn go_to_first_place(&mut self) {
        self.places.go_to_start();
    }

    /// Goes back to the first word, as others are shown.
    pub fn go_to_first_word(&mut self) {
        self.table.go_to_start();
        self.shows_all = false;
    }
}

/// The width of the panel with the table, and the least width of a view that has both, in points.
const PANEL: f32 = 480.0;
const ROOM_FOR_BOTH: f32 = 1160.0;

/// The names of the parts of a narrow view, and what each shows.
fn parts(lang: Lang) -> [(&'static str, WordsPart, Option<WordsKind>); 4] {
    [
        (lang.concordance(), WordsPart::Places, None),
        (lang.distinctive_words(), WordsPart::Table, Some(WordsKind::Distinctive)),
        (lang.neighbours(), WordsPart::Table, Some(WordsKind::Near)),
        (lang.ngrams(), WordsPart::Table, Some(WordsKind::Sequences(2))),
    ]
}

/// Whether two tables are of one kind, whatever their details.
fn is_kind(one: WordsKind, other: WordsKind) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}

/// Paints the view in a rectangle.
pub(super) fn words_ui(
    ui: &mut Ui,
    view: &WordsView<'_>,
    state: &mut WordsState,
    lang: Lang,
) -> Option<Command> {
    let rect = ui.available_rect_before_wrap();
    let sides = SIDES.min(rect.width() / 20.0);
    state.shows_both = rect.width() >= ROOM_FOR_BOTH;
    if !state.shows_both {
        let inner = rect.shrink2(vec2(sides, 0.0));
        return in_rect(ui, inner, |ui| match state.part {
            WordsPart::Places => places::places_ui(ui, view, state, true, lang),
            WordsPart::Table => table::table_ui(ui, view, state, true, lang),
        });
    }
    let edge = rect.right() - PANEL;
    let left = Rect::from_min_max(rect.min, pos2(edge, rect.bottom())).shrink2(vec2(sides, 0.0));
    let panel = Rect::from_min_max(pos2(edge, rect.top()), rect.max);
    let palette = Palette::of(ui);
    ui.painter().rect_filled(panel, 0, palette.side);
    ui.painter().vline(edge + 0.5, rect.y_range(), Stroke::new(1.0, palette.line));
    let of_places = in_rect(ui, left, |ui| places::places_ui(ui, view, state, false, lang));
    let inner = panel.shrink2(vec2(sides.min(24.0), 0.0));
    let of_table = in_rect(ui, inner, |ui| table::table_ui(ui, view, state, false, lang));
    of_table.or(of_places)
}

fn in_rect(ui: &mut Ui, rect: Rect, paint: impl FnOnce(&mut Ui) -> Option<Command>) -> Option<Command> {
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.set_clip_rect(ui.clip_rect().intersect(rect.expand(8.0)));
        ui.add_space(TOP);
        paint(ui)
    })
    .inner
}
