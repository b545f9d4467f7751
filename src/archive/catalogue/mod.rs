//! The catalogue: what an archive's files say, without their bodies, packed so that a million fit in memory.
//!
//! A catalogue is an immutable snapshot. It is a list of immutable segments, and a file's number in it (its
//! *ordinal*) stays the same in every later snapshot while an archive is open. A file that changes is *gone* under its
//! number and comes again under another.

mod builder;

pub use builder::CatalogueBuilder;

use super::groups::Groups;
use super::row::Row;
use super::segment::{PublishersByOid, SEGMENT_TEXT_BYTES, Segment, count_publisher};
use super::{Cancel, FilePlace};
use crate::article::Integrity;
use crate::text::DocumentSet;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// How many rows a joined segment has at most, or a few more: so many that its posting lists are worth their
/// directory, so few that several threads have work.
const JOINED_ROWS: usize = 32_768;

/// How many segments stand side by side before they are joined for their number alone.
const MOST_IN_A_RUN: usize = 16;

/// Segments that may be joined.
struct Run {
    segments: Range<usize>,
    rows: usize,
    /// How many of the rows have posting lists.
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
    /// Articles that share their key.
    same_key: Arc<Groups>,
    /// The publisher that most files with an oid name, once it is asked for.
    publishers: OnceLock<FxHashMap<String, String>>,
}

impl Catalogue {
    /// A catalogue of segments, as [`Catalogue::packed`] wrote down the rest of it; `None` where it did not.
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

    /// What is gone, and which files are revisions or share their key, as it is written down.
    pub(super) fn packed(&self) -> (&[u64], Vec<u32>) {
        let revisions = self.revisions.packed();
        let groups = [&[revisions.len() as u32][..], &revisions, &self.same_key.packed()].concat();
        (self.gone.words(), groups)
    }

