//! Brings an archive up to date from its cache and what has changed since, and updates the cache.

use super::changes::{Changes, find_changes, find_changes_and_damage};
use super::load::{LoadFrom, LoadProgress, LoadReport, PATHS_AT_ONCE, READERS, load_into, read_files};
use crate::archive::{Cache, Cancel, Catalogue, CatalogueBuilder, Progress, Segment, Skipped, Source, Stage};
use crate::engine::pipeline::Feed;
use crate::formats::Kind;
use crate::search::Columns;
use jiff::Timestamp;
use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

/// The additional threads for rereading files with many articles.
const HELPERS: usize = 3;

/// How often reading of changes is reported, each time merging the result into the list.
const BETWEEN_LISTS: Duration = Duration::from_millis(300);

/// Removes what is gone from a catalogue, and reads what is new, reporting progress now and then. Returns the
/// files without articles.
pub(super) fn update(
    builder: &mut CatalogueBuilder,
    reading: LoadFrom<'_>,
    changes: &Changes,
    mut progress: impl FnMut(LoadProgress),
) -> io::Result<Vec<Skipped>> {
    let (started, before) = (Instant::now(), builder.snapshot().len());
    builder.remove(&changes.gone);
    let feed = |feed: &Feed<'_, Vec<PathBuf>>| {
        changes.fresh.chunks(PATHS_AT_ONCE).for_each(|batch| feed.give(batch.to_vec(), batch.len()));
    };
    let readers = changes.fresh.len().div_ceil(PATHS_AT_ONCE).min(READERS);
    // A file with many articles is worth helpers.
    let helpers = if changes.fresh.iter().any(|path| Kind::of(path).is_some()) { HELPERS } else { 0 };
    if readers == 0 {
        return Ok(Vec::new());
    }
    let found = changes.fresh.len();
    let mut last = started;
    let ((), empty) = read_files(reading, readers + helpers, feed, |segment, _| {
        builder.push(segment);
        if last.elapsed() > BETWEEN_LISTS {
            let catalogue = builder.snapshot();
            let (done, took) = ((catalogue.len() - before) as usize, started.elapsed());
            let found = found.max(done);
            let so_far = Progress { stage: Stage::Reading, done, found, found_all: true, took };
            progress(LoadProgress { catalogue, progress: so_far });
            last = Instant::now();
        }
    })?;
    Ok(empty)
}

/// How far to trust a cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Only after checking all of it, along with looking for changes, because its contents will be built upon.
    AfterCheck,
    /// Check each part on first use; the caller must check whether the catalogue is damaged.
    AsUsed,
    /// The same, but without looking for changed files.
    Unchanged,
}

/// Reads all articles of a source, using its cache for unchanged ones, and calls `progress` at once and then a
/// few times a second.
///
/// # Errors
/// If the system can't start the threads.
pub fn load_cached(
    source: &Source,
    (cache, trust): (Option<&Cache>, Trust),
    cancel: &Cancel,
    mut progress: impl FnMut(Progress),
) -> io::Result<LoadReport> {
    let started = Instant::now();
    let spill = cache.filter(|cache| cache.is_locked());
    let reading = LoadFrom { source, cache: spill, cancel };
    let Some(cached) = cache.and_then(Cache::read) else {
        progress(Progress::default());
        let report =
            load_into(&mut CatalogueBuilder::default(), reading, |so_far| progress(so_far.progress))?;
        // The last report may predate the last files, so report the end.
        if !report.cancelled {
            let all = report.catalogue.file_count() as usize;
            let (stage, took) = (Stage::Reading, report.took);
            progress(Progress { stage, done: all, found: all, found_all: true, took });
        }
        return Ok(report);
    };
    let (mut catalogue, mut parts, mut read) = (cached.catalogue, cached.parts, 0);
    let mut changes = match trust {
        Trust::AfterCheck => find_changes_and_damage(source, &catalogue, cancel, &mut progress)?,
        Trust::AsUsed => find_changes(source, &catalogue, cancel, &mut progress)?,
        Trust::Unchanged => Changes::default(),
    };
    if !changes.is_none() {
        let before = catalogue.len();
        parts.clear();
        let mut builder = CatalogueBuilder::of(catalogue.without_damaged(&changes.damaged));
        let empty = update(&mut builder, reading, &changes, |so_far| progress(so_far.progress))?;
        changes.walk.skipped.extend(empty);
        catalogue = builder.snapshot();
        read = catalogue.len() - before;
    }
    let (cancelled, judged) = (cancel.is_cancelled(), cached.judged);
    let (walk, took) = (changes.walk, started.elapsed());
    Ok(LoadReport { catalogue, walk, took, cancelled, judged, read, parts })
}

/// Writes a catalogue to a locked cache, and returns it as stored there.
///
/// # Errors
/// If it can't be written.
pub fn store(cache: &Cache, catalogue: &Catalogue, judged: Timestamp) -> io::Result<Arc<Catalogue>> {
    let stored = Arc::new(cache.store_all(catalogue)?);
    let columns = Columns::of(stored.clone());
    cache.commit(&stored, judged, &columns.parts())?;
    Ok(stored)
}

/// How many runs of segments are joined at the same time, since the texts and postings of each are in memory.
pub(super) const JOINED_AT_ONCE: usize = 2;

/// Joins runs of segments, given in ascending order, and builds their postings. The results go directly to a
/// locked cache, so that memory doesn't grow with the archive; if that fails they stay in memory, which is
/// reported when everything is stored.
pub(super) fn join(catalogue: &Catalogue, runs: &[Range<usize>], cache: Option<&Cache>) -> Catalogue {
    let cache = cache.filter(|cache| cache.is_locked());
    let join = |run: &Range<usize>| {
        let joined = catalogue.joined(run);
        cache.and_then(|cache| cache.store(&joined).ok()).unwrap_or(joined)
    };
    let Some((own, others)) = runs.split_first() else { return catalogue.clone() };
    let segments: Vec<Segment> = thread::scope(|scope| {
        let start = |run| {
            let helper = Builder::new().name("seogo-join".into()).spawn_scoped(scope, move || join(run));
            (run, helper.ok())
        };
        let helpers: Vec<_> = others.iter().map(start).collect();
        let own = join(own);
        // If the system has no thread to spare, this one does the work.
        let others = helpers
            .into_iter()
            .map(|(run, helper)| helper.and_then(|helper| helper.join().ok()).unwrap_or_else(|| join(run)));
        std::iter::once(own).chain(others).collect()
    });
    // From last to first, so that earlier indexes stay valid.
    let joined = runs.iter().zip(segments).rev();
    joined.fold(catalogue.clone(), |catalogue, (run, segment)| catalogue.with_joined(run, segment))
}

/// Joins small segments and builds their postings, storing them in a cache if there is one. `progress` gets the
/// number done and the total.
pub fn join_segments(
    mut catalogue: Catalogue,
    cache: Option<&Cache>,
    cancel: &Cancel,
    mut progress: impl FnMut(usize, usize),
) -> Catalogue {
    let (all, mut done) = (catalogue.runs_to_join(), 0);
    for runs in all.rchunks(JOINED_AT_ONCE).take_while(|_| !cancel.is_cancelled()) {
        progress(done, all.len());
        catalogue = join(&catalogue, runs, cache);
        done += runs.len();
    }
    catalogue
}
