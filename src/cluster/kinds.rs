//! Which kind of match an article needed, told by the conditions of the query that it met: a server names those
//! that have a name.

use crate::search::MatchKind;
use serde_json::{Value, json};

/// What tells the weakest kind of match that an article needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Kinds {
    /// Nothing but exact matches.
    #[default]
    Exact,
    /// A term with this number, whose ways of matching are named.
    Term(usize),
    /// The weakest of these.
    All(Vec<Kinds>),
    /// The strongest of those that hold, each with the number under which that is named.
    Any(Vec<(usize, Kinds)>),
}

impl Kinds {
    /// Of conditions that must all hold.
    pub(super) fn all(parts: Vec<Self>) -> Self {
        let parts: Vec<Self> = parts.into_iter().filter(|kinds| *kinds != Self::Exact).collect();
        if parts.is_empty() { Self::Exact } else { Self::All(parts) }
    }

    pub(super) fn of(&self, hit: &Value) -> MatchKind {
        if *self == Self::Exact {
            return MatchKind::Exact;
        }
        let matched = hit.get("matched_queries").and_then(Value::as_array);
        let matched: Vec<&str> = matched.into_iter().flatten().filter_map(Value::as_str).collect();
        self.among(&matched)
    }

    fn among(&self, matched: &[&str]) -> MatchKind {
        let has = |name: String| matched.contains(&name.as_str());
        match self {
            Self::Exact => MatchKind::Exact,
            Self::Term(number) => {
                let matches = |kind: &MatchKind| has(way_name(*number, *kind));
                MatchKind::ALL.into_iter().find(matches).unwrap_or(MatchKind::Exact)
            }
            Self::All(parts) => {
                parts.iter().map(|part| part.among(matched)).max().unwrap_or(MatchKind::Exact)
            }
            Self::Any(parts) => {
                let holding = parts.iter().filter(|(number, _)| has(part_name(*number)));
                holding.map(|(_, part)| part.among(matched)).min().unwrap_or(MatchKind::Exact)
            }
        }
    }
}

fn way_name(term: usize, kind: MatchKind) -> String {
    format!("{term} {}", kind.name())
}

fn part_name(number: usize) -> String {
    number.to_string()
}

/// One of the ways in which a term may match.
pub(super) type Way = (MatchKind, Value);

/// Any of the ways in which a term with this number may match.
pub(super) fn any_way(ways: Vec<Way>, number: usize) -> (Value, Kinds) {
    if ways.iter().all(|(kind, _)| *kind == MatchKind::Exact) {
        return (any(ways.into_iter().map(|(_, way)| way).collect()), Kinds::Exact);
    }
    let named = MatchKind::ALL.into_iter().filter_map(|kind| {
        let of_kind: Vec<&Value> = ways.iter().filter(|(of, _)| *of == kind).map(|(_, way)| way).collect();
        let name = way_name(number, kind);
        let named = json!({ "bool": { "should": of_kind, "minimum_should_match": 1, "_name": name } });
        (!of_kind.is_empty()).then_some(named)
    });
    (any(named.collect()), Kinds::Term(number))
}

/// Any of some parts, numbered from `first` on.
pub(super) fn any_part(parts: Vec<(Value, Kinds)>, first: usize) -> (Value, Kinds) {
    if parts.iter().all(|(_, kinds)| *kinds == Kinds::Exact) {
        return (any(parts.into_iter().map(|(part, _)| part).collect()), Kinds::Exact);
    }
    let named = |(number, (part, kinds)): (usize, (Value, Kinds))| {
        (json!({ "bool": { "filter": part, "_name": part_name(number) } }), (number, kinds))
    };
    let (parts, kinds): (Vec<_>, Vec<_>) = (first..).zip(parts).map(named).unzip();
    (any(parts), Kinds::Any(kinds))
}

/// Any of these.
fn any(mut ways: Vec<Value>) -> Value {
    match ways.len() {
        1 => ways.swap_remove(0),
        _ => json!({ "bool": { "should": ways, "minimum_should_match": 1 } }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weakest_kind_that_an_article_needed_is_told_by_the_conditions_it_met() {
        let way = |kind: MatchKind| (kind, json!({ "match": kind.name() }));
        let (_, term) = any_way(vec![way(MatchKind::Exact), way(MatchKind::Hanja)], 0);
        let (_, other) = any_way(vec![way(MatchKind::Exact), way(MatchKind::Initials)], 1);
        let either = Kinds::Any(vec![(2, term.clone()), (3, Kinds::Exact)]);
        let both = Kinds::all(vec![term.clone(), Kinds::Exact, other]);
        let cases: [(&Kinds, &[&str], MatchKind); 8] = [
            (&Kinds::Exact, &["0 hanja"], MatchKind::Exact),
            (&term, &["0 hanja"], MatchKind::Hanja),
            (&term, &["0 hanja", "0 exact"], MatchKind::Exact),
            (&both, &["0 hanja", "1 initials"], MatchKind::Initials),
            (&both, &["0 hanja", "1 exact", "1 initials"], MatchKind::Hanja),
            (&either, &["2", "0 hanja"], MatchKind::Hanja),
            (&either, &["3", "0 hanja"], MatchKind::Exact),
            (&either, &["2", "3", "0 hanja"], MatchKind::Exact),
        ];
        for (kinds, matched, expected) in cases {
            assert_eq!(kinds.of(&json!({ "matched_queries": matched })), expected, "{kinds:?} {matched:?}");
        }
        assert_eq!(any_way(vec![way(MatchKind::Exact)], 0), (json!({ "match": "exact" }), Kinds::Exact));
    }
}
