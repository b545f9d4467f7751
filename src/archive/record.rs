//! The fixed-size part of a catalogue's row: plain numbers, laid out so that they can be used directly in a
//! mapped file.

use super::read::{FileStamp, ReadFile};
use crate::article::{ArticleKind, Hash, Integrity, Length, Published, TextEncoding};
use bytemuck::{Pod, Zeroable};
use jiff::Timestamp;
use jiff::civil::DateTime;
use std::ops::Range;

/// A byte range of a segment's arena.
#[derive(Clone, Copy, Debug, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) len: u32,
}

/// The fixed-size part of a row; its texts are spans of the segment's arena.
#[derive(Clone, Copy, Debug, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Record {
    pub(super) id: Span,
    pub(super) title: Span,
    pub(super) category: Span,
    pub(super) publisher: Span,
    /// The author lines, joined by line feeds.
    pub(super) authors: Span,
    pub(super) url: Span,
    pub(super) oid: Span,
    pub(super) aid: Span,
    pub(super) path: Span,
    /// The file's stamp when it was read.
    pub(super) stamp: FileStamp,
    published: PackedTime,
    /// In seconds, followed by the nanoseconds.
    crawled: i64,
    crawled_nanos: i32,
    pub(super) comments: u32,
    pub(super) problems: u32,
    /// The length of the text in letters.
    pub(super) letters: u32,
    /// Which optional fields are present, as the bit flags below.
    has: u8,
    /// An index into the variants of [`Integrity`].
    integrity: u8,
    /// The number of the chosen encoding's name; 0 if none was chosen.
    encoding: u16,
    /// The article's number in the file, starting at 1; 0 if the file is a single article.
    pub(super) entry: u32,
    /// The entry's byte offset in the file, and its length.
    start: u64,
    len: u32,
    /// The length of the text without white space; 0 if it wasn't read.
    without_spaces: u32,
    /// The number of an [`ArticleKind`].
    kind: u8,
    /// What is in the text, as the bit flags below.
    shows: u8,
    _unused: [u8; 6],
    hash: [u8; 32],
}

/// A civil time in seconds, for any date that the calendar supports.
#[derive(Clone, Copy, Debug, Default, Pod, Zeroable)]
#[repr(C)]
struct PackedTime {
    year: i16,
    month: i8,
    day: i8,
    hour: i8,
    minute: i8,
    second: i8,
    _unused: i8,
}

impl From<DateTime> for PackedTime {
    fn from(time: DateTime) -> Self {
        Self {
            year: time.year(),
            month: time.month(),
            day: time.day(),
            hour: time.hour(),
            minute: time.minute(),
            second: time.second(),
            _unused: 0,
        }
    }
}

impl PackedTime {
    /// `None` if a damaged file has an invalid value.
    fn time(self) -> Option<DateTime> {
        let Self { year, month, day, hour, minute, second, .. } = self;
        DateTime::new(year, month, day, hour, minute, second, 0).ok()
    }
}

/// The number of an encoding's name, computed from the name so that it stays the same when encodings are added.
fn number_of(encoding: TextEncoding) -> u16 {
    crc32fast::hash(encoding.name().as_bytes()) as u16
}

const HAS_DAY: u8 = 1;
const HAS_TIME: u8 = 2;
const HAS_CRAWLED: u8 = 4;
const HAS_HASH: u8 = 8;
const HAS_EXCERPT: u8 = 16;
const BY_CRAWLER: u8 = 32;
const HAS_LENGTH: u8 = 64;
const WAS_MEASURED: u8 = 128;

const SHOWS_PICTURE: u8 = 1;
const SHOWS_RIGHTS: u8 = 2;

impl Record {
    /// The numbers of a file; the spans of its texts are still to be filled in.
    pub(super) fn of(read: &ReadFile) -> Self {
        let article = &read.article;
        let has_published = match article.published {
            Some(Published::Date(_)) => HAS_DAY,
            Some(Published::Time(_)) => HAS_TIME,
            None => 0,
        };
        let length = Length::of(article.text());
        let mut record = Self {
            stamp: read.stamp,
            entry: read.entry,
            start: read.range.start,
            len: u32::try_from(read.range.end - read.range.start).unwrap_or(0),
            published: article.published.map(|at| at.time().into()).unwrap_or_default(),
            crawled: article.crawled.map_or(0, Timestamp::as_second),
            crawled_nanos: article.crawled.map_or(0, Timestamp::subsec_nanosecond),
            has: has_published
                | article.crawled.map_or(0, |_| HAS_CRAWLED)
                | article.stored_hash.map_or(0, |_| HAS_HASH)
                | if article.excerpt { HAS_EXCERPT } else { 0 }
                | if article.by_crawler { BY_CRAWLER } else { 0 }
                | if !article.excerpt && article.is_readable() { HAS_LENGTH | WAS_MEASURED } else { 0 },
            encoding: read.chosen.map_or(0, number_of),
            hash: article.stored_hash.unwrap_or_default(),
            comments: u32::try_from(article.comments.len()).unwrap_or(u32::MAX),
            problems: u32::try_from(article.problems.len()).unwrap_or(u32::MAX),
            kind: article.kind().number(),
            letters: u32::try_from(length.letters).unwrap_or(u32::MAX),
            without_spaces: u32::try_from(length.without_spaces).unwrap_or(u32::MAX),
            ..Self::default()
        };
        if let Some(unread) = read.unread {
            (record.letters, record.comments, record.kind) =
                (unread.letters, unread.comments, unread.kind.number());
            record.has &= !WAS_MEASURED;
        }
        record.shows = if article.has_picture() { SHOWS_PICTURE } else { 0 }
            | if article.tells_rights() { SHOWS_RIGHTS } else { 0 };
        record.set_integrity(article.integrity());
        record
    }

