//! The fields of an article, with their names and values, described once for JSON, CSV, Excel, Markdown and the
//! details panel.

use crate::archive::{Catalogue, RemoteArticle, Row};
use crate::article::{
    Article, ArticleKind, BodyFormat, Facts, Hash, Integrity, Length, Problem, ProblemKind, Published,
    Rendered, blocks, naver_section, publisher_host,
};
use crate::library::ArticleMarks;
use jiff::Timestamp;
use std::borrow::Cow;

/// An article's data, borrowed from a row of the catalogue or from a loaded article. Missing texts are empty.
#[derive(Clone, Debug)]
pub struct ArticleFields<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub publisher: &'a str,
    pub category: &'a str,
    /// The author lines as in the file.
    pub author_lines: Vec<&'a str>,
    pub published: Option<Published>,
    pub crawled: Option<Timestamp>,
    pub url: &'a str,
    pub oid: &'a str,
    pub aid: &'a str,
    pub stored_hash: Option<&'a Hash>,
    pub integrity: Integrity,
    /// The file's path relative to the archive's root, separated by `/`.
    pub path: &'a str,
    /// What the file doesn't say itself.
    pub inferred: Inferred<'a>,
    /// The article's number in the file, starting at 1; `None` if the file is a single article.
    pub entry: Option<u32>,
    /// Whether the text is only an excerpt or a summary.
    pub excerpt: bool,
    pub kind: ArticleKind,
    /// Facts that only some kinds of file have.
    pub facts: Option<&'a Facts>,
    /// The length of the text, if it was measured before. Otherwise that of the body counts.
    pub length: Option<Length>,
    /// The body as stored; `None` if it wasn't read.
    pub body: Option<&'a str>,
    /// The rendered body, if it is markup.
    pub rendered: Option<&'a Rendered>,
    pub format: BodyFormat,
    /// How many files the archive has of this article.
    pub versions: usize,
    /// This file's position among them; the newest is 0.
    pub version: usize,
    /// Whether other articles of the archive have the same id, or whatever else identifies it.
    pub shares_key: bool,
    pub problems: Vec<&'a Problem>,
    pub extra: Vec<&'a (String, String)>,
    /// What the reader has put on it, if that is to be written too.
    pub marks: Option<&'a ArticleMarks>,
}

/// What can be inferred about an article whose file doesn't say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inferred<'a> {
    /// The publisher named by other files with the same oid, or the address's host.
    pub publisher: Option<Cow<'a, str>>,
    /// The section that the address names.
    pub category: Option<&'a str>,
}

impl<'a> ArticleFields<'a> {
    /// The same with the text of its article, unless that couldn't be read.
    #[must_use]
    pub fn with_text_of(self, article: &'a Article) -> Self {
        if !article.is_readable() {
            return self;
        }
        Self {
            body: Some(&article.body),
            rendered: article.rendered.as_ref(),
            format: article.format,
            ..self
        }
    }

