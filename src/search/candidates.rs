//! What postings alone can say about a term: which articles certainly match, and which may.

use super::composing::{Beginning, ComposingTerm};
use super::hanja::HanjaTerm;
use super::term::{Initials, SpacedTerm, TermMatcher};
use crate::text::{DocumentSet, LONGEST_FREQUENT, Postings};
use memchr::memmem::Finder;

/// The articles that may match a term by one kind of match, in any field.
pub(super) struct Candidates {
    /// Articles that certainly match.
    pub(super) sure: DocumentSet,
    /// Articles whose text has to be checked.
    pub(super) maybe: DocumentSet,
}

/// The most characters of a long term that are looked up; more would hardly narrow the candidates further.
const MOST_NEIGHBOURS: usize = 64;

impl Candidates {
    /// All articles of a set as candidates to check.
    pub(super) fn unknown(maybe: DocumentSet) -> Self {
        Self { sure: DocumentSet::none(maybe.universe()), maybe }
    }

    fn of(set: DocumentSet, is_sure: bool) -> Self {
        if is_sure {
            Self { maybe: DocumentSet::none(set.universe()), sure: set }
        } else {
            Self::unknown(set)
        }
    }

    /// Articles that contain the term's text.
    pub(super) fn exact(postings: &Postings, term: &TermMatcher, mut within: DocumentSet) -> Self {
        let is_sure = keep_text(postings, term.text(), &mut within);
        Self::of(within, is_sure && !term.whole_word)
    }

    /// Articles that contain the term with a space in it. The space never separates the first two or last two
    /// syllables.
    pub(super) fn spacing(postings: &Postings, term: &SpacedTerm, mut within: DocumentSet) -> Self {
        let mut parted = DocumentSet::none(within.universe());
        term.partings()
            .for_each(|[first, second, third]| postings.add_parted([first, second], third, &mut parted));
        within.intersect(&parted);
        for end in term.ends() {
            keep_text(postings, end, &mut within);
        }
        Self::unknown(within)
    }

    /// Articles that have, for each syllable, a character read as that syllable, at least one of them a Hanja.
    pub(super) fn hanja(postings: &Postings, term: &HanjaTerm, mut within: DocumentSet) -> Self {
        let none = DocumentSet::none(within.universe());
        let mut with_hanja = none.clone();
        let mut by_syllable = vec![none.clone(); term.longest()];
        // Most Hanja occur in no article.
        for (c, syllables, is_hanja) in term.signs().filter(|&(c, ..)| postings.knows(c)) {
            let mut holding = none.clone();
            postings.add_character(c, &mut holding);
            if is_hanja {
                with_hanja.add(&holding);
            }
            let of_it = by_syllable.iter_mut().enumerate().filter(|(at, _)| syllables >> at & 1 == 1);
            of_it.for_each(|(_, set)| set.add(&holding));
        }
        within.intersect(&with_hanja);
        by_syllable.iter().for_each(|set| within.intersect(set));
        Self::unknown(within)
    }

    /// Articles with the initials of each adjacent pair in title or publisher.
    pub(super) fn initials(postings: &Postings, term: &Initials, mut within: DocumentSet) -> Self {
        for pair in term.letters().windows(2) {
            let mut holding = DocumentSet::none(within.universe());
            if let [first, second] = *pair {
                postings.add_initials(first, second, &mut holding);
            }
            within.intersect(&holding);
        }
        Self::of(within, term.letters().len() == 2)
    }

    /// Articles that contain a possible beginning of an unfinished term's matches.
    pub(super) fn beginning(postings: &Postings, beginning: &Beginning, mut within: DocumentSet) -> Self {
        let text = beginning.text();
        let last = text.rsplit(' ').next().unwrap_or_default();
        let skipped = last.chars().count().saturating_sub(LONGEST_FREQUENT);
        let before: Vec<char> = last.chars().skip(skipped).collect();
        let mut found = Self::unknown(DocumentSet::none(within.universe()));
        for next in beginning.next() {
            postings.add_behind(&before, next.clone(), &mut found.sure, &mut found.maybe);
        }
        if before.len() < text.chars().count() {
            found.maybe.add(&std::mem::replace(&mut found.sure, DocumentSet::none(within.universe())));
        }
        found.sure.intersect(&within);
        within.remove(&found.sure);
        keep_text(postings, text, &mut within);
        found.maybe.intersect(&within);
        found
    }

    /// Articles that contain the first two syllables of an unfinished term, to be followed by a space.
    pub(super) fn spaced_head(postings: &Postings, head: &Finder<'_>, mut within: DocumentSet) -> Self {
        keep_text(postings, str::from_utf8(head.needle()).unwrap_or_default(), &mut within);
        Self::unknown(within)
    }

    /// Articles that contain a Hanja that could stand for part of an unfinished term, and something for each
    /// finished character. A Hanja that could stand for all of it is a match by itself.
    pub(super) fn composing_hanja(
        postings: &Postings,
        term: &ComposingTerm,
        mut within: DocumentSet,
    ) -> Self {
        let universe = within.universe();
        let holding = |signs: &mut dyn Iterator<Item = char>| {
            let mut holding = DocumentSet::none(universe);
            signs.for_each(|c| postings.add_character(c, &mut holding));
            holding
        };
        within.intersect(&holding(&mut term.hanja()));
        term.signs().for_each(|mut signs| within.intersect(&holding(&mut signs)));
        let mut sure = holding(&mut term.whole());
        sure.intersect(&within);
        within.remove(&sure);
        Self { sure, maybe: within }
    }

    /// Articles that contain a standalone letter that an unfinished term's match could include.
    pub(super) fn letters(postings: &Postings, term: &ComposingTerm, mut within: DocumentSet) -> Self {
        let mut holding = DocumentSet::none(within.universe());
        term.letters().for_each(|letter| postings.add_character(letter, &mut holding));
        within.intersect(&holding);
        Self::unknown(within)
    }
}

/// Keeps the articles that contain every character and every adjacent pair of a text. Returns true if they are
/// certain to contain the whole text.
pub(super) fn keep_text(postings: &Postings, text: &str, within: &mut DocumentSet) -> bool {
    let none = DocumentSet::none(within.universe());
    let mut keep = |add: &dyn Fn(&mut DocumentSet, &mut DocumentSet)| {
        let (mut holding, mut maybe) = (none.clone(), none.clone());
        add(&mut holding, &mut maybe);
        holding.add(&maybe);
        within.intersect(&holding);
        maybe.is_empty()
    };
    let chars: Vec<char> = text.chars().take(MOST_NEIGHBOURS).collect();
    let mut all_pairs = true;
    for pair in chars.windows(2) {
        all_pairs &= match *pair {
            [first, second] if first != ' ' && second != ' ' => {
                keep(&|sure, maybe| postings.add_behind(&[first], second..=second, sure, maybe))
            }
            _ => false,
        };
    }
    if chars.len() == 1 || !all_pairs {
        for &c in chars.iter().filter(|&&c| c != ' ') {
            keep(&|sure, _| postings.add_character(c, sure));
        }
    }
    let mut is_sure = all_pairs && chars.len() <= 2 && text != " ";
    for len in 2..=LONGEST_FREQUENT {
        for behind in chars.windows(len + 1) {
            if let &[ref before @ .., last] = behind
                && last != ' '
                && postings.is_frequent(before)
            {
                let is_listed = keep(&|sure, maybe| postings.add_behind(before, last..=last, sure, maybe));
                is_sure |= is_listed && behind.len() == chars.len();
            }
        }
    }
    is_sure
}
