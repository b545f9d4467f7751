//! Reads the articles of an index, in the orders that lists have.

use super::crawler::{CrawlerIndex, document_from};
use super::document::{ARTICLE, Document, LATEST};
use super::index::{IndexFound, OwnIndex};
use super::kinds::Kinds;
use super::other::OtherIndex;
use super::pages::HitSelection;
use super::read_document::ReadDocument;
use super::translate::{Translation, translate};
use super::trouble::Trouble;
use crate::library::Marks;
use crate::search::{CantAnswer, ListRequest, Query, SortKey};
use crate::text::fold;
use crate::text::hanja::Abbreviations;
use serde_json::{Value, json};

/// The parts of a document that a list doesn't show.
const TEXTS: &[&str] = &["article.body", "article.rendered", "article.comments"];

/// Which articles to read, and in which order.
#[derive(Clone, Debug, Default)]
pub struct ReadRequest {
    /// The query; `None` for all articles.
    pub query: Option<Translation>,
    /// The order.
    pub key: SortKey,
    /// Whether the order is reversed. Articles without the key come last either way.
    pub reverse: bool,
    /// Every file instead of the newest version of each article.
    pub all_versions: bool,
    /// Whether their texts are needed, too.
    pub texts: bool,
    /// The most articles to read.
    pub limit: Option<usize>,
}

/// An index that can be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Readable {
    /// Seogo published it.
    Own(OwnIndex),
    /// The crawler fills it.
    Crawler(CrawlerIndex),
    /// It is someone else's, whose fields the reader has named.
    Other(OtherIndex),
}

impl TryFrom<IndexFound> for Readable {
    /// An index that can't be read.
    type Error = IndexFound;

    fn try_from(found: IndexFound) -> Result<Self, IndexFound> {
        match found {
            IndexFound::Own(own) => Ok(Self::Own(own)),
            IndexFound::Crawler(index) => Ok(Self::Crawler(index)),
            other => Err(other),
        }
    }
}

impl Readable {
    /// Translates a query.
    ///
    /// # Errors
    /// If the index can't answer it.
    pub fn translate(
        &self,
        query: &Query,
        abbreviations: &Abbreviations,
        marks: &Marks,
    ) -> Result<Translation, CantAnswer> {
        match self {
            Self::Own(_) => translate(query, abbreviations, marks),
            Self::Crawler(index) => index.translate(query, marks),
            Self::Other(index) => index.translate(query),
        }
    }

    /// Finds one article: the newest with an id, or the one at a place, as lists show it.
    pub fn named(&self, article: &str) -> Translation {
        match self {
            Self::Own(_) => named(article),
            Self::Crawler(_) | Self::Other(_) => CrawlerIndex::named(article),
        }
    }

    /// Finds the article at a place.
    pub(super) fn at(&self, path: &str, entry: Option<u32>) -> Translation {
        match self {
            Self::Own(_) => at(path, entry),
            Self::Crawler(_) | Self::Other(_) => CrawlerIndex::named(path),
        }
    }

    /// Whether e-mail addresses in its texts were masked.
    pub fn is_masked(&self) -> bool {
        matches!(self, Self::Own(own) if own.masked)
    }

    /// What a query finds, of which only the documents' ids are read.
    pub(super) fn found(&self, query: &Translation) -> HitSelection {
        let (query, sort) = match self {
            Self::Own(_) => {
                let article = json!({ "term": { "is": ARTICLE } });
                (json!({ "bool": { "filter": [article, query.query] } }), json!([{ "doc": "asc" }]))
            }
            Self::Crawler(index) => (query.query.clone(), by_key(index.key())),
            Self::Other(index) => (query.query.clone(), by_key(index.key())),
        };
        HitSelection { query, sort, texts: false, source: json!(false), limit: usize::MAX }
    }

    /// The id of a hit's document.
    pub(super) fn document_of<'h>(&self, hit: &'h Value) -> Option<&'h str> {
        hit.get("_id").and_then(Value::as_str)
    }

    /// A request in the server's terms.
    ///
    /// # Errors
    /// If the index can't be sorted like that.
    pub fn selection(&self, request: &ReadRequest) -> Result<HitSelection, CantAnswer> {
        match self {
            Self::Own(_) => Ok(request.selection()),
            Self::Crawler(index) => index.selection(request),
            Self::Other(index) => index.selection(request),
        }
    }

    /// The same selection with the texts of its articles, or without.
    pub(super) fn with_texts(&self, selection: HitSelection, texts: bool) -> HitSelection {
        let request = ReadRequest { texts, ..ReadRequest::default() };
        match self.selection(&request) {
            Ok(HitSelection { source, .. }) => HitSelection { source, texts, ..selection },
            Err(_) => selection,
        }
    }

    /// The article of a hit.
    ///
    /// # Errors
    /// If the hit isn't one of an article.
    pub fn read(&self, hit: Value) -> Result<ReadDocument, Trouble> {
        match self {
            Self::Own(_) => document_of(hit).map(ReadDocument::from),
            Self::Crawler(_) => document_from(&hit),
            Self::Other(index) => index.read(&hit),
        }
    }
}

