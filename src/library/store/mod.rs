//! The marks database, `library.sqlite`, opened in a way that never loses anything in it.
//!
//! A file that is from a newer version or read-only is only read; a locked one is retried; a corrupt one is set
//! aside under another name. No file is ever deleted or overwritten.

mod copies;
mod tables;

use super::files::{Folders, check_regular, set_aside_with, with_ending};
use super::{Edit, Marks};
use crate::archive::{FileId, file_id};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;
use thiserror::Error;

pub use copies::{earlier_marks, keep_unsaved, left_unsaved};

/// How long to wait for another program to release the database.
const PATIENCE: Duration = Duration::from_secs(2);

/// A problem with saving marks; if there are several, the first variant is the one to report.
#[derive(Debug, Error)]
pub enum StoreTrouble {
    /// The file was corrupt. It has been renamed to the second path, and a new one was started.
    #[error("the file of marks was broken and was set aside")]
    SetAside(PathBuf, PathBuf),
    /// Another program replaced the file by a corrupt one. It has been renamed to the second path, and the
    /// file is recreated with all marks of the window.
    #[error("the file of marks was replaced by a broken one, which was set aside")]
    SetAsideHere(PathBuf, PathBuf),
    /// Marks that could not be saved when a window was closed lie in the second file, and nothing was saved
    /// since.
    #[error("marks that could not be saved lie beside their file")]
    LeftUnsaved(PathBuf, PathBuf),
    /// The file was written by a newer version of the program, so it is only read.
    #[error("the file of marks is of a newer version")]
    Newer(PathBuf),
    /// The file or its folder is read-only, so the file is only read.
    #[error("the file of marks may not be written")]
    ReadOnly(PathBuf),
    /// The file is in the open archive, to which nothing is ever written, so it is only read.
    #[error("the file of marks lies in the open archive")]
    InArchive(PathBuf),
    /// Another program replaced the file. The marks are now the new file's, plus those not saved yet.
    #[error("the file of marks was replaced by another program")]
    Replaced(PathBuf),
    /// Another program deleted the file. It is recreated with all marks.
    #[error("the file of marks was removed by another program")]
    Gone(PathBuf),
    /// This many rows of the file have invalid values. They are ignored and stay in the file.
    #[error("{1} rows of the file of marks hold impossible values")]
    ImpossibleRows(PathBuf, usize),
    /// Another program has locked the file. Marks are saved as soon as it is unlocked.
    #[error("the file of marks is locked by another program")]
    Locked(PathBuf),
    /// The file can't be opened or written, for this reason. It is retried after a while.
    #[error("the file of marks can't be opened or written: {1}")]
    Failed(PathBuf, String),
}

impl StoreTrouble {
    /// The path of the marks database.
    pub fn path(&self) -> &Path {
        match self {
            Self::SetAside(path, _)
            | Self::SetAsideHere(path, _)
            | Self::LeftUnsaved(path, _)
            | Self::Newer(path)
            | Self::ReadOnly(path)
            | Self::InArchive(path)
            | Self::Replaced(path)
            | Self::Gone(path)
            | Self::ImpossibleRows(path, _)
            | Self::Locked(path)
            | Self::Failed(path, _) => path,
        }
    }
}

/// The open marks database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    writable: bool,
    /// SQLite's counter of changes made through other connections.
    seen: i64,
    /// The identity of the open file and of its log.
    file: Option<FileId>,
    log: Option<FileId>,
}

/// The endings of the files that SQLite keeps next to the database.
const LOG: &str = "-wal";
const BESIDE: [&str; 2] = [LOG, "-shm"];

impl Store {
    /// The path of the marks database.
    pub fn path(folders: &Folders) -> PathBuf {
        folders.data.join("library.sqlite")
    }

