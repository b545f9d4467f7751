//! What changes in the folder while it is open: the list follows without moving what the reader looks at, and says how
//! many articles are new.

use super::Seogo;
use crate::archive::Catalogue;
use crate::engine::Followed;
use std::sync::Arc;

impl Seogo {
    /// Takes down what is new, and the problems there are now.
    pub(super) fn on_followed(&mut self, followed: Followed) {
        let Followed { added, catalogue, problems } = followed;
        self.new.extend(added);
        self.new.retain(|&ordinal| !catalogue.is_gone(ordinal));
        self.problems = Some(problems.concerns());
        if let Some(loaded) = &mut self.loaded {
            (loaded.catalogue, loaded.problems) = (catalogue, problems);
        }
        self.progress = None;
    }

    /// How many of the new articles are listed.
    pub(super) fn new_count(&self) -> usize {
        if self.new.is_empty() {
            return 0;
        }
        self.new.iter().filter(|&&ordinal| self.listing.position(ordinal).is_some()).count()
    }

    /// Brings the first of the new articles of the list into view; they are new no more.
    pub(super) fn show_new(&mut self) {
        let positions = self.new.iter().filter_map(|&ordinal| self.listing.position(ordinal));
        if let Some(first) = positions.min() {
            self.sidebar.list.reveal(first);
        }
        self.new.clear();
    }

    /// Goes on with the files that the list has now in place of those that are gone from it.
    pub(super) fn follow_replaced(&mut self) {
        let catalogue = self.listing.catalogue.clone();
        self.chosen.replace(|ordinal| successor(&catalogue, ordinal));
        let Some(selected) = self.selected.filter(|&selected| catalogue.is_gone(selected)) else { return };
        // The text of a file that is there no more stays in view until the reader goes on.
        if let Some(now) = successor(&catalogue, selected) {
            self.select_again(now);
        }
    }
}

/// The file that has taken a file's place: the one with its path now, else the newest of its article.
fn successor(catalogue: &Arc<Catalogue>, ordinal: u32) -> Option<u32> {
    if !catalogue.is_gone(ordinal) {
        return Some(ordinal);
    }
    let before = catalogue.row(ordinal)?;
    // What is read again comes behind all that was there.
    let later = (ordinal + 1..catalogue.len()).rev().filter(|&later| !catalogue.is_gone(later));
    let rows = later.filter_map(|later| Some((later, catalogue.row(later)?)));
    let mut same_article = None;
    for (later, row) in rows {
        if row.path() == before.path() {
            return Some(later);
        }
        if !before.id().is_empty() && row.id() == before.id() && catalogue.is_newest(later) {
            same_article.get_or_insert(later);
        }
    }
    same_article
}
