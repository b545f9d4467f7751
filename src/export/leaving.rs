//! What leaves with an export besides the articles themselves.

use super::{Extent, Format};
use crate::text::email::emails;

/// What of the articles to export leads to people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leaving {
    /// How many e-mail addresses their author lines have.
    pub emails: usize,
    /// How many comments they have, not counting replies.
    pub comments: usize,
}

impl Leaving {
    /// Adds an article.
    pub fn add<'a>(&mut self, author_lines: impl Iterator<Item = &'a str>, comments: usize) {
        self.emails += author_lines.map(|line| emails(line).len()).sum::<usize>();
        self.comments += comments;
    }
}

/// How much of each article leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeavingPart {
    /// All that the format has.
    Own,
    /// The reader's marks, too.
    WithMarks,
    /// What others may get, with so many letters of each text.
    Shared { letters: usize },
}

impl Extent {
    /// How much of each article leaves.
    pub fn part(&self) -> LeavingPart {
        match self {
            Self::Own => LeavingPart::Own,
            Self::WithMarks(_) => LeavingPart::WithMarks,
            Self::Shared(sharing) => LeavingPart::Shared { letters: sharing.letters() },
        }
    }
}

impl Format {
    /// Whether it has the author lines as they are.
    pub fn has_author_lines(self) -> bool {
        matches!(
            self,
            Self::Csv | Self::ExcelCsv | Self::Xlsx | Self::JsonLines | Self::Markdown | Self::Corpus
        )
    }

    /// Whether the readers' comments are written, with the names of their writers.
    pub fn has_comments(self) -> bool {
        matches!(self, Self::Csv | Self::ExcelCsv | Self::Xlsx | Self::JsonLines)
    }
}
