//! Which rows of the list were painted, so that what they lack can be read.

use std::cell::{Cell, RefCell};

/// The rows of the list that were painted.
#[derive(Default)]
pub(in crate::app) struct SeenRows {
    /// The first and the last position.
    pub(in crate::app) positions: Cell<Option<(usize, usize)>>,
    /// The ordinals of those that want a snippet.
    pub(in crate::app) without_snippet: RefCell<Vec<u32>>,
}

impl SeenRows {
    /// Notes that the row at a position was painted.
    pub(in crate::app) fn add(&self, position: usize) {
        let first = self.positions.get().map_or(position, |(first, _)| first);
        self.positions.set(Some((first, position)));
    }
}
