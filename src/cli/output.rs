//! Standard output, and the failures of subcommands. A pipe closed by its reader is not a failure.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::process::ExitCode;

use super::terminal::escaped;
use crate::view::Lang;
use thiserror::Error;

/// Buffered standard output.
pub struct Output(BufWriter<StdoutLock<'static>>);

impl Output {
    /// Standard output, locked for this run.
    pub fn stdout() -> Self {
        Self(BufWriter::with_capacity(64 * 1024, io::stdout().lock()))
    }

    /// Flushes the buffer. Dropping it instead would lose an error.
    ///
    /// # Errors
    /// If standard output can't be written.
    pub fn finish(mut self) -> Result<(), Failure> {
        Ok(self.0.flush()?)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Why a subcommand failed.
#[derive(Debug, Error)]
pub enum Failure {
    /// Its input can't be used; the sentence says what, why, and what to do.
    #[error("what it was given can't be used")]
    Unusable(String),
    /// Wrong usage; the sentence explains it.
    #[error("wrong usage")]
    Usage(String),
    /// Its output could not be written.
    #[error("the output can't be written")]
    Output(#[source] io::Error),
    /// It was interrupted by a signal and has cleaned up.
    #[error("stopped by a signal")]
    Interrupted,
}

/// The exit status for wrong usage, the same as clap's.
const WRONG_USAGE: u8 = 2;

/// The exit status after Ctrl+C.
const INTERRUPTED: u8 = 130;

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Prints the failure on stderr, in one line, and returns the exit status.
    pub fn report(self, lang: Lang) -> ExitCode {
        let message = match self {
            Self::Interrupted => return ExitCode::from(INTERRUPTED),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            Self::Output(error) => lang.cli_unwritable_output(&error),
            Self::Usage(message) => {
                tell(&message);
                return ExitCode::from(WRONG_USAGE);
            }
            Self::Unusable(message) => message,
        };
        tell(&message);
        ExitCode::FAILURE
    }
}

/// Prints a message on stderr, in one line.
pub(super) fn tell(message: &str) {
    write_error(&format!("seogo: {}\n", escaped(&message.replace('\n', " "))));
}

/// Writes to stderr in one go, so that other threads and programs can't interleave their output.
pub(super) fn write_error(text: &str) {
    // If stderr is closed, there is no one left to tell.
    let _ = io::stderr().write_all(text.as_bytes());
}
