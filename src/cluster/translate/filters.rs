//! Filters of facts in the server's terms, and of the reader's marks, which the server doesn't know: of these, the keys
//! of the marked articles are named.

use super::Translator;
use crate::cluster::document::{days_since_1970, flag_name};
use crate::library::ArticleMarks;
use crate::search::{
    CantAnswer, DateRange, Field, Fields, Filter, Flag, Matcher, Node, NumberRange, Pattern, Query,
    SearchFacts, Term,
};
use crate::text::{Corpus, fold};
use serde_json::{Map, Value, json};
use std::ops::Bound;

/// The most keys of marked articles that a server accepts in one filter.
pub(in crate::cluster) const MOST_KEYS: usize = 65_536;

impl Translator<'_> {
    pub(super) fn filter(&mut self, filter: &Filter) -> Result<Value, CantAnswer> {
        Ok(match filter {
            Filter::Value(Field::Tag, pattern) => {
                let is_tagged = |tag: &String| pattern.matches(&fold(tag));
                self.marked(|marks| marks.tags.iter().any(is_tagged))?
            }
            Filter::Value(field, pattern) => value(value_field(*field)?, pattern),
            Filter::Days(field, days) => days_between(day_field(*field)?, days),
            Filter::Number(Field::Length, range) => number("length", range),
            Filter::Number(..) => return Err(CantAnswer::Stories),
            Filter::Flag(flag) => self.flag(*flag)?,
        })
    }

    fn flag(&mut self, flag: Flag) -> Result<Value, CantAnswer> {
        let name = match flag {
            Flag::Starred => return self.marked(|marks| marks.star.is_some()),
            Flag::Unread => {
                let read = self.marked(|marks| marks.read.is_some())?;
                return Ok(json!({ "bool": { "must_not": read } }));
            }
            Flag::Note => return self.marked(|marks| !marks.written().is_empty()),
            Flag::Highlight => return self.marked(|marks| !marks.highlights.is_empty()),
            Flag::Single => return Err(CantAnswer::Stories),
            other => flag_name(other).ok_or(CantAnswer::Unknown)?,
        };
        Ok(json!({ "term": { "is": name } }))
    }

    /// The articles whose notes have a term.
    pub(super) fn noted(&mut self, term: &Term, negated: bool) -> Result<Value, CantAnswer> {
        let node = Node::Term(Term { fields: Fields::Any, ..term.clone() });
        let node = if negated { Node::Not(Box::new(node)) } else { node };
        let query = Query { root: node, words: Vec::new(), notes: Vec::new() };
        let matcher = Matcher::new(&query, self.abbreviations);
        let has = |note: &str| {
            let mut corpus = Corpus::default();
            corpus.push(["", ""], note);
            let found = matcher.scan(&corpus, &|_| SearchFacts::default(), std::slice::from_ref(&(0..1)));
            // The term of an excluded condition is excluded by what is around it.
            found.is_empty() == negated
        };
        self.marked(|marks| !marks.written().is_empty() && has(marks.written()))
    }

    /// The articles with marks that meet a condition, by their keys. None of it is sent but the keys.
    fn marked(&self, holds: impl Fn(&ArticleMarks) -> bool) -> Result<Value, CantAnswer> {
        let keys: Vec<&str> = self
            .marks
            .articles()
            .filter(|(_, marks)| holds(marks))
            .map(|(key, _)| &**key)
            .take(MOST_KEYS + 1)
            .collect();
        if keys.len() > MOST_KEYS {
            return Err(CantAnswer::TooManyMarks);
        }
        Ok(json!({ "terms": { "key": keys } }))
    }
}

/// The field of the index with the folded values of a query field.
fn value_field(field: Field) -> Result<&'static str, CantAnswer> {
    Ok(match field {
        Field::Publisher => "match.publisher",
        Field::Category => "match.category",
        Field::Id => "match.id",
        Field::Folder => "match.folder",
        Field::Keyword => "match.keyword",
        Field::Person => "match.person",
        Field::Location => "match.place",
        Field::Organization => "match.organization",
        Field::Words => "match.words",
        Field::Page => "match.page",
        Field::Excluded => "match.excluded",
        Field::Kind => "match.kind",
        Field::Story => return Err(CantAnswer::Stories),
        _ => return Err(CantAnswer::Unknown),
    })
}

fn day_field(field: Field) -> Result<&'static str, CantAnswer> {
    match field {
        Field::Published => Ok("day.published"),
        Field::Crawled => Ok("day.crawled"),
        Field::Modified => Ok("day.modified"),
        _ => Err(CantAnswer::Unknown),
    }
}

fn value(field: &str, pattern: &Pattern) -> Value {
    match pattern.plain() {
        Some(value) => json!({ "term": { field: value } }),
        None => json!({ "wildcard": { field: { "value": wildcard(pattern) } } }),
    }
}

/// A pattern in the server's terms.
pub(in crate::cluster) fn wildcard(pattern: &Pattern) -> String {
    let mut escaped = String::new();
    for (at, piece) in pattern.pieces().enumerate() {
        if at > 0 {
            escaped.push('*');
        }
        for c in piece.chars() {
            if matches!(c, '?' | '\\') {
                escaped.push('\\');
            }
            escaped.push(c);
        }
    }
    escaped
}

pub(in crate::cluster) fn days_between(field: &str, days: &DateRange) -> Value {
    let mut range = Map::new();
    match days.start {
        Bound::Included(day) => drop(range.insert("gte".into(), days_since_1970(day).into())),
        Bound::Excluded(day) => drop(range.insert("gt".into(), days_since_1970(day).into())),
        Bound::Unbounded => {}
    }
    match days.end {
        Bound::Included(day) => drop(range.insert("lte".into(), days_since_1970(day).into())),
        Bound::Excluded(day) => drop(range.insert("lt".into(), days_since_1970(day).into())),
        Bound::Unbounded => {}
    }
    if range.is_empty() {
        json!({ "exists": { "field": field } })
    } else {
        json!({ "range": { field: range } })
    }
}

fn number(field: &str, range: &NumberRange) -> Value {
    let most = i64::MAX as u64;
    json!({ "range": { field: { "gte": range.least.min(most), "lte": range.most.min(most) } } })
}
