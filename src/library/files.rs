//! Where the reader's files are, and how they are written so that a crash leaves either the old or the new
//! version.

use etcetera::{AppStrategy, AppStrategyArgs, HomeDirError, choose_app_strategy};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The program's folders, following the system's conventions.
#[derive(Clone, Debug)]
pub struct Folders {
    /// Files the reader may edit: `settings.yaml`.
    pub config: PathBuf,
    /// What the program remembers: the session.
    pub state: PathBuf,
    /// What the reader has created: the marks.
    pub data: PathBuf,
    /// What can be rebuilt: the caches of archives; `None` if none are kept.
    pub cache: Option<PathBuf>,
    /// What exists only while the program runs: the socket that receives later starts.
    pub runtime: PathBuf,
    /// Whether logins may be kept in the system's keyring, which is no folder, but belongs to them: it is the
    /// current user's.
    pub has_keyring: bool,
}

/// Where to keep the caches of archives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CacheChoice {
    /// In the system's usual place.
    #[default]
    Usual,
    /// In this folder.
    In(PathBuf),
    Nowhere,
}

impl Folders {
    /// The folders of the current user. Fails if there is no home folder.
    pub fn for_this_user() -> Result<Self, HomeDirError> {
        let names = AppStrategyArgs {
            top_level_domain: "org".into(),
            author: "Seogo".into(),
            app_name: "seogo".into(),
        };
        let strategy = choose_app_strategy(names)?;
        let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
        Ok(Self {
            config: strategy.config_dir(),
            data: strategy.data_dir(),
            cache: Some(strategy.cache_dir()),
            runtime: strategy.runtime_dir().unwrap_or_else(|| state.clone()),
            state,
            has_keyring: true,
        })
    }

    /// Changes where the caches are kept.
    pub fn with_cache(self, choice: CacheChoice) -> Self {
        let cache = match choice {
            CacheChoice::Usual => self.cache,
            CacheChoice::In(folder) => Some(folder),
            CacheChoice::Nowhere => None,
        };
        Self { cache, ..self }
    }

    /// Puts all folders below a single one, for tests and portable installations.
    pub fn below(folder: &Path) -> Self {
        let [config, state, data, cache, runtime] =
            ["config", "state", "data", "cache", "runtime"].map(|name| folder.join(name));
        Self { config, state, data, cache: Some(cache), runtime, has_keyring: false }
    }
}

/// Why one of the reader's files can't be used as it is.
#[derive(Debug, Error)]
pub enum LibraryError {
    /// The file was invalid. It has been renamed to the second path, and a new one is started.
    #[error("a file could not be understood and was set aside")]
    SetAside(PathBuf, PathBuf),
    /// The file is in the open archive, to which nothing is ever written.
    #[error("a file lies in the open archive")]
    InArchive(PathBuf),
    /// The file can't be read or written.
    #[error("a file can't be read or written")]
    Io(PathBuf, #[source] io::Error),
}

/// The largest of the reader's files, in bytes, apart from backups of marks.
pub(super) const LARGEST: u64 = 16 << 20;

/// The text of the file; `None` if it doesn't exist. A file that isn't text or is larger than any this program
/// writes is set aside.
pub(super) fn read(path: &Path) -> Result<Option<String>, LibraryError> {
    match read_text(path, LARGEST) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::FileTooLarge) => {
            Err(set_aside(path))
        }
        Err(error) => Err(LibraryError::Io(path.to_owned(), error)),
    }
}

/// The text of a regular file of at most `most` bytes.
pub(super) fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let bytes = read_bytes(path, most)?;
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// The bytes of a regular file of at most `most` bytes. Pipes would block, and devices might never end.
pub(super) fn read_bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut options = File::options();
    options.read(true);
    // Opening a pipe would block until something writes to it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = options.open(path)?;
    check_regular(&file.metadata()?)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// Fails unless this is a regular file.
pub(super) fn check_regular(metadata: &fs::Metadata) -> io::Result<()> {
    if metadata.is_file() { Ok(()) } else { Err(io::ErrorKind::Unsupported.into()) }
}

