//! The reader's choice of what the columns of a table, or the names in JSON, stand for.

use super::headless;
use super::names::{FieldName, fields_of, names_text};
use super::table::{head_row, named_column};
use rustc_hash::{FxHashMap, FxHashSet};
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

/// A field whose column can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnField {
    /// The headline.
    Title,
    /// The body.
    Text,
    /// Who published it.
    Publisher,
    /// Who wrote it.
    Authors,
    /// When it was published.
    Published,
    /// Its web address.
    Url,
    /// Its section.
    Category,
    Keywords,
    /// The page of the paper it was printed on.
    Page,
    Id,
}

impl ColumnField {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Text,
        Self::Publisher,
        Self::Authors,
        Self::Published,
        Self::Url,
        Self::Category,
        Self::Keywords,
        Self::Page,
        Self::Id,
    ];

    /// Its name on the command line and in files, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
            Self::Publisher => "publisher",
            Self::Authors => "authors",
            Self::Published => "published",
            Self::Url => "url",
            Self::Category => "category",
            Self::Keywords => "keywords",
            Self::Page => "page",
            Self::Id => "id",
        }
    }

    /// The field of an article that it stands for.
    pub(super) fn field(self) -> FieldName {
        match self {
            Self::Title => FieldName::Title,
            Self::Text => FieldName::Text,
            Self::Publisher => FieldName::Publisher,
            Self::Authors => FieldName::Authors,
            Self::Published => FieldName::Published,
            Self::Url => FieldName::Url,
            Self::Category => FieldName::Category,
            Self::Keywords => FieldName::Keywords,
            Self::Page => FieldName::Page,
            Self::Id => FieldName::Id,
        }
    }

    /// The choosable form of an article's field, if it has one.
    pub(super) fn of(field: FieldName) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.field() == field)
    }

    /// The field with this name, in any known spelling.
    fn named(name: &str) -> Option<Self> {
        fields_of(name).find_map(|(field, _)| Self::of(field))
    }
}

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
    /// A field is given two columns, or a column two fields.
    #[error("given twice: {0}")]
    Twice(String),
    /// Neither a title nor a text is chosen.
    #[error("neither title nor text")]
    NoText,
}

