//! Where the lines of glued sub-headlines begin, which nothing in the text shows: a statistical model.
//!
//! Linear models say of each place how likely Korean puts a space there, and how well headlines end and begin there;
//! boosted trees weigh that together with what the body says (two words that stand side by side in it are not parted).
//! Last, all ways to part the whole text are weighed against each other, by what is known of the lengths of lines.
//! The data is `assets/lines/model.bin`.

mod evidence;
mod headings;
mod letters;
mod model;
mod places;

pub(super) use evidence::Evidence;

use std::rc::Rc;

use places::{FEATURES, Letters};

/// How many numbers the trees are told of a place in a paragraph.
const PARAGRAPH_FEATURES: usize = FEATURES + headings::FEATURES;

/// Where a text is parted, in bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parting {
    /// Where lines surely begin.
    pub(super) cuts: Vec<usize>,
    /// Where one may begin.
    pub(super) doubts: Vec<usize>,
}

/// A line begins where it is at least so likely; set so that of a hundred cuts about two are wrong.
const SURE: f64 = 0.78;
/// From here on it is doubtful whether a line begins.
const DOUBTFUL: f64 = 0.25;

/// Places at which the trees see less than these odds (as a logarithm) are not looked at again.
const HOPELESS: f64 = -5.0;

/// The least odds (as a logarithm) that a line begins between two quotations.
const PLAIN: f64 = 6.0;

/// How likely it is that a deck is one line only, as a logarithm on the scale of the lengths of lines.
const ALONE: f64 = -1.0;

/// Parts a deck into its lines, by what `evidence` has of the body under it.
pub(super) fn part_deck(deck: &str, evidence: &Evidence) -> Parting {
    let mut letters = Letters::new(deck, evidence);
    letters.score();
    let places = letters.places();
    let wanted = |at| letters.has_chance(at) || letters.is_between_quotations(at);
    let odds = letters.features(&places, wanted).into_iter().map(|(at, features)| {
        let odds = model::DECKS.odds(&features);
        (at, if letters.is_between_quotations(at) { odds.max(PLAIN) } else { odds })
    });
    let hopeful: Vec<(usize, f64)> = odds.filter(|&(_, odds)| odds > HOPELESS).collect();
    let chances = chances(letters.len(), &hopeful);
    let mut parting = Parting::default();
    let offsets: Vec<usize> = deck.char_indices().map(|(offset, _)| offset).collect();
    for (&(at, _), chance) in hopeful.iter().zip(chances) {
        if chance > SURE {
            parting.cuts.push(offsets[at]);
        } else if chance > DOUBTFUL {
            parting.doubts.push(offsets[at]);
        }
    }
    parting
}

/// So many letters of a paragraph are looked at, and its sub-headline has at least and fewer than so many.
const HEAD: usize = 70;
const SUB_HEADLINE: std::ops::Range<usize> = 4..48;

/// A paragraph of fewer letters has no sub-headline.
const SHORTEST: usize = 40;

/// The least odds (as a logarithm) at which a sub-headline is set apart.
const APART: f64 = 1.0;
/// The same in an article that has another one of at least these odds: sub-headlines seldom come alone.
const APART_IN_COMPANY: f64 = 0.0;
const COMPANY: f64 = 0.5;
/// What is taken off before a Latin letter, as names are often written so without a space: `나래TV`.
const LESS_BEFORE_LATIN: f64 = 1.0;

/// Where the text of each of an article's paragraphs begins, in bytes, behind a sub-headline that was glued to it; none
/// where it has no sub-headline.
pub(super) fn behind_sub_headlines(
    paragraphs: &[&str],
    evidence: impl Fn() -> Rc<Evidence>,
) -> Vec<Option<usize>> {
    let ends: Vec<Option<(usize, f64)>> =
        paragraphs.iter().map(|paragraph| sub_headline_end(paragraph, &evidence)).collect();
    let in_company = |index: usize| {
        let others = ends.iter().enumerate().filter(|&(other, _)| other != index);
        others.filter_map(|(_, end)| *end).any(|(_, odds)| odds > COMPANY)
    };
    let is_apart = |index, odds| odds > APART || odds > APART_IN_COMPANY && in_company(index);
    let apart = ends.iter().enumerate().map(|(index, end)| end.filter(|&(_, odds)| is_apart(index, odds)));
    apart.map(|end| end.map(|(offset, _)| offset)).collect()
}

/// The likeliest place at which the text of a paragraph begins behind a sub-headline, in bytes, and its odds as a
/// logarithm.
fn sub_headline_end(paragraph: &str, evidence: impl Fn() -> Rc<Evidence>) -> Option<(usize, f64)> {
    paragraph.chars().nth(SHORTEST - 1)?;
    let end = paragraph.char_indices().nth(HEAD).map_or(paragraph.len(), |(offset, _)| offset);
    let head = &paragraph[..end];
    let evidence = evidence();
    let mut letters = Letters::new(head, &evidence);
    let mut places = letters.places();
    places.retain(|&at| at < SUB_HEADLINE.end);
    let may_end = |&at: &usize| at >= SUB_HEADLINE.start && letters.may_end_heading(at);
    let ends: Vec<usize> = places.iter().copied().filter(may_end).collect();
    if ends.is_empty() {
        return None;
    }
    letters.score();
    let may_end = |at| ends.binary_search(&at).is_ok();
    let candidates = letters.features(&places, may_end).into_iter();
    let (at, odds) = candidates
        .map(|(at, features)| {
            let mut all = [0; PARAGRAPH_FEATURES];
            all[..features.len()].copy_from_slice(&features);
            all[features.len()..].copy_from_slice(&letters.heading_features(at));
            (at, model::PARAGRAPHS.odds(&all))
        })
        .max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    let (offset, next) = head.char_indices().nth(at)?;
    Some((offset, if next.is_ascii_alphabetic() { odds - LESS_BEFORE_LATIN } else { odds }))
}

/// How likely a line begins at each place, over all ways to part a text of so many letters.
///
/// A way weighs as much as the odds of its places and the chances of the lengths of its lines, multiplied; `to` and
/// `from` sum the ways up to each place and on from it.
fn chances(length: usize, places: &[(usize, f64)]) -> Vec<f64> {
    let last = places.len() + 1;
    let ends: Vec<usize> =
        std::iter::once(0).chain(places.iter().map(|&(at, _)| at)).chain([length]).collect();
    let odds: Vec<f64> =
        std::iter::once(1.0).chain(places.iter().map(|&(_, odds)| odds.exp())).chain([1.0]).collect();
    let line = |a: usize, b: usize| match (a, b) {
        (0, b) if b == last => ALONE.exp(),
        _ => model::length_score(ends[b] - ends[a]).exp(),
    };
    let (mut to, mut from) = (vec![0.0; last + 1], vec![0.0; last + 1]);
    to[0] = 1.0;
    for b in 1..=last {
        to[b] = odds[b] * (0..b).map(|a| to[a] * line(a, b)).sum::<f64>();
    }
    from[last] = 1.0;
    for a in (0..last).rev() {
        from[a] = (a + 1..=last).map(|b| from[b] * odds[b] * line(a, b)).sum();
    }
    (1..last).map(|at| to[at] * from[at] / to[last]).collect()
}
