//! Opens items below an archive's folder and nothing else. The archive may change while it is being read, and a
//! file or a folder on the way to it may be replaced by a link that leads out of the archive.

#[cfg(not(unix))]
mod elsewhere;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
use elsewhere as system;
#[cfg(unix)]
use unix as system;

use super::read::FileStamp;
use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::io;
use std::path::{Component, Path};

/// An archive's folder, held open so that all lookups below it go to the same folder.
#[derive(Debug)]
pub struct Root(system::Folder);

/// The kind of a folder's entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// A regular file.
    File,
    Folder,
    /// A symbolic link.
    Link,
    /// A pipe, device or socket.
    Special,
}

impl Root {
    /// The folder at a path, which may be a link, since the user named it. If the folder can't be opened,
    /// everything below it fails to open.
    pub fn at(folder: &Path) -> Self {
        Self(system::Folder::at(folder))
    }

    /// Opens the regular file at a path relative to the folder. Never blocks and never follows links.
    ///
    /// # Errors
    /// If there is no such file, there is a link on the way, or it isn't a regular file.
    pub fn open(&self, path: &Path) -> io::Result<File> {
        Ok(self.open_with_metadata(path)?.0)
    }

    /// Opens a file like [`open`](Self::open), and returns what the system tells about it.
    pub(super) fn open_with_metadata(&self, path: &Path) -> io::Result<(File, Metadata)> {
        let file = self.0.open(checked(path)?)?;
        let metadata = file.metadata()?;
        // What was a file when its folder was listed may have become a pipe.
        if metadata.is_file() { Ok((file, metadata)) } else { Err(io::ErrorKind::Unsupported.into()) }
    }

    /// The stamp of a file, without opening it.
    ///
    /// # Errors
    /// If there is no such file.
    pub fn stamp(&self, path: &Path) -> io::Result<FileStamp> {
        self.0.stamp(checked(path)?)
    }

    /// Calls `found` with the name and kind of each entry of a folder until it returns false.
    ///
    /// # Errors
    /// If the folder can't be listed completely.
    pub(super) fn list(&self, path: &Path, found: impl FnMut(OsString, EntryKind) -> bool) -> io::Result<()> {
        self.0.list(checked(path)?, found)
    }
}

/// Returns the path if it is relative and leads only downwards.
fn checked(path: &Path) -> io::Result<&Path> {
    let leads_down = path.components().all(|part| matches!(part, Component::Normal(_)));
    if leads_down { Ok(path) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// The error for a path with a link in it.
fn is_link() -> io::Error {
    io::Error::other("a link stands in the way, and links are not followed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::Read;

    fn text(root: &Root, path: &str) -> io::Result<String> {
        let mut text = String::new();
        root.open(Path::new(path))?.read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn only_regular_files_below_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("archive/a/b")).unwrap();
        fs::write(folder.path().join("archive/a/b/c.md"), "본문").unwrap();
        fs::write(folder.path().join("outside.md"), "바깥").unwrap();
        let root = Root::at(&folder.path().join("archive"));
        assert_eq!(text(&root, "a/b/c.md").unwrap(), "본문");
        let outside = folder.path().join("outside.md");
        for path in ["../outside.md", "a/../../outside.md", "a", "a/b/none.md", "", outside.to_str().unwrap()]
        {
            assert!(text(&root, path).is_err(), "{path}");
        }
        assert!(text(&Root::at(&folder.path().join("none")), "c.md").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn no_link_below_is_followed_and_no_pipe_is_waited_for() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("archive");
        fs::create_dir_all(archive.join("a")).unwrap();
        fs::write(archive.join("a/c.md"), "본문").unwrap();
        symlink(archive.join("a"), archive.join("linked")).unwrap();
        symlink("c.md", archive.join("a/link.md")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, archive.join("pipe.md"), rustix::fs::Mode::RWXU).unwrap();
        symlink(&archive, folder.path().join("named")).unwrap();
        // The folder named by the user may be a link.
        let root = Root::at(&folder.path().join("named"));
        assert_eq!(text(&root, "a/c.md").unwrap(), "본문");
        for path in ["linked/c.md", "a/link.md", "pipe.md"] {
            assert!(text(&root, path).is_err(), "{path}");
        }
        assert!(root.list(Path::new("linked"), |_, _| true).is_err());
    }
}
