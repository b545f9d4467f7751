//! Splits a body into sentences, the units of comparison.

use crate::article::blocks;
use unicode_segmentation::UnicodeSegmentation;

/// A sentence of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ComparedSentence<'a> {
    /// Its text, without white space at either end.
    pub(super) text: &'a str,
    /// Whether it is the first of its paragraph.
    pub(super) begins_paragraph: bool,
}

/// The longest sentence, in bytes; text without a stop is cut.
const LONGEST: usize = 16 << 10;

/// The sentences of a body, in order.
pub(super) fn sentences(body: &str) -> Vec<ComparedSentence<'_>> {
    let mut found = Vec::new();
    for block in blocks(body) {
        let paragraph = body.get(block.range).unwrap_or_default();
        let texts = paragraph.split_sentence_bounds().flat_map(cut).map(str::trim);
        let texts = texts.filter(|text| !text.is_empty());
        found
            .extend(texts.enumerate().map(|(at, text)| ComparedSentence { text, begins_paragraph: at == 0 }));
    }
    found
}

/// Cuts a text into pieces of at most [`LONGEST`] bytes.
fn cut(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at_checked(rest.floor_char_boundary(LONGEST))?;
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_paragraphs_of_sentences() {
        let body = "비가 3.5㎜ 왔다. “춥다.” 그가 말했다.눈이 왔다.\n\n끝이다.";
        let found: Vec<_> =
            sentences(body).iter().map(|found| (found.text, found.begins_paragraph)).collect();
        let expected = [
            ("비가 3.5㎜ 왔다.", true),
            ("“춥다.”", false),
            ("그가 말했다.", false),
            ("눈이 왔다.", true),
            ("끝이다.", true),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_without_a_stop_is_cut() {
        let body = "가".repeat(LONGEST);
        let found = sentences(&body);
        assert_eq!(found.len(), 4);
        assert_eq!(found.iter().map(|found| found.text.len()).sum::<usize>(), body.len());
    }
}
