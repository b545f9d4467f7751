//! The thread for questions about a whole archive: its stories, its coverage, and trends. The latest question
//! wins.

use super::find::Finder;
use super::stories::SharedStories;
use crate::archive::{
    Cancel, Catalogue, CrawlDatabase, CrawlLogError, NotStored, crawl_log_path, crawl_log_state,
};
use crate::engine::channel::{ArchiveSender, Generation};
use crate::engine::event::ArchiveEvent;
use crate::library::Marks;
use crate::search::{CantAnswer, Listing, Search};
use crate::stories::{Relation, SkippedTexts, Story, StoryArticle, TextFirsts, decided, newest, sort, why};
use crate::text::DocumentSet;
use crate::text::hanja::Abbreviations;
use crate::whole::{
    Answer, Asking, Grouping, NotStoredFound, Question, RemoteWhole, StoriesFound, TrendQuestion, WholeFound,
    coverage, trend,
};
use crossbeam_channel::{Receiver, RecvTimeoutError};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

/// How many times as long as copying the crawler's database took, it isn't copied again.
const PAUSES: u32 = 10;

/// An input to the thread.
pub(crate) enum WholeInput {
    Marks(Arc<Marks>),
    Abbreviations(Abbreviations),
    Ask(Box<Asked>),
}

/// A question waiting for its answer.
pub(crate) struct Asked {
    pub(crate) generation: Generation,
    pub(crate) listing: Arc<Listing>,
    pub(crate) question: Question,
    /// The archive's folder.
    pub(crate) folder: PathBuf,
    /// The folder of the caches, to which the crawler's database is copied.
    pub(crate) caches: Option<PathBuf>,
    pub(crate) cancel: Cancel,
    /// Where queries run.
    pub(crate) finder: Finder,
}

