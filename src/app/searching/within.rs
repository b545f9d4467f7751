//! How many articles of the list each shelf has, counted while the column shows it.

use super::Searching;
use crate::archive::Cancel;
use crate::library::Marks;
use crate::search::{Counts, ListRequest, Listing};
use std::sync::Arc;

/// The counts within the list.
#[derive(Default)]
pub(in crate::app) struct Within {
    /// The list and the marks that they were last asked for.
    asked: Option<(Arc<Listing>, Arc<Marks>)>,
    cancel: Cancel,
    /// The latest; those of an earlier list until then.
    counts: Option<Counts>,
}

impl Searching {
    /// The counts within the list; `None` if it is the whole archive, or until they are known.
    pub(in crate::app) fn counts_within(&self) -> Option<&Counts> {
        self.within.counts.as_ref()
    }

    /// The list to count within, if it has changed or the marks have.
    pub(in crate::app) fn want_counts(&mut self, marks: &Arc<Marks>) -> Option<(Arc<Listing>, Cancel)> {
        let listing = &self.listing;
        let is_known =
            |(list, of): &(Arc<Listing>, Arc<Marks>)| is_same(list, listing) && Arc::ptr_eq(of, marks);
        if listing.is_beginning || self.within.asked.as_ref().is_some_and(is_known) {
            return None;
        }
        std::mem::take(&mut self.within.cancel).cancel();
        self.within.asked = Some((listing.clone(), marks.clone()));
        if is_whole(&listing.request) {
            self.within.counts = None;
            return None;
        }
        Some((listing.clone(), self.within.cancel.clone()))
    }

    /// Takes counts within a list, unless another has been asked for since.
    pub(in crate::app) fn on_counted_within(&mut self, listing: &Arc<Listing>, counts: &Counts) {
        if self.within.asked.as_ref().is_some_and(|(asked, _)| Arc::ptr_eq(asked, listing)) {
            self.within.counts = Some(counts.clone());
        }
    }
}

/// Whether two lists have the same articles. One in pages comes again whenever more of its rows have been read.
fn is_same(one: &Arc<Listing>, other: &Arc<Listing>) -> bool {
    let are_alike = || one.request == other.request && (one.len(), one.total) == (other.len(), other.total);
    Arc::ptr_eq(one, other) || one.positions.are_in_pages() && other.positions.are_in_pages() && are_alike()
}

/// Whether a list is the whole archive, of which the shelves are counted anyway.
fn is_whole(request: &ListRequest) -> bool {
    request.query.trim().is_empty() && !request.is_narrowed() && !request.all_versions
}
