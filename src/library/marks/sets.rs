//! Sets of articles that were drawn to be read and coded, and the codes that coders gave to articles.

use super::{ArticleKey, Edit, Marks};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A set of articles, with all that is needed to draw it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleSet {
    /// The query that found what it was drawn from, with days in figures.
    pub query: String,
    /// The path of the archive.
    pub archive: String,
    /// How it was drawn, as the command line's arguments say it.
    pub method: String,
    /// The seed; `None` if nothing was drawn at random.
    pub seed: Option<u64>,
    /// The name of the way it was drawn, with its version.
    pub drawing: String,
    /// The program's version.
    pub version: String,
    /// How many articles it was drawn from.
    pub frame: usize,
    pub strata: Vec<SetStratum>,
    /// When it was made.
    pub at: Timestamp,
    /// The keys of its articles.
    pub articles: BTreeSet<String>,
}

/// A part of what a set was drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetStratum {
    pub name: String,
    /// How many there were to draw (N): articles, or days of constructed weeks.
    pub of: usize,
    /// How many were drawn (n).
    pub drawn: usize,
}

/// The codes of an article: by variable and coder, the value.
pub type Codes = BTreeMap<(String, String), String>;

impl Marks {
    /// All sets by name.
    pub fn sets(&self) -> &BTreeMap<String, Arc<ArticleSet>> {
        &self.sets
    }

    /// The codes of the article with a key.
    pub fn codes(&self, key: &str) -> Option<&Codes> {
        self.codes.get(key)
    }

    pub fn coded(&self) -> &BTreeMap<ArticleKey, Codes> {
        &self.codes
    }

    /// Keeps or drops a set, and returns the edit that undoes it.
    pub(super) fn put_set(&mut self, name: &str, set: Option<Arc<ArticleSet>>) -> Option<Edit> {
        let all = Arc::make_mut(&mut self.sets);
        let before = match &set {
            Some(set) => all.insert(name.to_owned(), set.clone()),
            None => all.remove(name),
        };
        (before != set).then(|| Edit::Set(name.to_owned(), before))
    }

    /// Keeps or drops a code, and returns the edit that undoes it.
    pub(super) fn put_code(
        &mut self,
        key: &ArticleKey,
        (variable, coder): (&str, &str),
        value: Option<&str>,
    ) -> Option<Edit> {
        let all = Arc::make_mut(&mut self.codes);
        let of = (variable.to_owned(), coder.to_owned());
        let codes = all.entry(key.clone()).or_default();
        let before = match value {
            Some(value) => codes.insert(of, value.to_owned()),
            None => codes.remove(&of),
        };
        if codes.is_empty() {
            all.remove(key);
        }
        let undo = || Edit::Code(key.clone(), variable.to_owned(), coder.to_owned(), before.clone());
        (before.as_deref() != value).then(undo)
    }
}
