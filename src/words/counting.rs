//! How often forms occur, in how many articles, and which are distinctive of some articles as compared with others.

use super::forms::{FormPlace, Forms};
use super::index::{SENTENCE, WordIndex};
use super::measures::TwoCounts;
use crate::archive::{Cancel, Row};
use std::cmp::Ordering;

/// The least number of occurrences and of articles of a listed word, in the part that uses it more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Least {
    /// Occurrences.
    pub count: u64,
    pub articles: u32,
}

impl Default for Least {
    fn default() -> Self {
        Self { count: 5, articles: 3 }
    }
}

/// How often forms occur in some articles.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The words of the articles, whether they are listed or not.
    pub words: u64,
    pub articles: u32,
    /// By form.
    pub(super) counts: Vec<u64>,
    /// The articles that have each.
    pub(super) having: Vec<u32>,
    /// The last article that was seen to have each, from 1.
    last: Vec<u32>,
}

impl Tally {
    /// Counts forms in the articles of some rows; `None` if cancelled.
    pub fn of<'a>(
        index: &WordIndex,
        forms: &Forms,
        rows: impl Iterator<Item = Row<'a>>,
        cancel: &Cancel,
    ) -> Option<Self> {
        let (mut tally, mut items) = (Self::empty(forms), Vec::new());
        for row in rows {
            if cancel.is_cancelled() {
                return None;
            }
            forms.read(index.words(&row), &mut items);
            tally.begin_article();
            items.iter().filter(|item| item.form > SENTENCE).for_each(|item| tally.add(item.form));
        }
        Some(tally)
    }

    pub(super) fn empty(forms: &Forms) -> Self {
        let [counts, having, last] = [(); 3].map(|()| forms.len());
        Self { counts: vec![0; counts], having: vec![0; having], last: vec![0; last], ..Self::default() }
    }

    pub(super) fn begin_article(&mut self) {
        self.articles += 1;
    }

    pub(super) fn add(&mut self, form: u32) {
        let form = form as usize;
        let (Some(count), Some(having), Some(last)) =
            (self.counts.get_mut(form), self.having.get_mut(form), self.last.get_mut(form))
        else {
            return;
        };
        self.words += 1;
        *count += 1;
        *having += u32::from(*last != self.articles);
        *last = self.articles;
    }
}

/// How often an archive has each word, by number; `None` if cancelled.
pub fn word_counts<'a>(
    index: &WordIndex,
    rows: impl Iterator<Item = Row<'a>>,
    cancel: &Cancel,
) -> Option<Vec<u32>> {
    let mut counts = vec![0_u32; index.len()];
    for row in rows {
        if cancel.is_cancelled() {
            return None;
        }
        for &word in index.words(&row) {
            if let Some(count) = counts.get_mut(word as usize) {
                *count = count.saturating_add(1);
            }
        }
    }
    Some(counts)
}

/// A word with its frequencies in some articles and in others.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedWord {
    /// The form, or several separated by spaces.
    pub word: String,
    /// Its occurrences in the first part.
    pub count: u64,
    /// The articles there that have it.
    pub articles: u32,
    /// Its occurrences in the rest.
    pub rest: u64,
    pub rest_articles: u32,
    /// The log-likelihood, signed by over-use; `None` where undefined.
    pub g2: Option<f64>,
    /// The binary logarithm of the ratio of relative frequencies; `None` where undefined.
    pub log_ratio: Option<f64>,
    /// Its frequency in a million words of the first part; `None` if that is empty.
    pub per_million: Option<f64>,
    /// How strongly it is tied to a node; only of neighbours.
    pub log_dice: Option<f64>,
}

impl ComparedWord {
    pub(super) fn of(word: String, found: TwoCounts, articles: u32, rest_articles: u32) -> Self {
        Self {
            word,
            count: found.here,
            articles,
            rest: found.rest,
            rest_articles,
            g2: found.g2(),
            log_ratio: found.log_ratio(),
            per_million: found.per_million(),
            log_dice: None,
        }
    }

    /// The order of a table: the highest G² first, undefined ones last; then by frequency, then by the word.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let g2 = |it: &Self| it.g2.unwrap_or(f64::NEG_INFINITY);
        g2(other).total_cmp(&g2(self)).then(other.count.cmp(&self.count)).then(self.word.cmp(&other.word))
    }
}

/// The words that are more, or less, frequent in some articles than in others, which must not be the same.
pub fn compared(
    forms: &Forms,
    here: &Tally,
    rest: &Tally,
    least: Least,
    all_forms: bool,
) -> Vec<ComparedWord> {
    let mut words = Vec::new();
    for form in SENTENCE + 1..forms.len() as u32 {
        let at = form as usize;
        let (Some(&count), Some(&articles), Some(&other), Some(&other_articles)) =
            (here.counts.get(at), here.having.get(at), rest.counts.get(at), rest.having.get(at))
        else {
            continue;
        };
        let found = TwoCounts { here: count, rest: other, size: here.words, rest_size: rest.words };
        let is_enough = match rest.words == 0 || found.is_over_used() {
            true => count >= least.count && articles >= least.articles,
            false => other >= least.count && other_articles >= least.articles,
        };
        if is_enough && count + other > 0 && forms.counts(form, all_forms) {
            words.push(ComparedWord::of(forms.name(form).to_owned(), found, articles, other_articles));
        }
    }
    words.sort_unstable_by(ComparedWord::order);
    words
}

/// Calls `take` with the forms of each sentence, or of each paragraph, of a text.
pub(super) fn each_passage(
    items: &[FormPlace],
    ends: impl Fn(u32) -> bool,
    mut take: impl FnMut(&[FormPlace]),
) {
    let is_mark = |item: &FormPlace| item.form <= SENTENCE;
    for passage in items.split(|item| is_mark(item) && ends(item.form)) {
        if !passage.is_empty() {
            take(passage);
        }
    }
}
