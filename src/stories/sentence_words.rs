//! The words of a sentence that two articles tell differently: its numbers and quotations.

use super::compared::SidePiece;
use crate::article::{Piece, Side};
use crate::text::particles::stem;
use std::ops::Range;

/// The text of one side of a sentence, with the words that are only in it.
pub(super) struct SentenceWords {
    pub(super) text: String,
    /// The byte ranges of its words, and whether each has something that the other text hasn't.
    words: Vec<(Range<usize>, bool)>,
}

impl SentenceWords {
    pub(super) fn of(pieces: &[Piece], without: Side) -> Self {
        let (mut text, mut changed) = (String::new(), Vec::new());
        for piece in pieces.iter().filter(|piece| piece.side != without) {
            if piece.side != Side::Both {
                changed.push(text.len()..text.len() + piece.text.len());
            }
            text.push_str(&piece.text);
        }
        let (mut words, mut start) = (Vec::new(), 0);
        let mut changed = changed.into_iter().peekable();
        for word in text.split(' ') {
            let range = start..start + word.len();
            while changed.next_if(|it: &Range<usize>| it.end <= range.start).is_some() {}
            let is_changed = changed.peek().is_some_and(|it| it.start < range.end);
            start = range.end + 1;
            words.push((range, is_changed));
        }
        Self { text, words }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).and_then(|(range, _)| self.text.get(range.clone())).unwrap_or_default()
    }

    /// The words that are numbers and aren't the same in the other text.
    pub(super) fn changed_numbers(&self) -> Vec<usize> {
        let is_number = |at: usize| {
            let word = self.word(at);
            word.contains(|c: char| c.is_ascii_digit())
                || NUMERALS.contains(&word) && UNITS.iter().any(|unit| self.word(at + 1).starts_with(unit))
        };
        let changed = self.words.iter().enumerate().filter(|(_, (_, changed))| *changed);
        changed.map(|(at, _)| at).filter(|&at| is_number(at)).collect()
    }

    /// A number as it is listed: without particle and punctuation, and with its unit if that is a word of its
    /// own.
    pub(super) fn number(&self, at: usize) -> String {
        let word = self.word(at);
        let bare = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
            stem(word).unwrap_or(word).to_owned()
        };
        let next = self.word(at + 1);
        match UNITS.iter().find(|unit| next.starts_with(**unit)) {
            Some(unit) if NUMERALS.contains(&word) => format!("{word} {unit}"),
            _ => bare(word),
        }
    }

    /// Adds the text to a side's pieces, with some words marked, which are given in order.
    pub(super) fn push_to(&self, pieces: &mut Vec<SidePiece>, differ: &[usize], begins_paragraph: bool) {
        if self.text.trim().is_empty() {
            return;
        }
        let mut push = |text: &str, differs: bool| match pieces.last_mut() {
            Some(last) if last.differs == differs => last.text.push_str(text),
            _ if text.is_empty() => {}
            _ => pieces.push(SidePiece { text: text.to_owned(), differs }),
        };
        push(if begins_paragraph { "\n" } else { " " }, false);
        let mut differ = differ.iter().peekable();
        for (at, (range, _)) in self.words.iter().enumerate() {
            if at > 0 {
                push(" ", false);
            }
            push(self.text.get(range.clone()).unwrap_or_default(), differ.next_if_eq(&&at).is_some());
        }
    }
}

/// Numbers written as words, and what they count.
const NUMERALS: [&str; 12] =
    ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "수십", "수백"];
const UNITS: [&str; 18] = [
    "시간", "명", "대", "곳", "건", "번", "차례", "개", "마리", "사람", "달", "살", "배", "가지", "채", "척",
    "편", "동",
];

/// The quotations in a text, without their marks.
pub(super) fn quotations(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['“', '"']) {
        let mark = rest.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let after = rest.get(start + mark..).unwrap_or_default();
        let Some(end) = after.find(['”', '"']) else { break };
        found.push(after.get(..end).unwrap_or_default());
        rest =
            after.get(end..).and_then(|rest| rest.get(rest.chars().next()?.len_utf8()..)).unwrap_or_default();
    }
    found
}
