//! Searching an archive whose texts lie on a server: whoever made the connection asks the server.

use super::{MatchKind, Search};
use crate::archive::Cancel;
use crate::library::Marks;
use crate::text::hanja::Abbreviations;
use std::fmt::Debug;
use thiserror::Error;

/// What a server needs to know to run queries.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The headline abbreviations.
    pub abbreviations: &'a Abbreviations,
    /// The reader's marks.
    pub marks: &'a Marks,
    /// Cancels them.
    pub cancel: &'a Cancel,
}

/// Finds articles on a server.
pub trait RemoteSearch: Debug + Send + Sync {
    /// What a search finds of what is listed, by ascending ordinal; `None` if cancelled.
    ///
    /// # Errors
    /// If the server can't answer it, or can't be reached.
    fn find(&self, search: &Search, asking: Asking<'_>) -> Result<Option<Vec<(u32, MatchKind)>>, CantAnswer>;
}

/// Why a server has no answer to a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CantAnswer {
    /// A condition on stories, which need the whole archive.
    #[error("stories need the whole archive")]
    Stories,
    /// Words, which are counted from the articles' texts.
    #[error("words need the whole archive")]
    Words,
    /// A condition on more marked articles than a request can name.
    #[error("too many articles have the mark")]
    TooManyMarks,
    /// A condition on a value that an index doesn't have.
    #[error("the index doesn't have the value")]
    Unknown,
    /// An order that the index can't be sorted by.
    #[error("the index can't be sorted like this")]
    Order,
    /// More terms, or longer ones, than a request can look for.
    #[error("too many terms, or too long ones")]
    TooLong,
    /// Something that only rows say, of which not all are read, because they are too many.
    #[error("not all rows are read")]
    Cut,
    /// More articles than can be checked one by one.
    #[error("too many articles to check")]
    TooMany,
    /// The server refused the request, or its answer makes no sense.
    #[error("the server refused the request")]
    Refused,
    /// The server can't be reached at the moment.
    #[error("the server can't be reached")]
    Unreachable,
}