impl ReadRequest {
    /// The articles of a list, of which `query` is the query with all that narrows it.
    pub(super) fn of_list(list: &ListRequest, query: Translation) -> Self {
        let &ListRequest { key, reverse, all_versions, .. } = list;
        Self { query: Some(query), key, reverse, all_versions, ..Self::default() }
    }

    /// A query for every article of an index that Seogo published, counting each version.
    pub(super) fn all_articles() -> Value {
        json!({ "term": { "is": ARTICLE } })
    }

    /// The request to an index that Seogo didn't publish, whose field `text` is read only if texts are
    /// needed, and whose `unused` fields never are.
    pub(super) fn to_others(&self, sort: Vec<Value>, unused: &[&str], text: Option<&str>) -> HitSelection {
        let excluded: Vec<&str> = unused.iter().copied().chain(text.filter(|_| !self.texts)).collect();
        HitSelection {
            query: self.query.as_ref().map_or(json!({ "match_all": {} }), |query| query.query.clone()),
            sort: sort.into(),
            texts: self.texts,
            source: json!({ "excludes": excluded }),
            limit: self.limit.unwrap_or(usize::MAX),
        }
    }

    /// The request to an index that Seogo published.
    fn selection(&self) -> HitSelection {
        let flag = if self.all_versions { ARTICLE } else { LATEST };
        let mut conditions = vec![json!({ "term": { "is": flag } })];
        conditions.extend(self.query.iter().map(|query| query.query.clone()));
        HitSelection {
            query: json!({ "bool": { "filter": conditions } }),
            sort: sort(self.key, self.reverse),
            texts: self.texts,
            source: json!({ "excludes": if self.texts { &[] } else { TEXTS } }),
            limit: self.limit.unwrap_or(usize::MAX),
        }
    }
}

/// The order of a key, or without one, whatever costs least.
fn by_key(key: Option<String>) -> Value {
    json!([{ key.unwrap_or_else(|| "_doc".to_owned()): "asc" }])
}

/// Finds the article at a place.
fn at(path: &str, entry: Option<u32>) -> Translation {
    let entry = match entry {
        Some(entry) => json!({ "term": { "entry": entry } }),
        None => json!({ "bool": { "must_not": { "exists": { "field": "entry" } } } }),
    };
    Translation {
        query: json!({ "bool": { "filter": [{ "term": { "path": path } }, entry] } }),
        is_exact: true,
        kinds: Kinds::Exact,
    }
}

fn named(article: &str) -> Translation {
    let (path, entry) = article.rsplit_once('#').unwrap_or((article, ""));
    let mut ways = vec![
        json!({ "bool": { "filter": [
            { "term": { "is": LATEST } },
            { "term": { "match.id": fold(article) } },
        ] } }),
        json!({ "term": { "path": article } }),
    ];
    if let Ok(entry) = entry.parse::<u32>() {
        ways.push(
            json!({ "bool": { "filter": [{ "term": { "path": path } }, { "term": { "entry": entry } }] } }),
        );
    }
    Translation {
        query: json!({ "bool": { "should": ways, "minimum_should_match": 1 } }),
        is_exact: true,
        kinds: Kinds::Exact,
    }
}

/// The fields of an order: its key, then the newest first, then whatever tells articles apart.
fn sort(key: SortKey, reverse: bool) -> Value {
    let field_of = |key: SortKey| (key.on_server().own, key.on_server().descends);
    let key = field_of(key);
    let newest = [SortKey::Published, SortKey::Crawled].map(field_of);
    let others = newest.into_iter().filter(|other| *other != key);
    let last = [("order.id", false), ("path", false), ("entry", false), ("doc", false)];
    let all = std::iter::once(key).chain(others).chain(last).enumerate();
    let fields = all.map(|(at, (field, descends))| {
        // Articles that lack the key come last in either direction; other fields are reversed altogether.
        let missing = if at > 0 && reverse { "_first" } else { "_last" };
        // A single article has no number in its file, and comes before the first of several.
        let missing = if field == "entry" { json!(0) } else { json!(missing) };
        json!({ field: { "order": if descends == reverse { "asc" } else { "desc" }, "missing": missing } })
    });
    fields.collect()
}

fn document_of(mut hit: Value) -> Result<Document, Trouble> {
    let source = hit.get_mut("_source").map(Value::take).ok_or(Trouble::NotUnderstood)?;
    serde_json::from_value(source).map_err(|_| Trouble::NotUnderstood)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lacks_the_key_comes_last_in_either_direction() {
        let first = |reverse| sort(SortKey::Title, reverse)[0]["order.title"].clone();
        assert_eq!(first(false), json!({ "order": "asc", "missing": "_last" }));
        assert_eq!(first(true), json!({ "order": "desc", "missing": "_last" }));
        assert_eq!(
            sort(SortKey::Title, true)[1]["order.published"],
            json!({ "order": "asc", "missing": "_first" })
        );
        assert_eq!(sort(SortKey::Published, false)[0]["order.published"]["order"], "desc");
    }
}
