//! What of the engine's events goes into the log: how long things took, how many there were, and what failed. Never a
//! title, a query or a path.

use super::event::Event;
use std::error::Error;
use tracing::{info, warn};

/// Notes an event in the log, if it is one that whoever looks for a fault wants to know of.
pub(super) fn note(event: &Event) {
    let failed = |what: &str, error: &(dyn Error + 'static)| warn!(error, "{what}");
    match event {
        Event::Loaded(loaded) => info!(
            files = loaded.catalogue.file_count(),
            articles = loaded.catalogue.article_count(),
            milliseconds = loaded.took.as_millis() as u64,
            cancelled = loaded.cancelled,
            "loaded"
        ),
        Event::Followed(followed) => info!(added = followed.added.len(), "followed a change"),
        Event::Exported { result: Ok(report), .. } => {
            info!(written = report.written, unread = report.unread, cancelled = report.cancelled, "exported");
        }
        Event::Exported { result: Err(error), .. } => failed("not exported", error),
        Event::OpenFailed(error) => failed("not opened", error),
        Event::NotCached(_, error) => failed("not cached", error),
        Event::BadAbbreviations(error) => failed("abbreviations", error),
        Event::NotKept(error) => failed("not kept", error),
        Event::NoThread(error) => failed("no thread", error),
        Event::Library(news) => {
            if let Some(trouble) = &news.trouble {
                failed("marks", trouble);
            }
        }
        Event::BackedUp(Err(error)) | Event::BackupRead(Err(error)) => failed("backup", error),
        _ => {}
    }
}
