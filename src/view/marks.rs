//! Names the changes to marks, for the message after a change and after undo or redo.

use super::texts::lang::Lang;
use crate::library::{Edit, LibraryError};
use std::collections::BTreeSet;

/// A kind of change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkedWhat {
    Star,
    Unstar,
    Read,
    Unread,
    Note,
    Highlight,
    Unhighlight,
    Tag(String),
    Untag(String),
    ColorTag(String),
    RenameTag(String),
    DeleteTag(String),
    SaveSearch(String),
    RenameSearch(String),
    MoveSearch(String),
    DeleteSearch(String),
    DeleteSet(String),
    StoryApart,
    StoryTogether,
    StoryWithdrawn,
    Restore,
}

/// A change, and how many articles it affected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The kind of change.
    pub what: MarkedWhat,
    /// How many articles it affected.
    pub articles: usize,
}

impl Marked {
    /// Describes the change made by these edits.
    pub fn new(what: MarkedWhat, edits: &[Edit]) -> Self {
        let keys: BTreeSet<_> = edits.iter().filter_map(Edit::article).collect();
        Self { what, articles: keys.len() }
    }

    /// Whether a message reports it, because it can't be seen where it was done.
    pub fn is_told(&self) -> bool {
        let is_seen_elsewhere = matches!(
            self.what,
            MarkedWhat::Restore
                | MarkedWhat::StoryApart
                | MarkedWhat::StoryTogether
                | MarkedWhat::StoryWithdrawn
        );
        self.articles > 1 || is_seen_elsewhere
    }
}

impl Lang {
    /// Says what was changed, on how many articles.
    pub fn marked(self, marked: &Marked) -> String {
        let done = match &marked.what {
            MarkedWhat::Tag(tag) => self.marked_tag(tag),
            MarkedWhat::Untag(tag) => self.marked_untag(tag),
            MarkedWhat::ColorTag(tag) => self.marked_color(tag),
            MarkedWhat::RenameTag(name) | MarkedWhat::RenameSearch(name) => self.marked_rename(name),
            MarkedWhat::DeleteTag(tag) => self.marked_delete_tag(tag),
            MarkedWhat::SaveSearch(name) => self.marked_save(name),
            MarkedWhat::MoveSearch(name) => self.marked_move(name),
            MarkedWhat::DeleteSearch(name) => self.marked_delete_search(name),
            MarkedWhat::DeleteSet(name) => self.marked_delete_set(name),
            MarkedWhat::StoryApart => self.marked_story_apart().to_owned(),
            MarkedWhat::StoryTogether => self.marked_story_together().to_owned(),
            MarkedWhat::StoryWithdrawn => self.marked_story_withdrawn().to_owned(),
            MarkedWhat::Note => self.marked_note().to_owned(),
            MarkedWhat::Highlight => self.marked_highlight().to_owned(),
            MarkedWhat::Unhighlight => self.marked_unhighlight().to_owned(),
            MarkedWhat::Star => self.marked_star().to_owned(),
            MarkedWhat::Unstar => self.marked_unstar().to_owned(),
            MarkedWhat::Read => self.marked_read().to_owned(),
            MarkedWhat::Unread => self.marked_unread().to_owned(),
            MarkedWhat::Restore => self.marked_restore().to_owned(),
        };
        match marked.articles {
            0 | 1 => done,
            count => format!("{done} · {}", self.article_count(count)),
        }
    }

    /// Says that a backup could not be written or read.
    pub fn backup_error(self, error: &LibraryError) -> String {
        let (path, why) = match error {
            LibraryError::Io(path, why) => (path, why.to_string()),
            LibraryError::SetAside(path, other) => (path, other.display().to_string()),
            LibraryError::InArchive(path) => return self.in_archive(path),
        };
        self.backup_failed(&path.to_string_lossy(), &why)
    }

    /// Says what was undone.
    pub fn undone(self, marked: &Marked) -> String {
        self.undid(&self.marked(marked))
    }

    /// Says what was redone.
    pub fn redone(self, marked: &Marked) -> String {
        self.redid(&self.marked(marked))
    }
}
