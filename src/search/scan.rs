//! Runs a query over a whole corpus. Postings, if available, narrow it to a few candidates. Those they can't
//! decide are searched in the folded texts, adjacent documents in one sweep.

use std::ops::Range;

use super::candidates::{Candidates, retain_text};
use super::composing::ComposingTerm;
use super::facts::SearchFacts;
use super::hanja::HanjaTerm;
use super::language::{Candidate, Field, Takes};
use super::matcher::{MatchStep, Matcher};
use super::query::{Fields, Filter};
use super::set::{Found, Reached};
use super::sweep::{FoundAt, LineCounter, around, sweep};
use super::term::TermMatcher;
use super::{HitPlace, MatchKind};
use crate::archive::{FIRST_AUTHOR_LINE, PUBLISHER_LINE, TITLE_LINE};
use crate::text::corpus::Folded;
use crate::text::{Corpus, DocumentSet, Postings, fold};

impl Matcher {
    /// Runs the query over candidates, given as ascending runs of indexes in the corpus, whose heads have the
    /// form made by [`head_lines`](super::head_lines). `facts` looks up the facts of the article at an index.
    ///
    /// The result is ascending. Candidates may be split between calls in any way.
    pub fn scan<'a>(
        &self,
        corpus: &Corpus,
        facts: &dyn Fn(usize) -> SearchFacts<'a>,
        candidates: &[Range<usize>],
    ) -> Vec<Found> {
        self.scan_beyond(corpus, facts, Beyond { publishers: false, words: true }, candidates)
    }

    /// Like [`Matcher::scan`], if it is known what facts may have that the corpus lacks.
    pub(super) fn scan_beyond<'a>(
        &self,
        corpus: &Corpus,
        facts: &dyn Fn(usize) -> SearchFacts<'a>,
        beyond: Beyond,
        candidates: &[Range<usize>],
    ) -> Vec<Found> {
        let mut within = DocumentSet::none(corpus.len());
        candidates.iter().for_each(|run| within.insert_range(run.clone()));
        Scan { corpus, facts, beyond }.step(&self.root, &within).found()
    }
}

/// What the facts about the articles of a corpus may have that the corpus lacks.
#[derive(Clone, Copy)]
pub(super) struct Beyond {
    /// Inferred publishers.
    pub(super) publishers: bool,
    /// Words that files list for their articles.
    pub(super) words: bool,
}

struct Scan<'s, 'a> {
    corpus: &'s Corpus,
    facts: &'s dyn Fn(usize) -> SearchFacts<'a>,
    beyond: Beyond,
}

