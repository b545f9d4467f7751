//! The lines of a concordance as they are shown.

use super::line::flat_text;
use super::texts::dates::format_days;
use super::texts::lang::Lang;
use crate::archive::Catalogue;
use crate::words::{ConcordanceLine, ConcordanceOrder};
use std::ops::Range;

/// A line of a concordance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceLine {
    /// The day of publication in short; empty if it isn't known.
    pub day: String,
    pub publisher: String,
    /// What stands before the hit, without a word that is cut.
    pub left: String,
    pub hit: String,
    /// What stands behind it, with the rest of its word.
    pub right: String,
    /// The word by which lines are sorted, in bytes: before the hit if that is so, otherwise behind it.
    pub sorted: Range<usize>,
    /// Whether `sorted` is in what stands before the hit.
    pub sorted_before: bool,
    /// What a screen reader says.
    pub spoken: String,
}

/// Builds a line; empty if its article is gone. `width` is how many characters were read on either side.
pub fn place_line(
    line: &ConcordanceLine,
    catalogue: &Catalogue,
    order: ConcordanceOrder,
    width: usize,
    lang: Lang,
) -> PlaceLine {
    let Some(row) = catalogue.row(line.ordinal) else { return PlaceLine::default() };
    let date = row.published().map(|published| published.date());
    let publisher = catalogue.publisher(&row).into_owned();
    let (left, right) = (flat_text(&line.left), flat_text(&line.right));
    let left = if line.left.chars().count() >= width { without_first(&left) } else { &left };
    let (left, hit) = (left.trim_start().to_owned(), flat_text(&line.hit));
    let sorted_before = order == ConcordanceOrder::Left;
    let sorted = match order {
        ConcordanceOrder::Date => 0..0,
        ConcordanceOrder::Left => word_before(&left),
        ConcordanceOrder::Right => word_after(&right, 0),
        ConcordanceOrder::SecondRight => word_after(&right, 1),
    };
    let when = date.map(|day| format_days(Some(day), Some(day), lang)).unwrap_or_default();
    let spoken = format!("{when} {publisher}: {left}{hit}{right}");
    PlaceLine {
        day: date.map(|day| lang.short_date(day.month(), day.day())).unwrap_or_default(),
        publisher,
        left,
        hit,
        right,
        sorted,
        sorted_before,
        spoken,
    }
}

/// A text without its first word, which may have lost its beginning.
fn without_first(text: &str) -> &str {
    text.find(' ').and_then(|space| text.get(space..)).unwrap_or_default()
}

/// The word before a place, without what is left of the word it is in, and without signs.
fn word_before(left: &str) -> Range<usize> {
    let end = left.rfind(' ').unwrap_or_default();
    let words = left.get(..end).unwrap_or_default();
    last_word(words).unwrap_or(0..0)
}

fn last_word(words: &str) -> Option<Range<usize>> {
    let end = words.rfind(char::is_alphanumeric)?;
    let start = words.get(..end)?.rfind(' ').map_or(0, |space| space + 1);
    let word = words.get(start..)?.split(' ').next()?;
    bare(word).map(|range| start + range.start..start + range.end)
}

/// The word with a number behind a place, without the rest of the word it is in, and without signs.
fn word_after(right: &str, number: usize) -> Range<usize> {
    let mut at = 0;
    let mut seen = 0;
    for (place, word) in right.split(' ').enumerate() {
        if place > 0
            && let Some(range) = bare(word)
        {
            if seen == number {
                return at + range.start..at + range.end;
            }
            seen += 1;
        }
        at += word.len() + 1;
    }
    0..0
}

/// A word without the signs around it, as a range; `None` if it has none but signs.
fn bare(word: &str) -> Option<Range<usize>> {
    let start = word.find(char::is_alphanumeric)?;
    let end = word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_sorts_is_found_without_signs_and_without_the_rest_of_the_hit() {
        let left = "나라의 \"지원,\" 전기";
        assert_eq!(&left[word_before(left)], "지원");
        assert_eq!(word_before("하나"), 0..0);
        let right = "를 — ‘기다리는’ 것이 ";
        assert_eq!(&right[word_after(right, 0)], "기다리는");
        assert_eq!(&right[word_after(right, 1)], "것이");
        assert_eq!(word_after(right, 2), 0..0);
        assert_eq!(without_first("잘린 앞 글 "), " 앞 글 ");
    }
}