impl ColumnChoice {
    /// Parses `title=A,text=C`.
    ///
    /// # Errors
    /// If a part isn't `field=column`, a field is unknown, a field or column is given twice, or neither title
    /// nor text is among them.
    pub fn parse(text: &str) -> Result<Self, ColumnError> {
        let mut choice = Self::default();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let of_form = part.split_once('=').map(|(field, column)| (field.trim(), column.trim()));
            let Some((field, column)) = of_form.filter(|(_, column)| !column.is_empty()) else {
                return Err(ColumnError::Form(part.trim().to_owned()));
            };
            let name = match ColumnField::named(field) {
                _ if field == HEAD => HEAD,
                Some(known) => known.name(),
                None => return Err(ColumnError::Field(field.to_owned())),
            };
            if name != HEAD && choice.fields().any(|(_, chosen)| chosen == column) {
                return Err(ColumnError::Twice(column.to_owned()));
            }
            if choice.0.insert(name.to_owned(), column.to_owned()).is_some() {
                return Err(ColumnError::Twice(field.to_owned()));
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
        [ColumnField::Title, ColumnField::Text].into_iter().any(|field| self.column(field).is_some())
    }

    /// Whether rows can be articles: with a text, or with a title and an address or a day.
    pub fn makes_articles(&self) -> bool {
        let has = |field| self.column(field).is_some();
        let has_place = has(ColumnField::Url) || has(ColumnField::Published);
        has(ColumnField::Text) || has(ColumnField::Title) && has_place
    }

    /// Chooses a column for a field, which takes it from any other field; an empty name chooses none.
    pub fn set(&mut self, field: ColumnField, column: &str) {
        self.0.retain(|name, chosen| name == HEAD || name != field.name() && chosen != column);
        if !column.is_empty() {
            self.0.insert(field.name().to_owned(), column.to_owned());
        }
    }

    /// The column chosen for a field.
    pub fn column(&self, field: ColumnField) -> Option<&str> {
        self.0.get(field.name()).map(String::as_str)
    }

    /// Whether the first row of a table has the names of its columns, if that is chosen.
    pub fn has_head(&self) -> Option<bool> {
        self.0.get(HEAD).map(|answer| answer != "no")
    }

    /// Chooses whether the first row of a table has the names of its columns.
    pub fn set_head(&mut self, has_head: bool) {
        self.0.insert(HEAD.to_owned(), if has_head { "yes" } else { "no" }.to_owned());
    }

    fn fields(&self) -> impl Iterator<Item = (FieldName, &str)> {
        ColumnField::ALL.into_iter().filter_map(|field| Some((field.field(), self.column(field)?)))
    }

    /// The first column that isn't there, of those chosen.
    pub(super) fn first_absent(&self, is_there: impl Fn(FieldName, &str) -> bool) -> Option<&str> {
        self.fields().find(|&(field, column)| !is_there(field, column)).map(|(_, column)| column)
    }

    /// The columns of a table by its first rows: their names, which of the names are chosen, and how many of the
    /// rows aren't entries: the row of names with what is above it.
    pub(super) fn of_table(&self, rows: &[Vec<String>]) -> (Vec<Arc<str>>, NameChoices, usize) {
        let is_chosen = |row: &[String]| {
            let has = |column: &str| row.iter().any(|cell| cell.trim() == column);
            self.fields().any(|(_, column)| letter_index(column).is_none() && has(column))
        };
        let head = match self.has_head() {
            Some(false) => None,
            chosen => head_row(rows, is_chosen)
                .or_else(|| headless::named_row(rows))
                .or_else(|| chosen.filter(|_| !rows.is_empty()).map(|_| 0)),
        };
        let written = head.and_then(|at| rows.get(at)).map(Vec::as_slice).unwrap_or_default();
        let written: Vec<Arc<str>> = written.iter().map(|cell| cell.trim().into()).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let (mut names, mut known) = (Vec::<Arc<str>>::with_capacity(width), FxHashSet::default());
        for at in 0..width {
            let mut name = named_column(&written, at);
            while !known.insert(name.clone()) {
                name = format!("{name} {}", at + 1).into();
            }
            names.push(name);
        }
        let index =
            |column: &str| names.iter().position(|name| &**name == column).or_else(|| letter_index(column));
        let chosen =
            self.fields().filter_map(|(field, column)| Some((names.get(index(column)?)?.clone(), field)));
        let chosen = NameChoices(chosen.collect());
        (names, chosen, head.map_or(0, |at| at + 1))
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

    /// Whether a name stands for a title or a text.
    pub(super) fn names_text(&self, name: &str) -> bool {
        let is_text = |field: &FieldName| matches!(field, FieldName::Title | FieldName::Text);
        self.0.get(name).map_or_else(|| names_text(name), is_text)
    }

    /// Whether a name stands for a field by choice.
    pub(super) fn has(&self, field: FieldName) -> bool {
        self.0.values().any(|chosen| *chosen == field)
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
            (" 제목 = B , 본문=글 ", Ok("text=글,title=B")),
            ("text=C,head=no", Ok("head=no,text=C")),
            ("title", Err(ColumnError::Form("title".to_owned()))),
            ("title=", Err(ColumnError::Form("title=".to_owned()))),
            ("snail=A", Err(ColumnError::Field("snail".to_owned()))),
            ("title=A,modified=B", Err(ColumnError::Field("modified".to_owned()))),
            ("title=A,text=A", Err(ColumnError::Twice("A".to_owned()))),
            ("title=A,제목=B", Err(ColumnError::Twice("제목".to_owned()))),
            ("title=yes,head=yes", Ok("head=yes,title=yes")),
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
    fn a_column_stands_for_the_field_it_was_last_chosen_for() {
        let mut choice = ColumnChoice::default();
        choice.set_head(true);
        for (field, column, expected) in [
            (ColumnField::Title, "A", "head=yes,title=A"),
            (ColumnField::Text, "A", "head=yes,text=A"),
            (ColumnField::Text, "B", "head=yes,text=B"),
            (ColumnField::Title, "yes", "head=yes,text=B,title=yes"),
            (ColumnField::Text, "", "head=yes,title=yes"),
        ] {
            choice.set(field, column);
            assert_eq!(choice.to_string(), expected);
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
        let title = ["뉴스 검색 결과", "", ""];
        for (choice, table, names, heads) in [
            ("title=가,text=나", rows(&[&["가", "나"], &["제목", &long]]), "가 나", 1),
            ("title=A,text=B", rows(&[&["가", "나"], &["느린 달팽이가 이겼다", &long]]), "가 나", 1),
            (
                "title=A,text=B",
                rows(&[&["느린 달팽이", &long], &["빠른 달팽이", &long]]),
                "column 1 column 2",
                0,
            ),
            ("title=A,text=B,head=no", rows(&[&["가", "나"]]), "column 1 column 2", 0),
            ("text=B", rows(&[&["가", "가"], &["1", &long]]), "가 가 2", 1),
            ("text=C", rows(&[&["가", "가", "가 2"], &["1", "2", &long]]), "가 가 2 가 2 3", 1),
            // A title above the names, which are known, chosen, or neither.
            ("title=제목,text=본문", rows(&[&title, &["제목", "본문", "날짜"]]), "제목 본문 날짜", 2),
            ("title=A,text=B", rows(&[&title, &[], &["제목", "본문", "날짜"]]), "제목 본문 날짜", 3),
            ("title=가,text=나", rows(&[&title, &["가", "나", "다"]]), "가 나 다", 2),
            ("title=A,text=B", rows(&[&title, &["가", "나"], &["느린 달팽이", &long]]), "가 나 column 3", 2),
            ("title=A,text=B,head=yes", rows(&[&["1", "2"], &["3", "4"]]), "1 2", 1),
        ] {
            let (found, _, found_heads) = ColumnChoice::parse(choice).unwrap().of_table(&table);
            assert_eq!((found.join(" ").as_str(), found_heads), (names, heads), "{choice}");
        }
    }
}
