//! Trailers: what comes after the story, such as the reporter's address, credits, where to send tips, and
//! copyright.

use std::mem;

use super::deck::is_dateline_alone;
use super::letters::{closes, hangul_word, is_hangul, opens};
use super::{Block, BlockKind};

/// A short block at the end of a body with one of these phrases is not part of the story.
const PHRASES: [&str; 20] = [
    "무단 전재",
    "무단전재",
    "재배포 금지",
    "재배포금지",
    "재판매 및 DB",
    "저작권자 ⓒ",
    "저작권자ⓒ",
    "저작권자(c)",
    "All rights reserved",
    "제보하기",
    "기사문의",
    "여러분의 제보",
    "제보가 뉴스",
    "BYLINE_DATA",
    "인사 게재 문의",
    "기사 바로가기",
    "덧붙이는 글",
    "전문보기",
    "[관련 기사]",
    "[관련기사]",
];

/// How sentences begin that follow the story in the same paragraph.
const SENTENCES: [&str; 3] = ["당신의 제보가 뉴스", "여러분의 제보가 뉴스", "※ 이 기사는"];

/// What a notice about the article itself says of it.
const ABOUT_ARTICLE: [&str; 7] = ["표출", "노출", "송고", "작성", "출고", "게재", "공개"];

/// What begins an item of a trailer if a colon or an equals sign follows.
const LABELS: [&str; 9] =
    ["카카오톡", "사이트", "홈페이지", "이메일", "전화", "디자인", "영상편집", "영상취재", "그래픽"];

/// How lines begin in which a broadcaster asks for tips.
const SERVICES: [&str; 2] = ["MBC 뉴스는", "연합뉴스TV 기사문의"];

/// After `▶` and similar signs, these distinguish a notice from an item of the story.
const NOTICES: [&str; 15] = [
    "바로가기",
    "구독",
    "제보",
    "카카오톡",
    "카톡",
    "이메일",
    "전화",
    "홈페이지",
    "http",
    "@",
    "클릭",
    "관련기사",
    "관련 기사",
    "채널",
    "뉴스레터",
];

/// How contact addresses start.
const CONTACTS: [&str; 6] = ["이메일", "카카오톡", "전화", "메일", "홈페이지", "사이트"];

/// How credits start.
const CREDITS: [&str; 16] = [
    "사진",
    "영상",
    "그래픽",
    "촬영",
    "자료",
    "편집",
    "취재",
    "화면",
    "삽화",
    "출처",
    "글·사진",
    "정리",
    "이미지",
    "일러스트",
    "기자=",
    "제작",
];

/// What follows a reporter's name.
const ROLES: [&str; 8] = ["기자", "특파원", "논설위원", "통신원", "PD", "리포터", "에디터", "캐스터"];

/// The longest trailer, in bytes.
const LONGEST: usize = 600;

/// The longest trailer to look for after the last sentence of a paragraph, in bytes.
const LONGEST_BEHIND: usize = 400;

/// The longest line that names a desk, a source or another article, in bytes.
const LONGEST_NAME: usize = 240;

/// The most trailers cut off one body: far more than any has, and a bound for hostile text.
const MOST_CUTS: usize = 16;

/// Separates the trailers at the end of `blocks`, cutting them off the last paragraph if they are in it.
///
/// The first block is never a trailer as a whole, so that a body of nothing else is still shown.
pub(super) fn set_apart(body: &str, blocks: &mut Vec<Block>) {
    let mut trailers = Vec::new();
    let mut cuts = 0;
    while let Some(last) = blocks.pop_if(|last| last.kind == BlockKind::Text) {
        let text = body.get(last.range.clone()).unwrap_or_default();
        let start = last.range.start;
        let cut = if !blocks.is_empty() && (is_trailer(text) || is_dateline_alone(text)) {
            Some((0, 0))
        } else {
            cuts += 1;
            if cuts > MOST_CUTS { None } else { behind_story(text) }
                .filter(|&(story, _)| story > 0 || !blocks.is_empty())
        };
        let Some((story, trailer)) = cut else {
            blocks.push(last);
            break;
        };
        push_items(text, trailer, start, &mut trailers);
        if story > 0 {
            blocks.push(Block { kind: BlockKind::Text, range: start..start + story });
        }
    }
    blocks.extend(trailers.into_iter().rev());
}

