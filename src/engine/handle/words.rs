//! Where questions about words are sent: one thread answers what is read line by line, the other what is counted, so
//! that neither waits for the other.

use crate::archive::Cancel;
use crate::engine::query::words::WordsInput;
use crate::words::WordsQuestion;
use crossbeam_channel::{Receiver, Sender, unbounded};

/// The two threads that answer questions about words.
pub(super) struct WordsHandle {
    /// Concordances.
    places: (Sender<WordsInput>, Cancel),
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

    /// Cancels the latest question of the same kind. Gives what this one is sent by, and what cancels it.
    pub(super) fn replace(&mut self, question: &WordsQuestion) -> &(Sender<WordsInput>, Cancel) {
        let thread = match question {
            WordsQuestion::Concordance(_) => &mut self.places,
            WordsQuestion::Table(_) => &mut self.tables,
        };
        std::mem::take(&mut thread.1).cancel();
        thread
    }

    /// Cancels the latest table.
    pub(super) fn cancel_table(&mut self) {
        std::mem::take(&mut self.tables.1).cancel();
    }

    /// Has lines of a concordance read.
    pub(super) fn ask_for_lines(&self, input: WordsInput) {
        let _ = self.places.0.send(input);
    }

    pub(super) fn leave_archive(&mut self) {
        for (_, cancel) in [&mut self.places, &mut self.tables] {
            std::mem::take(cancel).cancel();
        }
        self.send(WordsInput::Entered);
    }
}
