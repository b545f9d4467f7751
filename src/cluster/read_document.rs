//! An article that was read from an index, and what is known about it besides: as a row, an export and the search
//! here need it.

use super::document::{Document, day_of, flag_name};
use crate::archive::{FilePlace, RemoteArticle, Texts};
use crate::article::Article;
use crate::export::ArticleFields;
use crate::library::Marks;
use crate::search::{Flag, MatchKind, Matcher, SearchFacts, head_lines};
use crate::text::Corpus;
use std::path::PathBuf;

/// An article of an index, with what is known about it besides.
#[derive(Debug, Default)]
pub struct ReadDocument {
    /// The article; its text is empty if it wasn't asked for.
    pub article: Article,
    /// The rest. Its article is empty.
    pub document: Document,
}

impl From<Document> for ReadDocument {
    fn from(mut document: Document) -> Self {
        let article = std::mem::take(&mut document.article).article();
        Self { article, document }
    }
}

impl ReadDocument {
    /// Where it was in the folder.
    pub fn place(&self) -> FilePlace<'static> {
        FilePlace { path: PathBuf::from(&self.document.path).into(), entry: self.document.entry }
    }

    /// What the command line and exports say of it, with its text if it was read.
    pub fn fields(&self, with_text: bool) -> ArticleFields<'_> {
        ArticleFields::of_remote(self.remote(with_text))
    }

    /// The publisher that it names, or else the one that other articles suggest.
    pub(super) fn publisher(&self) -> &str {
        match self.article.publisher.as_str() {
            "" => self.document.inferred.as_deref().unwrap_or_default(),
            publisher => publisher,
        }
    }

    pub(super) fn remote(&self, has_text: bool) -> RemoteArticle<'_> {
        let Self { article, document } = self;
        RemoteArticle {
            article,
            key: self.key(),
            path: &document.path,
            entry: document.entry,
            publisher: document.inferred.as_deref(),
            versions: document.versions,
            version: document.version,
            integrity: document.integrity.into(),
            kind: document.kind(article),
            has_text,
        }
    }

    /// The key of the reader's marks on it.
    pub fn key(&self) -> Option<&str> {
        self.document.key.as_deref()
    }

    /// The weakest kind of match that it needs for a query, found out here from its text; `None` if it
    /// doesn't match.
    pub fn kind(&self, matcher: &Matcher, marks: &Marks) -> Option<MatchKind> {
        let authors: Vec<&str> = self.article.authors.iter().map(|author| author.line.as_str()).collect();
        let texts = Texts {
            title: &self.article.title,
            body: self.article.text(),
            publisher: &self.article.publisher,
            authors: &authors,
        };
        let mut corpus = Corpus::default();
        corpus.push(head_lines(&texts), texts.body);
        let found = matcher.scan(&corpus, &|_| self.facts(marks), std::slice::from_ref(&(0..1)));
        found.first().map(|found| found.kind)
    }

    /// The facts that filters compare.
    fn facts<'a>(&'a self, marks: &'a Marks) -> SearchFacts<'a> {
        let Self { article, document } = self;
        let day = |day: Option<i64>| day.and_then(day_of);
        let is = |flag| flag_name(flag).is_some_and(|name| document.is.iter().any(|own| own == name));
        let own = document.key.as_deref().map(|key| marks.of(key));
        let inferred = document.inferred.as_deref().unwrap_or_default();
        SearchFacts {
            id: &article.id,
            title: &article.title,
            publisher: &article.publisher,
            inferred: inferred.into(),
            category: &article.category,
            url: &article.url,
            path: &document.path,
            published: day(document.day.published),
            crawled: day(document.day.crawled),
            modified: day(document.day.modified),
            length: document.length,
            kind: document.kind(article),
            tags: own.map_or(&[], |marks| &marks.tags),
            note: own.map_or("", |marks| marks.written()),
            starred: own.is_some_and(|marks| marks.star.is_some()),
            unread: own.is_none_or(|marks| marks.read.is_none()),
            highlighted: own.is_some_and(|marks| !marks.highlights.is_empty()),
            altered: is(Flag::Altered),
            problem: is(Flag::Problem),
            revised: is(Flag::Revised),
            stated: Some(&article.facts).filter(|facts| **facts != Default::default()),
            author: is(Flag::Author),
            comments: is(Flag::Comments),
            ..SearchFacts::default()
        }
    }
}
