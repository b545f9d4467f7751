//! Questions about a whole archive, and their answers: its stories, its coverage, and trends.

use super::{Coverage, Trend, TrendQuestion};
use crate::archive::{CrawlLogError, NotStored};
use crate::search::{CantAnswer, Listing};
use crate::stories::{DecidedStory, SharedTerm, SkippedTexts, Story};
use std::path::PathBuf;
use std::sync::Arc;

/// A question about the whole archive.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The stories among the listed articles.
    Stories,
    /// The story of the article with this ordinal.
    StoryOf(u32),
    /// What holds the story of the article with this ordinal together.
    Why(u32),
    /// The coverage, and how many of the listed articles there are.
    Coverage,
    /// How often queries match over time.
    Trend(TrendQuestion),
}

/// An answer, with its question and list.
#[derive(Debug)]
pub struct Answer {
    /// The list it is about.
    pub listing: Arc<Listing>,
    pub question: Question,
    /// The result.
    pub found: WholeFound,
}

/// The result for a question.
#[derive(Debug)]
pub enum WholeFound {
    Stories(StoriesFound),
    /// The article's story; `None` if it has none.
    StoryOf(Option<Story>),
    /// The words that the story's articles share.
    Why(Vec<SharedTerm>),
    /// The coverage, and what the crawler did not store.
    Coverage(Box<Coverage>, NotStoredFound),
    /// The lines of the trends.
    Trend(Trend),
    /// Nothing, because the archive is an index, which can't answer it.
    Unanswered(CantAnswer),
}

/// The stories among the listed articles, and what belongs to them.
#[derive(Debug)]
pub struct StoriesFound {
    /// The stories, most publishers first.
    pub stories: Vec<Story>,
    /// What the crawler left out because of its text.
    pub skipped: Arc<SkippedTexts>,
    /// What the reader decided about articles of the archive, the latest first.
    pub decided: Vec<DecidedStory>,
}

/// What the crawler's database counts; `None` if there is none.
pub type NotStoredFound = Option<Result<Arc<Vec<NotStored>>, Arc<(PathBuf, CrawlLogError)>>>;
