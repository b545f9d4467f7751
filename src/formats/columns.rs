//! The reader's choice of what the columns of a table, or the names in JSON, stand for.

use super::headless;
use super::names::{FieldName, fields_of};
use super::table::{is_head, named_column};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

/// Which column holds which field. A column is given by its name in the header row or in JSON, or by its letter
/// as in a spreadsheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ColumnChoice(BTreeMap<String, String>);

/// The fields that can be chosen, by the name they have in every language.
pub const CHOOSABLE: [&str; 10] =
    ["title", "text", "publisher", "authors", "published", "url", "category", "keywords", "page", "id"];

/// Tells whether the first row has the names of the columns: `yes` or `no`.
const HEAD: &str = "head";

/// Why a choice can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ColumnError {
    /// A part isn't `field=column`.
    #[error("not field=column: {0}")]
    Form(String),
    /// There is no such field.
    #[error("no such field: {0}")]
    Field(String),
    /// Neither a title nor a text is chosen.
    #[error("neither title nor text")]
    NoText,
}

impl ColumnChoice {
    /// Parses `title=A,text=C`.
    ///
    /// # Errors
    /// If a part isn't `field=column`, a field is unknown, or neither title nor text is among them.
    pub fn parse(text: &str) -> Result<Self, ColumnError> {
        let mut choice = Self::default();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let of_form = part.split_once('=').map(|(field, column)| (field.trim(), column.trim()));
            match of_form.filter(|(_, column)| !column.is_empty()) {
                Some((field, column)) if field == HEAD || field_of(field).is_some() => {
                    choice.set(field, column)
                }
                Some((field, _)) => return Err(ColumnError::Field(field.to_owned())),
                None => return Err(ColumnError::Form(part.trim().to_owned())),
            }
        }
        if choice.has_text() { Ok(choice) } else { Err(ColumnError::NoText) }
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it says where titles or texts are, without which there are no articles.
    fn has_text(&self) -> bool {
        let is_text = |field| matches!(field, FieldName::Title | FieldName::Text);
        self.0.keys().filter_map(|field| field_of(field)).any(is_text)
    }

    /// Whether rows can be articles: with a text, or with a title and an address or a day.
    pub fn makes_articles(&self) -> bool {
        let has = |wanted: FieldName| self.fields().any(|(field, _)| field == wanted);
        let has_place = has(FieldName::Url) || has(FieldName::Published);
        has(FieldName::Text) || has(FieldName::Title) && has_place
    }

    /// Chooses a column for a field; an empty name chooses none.
    pub fn set(&mut self, field: &str, column: &str) {
        if column.is_empty() {
            self.0.remove(field)
        } else {
            self.0.insert(field.to_owned(), column.to_owned())
        };
    }

    /// The column chosen for a field.
    pub fn column(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// Whether the first row of a table has the names of its columns, if that is chosen.
    pub fn has_head(&self) -> Option<bool> {
        self.column(HEAD).map(|answer| answer != "no")
    }

    /// Chooses whether the first row of a table has the names of its columns.
    pub fn set_head(&mut self, has_head: bool) {
        self.set(HEAD, if has_head { "yes" } else { "no" });
    }

    fn fields(&self) -> impl Iterator<Item = (FieldName, &str)> {
        self.0.iter().filter_map(|(field, column)| Some((field_of(field)?, column.as_str())))
    }

    /// The columns of a table by its first rows: their names, and which of the names are chosen. The second
    /// value is whether the first row has the names.
    pub(super) fn of_table(&self, rows: &[Vec<String>]) -> (Vec<Arc<str>>, NameChoices, bool) {
        let first = rows.first().map(Vec::as_slice).unwrap_or_default();
        let is_named =
            |column: &str| letter_index(column).is_none() && first.iter().any(|cell| cell.trim() == column);
        let has_head = self.has_head().unwrap_or_else(|| {
            self.fields().any(|(_, column)| is_named(column)) || is_head(first) || headless::has_names(rows)
        });
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let written: Vec<Arc<str>> =
            if has_head { first.iter().map(|cell| cell.trim().into()).collect() } else { Vec::new() };
        let mut names: Vec<Arc<str>> = Vec::with_capacity(width);
        for at in 0..width {
            let name = named_column(&written, at);
            let is_known = names.contains(&name);
            names.push(if is_known { format!("{name} {}", at + 1).into() } else { name });
        }
        let index =
            |column: &str| names.iter().position(|name| &**name == column).or_else(|| letter_index(column));
        let chosen =
            self.fields().filter_map(|(field, column)| Some((names.get(index(column)?)?.clone(), field)));
        let chosen = NameChoices(chosen.collect());
        (names, chosen, has_head)
    }

    /// The chosen names in JSON.
    pub(super) fn of_names(&self) -> NameChoices {
        NameChoices(self.fields().map(|(field, column)| (column.into(), field)).collect())
    }
}

impl fmt::Display for ColumnChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.0.iter().map(|(field, column)| format!("{field}={column}")).collect();
        f.write_str(&parts.join(","))
    }
}

