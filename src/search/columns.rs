//! What every list of a catalogue is made of, worked out once: each article's day, publisher and category as small
//! numbers, and its place in each order. A list is then chosen and sorted without looking at a row.

use super::listing::{Heading, ListRequest, SortKey};
use super::order::Order;
use crate::archive::{Catalogue, Row};
use crate::article::Published;
use crate::text::{DocumentSet, Packed, Part};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The columns of a catalogue.
#[derive(Debug, Default)]
pub struct Columns {
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) publishers: Values<String>,
    pub(super) categories: Values<String>,
    pub(super) days: Values<Date>,
    /// The files that another revision stands for in a list, and those that are gone, by ordinal.
    pub(super) older: DocumentSet,
    /// Those of [`ORDERS`], once they are asked for.
    orders: [OnceLock<Order>; ORDERS.len()],
}

/// What a catalogue is sorted by; relevance needs a query.
const ORDERS: [SortKey; 4] = [SortKey::Published, SortKey::Crawled, SortKey::Publisher, SortKey::Title];

/// A value of each article, written as its place among the different ones, which are ascending.
#[derive(Debug)]
pub(super) struct Values<T> {
    pub(super) all: Vec<T>,
    /// By ordinal; past the end of `all` where an article has none.
    pub(super) of: Packed<u32>,
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self { all: Vec::new(), of: Packed::default() }
    }
}

impl<T: Ord + Clone> Values<T> {
    fn of<'a, K: Copy + Eq + std::hash::Hash>(
        rows: impl Iterator<Item = Row<'a>>,
        key: impl Fn(&Row<'a>) -> Option<K>,
        value: impl Fn(K) -> T,
    ) -> Self {
        let mut met: FxHashMap<K, u32> = FxHashMap::default();
        let mut all = Vec::new();
        let number = |row: Row<'a>| {
            let Some(key) = key(&row) else { return u32::MAX };
            *met.entry(key).or_insert_with(|| {
                all.push(value(key));
                all.len() as u32 - 1
            })
        };
        let of: Vec<u32> = rows.map(number).collect();
        let mut sorted = all.clone();
        sorted.sort_unstable();
        let mut values = Self { all, of: of.into() };
        values.renumber(&sorted);
        values
    }

    /// Puts the values of the articles behind these.
    fn append(&mut self, mut others: Self) {
        let mut all = [self.all.as_slice(), &others.all].concat();
        all.sort_unstable();
        all.dedup();
        self.renumber(&all);
        others.renumber(&all);
        self.of.edit(|of| of.extend_from_slice(&others.of));
    }

    /// Writes the values as their places among `all`, which has each of them.
    fn renumber(&mut self, all: &[T]) {
        if self.all != all {
            let place = |value| all.binary_search(value).map_or(u32::MAX, |place| place as u32);
            let places: Vec<u32> = self.all.iter().map(place).collect();
            let renumber =
                |number: &mut u32| *number = places.get(*number as usize).copied().unwrap_or(u32::MAX);
            self.of.edit(|of| of.iter_mut().for_each(renumber));
            self.all = all.to_vec();
        }
    }

    /// Where an article's value stands; past the end of all where it has none.
    pub(super) fn place(&self, ordinal: u32) -> usize {
        self.of.get(ordinal as usize).map_or(usize::MAX, |&place| place as usize)
    }
}

impl Values<String> {
    /// Which of the values are among some names; all where those are none.
    pub(super) fn chosen(&self, names: &BTreeSet<String>) -> Vec<bool> {
        self.all.iter().map(|name| names.is_empty() || names.contains(name)).collect()
    }
}

impl Values<Date> {
    /// The places of the days from one to another, both included.
    pub(super) fn between(&self, from: Option<Date>, to: Option<Date>) -> Range<usize> {
        let start = from.map_or(0, |from| self.all.partition_point(|&day| day < from));
        start..to.map_or(self.all.len(), |to| self.all.partition_point(|&day| day <= to))
    }
}

/// What is few of columns that are written down.
#[derive(Serialize, Deserialize)]
struct Head<'a> {
    publishers: Cow<'a, [String]>,
    categories: Cow<'a, [String]>,
    days: Cow<'a, [Date]>,
    with_key: u32,
    headings: Vec<(u32, Option<Date>)>,
}

