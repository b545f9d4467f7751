//! Loads an archive: one thread walks the folder, several read and parse files, and the caller's builds the
//! catalogue.

use super::changes::without_article;
use crate::archive::{
    Cache, Cancel, Catalogue, CatalogueBuilder, Choices, Links, Progress, ReadFile, ReadOnce, Segment,
    SegmentBuilder, Skipped, Source, Stage, WalkReport, release,
};
use crate::engine::pipeline::{Fed, Feed, Pipeline, Work};
use crate::text::Part;
use crossbeam_channel::{Sender, TrySendError, bounded};
use jiff::Timestamp;
use std::io;
use std::mem::take;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The number of reader threads. Reading a cold disk is limited by the number of concurrent requests, not by
/// cores.
pub(super) const READERS: usize = 16;

/// How many paths a reader gets at a time: enough to make the channel cheap, few enough to share the work
/// evenly.
pub(super) const PATHS_AT_ONCE: usize = 32;

/// The time to the first snapshot; later ones take longer, as there is more to list.
const FIRST_SNAPSHOT: Duration = Duration::from_millis(30);
const NEXT_SNAPSHOT: Duration = Duration::from_millis(150);

/// How many rows a reader collects before passing them on, growing from the first batch to the last.
const FIRST_ROWS: usize = 32;
const MOST_ROWS: usize = 4096;

/// The progress of a load, with what has been read.
#[derive(Clone, Debug)]
pub struct LoadProgress {
    /// Everything that has been read so far.
    pub catalogue: Catalogue,
    /// How many files have been read, and how many there are.
    pub progress: Progress,
}

/// The result of a load.
#[derive(Debug)]
pub struct LoadReport {
    /// Everything that was read.
    pub catalogue: Catalogue,
    /// What the walk skipped.
    pub walk: WalkReport,
    /// How long it took.
    pub took: Duration,
    pub cancelled: bool,
    /// When the first of its files was read.
    pub judged: Timestamp,
    /// How many files were read instead of taken from a cache.
    pub read: u32,
    /// The additional parts in the cache, if everything came from it.
    pub parts: Vec<Part>,
}

/// Reads all articles in or below `folder`, and calls `progress` a few times a second.
///
/// Fails only if the system can't start the threads.
pub fn load(folder: &Path, cancel: &Cancel, progress: impl FnMut(LoadProgress)) -> io::Result<LoadReport> {
    let source = Source::of_folder(folder, Choices::default());
    load_into(&mut CatalogueBuilder::default(), LoadFrom { source: &source, cache: None, cancel }, progress)
}

/// How to read the articles of an archive.
#[derive(Clone, Copy)]
pub(super) struct LoadFrom<'a> {
    pub(super) source: &'a Source,
    /// Where large segments are stored at once, so that memory doesn't grow with the archive.
    pub(super) cache: Option<&'a Cache>,
    pub(super) cancel: &'a Cancel,
}

/// Loads an archive, adding to what the catalogue has already.
pub(super) fn load_into(
    builder: &mut CatalogueBuilder,
    reading: LoadFrom<'_>,
    mut progress: impl FnMut(LoadProgress),
) -> io::Result<LoadReport> {
    let (started, judged) = (Instant::now(), Timestamp::now());
    let LoadFrom { source, cancel, .. } = reading;
    let mut next = started + FIRST_SNAPSHOT;
    let feed = |feed: &Feed<'_, _>| walk_in_batches(source, cancel, feed);
    let (mut walk, empty) = read_files(reading, READERS, feed, |segment, Fed { found, is_all }| {
        builder.push(segment);
        let now = Instant::now();
        if now >= next {
            let catalogue = builder.snapshot();
            let (done, took) = (catalogue.file_count() as usize, started.elapsed());
            // A file with several articles is found once and counted per article when read.
            let found = found.max(done);
            let so_far = Progress { stage: Stage::Reading, done, found, found_all: is_all, took };
            progress(LoadProgress { catalogue, progress: so_far });
            next = Instant::now() + NEXT_SNAPSHOT.max(4 * now.elapsed());
        }
    })?;
    walk.skipped.extend(empty);
    let cancelled = cancel.is_cancelled();
    let catalogue = builder.snapshot();
    let (took, read) = (started.elapsed(), catalogue.file_count());
    Ok(LoadReport { catalogue, walk, took, cancelled, judged, read, parts: Vec::new() })
}

