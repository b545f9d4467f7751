//! The source of an archive's articles. All reading and checking for changes goes through here, so that only
//! this file needs to know whether a row stands for a whole file or for one of several entries.

use super::below::Root;
use super::entries::{EntryFile, EntryFiles};
use super::picture::Picture;
use super::read::{Doubt, OpenFile, ReadFile, check_bytes, doubt_of, read_article};
use super::walk::{WalkReport, walk};
use super::{Archive, Cancel, Choices, Links, RemoteArticles, RemoteFound, Row, Segment};
use crate::article::{ProblemKind, TextEncoding, body_hash};
use crate::formats::{
    AbsentColumn, ColumnsPreview, Contents, Kind, absent_column, contents_of, has_no_extension,
    may_have_several, preview_columns,
};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An archive's articles, with the reader's choices of how to read some of its files.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The folder that all paths are relative to.
    folder: PathBuf,
    /// The single file in it that is the whole archive, if any.
    only: Option<PathBuf>,
    choices: Choices,
    entries: Arc<EntryFiles>,
    /// Reads the articles if they are on a server; the folder's path is then its address.
    remote: Option<Arc<dyn RemoteArticles>>,
}

/// A source held open, so that all lookups go to the same folder.
#[derive(Debug)]
pub struct OpenSource<'a> {
    source: &'a Source,
    root: Root,
    /// Cancels waiting for a server.
    cancel: Cancel,
}

/// The result of reading an article once.
#[expect(clippy::large_enum_variant, reason = "it lives for a moment, and there is one for each article")]
pub enum ReadOnce {
    Row(ReadFile),
    /// A large file with several hard links, as the one-row segment shared by all of them.
    Linked(Segment),
}

impl Source {
    /// The articles in a folder and below it.
    pub fn of_folder(folder: impl Into<PathBuf>, choices: Choices) -> Self {
        Self { folder: folder.into(), choices, ..Self::default() }
    }

    /// The articles of an archive.
    pub fn of(archive: &Archive, choices: Choices) -> Self {
        Self { only: archive.only.clone(), ..Self::of_folder(archive.folder.clone(), choices) }
    }

    /// The articles of an index on a server.
    pub fn on_server(archive: &Archive, choices: Choices, remote: Arc<dyn RemoteArticles>) -> Self {
        Self { remote: Some(remote), ..Self::of(archive, choices) }
    }

    /// All articles, if they are on a server and not all of their rows are here.
    pub fn everything_there(&self, all_versions: bool) -> Option<Arc<dyn RemoteFound>> {
        self.remote.clone()?.everything(all_versions)
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

    /// How the reader wants files to be read.
    pub fn choices(&self) -> &Choices {
        &self.choices
    }

    /// Changes how files are read from now on.
    pub fn set_choices(&mut self, choices: Choices) {
        self.choices = choices;
    }

    /// The encoding that the reader chose for a file.
    pub fn encoding_of(&self, path: &Path) -> Option<TextEncoding> {
        self.choices.encoding_of(&self.folder, path)
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

    /// Whether a file without an extension is plain text, because the reader says so or named it.
    fn is_plain(&self) -> bool {
        self.only.is_some() || self.choices.is_plain(&self.folder)
    }

    /// The choice of the reader that a file is read by, as a number; 0 if there is none.
    fn choice_of(&self, path: &Path) -> u64 {
        if has_no_extension(path) && self.is_plain() {
            return 1;
        }
        let columns = self.choices.columns_of(&self.folder, path).filter(|_| may_have_several(path));
        columns.map_or(0, |choice| {
            let [a, b, c, d, e, f, g, h, ..] = body_hash(&choice.to_string());
            u64::from_le_bytes([a, b, c, d, e, f, g, h])
        })
    }

    /// Opens the source for one batch of articles, since the path may lead elsewhere by the next.
    pub fn open(&self) -> OpenSource<'_> {
        self.open_until(Cancel::default())
    }

    /// The same for articles of which none is waited for once cancelled.
    pub fn open_until(&self, cancel: Cancel) -> OpenSource<'_> {
        // An address is no path: nothing can be opened below an empty one.
        let folder = if self.remote.is_some() { Path::new("") } else { &self.folder };
        OpenSource { source: self, root: Root::at(folder), cancel }
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
        let mut take_entry = |read| take(ReadOnce::Row(read));
        let entries = &self.source.entries;
        if let Some(kind) = Kind::of(path) {
            return entries.read_all(&self.entry_file(path, kind), cancel, take_entry);
        }
        let chosen = self.source.encoding_of(path);
        let mut file = OpenFile::at(&self.root, path);
        let linked = file.linked(chosen);
        if linked.is_some() || has_no_extension(path) {
            file.beginning(buffer);
            match contents_of(path, buffer, self.source.is_plain()) {
                Contents::One => {}
                Contents::Several(kind) => {
                    return entries.read_all(&self.entry_file(path, kind), cancel, take_entry);
                }
                Contents::Nothing => {
                    entries.note_none(&self.entry_file(path, Kind::Table));
                    return false;
                }
            }
        }
        if let Some(linked) = linked {
            take(ReadOnce::Linked(links.segment(linked, path, || file.read(chosen, buffer))));
            return true;
        }
        let contents = file.load(buffer);
        if let Contents::Several(kind) = contents_of(path, buffer, self.source.is_plain()) {
            drop(contents);
            return entries.read_all(&self.entry_file(path, kind), cancel, take_entry);
        }
        let mut read = file.parse(contents, chosen, buffer);
        read.stamp = read.stamp.under(self.source.choice_of(path));
        take_entry(read);
        true
    }

