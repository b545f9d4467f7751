//! The threads for questions about words: one makes concordances, which are there at once, the other counts, for which
//! it reads all articles once. On each, the latest question wins.

use super::find::Finder;
use super::read_words::read_words;
use super::stories::SharedStories;
use crate::archive::{Cancel, Catalogue, Source};
use crate::engine::channel::{ArchiveSender, Generation};
use crate::engine::event::{ArchiveEvent, ProgramEvent};
use crate::library::{Folders, Marks, OwnWords, read_own_words};
use crate::search::{CantAnswer, Columns, ListRequest, Listing, Search, SortKey};
use crate::stories::{TextFirsts, newest};
use crate::text::DocumentSet;
use crate::text::hanja::Abbreviations;
use crate::whole::{Asking, counted};
use crate::words::{
    Concordance, ConcordanceQuestion, CountedArchive, Forms, FoundPlaces, FurtherLines, Parts, TableQuestion,
    WordIndex, WordsAnswer, WordsKind, WordsQuestion, WordsResult, rows, word_counts,
};
use crossbeam_channel::Receiver;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many lines of a concordance are read with it.
pub(crate) const FIRST_LINES: usize = 200;
/// How many characters on either side of a place are read.
pub const WIDTH: usize = 90;
/// How many answers are kept, to be there at once when the reader returns to a question.
const KEPT: usize = 12;
/// The least time between two reports of how far reading is.
const PAUSE: Duration = Duration::from_millis(100);

/// An input to one of the threads.
#[derive(Clone)]
pub(crate) enum WordsInput {
    Marks(Arc<Marks>),
    Abbreviations(Abbreviations),
    /// Where the reader's own lists of words are.
    Folders(Folders),
    Ask(WordsAsked),
    /// Read further lines of a concordance.
    Lines(Generation, Source, Arc<Catalogue>, Arc<FoundPlaces>, Range<usize>),
    /// Another archive is open; what is known of the last one can go.
    Entered,
}

/// A question waiting for its answer.
#[derive(Clone)]
pub(crate) struct WordsAsked {
    pub(crate) generation: Generation,
    pub(crate) listing: Arc<Listing>,
    pub(crate) question: WordsQuestion,
    pub(crate) source: Source,
    pub(crate) cancel: Cancel,
    /// Where queries run.
    pub(crate) finder: Finder,
}

/// Answers questions until all senders are gone.
pub(crate) fn run_words(inputs: &Receiver<WordsInput>, mut sender: ArchiveSender, stories: SharedStories) {
    crate::engine::priority::yield_to_window();
    let mut answerer = WordsAnswerer {
        marks: Arc::default(),
        abbreviations: Abbreviations::built_in(),
        folders: None,
        stories,
        known: KnownWords::default(),
    };
    while let Ok(first) = inputs.recv() {
        let (mut asked, mut lines) = (None, Vec::new());
        for input in std::iter::once(first).chain(inputs.try_iter()) {
            match input {
                WordsInput::Marks(newer) => answerer.marks = newer,
                WordsInput::Abbreviations(newer) => answerer.abbreviations = newer,
                WordsInput::Folders(folders) => answerer.folders = Some(folders),
                WordsInput::Ask(newer) => asked = Some(newer),
                WordsInput::Lines(generation, source, catalogue, places, range) => {
                    lines.push((generation, source, catalogue, places, range));
                }
                WordsInput::Entered => answerer.known = KnownWords::default(),
            }
        }
        for (generation, source, catalogue, places, range) in lines {
            sender.generation = generation;
            let lines = places.concordance.lines(range.clone(), &catalogue, &source.open(), WIDTH);
            sender.send(ArchiveEvent::ConcordanceLines(Arc::new(FurtherLines { places, range, lines })));
        }
        let Some(asked) = asked else { continue };
        sender.generation = asked.generation;
        if let Some(answer) = answerer.answer(&asked, &sender) {
            sender.send(ArchiveEvent::Words(answer));
        }
    }
}

/// The data that answers are computed from.
struct WordsAnswerer {
    marks: Arc<Marks>,
    abbreviations: Abbreviations,
    folders: Option<Folders>,
    stories: SharedStories,
    known: KnownWords,
}

/// What is known of the open archive.
#[derive(Default)]
struct KnownWords {
    index: WordIndex,
    catalogue: Arc<Catalogue>,
    /// The newest file of each article of the catalogue, newest first.
    files: Vec<u32>,
    /// The first article with the same text, in the order of the files.
    firsts: Option<TextFirsts>,
    /// The forms of the catalogue's words with the reader's lists, with and without stop words.
    forms: Option<(OwnWords, bool, Forms)>,
    /// The latest answers, the newest last, and the marks they depend on.
    answers: Vec<(Arc<WordsAnswer>, Arc<Marks>)>,
}

