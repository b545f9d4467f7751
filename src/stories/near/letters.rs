//! The letters of a text that tell whether two texts are the same: without what a publisher repeats in many
//! articles, without e-mail addresses and bylines, and without spaces and punctuation.

use crate::archive::{PUBLISHER_LINE, Row};
use crate::stories::terms::is_letter;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// A line that a publisher has in this many articles belongs to none of them.
const REPEATED: u8 = 8;
/// Longer lines are never taken for repeated ones, in bytes.
const LONGEST: usize = 600;
/// The words that end a byline.
const REPORTERS: [&str; 6] = ["기자", "특파원", "인턴기자", "선임기자", "논설위원", "통신원"];
/// The longest name before one of them, in letters.
const LONGEST_NAME: usize = 4;

/// The lines that publishers repeat. Folded texts keep no line breaks, so sentences stand for lines.
pub(in crate::stories) struct RepeatedLines(FxHashSet<u64>);

impl RepeatedLines {
    /// Counts the lines of some articles, each once however often an article has it.
    pub(in crate::stories) fn of<'a>(rows: impl Iterator<Item = Row<'a>> + Clone) -> Self {
        // Most lines occur once. Counting them all in a table that is too small for them shows which may be
        // repeated, and only those are counted one by one.
        let size = (rows.clone().count().max(1) * 64).next_power_of_two();
        let mut coarse = vec![0_u8; size];
        let place = |line: u64| (line >> 20) as usize & (size - 1);
        for row in rows.clone() {
            for line in distinct_lines(&row) {
                let count = &mut coarse[place(line)];
                *count = count.saturating_add(1);
            }
        }
        let mut counts: FxHashMap<u64, u8> = FxHashMap::default();
        for row in rows {
            for line in distinct_lines(&row).into_iter().filter(|&line| coarse[place(line)] >= REPEATED) {
                let count = counts.entry(line).or_default();
                *count = count.saturating_add(1);
            }
        }
        Self(counts.into_iter().filter(|&(_, count)| count >= REPEATED).map(|(line, _)| line).collect())
    }

    /// The lines that are repeated here but not there, or the other way round.
    pub(in crate::stories) fn changed(&self, before: &Self) -> Self {
        Self(self.0.symmetric_difference(&before.0).copied().collect())
    }

    /// Whether an article has any of these lines.
    pub(in crate::stories) fn are_in(&self, row: &Row<'_>) -> bool {
        let publisher = publisher(row);
        let has = |line: &str| hash(publisher, line).is_some_and(|line| self.0.contains(&line));
        !self.0.is_empty() && lines(body(row)).any(has)
    }

    /// The letters and digits of an article's own text; of all its text if nothing else is in it.
    pub(super) fn letters(&self, row: &Row<'_>) -> Vec<char> {
        let (mut letters, publisher) = (Vec::new(), publisher(row));
        let repeats = |line: &str| hash(publisher, line).is_some_and(|line| self.0.contains(&line));
        lines(body(row)).filter(|line| !repeats(line)).for_each(|line| add_letters(line, &mut letters));
        if letters.is_empty() {
            lines(body(row)).for_each(|line| add_letters(line, &mut letters));
        }
        letters
    }
}

/// The hashes of a row's lines, each once.
fn distinct_lines(row: &Row<'_>) -> Vec<u64> {
    let publisher = publisher(row);
    let mut hashes: Vec<u64> = lines(body(row)).filter_map(|line| hash(publisher, line)).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// A hash of a publisher's line; `None` if it is too long to be a repeated one.
fn hash(publisher: &str, line: &str) -> Option<u64> {
    if line.len() > LONGEST {
        return None;
    }
    let mut hasher = FxHasher::default();
    publisher.hash(&mut hasher);
    line.hash(&mut hasher);
    Some(hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The folded publisher.
fn publisher<'a>(row: &Row<'a>) -> &'a str {
    let (corpus, place) = row.place();
    corpus.head_lines(place).nth(PUBLISHER_LINE).unwrap_or_default()
}

fn body<'a>(row: &Row<'a>) -> &'a str {
    let (corpus, place) = row.place();
    corpus.body(place)
}

/// The sentences of a folded text. E-mail addresses and the signs that open a publisher's notices end one too.
fn lines(body: &str) -> impl Iterator<Item = &str> {
    let mut rest = body;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = rest.split_at(end_of_line(rest));
        rest = after;
        Some(line)
    })
}

fn end_of_line(text: &str) -> usize {
    let mut was_stop = false;
    for (at, letter) in text.char_indices() {
        match letter {
            ' ' if was_stop => return at + 1,
            '▶' | '☞' | '■' | '◆' | '▲' | 'ⓒ' | '©' | '<' if at > 0 => return at,
            _ => {}
        }
        was_stop = matches!(letter, '.' | '?' | '!' | '>' | '@');
    }
    text.len()
}

/// Adds the letters and digits of a line without its e-mail addresses and bylines.
fn add_letters(line: &str, letters: &mut Vec<char>) {
    let mut words = line.split(' ').peekable();
    while let Some(word) = words.next() {
        let next = words.peek().copied().unwrap_or_default();
        if word.contains('@') || is_reporter(word) || is_place_of_agency(word) {
            continue;
        }
        if is_reporter(next) && word.chars().filter(|letter| letter.is_alphabetic()).count() <= LONGEST_NAME {
            continue;
        }
        letters.extend(word.chars().filter(|&letter| is_letter(letter)));
    }
}

fn is_reporter(word: &str) -> bool {
    REPORTERS.contains(&word.trim_matches(|letter: char| !is_letter(letter)))
}

/// Whether a word is the place and the agency at the start of an article: `(서울=가나통신)`.
fn is_place_of_agency(word: &str) -> bool {
    let end = word.trim_end_matches('=').ends_with([')', ']']);
    end && word.starts_with(['(', '[']) && word.contains(['=', '/'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_lines_and_letters() {
        let text = "(가람=가나통신) 한여울 기자 = 비가 왔다. 춥다! 끝 ▶ 제보는 ab@cd.kr ⓒ 가나통신";
        let found: Vec<&str> = lines(text).collect();
        let expected = [
            "(가람=가나통신) 한여울 기자 = 비가 왔다. ",
            "춥다! ",
            "끝 ",
            "▶ 제보는 ab@cd.kr ",
            "ⓒ 가나통신",
        ];
        assert_eq!(found, expected);
        let mut letters = Vec::new();
        found.iter().for_each(|line| add_letters(line, &mut letters));
        assert_eq!(letters.into_iter().collect::<String>(), "비가왔다춥다끝제보는ⓒ가나통신");
    }
}
