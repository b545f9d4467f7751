//! Signs that a sub-headline ends inside a paragraph: the text after it repeats its words, and headlines have
//! few particles.

use super::letters::{class, normal};

/// The number of features of a position in addition to those for the lines of a deck.
pub(super) const FEATURES: usize = 12;

/// The longest run of letters to look for before a position.
const LONGEST_RUN: usize = 8;
/// The number of words after a position to look for before it.
const WORDS: usize = 5;
/// The number of letters after a position in which to look for an equals sign, as in a dateline.
const DATELINE: usize = 25;

/// The features of a position at the beginning of a paragraph. They must equal those that `heading` in
/// `features.py` computes, in the same order.
pub(super) fn features(text: &[char], at: usize) -> [i16; FEATURES] {
    let (head, rest) = text.split_at(at);
    let topic = word(rest);
    let tails: Vec<i16> = words(head).map(tail).collect();
    let particles = tails.iter().filter(|tail| (1..=3).contains(*tail)).count();
    let ends_sentence = ["다.", "요.", "니다"].iter().any(|end| {
        let end: Vec<char> = end.chars().collect();
        has(head, &end)
    });
    let shared = words(rest).take(WORDS).filter(|word| word.len() >= 2 && has(head, &word[..2]));
    let second = rest.get(topic.len() + 1..).filter(|rest| !rest.is_empty());
    [
        short(repeated(head, rest)),
        text.first().map_or(0, |&first| class(normal(first))),
        tail(topic),
        short(particles),
        short(tails.len()),
        tails.last().copied().unwrap_or(0),
        i16::from(ends_sentence),
        short(head.iter().filter(|&&c| c == '…').count()),
        i16::from(head.contains(&',') || head.contains(&'·')),
        i16::from(rest.iter().take(DATELINE).any(|&c| c == '=')),
        second.map_or(0, |rest| tail(word(rest))),
        short(shared.count()),
    ]
}

/// The length of the longest run of letters after a position that also occurs before it.
fn repeated(head: &[char], rest: &[char]) -> usize {
    let run = |length: usize| {
        let run = rest.get(..length)?;
        let stands = has(head, run) && !(length == 2 && run.contains(&' '));
        stands.then_some(length)
    };
    (2..=LONGEST_RUN).map_while(run).last().unwrap_or(0)
}

fn has(text: &[char], run: &[char]) -> bool {
    text.windows(run.len()).any(|window| window == run)
}

fn words(text: &[char]) -> impl Iterator<Item = &[char]> {
    text.split(|c| c.is_whitespace()).filter(|word| !word.is_empty())
}

/// The first word of a text, up to a space or punctuation.
fn word(text: &[char]) -> &[char] {
    let end = text.iter().position(|&c| c.is_whitespace() || matches!(c, ',' | '.' | '…' | '·'));
    &text[..end.unwrap_or(text.len())]
}

/// The class of a word's last letter, by the particle that it may be.
fn tail(word: &[char]) -> i16 {
    match word.last() {
        None => 0,
        Some('은' | '는') => 1,
        Some('이' | '가') => 2,
        Some('을' | '를') => 3,
        Some('의') => 4,
        Some('에' | '서' | '로' | '와' | '과' | '도') => 5,
        Some('다') => 6,
        Some('가'..='힣') => 7,
        Some(_) => 8,
    }
}

fn short(count: usize) -> i16 {
    i16::try_from(count).unwrap_or(i16::MAX)
}
