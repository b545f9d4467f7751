//! Articles added to the folder while it is open: how many are listed, and how to jump to them.

use super::Searching;
use crate::search::Listing;
use rustc_hash::FxHashSet;

/// Articles added since the archive was opened or the reader last jumped to new ones.
#[derive(Default)]
pub(super) struct New {
    ordinals: FxHashSet<u32>,
    /// How many of these articles are listed.
    count: usize,
    /// The position of the first one listed.
    first: Option<usize>,
}

impl New {
    /// Finds the new articles in a list. Called once per list, as it goes through all of it.
    pub(super) fn look(&mut self, listing: &Listing) {
        (self.count, self.first) = (0, None);
        // New articles have higher ordinals than all earlier ones.
        let Some(lowest) = self.ordinals.iter().copied().min() else { return };
        let is_new = |ordinal: u32| ordinal >= lowest && self.ordinals.contains(&ordinal);
        for (position, _) in listing.positions.each().filter(|&(_, ordinal)| is_new(ordinal)) {
            self.count += 1;
            self.first.get_or_insert(position);
        }
    }

    /// How many new articles are listed.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Replaces ordinals by their successors, and drops those without one.
    pub(super) fn replace(&mut self, now: impl Fn(u32) -> Option<u32>) {
        self.ordinals = self.ordinals.iter().filter_map(|&ordinal| now(ordinal)).collect();
    }
}

impl Searching {
    /// Adds articles that have just appeared.
    pub(in crate::app) fn on_added(&mut self, added: Vec<u32>) {
        self.new.ordinals.extend(added);
        self.new.look(&self.listing);
    }

    /// Reveals the first new article and clears the count.
    pub(in crate::app) fn show_new(&mut self) {
        if let Some(first) = self.new.first {
            self.states.list.reveal(first);
        }
        self.new = New::default();
    }
}
