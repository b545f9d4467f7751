//! Finds out which articles are about the same event, once per catalogue, for queries that ask for it.

use crate::archive::{Cancel, Catalogue};
use crate::search::{Search, StoryIndex};
use crate::stories::index;
use std::sync::Arc;

/// The stories of the last catalogue that was asked about.
#[derive(Default)]
pub(super) struct Stories {
    of: Arc<Catalogue>,
    index: Arc<StoryIndex>,
}

impl Stories {
    /// The search with the stories it needs; `None` if cancelled.
    pub(super) fn told(
        &mut self,
        search: Arc<Search>,
        catalogue: &Arc<Catalogue>,
        cancel: &Cancel,
    ) -> Option<Arc<Search>> {
        if !search.asks_for_stories {
            return Some(search);
        }
        if !Arc::ptr_eq(&self.of, catalogue) {
            self.index = Arc::new(index(catalogue, cancel)?);
            self.of = catalogue.clone();
        }
        Some(Arc::new(Search::clone(&search).with_stories(self.index.clone())))
    }
}