fn field_of(name: &str) -> Option<FieldName> {
    fields_of(name).next().map(|(field, _)| field)
}

/// The names of a file that were chosen to stand for fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct NameChoices(FxHashMap<Arc<str>, FieldName>);

impl NameChoices {
    /// The fields that a name stands for: the chosen one, or what it says unless that is chosen elsewhere.
    pub(super) fn fields_of(&self, name: &str) -> Vec<(FieldName, usize)> {
        match self.0.get(name) {
            Some(field) => vec![(*field, 0)],
            None => {
                fields_of(name).filter(|(field, _)| !self.0.values().any(|chosen| chosen == field)).collect()
            }
        }
    }

    /// Adds the choices for another sheet.
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// The index of a column by its letter: A, B, …, Z, AA, ….
fn letter_index(column: &str) -> Option<usize> {
    let is_letters =
        !column.is_empty() && column.len() <= 3 && column.bytes().all(|byte| byte.is_ascii_uppercase());
    let number = || column.bytes().fold(0, |number, byte| number * 26 + usize::from(byte - b'A') + 1);
    is_letters.then(|| number() - 1)
}

/// The letter of a column by its index.
pub fn column_letter(index: usize) -> String {
    let (mut number, mut letters) = (index + 1, Vec::new());
    while number > 0 {
        letters.push(char::from(b'A' + ((number - 1) % 26) as u8));
        number = (number - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_read_as_it_is_written() {
        for (text, expected) in [
            ("title=A,text=C", Ok("text=C,title=A")),
            (" 제목 = B , 본문=글 ", Ok("본문=글,제목=B")),
            ("text=C,head=no", Ok("head=no,text=C")),
            ("title", Err(ColumnError::Form("title".to_owned()))),
            ("title=", Err(ColumnError::Form("title=".to_owned()))),
            ("snail=A", Err(ColumnError::Field("snail".to_owned()))),
            ("published=A", Err(ColumnError::NoText)),
            ("", Err(ColumnError::NoText)),
        ] {
            assert_eq!(
                ColumnChoice::parse(text).map(|choice| choice.to_string()),
                expected.map(str::to_owned),
                "{text}"
            );
        }
    }

    #[test]
    fn columns_have_letters_as_in_a_spreadsheet() {
        for (index, letter) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!((column_letter(index).as_str(), letter_index(letter)), (letter, Some(index)));
        }
        assert_eq!((letter_index("a"), letter_index("A1"), letter_index("ABCD")), (None, None, None));
    }

    #[test]
    fn chosen_columns_are_found_by_name_or_letter() {
        let rows = |rows: &[&[&str]]| -> Vec<Vec<String>> {
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
        };
        let long = "본문이다. ".repeat(40);
        for (choice, table, names, has_head) in [
            ("title=가,text=나", rows(&[&["가", "나"], &["제목", &long]]), "가 나", true),
            ("title=A,text=B", rows(&[&["가", "나"], &["느린 달팽이가 이겼다", &long]]), "가 나", true),
            (
                "title=A,text=B",
                rows(&[&["느린 달팽이", &long], &["빠른 달팽이", &long]]),
                "column 1 column 2",
                false,
            ),
            ("title=A,text=B,head=no", rows(&[&["가", "나"]]), "column 1 column 2", false),
            ("text=B", rows(&[&["가", "가"], &["1", &long]]), "가 가 2", true),
        ] {
            let (found, _, found_head) = ColumnChoice::parse(choice).unwrap().of_table(&table);
            assert_eq!((found.join(" ").as_str(), found_head), (names, has_head), "{choice}");
        }
    }
}
