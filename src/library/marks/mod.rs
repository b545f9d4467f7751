//! The reader's marks: stars, read articles, tags, notes, highlights and saved searches, as a snapshot.
//!
//! A snapshot is cheap to clone and to modify slightly, so that the window, the search and the marks database
//! can each have their own, however many articles are marked.

mod edit;
mod highlight;
mod judged;
mod renewing;
mod sets;

pub use edit::Edit;
pub use highlight::{Highlight, HighlightColor, HighlightField, HighlightMark, HighlightPlace};
pub use judged::{JudgedStories, StoryJudgement};
pub use sets::{ArticleSet, Codes, SetStratum};

use crate::archive::Catalogue;
use crate::article::Hash;
use crate::text::fold;
use jiff::Timestamp;
use rpds::HashTrieMapSync;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The key of an article's marks, which stays the same when a file is renamed or its folder moved. See
/// [`Catalogue::key`].
pub type ArticleKey = Arc<str>;

/// When a mark was made, and on which version of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The hash of the article's text; `None` if it wasn't known.
    pub hash: Option<Hash>,
    /// The time.
    pub at: Timestamp,
}

/// The reader's note on an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text, never empty.
    pub text: String,
    /// When it was last changed.
    pub stamp: Stamp,
}

/// What the reader has put on one article, under its key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleMarks {
    /// Set if it is starred.
    pub star: Option<Stamp>,
    /// Set if it has been read.
    pub read: Option<Stamp>,
    /// Its tags, sorted.
    pub tags: Vec<String>,
    /// When each tag was added, in the same order.
    pub tagged: Vec<Stamp>,
    pub note: Option<Note>,
    /// The highlights in it, in text order.
    pub highlights: Vec<Highlight>,
    /// All its notes, including those on highlights, as searched.
    written: String,
}

/// The marks of an unmarked article.
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
    /// All notes on it, one per line; empty if there are none.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether it has no marks.
    pub fn is_empty(&self) -> bool {
        *self == NONE
    }

    fn note_written(&mut self) {
        let note = self.note.iter().map(|note| note.text.as_str());
        let on_highlights = self.highlights.iter().map(|highlight| highlight.mark.note.as_str());
        let written: Vec<_> = note.chain(on_highlights).filter(|text| !text.is_empty()).collect();
        self.written = written.join("\n");
    }
}

/// A tag's colour; the theme decides what it looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
    /// All colours, in the order they are offered.
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

    /// The colour for a new tag when there are this many others.
    pub fn fresh(others: usize) -> Self {
        Self::ALL.into_iter().cycle().nth(1 + others % (Self::ALL.len() - 1)).unwrap_or_default()
    }

    /// The next colour in the order they are offered.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|&color| color == self).unwrap_or_default();
        Self::ALL.into_iter().cycle().nth(at + 1).unwrap_or_default()
    }

    /// The colour's name in files.
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

    /// The colour with this name; gray if this version doesn't know it.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|color| color.name() == name).unwrap_or_default()
    }
}

/// A search saved by the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its unique name.
    pub name: String,
    pub query: String,
    /// Its place among the others.
    pub place: i64,
}

/// Everything that the reader has marked in any archive. Cloning is cheap: most of it is shared.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    articles: HashTrieMapSync<ArticleKey, Arc<ArticleMarks>>,
    tags: Arc<BTreeMap<String, TagColor>>,
    /// Sorted by place, then by name.
    searches: Arc<Vec<SavedSearch>>,
    judged: Arc<JudgedStories>,
    sets: Arc<BTreeMap<String, Arc<ArticleSet>>>,
    codes: Arc<BTreeMap<ArticleKey, Codes>>,
}

impl Marks {
    pub fn of(&self, key: &str) -> &ArticleMarks {
        self.articles.get(key).map_or(&NONE, Arc::as_ref)
    }

    pub fn of_article(&self, catalogue: &Catalogue, ordinal: u32) -> &ArticleMarks {
        if self.articles.is_empty() {
            return &NONE;
        }
        catalogue.key(ordinal).map_or(&NONE, |key| self.of(&key))
    }

    /// The edits that move an article's marks to another key, unless that key already has marks, and its
    /// decisions about stories.
    pub fn moving(&self, from: &ArticleKey, to: &ArticleKey) -> Vec<Edit> {
        let marks = self.of(from);
        let mut edits = self.judged_moving(from, to);
        if marks.is_empty() || !self.of(to).is_empty() {
            return edits;
        }
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
        for Highlight { place, mark } in &marks.highlights {
            moved(&|key, on| Edit::Highlight(key.clone(), place.clone(), on.then(|| mark.clone())));
        }
        edits
    }

    /// Every marked article, in no particular order.
    pub fn articles(&self) -> impl Iterator<Item = (&ArticleKey, &ArticleMarks)> {
        self.articles.iter().map(|(key, marks)| (key, marks.as_ref()))
    }

    /// All tags with their colours, sorted by name.
    pub fn tags(&self) -> &BTreeMap<String, TagColor> {
        &self.tags
    }

    /// The colour of a tag.
    pub fn tag_color(&self, tag: &str) -> TagColor {
        self.tags.get(tag).copied().unwrap_or_default()
    }

    /// The existing tag that folds to the same text.
    pub fn tag_like(&self, text: &str) -> Option<&str> {
        let folded = fold(text);
        self.tags.keys().find(|tag| fold(tag) == folded).map(String::as_str)
    }

    /// The saved searches, in order.
    pub fn searches(&self) -> &[SavedSearch] {
        &self.searches
    }
}
