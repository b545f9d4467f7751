//! What the engine tells, and the way it is sent: with the generation it belongs to, and a knock at the window.

use super::journal;
use super::{BackedUp, Checked, Compared, ExportReport, LibraryNews, ReadArticle, VerifyProgress};
use crate::archive::{Archive, Catalogue, Following, OpenError, Problems, Verdicts};
use crate::export::ExportError;
use crate::library::{AbbreviationsError, Edit, LibraryError};
use crate::search::{Counts, FieldValues, Listing, Search, Snippet};
use crossbeam_channel::Sender;
use jiff::Timestamp;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What the engine has to tell.
#[derive(Debug)]
pub enum Event {
    /// A path was opened; its articles are on their way.
    Opened(Archive),
    /// A path can't be opened. What was open before still is.
    OpenFailed(OpenError),
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
    /// How many bytes the caches of all archives take.
    CachesMeasured(u64),
    /// How far a further check of the files has come.
    Checking(VerifyProgress),
    /// That check is over.
    Checked(Box<Checked>),
    /// Something is wrong with the reader's own abbreviations.
    BadAbbreviations(AbbreviationsError),
    /// The values of the archive's fields, once it is loaded, for queries to be completed with.
    Values(Arc<FieldValues>),
    /// An article was read to be shown.
    Read(Arc<ReadArticle>),
    /// Two versions of an article were compared.
    Compared(Arc<Compared>),
    /// The lines around the first hits of some articles, by ordinal, and the search that found them.
    Snippets(Arc<Search>, Vec<(u32, Snippet)>),
    /// The program was started again, with this path to open or with none; its window is the one that is here.
    StartedAgain(Option<PathBuf>),
    /// The reader's marks as they are kept.
    Library(LibraryNews),
    /// How many articles stand on each shelf.
    Counted(Counts),
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

/// How far a load has come, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What is done with them.
    pub stage: Stage,
    /// How many it has been done with.
    pub done: usize,
    /// How many have been found.
    pub found: usize,
    /// Whether all there are have been found.
    pub found_all: bool,
    /// How long it has taken so far.
    pub took: Duration,
}

/// What a load does with files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Reads them.
    #[default]
    Reading,
    /// Looks which of those that were read before have changed since.
    Looking,
    /// Checks what the cache has of them.
    CheckingCache,
}

/// How long after one telling of progress the next may come.
pub(super) const BETWEEN_PROGRESS: Duration = Duration::from_millis(100);

/// What has changed in an archive while it is open.
#[derive(Debug)]
pub struct Followed {
    /// The files that were not there before, by ordinal.
    pub added: Vec<u32>,
    /// The archive as it is now.
    pub catalogue: Arc<Catalogue>,
    /// Its problems now.
    pub problems: Problems,
    /// How many of its articles have each verdict now.
    pub verdicts: Verdicts,
}

/// What a load came to.
#[derive(Debug)]
pub struct Loaded {
    /// Everything that was read.
    pub catalogue: Arc<Catalogue>,
    /// What was mended, could not be read or was passed over.
    pub problems: Problems,
    /// How many of its articles have each verdict.
    pub verdicts: Verdicts,
    /// How long it took.
    pub took: Duration,
    /// When its files were read, the one that was read first.
    pub at: Timestamp,
    /// Whether the reader stopped it.
    pub cancelled: bool,
}

/// Number of an `open`: what belongs to an earlier one is dropped.
pub(super) type Generation = u64;

/// Sends events of one generation and wakes whoever waits for them.
#[derive(Clone)]
pub(super) struct EventSender {
    pub(super) generation: Generation,
    pub(super) events: Sender<(Generation, Event)>,
    pub(super) notify: Arc<dyn Fn() + Send + Sync>,
}

impl EventSender {
    pub(super) fn send(&self, event: Event) {
        journal::note(&event);
        // Nobody listens any more when the program ends.
        let _ = self.events.send((self.generation, event));
        (self.notify)();
    }
}
