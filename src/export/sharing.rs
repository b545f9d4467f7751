//! Exports for others: without texts, people and the reader's own files, but with what leads to the articles, what
//! can be counted, and how the reader coded them.

use super::columns::Column;
use super::corpus::CorpusDocument;
use super::fields::{ArticleField, ArticleFields};
use super::object::{ProblemText, article_object, comment_objects};
use super::table::{COMMENT_COLUMNS, TableCell, TableRows, column_cell};
use super::{ExportPiece, Format, write_json_line};
use crate::article::Comment;
use crate::library::Marks;
use crate::text::personal::{address_without_personal, without_personal};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::fmt;
use std::io;
use std::sync::Arc;

/// The columns that are shared.
pub(super) const SHARED: [Column; 19] = [
    Column::Field(ArticleField::Id),
    Column::Field(ArticleField::Title),
    Column::Field(ArticleField::Publisher),
    Column::Field(ArticleField::Category),
    Column::Field(ArticleField::Published),
    Column::Field(ArticleField::Modified),
    Column::Field(ArticleField::Crawled),
    Column::Field(ArticleField::Url),
    Column::Field(ArticleField::Original),
    Column::Field(ArticleField::Oid),
    Column::Field(ArticleField::Aid),
    Column::Field(ArticleField::ContentHash),
    Column::Field(ArticleField::Integrity),
    Column::Field(ArticleField::Kind),
    Column::Field(ArticleField::Page),
    Column::Field(ArticleField::Versions),
    Column::Field(ArticleField::Length),
    Column::WithoutSpaces,
    Column::Sheets,
];

/// What follows them: how many comments there are, the reader's codes, and the beginning of the text.
const COMMENT_COUNT: &str = "comment_count";
const CODES: &str = "codes";
pub(super) const BEGINNING: &str = "beginning";

/// The columns of a comment with its place and its writer.
const PATH: &str = "path";
const AUTHOR: &str = "author";

/// Writes what is beside an export for others, about it.
type Readme = dyn Fn(&SharedCounts) -> String + Send + Sync;

/// How articles are written for others.
pub struct Sharing {
    letters: usize,
    marks: Arc<Marks>,
    /// The names of the coders, in order; only their numbers are written.
    coders: Vec<String>,
    readme: Box<Readme>,
}

impl fmt::Debug for Sharing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sharing").field("letters", &self.letters).finish_non_exhaustive()
    }
}

/// What an export for others has, for its readme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedCounts {
    pub articles: usize,
    pub comments: usize,
    pub commenters: usize,
    /// The first and the last day of publication.
    pub days: Option<(Date, Date)>,
}

impl Sharing {
    /// With the first letters of each text, and the codes among the reader's marks.
    pub fn new(letters: usize, marks: Arc<Marks>, readme: Box<Readme>) -> Self {
        let mut coders: Vec<String> =
            marks.coded().values().flat_map(|codes| codes.keys()).map(|(_, coder)| coder.clone()).collect();
        coders.sort_unstable();
        coders.dedup();
        Self { letters, marks, coders, readme }
    }

    pub(super) fn letters(&self) -> usize {
        self.letters
    }

    /// The beginning of an article's text; empty if none is wanted.
    fn beginning(&self, article: &ArticleFields<'_>) -> String {
        if self.letters == 0 {
            return String::new();
        }
        // What is masked is masked as a whole, even if the end of the beginning is within it.
        without_personal(article.text().unwrap_or_default()).chars().take(self.letters).collect()
    }

    /// The codes of an article: by variable, the coder's number and the value.
    fn codes(&self, key: &str) -> Vec<(&str, usize, Cow<'_, str>)> {
        let codes = self.marks.codes(key).into_iter().flatten();
        codes
            .map(|((variable, coder), value)| {
                let number = self.coders.binary_search(coder).map_or(0, |at| at + 1);
                (variable.as_str(), number, without_personal(value))
            })
            .collect()
    }
}

/// The names of the columns of a shared table.
pub(super) fn shared_columns() -> impl Iterator<Item = &'static str> {
    SHARED.iter().map(|column| column.name()).chain([COMMENT_COUNT, CODES, BEGINNING])
}

/// What is written of an article for others, in which commenters still have their names.
#[derive(Debug)]
pub struct SharedPiece {
    day: Option<Date>,
    /// How many comments are written.
    comments: usize,
    form: SharedForm,
}

#[derive(Debug)]
enum SharedForm {
    Rows(TableRows),
    Object(Map<String, Value>),
    Document(CorpusDocument),
}

