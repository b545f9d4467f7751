//! The list: the query and filters, the listing they produced, and the selection in it.

mod chosen;
mod listed;
mod new;
mod returning;
mod seen;
mod snippets;
mod successors;
mod within;

pub(super) use seen::SeenRows;
pub(super) use snippets::Wanted;
pub(super) use successors::Successors;

use crate::archive::Catalogue;
use crate::library::ArchivePlace;
use crate::search::{ChosenNames, Heading, ListRequest, Listing, Search, SortKey};
use crate::ui::command::{Action, Command, SelectionChange};
use crate::ui::filter::FilterState;
use crate::ui::list::ListTop;
use crate::ui::sidebar::SidebarStates;
use chosen::Chosen;
use jiff::civil::Date;
use new::New;
use returning::RowReturn;
use snippets::Snippets;
use std::ops::Range;
use std::sync::Arc;
use within::Within;

/// The list of a window and its request.
#[derive(Default)]
pub(super) struct Searching {
    listing: Arc<Listing>,
    /// The latest request; its listing may not have arrived yet.
    request: ListRequest,
    states: SidebarStates,
    chosen: Chosen,
    new: New,
    cursor: Cursor,
    snippets: Snippets,
    within: Within,
    /// Where the reader was before searching.
    before: Option<BeforeSearch>,
    /// The row to restore while the archive is loading.
    returning: Option<RowReturn>,
    /// Commands waiting for the complete list, of which only the beginning has arrived.
    waiting: Vec<Command>,
    /// The rows that were last asked for because they hadn't been read.
    asked: Option<Range<usize>>,
    /// The position to go to once its row has been read.
    reaching: Option<usize>,
}

/// How close to the rows in view others are read before they are looked at.
const NEAR: usize = 20;

/// The shown article's place in the list.
#[derive(Default)]
struct Cursor {
    /// Its position; `None` if it isn't listed.
    position: Option<usize>,
    /// Its last known position.
    gap: usize,
}

/// Where the reader was before searching. Void after another load, which assigns other ordinals.
struct BeforeSearch {
    selected: Option<u32>,
    /// The first row in view.
    top: Option<RowInView>,
}

impl BeforeSearch {
    /// Replaces ordinals by their successors, and drops those without one.
    fn replace(&mut self, now: impl Fn(u32) -> Option<u32>) {
        self.selected = self.selected.and_then(&now);
        self.top = self.top.take().and_then(|row| Some(RowInView { ordinal: now(row.ordinal)?, ..row }));
    }
}

/// The row at the upper edge of the list, by its article's ordinal.
struct RowInView {
    ordinal: u32,
    /// Its position, if its list is still the same.
    position: usize,
    /// How much of the row is scrolled out of view, in points.
    hidden: f64,
}

/// Input for painting the list's panel, including the state that the panel changes itself.
pub(super) struct ToPaint<'a> {
    pub(super) states: &'a mut SidebarStates,
    pub(super) listing: &'a Listing,
    pub(super) request: &'a ListRequest,
    /// The position of the shown article.
    pub(super) position: Option<usize>,
    pub(super) chosen: &'a Chosen,
    pub(super) snippets: &'a Snippets,
    /// How many listed articles are new.
    pub(super) new_count: usize,
}

/// Where a command moves to in the list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    Next,
    Previous,
    First,
    Last,
}

impl Searching {
    /// The list of a newly opened window.
    pub(super) fn new(all_versions: bool) -> Self {
        Self { request: ListRequest { all_versions, ..ListRequest::default() }, ..Self::default() }
    }

    /// The list of a window that opens next to one with this list.
    pub(super) fn copy_of(other: &Self) -> Self {
        let mut states = SidebarStates::default();
        states.search.text.clone_from(&other.request.query);
        states.filter = FilterState::of(&other.request);
        let (listing, request) = (other.listing.clone(), other.request.clone());
        let mut copy = Self { listing, request, states, ..Self::default() };
        copy.follow_search();
        copy
    }

