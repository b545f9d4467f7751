//! Asking a query of a whole corpus: long runs of folded text are swept at once, and what can match only in a few
//! documents is asked of those alone.

use std::ops::Range;

use super::composing::ComposingTerm;
use super::facts::Facts;
use super::matcher::{Matcher, Step};
use super::query::{Fields, Filter, Flag};
use super::set::{Found, Runs, filtered, intersection, runs_of, union, without};
use super::term::TermMatcher;
use super::{Kind, Place};
use crate::archive::{FIRST_AUTHOR_LINE, PUBLISHER_LINE, TITLE_LINE};
use crate::text::corpus::Folded;
use crate::text::{Corpus, fold};

impl Matcher {
    /// The articles that the query finds among candidates: ascending runs of places in the corpus, whose heads
    /// are as [`head_lines`](super::head_lines) gives them. `facts` tells of the article at a place.
    ///
    /// The result is ascending. Candidates can be split between calls in any way.
    pub fn scan<'a>(
        &self,
        corpus: &Corpus,
        facts: &dyn Fn(usize) -> Facts<'a>,
        candidates: &[Range<usize>],
    ) -> Vec<Found> {
        let clipped = candidates.iter().map(|run| run.start..run.end.min(corpus.len()));
        let runs: Runs = clipped.filter(|run| !run.is_empty()).collect();
        Scan { corpus, facts }.step(&self.root, &runs)
    }
}

struct Scan<'s, 'a> {
    corpus: &'s Corpus,
    facts: &'s dyn Fn(usize) -> Facts<'a>,
}

