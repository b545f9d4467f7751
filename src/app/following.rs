//! What changes in the folder while it is open: the list follows without moving what the reader looks at, and says how
//! many articles are new.

use super::Seogo;
use crate::archive::Catalogue;
use crate::article::ProblemKind;
use crate::engine::{Followed, ReadArticle};
use crate::search::Listing;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// What has come into the folder since it was opened and the reader was last led to it.
#[derive(Default)]
pub(super) struct New {
    ordinals: FxHashSet<u32>,
    /// How many of them are listed, and where the first of those stands.
    pub(super) count: usize,
    first: Option<usize>,
}

impl New {
    /// Looks which of them a list has. Done once for each list, as it looks at all of it.
    fn look(&mut self, listing: &Listing) {
        (self.count, self.first) = (0, None);
        // What is new has higher numbers than all that was there.
        let Some(lowest) = self.ordinals.iter().copied().min() else { return };
        let is_new = |ordinal: u32| ordinal >= lowest && self.ordinals.contains(&ordinal);
        for (position, _) in listing.ordinals.iter().enumerate().filter(|&(_, &ordinal)| is_new(ordinal)) {
            self.count += 1;
            self.first.get_or_insert(position);
        }
    }
}

impl Seogo {
    /// Takes down what is new, and the problems there are now.
    pub(super) fn on_followed(&mut self, followed: Followed) {
        let Followed { added, catalogue, problems } = followed;
        self.new.ordinals.extend(added);
        self.new.ordinals.retain(|&ordinal| !catalogue.is_gone(ordinal));
        self.new.look(&self.listing);
        self.problems = Some(problems.concerns());
        if let Some(loaded) = &mut self.loaded {
            (loaded.catalogue, loaded.problems) = (catalogue, problems);
        }
        self.progress = None;
    }

    /// Brings the first of the new articles of the list into view; they are new no more.
    pub(super) fn show_new(&mut self) {
        if let Some(first) = self.new.first {
            self.sidebar.list.reveal(first);
        }
        self.new = New::default();
    }

    /// Looks which of the new articles the list has.
    pub(super) fn look_for_new(&mut self) {
        self.new.look(&self.listing);
    }

    /// Goes on with the files that the list has now in place of those that are gone from it.
    pub(super) fn follow_replaced(&mut self) {
        let catalogue = self.listing.catalogue.clone();
        self.chosen.replace(|ordinal| successor(&catalogue, ordinal));
        let Some(selected) = self.selected.filter(|&selected| catalogue.is_gone(selected)) else { return };
        match successor(&catalogue, selected) {
            Some(now) => self.select_again(now),
            // The text of a file that is there no more stays in view until the reader goes on.
            None if self.read.as_ref().is_some_and(|read| read.ordinal == selected && is_readable(read)) => {}
            None => {
                (self.selected, self.position, self.read) = (None, None, None);
                self.sidebar_open = true;
            }
        }
    }
}

fn is_readable(read: &ReadArticle) -> bool {
    read.article.problems.iter().all(|problem| problem.kind != ProblemKind::Unreadable)
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
