//! The source of an archive's articles. All reading and checking for changes goes through here, so that only
//! this file needs to know whether a row stands for a whole file or for one of several entries.

use super::below::Root;
use super::entries::EntryFiles;
use super::picture::Picture;
use super::read::{Doubt, OpenFile, ReadFile, check_article, doubt_of, read_article};
use super::walk::{WalkReport, walk};
use super::{Archive, Cancel, Encodings, Links, Row, Segment};
use crate::article::{ProblemKind, TextEncoding};
use crate::formats::Kind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An archive's articles, with the encodings that the reader chose for some of its files.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The folder that all paths are relative to.
    folder: PathBuf,
    /// The single file in it that is the whole archive, if any.
    only: Option<PathBuf>,
    encodings: Encodings,
    entries: Arc<EntryFiles>,
}

/// A source held open, so that all lookups go to the same folder.
#[derive(Debug)]
pub struct OpenSource<'a> {
    source: &'a Source,
    root: Root,
}

/// The result of reading an article once.
#[expect(clippy::large_enum_variant, reason = "it lives for a moment, and there is one for each article")]
pub enum ReadOnce {
    /// The file as read.
    Row(ReadFile),
    /// A large file with several hard links, as the one-row segment shared by all of them.
    Linked(Segment),
}

impl Source {
    /// The articles in a folder and below it.
    pub fn of_folder(folder: impl Into<PathBuf>, encodings: Encodings) -> Self {
        Self { folder: folder.into(), encodings, ..Self::default() }
    }

    /// The articles of an archive.
    pub fn of(archive: &Archive, encodings: Encodings) -> Self {
        Self { only: archive.only.clone(), ..Self::of_folder(archive.folder.clone(), encodings) }
    }

    /// The folder that the rows' paths are relative to.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path that the reader opened: the folder, or the file that is the whole archive.
    pub fn path(&self) -> PathBuf {
        self.only.as_ref().map_or_else(|| self.folder.clone(), |only| self.folder.join(only))
    }

    /// Whether the archive comprises its whole folder.
    pub fn is_folder(&self) -> bool {
        self.only.is_none()
    }

    /// Whether a file or folder belongs to the archive.
    pub fn has(&self, path: &Path) -> bool {
        self.only.as_ref().is_none_or(|only| path == only)
    }

    /// The encodings that the reader chose.
    pub fn encodings(&self) -> &Encodings {
        &self.encodings
    }

    /// Changes the encodings for reading from now on.
    pub fn set_encodings(&mut self, encodings: Encodings) {
        self.encodings = encodings;
    }

    /// The encoding that the reader chose for a file.
    pub fn encoding_of(&self, path: &Path) -> Option<TextEncoding> {
        self.encodings.of(&self.folder, path)
    }

    /// Calls `found` with the path of every file in or below the folder `start` that may have articles.
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

    /// Opens the source for one batch of articles, since the path may lead elsewhere by the next.
    pub fn open(&self) -> OpenSource<'_> {
        OpenSource { source: self, root: Root::at(&self.folder) }
    }
}

impl OpenSource<'_> {
    /// Reads all articles of a file; false if it has none. A large file with several hard links is read only
    /// once. `buffer` is scratch space.
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

    /// Reads a picture by its address in an article's file; `None` if there is no such picture below the folder, or it
    /// can't be shown.
    pub fn picture(&self, article: &Path, address: &str) -> Option<Picture> {
        Picture::read(&self.root, article, address)
    }

    /// Reads the article of a row again, leaving its bytes in `buffer`.
    pub fn read_row(&self, row: &Row<'_>, buffer: &mut Vec<u8>) -> ReadFile {
        let path = row.file_path();
        match Kind::of(path) {
            Some(kind) => self.source.entries.read_one(&self.root, row, kind, buffer).into(),
            None => read_article(&self.root, path, self.source.encoding_of(path), buffer),
        }
    }

    /// Reads every byte of a file and calls `found` for each article with its number in the file, and with the
    /// doubt about its text, if any. Returns false if the file has no articles.
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

    /// Whether a file, given all of its rows, is certainly unchanged.
    pub fn is_unchanged<'a>(&self, path: &Path, mut rows: impl Iterator<Item = Row<'a>>) -> bool {
        let Ok(now) = self.root.stamp(path) else { return false };
        let chosen = self.source.encoding_of(path);
        let is_unread = |row: &Row<'_>| row.problems().any(|it| it.kind == ProblemKind::Unreadable);
        rows.all(|row| {
            row.is_still(now, chosen)
                // An unreadable file may have become readable without any other change.
                && !(is_unread(&row) && self.root.open(path).is_ok())
        })
    }

    /// Whether a file is known to have no articles.
    pub fn holds_none(&self, path: &Path) -> bool {
        let now = || self.root.stamp(path).unwrap_or_default();
        Kind::of(path).is_some() && self.source.entries.holds_none(path, now())
    }
}
