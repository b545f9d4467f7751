//! Matches a term whose last syllable is unfinished, by keystrokes: 한구 finds 한국, 반돛 finds 반도체.
//!
//! Like a finished term, it also matches with a space in it or written in Hanja, so that results only shrink as
//! the reader types on.

mod hanja;

use std::ops::{Range, RangeInclusive};

use memchr::memmem::Finder;

pub(super) use hanja::{HanjaReadings, KeySplit};

use crate::text::hangul::{Keystrokes, compose, is_letter, is_syllable, keystrokes, syllables_from};
use crate::text::hanja::Abbreviations;
use crate::text::needle::finder;

/// How many syllables share a first consonant and vowel.
const WITH_A_VOWEL: usize = 28;

/// A term's keystrokes, prepared for finding texts that they begin to write.
#[derive(Debug, Clone)]
pub(super) struct ComposingTerm {
    keys: Vec<char>,
    beginnings: Vec<Beginning>,
    /// The beginning of a match with a space in it, if the term is Hangul.
    spaced_head: Option<Finder<'static>>,
    /// How it may be read and written in Hanja, if it is Hangul.
    readings: Option<HanjaReadings>,
}

/// A possible beginning of a match: a text and the character after it. Leaves out exact matches and those with
/// a standalone letter.
#[derive(Debug, Clone)]
pub(super) struct Beginning {
    text: String,
    next: Vec<RangeInclusive<char>>,
    sign: Sign,
}

/// What to search a text for to find a beginning.
#[derive(Debug, Clone)]
enum Sign {
    /// The beginning's text.
    Text(Box<Finder<'static>>),
    /// If the beginning's text is empty: a syllable whose first two bytes, as a number, are in this range.
    Syllable(RangeInclusive<u16>),
}

impl ComposingTerm {
    pub(super) fn new(folded: &str, abbreviations: &Abbreviations) -> Self {
        let keys: Vec<char> = keystrokes(folded).chars().collect();
        // Further typing can change only the last character, by taking its last consonant away or by adding to
        // it.
        let typed = compose(keys.iter().copied());
        let mut before = typed.clone();
        let last = before.pop();
        let last_keys = last.map(|last| Keystrokes::of(last).as_slice().to_vec()).unwrap_or_default();
        let mut goes_on = written_from(&last_keys);
        if typed == folded {
            // The last character unchanged would be an exact match.
            goes_on.iter_mut().filter(|range| Some(*range.start()) == last).for_each(|range| {
                range.next();
            });
        }
        let last_taken = last_keys.split_last().and_then(|(_, taken)| written_by(taken));
        let parted = last_keys.last().zip(last_taken).map(|(&key, taken)| {
            let text = format!("{before}{taken}");
            (text, written_from(&[key]))
        });
        let is_hangul = keys.iter().all(|&key| is_letter(key));
        let readings = is_hangul.then(|| {
            let mut splits = vec![KeySplit::new(&before, &last_keys)];
            let taken = last_keys.last().zip(last_taken);
            splits.extend(taken.map(|(&key, taken)| KeySplit::new(&format!("{before}{taken}"), &[key])));
            HanjaReadings::new(&keys, splits, abbreviations)
        });
        let beginnings = [(before, goes_on)].into_iter().chain(parted);
        Self {
            beginnings: beginnings.filter_map(|(text, next)| Beginning::new(text, next)).collect(),
            spaced_head: if is_hangul { spaced_head(&typed, last_taken) } else { None },
            readings,
            keys,
        }
    }

    /// The possible beginnings of a match.
    pub(super) fn beginnings(&self) -> &[Beginning] {
        &self.beginnings
    }

    /// The letters that can stand alone in a match.
    pub(super) fn letters(&self) -> impl Iterator<Item = char> {
        let first = |&letter: &char| Keystrokes::of(letter).as_slice().first().copied();
        ('ㄱ'..='ㅣ').filter(move |letter| first(letter).is_some_and(|first| self.keys.contains(&first)))
    }

    /// The most characters in a match: every character takes at least one keystroke.
    pub(super) fn longest(&self) -> usize {
        self.keys.len()
    }

    /// The first two syllables of a match with a space in it, followed by that space if it must come right
    /// after them.
    pub(super) fn spaced_head(&self) -> Option<&Finder<'static>> {
        self.spaced_head.as_ref()
    }

    /// How it may be read and written in Hanja, if it is Hangul.
    pub(super) fn readings(&self) -> Option<&HanjaReadings> {
        self.readings.as_ref()
    }

