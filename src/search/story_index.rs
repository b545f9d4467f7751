//! What queries ask of stories: which articles tell one event, and how much of a text an article shares. The stories
//! themselves are made elsewhere.

use super::query::Pattern;
use crate::text::fold;
use rustc_hash::FxHashMap;

/// The stories of an archive's articles, as far as queries ask for them.
#[derive(Debug, Default)]
pub struct StoryIndex {
    /// The stories that an article tells or mentions, by ordinal; none for an article that nothing else tells of.
    of: FxHashMap<u32, Vec<u32>>,
    /// The share of its letters that an article has in common with its story's first, in millionths.
    shared: FxHashMap<u32, u64>,
    /// The folded ids of each story's articles.
    ids: Vec<Vec<String>>,
    /// The stories of the articles with a folded id.
    by_id: FxHashMap<String, Vec<u32>>,
}

impl StoryIndex {
    /// Adds a story: the files of each of its articles, its id, and the share that it has in common with the first.
    pub fn push<'a>(&mut self, articles: impl Iterator<Item = (Vec<u32>, &'a str, Option<f64>)>) {
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
                ids.push(fold(id));
                self.by_id.entry(fold(id)).or_default().push(story);
            }
        }
        self.ids.push(ids);
    }

    /// Whether nothing else tells of the event that a file is about.
    pub(super) fn is_single(&self, file: u32) -> bool {
        !self.of.contains_key(&file)
    }

    /// The share of its letters that a file has in common with its story's first, in millionths.
    pub(super) fn shared(&self, file: u32) -> Option<u64> {
        self.shared.get(&file).copied()
    }

    /// Whether a file belongs to the story of an article whose id is like this.
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
