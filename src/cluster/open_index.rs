//! An index that is open as an archive: its state and its rows. Knows whether the server answers, and tells
//! whoever follows the index when it no longer does.

mod articles;
mod found;

use super::IndexAddress;
use super::answers::total_of;
use super::client::Client;
use super::counter::CrawledBetween;
use super::index::{IndexFound, find_index};
use super::pages::read_pages;
use super::read_document::ReadDocument;
use super::reading::{ReadRequest, Readable};
use super::translate::Translation;
use super::trouble::Trouble;
use crate::archive::{Cancel, Catalogue, CatalogueBuilder, RemoteRow, SegmentBuilder};
use crate::article::Article;
use crate::search::{CantAnswer, MatchKind};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use ureq::http::Method;

/// The hits of a query: hashes of documents' ids, with their kinds of match.
type ServerHits = Vec<(u64, MatchKind)>;

/// An index that is open as an archive.
pub struct OpenIndex {
    /// The connection where someone waits for the answer, and the one for work in the background.
    pub(super) client: Client,
    pub(super) patient: Client,
    pub(super) address: IndexAddress,
    pub(super) index: Readable,
    /// The ordinals of the documents that are listed, by the hash of their ids.
    ordinals: RwLock<FxHashMap<u64, u32>>,
    /// The articles that were read last, by path and entry.
    read: Mutex<VecDeque<(String, Option<u32>, Article)>>,
    /// What the last query found, so that a list that only grows doesn't ask again.
    found: Mutex<Option<(Translation, String, Arc<ServerHits>)>>,
    /// When its articles were crawled, if that was counted.
    crawled: Mutex<Option<Arc<Vec<CrawledBetween>>>>,
    /// How often what was found has been forgotten.
    forgotten: AtomicU64,
    is_lost: AtomicBool,
    /// Whether its texts have signs in place of addresses, as of its last state.
    is_masked: AtomicBool,
    /// Whether it has so many articles that rows are read only where they are looked at.
    has_pages: AtomicBool,
    on_lost: Box<dyn Fn() + Send + Sync>,
}

impl fmt::Debug for OpenIndex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "OpenIndex({})", self.address)
    }
}

/// The state of an index, to find out whether it has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexState {
    /// How many articles it has, counting each version.
    pub count: u64,
    /// Whether it is being brought up to date.
    pub is_being_published: bool,
    /// Differs when its articles differ.
    mark: String,
}

impl IndexState {
    /// Whether the articles may differ from those of another state.
    pub fn differs(&self, other: &Self) -> bool {
        (self.count, &self.mark) != (other.count, &other.mark)
    }
}

impl OpenIndex {
    /// An index on a server that was reached. `on_lost` is called when it stops answering.
    pub fn new(
        client: Client,
        address: IndexAddress,
        index: Readable,
        on_lost: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self {
            is_masked: AtomicBool::new(index.is_masked()),
            forgotten: AtomicU64::new(0),
            client: client.less_patient(),
            patient: client,
            address,
            index,
            ordinals: RwLock::default(),
            read: Mutex::default(),
            found: Mutex::default(),
            crawled: Mutex::default(),
            is_lost: AtomicBool::new(false),
            has_pages: AtomicBool::new(false),
            on_lost: Box::new(on_lost),
        }
    }

    /// Whether it finds by the server's words only.
    pub fn finds_words_only(&self) -> bool {
        !matches!(self.index, Readable::Own(_))
    }

    /// Reads the rows of all versions of all articles, newest first, until `take` returns false. Returns whether it
    /// was not stopped.
    ///
    /// # Errors
    /// If the server can't be asked.
    pub fn rows(&self, cancel: &Cancel, mut take: impl FnMut(RemoteRow) -> bool) -> Result<bool, Trouble> {
        let request = ReadRequest { all_versions: true, ..ReadRequest::default() };
        let selection = self.index.selection(&request).map_err(|_| Trouble::NotUnderstood)?;
        let mut bad = None;
        let read = read_pages(&self.patient, &self.address.index, &selection, cancel, |hit| {
            match self.index.read(hit) {
                Ok(read) => take(RemoteRow::of(read)),
                Err(trouble) => {
                    bad = Some(trouble);
                    false
                }
            }
        });
        bad.map_or(read, Err)
    }

