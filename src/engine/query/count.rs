//! The thread that counts for the shelves and for completing queries: articles with each kind of mark, the results
//! of saved searches, and of an index that isn't read whole, the values of its fields.

use super::find::Finder;
use super::stories::SharedStories;
use crate::archive::{Cancel, Catalogue};
use crate::engine::channel::{ArchiveSender, Generation};
use crate::engine::event::ArchiveEvent;
use crate::library::Marks;
use crate::search::{
    AskedList, Asking, Counts, FLAGS, FacetNames, FieldValues, Flag, FlagEntry, ListRequest, Search, quoted,
};
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
}

/// The names of all articles of an index, and their days of publication, with their counts.
pub(crate) type CountedValues = (FacetNames, Vec<(Date, u32)>);

/// Sends inputs to the thread, which gives up what it is counting.
#[derive(Clone)]
pub(crate) struct CountSender {
    inputs: Sender<CountInput>,
    is_outdated: Arc<AtomicBool>,
}

impl CountSender {
    pub(crate) fn send(&self, input: CountInput) {
        // The counter is gone once the program ends.
        let _ = self.inputs.send(input);
        self.is_outdated.store(true, Ordering::Relaxed);
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
        searches: FxHashMap::default(),
        told: Counts::default(),
        values: None,
    };
    while let Ok(first) = inputs.inputs.recv() {
        let mut first = Some(first);
        loop {
            // Set again after each input from now on.
            inputs.is_outdated.store(false, Ordering::Relaxed);
            first.take().into_iter().chain(inputs.inputs.try_iter()).for_each(|input| counter.take(input));
            if counter.count().is_some() {
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
    /// Results of saved searches in this catalogue, except for those that depend on marks.
    searches: FxHashMap<String, usize>,
    /// A server's latest counts.
    told: Counts,
    /// That the values of an index are to be counted, with what is known of them.
    values: Option<Option<CountedValues>>,
}

impl ShelfCounter<'_> {
    fn take(&mut self, input: CountInput) {
        match input {
            CountInput::Catalogue(generation, newer, finder) if generation >= self.sender.generation => {
                if generation > self.sender.generation {
                    (self.told, self.values) = Default::default();
                }
                self.sender.generation = generation;
                (self.catalogue, self.finder) = (newer, finder);
                self.searches.clear();
            }
            CountInput::Values(generation, known) if generation == self.sender.generation => {
                self.values = Some(known);
            }
            CountInput::Catalogue(..) | CountInput::Values(..) => {}
            CountInput::Marks(newer) => self.marks = newer,
            CountInput::Abbreviations(newer) => {
                self.abbreviations = newer;
                self.searches.clear();
            }
        }
    }

    /// Counts everything. Returns `None` if something has changed meanwhile.
    fn count(&mut self) -> Option<()> {
        let mut counts = match self.finder.with_pages() {
            None => Counts::of(&self.catalogue, &self.marks),
            Some(_) => self.counts_there(),
        };
        let marks = self.marks.clone();
        for saved in marks.searches() {
            let count = self.count_search(&saved.query);
            counts.searches.extend(count.map(|count| (saved.query.clone(), count)));
        }
        for name in marks.sets().keys() {
            let count = self.count_search(&format!("set:{}", quoted(name)));
            counts.sets.extend(count.map(|count| (name.clone(), count)));
        }
        if self.outdated.is_cancelled() {
            return None;
        }
        self.sender.send(ArchiveEvent::Counted(counts));
        self.count_values()
    }

    /// The number of results of a saved search, if it is known.
    fn count_search(&mut self, query: &str) -> Option<usize> {
        if let Some(&known) = self.searches.get(query) {
            return Some(known);
        }
        let search = Arc::new(Search::new(query, 0..0, &self.abbreviations));
        let depends_on_reader = search.depends_on_reader();
        let search = match self.finder {
            Finder::Here => {
                let is_outdated = || self.outdated.is_cancelled();
                self.stories.told(search, &self.catalogue, &self.marks, is_outdated)?
            }
            Finder::There(_) => search,
        };
        let count = self.count_of(search)?;
        if !depends_on_reader {
            self.searches.insert(query.to_owned(), count);
        }
        Some(count)
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
        let flagged = |flag: Flag| {
            let entry = FLAGS.iter().find(|entry| entry.flag == flag);
            self.count_there(&entry.map(FlagEntry::query)?)
        };
        let tags: BTreeSet<&String> = self.marks.articles().flat_map(|(_, marks)| &marks.tags).collect();
        let tagged = |tag: &String| {
            let known = || self.told.tags.get(tag).copied().flatten();
            self.count_there(&format!("tag:{}", quoted(tag))).or_else(known)
        };
        let counts = Counts {
            all: self.count_there("").or(self.told.all),
            unread: flagged(Flag::Unread).or(self.told.unread),
            starred: flagged(Flag::Starred).or(self.told.starred),
            noted: flagged(Flag::Note).or(self.told.noted),
            highlighted: flagged(Flag::Highlight).or(self.told.highlighted),
            tags: tags.into_iter().map(|tag| (tag.clone(), tagged(tag))).collect(),
            ..Counts::default()
        };
        self.told = counts.clone();
        counts
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
