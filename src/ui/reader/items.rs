//! The items of a page from top to bottom, with the properties of each.

use crate::article::Change;
use crate::library::HighlightField;
use crate::text::direction::harmless;
use crate::view::{Chip, Page, PageBlock, PageBlockKind, SpanKind};
use egui::Role;
use std::borrow::Cow;
use std::ops::Range;

/// What is laid out at once and can be scrolled to, from the top of the page down.
pub(super) enum PageItem {
    /// The headline.
    Title(TopText),
    /// Publisher, date and people.
    Chips(Vec<Chip>),
    /// A horizontal rule.
    Line,
    /// What could not be read.
    Notice(TopText),
    /// A block of the text.
    Block(PageBlock),
}

/// A text above the blocks.
pub(super) struct TopText {
    pub(super) text: String,
    /// Whether it can be selected and copied, which it can't above a file's own text.
    pub(super) selectable: bool,
}

impl PageItem {
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Title(words) | Self::Notice(words) => Some(&words.text),
            Self::Block(block) if block.kind == PageBlockKind::Rule => None,
            Self::Block(block) => Some(&block.text),
            Self::Chips(_) | Self::Line => None,
        }
    }

    /// Whether its text can be selected.
    pub(super) fn is_selectable(&self) -> bool {
        match self {
            Self::Title(words) | Self::Notice(words) => words.selectable,
            Self::Block(block) => {
                !matches!(block.kind, PageBlockKind::FrontMatterLabel | PageBlockKind::Rule)
            }
            Self::Chips(_) | Self::Line => false,
        }
    }

    /// The text copied from a range of characters.
    pub(super) fn copied(&self, range: Range<usize>) -> String {
        match self {
            Self::Block(block) => block.copied(range),
            _ => self.text().unwrap_or_default().chars().skip(range.start).take(range.len()).collect(),
        }
    }

    /// Its text for screen readers.
    pub(super) fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Block(PageBlock { name: Some(name), .. }) => harmless(name),
            _ => harmless(self.text().unwrap_or_default()),
        }
    }

    /// The ranges of its text with a style of their own, in characters.
    pub(super) fn spans(&self) -> Vec<(Range<usize>, SpanKind)> {
        let Self::Block(block) = self else { return Vec::new() };
        let (mut byte, mut character) = (0, 0);
        let mut characters = |to: usize| {
            character += block.text.get(byte..to).map_or(0, |text| text.chars().count());
            byte = to;
            character
        };
        let links = block.links.iter().map(|(range, _)| (range, SpanKind::Link));
        let mut spans: Vec<_> = block.spans.iter().map(|(range, kind)| (range, *kind)).chain(links).collect();
        spans.sort_by_key(|(range, _)| range.start);
        spans
            .into_iter()
            .map(|(range, kind)| {
                let start = characters(range.start);
                let length = block.text.get(range.clone()).map_or(0, |text| text.chars().count());
                (start..start + length, kind)
            })
            .collect()
    }

    /// Whether it is a change to jump to in a comparison; of a headline's two lines, the new one.
    pub(super) fn is_change(&self) -> bool {
        let Self::Block(PageBlock { kind: PageBlockKind::Compared { change, headline }, .. }) = self else {
            return false;
        };
        !(*headline && *change == Change::Removed)
    }

    /// Where its text starts in a part of the article, in characters; `None` if it isn't from that part.
    pub(super) fn start(&self, field: HighlightField) -> Option<usize> {
        match (self, field) {
            (Self::Title(_), HighlightField::Title) => Some(0),
            (Self::Block(block), HighlightField::Body) => block.start,
            _ => None,
        }
    }

    /// Its role for screen readers.
    pub(super) fn role(&self) -> Role {
        match self {
            Self::Title(_) => Role::Heading,
            Self::Block(PageBlock {
                kind: PageBlockKind::CommentsHeading | PageBlockKind::Alert, ..
            }) => Role::Heading,
            _ => Role::Label,
        }
    }

    /// The checked address of the link at a character of its text.
    pub(super) fn link_at(&self, character: usize) -> Option<&str> {
        let Self::Block(block) = self else { return None };
        let byte = block.text.char_indices().nth(character)?.0;
        let (_, address) = block.links.iter().find(|(range, _)| range.contains(&byte))?;
        Some(address)
    }

    /// Whether it is a line of a stored file.
    fn is_stored(&self) -> bool {
        matches!(self, Self::Block(PageBlock { kind: PageBlockKind::Stored { .. }, .. }))
    }

    /// The picture's address, if the item is one.
    pub(super) fn picture(&self) -> Option<&str> {
        match self {
            Self::Block(block) if block.kind == PageBlockKind::Picture => Some(&block.label),
            _ => None,
        }
    }

    pub(super) fn is_footnote(&self, label: &str) -> bool {
        matches!(self, Self::Block(block) if block.kind == PageBlockKind::Footnote && block.label == label)
    }

    pub(super) fn is_table(&self) -> bool {
        matches!(self, Self::Block(block) if block.kind == PageBlockKind::Table)
    }

    /// Whether its text is on a grid, with one cell per letter and two per syllable.
    pub(super) fn is_on_grid(&self) -> bool {
        self.is_stored() || matches!(self, Self::Block(block) if block.kind == PageBlockKind::Code)
    }

    /// Whether it continues the text of the previous item.
    pub(super) fn continues(&self) -> bool {
        matches!(self, Self::Block(block) if block.continues)
    }

    /// Whether it starts at a paragraph break of ours, which isn't in the file.
    pub(super) fn is_parted(&self) -> bool {
        matches!(self, Self::Block(block) if block.apart)
    }

    /// The separator between its text and the next item's when both are copied.
    pub(super) fn separator(&self) -> &'static str {
        match self {
            Self::Block(PageBlock { kind: PageBlockKind::Stored { .. }, .. }) => "\n",
            _ => "\n\n",
        }
    }
}

pub(super) fn items(page: &Page) -> Vec<PageItem> {
    let words = |text: &String| TopText { text: text.clone(), selectable: !page.is_file };
    let mut items =
        vec![PageItem::Title(words(&page.title)), PageItem::Chips(page.chips.clone()), PageItem::Line];
    items.extend(page.notice.as_ref().map(|notice| PageItem::Notice(words(notice))));
    items.extend(page.blocks.iter().cloned().map(PageItem::Block));
    items
}
