//! Logs the engine's events: durations, counts and failures, but never a title, a query or a path.

use super::event::{ArchiveEvent, ProgramEvent};
use std::error::Error;
use tracing::{info, warn};

/// Logs an event of the open archive, if the log level asks for it.
pub(super) fn note_of_archive(event: &ArchiveEvent) {
    match event {
        ArchiveEvent::Loaded(loaded) => info!(
            files = loaded.catalogue.file_count(),
            articles = loaded.catalogue.article_count(),
            milliseconds = loaded.took.as_millis() as u64,
            cancelled = loaded.cancelled,
            "loaded"
        ),
        ArchiveEvent::Followed(followed) => info!(added = followed.added.len(), "followed a change"),
        ArchiveEvent::NotCached(_, error) => note_failure("not cached", error),
        _ => {}
    }
}

/// Logs an event of the program.
pub(super) fn note_of_program(event: &ProgramEvent) {
    match event {
        ProgramEvent::Exported { result: Ok(report), .. } => {
            info!(written = report.written, unread = report.unread, cancelled = report.cancelled, "exported");
        }
        ProgramEvent::Exported { result: Err(error), .. } => note_failure("not exported", error),
        ProgramEvent::Printed(_, Err(error)) => note_failure("not printed", error),
        ProgramEvent::OpenFailed(error) => note_failure("not opened", error),
        ProgramEvent::BadAbbreviations(error) => note_failure("abbreviations", error),
        ProgramEvent::NotKept(error) => note_failure("not kept", error),
        ProgramEvent::NoThread(error) => note_failure("no thread", error),
        ProgramEvent::Library(news) => {
            if let Some(trouble) = &news.trouble {
                note_failure("marks", trouble);
            }
        }
        ProgramEvent::BackedUp(Err(error)) | ProgramEvent::BackupRead(Err(error)) => {
            note_failure("backup", error);
        }
        _ => {}
    }
}

fn note_failure(what: &str, error: &(dyn Error + 'static)) {
    warn!(error, "{what}");
}
