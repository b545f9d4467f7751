//! Neighbours: which words stand near what a query looks for, more often than anywhere else.

use super::counting::{ComparedWord, Least, Tally};
use super::forms::{FormPlace, Forms};
use super::index::{PARAGRAPH, SENTENCE, WordIndex};
use super::measures::{TwoCounts, log_dice};
use crate::archive::{Cancel, Row};
use crate::search::{HitPlace, Matcher};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many words on either side of a node are its neighbours.
pub const NEAR: usize = 5;

/// The neighbours of what a query looks for.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    /// The words, as a table is ordered.
    pub words: Vec<ComparedWord>,
    /// How many nodes there are.
    pub nodes: u64,
    /// How many articles have one.
    pub articles: u32,
}

/// Finds the neighbours of a query's terms. A node is a word in which a term is found, or the words that one spans;
/// signs between words don't matter. The words up to [`NEAR`] before and after it in its paragraph are near; those
/// near several nodes count once, and nodes themselves don't. What is near is compared with all other words of the
/// archive, `all`, as 10 words to a node. `None` if cancelled.
pub fn neighbours<'a>(
    (index, forms, all): (&WordIndex, &Forms, &Tally),
    matcher: &Matcher,
    found: impl Iterator<Item = Row<'a>>,
    (least, all_forms): (Least, bool),
    cancel: &Cancel,
) -> Option<Neighbours> {
    let mut near = Near { tally: Tally::empty(forms), elsewhere: all.having.clone(), nodes: 0 };
    let mut items = Vec::new();
    for row in found {
        if cancel.is_cancelled() {
            return None;
        }
        let words = index.words(&row);
        forms.read(words, &mut items);
        near.add(index, matcher, words, &items);
    }
    let size = 2 * NEAR as u64 * near.nodes;
    let rest_size = all.words.saturating_sub(size);
    let mut words = Vec::new();
    for form in SENTENCE + 1..forms.len() as u32 {
        let at = form as usize;
        let (Some(&count), Some(&articles)) = (near.tally.counts.get(at), near.tally.having.get(at)) else {
            continue;
        };
        if count == 0 || count < least.count || articles < least.articles || !forms.counts(form, all_forms) {
            continue;
        }
        let total = all.counts.get(at).copied().unwrap_or_default();
        let elsewhere = near.elsewhere.get(at).copied().unwrap_or_default();
        let found = TwoCounts { here: count, rest: total.saturating_sub(count), size, rest_size };
        words.push(ComparedWord {
            log_dice: log_dice(count, near.nodes, total),
            ..ComparedWord::of(forms.name(form).to_owned(), found, articles, elsewhere)
        });
    }
    words.sort_unstable_by(ComparedWord::order);
    Some(Neighbours { words, nodes: near.nodes, articles: near.tally.articles })
}

/// What was found near nodes so far.
struct Near {
    tally: Tally,
    /// By form, how many articles have it where it isn't near a node.
    elsewhere: Vec<u32>,
    nodes: u64,
}

impl Near {
    /// Adds an article.
    fn add(&mut self, index: &WordIndex, matcher: &Matcher, words: &[u32], items: &[FormPlace]) {
        let mut close = Vec::new();
        let mut rest = words;
        let mut place = HitPlace::Title;
        for paragraph in items.split(|item| item.form == PARAGRAPH) {
            let len: usize = paragraph.iter().map(|item| item.words as usize).sum();
            let (own, others) = rest.split_at_checked(len).unwrap_or((rest, &[]));
            rest = others.get(1..).unwrap_or_default();
            let items: Vec<FormPlace> =
                paragraph.iter().filter(|item| item.form != SENTENCE).copied().collect();
            let nodes = nodes(index, matcher, own, &items, place);
            place = HitPlace::Body;
            self.nodes += nodes.len() as u64;
            close.extend(near_words(&nodes, items.len()).filter_map(|at| Some(items.get(at)?.form)));
            if !nodes.is_empty() && close.is_empty() {
                // A node without neighbours is in an article all the same.
                close.push(PARAGRAPH);
            }
        }
        if close.is_empty() {
            return;
        }
        self.tally.begin_article();
        let mut counts: FxHashMap<u32, i64> = FxHashMap::default();
        for form in close.into_iter().filter(|&form| form > SENTENCE) {
            self.tally.add(form);
            *counts.entry(form).or_default() += 1;
        }
        for item in items {
            if let Some(count) = counts.get_mut(&item.form) {
                *count -= 1;
            }
        }
        for (form, left) in counts {
            if left == 0
                && let Some(elsewhere) = self.elsewhere.get_mut(form as usize)
            {
                *elsewhere = elsewhere.saturating_sub(1);
            }
        }
    }
}

/// The nodes in a paragraph, as ranges of its items.
fn nodes(
    index: &WordIndex,
    matcher: &Matcher,
    words: &[u32],
    items: &[FormPlace],
    place: HitPlace,
) -> Vec<Range<usize>> {
    let mut text = String::new();
    // Where each item ends in the text.
    let mut ends = Vec::with_capacity(items.len());
    let mut words = words.iter().filter(|&&word| word != SENTENCE);
    for item in items {
        for &word in words.by_ref().take(item.words as usize) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(index.name(word));
        }
        ends.push(text.len());
    }
    let mut nodes: Vec<Range<usize>> = Vec::new();
    for hit in matcher.places(&text, place) {
        let start = ends.partition_point(|&end| end <= hit.start);
        let end = ends.partition_point(|&end| end < hit.end) + 1;
        match nodes.last_mut() {
            Some(last) if start < last.end => last.end = last.end.max(end),
            _ => nodes.push(start..end),
        }
    }
    nodes
}

/// The items near nodes, each once.
fn near_words(nodes: &[Range<usize>], len: usize) -> impl Iterator<Item = usize> {
    let mut near: BTreeSet<usize> = BTreeSet::new();
    for node in nodes {
        near.extend(node.start.saturating_sub(NEAR)..node.start);
        near.extend(node.end..(node.end + NEAR).min(len));
    }
    let own: FxHashSet<usize> = nodes.iter().cloned().flatten().collect();
    near.into_iter().filter(move |at| !own.contains(at))
}
