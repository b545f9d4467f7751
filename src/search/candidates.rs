//! What a corpus's posting lists say of a term before any text is looked at: which articles may match, and which
//! certainly do.

use super::composing::{Beginning, ComposingTerm};
use super::hanja::HanjaTerm;
use super::term::{Initials, SpacedTerm, TermMatcher};
use crate::text::{DocumentSet, Postings};
use std::ops::RangeInclusive;

/// Articles that may match a term by one kind, if it may stand in any field.
pub(super) struct Candidates {
    /// Those that do.
    pub(super) sure: DocumentSet,
    /// Those that have to be looked at.
    pub(super) maybe: DocumentSet,
}

/// How many characters of a long term are looked up: they leave what has to be looked at anyway.
const MOST_NEIGHBOURS: usize = 64;

impl Candidates {
    /// Every article of a set, each to be looked at.
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

    /// Articles with a text in them.
    pub(super) fn exact(postings: &Postings, term: &TermMatcher, mut within: DocumentSet) -> Self {
        let is_sure = keep_text(postings, term.text(), &mut within);
        Self::of(within, is_sure)
    }

    /// Articles with a spaced term: no space parts its first two syllables, nor its last two.
    pub(super) fn spacing(postings: &Postings, term: &SpacedTerm, mut within: DocumentSet) -> Self {
        let mut parted = DocumentSet::none(within.universe());
        term.partings()
            .for_each(|[first, second, third]| postings.add_parted([first, second], third, &mut parted));
        within.keep(&parted);
        for end in term.ends() {
            keep_text(postings, end, &mut within);
        }
        Self::unknown(within)
    }

    /// Articles with, for each syllable, something that reads so, and with a Hanja that does.
    pub(super) fn hanja(postings: &Postings, term: &HanjaTerm, mut within: DocumentSet) -> Self {
        let none = DocumentSet::none(within.universe());
        let mut with_hanja = none.clone();
        let mut by_syllable = vec![none.clone(); term.longest()];
        // Most Hanja stand nowhere.
        for (c, syllables, is_hanja) in term.signs().filter(|&(c, ..)| postings.knows(c)) {
            let mut holding = none.clone();
            postings.add_character(c, &mut holding);
            if is_hanja {
                with_hanja.add(&holding);
            }
            let of_it = by_syllable.iter_mut().enumerate().filter(|(at, _)| syllables >> at & 1 == 1);
            of_it.for_each(|(_, set)| set.add(&holding));
        }
        within.keep(&with_hanja);
        by_syllable.iter().for_each(|set| within.keep(set));
        Self::unknown(within)
    }

    /// Articles with neighbouring initials in title or publisher.
    pub(super) fn initials(postings: &Postings, term: &Initials, mut within: DocumentSet) -> Self {
        for pair in term.letters().windows(2) {
            let mut holding = DocumentSet::none(within.universe());
            if let [first, second] = *pair {
                postings.add_initials(first, second, &mut holding);
            }
            within.keep(&holding);
        }
        Self::of(within, term.letters().len() == 2)
    }

    /// Articles with what an unfinished term may begin with.
    pub(super) fn beginning(postings: &Postings, beginning: &Beginning, mut within: DocumentSet) -> Self {
        let text = beginning.text();
        let mut found = Self::unknown(DocumentSet::none(within.universe()));
        beginning.next().iter().for_each(|next| found.add_behind(postings, text, next.clone()));
        if text.chars().nth(2).is_some() {
            found.maybe.add(&std::mem::replace(&mut found.sure, DocumentSet::none(within.universe())));
        }
        found.sure.keep(&within);
        within.remove(&found.sure);
        keep_text(postings, text, &mut within);
        found.maybe.keep(&within);
        found
    }

    /// Adds articles with one of some characters behind the last two of a text: what lists are sure of, and what not.
    fn add_behind(&mut self, postings: &Postings, text: &str, next: RangeInclusive<char>) {
        let mut before = text.chars().rev();
        match (before.next().filter(|&c| c != ' '), before.next().filter(|&c| c != ' ')) {
            (None, _) => {
                let set = if text.is_empty() { &mut self.sure } else { &mut self.maybe };
                postings.add_characters(next, set);
            }
            (Some(last), None) => {
                let mut sure = DocumentSet::none(self.sure.universe());
                postings.add_pairs(last, next, &mut sure, &mut self.maybe);
                let is_all = text.chars().nth(1).is_none();
                if is_all { &mut self.sure } else { &mut self.maybe }.add(&sure);
            }
            (Some(last), Some(second)) => {
                postings.add_triples([second, last], next, &mut self.sure, &mut self.maybe);
            }
        }
    }

    /// Articles with a letter standing alone that an unfinished term may have in it.
    pub(super) fn letters(postings: &Postings, term: &ComposingTerm, mut within: DocumentSet) -> Self {
        let mut holding = DocumentSet::none(within.universe());
        term.letters().for_each(|letter| postings.add_character(letter, &mut holding));
        within.keep(&holding);
        Self::unknown(within)
    }
}

/// Keeps the articles that hold every character of a text, and its neighbours side by side; whether each of them
/// certainly holds the text.
pub(super) fn keep_text(postings: &Postings, text: &str, within: &mut DocumentSet) -> bool {
    let none = DocumentSet::none(within.universe());
    let mut keep = |add: &dyn Fn(&mut DocumentSet, &mut DocumentSet)| {
        let (mut holding, mut maybe) = (none.clone(), none.clone());
        add(&mut holding, &mut maybe);
        holding.add(&maybe);
        within.keep(&holding);
        maybe.is_empty()
    };
    let chars: Vec<char> = text.chars().take(MOST_NEIGHBOURS).collect();
    let mut all_listed = true;
    for pair in chars.windows(2) {
        all_listed &= match *pair {
            [first, second] if first != ' ' && second != ' ' => {
                keep(&|sure, maybe| postings.add_pairs(first, second..=second, sure, maybe))
            }
            _ => false,
        };
    }
    if chars.len() == 1 || !all_listed {
        for &c in chars.iter().filter(|&&c| c != ' ') {
            keep(&|sure, _| postings.add_character(c, sure));
        }
    }
    for triple in chars.windows(3) {
        all_listed &= match *triple {
            [first, second, third] if third != ' ' && postings.is_frequent(first, second) => {
                keep(&|sure, maybe| postings.add_triples([first, second], third..=third, sure, maybe))
            }
            _ => false,
        };
    }
    all_listed && text != " " && text.chars().nth(3).is_none()
}
