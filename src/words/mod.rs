//! Words: how they are counted and compared, what stands around them, and what is drawn to be read and coded.
//!
//! Every number has one definition, given here and in the command line's help, and a simple script over `list --json`
//! and `show --json` gets the same numbers. An article is represented by its newest file; its words are those of its
//! title and text without trailers, or those that its file lists.

mod agreement;
mod answer;
mod coding;
mod concordance;
mod counting;
mod forms;
mod index;
mod measures;
mod near;
mod parts;
mod request;
mod sample;
mod sequences;
mod tables;
mod tokens;

pub use agreement::{Agreement, Units};
pub use answer::{
    ConcordanceQuestion, FoundPlaces, FurtherLines, TableQuestion, WordsAnswer, WordsQuestion, WordsResult,
};
pub use coding::{GIVEN_COLUMNS, Variable, dealt, variables};
pub use concordance::{Concordance, ConcordanceLine, ConcordanceOrder, ConcordanceRequest, TermPlace};
pub use counting::{ComparedWord, Least, Tally, compared, word_counts};
pub use forms::{Forms, RULE, WordClass};
pub use index::{ArticleWords, WordIndex};
pub use near::{NEAR, Neighbours, neighbours};
pub use parts::{Parts, rows};
pub use request::{CountedArchive, PartSize, WordsFound, WordsKind, WordsRequest};
pub use sample::{Sample, Sampling, Stratification, Stratum, WEEKDAYS, sample, weekdays};
pub use sequences::{LENGTHS, SequenceRequest, sequences};
pub use tables::{Within, WordPair, pairs, words_of};
