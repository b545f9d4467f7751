//! A segment of a catalogue: up to 65,536 files, their rows packed into one arena beside their folded texts.

use super::searched::{Texts, head_lines};
use super::walk::path_text;
use crate::article::{Article, Hash, Integrity, Problem, ProblemKind, Published, parse_author};
use crate::text::Corpus;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A stretch of a string arena, in bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start: u32,
    len: u32,
}

/// The fixed part of a row; its texts are stretches of the segment's arena.
#[derive(Clone, Debug)]
struct Record {
    id: Span,
    title: Span,
    category: Span,
    publisher: Span,
    /// The author lines, joined by line feeds.
    authors: Span,
    url: Span,
    oid: Span,
    aid: Span,
    path: Span,
    published: Option<Published>,
    crawled: Option<jiff::Timestamp>,
    stored_hash: Option<Hash>,
    integrity: Integrity,
    comments: u32,
    problems: u32,
}

impl Record {
    /// The same for an arena in which its texts stand further back.
    fn moved(&self, by: u32) -> Self {
        let mut moved = self.clone();
        let Self { id, title, category, publisher, authors, url, oid, aid, path, .. } = &mut moved;
        for span in [id, title, category, publisher, authors, url, oid, aid, path] {
            span.start += by;
        }
        moved
    }
}

/// Up to 65,536 files of a catalogue.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    text: Box<str>,
    records: Box<[Record]>,
    /// By row, ascending; rows without a problem are not in it.
    problems: Box<[(u32, Problem)]>,
    /// Unknown front matter keys, by row, ascending.
    extra: Box<[(u32, (String, String))]>,
    /// The paths that are not UTF-8, by row, ascending.
    odd_paths: Box<[(u32, PathBuf)]>,
    /// The hashes of bodies that are not the ones that the crawler stored, by row, ascending.
    other_hashes: Box<[(u32, Hash)]>,
    /// Shared by what differs in verdicts only.
    corpus: Arc<Corpus>,
    /// How many of its files are not intact.
    doubts: usize,
}

impl Segment {
    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// The folded texts of its rows, in their order.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The row at a place in the segment.
    pub fn row(&self, index: u32) -> Option<Row<'_>> {
        self.records.get(index as usize).map(|record| Row { segment: self, record, index })
    }

    /// How many of its files are not intact.
    pub(super) fn doubts(&self) -> usize {
        self.doubts
    }

    /// Judges a row anew.
    pub(super) fn set_integrity(&mut self, index: u32, integrity: Integrity) {
        if let Some(record) = self.records.get_mut(index as usize) {
            let before = std::mem::replace(&mut record.integrity, integrity);
            self.doubts += usize::from(integrity != Integrity::Intact);
            self.doubts -= usize::from(before != Integrity::Intact);
        }
    }

    /// How many bytes its texts take, folded ones left aside.
    pub(super) fn text_len(&self) -> usize {
        self.text.len()
    }

    /// The rows of several segments in one, in their order, with posting lists.
    ///
    /// Together they must be small enough for one.
    pub fn joined(segments: &[Arc<Self>]) -> Self {
        let mut all = SegmentBuilder::default();
        for segment in segments {
            let (row, text) = (all.records.len() as u32, all.text.len() as u32);
            all.text.push_str(&segment.text);
            all.records.extend(segment.records.iter().map(|record| record.moved(text)));
            all.problems.extend(segment.problems.iter().map(|(at, problem)| (row + at, problem.clone())));
            all.extra.extend(segment.extra.iter().map(|(at, pair)| (row + at, pair.clone())));
            all.odd_paths.extend(segment.odd_paths.iter().map(|(at, path)| (row + at, path.clone())));
            all.other_hashes.extend(segment.other_hashes.iter().map(|&(at, hash)| (row + at, hash)));
        }
        all.corpus = Corpus::joined(segments.iter().map(|segment| segment.corpus.as_ref())).indexed();
        all.take()
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0u32..).zip(&self.records).map(|(index, record)| Row { segment: self, record, index })
    }
}

/// Collects rows until they are enough for a segment.
#[derive(Debug, Default)]
pub struct SegmentBuilder {
    text: String,
    records: Vec<Record>,
    problems: Vec<(u32, Problem)>,
    extra: Vec<(u32, (String, String))>,
    odd_paths: Vec<(u32, PathBuf)>,
    other_hashes: Vec<(u32, Hash)>,
    corpus: Corpus,
    /// The publisher of the row before: neighbours often share it.
    publisher: Span,
}

