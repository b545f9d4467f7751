//! A record of a table, of JSON or of a file's head, as it stands there, and which of its fields hold what.

use super::names::{FieldName, fields_of};
use crate::article::{Comment, ProblemKind, Published, parse_author, parse_published, web_address};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// One entry of a file, or the head of one, as it stands there.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// Its number in the file, from 1.
    pub(super) entry: u32,
    /// Where it lies, in bytes.
    pub(super) range: Range<u64>,
    /// The line that it begins in, from 1.
    pub(super) line: u64,
    pub(super) fields: Vec<RecordField>,
    /// The readers' comments, which only an export of this program has.
    pub(super) comments: Vec<Comment>,
    /// Why it can't be read, or what had to be mended for it.
    pub(super) problem: Option<ProblemKind>,
}

/// A name and what it holds.
#[derive(Clone, Debug)]
pub(super) struct RecordField {
    pub(super) name: Arc<str>,
    pub(super) value: Value,
    /// The line that it stands in, from 1, where that is not the record's.
    pub(super) line: Option<u32>,
}

impl RecordField {
    pub(super) fn new(name: impl Into<Arc<str>>, value: Value) -> Self {
        Self { name: name.into(), value, line: None }
    }

    /// A field that holds a text.
    pub(super) fn text(name: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        Self::new(name, Value::Text(text.into()))
    }
}

/// What a name holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    /// A list of texts or people.
    Texts(Vec<String>),
    /// What no field holds: yes and no, lists of lists.
    Other(String),
    /// What an export of this program has besides its fields, which stays there, whatever its name.
    Extra(String),
}

impl Value {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Other(text) => text.trim().is_empty(),
            Self::Texts(texts) => texts.iter().all(|text| text.trim().is_empty()),
            Self::Extra(_) => false,
        }
    }

    /// The value as one text, the items of a list on lines of their own.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Other(text) | Self::Extra(text) => text.clone(),
            Self::Texts(texts) => texts.join("\n"),
        }
    }

    /// Where it is a text, that; a list of one is one, too.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Texts(texts) => match texts.as_slice() {
                [text] => Some(text),
                _ => None,
            },
            Self::Other(_) | Self::Extra(_) => None,
        }
    }
}

/// The author line of a person of whom the name is known, and perhaps what they are: that stays only where the line still
/// names the person.
pub(super) fn person_line(name: &str, title: Option<&str>) -> String {
    let line = title.map(|title| format!("{name} {title}"));
    line.filter(|line| parse_author(line).name == name).unwrap_or_else(|| name.to_owned())
}

/// Which fields the names of a file stand for, remembered by name.
#[derive(Debug, Default)]
pub(super) struct KnownNames(FxHashMap<Arc<str>, Vec<(FieldName, usize)>>);

impl KnownNames {
    /// So many different names are remembered; a file that has more names of its own has no columns.
    const MOST: usize = 4096;

    fn of(&mut self, name: &Arc<str>) -> Vec<(FieldName, usize)> {
        if let Some(known) = self.0.get(name) {
            return known.clone();
        }
        let found: Vec<_> = fields_of(name).collect();
        if self.0.len() < Self::MOST {
            self.0.insert(name.clone(), found.clone());
        }
        found
    }
}

/// Which field of a record holds what: for each of an article's fields the places of the names that can hold it, the one
/// that wins first.
pub(super) struct Places(Vec<(FieldName, usize, usize)>);

impl Places {
    pub(super) fn of(record: &Record, known: &mut KnownNames) -> Self {
        let mut found: Vec<(FieldName, usize, usize)> = Vec::new();
        for (at, field) in record.fields.iter().enumerate().filter(|(_, field)| !field.value.is_empty()) {
            for (holds, rank) in known.of(&field.name) {
                if fits(holds, &field.name, &field.value) {
                    found.push((holds, rank, at));
                }
            }
        }
        found.sort_unstable();
        Self(found)
    }

    /// Where what a field holds stands among the record's fields.
    pub(super) fn of_field(&self, field: FieldName) -> Option<usize> {
        self.all_of(field).next()
    }

    /// Every place that could hold it.
    pub(super) fn all_of(&self, field: FieldName) -> impl Iterator<Item = usize> {
        self.0.iter().filter(move |(of, ..)| *of == field).map(|(.., at)| *at)
    }

    /// Takes a field for none of those that it could be.
    pub(super) fn forget(&mut self, field: FieldName) {
        self.0.retain(|(of, ..)| *of != field);
    }

    /// A `name` is a title only beside a text: elsewhere it names people and things.
    pub(super) fn forget_names(&mut self, record: &Record) {
        let is_name =
            |at: usize| record.fields.get(at).is_some_and(|field| field.name.eq_ignore_ascii_case("name"));
        self.0.retain(|&(field, _, at)| field != FieldName::Title || !is_name(at));
    }
}

/// Whether a value is of the kind that a field holds. What can be an address or a name is told by that.
fn fits(field: FieldName, name: &str, value: &Value) -> bool {
    let is_address = || value.as_text().is_some_and(|text| web_address(text.trim()).is_some());
    let is_list = !matches!(value, Value::Other(_) | Value::Extra(_));
    match field {
        field if field.is_list() => is_list,
        FieldName::Publisher | FieldName::Text => value.as_text().is_some() && !is_address(),
        FieldName::Url if matches!(name.trim(), "source" | "원문") => is_address(),
        FieldName::Original => is_address(),
        FieldName::Published | FieldName::Modified | FieldName::Crawled => value
            .as_text()
            .is_some_and(|text| parse_date(text).is_some() || text.contains(|c: char| c.is_ascii_digit())),
        _ => value.as_text().is_some(),
    }
}

/// A date of publication; eight digits are a day.
pub(super) fn parse_date(text: &str) -> Option<Published> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = |range: Range<usize>| text.get(range).and_then(|digits| digits.parse::<i16>().ok());
        let year = number(0..4).filter(|year| (1900..=2100).contains(year))?;
        let (month, day) = (i8::try_from(number(4..6)?).ok()?, i8::try_from(number(6..8)?).ok()?);
        return jiff::civil::Date::new(year, month, day).ok().map(Published::Date);
    }
    parse_published(text)
}
