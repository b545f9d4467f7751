//! What the reader decided about stories: that an article belongs to another's story, or that it doesn't.

use super::{ArticleKey, Edit, Marks};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A decision about two articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryJudgement {
    /// They are about the same event.
    Together,
    /// The first isn't about the second's event.
    Apart,
}

/// The decisions, by the articles they are about, with the time of each.
pub type JudgedStories = BTreeMap<(ArticleKey, ArticleKey), (StoryJudgement, Timestamp)>;

impl Marks {
    /// The reader's decisions about stories.
    pub fn judged(&self) -> &Arc<JudgedStories> {
        &self.judged
    }

    /// The edits that record a decision about two articles, in place of any earlier one.
    pub fn judging(
        &self,
        article: &ArticleKey,
        other: &ArticleKey,
        judgement: StoryJudgement,
        at: Timestamp,
    ) -> Vec<Edit> {
        let reversed = (other.clone(), article.clone());
        let mut edits = Vec::new();
        if self.judged.contains_key(&reversed) {
            edits.push(Edit::Story(reversed.0, reversed.1, None));
        }
        edits.push(Edit::Story(article.clone(), other.clone(), Some((judgement, at))));
        edits
    }

    /// The edits that give an article's decisions to another key.
    pub(super) fn judged_moving(&self, from: &ArticleKey, to: &ArticleKey) -> Vec<Edit> {
        let of_article = self.judged.iter().filter(|((one, other), _)| one == from || other == from);
        let moved = |key: &ArticleKey| if key == from { to.clone() } else { key.clone() };
        of_article
            .flat_map(|((one, other), judged)| {
                [
                    Edit::Story(moved(one), moved(other), Some(*judged)),
                    Edit::Story(one.clone(), other.clone(), None),
                ]
            })
            .collect()
    }

    /// Records or withdraws a decision, and returns the edit that undoes it.
    pub(super) fn set_judged(
        &mut self,
        article: &ArticleKey,
        other: &ArticleKey,
        judged: Option<(StoryJudgement, Timestamp)>,
    ) -> Option<Edit> {
        let key = (article.clone(), other.clone());
        let known = self.judged.get(&key).copied();
        if known.map(|(judgement, _)| judgement) == judged.map(|(judgement, _)| judgement) {
            return None;
        }
        let all = Arc::make_mut(&mut self.judged);
        match judged {
            Some(judged) => all.insert(key, judged),
            None => all.remove(&key),
        };
        Some(Edit::Story(article.clone(), other.clone(), known))
    }
}
