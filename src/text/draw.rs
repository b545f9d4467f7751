//! Numbers drawn by a seed: the same for the same text on every machine, whatever else is drawn.

use sha2::{Digest, Sha256};

/// The name of the way numbers are drawn, with its version.
pub const DRAWING: &str = "sha256-rank 1";

/// The number that a seed draws for a text: the SHA-256 of `SEED:TEXT`. To take some of many at random, sort them
/// by it and take the first.
pub fn draw(seed: u64, text: &str) -> [u8; 32] {
    Sha256::digest(format!("{seed}:{text}")).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_text_is_drawn_as_often_as_any_other() {
        let texts = ["가", "나", "다", "라"];
        let mut first = BTreeMap::new();
        for seed in 0..4000 {
            let drawn = texts.iter().min_by_key(|text| draw(seed, text)).unwrap();
            *first.entry(drawn).or_insert(0) += 1;
        }
        assert!(first.values().all(|count| (900..1100).contains(count)), "{first:?}");
        assert_eq!(draw(7, "a"), draw(7, "a"));
        assert_ne!(draw(7, "a"), draw(8, "a"));
    }
}
