//! Captions: text under a picture that the crawl left out, including the picture's source.

use super::credits::{self, Credits, ends_with_credit, names_giver};
use super::deck::is_dateline_alone;
use super::letters::closes;
use super::{Block, BlockKind};

/// The longest caption, in bytes.
const LONGEST: usize = 600;

/// The longest sentence that tells what a picture shows, in bytes.
const LONGEST_SENTENCE: usize = 400;

/// The longest caption without a sentence that text is glued to, in bytes: with a credit in brackets, and with
/// any other.
const LONGEST_BRACKETED: usize = 300;
const LONGEST_SUBJECT: usize = 180;

const MOST_SENTENCES: usize = 3;

/// The most captions that one paragraph is glued to.
const MOST_GLUED: usize = 8;

/// The longest text after a sign that only captions have, in bytes.
const LONGEST_SIGNED: usize = 400;

/// How captions end that name the picture's source, besides who [gave it](credits::names_giver).
pub(super) const SOURCES: [&str; 12] =
    ["연합뉴스", "뉴스1", "뉴시스", "로이터", "AP", "AFP", "EPA", "DB", "갈무리", "캡처", "캡쳐", "자료사진"];

/// How captions end that say what the picture shows.
pub(super) const SUBJECTS: [&str; 4] = ["모습", "전경", "조감도", "장면"];

/// Signs that only captions have.
pub(super) const SIGNS: [&str; 12] = [
    "사진=",
    "사진 =",
    "[사진",
    "(사진",
    "/사진",
    "사진/",
    "사진 |",
    "사진|",
    "사진ㅣ",
    "사진제공",
    "ⓒ",
    "©",
];

/// What only a notice of a death says, which starts with the same sign as a caption.
const OBITUARIES: [&str; 4] = ["별세", "모친상", "부친상", "발인"];

/// Separates captions: those before the first sentence, those that a credit ends, and those that the crawl glued to
/// the text after them.
pub(super) fn set_apart(body: &str, blocks: &mut Vec<Block>) {
    let alone = blocks.len() == 1;
    let credits = Credits::of(body);
    let mut before_story = true;
    let last = blocks.iter().rposition(|block| block.kind == BlockKind::Text);
    for (index, Block { kind, range }) in std::mem::take(blocks).into_iter().enumerate() {
        if kind != BlockKind::Text {
            blocks.push(Block { kind, range });
            continue;
        }
        let mut start = range.start;
        for _ in 0..MOST_GLUED {
            let text = &body[start..range.end];
            let Some(end) = glued_caption(text, &credits) else { break };
            push(body, start..start + end, blocks);
            start += end + text[end..].len() - text[end..].trim_start().len();
        }
        let text = &body[start..range.end];
        let is_last = last == Some(index);
        let by_end = || is_caption_with_credit(text) || index == 0 && is_signed(text);
        let is_caption = !alone && (before_story && is_caption(text) || !is_last && by_end());
        before_story = before_story && (is_caption || !has_sentence(text));
        if is_caption {
            push(body, start..range.end, blocks);
        } else if !text.is_empty() {
            blocks.push(Block { kind, range: start..range.end });
        }
    }
}

/// Adds a caption. A credit alone belongs to the caption before it.
fn push(body: &str, range: std::ops::Range<usize>, blocks: &mut Vec<Block>) {
    let text = &body[range.clone()];
    let is_credit =
        text.starts_with(['ⓒ', '©']) || text.starts_with(['(', '[']) && text.len() <= credits::LONGEST;
    if let Some(last) = blocks.last_mut().filter(|_| is_credit) {
        let before = &body[last.range.clone()];
        let is_caption = last.kind == BlockKind::Caption || before.starts_with('▲') || tells_picture(before);
        if is_caption && matches!(last.kind, BlockKind::Text | BlockKind::Caption) {
            last.kind = BlockKind::Caption;
            if text.starts_with(['ⓒ', '©']) && !body[last.range.end..range.start].contains('\n') {
                last.range.end = range.end;
                return;
            }
        }
    }
    blocks.push(Block { kind: BlockKind::Caption, range });
}

