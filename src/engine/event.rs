//! The events that the engine sends. Those of the open archive carry its generation and are dropped once another archive
//! is open; those of the program always arrive.

use super::journal;
use super::query::whole::Answer;
use crate::archive::{
    Archive, Checked, Compared, Followed, Following, Loaded, OpenError, Picture, Progress, ReadArticle,
    VerifyProgress,
};
use crate::export::{ExportError, ExportReport};
use crate::library::{AbbreviationsError, BackedUp, Edit, LibraryError, LibraryNews};
use crate::search::{Counts, FieldValues, Listing, Search, Snippet};
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What the engine reports.
#[derive(Debug)]
pub enum Event {
    /// Of the open archive.
    Archive(ArchiveEvent),
    /// Of the program, whichever archive is open.
    Program(ProgramEvent),
}

/// News of the open archive.
#[derive(Debug)]
pub enum ArchiveEvent {
    /// A path was opened; its articles are on their way.
    Opened(Archive),
    /// How far the load has come.
    Loading(Progress),
    /// The list, after the catalogue grew or something else was asked for.
    Listed(Arc<Listing>),
    /// The load is over.
    Loaded(Box<Loaded>),
    /// Posting lists are made for parts of the archive: how many of them have theirs, and how many get theirs now.
    /// Searching works meanwhile.
    Indexing {
        /// How many are done.
        done: usize,
        /// How many there are; 0 where nothing is done any more.
        all: usize,
    },
    /// Something has changed in the archive's folder, and the list follows.
    Followed(Box<Followed>),
    /// The archive's folder is followed in another way than before, or is gone.
    Following(Following),
    /// What was read can't be written down for the next start, in this folder.
    NotCached(PathBuf, io::Error),
    /// Another program writes the cache of the open archive, so that this one can't.
    CacheInUse,
    /// How far a further check of the files has come.
    Checking(VerifyProgress),
    /// That check is over.
    Checked(Box<Checked>),
    /// The values of the archive's fields, once it is loaded, for queries to be completed with.
    Values(Arc<FieldValues>),
    /// An article was read to be shown.
    Read(Arc<ReadArticle>),
    /// A picture of an article, which is told by its ordinal.
    Picture(u32, Arc<Picture>),
    /// Two versions of an article were compared.
    Compared(Arc<Compared>),
    /// The lines around the first hits of some articles, by ordinal, and the search that found them.
    Snippets(Arc<Search>, Vec<(u32, Snippet)>),
    /// What was asked of the archive as a whole.
    Whole(Arc<Answer>),
    /// How many articles stand on each shelf.
    Counted(Counts),
}

/// News that holds whichever archive is open.
#[derive(Debug)]
pub enum ProgramEvent {
    /// A path can't be opened. What was open before still is.
    OpenFailed(OpenError),
    /// How many bytes the caches of all archives take.
    CachesMeasured(u64),
    /// Something is wrong with the reader's own abbreviations.
    BadAbbreviations(AbbreviationsError),
    /// The program was started again, with this path to open or with none; its window is the one that is here.
    StartedAgain(Option<PathBuf>),
    /// The reader's marks as they are kept.
    Library(LibraryNews),
    /// All marks were written into one file, or could not be.
    BackedUp(BackedUp),
    /// Such a file was read: the changes that bring back what is in it.
    BackupRead(Result<Vec<Edit>, LibraryError>),
    /// What the reader asked to copy.
    Clipped(String),
    /// How far an export has come, in articles.
    Exporting {
        /// How many are done.
        done: usize,
        /// How many there are.
        total: usize,
        /// How long it took so far.
        took: Duration,
    },
    /// What an export came to.
    Exported {
        /// Where it lies.
        path: PathBuf,
        /// What it came to.
        result: Result<ExportReport, ExportError>,
    },
    /// The place to export to that the reader chose; `None` where this system has no dialog for it.
    PickedPlace(Option<PathBuf>),
    /// The folder that the reader chose; `None` where the choice was given up.
    Picked(Option<PathBuf>),
    /// This system has no dialog for choosing a folder.
    NoPicker,
    /// Whether the system is asked for less motion.
    LessMotion(bool),
    /// The browser could not be started with this address.
    AddressNotOpened(String, io::Error),
    /// The file manager could not be started with this file.
    FolderNotShown(PathBuf, io::Error),
    /// Settings or session could not be written.
    NotKept(LibraryError),
    /// The system has no thread to give for this.
    NoThread(io::Error),
}

/// Number of an opening: what belongs to an earlier one is dropped.
pub(super) type Generation = u64;

/// An event on its way, with the generation that it belongs to if it is of an archive.
#[derive(Debug)]
pub(super) enum Sent {
    Archive(Generation, ArchiveEvent),
    Program(ProgramEvent),
}

/// Sends news of the program, and wakes whoever waits for it.
#[derive(Clone)]
pub(crate) struct ProgramSender {
    sent: Sender<Sent>,
    notify: Arc<dyn Fn() + Send + Sync>,
}

/// Sends news of the archive of one generation.
#[derive(Clone)]
pub(super) struct ArchiveSender {
    pub(super) generation: Generation,
    program: ProgramSender,
}

/// A sender, and where what it sends arrives. `notify` is called after each event.
pub(super) fn channel(notify: impl Fn() + Send + Sync + 'static) -> (ProgramSender, Receiver<Sent>) {
    let (sent, events) = unbounded();
    (ProgramSender { sent, notify: Arc::new(notify) }, events)
}

impl ProgramSender {
    pub(super) fn send(&self, event: ProgramEvent) {
        journal::note_of_program(&event);
        self.pass(Sent::Program(event));
    }

    /// A sender for the archive of a generation.
    pub(super) fn of_archive(&self, generation: Generation) -> ArchiveSender {
        ArchiveSender { generation, program: self.clone() }
    }

    fn pass(&self, event: Sent) {
        // Nobody listens any more when the program ends.
        let _ = self.sent.send(event);
        (self.notify)();
    }
}

impl ArchiveSender {
    pub(super) fn send(&self, event: ArchiveEvent) {
        journal::note_of_archive(&event);
        self.program.pass(Sent::Archive(self.generation, event));
    }

    /// The sender for what outlives the archive.
    pub(super) fn program(&self) -> &ProgramSender {
        &self.program
    }
}
