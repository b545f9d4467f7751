//! An index that is open as an archive: its rows, the articles that are read from it, and what it finds.
//! Knows whether the server answers, and tells whoever follows the index when it no longer does.

use super::answers::total_of;
use super::client::Client;
use super::counts::CrawledBetween;
use super::index::{IndexFound, find_index};
use super::list_rows::FoundThere;
use super::pages::{HitSelection, read_pages};
use super::reading::{ReadDocument, ReadRequest, Readable};
use super::translate::Translation;
use super::trouble::Trouble;
use super::{Address, publish::hash};
use crate::archive::{
    Cancel, Catalogue, CatalogueBuilder, RemoteArticles, RemoteFound, RemoteRow, Row, SegmentBuilder,
};
use crate::article::{Article, Integrity, Problem, ProblemKind};
use crate::library::Marks;
use crate::search::{CantAnswer, MatchKind, RemoteSearch, Search};
use crate::text::hanja::Abbreviations;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use ureq::http::Method;

/// How many articles that were read are kept, and the most bytes that each may have.
const KEPT: usize = 64;
const KEPT_BYTES: usize = 256 << 10;

/// The most articles that a search gets in one request; servers answer no more.
const AT_ONCE: usize = 10_000;

/// The hits of a query: hashes of documents' ids, with their kinds of match.
type ServerHits = Vec<(u64, MatchKind)>;

/// An index that is open as an archive.
pub struct OpenIndex {
    /// The connection where someone waits for the answer, and the one for work in the background.
    pub(super) client: Client,
    pub(super) patient: Client,
    pub(super) address: Address,
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
        address: Address,
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

