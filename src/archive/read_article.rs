//! Articles that were read to be shown: one, or two versions of one.

use super::FilePlace;
use crate::article::{Article, Block, Comparison, Problem, TextEncoding};
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// An article as it is shown.
#[derive(Debug, Default)]
pub struct ReadArticle {
    /// Its number in the catalogue.
    pub ordinal: u32,
    /// The full path of its file.
    pub path: PathBuf,
    /// Which article of the file it is, from 1; `None` where the file is one article.
    pub entry: Option<u32>,
    /// What the reader's marks are kept under; `None` where nothing identifies it.
    pub key: Option<String>,
    /// What the file says.
    pub article: Article,
    /// How its body is set.
    pub blocks: Vec<Block>,
    /// Where the page breaks long paragraphs, in bytes of the body.
    pub breaks: Vec<usize>,
    /// The text of the whole file as it is stored.
    pub stored: String,
    /// When it was read, and so its verdict found.
    pub at: Timestamp,
    /// The encoding that the reader chose for it, where one was.
    pub chosen: Option<TextEncoding>,
}

impl ReadArticle {
    /// Where the article lies, as text: `/archive/news.csv#12`.
    pub fn place(&self) -> String {
        FilePlace { path: self.path.as_path().into(), entry: self.entry }.to_string()
    }

    /// The same without the folders.
    pub fn file_name(&self) -> String {
        let name = Path::new(self.path.file_name().unwrap_or_default());
        FilePlace { path: name.into(), entry: self.entry }.to_string()
    }
}

/// Two versions of an article, compared.
#[derive(Debug)]
pub struct Compared {
    /// The older one, by ordinal.
    pub old: u32,
    /// The newer one.
    pub new: u32,
    /// Why one of them could not be read as a whole, where that is so.
    pub problem: Option<Problem>,
    /// How they differ.
    pub comparison: Comparison,
}
