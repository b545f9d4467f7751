//! A list on a server that has too many articles to be read whole: it is laid out by the counts of its days,
//! and the rows around what is in view are read.

use super::count::CountedValues;
use super::laid_out::{FIRST_ROWS, LaidOut, MOST_AT_ONCE};
use super::read_rows::ReadRows;
use crate::archive::{Cancel, Catalogue, FilePlace};
use crate::search::{AskedList, CantAnswer, FacetNames, Heading, ListRequest, Listing, MatchKind, Search};
use crate::whole::RemoteWhole;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many rows are read above and below what is in view.
const AROUND: u32 = 40;

/// The least time between two counts of a list that changes all the time.
const BETWEEN_COUNTS: Duration = Duration::from_secs(1);

/// The list of a server, and what has been read of it.
#[derive(Debug)]
pub(super) struct PagedList {
    server: Arc<dyn RemoteWhole>,
    rows: ReadRows,
    catalogue: Arc<Catalogue>,
    laid_out: Option<LaidOut>,
    /// The positions in view.
    view: Range<u32>,
    /// The articles that the reader deals with, wherever they stand.
    kept: Vec<u32>,
    /// When it was last counted.
    counted: Instant,
    /// The places at which the reader was last, to be shown once the list is there.
    places: Vec<FilePlace<'static>>,
    /// Whether the archive has changed since the values of its fields were counted.
    lacks_values: bool,
}

/// What came of reading the rows in view.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Filled {
    /// Whether some were missing and are there now.
    pub(super) has_more: bool,
    /// Whether the list has changed since it was counted, so that it is to be counted again.
    pub(super) is_outdated: bool,
}

impl PagedList {
    /// A list of a server, with rows that were read before, and the places at which the reader was last: the
    /// first is to be in view.
    pub(super) fn new(server: Arc<dyn RemoteWhole>, rows: ReadRows, places: Vec<FilePlace<'static>>) -> Self {
        let catalogue = Arc::new(rows.builder.snapshot());
        let (view, kept, counted) = (0..FIRST_ROWS, Vec::new(), Instant::now());
        let (laid_out, lacks_values) = (None, true);
        Self { server, rows, catalogue, laid_out, view, kept, counted, places, lacks_values }
    }

    /// Notes which rows are in view, and which articles the reader deals with besides.
    pub(super) fn look_at(&mut self, view: Range<u32>, kept: Vec<u32>) {
        (self.view, self.kept) = (view, kept);
        // From now on the reader is here.
        self.places.clear();
    }

    /// Counts a list, and reads the rows in view. If it is the same list as before, what was in view stays
    /// there. Returns false if cancelled.
    pub(super) fn lay_out(
        &mut self,
        asked: AskedList<'_>,
        search: Option<Arc<Search>>,
    ) -> Result<bool, CantAnswer> {
        let outline = self.server.clone().outline(asked).inspect_err(|_| {
            // What another request found is no answer to this one.
            self.laid_out.take_if(|laid_out| laid_out.request != *asked.request);
        })?;
        let Some(outline) = outline else { return Ok(false) };
        self.counted = Instant::now();
        let mut first = 0;
        let mut headings = Vec::new();
        for &(day, count) in &outline.sections {
            headings.push(Heading { first, day });
            first += count;
        }
        let before = self.laid_out.take();
        let same = before.as_ref().filter(|before| before.request == *asked.request);
        self.view = same.map_or(0..FIRST_ROWS, |before| before.view_in(&self.view, &headings, first));
        let is_same_count = same.is_some_and(|before| before.outline.sections == outline.sections);
        let names = before.map(|before| before.names).unwrap_or_default();
        self.laid_out = Some(LaidOut {
            request: asked.request.clone(),
            search,
            outline,
            headings,
            len: first,
            names,
            lacks_names: true,
            is_settled: false,
            read: BTreeMap::new(),
        });
        let filled =
            self.read_places(asked.asking.cancel).and_then(|()| self.fill(asked.asking.cancel, || false));
        match (filled, &mut self.laid_out) {
            (Ok(filled), Some(laid_out)) => laid_out.is_settled = filled.is_outdated && is_same_count,
            (Ok(_), None) => {}
            (Err(trouble), _) => {
                self.laid_out = None;
                return Err(trouble);
            }
        }
        Ok(!asked.asking.cancel.is_cancelled())
    }

    /// Reads the rows at which the reader was last, for the first list only.
    fn read_places(&mut self, cancel: &Cancel) -> Result<(), CantAnswer> {
        let Some(laid_out) = self.laid_out.as_mut().filter(|_| !self.places.is_empty()) else {
            return Ok(());
        };
        let mut view = None;
        for (at, place) in self.places.iter().enumerate() {
            let Some((row, position)) = laid_out.outline.rows.row_at(place, cancel)? else { continue };
            let read = self.rows.add(vec![(row, MatchKind::Exact)]);
            view = view.or(position.filter(|_| at == 0));
            laid_out.read.extend(position.into_iter().zip(read));
        }
        if !cancel.is_cancelled() {
            self.places.clear();
        }
        self.view = view.map_or(self.view.clone(), |top| top..top.saturating_add(FIRST_ROWS));
        self.catalogue = Arc::new(self.rows.builder.snapshot());
        Ok(())
    }

