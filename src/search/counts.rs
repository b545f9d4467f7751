//! Counts a catalogue's articles by the reader's marks.

use crate::archive::Catalogue;
use crate::library::Marks;
use crate::text::DocumentSet;
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

/// The files of a catalogue whose articles have each kind of mark, by ascending ordinal.
#[derive(Debug, Default)]
pub struct Marked {
    read: Vec<u32>,
    starred: Vec<u32>,
    noted: Vec<u32>,
    highlighted: Vec<u32>,
    tags: BTreeMap<String, Vec<u32>>,
}

impl Marked {
    pub fn of(catalogue: &Catalogue, marks: &Marks) -> Self {
        let mut marked = Self::default();
        for (ordinal, _) in catalogue.present() {
            let mine = marks.of_article(catalogue, ordinal);
            let add = |files: &mut Vec<u32>, has: bool| files.extend(has.then_some(ordinal));
            add(&mut marked.read, mine.read.is_some());
            add(&mut marked.starred, mine.star.is_some());
            add(&mut marked.noted, !mine.written().is_empty());
            add(&mut marked.highlighted, !mine.highlights.is_empty());
            for tag in &mine.tags {
                marked.tags.entry(tag.clone()).or_default().push(ordinal);
            }
        }
        marked
    }

    /// Counts those `among` some files. The caller, which can run searches, counts the hits of saved ones.
    pub fn counts(&self, among: &DocumentSet) -> Counts {
        let count = |files: &[u32]| files.iter().filter(|&&file| among.contains(file as usize)).count();
        let all = among.count();
        Counts {
            all: Some(all),
            unread: Some(all - count(&self.read)),
            starred: Some(count(&self.starred)),
            noted: Some(count(&self.noted)),
            highlighted: Some(count(&self.highlighted)),
            tags: self.tags.iter().map(|(tag, files)| (tag.clone(), Some(count(files)))).collect(),
            ..Counts::default()
        }
    }
}

/// One file of each article of a catalogue: the newest.
pub fn newest_files(catalogue: &Catalogue) -> DocumentSet {
    let mut newest = DocumentSet::none(catalogue.len() as usize);
    let files = catalogue.present().map(|(ordinal, _)| ordinal);
    files.filter(|&file| catalogue.is_newest(file)).for_each(|file| newest.insert(file as usize));
    newest
}
