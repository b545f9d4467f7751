//! What queries need to know about stories: which articles are about one event, and how much text an article
//! shares. The stories themselves are built elsewhere.

use super::query::Pattern;
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// An index of an archive's stories, limited to what queries ask for.
#[derive(Debug, Default)]
pub struct StoryIndex {
    /// The stories that an article belongs to or mentions, by ordinal; no entry for an article that belongs to
    /// none.
    of: FxHashMap<u32, Vec<u32>>,
    /// The share of its letters that an article has in common with its story's first article, in millionths.
    shared: FxHashMap<u32, u64>,
    /// The folded ids of each story's articles.
    ids: Vec<Vec<String>>,
    /// Stories by the folded ids of their articles.
    by_id: FxHashMap<String, Vec<u32>>,
}

impl StoryIndex {
    /// Adds a story: for each of its articles the files, the id or else the key, and the share in common with the first
    /// article.
    pub fn push<'a>(&mut self, articles: impl Iterator<Item = (Vec<u32>, Cow<'a, str>, Option<f64>)>) {
        let story = self.ids.len() as u32;
        let mut ids = Vec::new();
        for (files, id, shared) in articles {
            for file in files {
                self.of.entry(file).or_default().push(story);
                if let Some(shared) = shared {
                    self.shared.insert(file, (shared * 1e6).round() as u64);
                }
            }
            if !id.is_empty() {
                ids.push(fold(&id));
                self.by_id.entry(fold(&id)).or_default().push(story);
            }
        }
        self.ids.push(ids);
    }

    /// Whether no other article is about the file's event.
    pub(super) fn is_single(&self, file: u32) -> bool {
        !self.of.contains_key(&file)
    }

    /// The share of its letters that a file has in common with its story's first article, in millionths.
    pub(super) fn shared(&self, file: u32) -> Option<u64> {
        self.shared.get(&file).copied()
    }

    /// Whether a file belongs to the story of an article whose id matches a pattern.
    pub(super) fn is_of(&self, file: u32, id: &Pattern) -> bool {
        let stories = self.of.get(&file).map_or(&[][..], Vec::as_slice);
        match id.plain() {
            Some(id) => {
                let asked = self.by_id.get(id).map_or(&[][..], Vec::as_slice);
                stories.iter().any(|story| asked.contains(story))
            }
            None => {
                let ids = stories.iter().filter_map(|&story| self.ids.get(story as usize));
                ids.flatten().any(|known| id.matches(known))
            }
        }
    }
}
