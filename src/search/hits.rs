//! Finds the hits of a query's terms in one article, for highlighting, and ranks articles by relevance.

use std::cmp::Reverse;
use std::ops::Range;

use super::MatchKind;
use super::matcher::Matcher;
use super::query::Fields;
use super::set::Found;
use crate::archive::{Texts, head_lines};
use crate::text::email::without_emails;
use crate::text::{Corpus, fold_with_sources};

/// A field of an article that a term was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitPlace {
    Title,
    Body,
    Publisher,
    /// The author line with this index.
    Author(usize),
}

/// A range of an article's text where a term was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The field.
    pub place: HitPlace,
    /// The range in the field as displayed, in Unicode scalar values.
    pub range: Range<usize>,
    /// How it matched.
    pub kind: MatchKind,
}

/// An article's relevance to a query; smaller is more relevant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relevance {
    /// How many terms occur in the title.
    terms_in_title: Reverse<usize>,
    /// Whether any term needed more than an exact match.
    loose: bool,
    /// The number of hits in all fields.
    hits: Reverse<usize>,
    /// The position of the first hit in the title or, if there is none, in the body, in bytes of folded text.
    first: usize,
}

impl Matcher {
    /// All hits of the query's terms in an article, by field and position; overlapping hits are merged.
    ///
    /// Negated terms and filters have no hits.
    pub fn hits(&self, texts: &Texts<'_>) -> Vec<Hit> {
        let terms = self.terms();
        let mut hits = Vec::new();
        let mut find = |place: HitPlace, folded: &str, to_original: &dyn Fn(Range<usize>) -> Range<usize>| {
            let mut found = Vec::new();
            for (term, _) in terms.iter().filter(|(_, fields)| fields.include(place)) {
                let ranges = term.find_all(folded, place).into_iter();
                found.extend(ranges.map(|(range, kind)| Hit { place, range: to_original(range), kind }));
            }
            hits.extend(merged(found));
        };
        for (place, text) in [
            (HitPlace::Title, texts.title),
            (HitPlace::Body, texts.body),
            (HitPlace::Publisher, texts.publisher),
        ] {
            let (folded, sources) = fold_with_sources(text);
            find(place, &folded, &|range| sources.original(&folded, range));
        }
        for (index, (line, text)) in texts.authors.iter().zip(head_lines(texts).skip(2)).enumerate() {
            let (folded, sources) = fold_with_sources(&text);
            find(HitPlace::Author(index), &folded, &|range| {
                in_author_line(line, sources.original(&folded, range))
            });
        }
        hits
    }

    /// Where the query's terms are in the folded text of a field, in bytes; overlapping ones are merged.
    pub fn places(&self, folded: &str, place: HitPlace) -> Vec<Range<usize>> {
        let terms = self.terms();
        let terms = terms.iter().filter(|(_, fields)| fields.include(place));
        let hits = terms.flat_map(|(term, _)| term.find_all(folded, place));
        merged(hits.map(|(range, kind)| Hit { place, range, kind }).collect())
            .into_iter()
            .map(|hit| hit.range)
            .collect()
    }

    /// Whether any of the query's terms can be found in a text.
    pub fn has_terms(&self) -> bool {
        !self.terms().is_empty()
    }

    /// The relevance of a found article.
    pub fn relevance(&self, corpus: &Corpus, found: Found) -> Relevance {
        let mut relevance = Relevance {
            terms_in_title: Reverse(0),
            loose: found.kind != MatchKind::Exact,
            hits: Reverse(0),
            first: usize::MAX,
        };
        let mut first_in_body = usize::MAX;
        for (term, fields) in self.terms() {
            let mut count = |text, place| {
                let found = if fields.include(place) { term.find_all(text, place) } else { Vec::new() };
                relevance.hits.0 += found.len();
                found.first().map(|(range, _)| range.start)
            };
            for (line, text) in corpus.head_lines(found.article).enumerate() {
                let place = super::scan::place_of(line);
                let first = count(text, place);
                if let (HitPlace::Title, Some(first)) = (place, first) {
                    relevance.terms_in_title.0 += 1;
                    relevance.first = relevance.first.min(first);
                }
            }
            let first = count(corpus.body(found.article), HitPlace::Body);
            first_in_body = first_in_body.min(first.unwrap_or(usize::MAX));
        }
        if relevance.terms_in_title.0 == 0 {
            relevance.first = first_in_body;
        }
        relevance
    }
}

impl Fields {
    /// Whether a term with these fields is searched for in this one.
    fn include(self, place: HitPlace) -> bool {
        match self {
            Self::Any => true,
            Self::Title => place == HitPlace::Title,
            Self::Body => place == HitPlace::Body,
            Self::Author => matches!(place, HitPlace::Author(_)),
            Self::Url | Self::Note => false,
        }
    }
}

/// The hits of one field in order, with overlapping ones merged.
fn merged(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.range.start, hit.range.end));
    let mut merged: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        match merged.last_mut() {
            Some(last) if hit.range.start < last.range.end => {
                last.range.end = last.range.end.max(hit.range.end);
                last.kind = last.kind.min(hit.kind);
            }
            _ => merged.push(hit),
        }
    }
    merged
}

/// Maps a range in an author line without e-mail addresses to a range of the complete line.
fn in_author_line(line: &str, searched: Range<usize>) -> Range<usize> {
    let kept = without_emails(line).into_iter().flat_map(|piece| {
        let before = line[..piece.start].chars().count();
        let len = line[piece].chars().count();
        before..before + len
    });
    let positions: Vec<usize> = kept.collect();
    let start = positions.get(searched.start).copied().unwrap_or(0);
    let end =
        positions.get(searched.start..searched.end).and_then(<[_]>::last).map_or(start, |last| last + 1);
    start..end
}
