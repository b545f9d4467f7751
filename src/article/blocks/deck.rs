//! The deck: sub-headlines above the story, which the crawl joined into one line without a full stop.
//!
//! This decides whether a line is a deck; where its lines start (`…사업 선정건대입구 일대…`) is decided by the model in
//! `lines`.

use std::ops::Range;

use super::captions::{SIGNS, SOURCES, SUBJECTS};
use super::credits::names_giver;
use super::letters::{closes, hangul_word, is_hangul};
use super::marks::is_label;
use crate::text::particles::particles_after;

/// The longest deck, in bytes.
const LONGEST: usize = 800;

/// The longest byline, in bytes.
const LONGEST_BYLINE: usize = 140;

/// The longest caption before a dateline, in bytes.
const LONGEST_CAPTION: usize = 300;

/// The longest date in English without its year, in bytes.
const LONGEST_DATE: usize = 10;

/// How decks begin that say which version of the story this is.
const VERSIONS: [&str; 4] = ["(종합", "(LEAD)", "(2nd LD)", "(3rd LD)"];

/// How a line ends that is no deck, besides [captions](super::captions): with who wrote it or where it was
/// found.
const CREDIT_ENDS: [&str; 7] = ["기자", "특파원", "홈페이지", "인스타그램", "페이스북", "유튜브", "사진"];

/// Whether a line alone before the story is a deck: short, without a sentence, and not a caption.
pub(super) fn is_deck(line: &str) -> bool {
    let end = line.trim_end_matches(|c: char| closes(c) || matches!(c, '"' | '\'' | ' '));
    let sentence = end.ends_with(['.', '。', '．']) && !end.ends_with("..");
    let is_list = || line.matches(['▲', '△', '◇', '▷']).count() >= 2 || line.contains(" ▲ ");
    line.len() < LONGEST
        && !sentence
        && !is_list()
        && !has_sentence(line)
        && (!line.starts_with(['▲', '△', '▶', '▷', '※', '◇', '<', '(', '#', '*'])
            || VERSIONS.iter().any(|version| line.starts_with(version)))
        && !SOURCES.iter().chain(&SUBJECTS).chain(&CREDIT_ENDS).any(|word| line.ends_with(word))
        && !names_giver(line)
        && !SIGNS.iter().chain(&["자료="]).any(|sign| line.contains(sign))
        && !line.contains("http")
        && !line.ends_with([']', '>', ')'])
        && dateline(line) != Some(0)
}

/// Where the name of a series begins that a deck ends with: `나래시 새 도서관[나래의 건강]`.
pub(super) fn label_start(line: &str) -> Option<usize> {
    let at = line.rfind('[').filter(|&at| at > 0 && is_label(&line[at..]))?;
    is_deck(line[..at].trim_end()).then_some(at)
}

/// The end of the byline with an address that a body begins with: `[홍길동 기자 hong@example.com]`.
pub(super) fn byline_end(body: &str) -> Option<usize> {
    let inside = body.strip_prefix('[')?;
    let (near, _) = inside.split_at(inside.floor_char_boundary(LONGEST_BYLINE));
    let (line, _) = near.split_once(']')?;
    let names = ["기자", "통신원", "특파원", "위원", "칼럼니스트", "PD"];
    (line.contains('@') && names.iter().any(|role| line.contains(role))).then_some(line.len() + 2)
}

/// How a byline's role is written, with the space before it.
const ROLES: [&str; 2] = [" 기자", " 특파원"];
/// How the text before a byline ends that is glued to its place: with a picture's source or subject.
const BEFORE_PLACE: [&str; 9] =
    ["제공", "연합뉴스", "뉴시스", "뉴스1", "캡처", "전경", "로고", "모습", "이미지"];
/// Cities abroad that papers have correspondents in, whose names tell where a place begins.
const BUREAUS: [&str; 12] = [
    "워싱턴",
    "뉴욕",
    "로스앤젤레스",
    "라스베이거스",
    "베이징",
    "상하이",
    "홍콩",
    "도쿄",
    "런던",
    "파리",
    "베를린",
    "모스크바",
];
/// The most letters of a place and of a name.
const LONGEST_PLACE: usize = 6;
const LONGEST_REPORTER: usize = 4;

/// The byline without brackets that the crawl glued to the story behind it: `…시 제공나래=홍길동 기자비가 왔다.`
pub(super) fn glued_byline(line: &str) -> Option<Range<usize>> {
    let (head, _) = line.split_at(line.floor_char_boundary(LONGEST));
    ROLES.iter().flat_map(|role| head.match_indices(role)).find_map(|(at, role)| {
        let end = at + role.len();
        let next = head[end..].chars().next()?;
        let is_glued = is_hangul(next) || next.is_ascii_digit() || matches!(next, '“' | '‘' | '"' | '\'');
        let word = hangul_word(&head[end..]);
        let goes_on =
            !word.is_empty() && (ENDINGS.contains(next) || particles_after("a").any(|it| it == word));
        let start = byline_start(&head[..end]).filter(|&start| head[start..end].contains('='))?;
        (is_glued && !goes_on).then_some(start..end)
    })
}

