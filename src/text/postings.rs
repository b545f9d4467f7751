//! Posting lists of a corpus: which documents hold a character, two characters side by side, or, in the first lines
//! of their heads, two initial consonants side by side. With them a search asks a few documents, not all.
//!
//! White space has no list. Pairs are listed of a corpus's most frequent characters only: a rarer character is a
//! better sign alone. A list is as short as it can be: gaps between documents, seven bits a byte, or a bit for each
//! document where that is shorter; its length tells which.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use super::corpus::Corpus;
use super::document_set::DocumentSet;
use super::hangul::initial;
use super::packed::{Packed, Part};

/// The posting lists of a corpus.
#[derive(Debug, Clone)]
pub struct Postings {
    documents: usize,
    /// Every character, as its code point, ascending.
    characters: Packed<u32>,
    /// The characters whose pairs are listed likewise.
    paired: Packed<u32>,
    /// The pairs of characters and of initials that stand somewhere, as [`Keys`] numbers them, ascending.
    pairs: Packed<u32>,
    /// The lists of the characters, then of the pairs, one behind another.
    lists: Packed<u8>,
    /// Where each list ends.
    ends: Packed<u32>,
}

/// How many characters have their pairs listed at most: a table of all their pairs takes 64 MiB while lists are made.
const MOST_PAIRED: usize = 4096;

/// How many lines of a head can be found by initials: title and publisher.
const LINES_WITH_INITIALS: usize = 2;

/// Numbers pairs of characters, in the order of their code points, and behind them pairs of initials.
#[derive(Clone, Copy)]
struct Keys {
    paired: usize,
}

impl Keys {
    const INITIALS: usize = 1 << 16;

    /// Two characters, by their places among the paired ones.
    fn of_pair(self, first: usize, second: usize) -> usize {
        first * self.paired + second
    }

    fn of_initials(self, first: char, second: char) -> usize {
        // Compatibility jamo differ in their last eight bits only.
        self.paired * self.paired + ((first as usize & 0xFF) << 8 | second as usize & 0xFF)
    }

    fn end(self) -> usize {
        self.paired * self.paired + Self::INITIALS
    }
}

impl Postings {
    /// The lists of a corpus; `None` where they are too large for their offsets.
    pub fn of(corpus: &Corpus) -> Option<Self> {
        Alphabet::of(corpus).postings(corpus)
    }

    /// Adds the documents that hold a character.
    pub fn add_character(&self, c: char, set: &mut DocumentSet) {
        self.add_characters(c..=c, set);
    }

    /// Adds the documents that hold one of some characters.
    pub fn add_characters(&self, range: RangeInclusive<char>, set: &mut DocumentSet) {
        places(&self.characters, &range).for_each(|at| self.add_list(at, set));
    }

    /// Adds the documents that hold a character and, right behind it, one of some others; false where not all of
    /// that is listed.
    pub fn add_pairs(&self, first: char, seconds: RangeInclusive<char>, set: &mut DocumentSet) -> bool {
        let known = places(&self.characters, &seconds);
        if known.is_empty() || places(&self.characters, &(first..=first)).is_empty() {
            return true;
        }
        let seconds = places(&self.paired, &seconds);
        let first = places(&self.paired, &(first..=first));
        if first.is_empty() || seconds.len() < known.len() {
            return false;
        }
        let keys = Keys { paired: self.paired.len() };
        let place = |second| {
            let key = keys.of_pair(first.start, second);
            self.pairs.partition_point(|&pair| (pair as usize) < key)
        };
        (place(seconds.start)..place(seconds.end))
            .for_each(|at| self.add_list(self.characters.len() + at, set));
        true
    }

    /// Adds the documents that hold two initial consonants side by side in one of their first lines.
    pub fn add_initials(&self, first: char, second: char, set: &mut DocumentSet) {
        let key = Keys { paired: self.paired.len() }.of_initials(first, second) as u32;
        if let Ok(at) = self.pairs.binary_search(&key) {
            self.add_list(self.characters.len() + at, set);
        }
    }

    /// How many bytes the lists and their directory take.
    pub fn byte_len(&self) -> usize {
        self.parts().iter().map(|part| part.len()).sum()
    }

