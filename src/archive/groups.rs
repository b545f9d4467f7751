//! Groups of rows: revisions of the same article, and articles with the same key.

use super::{Catalogue, FilePlace};
use rustc_hash::FxHashMap;

/// What the rows of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Common {
    /// They are revisions of one article, newest first; their numbers are version numbers.
    Article,
    /// They have the same key; they are sorted by place, and their numbers tell the articles apart.
    Key,
}

/// Groups of two or more rows each.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    groups: Vec<VersionGroup>,
    group_of: FxHashMap<u32, u32>,
}

/// A group of rows.
#[derive(Clone, Debug, Default)]
pub(super) struct VersionGroup {
    /// Ordinals, in the order described at [`Common`].
    pub(super) files: Vec<u32>,
    /// The number of each row.
    pub(super) numbers: Vec<u32>,
}

impl VersionGroup {
    /// The number of the article at a place in a group of articles with the same key; `None` if it isn't in the
    /// group.
    pub(super) fn number_at(&self, place: &FilePlace<'_>, catalogue: &Catalogue) -> Option<u32> {
        let other = |&file: &u32| catalogue.row(file).map(|row| row.file_place());
        let at = self.files.binary_search_by(|file| other(file).as_ref().cmp(&Some(place))).ok()?;
        self.numbers.get(at).copied()
    }

    pub(super) fn version_count(&self) -> u32 {
        self.numbers.first().copied().unwrap_or(1)
    }

    fn sort(&mut self, common: Common, catalogue: &Catalogue) {
        match common {
            Common::Article => self.sort_versions(catalogue),
            Common::Key => self.sort_places(catalogue),
        }
    }

    fn sort_places(&mut self, catalogue: &Catalogue) {
        self.files.sort_by_cached_key(|&file| catalogue.row(file).map(|row| row.file_place()));
        let (mut last, mut of_article) = (0, FxHashMap::default());
        let mut number = |&file: &u32| {
            let article = catalogue.revisions(file).and_then(<[u32]>::first).copied().unwrap_or(file);
            *of_article.entry(article).or_insert_with(|| {
                last += 1;
                last
            })
        };
        self.numbers = self.files.iter().map(&mut number).collect();
    }

    fn sort_versions(&mut self, catalogue: &Catalogue) {
        self.files
            .sort_by_cached_key(|&file| catalogue.row(file).map(|row| std::cmp::Reverse(row.revision_key())));
        let rows: Vec<_> = self.files.iter().rev().filter_map(|&file| catalogue.row(file)).collect();
        let mut number = 1;
        self.numbers = vec![1];
        for pair in rows.windows(2) {
            if let [before, row] = pair
                && !row.is_copy_of(before)
            {
                number += 1;
            }
            self.numbers.push(number);
        }
        self.numbers.reverse();
    }
}

impl Groups {
    pub(super) fn group_of(&self, ordinal: u32) -> Option<&VersionGroup> {
        self.groups.get(*self.group_of.get(&ordinal)? as usize)
    }

    /// All rows other than the first of each group.
    pub(super) fn others(&self) -> impl Iterator<Item = u32> {
        self.groups.iter().flat_map(|group| group.files.iter().copied().skip(1))
    }

    /// The groups in stored form: for each group, the number of rows, their ordinals, and their numbers.
    pub(super) fn packed(&self) -> Vec<u32> {
        let mut packed = Vec::new();
        for VersionGroup { files, numbers } in self.groups.iter().filter(|group| !group.files.is_empty()) {
            packed.push(files.len() as u32);
            packed.extend(files);
            packed.extend(numbers);
        }
        packed
    }

    /// Reads groups stored by [`Groups::packed`] for a catalogue with `len` rows; `None` if they are invalid.
    pub(super) fn unpacked(mut packed: &[u32], len: u32) -> Option<Self> {
        let mut revisions = Self::default();
        while let Some((&count, rest)) = packed.split_first() {
            let (files, rest) = rest.split_at_checked(count as usize)?;
            let (numbers, rest) = rest.split_at_checked(count as usize)?;
            let group = revisions.groups.len() as u32;
            if files.iter().any(|&file| file >= len) {
                return None;
            }
            revisions.group_of.extend(files.iter().map(|&file| (file, group)));
            revisions.groups.push(VersionGroup { files: files.to_vec(), numbers: numbers.to_vec() });
            packed = rest;
        }
        Some(revisions)
    }

    /// Removes rows. A group left with a single row is dissolved.
    pub(super) fn remove(&mut self, common: Common, catalogue: &Catalogue, ordinals: &[u32]) {
        let mut shrunk: Vec<u32> =
            ordinals.iter().filter_map(|ordinal| self.group_of.remove(ordinal)).collect();
        shrunk.sort_unstable();
        shrunk.dedup();
        for group in shrunk {
            let Some(group) = self.groups.get_mut(group as usize) else { continue };
            group.files.retain(|&file| !catalogue.is_gone(file));
            match *group.files.as_slice() {
                [only] => {
                    self.group_of.remove(&only);
                    *group = VersionGroup::default();
                }
                _ => group.sort(common, catalogue),
            }
        }
    }

    /// Adds rows to the groups of other rows; each pair is the other row, then the new one.
    pub(super) fn add(&mut self, common: Common, catalogue: &Catalogue, repeated: &[(u32, u32)]) {
        let mut grown = Vec::new();
        for &(first, ordinal) in repeated {
            let next = self.groups.len() as u32;
            let group = *self.group_of.entry(first).or_insert(next);
            if group == next {
                self.groups.push(VersionGroup { files: vec![first], ..VersionGroup::default() });
            }
            self.group_of.insert(ordinal, group);
            if let Some(group) = self.groups.get_mut(group as usize) {
                group.files.push(ordinal);
            }
            grown.push(group);
        }
        grown.sort_unstable();
        grown.dedup();
        // Sort once for all new rows, since every row of an archive may have the same id.
        for group in grown {
            if let Some(group) = self.groups.get_mut(group as usize) {
                group.sort(common, catalogue);
            }
        }
    }
}