/// Beginnings of what makes another word of a reporter's role: `기자회견`, `기자들`.
const ENDINGS: &str = "회들단간협님실석상역";

/// Where the bylines begin that a text ends with: `베이징 = 홍길동 특파원, 나래=임꺽정 기자`.
fn byline_start(text: &str) -> Option<usize> {
    let before_role = ROLES.iter().find_map(|role| text.strip_suffix(role))?;
    let before_name = before_role.trim_end_matches(is_hangul);
    let letters = before_role[before_name.len()..].chars().count();
    if !(2..=LONGEST_REPORTER).contains(&letters) {
        return None;
    }
    let start = match before_name.trim_end().strip_suffix('=') {
        Some(before) => place_start(before.trim_end())?,
        None => before_name.len(),
    };
    Some(text[..start].strip_suffix(", ").and_then(byline_start).unwrap_or(start))
}

/// Where the place begins that a text ends with.
fn place_start(text: &str) -> Option<usize> {
    let before = text.trim_end_matches(is_hangul);
    let word = &text[before.len()..];
    let bureau =
        BUREAUS.iter().find(|bureau| word.ends_with(*bureau)).map(|bureau| word.len() - bureau.len());
    let behind = |credit: &&str| word.rfind(*credit).map(|at| at + credit.len());
    let at = bureau.or_else(|| BEFORE_PLACE.iter().filter_map(behind).max()).unwrap_or(0);
    let place = &word[at..];
    let is_place = (2..=LONGEST_PLACE).contains(&place.chars().count()) && !NO_PLACE.contains(&place);
    is_place.then_some(before.len() + at)
}

/// Whether a text is a dateline and nothing else.
pub(super) fn is_dateline_alone(text: &str) -> bool {
    let inside = text.strip_prefix(['(', '[']).and_then(|text| text.strip_suffix([')', ']']));
    inside.is_some_and(|inside| !inside.contains([')', ']']) && is_dateline(inside))
}

/// The position of a wire story's or paper's dateline within the first bytes of a line: `(서울=…)`, `[…=홍길동 기자]`.
///
/// A story starts with it, so any text before it is something else.
pub(super) fn dateline(line: &str) -> Option<usize> {
    let (head, _) = line.split_at(line.floor_char_boundary(LONGEST));
    let first = |sign: char| head.match_indices(sign).map(|(at, _)| at).find(|&at| is_dateline_at(head, at));
    first('[').into_iter().chain(first('(')).min().or_else(|| english_dateline(head))
}

/// The position of a dateline in English: `NARU, Dec. 31 (Yonhap) --`.
fn english_dateline(head: &str) -> Option<usize> {
    const AGENCY: &str = " (Yonhap) --";
    // Nearly no line has it, and to ask for its place takes far longer than to ask for it.
    let (before, _) = head.contains(AGENCY).then(|| head.split_once(AGENCY))??;
    let (place, date) = before.rsplit_once(", ")?;
    let is_part = |c: char| c.is_ascii_uppercase() || matches!(c, ' ' | '/');
    let start = place.len() - place[place.trim_end_matches(is_part).len()..].trim_start().len();
    (date.len() <= LONGEST_DATE && start < place.len()).then_some(start)
}

/// The position of the note to editors or byline that a text before a dateline ends with: `(ATTN: ADDS photo)`,
/// `By Hong Gil-dong`.
pub(super) fn english_byline(text: &str) -> Option<usize> {
    let text = text.trim_end();
    let is_name = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '-' | ',' | '.');
    let byline = || text.rfind("By ").filter(|&at| text[at..].chars().all(is_name));
    text.rfind("(ATTN: ").or_else(byline).filter(|at| text.len() - at <= LONGEST_BYLINE)
}

/// Whether a text before a dateline names what a picture shows: `홍길동 시장.`
pub(super) fn names_picture(text: &str) -> bool {
    text.len() <= LONGEST_BYLINE && text.ends_with('.') && !has_sentence(text)
}

/// Whether a text before a dateline tells what a picture shows and whose it is: `나래시 도서관.[나래시 인스타그램]`.
pub(super) fn ends_with_owner(text: &str) -> bool {
    text.len() <= LONGEST_CAPTION
        && text.ends_with(']')
        && text.matches('[').count() == 1
        && ["다.", "요."].iter().map(|stop| text.matches(stop).count()).sum::<usize>() <= 1
}

