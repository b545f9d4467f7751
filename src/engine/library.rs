//! The thread that keeps the reader's marks: changes go into the file in the order in which they were made, and what
//! other windows change comes back.

use super::Engine;
use super::event::{Event, EventSender};
use crate::library::{Edit, LibraryError, Marks, Store, StoreTrouble, backup, restore};
use crossbeam_channel::{Receiver, RecvTimeoutError, unbounded};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::Builder;
use std::time::Duration;

/// What the thread is asked for.
pub(super) enum LibraryInput {
    /// Keep these changes, which the window shows already.
    Edits(Vec<Edit>),
    /// Look whether another window has changed anything.
    Refresh,
    /// Write all marks into one file, also over one that is there.
    BackUp(PathBuf, bool),
    /// Read such a file.
    ReadBackup(PathBuf),
}

/// The marks as they are kept.
#[derive(Debug)]
pub struct LibraryNews {
    /// All of them, with the changes that could not be saved yet.
    pub marks: Arc<Marks>,
    /// How many times changes were asked for that are in them.
    pub heard: u64,
    /// Whether changes can be kept at all.
    pub writable: bool,
    /// What the reader should be told.
    pub trouble: Option<StoreTrouble>,
}

impl Engine {
    /// Keeps the reader's marks in a file, until the engine is dropped: then everything is in it.
    pub fn keep_marks(&mut self, path: PathBuf) -> io::Result<()> {
        let (library, inputs) = unbounded();
        let sender = self.sender.clone();
        let job = move || keep_marks(&path, &inputs, &sender);
        self.library = Some((library, Builder::new().name("seogo-library".into()).spawn(job)?));
        Ok(())
    }

    /// Keeps changes of the marks.
    pub fn keep(&self, edits: Vec<Edit>) {
        self.ask_library(LibraryInput::Edits(edits));
    }

    /// Looks whether another window has changed the marks.
    pub fn refresh_marks(&self) {
        self.ask_library(LibraryInput::Refresh);
    }

    /// Writes all marks into one file; over one that is there only if it may `replace` it.
    pub fn back_up(&self, path: PathBuf, replace: bool) {
        self.ask_library(LibraryInput::BackUp(path, replace));
    }

    /// Reads such a file.
    pub fn read_backup(&self, path: PathBuf) {
        self.ask_library(LibraryInput::ReadBackup(path));
    }

    fn ask_library(&self, input: LibraryInput) {
        if let Some((library, _)) = &self.library {
            let _ = library.send(input);
        }
    }
}

/// Keeps the marks in a file until nobody asks any more.
pub(super) fn keep_marks(path: &Path, inputs: &Receiver<LibraryInput>, sender: &EventSender) {
    let mut keeper = Keeper { path, store: None, marks: Marks::default(), unsaved: Vec::new(), heard: 0 };
    let told = keeper.open();
    sender.send(keeper.news(told));
    while let Some(input) = keeper.next(inputs) {
        let (mut edits, tried) = (Vec::new(), keeper.unsaved.len());
        // Changes that came while the disk was slow are kept at once.
        for input in std::iter::once(input).chain(inputs.try_iter()) {
            match input {
                LibraryInput::Edits(more) => {
                    edits.extend(more);
                    keeper.heard += 1;
                }
                LibraryInput::Refresh => {}
                LibraryInput::BackUp(to, replace) => {
                    keeper.apply(std::mem::take(&mut edits));
                    sender.send(Event::BackedUp(backup(&keeper.marks, &to, replace)));
                }
                LibraryInput::ReadBackup(from) => sender.send(Event::BackupRead(restore(&from))),
            }
        }
        keeper.apply(edits);
        let told = keeper.save().err();
        let told = keeper.refresh().or(told);
        // What fails again has been told.
        if told.is_none() || tried == 0 || keeper.unsaved.len() != tried {
            sender.send(keeper.news(told));
        }
    }
    // The program ends, and there is nobody left to tell.
    let _ = keeper.save();
}

struct Keeper<'a> {
    path: &'a Path,
    /// The open file; `None` while it can't be opened.
    store: Option<Store>,
    marks: Marks,
    /// Changes that are not in the file yet.
    unsaved: Vec<Edit>,
    heard: u64,
}

/// After how long it is tried again to save what could not be saved.
const AGAIN: Duration = Duration::from_secs(3);

impl Keeper<'_> {
    /// What is asked for next; `None` where nobody asks any more.
    fn next(&self, inputs: &Receiver<LibraryInput>) -> Option<LibraryInput> {
        if self.unsaved.is_empty() {
            return inputs.recv().ok();
        }
        match inputs.recv_timeout(AGAIN) {
            Err(RecvTimeoutError::Timeout) => Some(LibraryInput::Refresh),
            asked => asked.ok(),
        }
    }

    fn news(&self, trouble: Option<StoreTrouble>) -> Event {
        Event::Library(LibraryNews {
            marks: Arc::new(self.marks.clone()),
            heard: self.heard,
            writable: self.store.as_ref().is_none_or(Store::is_writable),
            trouble,
        })
    }

    fn open(&mut self) -> Option<StoreTrouble> {
        let opened = Store::open(self.path).and_then(|(store, told)| Ok((store.read()?, store, told)));
        match opened {
            Ok((marks, store, told)) => {
                self.take(marks);
                self.store = Some(store);
                told
            }
            Err(trouble) => Some(trouble),
        }
    }

    /// Takes what the file says, with what is not in it yet.
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

    /// Writes what is not in the file yet; what fails is tried again after a while.
    fn save(&mut self) -> Result<(), StoreTrouble> {
        if self.store.is_none()
            && let Some(trouble) = self.open()
        {
            return Err(trouble);
        }
        if let Some(store) = self.store.as_mut().filter(|_| !self.unsaved.is_empty()) {
            store.write(&self.unsaved)?;
            self.unsaved.clear();
        }
        Ok(())
    }

    /// Takes over what another window has changed.
    fn refresh(&mut self) -> Option<StoreTrouble> {
        let store = self.store.as_mut()?;
        if !store.was_changed() {
            return None;
        }
        match store.read() {
            Ok(marks) => {
                self.take(marks);
                None
            }
            Err(trouble) => Some(trouble),
        }
    }
}

/// How writing a backup went: the file, and how many articles are in it.
pub type BackedUp = Result<(PathBuf, usize), LibraryError>;