    /// Reads the rows of all versions of all articles, newest first, until `take` returns false.
    ///
    /// # Errors
    /// If the server can't be asked.
    pub fn rows(&self, mut take: impl FnMut(RemoteRow) -> bool) -> Result<bool, Trouble> {
        let request = ReadRequest { all_versions: true, ..ReadRequest::default() };
        let selection = self.index.selection(&request).map_err(|_| Trouble::NotUnderstood)?;
        let mut bad = None;
        let read =
            read_pages(&self.client, &self.address.index, &selection, |hit| match self.index.read(hit) {
                Ok(read) => take(RemoteRow::of(read)),
                Err(trouble) => {
                    bad = Some(trouble);
                    false
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
        self.rows(|row| {
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
    pub fn read_in_pages(&self) {
        self.has_pages.store(true, Ordering::Relaxed);
        *self.ordinals.write().unwrap_or_else(PoisonError::into_inner) = FxHashMap::default();
        self.forget();
    }

    /// Whether rows are read only where they are looked at.
    pub(super) fn has_pages(&self) -> bool {
        self.has_pages.load(Ordering::Relaxed)
    }

    /// The article of a hit; `None` if it makes no sense.
    pub(super) fn read_hit(&self, hit: Value) -> Option<ReadDocument> {
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

    /// Notes that the server doesn't answer, and tells so once.
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

    /// The article of a row.
    fn article(&self, path: &str, entry: Option<u32>) -> Result<Option<Article>, Trouble> {
        let query = Some(self.index.at(path, entry));
        let request =
            ReadRequest { query, all_versions: true, texts: true, limit: Some(1), ..ReadRequest::default() };
        let selection = self.index.selection(&request).map_err(|_| Trouble::NotUnderstood)?;
        let request = json!({ "size": 1, "query": selection.query, "_source": selection.source });
        let mut answer = self.client.ask(Method::POST, &self.search_path(), Some(&request))?;
        let Some(hit) = answer.pointer_mut("/hits/hits/0").map(Value::take) else { return Ok(None) };
        let read = self.index.read(hit)?;
        let was_intact = Integrity::from(read.document.integrity) == Integrity::Intact;
        let mut article = read.article;
        if self.is_masked.load(Ordering::Relaxed) && was_intact {
            // Its text has signs in place of addresses, so that there is nothing left to check it by.
            article.stored_hash = None;
        }
        Ok(Some(article))
    }

    /// What a query finds, from the last answer if it is the same.
    fn hits(
        &self,
        translation: Translation,
        search: &Search,
        marks: &Marks,
        cancel: &Cancel,
    ) -> Result<Arc<ServerHits>, Trouble> {
        let known = self.found.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, _, hits)) =
            known.filter(|(known, text, _)| *known == translation && *text == search.text)
        {
            return Ok(hits);
        }
        let forgotten = self.forgotten.load(Ordering::Relaxed);
        let hits = Arc::new(if translation.is_exact {
            self.exact_hits(&translation, cancel)?
        } else {
            self.checked_hits(&translation, search, marks, cancel)?
        });
        // Of an index that has changed meanwhile it would be kept for its new articles.
        if !cancel.is_cancelled() && self.forgotten.load(Ordering::Relaxed) == forgotten {
            let found = Some((translation, search.text.clone(), hits.clone()));
            *self.found.lock().unwrap_or_else(PoisonError::into_inner) = found;
        }
        Ok(hits)
    }

    fn exact_hits(&self, translation: &Translation, cancel: &Cancel) -> Result<ServerHits, Trouble> {
        let selection = self.index.found(translation);
        let mut request = selection.request(AT_ONCE);
        request["track_total_hits"] = json!(AT_ONCE + 1);
        let answer = self.ask(&request, cancel)?;
        let hit = |hit: &Value| Some((hash(self.index.document_of(hit)?), translation.kinds.of(hit)));
        let first = answer.pointer("/hits/hits").and_then(Value::as_array).ok_or(Trouble::NotUnderstood)?;
        if total_of(&answer).is_some_and(|total| total as usize <= AT_ONCE) {
            return Ok(first.iter().filter_map(hit).collect());
        }
        let mut hits = Vec::new();
        read_pages(&self.client, &self.address.index, &selection, |found| {
            hits.extend(hit(&found));
            !cancel.is_cancelled()
        })?;
        Ok(hits)
    }

    /// Checks what the server finds article by article, where it can't be asked exactly.
    fn checked_hits(
        &self,
        translation: &Translation,
        search: &Search,
        marks: &Marks,
        cancel: &Cancel,
    ) -> Result<ServerHits, Trouble> {
        let request = ReadRequest {
            query: Some(translation.clone()),
            all_versions: true,
            texts: true,
            ..ReadRequest::default()
        };
        let selection = self.index.selection(&request).map_err(|_| Trouble::NotUnderstood)?;
        let mut hits = Vec::new();
        read_pages(&self.client, &self.address.index, &selection, |hit| {
            let id = self.index.document_of(&hit).map(hash);
            if let Ok(read) = self.index.read(hit)
                && let Some(kind) = read.kind(&search.matcher, marks)
            {
                hits.extend(id.map(|id| (id, kind)));
            }
            !cancel.is_cancelled()
        })?;
        Ok(hits)
    }
}

impl RemoteArticles for OpenIndex {
    fn everything(self: Arc<Self>, all_versions: bool) -> Option<Arc<dyn RemoteFound>> {
        if !self.has_pages() {
            return None;
        }
        self.all(all_versions).map(|found| Arc::new(found) as _)
    }

    fn read(&self, row: &Row<'_>) -> Article {
        let (path, entry) = (row.path(), row.entry());
        let is_it = |(of, at, _): &&(String, Option<u32>, Article)| of == path && *at == entry;
        let known = self.read.lock().unwrap_or_else(PoisonError::into_inner).iter().find(is_it).cloned();
        if let Some((.., article)) = known {
            return article;
        }
        let unread = |detail: Option<String>| Article {
            title: row.title().to_owned(),
            problems: vec![Problem { kind: ProblemKind::Unreadable, line: None, detail }],
            ..Article::default()
        };
        match self.article(path, entry) {
            Ok(Some(article)) => {
                if article.body.len() <= KEPT_BYTES {
                    let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
                    read.truncate(KEPT - 1);
                    read.push_front((path.to_owned(), entry, article.clone()));
                }
                article
            }
            Ok(None) => unread(None),
            Err(trouble) => {
                if trouble.is_loss() {
                    self.lose();
                }
                unread(Some(trouble.to_string()))
            }
        }
    }
}

impl OpenIndex {
    /// All articles in list order.
    fn all(self: Arc<Self>, all_versions: bool) -> Option<FoundThere> {
        let request = ReadRequest { all_versions, ..ReadRequest::default() };
        let selection = self.index.selection(&request).ok()?;
        Some(FoundThere { index: self, selection, checked: None })
    }
}

impl RemoteSearch for OpenIndex {
    fn find(
        &self,
        search: &Search,
        abbreviations: &Abbreviations,
        marks: &Marks,
        cancel: &Cancel,
    ) -> Result<Option<Vec<(u32, MatchKind)>>, CantAnswer> {
        if self.is_lost() {
            return Err(CantAnswer::Unreachable);
        }
        let translation = self.index.translate(&search.query, abbreviations, marks)?;
        let hits = match self.hits(translation, search, marks, cancel) {
            _ if cancel.is_cancelled() => return Ok(None),
            Ok(hits) => hits,
            Err(trouble) => return Err(self.cant(&trouble)),
        };
        let ordinals = self.ordinals.read().unwrap_or_else(PoisonError::into_inner);
        let ordinal = |(id, kind): &(u64, MatchKind)| Some((*ordinals.get(id)?, *kind));
        let mut listed: Vec<(u32, MatchKind)> = hits.iter().filter_map(ordinal).collect();
        listed.sort_unstable();
        Ok(Some(listed))
    }
}

impl HitSelection {
    /// A request for its first articles.
    fn request(&self, size: usize) -> Value {
        json!({ "size": size, "query": self.query, "sort": self.sort, "_source": self.source })
    }
}
