//! How much of an article occurs verbatim in another, in passages of thirty or more letters and digits.

use super::terms::is_letter;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The shortest passage that counts as shared, in letters and digits.
pub(super) const SHORTEST: usize = 30;

/// The letters and digits of an article's text, without spaces, symbols and punctuation.
pub(super) struct PassageLetters(Vec<char>);

impl PassageLetters {
    /// Extracts the letters of a folded text, without e-mail addresses.
    pub(super) fn of(text: &str) -> Self {
        let words = text.split(' ').filter(|word| !word.contains('@'));
        Self(words.flat_map(str::chars).filter(|&letter| is_letter(letter)).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Where each run of thirty letters first occurs in an article, for comparing others with it.
pub(super) struct Passages<'a> {
    letters: &'a PassageLetters,
    starts: FxHashMap<u64, u32>,
}

impl<'a> Passages<'a> {
    pub(super) fn of(letters: &'a PassageLetters) -> Self {
        let mut starts = FxHashMap::default();
        for (at, hash) in windows(&letters.0) {
            starts.entry(hash).or_insert(at as u32);
        }
        Self { letters, starts }
    }

    /// The share of another article's letters in passages that also occur here: 0 to 1.
    pub(super) fn share_of(&self, other: &PassageLetters) -> f64 {
        let shared: usize = self.in_common_with(other).iter().map(ExactSizeIterator::len).sum();
        shared as f64 / other.len().max(1) as f64
    }

    /// The stretches of another article's letters that also occur here, in order and apart.
    pub(super) fn in_common_with(&self, other: &PassageLetters) -> Vec<Range<usize>> {
        let mut covered: Vec<Range<usize>> = Vec::new();
        for (at, _) in self.places_in(other) {
            match covered.last_mut().filter(|last| at <= last.end) {
                Some(last) => last.end = at + SHORTEST,
                None => covered.push(at..at + SHORTEST),
            }
        }
        covered
    }

    /// Each run of thirty letters of another article that occurs here, too: where it begins there, and where here.
    pub(super) fn places_in(&self, other: &PassageLetters) -> impl Iterator<Item = (usize, usize)> {
        windows(&other.0).filter_map(|(at, hash)| {
            let start = *self.starts.get(&hash)? as usize;
            let here = self.letters.0.get(start..start + SHORTEST);
            (here == other.0.get(at..at + SHORTEST)).then_some((at, start))
        })
    }
}

/// Each run of thirty letters, by its start, with a rolling hash.
fn windows(letters: &[char]) -> impl Iterator<Item = (usize, u64)> {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let leaving = (1..SHORTEST).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = 0_u64;
    letters.iter().enumerate().filter_map(move |(at, &letter)| {
        if let Some(&left) = at.checked_sub(SHORTEST).and_then(|left| letters.get(left)) {
            hash = hash.wrapping_sub(u64::from(u32::from(left)).wrapping_mul(leaving));
        }
        hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(u32::from(letter)));
        (at + 1).checked_sub(SHORTEST).map(|start| (start, hash))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(one: &str, other: &str) -> f64 {
        Passages::of(&PassageLetters::of(one)).share_of(&PassageLetters::of(other))
    }

    #[test]
    fn only_long_passages_are_shared() {
        let told = "느린 달팽이가 어제 열린 경주에서 두 시간 만에 결승선을 지나 처음으로 우승했다고 대회를 연 단체가 밝혔다";
        assert_eq!(share(told, told), 1.0);
        assert_eq!(share(told, "느린 달팽이가 어제 열린 경주에서 졌다"), 0.0);
        assert_eq!(share(told, ""), 0.0);
        assert_eq!(share("짧다", told), 0.0);
        let spaced = told.replace(' ', "").replace('고', "고, ");
        assert_eq!(share(told, &spaced), 1.0, "spaces and marks count for nothing");
        let half = format!(
            "{told} 그러나 다른 신문은 전혀 다르게 보았으며 심판을 맡은 두 사람의 말을 길게 옮겨 적었다고 한다 참말이다"
        );
        let half = share(told, &half);
        assert!(half > 0.45 && half < 0.55, "{half}");
    }
}
