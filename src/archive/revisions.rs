//! Which files are revisions of one article: those that have its id.

use super::Catalogue;
use rustc_hash::FxHashMap;

/// Which files are revisions of one article. Only articles with several files are in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Revisions {
    groups: Vec<Group>,
    group_of: FxHashMap<u32, u32>,
}

/// The files of one article.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// The newest first.
    pub(super) files: Vec<u32>,
    /// The number of the version that each of them is.
    pub(super) numbers: Vec<u32>,
}

impl Group {
    pub(super) fn version_count(&self) -> u32 {
        self.numbers.first().copied().unwrap_or(1)
    }

    fn sort(&mut self, catalogue: &Catalogue) {
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

impl Revisions {
    pub(super) fn group_of(&self, ordinal: u32) -> Option<&Group> {
        self.groups.get(*self.group_of.get(&ordinal)? as usize)
    }

    /// The files beside the one that stands for each article.
    pub(super) fn others(&self) -> impl Iterator<Item = u32> {
        self.groups.iter().flat_map(|group| group.files.iter().copied().skip(1))
    }

    /// All of it as it is written down: for each article how many files it has, their ordinals, and their numbers.
    pub(super) fn packed(&self) -> Vec<u32> {
        let mut packed = Vec::new();
        for Group { files, numbers } in self.groups.iter().filter(|group| !group.files.is_empty()) {
            packed.push(files.len() as u32);
            packed.extend(files);
            packed.extend(numbers);
        }
        packed
    }

    /// What [`Revisions::packed`] wrote, of a catalogue with `len` files; `None` where it did not.
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
            revisions.groups.push(Group { files: files.to_vec(), numbers: numbers.to_vec() });
            packed = rest;
        }
        Some(revisions)
    }

    /// Takes files out; an article that is left with one of them has no revisions any more.
    pub(super) fn remove(&mut self, catalogue: &Catalogue, ordinals: &[u32]) {
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
                    *group = Group::default();
                }
                _ => group.sort(catalogue),
            }
        }
    }

    /// Adds files, each behind the first file of its article.
    pub(super) fn add(&mut self, catalogue: &Catalogue, repeated: &[(u32, u32)]) {
        let mut grown = Vec::new();
        for &(first, ordinal) in repeated {
            let next = self.groups.len() as u32;
            let group = *self.group_of.entry(first).or_insert(next);
            if group == next {
                self.groups.push(Group { files: vec![first], ..Group::default() });
            }
            self.group_of.insert(ordinal, group);
            if let Some(group) = self.groups.get_mut(group as usize) {
                group.files.push(ordinal);
            }
            grown.push(group);
        }
        grown.sort_unstable();
        grown.dedup();
        // Once for all that came: every file of an archive may have the same id.
        for group in grown {
            if let Some(group) = self.groups.get_mut(group as usize) {
                group.sort(catalogue);
            }
        }
    }
}
