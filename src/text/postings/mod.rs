//! Postings of a corpus: the documents that contain a character, two adjacent characters or, in the first lines
//! of their heads, two adjacent initial consonants. They let a search look at a few documents instead of all.
//!
//! White space has no list. Pairs are listed only for a corpus's most frequent characters: rarer ones are
//! selective enough alone. What follows two or three characters, or two and a space, is listed if those are
//! frequent, because many documents contain all pairs of a longer text separately. A list is stored as gaps
//! between documents, seven bits per byte, or as a bitmap if that is shorter; its length says which.

mod making;

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use super::corpus::Corpus;
use super::document_set::DocumentSet;
use super::mapped::Part;
use super::packed::Packed;

/// The postings of a corpus.
#[derive(Debug, Clone)]
pub struct Postings {
    documents: usize,
    /// All characters, as ascending code points.
    characters: Packed<u32>,
    /// The characters whose pairs are listed, as ascending code points.
    paired: Packed<u32>,
    /// The pairs of characters and of initials that occur, as ascending keys; see [`PairKeys`].
    pairs: Packed<u32>,
    /// The frequent pairs, then triples, of characters: ascending indexes of their lists, counted after those
    /// of the characters.
    frequent: Packed<u32>,
    /// Frequent pairs and triples followed by another character, as ascending keys.
    longer: Packed<u32>,
    /// Frequent pairs followed by a space and another character, as ascending keys.
    parted: Packed<u32>,
    /// The lists of characters, `pairs`, `longer` and `parted`, concatenated.
    lists: Packed<u8>,
    /// The end of each list.
    ends: Packed<u32>,
}

/// The longest run of characters that can be frequent, since lists are made for pairs and triples.
pub const LONGEST_FREQUENT: usize = 3;

/// Numbers pairs of characters in code point order, followed by pairs of initials. Frequent pairs and triples
/// followed by another character are numbered in the same way.
#[derive(Clone, Copy)]
struct PairKeys {
    paired: usize,
}

impl PairKeys {
    const INITIALS: usize = 1 << 16;

    /// The key of a character after another one or after a frequent pair or triple, all given as indexes.
    fn behind(self, before: usize, c: usize) -> usize {
        before * self.paired + c
    }

    fn of_initials(self, first: char, second: char) -> usize {
        // Compatibility jamo differ only in their lowest eight bits.
        self.behind(self.paired, 0) + ((first as usize & 0xFF) << 8 | second as usize & 0xFF)
    }

    fn end(self) -> usize {
        self.behind(self.paired, Self::INITIALS)
    }
}

impl Postings {
    /// The postings of a corpus; `None` if they are too large for their offsets.
    pub fn of(corpus: &Corpus) -> Option<Self> {
        making::postings(corpus)
    }

    /// Whether any document contains a character.
    pub fn knows(&self, c: char) -> bool {
        self.characters.binary_search(&u32::from(c)).is_ok()
    }

    /// Adds the documents that contain a character.
    pub fn add_character(&self, c: char, set: &mut DocumentSet) {
        if let Ok(at) = self.characters.binary_search(&u32::from(c)) {
            self.add_list(at, set);
        }
    }

    /// Adds the documents that contain any character of a range.
    pub fn add_characters(&self, range: RangeInclusive<char>, set: &mut DocumentSet) {
        places(&self.characters, &range).for_each(|at| self.add_list(at, set));
    }

    /// Adds the documents that contain a run of characters directly followed by any of a range: to `sure` as
    /// far as that is listed, otherwise to `maybe` those that contain the end of it.
    pub fn add_behind(
        &self,
        before: &[char],
        next: RangeInclusive<char>,
        sure: &mut DocumentSet,
        maybe: &mut DocumentSet,
    ) {
        let Some((&first, rest)) = before.split_first() else { return self.add_characters(next, sure) };
        if !self.knows(first) {
            return;
        }
        let listed = match rest {
            [] => self.paired_place(first).map(|place| (place, &self.pairs, self.characters.len())),
            _ => {
                let lists = self.characters.len() + self.pairs.len();
                self.frequent_place(before).map(|place| (place, &self.longer, lists))
            }
        };
        match listed {
            Some((place, keys, lists)) => {
                let listed = self.places_behind(place, keys, &next, maybe);
                listed.for_each(|at| self.add_list(lists + at, sure));
            }
            None => {
                let mut with_end = DocumentSet::none(maybe.universe());
                self.add_behind(rest, next, &mut with_end, maybe);
                maybe.add(&with_end);
            }
        }
    }

