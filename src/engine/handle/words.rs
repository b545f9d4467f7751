//! Questions about words.

use super::Engine;
use crate::archive::{Cancel, Catalogue};
use crate::engine::query::find::Finder;
use crate::engine::query::words::{WordsAsked, WordsInput};
use crate::search::Listing;
use crate::words::{FoundPlaces, WordsQuestion};
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::ops::Range;
use std::sync::Arc;

/// The two threads that answer questions about words.
pub(super) struct WordsHandle {
    /// Concordances.
    places: (Sender<WordsInput>, Cancel),
    /// Tables.
    tables: (Sender<WordsInput>, Cancel),
}

impl WordsHandle {
    /// The handle, and where the threads take their inputs from.
    pub(super) fn new() -> (Self, Receiver<WordsInput>, Receiver<WordsInput>) {
        let ((places, place_inputs), (tables, table_inputs)) = (unbounded(), unbounded());
        let handle = Self { places: (places, Cancel::default()), tables: (tables, Cancel::default()) };
        (handle, place_inputs, table_inputs)
    }

    /// Where both threads take their inputs from.
    pub(super) fn senders(&self) -> [Sender<WordsInput>; 2] {
        [self.places.0.clone(), self.tables.0.clone()]
    }

    /// Tells both threads something.
    pub(super) fn send(&self, input: WordsInput) {
        let _ = self.places.0.send(input.clone());
        let _ = self.tables.0.send(input);
    }

    pub(super) fn leave_archive(&mut self) {
        for (_, cancel) in [&mut self.places, &mut self.tables] {
            std::mem::take(cancel).cancel();
        }
        self.send(WordsInput::Entered);
    }
}

impl Engine {
    /// Asks a question about the words of a list. The latest concordance and the latest table win.
    pub fn ask_words(&mut self, listing: Arc<Listing>, question: WordsQuestion) {
        let (sender, cancel) = match question {
            WordsQuestion::Concordance(_) => &mut self.words.places,
            WordsQuestion::Table(_) => &mut self.words.tables,
        };
        std::mem::take(cancel).cancel();
        let _ = sender.send(WordsInput::Ask(WordsAsked {
            generation: self.generation,
            listing,
            question,
            source: self.source.clone(),
            cancel: cancel.clone(),
            finder: self.remote.clone().map_or(Finder::Here, Finder::There),
        }));
    }

    /// Cancels the latest table of words.
    pub fn cancel_words(&mut self) {
        std::mem::take(&mut self.words.tables.1).cancel();
    }

    /// Has further lines of a concordance read, because they come into view.
    pub fn read_places(&self, catalogue: Arc<Catalogue>, places: Arc<FoundPlaces>, range: Range<usize>) {
        let input = WordsInput::Lines(self.generation, self.source.clone(), catalogue, places, range);
        let _ = self.words.places.0.send(input);
    }
}
