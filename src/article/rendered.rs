//! A rendered body: the text of a body in markup without the markup, in blocks, with its styled ranges and
//! links. Plain text is never rendered; its blocks are found in the text itself.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How the text of a body is to be understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BodyFormat {
    /// Plain text.
    #[default]
    Plain,
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

/// The text that a marked-up body comes to, and what it said about each part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rendered {
    /// The blocks' texts, separated by empty lines.
    pub text: String,
    /// The blocks, in order.
    pub blocks: Vec<RichBlock>,
}

/// A block of a rendered body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RichBlock {
    pub kind: RichKind,
    /// Its byte range in [`Rendered::text`]; empty if it has no text.
    pub range: Range<usize>,
    /// How many lists and quotations it is nested in.
    pub indent: u8,
    /// Styled ranges in bytes of its text, sorted by start.
    pub styles: Vec<(Range<usize>, TextStyle)>,
    /// Links as ranges in bytes of its text, with the address as written.
    pub links: Vec<(Range<usize>, String)>,
}

/// A kind of block in markup.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RichKind {
    /// A heading; levels are from 1 to 6.
    Heading(u8),
    /// A paragraph.
    Text,
    Item(ListItem),
    /// A paragraph of a quotation, with its nesting depth.
    Quote(u8),
    /// A paragraph of a callout, with the callout's title.
    Note(String),
    /// Code, with its language, which may be empty.
    Code(String),
    /// A table. Its text has tabs between cells and line breaks between rows.
    Table(Vec<Vec<String>>),
    /// A picture, with its address as written. Its text is the alternative text.
    Image(String),
    /// A footnote, with its label.
    Footnote(String),
    /// A dividing line.
    Rule,
}

/// Where an item stands in a list, which may be nested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListItem {
    /// Its nesting depth, starting at 1.
    pub depth: u8,
    /// Its number in an ordered list.
    pub number: Option<u64>,
    /// For a task, whether it is done.
    pub checked: Option<bool>,
}

/// How a span of text stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TextStyle {
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
    /// Struck through.
    Strike,
    /// Highlighted.
    Mark,
    Code,
    /// A footnote reference.
    FootnoteMark,
}

impl Rendered {
    pub fn text_of(&self, block: &RichBlock) -> &str {
        self.text.get(block.range.clone()).unwrap_or_default()
    }
}
