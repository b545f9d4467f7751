//! Credits: who made a picture, at the end of its caption: `(사진=나래시)`, `[연합]`, `나래시 제공`, `ⓒ 홍길동`.

use super::captions::{SIGNS, SOURCES, SUBJECTS};
use super::deck::is_dateline_alone;
use super::letters::{continues_quote, hangul_word, is_hangul};
use crate::text::particles::particles_after;

/// The longest credit in brackets, in bytes.
pub(super) const LONGEST: usize = 90;
/// The longest caption in brackets, in bytes.
const LONGEST_CAPTION: usize = 300;
/// How far into a paragraph the end of a credit is looked for, in bytes.
const LOOKED_AT: usize = 600;
/// A shorter text behind a credit isn't glued to it, in bytes.
const SHORTEST_REST: usize = 60;
/// The longest name after a copyright sign, in letters.
const LONGEST_NAME: usize = 20;

/// The shortest name that several copyright signs share, in letters.
const SHORTEST_NAME: usize = 3;
/// How many other names are compared with one, on either side of it in order.
const LOOKED_AROUND: usize = 16;

/// How credits in brackets end besides [`SOURCES`].
const IN_BRACKETS: [&str; 9] = [
    "제공",
    "연합",
    "게티이미지",
    "게티이미지뱅크",
    "게티이미지코리아",
    "UPI",
    "챗GPT",
    "재판매 및 DB 금지",
    "촬영",
];
/// How they end after the name of an owner.
const ACCOUNTS: [&str; 5] = ["SNS", "페이스북", "인스타그램", "홈페이지", "유튜브"];
/// What stands before the equals sign of a credit.
const WHAT: [&str; 11] =
    ["사진", "자료", "그래픽", "이미지", "출처", "제공", "표", "일러스트", "Credit", "Photo", "Source"];
/// Agencies that a sentence is glued to without brackets between.
const AGENCIES: [&str; 4] = ["연합뉴스", "뉴시스", "뉴스1", "AP뉴시스"];
/// Agencies whose name stands before one of [`AGENCIES`].
const AGENCIES_ABROAD: [&str; 7] = ["로이터", "AP", "AFP", "EPA", "UPI", "신화", "타스"];
/// Names after a copyright sign that are no person's.
const OWNERS: [&str; 8] =
    ["연합뉴스", "오마이뉴스", "뉴시스", "뉴스1", "대통령실", "공동취재사진", "넷플릭스", "픽사베이"];
/// What stands behind the owner of a page.
const SCREENSHOT: &str = "갈무리";
/// The most common family names.
const FAMILIES: &str = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구";
/// Beginnings of places and organizations that begin like a name.
const NO_NAMES: [&str; 37] = [
    "서울", "전남", "전북", "전주", "강원", "강릉", "강남", "강동", "강북", "강서", "안산", "안양", "안동",
    "성남", "성북", "성동", "남원", "하남", "구리", "오산", "고양", "양산", "양평", "김해", "김포", "김제",
    "이천", "정읍", "송파", "노원", "한국", "전국", "정의", "노동", "조선", "신세", "구글",
];
/// The most words that name who gave a picture.
const MOST_WORDS: usize = 3;
/// How what headlines say is given ends: no person or office gives it.
const GIFTS: [&str; 24] = [
    "등",
    "에",
    "에게",
    "정보",
    "서비스",
    "혜택",
    "할인",
    "기회",
    "무료",
    "무상",
    "편의",
    "체험",
    "지원",
    "순차",
    "콘텐츠",
    "쿠폰",
    "이용권",
    "상품권",
    "식사",
    "공간",
    "솔루션",
    "키트",
    "인센티브",
    "멘토링",
];
/// Beginnings of endings that make a verb of 제공.
const VERBS: &str = "하되받한할해했함될된됐돼합됩처업자중용";

/// The text before the credit that a text ends with.
pub(super) fn ends_with_credit(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(['.', ' ']);
    if let Some(inside) = text.strip_suffix([')', ']']) {
        let open = inside.rfind(['(', '['])?;
        let (before, inside) = inside.split_at(open);
        let square = inside.starts_with('[');
        return is_credit(&inside[1..], square && !before.is_empty()).then_some(before);
    }
    if let Some(at) = text.rfind(['ⓒ', '©']) {
        let (before, name) = text.split_at(at);
        return (name.chars().count() <= LONGEST_NAME + 2).then_some(before);
    }
    if let Some(before) = AGENCIES.iter().find_map(|agency| text.strip_suffix(agency)) {
        let before = without_agency(before);
        return (before.is_empty() || ends_apart(before)).then_some(before);
    }
    let (before, _) = text.split_at(text.rfind(['.', ','])? + 1);
    names_giver(text).then_some(before)
}