    /// The same record for an arena in which its texts start `by` bytes later.
    pub(super) fn moved(&self, by: u32) -> Self {
        let mut moved = *self;
        let Self { id, title, category, publisher, authors, url, oid, aid, path, .. } = &mut moved;
        for span in [id, title, category, publisher, authors, url, oid, aid, path] {
            span.start += by;
        }
        moved
    }

    pub(super) fn published(&self) -> Option<Published> {
        let time = self.published.time()?;
        match self.has & (HAS_DAY | HAS_TIME) {
            HAS_DAY => Some(Published::Date(time.date())),
            HAS_TIME => Some(Published::Time(time)),
            _ => None,
        }
    }

    pub(super) fn crawled(&self) -> Option<Timestamp> {
        if self.has & HAS_CRAWLED == 0 {
            return None;
        }
        Timestamp::new(self.crawled, self.crawled_nanos).ok()
    }

    /// The byte range of an entry in its file; empty if unknown.
    pub(super) fn range(&self) -> Range<u64> {
        self.start..self.start + u64::from(self.len)
    }

    pub(super) fn has_picture(&self) -> bool {
        self.shows & SHOWS_PICTURE != 0
    }

    pub(super) fn tells_rights(&self) -> bool {
        self.shows & SHOWS_RIGHTS != 0
    }

    pub(super) fn kind(&self) -> ArticleKind {
        ArticleKind::numbered(self.kind)
    }

    pub(super) fn has_length(&self) -> bool {
        self.has & HAS_LENGTH != 0
    }

    pub(super) fn length(&self) -> Option<Length> {
        let (letters, without_spaces) = (self.letters as usize, self.without_spaces as usize);
        (self.has & HAS_LENGTH != 0 && self.has & WAS_MEASURED != 0)
            .then_some(Length { letters, without_spaces })
    }

    pub(super) fn is_excerpt(&self) -> bool {
        self.has & HAS_EXCERPT != 0
    }

    pub(super) fn is_by_crawler(&self) -> bool {
        self.has & BY_CRAWLER != 0
    }

    pub(super) fn stored_hash(&self) -> Option<&Hash> {
        (self.has & HAS_HASH != 0).then_some(&self.hash)
    }

    pub(super) fn chosen_encoding(&self) -> Option<TextEncoding> {
        let is_it = |&choice: &TextEncoding| number_of(choice) == self.encoding;
        if self.encoding == 0 { None } else { TextEncoding::CHOICES.into_iter().find(is_it) }
    }

    pub(super) fn integrity(&self) -> Integrity {
        match self.integrity {
            0 => Integrity::Intact,
            1 => Integrity::Altered,
            _ => Integrity::Unknown,
        }
    }

    pub(super) fn set_integrity(&mut self, integrity: Integrity) {
        self.integrity = match integrity {
            Integrity::Intact => 0,
            Integrity::Altered => 1,
            Integrity::Unknown => 2,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use jiff::Span;
    use jiff::civil::{Date, Time, date};

    fn kept(published: Published) -> Option<Published> {
        let article = Article { published: Some(published), ..Article::default() };
        Record::of(&ReadFile::from(article)).published()
    }

    #[test]
    fn every_day_and_second_that_an_article_can_have_is_kept() {
        let step = Span::new().days(997);
        let days = std::iter::successors(Some(Date::MIN), |day| day.checked_add(step).ok());
        for day in days.chain([Date::MAX, date(9999, 12, 30), date(1969, 12, 31), date(0, 1, 1)]) {
            assert_eq!(kept(Published::Date(day)), Some(Published::Date(day)));
            for time in [Time::new(0, 0, 1, 0), Time::new(23, 59, 59, 0)] {
                let at = Published::Time(day.to_datetime(time.unwrap()));
                assert_eq!(kept(at), Some(at));
            }
        }
    }

    #[test]
    fn every_moment_of_a_crawl_is_kept() {
        for crawled in [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH, Timestamp::now()] {
            let article = Article { crawled: Some(crawled), ..Article::default() };
            assert_eq!(Record::of(&ReadFile::from(article)).crawled(), Some(crawled));
        }
    }

    #[test]
    fn an_encoding_is_told_by_the_number_of_its_name() {
        for (at, &choice) in TextEncoding::CHOICES.iter().enumerate() {
            let read = ReadFile { chosen: Some(choice), ..ReadFile::default() };
            assert_eq!(Record::of(&read).chosen_encoding(), Some(choice));
            assert_ne!(number_of(choice), 0);
            assert!(TextEncoding::CHOICES[..at].iter().all(|&other| number_of(other) != number_of(choice)));
        }
        assert_eq!(number_of(TextEncoding::Cp949), 0x7FC6);
        assert_eq!(Record::of(&ReadFile::default()).chosen_encoding(), None);
    }
}
