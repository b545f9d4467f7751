//! The cache of an archive, so that the next start need not read the files again.
//!
//! It is a folder of segment files, which never change, and a manifest that names the valid ones. A manifest is
//! written once everything it names is on disk, and replaces the previous one atomically, so a kill at any time
//! leaves one or the other. Everything in the cache can be rebuilt, and is if anything is wrong with it.

mod folder;

pub use folder::{cache_bytes, clear_caches};

use super::Catalogue;
use super::parts_file::{PartsFile, write_parts};
use super::segment::Segment;
use crate::text::Part;
use folder::{LOCK, MANIFEST, STORIES, folder_bytes, numbers, segment_name};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

/// The number of hexadecimal digits in the name of a cache's folder.
const NAME_LEN: usize = 32;

/// The cache of one archive.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    archive: PathBuf,
    /// Held by the process that may write.
    lock: Option<File>,
    /// The number of the next segment file.
    next: AtomicU32,
}

/// The contents of a cache.
#[derive(Debug)]
pub struct Cached {
    /// The archive as of the last commit.
    pub catalogue: Catalogue,
    /// When the oldest of its verdicts was reached.
    pub judged: Timestamp,
    /// Additional parts stored by the writer.
    pub parts: Vec<Part>,
}

#[derive(Serialize, Deserialize)]
struct Manifest {
    /// The version of the program that wrote it.
    version: String,
    /// The archive's folder as text. If two folders read the same as text, their caches still have different
    /// names.
    archive: String,
    judged: Timestamp,
    /// The names of the segment files, in catalogue order.
    segments: Vec<String>,
}

impl Cache {
    /// The cache of the archive in a folder, for reading.
    pub fn of(caches: &Path, archive: &Path) -> Self {
        // A folder has one cache, by whatever path it was opened.
        let archive = archive.canonicalize().unwrap_or_else(|_| archive.to_owned());
        let hash = Sha256::digest(archive.as_os_str().as_encoded_bytes());
        let mut name = String::new();
        for byte in hash.iter().take(NAME_LEN / 2) {
            // Writing to a string can't fail.
            let _ = write!(name, "{byte:02x}");
        }
        Self { folder: caches.join(name), archive, lock: None, next: AtomicU32::new(0) }
    }

    /// Locks the cache for writing. Returns false if another program has locked it.
    ///
    /// # Errors
    /// If its folder can't be created or written to.
    pub fn lock(&mut self) -> io::Result<bool> {
        folder::make(&self.folder)?;
        let lock = File::options().create(true).append(true).open(self.folder.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Ok(false),
            Err(fs::TryLockError::Error(error)) => return Err(error),
        }
        // Marks the cache as in use.
        lock.set_modified(SystemTime::now())?;
        self.lock = Some(lock);
        self.remove_unnamed();
        let last = numbers(&self.folder).max();
        self.next = AtomicU32::new(last.map_or(0, |number| number.wrapping_add(1)));
        Ok(true)
    }

    /// Whether this process has locked the cache.
    pub fn is_locked(&self) -> bool {
        self.lock.is_some()
    }

    /// The cache's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes files that no manifest names, which are left over from an interrupted run.
    fn remove_unnamed(&self) {
        let named: BTreeSet<String> =
            self.manifest().map(|(manifest, _)| manifest.segments).into_iter().flatten().collect();
        folder::remove_unnamed(&self.folder, |name| name.to_str().is_some_and(|name| named.contains(name)));
    }

    /// The manifest and its file; `None` unless this version of the program wrote it for this archive.
    fn manifest(&self) -> Option<(Manifest, PartsFile)> {
        let file = PartsFile::open(&self.folder.join(MANIFEST))?;
        let manifest: Manifest = serde_json::from_slice(&file.read(0)?).ok()?;
        let is_its = manifest.archive == self.archive.to_string_lossy();
        (is_its && manifest.version == env!("CARGO_PKG_VERSION")).then_some((manifest, file))
    }

    /// Reads the cache; `None` if it is empty or was written by another version or for another archive.
    pub fn read(&self) -> Option<Cached> {
        let (Manifest { judged, segments, .. }, file) = self.manifest()?;
        let (gone, revisions) = (file.read(1)?, file.read(2)?);
        let rest = file.parts().get(3..)?;
        // Mark the cache as in use. If that fails, it may be swept one day and rebuilt.
        let lock = File::options().append(true).open(self.folder.join(LOCK));
        let _ = lock.and_then(|lock| lock.set_modified(SystemTime::now()));
        let open = |name: &String| Segment::open(&self.folder.join(name));
        let segments: Vec<_> = segments.iter().map(open).collect::<Option<_>>()?;
        let catalogue = Catalogue::of_segments(segments, &words(&gone)?, &words(&revisions)?)?;
        if catalogue.file_count() < catalogue.len() / 2 {
            // Rebuilding the cache makes it smaller.
            return None;
        }
        Some(Cached { catalogue, judged, parts: rest.to_vec() })
    }

