//! Reads the crawler's own database, if there is one next to the archive: what the crawler came across but
//! didn't store, and why.
//!
//! SQLite never opens the original, since even reading would create files next to it and might block the
//! crawler. Instead, the database and its write-ahead log (`-wal`) are copied, again if either changed
//! meanwhile, and the copy is opened.

mod not_stored;

pub use not_stored::NotStored;

use super::Root;
use crate::article::{Hash, hash_from};
use crate::text::dates::korean_day;
use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, civil::DateTime};
use rusqlite::{Connection, OpenFlags, Row};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::TempDir;
use thiserror::Error;

const NAME: &str = "crawl.db";
const WAL: &str = "crawl.db-wal";

/// The most that is copied of either file, in bytes.
const MOST_BYTES: u64 = 2 << 30;
/// How many times copying is attempted if the crawler keeps writing.
const ATTEMPTS: usize = 4;
/// An article that the crawler left out because one that it had stored has the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedText {
    /// Its id; empty if the crawler doesn't say.
    pub id: String,
    /// Its address; empty if the crawler doesn't say.
    pub url: String,
    /// The hash of its text, as in the front matter of articles.
    pub hash: Hash,
    /// When the crawler came across it.
    pub crawled: Option<Timestamp>,
}

/// What the crawler came across but didn't store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrawlLog {
    /// All of it, counted.
    pub not_stored: Vec<NotStored>,
    /// What it left out because of the text, sorted by time and id.
    pub skipped: Vec<SkippedText>,
}

/// Why the crawler's database could not be read.
#[derive(Debug, Error)]
pub enum CrawlLogError {
    /// It could not be opened or copied: it is a link or not a file, or an I/O error.
    #[error("the file can't be read")]
    Unreadable(#[source] io::Error),
    /// It is too large to copy.
    #[error("the file is larger than 2 GB")]
    TooLarge,
    /// The crawler kept writing while it was being copied.
    #[error("the file kept changing")]
    Changing,
    /// The copy is corrupt or not an SQLite database.
    #[error("the database is damaged")]
    Damaged,
    /// It doesn't have the expected table of crawled articles.
    #[error("the database has another form")]
    OtherForm,
}

/// The path of the crawler's database, next to the archive's folder or in it, whether or not it is a regular
/// file.
pub fn crawl_log_path(archive: &Path) -> Option<PathBuf> {
    let places = archive.parent().into_iter().chain([archive]);
    places.map(|folder| folder.join(NAME)).find(|path| path.symlink_metadata().is_ok())
}

/// What the crawler didn't store, from a [`CrawlDatabase`] that is dropped at once.
///
/// # Errors
/// As for [`CrawlDatabase::copy`] and [`CrawlDatabase::not_stored`].
pub fn read_crawl_log(
    path: &Path,
    scratch: &Path,
    wanted: impl Fn(&Hash) -> bool,
) -> Result<CrawlLog, CrawlLogError> {
    let database = CrawlDatabase::copy(path, scratch)?;
    Ok(CrawlLog { not_stored: database.not_stored()?, skipped: database.skipped(wanted)? })
}

/// A copy of the crawler's database, removed when it is dropped.
#[derive(Debug)]
pub struct CrawlDatabase {
    // Closed before its files are removed.
    connection: Connection,
    _folder: Option<TempDir>,
}

impl CrawlDatabase {
    /// Copies the database to a temporary folder in `scratch`.
    ///
    /// # Errors
    /// If it can't be copied, or the copy is damaged.
    pub fn copy(path: &Path, scratch: &Path) -> Result<Self, CrawlLogError> {
        let folder = tempfile::Builder::new()
            .prefix("seogo-crawl-")
            .tempdir_in(scratch)
            .map_err(CrawlLogError::Unreadable)?;
        copy_settled(path.parent().unwrap_or(Path::new("/")), folder.path())?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(folder.path().join(NAME), flags);
        let connection = connection.map_err(|_| CrawlLogError::Damaged)?;
        let verdict: Result<String, _> = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
        if verdict.map_or(true, |verdict| verdict != "ok") {
            return Err(CrawlLogError::Damaged);
        }
        // Unix keeps files without a name until they are closed, so that none is left if the program is killed.
        let folder = (!cfg!(unix)).then_some(folder);
        Ok(Self { connection, _folder: folder })
    }

