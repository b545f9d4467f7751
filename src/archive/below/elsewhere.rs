//! Opens items below a folder on systems that can't be told not to follow links, by checking each name on the
//! way first.

use super::{EntryKind, FileStamp, is_link};
use std::ffi::OsString;
use std::fs::{File, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// Opened by its path each time, since the system has no handles for folders.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(super) fn open(&self, path: &Path) -> io::Result<File> {
        File::open(self.looked_at(path)?)
    }

    pub(super) fn stamp(&self, path: &Path) -> io::Result<FileStamp> {
        Ok(FileStamp::of(&self.0.join(path).symlink_metadata()?))
    }

    pub(super) fn list(
        &self,
        path: &Path,
        mut found: impl FnMut(OsString, EntryKind) -> bool,
    ) -> io::Result<()> {
        for entry in self.looked_at(path)?.read_dir()? {
            let entry = entry?;
            // An entry that has vanished meanwhile doesn't count.
            let Ok(kind) = entry.file_type() else { continue };
            if !found(entry.file_name(), kind_of(kind)) {
                break;
            }
        }
        Ok(())
    }

    fn looked_at(&self, path: &Path) -> io::Result<PathBuf> {
        let mut full = self.0.clone();
        for name in path {
            full.push(name);
            if full.symlink_metadata().as_ref().is_ok_and(Metadata::is_symlink) {
                return Err(is_link());
            }
        }
        Ok(full)
    }
}

fn kind_of(kind: FileType) -> EntryKind {
    match kind {
        kind if kind.is_symlink() => EntryKind::Link,
        kind if kind.is_dir() => EntryKind::Folder,
        kind if kind.is_file() => EntryKind::File,
        _ => EntryKind::Special,
    }
}
