//! Where the articles of an archive come from. Whoever reads an article, or asks whether one has changed, asks here, so
//! that only this file knows whether a row stands for a file of its own in a folder, or for an entry of a file of several.

use super::below::Root;
use super::read::{Doubt, OpenFile, ReadFile, check_article, read_article};
use super::{Encodings, EntryFile, Links, Row, Segment};
use crate::article::{ProblemKind, TextEncoding};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The articles of an archive, and the encodings that the reader chose for some of its files.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Its folder, or the file that it is.
    folder: PathBuf,
    encodings: Encodings,
    /// Where it is a file of several articles: that file, and the folder that it lies in.
    file: Option<Arc<(Root, EntryFile)>>,
}

/// A source that is held open, so that everything in it is looked up from the same place.
#[derive(Debug)]
pub struct OpenSource<'a> {
    source: &'a Source,
    place: Place<'a>,
}

/// Where articles are read from.
#[derive(Debug)]
enum Place<'a> {
    /// A folder, in which each article is a file.
    Folder(Root),
    /// A file of several entries.
    File(&'a Root, &'a EntryFile),
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
        Self { folder: folder.into(), encodings, file: None }
    }

    /// The articles of a file at `path` that holds several, and that is opened below `root`.
    pub fn of_file(path: impl Into<PathBuf>, root: Root, file: EntryFile) -> Self {
        let file = Some(Arc::new((root, file)));
        Self { folder: path.into(), encodings: Encodings::default(), file }
    }

    /// The folder, or the file that the archive is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The encodings that the reader chose.
    pub fn encodings(&self) -> &Encodings {
        &self.encodings
    }

    /// Reads some articles in other encodings from now on.
    pub fn set_encodings(&mut self, encodings: Encodings) {
        self.encodings = encodings;
    }

    /// The encoding that the reader chose for the article at a path, which may be a full one.
    pub fn encoding_of(&self, path: &Path) -> Option<TextEncoding> {
        self.encodings.of(&self.folder, path)
    }

    /// The path of an article as the source calls it, of a full one. An article elsewhere keeps its own, by which nothing
    /// is opened.
    pub fn path_in<'a>(&self, full: &'a Path) -> &'a Path {
        full.strip_prefix(&self.folder).unwrap_or(full)
    }

    /// Opens the source, for one batch of articles: it may lie elsewhere by the next.
    pub fn open(&self) -> OpenSource<'_> {
        let place = match self.file.as_deref() {
            Some((root, file)) => Place::File(root, file),
            None => Place::Folder(Root::at(&self.folder)),
        };
        OpenSource { source: self, place }
    }
}

impl OpenSource<'_> {
    fn root(&self) -> &Root {
        match &self.place {
            Place::Folder(root) => root,
            Place::File(root, _) => root,
        }
    }

    /// Reads the file at a path, which is one article. `buffer` is scratch space, and holds the bytes of its file afterwards.
    pub fn read(&self, path: &Path, buffer: &mut Vec<u8>) -> ReadFile {
        read_article(self.root(), path, self.source.encoding_of(path), buffer)
    }

    /// The same, but of a large file with several names only once for all of them.
    pub fn read_once(&self, path: &Path, links: &Links, buffer: &mut Vec<u8>) -> ReadOnce {
        let chosen = self.source.encoding_of(path);
        let file = OpenFile::at(self.root(), path);
        match file.linked(chosen) {
            Some(linked) => ReadOnce::Linked(links.segment(linked, path, || file.read(chosen, buffer))),
            None => ReadOnce::Row(file.read(chosen, buffer)),
        }
    }

    /// Reads an article again whose row is known.
    pub fn read_row(&self, row: &Row<'_>, buffer: &mut Vec<u8>) -> ReadFile {
        match &self.place {
            Place::Folder(_) => self.read(row.file_path(), buffer),
            Place::File(root, file) => {
                let entry = row.entry().unwrap_or_default();
                let article = file.article(root, entry, buffer).unwrap_or_default();
                ReadFile { entry, ..ReadFile::from(article) }
            }
        }
    }

    /// Reads every byte of an article to tell whether its text is the one that was crawled; `None` where it is.
    pub fn check(&self, path: &Path, buffer: &mut Vec<u8>) -> Option<Doubt> {
        check_article(self.root(), path, self.source.encoding_of(path), buffer)
    }

    /// Whether an article is certainly what its row says.
    pub fn is_unchanged(&self, row: &Row<'_>) -> bool {
        let path = row.file_path();
        let is_unread = || row.problems().any(|problem| problem.kind == ProblemKind::Unreadable);
        self.root().stamp(path).is_ok_and(|now| row.is_still(now, self.source.encoding_of(path)))
            // What could not be read may be readable by now, with nothing else changed.
            && !(is_unread() && self.root().open(path).is_ok())
    }
}