    /// Counts what the crawler came across but didn't store.
    ///
    /// # Errors
    /// [`CrawlLogError::OtherForm`] if the database isn't of this kind.
    pub fn not_stored(&self) -> Result<Vec<NotStored>, CrawlLogError> {
        not_stored::not_stored(&self.connection).map_err(|_| CrawlLogError::OtherForm)
    }

    /// The articles that were left out because of their text, sorted by time and id. Only those whose hash is
    /// `wanted`, so that no more than the archive's own is kept in memory.
    ///
    /// # Errors
    /// [`CrawlLogError::OtherForm`] if the database isn't of this kind.
    pub fn skipped(&self, wanted: impl Fn(&Hash) -> bool) -> Result<Vec<SkippedText>, CrawlLogError> {
        skipped(&self.connection, wanted).map_err(|_| CrawlLogError::OtherForm)
    }
}

/// The sizes and times of the crawler's database and its log: while they are the same, so is what is in them.
pub fn crawl_log_state(path: &Path) -> Vec<Option<(u64, Option<SystemTime>)>> {
    let state =
        |path: PathBuf| path.symlink_metadata().ok().map(|found| (found.len(), found.modified().ok()));
    [path.to_owned(), path.with_file_name(WAL)].map(state).to_vec()
}

/// Copies the database and its log, repeatedly, until neither changes while being copied.
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

/// Opens a file; `None` if it doesn't exist. Links and pipes are errors.
fn open(root: &Root, name: &str) -> Result<Option<File>, CrawlLogError> {
    match root.open(Path::new(name)) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(CrawlLogError::Unreadable(error)),
    }
}

/// The size and modification time of a file, to detect changes.
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

/// The articles that were left out because of their text. A crawler without such a column names none.
fn skipped(connection: &Connection, wanted: impl Fn(&Hash) -> bool) -> rusqlite::Result<Vec<SkippedText>> {
    let Ok(mut statement) = connection.prepare(
        "SELECT CAST(id AS TEXT), CAST(url AS TEXT), CAST(crawled_at AS TEXT), CAST(content_hash AS TEXT)
         FROM crawl_metadata WHERE lower(trim(status)) IN ('skipped', 'duplicate') AND length(content_hash) = 64",
    ) else {
        return Ok(Vec::new());
    };
    let mut rows = statement.query([])?;
    let mut skipped = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(hash) = hash_from(&text(row, 3)?).filter(&wanted) {
            let crawled = moment_of(&text(row, 2)?);
            let (id, url) = (text(row, 0)?.into_owned(), text(row, 1)?.into_owned());
            skipped.push(SkippedText { id, url, hash, crawled });
        }
    }
    skipped.sort_by(|one, other| (one.crawled, &one.id).cmp(&(other.crawled, &other.id)));
    Ok(skipped)
}

/// A value as text; bytes that aren't UTF-8 are replaced, and a missing value is empty.
fn text<'a>(row: &'a Row<'_>, at: usize) -> rusqlite::Result<Cow<'a, str>> {
    let bytes = row.get_ref(at)?.as_bytes_or_null().unwrap_or_default();
    Ok(String::from_utf8_lossy(bytes.unwrap_or_default()))
}

/// The day in Korea of a time written by the crawler.
fn day_of(text: &str) -> Option<Date> {
    moment_of(text).map(korean_day)
}

