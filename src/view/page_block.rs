//! A block of a page: its text, and how the text and its spans are displayed.

use crate::article::{Change, TextStyle, addresses, web_address};
use crate::library::HighlightColor;
use std::ops::Range;

/// A part of a page that is painted in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct PageBlock {
    /// How it is displayed.
    pub kind: PageBlockKind,
    pub text: String,
    /// Links: byte range in the text, and the checked web address.
    pub links: Vec<(Range<usize>, String)>,
    /// Spans of the text with a style of their own, in bytes and in order.
    pub spans: Vec<(Range<usize>, SpanKind)>,
    /// Where the text starts in the article's body, in characters; `None` if it isn't part of the body.
    pub start: Option<usize>,
    /// The query's hits in the text, in characters.
    pub hits: Vec<Range<usize>>,
    /// The reader's highlights in the text, in characters, with their colours.
    pub highlights: Vec<(Range<usize>, HighlightColor)>,
    /// Whether it continues the text of the previous block, which was too long to be laid out at once.
    pub continues: bool,
    /// Whether it is set off from the block it continues, as a paragraph break made by us and not by the file.
    pub apart: bool,
    /// What a screen reader says instead of the text.
    pub name: Option<String>,
    /// How many lists and quotations it is nested in.
    pub indent: u8,
    /// The address of a picture, the label of a footnote, or the language of code.
    pub label: String,
}

/// How a span of a block's text is displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    Link,
    /// Styled by the markup.
    Styled(TextStyle),
    /// Only in the newer of two versions.
    Added,
    /// Only in the older of two versions.
    Removed,
    /// A visible name for invisible characters.
    Named {
        /// The character.
        real: char,
        /// How many of them there are.
        count: usize,
    },
}

impl PageBlock {
    /// A block with text and nothing else.
    pub(super) fn plain(kind: PageBlockKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
            links: Vec::new(),
            spans: Vec::new(),
            start: None,
            hits: Vec::new(),
            highlights: Vec::new(),
            continues: false,
            apart: false,
            name: None,
            indent: 0,
            label: String::new(),
        }
    }

    /// A remark in a comparison.
    pub(super) fn label(text: impl Into<String>) -> Self {
        Self::plain(PageBlockKind::Label, text)
    }

    /// Turns the web addresses in its text into links.
    pub(super) fn with_links(self) -> Self {
        let links = addresses(&self.text).into_iter();
        let links =
            links.filter_map(|range| Some((range.clone(), web_address(self.text.get(range)?)?.into())));
        Self { links: links.collect(), ..self }
    }

    /// The text copied from a range of characters. Names of invisible characters are copied as the characters
    /// themselves.
    pub fn copied(&self, range: Range<usize>) -> String {
        let byte = |at: usize| self.text.char_indices().nth(at).map_or(self.text.len(), |(byte, _)| byte);
        let (mut at, end) = (byte(range.start), byte(range.end));
        let mut copied = String::new();
        let start = at;
        for (span, kind) in self.spans.iter().filter(|(span, _)| span.start < end && span.end > start) {
            if let SpanKind::Named { real, count } = *kind {
                copied.push_str(self.text.get(at..span.start).unwrap_or_default());
                copied.extend(std::iter::repeat_n(real, count));
                at = span.end;
            }
        }
        copied.push_str(self.text.get(at..end).unwrap_or_default());
        copied
    }
}

/// What precedes a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemSign {
    /// A dot.
    Bullet,
    Number(u64),
    /// A checkbox, and whether it is ticked.
    Task(bool),
}

/// How a block of a page is displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageBlockKind {
    /// A sub-headline.
    Deck,
    /// Sub-headlines that may still be run together.
    GluedDeck,
    /// A sub-headline within the story.
    Subhead,
    /// A picture's caption.
    Caption,
    /// A paragraph.
    Text,
    /// A broadcast mark.
    Mark,
    /// A dividing line.
    Rule,
    /// Text that isn't part of the story.
    Trailer,
    /// The heading over the comments.
    CommentsHeading,
    /// Who wrote a comment and when; the number is its depth in the tree.
    CommentMeta(u8),
    /// A comment's text; the number is its depth in the tree.
    CommentText(u8),
    /// The label over the front matter of the stored file.
    FrontMatterLabel,
    /// A line of the stored file.
    Stored {
        /// The line number.
        number: u32,
        /// Whether it belongs to the front matter.
        front: bool,
    },
    /// A heading within the story; levels start at 1.
    Heading(u8),
    /// A list item, with what precedes it.
    Item(ItemSign),
    /// A paragraph of a quotation; depths start at 1.
    Quote(u8),
    /// A paragraph of a callout.
    Note,
    Code,
    /// A table: cells separated by tabs, rows by line breaks.
    Table,
    /// A picture, represented by its text.
    Picture,
    Footnote,
    /// A remark in a comparison.
    Label,
    /// A remark in a comparison that must not be overlooked.
    Alert,
    /// A sentence or headline that differs between two versions.
    Compared {
        /// How it changed.
        change: Change,
        headline: bool,
    },
}