    /// The catalogue's data on a file; `None` if there is no such ordinal.
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
            inferred: Inferred {
                publisher: catalogue.inferred_publisher(&row),
                category: inferred_category(row.category(), row.url()),
            },
            entry: row.entry(),
            excerpt: row.is_excerpt(),
            facts: row.facts(),
            kind: row.kind(),
            length: row.length(),
            body: None,
            rendered: None,
            format: BodyFormat::Plain,
            versions: revisions.map_or(1, <[u32]>::len),
            version: revisions.and_then(|all| all.iter().position(|&one| one == ordinal)).unwrap_or(0),
            shares_key: catalogue.shares_key(ordinal),
            problems: row.problems().collect(),
            extra: row.extra().collect(),
            marks: None,
        })
    }

    /// The fields of an article read from the file at `path`, as if that were its only file.
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
            inferred: Inferred {
                publisher: publisher_host(&article.url).filter(|_| article.publisher.is_empty()),
                category: inferred_category(&article.category, &article.url),
            },
            entry: None,
            excerpt: article.excerpt,
            facts: Some(&article.facts),
            kind: article.kind(),
            length: None,
            body: Some(&article.body),
            rendered: article.rendered.as_ref(),
            format: article.format,
            versions: 1,
            version: 0,
            shares_key: false,
            problems: article.problems.iter().collect(),
            extra: article.extra.iter().collect(),
            marks: None,
        }
    }

    /// The data of an article that was read from a server.
    pub fn of_remote(remote: RemoteArticle<'a>) -> Self {
        let RemoteArticle { article, path, entry, publisher, versions, version, .. } = remote;
        let known = Self::of_article(article, path);
        let publisher = publisher.map(Cow::Borrowed).or(known.inferred.publisher);
        let inferred = Inferred { publisher, ..known.inferred };
        let fields = ArticleFields { entry, inferred, versions, version, ..known };
        if remote.has_text {
            return fields;
        }
        let (integrity, kind) = (remote.integrity, remote.kind);
        ArticleFields { body: None, rendered: None, integrity, kind, ..fields }
    }

    /// The sections; the stored category if there aren't several.
    fn categories(&self) -> Vec<&str> {
        let sections = Facts::sections(self.facts, self.category);
        sections.into_iter().filter(|section| !section.is_empty()).collect()
    }

    /// The page in the printed edition.
    pub(super) fn page(&self) -> &str {
        self.facts.map_or("", |facts| &facts.page)
    }

    fn fact(&self, of: fn(&Facts) -> &String) -> FieldValue<'_> {
        self.facts.map_or(FieldValue::Absent, |facts| FieldValue::Text(of(facts)))
    }

    fn list(&self, of: fn(&Facts) -> &Vec<String>) -> FieldValue<'_> {
        let items = self.facts.map_or(&[][..], |facts| of(facts));
        FieldValue::Texts(items.iter().map(String::as_str).collect())
    }

    /// Adds the texts of the article loaded from the file.
    pub fn with_texts(self, article: &'a Article) -> Self {
        let (rendered, format) = (article.rendered.as_ref(), article.format);
        Self { body: Some(&article.body), rendered, format, ..self }
    }

    /// The body as the reader sees it, i.e. rendered if it is markup.
    pub fn text(&self) -> Option<&'a str> {
        self.rendered.map(|rendered| rendered.text.as_str()).or(self.body)
    }

    /// The paragraphs of the body as the reader sees it.
    pub(super) fn paragraphs(&self) -> Vec<&'a str> {
        let Some(rendered) = self.rendered else {
            let body = self.body.unwrap_or_default();
            return blocks(body).into_iter().filter_map(|block| body.get(block.range)).collect();
        };
        rendered.blocks.iter().map(|block| rendered.text_of(block)).filter(|text| !text.is_empty()).collect()
    }

    /// The length of the whole text.
    pub(super) fn measured(&self) -> Option<Length> {
        self.length.or_else(|| self.whole_text().map(Length::of))
    }

    /// The body as the reader sees it, if it was read and is complete.
    fn whole_text(&self) -> Option<&str> {
        let is_readable = !self.problems.iter().any(|problem| problem.kind == ProblemKind::Unreadable);
        self.text().filter(|_| !self.excerpt && is_readable)
    }
}

/// The value of a field, to be written by each format in its own way.
#[derive(Clone, Debug)]
pub enum FieldValue<'a> {
    /// Not known.
    Absent,
    /// A text; empty means absent.
    Text(&'a str),
    /// Several texts, in order.
    Texts(Vec<&'a str>),
    /// Author lines.
    Authors(&'a [&'a str]),
    /// A publication date, in Korean time.
    Published(Published),
    /// A point in time.
    Moment(Timestamp),
    Hash(&'a Hash),
    /// Whether the text matches the crawled one.
    Integrity(Integrity),
    Number(usize),
    /// Yes or no.
    Flag(bool),
    /// The length of a text.
    Length(Length),
    /// Problems that were repaired.
    Problems(&'a [&'a Problem]),
    /// Names with values.
    Pairs(&'a [&'a (String, String)]),
    /// Values that the file doesn't have itself.
    Inferred(&'a Inferred<'a>),
    /// People, places and organizations mentioned in the article.
    Named(Option<&'a Facts>),
}

/// A field of an article, in the order of the article object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleField {
    Id,
    Title,
    Publisher,
    Category,
    Categories,
    Authors,
    Published,
    Crawled,
    Url,
    Oid,
    Aid,
    ContentHash,
    Integrity,
    Path,
    Entry,
    Keywords,
    Versions,
    Problems,
    Extra,
    Original,
    Modified,
    Excerpt,
    Kind,
    Incident,
    Named,
    Words,
    Page,
    Edition,
    Medium,
    Excluded,
    Length,
    Inferred,
}

type Describe = for<'a> fn(&'a ArticleFields<'_>) -> FieldValue<'a>;

