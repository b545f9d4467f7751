//! The thread that rebuilds the list whenever the catalogue, the marks or the request change.

mod pages;

use super::count::{CountInput, CountSender};
use super::find::{Finder, find};
use super::paged::PagedList;
use super::read_rows::ReadRows;
use super::stories::SharedStories;
use crate::archive::{Cancel, Catalogue, FilePlace};
use crate::engine::channel::{ArchiveSender, Generation, Ticket};
use crate::engine::event::ArchiveEvent;
use crate::library::Marks;
use crate::search::{Asking, CantAnswer, Columns, Finds, ListRequest, Listing, Search, offers};
use crate::text::hanja::Abbreviations;
use crossbeam_channel::{Receiver, Sender};
use std::ops::Range;
use std::sync::Arc;

/// Whatever may change the list. The latest of each kind counts.
pub(crate) enum ListInput {
    Archive(Generation, ArchiveNews),
    Request(ListRequest, Cancel),
    /// Another archive is being opened; what cancels its searches.
    Entered(Cancel),
    /// Of a list that is read where it is looked at, the positions in view, and the articles to keep besides,
    /// by ordinal.
    InView(Generation, Range<u32>, Vec<u32>),
    /// The places at which the reader was last in an archive that is about to be opened, the first row in view
    /// first.
    #[cfg_attr(not(feature = "cluster"), expect(dead_code, reason = "a folder is read whole"))]
    Places(Generation, Vec<FilePlace<'static>>),
    Marks(Arc<Marks>),
    Abbreviations(Abbreviations),
}

/// What the thread of the open archive publishes.
pub(crate) enum ArchiveNews {
    /// Where its queries run; sent before anything else, unless they run here.
    #[cfg_attr(not(feature = "cluster"), expect(dead_code, reason = "they run elsewhere for an index only"))]
    Finder(Finder),
    /// Rows are read where they are looked at from now on, beginning with these; or, without rows, those that
    /// were read may be out of date.
    #[cfg_attr(not(feature = "cluster"), expect(dead_code, reason = "a folder is read whole"))]
    Paged(Option<Box<ReadRows>>),
    /// A catalogue that has grown, or whose files have changed.
    Catalogue(Arc<Catalogue>),
    /// A catalogue with known columns, replacing whatever was listed.
    Columns(Box<Columns>),
    /// The same files, repacked.
    Repacked(Arc<Catalogue>),
    /// An event is held back until all published before it is listed.
    Ticket(Ticket),
}

/// The least number of files for listing the beginning before everything is found.
const ENOUGH_FILES: u32 = 100_000;

/// The beginning searches one file in this many; if that yields too little, one in the next, larger share.
const SHARES: [u32; 4] = [64, 32, 16, 8];

/// The least rows in a beginning, more than fit into any window.
const FIRST_ROWS: usize = 100;

/// Rebuilds the list until all senders are gone.
pub(crate) fn run_lister(
    inputs: &Receiver<ListInput>,
    sender: ArchiveSender,
    counts: &CountSender,
    damage: &Sender<()>,
    stories: SharedStories,
) {
    let mut lister = Lister {
        inputs,
        sender,
        counts,
        damage,
        columns: Columns::default(),
        finder: Finder::default(),
        paged: None,
        places: Default::default(),
        grown: None,
        counted: Arc::default(),
        ticket: None,
        marks: Arc::default(),
        request: ListRequest::default(),
        cancel: Cancel::default(),
        abbreviations: Abbreviations::built_in(),
        query: None,
        shown: Arc::default(),
        stories,
    };
    lister.counted = lister.columns.catalogue().clone();
    while let Ok(input) = inputs.recv() {
        lister.take_all(input);
    }
}

/// Everything the list depends on.
struct Lister<'a> {
    inputs: &'a Receiver<ListInput>,
    /// Its generation is that of the listed archive.
    sender: ArchiveSender,
    counts: &'a CountSender,
    /// Signalled when a list failed because part of the cache is damaged.
    damage: &'a Sender<()>,
    columns: Columns,
    finder: Finder,
    /// The list of a server that has too many articles to be read whole.
    paged: Option<PagedList>,
    /// The places at which the reader was last in an archive, by its generation.
    places: (Generation, Vec<FilePlace<'static>>),
    /// A newer catalogue than that of the columns.
    grown: Option<Arc<Catalogue>>,
    /// The last catalogue that was counted.
    counted: Arc<Catalogue>,
    /// The latest ticket, to be passed once what was published before it is listed.
    ticket: Option<Ticket>,
    marks: Arc<Marks>,
    request: ListRequest,
    /// Cancels the search for the request.
    cancel: Cancel,
    abbreviations: Abbreviations,
    /// The request's parsed query.
    query: Option<UnderstoodQuery>,
    /// The last list.
    shown: Arc<Listing>,
    stories: SharedStories,
}

/// A parsed query.
struct UnderstoodQuery {
    search: Arc<Search>,
    /// The part that is still being composed.
    unfinished: Range<usize>,
}

/// What the inputs require.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// Nothing: the archive is being left, or is still to come.
    Nothing,
    /// Rows that are in view.
    Rows,
    /// A list if it depends on the reader's marks.
    ListOfMarks,
    /// A list in any case.
    List,
}