/// Whether a text ends with who gave a picture, alone or behind what it shows: `새 책장. 나래시 제공`. Headlines end with
/// the same word, behind what is given.
pub(super) fn names_giver(text: &str) -> bool {
    let Some(owner) = text.strip_suffix("제공").filter(|before| before.ends_with(' ')) else {
        return false;
    };
    let owner = owner.rsplit(['.', ',', '/', '=', '(', '[', ')', ']', '|', '”']).next().unwrap_or(owner);
    let words = owner.split_whitespace().count();
    let last = owner.split_whitespace().next_back().unwrap_or_default();
    (1..=MOST_WORDS).contains(&words)
        && !GIFTS.iter().any(|gift| last.ends_with(gift))
        && !owner.contains(['\'', '‘', '“', '"', '…'])
}

/// Whether the text in brackets names the source of a picture. A reporter's name is one only if a caption may stand
/// before it.
pub(super) fn is_credit(inside: &str, may_be_name: bool) -> bool {
    let inside = inside.trim();
    let by_reporter =
        || inside.strip_suffix(" 기자").is_some_and(|name| name.chars().all(is_hangul) && name.len() <= 12);
    if inside.len() > LONGEST {
        return false;
    }
    match inside.split_once(['=', ':', '|', '/', 'ㅣ']) {
        Some((what, _)) if WHAT.iter().any(|word| what.trim().ends_with(word)) => true,
        Some(_) if inside.contains('=') => false,
        _ => {
            SOURCES.iter().any(|word| ends_with_word(inside, word).is_some())
                || IN_BRACKETS.iter().any(|word| ends_with_word(inside, word).is_some())
                || ACCOUNTS
                    .iter()
                    .any(|word| ends_with_word(inside, word).is_some_and(|owner| !owner.is_empty()))
                || inside.strip_prefix("사진").is_some_and(|owner| owner.starts_with([' ', '제']))
                || may_be_name && by_reporter()
        }
    }
}

/// The text before a word that a text ends with.
fn ends_with_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let before = text.strip_suffix(word)?;
    let is_whole = if word == "제공" {
        before.ends_with(' ')
    } else {
        !word.is_ascii() || !before.ends_with(|c: char| c.is_ascii_alphanumeric())
    };
    is_whole.then_some(before.trim_end())
}

/// Whether what a bare agency's name follows may be a caption: a sentence, a picture's subject, or a name.
fn ends_apart(before: &str) -> bool {
    before.ends_with('.')
        || SUBJECTS.iter().any(|subject| before.ends_with(subject))
        || !["다.", "요."].iter().any(|end| before.contains(end))
}

/// A text without the name of another agency at its end.
fn without_agency(text: &str) -> &str {
    let text = text.trim_end_matches([' ', '=', '/', '·']);
    AGENCIES_ABROAD.iter().find_map(|agency| text.strip_suffix(agency)).unwrap_or(text).trim_end()
}

/// The credits of a body.
pub(super) struct Credits<'a> {
    /// What follows each copyright sign, sorted.
    tails: Vec<&'a str>,
}

impl<'a> Credits<'a> {
    pub(super) fn of(body: &'a str) -> Self {
        let signs = body.match_indices('ⓒ').chain(body.match_indices('©'));
        let tail = |(at, sign): (usize, &str)| {
            let tail = body[at + sign.len()..].trim_start_matches(' ');
            tail.split_at(tail.floor_char_boundary(3 * LONGEST_NAME)).0
        };
        let mut tails: Vec<&str> = signs.map(tail).collect();
        tails.sort_unstable();
        Self { tails }
    }

    /// Where the text begins that is glued to the first credit of a paragraph.
    pub(super) fn glued_end(&self, text: &str) -> Option<usize> {
        if let Some(end) = bracketed_caption(text) {
            return Some(end);
        }
        let (head, _) = text.split_at(text.floor_char_boundary(LOOKED_AT));
        head.char_indices().find_map(|(at, c)| {
            let end = match c {
                ')' | ']' => at + 1,
                'ⓒ' | '©' => return self.behind_name(text, at + c.len_utf8()),
                '공' | '스' | '1' => at + c.len_utf8(),
                _ => return None,
            };
            let (before, rest) = text.split_at(end);
            let is_seam = || is_behind_credit(before, c) || c == ')' && ends_english_caption(before, rest);
            (rest.len() > SHORTEST_REST && begins_text(rest, c) && is_seam()).then_some(end)
        })
    }

