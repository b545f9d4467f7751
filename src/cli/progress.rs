//! The line that says on a terminal how far a long job has come. Where stderr is none, nothing is said.

use std::io::{self, IsTerminal, Write};

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
            // Where stderr is closed there is nobody left to tell.
            let _ = write!(io::stderr(), "\r\x1b[K{text}");
            self.is_shown = true;
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if self.is_shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
