//! Puts a catalogue together, segment by segment, and keeps it true as files come and go.

use super::Catalogue;
use crate::archive::ordinals::{Ordinals, TextHash};
use crate::archive::segment::Segment;
use crate::text::DocumentSet;
use std::sync::{Arc, OnceLock};

/// Puts a catalogue together from segments as they come.
#[derive(Debug, Default)]
pub struct CatalogueBuilder {
    catalogue: Catalogue,
    /// The first ordinal seen with each id.
    first_by_id: Ordinals,
}

impl CatalogueBuilder {
    /// Goes on from a catalogue.
    pub fn of(catalogue: Catalogue) -> Self {
        let mut first_by_id = Ordinals::default();
        first_by_id.reserve(catalogue.len as usize);
        for (ordinal, row) in catalogue.present().filter(|(_, row)| !row.id().is_empty()) {
            find_or_set(&mut first_by_id, &catalogue, row.id(), ordinal);
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
            let hash = TextHash::of(row.id().as_bytes());
            let is_it = |other| other == ordinal;
            if self.first_by_id.find(hash, is_it).is_some() {
                match left {
                    Some(&left) => self.first_by_id.set(hash, left, is_it),
                    None => self.first_by_id.remove(hash, ordinal),
                }
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
        let first = find_or_set(&mut self.first_by_id, &self.catalogue, id, ordinal);
        (first != ordinal).then_some(first)
    }

    /// What has been put together so far.
    pub fn snapshot(&self) -> Catalogue {
        self.catalogue.clone()
    }
}

/// The first file with an id, which is this one where there was none.
fn find_or_set(first_by_id: &mut Ordinals, catalogue: &Catalogue, id: &str, ordinal: u32) -> u32 {
    let hash = TextHash::of(id.as_bytes());
    let has_id = |other| catalogue.row(other).is_some_and(|row| row.id() == id);
    first_by_id.find(hash, has_id).unwrap_or_else(|| {
        first_by_id.set(hash, ordinal, has_id);
        ordinal
    })
}
