//! Sets of articles and codes in backups.

use super::{ArticleSet, Edit, Marks};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A set of articles with its name.
#[derive(Serialize, Deserialize)]
pub(super) struct BackedUpSet {
    name: String,
    #[serde(flatten)]
    set: ArticleSet,
}

/// What a coder found an article to be.
#[derive(Serialize, Deserialize)]
pub(super) struct BackedUpCode {
    article: String,
    variable: String,
    coder: String,
    value: String,
}

impl BackedUpSet {
    /// The edit that restores it.
    pub(super) fn edit(self) -> Edit {
        Edit::Set(self.name, Some(Arc::new(self.set)))
    }
}

impl BackedUpCode {
    /// The edit that restores it; `None` if it is a code of nothing.
    pub(super) fn edit(self) -> Option<Edit> {
        let Self { article, variable, coder, value } = self;
        (!variable.is_empty()).then(|| Edit::Code(article.into(), variable, coder, Some(value)))
    }
}

pub(super) fn sets_of(marks: &Marks) -> Vec<BackedUpSet> {
    let sets = marks.sets().iter();
    sets.map(|(name, set)| BackedUpSet { name: name.clone(), set: ArticleSet::clone(set) }).collect()
}

pub(super) fn codes_of(marks: &Marks) -> Vec<BackedUpCode> {
    let all = marks.coded().iter().flat_map(|(key, codes)| codes.iter().map(move |code| (key, code)));
    let code = |(key, ((variable, coder), value)): (&super::ArticleKey, (&(String, String), &String))| {
        BackedUpCode {
            article: key.to_string(),
            variable: variable.clone(),
            coder: coder.clone(),
            value: value.clone(),
        }
    };
    all.map(code).collect()
}