/// Every field with its name and a function for its value.
const FIELDS: [(ArticleField, &str, Describe); 32] = [
    (ArticleField::Id, "id", |of| FieldValue::Text(of.id)),
    (ArticleField::Title, "title", |of| FieldValue::Text(of.title)),
    (ArticleField::Publisher, "publisher", |of| FieldValue::Text(of.publisher)),
    (ArticleField::Category, "category", |of| FieldValue::Text(of.category)),
    (ArticleField::Categories, "categories", |of| FieldValue::Texts(of.categories())),
    (ArticleField::Authors, "authors", |of| FieldValue::Authors(&of.author_lines)),
    (ArticleField::Published, "published", |of| {
        of.published.map_or(FieldValue::Absent, FieldValue::Published)
    }),
    (ArticleField::Crawled, "crawled", |of| of.crawled.map_or(FieldValue::Absent, FieldValue::Moment)),
    (ArticleField::Url, "url", |of| FieldValue::Text(of.url)),
    (ArticleField::Oid, "oid", |of| FieldValue::Text(of.oid)),
    (ArticleField::Aid, "aid", |of| FieldValue::Text(of.aid)),
    (ArticleField::ContentHash, "content_hash", |of| {
        of.stored_hash.map_or(FieldValue::Absent, FieldValue::Hash)
    }),
    (ArticleField::Integrity, "integrity", |of| FieldValue::Integrity(of.integrity)),
    (ArticleField::Path, "path", |of| FieldValue::Text(of.path)),
    (ArticleField::Entry, "entry", |of| {
        of.entry.map_or(FieldValue::Absent, |entry| FieldValue::Number(entry as usize))
    }),
    (ArticleField::Keywords, "keywords", |of| of.list(|facts| &facts.keywords)),
    (ArticleField::Versions, "versions", |of| FieldValue::Number(of.versions)),
    (ArticleField::Problems, "problems", |of| FieldValue::Problems(&of.problems)),
    (ArticleField::Extra, "extra", |of| FieldValue::Pairs(&of.extra)),
    (ArticleField::Original, "original", |of| of.fact(|facts| &facts.original)),
    (ArticleField::Modified, "modified", |of| {
        of.facts.and_then(|facts| facts.modified).map_or(FieldValue::Absent, FieldValue::Published)
    }),
    (ArticleField::Excerpt, "excerpt", |of| FieldValue::Flag(of.excerpt)),
    (ArticleField::Kind, "kind", |of| FieldValue::Text(of.kind.name())),
    (ArticleField::Incident, "incident", |of| of.list(|facts| &facts.incident)),
    (ArticleField::Named, "named", |of| FieldValue::Named(of.facts)),
    (ArticleField::Words, "words", |of| FieldValue::Number(of.facts.map_or(0, |facts| facts.words.len()))),
    (ArticleField::Page, "page", |of| FieldValue::Text(of.page())),
    (ArticleField::Edition, "edition", |of| of.fact(|facts| &facts.edition)),
    (ArticleField::Medium, "medium", |of| of.fact(|facts| &facts.medium)),
    (ArticleField::Excluded, "excluded", |of| of.fact(|facts| &facts.excluded)),
    (ArticleField::Length, "length", |of| of.measured().map_or(FieldValue::Absent, FieldValue::Length)),
    (ArticleField::Inferred, "inferred", |of| FieldValue::Inferred(&of.inferred)),
];

impl ArticleField {
    /// All fields, in the order of the article object.
    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().map(|(field, ..)| *field)
    }

    /// Its name in the article object and as a table column.
    pub fn name(self) -> &'static str {
        FIELDS[self as usize].1
    }

    pub fn of<'a>(self, article: &'a ArticleFields<'_>) -> FieldValue<'a> {
        FIELDS[self as usize].2(article)
    }
}

/// The section that an address names, if none is stored.
fn inferred_category(category: &str, address: &str) -> Option<&'static str> {
    naver_section(address).filter(|_| category.is_empty())
}

/// A publication date as precisely as known: a day, or a time with Korea's UTC offset.
pub fn format_published(published: Published) -> String {
    match published {
        Published::Date(date) => date.to_string(),
        Published::Time(time) => format!("{}+09:00", time.strftime("%Y-%m-%dT%H:%M:%S")),
    }
}

/// The verdict on the content hash, in one word.
pub(super) fn integrity_name(integrity: Integrity) -> &'static str {
    match integrity {
        Integrity::Intact => "intact",
        Integrity::Altered => "altered",
        Integrity::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_stands_at_its_own_place_in_the_table() {
        for (place, field) in ArticleField::all().enumerate() {
            assert_eq!(field as usize, place, "{}", field.name());
        }
    }

    #[test]
    fn tells_a_day_from_a_time() {
        let time = jiff::civil::datetime(2025, 12, 30, 7, 5, 0, 0);
        assert_eq!(format_published(Published::Time(time)), "2025-12-30T07:05:00+09:00");
        assert_eq!(format_published(Published::Date(time.date())), "2025-12-30");
    }
}
