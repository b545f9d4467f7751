//! A progress line for long jobs, shown only if stderr is a terminal.

use super::output::write_error;
use std::io::{self, IsTerminal};

/// A line on stderr that is rewritten repeatedly and finally erased.
pub(super) struct ProgressLine {
    is_shown: bool,
    is_terminal: bool,
}

impl ProgressLine {
    /// A line that isn't shown yet.
    pub(super) fn new() -> Self {
        Self { is_shown: false, is_terminal: io::stderr().is_terminal() }
    }

    /// Replaces the line's text.
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
