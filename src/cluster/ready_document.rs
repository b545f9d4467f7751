//! Makes the document of an article of a folder, ready to be sent: with all that is searched, filtered and sorted by.

use super::document::{ARTICLE, Days, Document, LATEST, Publishes, REPORT, days_since_1970, flag_name};
use super::masking::{mask, mask_all, masked};
use super::stored::StoredArticle;
use super::tokens::TextField;
use crate::archive::{Catalogue, FIRST_AUTHOR_LINE, PUBLISHER_LINE, Row, TITLE_LINE, Texts, head_lines};
use crate::article::{Article, Facts, Hash, Published, format_hash};
use crate::search::{Flag, SearchFacts};
use crate::text::hanja::is_hanja;
use crate::text::{DocumentSet, fold};
use crate::whole::{Publishers, is_report};
use rustc_hash::FxHashSet;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The most characters of a value that is filtered or sorted by; the server's own limit is in bytes.
const LONGEST_VALUE: usize = 8_000;

/// The greatest running number that a server's aggregations tell exactly.
const GREATEST_NUMBER: u64 = 1 << 53;

/// A document ready to be sent.
#[derive(Debug)]
pub struct ReadyDocument {
    pub id: String,
    /// A hash of all that it says, to find out whether the index has it already.
    pub print: String,
    /// Its JSON, without line breaks.
    pub json: String,
}

/// What the documents of an archive are counted by, as far as that depends on all of its articles.
#[derive(Debug)]
pub struct CountedBy<'a> {
    /// The newest files that are the first with the running number that their publisher gave to an article of
    /// their day. A server can count documents exactly, but not different numbers.
    firsts: DocumentSet,
    publishers: Publishers<'a>,
}

impl<'a> CountedBy<'a> {
    /// Goes through all articles of an archive.
    pub fn of(catalogue: &'a Catalogue) -> Self {
        let publishers = Publishers::of(catalogue);
        let mut firsts = DocumentSet::none(catalogue.len() as usize);
        let mut seen = FxHashSet::default();
        for (ordinal, row) in catalogue.present().filter(|(ordinal, _)| catalogue.is_newest(*ordinal)) {
            let day = row.published().map(|published| published.date());
            if let Some(number) = running_number(&row)
                && seen.insert((publishers.of_row(&row).to_owned(), row.oid(), day, number))
            {
                firsts.insert(ordinal as usize);
            }
        }
        Self { firsts, publishers }
    }

    /// The values of a row, as they are.
    fn values(&self, row: &Row<'a>, ordinal: u32) -> Value {
        let folder = row.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        let keywords = row.facts().map_or(&[][..], |facts| facts.keywords.as_slice());
        let sections = Facts::sections(row.facts(), row.category());
        let mut values = json!({
            "publisher": cut(self.publishers.of_row(row)),
            "category": sections.into_iter().map(cut).collect::<Vec<_>>(),
            "folder": cut(folder),
            "keyword": keywords.iter().map(|keyword| cut(keyword)).collect::<Vec<_>>(),
            "oid": cut(row.oid()),
        });
        let is_first = self.firsts.contains(ordinal as usize);
        if let Some(number) = running_number(row).filter(|_| is_first) {
            values["number"] = number.into();
        }
        values
    }
}

/// The running number of an article that has a day.
fn running_number(row: &Row<'_>) -> Option<u64> {
    row.published()?;
    row.aid().parse().ok().filter(|number| *number <= GREATEST_NUMBER)
}

/// Makes the document of an article, as read from the file of a row of the catalogue.
pub fn document<'a>(
    catalogue: &'a Catalogue,
    ordinal: u32,
    article: &Article,
    counted: &CountedBy<'a>,
    publishes: Publishes,
) -> Option<ReadyDocument> {
    let row = catalogue.row(ordinal)?;
    let changed = publishes.masked.then(|| masked(article));
    let article = changed.as_ref().unwrap_or(article);
    let (revisions, inferred) = (catalogue.revisions(ordinal), catalogue.inferred_publisher(&row));
    let facts = SearchFacts::of(&row, None, catalogue.is_revised(ordinal));
    let publisher =
        if facts.publisher.is_empty() { inferred.as_deref().unwrap_or_default() } else { facts.publisher };
    let stored = StoredArticle::of(article, publishes);
    let searched = Searched::of(article);
    let id: Cow<'_, str> = if publishes.masked { mask(row.id()).into() } else { row.id().into() };
    let found = Document {
        doc: document_id(&id, row.body_hash(), row.path(), row.entry()),
        key: catalogue.key(ordinal).map(Cow::into_owned),
        is: flags(&row, &facts, catalogue.is_newest(ordinal), searched.has_hanja),
        day: Days {
            published: facts.published.map(days_since_1970),
            crawled: facts.crawled.map(days_since_1970),
            modified: facts.modified.map(days_since_1970),
        },
        length: facts.length,
        kind: facts.kind.name().to_owned(),
        path: publishes.path(row.path()).into_owned(),
        entry: row.entry(),
        inferred: inferred.as_deref().map(str::to_owned),
        versions: revisions.map_or(1, <[u32]>::len),
        version: revisions.and_then(|all| all.iter().position(|&one| one == ordinal)).unwrap_or(0),
        integrity: row.integrity().into(),
        hash: format_hash(&article.computed_hash),
        comments: u32::try_from(stored.comments.len()).unwrap_or(u32::MAX),
        article: stored,
        print: String::new(),
    };
    let mut value = serde_json::to_value(&found).ok()?;
    let fields = value.as_object_mut()?;
    fields.insert("match".into(), matched(&facts, publisher));
    fields.insert("order".into(), order(article, publisher));
    fields.insert("by".into(), counted.values(&row, ordinal));
    if publishes.masked {
        mask_all(&mut value);
    }
    // Its characters stand apart, and are those of a masked article.
    value.as_object_mut()?.insert("text".into(), searched.tokens);
    let mut json = value.to_string();
    let print = format_hash(&Sha256::digest(&json).into());
    // As a last field, so that a long text is written once.
    json.pop();
    json.extend([",\"print\":\"", &print, "\"}"]);
    Some(ReadyDocument { id: found.doc, print, json })
}

