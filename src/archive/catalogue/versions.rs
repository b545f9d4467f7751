//! Which files are versions of one article, and what is said of each article by its newest.

use super::Catalogue;
use crate::article::Integrity;
use crate::text::DocumentSet;
use std::borrow::Cow;

/// A file's version of its article. A file starts a new version unless it is a copy of the one crawled before
/// it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// The version's number; the oldest is 1.
    pub number: u32,
    /// How many versions the article has.
    pub count: u32,
}

/// How many articles have each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// The text is the one that was crawled.
    pub intact: usize,
    /// The text differs from the crawled one.
    pub altered: usize,
    /// There is no hash to check by.
    pub unknown: usize,
}

impl Catalogue {
    /// The ordinals of an article's files, newest first; `None` if it has only one.
    pub fn revisions(&self, ordinal: u32) -> Option<&[u32]> {
        self.revisions.group_of(ordinal).map(|group| group.files.as_slice())
    }

    /// The key of an article, for the reader's marks; `None` if nothing identifies it. Articles of an archive
    /// that share a key are told apart by a number, in the order of their places.
    pub fn key(&self, ordinal: u32) -> Option<Cow<'_, str>> {
        let row = self.row(ordinal)?;
        let key = row.key()?;
        match self.same_key.group_of(ordinal).and_then(|group| group.number_at(&row.file_place(), self)) {
            Some(number) if number > 1 => Some(format!("{key}#{number}").into()),
            _ => Some(key),
        }
    }

    /// Whether other articles of the archive have the same key.
    pub fn shares_key(&self, ordinal: u32) -> bool {
        self.same_key.group_of(ordinal).is_some()
    }

    /// The file's version of its article, if the article has several files.
    pub fn version(&self, ordinal: u32) -> Option<Version> {
        let group = self.revisions.group_of(ordinal)?;
        let at = group.files.iter().position(|&file| file == ordinal)?;
        Some(Version { number: *group.numbers.get(at)?, count: group.version_count() })
    }

    /// Whether headline or body differ between any two of an article's files.
    pub fn is_revised(&self, ordinal: u32) -> bool {
        self.revisions.group_of(ordinal).is_some_and(|group| group.version_count() > 1)
    }

    /// The number of articles that the files make up.
    pub fn article_count(&self) -> u32 {
        self.file_count() - self.revisions.others().count() as u32
    }

    /// The files hidden from lists: those superseded by another revision, and those that are gone.
    pub fn older(&self) -> DocumentSet {
        let mut older = DocumentSet::none(self.len as usize);
        older.add(&self.gone);
        self.revisions.others().for_each(|file| older.insert(file as usize));
        older
    }

    /// Whether the file is the newest revision of its article, which represents it in lists.
    pub fn is_newest(&self, ordinal: u32) -> bool {
        !self.is_gone(ordinal) && self.revisions(ordinal).is_none_or(|files| files.first() == Some(&ordinal))
    }

    /// How many articles are intact, altered and unknown, each by its newest file.
    pub fn verdicts(&self) -> Verdicts {
        let mut verdicts = Verdicts { intact: self.article_count() as usize, altered: 0, unknown: 0 };
        for (start, segment) in self.segments().filter(|(_, segment)| segment.doubts() > 0) {
            let rows = (start..).zip(segment.rows());
            let doubted = rows.filter(|(_, row)| row.integrity() != Integrity::Intact);
            for (_, row) in doubted.filter(|&(ordinal, _)| self.is_newest(ordinal)) {
                match row.integrity() {
                    Integrity::Intact => continue,
                    Integrity::Altered => verdicts.altered += 1,
                    Integrity::Unknown => verdicts.unknown += 1,
                }
                verdicts.intact -= 1;
            }
        }
        verdicts
    }
}