    /// The first match from `from` on, as a byte range of whole characters.
    pub(super) fn find(&self, text: &str, from: usize, is_title: bool) -> Option<Range<usize>> {
        let starts = text[from..].char_indices().map(|(offset, _)| from + offset);
        starts.into_iter().find_map(|start| self.match_at(text, start, is_title).map(|end| start..end))
    }

    /// The end of a match that starts at `start`; it may be written in Hanja or have one space in it.
    pub(super) fn match_at(&self, text: &str, start: usize, is_title: bool) -> Option<usize> {
        let read = match &self.readings {
            Some(readings) => readings.match_at(text, start, is_title),
            None => match_keys(&self.keys, text, start),
        };
        let spaced = if self.spaced_head.is_some() { self.spaced_at(text, start) } else { None };
        read.into_iter().chain(spaced).min()
    }

    /// The end of a match that starts at `start`, by keystrokes alone.
    pub(super) fn plain_at(&self, text: &str, start: usize) -> Option<usize> {
        match_keys(&self.keys, text, start)
    }

    /// The end of a match that starts at `start`, made of syllables with one space, which comes after the
    /// second or later.
    pub(super) fn spaced_at(&self, text: &str, start: usize) -> Option<usize> {
        let mut wanted = self.keys.as_slice();
        let mut is_parted = false;
        for (at, (offset, c)) in text.get(start..)?.char_indices().enumerate() {
            if c == ' ' && at >= 2 && !is_parted {
                is_parted = true;
                continue;
            }
            let strokes = Keystrokes::of(c);
            let keys = strokes.as_slice();
            if !is_syllable(c) {
                return None;
            }
            if keys.len() >= wanted.len() {
                return (is_parted && keys.starts_with(wanted)).then(|| start + offset + c.len_utf8());
            }
            wanted = wanted.strip_prefix(keys)?;
        }
        None
    }
}

/// The first two syllables of a term before a space, with the space included if nothing else can follow them.
fn spaced_head(typed: &str, last_taken: Option<char>) -> Option<Finder<'static>> {
    let mut chars = typed.chars();
    let (first, second) =
        (chars.next().filter(|&c| is_syllable(c))?, chars.next().filter(|&c| is_syllable(c))?);
    match chars.next() {
        Some(_) => Some(finder(&format!("{first}{second}"))),
        // The second syllable's last consonant then starts the syllable after the space.
        None => Some(finder(&format!("{first}{} ", last_taken?))),
    }
}

/// The end of the character that completes these keystrokes, if they start at `start`.
fn match_keys(mut wanted: &[char], text: &str, start: usize) -> Option<usize> {
    for (offset, c) in text.get(start..)?.char_indices() {
        let strokes = Keystrokes::of(c);
        let keys = strokes.as_slice();
        if keys.len() >= wanted.len() {
            return keys.starts_with(wanted).then(|| start + offset + c.len_utf8());
        }
        wanted = wanted.strip_prefix(keys)?;
    }
    None
}

impl Beginning {
    /// `None` if no character can follow the text.
    fn new(text: String, mut next: Vec<RangeInclusive<char>>) -> Option<Self> {
        next.retain(|range| !range.is_empty());
        let first_bytes = |c: &char| {
            let mut utf8 = [0; 4];
            c.encode_utf8(&mut utf8);
            u16::from_be_bytes([utf8[0], utf8[1]])
        };
        let sign = match (next.first()?, next.last()?) {
            (first, last) if text.is_empty() => {
                Sign::Syllable(first_bytes(first.start())..=first_bytes(last.end()))
            }
            _ => Sign::Text(Box::new(finder(&text))),
        };
        Some(Self { text, next, sign })
    }

    /// The text that a match begins with.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The characters that can follow the text.
    pub(super) fn next(&self) -> &[RangeInclusive<char>] {
        &self.next
    }

    /// The first position where a match may begin, in bytes.
    pub(super) fn find(&self, text: &[u8]) -> Option<usize> {
        match &self.sign {
            Sign::Text(sign) => sign.find(text),
            Sign::Syllable(range) => find_pair(text, range),
        }
    }
}

/// What a term whose last syllable is unfinished may begin to write: texts, each with the characters that can
/// follow it.
pub fn beginnings_of(folded: &str) -> Vec<(String, Vec<char>)> {
    let term = ComposingTerm::new(folded, &Abbreviations::default());
    let next = |beginning: &Beginning| beginning.next.iter().cloned().flatten().collect();
    term.beginnings.iter().map(|beginning| (beginning.text.clone(), next(beginning))).collect()
}

