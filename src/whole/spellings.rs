//! Publishers whose names differ only in spelling: 한겨레 decomposed, ＫＢＳ and KBS.

use crate::archive::Catalogue;
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use unicode_normalization::is_nfc;

/// For each publisher that is also spelled otherwise, the spelling that most articles have, or of equally common ones
/// the composed one.
#[derive(Debug, Default)]
pub(super) struct Spellings(FxHashMap<String, String>);

impl Spellings {
    /// The spellings in an archive.
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        catalogue.present().for_each(|(_, row)| *counts.entry(row.publisher()).or_default() += 1);
        let mut folded: FxHashMap<String, Vec<(Reverse<u32>, bool, &str)>> = FxHashMap::default();
        for (name, count) in counts {
            folded.entry(fold(name)).or_default().push((Reverse(count), !is_nfc(name), name));
        }
        let mut shown = FxHashMap::default();
        for names in folded.values().filter(|names| names.len() > 1) {
            let Some((.., first)) = names.iter().min() else { continue };
            shown.extend(names.iter().map(|(.., name)| ((*name).to_owned(), (*first).to_owned())));
        }
        Self(shown)
    }

    /// The spelling under which a publisher is counted.
    pub(super) fn shown<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.get(name).map_or(name, String::as_str)
    }
}
