//! The deck: sub-headlines above the story, which the crawl joined into one line without a full stop.
//!
//! This decides whether a line is a deck; where its lines start (`…사업 선정건대입구 일대…`) is decided by the model in
//! `lines`.

use super::captions::{SIGNS, SOURCES, SUBJECTS};
use super::letters::{closes, is_hangul};

/// The longest deck, in bytes.
const LONGEST: usize = 800;

/// The longest byline, in bytes.
const LONGEST_BYLINE: usize = 140;

/// How a line ends that is no deck, besides [captions](super::captions): with who wrote it or where it was
/// found.
const CREDIT_ENDS: [&str; 7] = ["기자", "특파원", "홈페이지", "인스타그램", "페이스북", "유튜브", "사진"];

/// Whether a line alone before the story is a deck: short, without a sentence, and not a caption.
pub(super) fn is_deck(line: &str) -> bool {
    let end = line.trim_end_matches(|c: char| closes(c) || matches!(c, '"' | '\'' | ' '));
    let sentence = end.ends_with(['.', '。', '．']) && !end.ends_with("..");
    let is_list = || line.matches(['▲', '△', '◇', '▷']).count() >= 2;
    line.len() < LONGEST
        && !sentence
        && !is_list()
        && !["다.", "요.", "죠.", "까."].iter().any(|stop| line.contains(stop))
        && (!line.starts_with(['▲', '△', '▶', '▷', '※', '◇', '<', '(', '#', '*'])
            || line.starts_with("(종합"))
        && !SOURCES.iter().chain(&SUBJECTS).chain(&CREDIT_ENDS).any(|word| line.ends_with(word))
        && !SIGNS.iter().chain(&["자료="]).any(|sign| line.contains(sign))
        && !line.ends_with([']', '>', ')'])
        && dateline(line) != Some(0)
}

/// The end of the byline with an address that a body begins with: `[홍길동 기자 hong@example.com]`.
pub(super) fn byline_end(body: &str) -> Option<usize> {
    let inside = body.strip_prefix('[')?;
    let (near, _) = inside.split_at(inside.floor_char_boundary(LONGEST_BYLINE));
    let (line, _) = near.split_once(']')?;
    let names = ["기자", "통신원", "특파원", "위원", "칼럼니스트", "PD"];
    (line.contains('@') && names.iter().any(|role| line.contains(role))).then_some(line.len() + 2)
}

/// Whether a text is a dateline and nothing else.
pub(super) fn is_dateline_alone(text: &str) -> bool {
    let inside = text.strip_prefix(['(', '[']).and_then(|text| text.strip_suffix([')', ']']));
    inside.is_some_and(is_dateline)
}

/// The position of a wire story's or paper's dateline within the first bytes of a line: `(서울=…)`, `[…=홍길동 기자]`.
///
/// A story starts with it, so any text before it is something else.
pub(super) fn dateline(line: &str) -> Option<usize> {
    let (head, _) = line.split_at(line.floor_char_boundary(LONGEST));
    let first = |sign: char| head.match_indices(sign).map(|(at, _)| at).find(|&at| is_dateline_at(head, at));
    first('[').into_iter().chain(first('(')).min()
}

fn is_dateline_at(head: &str, at: usize) -> bool {
    let (before, _) = head.split_at(at);
    if before.rfind('[') > before.rfind(']') {
        // The source of a caption in brackets.
        return false;
    }
    let inner = &head[at + 1..];
    let inner = &inner[..inner.floor_char_boundary(90)];
    inner.split_once([']', ')']).is_some_and(|(text, _)| is_dateline(text))
}

fn is_dateline(text: &str) -> bool {
    const NO_PLACE: [&str; 14] = [
        "사진",
        "출처",
        "자료",
        "제공",
        "그래픽",
        "촬영",
        "이미지",
        "캡처",
        "영상",
        "글",
        "단위",
        "DB",
        "기준",
        "그림",
    ];
    if let Some((place, source)) = text.split_once('=') {
        let is_place = place.chars().next().is_some_and(is_hangul) && place.chars().count() <= 12;
        return is_place && source.contains(is_hangul) && !NO_PLACE.iter().any(|word| place.contains(word));
    }
    if matches!(text, "서울경제" | "파이낸셜뉴스") {
        return true;
    }
    let reporter = text.strip_suffix("기자").or_else(|| text.strip_suffix("특파원"));
    reporter
        .is_some_and(|text| text.split([' ', 'ㅣ', '｜', '|']).filter(|word| !word.is_empty()).count() == 2)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn a_byline_with_an_address_stands_before_the_deck() {
        check(
            "[홍길동 기자 hong_12@example.com] 가람구 새 도서관\n\n비가 왔다.",
            &["X [홍길동 기자 hong_12@example.com]", "D 가람구 새 도서관", "T 비가 왔다."],
        );
    }

    #[test]
    fn a_list_is_no_deck() {
        check("과장 ▲ 홍길동 ▲ 임꺽정\n\n비가 왔다.", &["T 과장 ▲ 홍길동 ▲ 임꺽정", "T 비가 왔다."]);
    }
}
