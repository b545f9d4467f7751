//! Loads an archive: one thread walks, several read and parse, and the caller's thread puts the catalogue together.

use super::event::{Progress, Stage};
use crate::archive::{
    Cache, Cancel, Catalogue, CatalogueBuilder, Encodings, Links, OpenFile, Root, Segment, SegmentBuilder,
    WalkReport, release, walk,
};
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use jiff::Timestamp;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder, Scope};
use std::time::{Duration, Instant};

/// How many threads read. Reading a cold disk is bound by how many requests it is given at once, not by cores.
pub(super) const READERS: usize = 16;

/// How many paths go to a reader at a time: enough to make the channel cheap, few enough to share the work evenly.
pub(super) const PATHS_AT_ONCE: usize = 32;

/// The first snapshot comes after this; each later one after a longer time, as there is more to list.
const FIRST_SNAPSHOT: Duration = Duration::from_millis(30);
const NEXT_SNAPSHOT: Duration = Duration::from_millis(150);

/// How many rows a reader collects before it hands them on; it grows from the first to the last.
const FIRST_ROWS: usize = 32;
const MOST_ROWS: usize = 4096;

/// How far a load has come, and with what.
#[derive(Clone, Debug)]
pub struct LoadProgress {
    /// Everything that has been read so far.
    pub catalogue: Catalogue,
    /// How many files that is, of how many.
    pub progress: Progress,
}

/// What a load came to.
#[derive(Debug)]
pub struct LoadReport {
    /// Everything that was read.
    pub catalogue: Catalogue,
    /// What the walk passed over.
    pub walk: WalkReport,
    /// How long it took.
    pub took: Duration,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
    /// When its files were read, the one that was read first.
    pub judged: Timestamp,
}

/// Reads every article below `folder`, calling `progress` a few times a second.
///
/// Fails only where the system has no more threads to give.
pub fn load(folder: &Path, cancel: &Cancel, progress: impl FnMut(LoadProgress)) -> io::Result<LoadReport> {
    let (encodings, mut builder) = (Encodings::default(), CatalogueBuilder::default());
    load_into(&mut builder, Reading { folder, encodings: &encodings, cache: None, cancel }, progress)
}

/// How the files of an archive are read.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    /// The archive's folder.
    pub(super) folder: &'a Path,
    /// The encodings that the reader chose.
    pub(super) encodings: &'a Encodings,
    /// Where large segments go at once, so that memory does not grow with the archive.
    pub(super) cache: Option<&'a Cache>,
    pub(super) cancel: &'a Cancel,
}

/// The same, behind what a catalogue has.
pub(super) fn load_into(
    builder: &mut CatalogueBuilder,
    reading: Reading<'_>,
    mut progress: impl FnMut(LoadProgress),
) -> io::Result<LoadReport> {
    let (started, judged) = (Instant::now(), Timestamp::now());
    let Reading { folder, cancel, .. } = reading;
    let mut next = started + FIRST_SNAPSHOT;
    let feed = |found: &AtomicUsize, paths: &Sender<_>| walk_in_batches(folder, cancel, found, paths);
    let walk = read_files(reading, READERS, feed, |segment, found, found_all| {
        builder.push(segment);
        let now = Instant::now();
        if now >= next {
            let catalogue = builder.snapshot();
            let (done, took) = (catalogue.file_count() as usize, started.elapsed());
            let so_far = Progress { stage: Stage::Reading, done, found, found_all, took };
            progress(LoadProgress { catalogue, progress: so_far });
            next = Instant::now() + NEXT_SNAPSHOT.max(4 * now.elapsed());
        }
    })?;
    let cancelled = cancel.is_cancelled();
    Ok(LoadReport { catalogue: builder.snapshot(), walk, took: started.elapsed(), cancelled, judged })
}