/// Adds the items of the trailer that starts at `from`, last first.
fn push_items(text: &str, from: usize, start: usize, trailers: &mut Vec<Block>) {
    let mut end = text.len();
    for (at, c) in text.char_indices().rev().take_while(|&(at, _)| at >= from) {
        let begins = match text[..at].chars().next_back() {
            Some(before) if at > from => match c {
                '▷' | '▶' | '■' | '※' => !opens(before),
                '[' => !opens(before) && !before.is_whitespace(),
                '#' => closes(before),
                '(' => text[at..].starts_with("(END)") || text[at..].starts_with("(끝)"),
                _ => before.is_alphanumeric() && !text[..at].ends_with("보도") && is_labelled(&text[at..]),
            },
            _ => true,
        };
        if begins {
            let item = text[at..end].trim();
            if !item.is_empty() {
                trailers.push(Block { kind: BlockKind::Trailer, range: start + at..start + at + item.len() });
            }
            end = at;
        }
    }
}

/// Whether an item begins with what a label names, `홈페이지 = …`, or as a broadcaster's line.
fn is_labelled(item: &str) -> bool {
    SERVICES.iter().any(|service| item.starts_with(service))
        || LABELS.iter().any(|label| {
            item.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with([':', '=', '：']))
        })
}

/// Whether a block at the end of a body is a trailer as a whole.
fn is_trailer(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    // An item of the story can start with the same signs, but has no address.
    let item = text.starts_with(['▶', '▷', '☞', '*', '☎', '→'])
        && text.len() <= 240
        && text.contains([':', '@', '/', '-'])
        && !has(&["다.", "다\"", "다”"]);
    let notice =
        (item || text.starts_with('※')) && has(&NOTICES) || text.starts_with('※') && text.contains("기사");
    let contact = CONTACTS.iter().any(|word| text.starts_with(word)) && text.contains([':', '：', '=']);
    let more = text.contains("더보기") && text.contains("http");
    let about = text.starts_with("이 기사는 ") && has(&ABOUT_ARTICLE);
    let short = text.len() <= LONGEST_NAME;
    let desk = text.starts_with('<') && text.ends_with("부>");
    // A statement in a broadcaster's script has a colon.
    let source = text.starts_with('[') && text.find(']') == Some(text.len() - 1) && !text.contains(':');
    notice
        || contact
        || short && (more || about || desk || source)
        || begins_with_phrase(text)
        || is_short_trailer(text)
}

/// Whether one of the phrases is near the start, before the end of any sentence.
fn begins_with_phrase(text: &str) -> bool {
    let near = &text[..text.floor_char_boundary(150)];
    let first = near.split("다.").next().unwrap_or(near);
    PHRASES.iter().any(|phrase| first.contains(phrase))
}

/// Whether the text is a trailer that may also follow a sentence.
fn is_short_trailer(text: &str) -> bool {
    let marked = text.starts_with(['※', '■', '▶', '▷', '☞', '<', '[', '(', '*']);
    is_signature(text)
        || is_credit(text)
        || is_tags(text)
        || matches!(text, "(끝)" | "<끝>" | "(END)")
        || text.starts_with(['ⓒ', '©']) && text.len() <= 120
        || marked && begins_with_phrase(text)
        || text.starts_with(['*', '※']) && text.contains("게재 문의")
        || text.starts_with('#')
            && !text.contains("다.")
            && PHRASES.iter().any(|phrase| text.contains(phrase))
}

