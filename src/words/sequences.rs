//! N-grams: words that follow one another within a sentence.

use super::counting::{ComparedWord, Least, each_passage};
use super::forms::{FormPlace, Forms};
use super::index::WordIndex;
use super::measures::TwoCounts;
use crate::archive::{Cancel, Row};
use rustc_hash::FxHashMap;
use std::ops::RangeInclusive;

/// How many words an n-gram may have.
pub const LENGTHS: RangeInclusive<usize> = 2..=MOST;
const MOST: usize = 5;

/// The forms of an n-gram; 0 behind the last.
type SequenceKey = [u32; MOST];

/// Some articles' n-grams, and how many they have of any words.
#[derive(Default)]
struct Sequences {
    all: u64,
    found: FxHashMap<SequenceKey, Sequence>,
}

#[derive(Clone, Copy, Default)]
struct Sequence {
    count: u64,
    articles: u32,
    /// The last article that was seen to have it, from 1.
    last: u32,
}

/// How n-grams are read.
pub struct SequenceRequest<'a> {
    /// The words.
    pub index: &'a WordIndex,
    pub forms: &'a Forms,
    /// How many words an n-gram has.
    pub len: usize,
    /// Which n-grams are listed.
    pub least: Least,
    /// Whether all forms count.
    pub all_forms: bool,
}

/// The n-grams that are more, or less, frequent in some articles than in others. All of their words must count by
/// themselves, and the first articles must have them often enough. `None` if cancelled.
pub fn sequences<'a>(
    reading: &SequenceRequest<'_>,
    here: impl Iterator<Item = Row<'a>>,
    rest: impl Iterator<Item = Row<'a>>,
    cancel: &Cancel,
) -> Option<Vec<ComparedWord>> {
    let mut own = Sequences::of(reading, here, |_| true, cancel)?;
    let least = reading.least;
    own.found.retain(|_, it| it.count >= least.count && it.articles >= least.articles);
    let others = Sequences::of(reading, rest, |key| own.found.contains_key(key), cancel)?;
    let compare = |(key, it): (&SequenceKey, &Sequence)| {
        let other = others.found.get(key).copied().unwrap_or_default();
        let forms = key.iter().take(reading.len);
        let words: Vec<&str> = forms.map(|&form| reading.forms.name(form)).collect();
        let found = TwoCounts { here: it.count, rest: other.count, size: own.all, rest_size: others.all };
        ComparedWord::of(words.join(" "), found, it.articles, other.articles)
    };
    let mut words: Vec<ComparedWord> = own.found.iter().map(compare).collect();
    words.sort_unstable_by(ComparedWord::order);
    Some(words)
}

impl Sequences {
    fn of<'a>(
        reading: &SequenceRequest<'_>,
        rows: impl Iterator<Item = Row<'a>>,
        is_asked: impl Fn(&SequenceKey) -> bool,
        cancel: &Cancel,
    ) -> Option<Self> {
        let (mut sequences, mut items) = (Self::default(), Vec::new());
        for (article, row) in (1..).zip(rows) {
            if cancel.is_cancelled() {
                return None;
            }
            reading.forms.read(reading.index.words(&row), &mut items);
            each_passage(
                &items,
                |_| true,
                |sentence| {
                    for words in sentence.windows(reading.len) {
                        sequences.all += 1;
                        let Some(key) = reading.key(words).filter(&is_asked) else { continue };
                        let it = sequences.found.entry(key).or_default();
                        it.count += 1;
                        it.articles += u32::from(it.last != article);
                        it.last = article;
                    }
                },
            );
        }
        Some(sequences)
    }
}

impl SequenceRequest<'_> {
    fn key(&self, words: &[FormPlace]) -> Option<SequenceKey> {
        let mut key = [0; MOST];
        for (at, word) in key.iter_mut().zip(words) {
            *at = Some(word.form).filter(|&form| self.forms.counts(form, self.all_forms))?;
        }
        Some(key)
    }
}
