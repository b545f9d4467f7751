//! The thread that counts for the shelves: articles with each kind of mark, and the results of saved searches.

use super::find::Finder;
use super::stories::SharedStories;
use crate::archive::{Cancel, Catalogue};
use crate::engine::event::{ArchiveEvent, ArchiveSender, Generation};
use crate::library::Marks;
use crate::search::{Counts, FLAGS, Flag, Search};
use crate::text::hanja::Abbreviations;
use crossbeam_channel::Receiver;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What has changed.
pub(crate) enum CountInput {
    Catalogue(Generation, Arc<Catalogue>, Finder),
    Marks(Arc<Marks>),
    Abbreviations(Abbreviations),
}

/// Counts again whenever the catalogue or the marks change; intermediate states are skipped.
pub(crate) fn run_counter(inputs: &Receiver<CountInput>, mut sender: ArchiveSender, stories: &SharedStories) {
    let mut catalogue = Arc::new(Catalogue::default());
    let mut finder = Finder::default();
    let mut marks = Arc::new(Marks::default());
    let mut abbreviations = Abbreviations::built_in();
    // Results of saved searches in this catalogue, except for those that depend on marks.
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    while let Ok(input) = inputs.recv() {
        for input in std::iter::once(input).chain(inputs.try_iter()) {
            match input {
                CountInput::Catalogue(generation, newer, its_finder) if generation >= sender.generation => {
                    sender.generation = generation;
                    (catalogue, finder) = (newer, its_finder);
                    known.clear();
                }
                CountInput::Catalogue(..) => {}
                CountInput::Marks(newer) => marks = newer,
                CountInput::Abbreviations(newer) => {
                    abbreviations = newer;
                    known.clear();
                }
            }
        }
        let counted = match finder.with_pages() {
            None => Some(Counts::of(&catalogue, &marks)),
            Some(_) => counts_there(&finder, &marks, &abbreviations),
        };
        // What a server doesn't tell stays as it was known.
        let Some(mut counts) = counted else { continue };
        for saved in marks.searches() {
            // Something has changed meanwhile, so count that instead.
            if !inputs.is_empty() {
                break;
            }
            let count = known.get(&saved.query).copied().or_else(|| {
                let search = Arc::new(Search::new(&saved.query, 0..0, &abbreviations));
                let depends_on_reader = search.depends_on_reader();
                let search = match finder {
                    Finder::Here => stories.told(search, &catalogue, &marks, || !inputs.is_empty())?,
                    Finder::There(_) => search,
                };
                let count = finder.count(&catalogue, &marks, search, &abbreviations, &Cancel::default())?;
                if !depends_on_reader {
                    known.insert(saved.query.clone(), count);
                }
                Some(count)
            });
            counts.searches.extend(count.map(|count| (saved.query.clone(), count)));
        }
        if inputs.is_empty() {
            sender.send(ArchiveEvent::Counted(counts));
        }
    }
}

/// Counts the articles of a server by the reader's marks; `None` if it doesn't tell.
fn counts_there(finder: &Finder, marks: &Marks, abbreviations: &Abbreviations) -> Option<Counts> {
    let count = |query: &str| {
        let search = Arc::new(Search::new(query, 0..0, abbreviations));
        finder.count(&Catalogue::default(), marks, search, abbreviations, &Cancel::default())
    };
    let flagged = |flag: Flag| count(&FLAGS.iter().find(|entry| entry.flag == flag)?.query());
    let mut counts = Counts {
        all: count("")?,
        unread: flagged(Flag::Unread)?,
        starred: flagged(Flag::Starred)?,
        noted: flagged(Flag::Note)?,
        highlighted: flagged(Flag::Highlight)?,
        ..Counts::default()
    };
    let tags: BTreeSet<&String> = marks.articles().flat_map(|(_, marks)| &marks.tags).collect();
    for tag in tags {
        let found = count(&format!("tag:\"{tag}\""))?;
        if found > 0 {
            counts.tags.insert(tag.clone(), found);
        }
    }
    Some(counts)
}
