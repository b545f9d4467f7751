//! The orders of lists, each one entry; and all files of a catalogue in one of them, which new files are put into without
//! sorting those that are there.

use super::columns::Columns;
use super::facets::Facet;
use super::listing::Heading;
use crate::archive::{Catalogue, Row};
use crate::article::Published;
use crate::text::dates::korean_day;
use crate::text::{DocumentSet, Packed};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use std::cmp::Reverse;

/// What a list is sorted by; dates newest first, texts in the order of their code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    /// The date of publication; of one day, the last crawled first, then by id.
    #[default]
    Published,
    /// The time of crawling.
    Crawled,
    /// The publisher's name, then newest first.
    Publisher,
    /// The headline, then newest first.
    Title,
    /// How well it answers the query, then newest first; by date where there is no query.
    Relevance,
}

/// An order of lists.
#[derive(Debug)]
pub struct OrderEntry {
    /// What it sorts by.
    pub key: SortKey,
    /// What it is called on the command line and in the session.
    pub name: &'static str,
    of: for<'a> fn(&Columns, u32, &Row<'a>) -> Option<Key<'a>>,
    day: Option<fn(&Row<'_>) -> Option<Date>>,
}

/// What a file is sorted by; all of one order are of one kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Published(Reverse<DateTime>),
    Crawled(Reverse<Timestamp>),
    Place(u32),
    Text(&'a str),
}

/// Every order. Relevance needs a query; without one it is that of publication.
pub static ORDERS: [OrderEntry; 5] = [
    OrderEntry { key: SortKey::Published, name: "published", of: by_publication, day: Some(published_on) },
    OrderEntry {
        key: SortKey::Crawled,
        name: "crawled",
        of: |_, _, row| row.crawled().map(|at| Key::Crawled(Reverse(at))),
        day: Some(|row| row.crawled().map(korean_day)),
    },
    OrderEntry {
        key: SortKey::Publisher,
        name: "publisher",
        of: |columns, ordinal, _| columns.names[Facet::Publisher as usize].place(ordinal).map(Key::Place),
        day: None,
    },
    OrderEntry {
        key: SortKey::Title,
        name: "title",
        of: |_, _, row| Some(row.title()).filter(|title| !title.is_empty()).map(Key::Text),
        day: None,
    },
    OrderEntry { key: SortKey::Relevance, name: "relevance", of: by_publication, day: Some(published_on) },
];

fn by_publication<'a>(_: &Columns, _: u32, row: &Row<'a>) -> Option<Key<'a>> {
    row.published().map(|at| Key::Published(Reverse(at.time())))
}

fn published_on(row: &Row<'_>) -> Option<Date> {
    row.published().map(Published::date)
}

impl SortKey {
    /// The order's entry.
    pub fn entry(self) -> &'static OrderEntry {
        // They stand in the order of the keys.
        &ORDERS[self as usize]
    }

    /// The order with a name.
    pub fn named(name: &str) -> Option<Self> {
        ORDERS.iter().find(|entry| entry.name == name).map(|entry| entry.key)
    }
}

/// All files of a catalogue in an order.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// The ordinals by rank.
    pub(super) ordinals: Packed<u32>,
    /// The ranks by ordinal.
    pub(super) ranks: Packed<u32>,
    /// How many of the first have what they are sorted by.
    pub(super) with_key: u32,
    /// Where days begin, by rank; empty where it is no order of dates.
    pub(super) headings: Vec<Heading>,
}

impl Order {
    /// Sorts the files of columns: what has no key last, and equals newest first.
    pub(super) fn of(columns: &Columns, entry: &OrderEntry) -> Self {
        let mut order = Self::default();
        order.grow(columns, entry);
        order
    }

    /// Puts in the files that later columns have behind those that are sorted.
    pub(super) fn grow(&mut self, columns: &Columns, entry: &OrderEntry) {
        self.merge(columns, entry);
        if let Some(day) = entry.day {
            self.find_days(&columns.catalogue, day);
        }
    }

