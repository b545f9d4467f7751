//! Why articles are grouped: the words that most of them have and that few others of those days have.

use super::terms::{LEAD, end_of, words};
use super::told::texts;
use super::{Relation, Story};
use crate::archive::{Cancel, Catalogue, Row};
use jiff::ToSpan;
use rustc_hash::{FxHashMap, FxHashSet};

/// A word that articles of a story share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedTerm {
    /// The word without its particle, folded.
    pub word: String,
    /// How many of the story's articles have it in headline or lead.
    pub articles: usize,
}

/// The words to name.
const MOST: usize = 12;
/// A word must be in this share of the articles, and in two at least.
const LEAST_SHARE: f32 = 0.4;
/// A word tells something if at most this many articles of those days have it for each of the story's, or at
/// most this share of all.
const MOST_ELSEWHERE: usize = 5;
const RARE: f32 = 0.01;
/// How many days around the story's own others are counted.
const DAYS_AROUND: i64 = 2;

/// The words that hold a story together, those of most articles first, then the rarest; `None` if cancelled.
/// `files` are those that stories are made of.
pub fn why(catalogue: &Catalogue, files: &[u32], story: &Story, cancel: &Cancel) -> Option<Vec<SharedTerm>> {
    let members = story.articles.iter().filter(|article| article.relation != Relation::Mention);
    let members: Vec<Row<'_>> = members.filter_map(|article| catalogue.row(article.ordinal)).collect();
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for row in &members {
        words_of(row).into_iter().for_each(|word| *counts.entry(word).or_default() += 1);
    }
    let least = ((members.len() as f32 * LEAST_SHARE).ceil() as usize).max(2);
    counts.retain(|_, count| *count >= least);
    let days = members.iter().filter_map(|row| Some(row.published()?.date()));
    let (from, to) = (days.clone().min()?, days.max()?);
    let days = from.saturating_sub(DAYS_AROUND.days())..=to.saturating_add(DAYS_AROUND.days());
    let (mut all, mut with) = (0_usize, FxHashMap::<&str, usize>::default());
    for row in files.iter().filter_map(|&file| catalogue.row(file)) {
        if cancel.is_cancelled() {
            return None;
        }
        if row.published().is_some_and(|published| days.contains(&published.date())) {
            all += 1;
            for word in words_of(&row).into_iter().filter(|word| counts.contains_key(word)) {
                *with.entry(word).or_default() += 1;
            }
        }
    }
    let with = |word: &str| with.get(word).copied().unwrap_or_default();
    counts.retain(|word, count| {
        with(word) <= *count * MOST_ELSEWHERE || with(word) as f32 <= all as f32 * RARE
    });
    let mut terms: Vec<(&str, usize)> = counts.into_iter().collect();
    terms.sort_by_key(|&(word, count)| (std::cmp::Reverse(count), with(word), word));
    let named = terms.into_iter().take(MOST);
    Some(named.map(|(word, articles)| SharedTerm { word: word.to_owned(), articles }).collect())
}

/// The words of a row's headline and lead.
fn words_of<'a>(row: &Row<'a>) -> FxHashSet<&'a str> {
    let (title, body) = texts(row);
    words(title).chain(words(body.get(..end_of(body, LEAD)).unwrap_or_default())).collect()
}