/// What a thread has read.
#[expect(clippy::large_enum_variant, reason = "it lives for a moment")]
enum Done {
    Segment(Segment),
    /// A file that could have several articles but has none.
    NoArticle(PathBuf),
}

/// Reads the files given by `feed` on several threads, passing each segment to `read` as it comes. Returns the
/// feeder's result, and the files found to have no articles.
pub(super) fn read_files<F: Default + Send>(
    reading: LoadFrom<'_>,
    readers: usize,
    feed: impl FnOnce(&Feed<'_, Vec<PathBuf>>) -> F + Send,
    mut read: impl FnMut(Segment, Fed),
) -> io::Result<(F, Vec<Skipped>)> {
    let LoadFrom { source, cache, cancel } = reading;
    let (source, links) = (&source.open(), &Links::default());
    let (entries_in, entries) = bounded(ENTRIES_UNDER_WAY);
    let handed_out = Mutex::new(vec![entries_in; readers]);
    let read_batches = |work: &Work<'_, Vec<PathBuf>, Done>| {
        let mut rows = Rows { work, cache, rows: SegmentBuilder::default(), enough: FIRST_ROWS };
        let to_helpers = handed_out.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut buffer = Vec::new();
        while let Some(batch) = work.next() {
            for path in batch {
                if cancel.is_cancelled() {
                    break;
                }
                let mut entries = Entries { path: path.clone(), read: Vec::new(), bytes: 0 };
                let holds_any = source.read_file(&path, links, cancel, &mut buffer, |read| match read {
                    ReadOnce::Row(read) if read.entry > 0 => {
                        entries.push(read);
                        if let Some(full) = entries.take_full() {
                            rows.share(full, to_helpers.as_ref());
                        }
                    }
                    ReadOnce::Row(read) => rows.push(&path, &read),
                    ReadOnce::Linked(segment) => rows.hand_on(segment, true),
                });
                rows.take(&entries);
                release(&mut buffer);
                if !holds_any {
                    work.give(Done::NoArticle(path));
                }
            }
        }
        // A thread without more files helps with those still being read, until no thread is reading any.
        // Clearing the list ends helpers that haven't started yet.
        drop(to_helpers);
        handed_out.lock().unwrap_or_else(PoisonError::into_inner).clear();
        entries.iter().for_each(|entries: Entries| rows.take(&entries));
        rows.end();
    };
    let pipeline = Pipeline { name: "seogo-read", workers: readers, ahead: Some(4 * READERS), cancel };
    let mut empty = Vec::new();
    let fed = pipeline.run(feed, read_batches, |done, fed| match done {
        Done::Segment(segment) => read(segment, fed),
        Done::NoArticle(path) => empty.push(without_article(path)),
    })?;
    Ok((fed, empty))
}

/// Articles of a file with many, on their way to an idle thread. Such a file is read by one thread, but most
/// of the work is folding the texts.
struct Entries {
    path: PathBuf,
    read: Vec<ReadFile>,
    /// The total length of their bodies.
    bytes: usize,
}

/// The bytes of bodies passed to another thread at a time, and how many such batches may wait.
const ENTRY_BYTES: usize = 256 << 10;
const ENTRIES_UNDER_WAY: usize = 8;

impl Entries {
    fn push(&mut self, read: ReadFile) {
        self.bytes += read.article.body.len();
        self.read.push(read);
    }

    /// Takes all of them once they are enough for a batch.
    fn take_full(&mut self) -> Option<Self> {
        let Self { path, read, bytes } = self;
        (*bytes >= ENTRY_BYTES).then(|| Self { path: path.clone(), read: take(read), bytes: take(bytes) })
    }
}

/// The rows that a thread has read, passed on in larger and larger segments.
struct Rows<'a> {
    work: &'a Work<'a, Vec<PathBuf>, Done>,
    cache: Option<&'a Cache>,
    rows: SegmentBuilder,
    enough: usize,
}

