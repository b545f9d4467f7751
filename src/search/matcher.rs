//! A compiled query: every term prepared, and the parts of each conjunction ordered by cost.

use super::query::{Fields, Filter, Node, Query};
use super::term::TermMatcher;
use crate::text::hanja::Abbreviations;

/// A compiled query. Threads can share it, each scanning its own range of articles.
#[derive(Debug, Clone)]
pub struct Matcher {
    pub(super) root: MatchStep,
}

/// A part of a compiled query.
#[derive(Debug, Clone)]
pub(super) enum MatchStep {
    /// All parts, cheapest first.
    And(Vec<MatchStep>),
    Or(Vec<MatchStep>),
    Not(Box<MatchStep>),
    Term {
        term: Box<TermMatcher>,
        fields: Fields,
    },
    Filter(Filter),
}

impl Matcher {
    /// Compiles a query.
    pub fn new(query: &Query, abbreviations: &Abbreviations) -> Self {
        Self { root: MatchStep::new(&query.root, false, abbreviations) }
    }

    /// The terms that can have hits; negated ones can't.
    pub(super) fn terms(&self) -> Vec<(&TermMatcher, Fields)> {
        let mut terms = Vec::new();
        self.root.collect_terms(&mut terms);
        terms
    }
}

impl MatchStep {
    fn new(node: &Node, negated: bool, abbreviations: &Abbreviations) -> Self {
        let steps = |parts: &[Node]| -> Vec<Self> {
            parts.iter().map(|part| Self::new(part, negated, abbreviations)).collect()
        };
        match node {
            Node::And(parts) => {
                let mut steps = steps(parts);
                steps.sort_by_key(Self::cost);
                Self::And(steps)
            }
            Node::Or(parts) => Self::Or(steps(parts)),
            Node::Not(part) => Self::Not(Box::new(Self::new(part, true, abbreviations))),
            Node::Term(term) => Self::Term {
                term: Box::new(TermMatcher::new(term, negated, abbreviations)),
                fields: term.fields,
            },
            Node::Filter(filter) => Self::Filter(filter.clone()),
        }
    }

    /// The cost by which steps are ordered: facts first, since they are cheap, then long terms, which leave few
    /// articles.
    fn cost(&self) -> usize {
        const TEXT: usize = usize::MAX / 2;
        match self {
            Self::Filter(_) => 0,
            Self::Term { term, .. } => TEXT - term.exact.needle().len(),
            Self::And(_) | Self::Or(_) => TEXT + 1,
            Self::Not(_) => TEXT + 2,
        }
    }

    fn collect_terms<'a>(&'a self, terms: &mut Vec<(&'a TermMatcher, Fields)>) {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.collect_terms(terms)),
            Self::Term { term, fields } => terms.push((term, *fields)),
            Self::Not(_) | Self::Filter(_) => {}
        }
    }
}
