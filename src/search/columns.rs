//! Precomputed columns of a catalogue: each article's day, publisher and category as small numbers, and its
//! position in each order. They make it possible to filter and sort a list without reading rows.

use super::facets::{FACETS, Facet};
use super::listing::{Heading, ListRequest};
use super::order::{ORDERS, Order, SortKey};
use crate::archive::{Catalogue, Row};
use crate::article::Published;
use crate::text::{DocumentSet, Packed, Part, fold};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The columns of a catalogue.
#[derive(Debug, Default)]
pub struct Columns {
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) names: [NameColumn; FACETS.len()],
    /// Files without a publisher that have an oid, from which other files' publishers can be inferred.
    unnamed: Vec<u32>,
    pub(super) days: Values<Date>,
    /// Files hidden from lists, by ordinal: those superseded by another revision, and those that are gone.
    pub(super) older: DocumentSet,
    /// The orders of [`ORDERS`], each computed on first use.
    orders: [OnceLock<Order>; ORDERS.len()],
}

/// The names of a facet, and which are spellings of the same name (한겨레 decomposed, ＫＢＳ and KBS).
#[derive(Debug, Default)]
pub(super) struct NameColumn {
    /// Each article's names, one per line.
    pub(super) values: Values<String>,
    /// The different names, sorted.
    pub(super) names: Vec<String>,
    /// For each value, the indexes of its names; of several spellings of a name, the first.
    pub(super) names_of: Vec<Vec<u32>>,
    /// For each name, the position of its folded form among all folded forms; equal for names that fold to
    /// the same text.
    pub(super) folded_place: Vec<u32>,
}

impl NameColumn {
    fn of(values: Values<String>) -> Self {
        let lines = |value: &String| value.split('\n').map(str::to_owned).collect::<Vec<_>>();
        let mut names: Vec<String> = values.all.iter().flat_map(lines).collect();
        names.sort_unstable();
        names.dedup();
        let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let mut distinct = folded.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let place = |name: &String| distinct.binary_search(name).map_or(u32::MAX, |place| place as u32);
        let folded_place: Vec<u32> = folded.iter().map(place).collect();
        let index = |name: &str| names.binary_search_by(|known| known.as_str().cmp(&*name)).ok();
        let mut seen = FxHashSet::default();
        let indexes = |value: &String| -> Vec<u32> {
            seen.clear();
            // A name that an article has twice, in any spelling, counts once.
            let found =
                value.split('\n').filter_map(index).filter(|&at| seen.insert(folded_place.get(at).copied()));
            found.map(|at| at as u32).collect()
        };
        let names_of = values.all.iter().map(indexes).collect();
        Self { folded_place, values, names, names_of }
    }

    /// For each value, whether it has one of these names in any spelling; true for all if there are no names.
    pub(super) fn chosen(&self, names: &BTreeSet<String>) -> Vec<bool> {
        let folded: BTreeSet<String> = names.iter().map(|name| fold(name)).collect();
        let is_chosen =
            |name: &String| names.is_empty() || names.contains(name) || folded.contains(&fold(name));
        let is_chosen: Vec<bool> = self.names.iter().map(is_chosen).collect();
        let has_chosen = |names: &Vec<u32>| {
            names.iter().any(|&name| is_chosen.get(name as usize).is_some_and(|is_chosen| *is_chosen))
        };
        self.names_of.iter().map(has_chosen).collect()
    }

    /// The position of an article's first folded name; `None` if it has no name.
    pub(super) fn place(&self, ordinal: u32) -> Option<u32> {
        let names = self.names_of.get(self.values.place(ordinal))?;
        let first = *names.first()? as usize;
        self.names.get(first).filter(|name| !name.is_empty())?;
        self.folded_place.get(first).copied()
    }

    /// How often each name occurs, by how often each value does.
    pub(super) fn counts(&self, counts: &[u32]) -> Vec<u32> {
        let mut of_names = vec![0; self.names.len()];
        for (names, count) in self.names_of.iter().zip(counts) {
            for &name in names {
                if let Some(sum) = of_names.get_mut(name as usize) {
                    *sum += count;
                }
            }
        }
        of_names
    }
}

/// A value per article, stored as its index in the sorted list of distinct values.
#[derive(Debug)]
pub(super) struct Values<T> {
    pub(super) all: Vec<T>,
    /// Indexes into `all`, by ordinal; out of range if an article has no value.
    pub(super) of: Packed<u32>,
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self { all: Vec::new(), of: Packed::default() }
    }
}

