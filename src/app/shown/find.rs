//! Finding text within the shown article.

use super::{Basis, Mode, Shown};
use crate::library::HighlightField;
use crate::search::Search;
use crate::text::hanja::Abbreviations;
use crate::ui::command::Direction;
use crate::ui::find_bar::FindState;
use crate::ui::reader::Hits;
use std::ops::Range;
use std::sync::Arc;

/// The find bar and its search.
#[derive(Default)]
pub(super) struct Find {
    bar: FindState,
    search: Option<Arc<Search>>,
}

/// A place in an article that is to be shown.
pub(super) struct WantedPlace {
    ordinal: u32,
    field: HighlightField,
    range: Range<usize>,
}

impl Find {
    pub(super) fn bar(&mut self) -> &mut FindState {
        &mut self.bar
    }

    /// The search; `None` if the field is empty.
    pub(super) fn search(&self) -> Option<&Arc<Search>> {
        self.search.as_ref()
    }
}

impl Shown {
    /// Opens the bar.
    pub(in crate::app) fn open_find(&mut self) {
        self.find.get_or_insert_default().bar.take_focus = true;
    }

    /// The hits to show in the toolbar; the find bar shows its own.
    pub(in crate::app) fn hits_for_toolbar(&self) -> Hits {
        if self.find.is_some() { Hits::default() } else { self.hits() }
    }

    /// Searches for an exact phrase, with the same folding as the list.
    pub(in crate::app) fn look_for(&mut self, text: &str, basis: &Basis<'_>) {
        let Some(find) = &mut self.find else { return };
        // Inside quotation marks, only another quotation mark is special.
        let phrase = format!("\"{}\"", text.replace('"', " "));
        find.search = (!text.trim().is_empty())
            .then(|| Arc::new(Search::new(&phrase, 0..0, &Abbreviations::default())));
        self.show_hits(basis);
        self.article_reader().step_hit(Direction::Forward);
    }

    /// Shows a place in the article once it is loaded: a part, and a range of characters.
    pub(in crate::app) fn go_to_place(&mut self, ordinal: u32, field: HighlightField, range: Range<usize>) {
        self.wanted = Some(WantedPlace { ordinal, field, range });
    }

    /// Shows the place that is wanted if its article is loaded. Unless the list's search finds what is there, it is
    /// what the find bar looks for.
    pub(in crate::app) fn show_wanted(&mut self, basis: &Basis<'_>) {
        let Some(read) = &self.read else { return };
        let Some(WantedPlace { field, range, .. }) = self.wanted.take_if(|it| it.ordinal == read.ordinal)
        else {
            return;
        };
        let text = match field {
            HighlightField::Title => &read.article.title,
            HighlightField::Body => read.article.text(),
        };
        let found: String = text.chars().skip(range.start).take(range.len()).collect();
        if !matches!(self.mode, Mode::Page | Mode::Split(_)) {
            self.mode = Mode::Page;
            self.show(basis);
        }
        if self.article_reader().go_to_hit(field, range.start) {
            return;
        }
        self.find = Some(Find { bar: FindState { text: found.clone(), take_focus: false }, search: None });
        self.look_for(&found, basis);
        if !self.article_reader().go_to_hit(field, range.start) {
            self.article_reader().reveal(field, range.start);
        }
    }

    /// Closes the bar; false if it wasn't open.
    pub(super) fn close_find(&mut self, basis: &Basis<'_>) -> bool {
        let was_open = self.find.take().is_some();
        if was_open {
            self.show_hits(basis);
        }
        was_open
    }
}
