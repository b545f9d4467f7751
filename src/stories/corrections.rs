//! What corrections and replies are about. They come weeks after the article that they correct, when nothing
//! else of its story does now, but they name its headline.

use super::terms::words;
use super::told::{Told, texts};
use crate::archive::Catalogue;
use crate::article::ArticleKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// A correction names an article if it has this share of the words of its headline, and this many at least.
const LEAST_SHARE: f32 = 0.75;
const LEAST_WORDS: usize = 3;

/// The corrections among some articles, by number, and the article of the same publisher whose headline each
/// names best; of several, the latest.
pub(super) fn subjects(catalogue: &Catalogue, told: &Told) -> Vec<(u32, u32)> {
    let is_correction = |number: &usize| told.kinds[*number] == ArticleKind::Correction;
    let corrections: Vec<usize> = (0..told.kinds.len()).filter(is_correction).collect();
    let mut naming: FxHashMap<String, FxHashMap<&str, Vec<usize>>> = FxHashMap::default();
    for (at, &correction) in corrections.iter().enumerate() {
        let Some(row) = catalogue.row(told.ordinals[correction]) else { continue };
        let (title, body) = texts(&row);
        let named: FxHashSet<&str> = words(title).chain(words(body)).collect();
        let naming = naming.entry(catalogue.folded_publisher(&row)).or_default();
        named.into_iter().for_each(|word| naming.entry(word).or_default().push(at));
    }
    if naming.is_empty() {
        return Vec::new();
    }
    let mut best: Vec<Option<(f32, u32)>> = vec![None; corrections.len()];
    for (number, &ordinal) in told.ordinals.iter().enumerate().filter(|(number, _)| !is_correction(number)) {
        let Some(row) = catalogue.row(ordinal).filter(|_| told.kinds[number].may_begin_story()) else {
            continue;
        };
        let Some(naming) = naming.get(&catalogue.folded_publisher(&row)) else { continue };
        let title: FxHashSet<&str> = words(texts(&row).0).collect();
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        let known = title.iter().filter_map(|word| naming.get(word));
        known.flatten().for_each(|&at| *shared.entry(at).or_default() += 1);
        for (at, shared) in shared {
            let share = shared as f32 / title.len() as f32;
            let is_named = shared >= LEAST_WORDS && share >= LEAST_SHARE && number < corrections[at];
            if is_named && best[at].is_none_or(|(most, _)| share >= most) {
                best[at] = Some((share, number as u32));
            }
        }
    }
    let found = corrections.into_iter().zip(best);
    found.filter_map(|(correction, best)| Some((correction as u32, best?.1))).collect()
}
