//! The catalogue: what an archive's files say, without their bodies, packed so that a million fit in memory.
//!
//! A catalogue is an immutable snapshot. It is a list of immutable segments, and a file's number in it (its
//! *ordinal*) stays the same in every later snapshot of the same load.

use super::segment::{Row, SEGMENT_TEXT_BYTES, Segment};
use crate::article::Integrity;
use rustc_hash::FxHashMap;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::Arc;

/// How many rows a joined segment has at most, or a few more: so many that its posting lists are worth their
/// directory, so few that several threads have work.
const JOINED_ROWS: usize = 32_768;

/// All files of an archive that have been read so far.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    segments: Vec<Arc<Segment>>,
    /// The ordinal of each segment's first row.
    starts: Vec<u32>,
    len: u32,
    revisions: Arc<Revisions>,
}

impl Catalogue {
    /// How many files it holds.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The row with this ordinal, or `None` past the end.
    pub fn row(&self, ordinal: u32) -> Option<Row<'_>> {
        let at = self.starts.partition_point(|&start| start <= ordinal).checked_sub(1)?;
        let segment = self.segments.get(at)?;
        segment.row(ordinal - self.starts.get(at)?)
    }

    /// The same with other verdicts on some files, by ordinal.
    pub fn with_integrity(&self, verdicts: impl IntoIterator<Item = (u32, Integrity)>) -> Self {
        let mut changed = self.clone();
        for (ordinal, integrity) in verdicts {
            let at = self.starts.partition_point(|&start| start <= ordinal).saturating_sub(1);
            if let Some((segment, start)) = changed.segments.get_mut(at).zip(self.starts.get(at)) {
                // A segment that other snapshots hold is copied; that happens when somebody has altered a file.
                Arc::make_mut(segment).set_integrity(ordinal - start, integrity);
            }
        }
        changed
    }

    /// How many articles are intact, altered and unknown, each by its newest file.
    pub fn verdicts(&self) -> Verdicts {
        let mut verdicts = Verdicts { intact: self.article_count() as usize, altered: 0, unknown: 0 };
        for (start, segment) in self.segments().filter(|(_, segment)| segment.doubts() > 0) {
            let newest = (start..).zip(segment.rows()).filter(|&(ordinal, _)| self.is_newest(ordinal));
            for (_, row) in newest {
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

    /// Its segments, and the ordinal of each one's first row.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = (u32, &Segment)> {
        self.starts.iter().copied().zip(self.segments.iter().map(Arc::as_ref))
    }

    /// The runs of neighbouring segments that are worth joining, so that few large ones are left.
    pub fn runs_to_join(&self) -> Vec<Range<usize>> {
        let rows = self.len as usize;
        let enough = rows.div_ceil(rows.div_ceil(JOINED_ROWS).max(1));
        let mut runs: Vec<Range<usize>> = Vec::new();
        let (mut rows, mut text) = (0, 0);
        for (at, segment) in self.segments.iter().enumerate() {
            let bytes = segment.text_len().max(segment.corpus().bodies().text().len());
            match runs.last_mut().filter(|_| rows < enough && text + bytes < SEGMENT_TEXT_BYTES) {
                Some(run) => run.end += 1,
                None => {
                    runs.push(at..at + 1);
                    (rows, text) = (0, 0);
                }
            }
            rows += segment.len();
            text += bytes;
        }
        let is_made = |run: &Range<usize>| {
            run.len() == 1
                && self.segments.get(run.start).is_some_and(|one| one.corpus().postings().is_some())
        };
        runs.retain(|run| !is_made(run));
        runs
    }

    /// The segments of a run in one; the row of an ordinal stays the same.
    pub fn with_joined(&self, run: &Range<usize>) -> Self {
        let Some(parts) = self.segments.get(run.clone()) else { return self.clone() };
        let mut joined = self.clone();
        joined.segments.splice(run.clone(), [Arc::new(Segment::joined(parts))]);
        joined.starts.drain(run.start + 1..run.end);
        joined
    }

    /// Every row in the order of ordinals.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.segments.iter().flat_map(|segment| segment.rows())
    }

    /// The ordinals of an article's files, the newest first; `None` where it has only the one.
    pub fn revisions(&self, ordinal: u32) -> Option<&[u32]> {
        self.revisions.group_of(ordinal).map(|group| group.files.as_slice())
    }

    /// Which version of its article a file is, where the article has several files.
    pub fn version(&self, ordinal: u32) -> Option<Version> {
        let group = self.revisions.group_of(ordinal)?;
        let at = group.files.iter().position(|&file| file == ordinal)?;
        Some(Version { number: *group.numbers.get(at)?, count: group.version_count() })
    }

    /// Whether headline or body of an article differ between two of its files.
    pub fn is_revised(&self, ordinal: u32) -> bool {
        self.revisions.group_of(ordinal).is_some_and(|group| group.version_count() > 1)
    }

    /// How many articles its files make up.
    pub fn article_count(&self) -> u32 {
        let others: usize = self.revisions.groups.iter().map(|group| group.files.len() - 1).sum();
        self.len - others as u32
    }

    /// Whether the file is the newest revision of its article, the one that stands for it in a list.
    pub fn is_newest(&self, ordinal: u32) -> bool {
        self.revisions(ordinal).is_none_or(|files| files.first() == Some(&ordinal))
    }
}

