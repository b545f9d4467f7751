//! What is known about an open index: its rows, as they are read again and again, and whether its server answers.

use crate::archive::{CatalogueBuilder, Following, RemoteRow, SegmentBuilder};
use crate::cluster::{IndexState, OpenIndex};
use rustc_hash::FxHashMap;
use std::time::Duration;

/// How often the server is asked whether the index has changed, and whether it is back.
const BETWEEN_LOOKS: Duration = Duration::from_secs(15);
const UNTIL_BACK: Duration = Duration::from_secs(2);

/// The same of a server that answers but refuses: asking often changes nothing, and repeats a login that may
/// be locked.
const UNTIL_ALLOWED: Duration = Duration::from_secs(300);

/// How many rows are listed first, and at most at a time.
pub(super) const FIRST_ROWS: usize = 100;
const MOST_AT_ONCE: usize = 4_096;

/// What is known about the index.
#[derive(Default)]
pub(super) struct ListedState {
    pub(super) builder: CatalogueBuilder,
    /// By document, its row and what it said.
    pub(super) known: FxHashMap<u64, ListedRow>,
    /// The state of the index when it was last read completely.
    pub(super) read: Option<IndexState>,
    pub(super) following: Following,
    /// Whether the window was told that the server refuses.
    pub(super) is_refused: bool,
    /// Whether the reader stopped the reading, which goes on only when asked to.
    pub(super) is_stopped: bool,
}

impl ListedState {
    /// How long to wait before the server is asked again.
    pub(super) fn until_next_look(&self) -> Duration {
        match self.following {
            _ if self.is_refused => UNTIL_ALLOWED,
            Following::Unreachable { .. } => UNTIL_BACK,
            _ => BETWEEN_LOOKS,
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct ListedRow {
    pub(super) ordinal: u32,
    pub(super) print: u64,
    /// The reading of the index in which it was seen last.
    pub(super) seen: u32,
}

/// Collects the rows of one reading.
pub(super) struct ListedRows<'a> {
    pub(super) index: &'a OpenIndex,
    pub(super) state: &'a mut ListedState,
    pub(super) segment: SegmentBuilder,
    /// The ordinal of the segment's first row.
    pub(super) first: u32,
    /// How many rows are listed next.
    pub(super) enough: usize,
    /// The rows of documents that have changed.
    pub(super) gone: Vec<u32>,
    pub(super) reading: u32,
}

impl ListedRows<'_> {
    pub(super) fn take(&mut self, row: RemoteRow) {
        let RemoteRow { document, print, path, read } = row;
        if let Some(known) = self.state.known.get_mut(&document) {
            known.seen = self.reading;
            if known.print == print {
                return;
            }
            self.gone.push(known.ordinal);
        }
        let ordinal = self.first + self.segment.len() as u32;
        self.state.known.insert(document, ListedRow { ordinal, print, seen: self.reading });
        self.index.note(document, ordinal);
        self.segment.push(&path, &read);
    }

    pub(super) fn is_enough(&self) -> bool {
        self.segment.len() >= self.enough || self.segment.is_full()
    }

    pub(super) fn push(&mut self) {
        if self.segment.is_empty() {
            return;
        }
        self.state.builder.push(self.segment.take());
        self.first = self.state.builder.len();
        self.enough = (self.enough * 4).min(MOST_AT_ONCE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn a_server_that_refuses_is_asked_less_often_than_one_that_is_away() {
        let following = Following::Unreachable { since: Timestamp::UNIX_EPOCH };
        let state = |following, is_refused| ListedState { following, is_refused, ..ListedState::default() };
        let [usual, away, refused] =
            [state(Following::Notified, false), state(following, false), state(following, true)]
                .map(|state| state.until_next_look());
        assert!(away < usual && usual * 10 < refused, "{away:?} {usual:?} {refused:?}");
    }
}
