//! One article: the bytes of a file become an [`Article`] and a list of what had to be mended on the way.
//!
//! Nothing in this room does I/O and nothing in it fails: every input gives an article.

mod address;
mod blocks;
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
mod rendered;

pub use address::{addresses, naver_numbers, shown_address, user_part, web_address};
pub use blocks::{Block, BlockKind, blocks, long_breaks, stored_lines};
pub use check::is_plainly_intact;
pub use comparison::{Change, Comparison, Passage, Piece, Side, compare};
pub use dates::{parse_crawled, parse_published};
pub use encoding::{decode_text, encoding_of};
pub use facts::Facts;
pub use front_matter::{Field as HeadField, Value as HeadValue, is_nested_deeply, read as front_matter};
pub use integrity::{body_hash, format_hash, parse_hash};
pub use kind::ArticleKind;
pub use length::Length;
pub use parse::{Foreign, front_matter_lines, parse_crawler_file, stored_text};
pub use people::{parse_author, people_of};
pub use rendered::{BodyFormat, ListItem, Rendered, RichBlock, RichKind, TextStyle};

use jiff::civil;
use serde::{Deserialize, Serialize};

/// What a file says, decoded, with everything that had to be mended to read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The crawler's id, `{oid}_{aid}`; empty where the file has none.
    pub id: String,
    /// The headline, decoded and trimmed; empty where the file has none.
    pub title: String,
    /// The section; the crawler nearly always leaves it empty.
    pub category: String,
    /// The newspaper or broadcaster; empty where the file has none.
    pub publisher: String,
    /// One entry for each author line that is not empty, in the order of the file.
    pub authors: Vec<Author>,
    /// When the article was published, in Korean time (UTC+9).
    pub published: Option<Published>,
    /// When the crawler fetched it.
    pub crawled: Option<jiff::Timestamp>,
    /// The address of the original, as it stands in the file; nothing has checked it.
    pub url: String,
    /// The publisher's number. Leading zeros count.
    pub oid: String,
    /// The article's number at its publisher. Leading zeros count.
    pub aid: String,
    /// The SHA-256 that the crawler stored, where it is one.
    pub stored_hash: Option<Hash>,
    /// The SHA-256 of `body`'s UTF-8 bytes.
    pub computed_hash: Hash,
    /// Front matter keys that are none of the above, as text, in the order of the file.
    pub extra: Vec<(String, String)>,
    /// Whether the body is only the beginning of the text, or a summary of it.
    pub excerpt: bool,
    /// The decoded body: exactly the text that the hash is taken of.
    pub body: String,
    /// How the body is written.
    pub format: BodyFormat,
    /// The body as it is read, where that is not the body itself.
    pub rendered: Option<Rendered>,
    /// What only some kinds of file say.
    pub facts: Facts,
    /// Whether the crawler wrote the file.
    pub by_crawler: bool,
    /// The readers' comments, where the crawler kept them.
    pub comments: Vec<Comment>,
    /// How the bytes of the file were turned into text.
    pub encoding: TextEncoding,
    /// What had to be mended, in the order of the file.
    pub problems: Vec<Problem>,
}

/// A SHA-256.
pub type Hash = [u8; 32];

impl Article {
    /// Whether the body is the one that the crawler stored the hash of.
    pub fn integrity(&self) -> Integrity {
        let is_whole = self.problems.iter().all(|problem| problem.kind != ProblemKind::TooLarge);
        match self.stored_hash.filter(|_| is_whole) {
            None => Integrity::Unknown,
            Some(stored) if stored == self.computed_hash => Integrity::Intact,
            Some(_) => Integrity::Altered,
        }
    }

    /// What is read and searched: the body, without marks where it is markup.
    pub fn text(&self) -> &str {
        self.rendered.as_ref().map_or(&self.body, |rendered| &rendered.text)
    }
}

/// What the stored hash says of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// The stored hash is that of the body.
    Intact,
    /// The body is not the one that was crawled.
    Altered,
    /// No hash is stored, or not all of the file was read, so nothing can be said.
    Unknown,
}

/// When an article was published, in Korean time, as exactly as the file knows it.
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

    /// The time, in Korean time; the beginning of the day where only the day is known.
    pub fn time(self) -> civil::DateTime {
        match self {
            Self::Date(date) => date.to_datetime(civil::Time::midnight()),
            Self::Time(time) => time,
        }
    }
}

/// One line of the author field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The whole line, decoded and trimmed.
    pub line: String,
    /// The person's name; the whole line where it does not name exactly one person.
    pub name: String,
    /// All of what follows the name: 기자, 인턴 기자, 특파원, PD.
    pub role: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// What stands before `=`: `세종=황민혁 기자`.
    pub place: Option<String>,
}

/// A reader's comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    /// The commenter's name as the site shows it.
    pub author: String,
    /// Whether the site marked it as one of the best.
    pub best: bool,
    /// When it was written, as stored: `2025-12-30 10:11`, Korean time.
    pub time: String,
    /// Thumbs up; `None` where that is no number.
    pub likes: Option<u64>,
    /// Thumbs down; `None` where that is no number.
    pub dislikes: Option<u64>,
    /// What it says, decoded.
    pub text: String,
    /// Answers to it.
    pub replies: Vec<Comment>,
}

/// How bytes were read as text.
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
    /// What a reader can choose where the guess is wrong.
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

    /// The choice that has this name.
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

/// One thing that had to be mended, or could not be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What it was.
    pub kind: ProblemKind,
    /// The line of the file, from 1, where there is one to point at.
    pub line: Option<u32>,
    /// The text in question (a date that is none, the name of an encoding), where there is one.
    pub detail: Option<String>,
}

/// The kinds of problem a file can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ProblemKind {
    /// The file does not begin with a front matter.
    NoFrontMatter,
    /// The front matter has no closing line.
    FrontMatterUnclosed,
    /// Part of the front matter had to be guessed.
    FrontMatterRepaired,
    /// A date that could not be read.
    BadDate,
    /// A content hash that is no SHA-256.
    BadHash,
    /// No title.
    NoTitle,
    /// No body.
    NoBody,
    /// The crawler's closing lines are missing, so the file may have been cut off.
    FooterMissing,
    /// Bytes that are no text in the file's encoding became U+FFFD.
    DecodedLossily,
    /// The encoding is not said and was guessed.
    EncodingGuessed,
    /// The file is larger than what is read of one.
    TooLarge,
    /// The file could not be read, or is no text.
    Unreadable,
    /// A count of a comment's votes that is no number.
    BadCount,
    /// An identifier that a spreadsheet has turned into a number, of which the end is lost.
    IdAsNumber,
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
        }
    }
}
