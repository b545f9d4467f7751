//! Loads an archive: one thread walks, several read and parse, and the caller's thread puts the catalogue together.

use crate::archive::{
    Cancel, Catalogue, CatalogueBuilder, Encodings, Segment, SegmentBuilder, WalkReport, read_article_as,
    walk,
};
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder, Scope};
use std::time::{Duration, Instant};

/// How many threads read. Reading a cold disk is bound by how many requests it is given at once, not by cores.
pub(super) const READERS: usize = 16;

/// How many paths go to a reader at a time: enough to make the channel cheap, few enough to share the work evenly.
pub(super) const PATHS_AT_ONCE: usize = 32;

/// The first snapshot comes after this; each later one after a longer time, as sorting it takes longer.
const FIRST_SNAPSHOT: Duration = Duration::from_millis(30);
const NEXT_SNAPSHOT: Duration = Duration::from_millis(150);

/// How many rows a reader collects before it hands them on; it grows from the first to the last.
const FIRST_ROWS: usize = 32;
const MOST_ROWS: usize = 8192;

/// How far a load has come.
#[derive(Clone, Debug)]
pub struct LoadProgress {
    /// Everything that has been read so far.
    pub catalogue: Catalogue,
    /// How many article files have been found so far.
    pub found: usize,
    /// Whether the walk is over, so that `found` is the number there is.
    pub found_all: bool,
    /// How long it has taken so far.
    pub took: Duration,
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
}

/// Reads every article below `folder`, calling `progress` a few times a second.
///
/// Fails only where the system has no more threads to give.
pub fn load(folder: &Path, cancel: &Cancel, progress: impl FnMut(LoadProgress)) -> io::Result<LoadReport> {
    load_as(folder, &Encodings::default(), cancel, progress)
}

/// The same, some files in the encodings that the reader chose.
pub fn load_as(
    folder: &Path,
    encodings: &Encodings,
    cancel: &Cancel,
    mut progress: impl FnMut(LoadProgress),
) -> io::Result<LoadReport> {
    let started = Instant::now();
    let found = AtomicUsize::new(0);
    let mut builder = CatalogueBuilder::default();
    let walk = thread::scope(|scope| {
        let (paths_in, paths) = bounded::<Vec<PathBuf>>(4 * READERS);
        let (segments_in, segments) = unbounded();
        for _ in 0..READERS {
            start_reader(scope, (folder, encodings), cancel, paths.clone(), segments_in.clone())?;
        }
        drop((paths, segments_in));
        let found = &found;
        let walker = Builder::new()
            .name("seogo-walk".into())
            .spawn_scoped(scope, move || walk_in_batches(folder, cancel, found, &paths_in))?;
        let mut next = started + FIRST_SNAPSHOT;
        while let Ok(segment) = segments.recv() {
            builder.push(segment);
            while let Ok(segment) = segments.try_recv() {
                builder.push(segment);
            }
            let now = Instant::now();
            if now >= next {
                progress(LoadProgress {
                    catalogue: builder.snapshot(),
                    found: found.load(Ordering::Relaxed),
                    found_all: walker.is_finished(),
                    took: started.elapsed(),
                });
                next = Instant::now() + NEXT_SNAPSHOT.max(4 * now.elapsed());
            }
        }
        Ok::<_, io::Error>(walker.join().unwrap_or_default())
    })?;
    let cancelled = cancel.is_cancelled();
    Ok(LoadReport { catalogue: builder.snapshot(), walk, took: started.elapsed(), cancelled })
}

pub(super) fn walk_in_batches(
    folder: &Path,
    cancel: &Cancel,
    found: &AtomicUsize,
    paths: &Sender<Vec<PathBuf>>,
) -> WalkReport {
    let mut batch = Vec::with_capacity(PATHS_AT_ONCE);
    let report = walk(folder, cancel, |path| {
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
    (folder, encodings): (&'scope Path, &'scope Encodings),
    cancel: &'scope Cancel,
    paths: Receiver<Vec<PathBuf>>,
    segments: Sender<Segment>,
) -> io::Result<()> {
    Builder::new().name("seogo-read".into()).spawn_scoped(scope, move || {
        let mut rows = SegmentBuilder::default();
        let mut enough = FIRST_ROWS;
        let mut buffer = Vec::new();
        for batch in paths {
            for path in batch {
                if cancel.is_cancelled() {
                    return;
                }
                let full = folder.join(&path);
                let read = read_article_as(&full, &path, encodings.of(&full), &mut buffer);
                rows.push(&path, &read.article);
                if rows.len() >= enough || rows.is_full() {
                    let _ = segments.send(rows.take());
                    enough = (enough * 2).min(MOST_ROWS);
                }
            }
        }
        if !rows.is_empty() {
            let _ = segments.send(rows.take());
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
