//! A term whose last syllable is not finished, compared by keystrokes: 한구 and 한국, 반돛 and 반도체.

use std::ops::{Range, RangeInclusive};

use memchr::memmem::Finder;

use crate::text::hangul::{Keystrokes, compose, initial, is_letter, is_syllable};
use crate::text::needle::finder;

/// The keystrokes of a term, prepared to be found at the beginnings of others.
#[derive(Debug, Clone)]
pub(super) struct ComposingTerm {
    keys: Vec<char>,
    /// The keys behind those that write the sign, where that is a text.
    last_keys: Vec<char>,
    sign: Sign,
    /// All characters of the term but the last.
    certain: String,
    /// What may stand behind those, but for letters standing alone: one character that goes on from the last,
    goes_on: Vec<RangeInclusive<char>>,
    /// or a syllable that takes some of its keystrokes, and a character that goes on from the rest.
    goes_on_parted: Vec<(char, RangeInclusive<char>)>,
}

/// What certainly stands where a match without letters standing alone begins.
#[derive(Debug, Clone)]
enum Sign {
    /// All characters of the term but the last.
    Text(Box<Finder<'static>>),
    /// A syllable whose first two bytes are, as a number, in this range.
    Syllable(RangeInclusive<u16>),
    /// There is no such match.
    Nothing,
}

impl ComposingTerm {
    pub(super) fn new(folded: &str) -> Self {
        let keys: Vec<char> = folded.chars().flat_map(|c| Keystrokes::of(c).as_slice().to_vec()).collect();
        // What follows can change only the last character: it may take its last consonant, or add to it.
        let mut certain = compose(keys.iter().copied());
        let last_keys =
            certain.pop().map(|last| Keystrokes::of(last).as_slice().to_vec()).unwrap_or_default();
        let sign =
            if certain.is_empty() { first_syllables(&keys) } else { Sign::Text(Box::new(finder(&certain))) };
        let parted = (1..last_keys.len()).flat_map(|at| {
            let (taken, rest) = last_keys.split_at(at);
            let syllable = written_by(taken);
            syllable
                .into_iter()
                .flat_map(|first| written_from(rest).into_iter().map(move |range| (first, range)))
        });
        let goes_on_parted = parted.collect();
        Self { goes_on: written_from(&last_keys), goes_on_parted, keys, last_keys, sign, certain }
    }

    /// All characters of the term but the last: they are in every match that holds no letter standing alone.
    pub(super) fn certain(&self) -> &str {
        &self.certain
    }

    /// The characters that may stand behind those.
    pub(super) fn goes_on(&self) -> &[RangeInclusive<char>] {
        &self.goes_on
    }

    /// The neighbours that may stand there instead.
    pub(super) fn goes_on_parted(&self) -> &[(char, RangeInclusive<char>)] {
        &self.goes_on_parted
    }

    /// Where the first match without letters standing alone may begin, in bytes; exact matches left aside.
    pub(super) fn find_sign(&self, text: &[u8]) -> Option<usize> {
        match &self.sign {
            Sign::Text(certain) => certain.find(text),
            Sign::Syllable(range) => find_pair(text, range),
            Sign::Nothing => None,
        }
    }

    /// Whether a match begins at a place that [`find_sign`](Self::find_sign) found.
    pub(super) fn confirms(&self, text: &str, at: usize) -> bool {
        match &self.sign {
            Sign::Text(certain) => match_keys(&self.last_keys, text, at + certain.needle().len()).is_some(),
            Sign::Syllable(_) | Sign::Nothing => match_keys(&self.keys, text, at).is_some(),
        }
    }

    /// The most characters that a match can have, for each is written by a keystroke at least.
    pub(super) fn longest(&self) -> usize {
        self.keys.len()
    }

    /// The first place from `from` on whose keystrokes begin with the term's, in bytes, as whole characters.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let starts = text[from..].char_indices().map(|(offset, _)| from + offset);
        starts.into_iter().find_map(|start| self.match_at(text, start).map(|end| start..end))
    }

    /// Where the term ends if it begins at `start`.
    pub(super) fn match_at(&self, text: &str, start: usize) -> Option<usize> {
        match_keys(&self.keys, text, start)
    }
}

/// Where the character ends that holds the last of these keystrokes, if they begin at `start`.
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

/// The syllables that a match of so few keystrokes can begin with.
fn first_syllables(keys: &[char]) -> Sign {
    let agrees = |syllable: &char| {
        let strokes = Keystrokes::of(*syllable);
        strokes.as_slice().iter().zip(keys).all(|(a, b)| a == b)
    };
    let first_bytes = |syllable: char| {
        let mut utf8 = [0; 4];
        syllable.encode_utf8(&mut utf8);
        u16::from_be_bytes([utf8[0], utf8[1]])
    };
    let mut syllables = ('가'..='힣').filter(agrees);
    match (syllables.next(), syllables.next_back()) {
        (Some(first), last) => Sign::Syllable(first_bytes(first)..=first_bytes(last.unwrap_or(first))),
        (None, _) => Sign::Nothing,
    }
}

/// The characters whose keystrokes begin with some, letters standing alone left aside.
fn written_from(keys: &[char]) -> Vec<RangeInclusive<char>> {
    let mut ranges: Vec<RangeInclusive<char>> = Vec::new();
    let Some(&first) = keys.first() else { return ranges };
    let syllables = ('가'..='힣').filter(|&syllable| initial(syllable) == Some(first));
    for syllable in syllables.filter(|&syllable| Keystrokes::of(syllable).as_slice().starts_with(keys)) {
        match ranges.last_mut() {
            Some(last) if *last.end() as u32 + 1 == syllable as u32 => *last = *last.start()..=syllable,
            _ => ranges.push(syllable..=syllable),
        }
    }
    if keys.len() == 1 && !is_letter(first) {
        ranges.push(first..=first);
    }
    ranges
}

/// The syllable that these keystrokes write.
fn written_by(keys: &[char]) -> Option<char> {
    let written = compose(keys.iter().copied());
    let syllable = written.chars().next().filter(|&c| is_syllable(c))?;
    (Keystrokes::of(syllable).as_slice() == keys).then_some(syllable)
}

/// The first place whose two bytes are, as a number, in a range.
fn find_pair(bytes: &[u8], range: &RangeInclusive<u16>) -> Option<usize> {
    let (low, width) = (*range.start(), range.end() - range.start());
    let fits = |a: u8, b: u8| u16::from_be_bytes([a, b]).wrapping_sub(low) <= width;
    let seconds = bytes.get(1..)?;
    for (index, (a, b)) in bytes.chunks(64).zip(seconds.chunks(64)).enumerate() {
        // Without early exit, the compiler makes this vector code.
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
            let found = ComposingTerm::new(term).find(text, 0);
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
    }

    proptest::proptest! {
        #[test]
        fn what_is_certain_is(text in "[가-힣a ]{1,8}", cut in 1usize..24) {
            let keys: Vec<char> = text.chars().flat_map(|c| Keystrokes::of(c).as_slice().to_vec()).collect();
            let term: String = keys.iter().take(cut).collect();
            let term = ComposingTerm::new(&term);
            proptest::prop_assert!(term.match_at(&text, 0).is_some());
            let first = text.chars().next().unwrap();
            let is_exact = keys.len().min(cut) == 1 && !('가'..='힣').contains(&first);
            proptest::prop_assert!(is_exact || term.find_sign(text.as_bytes()) == Some(0));
            proptest::prop_assert!(is_exact || term.confirms(&text, 0));
        }
    }
}