impl KnownWords {
    /// Forgets what belongs to an earlier snapshot. The words that were read stay.
    fn follow(&mut self, catalogue: &Arc<Catalogue>) {
        if Arc::ptr_eq(&self.catalogue, catalogue) && !self.files.is_empty() {
            return;
        }
        let files = newest(catalogue);
        *self = Self {
            index: std::mem::take(&mut self.index),
            catalogue: catalogue.clone(),
            files,
            ..Self::default()
        };
    }

    /// Finds articles with the same text, once for a catalogue; `None` if cancelled.
    fn find_firsts(&mut self, cancel: &Cancel) -> Option<()> {
        if self.firsts.is_none() {
            self.firsts = Some(TextFirsts::of(&self.catalogue, &self.files, cancel)?);
        }
        Some(())
    }

    /// The first article with the same text as each of some files.
    fn firsts_of(&mut self, files: &[u32], cancel: &Cancel) -> Option<Vec<u32>> {
        self.find_firsts(cancel)?;
        let firsts = self.firsts.as_ref()?.files();
        let known: FxHashMap<u32, u32> = self.files.iter().copied().zip(firsts.iter().copied()).collect();
        Some(files.iter().map(|file| known.get(file).copied().unwrap_or(*file)).collect())
    }
}

impl WordsAnswerer {
    /// The answer to a question; `None` if cancelled.
    fn answer(&mut self, asked: &WordsAsked, sender: &ArchiveSender) -> Option<Arc<WordsAnswer>> {
        self.known.follow(&asked.listing.catalogue);
        if let Some(known) = self.known_answer(asked) {
            return Some(known);
        }
        let found = match (&asked.finder, &asked.question) {
            (Finder::There(_), _) => WordsResult::Unanswered(CantAnswer::Words),
            (Finder::Here, WordsQuestion::Concordance(question)) => self.concordance(asked, question)?,
            (Finder::Here, WordsQuestion::Table(question)) => self.table(asked, question, sender)?,
        };
        let answer = asked.answered(found);
        self.known.answers.push((answer.clone(), self.marks.clone()));
        let over = self.known.answers.len().saturating_sub(KEPT);
        self.known.answers.drain(..over);
        Some(answer)
    }

    /// An answer to the same question about the same list, made out for the list that is asked about.
    fn known_answer(&self, asked: &WordsAsked) -> Option<Arc<WordsAnswer>> {
        let is_same = |(answer, marks): &&(Arc<WordsAnswer>, Arc<Marks>)| {
            Arc::ptr_eq(marks, &self.marks)
                && answer.question == asked.question
                && Arc::ptr_eq(&answer.listing.catalogue, &asked.listing.catalogue)
                && answer.listing.request == asked.listing.request
        };
        let (known, _) = self.known.answers.iter().find(is_same)?;
        let found = match &known.found {
            WordsResult::Concordance(places) => WordsResult::Concordance(places.clone()),
            WordsResult::Table(table) => WordsResult::Table(table.clone()),
            WordsResult::Reading(..) | WordsResult::Unanswered(_) => return None,
        };
        Some(asked.answered(found))
    }

    /// What a query finds; `None` if cancelled.
    fn find(&self, query: &str, asked: &WordsAsked) -> Option<(Arc<Search>, DocumentSet)> {
        let catalogue = &asked.listing.catalogue;
        let search = Arc::new(Search::new(query, 0..0, &self.abbreviations));
        let search = self.stories.told(search, catalogue, &self.marks, || asked.cancel.is_cancelled())?;
        let asking = Asking { abbreviations: &self.abbreviations, marks: &self.marks, cancel: &asked.cancel };
        let finds = asked.finder.find(catalogue, search, asking).ok().flatten()?;
        let mut found = DocumentSet::none(catalogue.len() as usize);
        finds.articles.iter().for_each(|&(file, _)| found.insert(file as usize));
        Some((finds.search, found))
    }

