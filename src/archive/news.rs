//! What there is to say of an archive once it has been read, and each time that it has changed since.

use super::{Catalogue, Problems, Verdicts};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

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
