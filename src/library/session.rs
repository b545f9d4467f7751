//! The session, which the next start restores: the window, recent archives, and what was read last.

use super::HighlightColor;
use super::files::{self, Folders, LibraryError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many archives and how many searches are remembered.
const RECENT: usize = 8;

/// The program's state between two starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The recently opened folders, most recent first.
    pub recent: Vec<PathBuf>,
    /// Where the reader left each folder.
    pub places: BTreeMap<PathBuf, ArchivePlace>,
    /// The recent searches, most recent first.
    pub recent_searches: Vec<String>,
    /// The window's position and size.
    pub window: Option<WindowPlace>,
    /// The further windows on the archive that was open last.
    pub windows: Vec<FurtherWindow>,
    /// The width of the list's panel, in points.
    pub sidebar_width: Option<f32>,
    /// Whether the list's panel is hidden.
    pub sidebar_hidden: bool,
    /// Whether every file is listed, not only the newest of each article.
    pub every_file: bool,
    /// Whether stories are listed in place of articles.
    pub lists_stories: bool,
    /// Whether the shelves over the list are unfolded.
    pub shelves_open: bool,
    /// Whether a wide window has a column with shelves and facets beside the list.
    pub column_open: bool,
    /// The colour that passages are highlighted in.
    pub highlight_color: HighlightColor,
    /// Whether the details panel is open; `None` if this depends on the window's width.
    pub details_open: Option<bool>,
    /// Whether the tour of the window has been shown.
    pub toured: bool,
    /// The folders in `recent` that this window has opened itself.
    #[serde(skip)]
    pub opened: Vec<PathBuf>,
    /// The searches in `recent_searches` made in this window.
    #[serde(skip)]
    pub searched: Vec<String>,
}

/// The reader's place in an archive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArchivePlace {
    pub query: String,
    /// The list's filters: chosen names by facet, and the first and last day.
    pub chosen: BTreeMap<String, BTreeSet<String>>,
    /// See `chosen`.
    pub from: Option<Date>,
    /// See `chosen`.
    pub to: Option<Date>,
    /// The name of the list's order, and whether it was reversed.
    pub order: String,
    /// See `order`.
    pub reverse: bool,
    /// The first visible row of the list; `None` at the beginning.
    pub top: Option<TopRow>,
    /// The article shown.
    pub article: Option<ReadingPlace>,
}

/// An article, and how far it was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadingPlace {
    /// The file's path relative to the archive's root.
    pub path: String,
    /// The position at the top of the view.
    pub at: PagePlace,
}

/// A position in a page, independent of width and font size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "(usize, f32)", into = "(usize, f32)")]
pub struct PagePlace {
    /// The index of a part of the page, counted from the top.
    pub item: usize,
    /// How much of that part's height is above the position, from 0 to 1.
    pub share: f32,
}

impl From<(usize, f32)> for PagePlace {
    fn from((item, share): (usize, f32)) -> Self {
        Self { item, share }
    }
}

impl From<PagePlace> for (usize, f32) {
    fn from(PagePlace { item, share }: PagePlace) -> Self {
        (item, share)
    }
}

/// The first visible row of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "(String, f64)", into = "(String, f64)")]
pub struct TopRow {
    /// The file's path relative to the archive's root.
    pub path: String,
    /// How much of the row is scrolled out of view, in points.
    pub hidden: f64,
}

impl From<(String, f64)> for TopRow {
    fn from((path, hidden): (String, f64)) -> Self {
        Self { path, hidden }
    }
}

impl From<TopRow> for (String, f64) {
    fn from(TopRow { path, hidden }: TopRow) -> Self {
        (path, hidden)
    }
}

/// A window besides the first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FurtherWindow {
    /// The folder or file that it showed articles of.
    pub archive: PathBuf,
    /// The article shown.
    pub article: Option<ReadingPlace>,
    /// Whether it has a list beside the article.
    pub lists: bool,
    /// Its inner width and height, in points independent of the zoom.
    pub size: [f32; 2],
}

/// A window's position and size on the screen, in points independent of the zoom.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Its inner width and height.
    pub size: [f32; 2],
    /// The position of its outer top left corner, if the system tells.
    pub position: Option<[f32; 2]>,
    pub maximized: bool,
}

impl Session {
    /// Reads the session. An invalid file is set aside and reported in the second value.
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

    /// Reads only the window's position and size, before anything could be reported. An invalid file is left
    /// for [`Session::read`] to handle.
    pub fn read_window(folders: &Folders) -> Option<WindowPlace> {
        let text = files::read_text(&path(folders), files::LARGEST).ok()?;
        serde_json::from_str::<Self>(&text).ok()?.window
    }