impl Lister<'_> {
    /// Takes an input and all that are queued behind it, and builds a single list.
    fn take_all(&mut self, first: ListInput) {
        let mut need = Need::Nothing;
        for input in std::iter::once(first).chain(self.inputs.try_iter()) {
            need = need.max(match input {
                ListInput::Places(..) | ListInput::Entered(_) => Need::Nothing,
                ListInput::InView(generation, ..) if generation != self.sender.generation => Need::Nothing,
                ListInput::InView(..) => Need::Rows,
                // The rows in view are the list.
                ListInput::Archive(_, ArchiveNews::Ticket(_)) if self.paged.is_some() => Need::Rows,
                ListInput::Marks(_) => Need::ListOfMarks,
                _ => Need::List,
            });
            self.take(input);
        }
        if let Some(grown) = self.grown.take().filter(|grown| !Arc::ptr_eq(grown, self.columns.catalogue())) {
            self.columns = std::mem::take(&mut self.columns).grown(grown);
        }
        self.count();
        let depends_on_reader = self.query.as_ref().is_some_and(|query| query.search.depends_on_reader());
        match need {
            Need::Nothing => {}
            Need::Rows => self.fill(),
            Need::ListOfMarks if !depends_on_reader => self.fill(),
            Need::ListOfMarks | Need::List if self.paged.is_some() => self.list_paged(),
            Need::ListOfMarks | Need::List => self.list(),
        }
    }

    fn take(&mut self, input: ListInput) {
        match input {
            ListInput::Archive(generation, input) => self.take_of_archive(generation, input),
            ListInput::Request(newer, its_cancel) => (self.request, self.cancel) = (newer, its_cancel),
            ListInput::Entered(cancel) => self.cancel = cancel,
            ListInput::InView(generation, view, kept) => {
                if let Some(paged) = self.paged.as_mut().filter(|_| generation == self.sender.generation) {
                    paged.look_at(view, kept);
                }
            }
            ListInput::Places(generation, places) => self.places = (generation, places),
            ListInput::Marks(newer) => self.marks = newer,
            ListInput::Abbreviations(newer) => (self.abbreviations, self.query) = (newer, None),
        }
    }

    fn take_of_archive(&mut self, generation: Generation, input: ArchiveNews) {
        let known = self.sender.generation;
        match input {
            ArchiveNews::Finder(newer) if generation > known => {
                self.leave_archive(generation);
                self.finder = newer;
            }
            ArchiveNews::Paged(rows) if generation == known => {
                if let Some((rows, server)) = rows.zip(self.finder.with_pages()) {
                    let (of, places) = std::mem::take(&mut self.places);
                    let places = if of == generation { places } else { Vec::new() };
                    self.paged = Some(PagedList::new(server.clone(), *rows, places));
                    (self.columns, self.grown) = Default::default();
                }
                if let Some(paged) = &mut self.paged {
                    paged.note_change();
                }
                self.counted = Arc::default();
            }
            ArchiveNews::Catalogue(newer) if generation >= known => {
                if generation > known {
                    self.leave_archive(generation);
                }
                self.grown = Some(newer);
            }
            ArchiveNews::Columns(newer) if generation >= known => {
                if generation > known {
                    self.leave_archive(generation);
                }
                self.columns = *newer;
                (self.grown, self.shown) = Default::default();
            }
            // Anything else from another archive is out of date.
            _ if generation != known => {}
            ArchiveNews::Repacked(same) => match &mut self.grown {
                Some(grown) => *grown = same,
                None => self.columns.repack(same),
            },
            ArchiveNews::Ticket(ticket) => self.ticket = Some(ticket),
            ArchiveNews::Finder(_)
            | ArchiveNews::Paged(_)
            | ArchiveNews::Catalogue(_)
            | ArchiveNews::Columns(_) => {}
        }
    }

    /// Drops everything of the previous archive.
    fn leave_archive(&mut self, generation: Generation) {
        self.sender.generation = generation;
        (self.columns, self.finder, self.ticket, self.shown) = Default::default();
        self.paged = None;
    }

    /// Has the shelves recounted if the catalogue has changed.
    fn count(&mut self) {
        let catalogue = self.columns.catalogue();
        // Of a list in pages the columns stay empty; it is counted whenever it may have changed.
        if !Arc::ptr_eq(catalogue, &self.counted) {
            self.counted = catalogue.clone();
            let input = CountInput::Catalogue(self.sender.generation, catalogue.clone(), self.finder.clone());
            self.counts.send(input);
        }
    }

    /// Builds the list, and passes the ticket once it is there, unless it is cancelled.
    fn list(&mut self) {
        let catalogue = self.columns.catalogue().clone();
        let is_here = matches!(self.finder, Finder::Here);
        let search = match self.understood() {
            Some(search) if is_here => {
                match self.stories.told(search, &catalogue, &self.marks, || self.cancel.is_cancelled()) {
                    None => return,
                    told => told,
                }
            }
            search => search,
        };
        // A list that only grows doesn't start from a beginning.
        let is_other = self.shown.request != self.request;
        let begins = is_here && is_other && !self.shown.is_empty() && !self.columns.is_damaged();
        if let Some(search) = search.as_ref().filter(|_| begins)
            && let Some(beginning) =
                list_beginning(&self.columns, &self.request, &self.marks, search, &self.shown, &self.cancel)
        {
            self.sender.send(ArchiveEvent::Listed(Arc::new(beginning)));
        }
        let mut unanswered = None;
        let finds = match search.clone().map(|search| self.find(&catalogue, search)) {
            // Cancelled.
            Some(Ok(None)) => return,
            Some(Ok(finds)) => finds,
            // What was found before is better than nothing.
            Some(Err(CantAnswer::Unreachable)) if !is_other => return self.pass_ticket(),
            Some(Err(why)) => {
                unanswered = Some(why);
                search.clone().map(|search| Finds { search, articles: Vec::new() })
            }
            None => None,
        };
        let mut listing = Listing::new(&self.columns, self.request.clone(), finds);
        listing.unanswered = unanswered;
        if listing.is_empty() && search.is_some() && unanswered.is_none() && self.inputs.is_empty() {
            listing.offers = self.useful_offers();
        }
        if self.columns.is_damaged() {
            // The results can't be trusted. Ask once for the damaged part to be reread, after which the list is
            // rebuilt.
            let _ = self.damage.try_send(());
            return;
        }
        self.show(listing);
        self.pass_ticket();
    }

    fn show(&mut self, listing: Listing) {
        self.shown = Arc::new(listing);
        self.sender.send(ArchiveEvent::Listed(self.shown.clone()));
    }

    fn asking(&self) -> Asking<'_> {
        Asking { abbreviations: &self.abbreviations, marks: &self.marks, cancel: &self.cancel }
    }

    /// What a search finds; `None` if cancelled.
    fn find(&self, catalogue: &Catalogue, search: Arc<Search>) -> Result<Option<Finds>, CantAnswer> {
        self.finder.find(catalogue, search, self.asking())
    }

    /// The search for the request's query.
    fn understood(&mut self) -> Option<Arc<Search>> {
        let ListRequest { query: text, unfinished, .. } = &self.request;
        let is_known =
            |query: &UnderstoodQuery| query.search.text == *text && query.unfinished == *unfinished;
        if !self.query.as_ref().is_some_and(is_known) {
            self.query = (!text.trim().is_empty()).then(|| UnderstoodQuery {
                search: Arc::new(Search::new(text, unfinished.clone(), &self.abbreviations)),
                unfinished: unfinished.clone(),
            });
        }
        self.query.as_ref().map(|query| query.search.clone())
    }

    fn pass_ticket(&mut self) {
        if let Some(ticket) = self.ticket.take() {
            self.sender.reach(ticket);
        }
    }

    /// Alternatives for a query without results, each with its number of results; only those that have any.
    fn useful_offers(&self) -> Vec<(String, usize)> {
        let count = |query: &str| {
            let search = Arc::new(Search::new(query, 0..0, &self.abbreviations));
            self.finder.count(self.columns.catalogue(), search, self.asking()).unwrap_or(0)
        };
        let offers = offers(&self.request.query).into_iter().map(|offer| (count(&offer.query), offer.query));
        offers.filter(|&(count, _)| count > 0).map(|(count, query)| (query, count)).collect()
    }
}

/// The beginning of a search's list, if finding everything may take longer than a frame; `None` as well if the
/// first files have too few hits. Counts are taken from the list `before`.
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

#[cfg(test)]
mod tests;
