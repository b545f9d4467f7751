//! The letters of a text that tell whether two texts are the same: without what a publisher repeats in many
//! articles, without e-mail addresses and bylines, and without spaces and punctuation.

use crate::archive::Row;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A line that a publisher has in this many articles belongs to none of them.
const REPEATED: u8 = 8;
/// Longer lines are never taken for repeated ones, in bytes.
const LONGEST: usize = 600;
/// The words that end a byline.
const REPORTERS: [&str; 6] = ["기자", "특파원", "인턴기자", "선임기자", "논설위원", "통신원"];
/// The longest name before one of them, in letters.
const LONGEST_NAME: usize = 4;

/// How often each publisher has each line. Folded texts keep no line breaks, so sentences stand for lines.
pub(in crate::stories) struct RepeatedLines {
    /// Counts by hash, a power of two of them; collisions are rare enough not to matter.
    counts: Vec<u8>,
}

impl RepeatedLines {
    /// Room for the lines of this many articles.
    pub(in crate::stories) fn with_room(articles: usize) -> Self {
        Self { counts: vec![0; (articles.max(1) * 64).next_power_of_two()] }
    }

    /// Counts the lines of an article, each once however often it has it.
    pub(in crate::stories) fn count(&mut self, row: &Row<'_>) {
        let mut places: Vec<usize> = lines(body(row)).filter_map(|line| self.place(row, line)).collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            if let Some(count) = self.counts.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
    }

    /// The letters and digits of an article's own text.
    pub(super) fn letters(&self, row: &Row<'_>) -> Vec<char> {
        let mut letters = Vec::new();
        for line in lines(body(row)) {
            let count = self.place(row, line).and_then(|place| self.counts.get(place));
            if count.is_none_or(|&count| count < REPEATED) {
                add_letters(line, &mut letters);
            }
        }
        letters
    }

    fn place(&self, row: &Row<'_>, line: &str) -> Option<usize> {
        if line.len() > LONGEST {
            return None;
        }
        let mut hasher = FxHasher::default();
        row.publisher().hash(&mut hasher);
        line.hash(&mut hasher);
        Some((hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) as usize & (self.counts.len() - 1))
    }
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
        letters.extend(word.chars().filter(|letter| letter.is_alphanumeric()));
    }
}

fn is_reporter(word: &str) -> bool {
    REPORTERS.contains(&word.trim_matches(|letter: char| !letter.is_alphanumeric()))
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
