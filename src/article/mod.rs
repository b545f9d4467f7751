//! A single article: parses the bytes of a file into an [`Article`] and a list of problems.
//!
//! Nothing here does I/O or fails: every input gives an article.

mod address;
mod blocks;
mod caption;
mod check;
mod comments;
mod comparison;
mod crawled;
mod dates;
mod encoding;
mod facts;
mod front_matter;
mod integrity;
mod kind;
mod length;
mod parse;
mod people;
mod portals;
mod rendered;

pub use address::{
    addresses, naver_numbers, naver_section, publisher_host, shown_address, user_part, web_address,
};
pub use blocks::{Block, BlockKind, blocks, blocks_below, long_breaks, stored_lines};
pub use check::is_plainly_intact;
pub use comparison::{Change, Comparison, Passage, Piece, Side, compare};
pub use dates::{crawled_day, crawled_from, published_from, saved_from};
pub use encoding::{codec_of, decode_text, encoding_of};
pub use facts::Facts;
pub use front_matter::{HeadField, HeadValue, is_nested_deeply, read as front_matter};
pub use integrity::{body_hash, format_hash, hash_from, is_plainly_unescaped};
pub use kind::ArticleKind;
pub use length::Length;
pub use parse::{Foreign, crawler_article, front_matter_lines, stored_text};
pub use people::{SEPARATORS as PEOPLE_SEPARATORS, parse_author, people_of};
pub use portals::is_portal;
pub use rendered::{BodyFormat, ListItem, Rendered, RichBlock, RichKind, TextStyle};

use crate::text::needle::finder;
use blocks::story_end;
use jiff::civil;
use memchr::memmem::Finder;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A file's data, decoded, with the problems found in reading it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The crawler's id, `{oid}_{aid}`; empty if missing.
    pub id: String,
    /// The headline, decoded and trimmed; empty if missing.
    pub title: String,
    /// The section; the crawler nearly always leaves it empty.
    pub category: String,
    /// The newspaper or broadcaster; empty if missing.
    pub publisher: String,
    /// One entry per non-empty author line, in file order.
    pub authors: Vec<Author>,
    /// When the article was published, in Korean time (UTC+9).
    pub published: Option<Published>,
    /// When the crawler fetched it.
    pub crawled: Option<jiff::Timestamp>,
    /// The unchecked address of the original, as in the file.
    pub url: String,
    /// The publisher's number. Leading zeros are significant.
    pub oid: String,
    /// The article's number with its publisher. Leading zeros are significant.
    pub aid: String,
    /// The SHA-256 stored by the crawler, if valid.
    pub stored_hash: Option<Hash>,
    /// The SHA-256 of `body`'s UTF-8 bytes.
    pub computed_hash: Hash,
    /// Unknown front matter keys with their values as text, in file order.
    pub extra: Vec<(String, String)>,
    /// Whether the body is only an excerpt or a summary.
    pub excerpt: bool,
    /// The decoded body: exactly the hashed text.
    pub body: String,
    pub format: BodyFormat,
    /// The rendered body, if it isn't plain text.
    pub rendered: Option<Rendered>,
    /// Facts that only some kinds of file have.
    pub facts: Facts,
    /// Whether the crawler wrote the file.
    pub by_crawler: bool,
    /// The readers' comments, if the crawler stored them.
    pub comments: Vec<Comment>,
    /// The encoding of the file.
    pub encoding: TextEncoding,
    /// The problems found, in file order.
    pub problems: Vec<Problem>,
}

/// A SHA-256.
pub type Hash = [u8; 32];

impl Article {
    /// Whether the body matches the hash stored by the crawler.
    pub fn integrity(&self) -> Integrity {
        let is_whole = self.problems.iter().all(|problem| problem.kind != ProblemKind::TooLarge);
        match self.stored_hash.filter(|_| is_whole) {
            None => Integrity::Unknown,
            Some(stored) if stored == self.computed_hash => Integrity::Intact,
            Some(_) => Integrity::Altered,
        }
    }

    /// Whether it has its content: not if its file can't be read or isn't text.
    pub fn is_readable(&self) -> bool {
        self.problems.iter().all(|problem| problem.kind != ProblemKind::Unreadable)
    }

    /// Whether reading its file failed, so that nothing is known of its content. A file that isn't text was
    /// read.
    pub fn failed_to_read(&self) -> bool {
        self.problems.iter().any(|problem| {
            problem.kind == ProblemKind::Unreadable && !problem.is_of_content() && problem.detail.is_some()
        })
    }

    /// The text that is read and searched: the body, rendered if it is markup.
    pub fn text(&self) -> &str {
        self.rendered.as_ref().map_or(&self.body, |rendered| &rendered.text)
    }

    /// Whether there is a picture in its text.
    pub fn has_picture(&self) -> bool {
        let blocks = self.rendered.iter().flat_map(|rendered| &rendered.blocks);
        blocks.into_iter().any(|block| matches!(block.kind, RichKind::Image(_)))
    }

    /// Whether a trailer of its text speaks of rights: `무단 전재 및 재배포 금지`.
    pub fn tells_rights(&self) -> bool {
        const LONGEST_END: usize = 600;
        static RIGHTS: LazyLock<[Finder<'static>; 5]> =
            LazyLock::new(|| ["무단", "재배포", "저작권", "opyright", "rights reserved"].map(finder));
        let text = self.text();
        let tells = |text: &str| RIGHTS.iter().any(|words| words.find(text.as_bytes()).is_some());
        // Most texts are decided by their last letters.
        let end = &text[text.floor_char_boundary(text.len().saturating_sub(LONGEST_END))..];
        tells(end) && tells(&text[story_end(text)..])
    }

    pub fn kind(&self) -> ArticleKind {
        ArticleKind::of(&self.title, self.text())
    }
}

/// The result of comparing the body with the stored hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// The body matches the stored hash.
    Intact,
    /// The body differs from the one that was crawled.
    Altered,
    /// No hash is stored or the file wasn't read completely, so nothing can be said.
    Unknown,
}