impl Columns {
    /// Works out the columns of a catalogue; its orders, which cost most, once they are asked for.
    pub fn of(catalogue: Arc<Catalogue>) -> Self {
        Self::default().grown(catalogue)
    }

    /// The columns of a later snapshot, in which every file has the number that it had.
    #[must_use]
    pub fn grown(mut self, catalogue: Arc<Catalogue>) -> Self {
        let known = self.days.of.len() as u32;
        let fresh = || catalogue.rows_from(known);
        self.publishers.append(Values::of(fresh(), |row| Some(row.publisher()), str::to_owned));
        self.categories.append(Values::of(fresh(), |row| Some(row.category()), str::to_owned));
        self.days.append(Values::of(fresh(), |row| row.published().map(Published::date), |day| day));
        for (order, key) in self.orders.iter_mut().zip(ORDERS) {
            if let Some(order) = order.get_mut() {
                order.grow(&catalogue, key);
            }
        }
        Self { older: catalogue.older(), catalogue, ..self }
    }

    /// All of it with the order of publication, as it is written down.
    pub fn parts(&self) -> Vec<Cow<'_, [u8]>> {
        let order = self.order(SortKey::Published);
        let head = Head {
            publishers: Cow::Borrowed(&self.publishers.all),
            categories: Cow::Borrowed(&self.categories.all),
            days: Cow::Borrowed(&self.days.all),
            with_key: order.with_key,
            headings: order.headings.iter().map(|heading| (heading.first, heading.day)).collect(),
        };
        // Texts and days are always written.
        let head = serde_json::to_vec(&head).unwrap_or_default();
        let values = [&self.publishers.of, &self.categories.of, &self.days.of, &order.ordinals, &order.ranks];
        let older = Cow::Borrowed(bytemuck::cast_slice(self.older.words()));
        let values = values.map(|values| Cow::Borrowed(values.bytes()));
        [Cow::Owned(head), older].into_iter().chain(values).collect()
    }

    /// The columns of a catalogue that lie in a file, in the parts that [`Columns::parts`] gave; `None` where they
    /// are not.
    pub fn of_parts(catalogue: Arc<Catalogue>, parts: &[Part]) -> Option<Self> {
        let [head, older, publishers, categories, days, ordinals, ranks] = parts else { return None };
        let head: Head<'static> = serde_json::from_slice(head.bytes()).ok()?;
        let len = catalogue.len() as usize;
        let values = |part: &Part| part.values::<u32>().filter(|values| values.len() == len);
        let heading = |(first, day)| Heading { first, day };
        let order = Order {
            ordinals: values(ordinals)?,
            ranks: values(ranks)?,
            with_key: head.with_key,
            headings: head.headings.into_iter().map(heading).collect(),
        };
        let columns = Self {
            publishers: Values { all: head.publishers.into_owned(), of: values(publishers)? },
            categories: Values { all: head.categories.into_owned(), of: values(categories)? },
            days: Values { all: head.days.into_owned(), of: values(days)? },
            older: DocumentSet::of_words(older.values::<u64>()?.to_vec(), len),
            orders: [OnceLock::from(order), OnceLock::new(), OnceLock::new(), OnceLock::new()],
            catalogue,
        };
        Some(columns)
    }

    /// Takes the same files in other segments.
    pub fn repack(&mut self, catalogue: Arc<Catalogue>) {
        self.catalogue = catalogue;
    }

    /// The catalogue that these are the columns of.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// As many of the files that come first in the order that is asked for, by ordinal: what is found of those is what
    /// the list begins with. `None` where the order comes from what is found.
    pub fn first(&self, request: &ListRequest, count: usize) -> Option<DocumentSet> {
        if request.key == SortKey::Relevance {
            return None;
        }
        let mut first = DocumentSet::none(self.catalogue.len() as usize);
        let order = self.order(request.key);
        order.first(count, request.reverse).iter().for_each(|&ordinal| first.insert(ordinal as usize));
        Some(first)
    }

    /// All files by a key; by publication for relevance, which only a query has.
    pub(super) fn order(&self, key: SortKey) -> &Order {
        let [by_published, by_crawled, by_publisher, by_title] = &self.orders;
        let order = match key {
            SortKey::Published | SortKey::Relevance => by_published,
            SortKey::Crawled => by_crawled,
            SortKey::Publisher => by_publisher,
            SortKey::Title => by_title,
        };
        order.get_or_init(|| Order::of(&self.catalogue, key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::Article;
    use crate::text::dates::korean_day;
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::cmp::Reverse;
    use std::path::Path;

    proptest! {
        /// Articles by id, publisher, and how many days after another they were published; a snapshot after each run of
        /// them, from the second on without some files.
        #[test]
        fn columns_that_grew_are_those_of_all_files(
            parts in prop::collection::vec(
                prop::collection::vec((0u8..30, 0u8..4, prop::option::of(0i8..6)), 0..12),
                1..6,
            ),
            gone in prop::collection::vec(0u32..20, 0..4),
        ) {
            let mut builder = CatalogueBuilder::default();
            let mut grown = Columns::default();
            for part in parts {
                let mut segment = SegmentBuilder::default();
                for (id, publisher, day) in part {
                    let article = Article {
                        id: id.to_string(),
                        title: (id % 3).to_string().replace('0', ""),
                        publisher: "가".repeat(publisher.into()),
                        published: day.map(|day| Published::Date(date(2026, 1, 10 + day))),
                        category: (id % 4).to_string().replace('0', ""),
                        crawled: (id % 5 > 0).then(|| {
                            jiff::Timestamp::UNIX_EPOCH + jiff::Span::new().hours(i64::from(id) * 7)
                        }),
                        ..Article::default()
                    };
                    segment.push(Path::new(&format!("{id}.md")), &article.into());
                }
                builder.push(segment.take());
                builder.remove(&gone.iter().copied().filter(|&gone| gone < grown.catalogue.len()).collect::<Vec<_>>());
                let catalogue = Arc::new(builder.snapshot());
                grown = grown.grown(catalogue.clone());
                let whole = Columns::of(catalogue);
                prop_assert_eq!(format!("{:?}", (&grown.publishers, &grown.categories, &grown.days)), format!("{:?}", (&whole.publishers, &whole.categories, &whole.days)));
                prop_assert_eq!(&grown.older, &whole.older);
                for ordinal in 0..whole.catalogue.len() {
                    prop_assert_eq!(whole.older.contains(ordinal as usize), !whole.catalogue.is_newest(ordinal));
                }
                for key in ORDERS {
                    let order = grown.order(key);
                    prop_assert_eq!(format!("{order:?}"), format!("{:?}", whole.order(key)));
                    let row = |&ordinal: &u32| grown.catalogue.row(ordinal).unwrap();
                    let has_key = |row: &Row<'_>| match key {
                        SortKey::Title => !row.title().is_empty(),
                        SortKey::Publisher => !row.publisher().is_empty(),
                        SortKey::Crawled => row.crawled().is_some(),
                        _ => row.published().is_some(),
                    };
                    let sorted_by = |ordinal: &u32| {
                        let row = row(ordinal);
                        let (text, crawled) = match key {
                            SortKey::Title => (row.title(), None),
                            SortKey::Publisher => (row.publisher(), None),
                            SortKey::Crawled => ("", row.crawled()),
                            _ => ("", None),
                        };
                        let newest = Reverse((crawled, row.published().map(Published::time), row.crawled()));
                        (!has_key(&row), text.to_owned(), newest, row.id().to_owned())
                    };
                    prop_assert!(order.ordinals.is_sorted_by_key(sorted_by), "{:?}", key);
                    prop_assert_eq!(order.with_key as usize, order.ordinals.iter().map(row).filter(has_key).count());
                    let day = |row: Row<'_>| match key {
                        SortKey::Published => row.published().map(Published::date),
                        _ => row.crawled().map(korean_day),
                    };
                    let mut days: Vec<(u32, Option<Date>)> = (0..).zip(order.ordinals.iter().map(row).map(day)).collect();
                    days.dedup_by_key(|&mut (_, day)| day);
                    let is_by_day = matches!(key, SortKey::Published | SortKey::Crawled);
                    let headings: Vec<_> = order.headings.iter().map(|heading| (heading.first, heading.day)).collect();
                    prop_assert_eq!(headings, if is_by_day { days } else { Vec::new() });
                }
            }
        }
    }
}
