//! Near-duplicates: articles whose texts are the same but for a few words, so that each text can be counted
//! once.
//!
//! Two texts are the same if at least 0.6 of their sequences of five letters are in both. Being the same is
//! not passed on: a text belongs to an earlier one that it is the same as itself, never to one that it only
//! contains or that is like one that is like it.

mod letters;
mod minhash;

use crate::archive::{Cancel, Catalogue, Row};
pub(super) use letters::RepeatedLines;
use minhash::{LEAST_COMMON, NearTexts, Signature, common, distinct};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// A text is checked against at most this many candidates, so that time stays linear however many articles
/// follow one template.
const MOST_CHECKED: usize = 64;

/// For each article of a list, the first one with its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextFirsts(Vec<u32>);

impl TextFirsts {
    /// Finds articles with the same text among some files of a catalogue, one per article; `None` if
    /// cancelled. The first is the one published first, and within a day the one with the smallest id and
    /// path. Excerpts and articles without letters stand for themselves.
    pub fn of(catalogue: &Catalogue, files: &[u32], cancel: &Cancel) -> Option<Self> {
        let lines = RepeatedLines::of(files.iter().filter_map(|&file| catalogue.row(file)));
        let mut order: Vec<usize> = (0..files.len()).collect();
        order.sort_by_cached_key(|&at| Some(key(&catalogue.row(*files.get(at)?)?)));
        let mut firsts = files.to_vec();
        let mut known = KnownTexts::new(files.len());
        for at in order {
            if cancel.is_cancelled() {
                return None;
            }
            let Some(&file) = files.get(at) else { continue };
            if let Some(row) = catalogue.row(file).filter(|row| !row.is_excerpt()) {
                firsts[at] = known.first(catalogue, &lines, &row, file);
            }
        }
        Some(Self(firsts))
    }

    /// The first article with the same text as each of the list, in its order.
    pub fn files(&self) -> &[u32] {
        &self.0
    }
}

/// The text of an article, to be compared with some others one by one.
pub(super) struct ComparedText<'l> {
    lines: &'l RepeatedLines,
    distinct: Vec<u64>,
}

impl<'l> ComparedText<'l> {
    pub(super) fn of(row: &Row<'_>, lines: &'l RepeatedLines) -> Self {
        Self { lines, distinct: distinct(&lines.letters(row)) }
    }

    pub(super) fn is_text_of(&self, other: &Row<'_>) -> bool {
        common(&self.distinct, &distinct(&self.lines.letters(other))) >= LEAST_COMMON
    }
}

/// The order of articles of the same text.
fn key<'a>(row: &Row<'a>) -> impl Ord + use<'a> {
    let day = row.published().map(|published| published.date());
    (day.is_none(), day, row.id_or_key(), row.path(), row.entry())
}

/// The texts that were first, and how to find them.
struct KnownTexts {
    near: NearTexts,
    files: Vec<u32>,
    /// The files of texts by two hashes of all their letters.
    exact: FxHashMap<[u64; 2], u32>,
}

impl KnownTexts {
    fn new(room: usize) -> Self {
        Self { near: NearTexts::with_room(room), files: Vec::new(), exact: FxHashMap::default() }
    }

    /// The first file with the text of a row, which is the row's own if there is none before.
    fn first(&mut self, catalogue: &Catalogue, lines: &RepeatedLines, row: &Row<'_>, file: u32) -> u32 {
        let letters = lines.letters(row);
        if letters.is_empty() {
            return file;
        }
        let hashes = [0_u64, 1].map(|seed| {
            let mut hasher = FxHasher::default();
            seed.hash(&mut hasher);
            letters.hash(&mut hasher);
            hasher.finish()
        });
        if let Some(&first) = self.exact.get(&hashes) {
            return first;
        }
        let signature = Signature::of(&letters);
        let mut own: Option<Vec<u64>> = None;
        let same = self.near.candidates(&signature, MOST_CHECKED).into_iter().find_map(|text| {
            let first = *self.files.get(text as usize)?;
            let others = distinct(&lines.letters(&catalogue.row(first)?));
            let own = own.get_or_insert_with(|| distinct(&letters));
            (common(own, &others) >= LEAST_COMMON).then_some(first)
        });
        let first = same.unwrap_or_else(|| {
            self.near.push(&signature);
            self.files.push(file);
            file
        });
        self.exact.insert(hashes, first);
        first
    }
}
