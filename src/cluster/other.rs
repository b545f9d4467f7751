//! An index of someone else's, whose fields the reader has named as one names the columns of a table. It is
//! found by the server's words only.

use super::client::Dialect;
use super::crawler::{combined, matching, sorts_by_id, whole_field};
use super::document::{Days, Document, days_since_1970};
use super::kinds::Kinds;
use super::list_fields::{DayField, KOREA, time_field};
use super::pages::HitSelection;
use super::read_document::ReadDocument;
use super::reading::ReadRequest;
use super::translate::Translation;
use super::trouble::Trouble;
use crate::archive::KeyParts;
use crate::article::{Article, Length, Published};
use crate::formats::{ColumnChoice, ColumnField, ColumnsPreview, Kind, preview_columns, read_entries};
use crate::search::{CantAnswer, Field, Fields, Filter, Node, Query, Term};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::io::Cursor;
use std::ops::ControlFlow;

/// What is never asked for: numbers for a search by meaning.
const UNUSED: [&str; 3] = ["embedding", "*_embedding", "*vector*"];

/// How many documents show what the fields are.
pub(super) const SAMPLED: usize = 20;

/// The mapping of an index of which nothing else is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OtherMapping {
    pub(super) fields: Map<String, Value>,
    /// Whether the server sorts by the ids of documents.
    sorts_by_id: bool,
}

/// An index whose fields the reader has named.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherIndex {
    mapping: OtherMapping,
    columns: ColumnChoice,
}

impl OtherMapping {
    /// Reads the mapping of an index.
    pub(super) fn of(index: &Value, dialect: Dialect) -> Self {
        let fields = index.pointer("/mappings/properties").and_then(Value::as_object);
        Self { fields: fields.cloned().unwrap_or_default(), sorts_by_id: sorts_by_id(dialect) }
    }

    /// The index, with its fields named by the reader.
    pub fn with(self, columns: ColumnChoice) -> OtherIndex {
        OtherIndex { mapping: self, columns }
    }
}

/// What the documents of hits look like, for naming their fields; `None` if they have none.
pub(super) fn preview(hits: &[Value]) -> Option<ColumnsPreview> {
    let lines: String =
        hits.iter().filter_map(|hit| hit.get("_source")).map(|source| format!("{source}\n")).collect();
    preview_columns(Cursor::new(lines), Kind::JsonLines).ok()?
}

impl OtherIndex {
    /// The mapping's fields.
    pub(super) fn fields(&self) -> &Map<String, Value> {
        &self.mapping.fields
    }

    /// The field that the reader has named.
    pub(super) fn column(&self, field: ColumnField) -> Option<&str> {
        self.columns.column(field)
    }

    /// The time of publication.
    pub(super) fn published(&self) -> Option<DayField> {
        time_field(self.fields(), self.column(ColumnField::Published)?, Some(KOREA))
    }

    /// The field with the whole values of what the reader has named.
    pub(super) fn whole(&self, field: ColumnField) -> Option<String> {
        whole_field(&self.mapping.fields, self.columns.column(field)?)
    }

    /// The field that tells its articles apart, if the server can sort by one.
    pub(super) fn key(&self) -> Option<String> {
        self.whole(ColumnField::Id).or_else(|| self.mapping.sorts_by_id.then(|| "_id".to_owned()))
    }

    /// A request in the server's terms.
    pub(super) fn selection(&self, request: &ReadRequest) -> Result<HitSelection, CantAnswer> {
        let order = request.key.on_server();
        let field = order.other.ok_or(CantAnswer::Order)?;
        let order = if order.descends == request.reverse { "asc" } else { "desc" };
        let by = self.whole(field).map(|by| json!({ by: { "order": order, "missing": "_last" } }));
        if by.is_none() && field != ColumnField::Published {
            return Err(CantAnswer::Order);
        }
        let tie = self.key().map(|key| json!({ key: { "order": "asc" } }));
        let mut sort: Vec<Value> = by.into_iter().chain(tie).collect();
        if sort.is_empty() {
            sort.push(json!({ "_doc": { "order": "asc" } }));
        }
        // Without a headline, only the text makes it an article.
        let text = self
            .columns
            .column(ColumnField::Text)
            .filter(|_| self.columns.column(ColumnField::Title).is_some());
        Ok(request.to_others(sort, &UNUSED, text))
    }

    /// Translates a query. Its words are found where the server's analysis finds them.
    ///
    /// # Errors
    /// If the index can't answer it.
    pub(super) fn translate(&self, query: &Query) -> Result<Translation, CantAnswer> {
        let leaf = |node: &Node| match node {
            Node::Term(term) => self.term(term),
            Node::Filter(filter) => self.filter(filter),
            _ => Err(CantAnswer::Unknown),
        };
        Ok(Translation { query: combined(&query.root, &leaf)?, is_exact: true, kinds: Kinds::Exact })
    }

