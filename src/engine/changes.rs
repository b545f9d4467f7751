//! What has changed in an archive since it was read: every file is looked at, none is read.

use super::load::{PATHS_AT_ONCE, READERS};
use crate::archive::{Cache, Cancel, Catalogue, Encodings, Stamp, WalkReport, walk};
use crate::text::DocumentSet;
use crossbeam_channel::{Receiver, unbounded};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, Builder};

/// What has changed.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Files of the catalogue that are there no more, or not as they were read; ascending.
    pub(super) gone: Vec<u32>,
    /// Files that have to be read, relative to the archive's folder.
    pub(super) fresh: Vec<PathBuf>,
    /// What the walk passed over.
    pub(super) walk: WalkReport,
}

impl Changes {
    /// Whether nothing has.
    pub(super) fn is_none(&self) -> bool {
        self.gone.is_empty() && self.fresh.is_empty()
    }
}

/// The files of a catalogue by path.
#[derive(Debug, Default)]
pub(super) struct Known(FxHashMap<u64, u32>);

impl Known {
    /// All files of a catalogue.
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let mut known = FxHashMap::default();
        known.reserve(catalogue.file_count() as usize);
        known.extend(catalogue.present().map(|(ordinal, row)| (hash_of(row.file_path()), ordinal)));
        Self(known)
    }

    /// Takes the files from an ordinal on into it.
    pub(super) fn add(&mut self, catalogue: &Catalogue, first: u32) {
        let rows = (first..catalogue.len()).filter_map(|ordinal| Some((catalogue.row(ordinal)?, ordinal)));
        self.0.extend(rows.map(|(row, ordinal)| (hash_of(row.file_path()), ordinal)));
    }

    /// The ordinal of a file.
    pub(super) fn ordinal(&self, catalogue: &Catalogue, path: &Path) -> Option<u32> {
        let ordinal = *self.0.get(&hash_of(path))?;
        // Two paths may share a hash; such a file is read again each time, and nothing worse.
        let is_it = catalogue.row(ordinal)?.file_path() == path && !catalogue.is_gone(ordinal);
        is_it.then_some(ordinal)
    }

    /// The ordinals of all files below a folder.
    pub(super) fn below<'a>(
        &'a self,
        catalogue: &'a Catalogue,
        folder: &'a Path,
    ) -> impl Iterator<Item = u32> + 'a {
        let ordinals = self.0.values().copied().filter(|&ordinal| !catalogue.is_gone(ordinal));
        ordinals.filter(move |&ordinal| {
            catalogue.row(ordinal).is_some_and(|row| row.file_path().starts_with(folder))
        })
    }
}

fn hash_of(path: &Path) -> u64 {
    FxBuildHasher.hash_one(path.as_os_str().as_encoded_bytes())
}

/// Whether a file is certainly what a catalogue says of it.
pub(super) fn is_same((folder, encodings): (&Path, &Encodings), catalogue: &Catalogue, ordinal: u32) -> bool {
    let Some(row) = catalogue.row(ordinal) else { return false };
    let path = folder.join(row.file_path());
    let now = std::fs::symlink_metadata(&path).map(|metadata| Stamp::of(&metadata));
    now.is_ok_and(|now| row.is_still(now, encodings.of(&path)))
}

/// Looks at every file below a folder, and at all of its cache beside that: what is damaged there has to be read again
/// like what has changed.
///
/// # Errors
/// Where the system has no more threads to give.
pub(super) fn find_changes_and_damage(
    (folder, encodings): (&Path, &Encodings),
    (cache, catalogue): (&Cache, &Catalogue),
    cancel: &Cancel,
) -> io::Result<Changes> {
    let (damaged, mut changes) = thread::scope(|scope| {
        let check = || cache.damaged(catalogue, cancel);
        let checker = Builder::new().name("seogo-cache".into()).spawn_scoped(scope, check)?;
        let changes = find_changes((folder, encodings), catalogue, cancel)?;
        Ok::<_, io::Error>((checker.join().unwrap_or_default(), changes))
    })?;
    let is_kept =
        |ordinal: &u32| !catalogue.is_gone(*ordinal) && changes.gone.binary_search(ordinal).is_err();
    let damaged: Vec<u32> = damaged.into_iter().flatten().filter(is_kept).collect();
    let rows = damaged.iter().filter_map(|&ordinal| catalogue.row(ordinal));
    changes.fresh.extend(rows.map(|row| row.file_path().to_owned()));
    changes.gone.extend(damaged);
    changes.gone.sort_unstable();
    Ok(changes)
}

/// Looks at every file below a folder. Fails only where the system has no more threads to give.
pub(super) fn find_changes(
    (folder, encodings): (&Path, &Encodings),
    catalogue: &Catalogue,
    cancel: &Cancel,
) -> io::Result<Changes> {
    let (paths_in, paths) = unbounded();
    let mut unchanged = DocumentSet::none(catalogue.len() as usize);
    let mut changes = Changes::default();
    thread::scope(|scope| {
        let walker = Builder::new().name("seogo-walk".into()).spawn_scoped(scope, move || {
            let mut batch = Vec::with_capacity(PATHS_AT_ONCE);
            let report = walk(folder, cancel, |path| {
                batch.push(path);
                if batch.len() == PATHS_AT_ONCE {
                    // Those that look are there until the walk is over.
                    let _ = paths_in.send(std::mem::replace(&mut batch, Vec::with_capacity(PATHS_AT_ONCE)));
                }
            });
            let _ = paths_in.send(batch);
            report
        })?;
        let known = Arc::new(Known::of(catalogue));
        let look = |known: &Known, paths: Receiver<Vec<PathBuf>>| {
            let (mut same, mut fresh) = (Vec::new(), Vec::new());
            for path in paths.into_iter().flatten() {
                let ordinal = known.ordinal(catalogue, &path);
                match ordinal.filter(|&ordinal| is_same((folder, encodings), catalogue, ordinal)) {
                    Some(ordinal) => same.push(ordinal),
                    None => fresh.push(path),
                }
            }
            (same, fresh)
        };
        let mut lookers = Vec::new();
        for _ in 0..READERS {
            let (known, paths) = (known.clone(), paths.clone());
            let job = move || look(&known, paths);
            lookers.push(Builder::new().name("seogo-look".into()).spawn_scoped(scope, job)?);
        }
        for looker in lookers {
            let (same, fresh) = looker.join().unwrap_or_default();
            same.into_iter().for_each(|ordinal| unchanged.insert(ordinal as usize));
            changes.fresh.extend(fresh);
        }
        changes.walk = walker.join().unwrap_or_default();
        Ok::<_, io::Error>(())
    })?;
    // What was not come across because the walk was stopped is not gone for that.
    if !cancel.is_cancelled() {
        let present = catalogue.present().map(|(ordinal, _)| ordinal);
        changes.gone = present.filter(|&ordinal| !unchanged.contains(ordinal as usize)).collect();
    }
    Ok(changes)
}
