//! Making the list anew whenever the catalogue, the marks or the request changed.

use super::count::{CountInput, count_found};
use super::event::{Event, EventSender, Followed, Generation, Loaded};
use super::find::find;
use crate::archive::{Cancel, Catalogue};
use crate::library::Marks;
use crate::search::{Columns, ListRequest, Listing, Search, offers};
use crate::text::hanja::Abbreviations;
use crossbeam_channel::{Receiver, Sender};
use std::sync::Arc;

/// What the list is made of.
pub(super) enum ListInput {
    /// More of the archive, or otherwise.
    Catalogue(Generation, Arc<Catalogue>),
    /// The same with what is known of its columns.
    Columns(Generation, Box<Columns>),
    /// The catalogue is all there is: told on once it is listed.
    Loaded(Generation, Box<Loaded>),
    /// What has changed while the archive is open: told on once it is listed.
    Followed(Generation, Box<Followed>),
    /// The same files, packed anew.
    Repacked(Generation, Arc<Catalogue>),
    Request(ListRequest, Cancel),
    Marks(Arc<Marks>),
    Abbreviations(Abbreviations),
}

/// Makes the list anew whenever the catalogue or the request changed; what came in between is skipped.
pub(super) fn list_as_asked(
    inputs: &Receiver<ListInput>,
    mut sender: EventSender,
    counts: &Sender<CountInput>,
) {
    let mut columns = Columns::default();
    let mut counted = columns.catalogue().clone();
    let mut loaded: Option<Box<Loaded>> = None;
    let mut followed: Vec<Box<Followed>> = Vec::new();
    let mut marks = Arc::new(Marks::default());
    let mut request = ListRequest::default();
    let mut cancel = Cancel::default();
    let mut abbreviations = Abbreviations::built_in();
    let mut search: Option<Arc<Search>> = None;
    let mut unfinished = 0..0;
    while let Ok(input) = inputs.recv() {
        let mut grown: Option<Arc<Catalogue>> = None;
        let mut is_current = true;
        for input in std::iter::once(input).chain(inputs.try_iter()) {
            is_current &= matches!(input, ListInput::Marks(_));
            match input {
                ListInput::Catalogue(generation, newer) if generation >= sender.generation => {
                    if generation > sender.generation {
                        loaded = None;
                        followed.clear();
                    }
                    sender.generation = generation;
                    grown = Some(newer);
                }
                ListInput::Columns(generation, newer) if generation >= sender.generation => {
                    (sender.generation, loaded, grown) = (generation, None, None);
                    followed.clear();
                    columns = *newer;
                }
                ListInput::Repacked(generation, same) if generation == sender.generation => {
                    match &mut grown {
                        Some(grown) => *grown = same,
                        None => columns.repack(same),
                    }
                }
                ListInput::Loaded(generation, all) if generation == sender.generation => loaded = Some(all),
                ListInput::Followed(generation, news) if generation == sender.generation => {
                    followed.push(news);
                }
                ListInput::Catalogue(..)
                | ListInput::Columns(..)
                | ListInput::Followed(..)
                | ListInput::Loaded(..)
                | ListInput::Repacked(..) => {}
                ListInput::Request(newer, its_cancel) => (request, cancel) = (newer, its_cancel),
                ListInput::Marks(newer) => marks = newer,
                ListInput::Abbreviations(newer) => {
                    abbreviations = newer;
                    search = None;
                }
            }
        }
        if let Some(grown) = grown.filter(|grown| !Arc::ptr_eq(grown, columns.catalogue())) {
            columns = Columns::of(grown);
        }
        if !Arc::ptr_eq(columns.catalogue(), &counted) {
            counted = columns.catalogue().clone();
            let _ = counts.send(CountInput::Catalogue(sender.generation, counted.clone()));
        }
        if is_current && !search.as_ref().is_some_and(|search| search.asks_for_marks) {
            continue;
        }
        let asked = search.as_ref().is_some_and(|search| search.text == request.query)
            && request.unfinished == unfinished;
        if !asked {
            unfinished = request.unfinished.clone();
            search = (!request.query.trim().is_empty())
                .then(|| Arc::new(Search::new(&request.query, unfinished.clone(), &abbreviations)));
        }
        let catalogue = columns.catalogue();
        let finds = match search.clone().map(|search| find(catalogue, &marks, search, &cancel)) {
            // Something else is wanted by now.
            Some(None) => continue,
            finds => finds.flatten(),
        };
        let mut listing = Listing::new(&columns, request.clone(), finds);
        if listing.is_empty() && search.is_some() && inputs.is_empty() {
            listing.offers = useful_offers(catalogue, &marks, &request.query, &abbreviations, &cancel);
        }
        sender.send(Event::Listed(Arc::new(listing)));
        if let Some(loaded) = loaded.take() {
            let catalogue = columns.catalogue().clone();
            sender.send(Event::Loaded(Box::new(Loaded { catalogue, ..*loaded })));
        }
        followed.drain(..).for_each(|news| sender.send(Event::Followed(news)));
    }
}

/// What a query that finds nothing may have meant, and how many articles that finds; only what finds any.
fn useful_offers(
    catalogue: &Catalogue,
    marks: &Marks,
    query: &str,
    abbreviations: &Abbreviations,
    cancel: &Cancel,
) -> Vec<(String, usize)> {
    let count = |query: &str| {
        let search = Arc::new(Search::new(query, 0..0, abbreviations));
        count_found(catalogue, marks, search, cancel)
    };
    let offers = offers(query).into_iter().map(|offer| (count(&offer.query), offer.query));
    offers.filter(|&(count, _)| count > 0).map(|(count, query)| (query, count)).collect()
}
