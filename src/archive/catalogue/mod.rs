//! The catalogue: the data of an archive's files without their bodies, packed so that a million fit in memory.
//!
//! A catalogue is an immutable snapshot, made of immutable segments. A file's number in it (its *ordinal*)
//! stays the same in every later snapshot while the archive is open. A file that changes is marked as *gone*
//! under its old ordinal and added again under a new one.

mod builder;
mod joining;
mod publishers;
mod versions;

pub use builder::CatalogueBuilder;
pub use versions::{Verdicts, Version};

use super::groups::Groups;
use super::row::Row;
use super::segment::Segment;
use super::{Cancel, FilePlace};
use crate::text::DocumentSet;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// All files of an archive that have been read so far.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    segments: Vec<Arc<Segment>>,
    /// The ordinal of each segment's first row.
    starts: Vec<u32>,
    len: u32,
    /// By ordinal.
    gone: Arc<DocumentSet>,
    revisions: Arc<Groups>,
    /// Groups of articles with the same key.
    same_key: Arc<Groups>,
    /// The publisher named by most files of each oid, computed on first use.
    publishers: OnceLock<FxHashMap<String, String>>,
}

impl Catalogue {
    /// A catalogue of these segments and the data stored by [`Catalogue::packed`]; `None` if that is invalid.
    pub(super) fn of_segments(segments: Vec<Segment>, gone: &[u64], groups: &[u32]) -> Option<Self> {
        let mut catalogue = Self::default();
        for segment in segments {
            catalogue.starts.push(catalogue.len);
            catalogue.len = catalogue.len.checked_add(u32::try_from(segment.len()).ok()?)?;
            catalogue.segments.push(Arc::new(segment));
        }
        catalogue.gone = Arc::new(DocumentSet::of_words(gone.to_vec(), catalogue.len as usize));
        let (&of_revisions, groups) = groups.split_first()?;
        let (revisions, same_key) = groups.split_at_checked(of_revisions as usize)?;
        catalogue.revisions = Arc::new(Groups::unpacked(revisions, catalogue.len)?);
        catalogue.same_key = Arc::new(Groups::unpacked(same_key, catalogue.len)?);
        Some(catalogue)
    }

    /// The data to store besides segments: which files are gone, which are revisions, and which share a key.
    pub(super) fn packed(&self) -> (&[u64], Vec<u32>) {
        let revisions = self.revisions.packed();
        let groups = [&[revisions.len() as u32][..], &revisions, &self.same_key.packed()].concat();
        (self.gone.words(), groups)
    }

