//! The reader's place in a list: saved with the session, and restored when the archive is opened.

use super::Searching;
use crate::archive::{Catalogue, FilePlace};
use crate::library::{ArchivePlace, TopRow};
use crate::ui::list::ListTop;
use egui::Context;

/// A row to restore.
pub(super) struct RowReturn {
    top: TopRow,
    /// The ordinal of its article, once loaded.
    ordinal: Option<u32>,
    /// Whether the list has been scrolled to the row, though perhaps not yet as far as it will go.
    begun: bool,
    /// How many catalogue entries have been searched for the row.
    seen: u32,
}

impl RowReturn {
    pub(super) fn new(top: TopRow) -> Self {
        Self { top, ordinal: None, begun: false, seen: 0 }
    }

    /// Looks for the row among the articles loaded since the last call.
    fn look(&mut self, catalogue: &Catalogue) {
        self.ordinal = catalogue.article_at(&FilePlace::parse(&self.top.path), self.seen).or(self.ordinal);
        self.seen = catalogue.len();
    }
}

impl Searching {
    /// The reader's place in the list, or the place still being restored.
    pub(in crate::app) fn place(&self) -> ArchivePlace {
        let (request, listing) = (&self.request, &self.listing);
        let top = || {
            let ListTop { position, hidden } = self.top()?;
            let row = listing.row(position)?;
            (position > 0 || hidden > 0.0).then(|| TopRow { path: row.file_place().to_string(), hidden })
        };
        ArchivePlace {
            query: request.query.clone(),
            chosen: request.chosen.kept(),
            from: request.from,
            to: request.to,
            order: request.key.entry().name.to_owned(),
            reverse: request.reverse,
            top: self.returning.as_ref().map(|returning| returning.top.clone()).or_else(top),
            article: None,
        }
    }

    /// Scrolls to the row being restored, as far as the archive has been loaded. Called before each frame;
    /// `is_open` is whether the list is visible.
    pub(in crate::app) fn restore_row(&mut self, context: &Context, is_open: bool) {
        let Some(returning) = &mut self.returning else { return };
        returning.look(&self.listing.catalogue);
        let (Some(ordinal), hidden) = (returning.ordinal, returning.top.hidden) else { return };
        if self.listing.request != self.request {
            return;
        }
        let list = &mut self.states.list;
        if !list.is_painted() {
            if is_open {
                context.request_repaint();
            }
            return;
        }
        if returning.begun && list.is_moved() {
            self.returning = None;
            return;
        }
        let (headings, len) = (&self.listing.headings, self.listing.len());
        let Some(position) = self.listing.position(ordinal) else { return };
        list.set_top(headings, len, ListTop { position, hidden });
        returning.begun = true;
        if list.fills_view(headings, len) {
            self.returning = None;
        }
    }

    /// After the load, gives up on a row that the archive no longer has.
    pub(in crate::app) fn settle(&mut self, catalogue: &Catalogue) {
        let has = |place: &str| catalogue.article_at(&FilePlace::parse(place), 0).is_some();
        self.returning.take_if(|returning| !has(&returning.top.path));
    }
}