fn has_sentence(text: &str) -> bool {
    ["다.", "요.", "죠.", "까."].iter().any(|stop| text.contains(stop))
}

fn is_dateline_at(head: &str, at: usize) -> bool {
    let (before, _) = head.split_at(at);
    if before.rfind('[') > before.rfind(']') {
        // The source of a caption in brackets.
        return false;
    }
    let inner = &head[at + 1..];
    let inner = &inner[..inner.floor_char_boundary(90)];
    // A place in round brackets may stand in square ones: `[나래신문(가람)=홍길동 기자]`.
    let close = if head[at..].starts_with('[') { ']' } else { ')' };
    // Behind a relative's employer in a notice of a death, more follows: `홍길동(나래신문 기자)씨 모친상`.
    let names_relative = |rest: &str| rest.starts_with(['씨', '·', ',']);
    inner.split_once(close).is_some_and(|(text, rest)| is_dateline(text) && !names_relative(rest))
}

/// What stands before an equals sign and is no place.
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

fn is_dateline(text: &str) -> bool {
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
    fn a_byline_without_brackets_stands_apart_from_what_it_is_glued_to() {
        check(
            "새 책장. 나래시 도서관 제공가람=홍길동 기자나래시가 도서관을 연다.",
            &["C 새 책장. 나래시 도서관 제공", "X 가람=홍길동 기자", "T 나래시가 도서관을 연다."],
        );
        check(
            "베이징 = 홍길동 특파원, 워싱턴 = 임꺽정 특파원나래시가 도서관을 연다.",
            &["X 베이징 = 홍길동 특파원, 워싱턴 = 임꺽정 특파원", "T 나래시가 도서관을 연다."],
        );
        for text in [
            "나래=홍길동 기자들이 왔다.",
            "가람구 홍길동 기자나래시가 왔다.",
            "그래픽=홍길동 기자나래시가 왔다.",
        ] {
            check(text, &[&format!("T {text}")]);
        }
    }

    #[test]
    fn a_deck_and_a_byline_stand_before_an_english_dateline() {
        check(
            "(LEAD) Naru opens library(ATTN: ADDS photo)By Hong Gil-dongNARU, Dec. 31 (Yonhap) -- It rained in the city of Naru.",
            &[
                "D (LEAD) Naru opens library",
                "X (ATTN: ADDS photo)By Hong Gil-dong",
                "T NARU, Dec. 31 (Yonhap) -- It rained in the city of Naru.",
            ],
        );
    }

    #[test]
    fn a_picture_is_named_before_a_dateline_with_a_place_in_brackets() {
        check(
            "홍길동 나래시장.[나래신문(가람)=홍길동 기자]나래시는 도서관을 연다.",
            &["C 홍길동 나래시장.", "T [나래신문(가람)=홍길동 기자]나래시는 도서관을 연다."],
        );
    }

    #[test]
    fn a_deck_may_say_what_is_given() {
        check(
            "나래시 도서관 어린이 회원 모두에 새 책 제공\n\n비가 왔다.",
            &["D 나래시 도서관 어린이 회원 모두에 새 책 제공", "T 비가 왔다."],
        );
        check(
            "도서관 개관, 할인 혜택 제공\n\n비가 왔다.",
            &["D 도서관 개관, 할인 혜택 제공", "T 비가 왔다."],
        );
        for caption in ["나래시 제공", "새 책장, 나래시 제공", "새 책장. 나래시 도서관 제공"]
        {
            check(&format!("{caption}\n\n비가 왔다."), &[&format!("C {caption}"), "T 비가 왔다."]);
        }
    }

    #[test]
    fn whose_picture_it_is_stands_before_a_dateline() {
        for caption in ["나래시 도서관.[나래시 인스타그램]", "[온라인 게시판]", "책을 꽂고 있다. [나래방송]"]
        {
            let story = "[나래신문=홍길동 기자] 나래시는 도서관을 연다.";
            check(&format!("{caption}{story}"), &[&format!("C {caption}"), &format!("T {story}")]);
        }
    }

    #[test]
    fn the_employer_of_a_relative_is_no_dateline() {
        let text = "▲ 홍길동씨 별세, 임꺽정(나래신문 편집부 기자)씨 모친상 = 28일, 나래병원";
        check(text, &[&format!("T {text}")]);
    }

    #[test]
    fn a_list_is_no_deck() {
        check("과장 ▲ 홍길동 ▲ 임꺽정\n\n비가 왔다.", &["T 과장 ▲ 홍길동 ▲ 임꺽정", "T 비가 왔다."]);
    }
}
