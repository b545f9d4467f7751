//! Counts a catalogue's articles by the reader's marks.

use crate::archive::Catalogue;
use crate::library::Marks;
use std::collections::BTreeMap;

/// How many articles have each kind of mark, each article counted once; `None` where a server doesn't tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub all: Option<usize>,
    pub unread: Option<usize>,
    pub starred: Option<usize>,
    pub noted: Option<usize>,
    pub highlighted: Option<usize>,
    /// By tag; no article has one that isn't here.
    pub tags: BTreeMap<String, Option<usize>>,
    /// The number of hits of each saved search, by its query.
    pub searches: BTreeMap<String, usize>,
    /// Results by set.
    pub sets: BTreeMap<String, usize>,
}

impl Counts {
    /// Counts by marks. The caller, which can run searches, counts the hits of saved ones.
    pub fn of(catalogue: &Catalogue, marks: &Marks) -> Self {
        let (mut all, mut unread, mut starred, mut noted, mut highlighted) = (0, 0, 0, 0, 0);
        let mut tags: BTreeMap<String, usize> = BTreeMap::new();
        for (ordinal, _) in catalogue.present().filter(|&(ordinal, _)| catalogue.is_newest(ordinal)) {
            let mine = marks.of_article(catalogue, ordinal);
            all += 1;
            unread += usize::from(mine.read.is_none());
            starred += usize::from(mine.star.is_some());
            noted += usize::from(!mine.written().is_empty());
            highlighted += usize::from(!mine.highlights.is_empty());
            for tag in &mine.tags {
                *tags.entry(tag.clone()).or_default() += 1;
            }
        }
        Self {
            all: Some(all),
            unread: Some(unread),
            starred: Some(starred),
            noted: Some(noted),
            highlighted: Some(highlighted),
            tags: tags.into_iter().map(|(tag, count)| (tag, Some(count))).collect(),
            searches: BTreeMap::new(),
            sets: BTreeMap::new(),
        }
    }
}
