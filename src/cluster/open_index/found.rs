//! What a query finds in an open index whose rows are all here.

use super::{OpenIndex, ServerHits};
use crate::archive::Cancel;
use crate::cluster::answers::total_of;
use crate::cluster::pages::{HitSelection, read_pages};
use crate::cluster::publish::hash;
use crate::cluster::reading::ReadRequest;
use crate::cluster::translate::Translation;
use crate::cluster::trouble::Trouble;
use crate::search::{Asking, CantAnswer, MatchKind, RemoteSearch, Search};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

/// The most articles that a search gets in one request; servers answer no more.
const AT_ONCE: usize = 10_000;

impl RemoteSearch for OpenIndex {
    fn find(&self, search: &Search, asking: Asking<'_>) -> Result<Option<Vec<(u32, MatchKind)>>, CantAnswer> {
        if self.is_lost() {
            return Err(CantAnswer::Unreachable);
        }
        let translation = self.index.translate(&search.query, asking.abbreviations, asking.marks)?;
        let hits = match self.hits(translation, search, asking) {
            _ if asking.cancel.is_cancelled() => return Ok(None),
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

impl OpenIndex {
    /// What a query finds, from the last answer if it is the same.
    fn hits(
        &self,
        translation: Translation,
        search: &Search,
        asking: Asking<'_>,
    ) -> Result<Arc<ServerHits>, Trouble> {
        let known = self.found.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, _, hits)) =
            known.filter(|(known, text, _)| *known == translation && *text == search.text)
        {
            return Ok(hits);
        }
        let forgotten = self.forgotten.load(Ordering::Relaxed);
        let hits = Arc::new(if translation.is_exact {
            self.exact_hits(&translation, asking.cancel)?
        } else {
            self.checked_hits(&translation, search, asking)?
        });
        // Of an index that has changed meanwhile it would be kept for its new articles.
        if !asking.cancel.is_cancelled() && self.forgotten.load(Ordering::Relaxed) == forgotten {
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
        read_pages(&self.client, &self.address.index, &selection, cancel, |found| {
            hits.extend(hit(&found));
            true
        })?;
        Ok(hits)
    }

    /// Checks what the server finds article by article, where it can't be asked exactly.
    fn checked_hits(
        &self,
        translation: &Translation,
        search: &Search,
        asking: Asking<'_>,
    ) -> Result<ServerHits, Trouble> {
        let request = ReadRequest {
            query: Some(translation.clone()),
            all_versions: true,
            texts: true,
            ..ReadRequest::default()
        };
        let selection = self.index.selection(&request).map_err(|_| Trouble::NotUnderstood)?;
        let mut hits = Vec::new();
        read_pages(&self.client, &self.address.index, &selection, asking.cancel, |hit| {
            let id = self.index.document_of(&hit).map(hash);
            if let Ok(read) = self.index.read(hit)
                && let Some(kind) = read.kind(&search.matcher, asking.marks)
            {
                hits.extend(id.map(|id| (id, kind)));
            }
            true
        })?;
        Ok(hits)
    }
}

impl HitSelection {
    /// A request for its first articles.
    fn request(&self, size: usize) -> Value {
        json!({ "size": size, "query": self.query, "sort": self.sort, "_source": self.source })
    }
}