impl<'s> Scan<'s, '_> {
    fn step(&self, step: &Step, runs: &[Range<usize>]) -> Vec<Found> {
        match step {
            Step::And(parts) => self.all(parts, runs),
            Step::Or(parts) => {
                parts.iter().fold(Vec::new(), |found, part| union(found, self.step(part, runs)))
            }
            Step::Not(part) => filtered(&without(runs, &self.step(part, runs)), |_| true),
            Step::Term { term, fields } => self.term(term, *fields, runs),
            Step::Filter(filter) => filtered(runs, |article| self.holds(filter, article)),
        }
    }

    fn all(&self, parts: &[Step], runs: &[Range<usize>]) -> Vec<Found> {
        let Some((first, rest)) = parts.split_first() else {
            return filtered(runs, |_| true);
        };
        let mut found = self.step(first, runs);
        for part in rest {
            found = intersection(&found, &self.step(part, &runs_of(&found)));
        }
        found
    }

    fn term(&self, term: &TermMatcher, fields: Fields, runs: &[Range<usize>]) -> Vec<Found> {
        if matches!(fields, Fields::Url | Fields::Note) {
            return self.term_in_facts(term, fields, runs);
        }
        let mut found = self.sweep(fields, runs, |text| term.exact.find(text), Kind::Exact, |_, _| true);
        if let Some(spacing) = &term.spacing {
            let matches_at = |text: &str, at| spacing.matches_at(text.as_bytes(), at);
            found = self.with_rest(found, runs, |rest| {
                self.sweep(fields, rest, |text| spacing.head.find(text), Kind::Spacing, matches_at)
            });
        }
        if let Some(hanja) = &term.hanja {
            let matches_at = |text: &str, at, is_title| hanja.match_at(text, at, is_title).is_some();
            found = self.with_rest(found, runs, |rest| {
                let marks = |folded: &'s Folded, run| {
                    let known = folded.hanja_in(run).iter().filter(|(_, c)| hanja.knows(*c, true));
                    known.map(|&(at, _)| at)
                };
                self.around(fields, rest, marks, hanja.longest(), Kind::Hanja, matches_at)
            });
        }
        if term.initials.is_some() {
            found = self.with_rest(found, runs, |rest| self.ask_each(rest, term, fields, Kind::Initials));
        }
        match &term.composing {
            Some(composing) => self.composing(composing, fields, runs, found),
            None => found,
        }
    }

    fn composing(
        &self,
        composing: &ComposingTerm,
        fields: Fields,
        runs: &[Range<usize>],
        found: Vec<Found>,
    ) -> Vec<Found> {
        let found = self.with_rest(found, runs, |rest| {
            let matches_at = |text: &str, at| composing.confirms(text, at);
            self.sweep(fields, rest, |text| composing.find_sign(text), Kind::Composing, matches_at)
        });
        self.with_rest(found, runs, |rest| {
            let marks = |folded: &'s Folded, run| folded.letters_in(run).iter().copied();
            let matches_at = |text: &str, at, _| composing.match_at(text, at).is_some();
            self.around(fields, rest, marks, composing.longest(), Kind::Composing, matches_at)
        })
    }

    /// Adds what a weaker kind finds among the articles that stronger ones left.
    fn with_rest(
        &self,
        found: Vec<Found>,
        runs: &[Range<usize>],
        find: impl FnOnce(&[Range<usize>]) -> Vec<Found>,
    ) -> Vec<Found> {
        let more = find(&without(runs, &found));
        union(found, more)
    }

    /// Finds what `find` finds first in a text, where `matches_at` confirms it.
    fn sweep(
        &self,
        fields: Fields,
        runs: &[Range<usize>],
        find: impl Fn(&[u8]) -> Option<usize>,
        kind: Kind,
        matches_at: impl Fn(&str, usize) -> bool + Copy,
    ) -> Vec<Found> {
        let mut found = Vec::new();
        if fields != Fields::Body {
            let heads = self.corpus.heads();
            let mut lines = LineCounter::default();
            found = sweep(heads, runs, &find, kind, |text, at, article| {
                matches_at(text, at)
                    && (fields == Fields::Any || has_line(fields, lines.line_at(heads, article(), at)))
            });
        }
        if matches!(fields, Fields::Any | Fields::Body) {
            let in_bodies =
                sweep(self.corpus.bodies(), runs, &find, kind, |text, at, _| matches_at(text, at));
            found = union(found, in_bodies);
        }
        found
    }

    /// Tries the places that are near enough to a marked character for a match to hold it.
    fn around<M: Iterator<Item = usize>>(
        &self,
        fields: Fields,
        runs: &[Range<usize>],
        marks: impl Fn(&'s Folded, Range<usize>) -> M,
        longest: usize,
        kind: Kind,
        matches_at: impl Fn(&str, usize, bool) -> bool,
    ) -> Vec<Found> {
        let mut found = Vec::new();
        if fields != Fields::Body {
            let heads = self.corpus.heads();
            let mut lines = LineCounter::default();
            found = around(
                heads,
                runs,
                |run| marks(heads, run),
                longest,
                kind,
                |article, mark, at| {
                    let line = lines.line_at(heads, article, mark);
                    has_line(fields, line) && matches_at(heads.text(), at, line == TITLE_LINE)
                },
            );
        }
        if matches!(fields, Fields::Any | Fields::Body) {
            let bodies = self.corpus.bodies();
            let in_bodies = around(
                bodies,
                runs,
                |run| marks(bodies, run),
                longest,
                kind,
                |_, _, at| matches_at(bodies.text(), at, false),
            );
            found = union(found, in_bodies);
        }
        found
    }

    /// Looks for a term by one kind in each field of each article.
    fn ask_each(&self, runs: &[Range<usize>], term: &TermMatcher, fields: Fields, kind: Kind) -> Vec<Found> {
        let matches = |article: &usize| {
            let in_head = self.corpus.head_lines(*article).enumerate().any(|(line, text)| {
                has_line(fields, line) && term.find(kind, text, place_of(line), 0).is_some()
            });
            in_head
                || (matches!(fields, Fields::Any | Fields::Body)
                    && term.find(kind, self.corpus.body(*article), Place::Body, 0).is_some())
        };
        runs.iter().cloned().flatten().filter(matches).map(|article| Found { article, kind }).collect()
    }

    fn term_in_facts(&self, term: &TermMatcher, fields: Fields, runs: &[Range<usize>]) -> Vec<Found> {
        let kind_of = |article| {
            let facts = (self.facts)(article);
            let text = fold(if fields == Fields::Url { facts.url } else { facts.note });
            term.kind_in(&text, Place::Body).map(|kind| Found { article, kind })
        };
        runs.iter().cloned().flatten().filter_map(kind_of).collect()
    }

    fn holds(&self, filter: &Filter, article: usize) -> bool {
        let facts = (self.facts)(article);
        match filter {
            Filter::Publisher(pattern) => {
                let publisher = self.corpus.head_lines(article).nth(PUBLISHER_LINE);
                pattern.matches(publisher.unwrap_or_default())
            }
            Filter::Category(pattern) => pattern.matches(&fold(facts.category)),
            Filter::Id(pattern) => pattern.matches(&fold(facts.id)),
            Filter::Tag(pattern) => facts.tags.iter().any(|tag| pattern.matches(&fold(tag))),
            Filter::Published(days) => facts.published.is_some_and(|day| days.contains(day)),
            Filter::Crawled(days) => facts.crawled.is_some_and(|day| days.contains(day)),
            Filter::Flag(flag) => match flag {
                Flag::Starred => facts.starred,
                Flag::Unread => facts.unread,
                Flag::Altered => facts.altered,
                Flag::Problem => facts.problem,
                Flag::Revised => facts.revised,
                Flag::Author => facts.author,
                Flag::Hanja => self.corpus.with_hanja().binary_search(&article).is_ok(),
                Flag::Comments => facts.comments,
                Flag::Note => !facts.note.is_empty(),
            },
        }
    }
}

