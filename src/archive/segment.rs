//! A segment of a catalogue: up to 65,536 files, with their rows packed into one arena, and their folded texts.

use super::parts_file::{PartsFile, write_parts};
use super::read::ReadFile;
use super::record::{Record, Span};
use super::row::Row;
use super::searched::{Texts, head_lines};
use super::walk::path_text;
use crate::article::{Facts, Hash, Integrity, Problem, ProblemKind};
use crate::text::{Corpus, Packed};
use bytemuck::{Pod, Zeroable};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The hash of a body that differs from the one stored by the crawler.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub(super) struct OtherHash {
    pub(super) row: u32,
    pub(super) hash: Hash,
}

/// Up to 65,536 files of a catalogue.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    /// The arena with the texts of all rows. Not validated as UTF-8 as a whole, so that only the used parts of
    /// a file are read.
    pub(super) text: Packed<u8>,
    records: Packed<Record>,
    pub(super) odd: Odd,
    /// Paths that aren't valid UTF-8, by row, ascending.
    pub(super) odd_paths: Box<[(u32, PathBuf)]>,
    /// By row, ascending.
    pub(super) other_hashes: Packed<OtherHash>,
    /// Shared by segments that differ only in verdicts.
    corpus: Arc<Corpus>,
    /// The file that stores the segment.
    file: Option<Arc<Path>>,
}

/// Data that few files have.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Odd {
    /// The number of files that aren't intact.
    doubts: usize,
    /// By row, ascending; only rows with problems.
    pub(super) problems: Vec<(u32, Problem)>,
    /// Unknown front matter keys, by row, ascending.
    pub(super) extra: Vec<(u32, (String, String))>,
    /// Facts that only some kinds of file have, by row, ascending.
    pub(super) facts: Vec<(u32, Facts)>,
    /// By oid, how many rows name each publisher.
    pub(super) publishers: PublishersByOid,
    /// The number of rows with an oid but without a publisher.
    unnamed: usize,
}

/// By oid, how many files name each publisher.
pub(super) type PublishersByOid = FxHashMap<String, FxHashMap<String, u32>>;

/// Counts files with an oid that name a publisher.
pub(super) fn count_publisher(of: &mut PublishersByOid, oid: &str, publisher: &str, count: u32) {
    if oid.is_empty() || publisher.is_empty() {
        return;
    }
    // Most names are known already; only new ones are copied.
    if let Some(known) = of.get_mut(oid).and_then(|publishers| publishers.get_mut(publisher)) {
        *known += count;
        return;
    }
    of.entry(oid.to_owned()).or_default().insert(publisher.to_owned(), count);
}

