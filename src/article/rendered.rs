//! A body that is markup, as it is read: its text without marks, in blocks, with the stretches that are set in bold and
//! those that lead elsewhere. Plain text has none of this; its blocks are found in the text itself.

use std::ops::Range;

/// How a body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyFormat {
    /// As it is read.
    #[default]
    Plain,
    /// In Markdown.
    Markdown,
    /// As an HTML page.
    Html,
}

impl BodyFormat {
    /// Its name in the command line's output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }
}

/// A body that is markup, as it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rendered {
    /// The texts of the blocks that have one, with an empty line between them.
    pub text: String,
    /// The blocks, in order.
    pub blocks: Vec<RichBlock>,
}

/// A block of such a body.
#[derive(Clone, Debug, PartialEq)]
pub struct RichBlock {
    /// How it is set.
    pub kind: RichKind,
    /// Its text in [`Rendered::text`], in bytes; empty where it has none.
    pub range: Range<usize>,
    /// How many lists and quotations it stands in.
    pub indent: u8,
    /// Stretches of its text that are set otherwise, in bytes of its text, by where they begin.
    pub styles: Vec<(Range<usize>, TextStyle)>,
    /// Stretches of its text that lead elsewhere, in bytes of its text, with the address as it is written.
    pub links: Vec<(Range<usize>, String)>,
}

/// How a block of markup is set.
#[derive(Clone, Debug, PartialEq)]
pub enum RichKind {
    /// A heading; the level is from 1 to 6.
    Heading(u8),
    /// A paragraph.
    Text,
    /// An item of a list.
    Item(ListItem),
    /// A paragraph of a quotation, with how many quotations it stands in.
    Quote(u8),
    /// A paragraph of a callout, with the callout's title.
    Note(String),
    /// Code, with the name of its language, which may be empty.
    Code(String),
    /// A table. Its text has a tab between cells and a line end between rows.
    Table(Vec<Vec<String>>),
    /// A picture, with its address as it is written. Its text is what stands for it in words.
    Image(String),
    /// A footnote, with its label.
    Footnote(String),
    /// A dividing line.
    Rule,
}

/// An item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// How many lists it stands in, from 1.
    pub depth: u8,
    /// Its number in an ordered list.
    pub number: Option<u64>,
    /// Of a task, whether it is done.
    pub checked: Option<bool>,
}

/// How a stretch of a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextStyle {
    /// In bold.
    Strong,
    /// In italics.
    Emphasis,
    /// Struck through.
    Strike,
    /// Marked, as with a highlighter.
    Mark,
    /// As code.
    Code,
    /// As the mark of a footnote.
    FootnoteMark,
}

impl Rendered {
    /// The text of a block.
    pub fn text_of(&self, block: &RichBlock) -> &str {
        self.text.get(block.range.clone()).unwrap_or_default()
    }
}