    fn entry_file<'b>(&'b self, path: &'b Path, kind: Kind) -> EntryFile<'b> {
        let columns = self.source.choices.columns_of(&self.source.folder, path);
        EntryFile { root: &self.root, path, kind, columns, choice: self.source.choice_of(path) }
    }

    /// Reads a picture by its address in an article's file; `None` if there is no such picture below the
    /// folder, or it can't be shown.
    pub fn picture(&self, article: &Path, address: &str) -> Option<Picture> {
        Picture::read(&self.root, article, address)
    }

    /// The beginning of a table or JSON, for choosing its columns; `None` if it has no rows or can't be read.
    pub fn preview_columns(&self, path: &Path) -> Option<ColumnsPreview> {
        let file = BufReader::new(self.root.open(path).ok()?);
        preview_columns(file, Kind::of(path).unwrap_or(Kind::Table)).ok()?
    }

    /// The first of the columns chosen for every table and JSON file that one of them doesn't have; `None` also if
    /// none are chosen, or it can't be read.
    pub fn absent_column(&self, path: &Path) -> Option<AbsentColumn> {
        let choice = self.source.choices.every_columns()?;
        let file = BufReader::new(self.root.open(path).ok()?);
        absent_column(file, Kind::of(path).unwrap_or(Kind::Table), choice).ok()?
    }

    /// Reads the article of a row again, leaving its bytes in `buffer`.
    pub fn read_row(&self, row: &Row<'_>, buffer: &mut Vec<u8>) -> ReadFile {
        if let Some(remote) = &self.source.remote {
            let article = remote.read(row, &self.cancel);
            buffer.clear();
            buffer.extend_from_slice(article.body.as_bytes());
            return article.into();
        }
        let path = row.file_path();
        match Kind::of(path).or_else(|| row.entry().map(|_| Kind::Table)) {
            Some(kind) => self.source.entries.read_one(&self.entry_file(path, kind), row, buffer).into(),
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
        let mut contents = Kind::of(path).map_or(Contents::One, Contents::Several);
        let mut file = OpenFile::at(&self.root, path);
        if has_no_extension(path) {
            file.beginning(buffer);
            contents = contents_of(path, buffer, self.source.is_plain());
        }
        if contents == Contents::One {
            let bytes = file.load(buffer);
            contents = contents_of(path, buffer, true);
            if contents == Contents::One {
                found(None, check_bytes(path, bytes, self.source.encoding_of(path), buffer));
                return true;
            }
        }
        let Contents::Several(kind) = contents else { return false };
        self.source.entries.read_all(&self.entry_file(path, kind), cancel, |read| {
            found(Some(read.entry).filter(|&entry| entry > 0), doubt_of(read.article));
        })
    }

    /// Whether a file, given all of its rows, is certainly unchanged.
    pub fn is_unchanged<'a>(&self, path: &Path, mut rows: impl Iterator<Item = Row<'a>>) -> bool {
        let Ok(now) = self.root.stamp(path) else { return false };
        let now = now.under(self.source.choice_of(path));
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
        let now = || self.root.stamp(path).unwrap_or_default().under(self.source.choice_of(path));
        let may_hold_none = Kind::of(path).is_some() || has_no_extension(path);
        may_hold_none && self.source.entries.holds_none(path, now())
    }
}
