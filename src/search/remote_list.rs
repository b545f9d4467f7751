//! Lists of an archive on a server that has too many articles to be read whole: how many there are of each
//! day is asked first, and rows only where they are looked at.

use super::facets::FACETS;
use super::listing::ListRequest;
use super::remote::{Asking, CantAnswer};
use super::{MatchKind, Search};
use crate::archive::{Cancel, FilePlace, RemoteFound, RemoteRow};
use jiff::civil::Date;
use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

/// A list that a server is asked for.
#[derive(Clone, Copy, Debug)]
pub struct AskedList<'a> {
    pub request: &'a ListRequest,
    /// Its query; `None` for all articles.
    pub search: Option<&'a Search>,
    /// What the server needs to know besides.
    pub asking: Asking<'a>,
}

/// By facet, its names with how many articles each would list, most frequent first.
pub type FacetNames = [Vec<(String, u32)>; FACETS.len()];

/// Lists the articles of a server.
pub trait RemoteLists: Debug + Send + Sync {
    /// Whether it has so many articles that rows are read only where they are looked at.
    fn is_paged(&self) -> bool;

    /// How long a list is, and how its rows are read; `None` if cancelled.
    ///
    /// # Errors
    /// If the server can't answer the query or sort like that, or can't be reached.
    fn outline(self: Arc<Self>, asked: AskedList<'_>) -> Result<Option<ListOutline>, CantAnswer>;

    /// The names that a list can be narrowed by; `None` if cancelled. Those that the server can't count are
    /// left out.
    ///
    /// # Errors
    /// If the server can't answer the query, or can't be reached.
    fn names(&self, asked: AskedList<'_>) -> Result<Option<FacetNames>, CantAnswer>;

    /// How many articles a list has; `None` if cancelled.
    ///
    /// # Errors
    /// If the server can't answer the query, or can't be reached.
    fn count(&self, asked: AskedList<'_>) -> Result<Option<usize>, CantAnswer>;
}

/// A list whose rows haven't been read.
#[derive(Debug)]
pub struct ListOutline {
    /// How many articles each day has, in list order. A list that isn't sorted by day has one section.
    pub sections: Vec<(Option<Date>, u32)>,
    /// Whether the sections are days, which have headings.
    pub are_days: bool,
    /// How many more articles there are past the end, because a server counts off only so many in an order
    /// without days.
    pub beyond: usize,
    /// The days of publication with their counts, ascending, regardless of those that were asked for.
    pub days: Vec<(Date, u32)>,
    /// How many articles the archive has, before filtering.
    pub total: u32,
    /// Reads the rows.
    pub rows: Box<dyn RemoteRows>,
    /// All that it finds.
    pub found: Arc<dyn RemoteFound>,
}

/// Reads the rows of a list.
pub trait RemoteRows: Debug + Send {
    /// The rows from the beginning of a range of positions on, or fewer; `None` if cancelled.
    ///
    /// # Errors
    /// If the server refuses, or can't be reached.
    fn read(&mut self, positions: Range<u32>, cancel: &Cancel) -> Result<Option<RemotePage>, CantAnswer>;

    /// The row at a place of the archive, with its position if it is listed; `None` if there is none, or if
    /// cancelled.
    ///
    /// # Errors
    /// If the server refuses, or can't be reached.
    fn row_at(
        &mut self,
        place: &FilePlace<'_>,
        cancel: &Cancel,
    ) -> Result<Option<(RemoteRow, Option<u32>)>, CantAnswer>;
}

/// Some rows of a list.
#[derive(Debug, Default)]
pub struct RemotePage {
    /// The rows, each with the weakest kind of match that it needed.
    pub rows: Vec<(RemoteRow, MatchKind)>,
    /// The rows of their other versions, which the list doesn't have.
    pub versions: Vec<RemoteRow>,
    /// Whether the list has changed since its articles were counted, so that the rows may stand elsewhere.
    pub is_outdated: bool,
    /// Whether the server has not come as far as the rows yet, so that they have to be asked for again.
    pub is_under_way: bool,
}
