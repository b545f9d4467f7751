//! Finds what has changed in an archive since it was read, by checking every file without reading any.

use super::load::{READERS, walk_in_batches};
use crate::archive::{
    Cancel, Catalogue, OpenSource, Ordinals, Progress, Row, Skipped, SkippedReason, Source, Stage, TextHash,
    WalkReport,
};
use crate::engine::pipeline::{BETWEEN_PROGRESS, Feed, Pipeline, Work};
use crate::formats::has_no_extension;
use crate::text::DocumentSet;
use crossbeam_channel::unbounded;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread::{self, Builder};
use std::time::Instant;

/// Changes in an archive.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// The ordinals of articles whose files no longer exist or have changed; ascending.
    pub(super) gone: Vec<u32>,
    /// Files that have to be read, by path relative to the archive's root.
    pub(super) fresh: Vec<PathBuf>,
    /// What the walk skipped.
    pub(super) walk: WalkReport,
    /// The rows of damaged segments.
    pub(super) damaged: Vec<Range<u32>>,
}

impl Changes {
    /// Whether nothing has changed.
    pub(super) fn is_none(&self) -> bool {
        self.gone.is_empty() && self.fresh.is_empty()
    }
}

/// A catalogue's rows by the path of their file.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The first row of each file.
    first: Ordinals,
    /// By first row, the other rows of a file with several articles.
    others: FxHashMap<u32, Vec<u32>>,
}

impl Known {
    /// Indexes all files of a catalogue.
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let mut known = Self::default();
        known.first.reserve(catalogue.file_count() as usize);
        catalogue.present().for_each(|(ordinal, row)| known.add_row(catalogue, &row, ordinal));
        known
    }

    /// Adds the rows from an ordinal on.
    pub(super) fn add(&mut self, catalogue: &Catalogue, first: u32) {
        for ordinal in first..catalogue.len() {
            if let Some(row) = catalogue.row(ordinal) {
                self.add_row(catalogue, &row, ordinal);
            }
        }
    }

    fn add_row(&mut self, catalogue: &Catalogue, row: &Row<'_>, ordinal: u32) {
        let path = row.path_bytes();
        let is_at = |other| is_at(catalogue, other, path);
        if row.entry().is_some()
            && let Some(first) = self.first.find(TextHash::of(path), is_at)
        {
            if !catalogue.is_gone(first) {
                return self.others.entry(first).or_default().push(ordinal);
            }
            self.others.remove(&first);
        }
        self.first.set(TextHash::of(path), ordinal, is_at);
    }

    /// The rows of a file, by ordinal; none if there is no such file.
    pub(super) fn rows_of(&self, catalogue: &Catalogue, path: &Path) -> impl Iterator<Item = u32> {
        let path = path.as_os_str().as_encoded_bytes();
        let first = self.first.find(TextHash::of(path), |other| is_at(catalogue, other, path));
        let first = first.filter(|&first| !catalogue.is_gone(first));
        let others = first.and_then(|first| self.others.get(&first)).into_iter().flatten().copied();
        first.into_iter().chain(others)
    }

    /// The rows of several files, by ordinal, ascending.
    pub(super) fn rows_of_all(&self, catalogue: &Catalogue, paths: &[PathBuf]) -> Vec<u32> {
        let mut rows: Vec<u32> = paths.iter().flat_map(|path| self.rows_of(catalogue, path)).collect();
        rows.sort_unstable();
        rows
    }

    /// The files below these folders.
    pub(super) fn below(&self, catalogue: &Catalogue, folders: &[PathBuf]) -> Vec<PathBuf> {
        if folders.is_empty() {
            return Vec::new();
        }
        let is_below = |path: &Path| folders.iter().any(|folder| path.starts_with(folder));
        let present = self.first.iter().filter(|&ordinal| !catalogue.is_gone(ordinal));
        let paths = present.filter_map(|ordinal| Some(catalogue.row(ordinal)?.file_path()));
        paths.filter(|path| is_below(path)).map(Path::to_owned).collect()
    }
}

