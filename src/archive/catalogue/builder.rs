//! Builds a catalogue segment by segment, and updates it as files come and go.

use super::Catalogue;
use crate::archive::groups::Common;
use crate::archive::ordinals::{Ordinals, TextHash};
use crate::archive::row::Row;
use crate::archive::segment::Segment;
use crate::text::DocumentSet;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// Builds a catalogue from segments as they arrive.
#[derive(Debug, Default)]
pub struct CatalogueBuilder {
    catalogue: Catalogue,
    /// For whatever makes two files versions of one article, the first ordinal with it.
    first_by_key: Ordinals,
    /// Whether any file with an id wasn't written by the crawler.
    has_foreign: bool,
    /// By key, the first article that may share it with others.
    first_sharing: Ordinals,
}

impl CatalogueBuilder {
    /// Continues from a catalogue.
    pub fn of(catalogue: Catalogue) -> Self {
        let mut builder = Self::default();
        builder.first_by_key.reserve(catalogue.len as usize);
        builder.catalogue = catalogue;
        for ordinal in 0..builder.catalogue.len {
            if !builder.catalogue.is_gone(ordinal) {
                builder.first_of_same_article(ordinal);
                builder.first_of_same_key(ordinal);
            }
        }
        builder
    }

    /// Removes files that no longer exist, or that are about to be added again in their current state.
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
            let left = files.iter().find(|&&file| !catalogue.is_gone(file)).copied();
            own_keys(&row).into_iter().flatten().for_each(|key| self.first_by_key.remove(key, ordinal));
            if let Some((left, row)) = left.and_then(|left| Some((left, catalogue.row(left)?))) {
                add_keys(&mut self.first_by_key, catalogue, &row, left);
            }
            if let Some(hash) = sharing_hash(&row) {
                let sharing = catalogue.same_key.group_of(ordinal);
                let mut sharing = sharing.into_iter().flat_map(|group| &group.files).copied();
                let left = sharing.find(|&file| !catalogue.is_gone(file));
                replace(&mut self.first_sharing, hash, ordinal, left);
            }
        }
        let mut revisions = Arc::unwrap_or_clone(std::mem::take(&mut catalogue.revisions));
        revisions.remove(Common::Article, catalogue, ordinals);
        catalogue.revisions = Arc::new(revisions);
        let mut same_key = Arc::unwrap_or_clone(std::mem::take(&mut catalogue.same_key));
        same_key.remove(Common::Key, catalogue, ordinals);
        catalogue.same_key = Arc::new(same_key);
    }

    /// Removes the files of segments without any of these ordinals, oldest first, until no more than `most` are
    /// left, and frees what they took. Returns the ordinals that were removed.
    pub fn thin(&mut self, most: usize, keep: impl Fn(u32) -> bool) -> Vec<u32> {
        let catalogue = &self.catalogue;
        let (mut left, mut removed, mut emptied) = (catalogue.file_count() as usize, Vec::new(), Vec::new());
        for (at, (first, segment)) in catalogue.segments().enumerate() {
            let ordinals = first..first + segment.len() as u32;
            if left <= most {
                break;
            }
            if !ordinals.is_empty() && !ordinals.clone().any(&keep) {
                let present = ordinals.filter(|&ordinal| !catalogue.is_gone(ordinal));
                let before = removed.len();
                removed.extend(present);
                left -= removed.len() - before;
                emptied.push(at);
            }
        }
        self.remove(&removed);
        for at in emptied {
            if let Some(segment) = self.catalogue.segments.get_mut(at) {
                *segment = Arc::default();
            }
        }
        removed
    }

    /// Switches to the same files packed in other segments.
    pub fn repack(&mut self, same: Catalogue) {
        self.catalogue = same;
    }

    /// Appends a segment.
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
        let repeated: Vec<_> = (first..len)
            .filter_map(|ordinal| Some((self.first_of_same_article(ordinal)?, ordinal)))
            .collect();
        if !repeated.is_empty() {
            let mut revisions = Arc::unwrap_or_clone(std::mem::take(&mut self.catalogue.revisions));
            revisions.add(Common::Article, &self.catalogue, &repeated);
            self.catalogue.revisions = Arc::new(revisions);
        }
        let sharing: Vec<_> =
            (first..len).filter_map(|ordinal| Some((self.first_of_same_key(ordinal)?, ordinal))).collect();
        if !sharing.is_empty() {
            let mut same_key = Arc::unwrap_or_clone(std::mem::take(&mut self.catalogue.same_key));
            same_key.add(Common::Key, &self.catalogue, &sharing);
            self.catalogue.same_key = Arc::new(same_key);
        }
    }

    /// The first article with the same key as this one.
    fn first_of_same_key(&mut self, ordinal: u32) -> Option<u32> {
        let row = self.catalogue.row(ordinal)?;
        let key = shared_key(&row)?;
        let hash = TextHash::of(key.as_bytes());
        let key = Some(key);
        let has_key = |other| self.catalogue.row(other).is_some_and(|row| row.key() == key);
        let found = self.first_sharing.find(hash, has_key);
        if found.is_none() {
            self.first_sharing.set(hash, ordinal, has_key);
        }
        found
    }

    /// The first file of which this one is another version.
    fn first_of_same_article(&mut self, ordinal: u32) -> Option<u32> {
        let row = self.catalogue.row(ordinal)?;
        if row.id().is_empty() {
            return None;
        }
        let foreign_keys = || foreign_keys(&row).into_iter().flatten().filter(|_| self.has_foreign);
        let found = std::iter::once(id_key(&row)).chain(foreign_keys()).find_map(|key| {
            let is_version = |other| is_version(&self.catalogue, &row, other);
            self.first_by_key.find(key, is_version)
        });
        self.has_foreign |= !row.is_by_crawler();
        add_keys(&mut self.first_by_key, &self.catalogue, &row, ordinal);
        found.filter(|&first| first != ordinal)
    }

    /// The number of ordinals given to files so far.
    pub(crate) fn len(&self) -> u32 {
        self.catalogue.len
    }

    /// The catalogue built so far.
    pub fn snapshot(&self) -> Catalogue {
        self.catalogue.clone()
    }
}