    /// Opens the database, creating it if necessary. The second value is a problem to report.
    pub fn open(path: &Path) -> Result<(Self, Option<StoreTrouble>), StoreTrouble> {
        let failed = |error: &dyn std::fmt::Display| StoreTrouble::Failed(path.to_owned(), error.to_string());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
        }
        check_files(path).map_err(|error| failed(&error))?;
        match Self::open_once(path) {
            Ok(store) => {
                let told = (!store.writable).then(|| store.why_not_writable());
                Ok((store, told))
            }
            Err(error) if is_broken(&error) => {
                let other = set_aside_with(path, &BESIDE).map_err(|error| failed(&error))?;
                let store = Self::open_once(path).map_err(|error| trouble(path, &error))?;
                Ok((store, Some(StoreTrouble::SetAside(path.to_owned(), other))))
            }
            Err(error) => Err(trouble(path, &error)),
        }
    }

    /// Opens the database for reading only; `None` if it doesn't exist.
    pub fn open_to_read(path: &Path) -> Result<Option<Self>, StoreTrouble> {
        if !path.exists() {
            return Ok(None);
        }
        check_files(path).map_err(|error| StoreTrouble::Failed(path.to_owned(), error.to_string()))?;
        Self::open_read_only(path).map(Some).map_err(|error| trouble(path, &error))
    }

    /// Reads a copy of the database as it is, without creating files next to it.
    pub(super) fn read_copy(path: &Path) -> Result<Marks, StoreTrouble> {
        let failed = |error: rusqlite::Error| trouble(path, &error);
        check_files(path).map_err(|error| StoreTrouble::Failed(path.to_owned(), error.to_string()))?;
        // A copy made while the database was open has its newest marks in its log.
        let has_log = with_ending(path, LOG).metadata().is_ok_and(|log| log.len() > 0);
        let store = if has_log { Self::open_read_only(path) } else { Self::open_immutable(path) };
        let store = store.map_err(failed)?;
        match tables::version(&store.connection).map_err(failed)? {
            version if version > tables::VERSION => Err(StoreTrouble::Newer(path.to_owned())),
            _ => copies::read_migrated(&store.connection).map_err(failed),
        }
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
        let mut store = Self::new(connection, path, true);
        store.connection.pragma_update(None, "journal_mode", "wal")?;
        // A change reported as saved must be on disk, even after a power failure.
        store.connection.pragma_update(None, "synchronous", "full")?;
        tables::check(&store.connection)?;
        if (1..tables::VERSION).contains(&tables::version(&store.connection)?) {
            copies::before_migration(&store.connection, path)?;
        }
        tables::migrate(&mut store.connection)?;
        store.seen = store.data_version()?;
        store.note_log();
        Ok(store)
    }

    fn new(connection: Connection, path: &Path, writable: bool) -> Self {
        Self { connection, path: path.to_owned(), writable, seen: 0, file: file_id(path), log: None }
    }

    fn open_read_only(path: &Path) -> rusqlite::Result<Self> {
        // If the folder isn't writable either, the file is assumed not to change.
        Self::open_by_address(path, "").or_else(|error| match error {
            rusqlite::Error::SqliteFailure(inner, _) if inner.code == ErrorCode::CannotOpen => {
                Self::open_immutable(path)
            }
            error => Err(error),
        })
    }

    fn open_immutable(path: &Path) -> rusqlite::Result<Self> {
        Self::open_by_address(path, "?immutable=1")
    }

    fn open_by_address(path: &Path, parameters: &str) -> rusqlite::Result<Self> {
        let address = url::Url::from_file_path(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        let address = address.map_err(|()| rusqlite::Error::InvalidPath(path.to_owned()))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(format!("{address}{parameters}"), flags)?;
        connection.busy_timeout(PATIENCE)?;
        tables::version(&connection)?;
        let mut store = Self::new(connection, path, false);
        store.seen = store.data_version()?;
        Ok(store)
    }

    fn why_not_writable(&self) -> StoreTrouble {
        match tables::version(&self.connection) {
            Ok(version) if version > tables::VERSION => StoreTrouble::Newer(self.path.clone()),
            _ => StoreTrouble::ReadOnly(self.path.clone()),
        }
    }

    /// Whether changes can be saved.
    pub fn is_writable(&self) -> bool {
        self.writable
    }

    /// Reads all marks. The second value is a problem to report.
    pub fn read(&self) -> Result<(Marks, Option<StoreTrouble>), StoreTrouble> {
        let read = tables::read(&self.connection);
        let (marks, impossible) = read.map_err(|error| trouble(&self.path, &error))?;
        let told = (impossible > 0).then(|| StoreTrouble::ImpossibleRows(self.path.clone(), impossible));
        Ok((marks, told))
    }

    /// Saves edits, either all of them or, on failure, none.
    pub fn write(&mut self, edits: &[Edit]) -> Result<(), StoreTrouble> {
        let mut write = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            tables::write(&transaction, edits)?;
            transaction.commit()
        };
        write().map_err(|error| trouble(&self.path, &error))?;
        self.note_log();
        Ok(())
    }

    /// Moves all marks from the log into the database file, so that copying that file alone is enough.
    /// Postponed while another program is reading.
    pub fn checkpoint(&mut self) {
        if self.writable {
            let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            self.note_log();
        }
    }

    /// Whether the file at the path is no longer the open one.
    pub fn is_replaced(&self) -> bool {
        file_id(&self.path) != self.file
    }

    /// Closes a file that was replaced, and sets its log aside, which SQLite would otherwise apply to the new
    /// file.
    pub fn leave_replaced(self) {
        let Self { connection, path, log, .. } = self;
        drop(connection);
        let log_file = with_ending(&path, LOG);
        let has_marks = log_file.metadata().is_ok_and(|log| log.len() > 0);
        if has_marks && log.is_some() && file_id(&log_file) == log {
            // If it can't be renamed, opening the new file will check it anyway.
            let _ = set_aside_with(&log_file, &[]);
        }
    }

    fn note_log(&mut self) {
        self.log = file_id(&with_ending(&self.path, LOG));
    }

    /// Whether another window has changed marks since the last call.
    pub fn was_changed(&mut self) -> bool {
        let version = self.data_version().unwrap_or(self.seen);
        std::mem::replace(&mut self.seen, version) != version
    }

    fn data_version(&self) -> rusqlite::Result<i64> {
        self.connection.pragma_query_value(None, "data_version", |row| row.get(0))
    }
}

/// Fails if the database or a file next to it is a pipe or something else that would block.
fn check_files(path: &Path) -> std::io::Result<()> {
    let files = std::iter::once("").chain(BESIDE).map(|ending| with_ending(path, ending).metadata());
    files.filter_map(Result::ok).try_for_each(|metadata| check_regular(&metadata))
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
