//! Joining adjacent segments, so that a few large ones with postings remain.

use super::Catalogue;
use crate::archive::segment::{SEGMENT_TEXT_BYTES, Segment};
use std::ops::Range;
use std::sync::Arc;

/// The approximate limit of rows in a joined segment: enough to make its postings worth their directory, few
/// enough to spread the work over several threads.
const JOINED_ROWS: usize = 32_768;

/// The number of adjacent segments from which they are joined just because there are so many.
pub(super) const MOST_IN_A_RUN: usize = 16;

/// Adjacent segments that may be joined.
struct SegmentRun {
    segments: Range<usize>,
    rows: usize,
    /// How many of the rows have postings.
    listed: usize,
    bytes: usize,
}

impl Catalogue {
    /// The runs of adjacent segments worth joining, so that a few large ones remain, and files that arrive one
    /// by one aren't rewritten each time.
    pub fn runs_to_join(&self) -> Vec<Range<usize>> {
        let rows = self.len as usize;
        let enough = rows.div_ceil(rows.div_ceil(JOINED_ROWS).max(1));
        let has_lists = |segment: &Segment| segment.corpus().postings().is_some();
        let mut runs: Vec<SegmentRun> = Vec::new();
        let mut goes_on = false;
        for (at, segment) in self.segments.iter().enumerate() {
            let bytes = segment.text_len().max(segment.corpus().bodies().text_len());
            let is_done = has_lists(segment) && segment.len() >= enough / 2;
            let last = runs.last_mut().filter(|run| {
                goes_on && !is_done && run.rows < enough && run.bytes + bytes < SEGMENT_TEXT_BYTES
            });
            let run = match last {
                Some(run) => run,
                None => runs.push_mut(SegmentRun { segments: at..at, rows: 0, listed: 0, bytes: 0 }),
            };
            run.segments.end = at + 1;
            run.rows += segment.len();
            run.listed += if has_lists(segment) { segment.len() } else { 0 };
            run.bytes += bytes;
            goes_on = !is_done;
        }
        let is_worth = |run: &SegmentRun| {
            let without = run.rows - run.listed;
            without > 0 && (without * 8 >= run.rows || run.segments.len() >= MOST_IN_A_RUN)
        };
        runs.into_iter().filter(is_worth).map(|run| run.segments).collect()
    }

    /// Joins the segments of a run, with postings.
    pub fn joined(&self, run: &Range<usize>) -> Segment {
        Segment::joined(self.segments.get(run.clone()).unwrap_or_default())
    }

    /// The same catalogue with the result of [`Catalogue::joined`] in place of a run. Ordinals stay the same.
    #[must_use]
    pub fn with_joined(&self, run: &Range<usize>, segment: Segment) -> Self {
        let mut joined = self.clone();
        if self.segments.get(run.clone()).is_none_or(<[_]>::is_empty) {
            return joined;
        }
        joined.segments.splice(run.clone(), [Arc::new(segment)]);
        joined.starts.drain(run.start + 1..run.end);
        joined
    }
}
