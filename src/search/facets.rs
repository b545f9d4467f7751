//! The facets of a list: what it can be narrowed to by name. Each is one entry, which columns, lists, chips, menus,
//! the session and saved searches read.

use super::language::Field;
use crate::archive::Row;
use std::collections::{BTreeMap, BTreeSet};

/// What a list can be narrowed to by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// The newspaper or broadcaster.
    Publisher,
    /// The section.
    Category,
}

/// A facet.
#[derive(Debug)]
pub struct FacetEntry {
    /// The facet.
    pub facet: Facet,
    /// The field of the query language that asks for the same.
    pub field: Field,
    /// What its choices are kept under in the session.
    key: &'static str,
    /// The name that a row gives itself.
    pub(super) name: for<'a> fn(&Row<'a>) -> &'a str,
}

/// Every facet, in the order in which they are shown.
pub static FACETS: [FacetEntry; 2] = [
    FacetEntry {
        facet: Facet::Publisher,
        field: Field::Publisher,
        key: "publishers",
        name: |row| row.publisher(),
    },
    FacetEntry {
        facet: Facet::Category,
        field: Field::Category,
        key: "categories",
        name: |row| row.category(),
    },
];

/// The names that are chosen of each facet; all where none is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChosenNames([BTreeSet<String>; FACETS.len()]);

impl ChosenNames {
    /// What is chosen of a facet.
    pub fn of(&self, facet: Facet) -> &BTreeSet<String> {
        &self.0[facet as usize]
    }

    /// The same, to be changed.
    pub fn of_mut(&mut self, facet: Facet) -> &mut BTreeSet<String> {
        &mut self.0[facet as usize]
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(BTreeSet::is_empty)
    }

    /// What the session keeps: the names by facet, as far as any are chosen.
    pub fn kept(&self) -> BTreeMap<String, BTreeSet<String>> {
        let chosen = FACETS.iter().filter(|entry| !self.of(entry.facet).is_empty());
        chosen.map(|entry| (entry.key.to_owned(), self.of(entry.facet).clone())).collect()
    }

    /// What the session kept.
    pub fn of_kept(kept: &BTreeMap<String, BTreeSet<String>>) -> Self {
        let mut chosen = Self::default();
        for entry in &FACETS {
            chosen.of_mut(entry.facet).extend(kept.get(entry.key).into_iter().flatten().cloned());
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facets_stand_in_order_and_choices_come_back() {
        assert!((0..).zip(&FACETS).all(|(at, entry)| entry.facet as usize == at));
        let mut chosen = ChosenNames::default();
        chosen.of_mut(Facet::Category).insert("경제".to_owned());
        assert_eq!(ChosenNames::of_kept(&chosen.kept()), chosen);
        assert!(ChosenNames::of_kept(&BTreeMap::new()).is_empty());
    }
}
