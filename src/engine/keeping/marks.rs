//! The thread that saves the reader's marks: writes edits to the file in the order they were made, and reports
//! what other windows change.

use crate::archive::lies_in;
use crate::engine::channel::ProgramSender;
use crate::engine::event::ProgramEvent;
use crate::library::{
    Choice, Edit, Folders, LibraryNews, Marks, Store, StoreTrouble, backup, earlier_marks, keep_choice,
    keep_unsaved, left_unsaved, restore,
};
use crossbeam_channel::{Receiver, RecvTimeoutError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// A request to the thread.
pub(crate) enum LibraryInput {
    /// Save these edits, which the window shows already.
    Edits(Vec<Edit>),
    /// Save how a file is to be read.
    Choice(Choice, Folders),
    /// Check whether another window has changed anything.
    Refresh,
    /// Write all marks to a backup file, optionally overwriting it.
    BackUp(PathBuf, bool),
    /// Read a backup file.
    ReadBackup(PathBuf),
    /// Write nothing into this folder, which is now the open archive.
    Opened(PathBuf),
}

/// Saves marks in a file until all senders are gone.
pub(crate) fn keep_marks(path: &Path, inputs: &Receiver<LibraryInput>, sender: &ProgramSender) {
    let mut keeper = Keeper::new(path);
    let told = keeper.open_existing();
    let left =
        || left_unsaved(path, &keeper.marks).map(|left| StoreTrouble::LeftUnsaved(path.to_owned(), left));
    sender.send(keeper.news(told.or_else(left)));
    while let Some(input) = keeper.next(inputs) {
        let (mut edits, tried) = (Vec::new(), keeper.unsaved.len());
        let mut told = None;
        // Edits that arrived while the disk was slow are saved together.
        for input in std::iter::once(input).chain(inputs.try_iter()) {
            match input {
                LibraryInput::Edits(more) => {
                    edits.extend(more);
                    keeper.heard += 1;
                }
                LibraryInput::Choice(choice, folders) => {
                    if let Err(error) = keep_choice(choice, &folders) {
                        sender.send(ProgramEvent::NotKept(error));
                    }
                }
                LibraryInput::Refresh => {}
                LibraryInput::BackUp(to, replace) => {
                    keeper.apply(std::mem::take(&mut edits));
                    sender.send(ProgramEvent::BackedUp(backup(&keeper.marks, &to, replace)));
                }
                LibraryInput::ReadBackup(from) => sender.send(ProgramEvent::BackupRead(restore(&from))),
                LibraryInput::Opened(folder) => {
                    keeper.apply(std::mem::take(&mut edits));
                    told = keeper.on_opened(&folder).or(told);
                }
            }
        }
        keeper.apply(edits);
        let told = keeper.bring_up_to_date().or(told);
        // A repeated failure is not reported again.
        if told.is_none() || tried == 0 || keeper.unsaved.len() != tried {
            sender.send(keeper.news(told));
        }
    }
    keeper.close();
}

struct Keeper<'a> {
    path: &'a Path,
    /// The open file; `None` while it can't be opened or doesn't exist yet.
    store: Option<Store>,
    marks: Marks,
    /// Edits that aren't in the file yet.
    unsaved: Vec<Edit>,
    /// Whether some marks are still in the log next to the file.
    logged: bool,
    /// Whether the file is in the open archive, so that it isn't written to.
    in_archive: bool,
    heard: u64,
}

/// How long to wait before retrying a failed save.
const AGAIN: Duration = Duration::from_secs(3);

/// How long nothing must be marked before all marks are moved from the log to the file itself.
const QUIET: Duration = Duration::from_secs(1);

impl<'a> Keeper<'a> {
    fn new(path: &'a Path) -> Self {
        Self {
            path,
            store: None,
            marks: Marks::default(),
            unsaved: Vec::new(),
            logged: false,
            in_archive: false,
            heard: 0,
        }
    }

    /// The next request; `None` if all senders are gone.
    fn next(&mut self, inputs: &Receiver<LibraryInput>) -> Option<LibraryInput> {
        let is_waiting = !self.unsaved.is_empty() && !self.in_archive;
        if self.logged && !is_waiting {
            match inputs.recv_timeout(QUIET) {
                Err(RecvTimeoutError::Timeout) => self.checkpoint(),
                asked => return asked.ok(),
            }
        }
        if !is_waiting {
            return inputs.recv().ok();
        }
        match inputs.recv_timeout(AGAIN) {
            Err(RecvTimeoutError::Timeout) => Some(LibraryInput::Refresh),
            asked => asked.ok(),
        }
    }

