//! What blocks lie in: quotations, lists and footnotes.

use crate::article::{ListItem, RichKind};

/// A container of blocks.
pub(super) enum Container {
    Quote {
        /// The title of the callout, if it is one.
        note: Option<String>,
        /// Whether none of it has been read yet, so that it may still be a callout.
        is_fresh: bool,
    },
    /// With the next item's number if it is ordered.
    List(Option<u64>),
    /// The item's marker, until its first block has taken it.
    Item(Option<ListItem>),
    Footnote(String),
}

/// The containers of the current block, from the outermost to the innermost.
#[derive(Default)]
pub(super) struct Containers {
    open: Vec<Container>,
    /// How many of them are lists, quotations and footnotes. Counting them at each block would take quadratic
    /// time.
    lists: usize,
    quotes: usize,
    footnotes: usize,
}

impl Containers {
    pub(super) fn push(&mut self, container: Container) {
        if let Some(count) = self.count_of(&container) {
            *count += 1;
        }
        self.open.push(container);
    }

    pub(super) fn pop(&mut self) {
        if let Some(container) = self.open.pop()
            && let Some(count) = self.count_of(&container)
        {
            *count -= 1;
        }
    }

    fn count_of(&mut self, container: &Container) -> Option<&mut usize> {
        match container {
            Container::List(_) => Some(&mut self.lists),
            Container::Quote { .. } => Some(&mut self.quotes),
            Container::Footnote(_) => Some(&mut self.footnotes),
            Container::Item(_) => None,
        }
    }

    /// The innermost.
    pub(super) fn last_mut(&mut self) -> Option<&mut Container> {
        self.open.last_mut()
    }

    /// Whether there are any.
    pub(super) fn are_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// How many of them are lists.
    pub(super) fn lists(&self) -> usize {
        self.lists
    }

    pub(super) fn has_footnote(&self) -> bool {
        self.footnotes > 0
    }

    /// The indentation of a block that starts here.
    pub(super) fn indent(&self) -> u8 {
        u8::try_from(self.lists + self.quotes).unwrap_or(u8::MAX)
    }

    /// The kind of a text that starts here.
    pub(super) fn kind_of_text(&mut self) -> RichKind {
        match self.open.last_mut() {
            Some(Container::Item(item)) => item.take().map_or(RichKind::Text, RichKind::Item),
            Some(Container::Quote { note: Some(title), .. }) => RichKind::Note(title.clone()),
            Some(Container::Quote { .. }) => RichKind::Quote(u8::try_from(self.quotes).unwrap_or(u8::MAX)),
            Some(Container::Footnote(label)) => RichKind::Footnote(label.clone()),
            Some(Container::List(_)) | None => RichKind::Text,
        }
    }
}
