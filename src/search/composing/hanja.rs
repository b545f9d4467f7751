//! How an unfinished term may be written in Hanja: 한구 finds 韓國, 미구 finds 美.
//!
//! Further typing changes only the last character of a term, by adding to it or by taking its last consonant
//! away: 간 may become 갅 or 가나. Either way, the characters before it are finished. A Hanja stands for one of
//! those, for a syllable that the last one may become, or, in a title, for a word that it abbreviates.

use std::ops::RangeInclusive;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::hanja::HanjaPart;
use super::written_from;
use crate::text::hangul::{Keystrokes, keystrokes};
use crate::text::hanja::{self, Abbreviations, hanja_read_as, is_hanja, stands_alone};

/// A term of Hangul keystrokes, prepared for finding what they begin to write in text with Hanja.
#[derive(Debug, Clone)]
pub(in crate::search) struct HanjaReadings {
    keys: Vec<char>,
    splits: Vec<KeySplit>,
    /// The syllables that can be part of a match if a Hanja reads as them.
    syllables: FxHashSet<char>,
    /// By Hanja that can stand for part of the term, alone in titles: the keystrokes of each word.
    abbreviations: FxHashMap<char, Vec<Vec<char>>>,
}

/// A way to read keystrokes: finished characters, and one that is unfinished.
#[derive(Debug, Clone)]
pub(in crate::search) struct KeySplit {
    /// The finished characters.
    pub(in crate::search) finished: Vec<char>,
    /// What can stand at the place of each character, the unfinished one included, if it isn't a Hanja.
    pub(in crate::search) plain: Vec<Vec<RangeInclusive<char>>>,
    /// Where the keystrokes of each character start, the unfinished one included.
    starts: Vec<usize>,
}

impl HanjaReadings {
    pub(super) fn new(keys: &[char], splits: Vec<KeySplit>, abbreviations: &Abbreviations) -> Self {
        let mut syllables = FxHashSet::default();
        for split in &splits {
            syllables.extend(split.finished.iter().filter(|&&c| !hanja_read_as(c).is_empty()));
            let unfinished = split.unfinished(keys);
            let becomes = |&syllable: &char| Keystrokes::of(syllable).as_slice().starts_with(unfinished);
            syllables.extend(hanja::readings().map(|(syllable, _)| syllable).filter(becomes));
        }
        let starts = || splits.iter().flat_map(|split| &split.starts);
        let fits = |word: &[char]| {
            starts()
                .filter_map(|&at| keys.get(at..))
                .any(|rest| rest.starts_with(word) || word.starts_with(rest))
        };
        let mut words: FxHashMap<char, Vec<Vec<char>>> = FxHashMap::default();
        for (c, abbreviated) in abbreviations.iter() {
            for word in abbreviated {
                let written: Vec<char> = keystrokes(word).chars().collect();
                if fits(&written) {
                    words.entry(c).or_default().push(written);
                }
            }
        }
        Self { keys: keys.to_vec(), splits, syllables, abbreviations: words }
    }

    /// The ways to read the term.
    pub(in crate::search) fn splits(&self) -> &[KeySplit] {
        &self.splits
    }

