//! What the engine's handle keeps on disk: the reader's marks, settings and session, and the caches of archives.

use super::Engine;
use crate::archive::cache_bytes;
use crate::engine::archive::following::cleared;
use crate::engine::archive::open::ArchiveInput;
use crate::engine::event::ProgramEvent;
use crate::engine::keeping::marks::{LibraryInput, keep_marks};
use crate::engine::keeping::session::{Kept, keep_last};
use crate::engine::query::count::CountInput;
use crate::engine::query::lister::ListInput;
use crate::engine::query::whole::WholeInput;
use crate::engine::query::words::WordsInput;
use crate::library::{Choice, Edit, Folders, LibraryError, Marks, read_abbreviations};
use crate::search::Listing;
use crossbeam_channel::unbounded;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::Builder;

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

    /// Saves the reader's marks in a file until the engine is dropped, which waits until everything is saved.
    pub fn keep_marks(&mut self, path: PathBuf) -> io::Result<()> {
        let (library, inputs) = unbounded();
        let sender = self.sender.clone();
        let job = move || keep_marks(&path, &inputs, &sender);
        self.library = Some((library, Builder::new().name("seogo-library".into()).spawn(job)?));
        Ok(())
    }

    /// Saves edits to the marks.
    pub fn save_edits(&self, edits: Vec<Edit>) {
        self.ask_library(LibraryInput::Edits(edits));
    }

    /// Finds the articles of a list that have notes or highlights. Of a list in pages, these are the known ones.
    pub fn find_passages(&self, listing: Arc<Listing>, marks: Arc<Marks>) {
        self.spawn_telling("seogo-passages", move |sender| {
            let known = listing.positions.known().iter().copied();
            let has_some = |ordinal: &u32| {
                let mine = marks.of_article(&listing.catalogue, *ordinal);
                mine.note.is_some() || !mine.highlights.is_empty()
            };
            sender.send(ProgramEvent::Passages(listing.catalogue.clone(), known.filter(has_some).collect()));
        });
    }

    /// Saves how a file is to be read, in these folders.
    pub fn keep_choice(&self, choice: Choice, folders: Folders) {
        self.ask_library(LibraryInput::Choice(choice, folders));
    }

    /// Checks whether another window has changed the marks.
    pub fn refresh_marks(&self) {
        self.ask_library(LibraryInput::Refresh);
    }

    /// Writes all marks to a backup file, which may only be overwritten with `replace`.
    pub fn back_up(&self, path: PathBuf, replace: bool) {
        self.ask_library(LibraryInput::BackUp(path, replace));
    }

    /// Reads a backup file.
    pub fn ask_for_backup(&self, path: PathBuf) {
        self.ask_library(LibraryInput::ReadBackup(path));
    }

    /// Saves settings and session soon. The latest state wins.
    pub fn keep_session(&self, kept: Kept) {
        let _ = self.keeps.send((kept, self.source.path()));
    }

    /// Saves settings and session for the last time, and waits for it.
    ///
    /// # Errors
    /// If they can't be written.
    pub fn keep_session_last(&self, kept: Kept) -> Result<(), LibraryError> {
        keep_last(&(kept, self.source.path()), &self.written)
    }

    /// Adds the reader's own headline abbreviations from these folders.
    pub fn use_abbreviations(&self, folders: Folders) {
        let (lists, counts, sender) = (self.lists.clone(), self.counts.clone(), self.sender.clone());
        let (whole, words) = (self.whole.clone(), self.words.senders());
        self.words.send(WordsInput::Folders(folders.clone()));
        self.spawn("seogo-abbreviations", move || {
            let (abbreviations, told) = read_abbreviations(&folders);
            counts.send(CountInput::Abbreviations(abbreviations.clone()));
            let _ = whole.send(WholeInput::Abbreviations(abbreviations.clone()));
            for words in words {
                let _ = words.send(WordsInput::Abbreviations(abbreviations.clone()));
            }
            let _ = lists.send(ListInput::Abbreviations(abbreviations));
            if let Some(error) = told {
                sender.send(ProgramEvent::BadAbbreviations(error));
            }
        });
    }

    /// Uses these marks for lists and counts from now on.
    pub fn use_marks(&self, marks: Arc<Marks>) {
        let _ = self.lists.send(ListInput::Marks(marks.clone()));
        let _ = self.whole.send(WholeInput::Marks(marks.clone()));
        self.words.send(WordsInput::Marks(marks.clone()));
        self.counts.send(CountInput::Marks(marks));
    }
}
