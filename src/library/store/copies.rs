//! Copies of the marks beside their file: one from before each step of its tables, and what could not be saved when the
//! window was closed. None of them is lost to the reader: restoring offers them.

use super::tables;
use crate::library::{LibraryError, Marks, backup};
use rusqlite::backup::Backup;
use rusqlite::{Connection, ErrorCode};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How many copies from before steps are kept.
const KEPT: usize = 2;

/// How the names of such copies begin and end; between stands the version of the step.
const BEGIN: &str = "library-before-";
const END: &str = ".sqlite";

/// How the names of files begin that hold what could not be saved.
const UNSAVED: &str = "library-unsaved-";

/// Copies the file before its tables are changed.
pub(super) fn before_migration(connection: &Connection, path: &Path) -> rusqlite::Result<()> {
    let io_failed = |error: std::io::Error| {
        rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error {
                code: ErrorCode::SystemIoFailure,
                extended_code: rusqlite::ffi::SQLITE_IOERR,
            },
            Some(error.to_string()),
        )
    };
    let folder = path.parent().unwrap_or(path);
    let version = tables::version(connection)?;
    let file = tempfile::Builder::new().prefix("library").suffix(".new").tempfile_in(folder);
    let file = file.map_err(io_failed)?.into_temp_path();
    let mut copy = Connection::open(&file)?;
    Backup::new(connection, &mut copy)?.run_to_completion(1000, Duration::from_millis(10), None)?;
    // One file that is all of it, wherever it is carried.
    copy.pragma_update(None, "journal_mode", "delete")?;
    if tables::version(&copy)? != version {
        // Another window has made the step meanwhile, and the copy before it.
        return Ok(());
    }
    drop(copy);
    File::open(&file).and_then(|file| file.sync_all()).map_err(io_failed)?;
    let name = folder.join(format!("{BEGIN}{}{END}", version + 1));
    file.persist(&name).map_err(|error| io_failed(error.error))?;
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(io_failed)?;
    }
    for (_, old) in before_steps(folder).into_iter().skip(KEPT) {
        // One more than is needed does no harm.
        let _ = fs::remove_file(old);
    }
    Ok(())
}

/// The marks of an open file of any version, as they are after all steps; the file itself is left as it is.
pub(super) fn read_migrated(connection: &Connection) -> rusqlite::Result<Marks> {
    let mut copy = Connection::open_in_memory()?;
    Backup::new(connection, &mut copy)?.run_to_completion(1000, Duration::from_millis(10), None)?;
    tables::migrate(&mut copy)?;
    Ok(tables::read(&copy)?.0)
}

/// The copies from before steps with the versions of these, the newest first.
fn before_steps(folder: &Path) -> Vec<(u32, PathBuf)> {
    let version = |path: PathBuf| -> Option<(u32, PathBuf)> {
        let name = path.file_name()?.to_str()?;
        let version: u32 = name.strip_prefix(BEGIN)?.strip_suffix(END)?.parse().ok()?;
        Some((version, path))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut copies: Vec<_> = entries.filter_map(|entry| version(entry.path())).collect();
    copies.sort_by(|(a, _), (b, _)| b.cmp(a));
    copies
}

/// Writes all marks into a file beside that of the marks, which could not be written, and gives its path.
pub fn keep_unsaved(marks: &Marks, path: &Path) -> Result<PathBuf, LibraryError> {
    let folder = path.parent().unwrap_or(path);
    let mut number = 1;
    loop {
        let name = folder.join(format!("{UNSAVED}{number}.json"));
        if name.symlink_metadata().is_err() {
            return backup(marks, &name, false).map(|(path, _)| path);
        }
        number += 1;
    }
}

/// The earlier states of the marks that lie beside their file, as files to restore from: what could not be saved first,
/// then those from before steps of the tables.
pub fn earlier_marks(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(path);
    let is_unsaved = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(UNSAVED.as_bytes()))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).filter(is_unsaved).collect();
    files.sort();
    files.extend(before_steps(folder).into_iter().map(|(_, path)| path));
    files
}
