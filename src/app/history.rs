//! Back and forward through what was read, each article where the reader left it.

use super::Seogo;
use crate::library::Reading;
use std::path::Path;

/// How many articles are remembered.
const MOST: usize = 200;

/// What was read, in order. It outlives another list and another load of the same archive.
#[derive(Default)]
pub(super) struct History {
    visits: Vec<Reading>,
    /// Which of them is shown.
    at: usize,
}

impl History {
    /// Whether there is something to go back to, and on to.
    pub(super) fn ways(&self) -> (bool, bool) {
        (self.at > 0, self.at + 1 < self.visits.len())
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    fn is_at(&self, path: &str) -> bool {
        self.visits.get(self.at).is_some_and(|visit| visit.path == path)
    }

    /// Takes down that an article is shown, in place of what would come next.
    fn visit(&mut self, path: &str) {
        if self.is_at(path) {
            return;
        }
        self.visits.truncate(self.at + 1);
        self.visits.push(Reading { path: path.to_owned(), at: (0, 0.0) });
        if self.visits.len() > MOST {
            self.visits.remove(0);
        }
        self.at = self.visits.len() - 1;
    }

    /// Goes one step back or on to what `has` still knows, and forgets what it does not.
    fn step(&mut self, back: bool, has: impl Fn(&str) -> Option<u32>) -> Option<(u32, (usize, f32))> {
        loop {
            let next = if back { self.at.checked_sub(1)? } else { self.at + 1 };
            let visit = self.visits.get(next)?;
            if let Some(ordinal) = has(&visit.path) {
                self.at = next;
                return Some((ordinal, visit.at));
            }
            self.visits.remove(next);
            self.at -= usize::from(back);
        }
    }
}

impl Seogo {
    /// Takes down how far the shown article has been read.
    pub(super) fn leave_article(&mut self) {
        let Some(reading) = self.reading() else { return };
        if self.history.is_at(&reading.path)
            && let Some(visit) = self.history.visits.get_mut(self.history.at)
        {
            *visit = reading;
        }
    }

    /// Takes down that another article is shown, and goes to where it was left, where the reader comes back to it.
    pub(super) fn arrive(&mut self, ordinal: u32) {
        if let Some(row) = self.listing.catalogue.row(ordinal) {
            self.history.visit(row.path());
        }
        match self.arriving.take() {
            Some((arrived, place)) if arrived == ordinal && !self.stored => self.reader.return_to(place),
            _ => {}
        }
    }

    /// Shows what was read before, or after, what is shown.
    pub(super) fn go(&mut self, back: bool) {
        self.leave_article();
        let catalogue = &self.listing.catalogue;
        let find = |path: &str| {
            let found = catalogue.present().find(|(_, row)| row.file_path() == Path::new(path));
            found.map(|(ordinal, _)| ordinal)
        };
        if let Some((ordinal, place)) = self.history.step(back, find) {
            self.unchoose();
            self.arriving = Some((ordinal, place));
            self.select(ordinal);
            self.reveal();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(paths: &[&str]) -> History {
        let mut history = History::default();
        paths.iter().for_each(|path| history.visit(path));
        history
    }

    #[test]
    fn one_goes_back_and_on_and_what_is_read_then_is_in_place_of_the_rest() {
        let mut history = read(&["a", "b", "b", "c"]);
        let number = |path: &str| path.bytes().next().map(u32::from);
        let step = |history: &mut History, back| history.step(back, number).map(|(ordinal, _)| ordinal);
        assert_eq!(step(&mut history, true), Some(u32::from(b'b')));
        assert_eq!(step(&mut history, true), Some(u32::from(b'a')));
        assert_eq!((step(&mut history, true), history.ways()), (None, (false, true)));
        assert_eq!(step(&mut history, false), Some(u32::from(b'b')));
        history.visit("d");
        assert_eq!((step(&mut history, false), history.ways()), (None, (true, false)));
    }

    #[test]
    fn what_is_gone_is_passed_over() {
        let mut history = read(&["a", "gone", "b", "gone"]);
        history.step(true, |path| (path != "gone").then_some(0)).unwrap();
        let found = history.step(true, |path| (path == "a").then_some(7));
        assert_eq!((found, history.ways()), (Some((7, (0, 0.0))), (false, true)));
    }

    #[test]
    fn what_was_read_long_ago_is_forgotten() {
        let names: Vec<_> = (0..MOST + 5).map(|number| number.to_string()).collect();
        let history = read(&names.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((history.visits.len(), history.at), (MOST, MOST - 1));
    }
}
