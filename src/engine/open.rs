//! Opening an archive: its load, what fields it has to complete queries with, and its posting lists.

use super::count::count_found;
use super::event::{Event, EventSender, Loaded, Progress};
use super::index::index_archive;
use super::list::ListInput;
use super::load::{LoadProgress, LoadReport, load_as};
use crate::archive::{Cancel, Encodings, Problems};
use crate::library::Marks;
use crate::search::{FieldValues, Search};
use crate::text::hanja::Abbreviations;
use crossbeam_channel::Sender;
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;

/// Loads an archive, lists what is there as it comes, and makes its posting lists behind.
pub(super) fn load_archive(
    (folder, encodings): (&Path, &Encodings),
    cancel: &Cancel,
    sender: &EventSender,
    lists: &Sender<ListInput>,
) {
    let list = |catalogue| {
        let _ = lists.send(ListInput::Catalogue(sender.generation, catalogue));
    };
    let result = load_as(folder, encodings, cancel, |progress| {
        let read = progress.catalogue.len() as usize;
        let LoadProgress { catalogue, found, found_all, took } = progress;
        list(Arc::new(catalogue));
        sender.send(Event::Loading(Progress { read, found, found_all, took }));
    });
    match result {
        Ok(LoadReport { catalogue, walk, took, cancelled }) => {
            let catalogue = Arc::new(catalogue);
            list(catalogue.clone());
            let problems = Problems::of(&catalogue, walk);
            let at = Timestamp::now();
            let loaded = Loaded { catalogue: catalogue.clone(), problems, took, at, cancelled };
            let _ = lists.send(ListInput::Loaded(sender.generation, Box::new(loaded)));
            let count = |query: &str| {
                let search = Arc::new(Search::new(query, 0..0, &Abbreviations::default()));
                count_found(&catalogue, &Marks::default(), search, cancel) as u32
            };
            sender.send(Event::Values(Arc::new(FieldValues::of(&catalogue, count))));
            index_archive(catalogue, cancel, |same| {
                let _ = lists.send(ListInput::Repacked(sender.generation, same));
            });
        }
        Err(error) => sender.send(Event::NoThread(error)),
    }
}
