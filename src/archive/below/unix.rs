//! Opens items below a folder on Unix: the kernel refuses links on the way, or else each step is taken without
//! following.

use super::{EntryKind, FileStamp, is_link};
use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, openat, statat};
use rustix::io::Errno;
use std::ffi::{CStr, OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

/// An open folder, or the error from opening it.
#[derive(Debug)]
pub(super) struct Folder(Result<OwnedFd, Errno>);

/// The flags for a folder that is only passed through.
#[cfg(target_os = "linux")]
const PASSED: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
#[cfg(not(target_os = "linux"))]
const PASSED: OFlags = LISTED;

/// The flags for a folder to list.
const LISTED: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// The flags for a file; opening a pipe doesn't block.
const READ: OFlags = OFlags::RDONLY.union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);

impl Folder {
    pub(super) fn at(path: &Path) -> Self {
        Self(openat(CWD, path, PASSED, Mode::empty()))
    }

    pub(super) fn open(&self, path: &Path) -> io::Result<File> {
        Ok(self.open_as(path, READ)?.into())
    }

    pub(super) fn stamp(&self, path: &Path) -> io::Result<FileStamp> {
        let stat = statat(self.handle()?, path, AtFlags::SYMLINK_NOFOLLOW)?;
        let since = |seconds: u64| Duration::new(seconds, u32::try_from(stat.st_mtime_nsec).unwrap_or(0));
        let modified = match u64::try_from(stat.st_mtime) {
            Ok(seconds) => UNIX_EPOCH.checked_add(since(seconds)),
            // Nanoseconds count forwards even before 1970.
            Err(_) => UNIX_EPOCH
                .checked_sub(Duration::from_secs(stat.st_mtime.unsigned_abs()))
                .and_then(|time| time.checked_add(since(0))),
        };
        Ok(FileStamp::new(u64::try_from(stat.st_size).unwrap_or(0), modified))
    }

    pub(super) fn list(
        &self,
        path: &Path,
        mut found: impl FnMut(OsString, EntryKind) -> bool,
    ) -> io::Result<()> {
        let path = if path == Path::new("") { Path::new(".") } else { path };
        for entry in Dir::new(self.open_as(path, LISTED)?)? {
            let entry = entry?;
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b"..") {
                continue;
            }
            // An entry that has vanished meanwhile doesn't count.
            let Some(kind) = self.kind(path, name, entry.file_type()) else { continue };
            if !found(OsString::from_vec(name.to_bytes().to_vec()), kind) {
                break;
            }
        }
        Ok(())
    }

    fn kind(&self, folder: &Path, name: &CStr, told: FileType) -> Option<EntryKind> {
        Some(match told {
            FileType::RegularFile => EntryKind::File,
            FileType::Directory => EntryKind::Folder,
            FileType::Symlink => EntryKind::Link,
            // Some file systems don't report the type when listing.
            FileType::Unknown => {
                let path = folder.join(OsStr::from_bytes(name.to_bytes()));
                let stat = statat(self.handle().ok()?, &path, AtFlags::SYMLINK_NOFOLLOW).ok()?;
                match FileType::from_raw_mode(stat.st_mode) {
                    FileType::Unknown => EntryKind::Special,
                    known => self.kind(folder, name, known)?,
                }
            }
            _ => EntryKind::Special,
        })
    }

    fn handle(&self) -> io::Result<BorrowedFd<'_>> {
        use std::os::fd::AsFd;
        self.0.as_ref().map(AsFd::as_fd).map_err(|&error| error.into())
    }

    fn open_as(&self, path: &Path, how: OFlags) -> io::Result<OwnedFd> {
        let opened = open_below(self.handle()?, path, how);
        opened.map_err(|error| if error == Errno::LOOP { is_link() } else { error.into() })
    }
}

/// Asks the kernel not to follow links. If the kernel is too old or a sandbox forbids the call, goes step by
/// step.
#[cfg(target_os = "linux")]
fn open_below(folder: BorrowedFd<'_>, path: &Path, how: OFlags) -> Result<OwnedFd, Errno> {
    use rustix::fs::{ResolveFlags, openat2};
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    match openat2(folder, path, how, Mode::empty(), resolve) {
        Err(Errno::NOSYS | Errno::PERM) => open_step_by_step(folder, path, how),
        opened => opened,
    }
}

#[cfg(not(target_os = "linux"))]
fn open_below(folder: BorrowedFd<'_>, path: &Path, how: OFlags) -> Result<OwnedFd, Errno> {
    open_step_by_step(folder, path, how)
}

/// Opens each folder on the way from the previous one, and finally the file. A link anywhere is an error.
fn open_step_by_step(folder: BorrowedFd<'_>, path: &Path, how: OFlags) -> Result<OwnedFd, Errno> {
    use std::os::fd::AsFd;
    let mut passed: Option<OwnedFd> = None;
    let mut names = path.iter().peekable();
    while let Some(name) = names.next() {
        let flags = if names.peek().is_some() { PASSED } else { how };
        let within = passed.as_ref().map_or(folder, AsFd::as_fd);
        let next = openat(within, name, flags | OFlags::NOFOLLOW, Mode::empty());
        // A link in place of a folder is reported as not being a folder.
        passed = Some(next.map_err(|error| if error == Errno::NOTDIR { Errno::LOOP } else { error })?);
    }
    passed.ok_or(Errno::INVAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::fd::AsFd;
    use std::os::unix::fs::symlink;

    #[test]
    fn both_ways_open_the_same() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        fs::write(folder.path().join("a/b/c.md"), "본문").unwrap();
        symlink("a", folder.path().join("linked")).unwrap();
        symlink("c.md", folder.path().join("a/b/link.md")).unwrap();
        let root = openat(CWD, folder.path(), PASSED, Mode::empty()).unwrap();
        for (path, is_opened) in [
            ("a/b/c.md", true),
            ("a/b/none.md", false),
            ("a/b/link.md", false),
            ("linked/b/c.md", false),
            ("a/b/c.md/d", false),
        ] {
            for open in [open_below, open_step_by_step] {
                let opened = open(root.as_fd(), Path::new(path), READ);
                assert_eq!(opened.is_ok(), is_opened, "{path}: {opened:?}");
            }
        }
    }
}
