//! Puts a catalogue together, segment by segment, and keeps it true as files come and go.

use super::Catalogue;
use crate::archive::segment::Segment;
use crate::text::DocumentSet;
use rustc_hash::FxHashMap;
use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

/// Puts a catalogue together from segments as they come.
#[derive(Debug, Default)]
pub struct CatalogueBuilder {
    catalogue: Catalogue,
    /// The first ordinal seen with each id, by the id's hash.
    first_by_id: FxHashMap<u64, u32>,
}

impl CatalogueBuilder {
    /// Goes on from a catalogue.
    pub fn of(catalogue: Catalogue) -> Self {
        let mut first_by_id = FxHashMap::default();
        first_by_id.reserve(catalogue.len as usize);
        for (ordinal, row) in catalogue.present().filter(|(_, row)| !row.id().is_empty()) {
            first_by_id.entry(hash_of(row.id())).or_insert(ordinal);
        }
        Self { catalogue, first_by_id }
    }

    /// Takes files out: they are there no more, or come again as they are now.
    pub fn remove(&mut self, ordinals: &[u32]) {
        if ordinals.is_empty() {
            return;
        }
        let catalogue = &mut self.catalogue;
        let mut gone = DocumentSet::none(catalogue.len as usize);
        gone.add(&catalogue.gone);
        ordinals.iter().for_each(|&ordinal| gone.insert(ordinal as usize));
        catalogue.gone = Arc::new(gone);
        for &ordinal in ordinals {
            let Some(row) = catalogue.row(ordinal) else { continue };
            let files = catalogue.revisions(ordinal).unwrap_or_default();
            let left = files.iter().find(|&&file| !catalogue.is_gone(file));
            let hash = hash_of(row.id());
            if self.first_by_id.get(&hash) == Some(&ordinal) {
                match left {
                    Some(&left) => self.first_by_id.insert(hash, left),
                    None => self.first_by_id.remove(&hash),
                };
            }
        }
        let mut revisions = Arc::unwrap_or_clone(std::mem::take(&mut catalogue.revisions));
        revisions.remove(catalogue, ordinals);
        catalogue.revisions = Arc::new(revisions);
    }

    /// Takes the same files packed otherwise.
    pub fn repack(&mut self, same: Catalogue) {
        self.catalogue = same;
    }

    /// Adds a segment behind those that are there.
    pub fn push(&mut self, segment: Segment) {
        let catalogue = &mut self.catalogue;
        let Some(len) = u32::try_from(segment.len()).ok().and_then(|len| catalogue.len.checked_add(len))
        else {
            return;
        };
        let first = catalogue.len;
        catalogue.publishers = OnceLock::new();
        catalogue.starts.push(first);
        catalogue.segments.push(Arc::new(segment));
        catalogue.len = len;
        let repeated: Vec<_> =
            (first..len).filter_map(|ordinal| Some((self.first_of_same_id(ordinal)?, ordinal))).collect();
        if !repeated.is_empty() {
            let mut revisions = Arc::unwrap_or_clone(std::mem::take(&mut self.catalogue.revisions));
            revisions.add(&self.catalogue, &repeated);
            self.catalogue.revisions = Arc::new(revisions);
        }
    }

    /// The first file that has this one's id, where that is another.
    fn first_of_same_id(&mut self, ordinal: u32) -> Option<u32> {
        let id = self.catalogue.row(ordinal)?.id();
        if id.is_empty() {
            return None;
        }
        let first = *self.first_by_id.entry(hash_of(id)).or_insert(ordinal);
        // Two ids may share a hash; such a file counts as an article of its own, which it is.
        (first != ordinal && self.catalogue.row(first)?.id() == id).then_some(first)
    }

    /// What has been put together so far.
    pub fn snapshot(&self) -> Catalogue {
        self.catalogue.clone()
    }
}

fn hash_of(id: &str) -> u64 {
    rustc_hash::FxBuildHasher.hash_one(id)
}