    /// Whether the names that the list can be narrowed by are still to be counted.
    pub(super) fn lacks_names(&self) -> bool {
        self.laid_out.as_ref().is_some_and(|laid_out| laid_out.lacks_names)
    }

    /// Counts the names that the list can be narrowed by. Returns false if cancelled.
    pub(super) fn count_names(&mut self, asked: AskedList<'_>) -> bool {
        let names = match self.server.names(asked) {
            Ok(None) => return false,
            Ok(Some(names)) => names,
            // Those of another list would be wrong.
            Err(_) => FacetNames::default(),
        };
        if let Some(laid_out) = &mut self.laid_out {
            (laid_out.names, laid_out.lacks_names) = (names, false);
        }
        true
    }

    /// Notes that the archive has changed.
    pub(super) fn note_change(&mut self) {
        self.lacks_values = true;
    }

    /// If the values of the archive's fields are to be counted, what the list tells of them. Says so once after
    /// each change.
    pub(super) fn values_to_count(&mut self) -> Option<Option<CountedValues>> {
        if !std::mem::take(&mut self.lacks_values) {
            return None;
        }
        let is_whole = |request: &ListRequest| {
            request.query.trim().is_empty() && !request.is_narrowed() && !request.all_versions
        };
        let laid_out = self.laid_out.as_ref().filter(|laid_out| is_whole(&laid_out.request));
        let counted = laid_out.filter(|laid_out| laid_out.names.iter().any(|names| !names.is_empty()));
        Some(counted.map(|laid_out| (laid_out.names.clone(), laid_out.outline.days.clone())))
    }

    /// Whether a list that has changed may be counted again so soon.
    pub(super) fn may_count(&self) -> bool {
        self.counted.elapsed() >= BETWEEN_COUNTS
    }

    /// Reads the rows in and around the view that are missing, until something else is asked for.
    pub(super) fn fill(
        &mut self,
        cancel: &Cancel,
        is_superseded: impl Fn() -> bool,
    ) -> Result<Filled, CantAnswer> {
        let mut filled = Filled::default();
        let read = self.read_missing(cancel, is_superseded, &mut filled);
        // What came before the server failed is listed from now on.
        if filled.has_more {
            self.thin();
            self.catalogue = Arc::new(self.rows.builder.snapshot());
        }
        read.map(|()| filled)
    }

    /// Reads the rows that are missing, and notes in `filled` what came of it.
    fn read_missing(
        &mut self,
        cancel: &Cancel,
        is_superseded: impl Fn() -> bool,
        filled: &mut Filled,
    ) -> Result<(), CantAnswer> {
        let Some(laid_out) = &mut self.laid_out else { return Ok(()) };
        let mut at = self.view.start.saturating_sub(AROUND).min(laid_out.len);
        let end = self.view.end.saturating_add(AROUND).min(laid_out.len).min(at + MOST_AT_ONCE);
        while at < end && !is_superseded() {
            if laid_out.read.contains_key(&at) {
                at += 1;
                continue;
            }
            let until = laid_out.read.range(at..end).next().map_or(end, |(&known, _)| known);
            let Some(page) = laid_out.outline.rows.read(at..until, cancel)? else { break };
            if page.is_under_way {
                continue;
            }
            filled.is_outdated |= page.is_outdated && !laid_out.is_settled;
            if page.rows.is_empty() {
                break;
            }
            self.rows.add(page.versions.into_iter().map(|row| (row, MatchKind::Exact)).collect());
            let read = self.rows.add(page.rows);
            let positions = at..at + read.len() as u32;
            at = positions.end;
            laid_out.read.extend(positions.zip(read));
            filled.has_more = true;
        }
        Ok(())
    }

    fn thin(&mut self) {
        let Some(laid_out) = &mut self.laid_out else { return };
        let (from, to) = (self.view.start.saturating_sub(AROUND), self.view.end.saturating_add(AROUND));
        let in_view = laid_out.read.range(from..to.max(from)).map(|(_, (ordinal, _))| *ordinal);
        let keep: FxHashSet<u32> = in_view.chain(self.kept.iter().copied()).collect();
        let forgotten = self.rows.thin(&keep);
        if !forgotten.is_empty() {
            laid_out.read.retain(|_, (ordinal, _)| !forgotten.contains(ordinal));
        }
    }

    /// The list as far as it is known.
    pub(super) fn listing(&self) -> Listing {
        let catalogue = self.catalogue.clone();
        match &self.laid_out {
            Some(laid_out) => laid_out.listing(catalogue),
            None => Listing { catalogue, ..Listing::default() },
        }
    }
}
