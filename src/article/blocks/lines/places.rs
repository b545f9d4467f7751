//! The positions of a text at which a line can begin, and each one's features for the trees.

use super::super::letters::is_hangul;
use super::evidence::{Evidence, Run};
use super::headings;
use super::letters::{self, BLANK, HEAD, OUTSIDE, SPACE, class, is_counted, normal, parts_words};
use super::model::{self, SALT, Surroundings, adjacency, mix};

/// The number of features of a position.
pub(super) const FEATURES: usize = 35;

/// Word lengths are capped at this.
const LONG_WORD: usize = 6;

/// At positions with lower scores, which are half of all, a line begins less than once in a thousand times.
const HOPELESS_SCORE: i16 = -120;

/// With a lower spacing score, a position is inside a word.
const GLUED_WORD: i16 = -45;
/// The minimum score of a position at which a sentence may begin after a sub-headline, in sixteenths.
const LIKELY: i16 = -45;

/// The number of letters considered on either side of a position.
const PADDING: usize = 3;

/// Lower than any score, for a missing position.
const NOWHERE: i16 = -200;

/// A text as letters, with the data for computing features.
pub(super) struct Letters<'a> {
    raw: Vec<char>,
    codes: Vec<u32>,
    classes: Vec<i16>,
    /// The letters that aren't white space, and how many of them precede each letter.
    squeezed: Vec<u32>,
    before: Vec<usize>,
    evidence: &'a Evidence,
    /// The letters with [`PADDING`] at both ends.
    padded: Vec<u32>,
    /// The lengths of the words that end and begin at each position, up to [`LONG_WORD`].
    left: Vec<u32>,
    right: Vec<u32>,
    /// The scores of each position, once computed.
    scores: Vec<Scores>,
}

/// The linear models' scores of a position, in sixteenths.
#[derive(Clone, Copy, Default)]
struct Scores {
    spacing: i16,
    ends: i16,
    begins: i16,
    sentences: i16,
}

impl Scores {
    fn total(self) -> i16 {
        self.spacing + self.ends + self.begins
    }
}

impl<'a> Letters<'a> {
    pub(super) fn new(text: &str, evidence: &'a Evidence) -> Self {
        let raw: Vec<char> = text.chars().collect();
        let codes: Vec<u32> = raw.iter().map(|&c| normal(c)).collect();
        let mut squeezed = Vec::with_capacity(codes.len());
        let before = codes
            .iter()
            .map(|&code| {
                let before = squeezed.len();
                if code != SPACE {
                    squeezed.push(code);
                }
                before
            })
            .collect();
        let classes = codes.iter().map(|&code| class(code)).collect();
        let padding = [OUTSIDE; PADDING];
        let padded = [&padding, codes.as_slice(), &padding].concat();
        let (left, right) = word_lengths(&codes);
        Self { raw, codes, classes, squeezed, before, evidence, padded, left, right, scores: Vec::new() }
    }

    /// Scores every position with the linear models. Required by everything except
    /// [`Letters::may_end_heading`].
    pub(super) fn score(&mut self) {
        let score = |at: usize| {
            let window = self.window(at);
            Scores {
                spacing: model::SPACING.sum(&window),
                ends: model::ENDS.sum(&window),
                begins: model::BEGINS.sum(&window),
                sentences: model::SENTENCES.sum(&window),
            }
        };
        self.scores = (0..self.len()).map(score).collect();
    }

    /// The linear models' input for a position.
    fn window(&self, at: usize) -> Surroundings {
        let end = if at == 0 { 0 } else { self.end_before(at) };
        let code = |letter: usize| self.padded[letter];
        [
            code(end),
            code(end + 1),
            code(end + 2),
            code(at + PADDING),
            code(at + PADDING + 1),
            code(at + PADDING + 2),
            self.left[end],
            self.right[at],
        ]
    }

    pub(super) fn len(&self) -> usize {
        self.codes.len()
    }

    /// The positions at which a line can begin, in order.
    pub(super) fn places(&self) -> Vec<usize> {
        (1..self.len()).filter(|&at| self.can_begin(at)).collect()
    }

