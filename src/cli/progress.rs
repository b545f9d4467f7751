//! The line that says on a terminal how far a long job has come. Where stderr is none, nothing is said.

use super::output::write_error;
use std::io::{self, IsTerminal};

/// A line on stderr that is written over again and again, and taken away in the end.
pub(super) struct ProgressLine {
    is_shown: bool,
    is_terminal: bool,
}

impl ProgressLine {
    /// A line that is not there yet.
    pub(super) fn new() -> Self {
        Self { is_shown: false, is_terminal: io::stderr().is_terminal() }
    }

    /// Shows a text in place of the one before.
    pub(super) fn show(&mut self, text: &str) {
        if self.is_terminal {
            write_error(&format!("\r\x1b[K{text}"));
            self.is_shown = true;
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if self.is_shown {
            write_error("\r\x1b[K");
        }
    }
}
