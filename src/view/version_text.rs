//! What is said of an article's versions and of how they differ.

use super::strings::{Strings, group_digits};
use crate::article::Change;

impl Strings {
    /// The mark on a row whose article has several files that say the same.
    pub fn copy_count(&self, count: usize) -> String {
        if self.is_korean() { format!("사본 {count}개") } else { format!("{count} copies") }
    }

    /// What a version is called.
    pub fn version_number(&self, number: usize) -> String {
        if self.is_korean() { format!("{number}판") } else { format!("version {number}") }
    }

    /// What became of a sentence.
    pub fn change(&self, change: Change) -> &'static str {
        match (change, self.is_korean()) {
            (Change::Kept, true) => "그대로",
            (Change::Kept, false) => "Kept",
            (Change::Added, true) => "추가",
            (Change::Added, false) => "Added",
            (Change::Removed, true) => "삭제",
            (Change::Removed, false) => "Removed",
            (Change::Rewritten, true) => "고침",
            (Change::Rewritten, false) => "Edited",
        }
    }

    /// The same, short enough for a margin.
    pub fn change_sign(&self, change: Change) -> &'static str {
        match (change, self.is_korean()) {
            (_, true) => self.change(change),
            (Change::Kept, false) => "",
            (Change::Added, false) => "new",
            (Change::Removed, false) => "cut",
            (Change::Rewritten, false) => "edit",
        }
    }

    /// What a screen reader says of a rewritten sentence.
    pub fn rewritten_name(&self, text: &str, removed: &str, added: &str) -> String {
        let part = |change, text: &str| match text {
            "" => None,
            text => Some(format!("{}: {text}", self.change(change))),
        };
        let parts: Vec<_> =
            [part(Change::Removed, removed), part(Change::Added, added)].into_iter().flatten().collect();
        format!("{}: {text} ({})", self.change(Change::Rewritten), parts.join("; "))
    }

    /// How many sentences of a body differ.
    pub fn body_changes(&self, rewritten: usize, removed: usize, added: usize) -> String {
        let counts = [(Change::Rewritten, rewritten), (Change::Removed, removed), (Change::Added, added)];
        let counts = counts.into_iter().filter(|&(_, count)| count > 0);
        let counts: Vec<_> = counts
            .map(|(change, count)| format!("{} {}", self.change(change), group_digits(count)))
            .collect();
        format!("{}: {}", if self.is_korean() { "본문" } else { "Body" }, counts.join(", "))
    }
}