impl Segment {
    /// Writes the segment to a file. The file's name has no meaning.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let odd = serde_json::to_vec(&self.odd).map_err(io::Error::other)?;
        let own = [self.records.bytes(), &self.text, self.other_hashes.bytes(), &odd].map(Cow::Borrowed);
        let parts: Vec<_> = own.into_iter().chain(self.corpus.parts()).collect();
        write_parts(path, &parts)
    }

    /// Opens a segment written to a file; `None` if it isn't valid. Paths that aren't valid UTF-8 are lost, so
    /// their files have to be read again.
    pub(super) fn open(path: &Path) -> Option<Self> {
        let file = PartsFile::open(path)?;
        let (own, corpus) = file.parts().split_at_checked(4)?;
        let [records, text, other_hashes, _] = own else { return None };
        let records: Packed<Record> = records.values()?;
        let corpus = Corpus::of_parts(corpus)?;
        (records.len() == corpus.len()).then_some(Self {
            records,
            text: text.values()?,
            odd: serde_json::from_slice(&file.read(3)?).ok()?,
            odd_paths: Box::default(),
            other_hashes: other_hashes.values()?,
            corpus: Arc::new(corpus),
            file: Some(path.into()),
        })
    }

    /// A segment of empty rows, to replace one whose file is damaged.
    pub(super) fn blank(len: usize) -> Self {
        let (mut rows, nothing) = (SegmentBuilder::default(), ReadFile::default());
        (0..len).for_each(|_| rows.push(Path::new(""), &nothing));
        rows.take()
    }

    /// The same segment, treated as not stored in a file.
    pub(super) fn without_file(&self) -> Self {
        Self { file: None, ..self.clone() }
    }

    /// The same segment with paths that a file can't store.
    pub(super) fn with_odd_paths(self, of: &Self) -> Self {
        Self { odd_paths: of.odd_paths.clone(), ..self }
    }

    /// The same one-row segment under another path, sharing its folded texts.
    pub(super) fn renamed(&self, path: &Path) -> Self {
        let mut renamed = self.clone();
        let path = path_text(path);
        let start = renamed.text.len() as u32;
        renamed.text.edit(|text| text.extend_from_slice(path.as_bytes()));
        let place = Span { start, len: path.len() as u32 };
        renamed.records.edit(|records| records.iter_mut().for_each(|record| record.path = place));
        renamed
    }

    /// The file that stores it.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// The folded texts of its rows, in the same order.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    pub fn row(&self, index: u32) -> Option<Row<'_>> {
        self.records.get(index as usize).map(|record| Row { segment: self, record, index })
    }

    /// By oid, how many of its files name each publisher.
    pub(super) fn publishers(&self) -> &PublishersByOid {
        &self.odd.publishers
    }

    /// Whether any of its files names no publisher, which may be inferred from its oid or address.
    pub fn has_unnamed(&self) -> bool {
        self.odd.unnamed > 0
    }

    /// Whether any of its files lists the words of an article.
    pub fn has_words(&self) -> bool {
        self.odd.facts.iter().any(|(_, facts)| !facts.words.is_empty())
    }

    /// A span of the arena; empty if it isn't valid text.
    pub(super) fn text(&self, span: Span) -> &str {
        as_text(self.bytes(span))
    }

    /// The bytes of a span of the arena.
    pub(super) fn bytes(&self, span: Span) -> &[u8] {
        let start = span.start as usize;
        self.text.range(start..start + span.len as usize)
    }

    /// Whether its file is known to be damaged or truncated.
    pub(super) fn is_damaged(&self) -> bool {
        matches!(&self.records, Packed::Mapped(part) if part.is_damaged())
    }

    /// Rereads all of its file to check that it is undamaged.
    pub(super) fn is_intact(&self) -> bool {
        let is_intact = |file| PartsFile::open(file).is_some_and(|file| file.is_intact());
        !self.is_damaged() && self.file().is_none_or(is_intact)
    }

    /// The approximate size of its rows and folded texts in bytes.
    pub(super) fn byte_len(&self) -> u64 {
        let texts = self.text.len() + self.corpus.heads().text_len() + self.corpus.bodies().text_len();
        (texts + self.records.len() * size_of::<Record>()) as u64
    }

    /// Checks the data of all rows, apart from folded texts.
    pub(super) fn check_rows(&self) {
        // Accessing the data checks it.
        let _ = (self.records.first(), self.text.first(), self.other_hashes.first());
    }

    /// The number of files that aren't intact.
    pub(super) fn doubts(&self) -> usize {
        self.odd.doubts
    }

    /// The size of its texts in bytes, apart from folded ones.
    pub(super) fn text_len(&self) -> usize {
        self.text.len()
    }

    /// Joins several segments into one, in order, and builds its postings.
    ///
    /// Together they must not exceed the limits of a segment.
    pub fn joined(segments: &[Arc<Self>]) -> Self {
        let mut all = SegmentBuilder::default();
        for segment in segments {
            let (row, text) = (all.records.len() as u32, all.text.len() as u32);
            all.text.extend_from_slice(&segment.text);
            all.records.extend(segment.records.iter().map(|record| record.moved(text)));
            all.odd.doubts += segment.odd.doubts;
            all.odd.problems.extend(segment.odd.problems.iter().map(|(at, it)| (row + at, it.clone())));
            all.odd.extra.extend(segment.odd.extra.iter().map(|(at, it)| (row + at, it.clone())));
            all.odd.facts.extend(segment.odd.facts.iter().map(|(at, it)| (row + at, it.clone())));
            all.odd.unnamed += segment.odd.unnamed;
            for (oid, publishers) in &segment.odd.publishers {
                let named = publishers.iter();
                named.for_each(|(name, &count)| count_publisher(&mut all.odd.publishers, oid, name, count));
            }
            all.odd_paths.extend(segment.odd_paths.iter().map(|(at, it)| (row + at, it.clone())));
            let hashes = segment.other_hashes.iter();
            all.other_hashes.extend(hashes.map(|it| OtherHash { row: row + it.row, ..*it }));
        }
        all.corpus = Corpus::joined(segments.iter().map(|segment| segment.corpus.as_ref())).indexed();
        all.take()
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0u32..).zip(self.records.iter()).map(|(index, record)| Row { segment: self, record, index })
    }
}

