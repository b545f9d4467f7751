//! Articles as table rows: the columns shared by CSV and Excel, and the separate table of comments.

use super::Extent;
use super::columns::{COLUMNS, Column};
use super::fields::{ArticleField, ArticleFields, FieldValue, format_published, integrity_name};
use super::my_marks::{MARK_NAMES, mark_cells};
use super::sharing::shared_columns;
use crate::article::{Comment, Length, Published, format_hash};
use jiff::Timestamp;
use std::borrow::Cow;

/// The longest text that a spreadsheet cell can hold, in UTF-16 code units.
pub(super) const CELL_LIMIT: usize = 32_767;

/// The columns of the comments' table. `comment` numbers an article's comments; `reply_to` is the one replied
/// to.
pub(super) const COMMENT_COLUMNS: [&str; 11] =
    ["id", "path", "entry", "comment", "reply_to", "author", "best", "time", "likes", "dislikes", "text"];

/// The names of the columns of the articles' table, which may end with the reader's marks.
pub(super) fn column_names(extent: &Extent) -> Vec<&'static str> {
    if matches!(extent, Extent::Shared(_)) {
        return shared_columns().collect();
    }
    let names = COLUMNS.iter().map(|column| column.name());
    names.chain(MARK_NAMES.into_iter().filter(|_| extent.has_marks())).collect()
}

/// A value that CSV writes as text, and a spreadsheet as what it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TableCell {
    Empty,
    Text(String),
    Published(Published),
    Moment(Timestamp),
    Number(u64),
    /// A number with one decimal, in tenths.
    Tenths(u64),
}

impl TableCell {
    /// The cell's exact text.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Published(published) => format_published(*published).into(),
            Self::Moment(moment) => moment.to_string().into(),
            Self::Number(number) => number.to_string().into(),
            Self::Tenths(tenths) => format!("{}.{}", tenths / 10, tenths % 10).into(),
        }
    }

    /// Whether it doesn't fit into a spreadsheet cell.
    pub(super) fn is_too_long(&self) -> bool {
        // A text never has more UTF-16 code units than bytes.
        matches!(self, Self::Text(text) if text.len() > CELL_LIMIT && text.encode_utf16().count() > CELL_LIMIT)
    }
}

impl From<&str> for TableCell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<usize> for TableCell {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

/// An article and its comments as rows of their tables.
#[derive(Debug)]
pub struct TableRows {
    pub(super) article: Vec<TableCell>,
    pub(super) comments: Vec<Vec<TableCell>>,
}

impl TableRows {
    pub(super) fn of(article: &ArticleFields<'_>, body: &str, comments: &[Comment]) -> Self {
        let cells = COLUMNS.iter().map(|column| match column {
            Column::Body => body.into(),
            column => column_cell(*column, article),
        });
        let marks = article.marks.into_iter().flat_map(mark_cells);
        Self::with_comments(cells.chain(marks).collect(), article, comments)
    }

    /// An article with these cells, and its comments.
    pub(super) fn with_comments(
        cells: Vec<TableCell>,
        article: &ArticleFields<'_>,
        comments: &[Comment],
    ) -> Self {
        let mut rows = Self { article: cells, comments: Vec::new() };
        rows.add_comments(article, comments, None);
        rows
    }

    /// Adds comments and their replies, numbered in reading order.
    fn add_comments(&mut self, article: &ArticleFields<'_>, comments: &[Comment], reply_to: Option<usize>) {
        for comment in comments {
            let number = self.comments.len() + 1;
            self.comments.push(vec![
                article.id.into(),
                article.path.into(),
                cell(ArticleField::Entry.of(article)),
                number.into(),
                reply_to.map_or(TableCell::Empty, TableCell::from),
                comment.author.as_str().into(),
                cell(FieldValue::Flag(comment.best)),
                comment.time.as_str().into(),
                comment.likes.map_or(TableCell::Empty, TableCell::Number),
                comment.dislikes.map_or(TableCell::Empty, TableCell::Number),
                comment.text.as_str().into(),
            ]);
            self.add_comments(article, &comment.replies, Some(number));
        }
    }

    /// Whether any cell doesn't fit into a spreadsheet.
    pub(super) fn is_too_long(&self) -> bool {
        std::iter::once(&self.article).chain(&self.comments).flatten().any(TableCell::is_too_long)
    }
}

/// What a column has of an article; nothing in place of the body.
pub(super) fn column_cell(column: Column, article: &ArticleFields<'_>) -> TableCell {
    let of_length = |of: fn(Length) -> TableCell| article.measured().map_or(TableCell::Empty, of);
    match column {
        Column::Field(field) => cell(field.of(article)),
        Column::WithoutSpaces => of_length(|length| length.without_spaces.into()),
        Column::Sheets => of_length(|length| TableCell::Tenths(length.tenths_of_sheets() as u64)),
        Column::Body => TableCell::Empty,
    }
}

/// A field's value as a cell; list items become lines.
fn cell(value: FieldValue<'_>) -> TableCell {
    match value {
        FieldValue::Text(text) => text.into(),
        FieldValue::Texts(texts) => texts.join("\n").as_str().into(),
        FieldValue::Authors(lines) => lines.join("\n").as_str().into(),
        FieldValue::Published(published) => TableCell::Published(published),
        FieldValue::Moment(moment) => TableCell::Moment(moment),
        FieldValue::Hash(hash) => TableCell::Text(format_hash(hash)),
        FieldValue::Integrity(integrity) => integrity_name(integrity).into(),
        FieldValue::Number(number) => number.into(),
        FieldValue::Flag(flag) => if flag { "true" } else { "false" }.into(),
        FieldValue::Length(length) => length.letters.into(),
        FieldValue::Absent
        | FieldValue::Problems(_)
        | FieldValue::Pairs(_)
        | FieldValue::Inferred(_)
        | FieldValue::Named(_) => TableCell::Empty,
    }
}
