//! Fills an index, or brings it up to date. Behind the alias that an address names stands an index of Seogo's
//! own; one that lacks Seogo's mark is never written to or deleted. Nothing that was written is seen before
//! the end.

use super::address::IndexAddress;
use super::bulk::{BulkBatch, RefusedDocuments};
use super::client::Client;
use super::document::ARTICLE;
use super::index::{MAPPING, creation, finished_mark, own_indices, unfinished_mark};
use super::lock::Lock;
use super::pages::{HitSelection, read_pages};
use super::plan::{CantPublish, Plan};
use super::ready_document::ReadyDocument;
use super::trouble::Trouble;
use crate::archive::Cancel;
use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHasher};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};
use ureq::http::Method;

/// What an index has of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    New,
    /// An older state of it.
    Changed,
    /// All of it.
    Same,
}

/// A publish under way. Threads can share it.
#[derive(Debug)]
pub struct Publishing<'a> {
    client: &'a Client,
    alias: &'a str,
    plan: Plan,
    /// The locks of the index that is filled, and of the one that it replaces: nobody may write into that
    /// until it is deleted.
    locks: Mutex<Vec<(String, Lock)>>,
}

/// What an index had before: by a hash of their ids, a hash of what its documents say. Those that the archive
/// still has are taken out one by one.
#[derive(Debug, Default)]
pub struct PublishedBefore(FxHashMap<u64, u64>);

impl PublishedBefore {
    /// What the index has of a document. Each is to be asked for once.
    pub fn standing(&mut self, document: &ReadyDocument) -> Standing {
        match self.0.remove(&hash(&document.id)) {
            None => Standing::New,
            Some(print) if print == hash(&document.print) => Standing::Same,
            Some(_) => Standing::Changed,
        }
    }
}

impl<'a> Publishing<'a> {
    /// Starts to publish: makes the index if need be, locks it, and finds out what it has.
    ///
    /// # Errors
    /// If another publisher is at work, or the server refuses.
    pub fn begin(
        client: &'a Client,
        address: &'a IndexAddress,
        plan: Plan,
    ) -> Result<(Self, PublishedBefore), CantPublish> {
        let meta = unfinished_mark(&Timestamp::now().to_string(), plan.masked);
        let mut locks = Vec::new();
        if let Some(replaced) = &plan.replaced {
            locks.push((replaced.name.clone(), Lock::take(client, &replaced.name)?));
        }
        let mut publishing = Self { client, alias: &address.index, plan, locks: Mutex::new(locks) };
        let prepared = publishing.take(&meta).and_then(|()| match publishing.plan.is_to_be_made {
            true => Ok(PublishedBefore::default()),
            false => Ok(publishing.prepare(&meta)?),
        });
        match prepared {
            Ok(known) => Ok((publishing, known)),
            Err(trouble) => {
                // The lock would otherwise hold up the next publish for a while.
                let _ = publishing.stop();
                Err(trouble)
            }
        }
    }

    /// Makes the index if need be, and locks it.
    fn take(&mut self, meta: &Value) -> Result<(), CantPublish> {
        let Plan { target, shape, .. } = &self.plan;
        if self.plan.is_to_be_made {
            let request = creation(shape.shards, shape.replicas, meta);
            self.client.send_once(Method::PUT, &format!("/{target}"), &request)?;
        }
        let lock = (target.clone(), Lock::take(self.client, target)?);
        self.locks.get_mut().unwrap_or_else(PoisonError::into_inner).push(lock);
        Ok(())
    }

    /// Prepares an index that exists: reads what it has, and marks it as being published.
    fn prepare(&self, meta: &Value) -> Result<PublishedBefore, Trouble> {
        let target = &self.plan.target;
        if let Some(replicas) = self.plan.shape.replicas {
            let settings = json!({ "index": { "number_of_replicas": replicas } });
            self.client.ask(Method::PUT, &format!("/{target}/_settings"), Some(&settings))?;
        }
        if self.plan.is_new {
            // Nobody sees it yet, and a publish that was interrupted may have left documents.
            self.client.ask(Method::POST, &format!("/{target}/_refresh"), None)?;
        }
        let mut known = FxHashMap::default();
        self.each_document(|id, print, _| {
            known.insert(hash(id), hash(print));
        })?;
        self.client.ask(Method::PUT, &format!("/{target}/_mapping"), Some(&json!({ "_meta": meta })))?;
        Ok(PublishedBefore(known))
    }

    /// Calls `found` with the id, the print and the path of every document of the index.
    fn each_document(&self, mut found: impl FnMut(&str, &str, &str)) -> Result<(), Trouble> {
        let selection = HitSelection {
            query: json!({ "term": { "is": ARTICLE } }),
            sort: json!([{ "doc": "asc" }]),
            texts: false,
            source: json!(["print", "path"]),
            limit: usize::MAX,
        };
        read_pages(self.client, &self.plan.target, &selection, &Cancel::default(), |hit| {
            let text = |at: &str| hit.pointer(at).and_then(Value::as_str).unwrap_or_default();
            found(text("/_id"), text("/_source/print"), text("/_source/path"));
            true
        })?;
        Ok(())
    }

