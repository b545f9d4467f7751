//! Text selection across the blocks of a page.

use super::items::PageItem;
use std::ops::Range;

/// A position in a page's text: before a character of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TextPosition {
    /// The index of the item.
    pub item: usize,
    /// The index of the character in its text.
    pub character: usize,
}

/// A selection, from where the reader began to where the pointer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Selection {
    pub anchor: TextPosition,
    pub head: TextPosition,
}

impl Selection {
    pub(super) fn at(position: TextPosition) -> Self {
        Self { anchor: position, head: position }
    }

    pub(super) fn whole(items: &[PageItem]) -> Option<Self> {
        let last = items.iter().rposition(|item| item.text().is_some())?;
        let head = TextPosition { item: last, character: length(items.get(last)?) };
        Some(Self { anchor: TextPosition { item: 0, character: 0 }, head })
    }

    /// All of an item's text.
    pub(super) fn item(items: &[PageItem], item: usize) -> Option<Self> {
        let head = TextPosition { item, character: length(items.get(item)?) };
        Some(Self { anchor: TextPosition { item, character: 0 }, head })
    }

    /// The word at a position: letters and digits, or else a single character.
    pub(super) fn word(items: &[PageItem], at: TextPosition) -> Option<Self> {
        let text: Vec<char> = items.get(at.item)?.text()?.chars().collect();
        let here = at.character.min(text.len().checked_sub(1)?);
        let is_word = |index: usize| text.get(index).is_some_and(|c| c.is_alphanumeric());
        let (mut start, mut end) = (here, here + 1);
        if is_word(here) {
            while start > 0 && is_word(start - 1) {
                start -= 1;
            }
            while is_word(end) {
                end += 1;
            }
        }
        let position = |character| TextPosition { item: at.item, character };
        Some(Self { anchor: position(start), head: position(end) })
    }

    fn ordered(&self) -> (TextPosition, TextPosition) {
        (self.anchor.min(self.head), self.anchor.max(self.head))
    }

    /// The selected characters of an item.
    pub(super) fn within(&self, index: usize, item: &PageItem) -> Option<Range<usize>> {
        let (start, end) = self.ordered();
        if index < start.item || index > end.item || !item.is_selectable() {
            return None;
        }
        let from = if index == start.item { start.character } else { 0 };
        let to = if index == end.item { end.character } else { length(item) };
        (from < to).then_some(from..to)
    }

    fn encloses(&self, index: usize) -> bool {
        let (start, end) = self.ordered();
        (start.item..=end.item).contains(&index)
    }

    /// The selected text as copied.
    pub(super) fn text(&self, items: &[PageItem]) -> String {
        let mut text = String::new();
        let mut separator = "";
        for (index, item) in items.iter().enumerate() {
            let range = match self.within(index, item) {
                Some(range) => range,
                // A blank line of a file is copied as well.
                None if self.encloses(index) && item.is_selectable() && length(item) == 0 => 0..0,
                None => continue,
            };
            text.push_str(if item.continues() { "" } else { separator });
            text.push_str(&item.copied(range));
            separator = item.separator();
        }
        text
    }
}

fn length(item: &PageItem) -> usize {
    item.text().map_or(0, |text| text.chars().count())
}

#[cfg(test)]
mod tests {
    use super::super::items::TopText;
    use super::*;
    use crate::view::Chip;

    fn words(text: &str) -> TopText {
        TopText { text: text.to_owned(), selectable: true }
    }

    fn page() -> Vec<PageItem> {
        let chips: Vec<Chip> = Vec::new();
        vec![
            PageItem::Title(words("제목")),
            PageItem::Chips(chips),
            PageItem::Notice(words("첫 문단이다.")),
            PageItem::Notice(words("둘째.")),
        ]
    }

    fn position(item: usize, character: usize) -> TextPosition {
        TextPosition { item, character }
    }

    #[test]
    fn text_is_copied_across_items_in_either_direction() {
        let forward = Selection { anchor: position(0, 1), head: position(3, 2) };
        let backward = Selection { anchor: forward.head, head: forward.anchor };
        assert_eq!(forward.text(&page()), "목\n\n첫 문단이다.\n\n둘째");
        assert_eq!(backward.text(&page()), forward.text(&page()));
    }

    #[test]
    fn a_word_is_what_is_double_clicked() {
        let word = Selection::word(&page(), position(2, 3)).unwrap();
        assert_eq!(word.text(&page()), "문단이다");
        let dot = Selection::word(&page(), position(2, 6)).unwrap();
        assert_eq!(dot.text(&page()), ".");
    }

    #[test]
    fn everything_is_selected_from_the_title_to_the_end() {
        assert_eq!(Selection::whole(&page()).unwrap().text(&page()), "제목\n\n첫 문단이다.\n\n둘째.");
    }
}
