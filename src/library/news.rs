//! What becomes of the reader's marks in their file.

use super::{LibraryError, Marks, StoreTrouble};
use std::path::PathBuf;
use std::sync::Arc;

/// The marks as they are kept.
#[derive(Debug)]
pub struct LibraryNews {
    /// All of them, with the changes that could not be saved yet.
    pub marks: Arc<Marks>,
    /// How many times changes were asked for that are in them.
    pub heard: u64,
    /// Whether changes can be kept at all.
    pub writable: bool,
    /// Whether some of them are not in the file yet, as it can't be written now.
    pub unsaved: bool,
    /// Earlier states of the marks, as files to restore from.
    pub earlier: Vec<PathBuf>,
    /// What the reader should be told.
    pub trouble: Option<StoreTrouble>,
}

/// How writing a backup went: the file, and how many articles are in it.
pub type BackedUp = Result<(PathBuf, usize), LibraryError>;
