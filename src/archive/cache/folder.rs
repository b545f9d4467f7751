//! The caches' folders: which files in them are the program's own, so that nothing else is ever removed, and
//! how much space all caches may take.

use super::NAME_LEN;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub(super) const MANIFEST: &str = "manifest";
pub(super) const LOCK: &str = "lock";
pub(super) const STORIES: &str = "stories";
/// What earlier versions kept there.
const LENGTHS: &str = "lengths";
const SEGMENT: &str = "segment";

/// Marks a folder as created by this program. Backup programs know the marker and skip such folders.
const MARKER: &str = "CACHEDIR.TAG";
const MARKER_TEXT: &str =
    "Signature: 8a477f597d28d172789f06886806bc55\n# The cache of an archive, made by Seogo.\n";

/// A cache not opened for this long is removed when another one is written.
const KEPT_FOR: Duration = Duration::from_secs(180 * 24 * 60 * 60);

/// The most bytes that all caches together may take, or a tenth of the disk if that is less.
const MOST_BYTES: u64 = 20_000_000_000;

/// Creates a cache's folder unless it exists.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder.parent().unwrap_or(folder))?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        Err(_) if is_ours(folder) => Ok(()),
        Err(_) if !is_empty(folder) => {
            Err(io::Error::other("another program's folder or a link is in the way"))
        }
        // The program may have been killed before it wrote the marker.
        Ok(()) | Err(_) => fs::write(folder.join(MARKER), MARKER_TEXT),
    }
}

/// Whether a path is a folder created by this program and not a link.
pub(super) fn is_ours(folder: &Path) -> bool {
    let is = |path: &Path, kind: fn(&fs::Metadata) -> bool| path.symlink_metadata().is_ok_and(|it| kind(&it));
    is(folder, fs::Metadata::is_dir) && is(&folder.join(MARKER), fs::Metadata::is_file)
}

fn is_empty(folder: &Path) -> bool {
    folder.symlink_metadata().is_ok_and(|it| it.is_dir())
        && fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// The name of the segment file with a number.
pub(super) fn segment_name(number: u32) -> String {
    format!("{number:08}.{SEGMENT}")
}

/// The number in a segment file's name.
pub(super) fn number_of(path: &Path) -> Option<u32> {
    let name = path.file_name()?.to_str()?;
    let number = name.strip_suffix(SEGMENT)?.strip_suffix('.')?.parse().ok()?;
    (name == segment_name(number)).then_some(number)
}

/// Whether a file is left over from a write that was killed.
fn is_unfinished(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("new"))
        && path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"seogo"))
}

/// The regular files in a folder.
fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())).map(|entry| entry.path())
}

/// The numbers of the segment files.
pub(super) fn numbers(folder: &Path) -> impl Iterator<Item = u32> {
    files(folder).filter_map(|path| number_of(&path))
}

/// Removes segments that aren't named, and leftovers of killed writes. The caller must hold the lock.
pub(super) fn remove_unnamed(folder: &Path, is_named: impl Fn(&OsStr) -> bool) {
    if !is_ours(folder) {
        return;
    }
    let is_stale = |path: &PathBuf| {
        is_unfinished(path) || number_of(path).is_some() && !is_named(path.file_name().unwrap_or_default())
    };
    // What can't be removed now is removed next time.
    files(folder).filter(is_stale).for_each(|path| drop(fs::remove_file(path)));
}

/// Removes a cache, but no other files in its folder, unless a program is writing it.
fn remove_unless_locked(folder: &Path) {
    let name = folder.file_name().unwrap_or_default().as_encoded_bytes();
    if name.len() != NAME_LEN || !name.iter().all(u8::is_ascii_hexdigit) || !is_ours(folder) {
        return;
    }
    let lock = File::options().create(true).append(true).open(folder.join(LOCK));
    if !lock.as_ref().is_ok_and(|lock| lock.try_lock().is_ok()) {
        return;
    }
    let is_own = |path: &PathBuf| {
        [MANIFEST, STORIES, LENGTHS].iter().any(|name| path.ends_with(name))
            || number_of(path).is_some()
            || is_unfinished(path)
    };
    files(folder).filter(is_own).for_each(|path| drop(fs::remove_file(path)));
    let _ = fs::remove_file(folder.join(LOCK));
    if files(folder).all(|path| path.ends_with(MARKER)) {
        let _ = fs::remove_file(folder.join(MARKER));
        // Fails unless the folder is empty.
        let _ = fs::remove_dir(folder);
    }
}

/// The size of the caches of all archives, in bytes.
pub fn cache_bytes(caches: &Path) -> u64 {
    let entries = fs::read_dir(caches).into_iter().flatten().flatten();
    entries.map(|cache| folder_bytes(&cache.path())).sum()
}

pub(super) fn folder_bytes(folder: &Path) -> u64 {
    files(folder).filter_map(|path| path.symlink_metadata().ok()).map(|file| file.len()).sum()
}

/// Removes the caches of all archives, except those being written. Open ones remain readable.
pub fn clear_caches(caches: &Path) {
    let entries = fs::read_dir(caches).into_iter().flatten().flatten();
    entries.for_each(|cache| remove_unless_locked(&cache.path()));
}