/// Answers questions until all senders are gone.
pub(crate) fn run_whole(inputs: &Receiver<WholeInput>, mut sender: ArchiveSender, stories: SharedStories) {
    let mut answerer = WholeAnswerer {
        marks: Arc::default(),
        abbreviations: Abbreviations::built_in(),
        stories,
        texts_of: Arc::default(),
        texts: None,
        log: ReadLog::default(),
    };
    // The last question, if the crawler's database was too new for its answer, to be answered again.
    let mut early: Option<(Instant, Box<Asked>)> = None;
    loop {
        let first = match &early {
            Some((until, _)) => inputs.recv_deadline(*until),
            None => inputs.recv().map_err(RecvTimeoutError::from),
        };
        let mut asked = None;
        match first {
            Ok(first) => {
                for input in std::iter::once(first).chain(inputs.try_iter()) {
                    match input {
                        WholeInput::Marks(newer) => answerer.marks = newer,
                        WholeInput::Abbreviations(newer) => answerer.abbreviations = newer,
                        WholeInput::Ask(newer) => asked = Some(newer),
                    }
                }
            }
            Err(RecvTimeoutError::Timeout) => asked = early.take().map(|(_, asked)| asked),
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let Some(asked) = asked else { continue };
        sender.generation = asked.generation;
        early = None;
        if let Some(found) = answerer.answer(&asked) {
            let (listing, question) = (asked.listing.clone(), asked.question.clone());
            sender.send(ArchiveEvent::Whole(Arc::new(Answer { listing, question, found })));
            early = answerer.log.early.map(|until| (until, asked));
        }
    }
}

/// The data that answers are computed from.
struct WholeAnswerer {
    marks: Arc<Marks>,
    abbreviations: Abbreviations,
    stories: SharedStories,
    /// The catalogue that the first articles of each text belong to.
    texts_of: Arc<Catalogue>,
    texts: Option<TextFirsts>,
    log: ReadLog,
}

/// The crawler's database as it was last read.
#[derive(Default)]
struct ReadLog {
    path: Option<PathBuf>,
    /// Its sizes and times, which tell whether it has to be copied again.
    state: Vec<Option<(u64, Option<SystemTime>)>>,
    /// A copy, unless there is none or it couldn't be read.
    copy: Option<CrawlDatabase>,
    counts: NotStoredFound,
    /// The catalogue whose texts were looked up in it.
    catalogue: Arc<Catalogue>,
    skipped: Arc<SkippedTexts>,
    /// When it may be copied again: a crawler at work changes it all the time.
    next: Option<Instant>,
    /// The same, if it has changed since it was copied.
    early: Option<Instant>,
}

impl ReadLog {
    /// Reads the database beside an archive's folder if it or the archive has changed. At most a tenth of the
    /// time is spent on copying.
    fn follow(&mut self, asked: &Asked) {
        let path = crawl_log_path(&asked.folder);
        let state = path.as_deref().map(crawl_log_state).unwrap_or_default();
        let next = self.next.filter(|&next| Instant::now() < next);
        self.early = next.filter(|_| self.path == path && self.state != state);
        if self.path != path || self.state != state && self.early.is_none() {
            *self = Self { path, state, ..Self::default() };
            let begun = Instant::now();
            self.counts = self.read(asked).map_err(|(path, error)| Arc::new((path, error))).transpose();
            self.next = Some(Instant::now() + begun.elapsed() * PAUSES);
        }
        let catalogue = &asked.listing.catalogue;
        if !Arc::ptr_eq(&self.catalogue, catalogue) {
            self.catalogue = catalogue.clone();
            let hashes = SkippedTexts::hashes(catalogue);
            let skipped = self.copy.as_ref().and_then(|copy| copy.skipped(|hash| hashes.contains(hash)).ok());
            self.skipped = Arc::new(SkippedTexts::of(catalogue, skipped.unwrap_or_default()));
        }
    }

    /// Copies the database and counts what was not stored; `None` if there is none.
    fn read(&mut self, asked: &Asked) -> Result<Option<Arc<Vec<NotStored>>>, (PathBuf, CrawlLogError)> {
        let Some(path) = &self.path else { return Ok(None) };
        let temporary = std::env::temp_dir();
        let scratch = asked.caches.as_deref().filter(|caches| caches.is_dir()).unwrap_or(&temporary);
        let failed = |error| (path.clone(), error);
        let copy = CrawlDatabase::copy(path, scratch).map_err(failed)?;
        let counts = copy.not_stored().map_err(failed)?;
        self.copy = Some(copy);
        Ok(Some(Arc::new(counts)))
    }
}

impl WholeAnswerer {
    /// The answer to a question; `None` if cancelled.
    fn answer(&mut self, asked: &Asked) -> Option<WholeFound> {
        self.log.early = None;
        let (listing, cancel) = (&asked.listing, &asked.cancel);
        let catalogue = &listing.catalogue;
        let newest = newest(catalogue);
        if let (Finder::There(_), Question::Stories | Question::StoryOf(_) | Question::Why(_)) =
            (&asked.finder, &asked.question)
        {
            return Some(WholeFound::Unanswered(CantAnswer::Stories));
        }
        match &asked.question {
            Question::Stories => {
                let all = self.stories.all(catalogue, &self.marks, || cancel.is_cancelled())?;
                let listed = set(catalogue, listing.positions.known().iter().copied());
                let is_listed = |file: u32| listed.contains(file as usize);
                let narrowed = all.iter().filter_map(|story| story.narrowed(catalogue, is_listed));
                let mut found: Vec<Story> = narrowed.collect();
                sort(&mut found);
                let decided = decided(catalogue, self.marks.judged(), cancel)?;
                self.log.follow(asked);
                let skipped = self.log.skipped.clone();
                Some(WholeFound::Stories(StoriesFound { stories: found, skipped, decided }))
            }
            &Question::StoryOf(ordinal) => {
                let all = self.stories.all(catalogue, &self.marks, || cancel.is_cancelled())?;
                Some(WholeFound::StoryOf(story_of(&all, ordinal).cloned()))
            }
            &Question::Why(ordinal) => {
                let all = self.stories.all(catalogue, &self.marks, || cancel.is_cancelled())?;
                let terms = story_of(&all, ordinal).map(|story| why(catalogue, &newest, story, cancel));
                Some(WholeFound::Why(terms.unwrap_or_default().unwrap_or_default()))
            }
            Question::Coverage => {
                if let Some(found) = self.coverage_there(asked) {
                    return found;
                }
                let listed = set(catalogue, listing.positions.known().iter().copied());
                let found = coverage(catalogue, &newest, |file| listed.contains(file as usize), cancel)?;
                self.log.follow(asked);
                Some(WholeFound::Coverage(Box::new(found), self.log.counts.clone()))
            }
            Question::Trend(question) => self.trend(asked, question, &newest),
        }
    }

    /// Counts what each query of a question about trends finds. `None` if it was cancelled.
    fn trend(&mut self, asked: &Asked, question: &TrendQuestion, newest: &[u32]) -> Option<WholeFound> {
        let (catalogue, cancel) = (&asked.listing.catalogue, &asked.cancel);
        if question.request.once && matches!(asked.finder, Finder::There(_)) {
            // Only the server, which has the texts, can tell which are alike.
            return Some(WholeFound::Unanswered(CantAnswer::Unknown));
        }
        if let Finder::There(server) = &asked.finder {
            if server.can_count() {
                return self.trend_there(&**server, question, cancel);
            }
            if server.is_paged() {
                return Some(WholeFound::Unanswered(CantAnswer::Cut));
            }
        }
        let mut found = Vec::with_capacity(question.queries.len());
        for query in &question.queries {
            let search = Arc::new(Search::new(query, 0..0, &self.abbreviations));
            let search = match asked.finder {
                Finder::Here => {
                    self.stories.told(search, catalogue, &self.marks, || cancel.is_cancelled())?
                }
                Finder::There(_) => search,
            };
            let finds = match asked.finder.find(catalogue, search, self.asking(cancel)) {
                Ok(finds) => finds?,
                Err(why) => return Some(WholeFound::Unanswered(why)),
            };
            found.push(set(catalogue, finds.articles.iter().map(|&(file, _)| file)));
        }
        let queries = question.queries.iter().zip(&found);
        let groupings: Vec<Grouping<'_>> = queries.map(|(name, found)| Grouping { name, found }).collect();
        if question.request.once && !Arc::ptr_eq(&self.texts_of, catalogue) {
            self.texts = Some(TextFirsts::of(catalogue, newest, cancel)?);
            self.texts_of = catalogue.clone();
        }
        let texts = self.texts.as_ref();
        let found = trend(catalogue, newest, &groupings, question.request, texts, cancel);
        found.map(WholeFound::Trend)
    }
}

impl WholeAnswerer {
    fn asking<'a>(&'a self, cancel: &'a Cancel) -> Asking<'a> {
        Asking { abbreviations: &self.abbreviations, marks: &self.marks, cancel }
    }

    /// Lets a server count what each query of a question about trends finds. `None` if it was cancelled.
    fn trend_there(
        &self,
        server: &dyn RemoteWhole,
        question: &TrendQuestion,
        cancel: &Cancel,
    ) -> Option<WholeFound> {
        let search = |query: &String| Search::new(query, 0..0, &self.abbreviations);
        let queries: Vec<Search> = question.queries.iter().map(search).collect();
        let counts = server.trend_counts(&queries, question.request, self.asking(cancel));
        let names: Vec<&str> = question.queries.iter().map(String::as_str).collect();
        let found = match counts {
            Ok(counts) => WholeFound::Trend(counts.trend(&names, question.request)),
            Err(why) => WholeFound::Unanswered(why),
        };
        (!cancel.is_cancelled()).then_some(found)
    }

    /// Lets a server count the coverage; `None` if the listed rows tell it. The inner value is `None` if it
    /// was cancelled.
    fn coverage_there(&self, asked: &Asked) -> Option<Option<WholeFound>> {
        let Finder::There(server) = &asked.finder else { return None };
        let request = &asked.listing.request;
        // What narrows a list is known of rows only.
        if request.is_narrowed() || !server.can_count() {
            return server.is_paged().then_some(Some(WholeFound::Unanswered(CantAnswer::Cut)));
        }
        let search =
            (!request.query.is_empty()).then(|| Search::new(&request.query, 0..0, &self.abbreviations));
        let counts = server.coverage_counts(search.as_ref(), self.asking(&asked.cancel));
        let found = match counts {
            Ok(counts) => WholeFound::Coverage(Box::new(counts.coverage()), None),
            Err(why) => WholeFound::Unanswered(why),
        };
        Some((!asked.cancel.is_cancelled()).then_some(found))
    }
}

/// The story that an article belongs to, or else the first that it mentions.
fn story_of(stories: &[Story], ordinal: u32) -> Option<&Story> {
    let is_in = |story: &&Story, test: fn(&StoryArticle) -> bool| {
        story.articles.iter().any(|article| article.ordinal == ordinal && test(article))
    };
    let belongs = stories.iter().find(|story| is_in(story, |it| it.relation != Relation::Mention));
    belongs.or_else(|| stories.iter().find(|story| is_in(story, |_| true)))
}

fn set(catalogue: &Catalogue, files: impl Iterator<Item = u32>) -> DocumentSet {
    let mut set = DocumentSet::none(catalogue.len() as usize);
    files.for_each(|file| set.insert(file as usize));
    set
}
