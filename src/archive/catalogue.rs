//! The catalogue: what an archive's files say, without their bodies, packed so that a million fit in memory.
//!
//! A catalogue is an immutable snapshot. It is a list of immutable segments, and a file's number in it (its
//! *ordinal*) stays the same in every later snapshot of the same load.

use super::searched::{Texts, head_lines};
use crate::article::{Article, Hash, Integrity, Problem, Published, parse_author};
use crate::text::Corpus;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::hash::BuildHasher;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;

/// All files of an archive that have been read so far.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    segments: Vec<Arc<Segment>>,
    /// The ordinal of each segment's first row.
    starts: Vec<u32>,
    len: u32,
    revisions: Arc<Revisions>,
}

impl Catalogue {
    /// The catalogue of a single file.
    pub fn of_one(path: &Path, article: &Article) -> Self {
        let mut segment = SegmentBuilder::default();
        segment.push(path, article);
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        builder.catalogue
    }

    /// How many files it holds.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The row with this ordinal, or `None` past the end.
    pub fn row(&self, ordinal: u32) -> Option<Row<'_>> {
        let at = self.starts.partition_point(|&start| start <= ordinal).checked_sub(1)?;
        let segment = self.segments.get(at)?;
        segment.row(ordinal - self.starts.get(at)?)
    }

    /// Its segments, and the ordinal of each one's first row.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = (u32, &Segment)> {
        self.starts.iter().copied().zip(self.segments.iter().map(Arc::as_ref))
    }

    /// Every row in the order of ordinals.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.segments.iter().flat_map(|segment| segment.rows())
    }

    /// The ordinals of an article's files, the newest first; `None` where it has only the one.
    pub fn revisions(&self, ordinal: u32) -> Option<&[u32]> {
        self.revisions.of(ordinal)
    }

    /// How many articles its files make up.
    pub fn article_count(&self) -> u32 {
        let others: usize = self.revisions.groups.iter().map(|files| files.len() - 1).sum();
        self.len - others as u32
    }

    /// Whether the file is the newest revision of its article, the one that stands for it in a list.
    pub fn is_newest(&self, ordinal: u32) -> bool {
        self.revisions(ordinal).is_none_or(|files| files.first() == Some(&ordinal))
    }
}

/// Puts a catalogue together from segments as they come.
#[derive(Debug, Default)]
pub struct CatalogueBuilder {
    catalogue: Catalogue,
    /// The first ordinal seen with each id, by the id's hash.
    first_by_id: FxHashMap<u64, u32>,
}

impl CatalogueBuilder {
    /// Adds a segment behind those that are there.
    pub fn push(&mut self, segment: Segment) {
        let catalogue = &mut self.catalogue;
        let Some(len) =
            u32::try_from(segment.records.len()).ok().and_then(|len| catalogue.len.checked_add(len))
        else {
            return;
        };
        let first = catalogue.len;
        catalogue.starts.push(first);
        catalogue.segments.push(Arc::new(segment));
        catalogue.len = len;
        let repeated: Vec<_> =
            (first..len).filter_map(|ordinal| Some((self.first_of_same_id(ordinal)?, ordinal))).collect();
        if !repeated.is_empty() {
            let mut revisions = Arc::unwrap_or_clone(std::mem::take(&mut self.catalogue.revisions));
            revisions.add(&self.catalogue, &repeated);
            self.catalogue.revisions = Arc::new(revisions);
        }
    }

    /// The first file that has this one's id, where that is another.
    fn first_of_same_id(&mut self, ordinal: u32) -> Option<u32> {
        let id = self.catalogue.row(ordinal)?.id();
        if id.is_empty() {
            return None;
        }
        let first = *self.first_by_id.entry(rustc_hash::FxBuildHasher.hash_one(id)).or_insert(ordinal);
        // Two ids may share a hash; such a file counts as an article of its own, which it is.
        (first != ordinal && self.catalogue.row(first)?.id() == id).then_some(first)
    }

