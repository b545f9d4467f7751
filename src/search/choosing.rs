//! Chooses the articles of a list among all, and counts the names of its facets and its days.

use super::columns::{Columns, NameColumn};
use super::facets::FACETS;
use super::listing::{Finds, ListRequest};
use super::order::Order;
use super::{Found, Relevance};
use crate::archive::Catalogue;
use crate::text::DocumentSet;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use unicode_normalization::is_nfc;

/// Names with their counts, most frequent first and ties in alphabetical order. Names without articles are left
/// out unless requested. Spellings that fold to the same text are merged under the requested or most frequent
/// one.
pub(super) fn most_first(
    column: &NameColumn,
    counts: &[u32],
    asked: &BTreeSet<String>,
) -> Vec<(String, u32)> {
    // By folded position: the total, then the displayed spelling's weight and name. Of spellings that are equally
    // common, the composed one is displayed.
    let mut names = BTreeMap::new();
    for ((name, count), &place) in column.names.iter().zip(column.counts(counts)).zip(&column.folded_place) {
        let weight = (asked.contains(name), count, is_nfc(name));
        let (total, shown, spelling) = names.entry(place).or_insert((0, weight, name));
        *total += count;
        if weight > *shown {
            (*shown, *spelling) = (weight, name);
        }
    }
    let counted = names.into_values().filter(|(total, ..)| *total > 0);
    let mut all: Vec<_> = counted.map(|(total, _, name)| (name.clone(), total)).collect();
    all.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    with_asked(all, asked)
}

/// Appends requested names that have no articles.
pub(super) fn with_asked(mut all: Vec<(String, u32)>, asked: &BTreeSet<String>) -> Vec<(String, u32)> {
    let missing: Vec<_> = asked.iter().filter(|&name| all.iter().all(|(known, _)| known != name)).collect();
    all.extend(missing.into_iter().map(|name| (name.clone(), 0)));
    all
}

/// The selection and counts so far.
pub(super) struct Choosing<'a> {
    columns: &'a Columns,
    order: &'a Order,
    all_versions: bool,
    days_asked: Range<usize>,
    all_days: bool,
    /// By facet, whether each value has a requested name.
    asked: [Vec<bool>; FACETS.len()],
    /// By facet, how many articles have each value.
    pub(super) counts: [Vec<u32>; FACETS.len()],
    pub(super) days: Vec<u32>,
    pub(super) ranks: DocumentSet,
}

impl<'a> Choosing<'a> {
    pub(super) fn new(columns: &'a Columns, request: &ListRequest, order: &'a Order) -> Self {
        Self {
            columns,
            order,
            all_versions: request.all_versions,
            days_asked: columns.days.between(request.from, request.to),
            all_days: request.from.is_none() && request.to.is_none(),
            asked: FACETS
                .each_ref()
                .map(|entry| columns.names[entry.facet as usize].chosen(request.chosen.of(entry.facet))),
            counts: columns.names.each_ref().map(|column| vec![0; column.values.all.len()]),
            days: vec![0; columns.days.all.len()],
            ranks: DocumentSet::none(order.ordinals.len()),
        }
    }

    pub(super) fn add(&mut self, ordinal: u32) {
        let Columns { catalogue, names, days, older, .. } = self.columns;
        let is_hidden =
            if self.all_versions { catalogue.is_gone(ordinal) } else { older.contains(ordinal as usize) };
        if is_hidden {
            return;
        }
        let places = names.each_ref().map(|column| column.values.place(ordinal));
        let is_asked: [bool; FACETS.len()] =
            std::array::from_fn(|at| self.asked[at].get(places[at]).copied().unwrap_or(false));
        let day = days.place(ordinal);
        let in_days = self.all_days || self.days_asked.contains(&day);
        // Each count ignores its own facet's choice, so that alternatives to a choice remain available.
        let count = |counts: &mut [u32], place: usize, is_counted: bool| {
            if let Some(count) = counts.get_mut(place).filter(|_| is_counted) {
                *count += 1;
            }
        };
        let left_out = is_asked.iter().filter(|&&is_asked| !is_asked).count();
        count(&mut self.days, day, left_out == 0);
        for (at, counts) in self.counts.iter_mut().enumerate() {
            count(counts, places[at], in_days && left_out == usize::from(!is_asked[at]));
        }
        if in_days
            && left_out == 0
            && let Some(&rank) = self.order.ranks.get(ordinal as usize)
        {
            self.ranks.insert(rank as usize);
        }
    }
}

/// Sorts ranks by relevance, then newest first.
pub(super) fn sort_by_relevance(
    catalogue: &Catalogue,
    finds: &Finds,
    order: &Order,
    ranks: &mut Vec<u32>,
    reverse: bool,
) {
    let relevance = |rank: u32| -> Option<Relevance> {
        let ordinal = *order.ordinals.get(rank as usize)?;
        let (corpus, article) = catalogue.row(ordinal)?.place();
        let at = finds.articles.binary_search_by_key(&ordinal, |&(found, _)| found).ok()?;
        let kind = finds.articles.get(at)?.1;
        Some(finds.search.matcher.relevance(corpus, Found { article, kind }))
    };
    let mut keyed: Vec<_> = ranks.iter().map(|&rank| (relevance(rank), rank)).collect();
    keyed.sort_unstable();
    if reverse {
        keyed.reverse();
    }
    *ranks = keyed.into_iter().map(|(_, rank)| rank).collect();
}
