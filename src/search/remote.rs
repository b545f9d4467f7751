//! Searching an archive whose texts lie on a server: whoever made the connection asks the server.

use super::{MatchKind, Search};
use crate::archive::Cancel;
use crate::library::Marks;
use crate::text::hanja::Abbreviations;
use std::fmt::Debug;

/// Finds articles on a server.
pub trait RemoteSearch: Debug + Send + Sync {
    /// What a search finds; `None` if cancelled.
    ///
    /// # Errors
    /// If the server can't answer it, or can't be reached.
    fn find(
        &self,
        search: &Search,
        abbreviations: &Abbreviations,
        marks: &Marks,
        cancel: &Cancel,
    ) -> Result<Option<RemoteFinds>, CantAnswer>;
}

/// What a search finds on a server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoteFinds {
    /// What it finds of what is listed, by ascending ordinal.
    pub listed: Vec<(u32, MatchKind)>,
    /// How many articles it finds, each counted once, listed or not; `None` if all articles are listed.
    pub all: Option<usize>,
}

/// Why a server has no answer to a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CantAnswer {
    /// A condition on stories, which need the whole archive.
    Stories,
    /// A condition on more marked articles than a request can name.
    TooManyMarks,
    /// A condition on a value that an index doesn't have.
    Unknown,
    /// An excluded condition that could only be checked article by article.
    Excluded,
    /// An order that the index can't be sorted by.
    Order,
    /// More terms, or longer ones, than a request can look for.
    TooLong,
    /// Something is to be counted by rows of which some aren't listed, because they are too many.
    Cut,
    /// The server refused the request, or its answer makes no sense.
    Refused,
    /// The server can't be reached at the moment.
    Unreachable,
}
