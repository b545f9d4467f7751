//! Keeps the shown article, and what the reader is doing with it, when the files of the archive change.

use super::versions::VersionPair;
use super::{InView, Mode, Shown};
use crate::app::searching::Successors;
use crate::archive::Catalogue;

/// What happens to the shown article when files are replaced.
pub(in crate::app) enum Fate {
    Stays,
    /// Reload it, from this file.
    ReadAgain(u32),
    /// Nothing is shown now.
    Gone,
}

impl Shown {
    /// Moves on to what stands for the shown article if that is gone.
    pub(in crate::app) fn follow(&mut self, catalogue: &Catalogue, successors: &Successors<'_>) -> Fate {
        self.history.follow(|places| successors.moved(places));
        let Some(selected) = self.selected.filter(|&selected| catalogue.is_gone(selected)) else {
            return Fate::Stays;
        };
        match successors.of_article(selected) {
            Some(now) => {
                self.read_anew = self.read.as_ref().filter(|read| read.ordinal == selected).map(|_| now);
                // An article marked as unread stays unread, and the time it has been in view counts on.
                if let Some(InView { ordinal, .. }) =
                    self.reading.as_mut().filter(|it| it.ordinal == selected)
                {
                    *ordinal = now;
                }
                Fate::ReadAgain(now)
            }
            // The text of a file that no longer exists stays visible until the reader moves on.
            None if self
                .read
                .as_ref()
                .is_some_and(|read| read.ordinal == selected && read.article.is_readable()) =>
            {
                Fate::Stays
            }
            None => {
                self.notes.leave();
                (self.selected, self.read, self.arriving) = (None, None, None);
                Fate::Gone
            }
        }
    }

    /// The versions to compare again if one of those compared was rewritten. The old comparison stays visible
    /// until then, and for good if one was deleted, so that only the other is left.
    pub(in crate::app) fn follow_comparison(&mut self, successors: &Successors<'_>) -> Option<VersionPair> {
        let Mode::Comparing(comparing) = &mut self.mode else { return None };
        let now = |ordinal| successors.of_article(ordinal).unwrap_or(ordinal);
        let pair = VersionPair { old: now(comparing.old), new: now(comparing.new) };
        if pair.old == pair.new {
            return None;
        }
        let is_same = (pair.old, pair.new) == (comparing.old, comparing.new);
        (comparing.old, comparing.new) = (pair.old, pair.new);
        (!is_same).then_some(pair)
    }
}
