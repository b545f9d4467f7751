//! The tables of the marks database: their migrations, and how marks are read and written.

use crate::article::Hash;
use crate::library::saved_queries::with_open_bounds;
use crate::library::{
    ArticleKey, Edit, HighlightColor, HighlightField, HighlightMark, HighlightPlace, Marks, Note, Stamp,
    StoryJudgement, TagColor,
};
use jiff::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};
use std::sync::Arc;

/// The migrations from each version of the tables to the next, starting from nothing. A released step is never
/// changed.
pub(super) const STEPS: &[TableStep] = &[
    TableStep::Sql(
        "
    CREATE TABLE star (article TEXT PRIMARY KEY, hash BLOB, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE read (article TEXT PRIMARY KEY, hash BLOB, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE tag (name TEXT PRIMARY KEY, color TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE tagged (article TEXT, tag TEXT, PRIMARY KEY (article, tag)) STRICT, WITHOUT ROWID;
    CREATE TABLE note (article TEXT PRIMARY KEY, text TEXT NOT NULL, hash BLOB, at INTEGER NOT NULL) STRICT;
    CREATE TABLE highlight (
        article TEXT, field TEXT, first INTEGER, last INTEGER, quote TEXT, note TEXT NOT NULL, hash BLOB,
        at INTEGER NOT NULL, PRIMARY KEY (article, field, first, last, quote)
    ) STRICT;
    CREATE TABLE search (name TEXT PRIMARY KEY, query TEXT NOT NULL, place INTEGER NOT NULL) STRICT;
",
    ),
    TableStep::Sql(
        "
    ALTER TABLE tagged ADD COLUMN hash BLOB;
    ALTER TABLE tagged ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
",
    ),
    TableStep::Run(rename_bounds),
    // From this version on, marks use articles' keys. They are moved when archives with the articles are
    // opened, so the tables stay the same; the step exists for the copy made before it.
    TableStep::Sql(""),
    TableStep::Sql(
        "
    CREATE TABLE story (
        article TEXT, other TEXT, together INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (article, other)
    ) STRICT, WITHOUT ROWID;
",
    ),
    TableStep::Sql("ALTER TABLE highlight ADD COLUMN color TEXT NOT NULL DEFAULT 'green';"),
    // The definition of a set and the keys of its articles are JSON, since they are only read as a whole.
    TableStep::Sql(
        "
    CREATE TABLE article_set (name TEXT PRIMARY KEY, kept TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE code (
        article TEXT, variable TEXT, coder TEXT, value TEXT NOT NULL, PRIMARY KEY (article, variable, coder)
    ) STRICT, WITHOUT ROWID;
",
    ),
];

/// A migration from one version of the tables to the next.
pub(super) enum TableStep {
    /// SQL statements.
    Sql(&'static str),
    /// A function, for what statements can't do.
    Run(fn(&Transaction<'_>) -> rusqlite::Result<()>),
}

impl TableStep {
    pub(super) fn take(&self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        match self {
            Self::Sql(statements) => transaction.execute_batch(statements),
            Self::Run(run) => run(transaction),
        }
    }
}

/// Keeps the results of saved searches the same: from this version on, 이전: and 이후: include the day they name.
fn rename_bounds(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare("SELECT name, query FROM search")?;
    let saved: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (name, query) in saved {
        transaction.execute(
            "UPDATE search SET query = ?2 WHERE name = ?1",
            params![name, with_open_bounds(&query)],
        )?;
    }
    Ok(())
}

/// The first version with decisions about stories.
const WITH_STORIES: i64 = 5;

/// The first version with sets and codes.
const WITH_SETS: i64 = 7;
/// The version from which on highlights have colours.
const WITH_COLORS: i64 = 6;

/// The version of the tables that this program writes.
pub(super) const VERSION: i64 = STEPS.len() as i64;

/// The version of an open file's tables.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Fails if the file is corrupt. Invalid values in a row don't count; such rows are skipped when reading.
pub(super) fn check(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("PRAGMA quick_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let verdict: String = row.get(0)?;
        let is_of_a_value =
            verdict.contains(" value in ") || verdict.starts_with("CHECK constraint failed in ");
        if verdict != "ok" && !is_of_a_value {
            let corrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
            return Err(rusqlite::Error::SqliteFailure(corrupt, Some(verdict)));
        }
    }
    Ok(())
}

/// Migrates the tables to the current version, in full or not at all. Two windows may do so at once.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    if version(connection)? == VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let done = usize::try_from(version(&transaction)?).unwrap_or_default();
    for step in STEPS.iter().skip(done) {
        step.take(&transaction)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// Reads all marks, and counts rows with invalid values, which are skipped and stay in the file.
pub(super) fn read(connection: &Connection) -> rusqlite::Result<(Marks, usize)> {
    let (mut marks, mut impossible) = (Marks::default(), 0);
    let mut each = |sql: &str, edit: &dyn Fn(&Row<'_>) -> rusqlite::Result<Option<Edit>>| {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            match edit(row) {
                Ok(edit) => drop(edit.and_then(|edit| marks.apply(&edit))),
                Err(error) if is_of_a_value(&error) => impossible += 1,
                Err(error) => return Err(error),
            }
        }
        Ok::<_, rusqlite::Error>(())
    };
    each("SELECT article, hash, at FROM star", &|row| Ok(Some(Edit::Star(key(row)?, Some(stamp(row, 1)?)))))?;
    each("SELECT article, hash, at FROM read", &|row| Ok(Some(Edit::Read(key(row)?, Some(stamp(row, 1)?)))))?;
    each("SELECT name, color FROM tag", &|row| {
        let color: String = row.get(1)?;
        Ok(Some(Edit::TagColor(row.get(0)?, Some(TagColor::named(&color)))))
    })?;
    // A read-only file of version 1 is read without migration.
    let tagged = match version(connection)? {
        1 => "SELECT article, NULL, 0, tag FROM tagged",
        _ => "SELECT article, hash, at, tag FROM tagged",
    };
    each(tagged, &|row| Ok(Some(Edit::Tag(key(row)?, row.get(3)?, Some(stamp(row, 1)?)))))?;
    each("SELECT article, hash, at, text FROM note", &|row| {
        Ok(Some(Edit::Note(key(row)?, Some(Note { text: row.get(3)?, stamp: stamp(row, 1)? }))))
    })?;
    let color = if version(connection)? >= WITH_COLORS { "color" } else { "''" };
    let highlights =
        format!("SELECT article, hash, at, field, first, last, quote, note, {color} FROM highlight");
    each(&highlights, &highlight)?;
    each("SELECT name, query, place FROM search", &|row| {
        Ok(Some(Edit::Search(row.get(0)?, Some((row.get(1)?, row.get(2)?)))))
    })?;
    // A read-only file of an earlier version has no such table.
    if version(connection)? >= WITH_STORIES {
        each("SELECT article, other, together, at FROM story", &|row| {
            let judgement = if row.get(2)? { StoryJudgement::Together } else { StoryJudgement::Apart };
            let other = row.get::<_, String>(1)?.into();
            Ok(Some(Edit::Story(key(row)?, other, Some((judgement, moment(row, 3)?)))))
        })?;
    }
    if version(connection)? >= WITH_SETS {
        each("SELECT name, kept FROM article_set", &|row| {
            let kept: String = row.get(1)?;
            let set = serde_json::from_str(&kept).map_err(|error| {
                rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, Box::new(error))
            })?;
            Ok(Some(Edit::Set(row.get(0)?, Some(Arc::new(set)))))
        })?;
        each("SELECT article, variable, coder, value FROM code", &|row| {
            Ok(Some(Edit::Code(key(row)?, row.get(1)?, row.get(2)?, Some(row.get(3)?))))
        })?;
    }
    Ok((marks, impossible))
}

/// The highlight in a row; `None` if it is in a part of the article that this version doesn't know.
fn highlight(row: &Row<'_>) -> rusqlite::Result<Option<Edit>> {
    let field: String = row.get(3)?;
    let Some(field) = HighlightField::named(&field) else { return Ok(None) };
    let place = HighlightPlace { field, start: row.get(4)?, end: row.get(5)?, quote: row.get(6)? };
    let color = HighlightColor::named(&row.get::<_, String>(8)?);
    let mark = HighlightMark { note: row.get(7)?, color, stamp: stamp(row, 1)? };
    Ok(Some(Edit::Highlight(key(row)?, place, Some(mark))))
}

/// Whether an error is about a value in a row rather than about the file.
fn is_of_a_value(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    matches!(
        error,
        FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..)
    )
}

fn key(row: &Row<'_>) -> rusqlite::Result<ArticleKey> {
    Ok(row.get::<_, String>(0)?.into())
}

/// The stamp whose hash is in a column and whose time is in the next one.
fn stamp(row: &Row<'_>, column: usize) -> rusqlite::Result<Stamp> {
    let hash: Option<Vec<u8>> = row.get(column)?;
    Ok(Stamp { hash: hash.and_then(|hash| Hash::try_from(hash).ok()), at: moment(row, column + 1)? })
}

/// The time in a column.
fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    let at: i64 = row.get(column)?;
    Ok(Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH))
}

pub(super) fn write(transaction: &Transaction<'_>, edits: &[Edit]) -> rusqlite::Result<()> {
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        transaction.prepare_cached(sql)?.execute(values).map(|_| ())
    };
    for edit in edits {
        match edit {
            Edit::Star(key, None) => run("DELETE FROM star WHERE article = ?", params![key])?,
            Edit::Star(key, Some(Stamp { hash, at })) => {
                run("REPLACE INTO star VALUES (?, ?, ?)", params![key, hash, at.as_millisecond()])?;
            }
            Edit::Read(key, None) => run("DELETE FROM read WHERE article = ?", params![key])?,
            Edit::Read(key, Some(Stamp { hash, at })) => {
                run("REPLACE INTO read VALUES (?, ?, ?)", params![key, hash, at.as_millisecond()])?;
            }
            Edit::Tag(key, tag, None) => {
                run("DELETE FROM tagged WHERE article = ? AND tag = ?", params![key, tag])?;
            }
            Edit::Tag(key, tag, Some(Stamp { hash, at })) => {
                run("REPLACE INTO tagged VALUES (?, ?, ?, ?)", params![key, tag, hash, at.as_millisecond()])?;
            }
            Edit::Note(key, None) => run("DELETE FROM note WHERE article = ?", params![key])?,
            Edit::Note(key, Some(Note { text, stamp: Stamp { hash, at } })) => {
                run("REPLACE INTO note VALUES (?, ?, ?, ?)", params![key, text, hash, at.as_millisecond()])?;
            }
            Edit::Highlight(key, place, mark) => {
                write_highlight(transaction, key, place, mark.as_ref())?;
            }
            Edit::TagColor(tag, None) => run("DELETE FROM tag WHERE name = ?", params![tag])?,
            Edit::TagColor(tag, Some(color)) => {
                run("REPLACE INTO tag VALUES (?, ?)", params![tag, color.name()])?;
            }
            Edit::Search(name, None) => run("DELETE FROM search WHERE name = ?", params![name])?,
            Edit::Search(name, Some((query, place))) => {
                run("REPLACE INTO search VALUES (?, ?, ?)", params![name, query, place])?;
            }
            Edit::Story(article, other, None) => {
                run("DELETE FROM story WHERE article = ? AND other = ?", params![article, other])?;
            }
            Edit::Story(article, other, Some((judgement, at))) => {
                let together = *judgement == StoryJudgement::Together;
                let values = params![article, other, together, at.as_millisecond()];
                run("REPLACE INTO story VALUES (?, ?, ?, ?)", values)?;
            }
            Edit::Set(name, None) => run("DELETE FROM article_set WHERE name = ?", params![name])?,
            Edit::Set(name, Some(set)) => {
                let kept = serde_json::to_string(&**set)
                    .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
                run("REPLACE INTO article_set VALUES (?, ?)", params![name, kept])?;
            }
            Edit::Code(key, variable, coder, None) => run(
                "DELETE FROM code WHERE article = ? AND variable = ? AND coder = ?",
                params![key, variable, coder],
            )?,
            Edit::Code(key, variable, coder, Some(value)) => {
                run("REPLACE INTO code VALUES (?, ?, ?, ?)", params![key, variable, coder, value])?;
            }
        }
    }
    Ok(())
}

/// Replaces the highlight at a place, or removes it.
fn write_highlight(
    transaction: &Transaction<'_>,
    key: &ArticleKey,
    place: &HighlightPlace,
    mark: Option<&HighlightMark>,
) -> rusqlite::Result<()> {
    let HighlightPlace { field, start, end, quote } = place;
    let field = field.name();
    transaction
        .prepare_cached(
            "DELETE FROM highlight WHERE article = ? AND field = ? AND first = ? AND last = ? AND quote = ?",
        )?
        .execute(params![key, field, start, end, quote])?;
    if let Some(HighlightMark { note, color, stamp: Stamp { hash, at } }) = mark {
        let (at, color) = (at.as_millisecond(), color.name());
        transaction
            .prepare_cached("INSERT INTO highlight VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?
            .execute(params![key, field, start, end, quote, note, hash, at, color])?;
    }
    Ok(())
}
