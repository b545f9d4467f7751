//! The crawler's own database, where it lies beside an archive: what it came across and did not store, and why.
//!
//! SQLite never opens the file itself: even to read it would make files beside it and could stop the crawler's writes. The
//! file and what is not yet written into it (`-wal`) are copied, again if either changed meanwhile, and the copy is opened.

use super::Root;
use crate::text::dates::korean_day;
use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, civil::DateTime};
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use thiserror::Error;

const NAME: &str = "crawl.db";
const WAL: &str = "crawl.db-wal";

/// The most that is copied of either file, in bytes.
const MOST_BYTES: u64 = 2 << 30;
/// So often a copy is made again, if the crawler wrote meanwhile.
const ATTEMPTS: usize = 4;
/// More of a reason is not told, in characters.
const LONGEST_REASON: i64 = 200;

/// Articles that the crawler came across on a day and did not store, for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotStored {
    /// The day, in Korean time; `None` where it is not known.
    pub day: Option<Date>,
    /// How it went, in the crawler's word: `skipped`, `failed`.
    pub status: String,
    /// Why; empty where the crawler does not say.
    pub reason: String,
    /// How many there were.
    pub count: u64,
}

/// Why the database beside an archive could not be read.
#[derive(Debug, Error)]
pub enum CrawlLogError {
    /// It could not be opened or copied: it is a link or no file, or reading it failed.
    #[error("the file can't be read")]
    Unreadable(#[source] io::Error),
    /// It is larger than is copied.
    #[error("the file is larger than 2 GB")]
    TooLarge,
    /// The crawler kept writing while it was copied.
    #[error("the file kept changing")]
    Changing,
    /// What was copied is damaged, or no database of SQLite.
    #[error("the database is damaged")]
    Damaged,
    /// It has no table of crawled articles that this program knows.
    #[error("the database has another form")]
    OtherForm,
}

/// The path of the crawler's database beside an archive's folder, or in it, whatever it is.
pub fn crawl_log_path(archive: &Path) -> Option<PathBuf> {
    let places = archive.parent().into_iter().chain([archive]);
    places.map(|folder| folder.join(NAME)).find(|path| path.symlink_metadata().is_ok())
}

/// What the database at a path says was not stored, by day, status and reason. It is copied into a folder below `scratch`,
/// which is removed again.
///
/// # Errors
/// Where it can't be copied, or the copy is not such a database.
pub fn read_crawl_log(path: &Path, scratch: &Path) -> Result<Vec<NotStored>, CrawlLogError> {
    let copy = tempfile::Builder::new()
        .prefix("seogo-crawl-")
        .tempdir_in(scratch)
        .map_err(CrawlLogError::Unreadable)?;
    copy_settled(path.parent().unwrap_or(Path::new("/")), copy.path())?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(copy.path().join(NAME), flags);
    let connection = connection.map_err(|_| CrawlLogError::Damaged)?;
    let verdict: Result<String, _> = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    if verdict.map_or(true, |verdict| verdict != "ok") {
        return Err(CrawlLogError::Damaged);
    }
    not_stored(&connection).map_err(|_| CrawlLogError::OtherForm)
}

/// Copies the database and its log until neither changed meanwhile.
fn copy_settled(from: &Path, to: &Path) -> Result<(), CrawlLogError> {
    let root = Root::at(from);
    for _ in 0..ATTEMPTS {
        let main =
            open(&root, NAME)?.ok_or_else(|| CrawlLogError::Unreadable(io::ErrorKind::NotFound.into()))?;
        let log = open(&root, WAL)?;
        let before = (state(&main)?, log.as_ref().map(state).transpose()?);
        copy(main, &to.join(NAME))?;
        match log {
            Some(log) => copy(log, &to.join(WAL))?,
            None => drop(std::fs::remove_file(to.join(WAL))),
        }
        let again = |name| open(&root, name)?.as_ref().map(state).transpose();
        if (Some(before.0), before.1) == (again(NAME)?, again(WAL)?) {
            return Ok(());
        }
    }
    Err(CrawlLogError::Changing)
}

/// Opens a file if there is one; neither a link nor a pipe is one.
fn open(root: &Root, name: &str) -> Result<Option<File>, CrawlLogError> {
    match root.open(Path::new(name)) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(CrawlLogError::Unreadable(error)),
    }
}

/// Size and time of a file, by which a change is noticed.
fn state(file: &File) -> Result<(u64, Option<SystemTime>), CrawlLogError> {
    let metadata = file.metadata().map_err(CrawlLogError::Unreadable)?;
    if metadata.len() > MOST_BYTES {
        return Err(CrawlLogError::TooLarge);
    }
    Ok((metadata.len(), metadata.modified().ok()))
}

fn copy(file: File, to: &Path) -> Result<(), CrawlLogError> {
    let copied = File::create(to).and_then(|mut to| io::copy(&mut file.take(MOST_BYTES), &mut to));
    copied.map(drop).map_err(CrawlLogError::Unreadable)
}

