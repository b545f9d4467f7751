//! Finds where the lines of glued sub-headlines begin, with a statistical model, since nothing in the text
//! marks it.
//!
//! Linear models score how likely each position is to have a space in Korean, and to end or begin a headline.
//! Boosted trees combine these scores with evidence from the body (two words that are adjacent there belong
//! together). Finally, all ways to split the whole text are weighed against each other, given the typical
//! lengths of lines. The data is in `assets/lines/model.bin`.

mod evidence;
mod headings;
mod letters;
mod model;
mod places;
mod signs;

pub(super) use evidence::Evidence;

use std::rc::Rc;

use places::{FEATURES, Letters};

/// The number of features of a position in a paragraph.
const PARAGRAPH_FEATURES: usize = FEATURES + headings::FEATURES;

/// Where to split a text, in bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parting {
    /// Where lines certainly begin.
    pub(super) cuts: Vec<usize>,
    /// Where lines may begin.
    pub(super) doubts: Vec<usize>,
}

/// A line begins where the probability is higher than this; chosen so that about 2% of cuts are wrong.
const SURE: f64 = 0.78;
/// Above this probability, a line may begin.
const DOUBTFUL: f64 = 0.25;

/// Positions with lower log odds from the trees are ignored.
const HOPELESS: f64 = -5.0;

/// The minimum log odds that a line begins where it plainly does.
const PLAIN: f64 = 6.0;

/// The log likelihood that a deck is a single line, on the scale of the line lengths' scores.
const ALONE: f64 = -1.0;

/// Splits a deck into lines, with evidence from the body below it.
pub(super) fn part_deck(deck: &str, evidence: &Evidence) -> Parting {
    let mut letters = Letters::new(deck, evidence);
    letters.score();
    let places = letters.places();
    let wanted = |at| letters.has_chance(at) || letters.plainly_begins(at);
    let odds = letters.features(&places, wanted).into_iter().map(|(at, features)| {
        let odds = model::DECKS.odds(&features);
        (at, if letters.plainly_begins(at) { odds.max(PLAIN) } else { odds })
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

/// What a paragraph may be glued to.
struct GluedHeading {
    /// The number of letters considered at the beginning of the paragraph.
    head: usize,
    /// The possible lengths of the heading, in letters.
    lengths: std::ops::Range<usize>,
    trees: model::Forest,
}

const SUB_HEADLINE: GluedHeading = GluedHeading { head: 70, lengths: 4..48, trees: model::PARAGRAPHS };
const DECK: GluedHeading = GluedHeading { head: 240, lengths: 4..200, trees: model::LEADS };

/// A paragraph with fewer letters has no sub-headline.
const SHORTEST: usize = 40;

/// A sub-headline is separated if its log odds are higher than this.
const APART: f64 = 1.0;
/// The same in an article with another sub-headline whose log odds are higher than [`COMPANY`]: they rarely
/// come alone.
const APART_IN_COMPANY: f64 = 0.0;
const COMPANY: f64 = 0.5;
/// A deck glued to the first paragraph, or its first lines, are separated if their log odds are higher than this.
const DECK_APART: f64 = -0.25;
/// Subtracted from the log odds before a Latin letter, since names are often written without a space: `나래TV`.
const LESS_BEFORE_LATIN: f64 = 1.0;

/// Where the text of each of an article's paragraphs begins after a sub-headline glued to it, in bytes;
/// `None` if a paragraph has none.
pub(super) fn behind_sub_headlines(
    paragraphs: &[&str],
    evidence: impl Fn() -> Rc<Evidence>,
) -> Vec<Option<usize>> {
    let ends: Vec<Option<(usize, f64)>> =
        paragraphs.iter().map(|paragraph| sub_headline_end(paragraph, &evidence)).collect();
    let company = ends.iter().flatten().filter(|(_, odds)| *odds > COMPANY).count();
    let in_company = |odds: f64| company > usize::from(odds > COMPANY);
    // A mark tells as much as another sub-headline.
    let is_marked = |index: usize| paragraphs[index].starts_with(signs::MARKS);
    let is_apart =
        |index, odds| odds > APART || odds > APART_IN_COMPANY && (is_marked(index) || in_company(odds));
    let apart = ends.iter().enumerate().map(|(index, end)| end.filter(|&(_, odds)| is_apart(index, odds)));
    apart.map(|end| end.map(|(offset, _)| offset)).collect()
}

/// The likeliest end of a sub-headline that a paragraph is glued to, in bytes, and its log odds by the model and by
/// plain signs.
fn sub_headline_end(paragraph: &str, evidence: impl Fn() -> Rc<Evidence>) -> Option<(usize, f64)> {
    let by_model = SUB_HEADLINE.end(paragraph, evidence).map(|(end, odds)| {
        let end = end + signs::length_at_end(paragraph, end);
        let (head, rest) = paragraph.split_at(end);
        (end, odds + signs::weight(head, rest))
    });
    let plain = || paragraph.chars().nth(SHORTEST).and_then(|_| signs::plain_end(paragraph));
    by_model.filter(|&(_, odds)| odds > APART_IN_COMPANY).or_else(plain).or(by_model)
}

/// Where a body's first paragraph, or another line of the deck, begins after a deck glued to it, in bytes.
pub(super) fn behind_deck(paragraph: &str, evidence: &Rc<Evidence>) -> Option<usize> {
    let end = |heading: GluedHeading, least: f64| {
        let end = heading.end(paragraph, || Rc::clone(evidence));
        end.filter(|&(_, odds)| odds > least).map(|(offset, _)| offset)
    };
    end(DECK, DECK_APART).or_else(|| end(SUB_HEADLINE, APART))
}

impl GluedHeading {
    /// The likeliest position at which a paragraph's text begins after the heading, in bytes, and its log odds.
    fn end(&self, paragraph: &str, evidence: impl Fn() -> Rc<Evidence>) -> Option<(usize, f64)> {
        paragraph.chars().nth(SHORTEST - 1)?;
        let end = paragraph.char_indices().nth(self.head).map_or(paragraph.len(), |(offset, _)| offset);
        let head = &paragraph[..end];
        let evidence = evidence();
        let mut letters = Letters::new(head, &evidence);
        let mut places = letters.places();
        places.retain(|&at| at < self.lengths.end);
        let may_end = |&at: &usize| at >= self.lengths.start && letters.may_end_heading(at);
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
                (at, self.trees.odds(&all))
            })
            .max_by(|(_, one), (_, other)| one.total_cmp(other))?;
        let (offset, next) = head.char_indices().nth(at)?;
        Some((offset, if next.is_ascii_alphabetic() { odds - LESS_BEFORE_LATIN } else { odds }))
    }
}

/// The probability that a line begins at each position, over all ways to split a text of `length` letters.
///
/// The weight of a split is the product of its positions' odds and its line lengths' likelihoods. `to` and
/// `from` sum the weights up to each position and from it on.
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
