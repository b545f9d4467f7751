//! The blocks of a page: where paragraphs, sub-headlines, marks, rules and trailers of a body begin and end.

use std::ops::Range;

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
pub fn blocks(body: &str) -> Vec<Block> {
    let text = body.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let start = body.len() - body.trim_start().len();
    vec![Block { kind: BlockKind::Text, range: start..start + text.len() }]
}
