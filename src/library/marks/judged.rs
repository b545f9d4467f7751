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

    /// The edits that give an article's decisions to another key, except for those that the other has made
    /// already and those about the two of them.
    pub(super) fn judged_moving(&self, from: &ArticleKey, to: &ArticleKey) -> Vec<Edit> {
        let moved = |key: &ArticleKey| if key == from { to.clone() } else { key.clone() };
        let mut edits = Vec::new();
        for ((one, other), judged) in
            self.judged.iter().filter(|((one, other), _)| one == from || other == from)
        {
            let (new_one, new_other) = (moved(one), moved(other));
            let reversed = (new_other.clone(), new_one.clone());
            let pair = (new_one, new_other);
            let is_known = self.judged.contains_key(&pair) || self.judged.contains_key(&reversed);
            if pair.0 != pair.1 && !is_known {
                edits.push(Edit::Story(pair.0, pair.1, Some(*judged)));
            }
            edits.push(Edit::Story(one.clone(), other.clone(), None));
        }
        edits
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_move_with_an_article_unless_the_other_has_its_own() {
        let at = Timestamp::UNIX_EPOCH;
        let key = |id: &str| ArticleKey::from(id);
        let mut marks = Marks::default();
        let decisions = [
            ("from", "a", StoryJudgement::Together),
            ("b", "from", StoryJudgement::Apart),
            ("c", "from", StoryJudgement::Apart),
            ("to", "c", StoryJudgement::Together),
            ("from", "to", StoryJudgement::Together),
        ];
        for (one, other, judgement) in decisions {
            marks.judging(&key(one), &key(other), judgement, at).iter().for_each(|edit| {
                marks.apply(edit);
            });
        }
        for edit in marks.judged_moving(&key("from"), &key("to")) {
            marks.apply(&edit);
        }
        let left: Vec<_> = marks
            .judged()
            .iter()
            .map(|((one, other), (judgement, _))| (one.as_ref(), other.as_ref(), *judgement))
            .collect();
        let expected = [
            ("b", "to", StoryJudgement::Apart),
            ("to", "a", StoryJudgement::Together),
            ("to", "c", StoryJudgement::Together),
        ];
        assert_eq!(left, expected);
    }
}
