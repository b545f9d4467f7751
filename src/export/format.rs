//! The export formats, and how one article is written in each.

use super::corpus::CorpusDocument;
use super::fields::ArticleFields;
use super::my_marks::marks_object;
use super::object::{article_object, comment_objects};
use super::pdf::PdfArticle;
use super::sharing::SharedPiece;
use super::table::TableRows;
use super::{
    CitationForm, ProblemText, TargetShape, bibtex, csl_json, file_stem, markdown, plain_text, ris,
    write_json_line,
};
use crate::article::Comment;
use serde::Serialize;
use serde_json::{Map, Value};
use std::io;

/// An export format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A table with one record per article, verbatim, for R, Python and the like.
    #[default]
    Csv,
    /// The same table with formulas neutralized, for spreadsheets.
    ExcelCsv,
    /// An Excel workbook.
    Xlsx,
    /// One JSON object per line, with body and comments.
    JsonLines,
    /// A folder of Markdown files with front matter.
    Markdown,
    /// A single plain text file.
    Text,
    /// Citations for LaTeX.
    Bibtex,
    /// Citations for EndNote and the like.
    Ris,
    /// Citations for Zotero and pandoc.
    CslJson,
    /// A PDF file of all articles, to print.
    Pdf,
    /// A folder of PDF files.
    PdfFolder,
    /// A folder with each text as a file and tables of the rest, for text analysis.
    Corpus,
}

/// One article in a format, ready to be written.
#[derive(Debug)]
pub enum ExportPiece {
    /// Part of the single file.
    Text(Vec<u8>),
    /// A file of its own, with its name without extension.
    File(String, Vec<u8>),
    Rows(TableRows),
    /// Pages of the single document.
    Pages(PdfArticle),
    Document(CorpusDocument),
    /// What others may get.
    Shared(Box<SharedPiece>),
}

/// How to word an export, apart from its format.
#[derive(Clone, Copy)]
pub struct Wording {
    pub problem_text: ProblemText,
    pub citation: CitationForm,
}

impl Format {
    /// All formats that are offered. On the command line, neutralizing formulas is a separate option.
    pub const ALL: [Self; 11] = [
        Self::Csv,
        Self::Xlsx,
        Self::JsonLines,
        Self::Markdown,
        Self::Text,
        Self::Bibtex,
        Self::Ris,
        Self::CslJson,
        Self::Pdf,
        Self::PdfFolder,
        Self::Corpus,
    ];

    /// The format's name on the command line.
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
            // Whether it is a folder follows from the output.
            Self::Pdf | Self::PdfFolder => "pdf",
            Self::Corpus => "corpus",
        }
    }

    /// The names on the command line, without repetition.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().filter(|&format| format != Self::PdfFolder).map(Self::name)
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The extension of its file, or of the files in its folder.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::ExcelCsv => "csv",
            Self::Xlsx => "xlsx",
            Self::JsonLines => "jsonl",
            Self::Markdown => "md",
            Self::Text | Self::Corpus => "txt",
            Self::Bibtex => "bib",
            Self::Ris => "ris",
            Self::CslJson => "json",
            Self::Pdf | Self::PdfFolder => "pdf",
        }
    }

    /// Whether it is one file, or a folder of files.
    pub fn shape(self) -> TargetShape {
        match self {
            Self::Markdown | Self::PdfFolder | Self::Corpus => TargetShape::Folder,
            _ => TargetShape::File,
        }
    }

    /// Whether it includes the articles' bodies, so that the files have to be read.
    pub fn has_body(self) -> bool {
        !matches!(self, Self::Bibtex | Self::Ris | Self::CslJson)
    }

    /// Whether the reader's own marks can be written, too.
    pub fn takes_marks(self) -> bool {
        self.has_body() && self != Self::Text
    }

    /// Whether it can be written for others.
    pub fn can_be_shared(self) -> bool {
        matches!(self, Self::Csv | Self::ExcelCsv | Self::Xlsx | Self::JsonLines | Self::Corpus)
    }

    /// Whether it would only confuse a terminal.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Pdf)
    }

    /// The text before an article.
    pub(super) fn before(self, is_first: bool) -> &'static str {
        match (self, is_first) {
            (Self::CslJson, true) => "[\n",
            (Self::CslJson, false) => ",\n",
            (Self::Text, false) => "\n* * *\n\n",
            (Self::Bibtex | Self::Ris, false) => "\n",
            _ => "",
        }
    }

    /// The text after the last article.
    pub(super) fn foot(self, is_empty: bool) -> &'static str {
        match (self, is_empty) {
            (Self::CslJson, true) => "[\n]\n",
            (Self::CslJson, false) => "\n]\n",
            _ => "",
        }
    }

    /// Writes one article, which must have its body and comments if the format includes them.
    ///
    /// # Errors
    /// Never because of the article's content.
    pub fn write(
        self,
        article: &ArticleFields<'_>,
        comments: &[Comment],
        wording: Wording,
    ) -> io::Result<ExportPiece> {
        let body = article.body.unwrap_or_default();
        let mut text = Vec::new();
        match self {
            Self::Csv | Self::ExcelCsv | Self::Xlsx => {
                return Ok(ExportPiece::Rows(TableRows::of(article, body, comments)));
            }
            Self::JsonLines => {
                let fields = article_object(article, wording.problem_text);
                let word_list = article.facts.map_or(&[][..], |facts| &facts.words);
                let comments = comment_objects(comments);
                let marks = article.marks.map(marks_object);
                let line = JsonLine { fields, body: article.body, comments, word_list, marks };
                write_json_line(&line, &mut text)?;
            }
            Self::Markdown => markdown::write(article, &mut text)?,
            Self::Pdf => return Ok(ExportPiece::Pages(PdfArticle::of(article))),
            Self::Corpus => return Ok(ExportPiece::Document(CorpusDocument::of(article))),
            Self::PdfFolder => text = PdfArticle::of(article).bytes()?,
            Self::Text => plain_text::write(article, wording.citation, &mut text)?,
            Self::Bibtex => bibtex::write(article, &mut text)?,
            Self::Ris => ris::write(article, &mut text)?,
            Self::CslJson => csl_json::write(article, &mut text)?,
        }
        Ok(match self.shape() {
            TargetShape::Folder => ExportPiece::File(file_stem(article), text),
            TargetShape::File => ExportPiece::Text(text),
        })
    }
}

/// The article object with body and comments; the body is null if the file can no longer be read.
#[derive(Serialize)]
struct JsonLine<'a, C: Serialize> {
    #[serde(flatten)]
    fields: Map<String, Value>,
    body: Option<&'a str>,
    comments: C,
    /// Every noun of the article, where the file had them: of them the object has the number.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    word_list: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<Value>,
}
