//! The file of the reader's marks, `library.sqlite`: opened so that nothing in it is ever lost.
//!
//! A file of a newer version, or one that may not be written, is only read; a locked one is tried again; a broken one
//! is set aside under another name. None is ever deleted or overwritten.

mod tables;

use super::files::{Folders, set_aside_with};
use super::{Edit, LibraryError, Marks};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another program is waited for that holds the file.
const PATIENCE: Duration = Duration::from_secs(2);

/// What stands in the way of keeping marks, in the order in which the reader should know.
#[derive(Debug)]
pub enum StoreTrouble {
    /// The file was broken. It has been set aside under the second name, and a new one was begun.
    SetAside(PathBuf, PathBuf),
    /// The file was written by a newer version; it is only read.
    Newer(PathBuf),
    /// The file, or its folder, may not be written; it is only read.
    ReadOnly(PathBuf),
    /// Another program holds the file. What is marked is saved as soon as it lets go.
    Locked(PathBuf),
    /// The file can't be opened or written, for this reason; it is tried again after a while.
    Failed(PathBuf, String),
}

impl StoreTrouble {
    /// The file of marks.
    pub fn path(&self) -> &Path {
        match self {
            Self::SetAside(path, _)
            | Self::Newer(path)
            | Self::ReadOnly(path)
            | Self::Locked(path)
            | Self::Failed(path, _) => path,
        }
    }
}

/// The open file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    writable: bool,
    /// SQLite's own count of what others have written.
    seen: i64,
}

impl Store {
    /// Where the marks are kept.
    pub fn path(folders: &Folders) -> PathBuf {
        folders.data.join("library.sqlite")
    }

    /// Opens the file, made anew where there is none. The second value is what the reader should be told.
    pub fn open(path: &Path) -> Result<(Self, Option<StoreTrouble>), StoreTrouble> {
        let failed = |error: &dyn std::fmt::Display| StoreTrouble::Failed(path.to_owned(), error.to_string());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
        }
        match Self::open_once(path) {
            Ok(store) => {
                let told = (!store.writable).then(|| store.why_not_writable());
                Ok((store, told))
            }
            Err(error) if is_broken(&error) => match set_aside_with(path, &["-wal", "-shm"]) {
                LibraryError::SetAside(from, to) => {
                    let store = Self::open_once(path).map_err(|error| trouble(path, &error))?;
                    Ok((store, Some(StoreTrouble::SetAside(from, to))))
                }
                LibraryError::Io(_, error) => Err(failed(&error)),
            },
            Err(error) => Err(trouble(path, &error)),
        }
    }

    /// Opens the file to read it alone; `None` where there is none.
    pub fn open_to_read(path: &Path) -> Result<Option<Self>, StoreTrouble> {
        if !path.exists() {
            return Ok(None);
        }
        Self::open_read_only(path).map(Some).map_err(|error| trouble(path, &error))
    }

    fn open_once(path: &Path) -> rusqlite::Result<Self> {
        let connection = match Connection::open(path) {
            Ok(connection) => connection,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::CannotOpen) => {
                return Self::open_read_only(path);
            }
            Err(error) => return Err(error),
        };
        connection.busy_timeout(PATIENCE)?;
        if tables::version(&connection)? > tables::VERSION || connection.is_readonly("main")? {
            drop(connection);
            return Self::open_read_only(path);
        }
        let mut store = Self { connection, path: path.to_owned(), writable: true, seen: 0 };
        store.connection.pragma_update(None, "journal_mode", "wal")?;
        // A change that was told to be saved is on the disk, also when the power fails.
        store.connection.pragma_update(None, "synchronous", "full")?;
        tables::check(&store.connection)?;
        tables::migrate(&mut store.connection)?;
        store.seen = store.data_version()?;
        Ok(store)
    }

    fn open_read_only(path: &Path) -> rusqlite::Result<Self> {
        let open = |address: &str| {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            let connection = Connection::open_with_flags(address, flags)?;
            connection.busy_timeout(PATIENCE)?;
            tables::version(&connection)?;
            Ok(connection)
        };
        let address = url::Url::from_file_path(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        let address = address.map_err(|()| rusqlite::Error::InvalidPath(path.to_owned()))?;
        // Where the folder may not be written either, the file is taken as one that nobody changes.
        let connection = open(address.as_str()).or_else(|error| match error {
            rusqlite::Error::SqliteFailure(inner, _) if inner.code == ErrorCode::CannotOpen => {
                open(&format!("{address}?immutable=1"))
            }
            error => Err(error),
        })?;
        let mut store = Self { connection, path: path.to_owned(), writable: false, seen: 0 };
        store.seen = store.data_version()?;
        Ok(store)
    }

    fn why_not_writable(&self) -> StoreTrouble {
        match tables::version(&self.connection) {
            Ok(version) if version > tables::VERSION => StoreTrouble::Newer(self.path.clone()),
            _ => StoreTrouble::ReadOnly(self.path.clone()),
        }
    }

    /// Whether changes can be kept.
    pub fn is_writable(&self) -> bool {
        self.writable
    }

    /// All marks.
    pub fn read(&self) -> Result<Marks, StoreTrouble> {
        tables::read(&self.connection).map_err(|error| trouble(&self.path, &error))
    }

    /// Keeps changes: all of them or, where that fails, none.
    pub fn write(&mut self, edits: &[Edit]) -> Result<(), StoreTrouble> {
        let mut write = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            tables::write(&transaction, edits)?;
            transaction.commit()
        };
        write().map_err(|error| trouble(&self.path, &error))
    }

    /// Whether another window has changed marks since this was asked last.
    pub fn was_changed(&mut self) -> bool {
        let version = self.data_version().unwrap_or(self.seen);
        std::mem::replace(&mut self.seen, version) != version
    }

    fn data_version(&self) -> rusqlite::Result<i64> {
        self.connection.pragma_query_value(None, "data_version", |row| row.get(0))
    }
}

fn is_broken(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
}

fn trouble(path: &Path, error: &rusqlite::Error) -> StoreTrouble {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreTrouble::Locked(path.to_owned()),
        Some(ErrorCode::ReadOnly) => StoreTrouble::ReadOnly(path.to_owned()),
        _ => StoreTrouble::Failed(path.to_owned(), error.to_string()),
    }
}

#[cfg(test)]
mod tests;
