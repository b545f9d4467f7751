//! Compares two versions of an article: the headline word by word, the body sentence by sentence, and rewritten
//! sentences word by word and within words.

mod pairs;
mod sentences;
mod words;

use super::Article;
use pairs::Pair;
use sentences::{ComparedSentence, sentences};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::time::Instant;

/// The differences between two versions of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The headline of both; empty if unchanged.
    pub title: Vec<Piece>,
    /// The body of both, in order.
    pub body: Vec<Passage>,
    /// Whether the bodies are identical to the byte; otherwise they may still differ only in white space.
    pub same_body: bool,
    /// Whether there was time for everything; if not, differences are reported in larger pieces than necessary.
    pub finished: bool,
}

/// A sentence of one version or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// How it changed.
    pub change: Change,
    pub begins_paragraph: bool,
    /// Its text.
    pub pieces: Vec<Piece>,
}

/// How a sentence changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is the same in both versions.
    Kept,
    /// Only the newer version has it.
    Added,
    /// Only the older version has it.
    Removed,
    /// It is worded differently in the newer version.
    Rewritten,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which version has it.
    pub side: Side,
    pub text: String,
}

/// Which of two versions has a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Both,
    /// The older one.
    Old,
    /// The newer one.
    New,
}

/// Compares two versions of an article. Whatever isn't done by `until` is reported in larger pieces.
pub fn compare(old: &Article, new: &Article, until: Instant) -> Comparison {
    let title =
        if old.title == new.title { Vec::new() } else { words::pieces(&old.title, &new.title, until) };
    let (old_sentences, new_sentences) = (sentences(old.text()), sentences(new.text()));
    let (old_texts, new_texts) = (texts(&old_sentences), texts(&new_sentences));
    let mut body = Vec::new();
    for op in capture_diff_slices_deadline(Algorithm::Histogram, &old_texts, &new_texts, Some(until)) {
        let is_same = matches!(op, DiffOp::Equal { .. });
        let old = old_sentences.get(op.old_range()).unwrap_or_default();
        let new = new_sentences.get(op.new_range()).unwrap_or_default();
        if is_same {
            body.extend(new.iter().map(|sentence| whole(Change::Kept, Side::Both, sentence)));
        } else {
            body.extend(pairs::align(old, new, until).into_iter().map(|pair| match pair {
                Pair::Old(sentence) => whole(Change::Removed, Side::Old, sentence),
                Pair::New(sentence) => whole(Change::Added, Side::New, sentence),
                Pair::Both(old, new) => Passage {
                    change: Change::Rewritten,
                    begins_paragraph: new.begins_paragraph,
                    pieces: words::pieces(old.text, new.text, until),
                },
            }));
        }
    }
    Comparison { title, body, same_body: old.body == new.body, finished: Instant::now() < until }
}

fn texts<'a>(sentences: &[ComparedSentence<'a>]) -> Vec<&'a str> {
    sentences.iter().map(|sentence| sentence.text).collect()
}

fn whole(change: Change, side: Side, sentence: &ComparedSentence<'_>) -> Passage {
    let pieces = vec![Piece { side, text: sentence.text.to_owned() }];
    Passage { change, begins_paragraph: sentence.begins_paragraph, pieces }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn article(title: &str, body: &str) -> Article {
        Article { title: title.to_owned(), body: body.to_owned(), ..Article::default() }
    }

    fn compared(old: &str, new: &str) -> Comparison {
        compare(&article("제목", old), &article("제목", new), Instant::now() + Duration::from_secs(60))
    }

    /// Formats pieces: `[-…-]` is only in the older version, `{+…+}` only in the newer.
    fn written(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| match piece.side {
            Side::Both => piece.text.clone(),
            Side::Old => format!("[-{}-]", piece.text),
            Side::New => format!("{{+{}+}}", piece.text),
        };
        pieces.iter().map(piece).collect()
    }

    #[track_caller]
    fn check(old: &str, new: &str, expected: &[(Change, &str)]) {
        let body = compared(old, new).body;
        let found: Vec<_> = body.iter().map(|passage| (passage.change, written(&passage.pieces))).collect();
        let expected: Vec<_> = expected.iter().map(|&(change, text)| (change, text.to_owned())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_are_kept_added_removed_and_rewritten() {
        check(
            "비가 왔다. 승객 340여 명이 한 시간 넘게 열차 안에 갇혔다. 흔히 있는 일이라고 했다.",
            "비가 왔다. 승객 218명이 한 시간 18분 동안 열차 안에 갇혔다. 운임을 돌려준다.",
            &[
                (Change::Kept, "비가 왔다."),
                (
                    Change::Rewritten,
                    "승객 [-340여 -]{+218+}명이 한 시간 [-넘게-]{+18분 동안+} 열차 안에 갇혔다.",
                ),
                (Change::Removed, "[-흔히 있는 일이라고 했다.-]"),
                (Change::Added, "{+운임을 돌려준다.+}"),
            ],
        );
    }

    #[test]
    fn a_changed_particle_is_told_within_its_word_and_a_number_as_a_whole() {
        check(
            "승객이 역에서 기다렸다.",
            "승객은 역에서 기다렸다.",
            &[(Change::Rewritten, "승객[-이-]{+은+} 역에서 기다렸다.")],
        );
        check(
            "모두 1,340명이 왔다고 한다.",
            "모두 1,310명이 왔다고 한다.",
            &[(Change::Rewritten, "모두 [-1,340-]{+1,310+}명이 왔다고 한다.")],
        );
        check(
            "운영단은 승객에게 사과했다.",
            "운영단은 승객에게 사과하면서도 아쉽다고 했다.",
            &[(Change::Rewritten, "운영단은 승객에게 사과{+하면서도 아쉽다고 +}했다.")],
        );
    }

    #[test]
    fn both_versions_can_be_put_together_again() {
        let (old, new) =
            ("가나다 라마바. 사아자 차카, 타파하.\n\n끝.", "가나다 바마라! 자아사 차카 타파. 끝.\n\n또.");
        let body = compared(old, new).body;
        let side = |without: Side| -> String {
            let pieces = body.iter().flat_map(|passage| &passage.pieces);
            pieces
                .filter(|piece| piece.side != without)
                .map(|piece| piece.text.replace(char::is_whitespace, ""))
                .collect()
        };
        assert_eq!(side(Side::New), old.replace(char::is_whitespace, ""));
        assert_eq!(side(Side::Old), new.replace(char::is_whitespace, ""));
    }

    #[test]
    fn white_space_alone_is_no_sentence() {
        let comparison = compared("하나다. 둘이다.", "하나다.\n\n둘이다.");
        assert!(!comparison.body.is_empty());
        assert!(comparison.body.iter().all(|passage| passage.change == Change::Kept));
        assert!(!comparison.same_body);
    }

    #[test]
    fn without_time_the_whole_is_told_in_large_pieces() {
        let old: String = (0..2000).map(|number| format!("문장 {number}이 있다. ")).collect();
        let new: String = (0..2000).map(|number| format!("{number}째 문장이다. ")).collect();
        let comparison = compare(&article("", &old), &article("", &new), Instant::now());
        assert!(!comparison.finished);
        let removed = comparison.body.iter().filter(|passage| passage.change == Change::Removed).count();
        assert_eq!((removed, comparison.body.len()), (2000, 4000));
    }
}
