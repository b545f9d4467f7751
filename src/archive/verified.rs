//! What a check of an archive's files came to.

use super::{Doubt, Verdict, WalkReport};
use jiff::Timestamp;
use std::path::PathBuf;

/// What a check came to.
#[derive(Clone, Debug, Default)]
pub struct VerifyReport {
    /// How many files were checked.
    pub files: usize,
    /// The files whose text is not known to be the one that was crawled, by path.
    pub doubts: Vec<(PathBuf, Doubt)>,
    /// What was passed over.
    pub walk: WalkReport,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
}

impl VerifyReport {
    /// How many files have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        match verdict {
            Verdict::Intact => self.files - self.doubts.len(),
            _ => self.doubts.iter().filter(|(_, doubt)| doubt.verdict == verdict).count(),
        }
    }
}

/// What a check of an open archive came to.
#[derive(Debug)]
pub struct Checked {
    /// What it found.
    pub report: VerifyReport,
    /// When it ended.
    pub at: Timestamp,
}