/// How many rows a segment has at most.
const SEGMENT_ROWS: usize = 65_536;

/// How long a segment's arena grows at most, so that its offsets fit 32 bits with room for one more row.
pub(super) const SEGMENT_TEXT_BYTES: usize = 1 << 30;

impl SegmentBuilder {
    /// Adds a file. `path` is relative to the archive's folder.
    pub fn push(&mut self, path: &Path, article: &Article) {
        let row = self.records.len() as u32;
        if path.to_str().is_none() {
            self.odd_paths.push((row, path.to_owned()));
        }
        let is_whole = |problem: &Problem| problem.kind != ProblemKind::TooLarge;
        if article.integrity() != Integrity::Intact && article.problems.iter().all(is_whole) {
            self.other_hashes.push((row, article.computed_hash));
        }
        let id = self.add(&article.id);
        let (oid, aid) = (self.part_of(id, &article.oid), self.part_of(id, &article.aid));
        let mut authors = Span { start: self.text.len() as u32, len: 0 };
        for (at, author) in article.authors.iter().enumerate() {
            if at > 0 {
                self.text.push('\n');
            }
            self.add(&author.line);
        }
        authors.len = self.text.len() as u32 - authors.start;
        let record = Record {
            id,
            oid,
            aid,
            authors,
            title: self.add(&article.title),
            category: self.add(&article.category),
            publisher: self.publisher(&article.publisher),
            url: self.add(&article.url),
            path: self.add(&path_text(path)),
            published: article.published,
            crawled: article.crawled,
            stored_hash: article.stored_hash,
            integrity: article.integrity(),
            comments: u32::try_from(article.comments.len()).unwrap_or(u32::MAX),
            problems: u32::try_from(article.problems.len()).unwrap_or(u32::MAX),
        };
        self.records.push(record);
        let lines: Vec<&str> = article.authors.iter().map(|author| author.line.as_str()).collect();
        let texts = Texts {
            title: &article.title,
            body: &article.body,
            publisher: &article.publisher,
            authors: &lines,
        };
        self.corpus.push(head_lines(&texts), &article.body);
        self.problems.extend(article.problems.iter().map(|problem| (row, problem.clone())));
        self.extra.extend(article.extra.iter().map(|pair| (row, pair.clone())));
    }

    /// How many rows it holds.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Whether the next row belongs in another segment.
    pub fn is_full(&self) -> bool {
        self.records.len() >= SEGMENT_ROWS
            || self.text.len() >= SEGMENT_TEXT_BYTES
            || self.corpus.bodies().text().len() >= SEGMENT_TEXT_BYTES
    }

    /// The segment, leaving the builder empty.
    pub fn take(&mut self) -> Segment {
        let full = std::mem::take(self);
        Segment {
            doubts: full.records.iter().filter(|record| record.integrity != Integrity::Intact).count(),
            text: full.text.into_boxed_str(),
            records: full.records.into_boxed_slice(),
            problems: full.problems.into_boxed_slice(),
            extra: full.extra.into_boxed_slice(),
            odd_paths: full.odd_paths.into_boxed_slice(),
            other_hashes: full.other_hashes.into_boxed_slice(),
            corpus: Arc::new(full.corpus.shrunk()),
        }
    }

    fn add(&mut self, text: &str) -> Span {
        let span = Span { start: self.text.len() as u32, len: text.len() as u32 };
        self.text.push_str(text);
        span
    }

    /// The stretch of `whole` that says `text`, as the crawler's ids are `{oid}_{aid}`, or a new one.
    fn part_of(&mut self, whole: Span, text: &str) -> Span {
        match slice(&self.text, whole).find(text) {
            Some(at) => Span { start: whole.start + at as u32, len: text.len() as u32 },
            None => self.add(text),
        }
    }

    fn publisher(&mut self, name: &str) -> Span {
        if slice(&self.text, self.publisher) != name {
            self.publisher = self.add(name);
        }
        self.publisher
    }
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..(span.start + span.len) as usize).unwrap_or_default()
}

/// One file of a catalogue, borrowed from its segment.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    segment: &'a Segment,
    record: &'a Record,
    index: u32,
}