    /// Where the text begins that is glued to the name after a copyright sign.
    fn behind_name(&self, text: &str, from: usize) -> Option<usize> {
        let tail = text[from..].trim_start_matches(' ');
        let start = text.len() - tail.len();
        let (near, _) = tail.split_at(tail.floor_char_boundary(3 * LONGEST_NAME));
        let length = OWNERS
            .iter()
            .find(|owner| near.starts_with(**owner))
            .map(|owner| owner.len())
            .or_else(|| near.find(SCREENSHOT).map(|at| at + SCREENSHOT.len()))
            .or_else(|| latin_name(near))
            .or_else(|| name_of_three(near))
            .or_else(|| self.shared_name(near))?;
        let rest = &tail[length..];
        let begins = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '“' | '‘'));
        (begins && rest.len() > SHORTEST_REST / 2).then_some(start + length)
    }

    /// The length of a name that several copyright signs of a body share.
    fn shared_name(&self, tail: &str) -> Option<usize> {
        let at = self.tails.binary_search(&tail).ok()?;
        let near = at.saturating_sub(LOOKED_AROUND)..self.tails.len().min(at + LOOKED_AROUND);
        let others = self.tails[near].iter().filter(|other| **other != tail).map(|other| shared(tail, other));
        // Two texts behind the name may begin alike as well, but not all.
        let length = others.filter(|&length| tail[..length].chars().count() >= SHORTEST_NAME).min()?;
        let name = tail[..length].trim_end();
        let is_name = name.chars().count() < LONGEST_NAME && name.chars().all(|c| is_hangul(c) || c == ' ');
        is_name.then_some(name.len())
    }
}

/// The length of what two texts begin with alike.
fn shared(one: &str, other: &str) -> usize {
    one.char_indices()
        .zip(other.chars())
        .find(|((_, a), b)| a != b)
        .map_or(one.len().min(other.len()), |it| it.0.0)
}

/// The length of a name in Latin letters before Hangul.
fn latin_name(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-')))?;
    (end > 2
        && !text[..end].ends_with(' ')
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text[end..].starts_with(is_hangul))
    .then_some(end)
}

/// Whether a word begins with a common family name.
pub(super) fn begins_with_name(word: &str) -> bool {
    word.starts_with(|first| FAMILIES.contains(first))
}

/// The length of a Korean name of three syllables at the beginning of a longer word.
fn name_of_three(text: &str) -> Option<usize> {
    let word = hangul_word(text);
    let (end, _) = word.char_indices().nth(2)?;
    let end = end + 3;
    let is_place = NO_NAMES.iter().any(|place| text.starts_with(place));
    (begins_with_name(text) && !is_place).then_some(end)
}

