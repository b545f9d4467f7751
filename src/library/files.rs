//! Where the reader's files are kept, and how they are written so that a crash leaves the old one or the new one.

use etcetera::{AppStrategy, AppStrategyArgs, HomeDirError, choose_app_strategy};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The folders of this program, by the conventions of the system.
#[derive(Clone, Debug)]
pub struct Folders {
    /// For what the reader may edit: `settings.yaml`.
    pub config: PathBuf,
    /// For what the program remembers: the session.
    pub state: PathBuf,
    /// For what the reader made: the marks.
    pub data: PathBuf,
    /// For what can be made again: the caches of archives; `None` where none are kept.
    pub cache: Option<PathBuf>,
    /// For what lasts as long as the program runs: the socket on which it hears of further starts.
    pub runtime: PathBuf,
}

/// Where the caches of archives are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CacheChoice {
    /// Where the system has them.
    #[default]
    Usual,
    /// In this folder.
    In(PathBuf),
    /// Nowhere.
    Nowhere,
}

impl Folders {
    /// The folders for this user. Fails where the system knows no home folder.
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
        })
    }

    /// The same with the caches where they are wanted.
    pub fn with_cache(self, choice: CacheChoice) -> Self {
        let cache = match choice {
            CacheChoice::Usual => self.cache,
            CacheChoice::In(folder) => Some(folder),
            CacheChoice::Nowhere => None,
        };
        Self { cache, ..self }
    }

    /// All below one folder, for tests and portable installations.
    pub fn below(folder: &Path) -> Self {
        let [config, state, data, cache, runtime] =
            ["config", "state", "data", "cache", "runtime"].map(|name| folder.join(name));
        Self { config, state, data, cache: Some(cache), runtime }
    }
}

/// A file of the reader's that can't be used as it is.
#[derive(Debug, Error)]
pub enum LibraryError {
    /// It was not what it should be; it has been set aside under the second name, and another one is begun.
    #[error("a file could not be understood and was set aside")]
    SetAside(PathBuf, PathBuf),
    /// It lies in the open archive, which nothing is ever written to.
    #[error("a file lies in the open archive")]
    InArchive(PathBuf),
    /// It can't be read or written.
    #[error("a file can't be read or written")]
    Io(PathBuf, #[source] io::Error),
}

/// The largest of the reader's files, in bytes, but for backups of marks.
pub(super) const LARGEST: u64 = 16 << 20;

/// The text of the file, or `None` where there is none yet. What is no text, or larger than any that this program
/// writes, is set aside.
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

/// The bytes of a regular file of at most `most`: a pipe would keep the program waiting, a device would never end.
pub(super) fn read_bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut options = File::options();
    options.read(true);
    // Opening a pipe would wait for somebody to write into it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = options.open(path)?;
    check_regular(&file.metadata()?)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// Fails for what is no regular file.
pub(super) fn check_regular(metadata: &fs::Metadata) -> io::Result<()> {
    if metadata.is_file() { Ok(()) } else { Err(io::Error::other("not a regular file")) }
}

/// Renames a file that can't be understood, never over another one.
pub(super) fn set_aside(path: &Path) -> LibraryError {
    match set_aside_with(path, &[]) {
        Ok(other) => LibraryError::SetAside(path.to_owned(), other),
        Err(error) => LibraryError::Io(path.to_owned(), error),
    }
}

/// Renames a file that can't be understood, and those beside it whose names are its own with these endings. Gives its new
/// name.
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

/// A name beside a file's that nothing has yet: its own with another extension, and a number where that is needed.
fn free_name(path: &Path, extension: &str) -> PathBuf {
    let mut other = with_ending(path, &format!(".{extension}"));
    let mut number = 2;
    while other.symlink_metadata().is_ok() {
        other.set_extension(format!("{extension}-{number}"));
        number += 1;
    }
    other
}

/// A path with something added to its name.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Writes the whole file or leaves the old one as it was. A link is followed to the file that it names; what is no
/// regular file is left alone.
pub(super) fn write(path: &Path, text: &str) -> Result<(), LibraryError> {
    let failed = |error| LibraryError::Io(path.to_owned(), error);
    let real = place_to_write(path).map_err(failed)?;
    let folder = real.parent().unwrap_or(&real);
    fs::create_dir_all(folder).map_err(failed)?;
    // Under a name of its own, as another window may write the same at this moment.
    let mut file =
        tempfile::Builder::new().prefix("seogo").suffix(".new").tempfile_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(&real).map(drop).map_err(|kept| failed(kept.error))
}

/// The path of the regular file that is there, with its links followed, or of the one that is to be made.
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