fn is_version(catalogue: &Catalogue, row: &Row<'_>, other: u32) -> bool {
    catalogue.row(other).is_some_and(|other| other.id() == row.id() && row.is_version_of(&other))
}

/// Registers the keys of a file that no other file has.
fn add_keys(first_by_key: &mut Ordinals, catalogue: &Catalogue, row: &Row<'_>, ordinal: u32) {
    for key in own_keys(row).into_iter().flatten() {
        if first_by_key.find(key, |other| is_version(catalogue, row, other)).is_none() {
            first_by_key.set(key, ordinal, |_| false);
        }
    }
}

/// The hashes under which a file is registered: by id if the crawler wrote it, otherwise by what else has to
/// match.
fn own_keys(row: &Row<'_>) -> [Option<TextHash>; 3] {
    match row.is_by_crawler() {
        true => [Some(id_key(row)), None, None],
        false => foreign_keys(row),
    }
}

fn id_key(row: &Row<'_>) -> TextHash {
    TextHash::of(row.id().as_bytes())
}

fn foreign_keys(row: &Row<'_>) -> [Option<TextHash>; 3] {
    let hash = |kind: &str, with: &[u8]| TextHash::of(&[row.id().as_bytes(), kind.as_bytes(), with].concat());
    let of_text = |kind: &str, text: &str| (!text.is_empty()).then(|| hash(kind, text.as_bytes()));
    [
        of_text("\0address ", row.url()),
        of_text("\0title ", row.title()),
        row.body_hash().map(|body| hash("\0text ", body)),
    ]
}

/// The key of a row; `None` if articles with the same key are versions of it.
fn shared_key<'a>(row: &Row<'a>) -> Option<Cow<'a, str>> {
    let is_of_one = row.is_by_crawler() && row.has_unique_id();
    if is_of_one { None } else { row.key() }
}

/// The hash under which articles with the key of a row are found; `None` if they are versions of it.
fn sharing_hash(row: &Row<'_>) -> Option<TextHash> {
    shared_key(row).map(|key| TextHash::of(key.as_bytes()))
}

/// Maps a hash to another row, or removes it.
fn replace(first: &mut Ordinals, hash: TextHash, ordinal: u32, by: Option<u32>) {
    let is_it = |other| other == ordinal;
    if first.find(hash, is_it).is_some() {
        match by {
            Some(by) => first.set(hash, by, is_it),
            None => first.remove(hash, ordinal),
        }
    }
}
