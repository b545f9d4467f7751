//! Facts that only some kinds of file have, kept apart so that the crawler's files, which have none, needn't
//! pay for them.

use super::Published;
use serde::{Deserialize, Serialize};

/// Facts that only some kinds of file have. Missing texts are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Tags and keywords, in order.
    pub keywords: Vec<String>,
    /// All sections if there are several, with levels separated by `>`.
    pub categories: Vec<String>,
    /// The kind of incident the article is about.
    pub incident: Vec<String>,
    /// The address at the publisher, if `url` is a portal's.
    pub original: String,
    /// When it was last modified.
    pub modified: Option<Published>,
    /// People mentioned.
    pub people: Vec<String>,
    /// Places mentioned.
    pub places: Vec<String>,
    /// Organizations mentioned.
    pub organizations: Vec<String>,
    /// All nouns of the article, in text order.
    pub words: Vec<String>,
    /// The page in the printed edition: `A1`.
    pub page: String,
    /// The printed edition.
    pub edition: String,
    /// Paper or online.
    pub medium: String,
    /// Why a provider excludes it from analyses: `중복`.
    pub excluded: String,
}

impl Facts {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        let Self {
            keywords,
            categories,
            incident,
            original,
            modified,
            people,
            places,
            organizations,
            words,
            page,
            edition,
            medium,
            excluded,
        } = self;
        let mut lists = [keywords, categories, incident, people, places, organizations, words].into_iter();
        let mut texts = [original, page, edition, medium, excluded].into_iter();
        lists.all(Vec::is_empty) && texts.all(String::is_empty) && modified.is_none()
    }

    /// All sections of an article whose first is `category`; one empty text if it has none.
    pub fn sections<'a>(facts: Option<&'a Self>, category: &'a str) -> Vec<&'a str> {
        match facts {
            Some(facts) if !facts.categories.is_empty() => {
                facts.categories.iter().map(String::as_str).collect()
            }
            _ => vec![category],
        }
    }
}