/// An id that tells versions and copies of an article apart.
fn document_id(id: &str, hash: Option<&Hash>, path: &str, entry: Option<u32>) -> String {
    let mut sum = Sha256::new();
    for part in [id, &hash.map(format_hash).unwrap_or_default(), path, &entry.unwrap_or(0).to_string()] {
        sum.update(part);
        sum.update("\n");
    }
    let hash = format_hash(&sum.finalize().into());
    let (short, _) = hash.split_at(24);
    if id.is_empty() || id.len() > 100 { short.to_owned() } else { format!("{id}.{short}") }
}

fn flags(row: &Row<'_>, facts: &SearchFacts<'_>, is_newest: bool, has_hanja: bool) -> Vec<String> {
    let is_excluded = facts.stated.is_some_and(|stated| !stated.excluded.is_empty());
    let all = [
        (Some(ARTICLE), true),
        (Some(LATEST), is_newest),
        (Some(REPORT), is_report(row)),
        (flag_name(Flag::Altered), facts.altered),
        (flag_name(Flag::Problem), facts.problem),
        (flag_name(Flag::Revised), facts.revised),
        (flag_name(Flag::Excluded), is_excluded),
        (flag_name(Flag::Author), facts.author),
        (flag_name(Flag::Hanja), has_hanja),
        (flag_name(Flag::Comments), facts.comments),
    ];
    all.into_iter().filter_map(|(name, holds)| name.filter(|_| holds)).map(str::to_owned).collect()
}

/// The folded values that filters compare.
fn matched(facts: &SearchFacts<'_>, publisher: &str) -> Value {
    let one = |text: &str| cut(&fold(text));
    let list = |items: &[String]| items.iter().map(|item| one(item)).collect::<Vec<_>>();
    let mut categories = vec![one(facts.category)];
    let mut values = Map::new();
    if let Some(stated) = facts.stated {
        categories.extend(list(&stated.categories));
        for (name, value) in [
            ("keyword", json!(list(&stated.keywords))),
            ("person", json!(list(&stated.people))),
            ("place", json!(list(&stated.places))),
            ("organization", json!(list(&stated.organizations))),
            ("words", json!(list(&stated.words))),
            ("page", json!(one(&stated.page))),
            ("excluded", json!(one(&stated.excluded))),
        ] {
            values.insert(name.to_owned(), value);
        }
    }
    values.insert("id".into(), one(facts.id).into());
    values.insert("publisher".into(), one(publisher).into());
    values.insert("category".into(), categories.into());
    values.insert("folder".into(), one(facts.folder()).into());
    values.insert("kind".into(), one(facts.kind.name()).into());
    Value::Object(values)
}

/// What lists are sorted by. A missing value comes last.
fn order(article: &Article, publisher: &str) -> Value {
    let mut values = Map::new();
    let seconds = |published: Published| {
        let time = published.time();
        days_since_1970(time.date()) * 86_400
            + i64::from(time.hour()) * 3_600
            + i64::from(time.minute()) * 60
            + i64::from(time.second())
    };
    if let Some(published) = article.published {
        values.insert("published".into(), seconds(published).into());
    }
    if let Some(crawled) = article.crawled {
        values.insert("crawled".into(), crawled.as_microsecond().into());
    }
    for (name, text) in [("publisher", fold(publisher)), ("title", article.title.clone())] {
        if !text.is_empty() {
            values.insert(name.into(), cut(&text).into());
        }
    }
    values.insert("id".into(), cut(&article.id).into());
    Value::Object(values)
}

/// The beginning of a value.
fn cut(text: &str) -> String {
    text.chars().take(LONGEST_VALUE).collect()
}

/// The tokens of an article's texts.
struct Searched {
    tokens: Value,
    has_hanja: bool,
}

impl Searched {
    fn of(article: &Article) -> Self {
        let authors: Vec<&str> = article.authors.iter().map(|author| author.line.as_str()).collect();
        let (title, publisher) = (&article.title, &article.publisher);
        let texts = Texts { title, body: article.text(), publisher, authors: &authors };
        let head: Vec<String> = head_lines(&texts).map(|line| fold(&line)).collect();
        let body = fold(texts.body);
        let has_hanja = head.iter().chain([&body]).any(|text| text.chars().any(is_hanja));
        let line = |at: usize, field: TextField| field.tokens(head.get(at).map_or("", String::as_str));
        let authors = head.iter().skip(FIRST_AUTHOR_LINE);
        let tokens = json!({
            "title": line(TITLE_LINE, TextField::Title),
            "publisher": line(PUBLISHER_LINE, TextField::Publisher),
            "authors": authors.map(|author| TextField::Authors.tokens(author)).collect::<Vec<_>>(),
            "body": TextField::Body.tokens(&body),
            "url": TextField::Url.tokens(&fold(&article.url)),
        });
        Self { tokens, has_hanja }
    }
}
