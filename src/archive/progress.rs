//! The progress of reading or checking an archive.

use std::time::Duration;

/// The progress of a load, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What the load is doing.
    pub stage: Stage,
    /// How many files are done.
    pub done: usize,
    /// How many files have been found.
    pub found: usize,
    /// Whether the search for files is complete.
    pub found_all: bool,
    /// The time taken so far.
    pub took: Duration,
}

/// What a load is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Reading files.
    #[default]
    Reading,
    /// Checking which cached files have changed.
    Looking,
    /// Checking the cache itself.
    CheckingCache,
}

/// The progress of a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerifyProgress {
    /// How many files have been checked.
    pub checked: usize,
    /// How many files have been found.
    pub found: usize,
    /// Whether the search for files is complete.
    pub found_all: bool,
    /// The time taken so far.
    pub took: Duration,
}