impl<'s> Scan<'s, '_> {
    fn step(&self, step: &MatchStep, within: &DocumentSet) -> Reached {
        match step {
            MatchStep::And(parts) => self.all(parts, within),
            MatchStep::Or(parts) => {
                let none = Reached::exactly(DocumentSet::none(within.universe()));
                parts.iter().fold(none, |reached, part| reached.or(&self.step(part, within)))
            }
            MatchStep::Not(part) => {
                let mut left = within.clone();
                left.remove(self.step(part, within).any());
                Reached::exactly(left)
            }
            MatchStep::Term { term, fields } => self.term(term, *fields, within),
            MatchStep::Filter(filter) => Reached::exactly(self.filtered(filter, within)),
        }
    }

    /// The articles that match all parts; each part only looks at those left by the parts before it.
    fn all(&self, parts: &[MatchStep], within: &DocumentSet) -> Reached {
        // Facts are cheaper than sweeping texts, but not cheaper than postings.
        let is_later =
            |part: &&MatchStep| self.corpus.postings().is_some() && matches!(part, MatchStep::Filter(_));
        let (later, first): (Vec<_>, Vec<_>) = parts.iter().partition(is_later);
        let all = Reached::exactly(within.clone());
        first.into_iter().chain(later).fold(all, |reached, part| {
            let found = self.step(part, reached.any());
            reached.and(&found)
        })
    }

    fn term(&self, term: &TermMatcher, fields: Fields, within: &DocumentSet) -> Reached {
        if matches!(fields, Fields::Url | Fields::Note) {
            return self.term_in_facts(term, fields, within);
        }
        let exact = self.found(
            fields,
            within.clone(),
            |postings, all| Candidates::exact(postings, term, all),
            |some| {
                let matches = |place: &FoundAt<'_>| {
                    term.is_exact_anywhere() || place.is_match(|text, at| term.is_exact_at(text, at))
                };
                self.sweep(fields, some, |text| term.exact.find(text), matches)
            },
        );
        let mut reached = Reached::exactly(exact);
        let rest = |reached: &Reached| {
            let mut rest = within.clone();
            rest.remove(reached.any());
            rest
        };
        if let Some(spacing) = &term.spacing {
            let matches = |place: &FoundAt<'_>| {
                place.is_match(|text: &str, at| spacing.matches_at(text.as_bytes(), at))
            };
            let found = self.found(
                fields,
                rest(&reached),
                |postings, all| Candidates::spacing(postings, spacing, all),
                |some| self.sweep(fields, some, |text| spacing.head.find(text), matches),
            );
            reached.add(MatchKind::Spacing, &found);
        }
        if let Some(hanja) = &term.hanja {
            let found = self.hanja(hanja, fields, rest(&reached));
            reached.add(MatchKind::Hanja, &found);
        }
        if let Some(initials) = &term.initials {
            let found = self.found(
                fields,
                rest(&reached),
                |postings, all| Candidates::initials(postings, initials, all),
                |some| self.in_first_lines(fields, some, |text| initials.find(text, 0).is_some()),
            );
            reached.add(MatchKind::Initials, &found);
        }
        if let Some(composing) = &term.composing {
            self.composing(composing, fields, within, &mut reached);
        }
        if term.may_be_listed && self.beyond.words && fields == Fields::Any {
            let lists = |article| {
                (self.facts)(article)
                    .stated
                    .is_some_and(|it| it.words.iter().any(|word| term.is_listed(word)))
            };
            let found = chosen(&rest(&reached), lists);
            reached.add(MatchKind::Words, &found);
        }
        reached
    }

    /// Adds the matches of an unfinished term.
    fn composing(&self, term: &ComposingTerm, fields: Fields, within: &DocumentSet, reached: &mut Reached) {
        let rest = |reached: &Reached| {
            let mut rest = within.clone();
            rest.remove(reached.any());
            rest
        };
        for beginning in term.beginnings() {
            let begins_match = |text: &str, at| term.plain_at(text, at).is_some();
            let found = self.found(
                fields,
                rest(reached),
                |postings, all| Candidates::beginning(postings, beginning, all),
                |some| {
                    self.sweep(
                        fields,
                        some,
                        |text| beginning.find(text),
                        |place| place.is_match(begins_match),
                    )
                },
            );
            reached.add(MatchKind::Composing, &found);
        }
        let marks = |folded: &'s Folded, run| folded.letters_in(run);
        let reaches = |between, _| between + 2 <= term.longest();
        let matches_at = |text: &str, at, is_title| term.match_at(text, at, is_title).is_some();
        let found = self.found(
            fields,
            rest(reached),
            |postings, all| Candidates::letters(postings, term, all),
            |some| self.around(fields, some, marks, reaches, matches_at),
        );
        reached.add(MatchKind::Composing, &found);
        let Some(readings) = term.readings() else { return };
        if let Some(head) = term.spaced_head() {
            let is_parted = |text: &str, at| term.spaced_at(text, at).is_some();
            let found = self.found(
                fields,
                rest(reached),
                |postings, all| Candidates::composing_spacing(postings, readings.splits(), &all),
                |some| self.sweep(fields, some, |text| head.find(text), |place| place.is_match(is_parted)),
            );
            reached.add(MatchKind::Composing, &found);
        }
        let marks = |folded: &'s Folded, run| {
            let known = folded.hanja_in(run).filter(|&(_, c)| readings.knows(c));
            known.map(|(at, _)| at)
        };
        let reaches = |_, c| readings.is_finished(c);
        let found = self.found(
            fields,
            rest(reached),
            |postings, all| Candidates::composing_hanja(postings, readings, all),
            |some| self.around(fields, some, marks, reaches, matches_at),
        );
        reached.add(MatchKind::Composing, &found);
    }

    /// The articles of a set that match by one kind: those the postings are sure of, and those that `look`
    /// finds among the rest.
    fn found(
        &self,
        fields: Fields,
        within: DocumentSet,
        candidates: impl FnOnce(&Postings, DocumentSet) -> Candidates,
        look: impl FnOnce(&DocumentSet) -> DocumentSet,
    ) -> DocumentSet {
        let Candidates { mut sure, mut maybe } = match self.corpus.postings() {
            Some(postings) => candidates(postings, within),
            None => Candidates::unknown(within),
        };
        if fields != Fields::Any {
            maybe.add(&sure);
            return look(&maybe);
        }
        if !maybe.is_empty() {
            sure.add(&look(&maybe));
        }
        sure
    }

    /// The articles with a position that `find` finds in the text and `matches` confirms.
    fn sweep(
        &self,
        fields: Fields,
        within: &DocumentSet,
        find: impl Fn(&[u8]) -> Option<usize>,
        matches: impl Fn(&FoundAt<'_>) -> bool,
    ) -> DocumentSet {
        let mut found = DocumentSet::none(within.universe());
        if fields != Fields::Body {
            let heads = self.corpus.heads();
            let mut lines = LineCounter::default();
            sweep(heads, within, &find, &mut found, |place| {
                matches(place)
                    && (fields == Fields::Any
                        || has_line(fields, lines.line_at(heads, place.article(), place.at)))
            });
        }
        if matches!(fields, Fields::Any | Fields::Body) {
            let mut left = within.clone();
            left.remove(&found);
            sweep(self.corpus.bodies(), &left, &find, &mut found, &matches);
        }
        found
    }

    /// Tries every position from which a match can reach a marked character.
    fn around<M: Iterator<Item = usize>>(
        &self,
        fields: Fields,
        within: &DocumentSet,
        marks: impl Fn(&'s Folded, Range<usize>) -> M,
        reaches: impl Fn(usize, char) -> bool,
        matches_at: impl Fn(&str, usize, bool) -> bool,
    ) -> DocumentSet {
        let mut found = DocumentSet::none(within.universe());
        if fields != Fields::Body {
            let heads = self.corpus.heads();
            let mut lines = LineCounter::default();
            let matches = |article, text: &str, mark, at| {
                let line = lines.line_at(heads, article, heads.start(article) + mark);
                has_line(fields, line) && matches_at(text, at, line == TITLE_LINE)
            };
            around(heads, within, |run| marks(heads, run), &reaches, &mut found, matches);
        }
        if matches!(fields, Fields::Any | Fields::Body) {
            let bodies = self.corpus.bodies();
            let matches = |_, text: &str, _, at| matches_at(text, at, false);
            around(bodies, within, |run| marks(bodies, run), &reaches, &mut found, matches);
        }
        found
    }

    /// The articles whose title or publisher satisfies a predicate.
    fn in_first_lines(
        &self,
        fields: Fields,
        within: &DocumentSet,
        holds: impl Fn(&str) -> bool,
    ) -> DocumentSet {
        chosen(within, |article| {
            let lines = self.corpus.head_lines(article).take(FIRST_AUTHOR_LINE).enumerate();
            lines.into_iter().any(|(line, text)| has_line(fields, line) && holds(text))
        })
    }

    /// The articles in which Hanja can be read as the term.
    fn hanja(&self, hanja: &HanjaTerm, fields: Fields, within: DocumentSet) -> DocumentSet {
        let matches_at = |text: &str, at, is_title| hanja.match_at(text, at, is_title).is_some();
        let marks = |folded: &'s Folded, run| {
            let known = folded.hanja_in(run).filter(|&(_, c)| hanja.knows(c, true));
            known.map(|(at, _)| at)
        };
        self.found(
            fields,
            within,
            |postings, all| Candidates::hanja(postings, hanja, &all),
            |some| self.around(fields, some, marks, |_, c| hanja.knows(c, false), matches_at),
        )
    }

    fn term_in_facts(&self, term: &TermMatcher, fields: Fields, within: &DocumentSet) -> Reached {
        let mut reached = Reached::exactly(DocumentSet::none(within.universe()));
        let mut by_kind = MatchKind::ALL.map(|_| DocumentSet::none(within.universe()));
        for article in within.iter() {
            let facts = (self.facts)(article);
            let text = fold(if fields == Fields::Url { facts.url } else { facts.note });
            if let Some(kind) = term.kind_in(&text, HitPlace::Body) {
                by_kind[kind as usize].insert(article);
            }
        }
        let [exact, weaker @ ..] = by_kind;
        reached = reached.or(&Reached::exactly(exact));
        for (kind, found) in MatchKind::ALL.into_iter().skip(1).zip(&weaker) {
            reached.add(kind, found);
        }
        reached
    }

    /// The articles of a set that pass a filter.
    fn filtered(&self, filter: &Filter, within: &DocumentSet) -> DocumentSet {
        let mut within = within.clone();
        if let (Filter::Value(Field::Publisher, pattern), Some(postings), false) =
            (filter, self.corpus.postings(), self.beyond.publishers)
        {
            pattern.pieces().for_each(|piece| {
                retain_text(postings, piece, &mut within);
            });
        }
        chosen(&within, |article| self.holds(filter, article))
    }

    fn holds(&self, filter: &Filter, article: usize) -> bool {
        let of = Candidate { facts: (self.facts)(article), corpus: self.corpus, article };
        match filter {
            Filter::Value(field, pattern) => match &field.entry().takes {
                Takes::Value { holds, .. } => holds(&of, pattern),
                _ => false,
            },
            Filter::Days(field, days) => match &field.entry().takes {
                Takes::Days(day) => day(&of.facts).is_some_and(|day| days.contains(day)),
                _ => false,
            },
            Filter::Number(field, range) => match &field.entry().takes {
                Takes::Number(number) => number(&of.facts).is_some_and(|number| range.contains(number)),
                Takes::Share(share) => share(&of.facts).is_some_and(|share| range.contains(share)),
                _ => false,
            },
            Filter::Flag(flag) => flag.holds(&of),
        }
    }
}

fn chosen(within: &DocumentSet, holds: impl Fn(usize) -> bool) -> DocumentSet {
    let mut chosen = DocumentSet::none(within.universe());
    within.iter().filter(|&article| holds(article)).for_each(|article| chosen.insert(article));
    chosen
}

fn has_line(fields: Fields, line: usize) -> bool {
    match fields {
        Fields::Any => true,
        Fields::Title => line == TITLE_LINE,
        Fields::Author => line >= FIRST_AUTHOR_LINE,
        Fields::Body | Fields::Url | Fields::Note => false,
    }
}

pub(super) fn place_of(line: usize) -> HitPlace {
    match line {
        TITLE_LINE => HitPlace::Title,
        PUBLISHER_LINE => HitPlace::Publisher,
        _ => HitPlace::Author(line - FIRST_AUTHOR_LINE),
    }
}