/// Renames an invalid file, never over another file.
pub(super) fn set_aside(path: &Path) -> LibraryError {
    match set_aside_with(path, &[]) {
        Ok(other) => LibraryError::SetAside(path.to_owned(), other),
        Err(error) => LibraryError::Io(path.to_owned(), error),
    }
}

/// Renames an invalid file, together with the files whose names are its own plus one of these endings. Returns
/// its new path.
pub(super) fn set_aside_with(path: &Path, endings: &[&str]) -> io::Result<PathBuf> {
    let other = free_name(path, "broken");
    for ending in std::iter::once("").chain(endings.iter().copied()) {
        match fs::rename(with_ending(path, ending), with_ending(&other, ending)) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound && !ending.is_empty() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(other)
}

/// An unused path next to a file: its own with another extension, numbered if necessary.
fn free_name(path: &Path, extension: &str) -> PathBuf {
    let mut other = with_ending(path, &format!(".{extension}"));
    let mut number = 2;
    while other.symlink_metadata().is_ok() {
        other.set_extension(format!("{extension}-{number}"));
        number += 1;
    }
    other
}

/// A path with an ending appended to its name.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Writes the whole file or leaves the old one unchanged. Follows links to the file they point to, and refuses
/// to replace anything but a regular file.
pub(super) fn write(path: &Path, text: &str) -> Result<(), LibraryError> {
    let failed = |error| LibraryError::Io(path.to_owned(), error);
    let real = place_to_write(path).map_err(failed)?;
    let folder = real.parent().unwrap_or(&real);
    fs::create_dir_all(folder).map_err(failed)?;
    // Under a unique name, since another window may be writing the same file.
    let mut file =
        tempfile::Builder::new().prefix("seogo").suffix(".new").tempfile_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(&real).map(drop).map_err(|kept| failed(kept.error))
}

/// The regular file to write, with links followed; it may not exist yet.
fn place_to_write(path: &Path) -> io::Result<PathBuf> {
    match fs::metadata(path) {
        Ok(there) => {
            check_regular(&there)?;
            path.canonicalize()
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::symlink_metadata(path) {
            Ok(_) => Err(io::Error::other("a link that leads to nothing")),
            Err(_) => Ok(path.to_owned()),
        },
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn pipe(path: &Path) {
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn a_link_is_followed_and_never_replaced() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        fs::create_dir(at("elsewhere")).unwrap();
        fs::write(at("elsewhere/settings"), "old").unwrap();
        symlink("elsewhere/settings", at("link")).unwrap();
        write(&at("link"), "new").unwrap();
        assert!(at("link").is_symlink());
        assert_eq!(fs::read_to_string(at("elsewhere/settings")).unwrap(), "new");
        symlink("nowhere", at("dangling")).unwrap();
        assert!(matches!(write(&at("dangling"), "new"), Err(LibraryError::Io(..))));
        assert!(at("dangling").is_symlink() && !at("nowhere").exists());
    }

    #[test]
    fn a_pipe_is_neither_waited_for_nor_replaced() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("pipe");
        pipe(&path);
        assert!(matches!(read(&path), Err(LibraryError::Io(..))));
        assert!(matches!(write(&path, "new"), Err(LibraryError::Io(..))));
        assert!(!path.symlink_metadata().unwrap().is_file());
        assert!(read_bytes(Path::new("/dev/zero"), 10).is_err());
    }

    #[test]
    fn what_is_too_large_or_no_text_is_set_aside() {
        let home = tempfile::tempdir().unwrap();
        for bytes in [vec![b'a'; LARGEST as usize + 1], vec![0xFF]] {
            let path = home.path().join("file");
            fs::write(&path, bytes).unwrap();
            assert!(matches!(read(&path), Err(LibraryError::SetAside(..))));
            assert!(!path.exists());
        }
        fs::write(home.path().join("file"), vec![b'a'; LARGEST as usize]).unwrap();
        assert!(read(&home.path().join("file")).is_ok());
    }
}
