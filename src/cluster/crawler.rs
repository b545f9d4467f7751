//! The crawler's own index, as far as it can be mended: its texts are whole Markdown pages without blank
//! lines, often escaped for HTML, and its times are Korean but marked as UTC. It has no hashes, hardly any
//! authors, and it finds by the server's words only.

use super::client::Dialect;
use super::document::{Days, Document, days_since_1970};
use super::kinds::Kinds;
use super::list_fields::{DayField, time_field};
use super::pages::HitSelection;
use super::read_document::ReadDocument;
use super::reading::ReadRequest;
use super::translate::{MOST_KEYS, Translation, wildcard};
use super::trouble::Trouble;
use crate::archive::KeyParts;
use crate::article::{
    Article, Length, Published, body_hash, is_plainly_unescaped, parse_author, published_from,
};
use crate::library::Marks;
use crate::search::{CantAnswer, Field, Fields, Filter, Flag, Node, Pattern, Query, SortKey, Term};
use html_escape::decode_html_entities;
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// The fields that all of its indices have.
const FIELDS: [&str; 7] = ["oid", "aid", "title", "content", "publisher", "url", "published_at"];

/// What is never asked for: numbers for a search by meaning, and pieces of the same text.
const UNUSED: [&str; 2] = ["embedding", "chunk_*"];

/// An index that the crawler fills.
#[derive(Clone, Debug, PartialEq)]
pub struct CrawlerIndex {
    /// The mapping's fields.
    fields: Map<String, Value>,
    /// Whether the server sorts by the ids of documents.
    sorts_by_id: bool,
}

impl CrawlerIndex {
    /// Reads the mapping of an index; `None` if the crawler doesn't fill it.
    pub(super) fn of(index: &Value, dialect: Dialect) -> Option<Self> {
        let fields = index.pointer("/mappings/properties")?.as_object()?;
        let sorts_by_id = sorts_by_id(dialect);
        let is_it = FIELDS.iter().all(|name| fields.contains_key(*name));
        is_it.then(|| Self { fields: fields.clone(), sorts_by_id })
    }

    /// The mapping's fields.
    pub(super) fn fields(&self) -> &Map<String, Value> {
        &self.fields
    }

    /// The time of publication: Korean, though marked as UTC.
    pub(super) fn published(&self) -> Option<DayField> {
        time_field(&self.fields, "published_at", None)
    }

    fn whole(&self, name: &str) -> Option<String> {
        whole_field(&self.fields, name)
    }

    /// The field that tells its articles apart, if the server can sort by one.
    pub(super) fn key(&self) -> Option<String> {
        self.whole("id").or_else(|| self.sorts_by_id.then(|| "_id".to_owned()))
    }

    /// A request in the server's terms.
    ///
    /// # Errors
    /// If the index can't be sorted like that.
    pub(super) fn selection(&self, request: &ReadRequest) -> Result<HitSelection, CantAnswer> {
        let field_of = |key: SortKey| (key.on_server().crawler, key.on_server().descends);
        let (key, newest) = (field_of(request.key), field_of(SortKey::Published));
        let mut sort = Vec::new();
        for (at, (field, descends)) in [key, newest].into_iter().enumerate() {
            let field = self.whole(field).ok_or(CantAnswer::Order)?;
            let order = if descends == request.reverse { "asc" } else { "desc" };
            if at == 0 || key != newest {
                sort.push(json!({ field: { "order": order, "missing": "_last" } }));
            }
        }
        sort.extend(self.key().map(|key| json!({ key: { "order": "asc" } })));
        Ok(request.to_others(sort, &UNUSED, Some("content")))
    }

    /// Finds one article by its id.
    pub(super) fn named(article: &str) -> Translation {
        Translation { query: json!({ "ids": { "values": [article] } }), is_exact: true, kinds: Kinds::Exact }
    }

    /// Translates a query. Its words are found where the server's analysis finds them.
    ///
    /// # Errors
    /// If the index can't answer it.
    pub(super) fn translate(&self, query: &Query, marks: &Marks) -> Result<Translation, CantAnswer> {
        let leaf = |node: &Node| match node {
            Node::Term(term) => self.term(term),
            Node::Filter(filter) => self.filter(filter, marks),
            _ => Err(CantAnswer::Unknown),
        };
        Ok(Translation { query: combined(&query.root, &leaf)?, is_exact: true, kinds: Kinds::Exact })
    }

    fn term(&self, term: &Term) -> Result<Value, CantAnswer> {
        let text = &term.folded;
        let fields: &[&str] = match term.fields {
            Fields::Any => &["title", "content", "publisher", "author"],
            Fields::Title => &["title"],
            Fields::Body => &["content"],
            Fields::Author => &["author"],
            Fields::Url => &["url"],
            Fields::Note => return Err(CantAnswer::Unknown),
        };
        let known = fields.iter().filter(|field| self.fields.contains_key(**field));
        let ways: Vec<Value> = known.map(|field| json!({ "match_phrase": { *field: text } })).collect();
        if ways.is_empty() {
            return Err(CantAnswer::Unknown);
        }
        Ok(json!({ "bool": { "should": ways, "minimum_should_match": 1 } }))
    }

