//! The identity of an open archive's folder, and how it is followed. A path can refer to a different folder
//! from one moment to the next, when the folder is deleted and recreated, swapped, or unmounted.

use jiff::Timestamp;
use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Distinguishes folders that are at the same path at different times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderId {
    /// Device and inode.
    place: (u64, u64),
    /// File systems reuse inodes, so the creation time counts as well, if known.
    created: Option<SystemTime>,
}

impl FolderId {
    /// The folder that a path now refers to, with links followed.
    ///
    /// # Errors
    /// If there is no folder at the path.
    pub fn read(path: &Path) -> io::Result<Self> {
        let metadata = std::fs::metadata(path)?;
        if !metadata.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Self { place: place_of(&metadata), created: metadata.created().ok() })
    }
}

#[cfg(unix)]
fn place_of(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

/// Without inodes, the creation time has to do.
#[cfg(not(unix))]
fn place_of(_metadata: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// How the program learns of changes in an archive's folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Following {
    /// Through notifications from the system.
    #[default]
    Notified,
    /// By polling, because the system can't send notifications for all of it.
    Polling,
    /// Not at all, because the folder is missing.
    Gone {
        /// When this was noticed.
        since: Timestamp,
    },
    /// Not at all, because the server doesn't answer.
    Unreachable {
        /// When this was noticed.
        since: Timestamp,
    },
    /// Its index is being brought up to date; what is shown is as of the last update.
    BeingPublished,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_folder_is_told_from_another_at_its_path() {
        let base = tempfile::tempdir().unwrap();
        let [here, there] = ["here", "there"].map(|name| base.path().join(name));
        fs::create_dir(&here).unwrap();
        fs::create_dir(&there).unwrap();
        let first = FolderId::read(&here).unwrap();
        fs::write(here.join("a.md"), "글").unwrap();
        assert_eq!(FolderId::read(&here).unwrap(), first, "what lies in it does not matter");
        fs::rename(&here, base.path().join("away")).unwrap();
        assert!(FolderId::read(&here).is_err());
        fs::rename(&there, &here).unwrap();
        assert_ne!(FolderId::read(&here).unwrap(), first);
        fs::write(&there, "a file").unwrap();
        assert!(FolderId::read(&there).is_err());
    }
}
