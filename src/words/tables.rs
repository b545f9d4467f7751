//! Words as others count them further: how often each article has each, and which occur together.

use super::counting::{Tally, each_passage};
use super::forms::{FormPlace, Forms};
use super::index::{PARAGRAPH, WordIndex};
use crate::archive::{Cancel, Row};
use rustc_hash::FxHashMap;

/// Within what words occur together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    #[default]
    Article,
    /// A paragraph; a title is one.
    Paragraph,
    Sentence,
}

impl Within {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Article, Self::Paragraph, Self::Sentence];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Paragraph => "paragraph",
            Self::Sentence => "sentence",
        }
    }
}

/// Two words, and in how many articles, paragraphs or sentences both occur.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordPair {
    /// The word that is first in order.
    pub source: String,
    /// The other.
    pub target: String,
    /// How many have both.
    pub weight: u32,
}

/// The words of an article with their occurrences, the most frequent first.
pub fn words_of(index: &WordIndex, forms: &Forms, row: &Row<'_>, all_forms: bool) -> Vec<(String, u32)> {
    let (mut items, mut counts) = (Vec::new(), FxHashMap::<u32, u32>::default());
    forms.read(index.words(row), &mut items);
    for item in items.iter().filter(|item| forms.counts(item.form, all_forms)) {
        *counts.entry(item.form).or_default() += 1;
    }
    let mut words: Vec<(String, u32)> =
        counts.into_iter().map(|(form, count)| (forms.name(form).to_owned(), count)).collect();
    words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words
}

/// The pairs of the `top` most frequent words of some articles, those that most often occur together first; `None`
/// if cancelled.
pub fn pairs<'a>(
    (index, forms): (&WordIndex, &Forms),
    rows: impl Iterator<Item = Row<'a>> + Clone,
    (within, top): (Within, usize),
    all_forms: bool,
    cancel: &Cancel,
) -> Option<Vec<WordPair>> {
    let tally = Tally::of(index, forms, rows.clone(), cancel)?;
    let mut most: Vec<u32> = (0..forms.len() as u32)
        .filter(|&form| {
            forms.counts(form, all_forms) && tally.counts.get(form as usize).is_some_and(|&it| it > 0)
        })
        .collect();
    let count = |form: u32| tally.counts.get(form as usize).copied().unwrap_or_default();
    most.sort_unstable_by(|&a, &b| count(b).cmp(&count(a)).then_with(|| forms.name(a).cmp(forms.name(b))));
    most.truncate(top);
    most.sort_unstable_by(|&a, &b| forms.name(a).cmp(forms.name(b)));
    let nodes: FxHashMap<u32, u32> = most.iter().copied().zip(0..).collect();
    let (mut weights, mut items) = (FxHashMap::<(u32, u32), u32>::default(), Vec::new());
    let mut join = |passage: &[FormPlace]| {
        let mut own: Vec<u32> = passage.iter().filter_map(|item| nodes.get(&item.form).copied()).collect();
        own.sort_unstable();
        own.dedup();
        for (at, &source) in own.iter().enumerate() {
            for &target in own.iter().skip(at + 1) {
                *weights.entry((source, target)).or_default() += 1;
            }
        }
    };
    for row in rows {
        if cancel.is_cancelled() {
            return None;
        }
        forms.read(index.words(&row), &mut items);
        match within {
            Within::Article => join(&items),
            Within::Paragraph => each_passage(&items, |mark| mark == PARAGRAPH, &mut join),
            Within::Sentence => each_passage(&items, |_| true, &mut join),
        }
    }
    let mut edges: Vec<((u32, u32), u32)> = weights.into_iter().collect();
    edges.sort_unstable_by_key(|&(nodes, weight)| (std::cmp::Reverse(weight), nodes));
    let name =
        |node: u32| most.get(node as usize).map_or_else(String::new, |&form| forms.name(form).to_owned());
    let pair = |((source, target), weight)| WordPair { source: name(source), target: name(target), weight };
    Some(edges.into_iter().map(pair).collect())
}
