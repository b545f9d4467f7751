//! Counts a catalogue's articles by the reader's marks.

use crate::archive::Catalogue;
use crate::library::Marks;
use std::collections::BTreeMap;

/// How many articles have each kind of mark, each article counted once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the name is the meaning")]
pub struct Counts {
    pub all: usize,
    pub unread: usize,
    pub starred: usize,
    pub noted: usize,
    pub highlighted: usize,
    /// By tag.
    pub tags: BTreeMap<String, usize>,
    /// The number of hits of each saved search, by its query.
    pub searches: BTreeMap<String, usize>,
}

impl Counts {
    /// Counts by marks. The caller, which can run searches, counts the hits of saved ones.
    pub fn of(catalogue: &Catalogue, marks: &Marks) -> Self {
        let mut counts = Self::default();
        for (ordinal, _) in catalogue.present().filter(|&(ordinal, _)| catalogue.is_newest(ordinal)) {
            let mine = marks.of_article(catalogue, ordinal);
            counts.all += 1;
            counts.unread += usize::from(mine.read.is_none());
            counts.starred += usize::from(mine.star.is_some());
            counts.noted += usize::from(!mine.written().is_empty());
            counts.highlighted += usize::from(!mine.highlights.is_empty());
            for tag in &mine.tags {
                *counts.tags.entry(tag.clone()).or_default() += 1;
            }
        }
        counts
    }
}
