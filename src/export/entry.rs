//! What is told of one file outside its archive, borrowed from the catalogue's row or from the article that was read.

use crate::archive::{Catalogue, Row};
use crate::article::{Article, Hash, Integrity, Problem, Published};

/// The facts of one file; an absent text is empty.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields of `Article`, by the same names")]
pub struct Entry<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub publisher: &'a str,
    pub category: &'a str,
    /// The author lines as they stand in the file.
    pub author_lines: Vec<&'a str>,
    pub published: Option<Published>,
    pub crawled: Option<jiff::Timestamp>,
    pub url: &'a str,
    pub oid: &'a str,
    pub aid: &'a str,
    pub stored_hash: Option<&'a Hash>,
    pub integrity: Integrity,
    /// The file's path, relative to the archive's folder, with `/`.
    pub path: &'a str,
    /// How many files the archive has of the article.
    pub versions: usize,
    /// Where this one stands among them; the newest is 0.
    pub version: usize,
    pub problems: Vec<&'a Problem>,
    pub extra: Vec<&'a (String, String)>,
}

impl<'a> Entry<'a> {
    /// What the catalogue says of a file; `None` past its end.
    pub fn of_row(catalogue: &'a Catalogue, ordinal: u32) -> Option<Self> {
        let row: Row<'a> = catalogue.row(ordinal)?;
        let revisions = catalogue.revisions(ordinal);
        Some(Self {
            id: row.id(),
            title: row.title(),
            publisher: row.publisher(),
            category: row.category(),
            author_lines: row.author_lines().collect(),
            published: row.published(),
            crawled: row.crawled(),
            url: row.url(),
            oid: row.oid(),
            aid: row.aid(),
            stored_hash: row.stored_hash(),
            integrity: row.integrity(),
            path: row.path(),
            versions: revisions.map_or(1, <[u32]>::len),
            version: revisions.and_then(|all| all.iter().position(|&one| one == ordinal)).unwrap_or(0),
            problems: row.problems().collect(),
            extra: row.extra().collect(),
        })
    }

    /// What an article says that was read from the file at `path`, as if it were the only file of its article.
    pub fn of_article(article: &'a Article, path: &'a str) -> Self {
        Self {
            id: &article.id,
            title: &article.title,
            publisher: &article.publisher,
            category: &article.category,
            author_lines: article.authors.iter().map(|author| author.line.as_str()).collect(),
            published: article.published,
            crawled: article.crawled,
            url: &article.url,
            oid: &article.oid,
            aid: &article.aid,
            stored_hash: article.stored_hash.as_ref(),
            integrity: article.integrity(),
            path,
            versions: 1,
            version: 0,
            problems: article.problems.iter().collect(),
            extra: article.extra.iter().collect(),
        }
    }
}
