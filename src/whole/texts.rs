//! Finds articles with the same text, so that each text can be counted once.

use crate::archive::{Catalogue, Row};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// For each article, in order, the one that represents its text: the first published, and within a day the one
/// with the smallest id and path. Texts are the same if their letters and digits are.
pub(super) fn firsts(catalogue: &Catalogue, ordinals: &[u32]) -> Vec<u32> {
    let mut of_texts: FxHashMap<[u64; 2], u32> = FxHashMap::default();
    let texts: Vec<[u64; 2]> = ordinals
        .iter()
        .map(|&ordinal| match catalogue.row(ordinal) {
            Some(row) => text_of(&row).unwrap_or([u64::from(ordinal), 0]),
            None => [u64::from(ordinal), 0],
        })
        .collect();
    for (&ordinal, &text) in ordinals.iter().zip(&texts) {
        let first = of_texts.entry(text).or_insert(ordinal);
        if is_before(catalogue, ordinal, *first) {
            *first = ordinal;
        }
    }
    texts
        .iter()
        .zip(ordinals)
        .map(|(text, &ordinal)| of_texts.get(text).copied().unwrap_or(ordinal))
        .collect()
}

fn is_before(catalogue: &Catalogue, one: u32, other: u32) -> bool {
    let key = |ordinal| {
        let row = catalogue.row(ordinal)?;
        let day = row.published().map(|published| published.date());
        Some((day.is_none(), day, row.id(), row.path(), row.entry()))
    };
    key(one) < key(other)
}

/// Two hashes of a text's letters and digits, including their number; `None` if there are none.
fn text_of(row: &Row<'_>) -> Option<[u64; 2]> {
    let (corpus, place) = row.place();
    let mut hashes = [FxHasher::default(), FxHasher::default()];
    let mut count = 0_u64;
    for letter in corpus.body(place).chars().filter(|c| c.is_alphanumeric()) {
        count += 1;
        hashes[0].write_u32(letter.into());
        hashes[1].write_u32(u32::from(letter).wrapping_mul(0x9E37_79B1) ^ 0x55);
    }
    let [one, other] = hashes.map(|hash| hash.finish());
    // The second must not be one that stands for an article by itself.
    (count > 0).then_some([one, (other ^ count) | 1])
}
