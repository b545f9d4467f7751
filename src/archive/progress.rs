//! How far reading or checking an archive has come.

use std::time::Duration;

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

/// How far a check has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerifyProgress {
    /// How many files have been checked.
    pub checked: usize,
    /// How many have been found.
    pub found: usize,
    /// Whether all there are have been found.
    pub found_all: bool,
    /// How long it has taken so far.
    pub took: Duration,
}
