//! What the next start comes back to: the window, the archives opened lately, and what was read last.

use super::files::{self, Folders, LibraryError};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// How many archives, and how many searches, are remembered.
const RECENT: usize = 8;

/// The state of the program between two starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The folders opened lately, the last one first.
    pub recent: Vec<PathBuf>,
    /// What was looked for lately, the last first.
    pub recent_searches: Vec<String>,
    /// Where the window stood.
    pub window: Option<WindowPlace>,
    /// The width of the list's panel, in points.
    pub sidebar_width: Option<f32>,
    /// Whether every file is listed, not only the newest of each article.
    pub every_file: bool,
    /// Whether the shelves over the list are unfolded.
    pub shelves_open: bool,
    /// Whether the details panel is open; `None` leaves it to the width of the window.
    pub details_open: Option<bool>,
}

/// The place of a window on the screen, in points, of which an inch has the same number whatever the zoom is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Its inner width and height.
    pub size: [f32; 2],
    /// Its outer left upper corner, where the system tells.
    pub position: Option<[f32; 2]>,
    /// Whether it filled the screen.
    pub maximized: bool,
}

impl Session {
    /// Reads the session. What can't be understood is set aside, and told in the second value.
    pub fn read(folders: &Folders) -> (Self, Option<LibraryError>) {
        let path = path(folders);
        match files::read(&path) {
            Ok(None) => (Self::default(), None),
            Ok(Some(text)) => match serde_json::from_str(&text) {
                Ok(session) => (session, None),
                Err(_) => (Self::default(), Some(files::set_aside(&path))),
            },
            Err(error) => (Self::default(), Some(error)),
        }
    }

    /// Writes the session.
    pub fn write(&self, folders: &Folders) -> Result<(), LibraryError> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| LibraryError::Io(path(folders), std::io::Error::other(error)))?;
        files::write(&path(folders), &text)
    }

    /// Puts a search at the head of the recent ones.
    pub fn note_searched(&mut self, query: &str) {
        self.recent_searches.retain(|known| known != query);
        self.recent_searches.insert(0, query.to_owned());
        self.recent_searches.truncate(RECENT);
    }

    /// Puts a folder at the head of the recent ones.
    pub fn note_opened(&mut self, folder: &Path) {
        self.recent.retain(|known| known != folder);
        self.recent.insert(0, folder.to_owned());
        self.recent.truncate(RECENT);
    }
}

fn path(folders: &Folders) -> PathBuf {
    folders.state.join("session.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_it_was_left() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let mut session = Session::default();
        session.note_opened(Path::new("/a"));
        session.note_opened(Path::new("/b"));
        session.note_opened(Path::new("/a"));
        session.note_searched("반도체");
        session.write(&folders).unwrap();
        let (read, told) = Session::read(&folders);
        assert!(told.is_none());
        assert_eq!(read.recent, [PathBuf::from("/a"), PathBuf::from("/b")]);
        assert_eq!(read.recent_searches, ["반도체"]);
    }

    #[test]
    fn a_broken_file_is_set_aside_and_told_and_nothing_is_overwritten() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        for _ in 0..3 {
            files::write(&path(&folders), "{ broken").unwrap();
            let (session, told) = Session::read(&folders);
            assert_eq!(session, Session::default());
            assert!(matches!(told, Some(LibraryError::SetAside(..))));
        }
        assert_eq!(std::fs::read_dir(&folders.state).unwrap().count(), 3);
    }
}