    /// Everything in it as it is written down.
    pub(super) fn parts(&self) -> Vec<Cow<'_, [u8]>> {
        let Self { documents, characters, paired, pairs, lists, ends } = self;
        let lists = [characters.bytes(), paired.bytes(), pairs.bytes(), lists.bytes(), ends.bytes()]
            .map(Cow::Borrowed);
        let documents = Cow::Owned((*documents as u64).to_ne_bytes().to_vec());
        std::iter::once(documents).chain(lists).collect()
    }

    pub(super) fn of_parts(parts: &[Part]) -> Option<Self> {
        let [documents, characters, paired, pairs, lists, ends] = parts else { return None };
        Some(Self {
            documents: u64::from_ne_bytes(documents.bytes().try_into().ok()?) as usize,
            characters: characters.values()?,
            paired: paired.values()?,
            pairs: pairs.values()?,
            lists: lists.values()?,
            ends: ends.values()?,
        })
    }

    fn add_list(&self, at: usize, set: &mut DocumentSet) {
        let end = |at: usize| self.ends.get(at).map_or(0, |&end| end as usize);
        let list = self.lists.get(at.checked_sub(1).map_or(0, end)..end(at)).unwrap_or_default();
        if list.len() == bitmap_len(self.documents) {
            set.add_bitmap(list);
            return;
        }
        let (mut next, mut gap, mut shift) = (0usize, 0usize, 0u32);
        for &byte in list {
            gap |= usize::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
            shift += 7;
            if byte < 0x80 {
                set.insert(next.saturating_add(gap));
                (next, gap, shift) = (next.saturating_add(gap).saturating_add(1), 0, 0);
            }
        }
    }
}

/// The places in an ascending list of the code points of some characters.
fn places(list: &[u32], characters: &RangeInclusive<char>) -> Range<usize> {
    let start = list.partition_point(|&c| c < u32::from(*characters.start()));
    let len = list[start..].partition_point(|&c| c <= u32::from(*characters.end()));
    start..start + len
}

fn bitmap_len(documents: usize) -> usize {
    documents.div_ceil(8)
}

/// The characters of a corpus, and where they stand among all and among the paired ones.
struct Alphabet {
    characters: Vec<u32>,
    paired: Vec<u32>,
    /// By code point, from 1; 0 where there is none.
    places: Vec<(u32, u32)>,
}

/// A list that is being made.
#[derive(Clone, Copy, Default)]
struct Making {
    /// The document behind the last one in it.
    next: u32,
    /// How many bytes its gaps take; then where its next byte goes, or where its bitmap begins.
    at: u32,
    is_bitmap: bool,
}

impl Alphabet {
    fn of(corpus: &Corpus) -> Self {
        let mut counts = vec![0u32; char::MAX as usize + 1];
        for text in [corpus.heads().text(), corpus.bodies().text()] {
            text.chars().for_each(|c| counts[c as usize] += 1);
        }
        (counts[' ' as usize], counts['\n' as usize]) = (0, 0);
        let characters: Vec<u32> =
            (0..).zip(&counts).filter(|&(_, &count)| count > 0).map(|(c, _)| c).collect();
        let mut paired = characters.clone();
        if paired.len() > MOST_PAIRED {
            paired.sort_unstable_by_key(|&c| (std::cmp::Reverse(counts[c as usize]), c));
            paired.truncate(MOST_PAIRED);
            paired.sort_unstable();
        }
        let mut places = vec![(0, 0); characters.last().map_or(0, |&last| last as usize + 1)];
        (1..).zip(&characters).for_each(|(place, &c)| places[c as usize].0 = place);
        (1..).zip(&paired).for_each(|(place, &c)| places[c as usize].1 = place);
        Self { characters, paired, places }
    }

    /// Calls `met` for each character and pair of a document as often as it stands there: with the character's place,
    /// or the pair's key behind all of those.
    fn each_met(&self, corpus: &Corpus, document: usize, mut met: impl FnMut(usize)) {
        let keys = Keys { paired: self.paired.len() };
        let pairs = self.characters.len();
        let mut line_of = |text: &str, with_initials: bool| {
            let mut before = 0;
            let mut initial_before = None;
            for c in text.chars() {
                let (place, paired) = self.places.get(c as usize).copied().unwrap_or_default();
                if place > 0 {
                    met(place as usize - 1);
                }
                if paired > 0 && before > 0 {
                    met(pairs + keys.of_pair(before as usize - 1, paired as usize - 1));
                }
                before = paired;
                if with_initials {
                    let now = initial(c);
                    if let Some((first, second)) = initial_before.zip(now) {
                        met(pairs + keys.of_initials(first, second));
                    }
                    initial_before = now;
                }
            }
        };
        for (line, text) in corpus.head_lines(document).enumerate() {
            line_of(text, line < LINES_WITH_INITIALS);
        }
        line_of(corpus.body(document), false);
    }