    pub(super) fn shared_segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }

    /// The same files in other segments, with the same number of rows in each.
    pub(super) fn with_segments(&self, segments: Vec<Arc<Segment>>) -> Self {
        Self { segments, publishers: OnceLock::new(), ..self.clone() }
    }

    /// Empties the segments with these rows, because their files are damaged and anything computed from them
    /// would be wrong.
    pub fn without_damaged(&self, damaged: &[Range<u32>]) -> Self {
        let keep = |(segment, start): (&Arc<Segment>, &u32)| match damaged.iter().any(|it| it.start == *start)
        {
            true => Arc::new(Segment::blank(segment.len())),
            false => segment.clone(),
        };
        self.with_segments(self.segments.iter().zip(&self.starts).map(keep).collect())
    }

    /// The rows, by ordinal, of segments with damaged files. Reads all files, and calls `checked` after each
    /// with the number of rows so far.
    pub fn damaged(&self, cancel: &Cancel, mut checked: impl FnMut(usize)) -> Vec<Range<u32>> {
        let mut damaged = Vec::new();
        for (first, segment) in self.segments() {
            let end = first + segment.len() as u32;
            let is_damaged = !cancel.is_cancelled() && !segment.is_intact();
            damaged.extend(is_damaged.then_some(first..end));
            checked(end as usize);
        }
        damaged
    }

    /// The approximate size of its rows and folded texts in bytes.
    pub fn byte_len(&self) -> u64 {
        self.segments.iter().map(|segment| segment.byte_len()).sum()
    }

    /// Whether the file of any segment is known to be damaged or truncated, as far as it was used. If so,
    /// nothing read from it can be trusted.
    pub fn is_damaged(&self) -> bool {
        self.segments.iter().any(|segment| segment.is_damaged())
    }

    /// Checks the data of all rows, apart from folded texts, so that damage in them doesn't go unnoticed.
    pub fn check_rows(&self) {
        self.segments.iter().for_each(|segment| segment.check_rows());
    }

    /// The same catalogue, with all segments treated as not stored in files, since those may have been
    /// replaced.
    pub fn without_files(&self) -> Self {
        let segments = self.segments.iter().map(|segment| Arc::new(segment.without_file()));
        self.with_segments(segments.collect())
    }

    /// The number of ordinals given to files so far, including those that are gone.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// The number of files.
    pub fn file_count(&self) -> u32 {
        self.len - self.gone.count() as u32
    }

    /// Whether the file with this ordinal no longer exists, or has been read again under another.
    pub fn is_gone(&self, ordinal: u32) -> bool {
        self.gone.contains(ordinal as usize)
    }

    /// Whether any file that existed in an earlier snapshot is now gone.
    pub fn has_lost_of(&self, earlier: &Self) -> bool {
        !Arc::ptr_eq(&self.gone, &earlier.gone) && self.gone.count() > earlier.gone.count()
    }

    /// The files that aren't gone, by ordinal.
    pub fn present(&self) -> impl Iterator<Item = (u32, Row<'_>)> {
        let rows = self.segments().flat_map(|(first, segment)| (first..).zip(segment.rows()));
        rows.filter(|&(ordinal, _)| !self.is_gone(ordinal))
    }

    /// The runs of a segment's rows that aren't gone, optionally only those `among` some files, by ordinal.
    pub fn present_in(
        &self,
        first: u32,
        segment: &Segment,
        among: Option<&DocumentSet>,
    ) -> Vec<Range<usize>> {
        let (first, len) = (first as usize, segment.len());
        let mut present = match among {
            None => DocumentSet::all(len),
            Some(among) => {
                let mut present = DocumentSet::none(len);
                among.iter_in(first..first + len).for_each(|file| present.insert(file - first));
                present
            }
        };
        self.gone.iter_in(first..first + len).for_each(|gone| present.remove_one(gone - first));
        present.runs().collect()
    }

    /// Whether no ordinals have been given.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The row with this ordinal; `None` past the end.
    pub fn row(&self, ordinal: u32) -> Option<Row<'_>> {
        let at = self.starts.partition_point(|&start| start <= ordinal).checked_sub(1)?;
        let segment = self.segments.get(at)?;
        segment.row(ordinal - self.starts.get(at)?)
    }

    /// The first existing article at a place, from an ordinal on.
    pub fn article_at(&self, place: &FilePlace<'_>, from: u32) -> Option<u32> {
        let segments = self.segments().filter(|(start, segment)| start + segment.len() as u32 > from);
        let mut files = segments.flat_map(|(start, segment)| (start..).zip(segment.rows()));
        let is_it =
            |&(ordinal, row): &(u32, Row<'_>)| ordinal >= from && row.is_at(place) && !self.is_gone(ordinal);
        files.find(is_it).map(|(ordinal, _)| ordinal)
    }

    /// Its segments, each with the ordinal of its first row.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = (u32, &Segment)> {
        self.starts.iter().copied().zip(self.segments.iter().map(Arc::as_ref))
    }

    /// All rows by ordinal, including those that are gone but have not been thinned out.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.segments.iter().flat_map(|segment| segment.rows())
    }

    /// The same from an ordinal on, with their ordinals.
    pub fn rows_from(&self, first: u32) -> impl Iterator<Item = (u32, Row<'_>)> {
        let segment = self.starts.partition_point(|&start| start <= first).saturating_sub(1);
        let rows = self.segments().skip(segment).flat_map(|(start, segment)| (start..).zip(segment.rows()));
        rows.skip_while(move |(ordinal, _)| *ordinal < first)
    }

    /// Whether rows have been thinned out, so that some ordinals have none.
    pub fn was_thinned(&self) -> bool {
        self.segments.iter().map(|segment| segment.len()).sum::<usize>() < self.len as usize
    }
}

#[cfg(test)]
mod tests;
