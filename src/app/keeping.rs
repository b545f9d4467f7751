//! Keeping settings and session: soon after each change, and for the last time when the window closes.

use super::Seogo;
use crate::engine::Kept;
use crate::library::LibraryError;
use crate::ui::message::Message;

impl Seogo {
    /// Has settings and session written soon, if they have changed.
    pub(super) fn save_soon(&mut self) {
        if let Some(kept) = self.unsaved_kept() {
            self.keeps = true;
            self.engine.keep_session(kept);
        }
    }

    /// Writes settings and session if they have changed, for the last time: the window closes.
    pub fn save(&mut self) {
        self.keep_draft();
        self.leave_place();
        // What was to be written soon may still be waiting.
        self.unsaved |= self.keeps;
        if let Some(kept) = self.unsaved_kept()
            && let Err(error) = self.engine.keep_session_last(&kept)
        {
            self.not_kept(&error);
        }
    }

    fn unsaved_kept(&mut self) -> Option<Kept> {
        let folders = self.folders.clone().filter(|_| self.unsaved)?;
        self.unsaved = false;
        self.settings_changed |= self.settings != self.settings_read;
        let settings = self.settings_changed.then(|| (self.settings.clone(), self.settings_read.clone()));
        Some(Kept { folders, settings, session: self.session.clone() })
    }

    /// Says that something can't be kept, once: it is so until the reader does something about it. What was set aside
    /// is always said.
    pub(super) fn not_kept(&mut self, error: &LibraryError) {
        let is_set_aside = matches!(error, LibraryError::SetAside(..));
        if is_set_aside || !std::mem::replace(&mut self.told_not_kept, true) {
            self.message = Some(Message::lasting_warning(self.texts().library_error(error)));
        }
    }
}