    /// Adds the documents that contain two characters, a space and any of a range; if that isn't listed, those
    /// that may.
    pub fn add_parted(
        &self,
        [first, second]: [char; 2],
        third: RangeInclusive<char>,
        maybe: &mut DocumentSet,
    ) {
        let mut listed = DocumentSet::none(maybe.universe());
        match self.frequent_place(&[first, second]) {
            Some(pair) => {
                let places = self.places_behind(pair, &self.parted, &third, maybe);
                let before = self.characters.len() + self.pairs.len() + self.longer.len();
                places.for_each(|at| self.add_list(before + at, &mut listed));
            }
            None => self.add_behind(&[first], second..=second, &mut listed, maybe),
        }
        maybe.add(&listed);
    }

    /// Whether a run of characters is frequent, so that what follows it is listed.
    pub fn is_frequent(&self, characters: &[char]) -> bool {
        self.frequent_place(characters).is_some()
    }

    /// The index of a run of characters among the frequent ones.
    fn frequent_place(&self, characters: &[char]) -> Option<usize> {
        let (&last, before) = characters.split_last()?;
        let (before, keys, lists) = match before {
            &[only] => (self.paired_place(only)?, &self.pairs, 0),
            _ => (self.frequent_place(before)?, &self.longer, self.pairs.len()),
        };
        let key = PairKeys { paired: self.paired.len() }.behind(before, self.paired_place(last)?);
        let list = lists + keys.binary_search(&(key as u32)).ok()?;
        self.frequent.binary_search(&(list as u32)).ok()
    }

    /// The index of a character among those whose pairs are listed.
    fn paired_place(&self, c: char) -> Option<usize> {
        self.paired.binary_search(&u32::from(c)).ok()
    }

    /// The indexes in `keys` of the entries in which a character of a range follows. Documents with one of
    /// those characters that has no pairs listed are added to `rest`.
    fn places_behind(
        &self,
        before: usize,
        keys: &[u32],
        characters: &RangeInclusive<char>,
        rest: &mut DocumentSet,
    ) -> Range<usize> {
        let (known, paired) = (places(&self.characters, characters), places(&self.paired, characters));
        if paired.len() < known.len() {
            let with_pairs = self.paired.get(paired.clone()).unwrap_or_default();
            let is_paired = |c: &u32| with_pairs.binary_search(c).is_ok();
            let unpaired = known.filter(|&at| self.characters.get(at).is_some_and(|c| !is_paired(c)));
            unpaired.for_each(|at| self.add_list(at, rest));
        }
        let numbers = PairKeys { paired: self.paired.len() };
        let place = |c| keys.partition_point(|&key| (key as usize) < numbers.behind(before, c));
        place(paired.start)..place(paired.end)
    }

    /// Adds the documents that have two adjacent initial consonants in one of their first lines.
    pub fn add_initials(&self, first: char, second: char, set: &mut DocumentSet) {
        let key = PairKeys { paired: self.paired.len() }.of_initials(first, second) as u32;
        if let Ok(at) = self.pairs.binary_search(&key) {
            self.add_list(self.characters.len() + at, set);
        }
    }

    /// The size of the lists and their directory in bytes.
    pub fn byte_len(&self) -> usize {
        self.parts().iter().map(|part| part.len()).sum()
    }