    /// The ids of the documents that were not asked for and whose path `may_go`: the folder no longer has
    /// their articles.
    ///
    /// # Errors
    /// If the server can't be asked.
    pub fn gone(
        &self,
        known: &PublishedBefore,
        mut may_go: impl FnMut(&str) -> bool,
    ) -> Result<Vec<String>, Trouble> {
        let mut gone = Vec::new();
        if !known.0.is_empty() {
            self.each_document(|id, _, path| {
                if known.0.contains_key(&hash(id)) && may_go(path) {
                    gone.push(id.to_owned());
                }
            })?;
        }
        Ok(gone)
    }

    /// Sends a batch, in parts if the server wants them smaller. Returns what it refused.
    ///
    /// # Errors
    /// If the server can't be reached or stays busy.
    pub fn send(&self, batch: &BulkBatch) -> Result<RefusedDocuments, Trouble> {
        batch.send(self.client, &self.plan.target)
    }

    /// Tells other publishers, now and then, that this one is alive.
    ///
    /// # Errors
    /// If another publisher has taken over, or the server can't be reached.
    pub fn renew_lock(&self) -> Result<(), CantPublish> {
        let mut locks = self.locks.lock().unwrap_or_else(PoisonError::into_inner);
        locks.iter_mut().try_for_each(|(index, lock)| lock.keep(self.client, index))
    }

    /// Lets all that was written be seen, and unlocks the index. A new index takes the place of the one
    /// before, which is deleted, as is what earlier publishes left behind.
    ///
    /// # Errors
    /// If the server can't be reached or refuses. The index is unlocked nevertheless, if that is possible.
    pub fn finish(self) -> Result<(), Trouble> {
        let shown = self.show();
        if shown.is_err() {
            let _ = self.unlock(|_| true);
            return shown;
        }
        // The lock of the index that is replaced goes with it.
        self.unlock(|index| index == self.plan.target)?;
        self.delete_unused()
    }

    fn show(&self) -> Result<(), Trouble> {
        let (client, Plan { target, .. }) = (self.client, &self.plan);
        client.ask(Method::POST, &format!("/{target}/_refresh"), None)?;
        if self.plan.is_new {
            let mut actions = vec![json!({ "add": { "index": target, "alias": self.alias } })];
            if let Some(replaced) = &self.plan.replaced {
                actions.insert(0, json!({ "remove": { "index": replaced.name, "alias": self.alias } }));
            }
            client.ask(Method::POST, "/_aliases", Some(&json!({ "actions": actions })))?;
        }
        // Last, because an index that is neither marked as being published nor named by an alias is deleted
        // as unused.
        let meta = finished_mark(&Timestamp::now().to_string(), self.plan.masked);
        client.ask(Method::PUT, &format!("/{target}/_mapping"), Some(&json!({ "_meta": meta }))).map(drop)
    }

    /// Deletes the index that was replaced, and those of the same alias that nothing names and that nobody goes
    /// on with: those that are complete, and those that an older version of Seogo began.
    fn delete_unused(&self) -> Result<(), Trouble> {
        let Plan { target, replaced, .. } = &self.plan;
        let (own, _) = own_indices(self.client, self.alias)?;
        let unnamed = || own.iter().filter(|own| !own.has_alias);
        let unused = unnamed().filter(|own| own.publishing.is_none());
        let mut names: BTreeSet<&str> = replaced.iter().chain(unused).map(|own| own.name.as_str()).collect();
        for begun in unnamed().filter(|own| own.publishing.is_some() && own.version < MAPPING) {
            match Lock::take(self.client, &begun.name) {
                Ok(_) => drop(names.insert(&begun.name)),
                Err(CantPublish::Trouble(trouble)) => return Err(trouble),
                // That version is still at work.
                Err(CantPublish::Locked | CantPublish::Taken | CantPublish::Newer) => {}
            }
        }
        for name in names.into_iter().filter(|name| name != target) {
            match self.client.ask(Method::DELETE, &format!("/{name}"), None) {
                Ok(_) | Err(Trouble::NoIndex) => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(())
    }

    /// Leaves the index as it is, for a later publish to go on.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub fn stop(self) -> Result<(), Trouble> {
        self.unlock(|_| true)
    }

    /// Unlocks some of its indices.
    fn unlock(&self, which: impl Fn(&str) -> bool) -> Result<(), Trouble> {
        let locks = self.locks.lock().unwrap_or_else(PoisonError::into_inner);
        let mut some = locks.iter().filter(|(index, _)| which(index));
        some.try_for_each(|(index, lock)| lock.release(self.client, index))
    }
}

/// A short hash for finding documents that are the same.
pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
