//! The thread that counts for the shelves and for completing queries: articles with each kind of mark, the results
//! of saved searches, and of an index that isn't read whole, the values of its fields.

use super::find::{Finder, find};
use super::stories::SharedStories;
use crate::archive::{Cancel, Catalogue};
use crate::engine::channel::{ArchiveSender, Generation};
use crate::engine::event::ArchiveEvent;
use crate::library::Marks;
use crate::search::{
    AskedList, Asking, Counts, FLAGS, FacetNames, FieldValues, Flag, FlagEntry, ListRequest, Listing, Marked,
    Search, newest_files, quoted, term_of,
};
use crate::text::DocumentSet;
use crate::text::hanja::Abbreviations;
use crossbeam_channel::{Receiver, Sender, unbounded};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What has changed.
pub(crate) enum CountInput {
    Catalogue(Generation, Arc<Catalogue>, Finder),
    /// The articles of an index that isn't read whole have changed; its names and days, if they were counted.
    Values(Generation, Option<CountedValues>),
    Marks(Arc<Marks>),
    Abbreviations(Abbreviations),
    /// The shelves are to be counted within this list as well.
    Within(Generation, Arc<Listing>, Cancel),
}

/// The names of all articles of an index, and their days of publication, with their counts.
pub(crate) type CountedValues = (FacetNames, Vec<(Date, u32)>);

/// Sends inputs to the thread, which gives up what it is counting unless it is only asked for more.
#[derive(Clone)]
pub(crate) struct CountSender {
    inputs: Sender<CountInput>,
    is_outdated: Arc<AtomicBool>,
}

impl CountSender {
    pub(crate) fn send(&self, input: CountInput) {
        let is_change = !matches!(input, CountInput::Within(..));
        // The counter is gone once the program ends.
        let _ = self.inputs.send(input);
        self.is_outdated.fetch_or(is_change, Ordering::Relaxed);
    }
}

/// The inputs of the thread.
pub(crate) struct CountInputs {
    inputs: Receiver<CountInput>,
    is_outdated: Arc<AtomicBool>,
}

pub(crate) fn count_channel() -> (CountSender, CountInputs) {
    let (inputs_in, inputs) = unbounded();
    let is_outdated: Arc<AtomicBool> = Arc::default();
    (CountSender { inputs: inputs_in, is_outdated: is_outdated.clone() }, CountInputs { inputs, is_outdated })
}

/// Counts again whenever the catalogue or the marks change; intermediate states are skipped.
pub(crate) fn run_counter(inputs: &CountInputs, sender: ArchiveSender, stories: &SharedStories) {
    let mut counter = ShelfCounter {
        sender,
        stories,
        catalogue: Arc::default(),
        finder: Finder::default(),
        marks: Arc::default(),
        abbreviations: Abbreviations::built_in(),
        outdated: inputs.is_outdated.clone().into(),
        is_due: false,
        marked: None,
        found: FxHashMap::default(),
        counted: FxHashMap::default(),
        told: Counts::default(),
        values: None,
        asked: Vec::new(),
    };
    while let Ok(first) = inputs.inputs.recv() {
        let mut first = Some(first);
        loop {
            // Set again after each input from now on.
            inputs.is_outdated.store(false, Ordering::Relaxed);
            first.take().into_iter().chain(inputs.inputs.try_iter()).for_each(|input| counter.take(input));
            if counter.count().and_then(|()| counter.count_within_lists()).is_some() {
                break;
            }
        }
    }
}

/// Everything that counts depend on.
struct ShelfCounter<'a> {
    /// Its generation is that of the archive.
    sender: ArchiveSender,
    stories: &'a SharedStories,
    catalogue: Arc<Catalogue>,
    finder: Finder,
    marks: Arc<Marks>,
    abbreviations: Abbreviations,
    /// Cancels what is being counted, because something has changed meanwhile.
    outdated: Cancel,
    /// Whether everything is to be counted again.
    is_due: bool,
    /// The files with each kind of mark, once they are counted.
    marked: Option<Marked>,
    /// What saved searches find in this catalogue.
    found: FxHashMap<String, FoundHere>,
    /// How many articles they find on a server, except for those that depend on marks.
    counted: FxHashMap<String, usize>,
    /// A server's latest counts.
    told: Counts,
    /// That the values of an index are to be counted, with what is known of them.
    values: Option<Option<CountedValues>>,
    /// The lists to count within.
    asked: Vec<(Arc<Listing>, Cancel)>,
}

/// The files that a search finds.
struct FoundHere {
    files: DocumentSet,
    depends_on_marks: bool,
}