/// Collects rows for a segment.
#[derive(Debug, Default)]
pub struct SegmentBuilder {
    text: Vec<u8>,
    records: Vec<Record>,
    odd: Odd,
    odd_paths: Vec<(u32, PathBuf)>,
    other_hashes: Vec<OtherHash>,
    corpus: Corpus,
    /// The previous row's publisher, which adjacent rows often share.
    publisher: Span,
}

/// The most rows in a segment.
const SEGMENT_ROWS: usize = 65_536;

/// The limit for the texts of a joined segment in bytes, since several are joined in memory at once. Offsets into
/// it fit into 32 bits. Articles of the usual length don't reach it.
pub(super) const SEGMENT_TEXT_BYTES: usize = 128 << 20;

/// How much text is collected before it is passed on, per reader thread.
const HANDED_ON_BYTES: usize = 32 << 20;

impl SegmentBuilder {
    /// Adds a file. `path` is relative to the archive's root.
    pub fn push(&mut self, path: &Path, read: &ReadFile) {
        let article = &read.article;
        let row = self.records.len() as u32;
        if path.to_str().is_none() {
            self.odd_paths.push((row, path.to_owned()));
        }
        let is_whole = |problem: &Problem| problem.kind != ProblemKind::TooLarge;
        let is_hashed = read.unread.is_none_or(|unread| unread.has_hash);
        if is_hashed && article.integrity() != Integrity::Intact && article.problems.iter().all(is_whole) {
            self.other_hashes.push(OtherHash { row, hash: article.computed_hash });
        }
        let id = self.add(&article.id);
        let (oid, aid) = (self.part_of(id, &article.oid), self.part_of(id, &article.aid));
        let mut authors = Span { start: self.text.len() as u32, len: 0 };
        for (at, author) in article.authors.iter().enumerate() {
            if at > 0 {
                self.text.push(b'\n');
            }
            self.add(&author.line);
        }
        authors.len = self.text.len() as u32 - authors.start;
        let mut record = Record::of(read);
        (record.id, record.oid, record.aid, record.authors) = (id, oid, aid, authors);
        record.title = self.add(&article.title);
        record.category = self.add(&article.category);
        record.publisher = self.publisher(&article.publisher);
        record.url = self.add(&article.url);
        record.path = self.add(&path_text(path));
        count_publisher(&mut self.odd.publishers, &article.oid, &article.publisher, 1);
        self.odd.unnamed +=
            usize::from(article.publisher.is_empty() && !(article.oid.is_empty() && article.url.is_empty()));
        self.odd.doubts += usize::from(record.integrity() != Integrity::Intact);
        self.records.push(record);
        let lines: Vec<&str> = article.authors.iter().map(|author| author.line.as_str()).collect();
        let texts = Texts {
            title: &article.title,
            body: article.text(),
            publisher: &article.publisher,
            authors: &lines,
        };
        self.corpus.push(head_lines(&texts), article.text());
        self.odd.problems.extend(article.problems.iter().map(|problem| (row, problem.clone())));
        self.odd.extra.extend(article.extra.iter().map(|pair| (row, pair.clone())));
        if !article.facts.is_empty() {
            self.odd.facts.push((row, article.facts.clone()));
        }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Whether the next row should go into a new segment.
    pub fn is_full(&self) -> bool {
        self.records.len() >= SEGMENT_ROWS
            || self.text.len() >= HANDED_ON_BYTES
            || self.corpus.bodies().text_len() >= HANDED_ON_BYTES
    }

    /// Makes room for some times as much as a segment has, so that its texts needn't be moved as they grow.
    pub fn reserve(&mut self, times: usize, like: &Segment) {
        self.text.reserve(times * like.text.len());
        self.records.reserve(times * like.records.len());
        self.corpus.reserve(times, &like.corpus);
    }

    /// Takes the segment and leaves the builder empty.
    pub fn take(&mut self) -> Segment {
        let full = std::mem::take(self);
        Segment {
            text: full.text.into_boxed_slice().into_vec().into(),
            records: full.records.into_boxed_slice().into_vec().into(),
            odd: full.odd,
            odd_paths: full.odd_paths.into_boxed_slice(),
            other_hashes: full.other_hashes.into(),
            corpus: Arc::new(full.corpus.shrunk()),
            file: None,
        }
    }

    fn add(&mut self, text: &str) -> Span {
        let span = Span { start: self.text.len() as u32, len: text.len() as u32 };
        self.text.extend_from_slice(text.as_bytes());
        span
    }

    /// The beginning or end of `whole` that equals `text`, or else a new span: the crawler's ids are
    /// `{oid}_{aid}`, for example.
    fn part_of(&mut self, whole: Span, text: &str) -> Span {
        let (all, len) = (slice(&self.text, whole), text.len() as u32);
        if all.starts_with(text) {
            Span { len, ..whole }
        } else if all.ends_with(text) {
            Span { start: whole.start + whole.len - len, len }
        } else {
            self.add(text)
        }
    }

    fn publisher(&mut self, name: &str) -> Span {
        if slice(&self.text, self.publisher) != name {
            self.publisher = self.add(name);
        }
        self.publisher
    }
}

/// A span of an arena.
fn slice(text: &[u8], span: Span) -> &str {
    as_text(
        text.get(span.start as usize..).and_then(|rest| rest.get(..span.len as usize)).unwrap_or_default(),
    )
}

fn as_text(bytes: &[u8]) -> &str {
    simdutf8::basic::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::parts_file::{FORMAT, HASH_OF_SAMPLES};
    use super::*;
    use crate::archive::{FileStamp, OpenFile, Root};
    use sha2::{Digest, Sha256};
    use std::fmt::Write;

    #[test]
    fn what_is_cached_changes_only_with_the_number_of_the_format() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let entries = std::fs::read_dir(&folder).unwrap().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
        let mut names: Vec<_> = files.map(|entry| entry.file_name()).collect();
        names.sort();
        let (root, mut rows) = (Root::at(&folder), SegmentBuilder::default());
        for name in &names {
            let read = OpenFile::at(&root, Path::new(name)).read(None, &mut Vec::new());
            // The time a file was written is not part of the format.
            rows.push(Path::new(name), &ReadFile { stamp: FileStamp::default(), ..read });
        }
        let segment = Segment::joined(&[Arc::new(rows.take())]);
        let written = tempfile::tempdir().unwrap();
        let path = written.path().join("segment");
        segment.write(&path).unwrap();
        let mut hash = String::new();
        for byte in &Sha256::digest(std::fs::read(path).unwrap())[..8] {
            write!(hash, "{byte:02x}").unwrap();
        }
        // After changing what is parsed, folded, listed or written, raise FORMAT in `parts_file.rs`, so that
        // older caches are rebuilt, and update the number and the hash there.
        assert_eq!((FORMAT, hash.as_str()), HASH_OF_SAMPLES);
    }
}