/// A time written by the crawler, in UTC.
fn moment_of(text: &str) -> Option<Timestamp> {
    let moment = text.trim().parse::<Timestamp>().ok();
    let written = || text.trim().trim_end_matches('Z').replacen(' ', "T", 1).parse::<DateTime>().ok();
    moment.or_else(|| Offset::UTC.to_timestamp(written()?).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Writes a crawler's database with rows of time, status and reason; the latest writes are still in the
    /// log.
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
    fn a_reason_that_is_no_text_is_still_counted_and_the_copy_has_no_name() {
        let (folder, scratch) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join(NAME);
        let writer =
            write(&path, &[("2025-12-30 16:00:00", "failed", None), ("2025-12-30 16:01:00", "failed", None)]);
        writer.execute("UPDATE crawl_metadata SET error_message = x'41ff' WHERE id = '901_0'", []).unwrap();
        let database = CrawlDatabase::copy(&path, scratch.path()).unwrap();
        let reasons: Vec<_> = database.not_stored().unwrap().into_iter().map(|it| it.reason).collect();
        assert_eq!(reasons, ["", "A\u{fffd}"]);
        assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), if cfg!(unix) { 0 } else { 1 });
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
        // The crawler is in the middle of a transaction.
        writer.execute("BEGIN IMMEDIATE", []).unwrap();
        let before: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
        let found = read_crawl_log(&path, scratch.path(), |_| true).unwrap();
        let entry = |day, status: &str, reason: &str, count| NotStored {
            day,
            status: status.to_owned(),
            reason: reason.to_owned(),
            count,
        };
        assert_eq!(
            found.not_stored,
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
    fn what_was_left_out_because_of_its_text_is_named_if_that_text_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let times = ["2025-12-30 16:00:00", "2025-12-30 15:00:00", "2025-12-30 14:00:00"];
        let writer = write(&path, &times.map(|time| (time, "skipped", None)));
        let change =
            "UPDATE crawl_metadata SET content_hash = ?1, url = 'https://example.com/' || id WHERE id = ?2";
        for (hash, id) in [("ab".repeat(32), "901_0"), ("AB".repeat(32), "901_1"), ("cd".repeat(32), "901_2")]
        {
            writer.execute(change, (hash, id)).unwrap();
        }
        let all = read_crawl_log(&path, folder.path(), |_| true).unwrap().skipped;
        assert_eq!(all.len(), 3);
        writer.execute(change, ("+a".repeat(32), "901_2")).unwrap();
        let all = read_crawl_log(&path, folder.path(), |_| true).unwrap().skipped;
        assert_eq!(all.len(), 2, "a hash has no signs");
        let found = read_crawl_log(&path, folder.path(), |hash| *hash == [0xab; 32]).unwrap().skipped;
        let found: Vec<_> = found.iter().map(|skipped| (skipped.id.as_str(), skipped.url.as_str())).collect();
        assert_eq!(found, [("901_1", "https://example.com/901_1"), ("901_0", "https://example.com/901_0")]);
    }

    #[test]
    fn what_is_no_such_database_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let error = || read_crawl_log(&path, folder.path(), |_| true).unwrap_err();
        std::fs::write(&path, vec![0x53; 9000]).unwrap();
        assert!(matches!(error(), CrawlLogError::Damaged));
        std::fs::remove_file(&path).unwrap();
        Connection::open(&path).unwrap().execute("CREATE TABLE pages (id TEXT)", []).unwrap();
        assert!(matches!(error(), CrawlLogError::OtherForm));
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(error(), CrawlLogError::Unreadable(_)));
        // A sparse file is large without taking space.
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
        assert!(matches!(read_crawl_log(&path, folder.path(), |_| true), Err(CrawlLogError::Unreadable(_))));
        std::fs::remove_file(&path).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, &path, rustix::fs::Mode::RWXU).unwrap();
        assert!(matches!(read_crawl_log(&path, folder.path(), |_| true), Err(CrawlLogError::Unreadable(_))));
    }
}