    /// What has been put together so far.
    pub fn snapshot(&self) -> Catalogue {
        self.catalogue.clone()
    }
}

/// Which files are revisions of one article. Only articles with several files are in it.
#[derive(Clone, Debug, Default)]
struct Revisions {
    groups: Vec<Vec<u32>>,
    group_of: FxHashMap<u32, u32>,
}

impl Revisions {
    fn of(&self, ordinal: u32) -> Option<&[u32]> {
        let group = *self.group_of.get(&ordinal)?;
        self.groups.get(group as usize).map(Vec::as_slice)
    }

    /// Adds files, each behind the first file of its article.
    fn add(&mut self, catalogue: &Catalogue, repeated: &[(u32, u32)]) {
        let mut grown = Vec::new();
        for &(first, ordinal) in repeated {
            let next = self.groups.len() as u32;
            let group = *self.group_of.entry(first).or_insert(next);
            if group == next {
                self.groups.push(vec![first]);
            }
            self.group_of.insert(ordinal, group);
            if let Some(files) = self.groups.get_mut(group as usize) {
                files.push(ordinal);
            }
            grown.push(group);
        }
        grown.sort_unstable();
        grown.dedup();
        // Once for all that came: every file of an archive may have the same id.
        for group in grown {
            let Some(files) = self.groups.get_mut(group as usize) else { continue };
            files.sort_by_cached_key(|&file| {
                catalogue.row(file).map(|row| std::cmp::Reverse(row.revision_key()))
            });
        }
    }
}

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

/// Up to 65,536 files of a catalogue.
#[derive(Debug, Default)]
pub struct Segment {
    text: Box<str>,
    records: Box<[Record]>,
    /// By row, ascending; rows without a problem are not in it.
    problems: Box<[(u32, Problem)]>,
    /// Unknown front matter keys, by row, ascending.
    extra: Box<[(u32, (String, String))]>,
    /// The paths that are not UTF-8, by row, ascending.
    odd_paths: Box<[(u32, PathBuf)]>,
    corpus: Corpus,
}

impl Segment {
    /// The folded texts of its rows, in their order.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The row at a place in the segment.
    pub fn row(&self, index: u32) -> Option<Row<'_>> {
        self.records.get(index as usize).map(|record| Row { segment: self, record, index })
    }

    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
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
    corpus: Corpus,
    /// The publisher of the row before: neighbours often share it.
    publisher: Span,
}

/// How many rows a segment has at most.
const SEGMENT_ROWS: usize = 65_536;

/// How long a segment's arena grows at most, so that its offsets fit 32 bits with room for one more row.
const SEGMENT_TEXT_BYTES: usize = 1 << 30;

impl SegmentBuilder {
    /// Adds a file. `path` is relative to the archive's folder.
    pub fn push(&mut self, path: &Path, article: &Article) {
        let row = self.records.len() as u32;
        let name = path.to_string_lossy();
        if matches!(name, Cow::Owned(_)) {
            self.odd_paths.push((row, path.to_owned()));
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
            path: if MAIN_SEPARATOR == '/' {
                self.add(&name)
            } else {
                self.add(&name.replace(MAIN_SEPARATOR, "/"))
            },
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
            text: full.text.into_boxed_str(),
            records: full.records.into_boxed_slice(),
            problems: full.problems.into_boxed_slice(),
            extra: full.extra.into_boxed_slice(),
            odd_paths: full.odd_paths.into_boxed_slice(),
            corpus: full.corpus.shrunk(),
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
    fn revision_key(&self) -> (Option<jiff::Timestamp>, u32, Option<jiff::civil::DateTime>, &'a str) {
        (self.crawled(), self.comments(), self.published().map(Published::time), self.path())
    }
}

/// The entries of one row in a list that is sorted by row.
fn of_row<T>(entries: &[(u32, T)], row: u32) -> impl Iterator<Item = &T> {
    let first = entries.partition_point(|(of, _)| *of < row);
    entries.iter().skip(first).take_while(move |(of, _)| *of == row).map(|(_, entry)| entry)
}
