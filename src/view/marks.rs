//! What was marked, in words: for the quiet message after it, and after it was undone.

use super::strings::Strings;
use crate::library::{Edit, LibraryError};
use std::collections::BTreeSet;

/// What the reader did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the name is the meaning")]
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
    Restore,
}

/// What the reader did at once, and to how many articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// What.
    pub what: MarkedWhat,
    /// How many articles it changed.
    pub articles: usize,
}

impl Marked {
    /// What was done by these changes.
    pub fn new(what: MarkedWhat, edits: &[Edit]) -> Self {
        let keys: BTreeSet<_> = edits.iter().filter_map(Edit::article).collect();
        Self { what, articles: keys.len() }
    }
}

impl Strings {
    /// What was done, to how many articles.
    pub fn marked(&self, marked: &Marked) -> String {
        let of = |what: &str, name: &str| format!("{what} ‘{name}’");
        let name = match &marked.what {
            MarkedWhat::Tag(tag) => of(self.marked_tag, tag),
            MarkedWhat::Untag(tag) => of(self.marked_untag, tag),
            MarkedWhat::ColorTag(tag) => of(self.marked_color, tag),
            MarkedWhat::RenameTag(name) | MarkedWhat::RenameSearch(name) => of(self.marked_rename, name),
            MarkedWhat::DeleteTag(tag) => of(self.marked_delete_tag, tag),
            MarkedWhat::SaveSearch(name) => of(self.marked_save, name),
            MarkedWhat::MoveSearch(name) => of(self.marked_move, name),
            MarkedWhat::DeleteSearch(name) => of(self.marked_delete_search, name),
            MarkedWhat::Note => self.marked_note.to_owned(),
            MarkedWhat::Highlight => self.marked_highlight.to_owned(),
            MarkedWhat::Unhighlight => self.marked_unhighlight.to_owned(),
            MarkedWhat::Star => self.marked_star.to_owned(),
            MarkedWhat::Unstar => self.marked_unstar.to_owned(),
            MarkedWhat::Read => self.marked_read.to_owned(),
            MarkedWhat::Unread => self.marked_unread.to_owned(),
            MarkedWhat::Restore => self.marked_restore.to_owned(),
        };
        match marked.articles {
            0 | 1 => name,
            count => format!("{name} · {}", self.article_count(count)),
        }
    }

    /// A search is kept.
    pub fn search_saved(&self, name: &str) -> String {
        format!("{} ‘{name}’", self.marked_save)
    }

    /// All marks were written into a file.
    pub fn backed_up(&self, path: &str, articles: usize) -> String {
        let count = self.article_count(articles);
        if self.is_korean() {
            format!("{count}의 표시를 {path}에 백업했습니다")
        } else {
            format!("The marks of {count} were backed up in {path}")
        }
    }

    /// The question whether a file may be replaced.
    pub fn replace_file(&self, path: &str) -> String {
        if self.is_korean() {
            format!("{path} 파일이 이미 있습니다. 새 백업으로 바꿀까요?")
        } else {
            format!("{path} is there already. Replace it with the new backup?")
        }
    }

    /// A backup could not be written or read.
    pub fn backup_error(&self, error: &LibraryError) -> String {
        let (path, why) = match error {
            LibraryError::Io(path, why) => (path, why.to_string()),
            LibraryError::SetAside(path, other) => (path, other.display().to_string()),
        };
        let path = path.display();
        if self.is_korean() {
            format!("{path}: 백업을 쓰거나 읽지 못했습니다 ({why}). 표시는 그대로입니다.")
        } else {
            format!("The backup {path} could not be written or read ({why}). Your marks are as they were.")
        }
    }

    /// What was undone.
    pub fn undone(&self, marked: &Marked) -> String {
        format!("{}: {}", self.undone, self.marked(marked))
    }

    /// What was done again.
    pub fn redone(&self, marked: &Marked) -> String {
        format!("{}: {}", self.redone, self.marked(marked))
    }
}