/// Where the story ends and a trailer after it starts, in bytes, if the paragraph ends with one.
fn behind_story(text: &str) -> Option<(usize, usize)> {
    let from = text.floor_char_boundary(text.len().saturating_sub(LONGEST_BEHIND));
    let (before, end) = text.split_at(from);
    // Looking for whether a text is there is many times faster than looking for its last place.
    let last = |sentence: &&str| if end.contains(sentence) { end.rfind(sentence) } else { None };
    if let Some(at) = SENTENCES.iter().find_map(last).map(|at| from + at)
        && !text[..at].ends_with(['\'', '"', '‘', '“'])
    {
        return Some((text[..at].trim_end().len(), at));
    }
    if ["다.", "요.", "다.\"", "다.”"].iter().any(|end| text.ends_with(end)) {
        return None;
    }
    let story = before.trim_end();
    let mut story = (story.len(), story.chars().next_back());
    end.char_indices().filter(|(_, c)| !c.is_whitespace()).find_map(|(at, c)| {
        let (story_end, last) = mem::replace(&mut story, (from + at + c.len_utf8(), Some(c)));
        let last = last?;
        let apart = story_end < from + at;
        let sentence_ends = matches!(last, '.' | '?' | '!' | '…' | '。' | '．' | '"' | '\'') || closes(last);
        let apart_begins = matches!(c, '#' | '*')
            || (last.is_ascii_digit() || last == '다') && (c.is_ascii_alphanumeric() || c == '[');
        let rest = &end[at..];
        let begins =
            sentence_ends || apart && apart_begins || matches!(c, '■' | '※') || rest.starts_with("* ");
        // A cut inside brackets would separate what belongs together.
        let bracketed = || rest.chars().find(|&c| opens(c) || closes(c)).is_some_and(closes);
        (begins && is_short_trailer(rest) && !bracketed()).then_some((story_end, from + at))
    })
}

/// Whether the text is a reporter's name and role, an e-mail address, or both.
fn is_signature(text: &str) -> bool {
    const BETWEEN: [char; 15] =
        ['(', ')', '[', ']', '<', '>', '|', '｜', 'ㅣ', '/', '·', 'ㆍ', ',', '=', '/'];
    if text.len() > 160 {
        return false;
    }
    let mut signed = false;
    let mut words = 0;
    for word in
        text.split(|c: char| c.is_whitespace() || BETWEEN.contains(&c)).filter(|word| !word.is_empty())
    {
        words += 1;
        // The address may directly follow the name or role.
        let address = is_address(word.trim_start_matches(is_hangul)) && !hangul_word(word).ends_with('다');
        if address || ROLES.iter().any(|role| word.ends_with(role)) && word.chars().count() <= 7 {
            signed = true;
        } else if !(word.chars().all(is_hangul) && word.chars().count() <= 6 && !word.ends_with('다')
            || word.bytes().all(|b| b.is_ascii_uppercase()))
        {
            return false;
        }
    }
    signed && words <= 7
}

fn is_address(word: &str) -> bool {
    word.trim_end_matches('.').split_once('@').is_some_and(|(user, host)| {
        let plain = |text: &str| {
            text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'))
        };
        !user.is_empty() && host.contains('.') && plain(user) && plain(host)
    })
}

/// Whether the text says who took the pictures, or where they are from.
fn is_credit(text: &str) -> bool {
    let inner = text.trim_start_matches(opens).trim_start();
    let bracketed = inner.len() < text.len() && text.ends_with(closes);
    text.len() <= 200
        && CREDITS.iter().any(|word| inner.starts_with(word))
        && (bracketed || text.contains([':', '=', '：', '|', '｜', 'ㅣ']))
        && !text.contains("다.")
}

