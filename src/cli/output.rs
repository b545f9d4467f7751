//! Where output goes, and what becomes of it when it cannot: a reader that has seen enough closes the pipe, and
//! that is no failure.

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

    /// Writes out what is still buffered: an error on dropping it would be lost.
    ///
    /// # Errors
    /// What writing to standard output gives.
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

/// Why a subcommand could not do its work.
#[derive(Debug, Error)]
pub enum Failure {
    /// What it was given cannot be used; the sentence says what, why, and what to do.
    #[error("what it was given can't be used")]
    Unusable(String),
    /// It was called wrongly; the sentence says how.
    #[error("wrong usage")]
    Usage(String),
    /// Its output could not be written.
    #[error("the output can't be written")]
    Output(#[source] io::Error),
    /// It was stopped by a signal, and has taken away what it had begun.
    #[error("stopped by a signal")]
    Interrupted,
}

/// The status of a program that was called wrongly, as clap has it.
const WRONG_USAGE: u8 = 2;

/// The status of a program that Ctrl+C has stopped.
const INTERRUPTED: u8 = 130;

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Says on stderr what happened, in one line, and gives the status to exit with.
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

/// Says something on stderr, in one line.
pub(super) fn tell(message: &str) {
    write_error(&format!("seogo: {}\n", escaped(&message.replace('\n', " "))));
}

/// Writes to stderr all at once: what other threads and programs write there never stands in the middle of it.
pub(super) fn write_error(text: &str) {
    // Where stderr is closed there is nobody left to tell.
    let _ = io::stderr().write_all(text.as_bytes());
}