    fn filter(&self, filter: &Filter, marks: &Marks) -> Result<Value, CantAnswer> {
        let known = |name: &str| self.whole(name).ok_or(CantAnswer::Unknown);
        Ok(match filter {
            Filter::Value(Field::Publisher, pattern) => matching(&known("publisher")?, pattern),
            Filter::Value(Field::Category, pattern) => matching(&known("category")?, pattern),
            Filter::Value(Field::Id, pattern) => matching(&known("id")?, pattern),
            Filter::Days(Field::Published, days) => {
                self.published().ok_or(CantAnswer::Unknown)?.between(days)
            }
            Filter::Flag(Flag::Comments) => json!({ "range": { known("comment_count")?: { "gt": 0 } } }),
            Filter::Flag(Flag::Starred) => starred(marks)?,
            _ => return Err(CantAnswer::Unknown),
        })
    }
}

/// Whether a server sorts by the ids of documents; Elasticsearch refuses to, but tells documents of a point in
/// time apart by itself.
pub(super) fn sorts_by_id(dialect: Dialect) -> bool {
    dialect == Dialect::OpenSearch
}

/// The field with the whole value of another one, for sorting and comparing.
pub(super) fn whole_field(fields: &Map<String, Value>, name: &str) -> Option<String> {
    let field = fields.get(name)?;
    let is_whole = |field: &Value| {
        matches!(field.get("type").and_then(Value::as_str), Some("keyword" | "date" | "integer" | "long"))
    };
    if is_whole(field) {
        return Some(name.to_owned());
    }
    field.pointer("/fields/keyword").filter(|field| is_whole(field)).map(|_| format!("{name}.keyword"))
}

/// A condition in the server's terms, whose terms and filters are translated by `leaf`.
pub(super) fn combined(
    node: &Node,
    leaf: &impl Fn(&Node) -> Result<Value, CantAnswer>,
) -> Result<Value, CantAnswer> {
    let all = |parts: &[Node]| parts.iter().map(|part| combined(part, leaf)).collect::<Result<Vec<_>, _>>();
    Ok(match node {
        Node::And(parts) => json!({ "bool": { "filter": all(parts)? } }),
        Node::Or(parts) => json!({ "bool": { "should": all(parts)?, "minimum_should_match": 1 } }),
        Node::Not(part) => json!({ "bool": { "must_not": combined(part, leaf)? } }),
        Node::Term(_) | Node::Filter(_) => leaf(node)?,
    })
}

/// The articles with a star, by their ids, which are the keys of the crawler's articles.
fn starred(marks: &Marks) -> Result<Value, CantAnswer> {
    let starred = marks.articles().filter(|(_, marks)| marks.star.is_some());
    let ids: Vec<&str> = starred.map(|(key, _)| &**key).take(MOST_KEYS + 1).collect();
    if ids.len() > MOST_KEYS {
        Err(CantAnswer::TooManyMarks)
    } else {
        Ok(json!({ "ids": { "values": ids } }))
    }
}

/// A whole value by a pattern, in capitals or not.
pub(super) fn matching(field: &str, pattern: &Pattern) -> Value {
    json!({ "wildcard": { field: { "value": wildcard(pattern), "case_insensitive": true } } })
}

/// The article of a hit.
///
/// # Errors
/// If it has no fields.
pub(super) fn document_from(hit: &Value) -> Result<ReadDocument, Trouble> {
    let source = hit.get("_source").and_then(Value::as_object).ok_or(Trouble::NotUnderstood)?;
    let name = hit.get("_id").and_then(Value::as_str).unwrap_or_default();
    let text = |key: &str| match source.get(key) {
        Some(Value::String(text)) => Cow::Borrowed(text.as_str()),
        Some(Value::Number(number)) => Cow::Owned(number.to_string()),
        _ => Cow::Borrowed(""),
    };
    let (id, page) = (text("id").into_owned(), FramedPage::of(&text("content")));
    let plain = |key: &str| page.unescaped(text(key).trim());
    let body = page.unescaped(&page.body);
    let published = korean_time(&text("published_at"));
    let authors = plain("author");
    let indexed = text("crawled_at").into_owned();
    let article = Article {
        id: if id.is_empty() { name.to_owned() } else { id },
        title: plain("title"),
        category: plain("category"),
        publisher: plain("publisher"),
        authors: authors.lines().map(str::trim).filter(|line| !line.is_empty()).map(parse_author).collect(),
        published,
        url: text("url").into_owned(),
        oid: text("oid").into_owned(),
        aid: text("aid").into_owned(),
        computed_hash: body_hash(&body),
        // When it was put into the index, not when it was crawled.
        extra: if indexed.is_empty() { Vec::new() } else { vec![("indexed_at".to_owned(), indexed)] },
        by_crawler: true,
        body,
        ..Article::default()
    };
    let parts = KeyParts { id: &article.id, url: &article.url, title: &article.title, ..KeyParts::default() };
    let day = published.map(|published| days_since_1970(published.date()));
    let document = Document {
        doc: name.to_owned(),
        key: parts.key().map(Cow::into_owned),
        day: Days { published: day, ..Days::default() },
        length: Some(Length::of(&article.body).letters as u64),
        path: name.to_owned(),
        versions: 1,
        print: Value::Object(source.clone()).to_string(),
        ..Document::default()
    };
    Ok(ReadDocument { article, document })
}

