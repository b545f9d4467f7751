//! Finding text within the shown article.

use super::{Basis, Shown};
use crate::search::Search;
use crate::text::hanja::Abbreviations;
use crate::ui::command::Direction;
use crate::ui::find_bar::FindState;
use crate::ui::reader::Hits;
use std::sync::Arc;

/// The find bar and its search.
#[derive(Default)]
pub(super) struct Find {
    bar: FindState,
    search: Option<Arc<Search>>,
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

    /// Closes the bar; false if it wasn't open.
    pub(super) fn close_find(&mut self, basis: &Basis<'_>) -> bool {
        let was_open = self.find.take().is_some();
        if was_open {
            self.show_hits(basis);
        }
        was_open
    }
}
