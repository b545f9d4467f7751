//! What can be asked about words, and the answer: one table, with all that its numbers were made of.

use super::counting::{ComparedWord, Least, Tally, compared};
use super::forms::Forms;
use super::index::WordIndex;
use super::near::neighbours;
use super::parts::{Parts, rows};
use super::sequences::{SequenceRequest, sequences};
use crate::archive::{Cancel, Catalogue, Row};
use crate::search::Matcher;

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WordsKind {
    /// The words that are more frequent in the articles found than in others.
    #[default]
    Distinctive,
    /// Those near what a query looks for.
    Near,
    /// Sequences of so many words.
    Sequences(usize),
}

/// How words are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordsRequest {
    pub kind: WordsKind,
    /// Which are frequent enough.
    pub least: Least,
    /// Whether all forms are listed, also those of one letter or with the ending of a verb.
    pub all_forms: bool,
}

/// Some articles, and all of their words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartSize {
    pub articles: usize,
    pub words: u64,
}

/// A table of words, and what its numbers were made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordsFound {
    /// The lines of the table, in order.
    pub words: Vec<ComparedWord>,
    /// The articles found; of neighbours, those with a node.
    pub here: PartSize,
    /// Those they are compared with; of neighbours, the whole archive.
    pub rest: PartSize,
    /// Of neighbours, how many nodes there are.
    pub nodes: u64,
    /// Of how many articles the words are those that their files list.
    pub given: usize,
    /// Of how many others only an excerpt is there.
    pub excerpts: usize,
}

/// The words of an archive, to be counted.
pub struct CountedArchive<'a> {
    pub catalogue: &'a Catalogue,
    pub index: &'a WordIndex,
    pub forms: &'a Forms,
    pub cancel: &'a Cancel,
}

impl CountedArchive<'_> {
    /// Makes the table of a request. `all` are the files of all articles, of which neighbours are a part. `None` if
    /// cancelled.
    pub fn words(
        &self,
        request: WordsRequest,
        parts: &Parts,
        all: &[u32],
        matcher: &Matcher,
    ) -> Option<WordsFound> {
        let Self { catalogue, index, forms, cancel } = *self;
        let (here, rest) = (rows(catalogue, &parts.here), rows(catalogue, &parts.rest));
        let WordsRequest { kind, least, all_forms } = request;
        if kind == WordsKind::Near {
            let tally = Tally::of(index, forms, rows(catalogue, all), cancel)?;
            let near = neighbours((index, forms, &tally), matcher, here, (least, all_forms), cancel)?;
            let size = PartSize { articles: near.articles as usize, words: 0 };
            let rest = PartSize { articles: all.len(), words: tally.words };
            return Some(WordsFound {
                words: near.words,
                here: size,
                rest,
                nodes: near.nodes,
                ..self.sources(rows(catalogue, all))
            });
        }
        let own = Tally::of(index, forms, here.clone(), cancel)?;
        let others = Tally::of(index, forms, rest.clone(), cancel)?;
        let sources = self.sources(here.clone().chain(rest.clone()));
        let words = match kind {
            WordsKind::Sequences(len) => {
                let reading = SequenceRequest { index, forms, len, least, all_forms };
                sequences(&reading, here, rest, cancel)?
            }
            WordsKind::Distinctive | WordsKind::Near => compared(forms, &own, &others, least, all_forms),
        };
        let size = |files: &[u32], tally: &Tally| PartSize { articles: files.len(), words: tally.words };
        Some(WordsFound { words, here: size(&parts.here, &own), rest: size(&parts.rest, &others), ..sources })
    }

    /// Where the words of some articles come from, if not from their texts.
    pub fn sources<'r>(&self, rows: impl Iterator<Item = Row<'r>>) -> WordsFound {
        let mut found = WordsFound::default();
        if self.index.has_tokens() {
            return found;
        }
        for row in rows {
            if row.facts().is_some_and(|facts| !facts.words.is_empty()) {
                found.given += 1;
            } else if row.is_excerpt() {
                found.excerpts += 1;
            }
        }
        found
    }
}
