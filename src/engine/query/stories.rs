//! Finds out which articles are about the same event, once per catalogue, for queries that ask for it.

use crate::archive::{Cancel, Catalogue};
use crate::library::{JudgedStories, Marks};
use crate::search::{Search, StoryIndex};
use crate::stories::index;
use std::sync::Arc;

/// The stories of the last catalogue that was asked about, with the reader's decisions at the time.
#[derive(Default)]
pub(super) struct Stories {
    of: Arc<Catalogue>,
    judged: Arc<JudgedStories>,
    index: Arc<StoryIndex>,
}

impl Stories {
    /// The search with the stories it needs; `None` if cancelled.
    pub(super) fn told(
        &mut self,
        search: Arc<Search>,
        catalogue: &Arc<Catalogue>,
        marks: &Marks,
        cancel: &Cancel,
    ) -> Option<Arc<Search>> {
        if !search.asks_for_stories {
            return Some(search);
        }
        if !Arc::ptr_eq(&self.of, catalogue) || self.judged != *marks.judged() {
            self.index = Arc::new(index(catalogue, marks.judged(), cancel)?);
            self.judged = marks.judged().clone();
            self.of = catalogue.clone();
        }
        Some(Arc::new(Search::clone(&search).with_stories(self.index.clone())))
    }
}
