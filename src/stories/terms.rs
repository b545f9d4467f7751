//! The words that characterize an article, as small bags of hashed terms that can be weighted and compared.

use crate::text::particles::stem;

/// How many characters of a body count as its lead.
pub(super) const LEAD: usize = 200;
/// How many characters of a body are used.
pub(super) const BODY: usize = 1_500;
/// The weight of a headline's words.
const TITLE_TIMES: u8 = 3;
/// The weight of a whole word, in half occurrences.
const WORD: u8 = 2;
/// The weight of a pair of characters inside a word.
const PAIR: u8 = 1;

/// A term and its frequency in half occurrences. The lead is part of the body, so one list has both counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WeightedTerm {
    pub(super) hash: u32,
    pub(super) lead: u8,
    pub(super) body: u8,
}

/// The features by which an article is compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// Sorted by hash, without duplicates.
    pub(super) terms: Vec<WeightedTerm>,
    /// The numbers of two or more digits in headline and body, sorted, without duplicates and recent years.
    pub(super) numbers: Vec<u32>,
    /// The number of letters and digits in the body.
    pub(super) letters: u32,
    /// Whether most letters of headline and body are Latin.
    pub(super) is_latin: bool,
}

impl Terms {
    /// The terms of a folded title and body.
    pub(super) fn of(title: &str, body: &str) -> Self {
        let lead_end = end_of(body, LEAD);
        let body_end = end_of(body, BODY);
        let mut terms = Vec::new();
        collect(title, TITLE_TIMES, true, &mut terms);
        collect(body.get(..lead_end).unwrap_or_default(), 1, true, &mut terms);
        collect(body.get(lead_end..body_end).unwrap_or_default(), 1, false, &mut terms);
        terms.sort_unstable_by_key(|term| term.hash);
        terms.dedup_by(|next, kept| {
            let same = next.hash == kept.hash;
            if same {
                kept.lead = kept.lead.saturating_add(next.lead);
                kept.body = kept.body.saturating_add(next.body);
            }
            same
        });
        terms.shrink_to_fit();
        let mut numbers = Vec::new();
        numbers_of(title, &mut numbers);
        numbers_of(body.get(..body_end).unwrap_or_default(), &mut numbers);
        numbers.sort_unstable();
        numbers.dedup();
        let letters = body.chars().filter(|&letter| is_letter(letter)).count();
        let is_latin = is_latin(title, body.get(..body_end).unwrap_or_default());
        Self { terms, numbers, letters: u32::try_from(letters).unwrap_or(u32::MAX), is_latin }
    }
}

/// The end of a text's first characters, in bytes.
pub(super) fn end_of(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

/// Adds the words of a text without their particles, and the pairs of characters in longer ones.
fn collect(text: &str, times: u8, in_lead: bool, terms: &mut Vec<WeightedTerm>) {
    let mut add = |hash: u32, count: u8| {
        let count = count.saturating_mul(times);
        terms.push(WeightedTerm { hash, lead: if in_lead { count } else { 0 }, body: count });
    };
    for word in words(text) {
        add(hash_of_word(word), WORD);
        pairs_of(word).for_each(|pair| add(hash_of_pair(pair), PAIR));
    }
}

/// The pairs of neighbouring characters in a word of three or more.
pub(super) fn pairs_of(word: &str) -> impl Iterator<Item = &str> {
    let starts = word.char_indices().map(|(at, _)| at);
    let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8()).skip(1);
    let is_long = word.chars().nth(2).is_some();
    starts.zip(ends).filter(move |_| is_long).filter_map(|(start, end)| word.get(start..end))
}

/// The words of a text without their particles; single letters count only if they are Hanja.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !is_letter(letter));
    words
        .map(|word| stem(word).unwrap_or(word))
        .filter(|word| word.chars().nth(1).is_some() || word.chars().any(is_hanja))
}

/// Whether a character is a letter or digit. Most are Hangul syllables, which the standard library looks up
/// in a table.
pub(super) fn is_letter(letter: char) -> bool {
    matches!(letter, '가'..='힣') || letter.is_alphanumeric()
}

/// Whether most letters of these texts are Latin.
fn is_latin(title: &str, body: &str) -> bool {
    let letters = title.chars().chain(body.chars()).filter(|letter| letter.is_alphabetic());
    let (latin, all) = letters
        .fold((0_usize, 0_usize), |(latin, all), letter| (latin + usize::from(letter < '\u{250}'), all + 1));
    2 * latin > all
}

pub(super) fn hash_of_word(word: &str) -> u32 {
    hash(word.as_bytes(), 0)
}

pub(super) fn hash_of_pair(pair: &str) -> u32 {
    hash(pair.as_bytes(), 1)
}

fn is_hanja(letter: char) -> bool {
    ('\u{4e00}'..'\u{a000}').contains(&letter)
}

/// FNV-1a folded to 32 bits, the same on every machine, as stories must be.
fn hash(bytes: &[u8], kind: u8) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in bytes.iter().chain([&kind]) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    }
    (hash >> 32) as u32 ^ hash as u32
}

/// Adds the numbers of two or more digits in a text; thousands may be grouped.
fn numbers_of(text: &str, numbers: &mut Vec<u32>) {
    let (mut value, mut digits) = (0_u32, 0);
    for letter in text.chars().chain([' ']) {
        match letter.to_digit(10) {
            Some(digit) => {
                value = value.saturating_mul(10).saturating_add(digit);
                digits += 1;
            }
            None if digits > 0 && matches!(letter, ',' | '.') => {}
            None => {
                if digits >= 2 && !(2020..2030).contains(&value) {
                    numbers.push(value);
                }
                (value, digits) = (0, 0);
            }
        }
    }
}
