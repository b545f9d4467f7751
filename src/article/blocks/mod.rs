//! The blocks of a page: where paragraphs, sub-headlines, marks, rules and trailers of a body begin and end.
//!
//! The crawl joined most paragraphs to the ones before them without so much as a space. What is plain to see is
//! parted again; nothing is ever added to the text or taken from it.

mod deck;
mod letters;
mod marks;
mod quotes;
mod sentences;
mod trailer;

use std::ops::Range;

use sentences::{Found, Paragraphs};

/// A piece of a body that is set as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// How it is set.
    pub kind: BlockKind,
    /// Where it stands in the body, in bytes, without white space at either end.
    pub range: Range<usize>,
}

/// How a block is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A sub-headline of the lead.
    Deck,
    /// A paragraph.
    Text,
    /// A broadcast script's mark: `[앵커]`.
    Mark,
    /// A dividing line.
    Rule,
    /// What is not the story: the reporter's address, picture sources, notices of copyright.
    Trailer,
}

/// Splits a body into its blocks, whose texts together hold every character that is not white space, in order.
///
/// Takes time in proportion to the body's length, whatever it holds.
pub fn blocks(body: &str) -> Vec<Block> {
    let mut blocks = Blocks { body, found: Vec::new() };
    let mut lines = lines(body).peekable();
    while let Some(line) = lines.next() {
        let stands_alone = lines.peek().is_some_and(|next| is_blank_between(body, &line, next));
        let text = &body[line.clone()];
        if is_rule(text) {
            blocks.push(BlockKind::Rule, line);
        } else if blocks.found.is_empty() && stands_alone && deck::is_deck(text) {
            blocks.push_deck(line);
        } else {
            blocks.push_line(line);
        }
    }
    let mut found = blocks.found;
    trailer::set_apart(body, &mut found);
    found
}

/// The blocks found so far.
struct Blocks<'a> {
    body: &'a str,
    found: Vec<Block>,
}

impl Blocks<'_> {
    /// Adds a block, unless there is nothing but white space in it.
    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        let text = &self.body[range.clone()];
        let start = range.start + text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        if start < end {
            self.found.push(Block { kind, range: start..end });
        }
    }

    /// Adds the lines of a deck.
    fn push_deck(&mut self, deck: Range<usize>) {
        let mut start = deck.start;
        for offset in deck::line_breaks(&self.body[deck.clone()]) {
            self.push(BlockKind::Deck, start..deck.start + offset);
            start = deck.start + offset;
        }
        self.push(BlockKind::Deck, start..deck.end);
    }

    /// Adds the marks and paragraphs of a line; what stands before the dateline of the first is a deck, if it reads
    /// like one.
    fn push_line(&mut self, mut line: Range<usize>) {
        if self.found.iter().all(|block| block.kind == BlockKind::Deck)
            && let Some(offset) = deck::dateline(&self.body[line.clone()])
        {
            let head = line.start..line.start + offset;
            line.start = head.end;
            self.push_head(head);
        }
        let mut start = line.start;
        for found in Paragraphs::new(&self.body[line.clone()]) {
            match found {
                Found::End(end) => {
                    self.push(BlockKind::Text, start..line.start + end);
                    start = line.start + end;
                }
                Found::Mark(mark) => {
                    self.push_head(start..line.start + mark.start);
                    start = line.start + mark.end;
                    self.push(BlockKind::Mark, line.start + mark.start..start);
                }
            }
        }
        self.push(BlockKind::Text, start..line.end);
    }

    /// Adds what stands before a dateline or a mark: a deck if the body begins with it and it reads like one.
    fn push_head(&mut self, head: Range<usize>) {
        let text = self.body[head.clone()].trim_end();
        if self.found.is_empty() && !text.is_empty() && deck::is_deck(text) {
            self.push_deck(head);
        } else {
            self.push(BlockKind::Text, head);
        }
    }
}

/// The lines of a body that are not blank, without white space at either end.
fn lines(body: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    body.split_inclusive('\n').filter_map(move |line| {
        let start = end + line.len() - line.trim_start().len();
        end += line.len();
        let text = line.trim();
        (!text.is_empty()).then(|| start..start + text.len())
    })
}

/// Whether a blank line parts two lines.
fn is_blank_between(body: &str, line: &Range<usize>, next: &Range<usize>) -> bool {
    body.get(line.end..next.start).is_some_and(|gap| gap.matches('\n').count() >= 2)
}

/// Whether a line is a dividing one: at least three signs that draw a line, and nothing else.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    matches!(
        first,
        '-' | '*'
            | '='
            | '_'
            | '~'
            | '―'
            | '—'
            | '–'
            | '─'
            | '━'
            | '═'
            | '◇'
            | '◆'
            | '■'
            | '□'
            | '●'
            | '○'
            | '★'
            | '☆'
            | '※'
            | '·'
    ) && signs.clone().count() >= 2
        && signs.all(|c| c == first)
}
