//! Single articles of an open index, with their texts.

use super::OpenIndex;
use crate::archive::{Cancel, RemoteArticles, RemoteFound, Row};
use crate::article::{Article, Integrity, Problem, ProblemKind};
use crate::cluster::found_there::FoundThere;
use crate::cluster::reading::ReadRequest;
use crate::cluster::trouble::Trouble;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use ureq::http::Method;

/// How many articles that were read are kept, and the most bytes that each may have.
const KEPT: usize = 64;
const KEPT_BYTES: usize = 256 << 10;

impl RemoteArticles for OpenIndex {
    fn everything(self: Arc<Self>, all_versions: bool) -> Option<Arc<dyn RemoteFound>> {
        if !self.has_pages() {
            return None;
        }
        self.all(all_versions).map(|found| Arc::new(found) as _)
    }

    fn read(&self, row: &Row<'_>, cancel: &Cancel) -> Article {
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
        match self.article(path, entry, cancel) {
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
                if trouble.is_loss() && !cancel.is_cancelled() {
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

    /// The article of a row.
    fn article(&self, path: &str, entry: Option<u32>, cancel: &Cancel) -> Result<Option<Article>, Trouble> {
        let query = Some(self.index.at(path, entry));
        let request =
            ReadRequest { query, all_versions: true, texts: true, limit: Some(1), ..ReadRequest::default() };
        let selection = self.index.selection(&request).map_err(|_| Trouble::NotUnderstood)?;
        let request = json!({ "size": 1, "query": selection.query, "_source": selection.source });
        let mut answer = self.client.ask_until(Method::POST, &self.search_path(), Some(&request), cancel)?;
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
}
