//! The result of an export.

use super::{Format, Shortcomings};

/// The result of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportReport {
    pub format: Format,
    /// How many articles were exported.
    pub written: usize,
    /// How many of them lack their body, because their file can no longer be read.
    pub unread: usize,
    /// Content that didn't fit into the format.
    pub shortcomings: Shortcomings,
    /// Whether the export was cancelled, leaving nothing behind.
    pub cancelled: bool,
}