impl SharedPiece {
    pub(super) fn of(
        format: Format,
        article: &ArticleFields<'_>,
        comments: &[Comment],
        problem_text: ProblemText,
        (sharing, key): (&Sharing, &str),
    ) -> Self {
        let count = count(comments);
        let codes = sharing.codes(key);
        let beginning = sharing.beginning(article);
        let form = if format == Format::JsonLines {
            let mut object = article_object(article, problem_text);
            object.retain(|name, _| SHARED.iter().any(|column| column.name() == name));
            let codes = codes.iter().map(
                |(variable, coder, value)| json!({ "variable": variable, "coder": coder, "value": value }),
            );
            object.insert(COMMENT_COUNT.to_owned(), count.into());
            object.insert(CODES.to_owned(), codes.collect());
            object.insert(BEGINNING.to_owned(), (!beginning.is_empty()).then_some(beginning).into());
            // Comments always serialize.
            let comments = serde_json::to_value(comment_objects(comments)).unwrap_or_default();
            object.insert("comments".to_owned(), comments);
            object.iter_mut().for_each(|(name, value)| mask(name, value));
            SharedForm::Object(object)
        } else {
            let codes = codes.iter().map(|(variable, coder, value)| format!("{variable}/{coder}={value}"));
            let codes = codes.collect::<Vec<_>>().join("\n");
            let mut cells: Vec<TableCell> =
                SHARED.iter().map(|&column| shared_cell(column, article)).collect();
            cells.extend([count.into(), codes.as_str().into()]);
            if format == Format::Corpus {
                let id = address_without_personal(article.id);
                let named = ArticleFields { id: &id, ..article.clone() };
                SharedForm::Document(CorpusDocument::with_cells(&named, beginning, cells))
            } else {
                cells.push(beginning.as_str().into());
                let mut rows = TableRows::with_comments(cells, article, comments);
                rows.comments.iter_mut().for_each(|row| mask_comment(row));
                SharedForm::Rows(rows)
            }
        };
        let comments = if format == Format::Corpus { 0 } else { count };
        Self { day: article.published.map(|published| published.date()), comments, form }
    }
}

fn count(comments: &[Comment]) -> usize {
    comments.iter().map(|comment| 1 + count(&comment.replies)).sum()
}

/// Whether a field leads to the article, so that its numbers have to stay.
fn is_address(name: &str) -> bool {
    let addresses = [
        ArticleField::Id,
        ArticleField::Url,
        ArticleField::Original,
        ArticleField::Oid,
        ArticleField::Aid,
        ArticleField::ContentHash,
    ];
    addresses.iter().any(|field| field.name() == name)
}

fn masked<'a>(name: &str, text: &'a str) -> Cow<'a, str> {
    if is_address(name) { address_without_personal(text) } else { without_personal(text) }
}

fn shared_cell(column: Column, article: &ArticleFields<'_>) -> TableCell {
    match column_cell(column, article) {
        TableCell::Text(text) => TableCell::Text(masked(column.name(), &text).into_owned()),
        cell => cell,
    }
}

/// Masks the texts of a value with this name.
fn mask(name: &str, value: &mut Value) {
    match value {
        Value::String(text) => {
            // A commenter's name is replaced by a number anyway, which needs the whole name.
            if name != AUTHOR
                && let Cow::Owned(masked) = masked(name, text)
            {
                *text = masked;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask(name, item)),
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| mask(name, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn mask_comment(row: &mut [TableCell]) {
    for (name, cell) in COMMENT_COLUMNS.iter().zip(row) {
        match cell {
            _ if *name == PATH => *cell = TableCell::Empty,
            TableCell::Text(text) if *name != AUTHOR => *text = masked(name, text).into_owned(),
            _ => {}
        }
    }
}

/// What an export for others has so far.
pub(super) struct SharedSoFar {
    sharing: Arc<Sharing>,
    counts: SharedCounts,
    /// The number of each commenter, in the order in which they come.
    commenters: FxHashMap<String, usize>,
}

impl SharedSoFar {
    pub(super) fn new(sharing: Arc<Sharing>) -> Self {
        Self { sharing, counts: SharedCounts::default(), commenters: FxHashMap::default() }
    }

    /// Counts an article, and numbers its commenters.
    ///
    /// # Errors
    /// Never because of the article's content.
    pub(super) fn add(&mut self, piece: SharedPiece) -> io::Result<ExportPiece> {
        let SharedPiece { day, comments, form } = piece;
        self.counts.articles += 1;
        self.counts.comments += comments;
        if let Some(day) = day {
            let (first, last) = self.counts.days.unwrap_or((day, day));
            self.counts.days = Some((first.min(day), last.max(day)));
        }
        Ok(match form {
            SharedForm::Rows(mut rows) => {
                let author = COMMENT_COLUMNS.iter().position(|name| *name == AUTHOR);
                for row in &mut rows.comments {
                    if let Some(cell) = author.and_then(|at| row.get_mut(at)) {
                        *cell = self.number_of(&cell.text()).into();
                    }
                }
                ExportPiece::Rows(rows)
            }
            SharedForm::Object(mut object) => {
                object.get_mut("comments").into_iter().for_each(|comments| self.number_all(comments));
                let mut line = Vec::new();
                write_json_line(&object, &mut line)?;
                ExportPiece::Text(line)
            }
            SharedForm::Document(document) => ExportPiece::Document(document),
        })
    }

    fn number_of(&mut self, commenter: &str) -> usize {
        let next = self.commenters.len() + 1;
        *self.commenters.entry(commenter.to_owned()).or_insert(next)
    }

    fn number_all(&mut self, comments: &mut Value) {
        for comment in comments.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            if let Some(author) = comment.get_mut(AUTHOR) {
                *author = self.number_of(author.as_str().unwrap_or_default()).into();
            }
            comment.get_mut("replies").into_iter().for_each(|replies| self.number_all(replies));
        }
    }

    /// The text that is written beside the export.
    pub(super) fn readme(&self) -> String {
        (self.sharing.readme)(&SharedCounts { commenters: self.commenters.len(), ..self.counts.clone() })
    }
}
