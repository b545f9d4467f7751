//! Lists of a server that has too many articles to be read whole: what the list thread does about them.

use super::Lister;
use crate::engine::query::count::CountInput;
use crate::engine::query::paged::PagedList;
use crate::search::{AskedList, Asking, CantAnswer, Finds, Listing, Search};
use std::sync::Arc;

impl Lister<'_> {
    /// Lays out a list in pages, and counts its names once the rows in view are there.
    pub(super) fn list_paged(&mut self) {
        let search = self.understood();
        let laid_out = self.ask(&search, |paged, asked| paged.lay_out(asked, search.clone()));
        let unanswered = match laid_out {
            Some(Ok(true)) => None,
            // Cancelled.
            Some(Ok(false)) | None => return,
            // What was found before is better than nothing.
            Some(Err(CantAnswer::Unreachable)) if self.shown.request == self.request => {
                return self.pass_ticket();
            }
            Some(Err(why)) => Some(why),
        };
        let mut listing = self.listing_in_pages();
        let finds_nothing = listing.is_empty() && search.is_some() && unanswered.is_none();
        if unanswered.is_some() {
            listing.request = self.request.clone();
            listing.finds = search.clone().map(|search| Finds { search, articles: Vec::new() });
        }
        listing.unanswered = unanswered;
        if finds_nothing && self.inputs.is_empty() {
            listing.offers = self.useful_offers();
        }
        self.show(listing);
        self.pass_ticket();
        self.count_names();
    }

    /// Counts the names of a list in pages, and has the values of the archive counted, once there is nothing else
    /// to do. Without them, the list is still right.
    fn count_names(&mut self) {
        let lacks_names = self.paged.as_ref().is_some_and(PagedList::lacks_names);
        if lacks_names && self.inputs.is_empty() && self.shown.unanswered.is_none() {
            let search = self.understood();
            if self.ask(&search, PagedList::count_names) == Some(true) {
                self.show_more();
            }
        }
        // What comes in the meantime ends here, too.
        if self.inputs.is_empty()
            && let Some(known) = self.paged.as_mut().and_then(PagedList::values_to_count)
        {
            self.counts.send(CountInput::Values(self.sender.generation, known));
        }
    }

    /// Reads the rows in view of a list in pages.
    pub(super) fn fill(&mut self) {
        self.pass_ticket();
        let Some(paged) = &mut self.paged else { return };
        match paged.fill(&self.cancel, || !self.inputs.is_empty()) {
            Ok(filled) if filled.is_outdated && paged.may_count() => return self.list_paged(),
            Ok(filled) if filled.has_more => self.show_more(),
            // The window asks again for what it lacks whenever a list comes, so that one with nothing new would
            // only be asked for again.
            Ok(_) | Err(_) => {}
        }
        self.count_names();
    }

    /// Shows the list of which more is known.
    fn show_more(&mut self) {
        let offers = self.shown.offers.clone();
        self.show(Listing { offers, ..self.listing_in_pages() });
    }

    fn listing_in_pages(&self) -> Listing {
        self.paged.as_ref().map(PagedList::listing).unwrap_or_default()
    }

    /// Asks for the list as it is requested; `None` if there is none in pages.
    fn ask<T>(
        &mut self,
        search: &Option<Arc<Search>>,
        ask: impl FnOnce(&mut PagedList, AskedList<'_>) -> T,
    ) -> Option<T> {
        let asking = Asking { abbreviations: &self.abbreviations, marks: &self.marks, cancel: &self.cancel };
        let asked = AskedList { request: &self.request, search: search.as_deref(), asking };
        self.paged.as_mut().map(|paged| ask(paged, asked))
    }
}
