//! Reads every byte of an archive's files to tell which texts are not the ones that were crawled. Nothing here asks a
//! cache or believes a file's size and time.

use super::load::{PATHS_AT_ONCE, READERS, walk_in_batches};
use crate::archive::{Cancel, Catalogue, Doubt, Source, VerifyProgress, VerifyReport, WalkReport};
use crate::engine::pipeline::{BETWEEN_PROGRESS, Feed, Pipeline, Work};
use std::io;
use std::path::PathBuf;
use std::time::Instant;

/// Checks every article of a source. Fails only where the system has no more threads to give.
pub fn verify(
    source: &Source,
    cancel: &Cancel,
    progress: impl FnMut(VerifyProgress),
) -> io::Result<VerifyReport> {
    check_files(source, cancel, |feed| walk_in_batches(source.folder(), cancel, feed), progress)
}

/// Checks the articles of a catalogue, and no others.
pub fn verify_listed(
    source: &Source,
    catalogue: &Catalogue,
    cancel: &Cancel,
    progress: impl FnMut(VerifyProgress),
) -> io::Result<VerifyReport> {
    let feed = |feed: &Feed<'_, Vec<PathBuf>>| {
        feed.count(catalogue.file_count() as usize);
        let mut files = catalogue.present().map(|(_, row)| row.file_path().to_owned()).peekable();
        while files.peek().is_some() && !cancel.is_cancelled() {
            feed.give(files.by_ref().take(PATHS_AT_ONCE).collect(), 0);
        }
        WalkReport::default()
    };
    check_files(source, cancel, feed, progress)
}

/// How many files of a batch were checked, and those that are not intact.
type Batch = (usize, Vec<(PathBuf, Doubt)>);

fn check_files(
    source: &Source,
    cancel: &Cancel,
    feed: impl FnOnce(&Feed<'_, Vec<PathBuf>>) -> WalkReport + Send,
    mut progress: impl FnMut(VerifyProgress),
) -> io::Result<VerifyReport> {
    let (started, source) = (Instant::now(), &source.open());
    let mut report = VerifyReport::default();
    let check = |work: &Work<'_, Vec<PathBuf>, Batch>| {
        let mut buffer = Vec::new();
        while let Some(batch) = work.next() {
            let files = batch.len();
            let doubt_of = |path: PathBuf| {
                let doubt = source.check(&path, &mut buffer)?;
                Some((path, doubt))
            };
            work.give((files, batch.into_iter().filter_map(doubt_of).collect()));
        }
    };
    let pipeline = Pipeline { name: "seogo-verify", workers: READERS, ahead: Some(4 * READERS), cancel };
    let mut next = started;
    let walk = pipeline.run(feed, check, |(files, doubts), fed| {
        report.files += files;
        report.doubts.extend(doubts);
        if Instant::now() >= next {
            let (checked, took) = (report.files, started.elapsed());
            progress(VerifyProgress { checked, found: fed.found, found_all: fed.is_all, took });
            next = Instant::now() + BETWEEN_PROGRESS;
        }
    })?;
    report.walk = walk;
    report.cancelled = cancel.is_cancelled();
    report.doubts.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Encodings, Verdict};

    #[test]
    fn a_stopped_check_says_so_and_each_file_is_judged_once_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..300 {
            std::fs::write(folder.path().join(format!("{number}.md")), "본문").unwrap();
        }
        let source = Source::of_folder(folder.path(), Encodings::default());
        let stopped = Cancel::default();
        stopped.cancel();
        let report = verify(&source, &stopped, |_| {}).unwrap();
        assert!(report.cancelled && report.files == 0);
        let report = verify(&source, &Cancel::default(), |_| {}).unwrap();
        assert_eq!(
            (report.files, report.count(Verdict::Unknown), report.count(Verdict::Intact)),
            (300, 300, 0)
        );
        assert!(!report.cancelled && report.doubts.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
