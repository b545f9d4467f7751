//! Reads every byte of an archive's files to tell which texts are not the ones that were crawled. Nothing here asks a
//! cache or believes a file's size and time.

use super::event::BETWEEN_PROGRESS;
use super::load::{PATHS_AT_ONCE, READERS, walk_in_batches};
use crate::archive::{Cancel, Catalogue, Doubt, Encodings, Root, Verdict, WalkReport, check_article};
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder, Scope};
use std::time::{Duration, Instant};

/// How far a check has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerifyProgress {
    /// How many files have been checked.
    pub checked: usize,
    /// How many have been found.
    pub found: usize,
    /// Whether all there are have been found.
    pub found_all: bool,
    /// How long it has taken so far.
    pub took: Duration,
}

/// What a check came to.
#[derive(Clone, Debug, Default)]
pub struct VerifyReport {
    /// How many files were checked.
    pub files: usize,
    /// The files whose text is not known to be the one that was crawled, by path.
    pub doubts: Vec<(PathBuf, Doubt)>,
    /// What was passed over.
    pub walk: WalkReport,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
}

impl VerifyReport {
    /// How many files have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        match verdict {
            Verdict::Intact => self.files - self.doubts.len(),
            _ => self.doubts.iter().filter(|(_, doubt)| doubt.verdict == verdict).count(),
        }
    }
}

/// Checks every article file below `folder`, some in the encodings that the reader chose. Fails only where the
/// system has no more threads to give.
pub fn verify(
    folder: &Path,
    encodings: &Encodings,
    cancel: &Cancel,
    progress: impl FnMut(VerifyProgress),
) -> io::Result<VerifyReport> {
    let feed = |found: &AtomicUsize, paths: &Sender<_>| walk_in_batches(folder, cancel, found, paths);
    check_files((folder, encodings), cancel, feed, progress)
}

/// Checks the files of a catalogue of `folder`, and no others, some in the encodings that the reader chose.
pub fn verify_listed(
    folder: &Path,
    encodings: &Encodings,
    catalogue: &Catalogue,
    cancel: &Cancel,
    progress: impl FnMut(VerifyProgress),
) -> io::Result<VerifyReport> {
    let feed = |found: &AtomicUsize, paths: &Sender<Vec<PathBuf>>| {
        found.store(catalogue.file_count() as usize, Ordering::Relaxed);
        let mut files = catalogue.present().map(|(_, row)| row.file_path().to_owned()).peekable();
        while files.peek().is_some() && paths.send(files.by_ref().take(PATHS_AT_ONCE).collect()).is_ok() {}
        WalkReport::default()
    };
    check_files((folder, encodings), cancel, feed, progress)
}

/// How many files of a batch were checked, and those that are not intact.
type Batch = (usize, Vec<(PathBuf, Doubt)>);

fn check_files(
    (folder, encodings): (&Path, &Encodings),
    cancel: &Cancel,
    feed: impl FnOnce(&AtomicUsize, &Sender<Vec<PathBuf>>) -> WalkReport + Send,
    mut progress: impl FnMut(VerifyProgress),
) -> io::Result<VerifyReport> {
    let started = Instant::now();
    let (root, found) = (&Root::at(folder), AtomicUsize::new(0));
    let mut report = VerifyReport::default();
    thread::scope(|scope| {
        let (paths_in, paths) = bounded(4 * READERS);
        let (batches_in, batches) = unbounded::<Batch>();
        for _ in 0..READERS {
            start_checker(scope, root, (folder, encodings), cancel, paths.clone(), batches_in.clone())?;
        }
        drop((paths, batches_in));
        let found = &found;
        let feeder =
            Builder::new().name("seogo-walk".into()).spawn_scoped(scope, move || feed(found, &paths_in))?;
        let mut next = started;
        for (files, doubts) in batches {
            report.files += files;
            report.doubts.extend(doubts);
            if Instant::now() >= next {
                progress(VerifyProgress {
                    checked: report.files,
                    found: found.load(Ordering::Relaxed),
                    found_all: feeder.is_finished(),
                    took: started.elapsed(),
                });
                next = Instant::now() + BETWEEN_PROGRESS;
            }
        }
        report.walk = feeder.join().unwrap_or_default();
        Ok::<_, io::Error>(())
    })?;
    report.cancelled = cancel.is_cancelled();
    report.doubts.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(report)
}

fn start_checker<'scope>(
    scope: &'scope Scope<'scope, '_>,
    root: &'scope Root,
    (folder, encodings): (&'scope Path, &'scope Encodings),
    cancel: &'scope Cancel,
    paths: Receiver<Vec<PathBuf>>,
    batches: Sender<Batch>,
) -> io::Result<()> {
    Builder::new().name("seogo-verify".into()).spawn_scoped(scope, move || {
        let mut buffer = Vec::new();
        for batch in paths {
            if cancel.is_cancelled() {
                return;
            }
            let files = batch.len();
            let check = |path: PathBuf| {
                let doubt = check_article(root, &path, encodings.of(folder, &path), &mut buffer)?;
                Some((path, doubt))
            };
            let _ = batches.send((files, batch.into_iter().filter_map(check).collect()));
        }
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_check_says_so_and_each_file_is_judged_once_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..300 {
            std::fs::write(folder.path().join(format!("{number}.md")), "본문").unwrap();
        }
        let stopped = Cancel::default();
        stopped.cancel();
        let report = verify(folder.path(), &Encodings::default(), &stopped, |_| {}).unwrap();
        assert!(report.cancelled && report.files == 0);
        let report = verify(folder.path(), &Encodings::default(), &Cancel::default(), |_| {}).unwrap();
        assert_eq!(
            (report.files, report.count(Verdict::Unknown), report.count(Verdict::Intact)),
            (300, 300, 0)
        );
        assert!(!report.cancelled && report.doubts.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