/// What was not stored: every row whose status is none of those that say that it was.
fn not_stored(connection: &Connection) -> rusqlite::Result<Vec<NotStored>> {
    let mut statement = connection.prepare(
        "SELECT CAST(crawled_at AS TEXT), lower(trim(CAST(status AS TEXT))),
                substr(coalesce(CAST(error_message AS TEXT), ''), 1, ?1), count(*)
         FROM crawl_metadata
         WHERE lower(trim(coalesce(status, ''))) NOT IN ('success', 'ok', 'done', 'completed', 'saved', 'stored', 'crawled')
         GROUP BY substr(crawled_at, 1, 13), 2, 3",
    )?;
    let mut rows = statement.query([LONGEST_REASON])?;
    let mut counts = std::collections::BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (at, status): (Option<String>, Option<String>) = (row.get(0)?, row.get(1)?);
        let (reason, count): (String, i64) = (row.get(2)?, row.get(3)?);
        let key = (at.as_deref().and_then(day_of), status.unwrap_or_default(), reason.trim().to_owned());
        *counts.entry(key).or_insert(0) += count.unsigned_abs();
    }
    let entry = |((day, status, reason), count)| NotStored { day, status, reason, count };
    Ok(counts.into_iter().map(entry).collect())
}

/// The Korean day of a time that the crawler wrote, which is in UTC.
fn day_of(text: &str) -> Option<Date> {
    let moment = text.trim().parse::<Timestamp>().ok();
    let written = || text.trim().trim_end_matches('Z').replacen(' ', "T", 1).parse::<DateTime>().ok();
    let moment = moment.or_else(|| Offset::UTC.to_timestamp(written()?).ok());
    moment.map(korean_day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Writes the database of a crawler with some rows of time, status and reason; what it wrote last is still in the log.
    fn write(path: &Path, rows: &[(&str, &str, Option<&str>)]) -> Connection {
        let connection = Connection::open(path).unwrap();
        connection.pragma_update(None, "journal_mode", "WAL").unwrap();
        connection
            .execute(
                "CREATE TABLE crawl_metadata (id TEXT PRIMARY KEY, url TEXT, content_hash TEXT, crawled_at TEXT, \
                 status TEXT, error_message TEXT)",
                [],
            )
            .unwrap();
        for (at, (time, status, reason)) in rows.iter().enumerate() {
            connection
                .execute(
                    "INSERT INTO crawl_metadata VALUES (?1, '', '', ?2, ?3, ?4)",
                    (format!("901_{at}"), time, status, reason),
                )
                .unwrap();
        }
        connection
    }

    #[test]
    fn what_was_not_stored_is_counted_by_day_and_reason_also_while_the_crawler_writes() {
        let folder = tempfile::tempdir().unwrap();
        let scratch = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let writer = write(
            &path,
            &[
                ("2025-12-30 16:00:00", "success", None),
                ("2025-12-30 16:00:00", "skipped", Some("same hash")),
                ("2025-12-30 18:30:00", "SKIPPED", Some("same hash")),
                ("2025-12-30T14:59:00Z", "failed", Some("timeout")),
                ("yesterday", "failed", None),
            ],
        );
        // The crawler is in the middle of a write.
        writer.execute("BEGIN IMMEDIATE", []).unwrap();
        let before: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
        let found = read_crawl_log(&path, scratch.path()).unwrap();
        let entry = |day, status: &str, reason: &str, count| NotStored {
            day,
            status: status.to_owned(),
            reason: reason.to_owned(),
            count,
        };
        assert_eq!(
            found,
            [
                entry(None, "failed", "", 1),
                entry(Some(date(2025, 12, 30)), "failed", "timeout", 1),
                entry(Some(date(2025, 12, 31)), "skipped", "same hash", 2),
            ]
        );
        let after: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
        assert_eq!(before, after, "nothing is made beside it");
        assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0, "the copy is removed");
    }

    #[test]
    fn what_is_no_such_database_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let error = || read_crawl_log(&path, folder.path()).unwrap_err();
        std::fs::write(&path, vec![0x53; 9000]).unwrap();
        assert!(matches!(error(), CrawlLogError::Damaged));
        std::fs::remove_file(&path).unwrap();
        Connection::open(&path).unwrap().execute("CREATE TABLE pages (id TEXT)", []).unwrap();
        assert!(matches!(error(), CrawlLogError::OtherForm));
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(error(), CrawlLogError::Unreadable(_)));
        // A sparse file has the size without the bytes.
        File::create(&path).unwrap().set_len(MOST_BYTES + 1).unwrap();
        assert!(matches!(error(), CrawlLogError::TooLarge));
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let kept = folder.path().join("kept.db");
        drop(write(&kept, &[]));
        std::os::unix::fs::symlink(&kept, &path).unwrap();
        assert!(matches!(read_crawl_log(&path, folder.path()), Err(CrawlLogError::Unreadable(_))));
        std::fs::remove_file(&path).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, &path, rustix::fs::Mode::RWXU).unwrap();
        assert!(matches!(read_crawl_log(&path, folder.path()), Err(CrawlLogError::Unreadable(_))));
    }
}
