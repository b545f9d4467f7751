//! Finds out which articles are about the same event, once per catalogue, and again as the reader decides.

use crate::archive::{Cancel, Catalogue};
use crate::library::{JudgedStories, Marks};
use crate::search::{Search, StoryIndex};
use crate::stories::{Events, Story, index, newest};
use std::sync::Arc;

/// The stories of the last catalogue that was asked about, with the reader's decisions at the time.
#[derive(Default)]
pub(super) struct Stories {
    of: Arc<Catalogue>,
    events: Option<Events>,
    judged: Arc<JudgedStories>,
    all: Arc<Vec<Story>>,
    /// Made when a query asks for it.
    index: Option<Arc<StoryIndex>>,
}

impl Stories {
    /// All stories of a catalogue; `None` if cancelled.
    pub(super) fn all(
        &mut self,
        catalogue: &Arc<Catalogue>,
        marks: &Marks,
        cancel: &Cancel,
    ) -> Option<Arc<Vec<Story>>> {
        if self.events.is_none() || !Arc::ptr_eq(&self.of, catalogue) {
            let mut before = self.events.take();
            let events = Events::of(catalogue, &newest(catalogue), before.as_mut(), cancel)?;
            let earlier = before.as_ref().map(|before| before.earlier(&self.all, &events));
            self.all = Arc::new(events.stories(catalogue, marks.judged(), earlier.as_ref(), cancel)?);
            (self.of, self.judged, self.index) = (catalogue.clone(), marks.judged().clone(), None);
            self.events = Some(events);
        } else if let Some(events) = &self.events
            && self.judged != *marks.judged()
        {
            let earlier = events.earlier(&self.all, events);
            self.all = Arc::new(events.stories(catalogue, marks.judged(), Some(&earlier), cancel)?);
            (self.judged, self.index) = (marks.judged().clone(), None);
        }
        Some(self.all.clone())
    }

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
        let all = self.all(catalogue, marks, cancel)?;
        let index = self.index.get_or_insert_with(|| Arc::new(index(catalogue, &all))).clone();
        Some(Arc::new(Search::clone(&search).with_stories(index)))
    }
}