    /// Restores the list of a newly opened archive. The second value is the request to make if it differs from
    /// the previous one.
    pub(super) fn entered(
        before: Self,
        place: ArchivePlace,
        all_versions: bool,
    ) -> (Self, Option<ListRequest>) {
        let Self { request: known, mut states, .. } = before;
        let (key, reverse) =
            SortKey::named(&place.order).map_or((known.key, known.reverse), |key| (key, place.reverse));
        let request = ListRequest {
            query: place.query,
            unfinished: 0..0,
            key,
            reverse,
            chosen: ChosenNames::of_kept(&place.chosen),
            from: place.from,
            to: place.to,
            all_versions,
        };
        let asks = request != known;
        if asks {
            states.search.text.clone_from(&request.query);
            states.filter = FilterState::of(&request);
        }
        states.list.to_start();
        let returning = place.top.map(RowReturn::new);
        let searching = Self { request: request.clone(), states, returning, ..Self::default() };
        (searching, asks.then_some(request))
    }

    pub(super) fn listing(&self) -> &Arc<Listing> {
        &self.listing
    }

    pub(super) fn catalogue(&self) -> &Arc<Catalogue> {
        &self.listing.catalogue
    }

    pub(super) fn request(&self) -> &ListRequest {
        &self.request
    }

    /// How many listed articles are new.
    pub(super) fn new_count(&self) -> usize {
        self.new.count()
    }

