//! A list of a server that was counted, and where the rows that were read stand in it.

use crate::archive::Catalogue;
use crate::search::{
    FacetNames, Finds, Heading, ListOutline, ListRequest, Listing, MatchKind, Positions, Search,
};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// How many rows are read of a list of which nothing has been seen yet.
pub(super) const FIRST_ROWS: u32 = 60;

/// The most rows that are read at a time.
pub(super) const MOST_AT_ONCE: u32 = 1_000;

/// A list that was counted.
#[derive(Debug)]
pub(super) struct LaidOut {
    pub(super) request: ListRequest,
    pub(super) search: Option<Arc<Search>>,
    pub(super) outline: ListOutline,
    pub(super) headings: Vec<Heading>,
    pub(super) len: u32,
    /// The names that it can be narrowed by.
    pub(super) names: FacetNames,
    /// Whether the names are still those of the list before.
    pub(super) lacks_names: bool,
    /// Whether rows seem to stand elsewhere although it was counted again, to the same result, so that counting
    /// again would be of no use.
    pub(super) is_settled: bool,
    /// Ordinals by position, and the kind of match of each.
    pub(super) read: BTreeMap<u32, (u32, MatchKind)>,
}

impl LaidOut {
    /// The positions in another count of the same list at which the rows of a view may stand: at the same
    /// distance from the beginning of the same day, or farther if the day has grown.
    pub(super) fn view_in(&self, view: &Range<u32>, headings: &[Heading], len: u32) -> Range<u32> {
        let length = (view.end - view.start).max(FIRST_ROWS);
        let section = |headings: &[Heading], position: u32| {
            headings.partition_point(|heading| heading.first <= position).checked_sub(1)
        };
        let count = |headings: &[Heading], at: usize, len: u32| {
            let first = headings.get(at).map_or(0, |heading| heading.first);
            headings.get(at + 1).map_or(len, |next| next.first) - first
        };
        let Some(at) = section(&self.headings, view.start) else { return 0..length };
        let Some(old) = self.headings.get(at) else { return 0..length };
        let now = headings.iter().position(|heading| heading.day == old.day);
        let Some((now, heading)) = now.and_then(|now| Some((now, headings.get(now)?))) else {
            return view.start.min(len)..view.start.min(len).saturating_add(length);
        };
        let grown = count(headings, now, len).saturating_sub(count(&self.headings, at, self.len));
        let start = (heading.first + (view.start - old.first)).min(len);
        start..start.saturating_add(length).saturating_add(grown.min(MOST_AT_ONCE / 2))
    }

    /// The list as far as it is known, whose rows are in a catalogue.
    pub(super) fn listing(&self, catalogue: Arc<Catalogue>) -> Listing {
        let Self { request, search, outline, headings, len, names, read, .. } = self;
        let finds = search.as_ref().map(|search| {
            let mut articles: Vec<(u32, MatchKind)> = read.values().copied().collect();
            articles.sort_unstable();
            articles.dedup_by_key(|(ordinal, _)| *ordinal);
            Finds { search: search.clone(), articles }
        });
        let known = read.iter().map(|(&position, &(ordinal, _))| (position, ordinal));
        let mut listing = Listing {
            catalogue,
            request: request.clone(),
            finds,
            positions: Positions::of_some(*len as usize, known),
            headings: if outline.are_days { headings.clone() } else { Vec::new() },
            names: names.clone(),
            days: outline.days.clone(),
            total: outline.total,
            beyond: outline.beyond,
            found_there: Some(outline.found.clone()),
            ..Listing::default()
        };
        listing.add_asked();
        listing
    }
}
