//! What a corpus's posting lists say of a term before any text is looked at: which articles may match, and which
//! certainly do.

use super::composing::Beginning;
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

/// How many neighbours of a long term are looked up: they leave what has to be looked at anyway.
const MOST_PAIRS: usize = 64;

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
        for (c, syllables, is_hanja) in term.signs() {
            let mut holding = none.clone();
            postings.add_character(c, &mut holding);
            if is_hanja {
                with_hanja.add(&holding);
            }
            for (at, set) in by_syllable.iter_mut().enumerate() {
                if syllables >> at & 1 == 1 {
                    set.add(&holding);
                }
            }
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
        let mut holding = DocumentSet::none(within.universe());
        let add = |range: &RangeInclusive<char>| match text.chars().next_back() {
            Some(last) => postings.add_pairs(last, range.clone(), &mut holding),
            None => {
                postings.add_characters(range.clone(), &mut holding);
                true
            }
        };
        let all_listed = beginning.next().iter().map(add).fold(true, |all, is_listed| all & is_listed);
        if all_listed {
            within.keep(&holding);
        }
        let text_is_sure = keep_text(postings, text, &mut within);
        // Two characters side by side are the whole of it.
        Self::of(within, all_listed && text_is_sure && text.chars().nth(1).is_none())
    }

    /// Articles with a letter standing alone.
    pub(super) fn letters(postings: &Postings, mut within: DocumentSet) -> Self {
        let mut holding = DocumentSet::none(within.universe());
        postings.add_characters('ㄱ'..='ㅣ', &mut holding);
        within.keep(&holding);
        Self::unknown(within)
    }
}

/// Keeps the articles that hold every character of a text, and its neighbours side by side; whether each of them
/// certainly holds the text.
pub(super) fn keep_text(postings: &Postings, text: &str, within: &mut DocumentSet) -> bool {
    let keep = |within: &mut DocumentSet, add: &dyn Fn(&mut DocumentSet) -> bool| {
        let mut holding = DocumentSet::none(within.universe());
        let is_listed = add(&mut holding);
        if is_listed {
            within.keep(&holding);
        }
        is_listed
    };
    let keep_character = |within: &mut DocumentSet, c| {
        keep(within, &|holding| {
            postings.add_character(c, holding);
            true
        });
    };
    let mut chars = text.chars();
    match (chars.next(), chars.as_str()) {
        (None, _) => return true,
        (Some(' '), "") => return false,
        (Some(only), "") => {
            keep_character(within, only);
            return true;
        }
        _ => {}
    }
    let neighbours = text.chars().zip(text.chars().skip(1)).take(MOST_PAIRS);
    let mut all_listed = true;
    for (a, b) in neighbours {
        let is_pair = a != ' ' && b != ' ';
        if is_pair && keep(within, &|holding| postings.add_pairs(a, b..=b, holding)) {
            continue;
        }
        all_listed = false;
        [a, b].into_iter().filter(|&c| c != ' ').for_each(|c| keep_character(within, c));
    }
    all_listed && text.chars().nth(2).is_none()
}
