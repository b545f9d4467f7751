//! The articles selected together, so that one command applies to all of them.

use super::Searching;
use crate::ui::command::SelectionChange;
use rustc_hash::FxHashSet;

/// The selection in the list. Empty as long as the reader deals with one article at a time.
#[derive(Default)]
pub(in crate::app) struct Chosen {
    ordinals: FxHashSet<u32>,
    /// The ordinal at which an extended range starts.
    anchor: Option<u32>,
    /// Whether articles were selected one by one by key, so that moving on keeps them selected.
    kept: bool,
}

impl Chosen {
    pub(in crate::app) fn contains(&self, ordinal: u32) -> bool {
        self.ordinals.contains(&ordinal)
    }

    pub(in crate::app) fn len(&self) -> usize {
        self.ordinals.len()
    }

    /// Replaces ordinals by their successors, and drops those without one.
    pub(super) fn replace(&mut self, now: impl Fn(u32) -> Option<u32>) {
        self.ordinals = self.ordinals.iter().filter_map(|&ordinal| now(ordinal)).collect();
        self.anchor = self.anchor.and_then(now);
    }
}

impl Searching {
    /// The articles that a command applies to, in list order: the selected ones, or else the shown one.
    pub(in crate::app) fn targets(&self, selected: Option<u32>) -> Vec<u32> {
        let chosen = &self.chosen.ordinals;
        if chosen.is_empty() {
            return selected.into_iter().collect();
        }
        let listed = self.listing.positions.known().iter().copied();
        let mut targets: Vec<u32> = listed.filter(|ordinal| chosen.contains(ordinal)).collect();
        // Articles that aren't listed yet are still selected.
        if self.listing.is_beginning && targets.len() < chosen.len() {
            let found: FxHashSet<u32> = targets.iter().copied().collect();
            let mut rest: Vec<u32> = chosen.difference(&found).copied().collect();
            rest.sort_unstable();
            targets.extend(rest);
        }
        targets
    }

    /// Changes the selection by one article; `selected` is the shown article. False if some of the articles
    /// haven't been read.
    pub(in crate::app) fn choose(
        &mut self,
        ordinal: u32,
        how: SelectionChange,
        selected: Option<u32>,
    ) -> bool {
        match how {
            SelectionChange::Toggle => {
                self.toggle_chosen(ordinal, selected);
                true
            }
            SelectionChange::Range => self.choose_to(ordinal, selected),
        }
    }

    /// The articles selected together.
    pub(in crate::app) fn chosen_ordinals(&self) -> impl Iterator<Item = u32> {
        self.chosen.ordinals.iter().copied()
    }

    /// Selects every article in the list; false if some haven't been read.
    pub(in crate::app) fn choose_all(&mut self) -> bool {
        if !self.listing.positions.are_all_known() {
            return false;
        }
        self.chosen.ordinals = self.listing.positions.known().iter().copied().collect();
        self.chosen.kept = false;
        true
    }

    /// Selects or deselects the shown article, as the key does.
    pub(in crate::app) fn toggle_shown(&mut self, selected: Option<u32>) {
        let Some(ordinal) = selected else { return };
        self.chosen.kept = true;
        if self.chosen.ordinals.is_empty() {
            self.chosen.ordinals.insert(ordinal);
        } else {
            self.toggle_chosen(ordinal, selected);
        }
    }

    /// Clears the selection; false if it was empty.
    pub(in crate::app) fn unchoose(&mut self) -> bool {
        let was = !self.chosen.ordinals.is_empty();
        self.chosen = Chosen::default();
        was
    }

    /// Clears the selection when the reader moves on, unless it was put together one by one.
    pub(super) fn unchoose_unless_kept(&mut self) {
        if !self.chosen.kept {
            self.unchoose();
        }
    }

    /// Deselects articles that are no longer listed, so that no command acts on an article the reader can't
    /// see.
    pub(super) fn unchoose_unlisted(&mut self) {
        if !self.chosen.ordinals.is_empty() {
            let chosen = &self.chosen.ordinals;
            let listed = self.listing.positions.known().iter().copied();
            self.chosen.ordinals = listed.filter(|ordinal| chosen.contains(ordinal)).collect();
        }
    }

    fn toggle_chosen(&mut self, ordinal: u32, selected: Option<u32>) {
        if self.chosen.ordinals.is_empty() {
            self.chosen.ordinals.extend(selected);
        }
        if !self.chosen.ordinals.remove(&ordinal) {
            self.chosen.ordinals.insert(ordinal);
        }
        self.chosen.anchor = Some(ordinal);
    }

    /// Selects everything from the anchor to this article; false if something between hasn't been read.
    fn choose_to(&mut self, ordinal: u32, selected: Option<u32>) -> bool {
        let anchor = *self.chosen.anchor.get_or_insert(selected.unwrap_or(ordinal));
        let (Some(from), Some(to)) = (self.listing.position(anchor), self.listing.position(ordinal)) else {
            return true;
        };
        let positions = from.min(to)..from.max(to) + 1;
        let range = self.listing.positions.known_in(positions.clone());
        if range.len() < positions.len() {
            return false;
        }
        if !self.chosen.kept {
            self.chosen.ordinals.clear();
        }
        self.chosen.ordinals.extend(range);
        true
    }
}
