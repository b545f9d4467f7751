//! All that a list finds on the server, to be gone through to its last article.

use super::open_index::OpenIndex;
use super::pages::{HitSelection, read_pages};
use super::read_document::ReadDocument;
use crate::archive::{Cancel, RemoteArticle, RemoteFound};
use crate::library::Marks;
use crate::search::Search;
use std::io;
use std::sync::Arc;

/// What a list finds on the server.
#[derive(Debug)]
pub(super) struct FoundThere {
    pub(super) index: Arc<OpenIndex>,
    pub(super) selection: HitSelection,
    /// What each article is checked by, where the server can't be asked exactly.
    pub(super) checked: Option<(Box<Search>, Marks)>,
}

impl RemoteFound for FoundThere {
    fn each(
        &self,
        with_texts: bool,
        cancel: &Cancel,
        take: &mut dyn FnMut(RemoteArticle<'_>) -> bool,
    ) -> io::Result<()> {
        let texts = with_texts || self.checked.is_some();
        let selection = self.index.index.with_texts(self.selection.clone(), texts);
        let (client, index) = (&self.index.patient, &self.index.address.index);
        let accepts = |read: &ReadDocument| match &self.checked {
            Some((search, marks)) => read.kind(&search.matcher, marks).is_some(),
            None => true,
        };
        let read = read_pages(client, index, &selection, cancel, |hit| match self.index.document_from(hit) {
            Some(read) if accepts(&read) => take(read.remote(with_texts)),
            _ => true,
        });
        read.map(drop).map_err(io::Error::other)
    }
}
