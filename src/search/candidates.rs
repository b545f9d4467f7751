//! What postings alone can say about a term: which articles certainly match, and which may.

use super::composing::{Beginning, ComposingTerm, HanjaReadings, KeySplit};
use super::hanja::{HanjaPart, HanjaTerm};
use super::term::{Initials, SpacedTerm, TermMatcher};
use crate::text::hanja::HANJA;
use crate::text::{DocumentSet, LONGEST_FREQUENT, Postings};

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
        let is_sure = retain_text(postings, term.text(), &mut within);
        Self::of(within, is_sure && !term.whole_word)
    }

    /// Articles that contain the term with a space in it. The space never separates the first two or last two
    /// syllables.
    pub(super) fn spacing(postings: &Postings, term: &SpacedTerm, mut within: DocumentSet) -> Self {
        let mut parted = DocumentSet::none(within.universe());
        term.partings().for_each(|[first, second, third]| {
            postings.add_parted([first, second], third..=third, &mut parted)
        });
        within.intersect(&parted);
        for end in term.ends() {
            retain_text(postings, end, &mut within);
        }
        Self::unknown(within)
    }

    /// Articles that contain a term up to and including its first Hanja and, unless that completes it, what can
    /// come after that.
    pub(super) fn hanja(postings: &Postings, term: &HanjaTerm, within: &DocumentSet) -> Self {
        let syllables: Vec<char> = term.syllables().collect();
        let mut found = DocumentSet::none(within.universe());
        for at in 0..syllables.len() {
            let before = syllables.get(..at).unwrap_or_default();
            found.add(&with_hanja(postings, before, term.parts_at(at), within.clone()));
        }
        Self::unknown(found)
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
        retain_text(postings, text, &mut within);
        found.maybe.intersect(&within);
        found
    }

    /// Articles that contain an unfinished term with a space after its second or a later syllable.
    pub(super) fn composing_spacing(postings: &Postings, splits: &[KeySplit], within: &DocumentSet) -> Self {
        let mut found = DocumentSet::none(within.universe());
        for split in splits {
            for (at, next) in split.plain.iter().enumerate().skip(2) {
                let (before, after) = split.finished.split_at(at);
                let &[.., first, second] = before else { continue };
                let mut parted = DocumentSet::none(within.universe());
                next.iter().for_each(|next| postings.add_parted([first, second], next.clone(), &mut parted));
                parted.intersect(within);
                retain_text(postings, &before.iter().collect::<String>(), &mut parted);
                retain_text(postings, &after.iter().collect::<String>(), &mut parted);
                found.add(&parted);
            }
        }
        Self::unknown(found)
    }

    /// Articles that contain an unfinished term up to and including its first Hanja and, if that doesn't
    /// complete it, what can come after that. A Hanja that can stand for all of it is a match by itself.
    pub(super) fn composing_hanja(
        postings: &Postings,
        readings: &HanjaReadings,
        mut within: DocumentSet,
    ) -> Self {
        let none = DocumentSet::none(within.universe());
        let (mut sure, mut found) = (none.clone(), none);
        readings.whole().for_each(|hanja| postings.add_character(hanja, &mut sure));
        sure.intersect(&within);
        within.remove(&sure);
        let places = |split: &KeySplit| 0..=split.finished.len();
        for (split, at) in readings.splits().iter().flat_map(|it| places(it).map(move |at| (it, at))) {
            let before = split.finished.get(..at).unwrap_or_default();
            found.add(&with_hanja(postings, before, readings.parts_at(split, at), within.clone()));
        }
        Self { sure, maybe: found }
    }

    /// Articles that contain a standalone letter that an unfinished term's match could include.
    pub(super) fn letters(postings: &Postings, term: &ComposingTerm, mut within: DocumentSet) -> Self {
        let mut holding = DocumentSet::none(within.universe());
        term.letters().for_each(|letter| postings.add_character(letter, &mut holding));
        within.intersect(&holding);
        Self::unknown(within)
    }
}

/// The articles of a set that may contain these characters, directly followed by one of these Hanja and what
/// can come after it.
fn with_hanja<'a>(
    postings: &Postings,
    before: &[char],
    parts: impl Iterator<Item = HanjaPart<'a>>,
    mut within: DocumentSet,
) -> DocumentSet {
    let none = DocumentSet::none(within.universe());
    let (mut found, mut maybe) = (none.clone(), none.clone());
    let nearest = before.get(before.len().saturating_sub(LONGEST_FREQUENT)..).unwrap_or_default();
    if !nearest.is_empty() {
        HANJA.iter().for_each(|hanja| postings.add_behind(nearest, hanja.clone(), &mut found, &mut maybe));
        found.add(&maybe);
        within.intersect(&found);
        (found, maybe) = (none.clone(), none);
    }
    if within.is_empty() {
        return within;
    }
    retain_text(postings, &before.iter().collect::<String>(), &mut within);
    // Most Hanja occur in no article.
    for HanjaPart { hanja, next } in parts.filter(|part| postings.knows(part.hanja)) {
        match next {
            None => postings.add_character(hanja, &mut found),
            Some(next) => next.iter().chain(&HANJA).for_each(|next| {
                postings.add_behind(&[hanja], next.clone(), &mut found, &mut maybe);
            }),
        }
    }
    found.add(&maybe);
    found.intersect(&within);
    found
}

/// Keeps the articles that contain every character and every adjacent pair of a text. Returns true if they are
/// certain to contain the whole text.
pub(super) fn retain_text(postings: &Postings, text: &str, within: &mut DocumentSet) -> bool {
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
