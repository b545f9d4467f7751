//! A document of a published index as it is read back: an article, where it was, and what is known about it
//! besides.

use super::masking::{mask, masked_path};
use super::stored::StoredArticle;
use crate::article::{Article, ArticleKind, Integrity};
use crate::search::{DecidedBy, Flag};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What is published of each article besides its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Publishes {
    /// The readers' comments, too.
    pub comments: bool,
    /// The authors' e-mail addresses, too.
    pub emails: bool,
    /// E-mail addresses are written as `■` wherever they stand.
    pub masked: bool,
}

impl Publishes {
    /// The path that a document has, of an article of a folder.
    pub fn path(self, path: &str) -> Cow<'_, str> {
        if self.masked { masked_path(path) } else { path.into() }
    }

    /// The path that such documents' paths start with, of a folder in it.
    pub fn folder(self, path: &str) -> Cow<'_, str> {
        if self.masked { mask(path).into() } else { path.into() }
    }
}

/// An article of an index as it is read back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// The id of the document.
    pub doc: String,
    /// The key of the reader's marks.
    pub key: Option<String>,
    /// The flags that it has.
    pub is: Vec<String>,
    /// The day it was published, crawled and changed, in days since 1970.
    pub day: Days,
    /// The length of its text in letters; `None` if only an excerpt is there.
    pub length: Option<u64>,
    /// The name of its kind; empty if an older version of Seogo published it.
    pub kind: String,
    /// The path of its file in the folder that was published.
    pub path: String,
    /// Its number in the file, if that has several.
    pub entry: Option<u32>,
    /// The publisher that other articles of the archive suggest, if it names none.
    pub inferred: Option<String>,
    /// How many files the archive had of it.
    pub versions: usize,
    /// Which of them this is; 0 is the newest.
    pub version: usize,
    /// Whether its text was the crawled one when it was published; known even where the text isn't asked for.
    pub integrity: StoredIntegrity,
    /// The hash of its text; empty if an older version of Seogo published it.
    pub hash: String,
    /// How many comments are published with it.
    pub comments: u32,
    pub article: StoredArticle,
    /// A hash of all of the above and of what is searched; made when all of it is known.
    #[serde(skip_serializing)]
    pub print: String,
}

impl Document {
    /// The kind of its article, whose text may not be known.
    pub(super) fn kind(&self, article: &Article) -> ArticleKind {
        let of_headline =
            || ArticleKind::of_headline(&article.title, self.length.unwrap_or_default() as usize);
        ArticleKind::named(&self.kind).unwrap_or_else(of_headline)
    }
}

/// The days of an article, since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Days {
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<i64>,
    /// When it was crawled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crawled: Option<i64>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<i64>,
}

/// Whether a text was the crawled one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StoredIntegrity {
    /// It was.
    Intact,
    /// It was not.
    Altered,
    /// There was no hash to compare with.
    #[default]
    Unknown,
}

impl From<Integrity> for StoredIntegrity {
    fn from(integrity: Integrity) -> Self {
        match integrity {
            Integrity::Intact => Self::Intact,
            Integrity::Altered => Self::Altered,
            Integrity::Unknown => Self::Unknown,
        }
    }
}

impl From<StoredIntegrity> for Integrity {
    fn from(integrity: StoredIntegrity) -> Self {
        match integrity {
            StoredIntegrity::Intact => Self::Intact,
            StoredIntegrity::Altered => Self::Altered,
            StoredIntegrity::Unknown => Self::Unknown,
        }
    }
}

/// The number of a day, for comparing days.
pub(super) fn days_since_1970(day: Date) -> i64 {
    day.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()))
}

pub(super) fn day_of(number: i64) -> Option<Date> {
    let days = jiff::Span::new().try_days(number).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(days).ok()
}

/// The name of a flag in the index, if articles have it wherever they are read.
pub(super) fn flag_name(flag: Flag) -> Option<&'static str> {
    match flag.entry().decided_by {
        DecidedBy::Archive(name) => name,
        DecidedBy::Stories | DecidedBy::Marks { .. } => None,
    }
}

/// The flag of every article, which other documents of an index don't have.
pub(super) const ARTICLE: &str = "article";
/// The flag of the newest version of an article.
pub(super) const LATEST: &str = "latest";
/// The flag of an article that reports something.
pub(super) const REPORT: &str = "report";