    fn merge<'a>(&mut self, columns: &'a Columns, entry: &OrderEntry) {
        let catalogue = &columns.catalogue;
        let sorted_by = |ordinal, row: &Row<'a>| {
            let key = (entry.of)(columns, ordinal, row);
            let newest = (Reverse(row.published().map(Published::time)), Reverse(row.crawled()));
            (key.is_none(), key, newest)
        };
        let first = self.ordinals.len() as u32;
        // What they are sorted by is read once, as rows are slow to look up.
        let fresh = (first..).zip(catalogue.rows_from(first));
        let mut fresh: Vec<_> = fresh.map(|(ordinal, row)| (sorted_by(ordinal, &row), ordinal)).collect();
        let names = |ordinal| catalogue.row(ordinal).map(|row| (row.id(), row.path(), row.entry(), ordinal));
        let last_resort = |a, b| names(a).cmp(&names(b));
        fresh.sort_unstable_by(|(a, i), (b, j)| a.cmp(b).then_with(|| last_resort(*i, *j)));
        let mut ordinals = Vec::with_capacity(self.ordinals.len() + fresh.len());
        let mut rest: &[u32] = &self.ordinals;
        for (new, ordinal) in &fresh {
            let comes_before = |&old: &u32| {
                let place = catalogue.row(old).map(|row| sorted_by(old, &row).cmp(new));
                place.is_some_and(|place| place.then_with(|| last_resort(old, *ordinal)).is_lt())
            };
            let (before, after) = rest.split_at(run_of(rest, comes_before));
            ordinals.extend_from_slice(before);
            ordinals.push(*ordinal);
            rest = after;
        }
        ordinals.extend_from_slice(rest);
        let mut ranks = vec![0; ordinals.len()];
        (0..).zip(&ordinals).for_each(|(rank, &ordinal)| ranks[ordinal as usize] = rank);
        self.with_key += fresh.partition_point(|((is_none, ..), _)| !is_none) as u32;
        (self.ordinals, self.ranks) = (ordinals.into(), ranks.into());
    }

    /// Finds where each day begins.
    fn find_days(&mut self, catalogue: &Catalogue, day: impl Fn(&Row<'_>) -> Option<Date>) {
        let day_of = |&ordinal: &u32| catalogue.row(ordinal).and_then(|row| day(&row));
        self.headings.clear();
        let (mut rest, mut first): (&[u32], _) = (&self.ordinals, 0);
        while let Some(day) = rest.first().map(day_of) {
            self.headings.push(Heading { first, day });
            let run = run_of(rest, |ordinal| day_of(ordinal) == day);
            (rest, first) = (&rest[run..], first + run as u32);
        }
    }

    /// As many of the first files, or of those of the order turned round; fewer where fewer have a key.
    pub(super) fn first(&self, count: usize, reverse: bool) -> &[u32] {
        let with_key = self.with_key as usize;
        let ranks = if reverse { with_key.saturating_sub(count)..with_key } else { 0..count };
        self.ordinals.get(ranks).unwrap_or_default()
    }

    /// The articles of a set of ranks as ranks in order, or turned round: what has no key stays last.
    pub(super) fn listed(&self, chosen: &DocumentSet, reverse: bool) -> Vec<u32> {
        let mut ranks: Vec<u32> = chosen.iter().map(|rank| rank as u32).collect();
        if reverse {
            let with_key = ranks.partition_point(|&rank| rank < self.with_key);
            let (with, without) = ranks.split_at_mut(with_key);
            with.reverse();
            without.reverse();
        }
        ranks
    }

    /// Where days begin in a list of ranks.
    pub(super) fn headings_of(&self, listed: &[u32]) -> Vec<Heading> {
        let mut headings: Vec<Heading> = Vec::new();
        let mut same_day = 0..0;
        for (first, &rank) in (0..).zip(listed) {
            if same_day.contains(&rank) {
                continue;
            }
            let next = self.headings.partition_point(|heading| heading.first <= rank);
            let Some(heading) = next.checked_sub(1).and_then(|at| self.headings.get(at)) else { continue };
            same_day = heading.first..self.headings.get(next).map_or(u32::MAX, |next| next.first);
            headings.push(Heading { first, day: heading.day });
        }
        headings
    }
}

/// How many of the first values fulfil a condition that none does after them; soon found where that are few.
fn run_of<T>(values: &[T], condition: impl Fn(&T) -> bool) -> usize {
    let mut end = 1;
    while values.get(end - 1).is_some_and(&condition) {
        end *= 2;
    }
    let start = end / 2;
    start + values.get(start..end.min(values.len())).unwrap_or_default().partition_point(condition)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_run_is_found_wherever_it_ends(len in 0usize..200, run in 0usize..200) {
            let values: Vec<usize> = (0..len).collect();
            prop_assert_eq!(run_of(&values, |&value| value < run), run.min(len));
        }
    }
}
