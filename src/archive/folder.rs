//! The folder of an open archive: which folder it is, and how it is followed. A path may lead to another folder from one
//! moment to the next: it was deleted and written anew, swapped for another, or unmounted.

use jiff::Timestamp;
use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Tells one folder from another that lies at the same path later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderId {
    /// Its device and inode.
    place: (u64, u64),
    /// File systems give inodes out again, so its birth counts as well where it is known.
    created: Option<SystemTime>,
}

impl FolderId {
    /// The folder that lies at a path now, behind whatever links lead there.
    ///
    /// # Errors
    /// Where there is none.
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

/// The birth has to do elsewhere.
#[cfg(not(unix))]
fn place_of(_metadata: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// How the program learns what happens in an archive's folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Following {
    /// The system tells.
    #[default]
    Notified,
    /// It can't, or not of all of it, so the folder is looked at again and again.
    Polling,
    /// The folder is not there.
    Gone {
        /// When that was noticed.
        since: Timestamp,
    },
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
