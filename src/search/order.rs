//! The sort orders of lists, each one entry, and a catalogue's files sorted by one of them. New files are
//! merged in without sorting the others again.

use super::columns::Columns;
use super::facets::Facet;
use super::listing::Heading;
use crate::archive::{Catalogue, Row};
use crate::article::Published;
use crate::formats::ColumnField;
use crate::text::dates::korean_day;
use crate::text::{DocumentSet, Packed};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use std::cmp::Reverse;

/// A sort key. Dates sort newest first, texts by code point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    /// The date of publication; within a day, the last crawled first, then by id.
    #[default]
    Published,
    /// The time of crawling.
    Crawled,
    /// The publisher's name, then newest first.
    Publisher,
    /// The headline, then newest first.
    Title,
    /// The length of the text, longest first.
    Length,
    /// Relevance to the query, then newest first; by date if there is no query.
    Relevance,
}

/// What the list, the command line and search servers know of one order.
#[derive(Debug)]
pub struct OrderEntry {
    pub key: SortKey,
    /// Its name on the command line and in the session.
    pub name: &'static str,
    of: for<'a> fn(&Columns, u32, &Row<'a>) -> Option<OrderKey<'a>>,
    day: Option<fn(&Row<'_>) -> Option<Date>>,
    /// How a search server sorts by it.
    pub on_server: ServerOrder,
}

/// The fields by which a search server sorts like an order.
#[derive(Debug, PartialEq, Eq)]
pub struct ServerOrder {
    /// The field of an index that Seogo published.
    pub own: &'static str,
    /// The field with the number of its day there, if lists in this order are divided into days.
    pub own_day: Option<&'static str>,
    /// The field of an index that the crawler fills.
    pub crawler: &'static str,
    /// What the reader calls the field of someone else's index; `None` if that can't be sorted like this.
    pub other: Option<ColumnField>,
    /// Whether the greatest value comes first.
    pub descends: bool,
}

/// By publication, the order within all others.
const NEWEST_ON_SERVER: ServerOrder = ServerOrder {
    own: "order.published",
    own_day: Some("day.published"),
    crawler: "published_at",
    other: Some(ColumnField::Published),
    descends: true,
};

/// The value that a file is sorted by; all values of one order have the same variant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum OrderKey<'a> {
    Published(Reverse<DateTime>),
    Crawled(Reverse<Timestamp>),
    Place(u32),
    Length(Reverse<u32>),
    Text(&'a str),
}

/// Every order. Relevance needs a query; without one it equals the order by publication.
pub static ORDERS: [OrderEntry; 6] = [
    OrderEntry {
        key: SortKey::Published,
        name: "published",
        of: by_publication,
        day: Some(published_on),
        on_server: NEWEST_ON_SERVER,
    },
    OrderEntry {
        key: SortKey::Crawled,
        name: "crawled",
        of: |_, _, row| row.crawled().map(|at| OrderKey::Crawled(Reverse(at))),
        day: Some(|row| row.crawled().map(korean_day)),
        on_server: ServerOrder {
            own: "order.crawled",
            own_day: Some("day.crawled"),
            crawler: "crawled_at",
            other: None,
            descends: true,
        },
    },
    OrderEntry {
        key: SortKey::Publisher,
        name: "publisher",
        of: |columns, ordinal, _| {
            columns.names[Facet::Publisher as usize].place(ordinal).map(OrderKey::Place)
        },
        day: None,
        on_server: ServerOrder {
            own: "order.publisher",
            own_day: None,
            crawler: "publisher",
            other: Some(ColumnField::Publisher),
            descends: false,
        },
    },
    OrderEntry {
        key: SortKey::Title,
        name: "title",
        of: |_, _, row| Some(row.title()).filter(|title| !title.is_empty()).map(OrderKey::Text),
        day: None,
        on_server: ServerOrder {
            own: "order.title",
            own_day: None,
            crawler: "title",
            other: Some(ColumnField::Title),
            descends: false,
        },
    },
    OrderEntry {
        key: SortKey::Length,
        name: "length",
        of: |_, _, row| row.known_letters().map(|letters| OrderKey::Length(Reverse(letters))),
        day: None,
        on_server: ServerOrder {
            own: "length",
            own_day: None,
            // The crawler doesn't measure its articles.
            crawler: "length",
            other: None,
            descends: true,
        },
    },
    OrderEntry {
        key: SortKey::Relevance,
        name: "relevance",
        of: by_publication,
        day: Some(published_on),
        on_server: NEWEST_ON_SERVER,
    },
];

fn by_publication<'a>(_: &Columns, _: u32, row: &Row<'a>) -> Option<OrderKey<'a>> {
    row.published().map(|at| OrderKey::Published(Reverse(at.time())))
}

fn published_on(row: &Row<'_>) -> Option<Date> {
    row.published().map(Published::date)
}

impl SortKey {
    /// The order's entry.
    pub fn entry(self) -> &'static OrderEntry {
        // The table is in the order of the enum.
        &ORDERS[self as usize]
    }

    /// How a search server sorts by it.
    pub fn on_server(self) -> &'static ServerOrder {
        &self.entry().on_server
    }

    pub fn named(name: &str) -> Option<Self> {
        ORDERS.iter().find(|entry| entry.name == name).map(|entry| entry.key)
    }
}

/// All files of a catalogue, sorted by one order.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Ordinals by rank.
    pub(super) ordinals: Packed<u32>,
    /// Ranks by ordinal.
    pub(super) ranks: Packed<u32>,
    /// How many files have the sort key; they come first.
    pub(super) with_key: u32,
    /// The days' headings by rank; empty unless the order is by date.
    pub(super) headings: Vec<Heading>,
}

impl Order {
    /// Sorts all files: those without the key last, ties newest first.
    pub(super) fn of(columns: &Columns, entry: &OrderEntry) -> Self {
        let mut order = Self::default();
        order.grow(columns, entry);
        order
    }

    /// Merges in the files that have been added to the columns since.
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
        if catalogue.was_thinned() {
            // Without the row, there is nothing to compare with.
            *self = Self::default();
        }
        let first = self.ranks.len() as u32;
        // Read each sort value once, since looking up rows is slow.
        let fresh = catalogue.rows_from(first);
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
        let mut ranks = vec![u32::MAX; catalogue.len() as usize];
        (0..).zip(&ordinals).for_each(|(rank, &ordinal)| ranks[ordinal as usize] = rank);
        self.with_key += fresh.partition_point(|((is_none, ..), _)| !is_none) as u32;
        (self.ordinals, self.ranks) = (ordinals.into(), ranks.into());
    }

    /// Finds where each day starts.
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

    /// The first `count` files, or the last ones that have a key if reversed; fewer if there are fewer.
    pub(super) fn first(&self, count: usize, reverse: bool) -> &[u32] {
        let with_key = self.with_key as usize;
        let ranks = if reverse { with_key.saturating_sub(count)..with_key } else { 0..count };
        self.ordinals.get(ranks).unwrap_or_default()
    }

    /// A set of ranks as a sorted list, optionally reversed. Files without the key come last either way.
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

    /// The days' headings in a list of ranks.
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

/// The length of the prefix that fulfils a condition; no value after it does. Fast for short prefixes.
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