    /// Every Hanja that can stand at a place in a match that is read in this way.
    pub(in crate::search) fn parts_at<'a>(
        &'a self,
        split: &'a KeySplit,
        at: usize,
    ) -> impl Iterator<Item = HanjaPart<'a>> {
        let next = |at: usize| split.plain.get(at).map(Vec::as_slice);
        let read = match split.finished.get(at) {
            Some(&syllable) => vec![syllable],
            None => self.syllables_from(split.unfinished(&self.keys)).collect(),
        };
        let read = read.into_iter().flat_map(|syllable| hanja_read_as(syllable).chars());
        let read = read.map(move |hanja| HanjaPart { hanja, next: next(at + 1) });
        let start = split.starts.get(at).copied().unwrap_or_default();
        let rest = self.keys.get(start..).unwrap_or_default();
        let words =
            self.abbreviations.iter().flat_map(|(&hanja, words)| words.iter().map(move |word| (hanja, word)));
        let abbreviated = words.filter_map(move |(hanja, word)| {
            if word.starts_with(rest) {
                return Some(HanjaPart { hanja, next: None });
            }
            let after = split.starts.iter().position(|&at| at == start + word.len())?;
            rest.starts_with(word).then(|| HanjaPart { hanja, next: next(after) })
        });
        read.chain(abbreviated)
    }

    /// The Hanja with a reading that the whole term begins to write.
    pub(in crate::search) fn whole(&self) -> impl Iterator<Item = char> {
        self.syllables_from(&self.keys).flat_map(|syllable| hanja_read_as(syllable).chars())
    }

    /// The syllables that are written by these keystrokes and any others.
    fn syllables_from<'a>(&'a self, keys: &'a [char]) -> impl Iterator<Item = char> {
        let written = |&syllable: &char| Keystrokes::of(syllable).as_slice().starts_with(keys);
        self.syllables.iter().copied().filter(written)
    }

    /// Whether a character can come before the first Hanja of a match.
    pub(in crate::search) fn is_finished(&self, c: char) -> bool {
        self.splits.iter().any(|split| split.finished.contains(&c))
    }

    /// Whether a Hanja can be part of a match.
    pub(in crate::search) fn knows(&self, hanja: char) -> bool {
        self.readings_of(hanja).next().is_some() || self.abbreviations.contains_key(&hanja)
    }

    /// The readings of a character that can be part of a match; none if it is no Hanja.
    fn readings_of(&self, c: char) -> impl Iterator<Item = char> {
        let readings = is_hanja(c).then(|| hanja::readings_of(c));
        readings.into_iter().flatten().filter(|syllable| self.syllables.contains(syllable))
    }

    /// The end of a match that starts at `start`, in which a Hanja stands for one of its readings or, alone in
    /// a title, for a word that it abbreviates.
    pub(super) fn match_at(&self, text: &str, start: usize, is_title: bool) -> Option<usize> {
        let mut chars = text.get(start..)?.char_indices().peekable();
        // The first character rules out most positions.
        if !chars
            .peek()
            .is_some_and(|&(_, c)| self.knows(c) || begins(Keystrokes::of(c).as_slice(), &self.keys))
        {
            return None;
        }
        let mut before = text.get(..start)?.chars().next_back();
        // The possible numbers of keystrokes matched so far.
        let mut reached = vec![0];
        while let Some((offset, c)) = chars.next() {
            let mut next = Vec::new();
            let mut is_complete = false;
            let mut write = |keys: &[char]| {
                for &done in &reached {
                    let wanted = self.keys.get(done..).unwrap_or_default();
                    is_complete |= keys.starts_with(wanted);
                    if wanted.starts_with(keys) && !next.contains(&(done + keys.len())) {
                        next.push(done + keys.len());
                    }
                }
            };
            write(Keystrokes::of(c).as_slice());
            self.readings_of(c).for_each(|syllable| write(Keystrokes::of(syllable).as_slice()));
            if is_title
                && let Some(words) = self.abbreviations.get(&c)
                && stands_alone(before, chars.peek().map(|&(_, after)| after))
            {
                words.iter().for_each(|keys| write(keys));
            }
            if is_complete {
                return Some(start + offset + c.len_utf8());
            }
            if next.is_empty() {
                return None;
            }
            (reached, before) = (next, Some(c));
        }
        None
    }
}

impl KeySplit {
    /// `finished` is followed by the keystrokes of a character that is unfinished.
    pub(super) fn new(finished: &str, unfinished: &[char]) -> Self {
        let finished: Vec<char> = finished.chars().collect();
        let mut starts = vec![0];
        starts.extend(finished.iter().scan(0, |end, &c| {
            *end += Keystrokes::of(c).as_slice().len();
            Some(*end)
        }));
        let plain = finished.iter().map(|&c| vec![c..=c]).chain([written_from(unfinished)]).collect();
        Self { finished, plain, starts }
    }

    /// The keystrokes of the unfinished character, of all those of the term.
    fn unfinished<'a>(&self, keys: &'a [char]) -> &'a [char] {
        self.starts.last().and_then(|&start| keys.get(start..)).unwrap_or_default()
    }
}

/// Whether one sequence of keystrokes is a prefix of the other.
fn begins(a: &[char], b: &[char]) -> bool {
    a.starts_with(b) || b.starts_with(a)
}