    fn concordance(&mut self, asked: &WordsAsked, question: &ConcordanceQuestion) -> Option<WordsResult> {
        let (search, found) = self.find(&question.query, asked)?;
        let catalogue = &asked.listing.catalogue;
        let mut files = by_date(&asked.listing);
        files.retain(|&file| found.contains(file as usize));
        if question.once {
            let firsts = self.known.firsts_of(&files, &asked.cancel)?;
            files = counted(catalogue, &files, &firsts, &found);
        }
        let concordance = Concordance::of(catalogue, &files, &search.matcher, question.request);
        let first = concordance.lines(
            0..FIRST_LINES.min(concordance.places.len()),
            catalogue,
            &asked.source.open(),
            WIDTH,
        );
        let has_terms = search.matcher.has_terms();
        (!asked.cancel.is_cancelled())
            .then(|| WordsResult::Concordance(Arc::new(FoundPlaces { concordance, first, has_terms })))
    }

    fn table(
        &mut self,
        asked: &WordsAsked,
        question: &TableQuestion,
        sender: &ArchiveSender,
    ) -> Option<WordsResult> {
        let catalogue = &asked.listing.catalogue;
        self.read(asked, sender);
        self.make_forms(question.stops, &asked.cancel)?;
        let listed = set(catalogue, asked.listing.positions.known());
        let mut found = listed;
        let mut matcher = None;
        if question.request.kind == WordsKind::Near {
            let (search, of_node) = self.find(&question.node, asked)?;
            found.intersect(&of_node);
            matcher = Some(search);
        }
        let matcher = matcher.unwrap_or_else(|| Arc::new(Search::new("", 0..0, &self.abbreviations)));
        let against = match question.against.trim() {
            "" => None,
            query => Some(self.find(query, asked)?.1),
        };
        let known = &mut self.known;
        if question.once {
            known.find_firsts(&asked.cancel)?;
        }
        let firsts = known.firsts.as_ref().filter(|_| question.once);
        let parts = Parts::of(catalogue, &known.files, firsts, &found, against.as_ref());
        let everything = DocumentSet::all(catalogue.len() as usize);
        let all = Parts::of(catalogue, &known.files, firsts, &everything, None).here;
        let (_, _, forms) = known.forms.as_ref()?;
        let counting = CountedArchive { catalogue, index: &known.index, forms, cancel: &asked.cancel };
        let table = counting.words(question.request, &parts, &all, &matcher.matcher)?;
        Some(WordsResult::Table(Box::new(table)))
    }

    /// Reads the words that aren't known yet.
    fn read(&mut self, asked: &WordsAsked, sender: &ArchiveSender) {
        let catalogue = &asked.listing.catalogue;
        let KnownWords { index, files, .. } = &mut self.known;
        let mut told = Instant::now();
        let progress = |done, of| {
            if told.elapsed() > PAUSE {
                told = Instant::now();
                sender.send(ArchiveEvent::Words(asked.answered(WordsResult::Reading(done, of))));
            }
        };
        if let Err(error) = read_words(&asked.source, catalogue, files, index, &asked.cancel, progress) {
            sender.program().send(ProgramEvent::NoThread(error));
        }
    }

    /// Makes the forms of the archive's words unless they are there; `None` if cancelled.
    fn make_forms(&mut self, stops: bool, cancel: &Cancel) -> Option<()> {
        let mut own = self.folders.as_ref().map(|folders| read_own_words(folders).0).unwrap_or_default();
        if !stops {
            own.stop.clear();
        }
        let known = &mut self.known;
        if known.forms.as_ref().is_some_and(|(of, with, _)| *of == own && *with == stops) {
            return Some(());
        }
        let counts = word_counts(&known.index, rows(&known.catalogue, &known.files), cancel)?;
        let forms = Forms::of(&known.index, &counts, &own);
        known.forms = Some((own, stops, forms));
        Some(())
    }
}

impl WordsAsked {
    fn answered(&self, found: WordsResult) -> Arc<WordsAnswer> {
        let (listing, question) = (self.listing.clone(), self.question.clone());
        Arc::new(WordsAnswer { listing, question, found })
    }
}

/// The listed files, newest first.
fn by_date(listing: &Listing) -> Vec<u32> {
    let listed = listing.positions.known();
    let ListRequest { key, reverse, .. } = listing.request;
    if key == SortKey::default() && !reverse {
        return listed.to_vec();
    }
    let is_listed = set(&listing.catalogue, listed);
    let all = Listing::new(&Columns::of(listing.catalogue.clone()), ListRequest::default(), None);
    let files = all.positions.known().iter().copied();
    files.filter(|&file| is_listed.contains(file as usize)).collect()
}

fn set(catalogue: &Catalogue, files: &[u32]) -> DocumentSet {
    let mut set = DocumentSet::none(catalogue.len() as usize);
    files.iter().for_each(|&file| set.insert(file as usize));
    set
}