    /// Input for painting the list's panel.
    pub(super) fn for_painting(&mut self) -> ToPaint<'_> {
        ToPaint {
            states: &mut self.states,
            listing: &self.listing,
            request: &self.request,
            position: self.cursor.position,
            chosen: &self.chosen,
            snippets: &self.snippets,
            new_count: self.new.count(),
        }
    }

    /// The search field's text.
    pub(super) fn typed(&self) -> &str {
        &self.states.search.text
    }

    /// Replaces the request.
    pub(super) fn set_request(&mut self, request: ListRequest) {
        self.request = request;
    }

    /// Moves the cursor to the shown article.
    pub(super) fn point_at(&mut self, ordinal: u32) {
        self.cursor.position = self.listing.position_of_article(ordinal);
    }

    /// Notes that no article is shown.
    pub(super) fn point_at_nothing(&mut self) {
        self.cursor.position = None;
    }

    /// Scrolls the shown article's row into view.
    pub(super) fn reveal(&mut self) {
        if let Some(position) = self.cursor.position {
            self.states.list.reveal(position);
        }
    }

    /// Moves to another row and returns its article.
    pub(super) fn go(&mut self, to: Move) -> Option<u32> {
        self.unchoose_unless_kept();
        let last = self.listing.len().checked_sub(1)?;
        let Cursor { position, gap } = self.cursor;
        let position = match to {
            Move::Next => position.map_or(gap, |at| at + 1),
            Move::Previous => position.unwrap_or(gap).saturating_sub(1),
            Move::First => 0,
            Move::Last => last,
        };
        self.reveal_at(position.min(last))
    }

    /// Moves to the next or previous row, extending the selection to it, and returns its article.
    pub(super) fn go_choosing(&mut self, to: Move, selected: Option<u32>) -> Option<u32> {
        let (position, last) = self.cursor.position.zip(self.listing.len().checked_sub(1))?;
        let position = if to == Move::Next { position + 1 } else { position.saturating_sub(1) };
        let ordinal = self.reveal_at(position.min(last))?;
        self.choose(ordinal, SelectionChange::Range, selected);
        Some(ordinal)
    }

    fn reveal_at(&mut self, position: usize) -> Option<u32> {
        self.states.list.reveal(position);
        let ordinal = self.listing.positions.get(position);
        self.reaching = ordinal.is_none().then_some(position);
        ordinal
    }

    /// The article of a row that the reader went to before it had been read, once it has been.
    pub(super) fn reached(&mut self) -> Option<u32> {
        let ordinal = self.listing.positions.get(self.reaching?)?;
        self.reaching = None;
        Some(ordinal)
    }

    /// The rows to read, of those in view or near, if some are missing and haven't been asked for.
    pub(super) fn want_rows(&mut self, view: Range<usize>) -> Option<Range<usize>> {
        let near = view.start.saturating_sub(NEAR)..(view.end + NEAR).min(self.listing.len());
        let known = self.listing.positions.known_in(near.clone()).len();
        if known >= near.len() || self.asked.as_ref() == Some(&view) {
            return None;
        }
        self.asked = Some(view.clone());
        Some(view)
    }

    /// Holds back a command that would act differently on the complete list, until that has arrived; otherwise
    /// returns it. `selected` is the shown article.
    pub(super) fn defer(&mut self, command: Command, selected: Option<u32>) -> Option<Command> {
        if self.listing.is_beginning && self.needs_whole_list(&command, selected) {
            self.waiting.push(command);
            return None;
        }
        Some(command)
    }

    /// The commands held back, once the complete list has arrived.
    pub(super) fn take_waiting(&mut self) -> Vec<Command> {
        if self.listing.is_beginning { Vec::new() } else { std::mem::take(&mut self.waiting) }
    }

    fn needs_whole_list(&self, command: &Command, selected: Option<u32>) -> bool {
        match command {
            Command::Export | Command::Choose(_, SelectionChange::Range) => true,
            Command::Do(Action::SelectAll | Action::Last | Action::ShowNew) => true,
            // The shown article may be further down the list.
            Command::Do(
                Action::Next
                | Action::Previous
                | Action::PageOn
                | Action::PageBack
                | Action::ChooseNext
                | Action::ChoosePrevious,
            ) => selected.is_some() && self.cursor.position.is_none(),
            _ => false,
        }
    }

    /// Searches for the field's text as it is typed, and returns the list to request.
    pub(super) fn look_for(
        &mut self,
        text: String,
        unfinished: Range<usize>,
        selected: Option<u32>,
    ) -> ListRequest {
        if text.trim().is_empty() {
            // A reader who opened a result stays with it.
            self.before.take_if(|before| before.selected != selected);
        } else if self.before.is_none() {
            self.before = Some(BeforeSearch { selected, top: self.top_row() });
        }
        self.states.search.text.clone_from(&text);
        self.request = ListRequest { query: text, unfinished, ..self.request.clone() };
        self.request.clone()
    }

    /// The query, if it has results.
    pub(super) fn successful_query(&self) -> Option<&str> {
        let query = self.request.query.trim();
        (!query.is_empty() && !self.listing.is_empty()).then_some(query)
    }

    /// Focuses the search field.
    pub(super) fn focus_search(&mut self) {
        self.states.search.focus();
    }

    /// The search whose hits are highlighted on the page.
    pub(super) fn search(&self) -> Option<Arc<Search>> {
        self.snippets.search()
    }

    /// The day of the row at the top of the list; `None` if the list isn't sorted by date.
    pub(super) fn top_day(&self) -> Option<Date> {
        let top = self.top().map_or(0, |top| top.position);
        let headings = &self.listing.headings;
        let above = headings.iter().rev().find(|heading| heading.first as usize <= top);
        above.and_then(|heading| heading.day).or_else(|| headings.iter().find_map(|heading| heading.day))
    }

    /// Scrolls to a day, or to the next one in the list's order that has articles.
    pub(super) fn go_to_day(&mut self, day: Date) {
        let reverse = self.listing.request.reverse;
        let reached =
            |heading: &&Heading| heading.day.is_none_or(|of| if reverse { of >= day } else { of <= day });
        let headings = &self.listing.headings;
        if let Some(heading) = headings.iter().find(reached).or(headings.last()) {
            let position = heading.first as usize;
            self.set_top(ListTop { position, hidden: 0.0 });
        }
    }

    fn top(&self) -> Option<ListTop> {
        self.states.list.top(&self.listing.headings, self.listing.len())
    }

    fn set_top(&mut self, top: ListTop) {
        self.states.list.set_top(&self.listing.headings, self.listing.len(), top);
    }

    fn top_row(&self) -> Option<RowInView> {
        let ListTop { position, hidden } = self.top()?;
        Some(RowInView { ordinal: self.listing.positions.get(position)?, position, hidden })
    }
}
