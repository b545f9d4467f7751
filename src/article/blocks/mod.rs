//! Splits a body into blocks: paragraphs, sub-headlines, marks, rules and trailers.
//!
//! The crawl joined most paragraphs without even a space. Clear breaks are restored; nothing is ever added to
//! the text or removed from it.

mod below_title;
mod captions;
mod credits;
mod deck;
mod letters;
mod lines;
mod listed;
mod lone;
mod long;
mod marks;
mod photo;
mod quotes;
mod seams;
mod sentences;
mod story_end;
mod talk;
#[cfg(test)]
mod tests;
mod trailer;

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

pub use below_title::blocks_below;
pub use long::long_breaks;
pub(super) use story_end::story_end;

use super::caption::is_caption;
use lines::{Evidence, Parting};
use memchr::memchr_iter;
use sentences::{ParagraphEnd, Paragraphs};

/// A piece of a body that is displayed as a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// Its byte range in the body, without white space at either end.
    pub range: Range<usize>,
}

/// What a part of a body is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A sub-headline of the lead.
    Deck,
    /// Sub-headlines of the lead that may still be run together.
    GluedDeck,
    /// A sub-headline within the story.
    Subhead,
    /// A paragraph.
    Text,
    /// A picture's caption.
    Caption,
    /// A broadcast script's mark: `[앵커]`.
    Mark,
    /// A dividing line.
    Rule,
    /// Text that isn't part of the story: the reporter's address, picture credits, copyright notices.
    Trailer,
}

impl BlockKind {
    fn is_deck(self) -> bool {
        matches!(self, Self::Deck | Self::GluedDeck)
    }
}

/// Splits a body into blocks, whose texts together have every character that isn't white space, in order.
///
/// Takes linear time for any body.
pub fn blocks(body: &str) -> Vec<Block> {
    let mut found = story_and_trailers(body, Headings::Apart);
    if is_caption(body) {
        photo::set_as_caption(body, &mut found);
        return found;
    }
    captions::set_apart(body, &mut found);
    talk::set_apart(body, &mut found);
    let mut found = set_sub_headlines_apart(body, found);
    lone::set_as_subheads(body, &mut found);
    listed::set_apart(body, &mut found);
    found
}

/// Splits a body into blocks like [`blocks`], but leaves headings and captions in the paragraphs that the
/// crawl glued them to: enough to measure the text without its trailers, in a tenth of the time.
pub(super) fn rough_blocks(body: &str) -> Vec<Block> {
    let mut found = story_and_trailers(body, Headings::Within);
    if is_caption(body) {
        photo::set_as_caption(body, &mut found);
    }
    found
}

/// Whether headings are separated from what the crawl glued them to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Headings {
    Apart,
    Within,
}

/// Splits a body into paragraphs, marks and rules, and separates trailers.
fn story_and_trailers(body: &str, headings: Headings) -> Vec<Block> {
    let mut blocks = Blocks { body, headings, found: Vec::new(), begin: 0 };
    blocks.push_lines(0);
    if headings == Headings::Apart {
        blocks.part_first_paragraph();
    }
    let mut found = blocks.found;
    trailer::set_apart(body, &mut found);
    found
}

/// Separates paragraphs from sub-headlines that the crawl glued to them.
fn set_sub_headlines_apart(body: &str, blocks: Vec<Block>) -> Vec<Block> {
    let evidence = OnceCell::new();
    let evidence = || Rc::clone(evidence.get_or_init(|| Rc::new(Evidence::new(body))));
    // A sub-headline at the start of the body, or behind a programme's name or byline, is a deck.
    let is_head = |block: &Block| matches!(block.kind, BlockKind::Mark | BlockKind::Trailer);
    let heads = usize::from(blocks.first().is_some_and(is_head));
    let paragraph = |(at, block): (usize, &Block)| match block.kind {
        BlockKind::Text if at > heads => &body[block.range.clone()],
        _ => "",
    };
    let paragraphs: Vec<&str> = blocks.iter().enumerate().map(paragraph).collect();
    let ends = lines::behind_sub_headlines(&paragraphs, evidence);
    let mut parted = Vec::with_capacity(blocks.len());
    for (Block { kind, range }, end) in blocks.into_iter().zip(ends) {
        let end = end.and_then(|end| seams::checked(&body[range.clone()], end, body, 1));
        let start = range.start + end.unwrap_or(0);
        if start > range.start {
            let head = range.start..start;
            let is_caption = captions::is_caption_with_credit(&body[head.clone()]);
            let kind = if is_caption { BlockKind::Caption } else { BlockKind::Subhead };
            parted.push(Block { kind, range: head });
        }
        parted.push(Block { kind, range: start..range.end });
    }
    parted
}

