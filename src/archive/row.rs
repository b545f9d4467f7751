//! A row of a catalogue: one article of a file, borrowed from its segment.

use super::key::is_unique;
use super::read::Stamp;
use super::record::{Record, Span};
use super::segment::Segment;
use super::{FilePlace, KeyParts};
use crate::article::{ArticleKind, Facts, Hash, Integrity, Problem, Published, TextEncoding, people_of};
use crate::text::Corpus;
use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// One file of a catalogue, borrowed from its segment.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub(super) segment: &'a Segment,
    pub(super) record: &'a Record,
    pub(super) index: u32,
}

impl<'a> Row<'a> {
    fn text(&self, span: Span) -> &'a str {
        self.segment.text(span)
    }

    /// The corpus that holds its folded texts, and its place there.
    pub fn place(&self) -> (&'a Corpus, usize) {
        (self.segment.corpus(), self.index as usize)
    }

    /// The article's id; empty where there is none. So are the other texts.
    pub fn id(&self) -> &'a str {
        self.text(self.record.id)
    }

    /// What the article is known by, in whatever file it lies; `None` where nothing identifies it. Several articles of an
    /// archive may share it: see [`Catalogue::key`](super::Catalogue::key).
    pub fn key(&self) -> Option<Cow<'a, str>> {
        let day = self.published().map(Published::date);
        let (id, url, title, publisher) = (self.id(), self.url(), self.title(), self.publisher());
        KeyParts { id, url, title, publisher, day, hash: self.body_hash() }.key()
    }

    /// Whether its id has a form that no two articles share.
    pub(super) fn has_unique_id(&self) -> bool {
        is_unique(self.id())
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

    /// The first name in the first author line.
    pub fn first_author(&self) -> Option<String> {
        people_of(self.author_lines().next()?).into_iter().next().map(|person| person.name)
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

    /// Where the article lies.
    pub fn file_place(&self) -> FilePlace<'a> {
        FilePlace { path: self.file_path().into(), entry: self.entry() }
    }

    /// Whether the article lies at this place.
    pub fn is_at(&self, place: &FilePlace<'_>) -> bool {
        // Most are told apart without a look at their text.
        let len = place.path.as_os_str().len();
        let may_be = self.record.path.len as usize == len || !self.segment.odd_paths.is_empty();
        may_be && self.entry() == place.entry && self.file_path() == place.path
    }

    /// Whether the file, of which `now` tells, is certainly what was read, and in the encoding that is chosen now.
    pub fn is_still(&self, now: Stamp, chosen: Option<TextEncoding>) -> bool {
        self.record.chosen_encoding() == chosen && now.is_still(self.record.stamp)
    }

    /// Which article of its file it is, from 1; `None` where the file is one article.
    pub fn entry(&self) -> Option<u32> {
        Some(self.record.entry).filter(|&entry| entry > 0)
    }

    /// Where an entry lies in its file, in bytes; empty where that is not known.
    pub(super) fn range(&self) -> Range<u64> {
        self.record.range()
    }

    /// Whether its body is only the beginning of the text, or a summary.
    pub fn is_excerpt(&self) -> bool {
        self.record.is_excerpt()
    }

    /// When it was published.
    pub fn published(&self) -> Option<Published> {
        self.record.published()
    }

    /// When it was crawled.
    pub fn crawled(&self) -> Option<jiff::Timestamp> {
        self.record.crawled()
    }

    /// The hash that the crawler stored.
    pub fn stored_hash(&self) -> Option<&'a Hash> {
        self.record.stored_hash()
    }

    /// Whether the body is the one that was crawled.
    pub fn integrity(&self) -> Integrity {
        self.record.integrity()
    }

    /// The hash of the body as it was read; `None` where not all of it was.
    pub fn body_hash(&self) -> Option<&'a Hash> {
        match self.integrity() {
            Integrity::Intact => self.stored_hash(),
            Integrity::Altered | Integrity::Unknown => {
                let hashes = &self.segment.other_hashes;
                let at = hashes.binary_search_by_key(&self.index, |other| other.row).ok()?;
                hashes.get(at).map(|other| &other.hash)
            }
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

    /// How many characters the body has.
    pub fn letters(&self) -> u32 {
        self.record.letters
    }

    /// What sort of article it is.
    pub fn kind(&self) -> ArticleKind {
        ArticleKind::of(self.title(), self.letters() as usize)
    }

    /// How many problems the file has.
    pub fn problem_count(&self) -> u32 {
        self.record.problems
    }

    /// What had to be mended to read it.
    pub fn problems(&self) -> impl Iterator<Item = &'a Problem> {
        of_row(&self.segment.odd.problems, self.index)
    }

    /// Front matter keys that are none of the above.
    pub fn extra(&self) -> impl Iterator<Item = &'a (String, String)> {
        of_row(&self.segment.odd.extra, self.index)
    }

    /// What only some kinds of file say.
    pub fn facts(&self) -> Option<&'a Facts> {
        of_row(&self.segment.odd.facts, self.index).next()
    }

    /// Whether the crawler wrote the file.
    pub(super) fn is_by_crawler(&self) -> bool {
        self.record.is_by_crawler()
    }

    /// Whether a file with the same id is another version of this one's article: the crawler's ids are its own, others
    /// number or name what they like, so that something else has to be equal, too.
    pub(super) fn is_version_of(&self, other: &Row<'_>) -> bool {
        let is_same = |own: &str, other: &str| !own.is_empty() && own == other;
        self.is_by_crawler() && other.is_by_crawler()
            || is_same(self.url(), other.url())
            || is_same(self.title(), other.title())
            || self.body_hash().is_some() && self.body_hash() == other.body_hash()
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