impl<T: Ord + Clone> Values<T> {
    /// The values of the articles from the ordinal `first` on.
    fn of<'a, K: Clone + Eq + std::hash::Hash>(
        (catalogue, first): (&'a Catalogue, u32),
        key: impl Fn(&Row<'a>) -> Option<K>,
        value: impl Fn(K) -> T,
    ) -> Self {
        let mut met: FxHashMap<K, u32> = FxHashMap::default();
        let mut all = Vec::new();
        // Adjacent rows often share a value: a folder, a page, or none at all.
        let mut last: Option<(K, u32)> = None;
        let mut number = |row: Row<'a>| {
            let Some(key) = key(&row) else { return u32::MAX };
            if let Some((_, number)) = last.as_ref().filter(|(last, _)| *last == key) {
                return *number;
            }
            let number = *met.entry(key.clone()).or_insert_with_key(|key| {
                all.push(value(key.clone()));
                all.len() as u32 - 1
            });
            last = Some((key, number));
            number
        };
        let mut of = vec![u32::MAX; catalogue.len().saturating_sub(first) as usize];
        for (ordinal, row) in catalogue.rows_from(first) {
            if let Some(place) = of.get_mut((ordinal - first) as usize) {
                *place = number(row);
            }
        }
        let mut sorted = all.clone();
        sorted.sort_unstable();
        let mut values = Self { all, of: of.into() };
        values.renumber(&sorted);
        values
    }

    /// Appends the values of further articles.
    fn append(&mut self, mut others: Self) {
        let mut all = [self.all.as_slice(), &others.all].concat();
        all.sort_unstable();
        all.dedup();
        self.renumber(&all);
        others.renumber(&all);
        self.of.edit(|of| of.extend_from_slice(&others.of));
    }

    /// Rewrites the indexes for the list `all`, which contains every current value.
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

    /// The index of an article's value; out of range if it has none.
    pub(super) fn place(&self, ordinal: u32) -> usize {
        self.of.get(ordinal as usize).map_or(usize::MAX, |&place| place as usize)
    }
}

impl Values<Date> {
    /// The indexes of the days in a range that includes both ends.
    pub(super) fn between(&self, from: Option<Date>, to: Option<Date>) -> Range<usize> {
        let start = from.map_or(0, |from| self.all.partition_point(|&day| day < from));
        start..to.map_or(self.all.len(), |to| self.all.partition_point(|&day| day <= to))
    }
}

/// The small parts of the columns, as stored in a file.
#[derive(Serialize, Deserialize)]
struct ColumnsHead<'a> {
    names: Vec<Cow<'a, [String]>>,
    unnamed: Cow<'a, [u32]>,
    days: Cow<'a, [Date]>,
    with_key: u32,
    headings: Vec<(u32, Option<Date>)>,
}

impl Columns {
    /// Computes the columns of a catalogue. The orders, which cost the most, are computed on first use.
    pub fn of(catalogue: Arc<Catalogue>) -> Self {
        Self::default().grown(catalogue)
    }

    /// Extends the columns to a later snapshot in which every file has kept its ordinal.
    #[must_use]
    pub fn grown(mut self, catalogue: Arc<Catalogue>) -> Self {
        let known = self.days.of.len() as u32;
        let fresh = (&*catalogue, known);
        for (column, entry) in self.names.iter_mut().zip(&FACETS) {
            let mut values = std::mem::take(&mut column.values);
            values.append(Values::of(fresh, |row| Some((entry.names)(row)), Cow::into_owned));
            *column = NameColumn::of(values);
        }
        self.days.append(Values::of(fresh, |row| row.published().map(Published::date), |day| day));
        let is_unnamed = |row: &Row<'_>| row.publisher().is_empty() && !row.oid().is_empty();
        let unnamed = catalogue.rows_from(known).filter(|(_, row)| is_unnamed(row));
        self.unnamed.extend(unnamed.map(|(ordinal, _)| ordinal));
        self.older = catalogue.older();
        self.catalogue = catalogue;
        let mut orders = std::mem::take(&mut self.orders);
        if self.name_unnamed() {
            orders[SortKey::Publisher as usize].take();
        }
        for (order, entry) in orders.iter_mut().zip(&ORDERS) {
            if let Some(order) = order.get_mut() {
                order.grow(&self, entry);
            }
        }
        Self { orders, ..self }
    }

