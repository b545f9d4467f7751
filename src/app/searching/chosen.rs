//! The articles selected together, so that one command applies to all of them.

use super::Searching;
use crate::ui::command::Choice;
use rustc_hash::FxHashSet;

/// What is chosen in the list. It is empty as long as the reader deals with one article at a time.
#[derive(Default)]
pub(in crate::app) struct Chosen {
    ordinals: FxHashSet<u32>,
    /// Where a range begins that is extended, by ordinal.
    anchor: Option<u32>,
    /// Whether articles were chosen one by one with the key, so that going on to the next one keeps them.
    kept: bool,
}

impl Chosen {
    pub(in crate::app) fn contains(&self, ordinal: u32) -> bool {
        self.ordinals.contains(&ordinal)
    }

    pub(in crate::app) fn len(&self) -> usize {
        self.ordinals.len()
    }

    /// Puts other files in place of some, or none.
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
        let listed = self.listing.ordinals.iter().copied();
        let mut targets: Vec<u32> = listed.filter(|ordinal| chosen.contains(ordinal)).collect();
        // Those that are not listed yet are chosen all the same.
        if self.listing.is_beginning && targets.len() < chosen.len() {
            let found: FxHashSet<u32> = targets.iter().copied().collect();
            let mut rest: Vec<u32> = chosen.difference(&found).copied().collect();
            rest.sort_unstable();
            targets.extend(rest);
        }
        targets
    }

    /// Chooses an article beside those that are chosen; `selected` is the one that is shown.
    pub(in crate::app) fn choose(&mut self, ordinal: u32, how: Choice, selected: Option<u32>) {
        match how {
            Choice::Toggle => self.toggle_chosen(ordinal, selected),
            Choice::Range => self.choose_to(ordinal, selected),
        }
    }

    /// Chooses every article of the list.
    pub(in crate::app) fn choose_all(&mut self) {
        self.chosen.ordinals = self.listing.ordinals.iter().copied().collect();
        self.chosen.kept = false;
    }

    /// Chooses the shown article with its key, or leaves it out again.
    pub(in crate::app) fn toggle_shown(&mut self, selected: Option<u32>) {
        let Some(ordinal) = selected else { return };
        self.chosen.kept = true;
        if self.chosen.ordinals.is_empty() {
            self.chosen.ordinals.insert(ordinal);
        } else {
            self.toggle_chosen(ordinal, selected);
        }
    }

    /// Forgets what is chosen; false where nothing was.
    pub(in crate::app) fn unchoose(&mut self) -> bool {
        let was = !self.chosen.ordinals.is_empty();
        self.chosen = Chosen::default();
        was
    }

    /// Forgets what is chosen when the reader goes on, unless it was put together one by one.
    pub(super) fn unchoose_unless_kept(&mut self) {
        if !self.chosen.kept {
            self.unchoose();
        }
    }

    /// Leaves out what is no longer listed: nothing is done to an article that the reader can't see.
    pub(super) fn unchoose_unlisted(&mut self) {
        if !self.chosen.ordinals.is_empty() {
            let chosen = &self.chosen.ordinals;
            let listed = self.listing.ordinals.iter().copied();
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

    /// Chooses everything from where the range began to an article of the list.
    fn choose_to(&mut self, ordinal: u32, selected: Option<u32>) {
        let anchor = *self.chosen.anchor.get_or_insert(selected.unwrap_or(ordinal));
        let (Some(from), Some(to)) = (self.listing.position(anchor), self.listing.position(ordinal)) else {
            return;
        };
        let range = self.listing.ordinals.get(from.min(to)..=from.max(to)).unwrap_or_default();
        if !self.chosen.kept {
            self.chosen.ordinals.clear();
        }
        self.chosen.ordinals.extend(range);
    }
}
