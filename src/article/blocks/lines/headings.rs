//! What tells that a sub-headline ends inside a paragraph: the text behind it says its words again, and headlines have
//! few particles.

use super::letters::{class, normal};

/// How many numbers the trees are told of a place beyond what they are told of the lines of a deck.
pub(super) const FEATURES: usize = 12;

/// The longest run of letters that is looked for in front of a place.
const LONGEST_RUN: usize = 8;
/// So many words behind a place are looked for in front of it.
const WORDS: usize = 5;
/// So many letters behind a place an equals sign is looked for, as in a dateline.
const DATELINE: usize = 25;

/// What the trees are told of a place in the beginning of a paragraph; the same as `heading` in `features.py` computes,
/// in the same order.
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

/// How many letters from a place on stand in front of it, too.
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

/// The word that a text begins with, up to a space or a stop.
fn word(text: &[char]) -> &[char] {
    let end = text.iter().position(|&c| c.is_whitespace() || matches!(c, ',' | '.' | '…' | '·'));
    &text[..end.unwrap_or(text.len())]
}

/// The class of the last letter of a word: what particle it may be.
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
