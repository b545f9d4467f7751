//! Saves settings and session soon after each change, so that a program that is killed loses at most a moment.

use crate::archive::lies_in;
use crate::engine::channel::ProgramSender;
use crate::engine::event::ProgramEvent;
use crate::library::{Folders, LibraryError, Session, Settings};
use crossbeam_channel::Receiver;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What to save between two starts, and where.
#[derive(Debug)]
pub struct Kept {
    /// The folders to save it in.
    pub folders: Folders,
    /// The current settings, and those at the start; `None` if unchanged.
    pub settings: Option<(Settings, Settings)>,
    pub session: Session,
}

/// What to save, and the folder of the open archive, into which nothing is written; empty if none is open.
pub(crate) type KeepInput = (Kept, PathBuf);

/// What has been written. Locked while writing, so that an older state is never written last.
#[derive(Default)]
pub(crate) struct Written {
    /// The settings as last written.
    settings: Option<Settings>,
    /// Whether the final state has been written.
    closed: bool,
}

impl Written {
    fn write(&mut self, (kept, archive): &KeepInput) -> Result<(), LibraryError> {
        let may_write = |folder: &Path, file: &str| match lies_in(folder, archive) {
            true => Err(LibraryError::InArchive(folder.join(file))),
            false => Ok(()),
        };
        let mut told = Ok(());
        if let Some((settings, at_start)) = &kept.settings {
            told = may_write(&kept.folders.config, "settings.yaml").and_then(|()| {
                settings.write_changes(self.settings.as_ref().unwrap_or(at_start), &kept.folders)
            });
            if matches!(told, Ok(()) | Err(LibraryError::SetAside(..))) {
                self.settings = Some(settings.clone());
            }
        }
        let written = may_write(&kept.folders.state, "session.json");
        told.and(written.and_then(|()| kept.session.write(&kept.folders)))
    }
}

/// Shared by the threads that write.
pub(crate) type SharedWritten = Arc<Mutex<Written>>;

/// The pause between two writes, since dragging a slider changes a setting sixty times a second.
const PAUSE: Duration = Duration::from_millis(100);

/// Writes the latest state whenever something has changed, until the final state has been written.
pub(crate) fn run_session_keeper(
    inputs: &Receiver<KeepInput>,
    shared: &SharedWritten,
    sender: &ProgramSender,
) {
    while let Ok(kept) = inputs.recv() {
        let kept = inputs.try_iter().last().unwrap_or(kept);
        let mut written = shared.lock().unwrap_or_else(PoisonError::into_inner);
        if written.closed {
            return;
        }
        let result = written.write(&kept);
        drop(written);
        if let Err(error) = result {
            sender.send(ProgramEvent::NotKept(error));
        }
        thread::sleep(PAUSE);
    }
}

/// Writes the final state, after any write in progress.
pub(crate) fn keep_last(kept: &KeepInput, shared: &SharedWritten) -> Result<(), LibraryError> {
    let mut written = shared.lock().unwrap_or_else(PoisonError::into_inner);
    written.closed = true;
    written.write(kept)
}
