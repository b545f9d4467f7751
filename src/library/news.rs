//! Reports on saving the reader's marks.

use super::{LibraryError, Marks, StoreTrouble};
use std::path::PathBuf;
use std::sync::Arc;

/// The state of the marks.
#[derive(Debug)]
pub struct LibraryNews {
    /// All marks, including changes that could not be saved yet.
    pub marks: Arc<Marks>,
    /// How many batches of changes they include.
    pub heard: u64,
    /// Whether changes can be saved at all.
    pub writable: bool,
    /// Whether some changes aren't in the file, because it can't be written at the moment.
    pub unsaved: bool,
    /// Earlier states of the marks, as files to restore from.
    pub earlier: Vec<PathBuf>,
    /// A problem to report to the reader.
    pub trouble: Option<StoreTrouble>,
}

/// The result of a backup: its path, and the number of articles in it.
pub type BackedUp = Result<(PathBuf, usize), LibraryError>;
