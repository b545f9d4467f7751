//! The items of a page from top to bottom, each with how it is set.

use crate::view::{Chip, Page, PageBlock, PageBlockKind};
use egui::Role;

/// One thing on a page.
pub(super) enum Item {
    /// The headline.
    Title(String),
    /// Publisher, date and people.
    Chips(Vec<Chip>),
    /// A line across.
    Line,
    /// What could not be read.
    Notice(String),
    /// A block of the text.
    Block(PageBlock),
}

impl Item {
    /// Its text, if it can be selected.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Title(text) | Self::Notice(text) => Some(text),
            Self::Block(block) if block.kind == PageBlockKind::Rule => None,
            Self::Block(block) => Some(&block.text),
            Self::Chips(_) | Self::Line => None,
        }
    }

    /// What it is to a screen reader.
    pub(super) fn role(&self) -> Role {
        match self {
            Self::Title(_) => Role::Heading,
            Self::Block(PageBlock { kind: PageBlockKind::CommentsHeading, .. }) => Role::Heading,
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

    /// Whether it goes on with the text of the item before.
    pub(super) fn continues(&self) -> bool {
        matches!(self, Self::Block(block) if block.continues)
    }

    /// What stands between its text and that of the next item when both are copied.
    pub(super) fn separator(&self) -> &'static str {
        match self {
            Self::Block(PageBlock { kind: PageBlockKind::Stored(_), .. }) => "\n",
            _ => "\n\n",
        }
    }
}

/// The items of a page.
pub(super) fn items(page: &Page) -> Vec<Item> {
    let mut items = vec![Item::Title(page.title.clone()), Item::Chips(page.chips.clone()), Item::Line];
    items.extend(page.notice.clone().map(Item::Notice));
    items.extend(page.blocks.iter().cloned().map(Item::Block));
    items
}
