//! Reads every byte of an archive's files to find texts that differ from the crawled ones. Neither caches nor
//! file sizes and times are trusted here.

use super::changes::without_article;
use super::load::{PATHS_AT_ONCE, READERS, walk_in_batches};
use crate::archive::{
    Cancel, Catalogue, Doubt, FilePlace, OpenSource, Row, Source, VerifyProgress, VerifyReport, WalkReport,
};
use crate::engine::pipeline::{BETWEEN_PROGRESS, Feed, Pipeline, Work};
use rustc_hash::FxHashSet;
use std::io;
use std::path::PathBuf;
use std::time::Instant;

/// Checks every article of a source. Fails only if the system can't start the threads.
pub fn verify(
    source: &Source,
    cancel: &Cancel,
    progress: impl FnMut(VerifyProgress),
) -> io::Result<VerifyReport> {
    check_files(source, cancel, |feed| walk_in_batches(source, cancel, feed), progress)
}

/// Checks the files of a catalogue, and no others.
pub fn verify_listed(
    source: &Source,
    catalogue: &Catalogue,
    cancel: &Cancel,
    progress: impl FnMut(VerifyProgress),
) -> io::Result<VerifyReport> {
    let feed = |feed: &Feed<'_, Vec<PathBuf>>| {
        feed.count(catalogue.file_count() as usize);
        let mut of_several = FxHashSet::default();
        let mut file_of = |row: Row<'_>| {
            let path = row.file_path();
            (row.entry().is_none() || of_several.insert(path.to_owned())).then(|| path.to_owned())
        };
        let mut files = catalogue.present().filter_map(|(_, row)| file_of(row)).peekable();
        while files.peek().is_some() && !cancel.is_cancelled() {
            feed.give(files.by_ref().take(PATHS_AT_ONCE).collect(), 0);
        }
        WalkReport::default()
    };
    check_files(source, cancel, feed, progress)
}

/// The result of a batch of files.
#[derive(Default)]
struct Batch {
    files: usize,
    articles: usize,
    doubts: Vec<(FilePlace<'static>, Doubt)>,
    /// Files without articles.
    empty: Vec<PathBuf>,
}

impl Batch {
    fn check(&mut self, source: &OpenSource<'_>, path: PathBuf, cancel: &Cancel, buffer: &mut Vec<u8>) {
        let holds_any = source.check_file(&path, cancel, buffer, |entry, doubt| {
            self.articles += 1;
            let place = || FilePlace { path: path.clone().into(), entry };
            self.doubts.extend(doubt.map(|doubt| (place(), doubt)));
        });
        if holds_any { self.files += 1 } else { self.empty.push(path) }
    }
}

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
        while let Some(paths) = work.next() {
            let mut batch = Batch::default();
            paths.into_iter().for_each(|path| batch.check(source, path, cancel, &mut buffer));
            work.give(batch);
        }
    };
    let pipeline = Pipeline { name: "seogo-verify", workers: READERS, ahead: Some(4 * READERS), cancel };
    let (mut next, mut empty) = (started, Vec::new());
    let walk = pipeline.run(feed, check, |batch: Batch, fed| {
        report.files += batch.files;
        report.articles += batch.articles;
        report.doubts.extend(batch.doubts);
        empty.extend(batch.empty.into_iter().map(without_article));
        if Instant::now() >= next {
            let (checked, took) = (report.articles, started.elapsed());
            let found = fed.found.max(checked);
            progress(VerifyProgress { checked, found, found_all: fed.is_all, took });
            next = Instant::now() + BETWEEN_PROGRESS;
        }
    })?;
    report.walk = walk;
    report.walk.skipped.extend(empty);
    report.cancelled = cancel.is_cancelled();
    report.doubts.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Choices, Verdict};

    #[test]
    fn a_stopped_check_says_so_and_each_file_is_judged_once_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..300 {
            std::fs::write(folder.path().join(format!("{number}.md")), "본문").unwrap();
        }
        let source = Source::of_folder(folder.path(), Choices::default());
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