/// Which version of an article a file is: a file that is no copy of the one crawled before it is another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// The number of the version, the oldest of which is 1.
    pub number: u32,
    /// How many versions the article has.
    pub count: u32,
}

/// How many articles have each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// The text is the one that was crawled.
    pub intact: usize,
    /// It is not.
    pub altered: usize,
    /// Nothing can be said.
    pub unknown: usize,
}

/// Puts a catalogue together from segments as they come.
#[derive(Debug, Default)]
pub struct CatalogueBuilder {
    catalogue: Catalogue,
    /// The first ordinal seen with each id, by the id's hash.
    first_by_id: FxHashMap<u64, u32>,
}

impl CatalogueBuilder {
    /// Adds a segment behind those that are there.
    pub fn push(&mut self, segment: Segment) {
        let catalogue = &mut self.catalogue;
        let Some(len) = u32::try_from(segment.len()).ok().and_then(|len| catalogue.len.checked_add(len))
        else {
            return;
        };
        let first = catalogue.len;
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
        let first = *self.first_by_id.entry(rustc_hash::FxBuildHasher.hash_one(id)).or_insert(ordinal);
        // Two ids may share a hash; such a file counts as an article of its own, which it is.
        (first != ordinal && self.catalogue.row(first)?.id() == id).then_some(first)
    }

    /// What has been put together so far.
    pub fn snapshot(&self) -> Catalogue {
        self.catalogue.clone()
    }
}

/// Which files are revisions of one article. Only articles with several files are in it.
#[derive(Clone, Debug, Default)]
struct Revisions {
    groups: Vec<Group>,
    group_of: FxHashMap<u32, u32>,
}

/// The files of one article.
#[derive(Clone, Debug, Default)]
struct Group {
    /// The newest first.
    files: Vec<u32>,
    /// The number of the version that each of them is.
    numbers: Vec<u32>,
}

impl Group {
    fn version_count(&self) -> u32 {
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
    fn group_of(&self, ordinal: u32) -> Option<&Group> {
        self.groups.get(*self.group_of.get(&ordinal)? as usize)
    }

    /// Adds files, each behind the first file of its article.
    fn add(&mut self, catalogue: &Catalogue, repeated: &[(u32, u32)]) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::SegmentBuilder;
    use crate::article::{Article, Problem, ProblemKind};
    use std::path::Path;

    #[test]
    fn joined_segments_hold_the_same_rows() {
        let mut builder = CatalogueBuilder::default();
        let mut segment = SegmentBuilder::default();
        for number in 0..50 {
            let mut article = Article {
                id: format!("901_{}", number % 40),
                title: format!("美 제목 {number}"),
                body: format!("본문 {number} ㅋㅋ"),
                publisher: "서고일보".to_owned(),
                ..Article::default()
            };
            if number % 7 == 0 {
                let problem = Problem { kind: ProblemKind::NoTitle, line: Some(number), detail: None };
                article.problems.push(problem);
                article.extra.push(("열쇠".to_owned(), number.to_string()));
            }
            segment.push(Path::new(&format!("{number}.md")), &article);
            if number % 9 == 0 {
                builder.push(segment.take());
            }
        }
        builder.push(segment.take());
        let apart = builder.snapshot();
        let runs = apart.runs_to_join();
        let joined = runs.iter().rev().fold(apart.clone(), |catalogue, run| catalogue.with_joined(run));
        assert_eq!((joined.segments().len(), joined.runs_to_join()), (1, Vec::new()));
        let said = |catalogue: &Catalogue| -> Vec<String> {
            let row = |ordinal| catalogue.row(ordinal).unwrap();
            (0..catalogue.len())
                .map(|ordinal| {
                    let row = row(ordinal);
                    let (corpus, place) = row.place();
                    let texts = (row.id(), row.title(), row.publisher(), row.path(), corpus.body(place));
                    let rest = (row.problems().collect::<Vec<_>>(), row.extra().collect::<Vec<_>>());
                    format!("{texts:?} {rest:?} {:?}", catalogue.revisions(ordinal))
                })
                .collect()
        };
        assert_eq!(said(&joined), said(&apart));
        let hanja = |catalogue: &Catalogue| -> Vec<usize> {
            catalogue.segments().map(|(_, segment)| segment.corpus().with_hanja().len()).collect()
        };
        assert_eq!(hanja(&joined), [50]);
    }
}
