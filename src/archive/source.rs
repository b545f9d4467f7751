//! Where the articles of an archive come from. Whoever reads an article, or asks whether one has changed, asks here, so
//! that only this file knows whether a row stands for a file of its own or for an entry of a file of several.

use super::below::Root;
use super::entries::EntryFiles;
use super::read::{Doubt, OpenFile, ReadFile, check_article, doubt_of, read_article};
use super::walk::{WalkReport, walk};
use super::{Archive, Cancel, Encodings, Links, Row, Segment};
use crate::article::{ProblemKind, TextEncoding};
use crate::formats::Kind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The articles of an archive, and the encodings that the reader chose for some of its files.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The folder that all paths are relative to.
    folder: PathBuf,
    /// The one file in it that is all of the archive, where that is so.
    only: Option<PathBuf>,
    encodings: Encodings,
    entries: Arc<EntryFiles>,
}

/// A source that is held open, so that everything in it is looked up from the same place.
#[derive(Debug)]
pub struct OpenSource<'a> {
    source: &'a Source,
    root: Root,
}

/// What reading an article once came to.
#[expect(clippy::large_enum_variant, reason = "it lives for a moment, and there is one for each article")]
pub enum ReadOnce {
    /// What it says.
    Row(ReadFile),
    /// A large file with several names, as the segment of one row that is kept for all of them.
    Linked(Segment),
}

impl Source {
    /// The articles below a folder, some in encodings that the reader chose.
    pub fn of_folder(folder: impl Into<PathBuf>, encodings: Encodings) -> Self {
        Self { folder: folder.into(), encodings, ..Self::default() }
    }

    /// The articles of an archive.
    pub fn of(archive: &Archive, encodings: Encodings) -> Self {
        Self { only: archive.only.clone(), ..Self::of_folder(archive.folder.clone(), encodings) }
    }

    /// The folder that the paths of its rows are relative to.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the reader opened: the folder, or the file that is all of the archive.
    pub fn path(&self) -> PathBuf {
        self.only.as_ref().map_or_else(|| self.folder.clone(), |only| self.folder.join(only))
    }

    /// Whether the archive is all of its folder.
    pub fn is_folder(&self) -> bool {
        self.only.is_none()
    }

    /// Whether a file or folder in its folder belongs to the archive.
    pub fn has(&self, path: &Path) -> bool {
        self.only.as_ref().is_none_or(|only| path == only)
    }

    /// The encodings that the reader chose.
    pub fn encodings(&self) -> &Encodings {
        &self.encodings
    }

    /// Reads some articles in other encodings from now on.
    pub fn set_encodings(&mut self, encodings: Encodings) {
        self.encodings = encodings;
    }

    /// The encoding that the reader chose for the file at a path.
    pub fn encoding_of(&self, path: &Path) -> Option<TextEncoding> {
        self.encodings.of(&self.folder, path)
    }

    /// Calls `found` with the path of every file that may hold articles in or below the folder `start`.
    pub fn walk(&self, start: &Path, cancel: &Cancel, mut found: impl FnMut(PathBuf)) -> WalkReport {
        match &self.only {
            None => walk(&self.folder, start, cancel, found),
            Some(only) => {
                if self.open().root.stamp(only).is_ok() {
                    found(only.clone());
                }
                WalkReport::default()
            }
        }
    }

    /// Opens the source, for one batch of articles: it may lie elsewhere by the next.
    pub fn open(&self) -> OpenSource<'_> {
        OpenSource { source: self, root: Root::at(&self.folder) }
    }
}

impl OpenSource<'_> {
    /// Reads every article of the file at a path; false where it holds none. A large file with several names is read
    /// once for all of them. `buffer` is scratch space.
    pub fn read_file(
        &self,
        path: &Path,
        links: &Links,
        cancel: &Cancel,
        buffer: &mut Vec<u8>,
        mut take: impl FnMut(ReadOnce),
    ) -> bool {
        if let Some(kind) = Kind::of(path) {
            let entries = &self.source.entries;
            return entries.read_all(&self.root, (path, kind), cancel, |read| take(ReadOnce::Row(read)));
        }
        let chosen = self.source.encoding_of(path);
        let file = OpenFile::at(&self.root, path);
        take(match file.linked(chosen) {
            Some(linked) => ReadOnce::Linked(links.segment(linked, path, || file.read(chosen, buffer))),
            None => ReadOnce::Row(file.read(chosen, buffer)),
        });
        true
    }

    /// Reads the article of a row again. Its bytes are in `buffer` afterwards.
    pub fn read_row(&self, row: &Row<'_>, buffer: &mut Vec<u8>) -> ReadFile {
        let path = row.file_path();
        match Kind::of(path) {
            Some(kind) => self.source.entries.read_one(&self.root, row, kind, buffer).into(),
            None => read_article(&self.root, path, self.source.encoding_of(path), buffer),
        }
    }

    /// Reads every byte of a file to tell of each of its articles whether the text is the one that was crawled, and calls
    /// `found` with its number in the file and the doubt, where there is one. False where it holds no article.
    pub fn check_file(
        &self,
        path: &Path,
        cancel: &Cancel,
        buffer: &mut Vec<u8>,
        mut found: impl FnMut(Option<u32>, Option<Doubt>),
    ) -> bool {
        if let Some(kind) = Kind::of(path) {
            return self.source.entries.read_all(&self.root, (path, kind), cancel, |read| {
                found(Some(read.entry).filter(|&entry| entry > 0), doubt_of(read.article));
            });
        }
        found(None, check_article(&self.root, path, self.source.encoding_of(path), buffer));
        true
    }

    /// Whether a file, all of whose rows are given, is certainly what they say.
    pub fn is_unchanged<'a>(&self, path: &Path, mut rows: impl Iterator<Item = Row<'a>>) -> bool {
        let Ok(now) = self.root.stamp(path) else { return false };
        let chosen = self.source.encoding_of(path);
        let is_unread = |row: &Row<'_>| row.problems().any(|it| it.kind == ProblemKind::Unreadable);
        rows.all(|row| {
            row.is_still(now, chosen)
                // What could not be read may be readable by now, with nothing else changed.
                && !(is_unread(&row) && self.root.open(path).is_ok())
        })
    }

    /// Whether a file is known to hold no article.
    pub fn holds_none(&self, path: &Path) -> bool {
        let now = || self.root.stamp(path).unwrap_or_default();
        Kind::of(path).is_some() && self.source.entries.holds_none(path, now())
    }
}