    /// Its segments, shared.
    pub(super) fn shared_segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }

    /// The same files in other segments, as many rows in each.
    pub(super) fn with_segments(&self, segments: Vec<Arc<Segment>>) -> Self {
        Self { segments, publishers: OnceLock::new(), ..self.clone() }
    }

    /// The same with nothing in some segments, which are named by their rows: their files are damaged, and whatever is
    /// worked out from them would be.
    pub fn without_damaged(&self, damaged: &[Range<u32>]) -> Self {
        let keep = |(segment, start): (&Arc<Segment>, &u32)| match damaged.iter().any(|it| it.start == *start)
        {
            true => Arc::new(Segment::blank(segment.len())),
            false => segment.clone(),
        };
        self.with_segments(self.segments.iter().zip(&self.starts).map(keep).collect())
    }

    /// The rows, by ordinal, of the segments whose files are not as they were written. Reads all of them, and tells after
    /// each how many rows that makes.
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

    /// How many bytes its rows and folded texts take, about.
    pub fn byte_len(&self) -> u64 {
        self.segments.iter().map(|segment| segment.byte_len()).sum()
    }

    /// Whether something in the files of its segments was not what was written, or was taken away by another program, as
    /// far as it was used. What was read of them then counts for nothing.
    pub fn is_damaged(&self) -> bool {
        self.segments.iter().any(|segment| segment.is_damaged())
    }

    /// Checks all that its rows say, folded texts left aside: none of it is damaged unnoticed from then on.
    pub fn check_rows(&self) {
        self.segments.iter().for_each(|segment| segment.check_rows());
    }

    /// The same with no segment in a file that counts, as somebody may have replaced those.
    pub fn without_files(&self) -> Self {
        let segments = self.segments.iter().map(|segment| Arc::new(segment.without_file()));
        self.with_segments(segments.collect())
    }

    /// How many numbers it has given to files, those that are gone included.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// How many files it holds.
    pub fn file_count(&self) -> u32 {
        self.len - self.gone.count() as u32
    }

    /// Whether the file with this number is there no more, or has been read again under another.
    pub fn is_gone(&self, ordinal: u32) -> bool {
        self.gone.contains(ordinal as usize)
    }

    /// Whether files of an earlier snapshot are gone that were not gone then.
    pub fn has_lost_of(&self, earlier: &Self) -> bool {
        !Arc::ptr_eq(&self.gone, &earlier.gone) && self.gone.count() > earlier.gone.count()
    }

    /// The files that are not gone, by ordinal.
    pub fn present(&self) -> impl Iterator<Item = (u32, Row<'_>)> {
        (0..).zip(self.rows()).filter(|&(ordinal, _)| !self.is_gone(ordinal))
    }

    /// The runs of a segment's rows that are not gone, all of them or those among some files, by ordinal.
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

    /// Whether it has given none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The row with this ordinal, or `None` past the end.
    pub fn row(&self, ordinal: u32) -> Option<Row<'_>> {
        let at = self.starts.partition_point(|&start| start <= ordinal).checked_sub(1)?;
        let segment = self.segments.get(at)?;
        segment.row(ordinal - self.starts.get(at)?)
    }

    /// The publisher of a file that names none, as most others with its oid name it.
    pub fn inferred_publisher(&self, row: &Row<'_>) -> Option<&str> {
        if !row.publisher().is_empty() || row.oid().is_empty() {
            return None;
        }
        self.publishers.get_or_init(|| self.publishers_by_oid()).get(row.oid()).map(String::as_str)
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

    /// The first article from an ordinal on that lies at this place and is not gone.
    pub fn article_at(&self, place: &FilePlace<'_>, from: u32) -> Option<u32> {
        let segments = self.segments().filter(|(start, segment)| start + segment.len() as u32 > from);
        let mut files = segments.flat_map(|(start, segment)| (start..).zip(segment.rows()));
        let is_it =
            |&(ordinal, row): &(u32, Row<'_>)| ordinal >= from && row.is_at(place) && !self.is_gone(ordinal);
        files.find(is_it).map(|(ordinal, _)| ordinal)
    }

    /// Its segments, and the ordinal of each one's first row.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = (u32, &Segment)> {
        self.starts.iter().copied().zip(self.segments.iter().map(Arc::as_ref))
    }

    /// The runs of neighbouring segments that are worth joining, so that few large ones are left, and what comes to
    /// them file by file is not written again each time.
    pub fn runs_to_join(&self) -> Vec<Range<usize>> {
        let rows = self.len as usize;
        let enough = rows.div_ceil(rows.div_ceil(JOINED_ROWS).max(1));
        let has_lists = |segment: &Segment| segment.corpus().postings().is_some();
        let mut runs: Vec<Run> = Vec::new();
        let mut goes_on = false;
        for (at, segment) in self.segments.iter().enumerate() {
            let bytes = segment.text_len().max(segment.corpus().bodies().text_len());
            let is_done = has_lists(segment) && segment.len() >= enough / 2;
            let last = runs.last_mut().filter(|run| {
                goes_on && !is_done && run.rows < enough && run.bytes + bytes < SEGMENT_TEXT_BYTES
            });
            let run = match last {
                Some(run) => run,
                None => runs.push_mut(Run { segments: at..at, rows: 0, listed: 0, bytes: 0 }),
            };
            run.segments.end = at + 1;
            run.rows += segment.len();
            run.listed += if has_lists(segment) { segment.len() } else { 0 };
            run.bytes += bytes;
            goes_on = !is_done;
        }
        let is_worth = |run: &Run| {
            let without = run.rows - run.listed;
            without > 0 && (without * 8 >= run.rows || run.segments.len() >= MOST_IN_A_RUN)
        };
        runs.into_iter().filter(is_worth).map(|run| run.segments).collect()
    }

    /// The segments of a run in one, with posting lists.
    pub fn joined(&self, run: &Range<usize>) -> Segment {
        Segment::joined(self.segments.get(run.clone()).unwrap_or_default())
    }

    /// The same with what [`Catalogue::joined`] gave in place of a run; the row of an ordinal stays the same.
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

    /// Every row in the order of ordinals, those that are gone included.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows_from(0)
    }

    /// The same from an ordinal on.
    pub fn rows_from(&self, first: u32) -> impl Iterator<Item = Row<'_>> {
        let segment = self.starts.partition_point(|&start| start <= first).saturating_sub(1);
        let skipped = self.starts.get(segment).map_or(0, |start| first - start);
        let segments = self.segments.get(segment..).unwrap_or_default();
        segments.iter().flat_map(|segment| segment.rows()).skip(skipped as usize)
    }

    /// The ordinals of an article's files, the newest first; `None` where it has only the one.
    pub fn revisions(&self, ordinal: u32) -> Option<&[u32]> {
        self.revisions.group_of(ordinal).map(|group| group.files.as_slice())
    }

    /// The key of an article, under which the reader's marks are kept; `None` where nothing identifies it. Articles of one
    /// archive that share theirs are told apart by a number, in the order of their places.
    pub fn key(&self, ordinal: u32) -> Option<Cow<'_, str>> {
        let row = self.row(ordinal)?;
        let key = row.key()?;
        match self.same_key.group_of(ordinal).and_then(|group| group.number_at(&row.file_place(), self)) {
            Some(number) if number > 1 => Some(format!("{key}#{number}").into()),
            _ => Some(key),
        }
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
        self.file_count() - self.revisions.others().count() as u32
    }

    /// The files that another revision stands for in a list, and those that are gone.
    pub fn older(&self) -> DocumentSet {
        let mut older = DocumentSet::none(self.len as usize);
        older.add(&self.gone);
        self.revisions.others().for_each(|file| older.insert(file as usize));
        older
    }

    /// Whether the file is the newest revision of its article, the one that stands for it in a list.
    pub fn is_newest(&self, ordinal: u32) -> bool {
        !self.is_gone(ordinal) && self.revisions(ordinal).is_none_or(|files| files.first() == Some(&ordinal))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::SegmentBuilder;
    use crate::article::{Article, Problem, ProblemKind, body_hash};
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
                by_crawler: true,
                ..Article::default()
            };
            if number % 7 == 0 {
                let problem = Problem { kind: ProblemKind::NoTitle, line: Some(number), detail: None };
                article.problems.push(problem);
                article.extra.push(("열쇠".to_owned(), number.to_string()));
            }
            segment.push(Path::new(&format!("{number}.md")), &article.into());
            if number % 9 == 0 {
                builder.push(segment.take());
            }
        }
        builder.push(segment.take());
        let apart = builder.snapshot();
        let runs = apart.runs_to_join();
        let join = |catalogue: Catalogue, run| catalogue.with_joined(run, catalogue.joined(run));
        let joined = runs.iter().rev().fold(apart.clone(), join);
        assert_eq!((joined.segments().len(), joined.runs_to_join()), (1, Vec::new()));
        assert_eq!((joined.verdicts(), joined.verdicts().unknown), (apart.verdicts(), 40));
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
        for first in [0, 1, 10, 30, 49, 50] {
            let paths = |catalogue: &Catalogue| -> Vec<String> {
                catalogue.rows_from(first).map(|row| row.path().to_owned()).collect()
            };
            let expected: Vec<String> = (first..50).map(|number| format!("{number}.md")).collect();
            assert_eq!((paths(&apart), paths(&joined)), (expected.clone(), expected));
        }
        let segments = joined.segments().map(|(_, segment)| segment.corpus());
        assert!(segments.into_iter().all(|corpus| (0..50).all(|document| corpus.has_hanja(document))));
    }
    /// A catalogue of files with these ids, one segment for all.
    fn of_ids(builder: &mut CatalogueBuilder, ids: &[&str]) {
        let mut segment = SegmentBuilder::default();
        for id in ids {
            let path = format!("{}.md", builder.snapshot().len() as usize + segment.len());
            let article =
                Article { id: (*id).to_owned(), body: path.clone(), by_crawler: true, ..Article::default() };
            segment.push(Path::new(&path), &article.into());
        }
        builder.push(segment.take());
    }

    #[test]
    fn what_is_gone_stands_for_nothing_any_more() {
        let mut builder = CatalogueBuilder::default();
        of_ids(&mut builder, &["a", "b", "a", "a", "c"]);
        let first = builder.snapshot();
        let newest = first.revisions(0).unwrap()[0];
        builder.remove(&[newest, 4]);
        let second = builder.snapshot();
        assert_eq!((second.file_count(), second.article_count(), second.len()), (3, 2, 5));
        assert!(second.is_gone(newest) && !second.is_newest(newest) && !second.is_newest(4));
        assert_eq!(second.revisions(1), None);
        let left = second.revisions(if newest == 0 { 2 } else { 0 }).unwrap().to_vec();
        assert_eq!(left.len(), 2);
        builder.remove(&left[..1]);
        let third = builder.snapshot();
        assert_eq!((third.revisions(left[1]), third.is_newest(left[1])), (None, true));
        of_ids(&mut builder, &["a", "c"]);
        let fourth = builder.snapshot();
        assert_eq!(fourth.revisions(5).map(<[u32]>::len), Some(2), "with the one that was left");
        assert_eq!((fourth.revisions(6), fourth.article_count()), (None, 3));
        assert_eq!(first.article_count(), 3, "a snapshot stays as it was");
        let present: Vec<u32> = fourth.present().map(|(ordinal, _)| ordinal).collect();
        assert_eq!(present.len(), 4);
        let again = CatalogueBuilder::of(fourth.clone());
        assert_eq!(again.snapshot().article_count(), 3);
    }

    /// The files of an archive by path: id, address, title and text.
    fn of_articles(builder: &mut CatalogueBuilder, articles: &[(&str, [&str; 4])]) {
        let mut segment = SegmentBuilder::default();
        for (path, [id, url, title, body]) in articles {
            let article = Article {
                id: (*id).to_owned(),
                url: (*url).to_owned(),
                title: (*title).to_owned(),
                computed_hash: body_hash(body),
                by_crawler: id.starts_with("901_"),
                ..Article::default()
            };
            segment.push(Path::new(path), &article.into());
        }
        builder.push(segment.take());
    }

    #[test]
    fn files_with_one_id_are_versions_only_where_the_crawler_wrote_both_or_something_else_is_the_same() {
        for (first, second, are_versions) in [
            (["901_1", "", "가", "나"], ["901_1", "", "다", "라"], true),
            (["intro", "", "가", "나"], ["intro", "", "다", "라"], false),
            (["intro", "", "가", "나"], ["intro", "", "가", "라"], true),
            (["intro", "", "가", "나"], ["intro", "", "다", "나"], true),
            (
                ["intro", "https://a.example/1", "가", "나"],
                ["intro", "https://a.example/1", "다", "라"],
                true,
            ),
            (
                ["intro", "https://a.example/1", "가", "나"],
                ["intro", "https://a.example/2", "다", "라"],
                false,
            ),
            (["intro", "", "", "나"], ["intro", "", "", "라"], false),
            (["", "", "가", "나"], ["", "", "가", "나"], false),
        ] {
            let mut builder = CatalogueBuilder::default();
            of_articles(
                &mut builder,
                &[("a.md", first), ("b.md", second), ("c.md", ["other", "", "가", "나"])],
            );
            let catalogue = builder.snapshot();
            assert_eq!(catalogue.revisions(0).is_some(), are_versions, "{first:?} {second:?}");
            assert_eq!(catalogue.article_count(), if are_versions { 2 } else { 3 });
            builder.remove(&[0]);
            of_articles(&mut builder, &[("d.md", second)]);
            let has_id = !second[0].is_empty();
            assert_eq!(builder.snapshot().revisions(3).is_some(), has_id, "of the one that is left");
        }
    }

    #[test]
    fn articles_that_share_their_key_are_numbered_by_place() {
        let mut builder = CatalogueBuilder::default();
        let at = |id, title| [id, "https://a.example/1", title, title];
        let keys = |builder: &CatalogueBuilder| -> Vec<String> {
            let catalogue = builder.snapshot();
            let packed = catalogue.packed();
            let segments = catalogue.segments.iter().map(|segment| Segment::clone(segment)).collect();
            let again = Catalogue::of_segments(segments, packed.0, &packed.1).unwrap();
            let key = |at| again.key(at).unwrap().into_owned();
            (0..catalogue.len()).filter(|&at| !catalogue.is_gone(at)).map(key).collect()
        };
        of_articles(&mut builder, &[("c.md", at("", "가")), ("b.md", at("", "나"))]);
        assert_eq!(keys(&builder), ["url:a.example/1#2", "url:a.example/1"]);
        of_articles(
            &mut builder,
            &[("a.md", at("x", "다")), ("d.md", at("x", "라")), ("e.md", at("901_1", "마"))],
        );
        let url = "url:a.example/1";
        let expected =
            [format!("{url}#3"), format!("{url}#2"), url.to_owned(), url.to_owned(), "901_1".to_owned()];
        assert_eq!(keys(&builder), expected, "versions have one key");
        builder.remove(&[2]);
        assert_eq!(
            keys(&builder),
            [format!("{url}#2"), url.to_owned(), format!("{url}#3"), "901_1".to_owned()]
        );
        builder.remove(&[0, 1]);
        assert_eq!(keys(&builder), [url, "901_1"]);
    }

    #[test]
    fn what_comes_file_by_file_is_not_joined_each_time() {
        let mut builder = CatalogueBuilder::default();
        let ids: Vec<String> = (0..400).map(|id| id.to_string()).collect();
        of_ids(&mut builder, &ids.iter().map(String::as_str).collect::<Vec<_>>());
        let tidy = |builder: &mut CatalogueBuilder| {
            let runs = builder.snapshot().runs_to_join();
            for run in runs.iter().rev() {
                let apart = builder.snapshot();
                builder.repack(apart.with_joined(run, apart.joined(run)));
            }
            !runs.is_empty()
        };
        assert!(tidy(&mut builder) && !tidy(&mut builder));
        let mut joins = 0;
        for id in 400..600 {
            of_ids(&mut builder, &[&id.to_string()]);
            joins += usize::from(tidy(&mut builder));
        }
        assert!(joins > 0 && joins < 40, "{joins} joins");
        assert!(builder.snapshot().segments().len() <= MOST_IN_A_RUN);
        assert_eq!(builder.snapshot().article_count(), 600);
    }
}
