//! Reads all that a search finds, page by page, over a point in time, which is reopened at the same place if
//! the server loses it: each page comes after the last article of the one before. There is no limit to how
//! many that are.

use super::answers::total_of;
use super::client::{Client, Dialect};
use super::trouble::Trouble;
use crate::archive::Cancel;
use serde_json::{Value, json};
use ureq::http::Method;

/// How long the server keeps a point in time after each page.
pub(super) const KEPT: &str = "5m";

/// The most articles of a page, with their texts, without, and only their ids.
const WITH_TEXTS: usize = 200;
const WITHOUT_TEXTS: usize = 2_000;
const IDS_ONLY: usize = 10_000;

/// The most articles of the first page.
const FIRST: usize = 100;

/// What to read.
#[derive(Clone, Debug)]
pub struct HitSelection {
    /// The server's query.
    pub(super) query: Value,
    /// The fields to sort by; the last one has to tell all articles apart.
    pub(super) sort: Value,
    /// Whether texts are needed, too.
    pub(super) texts: bool,
    /// The parts of the documents to read, in the server's terms.
    pub(super) source: Value,
    /// The most articles to read.
    pub limit: usize,
}

impl HitSelection {
    /// The articles of it that meet these conditions, too.
    #[must_use]
    pub(super) fn narrowed(self, mut conditions: Vec<Value>) -> Self {
        conditions.push(self.query);
        Self { query: json!({ "bool": { "filter": conditions } }), ..self }
    }

    /// The most articles of a page.
    fn page_size(&self) -> usize {
        match self.source {
            Value::Bool(false) => IDS_ONLY,
            _ if self.texts => WITH_TEXTS,
            _ => WITHOUT_TEXTS,
        }
    }
}

/// How many articles a selection has, exactly.
///
/// # Errors
/// If the server can't be asked, or only part of the index answered.
pub fn count(client: &Client, index: &str, selection: &HitSelection) -> Result<u64, Trouble> {
    let request = json!({ "size": 0, "track_total_hits": true, "query": selection.query });
    let answer = client.ask(Method::POST, &format!("/{index}/_search"), Some(&request))?;
    total_of(&answer).ok_or(Trouble::NotUnderstood)
}

/// Reads the articles of a selection in order. Stops when `take` returns false, and waits no longer for a page
/// once cancelled. Returns whether it was not stopped.
///
/// # Errors
/// If the server can't be asked, or only part of the index answered.
pub fn read_pages(
    client: &Client,
    index: &str,
    selection: &HitSelection,
    cancel: &Cancel,
    mut take: impl FnMut(Value) -> bool,
) -> Result<bool, Trouble> {
    let mut moment = match Moment::open(client, index, cancel) {
        _ if cancel.is_cancelled() => return Ok(false),
        moment => moment?,
    };
    let mut after: Option<Value> = None;
    let mut left = selection.limit;
    let mut most = selection.page_size();
    // The first page is small, so that something can soon be shown.
    let mut size = most.min(FIRST);
    while left > 0 {
        let asked = size.min(left);
        let request = page_request(selection, asked, &moment.id, after.as_ref());
        let mut answer = match client.ask_until(Method::POST, "/_search", Some(&request), cancel) {
            _ if cancel.is_cancelled() => {
                moment.leave();
                return Ok(false);
            }
            // A page of very long articles.
            Err(Trouble::AnswerTooLarge) if size > 1 => {
                (most, size) = (size.div_ceil(8), size.div_ceil(8));
                continue;
            }
            // The server has lost the point in time; or part of it with a node, or all of it with an index
            // that another has replaced.
            Err(Trouble::MomentLost | Trouble::Partial | Trouble::NoIndex) if !moment.is_fresh => {
                moment.leave();
                moment = Moment::open(client, index, cancel)?;
                continue;
            }
            answer => answer?,
        };
        moment.follow(&answer);
        let Some(Value::Array(hits)) = answer.pointer_mut("/hits/hits").map(Value::take) else {
            return Err(Trouble::NotUnderstood);
        };
        let (count, last) = (hits.len(), hits.last().and_then(|hit| hit.get("sort").cloned()));
        for hit in hits {
            if !take(hit) {
                return Ok(false);
            }
        }
        // Without a place to go on from, the same page would come again and again.
        let next = last.filter(|last| after.as_ref() != Some(last));
        if count < asked {
            break;
        }
        after = Some(next.ok_or(Trouble::NotUnderstood)?);
        size = most;
        left -= count.min(left);
    }
    Ok(true)
}

/// A request for the page of so many articles `after` the last one of the page before.
fn page_request(selection: &HitSelection, size: usize, moment: &str, after: Option<&Value>) -> Value {
    let mut request = json!({
        "size": size,
        "query": selection.query,
        "sort": selection.sort,
        "track_total_hits": false,
        "_source": selection.source,
        "pit": { "id": moment, "keep_alive": KEPT },
    });
    if let Some(after) = after {
        request["search_after"] = after.clone();
    }
    request
}

/// Finds out which kind of server it is, if it didn't say.
pub(super) fn settle_dialect(client: &Client, index: &str) -> Result<(), Trouble> {
    if client.is_assumed() { Moment::open(client, index, &Cancel::default()).map(drop) } else { Ok(()) }
}

/// A point in time, forgotten by the server when this is dropped.
pub(super) struct Moment<'a> {
    client: &'a Client,
    pub(super) id: String,
    /// Whether nothing was read from it yet.
    is_fresh: bool,
    /// Whether nobody waits until the server has forgotten it.
    is_left: bool,
}

impl<'a> Moment<'a> {
    /// Opens a point in time; what it returns once cancelled means nothing.
    pub(super) fn open(client: &'a Client, index: &str, cancel: &Cancel) -> Result<Self, Trouble> {
        let (path, key) = match client.dialect() {
            Dialect::OpenSearch => ("_search/point_in_time?allow_partial_pit_creation=false&", "pit_id"),
            Dialect::Elasticsearch => ("_pit?", "id"),
        };
        let path = format!("/{index}/{path}keep_alive={KEPT}");
        let answer = match client.ask_until(Method::POST, &path, None, cancel) {
            Err(Trouble::Refusal(_)) if client.assume_other() => return Self::open(client, index, cancel),
            answer => answer?,
        };
        let id = answer.get(key).and_then(Value::as_str).ok_or(Trouble::NotUnderstood)?.to_owned();
        Ok(Self { client, id, is_fresh: true, is_left: false })
    }

    /// Has nobody wait until the server has forgotten it.
    pub(super) fn leave(&mut self) {
        self.is_left = true;
    }

    /// Goes on with the id that an answer has for it.
    pub(super) fn follow(&mut self, answer: &Value) {
        self.is_fresh = false;
        if let Some(id) = answer.get("pit_id").and_then(Value::as_str) {
            id.clone_into(&mut self.id);
        }
    }
}

impl Drop for Moment<'_> {
    fn drop(&mut self) {
        let (path, body) = match self.client.dialect() {
            Dialect::OpenSearch => ("/_search/point_in_time", json!({ "pit_id": [self.id] })),
            Dialect::Elasticsearch => ("/_pit", json!({ "id": self.id })),
        };
        // The server forgets it after a while anyway.
        if self.is_left {
            self.client.send_unwaited(&Method::DELETE, path, &body);
        } else {
            let _ = self.client.send_once(Method::DELETE, path, &body);
        }
    }
}