impl ShelfCounter<'_> {
    fn take(&mut self, input: CountInput) {
        match input {
            CountInput::Within(generation, listing, cancel) => {
                self.asked.extend((generation == self.sender.generation).then_some((listing, cancel)));
                return;
            }
            CountInput::Catalogue(generation, newer, finder) if generation >= self.sender.generation => {
                if generation > self.sender.generation {
                    (self.told, self.values) = Default::default();
                    self.asked.clear();
                }
                self.sender.generation = generation;
                (self.catalogue, self.finder) = (newer, finder);
                self.forget();
            }
            CountInput::Values(generation, known) if generation == self.sender.generation => {
                self.values = Some(known);
            }
            CountInput::Catalogue(..) | CountInput::Values(..) => {}
            CountInput::Marks(newer) => {
                self.marks = newer;
                self.marked = None;
                self.found.retain(|_, found| !found.depends_on_marks);
            }
            CountInput::Abbreviations(newer) => {
                self.abbreviations = newer;
                self.forget();
            }
        }
        self.is_due = true;
    }

    fn forget(&mut self) {
        self.marked = None;
        self.found.clear();
        self.counted.clear();
    }

    /// Counts everything if it has changed. Returns `None` if something has changed meanwhile.
    fn count(&mut self) -> Option<()> {
        if !self.is_due {
            return Some(());
        }
        let mut counts = match self.finder.with_pages() {
            None => {
                let newest = newest_files(&self.catalogue);
                self.marked().counts(&newest)
            }
            Some(_) => self.counts_there(),
        };
        self.count_searches(&mut counts, Self::count_search);
        if self.outdated.is_cancelled() {
            return None;
        }
        self.sender.send(ArchiveEvent::Counted(counts));
        self.count_values()?;
        self.is_due = false;
        Some(())
    }

    /// Counts the results of saved searches and the articles of sets by their queries.
    fn count_searches(
        &mut self,
        counts: &mut Counts,
        mut count: impl FnMut(&mut Self, &str) -> Option<usize>,
    ) {
        let marks = self.marks.clone();
        for saved in marks.searches() {
            let count = count(self, &saved.query);
            counts.searches.extend(count.map(|count| (saved.query.clone(), count)));
        }
        for name in marks.sets().keys() {
            let count = count(self, &format!("set:{}", quoted(name)));
            counts.sets.extend(count.map(|count| (name.clone(), count)));
        }
    }

    fn marked(&mut self) -> &Marked {
        self.marked.get_or_insert_with(|| Marked::of(&self.catalogue, &self.marks))
    }

    /// The number of results of a saved search, if it is known.
    fn count_search(&mut self, query: &str) -> Option<usize> {
        if matches!(self.finder, Finder::Here) {
            let catalogue = self.catalogue.clone();
            let files = &self.find_here(query)?.files;
            return Some(files.iter().filter(|&file| catalogue.is_newest(file as u32)).count());
        }
        if let Some(&known) = self.counted.get(query) {
            return Some(known);
        }
        let search = Arc::new(Search::new(query, 0..0, &self.abbreviations));
        let depends_on_reader = search.depends_on_reader();
        let count = self.count_of(search)?;
        if !depends_on_reader {
            self.counted.insert(query.to_owned(), count);
        }
        Some(count)
    }

    /// What a saved search finds in this catalogue.
    fn find_here(&mut self, query: &str) -> Option<&FoundHere> {
        if !self.found.contains_key(query) {
            let search = Arc::new(Search::new(query, 0..0, &self.abbreviations));
            let depends_on_marks = search.depends_on_reader();
            let is_outdated = || self.outdated.is_cancelled();
            let search = self.stories.told(search, &self.catalogue, &self.marks, is_outdated)?;
            let finds = find(&self.catalogue, None, &self.marks, search, &self.outdated)?;
            let mut files = DocumentSet::none(self.catalogue.len() as usize);
            finds.articles.iter().for_each(|&(file, _)| files.insert(file as usize));
            self.found.insert(query.to_owned(), FoundHere { files, depends_on_marks });
        }
        self.found.get(query)
    }

    /// Counts within each list that it was asked for, unless that is out of date. Returns `None` if something has
    /// changed meanwhile.
    fn count_within_lists(&mut self) -> Option<()> {
        while let Some((listing, cancel)) = self.asked.pop() {
            if cancel.is_cancelled() {
                continue;
            }
            let counts = self.count_within(&listing, &cancel);
            if self.outdated.is_cancelled() {
                self.asked.push((listing, cancel));
                return None;
            }
            if !cancel.is_cancelled() {
                self.sender.send(ArchiveEvent::CountedWithin(listing, counts));
            }
        }
        Some(())
    }

    /// How many articles of a list each shelf has.
    fn count_within(&mut self, listing: &Listing, cancel: &Cancel) -> Counts {
        let mut listed = DocumentSet::none(listing.catalogue.len() as usize);
        listing.positions.known().iter().for_each(|&file| listed.insert(file as usize));
        let mut counts = match self.finder.with_pages() {
            None => self.marked().counts(&listed),
            Some(_) => self.marks_there(|query| self.count_within_there(listing, query, cancel)),
        };
        self.count_searches(&mut counts, |counter, query| match counter.finder {
            Finder::Here => {
                let mut found = counter.find_here(query)?.files.clone();
                found.intersect(&listed);
                Some(found.count())
            }
            Finder::There(_) => counter.count_within_there(listing, query, cancel),
        });
        counts
    }

    /// How many articles of a list a query finds on a server, if the server answers.
    fn count_within_there(&self, listing: &Listing, query: &str, cancel: &Cancel) -> Option<usize> {
        let Finder::There(server) = &self.finder else { return None };
        if query.is_empty() {
            return Some(listing.len() + listing.beyond);
        }
        let request = &listing.request.narrowed(&term_of(query)?);
        let search = &Search::new(&request.query, request.unfinished.clone(), &self.abbreviations);
        let asking = Asking { cancel, ..self.asking() };
        server.count(AskedList { request, search: Some(search), asking }).ok().flatten()
    }

    fn count_of(&self, search: Arc<Search>) -> Option<usize> {
        if self.outdated.is_cancelled() {
            return None;
        }
        self.finder.count(&self.catalogue, search, self.asking())
    }

    fn asking(&self) -> Asking<'_> {
        Asking { abbreviations: &self.abbreviations, marks: &self.marks, cancel: &self.outdated }
    }

    /// How many articles a query finds on a server, if the server answers.
    fn count_there(&self, query: &str) -> Option<usize> {
        self.count_of(Arc::new(Search::new(query, 0..0, &self.abbreviations)))
    }

    /// Counts the articles of a server by the reader's marks. What it doesn't tell stays as it was known.
    fn counts_there(&mut self) -> Counts {
        let counts = self.marks_there(|query| self.count_there(query));
        let tags = counts.tags.into_iter().map(|(tag, count)| {
            let known = self.told.tags.get(&tag).copied().flatten();
            (tag, count.or(known))
        });
        self.told = Counts {
            all: counts.all.or(self.told.all),
            unread: counts.unread.or(self.told.unread),
            starred: counts.starred.or(self.told.starred),
            noted: counts.noted.or(self.told.noted),
            highlighted: counts.highlighted.or(self.told.highlighted),
            tags: tags.collect(),
            ..Counts::default()
        };
        self.told.clone()
    }

    /// Counts by the reader's marks what a server is asked for by queries.
    fn marks_there(&self, count: impl Fn(&str) -> Option<usize>) -> Counts {
        let flagged = |flag: Flag| {
            let entry = FLAGS.iter().find(|entry| entry.flag == flag);
            count(&entry.map(FlagEntry::query)?)
        };
        let tags: BTreeSet<&String> = self.marks.articles().flat_map(|(_, marks)| &marks.tags).collect();
        let tagged = |tag: &String| count(&format!("tag:{}", quoted(tag)));
        Counts {
            all: count(""),
            unread: flagged(Flag::Unread),
            starred: flagged(Flag::Starred),
            noted: flagged(Flag::Note),
            highlighted: flagged(Flag::Highlight),
            tags: tags.into_iter().map(|tag| (tag.clone(), tagged(tag))).collect(),
            ..Counts::default()
        }
    }

    /// Counts the values of an index if they have changed. Returns `None` if something else has changed
    /// meanwhile.
    fn count_values(&mut self) -> Option<()> {
        let Some((known, server)) = self.values.as_ref().zip(self.finder.with_pages()) else {
            return Some(());
        };
        let request = ListRequest::default();
        let asked = AskedList { request: &request, search: None, asking: self.asking() };
        let ask = || {
            let outline = server.clone().outline(asked).ok().flatten()?;
            Some((server.names(asked).ok().flatten()?, outline.days))
        };
        let counted = known.clone().or_else(ask);
        let values =
            counted.map(|(names, days)| FieldValues::counted(names, days, |query| self.count_there(query)));
        if self.outdated.is_cancelled() {
            return None;
        }
        self.values = None;
        if let Some(values) = values {
            self.sender.send(ArchiveEvent::Values(Arc::new(values)));
        }
        Some(())
    }
}

#[cfg(test)]
mod tests;
