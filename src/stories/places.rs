//! Where two articles share passages, so that those counted in their shares can be found in their sentences.

use super::passages::{PassageLetters, Passages, SHORTEST};
use std::ops::Range;

/// The shared passages of two articles, by side.
#[derive(Default)]
pub(super) struct SharedPlaces([SidePlaces; 2]);

/// The shared passages of one article, counted in letters.
#[derive(Default)]
struct SidePlaces {
    len: usize,
    ranges: Vec<Range<usize>>,
    /// Where runs of thirty letters begin here, and where in the other article, in order.
    others: Vec<(usize, usize)>,
}

impl SharedPlaces {
    /// Finds what two texts share, which must be folded.
    pub(super) fn of(texts: [&str; 2]) -> Self {
        let [one, other] = texts.map(PassageLetters::of);
        Self([SidePlaces::of(&one, &other), SidePlaces::of(&other, &one)])
    }

    /// The shared passages of a side, and the number of its letters.
    pub(super) fn of_side(&self, side: usize) -> (&[Range<usize>], usize) {
        (&self.0[side].ranges, self.0[side].len)
    }

    /// The part of a stretch of letters from the first shared one to the last.
    pub(super) fn within(&self, side: usize, stretch: &Range<usize>) -> Option<Range<usize>> {
        let mut parts = self.0[side].parts_of(stretch);
        let first = parts.next()?;
        Some(first.start..parts.last().unwrap_or(first).end)
    }

    /// Whether a sentence is part of a shared passage: at least half of it, or of the shortest passage, is shared. So each
    /// passage has a sentence that is part of it.
    pub(super) fn has(&self, side: usize, sentence: &Range<usize>) -> bool {
        let shared: usize = self.0[side].parts_of(sentence).map(|part| part.len()).sum();
        shared > 0 && (2 * shared >= sentence.len() || 2 * shared >= SHORTEST)
    }

    /// The place in the other article of a letter that is shared in this stretch.
    pub(super) fn elsewhere(&self, side: usize, stretch: &Range<usize>) -> Option<usize> {
        let places = &self.0[side];
        let first = places.parts_of(stretch).max_by_key(ExactSizeIterator::len)?;
        // The last run that begins no later has the letter, too.
        let next = places.others.partition_point(|&(at, _)| at <= first.start);
        let &(at, other) = places.others.get(next.checked_sub(1)?)?;
        Some(other + (first.start - at))
    }
}

impl SidePlaces {
    fn of(own: &PassageLetters, other: &PassageLetters) -> Self {
        let passages = Passages::of(other);
        Self {
            len: own.len(),
            ranges: passages.in_common_with(own),
            others: passages.places_in(own).collect(),
        }
    }

    /// The shared parts of a stretch.
    fn parts_of(&self, stretch: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self.ranges.partition_point(|range| range.end <= stretch.start);
        let after = self.ranges.iter().skip(first).take_while(|range| range.start < stretch.end);
        after.map(|range| range.start.max(stretch.start)..range.end.min(stretch.end))
    }
}
