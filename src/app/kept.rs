//! The settings and the session, kept between starts. Every change goes through here and is marked for writing.

use crate::archive::{Choices, lies_in};
use crate::engine::{Kept, Setting};
use crate::library::{
    ArchivePlace, Choice, Folders, LibraryError, Motion, Session, Settings, Store, log_folder, read_choices,
};
use crate::view::{self, CacheView, Lang};
use std::path::{Path, PathBuf};

/// The settings and the session, and how far they are written to disk.
pub(super) struct KeptState {
    folders: Option<Folders>,
    settings: Settings,
    session: Session,
    /// How the reader wants individual files to be read.
    choices: Choices,
    lang: Lang,
    /// Whether the system asks programs for reduced motion.
    less_motion: bool,
    /// The settings as read from disk, so that later changes by other windows are kept.
    settings_read: Settings,
    settings_changed: bool,
    writing: Writing,
    /// Whether a failure to save has been reported; it is reported only once.
    failure_told: bool,
}

/// How far changes have been written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// Nothing has changed since the start.
    Unchanged,
    /// Something has changed since the last hand-over to the engine.
    Changed,
    /// The engine has everything, but may not have written it yet.
    HandedOver,
}

/// What follows from a change of settings.
#[derive(Default)]
pub(super) struct SettingsEffects {
    /// Ask the system whether it prefers reduced motion.
    pub(super) ask_for_motion: bool,
    /// Install the changed keys.
    pub(super) keys: bool,
    /// Rebuild every text in the new language.
    pub(super) language: bool,
    /// Reload the shown article, because its paragraphs are split differently.
    pub(super) paragraphs: bool,
}

impl KeptState {
    /// Reads the saved state. The second value is what could not be read.
    pub(super) fn read(folders: Option<Folders>) -> (Self, Vec<LibraryError>) {
        let (settings, settings_told) = folders.as_ref().map(Settings::read).unwrap_or_default();
        let (session, session_told) = folders.as_ref().map(Session::read).unwrap_or_default();
        let (choices, choices_told) = folders.as_ref().map(read_choices).unwrap_or_default();
        let kept = Self {
            folders,
            lang: Lang::of_setting(settings.language),
            settings_read: settings.clone(),
            settings_changed: false,
            settings,
            session,
            choices,
            less_motion: false,
            writing: Writing::Unchanged,
            failure_told: false,
        };
        (kept, [settings_told, session_told, choices_told].into_iter().flatten().collect())
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn choices(&self) -> &Choices {
        &self.choices
    }

    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    pub(super) fn change_session(&mut self, change: impl FnOnce(&mut Session)) {
        change(&mut self.session);
        self.writing = Writing::Changed;
    }

    /// Saves the reader's place in an archive; false if it hasn't changed.
    pub(super) fn note_place(&mut self, folder: PathBuf, place: ArchivePlace) -> bool {
        let is_new = self.session.places.get(&folder) != Some(&place);
        if is_new {
            self.change_session(|session| _ = session.places.insert(folder, place));
        }
        is_new
    }

    /// How article bodies are typeset.
    pub(super) fn setting(&self) -> Setting {
        Setting {
            restore_paragraphs: self.settings.restore_paragraphs,
            break_long: self.settings.break_long_paragraphs,
        }
    }

    /// Applies new settings.
    pub(super) fn set(&mut self, settings: Settings) -> SettingsEffects {
        let before = std::mem::replace(&mut self.settings, settings);
        self.writing = Writing::Changed;
        self.lang = Lang::of_setting(self.settings.language);
        SettingsEffects {
            ask_for_motion: self.settings.motion == Motion::System && before.motion != Motion::System,
            keys: self.settings.keys != before.keys,
            language: self.settings.language != before.language,
            paragraphs: (self.settings.restore_paragraphs, self.settings.break_long_paragraphs)
                != (before.restore_paragraphs, before.break_long_paragraphs),
        }
    }

    /// Remembers how a file is to be read. Returns the folders to save that in, if it is to be saved.
    pub(super) fn choose(
        &mut self,
        choice: Choice,
        archive: Option<&Path>,
    ) -> Result<Option<Folders>, LibraryError> {
        choice.make(&mut self.choices);
        match &self.folders {
            Some(folders) if archive.is_some_and(|archive| lies_in(&folders.data, archive)) => {
                Err(LibraryError::InArchive(folders.data.clone()))
            }
            folders => Ok(folders.clone()),
        }
    }

    /// Where the reader's data is kept; `None` if nothing is.
    #[cfg(feature = "cluster")]
    pub(super) fn folders(&self) -> Option<&Folders> {
        self.folders.as_ref()
    }

    /// The path of the reader's marks.
    pub(super) fn marks_file(&self) -> Option<PathBuf> {
        self.folders.as_ref().map(Store::path)
    }

    /// Notes whether the system prefers reduced motion.
    pub(super) fn on_less_motion(&mut self, less: bool) {
        self.less_motion = less;
    }

    /// Whether changes are animated.
    pub(super) fn is_animated(&self) -> bool {
        match self.settings.motion {
            Motion::System => !self.less_motion,
            Motion::Full => true,
            Motion::Reduced => false,
        }
    }

    /// Whether anything is kept between starts.
    pub(super) fn remembers(&self) -> bool {
        self.folders.is_some()
    }

    /// What to write soon, if anything has changed.
    pub(super) fn take_unsaved(&mut self) -> Option<Kept> {
        if self.writing != Writing::Changed {
            return None;
        }
        self.writing = Writing::HandedOver;
        self.snapshot()
    }

    /// What to write before closing, including what the engine may not have written yet.
    pub(super) fn take_last(&mut self) -> Option<Kept> {
        if self.writing == Writing::Unchanged { None } else { self.snapshot() }
    }

    fn snapshot(&mut self) -> Option<Kept> {
        let folders = self.folders.clone()?;
        self.settings_changed |= self.settings != self.settings_read;
        let settings = self.settings_changed.then(|| (self.settings.clone(), self.settings_read.clone()));
        Some(Kept { folders, settings, session: self.session.clone() })
    }

    /// The message about a failed write, unless the reader knows. A file that was set aside is always reported.
    pub(super) fn failure_text(&mut self, error: &LibraryError) -> Option<String> {
        let is_set_aside = matches!(error, LibraryError::SetAside(..));
        let is_known = !is_set_aside && std::mem::replace(&mut self.failure_told, true);
        (!is_known).then(|| self.lang().library_error(error))
    }

    /// The path of the settings file; empty if there is none.
    pub(super) fn settings_file(&self) -> String {
        let path = self.folders.as_ref().map(Settings::path);
        path.map(|path| view::one_line(&path.to_string_lossy())).unwrap_or_default()
    }

    /// The path of the folder for the log and crash reports; empty if there is none.
    pub(super) fn log_folder(&self) -> String {
        let path = self.folders.as_ref().map(log_folder);
        path.map(|path| view::one_line(&path.to_string_lossy())).unwrap_or_default()
    }

    /// The folder of the caches.
    pub(super) fn caches(&self) -> Option<&Path> {
        self.folders.as_ref().and_then(|folders| folders.cache.as_deref())
    }

    /// The caches as the settings window shows them; `bytes` is their size, once measured.
    pub(super) fn cache_view(&self, bytes: Option<u64>) -> CacheView {
        view::cache_view(self.caches(), bytes, self.lang)
    }
}
