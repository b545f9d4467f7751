//! Decisions about stories.

use super::{Library, MarkChange, MarkTarget};
use crate::library::{Edit, StoryJudgement};
use crate::view::MarkedWhat;

impl Library {
    /// Decides whether an article belongs to the story of another.
    pub(in crate::app) fn judge_story(
        &self,
        article: &MarkTarget,
        other: &MarkTarget,
        judgement: StoryJudgement,
    ) -> MarkChange {
        let what = match judgement {
            StoryJudgement::Apart => MarkedWhat::StoryApart,
            StoryJudgement::Together => MarkedWhat::StoryTogether,
        };
        let edits = self.marks.judging(&article.key, &other.key, judgement, article.stamp.at);
        MarkChange { what, edits }
    }

    /// Withdraws such a decision, however long ago it was made.
    pub(in crate::app) fn withdraw_story(article: MarkTarget, other: MarkTarget) -> MarkChange {
        MarkChange {
            what: MarkedWhat::StoryWithdrawn,
            edits: vec![Edit::Story(article.key, other.key, None)],
        }
    }
}
