//! The fixed part of a catalogue's row: plain numbers, laid out so that they can be read from a file where they lie.

use super::read::{ReadFile, Stamp};
use crate::article::{Hash, Integrity, Published, TextEncoding};
use bytemuck::{Pod, Zeroable};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// A stretch of a segment's arena, in bytes.
#[derive(Clone, Copy, Debug, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) len: u32,
}

/// The fixed part of a row; its texts are stretches of the segment's arena.
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
    /// What the file was when it was read.
    pub(super) stamp: Stamp,
    /// In seconds, as if Korea's clock were UTC's.
    published: i64,
    /// In seconds, and the nanoseconds behind them.
    crawled: i64,
    crawled_nanos: i32,
    pub(super) comments: u32,
    pub(super) problems: u32,
    /// How many characters the body has.
    pub(super) letters: u32,
    /// Which of the above are there, by the bits below.
    has: u8,
    /// As [`Integrity`] lists them.
    integrity: u8,
    /// The place of the chosen encoding among [`TextEncoding::CHOICES`], from 1.
    encoding: u8,
    _unused: [u8; 5],
    hash: [u8; 32],
}

const HAS_DAY: u8 = 1;
const HAS_TIME: u8 = 2;
const HAS_CRAWLED: u8 = 4;
const HAS_HASH: u8 = 8;

impl Record {
    /// What of a file are numbers; its texts are still to be placed.
    pub(super) fn of(read: &ReadFile) -> Self {
        let article = &read.article;
        let published = article.published.and_then(|at| {
            let has = if matches!(at, Published::Date(_)) { HAS_DAY } else { HAS_TIME };
            Some((Offset::UTC.to_timestamp(at.time()).ok()?.as_second(), has))
        });
        let encoding = TextEncoding::CHOICES.iter().position(|&choice| Some(choice) == read.chosen);
        let mut record = Self {
            stamp: read.stamp,
            published: published.map_or(0, |(at, _)| at),
            crawled: article.crawled.map_or(0, Timestamp::as_second),
            crawled_nanos: article.crawled.map_or(0, Timestamp::subsec_nanosecond),
            has: published.map_or(0, |(_, has)| has)
                | article.crawled.map_or(0, |_| HAS_CRAWLED)
                | article.stored_hash.map_or(0, |_| HAS_HASH),
            encoding: encoding.map_or(0, |at| at as u8 + 1),
            hash: article.stored_hash.unwrap_or_default(),
            comments: u32::try_from(article.comments.len()).unwrap_or(u32::MAX),
            problems: u32::try_from(article.problems.len()).unwrap_or(u32::MAX),
            letters: u32::try_from(article.body.chars().count()).unwrap_or(u32::MAX),
            ..Self::default()
        };
        record.set_integrity(article.integrity());
        record
    }

    /// The same for an arena in which its texts stand further back.
    pub(super) fn moved(&self, by: u32) -> Self {
        let mut moved = *self;
        let Self { id, title, category, publisher, authors, url, oid, aid, path, .. } = &mut moved;
        for span in [id, title, category, publisher, authors, url, oid, aid, path] {
            span.start += by;
        }
        moved
    }

    pub(super) fn published(&self) -> Option<Published> {
        let time: DateTime = Offset::UTC.to_datetime(Timestamp::from_second(self.published).ok()?);
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

    pub(super) fn stored_hash(&self) -> Option<&Hash> {
        (self.has & HAS_HASH != 0).then_some(&self.hash)
    }

    pub(super) fn chosen_encoding(&self) -> Option<TextEncoding> {
        TextEncoding::CHOICES.get(usize::from(self.encoding).checked_sub(1)?).copied()
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
