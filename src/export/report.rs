//! What an export came to.

use super::{Format, Shortcomings};

/// What an export came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportReport {
    /// The format.
    pub format: Format,
    /// How many articles it holds.
    pub written: usize,
    /// How many of them without their body, as their file can't be read any more.
    pub unread: usize,
    /// What there was no room for.
    pub shortcomings: Shortcomings,
    /// Whether it was stopped before its end, and nothing of it kept.
    pub cancelled: bool,
}