    /// Writes a segment to a file and returns it as mapped from there.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn store(&self, segment: &Segment) -> io::Result<Segment> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(segment_name(number));
        segment.write(&path)?;
        let stored =
            Segment::open(&path).ok_or_else(|| io::Error::other("what was written can't be read"))?;
        Ok(stored.with_odd_paths(segment))
    }

    /// The same catalogue with all segments stored in files.
    ///
    /// # Errors
    /// If they can't be written.
    pub fn store_all(&self, catalogue: &Catalogue) -> io::Result<Catalogue> {
        let store = |segment: &Arc<Segment>| match segment.file() {
            Some(_) => Ok(segment.clone()),
            None => self.store(segment).map(Arc::new),
        };
        let segments = catalogue.shared_segments().iter().map(store).collect::<io::Result<_>>()?;
        Ok(catalogue.with_segments(segments))
    }

    /// Commits a catalogue, all of whose segments must be stored in files. `judged` is when the oldest of its
    /// verdicts was reached; `parts` are stored with it.
    ///
    /// # Errors
    /// If it can't be written; the previous state then remains valid.
    pub fn commit(
        &self,
        catalogue: &Catalogue,
        judged: Timestamp,
        parts: &[Cow<'_, [u8]>],
    ) -> io::Result<()> {
        let files: Vec<_> = catalogue.shared_segments().iter().filter_map(|segment| segment.file()).collect();
        sync_folder(&self.folder)?;
        let name = |file: &&Path| file.file_name().map(|name| name.to_string_lossy().into_owned());
        let segments: Vec<String> = files.iter().filter_map(name).collect();
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let archive = self.archive.to_string_lossy().into_owned();
        let manifest = Manifest { version, archive, judged, segments };
        let json = serde_json::to_vec(&manifest).map_err(io::Error::other)?;
        let (gone, revisions) = catalogue.packed();
        let own: [&[u8]; 3] = [&json, bytemuck::cast_slice(gone), bytemuck::cast_slice(&revisions)];
        let all: Vec<_> = own.into_iter().chain(parts.iter().map(AsRef::as_ref)).collect();
        let path = self.folder.join(MANIFEST);
        write_parts(&path, &all)?;
        sync_folder(&self.folder)?;
        self.remove_unnamed();
        folder::sweep(&self.folder);
        Ok(())
    }

    /// The parts of the file of stories; `None` if there is none, or if it is damaged or has another version.
    pub fn read_stories(&self) -> Option<Vec<Vec<u8>>> {
        let file = PartsFile::open(&self.folder.join(STORIES))?;
        (0..file.parts().len()).map(|at| file.read(at)).collect()
    }

    /// Writes the file of stories, if the cache is there. Unlike segments, it may be written without the
    /// lock: it is replaced as a whole, and says itself which articles it is about.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn write_stories(&self, parts: &[&[u8]]) -> io::Result<()> {
        if !folder::is_ours(&self.folder) {
            return Ok(());
        }
        write_parts(&self.folder.join(STORIES), parts)
    }

    /// Whether the disk has room for a catalogue and as much again; true if that is unknown.
    pub fn has_room_for(&self, catalogue: &Catalogue) -> bool {
        folder::free_bytes(&self.folder).is_none_or(|free| free >= 2 * catalogue.byte_len())
    }

    /// The size of the cache in bytes.
    pub fn bytes(&self) -> u64 {
        folder_bytes(&self.folder)
    }
}

impl Drop for Cache {
    /// Removes what was written but never committed.
    fn drop(&mut self) {
        if self.is_locked() {
            self.remove_unnamed();
        }
    }
}

/// Bytes as values; `None` if their length doesn't fit.
pub(crate) fn words<T: bytemuck::AnyBitPattern + bytemuck::NoUninit>(bytes: &[u8]) -> Option<Vec<T>> {
    bytes.len().is_multiple_of(size_of::<T>()).then(|| bytemuck::pod_collect_to_vec(bytes))
}

