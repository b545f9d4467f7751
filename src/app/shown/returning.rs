//! Restores the article that was shown when the archive was left.

use super::Shown;
use crate::archive::{Catalogue, FilePlace};
use crate::library::ReadingPlace;

/// The article to restore.
pub(in crate::app) struct Return {
    /// The article, and how far it was read.
    pub(in crate::app) article: ReadingPlace,
    /// Whether to reveal its row.
    pub(in crate::app) reveals: bool,
}

/// An article to restore while the archive is loading.
pub(super) struct ArticleReturn {
    to: Return,
    /// How many catalogue entries have been searched for it.
    seen: u32,
}

/// A restored article.
pub(in crate::app) struct FoundAgain {
    pub(in crate::app) ordinal: u32,
    pub(in crate::app) article: ReadingPlace,
    /// Whether to reveal its row.
    pub(in crate::app) reveals: bool,
}

impl ArticleReturn {
    pub(super) fn new(to: Return) -> Self {
        Self { to, seen: 0 }
    }

    pub(super) fn article(&self) -> ReadingPlace {
        self.to.article.clone()
    }
}

impl Shown {
    /// Looks for the article to restore among those loaded since the last call.
    pub(in crate::app) fn find_again(&mut self, catalogue: &Catalogue) -> Option<FoundAgain> {
        let returning = self.returning.as_mut()?;
        let found = catalogue.article_at(&FilePlace::parse(&returning.to.article.path), returning.seen);
        returning.seen = catalogue.len();
        let ordinal = found?;
        let Return { article, reveals } = self.returning.take()?.to;
        Some(FoundAgain { ordinal, article, reveals })
    }

    /// After the load, gives up on an article that the archive no longer has; false if nothing is shown then.
    pub(in crate::app) fn settle(&mut self, catalogue: &Catalogue) -> bool {
        let has = |place: &str| catalogue.article_at(&FilePlace::parse(place), 0).is_some();
        self.returning.take_if(|returning| !has(&returning.to.article.path));
        self.returning.is_some() || self.selected.is_some()
    }

    /// Stops restoring the article, because the reader chose another one.
    pub(in crate::app) fn give_up_return(&mut self) {
        self.returning = None;
    }
}