/// Whether the text consists of hash tags.
fn is_tags(text: &str) -> bool {
    text.starts_with('#')
        && text
            .split_whitespace()
            .all(|tag| tag.strip_prefix('#').is_some_and(|tag| tag.starts_with(char::is_alphanumeric)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn service_lines_are_trailers() {
        for line in [
            "홈페이지 = https://example.com/tips",
            "※나래주간 온라인 기사입니다.",
            "※ 이 기사는 인공지능이 썼습니다.",
            "이 기사는 2025년 12월 28일 오전에 먼저 표출됐습니다.",
            "나래 국제뉴스 더보기(https://example.com/more)",
            "* 부고 게재 문의는 전화 02-000-1234",
            "덧붙이는 글 | 이 기사는 다른 곳에도 실립니다.",
            "<생활부>",
            "[나래일보 도서관 소식]",
        ] {
            check(&format!("비가 왔다.\n\n{line}"), &["T 비가 왔다.", &format!("X {line}")]);
        }
        for credit in ["촬영기자ㅣ홍길동자막뉴스ㅣ임꺽정", "제작: 홍길동영상: 나래통신"]
        {
            check(&format!("비가 왔습니다. {credit}"), &["T 비가 왔습니다.", &format!("X {credit}")]);
        }
        check("▲ 홍길동 ▲ 임꺽정\n\n(가람=나래통신)", &["T ▲ 홍길동 ▲ 임꺽정", "X (가람=나래통신)"]);
        let story = "(가람=나래통신) 홍길동 기자 = 도서관 앞에 눈이 쌓여 있다. [나래시 제공]";
        check(&format!("비가 왔다.\n\n{story}"), &["T 비가 왔다.", &format!("T {story}")]);
        for line in ["[나래] 눈이 왔다.", "이 기사는 나래에서 화제다.", "나래 사이트에 글을 올렸다."]
        {
            check(&format!("비가 왔다.\n\n{line}"), &["T 비가 왔다.", &format!("T {line}")]);
        }
    }

    #[test]
    fn a_service_line_in_the_last_paragraph_is_cut_off() {
        check(
            "비가 왔습니다. 당신의 제보가 뉴스로 만들어집니다.",
            &["T 비가 왔습니다.", "X 당신의 제보가 뉴스로 만들어집니다."],
        );
        check("‘당신의 제보가 뉴스’라는 말을 했다.", &["T ‘당신의 제보가 뉴스’라는 말을 했다."]);
        check(
            "발인 3일. (02) 000-1234* 부고 게재 문의는 전화 02-000-5678",
            &["T 발인 3일. (02) 000-1234", "X * 부고 게재 문의는 전화 02-000-5678"],
        );
    }

    #[test]
    fn a_body_is_never_a_trailer_as_a_whole() {
        for text in ["※ 이 기사는 인공지능이 썼습니다.", "당신의 제보가 뉴스로 만들어집니다."]
        {
            check(text, &[&format!("T {text}")]);
        }
    }

    #[test]
    fn items_of_a_trailer_that_are_glued_stand_apart() {
        check(
            "비가 왔다.\n\n이메일 : hong@example.com카카오톡 : @나래사이트 : https://example.com",
            &[
                "T 비가 왔다.",
                "X 이메일 : hong@example.com",
                "X 카카오톡 : @나래",
                "X 사이트 : https://example.com",
            ],
        );
        check("비가 왔다.\n\nhong@example.com(END)", &["T 비가 왔다.", "X hong@example.com", "X (END)"]);
        check(
            "비가 왔다.\n\n#나래 #눈연합뉴스TV 기사문의 및 제보 : 카톡/라인 naru",
            &["T 비가 왔다.", "X #나래 #눈", "X 연합뉴스TV 기사문의 및 제보 : 카톡/라인 naru"],
        );
        check(
            "비가 왔다.\n\n영상취재 : 홍길동 / 영상편집 : 임꺽정보도디자인 : 홍길동",
            &["T 비가 왔다.", "X 영상취재 : 홍길동 / 영상편집 : 임꺽정보도디자인 : 홍길동"],
        );
    }
}
