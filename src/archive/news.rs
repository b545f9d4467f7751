//! Reports on an archive: the result of a load, and later changes.

use super::{Catalogue, Problems, Verdicts};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// Changes in an open archive.
#[derive(Debug)]
pub struct Followed {
    /// The ordinals of new files.
    pub added: Vec<u32>,
    /// The current catalogue.
    pub catalogue: Arc<Catalogue>,
    /// Its current problems.
    pub problems: Problems,
    /// How many articles currently have each verdict.
    pub verdicts: Verdicts,
}

/// The result of a load.
#[derive(Debug)]
pub struct Loaded {
    /// The catalogue of everything that was read.
    pub catalogue: Arc<Catalogue>,
    /// What was repaired, unreadable or skipped.
    pub problems: Problems,
    /// How many articles have each verdict.
    pub verdicts: Verdicts,
    /// How long it took.
    pub took: Duration,
    /// When the first of its files was read.
    pub at: Timestamp,
    /// Whether the reader cancelled it.
    pub cancelled: bool,
}
