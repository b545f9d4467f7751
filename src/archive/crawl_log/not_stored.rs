//! What the crawler came across but didn't store, counted by day and reason, however many reasons there are.

use super::{day_of, text};
use jiff::civil::Date;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Reasons are truncated to this many characters.
const LONGEST_REASON: i64 = 200;
/// The most combinations of day, status and reason that are counted; what is left counts under [`REST`].
const MOST_ENTRIES: usize = 20_000;
/// What stands for something particular, or for what isn't told apart.
const REST: &str = "…";
/// The least length of a number or an identifier that is particular to one article: an HTTP status isn't.
const LEAST_PARTICULAR: usize = 5;

/// Articles found by the crawler on one day but not stored, for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotStored {
    /// The day in Korean time; `None` if unknown.
    pub day: Option<Date>,
    /// The outcome in the crawler's words: `skipped`, `failed`.
    pub status: String,
    /// The reason without what is particular to one article, such as its address; empty if the crawler doesn't say.
    pub reason: String,
    /// The number of articles.
    pub count: u64,
}

/// Counts the rows whose status doesn't mean success.
pub(super) fn not_stored(connection: &Connection) -> rusqlite::Result<Vec<NotStored>> {
    let mut statement = connection.prepare(
        "SELECT CAST(crawled_at AS TEXT), lower(trim(CAST(status AS TEXT))),
                substr(coalesce(CAST(error_message AS TEXT), ''), 1, ?1)
         FROM crawl_metadata
         WHERE lower(trim(coalesce(status, ''))) NOT IN ('success', 'ok', 'done', 'completed', 'saved', 'stored', 'crawled')",
    )?;
    let mut rows = statement.query([LONGEST_REASON])?;
    let mut counts: BTreeMap<(Option<Date>, String, String), u64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (day, status) = (day_of(&text(row, 0)?), text(row, 1)?.into_owned());
        let mut key = (day, status, general(&text(row, 2)?));
        let is_counted = |key: &(_, _, _)| counts.len() < MOST_ENTRIES || counts.contains_key(key);
        if !is_counted(&key) {
            REST.clone_into(&mut key.2);
        }
        if !is_counted(&key) {
            key = (None, REST.to_owned(), REST.to_owned());
        }
        *counts.entry(key).or_default() += 1;
    }
    let entry = |((day, status, reason), count)| NotStored { day, status, reason, count };
    Ok(counts.into_iter().map(entry).collect())
}

/// A reason without what is particular to one article, so that those of the same kind are counted together: [`REST`]
/// stands for addresses and for numbers and identifiers of five or more characters.
fn general(reason: &str) -> String {
    let mut general = String::new();
    for word in reason.split_whitespace() {
        if !general.is_empty() {
            general.push(' ');
        }
        match word.find("://") {
            // What stands before the address, as a bracket does, is kept.
            Some(at) => {
                let scheme = word.get(..at).unwrap_or_default();
                general.push_str(scheme.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()));
                general.push_str(REST);
            }
            None => push_without_numbers(word, &mut general),
        }
    }
    general
}

/// Adds a word with [`REST`] in place of each long run of digits and of letters among which there are digits.
fn push_without_numbers(word: &str, general: &mut String) {
    let is_part = |letter: char| letter.is_ascii_alphanumeric();
    let mut rest = word;
    while !rest.is_empty() {
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        let is_particular = part.len() >= LEAST_PARTICULAR && part.bytes().any(|byte| byte.is_ascii_digit());
        general.push_str(if is_particular { REST } else { part });
        let between = after.find(is_part).unwrap_or(after.len());
        general.push_str(after.get(..between).unwrap_or_default());
        rest = after.get(between..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_apart_only_by_what_they_have_in_common() {
        for (reason, expected) in [
            ("HTTP 404", "HTTP 404"),
            ("HTTP 404 for url: https://example.com/a?id=1", "HTTP 404 for url: …"),
            ("  no   body (https://example.com/7) ", "no body (…"),
            ("article 0000123456 of 901_0000123456: timeout", "article … of 901_…: timeout"),
            ("hash 3f2b9c77aa already stored", "hash … already stored"),
            ("본문 없음: 12자", "본문 없음: 12자"),
            ("", ""),
        ] {
            assert_eq!(general(reason), expected);
        }
    }

    #[test]
    fn more_reasons_than_are_told_apart_are_counted_together() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE TABLE crawl_metadata (id, url, content_hash, crawled_at, status, error_message);
                 WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 29999)
                 INSERT INTO crawl_metadata
                 SELECT i, '', '', '2025-12-30 16:00:00', 'failed',
                        'because ' || char(97 + i % 26, 97 + i / 26 % 26, 97 + i / 676 % 26, 97 + i / 17576) FROM n",
            )
            .unwrap();
        let found = not_stored(&connection).unwrap();
        assert!(found.len() <= MOST_ENTRIES + 1, "{}", found.len());
        assert_eq!(found.iter().map(|entry| entry.count).sum::<u64>(), 30_000);
        assert!(found.iter().any(|entry| entry.reason == REST && entry.status == "…"), "{:?}", found.last());
    }
}
