//! Articles that were read to be shown: one, or two versions of one.

use crate::article::{Article, Block, Comparison, Problem, TextEncoding};
use jiff::Timestamp;
use std::path::PathBuf;

/// An article as it is shown.
#[derive(Debug, Default)]
pub struct ReadArticle {
    /// Its number in the catalogue.
    pub ordinal: u32,
    /// The file.
    pub path: PathBuf,
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