    /// Whether a quotation ends right before a position and another one begins there, or a dash behind a word begins an
    /// item: `제공- 나래시`.
    pub(super) fn plainly_begins(&self, at: usize) -> bool {
        let begins_item = || is_hangul(self.raw[at - 1]) && self.raw[at..].starts_with(&['-', ' ']);
        matches!(self.raw[at - 1..=at], ['"' | '”', '"' | '“']) || begins_item()
    }

    fn can_begin(&self, at: usize) -> bool {
        let end = self.end_before(at);
        self.codes[at] != SPACE
            && end > 0
            && !letters::opens(self.classes[at - 1])
            && self.classes[end - 1] != HEAD
            && !letters::closes(self.classes[at])
            && !matches!(self.raw[at], ',' | '·' | ':' | '%')
    }

    /// The end of the text before a position, without a space.
    fn end_before(&self, at: usize) -> usize {
        at - usize::from(self.codes[at - 1] == SPACE)
    }

    /// Whether a headline may end and a sentence begin at a position; false if there is a space between them.
    pub(super) fn may_end_heading(&self, at: usize) -> bool {
        if self.end_before(at) != at {
            return false;
        }
        let window = self.window(at);
        let spacing = model::SPACING.sum(&window);
        spacing > GLUED_WORD && spacing + model::ENDS.sum(&window) + model::SENTENCES.sum(&window) > LIKELY
    }

    /// Whether a line may begin at a position, according to the linear models.
    pub(super) fn has_chance(&self, at: usize) -> bool {
        self.scores[at].total() >= HOPELESS_SCORE
    }

    /// The features of the wanted positions. They must equal those that `features.py` computes, in the same
    /// order.
    pub(super) fn features(
        &self,
        places: &[usize],
        wanted: impl Fn(usize) -> bool,
    ) -> Vec<(usize, [i16; FEATURES])> {
        let ranks = self.ranks(places);
        let strong: Vec<usize> = places.iter().copied().filter(|&at| self.scores[at].total() > 0).collect();
        let spaces = self.codes.iter().filter(|&&code| code == SPACE).count() * 100 / self.len().max(1);
        let (mut double, mut single, mut passed) = (0, 0, 0);
        let mut all = Vec::with_capacity(places.len());
        for (&at, &rank) in places.iter().zip(&ranks).filter(|&(&at, _)| wanted(at)) {
            for &code in &self.codes[passed..at] {
                double ^= i16::from(code == u32::from('"'));
                single ^= i16::from(code == u32::from('\''));
            }
            passed = at;
            let left = strong[..strong.partition_point(|&other| other + 1 < at)].last().copied().unwrap_or(0);
            let right = strong[strong.partition_point(|&other| other <= at + 1)..].first().copied();
            let right = right.unwrap_or(self.len());
            let whole = [rank, spaces, at - left, right - at].map(short);
            all.push((at, self.features_at(at, whole, [double, single])));
        }
        all
    }

    /// The additional features of a position at the beginning of a paragraph.
    pub(super) fn heading_features(&self, at: usize) -> [i16; headings::FEATURES] {
        headings::features(&self.raw, at)
    }

