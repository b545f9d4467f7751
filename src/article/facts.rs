//! What only some kinds of file say of an article, kept apart so that the crawler's files, which say none of it, pay
//! nothing for it.

use super::Published;
use serde::{Deserialize, Serialize};

/// What only some kinds of file say of an article. An absent text is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Tags and keywords, in order.
    pub keywords: Vec<String>,
    /// Every section where there are several, each with levels by `>`.
    pub categories: Vec<String>,
    /// What kind of incident the article tells of.
    pub incident: Vec<String>,
    /// The address at the publisher, beside one at a portal.
    pub original: String,
    /// When it was last changed.
    pub modified: Option<Published>,
    /// People that are named.
    pub people: Vec<String>,
    /// Places that are named.
    pub places: Vec<String>,
    /// Organizations that are named.
    pub organizations: Vec<String>,
    /// Every noun of the article, in running order.
    pub words: Vec<String>,
    /// The printed page: `A1`.
    pub page: String,
    /// The printed edition.
    pub edition: String,
    /// Paper or online.
    pub medium: String,
    /// Why a provider leaves it out of analyses: `중복`.
    pub excluded: String,
}