/// A page without the frame that the crawler writes around a body.
struct FramedPage {
    body: String,
    is_escaped: bool,
}

impl FramedPage {
    fn of(content: &str) -> Self {
        let mut lines: Vec<&str> = content.lines().filter(|line| !line.trim().is_empty()).collect();
        let is_foot = |line: &&str| line.starts_with("*Crawled at:") || line.starts_with("*Source:");
        let foot = lines.iter().rev().take_while(|line| is_foot(line)).count();
        if foot > 0 {
            lines.truncate(lines.len() - foot);
            if lines.last().is_some_and(|line| line.trim() == "---") {
                lines.pop();
            }
        }
        // The crawler escaped everything or, since February 2026, nothing.
        let is_escaped = !lines.iter().any(|line| is_plainly_unescaped(line));
        // The headline, a line with the publisher and the time, and a rule.
        let is_byline = |line: &&&str| line.starts_with("**") && line.contains("** | ");
        let head = usize::from(lines.first().is_some_and(|line| line.starts_with("# ")));
        let byline = usize::from(lines.get(head).filter(is_byline).is_some());
        let rule = usize::from(lines.get(head + byline).is_some_and(|line| line.trim() == "---"));
        lines.drain(..if head > 0 { head + byline + rule } else { 0 });
        Self { body: lines.join("\n\n"), is_escaped }
    }

    fn unescaped(&self, text: &str) -> String {
        if self.is_escaped { decode_html_entities(text).into_owned() } else { text.to_owned() }
    }
}

/// A time in Korea that is marked as UTC.
fn korean_time(text: &str) -> Option<Published> {
    let local = text.trim_end_matches('Z').split(['+', '.']).next()?.replace('T', " ");
    published_from(&local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_is_taken_off_and_the_text_unescaped_once() {
        let body = |content: &str| {
            let page = FramedPage::of(content);
            page.unescaped(&page.body)
        };
        let foot = "---\n*Crawled at: 2026-02-20 05:44:58*\n*Source: [원문 보기](https://example.com/?a=1)*";
        assert_eq!(
            body(&format!(
                "# 제목 &quot;하나&quot;\n**가람일보** | 2026-02-20 00:00 | \n---\n첫 &amp;lt;\n둘째\n{foot}"
            )),
            "첫 &lt;\n\n둘째"
        );
        assert_eq!(body(&format!("# \"제목\"\n첫 &lt;\n{foot}")), "첫 &lt;", "a page that was never escaped");
        assert_eq!(body("문단\n---\n문단"), "문단\n\n---\n\n문단", "a rule of the text stays");
        assert_eq!(body(""), "");
    }

    #[test]
    fn a_korean_time_that_is_marked_as_utc_stays_korean() {
        let time = |text| korean_time(text).map(|published| published.time().to_string());
        assert_eq!(time("2026-02-20T23:30:00Z").as_deref(), Some("2026-02-20T23:30:00"));
        assert_eq!(time("2026-02-20T23:30:00.000Z").as_deref(), Some("2026-02-20T23:30:00"));
        let day = korean_time("2026-02-20T00:00:00Z");
        assert!(matches!(day, Some(Published::Date(day)) if day.to_string() == "2026-02-20"));
        assert_eq!(korean_time("soon"), None);
    }

    #[test]
    fn the_crawlers_index_is_told_by_its_fields() {
        let fields = |names: &[&str]| {
            let fields: Map<String, Value> =
                names.iter().map(|name| ((*name).to_owned(), json!({}))).collect();
            json!({ "mappings": { "properties": fields } })
        };
        assert!(CrawlerIndex::of(&fields(&FIELDS), Dialect::OpenSearch).is_some());
        assert_eq!(CrawlerIndex::of(&fields(&FIELDS[1..]), Dialect::OpenSearch), None);
        assert_eq!(CrawlerIndex::of(&json!({}), Dialect::OpenSearch), None);
    }
}
