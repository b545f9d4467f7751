//! What completes a query: the field value being typed, and the values that occur in an archive.

use super::SearchFacts;
use super::facets::FACETS;
use super::flags::{DecidedBy, FLAGS, Flag};
use super::language::{FIELDS, Field, KnownFrom, Takes};
use super::lexer::{Lexed, TokenKind, lex};
use super::remote_list::FacetNames;
use crate::archive::Catalogue;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A field value being typed at the end of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedValue<'a> {
    pub field: Field,
    /// The byte offset where the value starts, including its quotation mark.
    pub start: usize,
    /// The part typed so far, without the quotation mark.
    pub value: &'a str,
}

/// The field value being typed at the end of a query; `None` if the query ends with anything else.
pub fn typed_value(text: &str) -> Option<TypedValue<'_>> {
    let Lexed::Tokens { tokens, .. } = lex(text) else { return None };
    let TokenKind::Word(word) = &tokens.last()?.kind else { return None };
    let (before, value) = text.split_at(word.value.start);
    let mark = if word.quoted { before.chars().next_back().map_or(0, char::len_utf8) } else { 0 };
    let field = word.field.filter(|_| word.value.end == text.len())?;
    Some(TypedValue { field, start: before.len() - mark, value })
}

/// The field values that occur in an archive, each with its number of articles.
#[derive(Debug, Default)]
pub struct FieldValues {
    /// Names by field, most frequent first.
    pub names: Vec<(Field, Vec<(String, u32)>)>,
    /// Days by field, ascending.
    pub days: Vec<(Field, Vec<(Date, u32)>)>,
    /// Flags that follow from the archive alone; those that depend on the reader's marks can change.
    pub flags: Vec<(Flag, u32)>,
}

impl FieldValues {
    /// Collects the values of a catalogue; `count` returns how many of its articles a query finds.
    pub fn of(catalogue: &Catalogue, count: impl Fn(&str) -> u32) -> Self {
        let mut values = Self::default();
        let newest = || catalogue.present().filter(|&(ordinal, _)| catalogue.is_newest(ordinal));
        for entry in &FIELDS {
            match &entry.takes {
                Takes::Value { known: KnownFrom::Archive(name), .. } => {
                    let mut counts = FxHashMap::default();
                    for (_, row) in newest() {
                        *counts.entry(name(&SearchFacts::of(&row, None, false))).or_default() += 1;
                    }
                    values.names.push((entry.field, most_first(counts)));
                }
                Takes::Days(day) => {
                    let mut counts = BTreeMap::new();
                    for day in newest().filter_map(|(_, row)| day(&SearchFacts::of(&row, None, false))) {
                        *counts.entry(day).or_default() += 1;
                    }
                    values.days.push((entry.field, counts.into_iter().collect()));
                }
                _ => {}
            }
        }
        let of_archive = FLAGS.iter().filter(|entry| matches!(entry.decided_by, DecidedBy::Archive(_)));
        values.flags = of_archive.map(|entry| (entry.flag, count(&entry.query()))).collect();
        values
    }

    /// The values that a server has counted, by facet, and its days of publication; `count` returns how many
    /// of its articles a query finds, if it knows.
    pub fn counted(names: FacetNames, days: Vec<(Date, u32)>, count: impl Fn(&str) -> Option<usize>) -> Self {
        let named =
            |names: Vec<(String, u32)>| names.into_iter().filter(|(name, _)| !name.is_empty()).collect();
        let flags = FLAGS.iter().filter(|entry| matches!(entry.decided_by, DecidedBy::Archive(_)));
        Self {
            names: FACETS.iter().map(|entry| entry.field).zip(names.map(named)).collect(),
            days: vec![(Field::Published, days)],
            flags: flags.filter_map(|entry| Some((entry.flag, count(&entry.query())? as u32))).collect(),
        }
    }

    /// The values of a field, most frequent first.
    pub fn names_of(&self, field: Field) -> &[(String, u32)] {
        of_field(&self.names, field)
    }

    /// The days of a field, ascending.
    pub fn days_of(&self, field: Field) -> &[(Date, u32)] {
        of_field(&self.days, field)
    }

    /// How many articles have a flag, if it follows from the archive alone.
    pub fn count(&self, flag: Flag) -> Option<u32> {
        self.flags.iter().find(|&&(known, _)| known == flag).map(|&(_, count)| count)
    }
}

fn of_field<T>(values: &[(Field, Vec<T>)], field: Field) -> &[T] {
    values.iter().find(|&&(of, _)| of == field).map_or(&[], |(_, values)| values)
}

fn most_first(counts: FxHashMap<&str, u32>) -> Vec<(String, u32)> {
    let mut counts: Vec<_> = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_at_the_end_is_the_one_that_is_typed() {
        let typed = |text| typed_value(text).map(|typed| (typed.field, typed.start, typed.value));
        assert_eq!(typed("금리 publisher:한"), Some((Field::Publisher, 17, "한")));
        assert_eq!(typed("-category:\"국제 경"), Some((Field::Category, 10, "국제 경")));
        assert_eq!(typed("(is:"), Some((Field::Is, 4, "")));
        assert_eq!(typed("언론사:＂한"), Some((Field::Publisher, 10, "한")));
        for text in
            ["", "금리", "publisher:한 ", "publisher:\"한\"", "publisher:(", "(publisher:한)", "갑:을"]
        {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
