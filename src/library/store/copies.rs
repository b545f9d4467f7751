//! Copies of the marks next to their file: one from before each migration, and marks that could not be saved
//! when the window was closed. Restoring a backup offers all of them.

use super::tables;
use crate::library::{LibraryError, Marks, backup, restore};
use rusqlite::backup::Backup;
use rusqlite::{Connection, ErrorCode};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How many copies from before migrations are kept.
const KEPT: usize = 2;

/// The start and end of such a copy's name; the version it was migrated from is in between.
const BEGIN: &str = "library-before-";
const END: &str = ".sqlite";

/// The start of the names of files with unsaved marks.
const UNSAVED: &str = "library-unsaved-";

/// Copies the file before its tables are migrated.
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
    // A single file with everything in it, wherever it is moved.
    copy.pragma_update(None, "journal_mode", "delete")?;
    if tables::version(&copy)? != version {
        // Another window has migrated the file, and made the copy, in the meantime.
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
        // An extra copy does no harm.
        let _ = fs::remove_file(old);
    }
    Ok(())
}

/// Reads the marks from a file of any version as if it had been migrated, without changing the file.
pub(super) fn read_migrated(connection: &Connection) -> rusqlite::Result<Marks> {
    let mut copy = Connection::open_in_memory()?;
    Backup::new(connection, &mut copy)?.run_to_completion(1000, Duration::from_millis(10), None)?;
    tables::migrate(&mut copy)?;
    Ok(tables::read(&copy)?.0)
}

/// The copies from before migrations, newest first, each with its version.
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

/// Saves all marks in a file next to the one that could not be written, and returns its path.
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

/// How long unsaved marks are mentioned: the reader may not want them back.
const MENTIONED: Duration = Duration::from_hours(30 * 24);

/// The last file with unsaved marks, if it has any that these lack.
pub fn left_unsaved(path: &Path, marks: &Marks) -> Option<PathBuf> {
    let written = |path: &Path| path.metadata().and_then(|metadata| metadata.modified()).ok();
    let last = unsaved(path).into_iter().max_by_key(|path| written(path))?;
    let is_old = written(&last)?.elapsed().is_ok_and(|age| age > MENTIONED);
    let mut restored = marks.clone();
    let lacks_any = !is_old && restore(&last).ok()?.iter().any(|edit| restored.apply(edit).is_some());
    lacks_any.then_some(last)
}

/// The files with unsaved marks next to the marks' own.
fn unsaved(path: &Path) -> Vec<PathBuf> {
    let is_unsaved = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(UNSAVED.as_bytes()))
    };
    let entries = fs::read_dir(path.parent().unwrap_or(path)).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(is_unsaved).collect()
}

/// The earlier states of the marks next to their file, to restore from: first the unsaved ones, then those from
/// before migrations.
pub fn earlier_marks(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(path);
    let mut files = unsaved(path);
    files.sort();
    files.extend(before_steps(folder).into_iter().map(|(_, path)| path));
    files
}