/// The end of a caption in brackets that a text begins with: `[나래시 도서관 (나래시 제공)]`, `(사진=나래시)`.
fn bracketed_caption(text: &str) -> Option<usize> {
    if !text.starts_with(['[', '(']) {
        return None;
    }
    let (head, _) = text.split_at(text.floor_char_boundary(LONGEST_CAPTION));
    let mut depth = 0;
    let close = head.char_indices().find_map(|(at, c)| {
        match c {
            '[' | '(' => depth += 1,
            ']' | ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    let (whole, rest) = text.split_at(close + 1);
    let inside = &whole[1..close];
    let end = inside.rsplit(['(', '[']).next().unwrap_or(inside).trim_end_matches([')', ']']);
    let is_signed = SIGNS.iter().any(|sign| whole.contains(sign));
    let is_caption = is_signed
        || is_credit(inside, false)
        || end.len() < inside.len() && is_credit(end.rsplit('=').next().unwrap_or(end), false);
    let rest = if is_signed { rest.trim_start() } else { rest };
    (is_caption && !is_dateline_alone(whole) && begins_text(rest, ']')).then_some(close + 1)
}

/// Whether a text is glued to a credit that ends with a letter, and no particle follows.
fn begins_text(rest: &str, last: char) -> bool {
    let Some(next) = rest.chars().next() else { return false };
    let bracket = matches!(last, ')' | ']');
    if !(is_hangul(next)
        || "“‘\"'".contains(next)
        || next.is_ascii_alphanumeric() && (bracket || last == '공'))
    {
        return false;
    }
    let word = hangul_word(rest);
    let particle = || word == "들" || particles_after("a").any(|it| it == word);
    let is_verb = last == '공' && VERBS.contains(next);
    !continues_quote(rest) && !particle() && !is_verb
}

/// Whether a text ends with a credit, of which `last` is the last letter.
fn is_behind_credit(before: &str, last: char) -> bool {
    if matches!(last, ')' | ']') {
        return before.rfind(['(', '[']).is_some_and(|open| {
            let inside = &before[open + 1..before.len() - 1];
            open > 0 && is_credit(inside, before[open..].starts_with('['))
        });
    }
    let Some(caption) = ends_with_credit(before) else { return false };
    let caption = caption.trim_end();
    caption.ends_with('.') || last != '공' && SUBJECTS.iter().any(|it| caption.ends_with(it))
}

/// Whether an English sentence is glued to brackets as they stand behind a caption, whoever they name.
fn ends_english_caption(before: &str, rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_uppercase())
        && !before.contains(is_hangul)
        && before.rfind('(').is_some_and(|open| before[..open].ends_with(". "))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    const STORY: &str = "나래시는 도서관을 새로 짓는다고 지난달 말에 밝혔다고 가람구가 전했다.";

    /// Checks that a caption before the story is set apart from it.
    #[track_caller]
    fn is_caption(caption: &str) {
        check(&format!("{caption}{STORY}"), &[&format!("C {caption}"), &format!("T {STORY}")]);
    }

    /// Checks that nothing is set apart.
    #[track_caller]
    fn is_text(text: &str) {
        check(text, &[&format!("T {text}")]);
    }

    #[test]
    fn a_credit_ends_the_caption_that_text_is_glued_to() {
        for caption in [
            "나래시 도서관. [가람 제공]",
            "홍길동 나래시장(왼쪽)이 새 도서관에서 책을 꽂고 있다. (사진=가람신문)",
            "나래시 도서관 예산 (자료=나래시)",
            "[나래시 도서관 (연합뉴스 자료사진)]",
            "[나래시 도서관 앞을 시민이 걷고 있다. (사진=연합뉴스)]",
            "시민이 나래시 도서관 앞을 지나고 있다. 연합뉴스",
            "나래시 도서관 전경. AFP 연합뉴스",
            "새 도서관의 책장. 나래시 도서관 제공",
            "▲ 나래시 도서관ⓒ 홍길동",
            "▲ 나래시 도서관ⓒ pixabay",
            "▲ 나래시 도서관ⓒ 가람군 페이스북 갈무리",
            "[홍길동 SNS]",
        ] {
            is_caption(caption);
        }
    }

    #[test]
    fn an_english_story_may_begin_with_the_source_of_its_picture() {
        check(
            "(Credit: Naru Library)Naru opens a new library in the spring.",
            &["C (Credit: Naru Library)", "T Naru opens a new library in the spring."],
        );
    }

    #[test]
    fn brackets_behind_an_english_caption_name_its_source() {
        let story = "Readers of Naru welcomed the new library that opened in the spring of the year.";
        check(
            &format!("A snail visits the library of Naru. (Naru Library){story}"),
            &["C A snail visits the library of Naru. (Naru Library)", &format!("T {story}")],
        );
    }

    #[test]
    fn names_behind_a_copyright_sign_are_known_from_each_other() {
        check(
            &format!(
                "▲ 나래시 도서관ⓒ 달빛 도서관{STORY}▲ 책장ⓒ 달빛 도서관가람구는 그렇지 않다고 밝혔다. 끝이다."
            ),
            &[
                "C ▲ 나래시 도서관ⓒ 달빛 도서관",
                &format!("T {STORY}"),
                "C ▲ 책장ⓒ 달빛 도서관",
                "T 가람구는 그렇지 않다고 밝혔다. 끝이다.",
            ],
        );
        check(
            &format!("▲ 도서관 앞에 눈이 왔다.ⓒ 홍길동{STORY}끝이다."),
            &["C ▲ 도서관 앞에 눈이 왔다.ⓒ 홍길동", &format!("T {STORY}"), "T 끝이다."],
        );
    }

    #[test]
    fn what_goes_on_with_a_particle_or_a_verb_is_no_credit() {
        for text in [
            "홍길동 나래시장(사진)은 새 도서관을 내년 봄에 연다고 지난달 말에 가람구에서 밝혔다.",
            "나래시는 새 서비스를 제공한다고 했다. 연합뉴스에 따르면 가람구는 그렇지 않다고 지난달 밝혔다.",
            "나래시는 소셜미디어(SNS)에 새 도서관을 내년 봄에 연다고 지난달 말에 다시 적었다고 밝혔다.",
            "홍길동은 가람법 위반(편의제공)죄로 지난달 말에 나래시에서 재판에 넘겨졌다고 가람구가 밝혔다.",
        ] {
            is_text(text);
        }
    }
}
