//! Articles that have come into the folder while it is open: how many of them the list has, and the way to them.

use super::Searching;
use crate::search::Listing;
use rustc_hash::FxHashSet;

/// What has come into the folder since it was opened and the reader was last led to it.
#[derive(Default)]
pub(super) struct New {
    ordinals: FxHashSet<u32>,
    /// How many of them are listed.
    count: usize,
    /// The position of the first of those.
    first: Option<usize>,
}

impl New {
    /// Looks which of them a list has. Done once for each list, as it looks at all of it.
    pub(super) fn look(&mut self, listing: &Listing) {
        (self.count, self.first) = (0, None);
        // What is new has higher numbers than all that was there.
        let Some(lowest) = self.ordinals.iter().copied().min() else { return };
        let is_new = |ordinal: u32| ordinal >= lowest && self.ordinals.contains(&ordinal);
        for (position, _) in listing.ordinals.iter().enumerate().filter(|&(_, &ordinal)| is_new(ordinal)) {
            self.count += 1;
            self.first.get_or_insert(position);
        }
    }

    /// How many of them are listed.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Puts other files in place of some, or none.
    pub(super) fn replace(&mut self, now: impl Fn(u32) -> Option<u32>) {
        self.ordinals = self.ordinals.iter().filter_map(|&ordinal| now(ordinal)).collect();
    }
}

impl Searching {
    /// Adds files that have just appeared.
    pub(in crate::app) fn on_added(&mut self, added: Vec<u32>) {
        self.new.ordinals.extend(added);
        self.new.look(&self.listing);
    }

    /// Reveals the first of them and clears the count.
    pub(in crate::app) fn show_new(&mut self) {
        if let Some(first) = self.new.first {
            self.states.list.reveal(first);
        }
        self.new = New::default();
    }
}