/// Reads the files that `feed` hands over, in several threads. `read` is given each segment as it comes, with how many
/// files have been found so far, and whether those are all.
pub(super) fn read_files<T: Default + Send>(
    reading: Reading<'_>,
    readers: usize,
    feed: impl FnOnce(&AtomicUsize, &Sender<Vec<PathBuf>>) -> T + Send,
    mut read: impl FnMut(Segment, usize, bool),
) -> io::Result<T> {
    let (root, links) = (&Root::at(reading.folder), &Links::default());
    let found = &AtomicUsize::new(0);
    thread::scope(|scope| {
        let (paths_in, paths) = bounded::<Vec<PathBuf>>(4 * READERS);
        let (segments_in, segments) = unbounded();
        for _ in 0..readers {
            start_reader(scope, (root, links), reading, paths.clone(), segments_in.clone())?;
        }
        drop((paths, segments_in));
        let feeder =
            Builder::new().name("seogo-walk".into()).spawn_scoped(scope, move || feed(found, &paths_in))?;
        while let Ok(segment) = segments.recv() {
            read(segment, found.load(Ordering::Relaxed), feeder.is_finished());
        }
        Ok(feeder.join().unwrap_or_default())
    })
}

pub(super) fn walk_in_batches(
    folder: &Path,
    cancel: &Cancel,
    found: &AtomicUsize,
    paths: &Sender<Vec<PathBuf>>,
) -> WalkReport {
    let mut batch = Vec::with_capacity(PATHS_AT_ONCE);
    let report = walk(folder, Path::new(""), cancel, |path| {
        batch.push(path);
        if batch.len() == PATHS_AT_ONCE {
            found.fetch_add(batch.len(), Ordering::Relaxed);
            // The readers are gone only when the load is over.
            let _ = paths.send(std::mem::replace(&mut batch, Vec::with_capacity(PATHS_AT_ONCE)));
        }
    });
    found.fetch_add(batch.len(), Ordering::Relaxed);
    let _ = paths.send(batch);
    report
}

fn start_reader<'scope>(
    scope: &'scope Scope<'scope, '_>,
    (root, links): (&'scope Root, &'scope Links),
    reading: Reading<'scope>,
    paths: Receiver<Vec<PathBuf>>,
    segments: Sender<Segment>,
) -> io::Result<()> {
    Builder::new().name("seogo-read".into()).spawn_scoped(scope, move || {
        let Reading { folder, encodings, cache, cancel } = reading;
        let mut rows = SegmentBuilder::default();
        let mut enough = FIRST_ROWS;
        let mut buffer = Vec::new();
        let hand_on = |segment: Segment, is_large| {
            // Where it can't be stored it stays in memory; that nothing can is told when all is to be.
            let stored = cache.filter(|_| is_large).and_then(|cache| cache.store(&segment).ok());
            let _ = segments.send(stored.unwrap_or(segment));
        };
        for path in paths.into_iter().flatten() {
            if cancel.is_cancelled() {
                break;
            }
            let chosen = encodings.of(folder, &path);
            let file = OpenFile::at(root, &path);
            match file.linked(chosen) {
                Some(linked) => {
                    hand_on(links.segment(linked, &path, || file.read(chosen, &mut buffer)), true);
                    release(&mut buffer);
                }
                None => {
                    let read = file.read(chosen, &mut buffer);
                    rows.push(&path, &read);
                    // Before its share of what is read at once is.
                    release(&mut buffer);
                }
            }
            if rows.len() >= enough || rows.is_full() {
                let is_large = enough == MOST_ROWS || rows.is_full();
                hand_on(rows.take(), is_large);
                enough = (enough * 2).min(MOST_ROWS);
            }
        }
        if !rows.is_empty() {
            hand_on(rows.take(), false);
        }
    })?;
    Ok(())
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
    fn a_cancelled_load_ends_at_once_with_what_it_has() {
        let folder = folder_of(200);
        let cancel = Cancel::default();
        cancel.cancel();
        let report = load(folder.path(), &cancel, |_| {}).unwrap();
        assert!(report.cancelled);
        assert_eq!(report.catalogue.len(), 0);
    }
}
