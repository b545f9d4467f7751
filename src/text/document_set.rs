//! A set of a corpus's documents as a bitmap: sets of tens of thousands combine in microseconds.

use std::ops::Range;

/// A set of documents from `0..len`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentSet {
    words: Vec<u64>,
    len: usize,
}

impl DocumentSet {
    /// The empty set over `len` documents.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// A set from its bits; the lowest bit of the first word is document 0.
    pub fn of_words(mut words: Vec<u64>, len: usize) -> Self {
        words.resize(len.div_ceil(64), 0);
        if let Some(last) = words.last_mut().filter(|_| !len.is_multiple_of(64)) {
            *last &= u64::MAX >> (64 - len % 64);
        }
        Self { words, len }
    }

    /// Its bits, in the form that [`DocumentSet::of_words`] takes.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The set of all `len` documents.
    pub fn all(len: usize) -> Self {
        let mut set = Self::none(len);
        set.insert_range(0..len);
        set
    }

    /// The number of documents it can contain.
    pub fn universe(&self) -> usize {
        self.len
    }

    /// The number of documents in it.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    pub fn contains(&self, document: usize) -> bool {
        self.words.get(document / 64).is_some_and(|word| word >> (document % 64) & 1 == 1)
    }

    /// Adds a document; ignored if it is out of range.
    pub fn insert(&mut self, document: usize) {
        if document < self.len
            && let Some(word) = self.words.get_mut(document / 64)
        {
            *word |= 1 << (document % 64);
        }
    }

    pub fn remove_one(&mut self, document: usize) {
        if let Some(word) = self.words.get_mut(document / 64) {
            *word &= !(1 << (document % 64));
        }
    }

    /// Adds a range of documents; those out of range are ignored.
    pub fn insert_range(&mut self, documents: Range<usize>) {
        let end = documents.end.min(self.len);
        let mut at = documents.start;
        while at < end {
            let in_word = (64 - at % 64).min(end - at);
            if let Some(word) = self.words.get_mut(at / 64) {
                *word |= (u64::MAX >> (64 - in_word)) << (at % 64);
            }
            at += in_word;
        }
    }

    /// Adds the documents of another set.
    pub fn add(&mut self, other: &Self) {
        self.join(other, |a, b| a | b);
    }

    /// Keeps only documents that are also in another set.
    pub fn intersect(&mut self, other: &Self) {
        self.join(other, |a, b| a & b);
    }

    /// Removes the documents of another set.
    pub fn remove(&mut self, other: &Self) {
        self.join(other, |a, b| a & !b);
    }

    fn join(&mut self, other: &Self, join: impl Fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = join(*word, *other);
        }
    }

    /// Adds documents by a bitmap; the lowest bit of the first byte is document 0.
    pub(super) fn add_bitmap(&mut self, bitmap: &[u8]) {
        for (word, bytes) in self.words.iter_mut().zip(bitmap.chunks(8)) {
            let mut whole = [0; 8];
            whole[..bytes.len()].copy_from_slice(bytes);
            *word |= u64::from_le_bytes(whole);
        }
    }

    /// The documents in it, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.iter_in(0..self.len)
    }

    /// Its documents within a range, ascending.
    pub fn iter_in(&self, among: Range<usize>) -> impl Iterator<Item = usize> {
        let first = among.start / 64;
        let words = self.words.get(first..among.end.div_ceil(64).min(self.words.len())).unwrap_or_default();
        let all = (first * 64..).step_by(64).zip(words).flat_map(|(first, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest.wrapping_sub(1);
                (bit < 64).then_some(first + bit)
            })
        });
        all.filter(move |document| among.contains(document))
    }

    /// Its runs of consecutive documents, ascending.
    pub fn runs(&self) -> impl Iterator<Item = Range<usize>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = self.next(at, false)?;
            let end = self.next(start, true).unwrap_or(self.len).min(self.len);
            at = end;
            Some(start..end)
        })
    }

    /// The first document from `from` on that is in the set, or with `out` not in it.
    fn next(&self, from: usize, out: bool) -> Option<usize> {
        let mut at = from / 64;
        let mut shown = u64::MAX.checked_shl((from % 64) as u32).unwrap_or(0);
        loop {
            let word = *self.words.get(at)?;
            let rest = (if out { !word } else { word }) & shown;
            if rest != 0 {
                return Some(at * 64 + rest.trailing_zeros() as usize);
            }
            shown = u64::MAX;
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(len: usize, documents: &BTreeSet<usize>) -> DocumentSet {
        let mut set = DocumentSet::none(len);
        documents.iter().for_each(|&document| set.insert(document));
        set
    }

    proptest! {
        #[test]
        fn sets_do_what_sets_do(
            len in 0usize..300,
            a in prop::collection::btree_set(0usize..300, 0..200),
            b in prop::collection::btree_set(0usize..300, 0..200),
            run in (0usize..300, 0usize..300),
        ) {
            let within = |all: BTreeSet<usize>| -> BTreeSet<usize> { all.into_iter().filter(|&d| d < len).collect() };
            let (a, b) = (within(a), within(b));
            let joined = |join: fn(&mut DocumentSet, &DocumentSet)| {
                let mut set_a = set(len, &a);
                join(&mut set_a, &set(len, &b));
                set_a
            };
            prop_assert_eq!(joined(DocumentSet::add), set(len, &(&a | &b)));
            prop_assert_eq!(joined(DocumentSet::intersect), set(len, &(&a & &b)));
            prop_assert_eq!(joined(DocumentSet::remove), set(len, &(&a - &b)));
            let set_a = set(len, &a);
            prop_assert_eq!(set_a.iter().collect::<BTreeSet<_>>(), a.clone());
            prop_assert_eq!(set_a.runs().flatten().collect::<Vec<_>>(), a.iter().copied().collect::<Vec<_>>());
            prop_assert!(set_a.runs().zip(set_a.runs().skip(1)).all(|(run, next)| run.end < next.start));
            prop_assert_eq!(set_a.count(), a.len());
            prop_assert_eq!(set_a.is_empty(), a.is_empty());
            prop_assert!((0..310).all(|document| set_a.contains(document) == a.contains(&document)));
            let mut with_run = set(len, &a);
            with_run.insert_range(run.0..run.1);
            prop_assert_eq!(with_run, set(len, &within(&a | &(run.0..run.1.max(run.0)).collect())));
            let bits = |document: usize| u8::from(a.contains(&document));
            let bitmap: Vec<u8> =
                (0..len.div_ceil(8)).map(|byte| (0..8).fold(0, |value, bit| value | bits(byte * 8 + bit) << bit)).collect();
            let mut from_bitmap = DocumentSet::none(len);
            from_bitmap.add_bitmap(&bitmap);
            prop_assert_eq!(from_bitmap, set_a);
        }
    }
}
