//! Back and forward through the articles read, each scrolled to where the reader left it.

use super::{Mode, Shown};
use crate::archive::{Catalogue, FilePlace};
use crate::library::{PagePlace, ReadingPlace};
use crate::ui::command::Direction;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many visits are remembered.
const MOST: usize = 200;

/// The articles read, in order. Survives a new list and a reload of the same archive.
#[derive(Default)]
pub(super) struct History {
    visits: Vec<ReadingPlace>,
    /// The index of the current visit.
    at: usize,
}

/// Where a step in the history leads.
#[derive(Debug, PartialEq)]
pub(super) struct Visit {
    ordinal: u32,
    reading: ReadingPlace,
}

impl History {
    /// Whether there is a visit in this direction.
    pub(super) fn leads(&self, direction: Direction) -> bool {
        match direction {
            Direction::Back => self.at > 0,
            Direction::Forward => self.at + 1 < self.visits.len(),
        }
    }

    fn is_at(&self, path: &str) -> bool {
        self.visits.get(self.at).is_some_and(|visit| visit.path == path)
    }

    /// Records a visit, replacing everything ahead of it.
    fn visit(&mut self, path: &str) {
        if self.is_at(path) {
            return;
        }
        self.visits.truncate(self.at + 1);
        self.visits.push(ReadingPlace { path: path.to_owned(), at: PagePlace::default() });
        if self.visits.len() > MOST {
            self.visits.remove(0);
        }
        self.at = self.visits.len() - 1;
    }

    /// Updates the visits' places; `moved` gives the new ones of those that have changed.
    pub(super) fn follow(&mut self, moved: impl FnOnce(&FxHashSet<&str>) -> FxHashMap<String, String>) {
        if self.visits.is_empty() {
            return;
        }
        let moved = moved(&self.visits.iter().map(|visit| visit.path.as_str()).collect());
        for visit in &mut self.visits {
            if let Some(now) = moved.get(&visit.path) {
                visit.path.clone_from(now);
            }
        }
    }

    /// Goes one step to an article that `has` still finds, and forgets the visits skipped on the way.
    fn step(&mut self, direction: Direction, has: impl Fn(&str) -> Option<u32>) -> Option<Visit> {
        loop {
            let next = match direction {
                Direction::Back => self.at.checked_sub(1)?,
                Direction::Forward => self.at + 1,
            };
            let visit = self.visits.get(next)?;
            if let Some(ordinal) = has(&visit.path) {
                let reading = visit.clone();
                self.at = next;
                return Some(Visit { ordinal, reading });
            }
            self.visits.remove(next);
            self.at -= usize::from(direction == Direction::Back);
        }
    }
}

impl Shown {
    /// Whether the history has something in a direction.
    pub(in crate::app) fn leads(&self, direction: Direction) -> bool {
        self.history.leads(direction)
    }

    /// Records how far the shown article has been read.
    pub(in crate::app) fn leave_article(&mut self, catalogue: &Catalogue) {
        let Some(reading) = self.reading(catalogue) else { return };
        if self.history.is_at(&reading.path)
            && let Some(visit) = self.history.visits.get_mut(self.history.at)
        {
            *visit = reading;
        }
    }

    /// Records a visit and, if the reader has come back, scrolls to where the article was left.
    pub(super) fn arrive(&mut self, ordinal: u32, catalogue: &Catalogue) {
        let arriving = self.arriving.take();
        let Some(row) = catalogue.row(ordinal) else { return };
        let place = row.file_place().to_string();
        self.history.visit(&place);
        if let Some(arriving) = arriving.filter(|arriving| arriving.path == place)
            && matches!(self.mode, Mode::Page)
        {
            self.reader.return_to(arriving.at);
        }
    }

    /// Restores the scroll position in an article as soon as it has loaded.
    pub(in crate::app) fn come_back_to(&mut self, reading: ReadingPlace) {
        self.arriving = Some(reading);
    }

    /// Goes one step through the history and returns the article to select.
    pub(in crate::app) fn go(&mut self, direction: Direction, catalogue: &Catalogue) -> Option<u32> {
        self.leave_article(catalogue);
        let find = |place: &str| catalogue.article_at(&FilePlace::parse(place), 0);
        let Visit { ordinal, reading } = self.history.step(direction, find)?;
        self.come_back_to(reading);
        Some(ordinal)
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

    fn ways(history: &History) -> (bool, bool) {
        (history.leads(Direction::Back), history.leads(Direction::Forward))
    }

    #[test]
    fn one_goes_back_and_on_and_what_is_read_then_is_in_place_of_the_rest() {
        let mut history = read(&["a", "b", "b", "c"]);
        let number = |path: &str| path.bytes().next().map(u32::from);
        let step = |history: &mut History, direction| {
            history.step(direction, number).map(|visit| char::from_u32(visit.ordinal).unwrap())
        };
        assert_eq!(step(&mut history, Direction::Back), Some('b'));
        assert_eq!(step(&mut history, Direction::Back), Some('a'));
        assert_eq!((step(&mut history, Direction::Back), ways(&history)), (None, (false, true)));
        assert_eq!(step(&mut history, Direction::Forward), Some('b'));
        history.visit("d");
        assert_eq!((step(&mut history, Direction::Forward), ways(&history)), (None, (true, false)));
    }

    #[test]
    fn what_is_gone_is_passed_over() {
        let mut history = read(&["a", "gone", "b", "gone"]);
        history.step(Direction::Back, |path| (path != "gone").then_some(0)).unwrap();
        let found = history.step(Direction::Back, |path| (path == "a").then_some(7));
        let reading = ReadingPlace { path: "a".to_owned(), at: PagePlace::default() };
        assert_eq!(found, Some(Visit { ordinal: 7, reading }));
        assert_eq!(ways(&history), (false, true));
    }

    #[test]
    fn what_was_read_long_ago_is_forgotten() {
        let names: Vec<_> = (0..MOST + 5).map(|number| number.to_string()).collect();
        let history = read(&names.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((history.visits.len(), history.at), (MOST, MOST - 1));
    }
}
