//! A row of a catalogue: an article, borrowed from its segment.

use super::key::is_unique;
use super::read::FileStamp;
use super::record::{Record, Span};
use super::segment::Segment;
use super::text_id::text_of;
use super::{FilePlace, KeyParts};
use crate::article::{
    ArticleKind, Facts, Hash, Integrity, Length, Problem, Published, TextEncoding, naver_section, people_of,
};
use crate::text::Corpus;
use crate::text::email::without_emails;
use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A row of a catalogue, borrowed from its segment.
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

    fn bytes(&self, span: Span) -> &'a [u8] {
        self.segment.bytes(span)
    }

    /// The corpus with its folded texts, and its index there.
    pub fn place(&self) -> (&'a Corpus, usize) {
        (self.segment.corpus(), self.index as usize)
    }

    /// The article's id. Like the other texts, it is empty if absent.
    pub fn id(&self) -> &'a str {
        self.text(self.record.id)
    }

    /// A key that identifies the article in any file; `None` if nothing does. Several articles of an archive
    /// may share it: see [`Catalogue::key`](super::Catalogue::key).
    pub fn key(&self) -> Option<Cow<'a, str>> {
        let day = self.published().map(Published::date);
        let (id, url, title, publisher) = (self.id(), self.url(), self.title(), self.publisher());
        KeyParts { id, url, title, publisher, day, hash: self.body_hash() }.key()
    }

    /// Its id, or else its key: what stories call it.
    pub fn id_or_key(&self) -> Cow<'a, str> {
        if self.id().is_empty() { self.key().unwrap_or_default() } else { self.id().into() }
    }

    /// Whether its id has a form that is globally unique.
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

    /// The author lines as in the file.
    pub fn author_lines(&self) -> impl Iterator<Item = &'a str> {
        self.text(self.record.authors).split('\n').filter(|line| !line.is_empty())
    }

    /// The first name in the first author line, without an e-mail address unless it is all there is.
    pub fn first_author(&self) -> Option<String> {
        let name = people_of(self.author_lines().next()?).into_iter().next()?.name;
        let bare: String = without_emails(&name).into_iter().filter_map(|piece| name.get(piece)).collect();
        let bare = bare.trim();
        Some(if bare.is_empty() { name } else { bare.to_owned() })
    }

    /// The address of the original, unchecked.
    pub fn url(&self) -> &'a str {
        self.text(self.record.url)
    }

    /// The publisher's number.
    pub fn oid(&self) -> &'a str {
        self.text(self.record.oid)
    }

    /// The article's number with its publisher.
    pub fn aid(&self) -> &'a str {
        self.text(self.record.aid)
    }

    /// The file's path relative to the archive's root, separated by `/`, with U+FFFD for invalid UTF-8.
    pub fn path(&self) -> &'a str {
        self.text(self.record.path)
    }

    /// The file's path relative to the archive's root, for opening it.
    pub fn file_path(&self) -> &'a Path {
        of_row(&self.segment.odd_paths, self.index).next().map_or(Path::new(self.path()), PathBuf::as_path)
    }

    /// The bytes of [`file_path`](Self::file_path).
    pub fn path_bytes(&self) -> &'a [u8] {
        let odd = of_row(&self.segment.odd_paths, self.index).next();
        odd.map_or_else(|| self.bytes(self.record.path), |path| path.as_os_str().as_encoded_bytes())
    }

    /// The article's place.
    pub fn file_place(&self) -> FilePlace<'a> {
        FilePlace { path: self.file_path().into(), entry: self.entry() }
    }

    /// Whether the article is at this place.
    pub fn is_at(&self, place: &FilePlace<'_>) -> bool {
        // Most places are told apart by length alone.
        let len = place.path.as_os_str().len();
        let may_be = self.record.path.len as usize == len || !self.segment.odd_paths.is_empty();
        may_be && self.entry() == place.entry && self.file_path() == place.path
    }

    /// Whether a file whose stamp is now `now` is certainly unchanged, and the chosen encoding is still the
    /// same.
    pub fn is_still(&self, now: FileStamp, chosen: Option<TextEncoding>) -> bool {
        self.record.chosen_encoding() == chosen && now.is_still(self.record.stamp)
    }

    /// The article's number in the file, starting at 1; `None` if the file is a single article.
    pub fn entry(&self) -> Option<u32> {
        Some(self.record.entry).filter(|&entry| entry > 0)
    }

    /// The byte range of an entry in its file; empty if unknown.
    pub(super) fn range(&self) -> Range<u64> {
        self.record.range()
    }

    /// Whether its body is only an excerpt or a summary.
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

    /// The hash stored by the crawler.
    pub fn stored_hash(&self) -> Option<&'a Hash> {
        self.record.stored_hash()
    }

    /// Whether the body is the one that was crawled.
    pub fn integrity(&self) -> Integrity {
        self.record.integrity()
    }

    /// The hash of the body as read; `None` if it wasn't read completely.
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

    /// Identifies its text as read, also in a later snapshot; `None` if it wasn't read completely.
    pub fn text_id(&self) -> Option<u64> {
        text_of(self)
    }

    /// Whether headline and body equal those of another file.
    pub fn is_copy_of(&self, other: &Row<'_>) -> bool {
        self.title() == other.title() && self.body_hash().is_some() && self.body_hash() == other.body_hash()
    }

    /// The number of stored comments, not counting replies.
    pub fn comments(&self) -> u32 {
        self.record.comments
    }

    /// The length of its text in letters, 0 if it wasn't read.
    pub fn letters(&self) -> u32 {
        self.record.letters
    }

    /// The length of its text in letters; `None` if only an excerpt is there, or if it couldn't be read.
    pub fn known_letters(&self) -> Option<u32> {
        self.record.has_length().then_some(self.record.letters)
    }

    /// The length of its text, if all of it was read.
    pub fn length(&self) -> Option<Length> {
        self.record.length()
    }

    /// Whether there is a picture in its text.
    pub fn has_picture(&self) -> bool {
        self.record.has_picture()
    }

    /// Whether the end of its text speaks of rights.
    pub fn tells_rights(&self) -> bool {
        self.record.tells_rights()
    }

    pub fn kind(&self) -> ArticleKind {
        self.record.kind()
    }

    /// The sections, one per line: those stored, or the one that the address names.
    pub fn categories(&self) -> Cow<'a, str> {
        match self.facts() {
            Some(facts) if !facts.categories.is_empty() => facts.categories.join("\n").into(),
            _ => self.category_or_inferred().into(),
        }
    }

    /// The first section; if none is stored, the one that the address names.
    pub fn category_or_inferred(&self) -> &'a str {
        match self.category() {
            "" => naver_section(self.url()).unwrap_or_default(),
            category => category,
        }
    }

    /// The number of problems in the file.
    pub fn problem_count(&self) -> u32 {
        self.record.problems
    }

    /// The problems in reading it.
    pub fn problems(&self) -> impl Iterator<Item = &'a Problem> {
        of_row(&self.segment.odd.problems, self.index)
    }

    /// Unknown front matter keys with their values.
    pub fn extra(&self) -> impl Iterator<Item = &'a (String, String)> {
        of_row(&self.segment.odd.extra, self.index)
    }

    /// Facts that only some kinds of file have.
    pub fn facts(&self) -> Option<&'a Facts> {
        of_row(&self.segment.odd.facts, self.index).next()
    }

    /// Whether the crawler wrote the file.
    pub(super) fn is_by_crawler(&self) -> bool {
        self.record.is_by_crawler()
    }

    /// Whether a file with the same id is another version of this article. The crawler's ids are unique, but
    /// others may be used arbitrarily, so something else has to match as well.
    pub(super) fn is_version_of(&self, other: &Row<'_>) -> bool {
        let is_same = |own: &str, other: &str| !own.is_empty() && own == other;
        self.is_by_crawler() && other.is_by_crawler()
            || is_same(self.url(), other.url())
            || is_same(self.title(), other.title())
            || self.body_hash().is_some() && self.body_hash() == other.body_hash()
    }

    /// Sorts revisions: greater for the newer one, or for the one with comments if they are copies.
    pub(super) fn revision_key(
        &self,
    ) -> (Option<jiff::Timestamp>, u32, Option<jiff::civil::DateTime>, &'a str) {
        (self.crawled(), self.comments(), self.published().map(Published::time), self.path())
    }
}

/// The entries of one row in a list sorted by row.
fn of_row<T>(entries: &[(u32, T)], row: u32) -> impl Iterator<Item = &T> {
    let first = entries.partition_point(|(of, _)| *of < row);
    entries.iter().skip(first).take_while(move |(of, _)| *of == row).map(|(_, entry)| entry)
}
