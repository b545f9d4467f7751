//! Articles that a crawler came across but left out because it had stored the same text: what else carried a
//! story.

use super::Story;
use crate::archive::{Catalogue, Row, SkippedText};
use crate::article::{Hash, publisher_host};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// Articles that were left out, by the hash of their text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkippedTexts(FxHashMap<Hash, Vec<LeftOut>>);

/// An article that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The crawler's entry.
    pub text: SkippedText,
    /// Its publisher's name if an article of the archive has it, otherwise the host of its address, or else
    /// the first part of its id.
    pub publisher: String,
}

/// An article that was left out, and the one of a story that has its text, by ordinal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SkippedOf<'a> {
    /// The article that was left out.
    pub skipped: &'a LeftOut,
    /// The article with the same text.
    pub same_as: u32,
}

impl SkippedTexts {
    /// The hashes of the texts in an archive.
    pub fn hashes(catalogue: &Catalogue) -> FxHashSet<Hash> {
        let rows = (0..catalogue.len()).filter_map(|file| catalogue.row(file));
        rows.filter_map(|row| hash(&row).copied()).collect()
    }

    /// Names the publishers of what was left out, as an archive knows them. What was stored after all isn't
    /// among it.
    pub fn of(catalogue: &Catalogue, skipped: Vec<SkippedText>) -> Self {
        let left_out: FxHashSet<&str> = skipped.iter().map(|text| text.id.as_str()).collect();
        let stored = catalogue.present().map(|(_, row)| row.id()).filter(|id| left_out.contains(id));
        let stored: FxHashSet<String> = stored.map(str::to_owned).collect();
        let mut texts: FxHashMap<Hash, Vec<LeftOut>> = FxHashMap::default();
        for text in skipped.into_iter().filter(|text| !stored.contains(&text.id)) {
            let oid = text.id.split_once('_').map_or("", |(oid, _)| oid);
            let known = catalogue.publisher_of(oid).map(Cow::Borrowed);
            let known = known.or_else(|| publisher_host(&text.url));
            let publisher = known.map_or_else(|| oid.to_owned(), Cow::into_owned);
            texts.entry(text.hash).or_default().push(LeftOut { text, publisher });
        }
        Self(texts)
    }

    /// What was left out because a story's articles have its text, earliest first.
    pub fn of_story(&self, story: &Story, catalogue: &Catalogue) -> Vec<SkippedOf<'_>> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut seen: FxHashSet<&Hash> = FxHashSet::default();
        for article in &story.articles {
            let row = catalogue.row(article.ordinal);
            let Some(hash) = row.and_then(|row| hash(&row)).filter(|hash| seen.insert(hash)) else {
                continue;
            };
            let skipped = self.0.get(hash).into_iter().flatten();
            found.extend(skipped.map(|skipped| SkippedOf { skipped, same_as: article.ordinal }));
        }
        found.sort_by_key(|it| (it.skipped.text.crawled, it.skipped.text.id.as_str()));
        found
    }
}

/// The hash of a text as the crawler computed it, or else as it is here.
fn hash<'a>(row: &Row<'a>) -> Option<&'a Hash> {
    row.stored_hash().or_else(|| row.body_hash())
}
