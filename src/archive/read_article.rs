//! Articles loaded for display: a single one, or two versions to compare.

use super::FilePlace;
use crate::article::{Article, Block, Comparison, Problem, TextEncoding};
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// An article loaded for display.
#[derive(Debug, Default)]
pub struct ReadArticle {
    /// Its ordinal in the catalogue.
    pub ordinal: u32,
    /// The full path of its file.
    pub path: PathBuf,
    /// The article's number in the file, starting at 1; `None` if the file is a single article.
    pub entry: Option<u32>,
    /// The key of the reader's marks; `None` if nothing identifies the article.
    pub key: Option<String>,
    /// The parsed article.
    pub article: Article,
    /// The blocks of its body.
    pub blocks: Vec<Block>,
    /// Where the page breaks long paragraphs, as byte offsets in the body.
    pub breaks: Vec<usize>,
    /// The text of the whole file as stored.
    pub stored: String,
    /// When it was read and its integrity checked.
    pub at: Timestamp,
    /// The encoding that the reader chose, if any.
    pub chosen: Option<TextEncoding>,
}

impl ReadArticle {
    /// The article's place as text: `/archive/news.csv#12`.
    pub fn place(&self) -> String {
        FilePlace { path: self.path.as_path().into(), entry: self.entry }.to_string()
    }

    /// The place without the folders.
    pub fn file_name(&self) -> String {
        let name = Path::new(self.path.file_name().unwrap_or_default());
        FilePlace { path: name.into(), entry: self.entry }.to_string()
    }
}

/// Two versions of an article, compared.
#[derive(Debug)]
pub struct Compared {
    /// The older version's ordinal.
    pub old: u32,
    /// The newer version's ordinal.
    pub new: u32,
    /// The problem if one of them couldn't be read completely.
    pub problem: Option<Problem>,
    /// The differences.
    pub comparison: Comparison,
}