    /// Writes the session. Folders and searches that other windows have added meanwhile are kept; everything
    /// else is as in this window.
    ///
    /// # Errors
    /// If the session can't be written, or if the existing file can't be read, in which case it is left
    /// unchanged. Also if the existing file was invalid, in which case a new one has been written.
    pub fn write(&self, folders: &Folders) -> Result<(), LibraryError> {
        let (theirs, told) = match Self::read(folders) {
            (theirs, told @ (None | Some(LibraryError::SetAside(..)))) => (theirs, told),
            (_, Some(error)) => return Err(error),
        };
        let mut session = Self {
            recent: newest(&self.opened, &theirs.recent, &self.recent),
            recent_searches: newest(&self.searched, &theirs.recent_searches, &self.recent_searches),
            places: theirs.places,
            ..self.clone()
        };
        // For an archive that this window hasn't opened, only other windows know the reader's latest place.
        let is_ours =
            |folder: &&PathBuf| self.opened.contains(folder) || !session.places.contains_key(*folder);
        let ours: Vec<_> = self.places.keys().filter(is_ours).cloned().collect();
        for folder in ours {
            let place = self.places.get(&folder).cloned().unwrap_or_default();
            session.places.insert(folder, place);
        }
        // JSON can't represent a path that isn't valid Unicode.
        session.recent.retain(|folder| folder.to_str().is_some());
        session.places.retain(|folder, _| session.recent.contains(folder));
        let text = serde_json::to_string_pretty(&session)
            .map_err(|error| LibraryError::Io(path(folders), std::io::Error::other(error)))?;
        files::write(&path(folders), &text)?;
        told.map_or(Ok(()), Err)
    }

    /// Adds a search to the start of the recent ones.
    pub fn note_searched(&mut self, query: &str) {
        put_first(&mut self.recent_searches, query.to_owned());
        put_first(&mut self.searched, query.to_owned());
    }

    /// Adds a folder to the start of the recent ones.
    pub fn note_opened(&mut self, folder: &Path) {
        put_first(&mut self.recent, folder.to_owned());
        put_first(&mut self.opened, folder.to_owned());
        self.places.retain(|known, _| self.recent.contains(known));
    }
}

fn put_first<T: PartialEq>(recent: &mut Vec<T>, new: T) {
    recent.retain(|known| *known != new);
    recent.insert(0, new);
    recent.truncate(RECENT);
}

/// Merges lists in order of precedence, without duplicates.
fn newest<T: Clone + PartialEq>(own: &[T], theirs: &[T], before: &[T]) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for thing in own.iter().chain(theirs).chain(before) {
        if all.len() < RECENT && !all.contains(thing) {
            all.push(thing.clone());
        }
    }
    all
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
        let article = ReadingPlace { path: "묶음/1.md".to_owned(), at: PagePlace { item: 3, share: 0.25 } };
        let from = Some(jiff::civil::date(2026, 1, 2));
        let place = ArchivePlace {
            from,
            article: Some(article),
            top: Some(TopRow { path: "2.md".to_owned(), hidden: 12.5 }),
            ..ArchivePlace::default()
        };
        session.places.insert(PathBuf::from("/b"), place);
        session.write(&folders).unwrap();
        let (read, told) = Session::read(&folders);
        assert!(told.is_none());
        assert_eq!(read.recent, [PathBuf::from("/a"), PathBuf::from("/b")]);
        assert_eq!(read, Session { opened: Vec::new(), searched: Vec::new(), ..session });
    }

    #[test]
    fn places_are_forgotten_with_their_archives() {
        let mut session = Session::default();
        for number in 0..=RECENT {
            let folder = PathBuf::from(format!("/{number}"));
            session.note_opened(&folder);
            session.places.insert(folder, ArchivePlace::default());
        }
        session.note_opened(Path::new("/1"));
        assert_eq!(session.places.len(), RECENT);
        assert!(!session.places.contains_key(Path::new("/0")));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_whose_name_is_no_text_does_not_keep_the_rest_from_being_written() {
        use std::os::unix::ffi::OsStrExt;
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let mut session = Session::default();
        session.note_opened(Path::new("/a"));
        session.note_opened(Path::new(std::ffi::OsStr::from_bytes(b"/\xb1\xe2\xbb\xe7")));
        session.write(&folders).unwrap();
        assert_eq!(Session::read(&folders).0.recent, [PathBuf::from("/a")]);
    }

    #[test]
    fn what_two_windows_opened_and_looked_for_is_all_kept() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let mut before = Session::default();
        (0..RECENT).for_each(|number| before.note_opened(Path::new(&format!("/{number}"))));
        before.write(&folders).unwrap();
        let [mut one, mut other] = [0, 1].map(|_| Session::read(&folders).0);
        one.note_opened(Path::new("/one"));
        one.note_searched("하나");
        other.note_opened(Path::new("/other"));
        other.note_searched("둘");
        other.shelves_open = true;
        for session in [&one, &other, &one, &other] {
            session.write(&folders).unwrap();
        }
        let kept = Session::read(&folders).0;
        assert_eq!(kept.recent[..3], ["/other", "/one", "/7"].map(PathBuf::from));
        assert_eq!((kept.recent.len(), kept.shelves_open), (RECENT, true));
        assert_eq!(kept.recent_searches, ["둘", "하나"]);
    }

    #[test]
    fn a_broken_file_is_set_aside_and_told_and_nothing_is_overwritten() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        for _ in 0..3 {
            files::write(&path(&folders), "{ broken").unwrap();
            assert_eq!(Session::read_window(&folders), None, "it is still to be told");
            let (session, told) = Session::read(&folders);
            assert_eq!(session, Session::default());
            assert!(matches!(told, Some(LibraryError::SetAside(..))));
        }
        assert_eq!(std::fs::read_dir(&folders.state).unwrap().count(), 3);
    }
}
