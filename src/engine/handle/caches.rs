//! What the engine's handle does with the caches of archives.

use super::Engine;
use crate::archive::cache_bytes;
use crate::engine::archive::following::cleared;
use crate::engine::archive::open::ArchiveInput;
use crate::engine::event::ProgramEvent;
use std::path::PathBuf;

impl Engine {
    /// Caches archives in this folder from now on; `None` turns caching off.
    pub fn set_caches(&mut self, caches: Option<PathBuf>) {
        self.caches = caches;
    }

    /// Measures the caches in a folder.
    pub fn measure_caches(&self, caches: PathBuf) {
        self.spawn_telling("seogo-cache", move |sender| {
            sender.send(ProgramEvent::CachesMeasured(cache_bytes(&caches)));
        });
    }

    /// Removes the caches in a folder; the open archive isn't cached until it is opened again.
    pub fn clear_caches(&self, caches: PathBuf) {
        match &self.archive {
            Some(_) => self.ask_archive(ArchiveInput::ClearCaches(caches)),
            None => self.spawn_telling("seogo-cache", move |sender| {
                sender.send(ProgramEvent::CachesMeasured(cleared(&caches)));
            }),
        }
    }
}
