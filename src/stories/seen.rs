//! When an article was first seen: the latest possible time of its publication, judging by what a crawler saw
//! of its publisher.
//!
//! Files have a crawl time but no exact time of publication. A publisher numbers its articles in order, so an
//! article must have existed when one with a later number was crawled. The bound is the earliest crawl of any
//! number from the article's own on.

use crate::archive::Row;
use crate::article::crawled_day;
use jiff::{SignedDuration, Timestamp};
use rustc_hash::FxHashMap;

/// Articles first seen less than this apart are seen at the same time, as far as can be told.
const TIE: SignedDuration = SignedDuration::from_mins(30);

/// Whether an article was first seen at about the same time as an earlier one.
pub(super) fn is_tie(earlier: Timestamp, seen: Timestamp) -> bool {
    seen.duration_since(earlier) < TIE
}

/// The bound for each row, in order; `None` if neither the article nor a later one has a crawl time.
pub(super) fn first_seen(rows: &[Row<'_>]) -> Vec<Option<Timestamp>> {
    let time = |row: &Row<'_>| row.crawled().filter(|&at| crawled_day(at).is_none());
    let mut seen: Vec<Option<Timestamp>> = rows.iter().map(time).collect();
    let mut numbered: FxHashMap<&str, Vec<(u64, usize)>> = FxHashMap::default();
    for (at, row) in rows.iter().enumerate() {
        if let (false, Ok(number)) = (row.oid().is_empty(), row.aid().parse()) {
            numbered.entry(row.oid()).or_default().push((number, at));
        }
    }
    for mut articles in numbered.into_values() {
        articles.sort_unstable_by(|one, other| other.cmp(one));
        let mut earliest: Option<Timestamp> = None;
        for (_, at) in articles {
            earliest = earliest.into_iter().chain(seen[at]).min();
            seen[at] = earliest;
        }
    }
    seen
}
