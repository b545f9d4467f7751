//! Where the reader's files are kept, and how they are written so that a crash leaves the old one or the new one.

use etcetera::{AppStrategy, AppStrategyArgs, HomeDirError, choose_app_strategy};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
#[derive(Debug)]
pub enum LibraryError {
    /// It was not what it should be; it has been set aside under the second name, and another one is begun.
    SetAside(PathBuf, PathBuf),
    /// It can't be read or written.
    Io(PathBuf, io::Error),
}

/// The text of the file, or `None` where there is none yet.
pub(super) fn read(path: &Path) -> Result<Option<String>, LibraryError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(set_aside(path)),
        Err(error) => Err(LibraryError::Io(path.to_owned(), error)),
    }
}

/// Renames a file that can't be understood, never over another one.
pub(super) fn set_aside(path: &Path) -> LibraryError {
    set_aside_with(path, &[])
}

/// Renames a file that can't be understood, and those beside it whose names are its own with these endings.
pub(super) fn set_aside_with(path: &Path, endings: &[&str]) -> LibraryError {
    let mut name = path.as_os_str().to_owned();
    name.push(".broken");
    let mut other = PathBuf::from(name);
    let mut number = 2;
    while other.exists() {
        other.set_extension(format!("broken-{number}"));
        number += 1;
    }
    let named = |path: &Path, ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    for ending in std::iter::once("").chain(endings.iter().copied()) {
        match std::fs::rename(named(path, ending), named(&other, ending)) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound && !ending.is_empty() => {}
            Err(error) => return LibraryError::Io(path.to_owned(), error),
        }
    }
    LibraryError::SetAside(path.to_owned(), other)
}

/// Writes the whole file or leaves the old one as it was.
pub(super) fn write(path: &Path, text: &str) -> Result<(), LibraryError> {
    let failed = |error| LibraryError::Io(path.to_owned(), error);
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder).map_err(failed)?;
    // Under a name of its own, as another window may write the same at this moment.
    let mut file =
        tempfile::Builder::new().prefix("seogo").suffix(".new").tempfile_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(path).map(drop).map_err(|kept| failed(kept.error))
}
