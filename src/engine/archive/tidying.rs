//! Background work for an open archive: building postings, and writing the cache.

use super::open::{OpenArchive, State};
use super::update::{JOINED_AT_ONCE, join, store};
use crate::archive::{Cache, Catalogue};
use crate::engine::event::ArchiveEvent;
use crate::engine::query::find::Finder;
use crate::engine::query::lister::ArchiveNews;
use crate::library::Marks;
use crate::search::{Asking, FieldValues, Search};
use crate::text::hanja::Abbreviations;
use std::io;
use std::sync::Arc;

impl OpenArchive {
    /// Updates the cache, or joins some small segments with postings; true if there is more to do.
    pub(super) fn tidy(&mut self, state: &mut State) -> bool {
        if self.closed.is_cancelled() {
            return false;
        }
        // Save what was read first, so that it isn't lost if the program ends while postings are being built.
        if std::mem::take(&mut state.is_unsaved) {
            self.update_cache(state);
        }
        let catalogue = state.builder.snapshot();
        let runs = catalogue.runs_to_join();
        let (done, all) = (state.joined, state.joined + runs.len());
        // If another window has locked the cache, that one builds the postings.
        let may_join = !state.is_indexing_paused && self.cache.as_ref().is_none_or(Cache::is_locked);
        if let Some(last) = runs.rchunks(JOINED_AT_ONCE).next().filter(|_| may_join) {
            self.sender.send(ArchiveEvent::Indexing { done, all });
            self.repack(state, join(&catalogue, last, self.cache.as_ref()));
            state.joined += last.len();
            return true;
        }
        let has_joined = std::mem::take(&mut state.joined) > 0;
        if has_joined {
            self.sender.send(ArchiveEvent::Indexing { done: 0, all: 0 });
        }
        if std::mem::take(&mut state.are_values_stale) {
            self.send_values(&catalogue);
        }
        if has_joined {
            self.update_cache(state);
        }
        false
    }

    /// Updates the cache. If that fails, reports it and goes on without a cache.
    fn update_cache(&mut self, state: &mut State) {
        if let Err(error) = self.save(state) {
            let folder = self.cache.take().map(|cache| cache.folder().to_owned()).unwrap_or_default();
            self.sender.send(ArchiveEvent::NotCached(folder, error));
        }
    }

    fn repack(&self, state: &mut State, same: Catalogue) {
        state.builder.repack(same.clone());
        self.publish(ArchiveNews::Repacked(Arc::new(same)));
    }

    fn save(&mut self, state: &mut State) -> io::Result<()> {
        let Some(cache) = &mut self.cache else { return Ok(()) };
        let was_locked = cache.is_locked();
        if !was_locked && !cache.lock()? {
            if !std::mem::replace(&mut state.has_said_in_use, true) {
                self.sender.send(ArchiveEvent::CacheInUse);
            }
            return Ok(());
        }
        let catalogue = state.builder.snapshot();
        // Another process may have replaced the cached segments since they were read.
        let catalogue = if was_locked { catalogue } else { catalogue.without_files() };
        let stored = store(cache, &catalogue, state.judged)?;
        self.repack(state, Catalogue::clone(&stored));
        Ok(())
    }

    fn send_values(&self, catalogue: &Catalogue) {
        let count = |query: &str| {
            let words = Abbreviations::default();
            let search = Arc::new(Search::new(query, 0..0, &words));
            let asking = Asking { abbreviations: &words, marks: &Marks::default(), cancel: &self.cancel };
            Finder::Here.count(catalogue, search, asking).unwrap_or(0) as u32
        };
        self.sender.send(ArchiveEvent::Values(Arc::new(FieldValues::of(catalogue, count))));
    }
}