    /// Reads all rows into a catalogue.
    ///
    /// # Errors
    /// If the server can't be asked.
    pub fn catalogue(&self) -> Result<Catalogue, Trouble> {
        let (mut builder, mut segment, mut ordinal) =
            (CatalogueBuilder::default(), SegmentBuilder::default(), 0);
        self.rows(&Cancel::default(), |row| {
            self.note(row.document, ordinal);
            ordinal += 1;
            segment.push(&row.path, &row.read);
            if segment.is_full() {
                builder.push(segment.take());
            }
            true
        })?;
        builder.push(segment.take());
        Ok(builder.snapshot())
    }

    /// Notes the ordinal of a row, by the hash of its document's id.
    pub fn note(&self, document: u64, ordinal: u32) {
        self.ordinals.write().unwrap_or_else(PoisonError::into_inner).insert(document, ordinal);
    }

    /// Reads rows only where they are looked at from now on, because it has too many.
    pub fn begin_pages(&self) {
        self.has_pages.store(true, Ordering::Relaxed);
        *self.ordinals.write().unwrap_or_else(PoisonError::into_inner) = FxHashMap::default();
        self.forget();
    }

    /// Whether rows are read only where they are looked at.
    pub(super) fn has_pages(&self) -> bool {
        self.has_pages.load(Ordering::Relaxed)
    }

    /// The article of a hit; `None` if it makes no sense.
    pub(super) fn document_from(&self, hit: Value) -> Option<ReadDocument> {
        self.index.read(hit).ok()
    }

    /// The state of the index now. Notes that it answers.
    ///
    /// # Errors
    /// If the server can't be asked.
    pub fn state(&self) -> Result<IndexState, Trouble> {
        let (query, mark, is_being_published) = match find_index(&self.client, &self.address)? {
            IndexFound::Own(own) => {
                self.is_masked.store(own.masked, Ordering::Relaxed);
                let mark = format!("{} {}", own.name, own.updated.as_deref().unwrap_or_default());
                (ReadRequest::all_articles(), mark, own.publishing.is_some())
            }
            _ => (json!({ "match_all": {} }), String::new(), false),
        };
        let request = json!({ "size": 0, "track_total_hits": true, "query": query });
        let answer = self.client.ask(Method::POST, &self.search_path(), Some(&request))?;
        let count = total_of(&answer).ok_or(Trouble::NotUnderstood)?;
        self.is_lost.store(false, Ordering::Relaxed);
        Ok(IndexState { count, is_being_published, mark })
    }

    /// Forgets what was read and found, because the index has changed.
    pub fn forget(&self) {
        self.forgotten.fetch_add(1, Ordering::Relaxed);
        self.read.lock().unwrap_or_else(PoisonError::into_inner).clear();
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = None;
        *self.crawled.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// When its articles were crawled, as counted before, or else by `count`.
    pub(super) fn crawled(
        &self,
        cancel: &Cancel,
        count: impl FnOnce() -> Result<Vec<CrawledBetween>, Trouble>,
    ) -> Result<Arc<Vec<CrawledBetween>>, Trouble> {
        let known = self.crawled.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let forgotten = self.forgotten.load(Ordering::Relaxed);
        let counted = Arc::new(count()?);
        if !cancel.is_cancelled() && self.forgotten.load(Ordering::Relaxed) == forgotten {
            *self.crawled.lock().unwrap_or_else(PoisonError::into_inner) = Some(counted.clone());
        }
        Ok(counted)
    }

    fn search_path(&self) -> String {
        format!("/{}/_search", self.address.index)
    }

    pub(super) fn ask(&self, request: &Value, cancel: &Cancel) -> Result<Value, Trouble> {
        self.client.ask_until(Method::POST, &self.search_path(), Some(request), cancel)
    }

    /// Whether the server doesn't answer, as far as is known.
    pub(super) fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Relaxed)
    }

    /// Notes that the server doesn't answer, and reports it once.
    fn lose(&self) {
        if !self.is_lost.swap(true, Ordering::Relaxed) {
            (self.on_lost)();
        }
    }

    /// Why the server has no answer to a query. Notes if it doesn't answer at all.
    pub(super) fn cant(&self, trouble: &Trouble) -> CantAnswer {
        if trouble.is_loss() {
            self.lose();
            return CantAnswer::Unreachable;
        }
        CantAnswer::Refused
    }
}
