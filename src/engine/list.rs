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

/// How many files there have to be for a list to begin before all of it is found.
const ENOUGH_FILES: u32 = 100_000;

/// One of how many files is asked for the beginning; where those have too little, one of how many after that.
const SHARES: [u32; 4] = [64, 32, 16, 8];

/// How many rows a list begins with at least: more than any window has room for.
const FIRST_ROWS: usize = 100;

/// Makes the list anew whenever the catalogue or the request changed; what came in between is skipped.
pub(super) fn list_as_asked(
    inputs: &Receiver<ListInput>,
    mut sender: EventSender,
    counts: &Sender<CountInput>,
) {
    let mut columns = Columns::default();
    let mut counted = columns.catalogue().clone();
    // What is told once it is listed, in the order in which it came.
    let mut to_tell: Vec<Event> = Vec::new();
    let mut marks = Arc::new(Marks::default());
    let mut request = ListRequest::default();
    let mut cancel = Cancel::default();
    let mut abbreviations = Abbreviations::built_in();
    let mut search: Option<Arc<Search>> = None;
    let mut unfinished = 0..0;
    let mut shown: Arc<Listing> = Arc::default();
    while let Ok(input) = inputs.recv() {
        let mut grown: Option<Arc<Catalogue>> = None;
        let mut is_current = true;
        for input in std::iter::once(input).chain(inputs.try_iter()) {
            is_current &= matches!(input, ListInput::Marks(_));
            match input {
                ListInput::Catalogue(generation, newer) if generation >= sender.generation => {
                    if generation > sender.generation {
                        (columns, to_tell, shown) = Default::default();
                    }
                    sender.generation = generation;
                    grown = Some(newer);
                }
                ListInput::Columns(generation, newer) if generation >= sender.generation => {
                    (sender.generation, columns) = (generation, *newer);
                    (grown, to_tell, shown) = Default::default();
                }
                ListInput::Repacked(generation, same) if generation == sender.generation => {
                    match &mut grown {
                        Some(grown) => *grown = same,
                        None => columns.repack(same),
                    }
                }
                ListInput::Loaded(generation, all) if generation == sender.generation => {
                    to_tell.push(Event::Loaded(all));
                }
                ListInput::Followed(generation, news) if generation == sender.generation => {
                    to_tell.push(Event::Followed(news));
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
            columns = std::mem::take(&mut columns).grown(grown);
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
        // A list that grows does not begin again.
        let begins = shown.request != request && !shown.is_empty();
        if let Some(search) = search.as_ref().filter(|_| begins)
            && let Some(beginning) = list_beginning(&columns, &request, &marks, search, &shown, &cancel)
        {
            sender.send(Event::Listed(Arc::new(beginning)));
        }
        let finds = match search.clone().map(|search| find(catalogue, None, &marks, search, &cancel)) {
            // Something else is wanted by now.
            Some(None) => continue,
            finds => finds.flatten(),
        };
        let mut listing = Listing::new(&columns, request.clone(), finds);
        if listing.is_empty() && search.is_some() && inputs.is_empty() {
            listing.offers = useful_offers(catalogue, &marks, &request.query, &abbreviations, &cancel);
        }
        shown = Arc::new(listing);
        sender.send(Event::Listed(shown.clone()));
        let catalogue = columns.catalogue();
        to_tell.drain(..).for_each(|event| {
            sender.send(match event {
                Event::Loaded(all) => {
                    Event::Loaded(Box::new(Loaded { catalogue: catalogue.clone(), ..*all }))
                }
                event => event,
            });
        });
    }
}

/// How the list of what a search finds begins, where all of it may take longer than a frame; `None` too where the first
/// files have too little of it. What stands beside it is taken from the list `before`.
pub fn list_beginning(
    columns: &Columns,
    request: &ListRequest,
    marks: &Marks,
    search: &Arc<Search>,
    before: &Listing,
    cancel: &Cancel,
) -> Option<Listing> {
    let catalogue = columns.catalogue();
    let shares = SHARES.iter().filter(|_| catalogue.len() >= ENOUGH_FILES);
    let mut beginnings = shares.map_while(|share| {
        let first = columns.first(request, (catalogue.len() / share) as usize)?;
        let finds = find(catalogue, Some(&first), marks, search.clone(), cancel)?;
        Some(Listing::beginning(columns, request.clone(), finds, before))
    });
    beginnings.find(|beginning| beginning.len() >= FIRST_ROWS)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::{Article, Published};
    use crate::search::SortKey;
    use crossbeam_channel::unbounded;
    use std::path::Path;

    /// Enough files, the last of which are the newest; one of a thousand is about the rain.
    fn catalogue() -> Arc<Catalogue> {
        let (mut builder, mut segment) = (CatalogueBuilder::default(), SegmentBuilder::default());
        for number in 0..ENOUGH_FILES {
            let day = jiff::civil::date(2025, 1, 1).checked_add(jiff::Span::new().days(number / 300));
            let article = Article {
                title: if number % 1000 == 0 { "비 소식" } else { "소식" }.to_owned(),
                published: day.ok().map(Published::Date),
                ..Article::default()
            };
            segment.push(Path::new(&format!("{number}.md")), &article.into());
            if segment.is_full() {
                builder.push(segment.take());
            }
        }
        builder.push(segment.take());
        Arc::new(builder.snapshot())
    }

    #[test]
    fn a_long_list_begins_before_all_of_it_is_found() {
        let (events_in, events) = unbounded();
        let sender = EventSender { generation: 0, events: events_in, notify: Arc::new(|| {}) };
        let (inputs_in, inputs) = unbounded();
        let (counts, _counted) = unbounded();
        std::thread::spawn(move || list_as_asked(&inputs, sender, &counts));
        let next = || loop {
            if let (_, Event::Listed(listing)) = events.recv().unwrap() {
                return listing;
            }
        };
        let ask = |query: &str, key, reverse| {
            let request = ListRequest { query: query.to_owned(), key, reverse, ..ListRequest::default() };
            inputs_in.send(ListInput::Request(request, Cancel::default())).unwrap();
        };
        let catalogue = catalogue();
        inputs_in.send(ListInput::Catalogue(1, catalogue.clone())).unwrap();
        assert!(!next().is_beginning, "without a query there is nothing to wait for");
        for reverse in [false, true] {
            ask("소식", SortKey::Published, reverse);
            let (beginning, all) = (next(), next());
            assert!(beginning.is_beginning && !all.is_beginning);
            assert!(beginning.len() >= FIRST_ROWS && all.len() == ENOUGH_FILES as usize);
            assert_eq!(beginning.ordinals[..], all.ordinals[..beginning.len()]);
            assert_eq!((&beginning.days, beginning.total), (&all.days, all.total));
        }
        // There is too little of it, or the order comes from what is found, or the list is there and only grows.
        ask("비", SortKey::Published, false);
        assert_eq!((next().is_beginning, events.is_empty()), (false, true));
        ask("소식", SortKey::Relevance, false);
        assert!(!next().is_beginning);
        inputs_in.send(ListInput::Catalogue(1, Arc::new(Catalogue::clone(&catalogue)))).unwrap();
        assert!(!next().is_beginning && events.is_empty());
    }
}
