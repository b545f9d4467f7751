//! The text around search hits, read for visible rows.

use super::Searching;
use crate::search::{Search, Snippet};
use crate::text::hanja::Abbreviations;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Snippets by ordinal.
pub(in crate::app) struct Snippets {
    search: Option<Arc<Search>>,
    /// An empty search, whose snippet is the beginning of an article.
    beginnings: Arc<Search>,
    lines: FxHashMap<u32, Snippet>,
    asked: Vec<u32>,
}

/// The snippets to read: the search and the articles' ordinals.
pub(in crate::app) struct Wanted {
    pub(in crate::app) search: Arc<Search>,
    pub(in crate::app) ordinals: Vec<u32>,
}

impl Default for Snippets {
    fn default() -> Self {
        let beginnings = Arc::new(Search::new("", 0..0, &Abbreviations::default()));
        Self { search: None, beginnings, lines: FxHashMap::default(), asked: Vec::new() }
    }
}

impl Snippets {
    /// An article's snippet.
    pub(in crate::app) fn of(&self, ordinal: u32) -> Option<&Snippet> {
        self.lines.get(&ordinal)
    }

    pub(super) fn search(&self) -> Option<Arc<Search>> {
        self.search.clone()
    }
}

impl Searching {
    /// The snippets that visible rows lack and that haven't been requested yet.
    pub(in crate::app) fn want_snippets(&mut self, ordinals: Vec<u32>) -> Option<Wanted> {
        let found = self.listing.finds.as_ref().map(|finds| &finds.search);
        let search = found.unwrap_or(&self.snippets.beginnings).clone();
        if ordinals.is_empty() || self.snippets.asked == ordinals {
            return None;
        }
        self.snippets.asked.clone_from(&ordinals);
        Some(Wanted { search, ordinals })
    }

    /// Stores snippets if they belong to the current search.
    pub(in crate::app) fn on_snippets(&mut self, search: &Arc<Search>, lines: Vec<(u32, Snippet)>) {
        let shown = self.snippets.search.as_ref().unwrap_or(&self.snippets.beginnings);
        if Arc::ptr_eq(shown, search) {
            self.snippets.lines.extend(lines);
        }
    }

    /// Drops the snippets if the list's search has changed; false if it hasn't.
    pub(super) fn follow_search(&mut self) -> bool {
        let search = self.listing.finds.as_ref().map(|finds| finds.search.clone());
        let is_same = match (&search, &self.snippets.search) {
            (Some(new), Some(old)) => Arc::ptr_eq(new, old),
            (None, None) => true,
            _ => false,
        };
        if !is_same {
            self.snippets = Snippets { search, ..Snippets::default() };
        }
        !is_same
    }
}
