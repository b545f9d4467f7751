//! A highlighted passage: its position, and its words, so that it can be found again when the text has changed.

use super::Stamp;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A passage that the reader highlighted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The passage.
    pub place: HighlightPlace,
    /// What is said of it.
    pub mark: HighlightMark,
}

/// How a passage is highlighted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HighlightMark {
    /// The reader's note on it; empty if there is none.
    pub note: String,
    pub color: HighlightColor,
    /// When it was highlighted, and in which version of the article.
    pub stamp: Stamp,
}

/// The colour of a highlight; the theme decides what it looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HighlightColor {
    #[default]
    Green,
    Orange,
    Blue,
    Purple,
}

impl HighlightColor {
    /// All colours, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Green, Self::Orange, Self::Blue, Self::Purple];

    /// The colour's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Orange => "orange",
            Self::Blue => "blue",
            Self::Purple => "purple",
        }
    }

    /// The colour with this name; green if this version doesn't know it.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|color| color.name() == name).unwrap_or_default()
    }
}

/// The part of an article that a passage is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HighlightField {
    /// The headline.
    Title,
    Body,
}

impl HighlightField {
    /// The part's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
        }
    }

    /// The part with this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Title, Self::Body].into_iter().find(|field| field.name() == name)
    }
}

/// A passage in an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HighlightPlace {
    /// The part of the article.
    pub field: HighlightField,
    /// Its start, in Unicode scalar values of the decoded text.
    pub start: u32,
    /// Its end (exclusive).
    pub end: u32,
    /// Its words.
    pub quote: String,
}

impl HighlightPlace {
    /// A range of a text as a passage; `None` if the range is empty or out of bounds.
    pub fn of(field: HighlightField, text: &str, range: Range<usize>) -> Option<Self> {
        let quote: String = text.chars().skip(range.start).take(range.len()).collect();
        if quote.is_empty() || quote.chars().count() < range.len() {
            return None;
        }
        let (start, end) = (u32::try_from(range.start).ok()?, u32::try_from(range.end).ok()?);
        Some(Self { field, start, end, quote })
    }

    /// The passage's position in a text that may be a later version, in characters: the same words, as close as
    /// possible to where they were; `None` if they are gone.
    pub fn find_in(&self, text: &str) -> Option<Range<usize>> {
        let start = self.start as usize;
        let length = self.quote.chars().count();
        let mut found: Option<usize> = None;
        let (mut byte, mut character) = (0, 0);
        for (at, _) in text.match_indices(&self.quote) {
            character += text.get(byte..at).map_or(0, |passed| passed.chars().count());
            byte = at;
            if found.is_some_and(|known| known.abs_diff(start) <= character.abs_diff(start)) {
                break;
            }
            found = Some(character);
        }
        found.map(|start| start..start + length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, range: Range<usize>) -> HighlightPlace {
        HighlightPlace::of(HighlightField::Body, text, range).unwrap()
    }

    #[test]
    fn the_same_words_nearest_to_where_they_were_are_found_again() {
        let text = "반도체가 올랐다. 반도체가 내렸다.";
        let second = place(text, 10..13);
        assert_eq!(second.quote, "반도체");
        assert_eq!(second.find_in(text), Some(10..13));
        let later = "속보: 반도체가 올랐다. 반도체가 내렸다.";
        assert_eq!(second.find_in(later), Some(14..17));
        assert_eq!(second.find_in("배터리"), None);
    }

    #[test]
    fn a_stretch_past_the_end_is_no_passage() {
        assert_eq!(HighlightPlace::of(HighlightField::Body, "짧다", 1..9), None);
        assert_eq!(HighlightPlace::of(HighlightField::Body, "짧다", 1..1), None);
    }
}