/// Finds what `find` finds first in a text, in each article once, where `accept` agrees; that is given the whole text,
/// the place in it, and a way to know the article.
fn sweep(
    folded: &Folded,
    runs: &[Range<usize>],
    find: impl Fn(&[u8]) -> Option<usize>,
    kind: Kind,
    mut accept: impl FnMut(&str, usize, &dyn Fn() -> usize) -> bool,
) -> Vec<Found> {
    let text = folded.text();
    let mut found = Vec::new();
    for run in runs {
        let end = folded.start(run.end);
        let mut from = run.start;
        let mut at = folded.start(from);
        while let Some(offset) = text.as_bytes().get(at..end).and_then(&find) {
            at += offset;
            if accept(text, at, &|| folded.document_at(at, from)) {
                let article = folded.document_at(at, from);
                found.push(Found { article, kind });
                from = article + 1;
                at = folded.start(from);
            } else {
                at += 1;
            }
        }
    }
    found
}

/// Tries, for each marked character, the places of its line that are fewer than `longest` characters before it, and
/// its own; finds each article once.
fn around<M: Iterator<Item = usize>>(
    folded: &Folded,
    runs: &[Range<usize>],
    marks: impl Fn(Range<usize>) -> M,
    longest: usize,
    kind: Kind,
    mut matches: impl FnMut(usize, usize, usize) -> bool,
) -> Vec<Found> {
    let text = folded.text();
    let mut found = Vec::new();
    for run in runs {
        let mut article = run.start;
        // Every place before this one was tried, or lies in an article that is found.
        let mut untried = folded.start(article);
        for mark in marks(run.clone()) {
            if mark < untried {
                continue;
            }
            article = folded.document_at(mark, article);
            let before = text.get(untried..mark).unwrap_or_default().char_indices().rev();
            let near = before.take_while(|&(_, c)| c != '\n').take(longest.saturating_sub(1));
            let first = near.last().map_or(mark, |(offset, _)| untried + offset);
            let after =
                text.get(mark..).and_then(|rest| rest.chars().next()).map_or(mark, |c| mark + c.len_utf8());
            let places = text.get(first..after).unwrap_or_default().char_indices();
            let is_found = places.into_iter().any(|(offset, _)| matches(article, mark, first + offset));
            untried = if is_found { folded.start(article + 1) } else { after };
            found.extend(is_found.then_some(Found { article, kind }));
        }
    }
    found
}

/// Tells in which line of an article's head a byte stands, for bytes asked in ascending order.
#[derive(Default)]
struct LineCounter {
    counted: usize,
    line: usize,
}

impl LineCounter {
    fn line_at(&mut self, heads: &Folded, article: usize, at: usize) -> usize {
        let start = heads.start(article);
        if start > self.counted {
            *self = Self { counted: start, line: 0 };
        }
        let passed = heads.text().as_bytes().get(self.counted..at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count();
        self.counted = at;
        self.line
    }
}

fn has_line(fields: Fields, line: usize) -> bool {
    match fields {
        Fields::Any => true,
        Fields::Title => line == TITLE_LINE,
        Fields::Author => line >= FIRST_AUTHOR_LINE,
        Fields::Body | Fields::Url | Fields::Note => false,
    }
}

pub(super) fn place_of(line: usize) -> Place {
    match line {
        TITLE_LINE => Place::Title,
        PUBLISHER_LINE => Place::Publisher,
        _ => Place::Author(line - FIRST_AUTHOR_LINE),
    }
}
