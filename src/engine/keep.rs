//! Settings and session, kept soon after each change, so that a program that is killed loses a moment of them at most.

use super::event::{Event, EventSender};
use crate::library::{Folders, LibraryError, Session, Settings};
use crossbeam_channel::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What is kept of a program between two starts, and where.
#[derive(Debug)]
pub struct Kept {
    /// Where.
    pub folders: Folders,
    /// What the reader has chosen; `None` where nothing was, so that the file stays as somebody else may have edited it.
    pub settings: Option<Settings>,
    /// What the next start comes back to.
    pub session: Session,
}

impl Kept {
    fn write(&self) -> Result<(), LibraryError> {
        let settings = self.settings.as_ref().map(|settings| settings.write(&self.folders));
        settings.unwrap_or(Ok(())).and_then(|()| self.session.write(&self.folders))
    }
}

/// Whether the last of it has been written. Whoever writes holds it, so that what is older never comes last.
pub(super) type Closed = Arc<Mutex<bool>>;

/// How long is waited between two writings: a slider that is drawn changes a setting sixty times a second.
const PAUSE: Duration = Duration::from_millis(100);

/// Writes what is newest, whenever something has changed, until the last has been written.
pub(super) fn keep_as_asked(inputs: &Receiver<Kept>, closed: &Closed, sender: &EventSender) {
    while let Ok(kept) = inputs.recv() {
        let kept = inputs.try_iter().last().unwrap_or(kept);
        let is_closed = closed.lock().unwrap_or_else(PoisonError::into_inner);
        if *is_closed {
            return;
        }
        let written = kept.write();
        drop(is_closed);
        if let Err(error) = written {
            sender.send(Event::NotKept(error));
        }
        thread::sleep(PAUSE);
    }
}

/// Writes the last of it, after whatever is being written.
pub(super) fn keep_last(kept: &Kept, closed: &Closed) -> Result<(), LibraryError> {
    let mut is_closed = closed.lock().unwrap_or_else(PoisonError::into_inner);
    *is_closed = true;
    kept.write()
}