    /// The parts to store in a file.
    pub(super) fn parts(&self) -> Vec<Cow<'_, [u8]>> {
        let Self { documents, characters, paired, pairs, frequent, longer, parted, lists, ends } = self;
        let documents = Cow::Owned((*documents as u64).to_ne_bytes().to_vec());
        let directory = [characters, paired, pairs, frequent, longer, parted].map(Packed::bytes);
        let rest = directory.into_iter().chain([lists.bytes(), ends.bytes()]).map(Cow::Borrowed);
        std::iter::once(documents).chain(rest).collect()
    }

    pub(super) fn of_parts(parts: &[Part]) -> Option<Self> {
        let [documents, characters, paired, pairs, frequent, longer, parted, lists, ends] = parts else {
            return None;
        };
        Some(Self {
            documents: u64::from_ne_bytes(documents.bytes().try_into().ok()?) as usize,
            characters: characters.values()?,
            paired: paired.values()?,
            pairs: pairs.values()?,
            frequent: frequent.values()?,
            longer: longer.values()?,
            parted: parted.values()?,
            lists: lists.values()?,
            ends: ends.values()?,
        })
    }

    fn add_list(&self, at: usize, set: &mut DocumentSet) {
        let end = |at: usize| self.ends.get(at).map_or(0, |&end| end as usize);
        let list = self.lists.range(at.checked_sub(1).map_or(0, end)..end(at));
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

/// The indexes of a character range in an ascending list of code points.
fn places(list: &[u32], characters: &RangeInclusive<char>) -> Range<usize> {
    let start = list.partition_point(|&c| c < u32::from(*characters.start()));
    let len = list[start..].partition_point(|&c| c <= u32::from(*characters.end()));
    start..start + len
}

fn bitmap_len(documents: usize) -> usize {
    documents.div_ceil(8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hangul::initial;
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

    /// The documents found by a lookup that is fully listed.
    fn listed(documents: usize, ask: impl FnOnce(&mut DocumentSet, &mut DocumentSet)) -> Vec<usize> {
        let mut maybe = DocumentSet::none(documents);
        let sure = asked(documents, |sure| ask(sure, &mut maybe));
        assert!(maybe.is_empty());
        sure
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
                    let found = listed(corpus.len(), |sure, maybe| postings.add_behind(&[first], second..=second, sure, maybe));
                    prop_assert_eq!(found, holding(&|text| text.contains(&pair), 9));
                }
                let found = listed(corpus.len(), |sure, maybe| postings.add_behind(&[first], '가'..='깋', sure, maybe));
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
        let ask = |first, seconds: RangeInclusive<char>| {
            let (mut sure, mut maybe) = (DocumentSet::none(1), DocumentSet::none(1));
            postings.add_behind(&[first], seconds, &mut sure, &mut maybe);
            (sure.contains(0), maybe.contains(0))
        };
        assert_eq!(ask(common(4999), common(0)..=common(0)), (false, true));
        assert_eq!(ask(common(0), common(2)..=common(2)), (false, false));
        assert_eq!(ask(common(1), common(2)..=common(2)), (true, false));
        // Each following character is looked up on its own.
        assert_eq!(ask(common(1), common(2)..=common(4999)), (true, true));
        // With only one document, every pair is frequent.
        assert!(postings.is_frequent(&[common(0), common(1)]));
        let ask = |thirds: RangeInclusive<char>| {
            let (mut sure, mut maybe) = (DocumentSet::none(1), DocumentSet::none(1));
            postings.add_behind(&[common(0), common(1)], thirds, &mut sure, &mut maybe);
            (sure.contains(0), maybe.contains(0))
        };
        assert_eq!(ask(common(4999)..=common(4999)), (false, true));
        assert_eq!(ask(common(3)..=common(3)), (false, false));
        let mut maybe = DocumentSet::none(1);
        postings.add_parted([common(0), common(1)], common(4999)..=common(4999), &mut maybe);
        assert!(maybe.contains(0));
    }

    #[test]
    fn what_stands_behind_is_listed_where_that_is_frequent() {
        // Two of the letters are rare, and so are their pairs.
        let letters: Vec<char> = "가나다라 ".chars().cycle().take(300).chain("바사".chars()).collect();
        let mut state = 7usize;
        let mut body = || {
            let next = |_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                letters[(state >> 33) % letters.len()]
            };
            (0..30).map(next).collect::<String>()
        };
        let documents: Vec<_> = (0..1500).map(|_| (String::new(), body())).collect();
        let corpus = corpus(&documents);
        let postings = Postings::of(&corpus).unwrap();
        let holding = |sign: &dyn Fn(&str) -> bool| -> Vec<usize> {
            (0..corpus.len()).filter(|&at| sign(corpus.body(at))).collect()
        };
        assert!(postings.is_frequent(&['가', '나']) && !postings.is_frequent(&['가', '바']));
        assert!(postings.is_frequent(&['가', '나', '다']) && !postings.is_frequent(&['가', '나', '바']));
        for fourth in "가나다라바사없".chars() {
            let (mut sure, mut maybe) = (DocumentSet::none(corpus.len()), DocumentSet::none(corpus.len()));
            postings.add_behind(&['가', '나', '다'], fourth..=fourth, &mut sure, &mut maybe);
            let four: String = ['가', '나', '다', fourth].into_iter().collect();
            assert_eq!(sure.iter().collect::<Vec<_>>(), holding(&|text| text.contains(&four)));
            assert!(maybe.is_empty());
            // For three characters that aren't frequent, the last pair determines what may match.
            postings.add_behind(&['가', '나', '바'], fourth..=fourth, &mut DocumentSet::none(0), &mut maybe);
            let end: String = ['바', fourth].into_iter().collect();
            assert_eq!(maybe.iter().collect::<Vec<_>>(), holding(&|text| text.contains(&end)));
        }
        for [first, second] in [['가', '나'], ['나', '나'], ['가', '바']] {
            for third in "가나다라바사없".chars() {
                let (mut sure, mut maybe) =
                    (DocumentSet::none(corpus.len()), DocumentSet::none(corpus.len()));
                postings.add_behind(&[first, second], third..=third, &mut sure, &mut maybe);
                let three: String = [first, second, third].into_iter().collect();
                let pair: String = [second, third].into_iter().collect();
                match postings.is_frequent(&[first, second]) {
                    true => {
                        assert_eq!(sure.iter().collect::<Vec<_>>(), holding(&|text| text.contains(&three)));
                        assert!(maybe.is_empty());
                    }
                    false => {
                        assert_eq!(maybe.iter().collect::<Vec<_>>(), holding(&|text| text.contains(&pair)));
                        assert!(sure.is_empty());
                    }
                }
            }
            for thirds in ['가'..='가', '나'..='다', '라'..='바', '사'..='사', '없'..='없'] {
                let asked_for = thirds.clone();
                let parted =
                    asked(corpus.len(), |maybe| postings.add_parted([first, second], asked_for, maybe));
                let texts: Vec<String> = thirds.map(|third| format!("{first}{second} {third}")).collect();
                let holding = holding(&|body| texts.iter().any(|text| body.contains(text)));
                match postings.is_frequent(&[first, second]) {
                    true => assert_eq!(parted, holding),
                    false => assert!(holding.iter().all(|document| parted.contains(document))),
                }
            }
            let mut sure = DocumentSet::none(corpus.len());
            let mut maybe = sure.clone();
            postings.add_behind(&[first, second], '가'..='사', &mut sure, &mut maybe);
            let begin: String = [first, second].into_iter().collect();
            let goes_on = |text: &str| {
                let mut places =
                    text.match_indices(&begin).map(|(at, begin)| text[at + begin.len()..].chars().next());
                places.any(|next| next.is_some_and(|next| ('가'..='사').contains(&next)))
            };
            let all = holding(&goes_on);
            assert!(sure.iter().all(|document| all.contains(&document)));
            sure.add(&maybe);
            assert!(all.iter().all(|&document| sure.contains(document)));
        }
    }
}
