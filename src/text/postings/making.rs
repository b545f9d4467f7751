//! Builds the postings of a corpus in several passes: over a sample, to find frequent pairs and triples of
//! characters, then over all documents, to measure each list and finally to write it.

use super::super::corpus::Corpus;
use super::super::hangul::initial;
use super::{PairKeys, Postings, bitmap_len};
use std::cmp::Reverse;
use std::ops::Range;

/// The most characters whose pairs are listed: the tables of all their pairs, and of what can follow frequent
/// ones, take up to 124 MiB during the build.
const MOST_PAIRED: usize = 4096;

/// The most pairs, and the most triples, that count as frequent.
const MOST_FREQUENT: usize = 1280;

/// Pairs and triples in at least one of this many documents are frequent.
const FREQUENT_SHARE: usize = 16;

/// The number of documents in the sample.
const SAMPLE: usize = 1024;

/// How many lines of a head can be found by initials: title and publisher.
const LINES_WITH_INITIALS: usize = 2;

/// What a corpus consists of: its characters, those whose pairs are listed, and the frequent pairs and triples.
struct Alphabet {
    characters: Vec<u32>,
    paired: Vec<u32>,
    /// By code point, the positions in both lists, starting at 1; 0 if not in the list.
    places: Vec<(u32, u32)>,
    /// The keys of the frequent pairs and triples, ascending.
    frequent: Vec<usize>,
}

/// The lists being built.
struct Lists {
    /// The number of each key's list, starting at 1; 0 if the key hasn't occurred.
    numbers: Vec<u32>,
    /// Keys of the characters, then of frequent pairs and triples, then of the rest in order of occurrence.
    keys: Vec<usize>,
    /// The lists of these keys.
    lists: Vec<Making>,
}

/// A list being built.
#[derive(Clone, Copy, Default)]
struct Making {
    /// The document after the last one in the list.
    next: u32,
    /// The length of its gaps in bytes; later, where its next byte goes or its bitmap starts.
    at: u32,
    is_bitmap: bool,
}

