//! The formats that articles are taken out in, and how one article is written in each.

use super::fields::ArticleFields;
use super::object::{article_object, comment_objects};
use super::table::TableRows;
use super::{
    CitationForm, ProblemText, bibtex, csl_json, file_stem, markdown, plain_text, ris, write_json_line,
};
use crate::article::Comment;
use serde::Serialize;
use serde_json::{Map, Value};
use std::io;

/// What other programs read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A table: one record an article, exactly as it is, for R, Python and their like.
    #[default]
    Csv,
    /// The same with formulas defused, for a spreadsheet.
    ExcelCsv,
    /// An Excel workbook.
    Xlsx,
    /// One JSON object a line, with body and comments.
    JsonLines,
    /// A folder of Markdown files, each with a front matter.
    Markdown,
    /// One file of plain text.
    Text,
    /// Citations for LaTeX.
    Bibtex,
    /// Citations for EndNote and its like.
    Ris,
    /// Citations for Zotero and pandoc.
    CslJson,
}

/// One article in a format, ready to be put where it belongs.
#[derive(Debug)]
pub enum Piece {
    /// A stretch of the one file.
    Text(Vec<u8>),
    /// A file of its own, with its name but for the ending.
    File(String, Vec<u8>),
    /// Rows of tables.
    Rows(TableRows),
}

/// How articles are written beside their format.
#[derive(Clone, Copy)]
pub struct Wording {
    /// How problems are said.
    pub problem_text: ProblemText,
    /// How articles are cited.
    pub citation: CitationForm,
}

impl Format {
    /// Those that there is a name for. Whether formulas are defused is a matter of its own on the command line.
    pub const ALL: [Self; 8] = [
        Self::Csv,
        Self::Xlsx,
        Self::JsonLines,
        Self::Markdown,
        Self::Text,
        Self::Bibtex,
        Self::Ris,
        Self::CslJson,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv | Self::ExcelCsv => "csv",
            Self::Xlsx => "xlsx",
            Self::JsonLines => "jsonl",
            Self::Markdown => "markdown",
            Self::Text => "text",
            Self::Bibtex => "bibtex",
            Self::Ris => "ris",
            Self::CslJson => "csl-json",
        }
    }

    /// The format with this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// How the names of its files end; for a folder of files, theirs.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::ExcelCsv => "csv",
            Self::Xlsx => "xlsx",
            Self::JsonLines => "jsonl",
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Bibtex => "bib",
            Self::Ris => "ris",
            Self::CslJson => "json",
        }
    }

    /// Whether it is a folder with a file for each article.
    pub fn is_folder(self) -> bool {
        self == Self::Markdown
    }

    /// Whether an article's body is in it, so that its file has to be read.
    pub fn has_body(self) -> bool {
        !matches!(self, Self::Bibtex | Self::Ris | Self::CslJson)
    }

    /// What stands before an article.
    pub(super) fn before(self, is_first: bool) -> &'static str {
        match (self, is_first) {
            (Self::CslJson, true) => "[\n",
            (Self::CslJson, false) => ",\n",
            (Self::Text, false) => "\n* * *\n\n",
            (Self::Bibtex | Self::Ris, false) => "\n",
            _ => "",
        }
    }

    /// What stands behind the last article.
    pub(super) fn foot(self, is_empty: bool) -> &'static str {
        match (self, is_empty) {
            (Self::CslJson, true) => "[\n]\n",
            (Self::CslJson, false) => "\n]\n",
            _ => "",
        }
    }

    /// Writes one article. Its body and comments are there where its file was read for it.
    ///
    /// # Errors
    /// None that come from the article.
    pub fn write(
        self,
        article: &ArticleFields<'_>,
        comments: &[Comment],
        wording: Wording,
    ) -> io::Result<Piece> {
        let body = article.body.unwrap_or_default();
        let mut text = Vec::new();
        match self {
            Self::Csv | Self::ExcelCsv | Self::Xlsx => {
                return Ok(Piece::Rows(TableRows::of(article, body, comments)));
            }
            Self::JsonLines => {
                let fields = article_object(article, wording.problem_text);
                let line = JsonLine { fields, body: article.body, comments: comment_objects(comments) };
                write_json_line(&line, &mut text)?;
            }
            Self::Markdown => markdown::write(article, &mut text)?,
            Self::Text => plain_text::write(article, wording.citation, &mut text)?,
            Self::Bibtex => bibtex::write(article, &mut text)?,
            Self::Ris => ris::write(article, &mut text)?,
            Self::CslJson => csl_json::write(article, &mut text)?,
        }
        Ok(if self.is_folder() { Piece::File(file_stem(article), text) } else { Piece::Text(text) })
    }
}

/// The article object with body and comments; the body is null where the file can't be read any more.
#[derive(Serialize)]
struct JsonLine<'a, C: Serialize> {
    #[serde(flatten)]
    fields: Map<String, Value>,
    body: Option<&'a str>,
    comments: C,
}
