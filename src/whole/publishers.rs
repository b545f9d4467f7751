//! Under which name an article's publisher is counted: the inferred one where its file names none, and one spelling of
//! names that differ only in that (한겨레 decomposed, ＫＢＳ and KBS).

use crate::archive::{Catalogue, Row};
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cmp::Reverse;
use unicode_normalization::is_nfc;

/// The publishers of an archive, each in one spelling: the one that most articles have, or of equally common ones the
/// composed one.
#[derive(Debug)]
pub struct Publishers<'a> {
    catalogue: &'a Catalogue,
    /// The spelling that counts, for each name.
    spellings: FxHashMap<String, String>,
}

impl<'a> Publishers<'a> {
    /// The publishers of an archive.
    pub fn of(catalogue: &'a Catalogue) -> Self {
        let mut counts: FxHashMap<Cow<'a, str>, u32> = FxHashMap::default();
        catalogue.present().for_each(|(_, row)| *counts.entry(catalogue.publisher(&row)).or_default() += 1);
        let mut folded: FxHashMap<String, Vec<_>> = FxHashMap::default();
        for (name, count) in counts {
            folded.entry(fold(&name)).or_default().push((Reverse(count), !is_nfc(&name), name));
        }
        let mut spellings = FxHashMap::default();
        for names in folded.values() {
            let Some((.., first)) = names.iter().min() else { continue };
            spellings.extend(names.iter().map(|(.., name)| (name.to_string(), first.to_string())));
        }
        Self { catalogue, spellings }
    }

    /// The publisher under which an article is counted; empty if it has none.
    pub fn of_row(&self, row: &Row<'a>) -> &str {
        self.spellings.get(&*self.catalogue.publisher(row)).map_or("", String::as_str)
    }
}