/// The postings of a corpus; `None` if they are too large for their offsets.
pub(super) fn postings(corpus: &Corpus) -> Option<Postings> {
    let mut alphabet = Alphabet::of(corpus);
    let [pairs, ..] = alphabet.sections();
    alphabet.frequent = alphabet.frequent_in(pairs.start..pairs.end - PairKeys::INITIALS, corpus);
    let [_, triples, _] = alphabet.sections();
    let frequent_triples = alphabet.frequent_in(triples, corpus);
    alphabet.frequent.extend(frequent_triples);
    let mut lists = Lists::measured(&alphabet, corpus);
    let (keys, ends) = lists.set_out(corpus.len())?;
    let bytes = lists.written(&alphabet, corpus, ends.last().map_or(0, |&end| end as usize));
    let keys_in = |section: Range<usize>| -> Vec<u32> {
        let place = |key| keys.partition_point(|&met| met < key);
        let met = keys.get(place(section.start)..place(section.end)).unwrap_or_default();
        met.iter().map(|&key| (key - section.start) as u32).collect()
    };
    let [pairs, longer, parted] = alphabet.sections().map(keys_in);
    let list = |&key: &usize| (keys.partition_point(|&met| met < key) - alphabet.characters.len()) as u32;
    Some(Postings {
        documents: corpus.len(),
        frequent: alphabet.frequent.iter().map(list).collect::<Vec<_>>().into(),
        characters: alphabet.characters.into(),
        paired: alphabet.paired.into(),
        pairs: pairs.into(),
        longer: longer.into(),
        parted: parted.into(),
        lists: bytes.into(),
        ends: ends.into(),
    })
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
            paired.sort_unstable_by_key(|&c| (Reverse(counts[c as usize]), c));
            paired.truncate(MOST_PAIRED);
            paired.sort_unstable();
        }
        let mut places = vec![(0, 0); characters.last().map_or(0, |&last| last as usize + 1)];
        (1..).zip(&characters).for_each(|(place, &c)| places[c as usize].0 = place);
        (1..).zip(&paired).for_each(|(place, &c)| places[c as usize].1 = place);
        Self { characters, paired, places, frequent: Vec::new() }
    }

    fn keys(&self) -> PairKeys {
        PairKeys { paired: self.paired.len() }
    }

    /// The key ranges, after those of characters, of pairs, of frequent pairs and triples followed by another
    /// character, and of frequent pairs followed by a space and another character.
    fn sections(&self) -> [Range<usize>; 3] {
        let keys = self.keys();
        let pairs = self.characters.len();
        let longer = pairs + keys.end();
        let parted = longer + keys.behind(self.frequent.len(), 0);
        let frequent_pairs = self.frequent.partition_point(|&key| key < longer);
        [pairs..longer, longer..parted, parted..parted + keys.behind(frequent_pairs, 0)]
    }

    /// The keys of a section that occur in many documents of a sample.
    fn frequent_in(&self, section: Range<usize>, corpus: &Corpus) -> Vec<usize> {
        let sample = corpus.len().min(SAMPLE);
        let step = (corpus.len() / SAMPLE).max(1);
        // By key: how many documents of the sample contain it, and the last that does, counting from 1.
        let mut held = vec![(0u16, 0u16); section.len()];
        let mut all_met = Vec::new();
        for (number, document) in (1..).zip((0..corpus.len()).step_by(step).take(sample)) {
            self.each_met(corpus, document, |met| {
                let key = met.checked_sub(section.start);
                let held = key.and_then(|key| Some((key, held.get_mut(key)?)));
                if let Some((key, (count, last))) = held.filter(|(_, (_, last))| *last < number) {
                    if *count == 0 {
                        all_met.push(key);
                    }
                    (*count, *last) = (*count + 1, number);
                }
                self.frequent.binary_search(&met).ok()
            });
        }
        all_met.retain(|&key| usize::from(held[key].0) * FREQUENT_SHARE >= sample);
        all_met.sort_unstable_by_key(|&key| (Reverse(held[key].0), key));
        all_met.truncate(MOST_FREQUENT);
        all_met.sort_unstable();
        all_met.into_iter().map(|key| section.start + key).collect()
    }

    /// Calls `met` for each occurrence in a document of a character, a pair, a frequent pair or triple followed
    /// by another character, or a frequent pair followed by a space and another character. `met` returns the
    /// index among the frequent ones, if the key is frequent.
    fn each_met(&self, corpus: &Corpus, document: usize, mut met: impl FnMut(usize) -> Option<usize>) {
        let keys = self.keys();
        let [pairs, longer, parted] = self.sections();
        let mut line_of = |text: &str, with_initials: bool| {
            let mut before = 0;
            // The frequent pair and triple that end right before the current character, and the pair before a
            // preceding space.
            let (mut pair_before, mut triple_before, mut parted_before) = (None, None, None);
            let mut initial_before = None;
            for c in text.chars() {
                let (place, paired) = self.places.get(c as usize).copied().unwrap_or_default();
                if place > 0 {
                    met(place as usize - 1);
                }
                let (mut pair, mut triple) = (None, None);
                if paired > 0 {
                    let paired = paired as usize - 1;
                    if before > 0 {
                        pair = met(pairs.start + keys.behind(before as usize - 1, paired));
                    }
                    if let Some(pair) = pair_before {
                        triple = met(longer.start + keys.behind(pair, paired));
                    }
                    if let Some(triple) = triple_before {
                        met(longer.start + keys.behind(triple, paired));
                    }
                    if let Some(pair) = parted_before {
                        met(parted.start + keys.behind(pair, paired));
                    }
                }
                parted_before = pair_before.filter(|_| c == ' ');
                (before, pair_before, triple_before) = (paired, pair, triple);
                if with_initials {
                    let now = initial(c);
                    if let Some((first, second)) = initial_before.zip(now) {
                        met(pairs.start + keys.of_initials(first, second));
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
}

impl Lists {
    /// Measures the length of each list.
    fn measured(alphabet: &Alphabet, corpus: &Corpus) -> Self {
        let [pairs, _, parted] = alphabet.sections();
        let mut numbers = vec![0u32; parted.end];
        let mut keys: Vec<usize> = (0..pairs.start).chain(alphabet.frequent.iter().copied()).collect();
        (1..).zip(&keys).for_each(|(number, &key)| numbers[key] = number);
        let mut lists = vec![Making::default(); keys.len()];
        let frequent = pairs.start..keys.len();
        for document in 0..corpus.len() {
            alphabet.each_met(corpus, document, |key| {
                if numbers[key] == 0 {
                    keys.push(key);
                    lists.push(Making::default());
                    numbers[key] = keys.len() as u32;
                }
                let number = numbers[key] as usize - 1;
                let list = &mut lists[number];
                if let Some(gap) = (document as u32).checked_sub(list.next) {
                    list.at += gap_bytes(gap).count() as u32;
                    list.next = document as u32 + 1;
                }
                frequent.contains(&number).then(|| number - frequent.start)
            });
        }
        Self { numbers, keys, lists }
    }

    /// Lays out the lists in key order. Returns the keys and where each list ends.
    fn set_out(&mut self, documents: usize) -> Option<(Vec<usize>, Vec<u32>)> {
        let bitmap = bitmap_len(documents) as u32;
        let mut order: Vec<usize> = (0..self.lists.len()).collect();
        order.sort_unstable_by_key(|&number| self.keys[number]);
        let (mut end, mut ends) = (0u32, Vec::with_capacity(order.len()));
        for &number in &order {
            let list = &mut self.lists[number];
            let (len, is_bitmap) = (list.at.min(bitmap), list.at >= bitmap);
            *list = Making { next: 0, at: end, is_bitmap };
            end = end.checked_add(len)?;
            ends.push(end);
        }
        Some((order.into_iter().map(|number| self.keys[number]).collect(), ends))
    }

    /// Writes all lists, `len` bytes in total.
    fn written(mut self, alphabet: &Alphabet, corpus: &Corpus, len: usize) -> Vec<u8> {
        let mut bytes = vec![0u8; len];
        let frequent = alphabet.characters.len()..alphabet.characters.len() + alphabet.frequent.len();
        for document in 0..corpus.len() {
            alphabet.each_met(corpus, document, |key| {
                let number = self.numbers[key] as usize - 1;
                let list = &mut self.lists[number];
                if let Some(gap) = (document as u32).checked_sub(list.next) {
                    list.next = document as u32 + 1;
                    if list.is_bitmap {
                        bytes[list.at as usize + document / 8] |= 1 << (document % 8);
                    } else {
                        for byte in gap_bytes(gap) {
                            bytes[list.at as usize] = byte;
                            list.at += 1;
                        }
                    }
                }
                frequent.contains(&number).then(|| number - frequent.start)
            });
        }
        bytes
    }
}

/// The encoding of a gap: seven bits per byte, lowest first, with the high bit set on all but the last.
fn gap_bytes(gap: u32) -> impl Iterator<Item = u8> {
    let mut rest = Some(gap);
    std::iter::from_fn(move || {
        let now = rest?;
        rest = (now >= 0x80).then_some(now >> 7);
        Some(now as u8 & 0x7F | u8::from(rest.is_some()) << 7)
    })
}