    fn checkpoint(&mut self) {
        self.logged = false;
        if let Some(store) = self.store.as_mut().filter(|store| !store.is_replaced()) {
            store.checkpoint();
        }
    }

    fn news(&self, trouble: Option<StoreTrouble>) -> ProgramEvent {
        ProgramEvent::Library(LibraryNews {
            marks: Arc::new(self.marks.clone()),
            heard: self.heard,
            writable: !self.in_archive && self.store.as_ref().is_none_or(Store::is_writable),
            unsaved: !self.unsaved.is_empty(),
            earlier: earlier_marks(self.path),
            trouble,
        })
    }

    /// Opens the file if it exists. It is created only when there is something to save.
    fn open_existing(&mut self) -> Option<StoreTrouble> {
        if self.path.symlink_metadata().is_ok() { self.open() } else { None }
    }

    fn open(&mut self) -> Option<StoreTrouble> {
        let opened = Store::open(self.path).and_then(|(store, told)| Ok((store.read()?, store, told)));
        match opened {
            Ok(((marks, told_of_marks), store, told)) => {
                self.take(marks);
                self.store = Some(store);
                self.logged = true;
                told.or(told_of_marks)
            }
            Err(trouble) => Some(trouble),
        }
    }

    /// Adopts the file's marks, plus those not in it yet.
    fn take(&mut self, marks: Marks) {
        self.marks = marks;
        for edit in &self.unsaved {
            self.marks.apply(edit);
        }
    }

    fn apply(&mut self, edits: Vec<Edit>) {
        for edit in &edits {
            self.marks.apply(edit);
        }
        self.unsaved.extend(edits);
    }

    /// Saves pending edits, and closes the file if it is in the archive now being opened.
    fn on_opened(&mut self, folder: &Path) -> Option<StoreTrouble> {
        if !lies_in(self.path, folder) {
            self.in_archive = false;
            return None;
        }
        if self.store.is_some() {
            // What can't be saved now is saved once another archive is open.
            let _ = self.bring_up_to_date();
            self.store = None;
        }
        self.in_archive = true;
        Some(StoreTrouble::InArchive(self.path.to_owned()))
    }

    /// Writes pending edits and adopts what others have written, using whatever file is at the path by now.
    /// Failures are retried after a while.
    fn bring_up_to_date(&mut self) -> Option<StoreTrouble> {
        if self.in_archive {
            return None;
        }
        let told = self.on_replaced();
        let saved = self.save().err();
        self.refresh().or(saved).or(told)
    }

    /// Switches to the file that another program put in place of the open one.
    fn on_replaced(&mut self) -> Option<StoreTrouble> {
        let store = self.store.take_if(|store| store.is_replaced())?;
        store.leave_replaced();
        let is_gone = self.path.symlink_metadata().is_err();
        if is_gone {
            self.unsaved = self.marks.edits();
        }
        let told = match is_gone {
            true => StoreTrouble::Gone(self.path.to_owned()),
            false => StoreTrouble::Replaced(self.path.to_owned()),
        };
        let shown = self.marks.clone();
        match self.open() {
            Some(StoreTrouble::SetAside(path, other)) => {
                self.unsaved = shown.edits();
                self.take(Marks::default());
                Some(StoreTrouble::SetAsideHere(path, other))
            }
            trouble => trouble.or(Some(told)),
        }
    }

    fn save(&mut self) -> Result<(), StoreTrouble> {
        if self.store.is_none() {
            let opened = if self.unsaved.is_empty() { self.open_existing() } else { self.open() };
            if let Some(trouble) = opened {
                return Err(trouble);
            }
        }
        if let Some(store) = self.store.as_mut().filter(|_| !self.unsaved.is_empty()) {
            store.write(&self.unsaved)?;
            self.unsaved.clear();
            self.logged = true;
        }
        Ok(())
    }

    /// Adopts what another window has changed.
    fn refresh(&mut self) -> Option<StoreTrouble> {
        let store = self.store.as_mut()?;
        if !store.was_changed() {
            return None;
        }
        match store.read() {
            Ok((marks, told)) => {
                self.take(marks);
                told
            }
            Err(trouble) => Some(trouble),
        }
    }

    /// Writes pending edits for the last time, into another file if it still fails. The program is ending, so
    /// nothing can be reported.
    fn close(&mut self) {
        // The archive was closed.
        self.in_archive = false;
        if !self.unsaved.is_empty() {
            let _ = self.bring_up_to_date();
        }
        if !self.unsaved.is_empty() {
            let _ = keep_unsaved(&self.marks, self.path);
        }
    }
}
