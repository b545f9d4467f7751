//! What the reader decided about stories of an archive, so that each decision can be shown and withdrawn.

use super::newest;
use crate::archive::{Cancel, Catalogue};
use crate::library::{JudgedStories, StoryJudgement};
use rustc_hash::FxHashMap;

/// A decision of the reader about two articles of an archive, by ordinal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecidedStory {
    /// The article that was taken out, or whose story was merged with the other's.
    pub article: u32,
    /// An article of the other story.
    pub other: u32,
    pub judgement: StoryJudgement,
}

/// The reader's decisions about articles of a catalogue, the latest first; those about articles of other
/// archives are left out. `None` if cancelled.
pub fn decided(catalogue: &Catalogue, judged: &JudgedStories, cancel: &Cancel) -> Option<Vec<DecidedStory>> {
    if judged.is_empty() {
        return Some(Vec::new());
    }
    let mut ordinals: FxHashMap<&str, Option<u32>> = FxHashMap::default();
    for (article, other) in judged.keys() {
        ordinals.insert(article, None);
        ordinals.insert(other, None);
    }
    for file in newest(catalogue) {
        if cancel.is_cancelled() {
            return None;
        }
        if let Some(ordinal) = catalogue.key(file).and_then(|key| ordinals.get_mut(key.as_ref())) {
            *ordinal = Some(file);
        }
    }
    let ordinal = |key: &str| ordinals.get(key).copied().flatten();
    let decided = judged.iter().filter_map(|((article, other), &(judgement, at))| {
        let decided = DecidedStory { article: ordinal(article)?, other: ordinal(other)?, judgement };
        Some((std::cmp::Reverse(at), decided))
    });
    let mut decided: Vec<_> = decided.collect();
    decided.sort_by_key(|(at, _)| *at);
    Some(decided.into_iter().map(|(_, decided)| decided).collect())
}