    fn term(&self, term: &Term) -> Result<Value, CantAnswer> {
        let fields: &[ColumnField] = match term.fields {
            Fields::Any => {
                &[ColumnField::Title, ColumnField::Text, ColumnField::Publisher, ColumnField::Authors]
            }
            Fields::Title => &[ColumnField::Title],
            Fields::Body => &[ColumnField::Text],
            Fields::Author => &[ColumnField::Authors],
            Fields::Url => &[ColumnField::Url],
            Fields::Note => return Err(CantAnswer::Unknown),
        };
        let known = fields.iter().filter_map(|field| self.columns.column(*field));
        let ways: Vec<Value> = known.map(|name| json!({ "match_phrase": { name: &term.folded } })).collect();
        if ways.is_empty() {
            return Err(CantAnswer::Unknown);
        }
        Ok(json!({ "bool": { "should": ways, "minimum_should_match": 1 } }))
    }

    fn filter(&self, filter: &Filter) -> Result<Value, CantAnswer> {
        let known = |field: ColumnField| self.whole(field).ok_or(CantAnswer::Unknown);
        Ok(match filter {
            Filter::Value(Field::Publisher, pattern) => matching(&known(ColumnField::Publisher)?, pattern),
            Filter::Value(Field::Category, pattern) => matching(&known(ColumnField::Category)?, pattern),
            Filter::Value(Field::Id, pattern) => matching(&known(ColumnField::Id)?, pattern),
            Filter::Value(Field::Keyword, pattern) => matching(&known(ColumnField::Keywords)?, pattern),
            Filter::Days(Field::Published, days) => {
                self.published().ok_or(CantAnswer::Unknown)?.between(days)
            }
            _ => return Err(CantAnswer::Unknown),
        })
    }

    /// The article of a hit.
    ///
    /// # Errors
    /// If it has no fields.
    pub(super) fn read(&self, hit: &Value) -> Result<ReadDocument, Trouble> {
        let source = hit.get("_source").filter(|source| source.is_object()).ok_or(Trouble::NotUnderstood)?;
        let name = hit.get("_id").and_then(Value::as_str).unwrap_or_default();
        let line = format!("{source}\n");
        let mut article = Article::default();
        let read = read_entries(Cursor::new(&line), Kind::JsonLines, Some(&self.columns), |entry| {
            article = entry.article;
            ControlFlow::Break(())
        });
        // It is read from memory.
        drop(read);
        let (id, url, title) = (&article.id, &article.url, &article.title);
        let parts = KeyParts { id, url, title, ..KeyParts::default() };
        let document = Document {
            doc: name.to_owned(),
            key: parts.key().map(Cow::into_owned),
            day: Days {
                published: article.published.map(Published::date).map(days_since_1970),
                ..Days::default()
            },
            length: (!article.excerpt).then(|| Length::of(article.text()).letters as u64),
            path: name.to_owned(),
            versions: 1,
            print: line,
            ..Document::default()
        };
        Ok(ReadDocument { article, document })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::SortKey;

    #[test]
    fn a_document_is_read_by_the_fields_that_the_reader_named() {
        let columns = ColumnChoice::parse("title=head,text=story,published=day").unwrap();
        let fields = json!({ "mappings": { "properties": { "day": { "type": "date" } } } });
        let index = OtherMapping::of(&fields, Dialect::OpenSearch).with(columns.clone());
        let source = json!({ "head": "다리 소식", "story": "다리 위의 본문", "day": "2026-01-02", "n": 3 });
        let read = index.read(&json!({ "_id": "x1", "_source": source })).unwrap();
        assert_eq!((read.article.title.as_str(), read.article.text()), ("다리 소식", "다리 위의 본문"));
        assert_eq!((read.document.path.as_str(), read.document.day.published), ("x1", Some(20_455)));
        assert!(index.read(&json!({ "_id": "x1" })).is_err());
        let selection = index.selection(&ReadRequest::default()).unwrap();
        assert_eq!(selection.sort[0]["day"]["order"], "desc");
        let elsewhere = OtherMapping::of(&fields, Dialect::Elasticsearch).with(columns);
        let sort = elsewhere.selection(&ReadRequest::default()).unwrap().sort;
        assert_eq!(sort.as_array().unwrap().len(), 1, "it refuses to sort by ids");
        let by_title = ReadRequest { key: SortKey::Title, ..ReadRequest::default() };
        assert_eq!(index.selection(&by_title).unwrap_err(), CantAnswer::Order);
    }
}
