//! The reader's marks: stars, what was read, tags, notes, highlights and saved searches, as one snapshot.
//!
//! A snapshot is cheap to copy and to change a little, so that the window, the search and the library's file each
//! hold one of their own, however many articles are marked.

mod edit;
mod highlight;
mod renewing;

pub use edit::Edit;
pub use highlight::{Highlight, HighlightField, HighlightPlace};

use crate::archive::Catalogue;
use crate::article::Hash;
use crate::text::fold;
use jiff::Timestamp;
use rpds::HashTrieMapSync;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a mark is kept under: the article's key, which does not change when a file is renamed or its folder moved. See
/// [`Catalogue::key`].
pub type ArticleKey = Arc<str>;

/// When a mark was made, and on which version of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The hash of the text; `None` where that was not known.
    pub hash: Option<Hash>,
    /// When.
    pub at: Timestamp,
}

/// What the reader wrote on an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text, never empty.
    pub text: String,
    /// When it was last changed.
    pub stamp: Stamp,
}

/// Everything that is marked on one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleMarks {
    /// Whether it is starred.
    pub star: Option<Stamp>,
    /// Whether it has been read.
    pub read: Option<Stamp>,
    /// Its tags, in order.
    pub tags: Vec<String>,
    /// When each of them was given, in the same order.
    pub tagged: Vec<Stamp>,
    /// The note on it.
    pub note: Option<Note>,
    /// The highlights in it, from its beginning to its end.
    pub highlights: Vec<Highlight>,
    /// All that was written on it, as it is searched: the note, and those on highlights.
    written: String,
}

/// The marks of an article that nobody marked.
static NONE: ArticleMarks = ArticleMarks {
    star: None,
    read: None,
    tags: Vec::new(),
    tagged: Vec::new(),
    note: None,
    highlights: Vec::new(),
    written: String::new(),
};

impl ArticleMarks {
    /// All that the reader wrote on it, a line each; empty where there is nothing.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether nothing is marked on it.
    pub fn is_empty(&self) -> bool {
        *self == NONE
    }

    fn note_written(&mut self) {
        let note = self.note.iter().map(|note| note.text.as_str());
        let on_highlights = self.highlights.iter().map(|highlight| highlight.note.as_str());
        let written: Vec<_> = note.chain(on_highlights).filter(|text| !text.is_empty()).collect();
        self.written = written.join("\n");
    }
}

/// The colour of a tag; what it looks like is the theme's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the name is the meaning")]
pub enum TagColor {
    #[default]
    Gray,
    Red,
    Orange,
    Yellow,
    Green,
    Blue,
    Purple,
    Pink,
}

impl TagColor {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Gray,
        Self::Red,
        Self::Orange,
        Self::Yellow,
        Self::Green,
        Self::Blue,
        Self::Purple,
        Self::Pink,
    ];

    /// The colour of a new tag, beside so many others.
    pub fn fresh(others: usize) -> Self {
        Self::ALL.into_iter().cycle().nth(1 + others % (Self::ALL.len() - 1)).unwrap_or_default()
    }

    /// The colour that is offered behind this one.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|&color| color == self).unwrap_or_default();
        Self::ALL.into_iter().cycle().nth(at + 1).unwrap_or_default()
    }

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gray => "gray",
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Purple => "purple",
            Self::Pink => "pink",
        }
    }

    /// The colour with this name; gray where this version knows none.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|color| color.name() == name).unwrap_or_default()
    }
}

/// A search that the reader keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// What it is called; no two are called the same.
    pub name: String,
    /// What is looked for.
    pub query: String,
    /// Where it stands among the others.
    pub place: i64,
}

/// All marks.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    articles: HashTrieMapSync<ArticleKey, Arc<ArticleMarks>>,
    tags: Arc<BTreeMap<String, TagColor>>,
    /// By place, then by name.
    searches: Arc<Vec<SavedSearch>>,
}

impl Marks {
    /// What is marked on an article.
    pub fn of(&self, key: &str) -> &ArticleMarks {
        self.articles.get(key).map_or(&NONE, Arc::as_ref)
    }

    /// What is marked on an article of a catalogue.
    pub fn of_article(&self, catalogue: &Catalogue, ordinal: u32) -> &ArticleMarks {
        if self.articles.is_empty() {
            return &NONE;
        }
        catalogue.key(ordinal).map_or(&NONE, |key| self.of(&key))
    }

    /// The changes that keep all marks of an article under another key; none where something is marked under that.
    pub fn moving(&self, from: &ArticleKey, to: &ArticleKey) -> Vec<Edit> {
        let marks = self.of(from);
        if marks.is_empty() || !self.of(to).is_empty() {
            return Vec::new();
        }
        let mut edits = Vec::new();
        let mut moved =
            |make: &dyn Fn(&ArticleKey, bool) -> Edit| edits.extend([make(to, true), make(from, false)]);
        if let Some(stamp) = marks.star {
            moved(&|key, on| Edit::Star(key.clone(), on.then_some(stamp)));
        }
        if let Some(stamp) = marks.read {
            moved(&|key, on| Edit::Read(key.clone(), on.then_some(stamp)));
        }
        for (tag, stamp) in marks.tags.iter().zip(&marks.tagged) {
            moved(&|key, on| Edit::Tag(key.clone(), tag.clone(), on.then_some(*stamp)));
        }
        if let Some(note) = &marks.note {
            moved(&|key, on| Edit::Note(key.clone(), on.then(|| note.clone())));
        }
        for Highlight { place, note, stamp } in &marks.highlights {
            moved(&|key, on| Edit::Highlight(key.clone(), place.clone(), on.then(|| (note.clone(), *stamp))));
        }
        edits
    }

    /// Every marked article, in no order.
    pub fn articles(&self) -> impl Iterator<Item = (&ArticleKey, &ArticleMarks)> {
        self.articles.iter().map(|(key, marks)| (key, marks.as_ref()))
    }

    /// The tags there are, in the order of their names, with their colours.
    pub fn tags(&self) -> &BTreeMap<String, TagColor> {
        &self.tags
    }

    /// The colour of a tag.
    pub fn tag_color(&self, tag: &str) -> TagColor {
        self.tags.get(tag).copied().unwrap_or_default()
    }

    /// The tag that is written like this but for what folding makes equal.
    pub fn tag_like(&self, text: &str) -> Option<&str> {
        let folded = fold(text);
        self.tags.keys().find(|tag| fold(tag) == folded).map(String::as_str)
    }

    /// The saved searches in their order.
    pub fn searches(&self) -> &[SavedSearch] {
        &self.searches
    }
}
