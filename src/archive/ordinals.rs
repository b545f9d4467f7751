//! Maps texts of rows (paths, ids) to ordinals, storing only hashes: a million texts would take more memory
//! than the table. Hashes can collide, so lookups compare the texts themselves.

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// A map from texts to ordinals, by hash. Each text has one ordinal.
#[derive(Debug, Default)]
pub struct Ordinals(HashTable<PathOrdinal>);

#[derive(Clone, Copy, Debug)]
struct PathOrdinal {
    hash: u64,
    ordinal: u32,
}

/// The hash of a text, for lookups.
#[derive(Clone, Copy, Debug)]
pub struct TextHash(u64);

impl TextHash {
    /// The hash of a text's bytes.
    pub fn of(text: &[u8]) -> Self {
        Self(FxBuildHasher.hash_one(text))
    }
}

impl Ordinals {
    /// Reserves space for more entries.
    pub fn reserve(&mut self, additional: usize) {
        self.0.reserve(additional, |entry| entry.hash);
    }

    /// The ordinal with this hash that `is_it` confirms by comparing the text.
    pub fn find(&self, TextHash(hash): TextHash, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let is_entry = |entry: &PathOrdinal| entry.hash == hash && is_it(entry.ordinal);
        self.0.find(hash, is_entry).map(|entry| entry.ordinal)
    }

    /// Maps a text to an ordinal, replacing the one that `is_it` confirms.
    pub fn set(&mut self, TextHash(hash): TextHash, ordinal: u32, is_it: impl Fn(u32) -> bool) {
        let is_entry = |entry: &PathOrdinal| entry.hash == hash && is_it(entry.ordinal);
        let entry = self.0.entry(hash, is_entry, |entry| entry.hash);
        entry.insert(PathOrdinal { hash, ordinal });
    }

    pub fn remove(&mut self, TextHash(hash): TextHash, ordinal: u32) {
        if let Ok(entry) = self.0.find_entry(hash, |entry| entry.ordinal == ordinal) {
            entry.remove();
        }
    }

    /// All ordinals, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().map(|entry| entry.ordinal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_share_a_hash_keep_their_ordinals() {
        let texts = ["가", "나", "가"];
        let hash = TextHash(7);
        let mut ordinals = Ordinals::default();
        for (ordinal, text) in (0..).zip(texts) {
            ordinals.set(hash, ordinal, |other| texts[other as usize] == text);
        }
        let find = |ordinals: &Ordinals, text| ordinals.find(hash, |other| texts[other as usize] == text);
        assert_eq!(["가", "나", "다"].map(|text| find(&ordinals, text)), [Some(2), Some(1), None]);
        ordinals.remove(hash, 2);
        assert_eq!((find(&ordinals, "가"), ordinals.iter().collect::<Vec<_>>()), (None, vec![1]));
    }
}
