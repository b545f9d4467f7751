//! A prepared query and how it runs over the segments of a catalogue.

use super::scan::Beyond;
use super::{MatchKind, Matcher, Query, SearchFacts, StoryIndex};
use crate::archive::{Catalogue, Segment};
use crate::library::Marks;
use crate::text::DocumentSet;
use crate::text::hanja::Abbreviations;
use std::ops::Range;
use std::sync::Arc;

/// A parsed and compiled query, ready to run.
#[derive(Clone, Debug)]
pub struct Search {
    /// The text as typed.
    pub text: String,
    /// The parsed query.
    pub query: Query,
    /// The compiled query, which finds articles and their hits.
    pub matcher: Matcher,
    /// Whether its results depend on the reader's marks.
    pub asks_for_marks: bool,
    /// Whether its results depend on which articles are about the same event.
    pub asks_for_stories: bool,
    stories: Arc<StoryIndex>,
}

impl Search {
    /// Prepares a query; `unfinished` is the byte range that the input method is still composing.
    pub fn new(text: &str, unfinished: Range<usize>, abbreviations: &Abbreviations) -> Self {
        let query = Query::parse_composing(text, unfinished);
        let matcher = Matcher::new(&query, abbreviations);
        let asks_for_marks = query.root.asks_for_marks();
        let asks_for_stories = query.root.asks_for_stories();
        let (text, stories) = (text.to_owned(), Arc::default());
        Self { text, query, matcher, asks_for_marks, asks_for_stories, stories }
    }

    /// Whether the result depends on what the reader keeps: marks, or decisions about stories.
    pub fn depends_on_reader(&self) -> bool {
        self.asks_for_marks || self.asks_for_stories
    }

    /// Attaches the stories of the archive to search.
    #[must_use]
    pub fn with_stories(self, stories: Arc<StoryIndex>) -> Self {
        Self { stories, ..self }
    }

    /// The matches in a segment, or only `among` some of its files, by ascending ordinal. `first` is the
    /// ordinal of the segment's first row.
    pub fn find_in(
        &self,
        catalogue: &Catalogue,
        marks: &Marks,
        first: u32,
        segment: &Segment,
        among: Option<&DocumentSet>,
    ) -> Vec<(u32, MatchKind)> {
        let candidates = catalogue.present_in(first, segment, among);
        if candidates.is_empty() {
            return Vec::new();
        }
        let facts = |place: usize| {
            let Some(row) = segment.row(place as u32) else { return SearchFacts::default() };
            // Marks are looked up by key, a cost that other queries are spared.
            let key = if self.asks_for_marks { catalogue.key(first + place as u32) } else { None };
            let kept = self.asks_for_marks.then_some(marks);
            let own = kept.map(|marks| marks.of(key.as_deref().unwrap_or_default()));
            let facts = SearchFacts::of(&row, own, catalogue.is_revised(first + place as u32));
            SearchFacts {
                file: first + place as u32,
                stories: Some(&self.stories),
                key: key.unwrap_or_default(),
                kept,
                inferred: catalogue.inferred_publisher(&row).unwrap_or_default(),
                ..facts
            }
        };
        let corpus = segment.corpus();
        let beyond = Beyond { publishers: segment.has_unnamed(), words: segment.has_words() };
        let found = self.matcher.scan_beyond(corpus, &facts, beyond, &candidates);
        found.into_iter().map(|found| (first + found.article as u32, found.kind)).collect()
    }
}
