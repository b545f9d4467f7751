//! What changes in the folder while it is open: the list follows without moving what the reader looks at, and says how
//! many articles are new.

use super::Seogo;
use crate::archive::Catalogue;
use crate::article::ProblemKind;
use crate::engine::{Followed, ReadArticle};
use crate::search::Listing;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::Path;

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
    /// Takes down what is new, and the problems and verdicts there are now.
    pub(super) fn on_followed(&mut self, followed: Followed) {
        let Followed { added, catalogue, problems, verdicts } = followed;
        self.new.ordinals.extend(added);
        self.new.look(&self.listing);
        self.problems = Some(problems.concerns());
        self.integrity.verdicts = verdicts;
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

    /// Goes on with the files that the list has now in place of those of another catalogue that are gone.
    pub(super) fn follow_replaced(&mut self, before: &Catalogue) {
        let catalogue = self.listing.catalogue.clone();
        let waits = self.selected.is_some_and(|selected| catalogue.is_gone(selected));
        if !waits && !catalogue.has_lost_of(before) {
            return;
        }
        let successors = Successors::of(before, &catalogue);
        self.chosen.replace(|ordinal| successors.of_file(ordinal));
        let new = std::mem::take(&mut self.new.ordinals);
        self.new.ordinals = new.into_iter().filter_map(|ordinal| successors.of_file(ordinal)).collect();
        let Some(selected) = self.selected.filter(|&selected| catalogue.is_gone(selected)) else { return };
        match successors.of_file(selected) {
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

/// Which files have taken the place of those that are gone.
struct Successors<'a> {
    before: &'a Catalogue,
    now: &'a Catalogue,
    /// What was read since, by path.
    since: FxHashMap<&'a Path, u32>,
}

impl<'a> Successors<'a> {
    fn of(before: &'a Catalogue, now: &'a Catalogue) -> Self {
        let since = (before.len()..now.len()).filter(|&ordinal| !now.is_gone(ordinal));
        let since = since.filter_map(|ordinal| Some((now.row(ordinal)?.file_path(), ordinal))).collect();
        Self { before, now, since }
    }

    /// The file that stands for another now: itself, the one with its path, else the newest of its article.
    fn of_file(&self, ordinal: u32) -> Option<u32> {
        if !self.now.is_gone(ordinal) {
            return Some(ordinal);
        }
        let row = self.before.row(ordinal)?;
        let is_same_article = |&at: &u32| {
            let id = self.now.row(at).map(|row| row.id());
            self.now.is_newest(at) && !row.id().is_empty() && id == Some(row.id())
        };
        let of_article = || self.before.revisions(ordinal)?.iter().copied().find(is_same_article);
        let by_path = self.since.get(row.file_path()).copied();
        by_path.or_else(|| self.since.values().copied().find(is_same_article)).or_else(of_article)
    }
}