/// The lines of a body as they are: a block per non-blank line, with only the body's own breaks.
pub fn stored_lines(body: &str) -> Vec<Block> {
    lines(body).map(|range| Block { kind: BlockKind::Text, range }).collect()
}

/// A block without white space at its ends; `None` if nothing is left.
fn trimmed(body: &str, kind: BlockKind, range: Range<usize>) -> Option<Block> {
    let text = &body[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    let end = start + text.trim().len();
    (start < end).then_some(Block { kind, range: start..end })
}

/// A line of a deck with more letters is probably several.
const LONGEST_DECK_LINE: usize = 60;

/// The most parts of a deck to look for before the first sentence, of one line or several.
const MOST_DECK_PARTS: usize = 4;

/// The blocks so far.
struct Blocks<'a> {
    body: &'a str,
    headings: Headings,
    found: Vec<Block>,
    /// The number of blocks before the story may begin: for a programme's name, with a version, or a byline.
    begin: usize,
}

impl Blocks<'_> {
    fn is_at_beginning(&self) -> bool {
        self.found.len() == self.begin
    }

    /// Adds the programme's name, label or byline that the first line begins with; returns what is left of the line.
    fn behind_head(&mut self, line: Range<usize>) -> Range<usize> {
        let text = &self.body[line.clone()];
        let programme = marks::programme_end(text).filter(|&end| end == text.len() || !deck::is_deck(text));
        let label = marks::summary_end(text).or_else(|| marks::is_label(text).then_some(text.len()));
        let head = programme.or(label).map(|end| (BlockKind::Mark, end));
        let Some((kind, end)) = head.or_else(|| deck::byline_end(text).map(|end| (BlockKind::Trailer, end)))
        else {
            return line;
        };
        self.push(kind, line.start..line.start + end);
        self.begin = 1;
        let rest = self.body[line.start + end..line.end].trim_start();
        if marks::is_version(rest) {
            self.push(BlockKind::Mark, line.end - rest.len()..line.end);
            self.begin = 2;
            return line.end..line.end;
        }
        line.end - rest.len()..line.end
    }

    /// Adds a block, unless it has only white space.
    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        self.found.extend(trimmed(self.body, kind, range));
    }

    /// Adds all lines from an offset of the body on.
    fn push_lines(&mut self, from: usize) {
        let body = self.body;
        let mut lines = lines(&body[from..]).map(|line| from + line.start..from + line.end).peekable();
        while let Some(line) = lines.next() {
            let line = if self.found.is_empty() { self.behind_head(line) } else { line };
            let stands_alone = lines.peek().is_some_and(|next| is_blank_between(body, &line, next));
            let text = &body[line.clone()];
            if is_rule(text) {
                self.push(BlockKind::Rule, line);
            } else if self.is_at_beginning() && stands_alone && deck::is_deck(text) {
                self.push_deck(line);
            } else if let Some(label) =
                deck::label_start(text).filter(|_| self.is_at_beginning() && stands_alone)
            {
                self.push_deck(line.start..line.start + label);
                self.push(BlockKind::Mark, line.start + label..line.end);
            } else {
                self.push_line(line);
            }
        }
    }

    /// Adds the lines of a deck.
    fn push_deck(&mut self, deck: Range<usize>) {
        if self.headings == Headings::Within {
            self.push(BlockKind::Deck, deck);
            return;
        }
        let (text, rest) = (&self.body[deck.clone()], &self.body[deck.end..]);
        let Parting { cuts, doubts } = lines::part_deck(text, &Evidence::new(rest));
        let mut start = 0;
        let cuts = cuts.into_iter().filter_map(|cut| seams::checked(text, cut, rest, 0));
        for end in cuts.chain([deck.len()]) {
            let is_long = text[start..end].chars().nth(LONGEST_DECK_LINE).is_some();
            let glued = is_long || doubts.iter().any(|doubt| (start..end).contains(doubt));
            let kind = if glued { BlockKind::GluedDeck } else { BlockKind::Deck };
            self.push(kind, deck.start + start..deck.start + end);
            start = end;
        }
    }

    /// Separates a deck that the crawl glued to the first sentence.
    fn part_first_paragraph(&mut self) {
        let Some(Block { kind: BlockKind::Text, range }) = self.found.get(self.begin).cloned() else {
            return;
        };
        let evidence = Rc::new(Evidence::new(self.body));
        let mut start = range.start;
        let others = self.found.split_off(self.begin);
        for _ in 0..MOST_DECK_PARTS {
            let rest = &self.body[start..range.end];
            let end = lines::behind_deck(rest, &evidence);
            let end = end.and_then(|end| seams::checked(rest, end, self.body, 1));
            let Some(end) = end.filter(|&end| deck::is_deck(rest[..end].trim())) else { break };
            self.push_deck(start..start + end);
            start += end;
        }
        self.push(BlockKind::Text, start..range.end);
        self.found.extend(others.into_iter().skip(1));
    }

    /// Adds a line. Text before the dateline of the first line is a deck if it reads like one.
    fn push_line(&mut self, line: Range<usize>) {
        let mut start = line.start;
        let text = &self.body[line.clone()];
        let is_head = self.is_at_beginning() || self.found.last().is_some_and(|block| block.kind.is_deck());
        if is_head && let Some(byline) = deck::glued_byline(text) {
            self.push_before_dateline(start..start + byline.start);
            self.push(BlockKind::Trailer, start + byline.start..start + byline.end);
            start += byline.end;
        } else if is_head && let Some(offset) = deck::dateline(text) {
            start += offset;
            self.push_before_dateline(line.start..start);
        }
        self.push_paragraphs(start..line.end);
    }

    /// Adds what stands before a dateline: a deck, with a byline behind it, or what a picture shows.
    fn push_before_dateline(&mut self, head: Range<usize>) {
        let text = &self.body[head.clone()];
        let byline = head.start + deck::english_byline(text).unwrap_or(text.len());
        if self.push_as_deck(head.start..byline) {
            self.push(BlockKind::Trailer, byline..head.end);
        } else if deck::names_picture(text.trim()) || deck::ends_with_owner(text.trim()) {
            self.push(BlockKind::Caption, head);
        } else {
            self.push_paragraphs(head);
        }
    }

    /// Adds the marks and paragraphs of a line. Text before the first mark may be a deck as well.
    fn push_paragraphs(&mut self, line: Range<usize>) {
        let mut start = line.start;
        for found in Paragraphs::new(&self.body[line.clone()]) {
            match found {
                ParagraphEnd::End(end) => {
                    self.push(BlockKind::Text, start..line.start + end);
                    start = line.start + end;
                }
                ParagraphEnd::Mark(mark) => {
                    let before = start..line.start + mark.start;
                    if !self.push_as_deck(before.clone()) {
                        self.push(BlockKind::Text, before);
                    }
                    start = line.start + mark.end;
                    self.push(BlockKind::Mark, line.start + mark.start..start);
                }
            }
        }
        self.push(BlockKind::Text, start..line.end);
    }

    /// Adds a deck if this is the start of the body and reads like one; returns whether it did.
    fn push_as_deck(&mut self, head: Range<usize>) -> bool {
        let text = self.body[head.clone()].trim();
        let is_deck = self.is_at_beginning() && !text.is_empty() && deck::is_deck(text);
        if is_deck {
            self.push_deck(head);
        }
        is_deck
    }
}

/// The non-blank lines of a body, without white space at either end.
fn lines(body: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let ends = memchr_iter(b'\n', body.as_bytes()).map(|at| at + 1).chain([body.len()]);
    ends.filter_map(move |end| {
        let line = &body[start..end];
        let text = line.trim();
        let from = start + line.len() - line.trim_start().len();
        start = end;
        (!text.is_empty()).then(|| from..from + text.len())
    })
}

/// Whether there is a blank line between two lines.
fn is_blank_between(body: &str, line: &Range<usize>, next: &Range<usize>) -> bool {
    body.get(line.end..next.start).is_some_and(|gap| gap.matches('\n').count() >= 2)
}

/// Whether a line is a rule: three or more line-drawing characters and nothing else.
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
