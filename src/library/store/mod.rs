//! The file of the reader's marks, `library.sqlite`: opened so that nothing in it is ever lost.
//!
//! A file of a newer version, or one that may not be written, is only read; a locked one is tried again; a broken one
//! is set aside under another name. None is ever deleted or overwritten.

mod copies;
mod tables;

use super::files::{Folders, check_regular, set_aside_with, with_ending};
use super::{Edit, Marks};
use crate::archive::{FileId, file_id};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;
use thiserror::Error;

pub use copies::{earlier_marks, keep_unsaved};

/// How long another program is waited for that holds the file.
const PATIENCE: Duration = Duration::from_secs(2);

/// What stands in the way of keeping marks, in the order in which the reader should know.
#[derive(Debug, Error)]
pub enum StoreTrouble {
    /// The file was broken. It has been set aside under the second name, and a new one was begun.
    #[error("the file of marks was broken and was set aside")]
    SetAside(PathBuf, PathBuf),
    /// The file was written by a newer version; it is only read.
    #[error("the file of marks is of a newer version")]
    Newer(PathBuf),
    /// The file, or its folder, may not be written; it is only read.
    #[error("the file of marks may not be written")]
    ReadOnly(PathBuf),
    /// It lies in the open archive, which nothing is ever written to; it is only read.
    #[error("the file of marks lies in the open archive")]
    InArchive(PathBuf),
    /// Another program put another file in its place. The marks are now those of that file, and what was not saved yet.
    #[error("the file of marks was replaced by another program")]
    Replaced(PathBuf),
    /// Another program took the file away. It is written anew with all marks.
    #[error("the file of marks was removed by another program")]
    Gone(PathBuf),
    /// So many rows of the file hold what no mark can be. They are left out, and stay in the file.
    #[error("{1} rows of the file of marks hold impossible values")]
    ImpossibleRows(PathBuf, usize),
    /// Another program holds the file. What is marked is saved as soon as it lets go.
    #[error("the file of marks is locked by another program")]
    Locked(PathBuf),
    /// The file can't be opened or written, for this reason; it is tried again after a while.
    #[error("the file of marks can't be opened or written: {1}")]
    Failed(PathBuf, String),
}

impl StoreTrouble {
    /// The file of marks.
    pub fn path(&self) -> &Path {
        match self {
            Self::SetAside(path, _)
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

/// The open file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    writable: bool,
    /// SQLite's own count of what others have written.
    seen: i64,
    /// Which file is open, and which is its log.
    file: Option<FileId>,
    log: Option<FileId>,
}

/// What SQLite keeps beside the file.
const LOG: &str = "-wal";
const BESIDE: [&str; 2] = [LOG, "-shm"];

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

    /// Opens the file to read it alone; `None` where there is none.
    pub fn open_to_read(path: &Path) -> Result<Option<Self>, StoreTrouble> {
        if !path.exists() {
            return Ok(None);
        }
        check_files(path).map_err(|error| StoreTrouble::Failed(path.to_owned(), error.to_string()))?;
        Self::open_read_only(path).map(Some).map_err(|error| trouble(path, &error))
    }

    /// Reads a copy of such a file as it is, without anything being made beside it.
    pub(super) fn read_copy(path: &Path) -> Result<Marks, StoreTrouble> {
        let failed = |error: rusqlite::Error| trouble(path, &error);
        check_files(path).map_err(|error| StoreTrouble::Failed(path.to_owned(), error.to_string()))?;
        // One that was copied while it was open has its newest marks in the log beside it.
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
        // A change that was told to be saved is on the disk, also when the power fails.
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
        // Where the folder may not be written either, the file is taken as one that nobody changes.
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

    /// Whether changes can be kept.
    pub fn is_writable(&self) -> bool {
        self.writable
    }

    /// All marks. The second value is what the reader should be told of them.
    pub fn read(&self) -> Result<(Marks, Option<StoreTrouble>), StoreTrouble> {
        let read = tables::read(&self.connection);
        let (marks, impossible) = read.map_err(|error| trouble(&self.path, &error))?;
        let told = (impossible > 0).then(|| StoreTrouble::ImpossibleRows(self.path.clone(), impossible));
        Ok((marks, told))
    }

    /// Keeps changes: all of them or, where that fails, none.
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

    /// Moves all marks into the file itself, which is all that a copy of it takes along: they are written to a log beside
    /// it first. While another program reads there it is left for the next time.
    pub fn checkpoint(&mut self) {
        if self.writable {
            let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            self.note_log();
        }
    }

    /// Whether the file that lies there is not the one that is open any more.
    pub fn is_replaced(&self) -> bool {
        file_id(&self.path) != self.file
    }

    /// Lets go of a file that was replaced. Its log is set aside: SQLite would take it for that of the new file.
    pub fn leave_replaced(self) {
        let Self { connection, path, log, .. } = self;
        drop(connection);
        let beside = with_ending(&path, LOG);
        let has_marks = beside.metadata().is_ok_and(|log| log.len() > 0);
        if has_marks && log.is_some() && file_id(&beside) == log {
            // Where it can't be renamed, the new file is checked as it is opened.
            let _ = set_aside_with(&beside, &[]);
        }
    }

    fn note_log(&mut self) {
        self.log = file_id(&with_ending(&self.path, LOG));
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

/// Fails where the file, or one that SQLite keeps beside it, is a pipe or something else that would be waited for.
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
