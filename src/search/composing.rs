//! A term whose last syllable is not finished, compared by keystrokes: 한구 and 한국, 반돛 and 반도체.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::text::hangul::{Keystrokes, compose};

/// The keystrokes of a term, prepared to be found at the beginnings of others.
#[derive(Debug, Clone)]
pub(super) struct ComposingTerm {
    keys: Vec<char>,
    /// Text that is certain to stand where the term matches, unless there are letters standing alone.
    certain: Finder<'static>,
}

impl ComposingTerm {
    pub(super) fn new(folded: &str) -> Self {
        let keys: Vec<char> = folded.chars().flat_map(|c| Keystrokes::of(c).as_slice().to_vec()).collect();
        // What follows can change only the last character: it may take its last consonant, or add to it.
        let mut certain = compose(keys.iter().copied());
        certain.pop();
        Self { keys, certain: Finder::new(certain.as_bytes()).into_owned() }
    }

    /// What to look for in texts without letters standing alone; nothing where any character may begin a match.
    pub(super) fn certain(&self) -> Option<&Finder<'static>> {
        (!self.certain.needle().is_empty()).then_some(&self.certain)
    }

    /// The first place from `from` on whose keystrokes begin with the term's, in bytes, as whole characters.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let starts = text[from..].char_indices().map(|(offset, _)| from + offset);
        starts.into_iter().find_map(|start| self.match_at(text, start).map(|end| start..end))
    }

    /// Where the term ends if it begins at `start`.
    pub(super) fn match_at(&self, text: &str, start: usize) -> Option<usize> {
        let mut wanted = self.keys.as_slice();
        for (offset, c) in text[start..].char_indices() {
            let strokes = Keystrokes::of(c);
            let keys = strokes.as_slice();
            if keys.len() >= wanted.len() {
                return keys.starts_with(wanted).then(|| start + offset + c.len_utf8());
            }
            wanted = wanted.strip_prefix(keys)?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_match_the_beginnings_of_what_they_may_become() {
        let check = |term: &str, text: &str, expected: Option<&str>| {
            let found = ComposingTerm::new(term).find(text, 0);
            assert_eq!(found.map(|found| &text[found]), expected, "{term} in {text}");
        };
        check("한구", "대한국민", Some("한국"));
        check("반돛", "차량용반도체를", Some("반도체"));
        check("한ㄱ", "한국", Some("한국"));
        check("한ㄱ", "한구", Some("한구"));
        check("하", "학교 환율", Some("학"));
        check("호", "환율", Some("환"));
        check("안ㅈ", "앉다", Some("앉"));
        check("국", "대한구", None);
        check("ㅎㅏㄴ", "한국", Some("한"));
        check("ai반", "ai바나나", Some("ai바나"));
        check("낙", "한국", None);
    }

    proptest::proptest! {
        #[test]
        fn what_is_certain_is(text in "[가-힣a ]{1,8}", cut in 1usize..24) {
            let keys: Vec<char> = text.chars().flat_map(|c| Keystrokes::of(c).as_slice().to_vec()).collect();
            let term: String = keys.iter().take(cut).collect();
            let term = ComposingTerm::new(&term);
            proptest::prop_assert!(term.match_at(&text, 0).is_some());
            proptest::prop_assert!(text.as_bytes().starts_with(term.certain.needle()));
        }
    }
}