fn is_at(catalogue: &Catalogue, ordinal: u32, path: &[u8]) -> bool {
    catalogue.row(ordinal).is_some_and(|row| row.path_bytes() == path)
}

/// Checks every file of a source, and at the same time the whole cache. Damaged parts have to be read again
/// like changed files. Reports progress like [`find_changes`].
///
/// # Errors
/// If the system can't start the threads.
pub(super) fn find_changes_and_damage(
    source: &Source,
    catalogue: &Catalogue,
    cancel: &Cancel,
    mut progress: impl FnMut(Progress),
) -> io::Result<Changes> {
    let started = Instant::now();
    let (damaged, mut changes) = thread::scope(|scope| {
        let (checked_in, checked) = unbounded();
        let check = move || {
            catalogue.damaged(cancel, |rows| {
                let _ = checked_in.send(rows);
            })
        };
        let checker = Builder::new().name("seogo-cache".into()).spawn_scoped(scope, check)?;
        let changes = find_changes(source, catalogue, cancel, &mut progress)?;
        let found = catalogue.len() as usize;
        // Of the counts that arrived meanwhile, only the latest is reported.
        for done in checked.iter().filter(|&done| checked.is_empty() && done < found) {
            let (stage, took) = (Stage::CheckingCache, started.elapsed());
            progress(Progress { stage, done, found, found_all: true, took });
        }
        Ok::<_, io::Error>((checker.join().unwrap_or_default(), changes))
    })?;
    let is_kept =
        |ordinal: &u32| !catalogue.is_gone(*ordinal) && changes.gone.binary_search(ordinal).is_err();
    let kept = damaged.iter().cloned().flatten().filter(is_kept).filter_map(|at| catalogue.row(at));
    let files: BTreeSet<PathBuf> = kept.map(|row| row.file_path().to_owned()).collect();
    if !files.is_empty() {
        // All of a file is read again, including its rows in other segments.
        let is_of_one = |(_, row): &(u32, Row<'_>)| files.contains(row.file_path());
        changes.gone.extend(catalogue.present().filter(is_of_one).map(|(ordinal, _)| ordinal));
        changes.gone.sort_unstable();
        changes.gone.dedup();
        changes.fresh.extend(files);
    }
    changes.damaged = damaged;
    Ok(changes)
}

/// Checks every file of a source, and reports how many have been checked: at once, a few times a second, and at
/// the end.
///
/// # Errors
/// If the system can't start the threads.
pub(super) fn find_changes(
    source: &Source,
    catalogue: &Catalogue,
    cancel: &Cancel,
    mut progress: impl FnMut(Progress),
) -> io::Result<Changes> {
    let started = Instant::now();
    // Made by the first reader, so that the walk needn't wait for it.
    let known = OnceLock::new();
    let is_first = |(_, row): &(u32, Row<'_>)| row.entry().is_none_or(|entry| entry == 1);
    let expected = catalogue.present().filter(is_first).count();
    let so_far = |done, walked: usize, is_walked| Progress {
        stage: Stage::Looking,
        done,
        // Assume as many files as before until the walk has found more or ended.
        found: if is_walked { walked } else { walked.max(expected) },
        found_all: is_walked || walked <= expected,
        took: started.elapsed(),
    };
    progress(so_far(0, 0, false));
    let opened = source.open();
    let look = |work: &Work<'_, Vec<PathBuf>, Looked>| {
        while let Some(batch) = work.next() {
            let known = known.get_or_init(|| Known::of(catalogue));
            work.give(look_at(&opened, (catalogue, known), batch));
        }
    };
    let mut unchanged = DocumentSet::none(catalogue.len() as usize);
    let (mut fresh, mut empty) = (Vec::new(), Vec::new());
    let (mut done, mut next) = (0, started + BETWEEN_PROGRESS);
    let walk = |feed: &Feed<'_, _>| walk_in_batches(source, cancel, feed);
    let pipeline = Pipeline { name: "seogo-look", workers: READERS, ahead: None, cancel };
    let mut found = 0;
    let mut walk = pipeline.run(walk, look, |looked, fed| {
        done += looked.files;
        looked.same.into_iter().for_each(|ordinal| unchanged.insert(ordinal as usize));
        fresh.extend(looked.fresh);
        empty.extend(looked.empty.into_iter().map(without_article));
        found = fed.found;
        if Instant::now() >= next {
            progress(so_far(done, found, fed.is_all));
            next = Instant::now() + BETWEEN_PROGRESS;
        }
    })?;
    progress(so_far(done, found, true));
    walk.skipped.extend(empty);
    // After a cancelled walk, missing files may just not have been reached.
    let gone = if cancel.is_cancelled() { Vec::new() } else { gone(catalogue, &unchanged, &walk) };
    Ok(Changes { gone, fresh, walk, damaged: Vec::new() })
}

/// A file that was looked into and has no articles.
pub(super) fn without_article(path: PathBuf) -> Skipped {
    let reason = if has_no_extension(&path) { SkippedReason::Other } else { SkippedReason::NoArticle };
    Skipped { path, reason }
}

/// The result of checking a batch of files.
#[derive(Default)]
struct Looked {
    /// The number of files checked.
    files: usize,
    /// The ordinals of unchanged articles.
    same: Vec<u32>,
    fresh: Vec<PathBuf>,
    /// Files known to have no articles.
    empty: Vec<PathBuf>,
}

fn look_at(source: &OpenSource<'_>, (catalogue, known): (&Catalogue, &Known), batch: Vec<PathBuf>) -> Looked {
    let mut looked = Looked { files: batch.len(), ..Looked::default() };
    for path in batch {
        let before = looked.same.len();
        looked.same.extend(known.rows_of(catalogue, &path));
        let rows = looked.same.get(before..).unwrap_or_default();
        let is_known = !rows.is_empty();
        if is_known && source.is_unchanged(&path, rows.iter().filter_map(|&row| catalogue.row(row))) {
            continue;
        }
        looked.same.truncate(before);
        if !is_known && source.holds_none(&path) {
            looked.empty.push(path);
        } else {
            looked.fresh.push(path);
        }
    }
    looked
}

/// The articles whose files weren't found, except for those in folders that couldn't be listed.
fn gone(catalogue: &Catalogue, unchanged: &DocumentSet, walk: &WalkReport) -> Vec<u32> {
    let unlisted: Vec<&Path> = walk.unlisted().map(|(folder, _)| folder).collect();
    let is_unseen = |path: &Path| unlisted.iter().any(|folder| path.starts_with(folder));
    let present = catalogue.present();
    let gone = present
        .filter(|(ordinal, row)| !unchanged.contains(*ordinal as usize) && !is_unseen(row.file_path()));
    gone.map(|(ordinal, _)| ordinal).collect()
}

#[cfg(test)]
mod tests {
    use super::super::load::load;
    use super::*;
    use crate::archive::Choices;

    #[test]
    fn a_look_tells_how_many_there_were_and_in_the_end_how_many_there_are() {
        let folder = tempfile::tempdir().unwrap();
        let write = |number| std::fs::write(folder.path().join(format!("{number}.md")), "본문").unwrap();
        (0..50).for_each(write);
        let catalogue = load(folder.path(), &Cancel::default(), |_| {}).unwrap().catalogue;
        (50..80).for_each(write);
        let mut told = Vec::new();
        let tell = |progress: Progress| told.push((progress.done, progress.found, progress.found_all));
        let source = Source::of_folder(folder.path(), Choices::default());
        find_changes(&source, &catalogue, &Cancel::default(), tell).unwrap();
        assert_eq!((told.first(), told.last()), (Some(&(0, 50, true)), Some(&(80, 80, true))));
    }
}
