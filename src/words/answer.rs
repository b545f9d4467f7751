//! Questions about words, and their answers.

use super::concordance::{Concordance, ConcordanceLine, ConcordanceRequest};
use super::request::{WordsFound, WordsRequest};
use crate::search::{CantAnswer, Listing};
use std::ops::Range;
use std::sync::Arc;

/// A question about the words of the listed articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordsQuestion {
    /// Every place of a query's terms.
    Concordance(ConcordanceQuestion),
    /// Words with their measures, or sequences of words.
    Table(TableQuestion),
}

/// A question about the places of a query's terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConcordanceQuestion {
    /// The query whose terms are shown in their places.
    pub query: String,
    /// Whether each text counts once.
    pub once: bool,
    /// Which places, and in which order.
    pub request: ConcordanceRequest,
}

/// A question about words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableQuestion {
    /// The query whose neighbours are listed.
    pub node: String,
    /// The query that finds the articles to compare with; empty for all others.
    pub against: String,
    /// Whether each text counts once.
    pub once: bool,
    /// Whether the reader's stop words are left out.
    pub stops: bool,
    /// Which words are listed.
    pub request: WordsRequest,
}

impl Default for TableQuestion {
    fn default() -> Self {
        let request = WordsRequest::default();
        Self { node: String::new(), against: String::new(), once: false, stops: true, request }
    }
}

/// An answer, with its question and list.
#[derive(Debug)]
pub struct WordsAnswer {
    /// The list it is about.
    pub listing: Arc<Listing>,
    pub question: WordsQuestion,
    pub found: WordsResult,
}

/// The result for a question.
#[derive(Debug)]
pub enum WordsResult {
    Concordance(Arc<FoundPlaces>),
    Table(Box<WordsFound>),
    /// Nothing yet: so many of so many articles have been read.
    Reading(usize, usize),
    /// Nothing, because the archive is an index, which can't answer it.
    Unanswered(CantAnswer),
}

/// The places of a query's terms, and the first lines.
#[derive(Debug, Default)]
pub struct FoundPlaces {
    pub concordance: Concordance,
    /// The lines of the first of them.
    pub first: Vec<ConcordanceLine>,
    /// Whether the query has terms to find in a text.
    pub has_terms: bool,
}

/// Some lines of a concordance, read because they came into view.
#[derive(Debug)]
pub struct FurtherLines {
    /// The places they belong to.
    pub places: Arc<FoundPlaces>,
    /// Which of them.
    pub range: Range<usize>,
    pub lines: Vec<ConcordanceLine>,
}
