//! The result of checking an archive's files.

use super::{Doubt, FilePlace, Verdict, WalkReport};
use jiff::Timestamp;

/// The result of a check.
#[derive(Clone, Debug, Default)]
pub struct VerifyReport {
    /// The number of files checked.
    pub files: usize,
    /// The number of articles in them.
    pub articles: usize,
    /// The articles whose text isn't known to be the crawled one, by place.
    pub doubts: Vec<(FilePlace<'static>, Doubt)>,
    /// What was skipped.
    pub walk: WalkReport,
    pub cancelled: bool,
}

impl VerifyReport {
    /// The number of articles with a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        match verdict {
            Verdict::Intact => self.articles - self.doubts.len(),
            _ => self.doubts.iter().filter(|(_, doubt)| doubt.verdict == verdict).count(),
        }
    }
}

/// The result of checking an open archive.
#[derive(Debug)]
pub struct Checked {
    pub report: VerifyReport,
    /// When it ended.
    pub at: Timestamp,
}
