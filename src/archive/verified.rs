//! What a check of an archive's files came to.

use super::{Doubt, FilePlace, Verdict, WalkReport};
use jiff::Timestamp;

/// What a check came to.
#[derive(Clone, Debug, Default)]
pub struct VerifyReport {
    /// How many files were checked.
    pub files: usize,
    /// How many articles they hold.
    pub articles: usize,
    /// The articles whose text is not known to be the one that was crawled, by place.
    pub doubts: Vec<(FilePlace<'static>, Doubt)>,
    /// What was passed over.
    pub walk: WalkReport,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
}

impl VerifyReport {
    /// How many articles have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        match verdict {
            Verdict::Intact => self.articles - self.doubts.len(),
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
