//! The articles that are chosen together, so that one command is done to all of them.

use super::Seogo;
use crate::ui::command::Choice;
use rustc_hash::FxHashSet;

/// What is chosen in the list. It is empty as long as the reader deals with one article at a time.
#[derive(Default)]
pub(super) struct Chosen {
    ordinals: FxHashSet<u32>,
    /// Where a range begins that is extended, by ordinal.
    anchor: Option<u32>,
    /// Whether articles were chosen one by one with the key, so that going on to the next one keeps them.
    kept: bool,
}

impl Chosen {
    pub(super) fn contains(&self, ordinal: u32) -> bool {
        self.ordinals.contains(&ordinal)
    }

    pub(super) fn len(&self) -> usize {
        self.ordinals.len()
    }

    /// Takes other files in place of some, or none.
    pub(super) fn replace(&mut self, now: impl Fn(u32) -> Option<u32>) {
        self.ordinals = self.ordinals.iter().filter_map(|&ordinal| now(ordinal)).collect();
        self.anchor = self.anchor.and_then(now);
    }
}

impl Seogo {
    /// The articles that a command is done to, in the order of the list: the chosen ones, else the one that is shown.
    pub fn targets(&self) -> Vec<u32> {
        if self.chosen.len() == 0 {
            return self.selected.into_iter().collect();
        }
        let listed = self.listing.ordinals.iter().copied();
        let mut targets: Vec<u32> = listed.filter(|&ordinal| self.chosen.contains(ordinal)).collect();
        // Those that are not listed yet are chosen all the same.
        if self.listing.is_beginning && targets.len() < self.chosen.len() {
            let found: FxHashSet<u32> = targets.iter().copied().collect();
            let mut rest: Vec<u32> = self.chosen.ordinals.difference(&found).copied().collect();
            rest.sort_unstable();
            targets.extend(rest);
        }
        targets
    }

    /// Chooses an article beside those that are chosen, and shows it.
    pub(super) fn choose(&mut self, ordinal: u32, how: Choice) {
        match how {
            Choice::Toggle => self.toggle_chosen(ordinal),
            Choice::Range => self.choose_to(ordinal),
        }
        self.select(ordinal);
    }

    /// Chooses every article of the list.
    pub(super) fn choose_all(&mut self) {
        self.chosen.ordinals = self.listing.ordinals.iter().copied().collect();
        self.chosen.kept = false;
    }

    /// Chooses the shown article with its key, or leaves it out again.
    pub(super) fn toggle_shown(&mut self) {
        let Some(ordinal) = self.selected else { return };
        let first = self.chosen.len() == 0;
        self.chosen.kept = true;
        if first {
            self.chosen.ordinals.insert(ordinal);
        } else {
            self.toggle_chosen(ordinal);
        }
    }

    /// Forgets what is chosen; false where nothing was.
    pub(super) fn unchoose(&mut self) -> bool {
        let was = self.chosen.len() > 0;
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
        if self.chosen.len() > 0 {
            let chosen = &self.chosen.ordinals;
            let listed = self.listing.ordinals.iter().copied();
            self.chosen.ordinals = listed.filter(|ordinal| chosen.contains(ordinal)).collect();
        }
    }

    fn toggle_chosen(&mut self, ordinal: u32) {
        if self.chosen.len() == 0 {
            self.chosen.ordinals.extend(self.selected);
        }
        if !self.chosen.ordinals.remove(&ordinal) {
            self.chosen.ordinals.insert(ordinal);
        }
        self.chosen.anchor = Some(ordinal);
    }

    /// Chooses everything from where the range began to an article of the list.
    fn choose_to(&mut self, ordinal: u32) {
        let anchor = *self.chosen.anchor.get_or_insert(self.selected.unwrap_or(ordinal));
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