/// The syllables and other characters, except for standalone letters, whose keystrokes begin with these.
fn written_from(keys: &[char]) -> Vec<RangeInclusive<char>> {
    let Some((&first, rest)) = keys.split_first() else { return Vec::new() };
    let syllables = match syllables_from(first) {
        Some(syllables) if rest.is_empty() => return vec![syllables],
        Some(syllables) => syllables,
        None if rest.is_empty() && !is_letter(first) => return vec![first..=first],
        None => return Vec::new(),
    };
    // Check each vowel's open syllable first: if it doesn't fit, neither does any with a final consonant.
    let may_begin = |open: &char| {
        let strokes = Keystrokes::of(*open);
        strokes.as_slice().starts_with(keys) || keys.starts_with(strokes.as_slice())
    };
    let open = syllables.step_by(WITH_A_VOWEL).filter(may_begin);
    let all = open.flat_map(|open| (open..).take(WITH_A_VOWEL));
    let mut ranges: Vec<RangeInclusive<char>> = Vec::new();
    for syllable in all.filter(|&syllable| Keystrokes::of(syllable).as_slice().starts_with(keys)) {
        match ranges.last_mut() {
            Some(last) if *last.end() as u32 + 1 == syllable as u32 => *last = *last.start()..=syllable,
            _ => ranges.push(syllable..=syllable),
        }
    }
    ranges
}

/// The syllable written by exactly these keystrokes.
fn written_by(keys: &[char]) -> Option<char> {
    let written = compose(keys.iter().copied());
    let syllable = written.chars().next().filter(|&c| is_syllable(c))?;
    (Keystrokes::of(syllable).as_slice() == keys).then_some(syllable)
}

/// The first position at which two bytes, as a number, are in a range.
fn find_pair(bytes: &[u8], range: &RangeInclusive<u16>) -> Option<usize> {
    let (low, width) = (*range.start(), range.end() - range.start());
    let fits = |a: u8, b: u8| u16::from_be_bytes([a, b]).wrapping_sub(low) <= width;
    let seconds = bytes.get(1..)?;
    for (index, (a, b)) in bytes.chunks(64).zip(seconds.chunks(64)).enumerate() {
        // Without an early exit, the compiler can vectorize this.
        if a.iter().zip(b).fold(false, |any, (&a, &b)| any | fits(a, b)) {
            return a.iter().zip(b).position(|(&a, &b)| fits(a, b)).map(|at| index * 64 + at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_match_the_beginnings_of_what_they_may_become() {
        let check = |term: &str, text: &str, expected: Option<&str>| {
            let found = ComposingTerm::new(term, &Abbreviations::built_in()).find(text, 0, true);
            assert_eq!(found.map(|found| &text[found]), expected, "{term} in {text}");
        };
        check("한구", "대한국민", Some("한국"));
        check("반돛", "차량용반도체를", Some("반도체"));
        check("한ㄱ", "한국", Some("한국"));
        check("한ㄱ", "한구", Some("한구"));
        check("하", "학교 환율", Some("학"));
        check("호", "환율", Some("환"));
        check("안ㅈ", "앉다", Some("앉"));
        check("국", "대한구", None);
        check("ㅎㅏㄴ", "한국", Some("한"));
        check("ai반", "ai바나나", Some("ai바나"));
        check("낙", "한국", None);
        check("한구", "韓國", Some("韓國"));
        check("하", "韓國", Some("韓"));
        check("한미ㅎ", "韓美會談", Some("韓美會"));
        check("미구", "美, 금리 동결", Some("美"));
        check("국민연금개ㅎ", "국민연금 개혁", Some("국민연금 개혁"));
        check("국민여", "국민 연금", Some("국민 연"));
        check("국민", "국미 나라", Some("국미 나"));
        check("국", "구 기자", None);
    }

    proptest::proptest! {
        #[test]
        fn every_match_begins_as_it_says(text in "[가-힣a ]{1,8}", cut in 1usize..24, composed in proptest::bool::ANY) {
            let keys: Vec<char> = text.chars().flat_map(|c| Keystrokes::of(c).as_slice().to_vec()).collect();
            let keys = keys.into_iter().take(cut);
            let typed: String = if composed { compose(keys) } else { keys.collect() };
            let term = ComposingTerm::new(&typed, &Abbreviations::default());
            proptest::prop_assert!(term.match_at(&text, 0, false).is_some());
            let begins = |beginning: &Beginning| {
                let behind = text.strip_prefix(beginning.text()).and_then(|rest| rest.chars().next());
                let fits = behind.is_some_and(|c| beginning.next().iter().any(|range| range.contains(&c)));
                fits && beginning.find(text.as_bytes()) == Some(0)
            };
            proptest::prop_assert!(text.starts_with(&typed) || term.beginnings().iter().any(begins));
        }
    }
}