impl Rows<'_> {
    /// Passes articles to an idle thread to make rows of; if none is free, makes them here.
    fn share(&mut self, entries: Entries, to_helpers: Option<&Sender<Entries>>) {
        let back = match to_helpers {
            Some(helpers) => helpers.try_send(entries).map_err(TrySendError::into_inner),
            None => Err(entries),
        };
        if let Err(entries) = back {
            self.take(&entries);
        }
    }

    fn take(&mut self, entries: &Entries) {
        entries.read.iter().for_each(|read| self.push(&entries.path, read));
    }

    fn push(&mut self, path: &Path, read: &ReadFile) {
        self.rows.push(path, read);
        if self.rows.len() >= self.enough || self.rows.is_full() {
            let is_large = self.enough == MOST_ROWS || self.rows.is_full();
            let (before, segment) = (self.enough, self.rows.take());
            self.enough = (self.enough * 2).min(MOST_ROWS);
            self.rows.reserve(self.enough / before, &segment);
            self.hand_on(segment, is_large);
        }
    }

    fn hand_on(&self, segment: Segment, is_large: bool) {
        // A segment that can't be stored stays in memory; the failure is reported when everything is to be
        // stored.
        let stored = self.cache.filter(|_| is_large).and_then(|cache| cache.store(&segment).ok());
        self.work.give(Done::Segment(stored.unwrap_or(segment)));
    }

    fn end(mut self) {
        if !self.rows.is_empty() {
            let segment = self.rows.take();
            self.hand_on(segment, false);
        }
    }
}

/// Feeds in the path of every file of a source that may have articles.
pub(super) fn walk_in_batches(source: &Source, cancel: &Cancel, feed: &Feed<'_, Vec<PathBuf>>) -> WalkReport {
    let mut batch = Vec::with_capacity(PATHS_AT_ONCE);
    let report = source.walk(Path::new(""), cancel, |path| {
        batch.push(path);
        if batch.len() == PATHS_AT_ONCE {
            feed.give(std::mem::replace(&mut batch, Vec::with_capacity(PATHS_AT_ONCE)), PATHS_AT_ONCE);
        }
    });
    let rest = batch.len();
    feed.give(batch, rest);
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_of(count: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..count {
            let text = format!("---\nid: 901_{number}\ntitle: 기사 {number}\n---\n\n본문 {number}\n");
            std::fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
        }
        folder
    }

    #[test]
    fn every_file_is_in_the_catalogue_once() {
        let folder = folder_of(500);
        let report = load(folder.path(), &Cancel::default(), |_| {}).unwrap();
        let mut titles: Vec<_> = report.catalogue.rows().map(|row| row.title().to_owned()).collect();
        titles.sort();
        titles.dedup();
        assert_eq!((report.catalogue.len(), titles.len()), (500, 500));
        assert!(!report.cancelled);
    }

    #[test]
    fn every_article_of_a_large_table_is_in_the_catalogue_once_and_in_its_place() {
        let folder = folder_of(50);
        let body = "본문이다. ".repeat(500);
        let row = |number: u32| format!("표 {number},{body}{number}\n");
        let rows: String = (1..=2000).map(row).collect();
        std::fs::write(folder.path().join("a.csv"), format!("제목,본문\n{rows}")).unwrap();
        let catalogue = load(folder.path(), &Cancel::default(), |_| {}).unwrap().catalogue;
        let mut entries: Vec<_> =
            catalogue.rows().filter_map(|row| Some((row.entry()?, row.title().to_owned()))).collect();
        entries.sort();
        assert_eq!((catalogue.len(), entries.len()), (2050, 2000));
        let expected = (1..=2000).map(|number| (number, format!("표 {number}")));
        assert!(entries.into_iter().eq(expected));
    }

    #[test]
    fn a_cancelled_load_ends_at_once_with_what_it_has() {
        let folder = folder_of(200);
        let cancel = Cancel::default();
        cancel.cancel();
        let report = load(folder.path(), &cancel, |_| {}).unwrap();
        assert!(report.cancelled);
        assert_eq!(report.catalogue.len(), 0);
    }
}
