//! Filters of facts in the server's terms, and of the reader's marks, which the server doesn't know: of these, the keys
//! of the marked articles are named.

use super::Translator;
use crate::cluster::document::days_since_1970;
use crate::library::ArticleMarks;
use crate::search::{
    ByMark, CantAnswer, DateRange, DecidedBy, Field, Fields, Filter, Flag, Matcher, Node, NumberRange,
    Pattern, Query, SearchFacts, Term,
};
use crate::text::{Corpus, fold};
use serde_json::{Map, Value, json};
use std::ops::Bound;

/// The most keys of marked articles that a server accepts in one filter.
pub(in crate::cluster) const MOST_KEYS: usize = 65_536;

impl Translator<'_> {
    pub(super) fn filter(&mut self, filter: &Filter) -> Result<Value, CantAnswer> {
        if filter.asks_for_stories() {
            return Err(CantAnswer::Stories);
        }
        Ok(match filter {
            Filter::Value(Field::Tag, pattern) => {
                let is_tagged = |tag: &String| pattern.matches(&fold(tag));
                self.marked(|marks| marks.tags.iter().any(is_tagged))?
            }
            Filter::Value(Field::Set, pattern) => {
                let sets = self.marks.sets().iter().filter(|(name, _)| pattern.matches(&fold(name)));
                self.keyed(sets.flat_map(|(_, set)| &set.articles).map(String::as_str))?
            }
            Filter::Value(Field::Code, pattern) => {
                let is_coded = |((variable, _), value): (&(String, String), &String)| {
                    pattern.matches(&fold(&format!("{variable}={value}")))
                };
                let coded = self.marks.coded().iter().filter(|(_, codes)| codes.iter().any(is_coded));
                self.keyed(coded.map(|(key, _)| &**key))?
            }
            Filter::Value(field, pattern) => value(field_of(*field)?, pattern),
            Filter::Days(field, days) => days_between(field_of(*field)?, days),
            Filter::Number(field, range) => number(field_of(*field)?, range),
            Filter::Flag(flag) => self.flag(*flag)?,
        })
    }

    fn flag(&mut self, flag: Flag) -> Result<Value, CantAnswer> {
        match &flag.entry().decided_by {
            DecidedBy::Archive(name) => Ok(json!({ "term": { "is": name.ok_or(CantAnswer::Unknown)? } })),
            DecidedBy::Stories => Err(CantAnswer::Stories),
            DecidedBy::Marks { of: ByMark::With(has), .. } => self.marked(has),
            DecidedBy::Marks { of: ByMark::Without(has), .. } => {
                Ok(json!({ "bool": { "must_not": self.marked(has)? } }))
            }
        }
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
        let marked = self.marks.articles().filter(|(_, marks)| holds(marks));
        self.keyed(marked.map(|(key, _)| &**key))
    }

    /// The articles with these keys.
    fn keyed<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Result<Value, CantAnswer> {
        let keys: Vec<&str> = keys.take(MOST_KEYS + 1).collect();
        if keys.len() > MOST_KEYS {
            return Err(CantAnswer::TooManyMarks);
        }
        Ok(json!({ "terms": { "key": keys } }))
    }
}

/// The field of the index with the values of a query field.
fn field_of(field: Field) -> Result<&'static str, CantAnswer> {
    field.entry().in_index.ok_or(CantAnswer::Unknown)
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
