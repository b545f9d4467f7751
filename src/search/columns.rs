//! What every list of a catalogue is made of, worked out once: each article's day, publisher and category as small
//! numbers, and its place in each order. A list is then chosen and sorted without looking at a row.

use super::find::korean_day;
use super::listing::{Heading, ListRequest, SortKey};
use crate::archive::{Catalogue, Row};
use crate::article::Published;
use crate::text::{DocumentSet, Packed, Part};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Reverse;
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
    orders: [OnceLock<Order>; 4],
}

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
        catalogue: &'a Catalogue,
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
        let mut of: Vec<u32> = catalogue.rows().map(number).collect();
        let mut order: Vec<u32> = (0..all.len() as u32).collect();
        order.sort_unstable_by(|&a, &b| all.get(a as usize).cmp(&all.get(b as usize)));
        let mut places = vec![u32::MAX; all.len()];
        (0..).zip(&order).for_each(|(place, &met)| places[met as usize] = place);
        of.iter_mut().for_each(|number| *number = places.get(*number as usize).copied().unwrap_or(u32::MAX));
        let all = order.into_iter().filter_map(|met| all.get(met as usize).cloned()).collect();
        Self { all, of: of.into() }
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

/// All files of a catalogue in an order.
#[derive(Debug)]
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

impl Columns {
    /// Works out the columns of a catalogue; its orders, which cost most, once they are asked for.
    pub fn of(catalogue: Arc<Catalogue>) -> Self {
        let mut older = DocumentSet::none(catalogue.len() as usize);
        let repeated = (0..catalogue.len()).filter(|&ordinal| !catalogue.is_newest(ordinal));
        repeated.for_each(|ordinal| older.insert(ordinal as usize));
        Self {
            publishers: Values::of(&catalogue, |row| Some(row.publisher()), str::to_owned),
            categories: Values::of(&catalogue, |row| Some(row.category()), str::to_owned),
            days: Values::of(&catalogue, |row| row.published().map(Published::date), |day| day),
            older,
            orders: Default::default(),
            catalogue,
        }
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
        let catalogue = &self.catalogue;
        let published = |row: &Row<'_>| row.published().map(Published::date);
        let crawled = |row: &Row<'_>| row.crawled().map(korean_day);
        let [by_published, by_crawled, by_publisher, by_title] = &self.orders;
        match key {
            SortKey::Published | SortKey::Relevance => by_published.get_or_init(|| {
                let order = Order::by(catalogue, |row| row.published().map(|at| Reverse(at.time())));
                order.with_days(catalogue, published)
            }),
            SortKey::Crawled => by_crawled.get_or_init(|| {
                Order::by(catalogue, |row| row.crawled().map(Reverse)).with_days(catalogue, crawled)
            }),
            SortKey::Publisher => {
                by_publisher.get_or_init(|| Order::by(catalogue, |row| some_text(row.publisher())))
            }
            SortKey::Title => by_title.get_or_init(|| Order::by(catalogue, |row| some_text(row.title()))),
        }
    }
}

fn some_text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

impl Order {
    /// Sorts by `key`, what has none last, and equals newest first; keys are read once, as rows are slow to look up.
    fn by<'a, K: Ord + Copy>(catalogue: &'a Catalogue, key: impl Fn(&Row<'a>) -> Option<K>) -> Self {
        let keyed = |(ordinal, row): (u32, Row<'a>)| {
            let key = key(&row);
            let newest = (Reverse(row.published().map(Published::time)), Reverse(row.crawled()));
            ((key.is_none(), key, newest), ordinal)
        };
        let mut keyed: Vec<_> = (0..).zip(catalogue.rows()).map(keyed).collect();
        let last_resort = |ordinal| catalogue.row(ordinal).map(|row| (row.id(), row.path()));
        keyed.sort_unstable_by(|(a, i), (b, j)| a.cmp(b).then_with(|| last_resort(*i).cmp(&last_resort(*j))));
        let with_key = keyed.partition_point(|((is_none, ..), _)| !is_none) as u32;
        let ordinals: Vec<u32> = keyed.into_iter().map(|(_, ordinal)| ordinal).collect();
        let mut ranks = vec![0; ordinals.len()];
        (0..).zip(&ordinals).for_each(|(rank, &ordinal)| ranks[ordinal as usize] = rank);
        Self { ordinals: ordinals.into(), ranks: ranks.into(), with_key, headings: Vec::new() }
    }

    /// The same with a heading where each day begins.
    fn with_days(mut self, catalogue: &Catalogue, day: impl Fn(&Row<'_>) -> Option<Date>) -> Self {
        for (first, &ordinal) in (0..).zip(self.ordinals.iter()) {
            let day = catalogue.row(ordinal).and_then(|row| day(&row));
            if self.headings.last().is_none_or(|heading| heading.day != day) {
                self.headings.push(Heading { first, day });
            }
        }
        self
    }

    /// As many of the first files, or of those of the order turned round; fewer where fewer have a key.
    fn first(&self, count: usize, reverse: bool) -> &[u32] {
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
