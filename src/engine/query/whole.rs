//! The thread that looks at an archive as a whole: its stories, what was crawled of it, how queries are met over time. The
//! newest question wins.

use super::find::find;
use super::stories::Stories;
use crate::archive::{Cancel, Catalogue, CrawlLogError, NotStored, crawl_log_path, read_crawl_log};
use crate::engine::event::{ArchiveEvent, ArchiveSender, Generation};
use crate::library::Marks;
use crate::search::{Listing, Search};
use crate::stories::{Story, sort, stories};
use crate::text::DocumentSet;
use crate::text::hanja::Abbreviations;
use crate::whole::{Coverage, Grouping, Trend, TrendQuestion, coverage, trend};
use crossbeam_channel::Receiver;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is asked of the whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The stories that the listed articles tell.
    Stories,
    /// What was crawled, and how many of the listed articles there are.
    Coverage,
    /// How queries are met over time.
    Trend(TrendQuestion),
}

/// An answer, and what it is of.
#[derive(Debug)]
pub struct Answer {
    /// The list that it speaks of.
    pub listing: Arc<Listing>,
    /// What was asked.
    pub question: Question,
    /// What was found.
    pub found: Found,
}

/// What was found of the whole.
#[derive(Debug)]
pub enum Found {
    /// The stories, most publishers first.
    Stories(Vec<Story>),
    /// What was crawled, and what the crawler did not store.
    Coverage(Box<Coverage>, CrawlLog),
    /// The lines.
    Trend(Trend),
}

/// What the crawler's database says; `None` where there is none.
pub type CrawlLog = Option<Result<Vec<NotStored>, (PathBuf, CrawlLogError)>>;

/// What the thread is told.
pub(crate) enum WholeInput {
    Marks(Arc<Marks>),
    Abbreviations(Abbreviations),
    Ask(Box<Asked>),
}

/// A question on its way.
pub(crate) struct Asked {
    pub(crate) generation: Generation,
    pub(crate) listing: Arc<Listing>,
    pub(crate) question: Question,
    /// The archive's folder.
    pub(crate) folder: PathBuf,
    /// Where caches are kept; the crawler's database is copied there.
    pub(crate) caches: Option<PathBuf>,
    pub(crate) cancel: Cancel,
}

/// Answers as long as anybody asks.
pub(crate) fn run_whole(inputs: &Receiver<WholeInput>, mut sender: ArchiveSender) {
    let mut thinker = Thinker {
        marks: Arc::default(),
        abbreviations: Abbreviations::built_in(),
        of: Arc::default(),
        all: Arc::default(),
        told: Stories::default(),
    };
    while let Ok(first) = inputs.recv() {
        let mut asked = None;
        for input in std::iter::once(first).chain(inputs.try_iter()) {
            match input {
                WholeInput::Marks(newer) => thinker.marks = newer,
                WholeInput::Abbreviations(newer) => thinker.abbreviations = newer,
                WholeInput::Ask(newer) => asked = Some(newer),
            }
        }
        let Some(asked) = asked else { continue };
        sender.generation = asked.generation;
        if let Some(found) = thinker.answer(&asked) {
            let Asked { listing, question, .. } = *asked;
            sender.send(ArchiveEvent::Whole(Arc::new(Answer { listing, question, found })));
        }
    }
}

/// What answers are made of.
struct Thinker {
    marks: Arc<Marks>,
    abbreviations: Abbreviations,
    /// The stories of all articles of a catalogue.
    of: Arc<Catalogue>,
    all: Arc<Vec<Story>>,
    told: Stories,
}

impl Thinker {
    /// The answer to a question; `None` where it was stopped.
    fn answer(&mut self, asked: &Asked) -> Option<Found> {
        let (listing, cancel) = (&asked.listing, &asked.cancel);
        let catalogue = &listing.catalogue;
        let newest = newest(catalogue);
        match &asked.question {
            Question::Stories => {
                if !Arc::ptr_eq(&self.of, catalogue) {
                    self.all = Arc::new(stories(catalogue, &newest, cancel)?);
                    self.of = catalogue.clone();
                }
                let listed = set(catalogue, listing.ordinals.iter().copied());
                let is_listed = |file: u32| listed.contains(file as usize);
                let narrowed = self.all.iter().filter_map(|story| story.narrowed(catalogue, is_listed));
                let mut found: Vec<Story> = narrowed.collect();
                sort(&mut found);
                Some(Found::Stories(found))
            }
            Question::Coverage => {
                let listed = set(catalogue, listing.ordinals.iter().copied());
                let found = coverage(catalogue, &newest, |file| listed.contains(file as usize), cancel)?;
                Some(Found::Coverage(Box::new(found), crawl_log(&asked.folder, asked.caches.as_deref())))
            }
            Question::Trend(question) => {
                let mut found = Vec::with_capacity(question.queries.len());
                for query in &question.queries {
                    let search = Arc::new(Search::new(query, 0..0, &self.abbreviations));
                    let search = self.told.told(search, catalogue, cancel)?;
                    let finds = find(catalogue, None, &self.marks, search, cancel)?;
                    found.push(set(catalogue, finds.articles.iter().map(|&(file, _)| file)));
                }
                let queries = question.queries.iter().zip(&found);
                let groupings: Vec<Grouping<'_>> =
                    queries.map(|(name, found)| Grouping { name, found }).collect();
                trend(catalogue, &newest, &groupings, question.request, cancel).map(Found::Trend)
            }
        }
    }
}

/// The newest file of each article, by ordinal.
fn newest(catalogue: &Catalogue) -> Vec<u32> {
    let older = catalogue.older();
    (0..catalogue.len()).filter(|&file| !older.contains(file as usize)).collect()
}

fn set(catalogue: &Catalogue, files: impl Iterator<Item = u32>) -> DocumentSet {
    let mut set = DocumentSet::none(catalogue.len() as usize);
    files.for_each(|file| set.insert(file as usize));
    set
}

fn crawl_log(folder: &Path, caches: Option<&Path>) -> CrawlLog {
    let path = crawl_log_path(folder)?;
    let temporary = std::env::temp_dir();
    let scratch = caches.filter(|caches| caches.is_dir()).unwrap_or(&temporary);
    Some(read_crawl_log(&path, scratch).map_err(|error| (path, error)))
}