    /// Two passes over the corpus: the first measures the lists, the second writes them in place.
    fn postings(self, corpus: &Corpus) -> Option<Postings> {
        let characters = self.characters.len();
        // The number of each list, from 1; characters have theirs from the start.
        let mut numbers = vec![0u32; characters + Keys { paired: self.paired.len() }.end()];
        (1..).zip(&mut numbers[..characters]).for_each(|(number, slot)| *slot = number);
        let mut making = vec![Making::default(); characters];
        let mut met_pairs: Vec<(u32, u32)> = Vec::new();
        for document in 0..corpus.len() {
            self.each_met(corpus, document, |met| {
                if numbers[met] == 0 {
                    making.push(Making::default());
                    numbers[met] = making.len() as u32;
                    met_pairs.push(((met - characters) as u32, making.len() as u32 - 1));
                }
                let list = &mut making[numbers[met] as usize - 1];
                if let Some(gap) = (document as u32).checked_sub(list.next) {
                    list.at += gap_bytes(gap).count() as u32;
                    list.next = document as u32 + 1;
                }
            });
        }
        met_pairs.sort_unstable();
        let bitmap = bitmap_len(corpus.len()) as u32;
        let mut end = 0u32;
        let mut ends = Vec::with_capacity(making.len());
        for number in (0..characters as u32).chain(met_pairs.iter().map(|&(_, number)| number)) {
            let list = &mut making[number as usize];
            let is_bitmap = list.at >= bitmap;
            let len = list.at.min(bitmap);
            *list = Making { next: 0, at: end, is_bitmap };
            end = end.checked_add(len)?;
            ends.push(end);
        }
        let mut lists = vec![0u8; end as usize];
        for document in 0..corpus.len() {
            self.each_met(corpus, document, |met| {
                let list = &mut making[numbers[met] as usize - 1];
                let Some(gap) = (document as u32).checked_sub(list.next) else { return };
                list.next = document as u32 + 1;
                if list.is_bitmap {
                    lists[list.at as usize + document / 8] |= 1 << (document % 8);
                    return;
                }
                for byte in gap_bytes(gap) {
                    lists[list.at as usize] = byte;
                    list.at += 1;
                }
            });
        }
        Some(Postings {
            documents: corpus.len(),
            characters: self.characters.into(),
            paired: self.paired.into(),
            pairs: met_pairs.into_iter().map(|(key, _)| key).collect::<Vec<_>>().into(),
            lists: lists.into(),
            ends: ends.into(),
        })
    }
}

/// The bytes of a gap: seven bits each, the lowest first, all but the last marked.
fn gap_bytes(gap: u32) -> impl Iterator<Item = u8> {
    let mut rest = Some(gap);
    std::iter::from_fn(move || {
        let now = rest?;
        rest = (now >= 0x80).then_some(now >> 7);
        Some(now as u8 & 0x7F | u8::from(rest.is_some()) << 7)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn corpus(documents: &[(String, String)]) -> Corpus {
        let mut corpus = Corpus::default();
        for (title, body) in documents {
            corpus.push([title.as_str(), "서고일보", "강하늘"], body);
        }
        corpus
    }

    fn asked(documents: usize, ask: impl FnOnce(&mut DocumentSet)) -> Vec<usize> {
        let mut set = DocumentSet::none(documents);
        ask(&mut set);
        set.iter().collect()
    }

    proptest! {
        #[test]
        fn lists_say_what_a_look_says(
            documents in prop::collection::vec(("[가나다美a ㅅ]{0,4}", "[가나다각美a🙂 ]{0,8}"), 0..300),
        ) {
            let corpus = corpus(&documents);
            let postings = Postings::of(&corpus).unwrap();
            let holding = |sign: &dyn Fn(&str) -> bool, lines: usize| -> Vec<usize> {
                (0..corpus.len())
                    .filter(|&at| {
                        let mut head = corpus.head_lines(at).take(lines);
                        head.any(sign) || lines > 2 && sign(corpus.body(at))
                    })
                    .collect()
            };
            for first in "가나美a🙂없".chars() {
                let found = asked(corpus.len(), |set| postings.add_character(first, set));
                prop_assert_eq!(found, holding(&|text| text.contains(first), 9));
                for second in "나다a🙂무".chars() {
                    let pair: String = [first, second].into_iter().collect();
                    let found = asked(corpus.len(), |set| assert!(postings.add_pairs(first, second..=second, set)));
                    prop_assert_eq!(found, holding(&|text| text.contains(&pair), 9));
                }
                let found = asked(corpus.len(), |set| assert!(postings.add_pairs(first, '가'..='깋', set)));
                let with_pair = |text: &str| {
                    text.chars().zip(text.chars().skip(1)).any(|(a, b)| a == first && ('가'..='깋').contains(&b))
                };
                prop_assert_eq!(found, holding(&with_pair, 9));
            }
            let found = asked(corpus.len(), |set| postings.add_initials('ㄱ', 'ㄴ', set));
            let with_initials = |text: &str| {
                text.chars().zip(text.chars().skip(1)).any(|(a, b)| (initial(a), initial(b)) == (Some('ㄱ'), Some('ㄴ')))
            };
            prop_assert_eq!(found, holding(&with_initials, 2));
        }
    }

    #[test]
    fn pairs_of_rare_characters_are_not_listed() {
        let common = |at: u32| char::from_u32(0xAC00 + at).unwrap();
        let all: String = (0..5000).map(common).chain((0..4100).map(common)).collect();
        let corpus = corpus(&[(String::new(), all)]);
        let postings = Postings::of(&corpus).unwrap();
        let mut set = DocumentSet::none(1);
        assert!(!postings.add_pairs(common(4999), common(0)..=common(0), &mut set));
        assert!(postings.add_pairs(common(0), common(2)..=common(2), &mut set) && set.is_empty());
        assert!(postings.add_pairs(common(1), common(2)..=common(2), &mut set) && set.contains(0));
    }
}
