//! Settings and session, kept soon after each change, so that a program that is killed loses a moment of them at most.

use crate::archive::lies_in;
use crate::engine::event::{ProgramEvent, ProgramSender};
use crate::library::{Folders, LibraryError, Session, Settings};
use crossbeam_channel::Receiver;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What is kept of a program between two starts, and where.
#[derive(Debug)]
pub struct Kept {
    /// Where.
    pub folders: Folders,
    /// What the reader has chosen, and what it was at the start; `None` where nothing was chosen.
    pub settings: Option<(Settings, Settings)>,
    /// What the next start comes back to.
    pub session: Session,
}

/// What is to be kept, and the open archive's folder, into which nothing is written; empty while none is open.
pub(crate) type KeepInput = (Kept, PathBuf);

/// What has been written. Whoever writes holds it, so that what is older never comes last.
#[derive(Default)]
pub(crate) struct Written {
    /// The settings as they were chosen when they were written last.
    settings: Option<Settings>,
    /// Whether that was the last of it.
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

/// What has been written, for those who write.
pub(crate) type SharedWritten = Arc<Mutex<Written>>;

/// How long is waited between two writings: a slider that is drawn changes a setting sixty times a second.
const PAUSE: Duration = Duration::from_millis(100);

/// Writes what is newest, whenever something has changed, until the last has been written.
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

/// Writes the last of it, after whatever is being written.
pub(crate) fn keep_last(kept: &KeepInput, shared: &SharedWritten) -> Result<(), LibraryError> {
    let mut written = shared.lock().unwrap_or_else(PoisonError::into_inner);
    written.closed = true;
    written.write(kept)
}
