//! A document of an index as a row of the list: everything but its text.

use super::publish::hash;
use super::reading::ReadDocument;
use crate::archive::{ReadFile, UnreadText};
use crate::article::{Integrity, parse_hash};
use std::path::PathBuf;

/// A row of an index.
#[derive(Debug)]
pub struct ReadRow {
    /// The hash of the document's id.
    pub document: u64,
    /// The hash of what it says; a document with another one has changed.
    pub print: u64,
    /// The path of its file in the folder that was published.
    pub path: PathBuf,
    /// The article without its text.
    pub read: ReadFile,
}

impl ReadRow {
    /// The row of a document that was read without its text.
    pub(super) fn of(read: ReadDocument) -> Self {
        let ReadDocument { mut article, document } = read;
        let is_intact = Integrity::from(document.integrity) == Integrity::Intact;
        // Without the text, its hash is what was found when it was published.
        article.computed_hash = match (is_intact, article.stored_hash) {
            (true, Some(stored)) => stored,
            _ => parse_hash(&document.hash).unwrap_or_default(),
        };
        let kind = document.kind(&article);
        let letters = u32::try_from(document.length).unwrap_or(u32::MAX);
        let unread = UnreadText { letters, comments: document.comments, kind };
        let read = ReadFile::without_text(article, document.entry, unread);
        Self { document: hash(&document.doc), print: hash(&document.print), path: document.path.into(), read }
    }
}
