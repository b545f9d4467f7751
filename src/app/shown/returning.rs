//! Coming back to the article that was read when the archive was left.

use super::Shown;
use crate::archive::{Catalogue, FilePlace};
use crate::library::Reading;

/// What to come back to.
pub(in crate::app) struct Return {
    /// The article, and how far it was read.
    pub(in crate::app) article: Reading,
    /// Whether to reveal its row.
    pub(in crate::app) reveals: bool,
}

/// The article to come back to, while the archive is read.
pub(super) struct ArticleReturn {
    to: Return,
    /// How many files have been looked at.
    seen: u32,
}

/// The article that was to be come back to, found.
pub(in crate::app) struct FoundAgain {
    pub(in crate::app) ordinal: u32,
    pub(in crate::app) article: Reading,
    /// Whether to reveal its row.
    pub(in crate::app) reveals: bool,
}

impl ArticleReturn {
    pub(super) fn new(to: Return) -> Self {
        Self { to, seen: 0 }
    }

    pub(super) fn article(&self) -> Reading {
        self.to.article.clone()
    }
}

impl Shown {
    /// Looks for the article to come back to among the files that were read since the last time.
    pub(in crate::app) fn find_again(&mut self, catalogue: &Catalogue) -> Option<FoundAgain> {
        let returning = self.returning.as_mut()?;
        let found = catalogue.article_at(&FilePlace::parse(&returning.to.article.path), returning.seen);
        returning.seen = catalogue.len();
        let ordinal = found?;
        let Return { article, reveals } = self.returning.take()?.to;
        Some(FoundAgain { ordinal, article, reveals })
    }

    /// Once loaded, gives up on an article that the archive no longer has; false if nothing is shown then.
    pub(in crate::app) fn settle(&mut self, catalogue: &Catalogue) -> bool {
        let has = |place: &str| catalogue.article_at(&FilePlace::parse(place), 0).is_some();
        self.returning.take_if(|returning| !has(&returning.to.article.path));
        self.returning.is_some() || self.selected.is_some()
    }

    /// Stops restoring the article: the reader chose another one.
    pub(in crate::app) fn give_up_return(&mut self) {
        self.returning = None;
    }
}
