//! The formats that articles are taken out in, and how one article is written in each.

use super::{
    Entry, ProblemText, article_object, bibtex, csl_json, csv, markdown, plain_text, ris, write_json_line,
};
use std::io;

/// What other programs read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A sheet: one line an article, which Excel opens with Korean intact.
    #[default]
    Csv,
    /// One JSON object a line, with the body.
    JsonLines,
    /// A folder of Markdown files, each with a front matter.
    Markdown,
    /// One file of plain text.
    Text,
    /// Citations for LaTeX.
    Bibtex,
    /// Citations for Zotero, EndNote and their like.
    Ris,
    /// Citations for Zotero and pandoc.
    CslJson,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Csv, Self::JsonLines, Self::Markdown, Self::Text, Self::Bibtex, Self::Ris, Self::CslJson];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
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
            Self::Csv => "csv",
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
        matches!(self, Self::Csv | Self::JsonLines | Self::Markdown | Self::Text)
    }

    /// What stands before the first article.
    pub fn head(self) -> &'static str {
        match self {
            Self::Csv => csv::HEAD,
            Self::CslJson => "[",
            _ => "",
        }
    }

    /// What stands before an article.
    pub fn before(self, is_first: bool) -> &'static str {
        match (self, is_first) {
            (Self::CslJson, true) => "\n",
            (Self::CslJson, false) => ",\n",
            (Self::Text, false) => "\n* * *\n\n",
            (Self::Bibtex | Self::Ris, false) => "\n",
            _ => "",
        }
    }

    /// What stands behind the last article.
    pub fn foot(self) -> &'static str {
        if self == Self::CslJson { "\n]\n" } else { "" }
    }

    /// Writes one article. Its body is `None` where the format has none, or where the file can't be read any more.
    ///
    /// # Errors
    /// None that come from the article.
    pub fn write(
        self,
        entry: &Entry<'_>,
        body: Option<&str>,
        problem_text: ProblemText,
        output: &mut Vec<u8>,
    ) -> io::Result<()> {
        match self {
            Self::Csv => csv::write(entry, body.unwrap_or_default(), output),
            Self::JsonLines => {
                let mut object = article_object(entry, problem_text);
                object.insert("body".to_owned(), body.into());
                write_json_line(&object, output)
            }
            Self::Markdown => markdown::write(entry, body.unwrap_or_default(), output),
            Self::Text => plain_text::write(entry, body.unwrap_or_default(), output),
            Self::Bibtex => bibtex::write(entry, output),
            Self::Ris => ris::write(entry, output),
            Self::CslJson => csl_json::write(entry, output),
        }
    }
}