/// Removes other caches that haven't been opened for a long time, then the least recently used ones until the
/// total size is within the limit. The cache `kept` stays.
pub(super) fn sweep(kept: &Path) {
    let most = disk_bytes(kept).map_or(MOST_BYTES, |bytes| MOST_BYTES.min(bytes / 10));
    sweep_to(kept, most);
}

fn sweep_to(kept: &Path, most: u64) {
    let entries = kept.parent().and_then(|caches| fs::read_dir(caches).ok());
    let mut others: Vec<(SystemTime, PathBuf)> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|folder| folder != kept && is_ours(folder))
        .filter_map(|folder| Some((fs::metadata(folder.join(LOCK)).ok()?.modified().ok()?, folder)))
        .collect();
    others.sort();
    let mut bytes = folder_bytes(kept) + others.iter().map(|(_, folder)| folder_bytes(folder)).sum::<u64>();
    for (used, folder) in others {
        if bytes > most || used.elapsed().is_ok_and(|age| age > KEPT_FOR) {
            let before = folder_bytes(&folder);
            remove_unless_locked(&folder);
            bytes -= before - folder_bytes(&folder).min(before);
        }
    }
}

/// The size of the disk that a folder is on, in bytes; `None` if unknown.
#[cfg(unix)]
fn disk_bytes(folder: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    Some(stat.f_blocks.saturating_mul(stat.f_frsize))
}

/// The space left for this user on the disk that a folder is on, in bytes; `None` if unknown.
#[cfg(unix)]
pub(super) fn free_bytes(folder: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize))
}

#[cfg(not(unix))]
pub(super) fn free_bytes(_: &Path) -> Option<u64> {
    None
}

#[cfg(not(unix))]
fn disk_bytes(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(caches: &Path, digit: char, days: u64) -> PathBuf {
        let folder = caches.join(digit.to_string().repeat(NAME_LEN));
        make(&folder).unwrap();
        fs::write(folder.join(MANIFEST), [0; 1000]).unwrap();
        let lock = File::create(folder.join(LOCK)).unwrap();
        lock.set_modified(SystemTime::now() - Duration::from_secs(days * 24 * 60 * 60)).unwrap();
        folder
    }

    #[test]
    fn the_longest_unused_go_first_and_never_one_that_is_open() {
        let caches = tempfile::tempdir().unwrap();
        let ages = [('a', 0), ('b', 50), ('c', 30), ('d', 40), ('e', 10)];
        let [own, open, old, older, new] = ages.map(|(digit, days)| cache(caches.path(), digit, days));
        let lock = File::options().append(true).open(open.join(LOCK)).unwrap();
        lock.lock().unwrap();
        sweep_to(&own, 10_000);
        assert!([&own, &open, &old, &older, &new].into_iter().all(|folder| folder.exists()));
        sweep_to(&own, 3_500);
        assert!([&own, &open, &new].into_iter().all(|folder| folder.exists()));
        assert!(!old.exists() && !older.exists());
        sweep_to(&own, 0);
        assert!(own.exists() && open.exists() && !new.exists());
    }

    #[test]
    fn only_files_of_its_own_names_are_removed_and_only_where_it_made_the_folder() {
        let caches = tempfile::tempdir().unwrap();
        let own = cache(caches.path(), 'a', 0);
        for name in [
            STORIES,
            LENGTHS,
            "00000001.segment",
            "seogo12345.new",
            "thesis.md",
            "1.segment",
            "manifest.md",
            "seogo.txt",
        ] {
            fs::write(own.join(name), "x").unwrap();
        }
        fs::create_dir(own.join("00000002.segment")).unwrap();
        remove_unnamed(&own, |_| false);
        let left = |folder: &Path| {
            let mut names: Vec<_> = fs::read_dir(folder)
                .unwrap()
                .map(|it| it.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        let others = ["00000002.segment", "1.segment", "manifest.md", "seogo.txt", "thesis.md"];
        let with_own = [&others[..], &[MARKER, LOCK, MANIFEST, STORIES, LENGTHS]].concat();
        assert_eq!(left(&own), {
            let mut all = with_own;
            all.sort();
            all
        });
        clear_caches(caches.path());
        assert_eq!(left(&own), {
            let mut all = [&others[..], &[MARKER]].concat();
            all.sort();
            all
        });
        // A folder that looks like a cache but wasn't created by this program.
        let foreign = caches.path().join("b".repeat(NAME_LEN));
        fs::create_dir(&foreign).unwrap();
        fs::write(foreign.join("00000001.segment"), "x").unwrap();
        fs::write(foreign.join(MANIFEST), "x").unwrap();
        clear_caches(caches.path());
        remove_unnamed(&foreign, |_| false);
        assert_eq!(left(&foreign), ["00000001.segment", MANIFEST]);
        assert!(make(&foreign).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_removed_through_a_link() {
        let caches = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let real = cache(elsewhere.path(), 'a', 400);
        fs::write(real.join("00000001.segment"), "x").unwrap();
        let link = caches.path().join("a".repeat(NAME_LEN));
        std::os::unix::fs::symlink(&real, &link).unwrap();
        clear_caches(caches.path());
        remove_unnamed(&link, |_| false);
        sweep_to(&caches.path().join("b".repeat(NAME_LEN)), 0);
        assert!(real.join("00000001.segment").exists() && real.join(MANIFEST).exists());
        assert!(make(&link).is_err());
    }
}