impl<'a> Row<'a> {
    fn text(&self, span: Span) -> &'a str {
        slice(&self.segment.text, span)
    }

    /// The corpus that holds its folded texts, and its place there.
    pub fn place(&self) -> (&'a Corpus, usize) {
        (&self.segment.corpus, self.index as usize)
    }

    /// The article's id; empty where there is none. So are the other texts.
    pub fn id(&self) -> &'a str {
        self.text(self.record.id)
    }

    /// The headline.
    pub fn title(&self) -> &'a str {
        self.text(self.record.title)
    }

    /// The section.
    pub fn category(&self) -> &'a str {
        self.text(self.record.category)
    }

    /// The newspaper or broadcaster.
    pub fn publisher(&self) -> &'a str {
        self.text(self.record.publisher)
    }

    /// The author lines as they stand in the file.
    pub fn author_lines(&self) -> impl Iterator<Item = &'a str> {
        self.text(self.record.authors).split('\n').filter(|line| !line.is_empty())
    }

    /// The name in the first author line.
    pub fn first_author(&self) -> Option<String> {
        self.author_lines().next().map(|line| parse_author(line).name)
    }

    /// The address of the original, unchecked.
    pub fn url(&self) -> &'a str {
        self.text(self.record.url)
    }

    /// The publisher's number.
    pub fn oid(&self) -> &'a str {
        self.text(self.record.oid)
    }

    /// The article's number at its publisher.
    pub fn aid(&self) -> &'a str {
        self.text(self.record.aid)
    }

    /// The file's path, relative to the archive's folder, with `/`, and U+FFFD for what is not UTF-8.
    pub fn path(&self) -> &'a str {
        self.text(self.record.path)
    }

    /// The file's path for the system to open, relative to the archive's folder.
    pub fn file_path(&self) -> &'a Path {
        of_row(&self.segment.odd_paths, self.index).next().map_or(Path::new(self.path()), PathBuf::as_path)
    }

    /// When it was published.
    pub fn published(&self) -> Option<Published> {
        self.record.published
    }

    /// When it was crawled.
    pub fn crawled(&self) -> Option<jiff::Timestamp> {
        self.record.crawled
    }

    /// The hash that the crawler stored.
    pub fn stored_hash(&self) -> Option<&'a Hash> {
        self.record.stored_hash.as_ref()
    }

    /// Whether the body is the one that was crawled.
    pub fn integrity(&self) -> Integrity {
        self.record.integrity
    }

    /// The hash of the body as it was read; `None` where not all of it was.
    pub fn body_hash(&self) -> Option<&'a Hash> {
        match self.integrity() {
            Integrity::Intact => self.stored_hash(),
            Integrity::Altered | Integrity::Unknown => of_row(&self.segment.other_hashes, self.index).next(),
        }
    }

    /// Whether headline and body are those of another file.
    pub fn is_copy_of(&self, other: &Row<'_>) -> bool {
        self.title() == other.title() && self.body_hash().is_some() && self.body_hash() == other.body_hash()
    }

    /// How many comments were kept, answers not counted.
    pub fn comments(&self) -> u32 {
        self.record.comments
    }

    /// How many problems the file has.
    pub fn problem_count(&self) -> u32 {
        self.record.problems
    }

    /// What had to be mended to read it.
    pub fn problems(&self) -> impl Iterator<Item = &'a Problem> {
        of_row(&self.segment.problems, self.index)
    }

    /// Front matter keys that are none of the above.
    pub fn extra(&self) -> impl Iterator<Item = &'a (String, String)> {
        of_row(&self.segment.extra, self.index)
    }

    /// Greater for the newer of two revisions; of two copies, for the one with comments.
    pub(super) fn revision_key(
        &self,
    ) -> (Option<jiff::Timestamp>, u32, Option<jiff::civil::DateTime>, &'a str) {
        (self.crawled(), self.comments(), self.published().map(Published::time), self.path())
    }
}

/// The entries of one row in a list that is sorted by row.
fn of_row<T>(entries: &[(u32, T)], row: u32) -> impl Iterator<Item = &T> {
    let first = entries.partition_point(|(of, _)| *of < row);
    entries.iter().skip(first).take_while(move |(of, _)| *of == row).map(|(_, entry)| entry)
}