/// Whether a text is a single sentence that tells what a picture shows. Most others before a credit belong to the
/// story.
fn tells_picture(text: &str) -> bool {
    text.len() <= LONGEST_SENTENCE && !text.starts_with('-') && sentences(text) == 1 && shows(text)
}

/// Whether a text ends with a sentence as under a picture.
fn shows(text: &str) -> bool {
    ["고 있다.", "어 있다.", "모습이다.", "모습.", "전경.", "장면."].iter().any(|end| text.ends_with(end))
}

/// How many sentences a text has.
fn sentences(text: &str) -> usize {
    ["다.", "요.", "죠."].iter().map(|end| text.matches(end).count()).sum()
}

fn has_sentence(text: &str) -> bool {
    ["다.", "요.", "죠.", "까?"].iter().any(|end| text.contains(end))
}

/// Whether a text before the story is a caption, by its end or by what it holds.
pub(super) fn is_caption(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| closes(c) || c == '.' || c == ' ');
    text.len() <= LONGEST
        && (SOURCES.iter().chain(&SUBJECTS).any(|word| end.ends_with(word))
            || names_giver(end)
            || SIGNS.iter().any(|sign| text.contains(sign)))
        && !["다.", "다.\"", "다.”"].iter().any(|stop| text.ends_with(stop))
        && !text.contains("기자 =")
        && !is_dateline_alone(&text[text.rfind(['(', '[']).unwrap_or(0)..])
}

/// Whether a text anywhere in the story is a caption, by the credit that it ends with.
pub(super) fn is_caption_with_credit(text: &str) -> bool {
    let Some(before) = ends_with_credit(text) else { return false };
    let before = before.trim_end();
    let few = match sentences(before) {
        0 => true,
        1 => before.ends_with("다.") || shows(before),
        2..=MOST_SENTENCES => shows(before) || before.contains("사진은 "),
        _ => false,
    };
    text.len() <= LONGEST && few && !text.contains("기자 =") && !is_dateline_alone(text)
}

/// Whether a text at the very beginning is a caption by its sign.
fn is_signed(text: &str) -> bool {
    text.strip_prefix('▲').filter(|rest| rest.starts_with(char::is_whitespace)).is_some_and(|rest| {
        rest.len() <= LONGEST_SIGNED
            && sentences(rest) <= 1
            && !rest.contains('▲')
            && !OBITUARIES.iter().any(|word| rest.contains(word))
    })
}

/// The end of a caption that a sentence is glued to, in bytes: of a credit after at most a few sentences.
fn glued_caption(text: &str, credits: &Credits) -> Option<usize> {
    let end = credits.glued_end(text)?;
    let before = &text[..end];
    let count = sentences(before);
    let most = match before.chars().next_back() {
        _ if count > 0 => LONGEST,
        Some(last) if closes(last) => LONGEST_BRACKETED,
        _ => LONGEST_SUBJECT,
    };
    (before.len() <= most && count <= MOST_SENTENCES && !before.contains("기자 =")).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn captions_stand_anywhere_if_a_credit_ends_them() {
        check(
            "나래시가 도서관을 연다.\n\n홍길동 나래시장 [연합]\n\n홍길동은 웃었다.\n\n새 책장. 나래시 제공\n\n끝이다.",
            &[
                "T 나래시가 도서관을 연다.",
                "C 홍길동 나래시장 [연합]",
                "T 홍길동은 웃었다.",
                "C 새 책장. 나래시 제공",
                "T 끝이다.",
            ],
        );
    }

    #[test]
    fn a_caption_with_a_sign_stands_at_the_beginning() {
        check(
            "▲ 나래시 도서관\n\n나래시가 도서관을 연다.",
            &["C ▲ 나래시 도서관", "T 나래시가 도서관을 연다."],
        );
        check(
            "▲\u{a0}나래시 도서관\n\n나래시가 도서관을 연다.",
            &["C ▲\u{a0}나래시 도서관", "T 나래시가 도서관을 연다."],
        );
        check(
            "▲ 홍길동씨 별세, 발인 3일\n\n(가람=나래통신)",
            &["T ▲ 홍길동씨 별세, 발인 3일", "X (가람=나래통신)"],
        );
    }
}
