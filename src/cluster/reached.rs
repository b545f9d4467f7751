//! What came of reaching a search server: its indices, one of them ready to be opened, or why not.

use super::{Client, IndexAddress, Readable, Trouble};
use crate::formats::ColumnsPreview;
use std::fmt;
use thiserror::Error;

/// What came of reaching a server.
#[derive(Debug)]
pub struct ServerAnswer {
    /// The address; without an index, its server's indices were asked for.
    pub address: IndexAddress,
    /// The number that the attempt was given.
    pub attempt: u64,
    /// Whether a login was sent to the server.
    pub had_login: bool,
    pub result: Result<ServerFound, ServerTrouble>,
}

/// What there is to choose from, or to open.
#[derive(Debug)]
pub enum ServerFound {
    /// The names of the indices that can be opened.
    Indices(Vec<String>),
    /// An index whose fields the reader has to name, with some of its documents.
    Fields(ColumnsPreview),
    /// An index, ready to be opened.
    Index(Box<ReachedIndex>),
}

/// Why nothing can be opened on a server.
#[derive(Debug, Error)]
pub enum ServerTrouble {
    /// It can't be reached, or refuses.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// A newer version of Seogo published the index.
    #[error("published by a newer version")]
    Newer,
    /// Seogo doesn't know what its fields mean.
    #[error("the fields of the index are unknown")]
    Other,
}

/// A connection and an index that can be read over it.
pub struct ReachedIndex {
    pub(crate) client: Client,
    pub(crate) address: IndexAddress,
    pub(crate) index: Readable,
}

impl ReachedIndex {
    /// Whether it finds by the server's words only.
    pub fn finds_words_only(&self) -> bool {
        !matches!(self.index, Readable::Own(_))
    }
}

impl fmt::Debug for ReachedIndex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ReachedIndex({})", self.address)
    }
}
