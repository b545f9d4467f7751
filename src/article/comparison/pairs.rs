//! Pairs sentences that differ but are versions of each other, by the letters they have in common, in order.

use super::sentences::ComparedSentence;
use std::cmp::Ordering;
use std::time::Instant;

/// A sentence of one version, or one that both have in different forms.
pub(super) enum Pair<'s, 'a> {
    Old(&'s ComparedSentence<'a>),
    New(&'s ComparedSentence<'a>),
    Both(&'s ComparedSentence<'a>, &'s ComparedSentence<'a>),
}

/// How similar two sentences must be, from 0 to 1, to count as the same one rewritten.
const ALIKE: f32 = 0.35;

/// The most pairs of sentences to compare; if there are more, nothing is paired.
const MOST_PAIRS: usize = 250_000;

/// Pairs the sentences of two stretches in order, maximizing the similarity of the pairs.
pub(super) fn align<'s, 'a>(
    old: &'s [ComparedSentence<'a>],
    new: &'s [ComparedSentence<'a>],
    until: Instant,
) -> Vec<Pair<'s, 'a>> {
    let likeness = PairLikeness::new(old, new, until);
    let mut pairs = Vec::with_capacity(old.len() + new.len());
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        let here = likeness.best(i, j);
        if here > likeness.best(i + 1, j) && here > likeness.best(i, j + 1) {
            pairs.push(Pair::Both(a, b));
            (i, j) = (i + 1, j + 1);
        } else if likeness.best(i + 1, j) >= likeness.best(i, j + 1) {
            pairs.push(Pair::Old(a));
            i += 1;
        } else {
            pairs.push(Pair::New(b));
            j += 1;
        }
    }
    pairs.extend(old.iter().skip(i).map(Pair::Old));
    pairs.extend(new.iter().skip(j).map(Pair::New));
    pairs
}

/// How similar the rest of both stretches can be when paired, from each pair of positions on.
struct PairLikeness {
    best: Vec<f32>,
    width: usize,
}

impl PairLikeness {
    fn new(old: &[ComparedSentence<'_>], new: &[ComparedSentence<'_>], until: Instant) -> Self {
        let nothing = Self { best: Vec::new(), width: 0 };
        if old.len().saturating_mul(new.len()) > MOST_PAIRS {
            return nothing;
        }
        let letters = |sentences: &[ComparedSentence<'_>]| -> Vec<_> {
            sentences.iter().map(|sentence| letter_pairs(sentence.text)).collect()
        };
        let (old, new) = (letters(old), letters(new));
        let width = new.len() + 1;
        let mut likeness = Self { best: vec![0.0; (old.len() + 1) * width], width };
        for (i, a) in old.iter().enumerate().rev() {
            if Instant::now() >= until {
                return nothing;
            }
            for (j, b) in new.iter().enumerate().rev() {
                let alike = alike(a, b);
                let paired = if alike >= ALIKE { alike + likeness.best(i + 1, j + 1) } else { 0.0 };
                let best = paired.max(likeness.best(i + 1, j)).max(likeness.best(i, j + 1));
                if let Some(place) = likeness.best.get_mut(i * width + j) {
                    *place = best;
                }
            }
        }
        likeness
    }

    fn best(&self, i: usize, j: usize) -> f32 {
        self.best.get(i * self.width + j).copied().unwrap_or(0.0)
    }
}

/// The adjacent pairs of letters in a text, sorted, with duplicates.
fn letter_pairs(text: &str) -> Vec<(char, char)> {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    let mut pairs: Vec<_> = letters.clone().zip(letters.skip(1)).collect();
    pairs.sort_unstable();
    pairs
}

/// The share of adjacent pairs of letters that two texts have in common.
fn alike(a: &[(char, char)], b: &[(char, char)]) -> f32 {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(left), Some(right)) = (a.get(i), b.get(j)) {
        match left.cmp(right) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    2.0 * common as f32 / (a.len() + b.len()).max(1) as f32
}
