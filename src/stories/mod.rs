//! Stories: which articles of an archive are about the same event, which was first as far as is known, and how
//! much text they share.
//!
//! An article belongs to one story; a roundup may mention several. Shared text is measured, without any claim
//! about who took it from whom. The result depends only on the articles, not on the order of files or threads.

mod clusters;
mod compared;
mod corrections;
mod decided;
mod events;
mod frequencies;
mod joining;
mod judged;
mod near;
mod pairs;
mod passages;
mod places;
mod seen;
mod sentence_words;
mod skipped;
mod stored;
mod terms;
mod told;
mod why;

use crate::archive::{Cancel, Catalogue};
use crate::library::JudgedStories;
use crate::search::StoryIndex;
use jiff::Timestamp;
use std::collections::BTreeSet;

pub use compared::{
    ComparedArticles, ComparedRow, ComparedSide, Difference, SidePiece, StoryComparison, compare_articles,
};
pub use decided::{DecidedStory, decided};
pub use events::{EarlierStories, Events};
pub use near::TextFirsts;
pub use skipped::{LeftOut, SkippedOf, SkippedTexts};
pub use stored::StoryBasis;
pub use why::{SharedTerm, why};

/// Articles about the same event.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Its articles, first seen first; those seen within half an hour of the earliest are in the order of their keys.
    pub articles: Vec<StoryArticle>,
    /// The ordinal of the article first seen, to which relations refer. It isn't among `articles` if a search has
    /// left it out.
    pub first: u32,
    /// The index in `articles` of the one whose headline represents the story.
    pub representative: usize,
    /// The number of publishers that reported it; those that only mention it don't count.
    pub publishers: usize,
}

impl Story {
    /// The story reduced to the files that were found, by ordinal; `None` if they have fewer than two of its
    /// articles.
    pub fn narrowed(&self, catalogue: &Catalogue, is_found: impl Fn(u32) -> bool) -> Option<Self> {
        let representative = self.articles.get(self.representative).map(|article| article.ordinal);
        let mut story = self.clone();
        story.articles.retain(|article| is_found(article.ordinal));
        let tells = |article: &&StoryArticle| article.relation != Relation::Mention;
        if story.articles.iter().filter(tells).count() < 2 {
            return None;
        }
        let rows = story.articles.iter().filter(tells).filter_map(|article| catalogue.row(article.ordinal));
        story.publishers = rows.map(|row| catalogue.folded_publisher(&row)).collect::<BTreeSet<_>>().len();
        let is_representative = |article: &StoryArticle| Some(article.ordinal) == representative;
        let reports =
            |article: &StoryArticle| !matches!(article.relation, Relation::Photo | Relation::Mention);
        let representative = story.articles.iter().position(is_representative);
        let representative = representative.or_else(|| story.articles.iter().position(reports));
        story.representative = representative.unwrap_or_default();
        Some(story)
    }

    /// When the earliest of its articles was first seen.
    pub fn first_seen(&self) -> Option<Timestamp> {
        self.told().filter_map(|article| article.first_seen).min()
    }

    /// How many of its articles were first seen within half an hour of the earliest: which of them was first isn't known.
    pub fn tied(&self) -> usize {
        let Some(earliest) = self.first_seen() else { return 0 };
        let seen = self.told().filter_map(|article| article.first_seen);
        seen.filter(|&seen| seen::is_tie(earliest, seen)).count()
    }

    /// The articles that are about nothing else.
    fn told(&self) -> impl Iterator<Item = &StoryArticle> {
        self.articles.iter().filter(|article| article.relation != Relation::Mention)
    }
}

/// A member of a story, compared with its first article.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryArticle {
    /// Its ordinal in the catalogue.
    pub ordinal: u32,
    /// How it relates to the story's first article.
    pub relation: Relation,
    /// The share of its letters in passages of thirty or more that are also in the first article: 0 to 1.
    /// `None` for the first article itself.
    pub shared: Option<f64>,
    /// The latest possible time of its publication, judging by the crawls of its publisher.
    pub first_seen: Option<Timestamp>,
}

/// How an article of a story relates to the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// It has the same text but for a few words.
    Same,
    /// Some of its text is shared.
    Partly,
    /// Its text is its own.
    Own,
    /// It is a picture with a caption.
    Photo,
    /// It is about more than this story.
    Mention,
    /// Its text is shared and comes from a news agency.
    Wire,
    /// It or the first article is an excerpt, of which shared text isn't computed.
    Uncompared,
}

impl Relation {
    /// Its name in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Partly => "partly",
            Self::Own => "own",
            Self::Photo => "photo",
            Self::Mention => "mention",
            Self::Wire => "wire",
            Self::Uncompared => "uncompared",
        }
    }
}

/// The stories of some files of a catalogue, in [`sort`]'s order; `None` if cancelled. Files are given by
/// ordinal, one per article. Articles without a date of publication belong to no story. `judged` is what the
/// reader decided.
pub fn stories(
    catalogue: &Catalogue,
    files: &[u32],
    judged: &JudgedStories,
    cancel: &Cancel,
) -> Option<Vec<Story>> {
    Events::of(catalogue, files, None, cancel)?.stories(catalogue, judged, None, cancel)
}

/// The newest file of each article, by ordinal: what stories of a whole archive are made of.
pub fn newest(catalogue: &Catalogue) -> Vec<u32> {
    let older = catalogue.older();
    (0..catalogue.len()).filter(|&file| !older.contains(file as usize)).collect()
}

/// An index of stories, for queries.
pub fn index(catalogue: &Catalogue, stories: &[Story]) -> StoryIndex {
    let mut index = StoryIndex::default();
    for story in stories {
        index.push(story.articles.iter().filter_map(|article| {
            let files = catalogue.revisions(article.ordinal);
            let files = files.map_or_else(|| vec![article.ordinal], <[u32]>::to_vec);
            Some((files, catalogue.row(article.ordinal)?.id_or_key(), article.shared))
        }));
    }
    index
}

/// Sorts stories by number of publishers, then of articles, both descending; ties keep their order.
pub fn sort(stories: &mut [Story]) {
    stories.sort_by_key(|story| std::cmp::Reverse((story.publishers, story.articles.len())));
}
