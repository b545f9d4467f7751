//! Which files have taken the place of others that are gone.

use crate::archive::Catalogue;
use rustc_hash::FxHashMap;
use std::path::Path;

/// The files of an archive before and after it changed.
pub(in crate::app) struct Successors<'a> {
    before: &'a Catalogue,
    now: &'a Catalogue,
    /// What was read since, by path.
    since: FxHashMap<&'a Path, u32>,
}

impl<'a> Successors<'a> {
    pub(in crate::app) fn of(before: &'a Catalogue, now: &'a Catalogue) -> Self {
        let since = (before.len()..now.len()).filter(|&ordinal| !now.is_gone(ordinal));
        let since = since.filter_map(|ordinal| Some((now.row(ordinal)?.file_path(), ordinal))).collect();
        Self { before, now, since }
    }

    /// The file that stands for another now: itself, the one with its path, else the newest of its article.
    pub(in crate::app) fn of_file(&self, ordinal: u32) -> Option<u32> {
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