/// Syncs the names in a folder to disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Cancel, CatalogueBuilder, ReadFile, Row, SegmentBuilder};
    use crate::article::{Article, Problem, ProblemKind};

    fn catalogue() -> Catalogue {
        let mut builder = CatalogueBuilder::default();
        for segment in 0..3 {
            let mut rows = SegmentBuilder::default();
            for number in 0..20 {
                let article = Article {
                    id: format!("901_{}", (segment * 20 + number) % 50),
                    title: format!("美 제목 {segment} {number}"),
                    body: format!("본문 {number} ㅋㅋ"),
                    extra: vec![("열쇠".to_owned(), number.to_string())],
                    problems: vec![Problem { kind: ProblemKind::NoTitle, line: Some(number), detail: None }],
                    ..Article::default()
                };
                rows.push(Path::new(&format!("{segment}/{number}.md")), &ReadFile::from(article));
            }
            builder.push(rows.take());
        }
        builder.remove(&[7, 59]);
        let apart = builder.snapshot();
        apart.with_joined(&(0..2), apart.joined(&(0..2)))
    }

    /// All data of the rows, as text.
    fn said(catalogue: &Catalogue) -> Vec<String> {
        let say = |(ordinal, row): (u32, Row<'_>)| {
            let (corpus, place) = row.place();
            let texts = (row.id(), row.title(), row.path(), corpus.body(place), corpus.has_hanja(place));
            let rest = (row.problems().collect::<Vec<_>>(), row.extra().collect::<Vec<_>>(), row.integrity());
            format!("{texts:?} {rest:?} {:?} {:?}", catalogue.revisions(ordinal), row.body_hash())
        };
        catalogue.present().map(say).collect()
    }

    fn written(caches: &Path) -> (Cache, Catalogue) {
        let mut cache = Cache::of(caches, Path::new("/archive"));
        assert!(cache.lock().unwrap());
        let stored = cache.store_all(&catalogue()).unwrap();
        cache.commit(&stored, Timestamp::UNIX_EPOCH, &[Cow::Borrowed(b"more")]).unwrap();
        (cache, stored)
    }

    #[test]
    fn what_was_written_is_read_again() {
        let caches = tempfile::tempdir().unwrap();
        let (cache, stored) = written(caches.path());
        let cached = cache.read().unwrap();
        assert_eq!(said(&cached.catalogue), said(&catalogue()));
        assert_eq!(said(&stored), said(&catalogue()));
        assert_eq!((cached.judged, cached.parts[0].bytes()), (Timestamp::UNIX_EPOCH, &b"more"[..]));
        assert!(cached.catalogue.damaged(&Cancel::default(), |_| {}).is_empty());
        let lists = |catalogue: &Catalogue| -> Vec<bool> {
            catalogue.segments().map(|(_, segment)| segment.corpus().postings().is_some()).collect()
        };
        assert_eq!(lists(&cached.catalogue), [true, false]);
        // The next commit removes all of this.
        let another = cache.store_all(&catalogue()).unwrap();
        cache.commit(&another, Timestamp::UNIX_EPOCH, &[]).unwrap();
        assert_eq!(fs::read_dir(cache.folder()).unwrap().count(), 5);
        assert_eq!(said(&cached.catalogue), said(&another), "an open catalogue can still be read");
    }

    #[test]
    fn what_is_damaged_is_known_and_what_is_cut_off_is_not_read() {
        let caches = tempfile::tempdir().unwrap();
        let (cache, stored) = written(caches.path());
        let file = stored.shared_segments()[1].file().unwrap().to_owned();
        let whole = fs::read(&file).unwrap();
        let mut damaged = whole.clone();
        let last = damaged.len() - 1;
        damaged[last] ^= 1;
        fs::write(&file, &damaged).unwrap();
        let cached = cache.read().unwrap();
        let damaged = cached.catalogue.damaged(&Cancel::default(), |_| {});
        assert_eq!(damaged.into_iter().flatten().collect::<Vec<u32>>(), (40..60).collect::<Vec<u32>>());
        for len in [0, 20, whole.len() / 2, whole.len() - 1] {
            fs::write(&file, &whole[..len]).unwrap();
            assert!(cache.read().is_none(), "{len} bytes");
        }
        fs::write(&file, &whole).unwrap();
        assert!(cache.read().is_some());
        let manifest = cache.folder().join(MANIFEST);
        let whole = fs::read(&manifest).unwrap();
        for at in (0..whole.len()).step_by(7) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            fs::write(&manifest, &damaged).unwrap();
            if let Some(cached) = cache.read() {
                assert_eq!(said(&cached.catalogue), said(&catalogue()), "byte {at} is between two parts");
            }
        }
    }

    #[test]
    fn a_folder_has_one_cache_by_whatever_path_it_is_opened() {
        let (caches, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::create_dir(folder.path().join("a")).unwrap();
        let cache = |path: &str| Cache::of(caches.path(), &folder.path().join(path)).folder().to_owned();
        assert_eq!(cache("a"), cache("a/"));
        assert_eq!(cache("a"), cache("a/../a/./"));
        assert_ne!(cache("a"), cache(""));
    }

    #[test]
    fn one_writes_and_any_may_read() {
        let caches = tempfile::tempdir().unwrap();
        let (first, _) = written(caches.path());
        let mut second = Cache::of(caches.path(), Path::new("/archive"));
        assert!(!second.lock().unwrap() && !second.is_locked());
        assert!(second.read().is_some());
        assert!(Cache::of(caches.path(), Path::new("/another")).read().is_none());
        assert!(cache_bytes(caches.path()) > 1000);
        clear_caches(caches.path());
        assert!(second.read().is_some(), "the cache is being written");
        drop(first);
        clear_caches(caches.path());
        assert_eq!((cache_bytes(caches.path()), second.read().is_none()), (0, true));
    }
}
