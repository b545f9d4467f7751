//! The facets that narrow a list by name. Each is one entry, read by columns, lists, chips, menus, the session
//! and saved searches.

use super::language::Field;
use crate::archive::Row;
use crate::article::publisher_host;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A property by whose names a list can be narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// The newspaper or broadcaster.
    Publisher,
    /// The section.
    Category,
    /// Tags and keywords in the file.
    Keyword,
    /// The folder in the archive.
    Folder,
    /// The page in the printed edition.
    Page,
    /// The kind of article.
    Kind,
}

/// A facet's entry.
#[derive(Debug)]
pub struct FacetEntry {
    pub facet: Facet,
    /// The equivalent field of the query language.
    pub field: Field,
    /// The key of its chosen names in the session.
    key: &'static str,
    /// Whether its names are shown over the list, and not only in the filter.
    pub is_prominent: bool,
    /// The names in a row, one per line.
    pub(super) names: for<'a> fn(&Row<'a>) -> Cow<'a, str>,
}

/// Every facet, in display order.
pub static FACETS: [FacetEntry; 6] = [
    FacetEntry {
        facet: Facet::Publisher,
        field: Field::Publisher,
        key: "publishers",
        is_prominent: true,
        names: |row| match row.publisher() {
            "" => publisher_host(row.url()).unwrap_or_default(),
            publisher => publisher.into(),
        },
    },
    FacetEntry {
        facet: Facet::Category,
        field: Field::Category,
        key: "categories",
        is_prominent: true,
        names: |row| row.categories(),
    },
    FacetEntry {
        facet: Facet::Keyword,
        field: Field::Keyword,
        key: "keywords",
        is_prominent: true,
        names: |row| row.facts().map(|facts| facts.keywords.join("\n")).unwrap_or_default().into(),
    },
    FacetEntry {
        facet: Facet::Folder,
        field: Field::Folder,
        key: "folders",
        is_prominent: false,
        names: |row| row.path().rsplit_once('/').map_or("", |(folder, _)| folder).into(),
    },
    FacetEntry {
        facet: Facet::Page,
        field: Field::Page,
        key: "pages",
        is_prominent: false,
        names: |row| row.facts().map_or("", |facts| facts.page.as_str()).into(),
    },
    FacetEntry {
        facet: Facet::Kind,
        field: Field::Kind,
        key: "kinds",
        is_prominent: false,
        names: |row| row.kind().name().into(),
    },
];

/// The chosen names of each facet; a facet without any isn't narrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChosenNames([BTreeSet<String>; FACETS.len()]);

impl ChosenNames {
    pub fn of(&self, facet: Facet) -> &BTreeSet<String> {
        &self.0[facet as usize]
    }

    /// The chosen names of a facet, to change them.
    pub fn of_mut(&mut self, facet: Facet) -> &mut BTreeSet<String> {
        &mut self.0[facet as usize]
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(BTreeSet::is_empty)
    }

    /// The chosen names by facet, as stored in the session. Facets without any are left out.
    pub fn kept(&self) -> BTreeMap<String, BTreeSet<String>> {
        let chosen = FACETS.iter().filter(|entry| !self.of(entry.facet).is_empty());
        chosen.map(|entry| (entry.key.to_owned(), self.of(entry.facet).clone())).collect()
    }

    /// Restores names stored by [`Self::kept`].
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
