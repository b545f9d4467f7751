//! Matches a Hangul term against text with Hanja in it: 여야 finds 與野, 미국 finds 美.

use std::ops::{Range, RangeInclusive};
use std::slice;

use rustc_hash::FxHashMap;

use crate::text::hanja::{Abbreviations, hanja_read_as, is_hanja, stands_alone};

/// A Hanja at a place in a match.
pub(super) struct HanjaPart<'a> {
    pub(super) hanja: char,
    /// What comes after it, unless that is a Hanja too; `None` if the match ends with it.
    pub(super) next: Option<&'a [RangeInclusive<char>]>,
}

/// A term of Hangul syllables, prepared for finding it in text with Hanja.
///
/// A character of the text advances the term by one syllable if it is or reads as that syllable, or by several
/// if it abbreviates them. The set of syllable counts reached so far is kept as bits of an integer.
#[derive(Debug, Clone)]
pub(super) struct HanjaTerm {
    syllables: Vec<RangeInclusive<char>>,
    /// For each character, the syllables that it is or can be read as, as bits.
    readings: FxHashMap<char, u64>,
    /// For each Hanja, the words that it abbreviates: their starts in the term, as bits, and their lengths.
    abbreviations: FxHashMap<char, Vec<(u64, usize)>>,
}

impl HanjaTerm {
    /// Prepares a term of at most 63 syllables.
    pub(super) fn new(syllables: &[char], abbreviations: &Abbreviations) -> Self {
        let mut term = Self {
            syllables: syllables.iter().map(|&c| c..=c).collect(),
            readings: FxHashMap::default(),
            abbreviations: FxHashMap::default(),
        };
        for (index, &syllable) in syllables.iter().enumerate() {
            for c in hanja_read_as(syllable).chars().chain([syllable]) {
                *term.readings.entry(c).or_default() |= 1 << index;
            }
        }
        for (hanja, words) in abbreviations.iter() {
            let may_stand =
                |word: &&String| word.chars().next().is_some_and(|first| syllables.contains(&first));
            for word in words.iter().filter(may_stand) {
                let word: Vec<char> = word.chars().collect();
                let starts = syllables.windows(word.len()).enumerate().filter(|(_, window)| *window == word);
                let starts = starts.fold(0, |bits, (index, _)| bits | 1 << index);
                if starts != 0 {
                    term.abbreviations.entry(hanja).or_default().push((starts, word.len()));
                }
            }
        }
        term
    }

    /// The first match from `from` on that has a Hanja within reach, in bytes; the shortest if several start
    /// there. Abbreviations count only in titles. A match next to a Hanja may itself be plain Hangul.
    pub(super) fn find(&self, text: &str, from: usize, is_title: bool) -> Option<Range<usize>> {
        // Every position before `start` has been tried.
        let mut start = from;
        for (at, c) in text[from..].char_indices().map(|(offset, c)| (from + offset, c)) {
            if !is_hanja(c) || !self.knows(c, is_title) {
                continue;
            }
            let after = at + c.len_utf8();
            let before = text[start..at].char_indices().rev().take(self.syllables.len() - 1);
            let first = start + before.last().map_or(at - start, |(offset, _)| offset);
            for (offset, _) in text[first..after].char_indices() {
                if let Some(end) = self.match_at(text, first + offset, is_title) {
                    return Some(first + offset..end);
                }
            }
            start = after;
        }
        None
    }

    pub(super) fn syllables(&self) -> impl Iterator<Item = char> {
        self.syllables.iter().map(|syllable| *syllable.start())
    }

    /// Every Hanja that can stand at a place in a match.
    pub(super) fn parts_at(&self, at: usize) -> impl Iterator<Item = HanjaPart<'_>> {
        let part =
            move |hanja, len| HanjaPart { hanja, next: self.syllables.get(at + len).map(slice::from_ref) };
        let read = self.syllables().nth(at).map(hanja_read_as).unwrap_or_default().chars();
        let abbreviated = self.abbreviations.iter().flat_map(move |(&hanja, words)| {
            let starts_here = words.iter().filter(move |(starts, _)| starts >> at & 1 == 1);
            starts_here.map(move |&(_, len)| part(hanja, len))
        });
        read.map(move |hanja| part(hanja, 1)).chain(abbreviated)
    }

    /// Whether a Hanja can stand for part of the term.
    pub(super) fn knows(&self, hanja: char, is_title: bool) -> bool {
        self.readings.contains_key(&hanja) || (is_title && self.abbreviations.contains_key(&hanja))
    }

    /// The end of a match that starts at `start`.
    pub(super) fn match_at(&self, text: &str, start: usize, is_title: bool) -> Option<usize> {
        let mut before = text[..start].chars().next_back();
        let mut chars = text[start..].char_indices().peekable();
        // Bit n is set if the first n syllables can have been matched.
        let mut reached = 1u64;
        while let Some((offset, c)) = chars.next() {
            let mut next = (reached & self.readings.get(&c).copied().unwrap_or(0)) << 1;
            if is_title
                && let Some(words) = self.abbreviations.get(&c)
                && stands_alone(before, chars.peek().map(|&(_, after)| after))
            {
                for &(starts, len) in words {
                    next |= (reached & starts) << len;
                }
            }
            if next & 1 << self.syllables.len() != 0 {
                return Some(start + offset + c.len_utf8());
            }
            if next == 0 {
                return None;
            }
            (reached, before) = (next, Some(c));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(term: &str, text: &str, is_title: bool, expected: Option<&str>) {
        let syllables: Vec<char> = term.chars().collect();
        let term = HanjaTerm::new(&syllables, &Abbreviations::built_in());
        assert_eq!(term.find(text, 0, is_title).map(|found| &text[found]), expected);
    }

    #[test]
    fn pieces_are_text_readings_and_abbreviations() {
        check("여야", "與野 협상", false, Some("與野"));
        check("다사사회", "이제는 多死사회다", false, Some("多死사회"));
        check("미국대통령", "美대통령 방한", true, Some("美대통령"));
        check("미국대통령", "美대통령 방한", false, None);
        check("이재명대통령", "李 대통령", true, None);
        check("한국일본", "韓·日 정상", true, None);
        check("여당대표", "與代表", true, None);
        check("일본", "25日", true, None);
        check("이재명", "李, 시정연설", true, Some("李"));
        check("이재명", "李在明", false, Some("李在明"));
    }
}
