//! A block of a page: its text, and how it and stretches of it are set.

use crate::article::{Change, TextStyle, addresses, web_address};
use std::ops::Range;

/// A block of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageBlock {
    /// How it is set.
    pub kind: PageBlockKind,
    /// What it says.
    pub text: String,
    /// Web addresses in the text, in bytes, with the checked address.
    pub links: Vec<(Range<usize>, String)>,
    /// Stretches of the text that are set otherwise, in bytes and in order.
    pub spans: Vec<(Range<usize>, SpanKind)>,
    /// Where the text begins in the article's body, in characters; `None` where it is not of the body.
    pub start: Option<usize>,
    /// What of the text the query found, in characters.
    pub hits: Vec<Range<usize>>,
    /// What of the text the reader highlighted, in characters.
    pub highlights: Vec<Range<usize>>,
    /// Whether it goes on with the text of the block before, which was too long to be laid out at once.
    pub continues: bool,
    /// Whether it stands apart from the block it goes on with, as a paragraph that is ours and not the file's.
    pub apart: bool,
    /// What a screen reader says in place of the text.
    pub name: Option<String>,
    /// How many lists and quotations it stands in.
    pub indent: u8,
    /// Of a picture its address, of a footnote its label, of code its language.
    pub label: String,
}

/// How a stretch of a block's text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// The markup sets it so.
    Styled(TextStyle),
    /// Only the newer of two versions has it.
    Added,
    /// Only the older of two versions has it.
    Removed,
    /// It names characters that cannot be seen.
    Named {
        /// The character.
        real: char,
        /// How many of them stand there.
        count: usize,
    },
}

impl PageBlock {
    /// A block of text without anything in it.
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

    /// What is said of a comparison.
    pub(super) fn label(text: impl Into<String>) -> Self {
        Self::plain(PageBlockKind::Label, text)
    }

    /// The same with the web addresses in its text as links.
    pub(super) fn with_links(self) -> Self {
        let links = addresses(&self.text).into_iter();
        let links =
            links.filter_map(|range| Some((range.clone(), web_address(self.text.get(range)?)?.into())));
        Self { links: links.collect(), ..self }
    }

    /// What is copied of a stretch of its text, in characters: characters that are shown by name as they are.
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

/// What stands before an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMark {
    /// A dot.
    Bullet,
    /// A number.
    Number(u64),
    /// A box, which is ticked or not.
    Task(bool),
}

/// How a block of a page is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageBlockKind {
    /// A sub-headline.
    Deck,
    /// Sub-headlines that may still be glued to each other.
    GluedDeck,
    /// A sub-headline in the story.
    Subhead,
    /// What stood under a picture.
    Caption,
    /// A paragraph.
    Text,
    /// A broadcast mark.
    Mark,
    /// A dividing line.
    Rule,
    /// What is not the story.
    Trailer,
    /// The heading over the comments.
    CommentsHeading,
    /// Who wrote a comment, and when; the number is the depth in the tree.
    CommentMeta(u8),
    /// What a comment says, at a depth of the tree.
    CommentText(u8),
    /// The label over the front matter of the stored file.
    FrontMatterLabel,
    /// A line of the stored file.
    Stored {
        /// Its number.
        number: u32,
        /// Whether it is of the front matter.
        front: bool,
    },
    /// A heading in the story, of a level from 1.
    Heading(u8),
    /// An item of a list, with what stands before it.
    Item(ListMark),
    /// A paragraph of a quotation, at a depth from 1.
    Quote(u8),
    /// A paragraph of a callout.
    Note,
    /// Code.
    Code,
    /// A table: cells with tabs between them, rows on lines of their own.
    Table,
    /// A picture; its text stands for it in words.
    Picture,
    /// A footnote.
    Footnote,
    /// What is said of a comparison.
    Label,
    /// The same, and not to be overlooked.
    Alert,
    /// A sentence or headline that differs between two versions.
    Compared {
        /// What became of it.
        change: Change,
        /// Whether it is a headline.
        headline: bool,
    },
}
