//! Captions: text under a picture that the crawl left out, including the picture's source.

use super::letters::{closes, is_hangul};
use super::{Block, BlockKind};

/// The longest caption, in bytes.
const LONGEST: usize = 600;

/// The longest caption to look for before a sentence glued to it, in bytes.
const LONGEST_GLUED: usize = 400;

/// The longest credit in brackets, in bytes.
const LONGEST_CREDIT: usize = 90;

/// How captions end that name the picture's source.
pub(super) const SOURCES: [&str; 13] = [
    "제공",
    "연합뉴스",
    "뉴스1",
    "뉴시스",
    "로이터",
    "AP",
    "AFP",
    "EPA",
    "DB",
    "갈무리",
    "캡처",
    "캡쳐",
    "자료사진",
];

/// How captions end that say what the picture shows.
pub(super) const SUBJECTS: [&str; 3] = ["모습", "전경", "조감도"];

/// Signs that only captions have.
pub(super) const SIGNS: [&str; 11] =
    ["사진=", "사진 =", "[사진", "(사진", "/사진", "사진/", "사진 |", "사진|", "사진제공", "ⓒ", "©"];

/// Separates captions: those before the first sentence, and those that the crawl glued to the text after them.
pub(super) fn set_apart(body: &str, blocks: &mut Vec<Block>) {
    let alone = blocks.len() == 1;
    let mut before_story = true;
    for Block { kind, range } in std::mem::take(blocks) {
        if kind != BlockKind::Text {
            blocks.push(Block { kind, range });
            continue;
        }
        let text = &body[range.clone()];
        if before_story && !alone && is_caption(text) {
            blocks.push(Block { kind: BlockKind::Caption, range });
            continue;
        }
        before_story &= !has_sentence(text);
        let credit = leading_credit(text);
        if credit.is_some()
            && let Some(last) = blocks.last_mut().filter(|last| last.kind == BlockKind::Text)
            && tells_picture(&body[last.range.clone()])
        {
            last.kind = BlockKind::Caption;
        }
        let start = range.start + credit.or_else(|| glued_caption(text)).unwrap_or(0);
        if start > range.start {
            blocks.push(Block { kind: BlockKind::Caption, range: range.start..start });
        }
        if start < range.end {
            blocks.push(Block { kind, range: start..range.end });
        }
    }
}

/// The end of a picture's credit that a text begins with: `(사진=나래극장)내년 1월 문 연다`. What stands before it is the
/// caption.
fn leading_credit(text: &str) -> Option<usize> {
    let (head, _) = text.split_at(text.floor_char_boundary(LONGEST_CREDIT));
    let close = head.find([')', ']']).filter(|_| head.starts_with(['(', '[']))? + 1;
    let is_credit = SIGNS.iter().any(|sign| head.get(..close).is_some_and(|credit| credit.contains(sign)));
    is_credit.then_some(close)
}

/// Whether a text is a single sentence that tells what a picture shows. Most others before a credit belong to
/// the story.
fn tells_picture(text: &str) -> bool {
    text.len() <= LONGEST_GLUED
        && text.matches("다.").count() == 1
        && ["고 있다.", "모습이다."].iter().any(|end| text.ends_with(end))
}

fn has_sentence(text: &str) -> bool {
    ["다.", "요.", "죠.", "까?"].iter().any(|end| text.contains(end))
}

fn is_caption(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| closes(c) || c == '.' || c == ' ');
    text.len() <= LONGEST
        && (SOURCES.iter().chain(&SUBJECTS).any(|word| end.ends_with(word))
            || SIGNS.iter().any(|sign| text.contains(sign)))
        && !["다.", "다.\"", "다.”"].iter().any(|stop| text.ends_with(stop))
        && !text.contains("기자 =")
}

/// The end of a caption that a sentence is glued to: after a credit in brackets, before any sentence.
fn glued_caption(text: &str) -> Option<usize> {
    let (head, _) = text.split_at(text.floor_char_boundary(LONGEST_GLUED));
    let close = head.find([')', ']'])?;
    let (before, rest) = text.split_at(close + 1);
    let open = before.rfind(['(', '['])?;
    let credit = &before[open..close];
    let is_credit = SIGNS.iter().any(|sign| credit.contains(sign))
        || SOURCES.iter().any(|word| credit.ends_with(word)) && !credit.contains('=');
    let goes_on =
        rest.chars().next().is_some_and(|c| is_hangul(c) || c.is_ascii_digit() || "“‘\"'".contains(c));
    let long = rest.len() > 60 && open > 0;
    (is_credit && goes_on && long && !has_sentence(before)).then_some(close + 1)
}
