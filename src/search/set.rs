//! Sets of articles by the weakest kind of match that they needed.

use super::Kind;
use crate::text::DocumentSet;

/// An article that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its place in the corpus.
    pub article: usize,
    /// The weakest kind of match that it needed.
    pub kind: Kind,
}

/// What a part of a query finds: for each kind the articles that match by it or by a stronger one.
///
/// That way parts that must all match are joined by intersection, and alternatives by union, kind by kind.
#[derive(Debug, Clone)]
pub(super) struct Reached {
    exact: DocumentSet,
    /// By the kinds after [`Kind::Exact`]; a kind past the last reaches no more than the last.
    weaker: Vec<DocumentSet>,
}

impl Reached {
    /// What matches exactly.
    pub(super) fn exactly(exact: DocumentSet) -> Self {
        Self { exact, weaker: Vec::new() }
    }

    /// Every article that matches.
    pub(super) fn any(&self) -> &DocumentSet {
        self.weaker.last().unwrap_or(&self.exact)
    }

    fn up_to(&self, kind: usize) -> &DocumentSet {
        match kind.checked_sub(1) {
            None => &self.exact,
            Some(at) => self.weaker.get(at).unwrap_or(self.any()),
        }
    }

    /// Adds what matches by a kind that is weaker than those before.
    pub(super) fn add(&mut self, kind: Kind, found: &DocumentSet) {
        self.reach(kind as usize);
        if let Some(set) = self.weaker.last_mut() {
            set.add(found);
        }
    }

    /// Makes sure that each kind up to this one has its own set.
    fn reach(&mut self, kind: usize) {
        while self.weaker.len() < kind {
            self.weaker.push(self.any().clone());
        }
    }

    /// What matches here or there.
    pub(super) fn or(self, other: &Self) -> Self {
        self.joined(other, DocumentSet::add)
    }

    /// What matches here and there.
    pub(super) fn and(self, other: &Self) -> Self {
        self.joined(other, DocumentSet::keep)
    }

    fn joined(mut self, other: &Self, join: fn(&mut DocumentSet, &DocumentSet)) -> Self {
        self.reach(other.weaker.len());
        let sets = std::iter::once(&mut self.exact).chain(&mut self.weaker);
        sets.enumerate().for_each(|(kind, set)| join(set, other.up_to(kind)));
        self
    }

    /// The articles, ascending.
    pub(super) fn found(&self) -> Vec<Found> {
        let kind = |article| {
            let reaches = |&kind: &Kind| self.up_to(kind as usize).contains(article);
            Kind::ALL.into_iter().find(reaches).unwrap_or(Kind::Exact)
        };
        self.any().iter().map(|article| Found { article, kind: kind(article) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(kinds: &[(Kind, &[usize])]) -> Reached {
        let set = |articles: &[usize]| {
            let mut set = DocumentSet::none(9);
            articles.iter().for_each(|&article| set.insert(article));
            set
        };
        let (first, rest) = kinds.split_first().unwrap();
        let mut reached = Reached::exactly(set(first.1));
        rest.iter().for_each(|(kind, articles)| reached.add(*kind, &set(articles)));
        reached
    }

    #[test]
    fn both_need_the_weaker_kind_and_either_the_stronger() {
        let a = reached(&[(Kind::Exact, &[1, 2, 5])]);
        let b = reached(&[(Kind::Exact, &[5]), (Kind::Hanja, &[2, 3])]);
        let found = |reached: &Reached| -> Vec<_> {
            reached.found().iter().map(|found| (found.article, found.kind)).collect()
        };
        assert_eq!(found(&b), [(2, Kind::Hanja), (3, Kind::Hanja), (5, Kind::Exact)]);
        let both = [(2, Kind::Hanja), (5, Kind::Exact)];
        assert_eq!(found(&a.clone().and(&b)), both);
        assert_eq!(found(&b.clone().and(&a)), both);
        let either = [(1, Kind::Exact), (2, Kind::Exact), (3, Kind::Hanja), (5, Kind::Exact)];
        assert_eq!(found(&a.clone().or(&b)), either);
        assert_eq!(found(&b.or(&a)), either);
    }
}
