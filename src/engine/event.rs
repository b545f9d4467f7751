//! The engine's events. Events of the open archive carry its generation and are dropped once another archive is
//! open; events of the program always arrive.

use crate::archive::{
    Archive, Catalogue, Checked, Compared, Followed, Following, Loaded, OpenError, Picture, Progress,
    ReadArticle, VerifyProgress,
};
#[cfg(feature = "cluster")]
use crate::cluster::{ServerAnswer, Trouble};
use crate::export::{ExportError, ExportReport, Leaving, TargetError};
use crate::formats::ColumnsPreview;
use crate::library::{AbbreviationsError, BackedUp, Edit, LibraryError, LibraryNews};
use crate::search::{Counts, FieldValues, Listing, Search, Snippet};
use crate::stories::ComparedArticles;
use crate::whole::Answer;
use crate::words::{FurtherLines, WordsAnswer};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// An event reported by the engine.
#[derive(Debug)]
pub enum Event {
    /// About the open archive.
    Archive(ArchiveEvent),
    /// About the program, whichever archive is open.
    Program(ProgramEvent),
}

/// An event of the open archive.
#[derive(Debug)]
pub enum ArchiveEvent {
    /// A path was opened; its articles will follow.
    Opened(Archive),
    /// The progress of the load.
    Loading(Progress),
    /// A new list, after the catalogue has grown or another list was requested.
    Listed(Arc<Listing>),
    /// The load has ended.
    Loaded(Box<Loaded>),
    /// The progress of building postings for parts of the archive. Searching works meanwhile.
    Indexing {
        /// How many parts are done.
        done: usize,
        /// How many parts there are; 0 when indexing has stopped.
        all: usize,
    },
    /// The archive's folder has changed, and the list with it.
    Followed(Box<Followed>),
    /// The archive's folder is followed differently, or is missing.
    Following(Following),
    /// The cache can't be written, in this folder.
    NotCached(PathBuf, io::Error),
    /// The index's server answers, but refuses to be read.
    #[cfg(feature = "cluster")]
    ServerRefused(Trouble),
    /// The archive's cache can't be written because another program has locked it.
    CacheInUse,
    /// The progress of a further check of the files.
    Checking(VerifyProgress),
    /// The check has ended.
    Checked(Box<Checked>),
    /// The values of the archive's fields, for completing queries; sent once it is loaded.
    Values(Arc<FieldValues>),
    /// An article was loaded for display.
    Read(Arc<ReadArticle>),
    /// A picture was loaded, with the ordinal of its article.
    Picture(u32, Arc<Picture>),
    /// The beginning of a table or JSON was read for choosing its columns; `None` if it has none.
    Columns(PathBuf, Option<ColumnsPreview>),
    /// Two versions of an article were compared.
    Compared(Arc<Compared>),
    /// Two articles of a story were compared.
    ComparedStory(Arc<ComparedArticles>),
    /// Snippets around the first hits, by the articles' ordinals, and the search they belong to.
    Snippets(Arc<Search>, Vec<(u32, Snippet)>),
    /// The answer to a question about the whole archive.
    Whole(Arc<Answer>),
    /// The answer to a question about words, or how far it is.
    Words(Arc<WordsAnswer>),
    ConcordanceLines(Arc<FurtherLines>),
    /// How many articles each shelf has.
    Counted(Counts),
    /// How many articles of a list each shelf has.
    CountedWithin(Arc<Listing>, Counts),
}

/// Where something for paper went.
#[derive(Debug)]
pub enum Printed {
    /// To a printer, by the system's dialog.
    Sent,
    /// To the system's viewer, where there is no such dialog.
    Shown,
    /// To its file only, as there is no viewer either.
    Written,
}

/// An event that matters whichever archive is open.
#[derive(Debug)]
pub enum ProgramEvent {
    /// A path can't be opened. The previous archive stays open.
    OpenFailed(OpenError),
    /// The size of the caches of all archives, in bytes.
    CachesMeasured(u64),
    /// A problem with the reader's own abbreviations.
    BadAbbreviations(AbbreviationsError),
    /// What came of reaching a search server.
    #[cfg(feature = "cluster")]
    Server(ServerAnswer),
    /// A login couldn't be kept in the system's keyring, if there is one.
    #[cfg(feature = "cluster")]
    LoginNotKept,
    /// The logins for search servers were forgotten, if there were any.
    #[cfg(feature = "cluster")]
    LoginsForgotten {
        /// Whether there were any.
        had_any: bool,
    },
    /// The program was started again, possibly with a path to open. This window is to be used.
    StartedAgain(Option<PathBuf>),
    /// The current state of the reader's marks.
    Library(LibraryNews),
    /// The result of writing a backup of all marks.
    BackedUp(BackedUp),
    /// The result of reading a backup: the edits that restore it.
    BackupRead(Result<Vec<Edit>, LibraryError>),
    /// The text to put on the clipboard.
    CopyReady(String),
    /// What would leave with an export, by the number of the question; `None` if that can't be counted.
    Leaving(u64, Option<Leaving>),
    /// The progress of an export, in articles.
    Exporting {
        /// How many are done.
        done: usize,
        /// How many there are.
        total: usize,
        /// The time taken so far.
        took: Duration,
    },
    /// An export has ended.
    Exported {
        /// The export's path.
        path: PathBuf,
        result: Result<ExportReport, ExportError>,
    },
    /// The listed articles that have notes or highlights, by ordinal in this catalogue and in the list's order.
    Passages(Arc<Catalogue>, Vec<u32>),
    /// What came of printing by way of a PDF file at this path. Nothing is told if the reader cancelled it.
    Printed(PathBuf, Result<Printed, ExportError>),
    /// A chart was saved to this path, or why not.
    ChartSaved(PathBuf, Result<(), TargetError>),
    /// The destination that the reader chose for an export; `None` if the system has no dialog for it.
    PickedPlace(Option<PathBuf>),
    /// The folder that the reader chose; `None` if the dialog was cancelled.
    Picked(Option<PathBuf>),
    /// The system has no dialog for choosing a folder.
    NoPicker,
    /// Whether the system asks for reduced motion.
    LessMotion(bool),
    /// The browser could not be started with this address.
    AddressNotOpened(String, io::Error),
    /// The file manager could not be started with this file.
    FolderNotShown(PathBuf, io::Error),
    /// Settings or session could not be written.
    NotKept(LibraryError),
    /// The system could not start a thread for a job.
    NoThread(io::Error),
}
