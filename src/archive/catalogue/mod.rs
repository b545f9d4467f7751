//! The catalogue: the data of an archive's files without their bodies, packed so that a million fit in memory.
//!
//! A catalogue is an immutable snapshot, made of immutable segments. A file's number in it (its *ordinal*)
//! stays the same in every later snapshot while the archive is open. A file that changes is marked as *gone*
//! under its old ordinal and added again under a new one.

mod builder;

pub use builder::CatalogueBuilder;

use super::groups::Groups;
use super::row::Row;
use super::segment::{PublishersByOid, SEGMENT_TEXT_BYTES, Segment, count_publisher};
use super::{Cancel, FilePlace};
use crate::article::{Integrity, publisher_host};
use crate::text::{DocumentSet, fold};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The approximate limit of rows in a joined segment: enough to make its postings worth their directory, few
/// enough to spread the work over several threads.
const JOINED_ROWS: usize = 32_768;

/// The number of adjacent segments from which they are joined just because there are so many.
const MOST_IN_A_RUN: usize = 16;

/// Adjacent segments that may be joined.
struct SegmentRun {
    segments: Range<usize>,
    rows: usize,
    /// How many of the rows have postings.
    listed: usize,
    bytes: usize,
}

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

    /// Its segments, shared.
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

    /// The publisher of a file that names none: the one named by most files with the same oid, or else the
    /// address's host.
    pub fn inferred_publisher<'a>(&'a self, row: &Row<'a>) -> Option<Cow<'a, str>> {
        if !row.publisher().is_empty() {
            return None;
        }
        self.publisher_of(row.oid()).map(Cow::Borrowed).or_else(|| publisher_host(row.url()))
    }

    /// The publisher under which an article is listed and counted: the one that its file names, or else the inferred
    /// one. Empty if there is neither.
    pub fn publisher<'a>(&'a self, row: &Row<'a>) -> Cow<'a, str> {
        self.inferred_publisher(row).unwrap_or_else(|| row.publisher().into())
    }

    /// The same, folded: what tells publishers apart, however files spell them.
    pub fn folded_publisher(&self, row: &Row<'_>) -> String {
        fold(&self.publisher(row))
    }

    /// The publisher named by most files with this oid.
    pub fn publisher_of(&self, oid: &str) -> Option<&str> {
        let by_oid = || self.publishers.get_or_init(|| self.publishers_by_oid()).get(oid);
        if oid.is_empty() { None } else { by_oid().map(String::as_str) }
    }

    fn publishers_by_oid(&self) -> FxHashMap<String, String> {
        let mut counts = PublishersByOid::default();
        for (oid, publishers) in self.segments.iter().flat_map(|segment| segment.publishers()) {
            publishers.iter().for_each(|(name, &count)| count_publisher(&mut counts, oid, name, count));
        }
        let most = |publishers: FxHashMap<String, u32>| {
            publishers.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0))).map(|(name, _)| name)
        };
        counts.into_iter().filter_map(|(oid, publishers)| Some((oid, most(publishers)?))).collect()
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

    /// The runs of adjacent segments worth joining, so that a few large ones remain, and files that arrive one
    /// by one aren't rewritten each time.
    pub fn runs_to_join(&self) -> Vec<Range<usize>> {
        let rows = self.len as usize;
        let enough = rows.div_ceil(rows.div_ceil(JOINED_ROWS).max(1));
        let has_lists = |segment: &Segment| segment.corpus().postings().is_some();
        let mut runs: Vec<SegmentRun> = Vec::new();
        let mut goes_on = false;
        for (at, segment) in self.segments.iter().enumerate() {
            let bytes = segment.text_len().max(segment.corpus().bodies().text_len());
            let is_done = has_lists(segment) && segment.len() >= enough / 2;
            let last = runs.last_mut().filter(|run| {
                goes_on && !is_done && run.rows < enough && run.bytes + bytes < SEGMENT_TEXT_BYTES
            });
            let run = match last {
                Some(run) => run,
                None => runs.push_mut(SegmentRun { segments: at..at, rows: 0, listed: 0, bytes: 0 }),
            };
            run.segments.end = at + 1;
            run.rows += segment.len();
            run.listed += if has_lists(segment) { segment.len() } else { 0 };
            run.bytes += bytes;
            goes_on = !is_done;
        }
        let is_worth = |run: &SegmentRun| {
            let without = run.rows - run.listed;
            without > 0 && (without * 8 >= run.rows || run.segments.len() >= MOST_IN_A_RUN)
        };
        runs.into_iter().filter(is_worth).map(|run| run.segments).collect()
    }

    /// Joins the segments of a run, with postings.
    pub fn joined(&self, run: &Range<usize>) -> Segment {
        Segment::joined(self.segments.get(run.clone()).unwrap_or_default())
    }

    /// The same catalogue with the result of [`Catalogue::joined`] in place of a run. Ordinals stay the same.
    #[must_use]
    pub fn with_joined(&self, run: &Range<usize>, segment: Segment) -> Self {
        let mut joined = self.clone();
        if self.segments.get(run.clone()).is_none_or(<[_]>::is_empty) {
            return joined;
        }
        joined.segments.splice(run.clone(), [Arc::new(segment)]);
        joined.starts.drain(run.start + 1..run.end);
        joined
    }

    /// All rows by ordinal, including those that are gone.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows_from(0)
    }

    /// All rows from an ordinal on, including those that are gone.
    pub fn rows_from(&self, first: u32) -> impl Iterator<Item = Row<'_>> {
        let segment = self.starts.partition_point(|&start| start <= first).saturating_sub(1);
        let skipped = self.starts.get(segment).map_or(0, |start| first - start);
        let segments = self.segments.get(segment..).unwrap_or_default();
        segments.iter().flat_map(|segment| segment.rows()).skip(skipped as usize)
    }

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
}

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

#[cfg(test)]
mod tests;