/// When an article was published, in Korean time, as precisely as the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Published {
    /// Only the day is known: the crawler writes 00:00.
    Date(civil::Date),
    /// The minute is known.
    Time(civil::DateTime),
}

impl Published {
    /// The day, in Korean time.
    pub fn date(self) -> civil::Date {
        match self {
            Self::Date(date) => date,
            Self::Time(time) => time.date(),
        }
    }

    /// The time in Korea; the start of the day if only the day is known.
    pub fn time(self) -> civil::DateTime {
        match self {
            Self::Date(date) => date.to_datetime(civil::Time::midnight()),
            Self::Time(time) => time,
        }
    }
}

/// A line of the author field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The whole line, decoded and trimmed.
    pub line: String,
    /// The person's name; the whole line if it doesn't name exactly one person.
    pub name: String,
    /// Everything after the name: 기자, 인턴 기자, 특파원, PD.
    pub role: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The part before `=`: `세종=황민혁 기자`.
    pub place: Option<String>,
}

/// A reader's comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Comment {
    /// The commenter's name as shown on the site.
    pub author: String,
    /// Whether the site marked it as one of the best.
    pub best: bool,
    /// When it was written, as stored: `2025-12-30 10:11`, Korean time.
    pub time: String,
    /// Thumbs up; `None` if it isn't a number.
    pub likes: Option<u64>,
    /// Thumbs down; `None` if it isn't a number.
    pub dislikes: Option<u64>,
    /// The decoded text.
    pub text: String,
    pub replies: Vec<Comment>,
}

/// The encoding that bytes were decoded from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextEncoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// UTF-16, little-endian.
    Utf16Le,
    /// UTF-16, big-endian.
    Utf16Be,
    /// CP949, also called UHC or Windows-949: EUC-KR and the rest of Hangul.
    Cp949,
    /// Any other encoding that the detector knows, by its WHATWG name.
    Other(&'static str),
}

impl TextEncoding {
    /// The encodings that a reader can choose if the guess is wrong.
    pub const CHOICES: [Self; 8] = [
        Self::Utf8,
        Self::Cp949,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Other("Shift_JIS"),
        Self::Other("EUC-JP"),
        Self::Other("gb18030"),
        Self::Other("windows-1252"),
    ];

    /// The choice with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::CHOICES.into_iter().find(|choice| choice.name() == name)
    }

    /// The encoding's name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Cp949 => "CP949",
            Self::Other(name) => name,
        }
    }
}

/// Something that was repaired, or couldn't be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub kind: ProblemKind,
    /// The line in the file, starting at 1, if the problem has one.
    pub line: Option<u32>,
    /// The text in question (an invalid date, the name of an encoding), if any.
    pub detail: Option<String>,
}

impl Problem {
    /// The detail of what can't be read since it has NUL bytes.
    pub const NUL: &'static str = "nul";
    /// The detail of what can't be read since the file ends within it.
    pub const CUT_OFF: &'static str = "cut-off";

    /// Whether it is known what is wrong with the content, which could be read as bytes.
    fn is_of_content(&self) -> bool {
        self.detail.as_deref().is_some_and(|detail| [Self::NUL, Self::CUT_OFF].contains(&detail))
    }
}

/// The kinds of problem a file can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ProblemKind {
    /// The file doesn't start with front matter.
    NoFrontMatter,
    /// The front matter has no closing line.
    FrontMatterUnclosed,
    /// Part of the front matter had to be guessed.
    FrontMatterRepaired,
    /// An unreadable date.
    BadDate,
    /// A content hash that isn't a SHA-256.
    BadHash,
    NoTitle,
    NoBody,
    /// The crawler's footer is missing, so the file may be truncated.
    FooterMissing,
    /// Bytes that are invalid in the file's encoding became U+FFFD.
    DecodedLossily,
    /// The encoding isn't stated and was guessed.
    EncodingGuessed,
    /// The file is too large to be read completely.
    TooLarge,
    /// The file can't be read, for the reason in the detail, or is not text.
    Unreadable,
    /// A vote count of a comment that isn't a number.
    BadCount,
    /// An id that a spreadsheet turned into a number, losing its end.
    IdAsNumber,
    /// A quotation mark of a table's row has no other.
    QuoteUnclosed,
}

impl ProblemKind {
    /// The kind's name in the command line's output.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoFrontMatter => "no-front-matter",
            Self::FrontMatterUnclosed => "front-matter-unclosed",
            Self::FrontMatterRepaired => "front-matter-repaired",
            Self::BadDate => "bad-date",
            Self::BadHash => "bad-hash",
            Self::NoTitle => "no-title",
            Self::NoBody => "no-body",
            Self::FooterMissing => "footer-missing",
            Self::DecodedLossily => "decoded-lossily",
            Self::EncodingGuessed => "encoding-guessed",
            Self::TooLarge => "too-large",
            Self::Unreadable => "unreadable",
            Self::BadCount => "bad-count",
            Self::IdAsNumber => "id-as-number",
            Self::QuoteUnclosed => "quote-unclosed",
        }
    }
}
