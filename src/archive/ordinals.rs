//! Ordinals by a text of their rows (a path, an id), of which only the hash is kept: a million texts would take more
//! memory than the table. Two texts may share a hash, so whoever looks something up compares the text itself.

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// See above. Each text has one ordinal.
#[derive(Debug, Default)]
pub struct Ordinals(HashTable<Entry>);

#[derive(Clone, Copy, Debug)]
struct Entry {
    hash: u64,
    ordinal: u32,
}

/// The hash of a text, to be asked for with.
#[derive(Clone, Copy, Debug)]
pub struct TextHash(u64);

impl TextHash {
    /// The hash of a text's bytes.
    pub fn of(text: &[u8]) -> Self {
        Self(FxBuildHasher.hash_one(text))
    }
}

impl Ordinals {
    /// Makes room for so many.
    pub fn reserve(&mut self, additional: usize) {
        self.0.reserve(additional, |entry| entry.hash);
    }

    /// The ordinal with this hash that `is_it` accepts, having compared the text.
    pub fn find(&self, TextHash(hash): TextHash, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let is_entry = |entry: &Entry| entry.hash == hash && is_it(entry.ordinal);
        self.0.find(hash, is_entry).map(|entry| entry.ordinal)
    }

    /// Gives a text this ordinal, in place of the one that `is_it` accepts.
    pub fn set(&mut self, TextHash(hash): TextHash, ordinal: u32, is_it: impl Fn(u32) -> bool) {
        let is_entry = |entry: &Entry| entry.hash == hash && is_it(entry.ordinal);
        let entry = self.0.entry(hash, is_entry, |entry| entry.hash);
        entry.insert(Entry { hash, ordinal });
    }

    /// Takes an ordinal out.
    pub fn remove(&mut self, TextHash(hash): TextHash, ordinal: u32) {
        if let Ok(entry) = self.0.find_entry(hash, |entry| entry.ordinal == ordinal) {
            entry.remove();
        }
    }

    /// All of them, in no order.
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
