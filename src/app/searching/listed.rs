//! Replaces the list without moving what the reader is looking at.

use super::{BeforeSearch, RowInView, Searching, Successors};
use crate::search::Listing;
use crate::ui::list::ListTop;
use std::sync::Arc;

/// The list that was replaced, and the reader's place in it.
pub(in crate::app) struct Taken {
    /// The previous list.
    pub(in crate::app) old: Arc<Listing>,
    is_same_request: bool,
    /// Whether this is the first complete list for its request; before it, at most the beginning was listed.
    is_first_whole: bool,
    /// The row to keep at the upper edge, in the new list.
    kept: Option<ListTop>,
    /// The row that was about to be scrolled into view, in the new list.
    revealed: Option<usize>,
}

impl Taken {
    /// Whether the catalogue has changed.
    pub(in crate::app) fn is_other_catalogue(&self, now: &Listing) -> bool {
        !Arc::ptr_eq(&self.old.catalogue, &now.catalogue)
    }
}

impl Searching {
    /// Replaces the list. `is_settled` means that no load is running.
    pub(in crate::app) fn take(&mut self, listing: Arc<Listing>, is_settled: bool) -> Taken {
        let is_same_request = self.listing.request == listing.request;
        let is_first_whole = !listing.is_beginning && (!is_same_request || self.listing.is_beginning);
        // While the folder is followed, new articles go above what the reader is looking at, even at the top of
        // the list.
        let follows = is_settled && !self.listing.is_empty();
        let is_kept = |top: &ListTop| is_same_request && (follows || top.position > 0 || top.hidden > 0.0);
        let moved = |position: usize| {
            let in_pages = listing.positions.are_in_pages().then_some(position);
            let ordinal = self.listing.positions.get(position);
            ordinal.and_then(|ordinal| listing.position(ordinal)).or(in_pages)
        };
        let kept = self.top().filter(is_kept).and_then(|ListTop { position, hidden }| {
            self.listing.positions.get(position)?;
            Some(ListTop { position: moved(position)?, hidden })
        });
        let revealed = self.states.list.revealed().filter(|_| is_same_request).and_then(moved);
        self.asked = None;
        self.reaching.take_if(|_| !is_same_request);
        let old = std::mem::replace(&mut self.listing, listing);
        Taken { old, is_same_request, is_first_whole, kept, revealed }
    }

    /// Replaces files that are gone by their successors.
    pub(in crate::app) fn follow(&mut self, successors: &Successors<'_>) {
        self.chosen.replace(|ordinal| successors.of_article(ordinal));
        self.new.replace(|ordinal| successors.of_article(ordinal));
        if let Some(before) = &mut self.before {
            before.replace(|ordinal| successors.of_article(ordinal));
        }
    }

    /// Settles cursor, selection and scroll position in the new list. Returns true if the search to highlight
    /// on the page has changed.
    pub(in crate::app) fn arrange(&mut self, taken: &Taken, selected: Option<u32>) -> bool {
        let was_listed = self.cursor.position.is_some();
        self.cursor.gap = self.cursor.position.unwrap_or(self.cursor.gap);
        self.cursor.position = selected.and_then(|ordinal| self.listing.position_of_article(ordinal));
        if taken.is_first_whole {
            self.unchoose_unlisted();
        }
        if !taken.is_same_request {
            self.waiting.clear();
        }
        match taken.kept {
            Some(top) => self.set_top(top),
            None if !taken.is_same_request => self.states.list.to_start(),
            None => {}
        }
        if let Some(position) = taken.revealed {
            self.states.list.reveal(position);
        }
        // Even if the row was in the list's beginning, the reader may not have seen it yet.
        if !taken.is_same_request || taken.is_first_whole && was_listed {
            self.reveal();
        }
        if !self.listing.is_beginning {
            self.new.look(&self.listing);
        }
        let is_other_search = self.follow_search();
        self.restore_top();
        is_other_search
    }

    /// Returns the list to where it was before the search, once the complete list is back.
    fn restore_top(&mut self) {
        if self.listing.finds.is_some() {
            return;
        }
        let Some(BeforeSearch { top: Some(row), .. }) = self.before.take() else { return };
        let RowInView { ordinal, position, hidden } = row;
        let in_pages = self.listing.positions.are_in_pages().then_some(position);
        if let Some(position) = self.listing.position(ordinal).or(in_pages) {
            self.set_top(ListTop { position, hidden });
        }
    }
}
