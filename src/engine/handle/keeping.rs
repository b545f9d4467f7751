//! What the engine's handle has saved: the reader's marks, settings and session.

use super::Engine;
use crate::engine::keeping::marks::{LibraryInput, keep_marks};
use crate::engine::keeping::session::{Kept, keep_last};
use crate::library::{Choice, Edit, Folders, LibraryError};
use crossbeam_channel::unbounded;
use std::io;
use std::path::PathBuf;
use std::thread::Builder;

impl Engine {
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
    pub fn read_backup(&self, path: PathBuf) {
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
}