    /// Fills in inferred publishers for files without one. Returns true if any has changed.
    fn name_unnamed(&mut self) -> bool {
        let Self { catalogue, names, unnamed, .. } = self;
        let values = &mut names[Facet::Publisher as usize].values;
        let place = |&ordinal: &u32| {
            let name = catalogue.inferred_publisher(&catalogue.row(ordinal)?)?;
            values
                .all
                .binary_search_by(|known| known.as_str().cmp(&*name))
                .ok()
                .map(|at| (ordinal, at as u32))
        };
        let mut named: Vec<(u32, u32)> = unnamed.iter().filter_map(place).collect();
        named.retain(|&(ordinal, at)| values.of.get(ordinal as usize) != Some(&at));
        if named.is_empty() {
            return false;
        }
        values.of.edit(|of| {
            for &(ordinal, at) in &named {
                if let Some(place) = of.get_mut(ordinal as usize) {
                    *place = at;
                }
            }
        });
        true
    }

    /// The columns and the order by publication, in parts to store in a file.
    pub fn parts(&self) -> Vec<Cow<'_, [u8]>> {
        let order = self.order(SortKey::Published);
        let head = ColumnsHead {
            names: self.names.iter().map(|column| Cow::Borrowed(column.values.all.as_slice())).collect(),
            unnamed: Cow::Borrowed(&self.unnamed),
            days: Cow::Borrowed(&self.days.all),
            with_key: order.with_key,
            headings: order.headings.iter().map(|heading| (heading.first, heading.day)).collect(),
        };
        // Strings and dates always serialize.
        let head = serde_json::to_vec(&head).unwrap_or_default();
        let names = self.names.iter().map(|column| &column.values.of);
        let values = [&self.days.of, &order.ordinals, &order.ranks].into_iter().chain(names);
        let older = Cow::Borrowed(bytemuck::cast_slice(self.older.words()));
        let values = values.map(|values| Cow::Borrowed(values.bytes()));
        [Cow::Owned(head), older].into_iter().chain(values).collect()
    }

    /// Reads columns back from the parts made by [`Columns::parts`]; `None` if the parts are not valid.
    pub fn of_parts(catalogue: Arc<Catalogue>, parts: &[Part]) -> Option<Self> {
        let [head, older, days, ordinals, ranks, names @ ..] = parts else { return None };
        let head: ColumnsHead<'static> = serde_json::from_slice(head.bytes()).ok()?;
        let len = catalogue.len() as usize;
        let values = |part: &Part| part.values::<u32>().filter(|values| values.len() == len);
        let heading = |(first, day)| Heading { first, day };
        let order = Order {
            ordinals: values(ordinals)?,
            ranks: values(ranks)?,
            with_key: head.with_key,
            headings: head.headings.into_iter().map(heading).collect(),
        };
        let orders = <[OnceLock<Order>; ORDERS.len()]>::default();
        let _ = orders[SortKey::Published as usize].set(order);
        let mut columns = head
            .names
            .into_iter()
            .zip(names)
            .map(|(all, of)| Some(NameColumn::of(Values { all: all.into_owned(), of: values(of)? })));
        let names = FACETS.each_ref().map(|_| columns.next().flatten());
        let columns = Self {
            names: names.into_iter().collect::<Option<Vec<_>>>()?.try_into().ok()?,
            unnamed: head.unnamed.into_owned(),
            days: Values { all: head.days.into_owned(), of: values(days)? },
            older: DocumentSet::of_words(older.values::<u64>()?.to_vec(), len),
            orders,
            catalogue,
        };
        Some(columns)
    }

    /// Whether the columns or their catalogue use a file that is damaged.
    pub fn is_damaged(&self) -> bool {
        let values = self.names.iter().map(|column| &column.values.of).chain([&self.days.of]);
        let orders = self.orders.iter().filter_map(OnceLock::get);
        let orders = orders.flat_map(|order| [&order.ordinals, &order.ranks]);
        self.catalogue.is_damaged() || values.chain(orders).any(|values| !values.is_intact())
    }

    /// Switches to the same files packed in other segments.
    pub fn repack(&mut self, catalogue: Arc<Catalogue>) {
        self.catalogue = catalogue;
    }

    /// The catalogue that the columns belong to.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The first `count` files in the requested order, by ordinal; a list begins with the hits among them.
    /// `None` if the order depends on the hits.
    pub fn first(&self, request: &ListRequest, count: usize) -> Option<DocumentSet> {
        if request.key == SortKey::Relevance {
            return None;
        }
        let mut first = DocumentSet::none(self.catalogue.len() as usize);
        let order = self.order(request.key);
        order.first(count, request.reverse).iter().for_each(|&ordinal| first.insert(ordinal as usize));
        Some(first)
    }

    /// All files sorted by a key. Relevance falls back to the date of publication, since it needs a query.
    pub(super) fn order(&self, key: SortKey) -> &Order {
        let key = if key == SortKey::Relevance { SortKey::Published } else { key };
        self.orders[key as usize].get_or_init(|| Order::of(self, key.entry()))
    }
}

#[cfg(test)]
mod tests;
