//! Which article stands at each position of a list. Of a list that lies on a server, only the articles around
//! what is in view have been read.

use std::ops::Range;

/// The articles of a list, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions {
    len: usize,
    /// The ordinals of the articles that have been read, in list order.
    known: Vec<u32>,
    /// The positions of those articles, ascending; `None` if all have been read.
    at: Option<Vec<u32>>,
}

impl From<Vec<u32>> for Positions {
    /// A list of which all articles have been read, by ordinal.
    fn from(known: Vec<u32>) -> Self {
        Self { len: known.len(), known, at: None }
    }
}

impl Positions {
    /// A list of `len` articles of which these have been read: positions, ascending, with their ordinals.
    pub fn of_some(len: usize, read: impl Iterator<Item = (u32, u32)>) -> Self {
        let (at, known) = read.unzip();
        Self { len, known, at: Some(at) }
    }

    /// How many articles are listed.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether articles are read only where they are looked at.
    pub fn are_in_pages(&self) -> bool {
        self.at.is_some()
    }

    /// Whether every article has been read.
    pub fn are_all_known(&self) -> bool {
        self.known.len() == self.len
    }

    /// The ordinals of the articles that have been read, in list order.
    pub fn known(&self) -> &[u32] {
        &self.known
    }

    /// The same, of the articles in a range of positions.
    pub fn known_in(&self, range: Range<usize>) -> &[u32] {
        let index = |position: usize| match &self.at {
            None => position.min(self.known.len()),
            Some(at) => at.partition_point(|&at| (at as usize) < position),
        };
        self.known.get(index(range.start)..index(range.end)).unwrap_or_default()
    }

    /// The ordinal of the article at a position; `None` if it hasn't been read, or past the end.
    pub fn get(&self, position: usize) -> Option<u32> {
        let index = match &self.at {
            None => position,
            Some(at) => at.binary_search(&u32::try_from(position).ok()?).ok()?,
        };
        self.known.get(index).copied()
    }

    /// The position of an article that has been read, by ordinal.
    pub fn position_of(&self, ordinal: u32) -> Option<usize> {
        self.each().find(|&(_, known)| known == ordinal).map(|(position, _)| position)
    }

    /// The positions of the articles that have been read, with their ordinals.
    pub fn each(&self) -> impl Iterator<Item = (usize, u32)> {
        let position = |index| match &self.at {
            None => index,
            Some(at) => at.get(index).map_or(usize::MAX, |&at| at as usize),
        };
        self.known.iter().enumerate().map(move |(index, &ordinal)| (position(index), ordinal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_that_was_not_read_has_a_position_but_no_ordinal() {
        let all = Positions::from(vec![5, 3, 8]);
        let some = Positions::of_some(10_000_000, [(2, 5), (3, 7), (9_999_999, 1)].into_iter());
        assert_eq!((all.len(), some.len()), (3, 10_000_000));
        assert_eq!((all.are_all_known(), some.are_all_known()), (true, false));
        assert_eq!((all.get(1), all.get(3)), (Some(3), None));
        assert_eq!((some.get(3), some.get(4), some.get(9_999_999)), (Some(7), None, Some(1)));
        assert_eq!((all.position_of(8), some.position_of(1)), (Some(2), Some(9_999_999)));
        assert_eq!((all.known_in(1..9), some.known_in(0..4)), (&[3, 8][..], &[5, 7][..]));
        assert!(some.known_in(4..9).is_empty());
        assert_eq!(some.each().collect::<Vec<_>>(), [(2, 5), (3, 7), (9_999_999, 1)]);
    }
}