    fn features_at(
        &self,
        at: usize,
        [rank, spaces, left, right]: [i16; 4],
        quotes: [i16; 2],
    ) -> [i16; FEATURES] {
        let end = self.end_before(at);
        let Scores { spacing, ends, begins, sentences } = self.scores[at];
        let adjacent = |before, after, salt| self.adjacency(self.across(at, before, after), salt);
        let near = |run, before, after| self.evidence.count(run, self.across(at, before, after));
        let with_spaces = |run, letters: Option<&[u32]>| self.evidence.count(run, letters);
        let (l1, l2) = (self.codes[end - 1], self.slice(end.checked_sub(2), 2));
        let (r2, r3) = (self.slice(Some(at), 2), self.slice(Some(at), 3));
        let joined = |head: &[u32], tail: &[u32]| -> Option<Vec<u32>> { Some([head, tail].concat()) };
        let l1_r2 = r2.and_then(|r2| joined(&[l1], r2));
        let word_start = r2.and_then(|r2| joined(&[SPACE], r2));
        let word_end = l2.and_then(|l2| joined(l2, &[SPACE]));
        [
            adjacent(2, 2, 1),
            adjacent(1, 2, 2),
            adjacent(2, 1, 3),
            near(Run::FourSqueezed, 2, 2),
            near(Run::ThreeSqueezed, 1, 2),
            near(Run::ThreeSqueezed, 2, 1),
            spacing,
            ends,
            begins,
            sentences,
            self.scores[at].total(),
            self.classes[end - 1],
            end.checked_sub(2).map_or(BLANK, |at| self.classes[at]),
            self.classes[at],
            i16::from(end < at),
            short(at),
            short(self.len() - at),
            short(self.len()),
            rank,
            spaces,
            left,
            right,
            self.best_around(at, 3),
            self.best_around(at, 12),
            quotes[0],
            quotes[1],
            with_spaces(Run::Two, Some(&[l1, self.codes[at]])),
            with_spaces(Run::Two, l2),
            with_spaces(Run::Three, l1_r2.as_deref()),
            with_spaces(Run::Three, word_start.as_deref()),
            with_spaces(Run::Three, word_end.as_deref()),
            with_spaces(Run::Three, r3),
            self.adjacent_spacing(at),
            short(self.codes[..end].iter().rev().take_while(|&&code| code != SPACE).count()),
            short(self.codes[at..].iter().take_while(|&&code| code != SPACE).count()),
        ]
    }

    /// The rank of each position by score.
    fn ranks(&self, places: &[usize]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|&index| -self.scores[places[index]].total());
        let mut ranks = vec![0; places.len()];
        for (rank, index) in order.into_iter().enumerate() {
            ranks[index] = rank;
        }
        ranks
    }

    /// The letters around a position, without white space; `None` if there are too few.
    fn across(&self, at: usize, before: usize, after: usize) -> Option<&[u32]> {
        let at = self.before[at];
        self.squeezed.get(at.checked_sub(before)?..at + after)
    }

    fn slice(&self, from: Option<usize>, letters: usize) -> Option<&[u32]> {
        self.codes.get(from?..from? + letters)
    }

    /// How common it is for the letters to be adjacent; -1 if any isn't counted.
    fn adjacency(&self, letters: Option<&[u32]>, salt: u32) -> i16 {
        let Some(letters) = letters.filter(|letters| letters.iter().all(|&code| is_counted(code))) else {
            return -1;
        };
        adjacency(letters.iter().fold(salt * SALT, |hash, &code| mix(hash, code)))
    }

    /// The best score among positions near one, excluding itself.
    fn best_around(&self, at: usize, reach: usize) -> i16 {
        let near = at.saturating_sub(reach).max(1)..self.len().min(at + reach + 1);
        let others = near.filter(|&other| other != at && self.codes[other] != SPACE);
        others.map(|other| self.scores[other].total()).max().unwrap_or(NOWHERE)
    }

    fn adjacent_spacing(&self, at: usize) -> i16 {
        let before = if at > 1 { self.scores[at - 1].spacing } else { NOWHERE };
        before.max(self.scores.get(at + 1).map_or(NOWHERE, |scores| scores.spacing))
    }
}

/// A count as a feature.
fn short(count: usize) -> i16 {
    i16::try_from(count).unwrap_or(i16::MAX)
}

/// The lengths of the words that end and begin at each position, up to [`LONG_WORD`].
fn word_lengths(codes: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let step = |length: &mut u32, &code: &u32| {
        *length = if parts_words(code) { 0 } else { (*length + 1).min(LONG_WORD as u32) };
        Some(*length)
    };
    let left = std::iter::once(0).chain(codes.iter().scan(0, step)).collect();
    let mut right: Vec<u32> = codes.iter().rev().scan(0, step).collect();
    right.reverse();
    (left, right)
}
