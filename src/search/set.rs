//! Sets of articles, graded by the weakest kind of match that each article needed.

use super::MatchKind;
use crate::text::DocumentSet;

/// An article found by a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its index in the corpus.
    pub article: usize,
    /// The weakest kind of match that it needed.
    pub kind: MatchKind,
}

/// The articles that part of a query finds: for each kind, those that match by it or a stronger one.
///
/// Conjunctions are therefore intersections and alternatives unions, kind by kind.
#[derive(Debug, Clone)]
pub(super) struct Reached {
    exact: DocumentSet,
    /// By kind, from the one after [`MatchKind::Exact`]; kinds beyond the last add nothing to it.
    weaker: Vec<DocumentSet>,
}

impl Reached {
    /// A set of exact matches.
    pub(super) fn exactly(exact: DocumentSet) -> Self {
        Self { exact, weaker: Vec::new() }
    }

    /// All matching articles.
    pub(super) fn any(&self) -> &DocumentSet {
        self.weaker.last().unwrap_or(&self.exact)
    }

    fn up_to(&self, kind: usize) -> &DocumentSet {
        match kind.checked_sub(1) {
            None => &self.exact,
            Some(at) => self.weaker.get(at).unwrap_or(self.any()),
        }
    }

    /// Adds matches by a weaker kind than those added so far.
    pub(super) fn add(&mut self, kind: MatchKind, found: &DocumentSet) {
        self.reach(kind as usize);
        if let Some(set) = self.weaker.last_mut() {
            set.add(found);
        }
    }

    /// Gives each kind up to this one its own set.
    fn reach(&mut self, kind: usize) {
        while self.weaker.len() < kind {
            self.weaker.push(self.any().clone());
        }
    }

    /// The articles in either.
    pub(super) fn or(self, other: &Self) -> Self {
        self.joined(other, DocumentSet::add)
    }

    /// The articles in both.
    pub(super) fn and(self, other: &Self) -> Self {
        self.joined(other, DocumentSet::intersect)
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
            let reaches = |&kind: &MatchKind| self.up_to(kind as usize).contains(article);
            MatchKind::ALL.into_iter().find(reaches).unwrap_or(MatchKind::Exact)
        };
        self.any().iter().map(|article| Found { article, kind: kind(article) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(kinds: &[(MatchKind, &[usize])]) -> Reached {
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
        let a = reached(&[(MatchKind::Exact, &[1, 2, 5])]);
        let b = reached(&[(MatchKind::Exact, &[5]), (MatchKind::Hanja, &[2, 3])]);
        let found = |reached: &Reached| -> Vec<_> {
            reached.found().iter().map(|found| (found.article, found.kind)).collect()
        };
        assert_eq!(found(&b), [(2, MatchKind::Hanja), (3, MatchKind::Hanja), (5, MatchKind::Exact)]);
        let both = [(2, MatchKind::Hanja), (5, MatchKind::Exact)];
        assert_eq!(found(&a.clone().and(&b)), both);
        assert_eq!(found(&b.clone().and(&a)), both);
        let either =
            [(1, MatchKind::Exact), (2, MatchKind::Exact), (3, MatchKind::Hanja), (5, MatchKind::Exact)];
        assert_eq!(found(&a.clone().or(&b)), either);
        assert_eq!(found(&b.or(&a)), either);
    }
}
