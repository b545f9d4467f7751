//! Words of a running text: runs of letters and digits. What they mean, and where they end, no dictionary says.

use crate::text::hangul::is_syllable;
use crate::text::particles::is_particle;
use std::borrow::Cow;

/// Calls `take` with each word of a folded text, and whether a sentence ends between it and the one before.
///
/// A word is a run of letters and digits; a point or comma between two digits belongs to it. Where only quotation
/// marks or brackets are closed between a word and a particle, the particle is part of the word: `'버스'를` is 버스를.
pub(super) fn each_word(folded: &str, mut take: impl FnMut(Cow<'_, str>, bool)) {
    let mut runs = runs(folded).peekable();
    let mut end = 0;
    while let Some((start, run)) = runs.next() {
        let gap = folded.get(end..start).unwrap_or_default();
        let ends_sentence = gap.contains(['.', '!', '?']);
        end = start + run.len();
        let behind = |next: &(usize, &str)| {
            let gap = folded.get(end..next.0).unwrap_or_default();
            is_closing(gap) && is_particle(next.1)
        };
        match runs.next_if(behind) {
            Some((start, particle)) => {
                end = start + particle.len();
                take(Cow::Owned(format!("{run}{particle}")), ends_sentence);
            }
            None => take(Cow::Borrowed(run), ends_sentence),
        }
    }
}

/// Whether a text is one or two signs that close something.
fn is_closing(gap: &str) -> bool {
    (1..=2).contains(&gap.chars().count())
        && gap.chars().all(|c| matches!(c, '\'' | '"' | ')' | ']' | '>' | '」' | '』' | '》' | '〉'))
}

/// The runs of a text, each with its start in bytes.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(is_letter)?;
        let rest = text.get(start..)?;
        let mut before = ' ';
        let mut letters = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((at, c)) = letters.next() {
            let is_inside = matches!(c, '.' | ',')
                && before.is_ascii_digit()
                && letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            if !is_letter(c) && !is_inside {
                end = at;
                break;
            }
            before = c;
        }
        at = start + end;
        Some((start, rest.get(..end)?))
    })
}

/// Whether a character is a letter or digit.
fn is_letter(c: char) -> bool {
    is_syllable(c) || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |word, ends| words.push(format!("{}{word}", if ends { "|" } else { "" })));
        words
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(
            words("버스가 3.5% 늘어 1,200대다. \"또 한 대\""),
            ["버스가", "3.5", "늘어", "1,200대다", "|또", "한", "대"]
        );
        assert_eq!(words("왔다.그는 갔나?응"), ["왔다", "|그는", "갔나", "|응"]);
        assert_eq!(words("한국·미국 10,000. 끝,"), ["한국", "미국", "10,000", "|끝"]);
        assert_eq!(words(" ... "), [""; 0]);
    }

    #[test]
    fn a_particle_behind_a_closed_quotation_belongs_to_the_word() {
        assert_eq!(
            words("'버스'를 (버스)에서 '버스' 를 '버스'다"),
            ["버스를", "버스에서", "버스", "를", "버스", "다"]
        );
    }
}
