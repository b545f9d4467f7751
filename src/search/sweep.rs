//! Sweeps over the folded texts of adjacent articles: every find is confirmed and turned into its article.

use crate::text::DocumentSet;
use crate::text::corpus::Folded;
use std::ops::Range;

/// A position in the folded texts where something was found.
pub(super) struct FoundAt<'a> {
    folded: &'a Folded,
    pub(super) at: usize,
    /// The range of articles that the position is in.
    among: Range<usize>,
}

impl FoundAt<'_> {
    pub(super) fn article(&self) -> usize {
        self.folded.document_at(self.at, self.among.clone())
    }

    /// Whether `matches_at` confirms the position; it is given the article's text and the position within it.
    pub(super) fn is_match(&self, matches_at: impl Fn(&str, usize) -> bool) -> bool {
        let article = self.article();
        let (text, at) = (self.folded.document(article), self.at - self.folded.start(article));
        text.is_char_boundary(at) && matches_at(text, at)
    }
}

/// Collects each article in which `find` finds a position that `accept` confirms.
pub(super) fn sweep(
    folded: &Folded,
    within: &DocumentSet,
    find: impl Fn(&[u8]) -> Option<usize>,
    found: &mut DocumentSet,
    mut accept: impl FnMut(&FoundAt<'_>) -> bool,
) {
    for run in within.runs() {
        let (start, end) = (folded.start(run.start), folded.start(run.end));
        let bytes = folded.bytes(start..end);
        let mut from = run.start;
        let mut at = start;
        while let Some(offset) = bytes.get(at - start..).and_then(&find) {
            at += offset;
            let place = FoundAt { folded, at, among: from..run.end };
            if accept(&place) {
                let article = place.article();
                found.insert(article);
                from = article + 1;
                at = folded.start(from);
            } else {
                at += 1;
            }
        }
    }
}

/// For each marked character, tries its own position and those before it on its line from which a match can
/// reach it. Collects each article once. `reaches` gets how many characters lie between and the first
/// character of the attempt; `matches` gets the article, its text, and the positions of mark and attempt in
/// the text.
pub(super) fn around<M: Iterator<Item = usize>>(
    folded: &Folded,
    within: &DocumentSet,
    marks: impl Fn(Range<usize>) -> M,
    reaches: impl Fn(usize, char) -> bool,
    found: &mut DocumentSet,
    mut matches: impl FnMut(usize, &str, usize, usize) -> bool,
) {
    for run in within.runs() {
        let mut article = run.start;
        let (mut start, mut text) = (folded.start(article), folded.document(article));
        // Every position before this one has been tried or is in an article already found.
        let mut untried = start;
        for mark in marks(run.clone()) {
            if mark < untried {
                continue;
            }
            if mark >= start + text.len() {
                article = folded.document_at(mark, article..run.end);
                (start, text) = (folded.start(article), folded.document(article));
            }
            let (mark, first_untried) = (mark - start, untried.saturating_sub(start));
            let before = text.get(first_untried..mark).unwrap_or_default().char_indices().rev().enumerate();
            let near = before.take_while(|&(between, (_, c))| c != '\n' && reaches(between, c));
            let first = near.last().map_or(mark, |(_, (offset, _))| first_untried + offset);
            let after =
                text.get(mark..).and_then(|rest| rest.chars().next()).map_or(mark, |c| mark + c.len_utf8());
            let places = text.get(first..after).unwrap_or_default().char_indices();
            let is_found = places.into_iter().any(|(offset, _)| matches(article, text, mark, first + offset));
            untried = if is_found { folded.start(article + 1) } else { start + after };
            if is_found {
                found.insert(article);
            }
        }
    }
}

/// Finds which line of an article's head a byte is on. Bytes must be asked for in ascending order.
#[derive(Default)]
pub(super) struct LineCounter {
    counted: usize,
    line: usize,
}

impl LineCounter {
    pub(super) fn line_at(&mut self, heads: &Folded, article: usize, at: usize) -> usize {
        let start = heads.start(article);
        if start > self.counted {
            *self = Self { counted: start, line: 0 };
        }
        let passed = heads.bytes(self.counted..at);
        self.line += memchr::memchr_iter(b'\n', passed).count();
        self.counted = at;
        self.line
    }
}
