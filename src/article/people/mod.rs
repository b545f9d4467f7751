//! Parses author lines, which say who wrote an article, in the styles of 98 publishers.
//!
//! `정호준 기자(jeong.hojun@mk.co.kr)`, `세종=황민혁 기자`, `호남취재본부 송보현 기자 w3to@example.com`, `Lee Jung-joo
//! lee@example.com`. A line that doesn't clearly name one person (several people, a department, just an
//! address) is left whole.

mod several;
mod words;

pub use several::{SEPARATORS, people_of};

use super::Author;
use crate::text::email::email_around;
use crate::text::hangul::is_syllable;
use several::{names_several, people_by_role};
use words::{LONG_SURNAMES, SURNAMES, is_long_name, is_name, is_pen_name, is_role};

/// English words that indicate a desk instead of a person.
const ENGLISH_DESKS: [&str; 9] =
    ["news", "team", "desk", "staff", "press", "online", "herald", "times", "by"];

/// Parses a trimmed and decoded author line.
pub fn parse_author(line: &str) -> Author {
    let whole = || Author { line: line.to_owned(), name: line.to_owned(), ..Author::default() };
    // No name is that long, and the rest of this function reads the line several times.
    if line.len() > 400 {
        return whole();
    }
    one_person(line).unwrap_or_else(whole)
}

/// Words before a name that say what the person has made.
const MADE: [&str; 6] = ["글·사진", "글", "사진", "취재", "영상", "그림"];

/// The person named by a line that doesn't name several.
fn one_person(line: &str) -> Option<Author> {
    if people_by_role(line).is_some() { None } else { person(line) }
}

/// The person named by a line or part of one.
fn person(line: &str) -> Option<Author> {
    let (text, email) = split_email(line)?;
    let (place, text) = split_place(text)?;
    let text = without_made(text);
    let (name, role) = korean_name(text, email.is_some()).or_else(|| english_name(text, email.is_some()))?;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Some(Author {
        line: line.to_owned(),
        name: name.to_owned(),
        role: some(role),
        email: email.map(str::to_owned),
        place: place.and_then(some),
    })
}

/// Splits the only e-mail address off the end of a line, with or without brackets; `None` if there are several,
/// or text after it.
fn split_email(line: &str) -> Option<(&str, Option<&str>)> {
    let Some(at) = line.find('@') else { return Some((line.trim(), None)) };
    let email = email_around(line, 0, at)?;
    // A full stop may follow it.
    let rest = line.get(email.end..)?.trim_start_matches(['.', '-']).trim();
    if !matches!(rest, "" | ")" | "]" | ">") {
        return None;
    }
    let text = line.get(..email.start)?.trim_end().trim_end_matches(['(', '[', '<']).trim_end();
    Some((text.trim_end_matches(['/', ',', '|']).trim(), line.get(email)))
}

/// The text behind a word that says what the person has made.
fn without_made(text: &str) -> &str {
    let behind = text.split_once(' ').filter(|(first, _)| MADE.contains(first));
    behind.map_or(text, |(_, behind)| behind.trim_start())
}

/// Splits off the text before `=`, or in `기자(=광주)`, `기자 = 광주` or `(광주=가나통신)`; `None` if a line has several such
/// marks, or two people.
fn split_place(text: &str) -> Option<(Option<&str>, &str)> {
    if let Some((person, place)) = text.strip_suffix(')').and_then(|text| text.rsplit_once("(=")) {
        return (!person.contains('=')).then_some((Some(place.trim()), person.trim()));
    }
    let text = text.trim_end_matches([' ', '=']);
    if let Some((agency, person)) = text.strip_prefix('(').and_then(|text| text.split_once(')'))
        && let Some((place, _)) = agency.split_once('=')
    {
        return (!person.contains('=')).then_some((Some(place.trim()), person.trim()));
    }
    let Some((place, person)) = text.split_once(['=', '|']) else { return Some((None, text)) };
    let ends_with_role = |text: &str| text.split_whitespace().last().is_some_and(is_role);
    let (place, person) = match (ends_with_role(place), ends_with_role(person)) {
        (true, true) => return None,
        (true, false) => (person, place),
        (false, _) => (place, person),
    };
    let is_one = !person.contains(['=', '|']) && !place.contains([',', '/', ':', '=', '|']);
    is_one.then_some((Some(place.trim()), person.trim()))
}

/// The name and the rest of a line that names one person in Hangul.
fn korean_name(text: &str, has_email: bool) -> Option<(&str, &str)> {
    if text.contains([',', '/', '|', ':', ';', '&', '@']) {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = *words.first()?;
    if words.split_last().is_some_and(|(role, names)| names_several(names, role)) {
        return None;
    }
    // `선임기자 홍길동`.
    if let [role, name] = *words
        && is_role(role)
        && is_name(name)
        && !is_role(name)
    {
        return Some((name, role));
    }
    // `홍길동 …`: anything after the name describes the person.
    if !begins_with_place(&words)
        && let Some(name) = first_name(text, &words)
    {
        let role = rest_after(text, name).trim();
        return names_nobody(role).then_some((name, role));
    }
    if text.contains(['·', 'ㆍ']) {
        return None;
    }
    // `홍길동기자`.
    if words.len() == 1
        && let Some(role) =
            ["인턴기자", "선임기자", "기자", "특파원"].into_iter().find(|role| first.ends_with(role))
        && let Some(name) = first.strip_suffix(role)
        && (is_name(name) || is_long_name(name))
    {
        return Some((name, role));
    }
    // `이다니엘 기자` and `제주방송 홍길동 기자`, where the name is before the role or at the end.
    let last_is_role = words.last().is_some_and(|word| is_role(word));
    let is_shown = last_is_role || has_email && words.len() <= 3;
    if !is_shown {
        return (words.len() == 1 && is_long_name(first)).then_some((first, ""));
    }
    let before_role = words.len() - usize::from(last_is_role);
    if let Some(name) = text.strip_suffix("통신원").map(str::trim).filter(|_| words.len() == 3) {
        // Foreign correspondents: `비카스 아와스티 통신원`.
        return name.chars().all(|c| is_syllable(c) || c == ' ').then_some((name, "통신원"));
    }
    let candidates = words.get(..before_role)?;
    let is_alone = words.len() <= 2;
    let at = candidates.iter().rposition(|word| {
        is_name(word) || is_alone && (is_long_name(word) || last_is_role && is_pen_name(word))
    })?;
    let name = *words.get(at)?;
    Some((name, rest_after(text, name).trim()))
}

/// Whether a two-syllable word that could be a name isn't one, because a full name follows: `구례 홍길동 기자`.
fn begins_with_place(words: &[&str]) -> bool {
    matches!(words, [first, name, role] if first.chars().count() == 2 && is_name(name)
        && name.chars().count() == 3 && !is_role(name) && is_role(role))
}

/// The name that a text starts with: one word, or a family name and the word after it.
fn first_name<'a>(text: &'a str, words: &[&'a str]) -> Option<&'a str> {
    let first = words.first()?;
    // `김철수(미래전략실) 기자`.
    let bare = first.split(['(', '[']).next().unwrap_or(first);
    // `황보 관 기자`: a family name of two syllables and a given name of one.
    if let [family, given, role, ..] = words
        && LONG_SURNAMES.contains(family)
        && given.chars().count() == 1
        && is_role(role)
    {
        let at = family.len() + text.get(family.len()..)?.find(given)?;
        return text.get(..at + given.len());
    }
    if is_name(bare) && !is_role(bare) {
        return Some(bare);
    }
    if first.chars().count() > 1 || !SURNAMES.contains(first) {
        return None;
    }
    // `김 아무개`, `부 튀 띠엔`: one-syllable words and the one after them.
    let given = words.get(1)?;
    let last = if given.chars().count() == 1 && words.len() > 3 { words.get(2)? } else { given };
    let is_given = (1..=3).contains(&last.chars().count()) && last.chars().all(is_syllable) && !is_role(last);
    let end = text.find(last)? + last.len();
    is_given.then(|| text.get(..end)).flatten()
}

/// Whether the text after a name describes its bearer: `·` may join two titles rather than two people.
fn names_nobody(role: &str) -> bool {
    let is_name = |part: &str| without_made(part).split_whitespace().next().is_some_and(is_name);
    role.split(['·', 'ㆍ']).skip(1).all(|part| !is_name(part)) && !role.starts_with(['·', 'ㆍ'])
}

/// The name in `Lee Jung-joo` or `BY SHIN HYE-YEON`, if an address shows that it is a person's.
fn english_name(text: &str, has_email: bool) -> Option<(&str, &str)> {
    let name = text.strip_prefix("BY ").or_else(|| text.strip_prefix("By ")).unwrap_or(text).trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_word = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.chars().all(|c| c.is_alphabetic() && !is_syllable(c) || matches!(c, '-' | '.' | '\''))
            && !ENGLISH_DESKS.contains(&word.to_ascii_lowercase().as_str())
    };
    (has_email && (2..=4).contains(&words.len()) && words.iter().all(is_word)).then_some((name, ""))
}

fn rest_after<'a>(text: &'a str, name: &str) -> &'a str {
    text.find(name).and_then(|at| text.get(at + name.len()..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, role, address and place, with `-` for missing ones.
    fn read(line: &str) -> [String; 4] {
        let author = parse_author(line);
        assert_eq!(author.line, line);
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        [author.name, or_none(author.role), or_none(author.email), or_none(author.place)]
    }

    #[test]
    fn reads_one_person() {
        for (line, expected) in [
            ("홍길동 기자(hong@example.com)", ["홍길동", "기자", "hong@example.com", "-"]),
            ("홍길동 기자 (hong@example.com )", ["홍길동", "기자", "hong@example.com", "-"]),
            ("홍길동  기자  hong@example.com", ["홍길동", "기자", "hong@example.com", "-"]),
            ("홍길동 기자 / hong@example.com", ["홍길동", "기자", "hong@example.com", "-"]),
            ("홍길동 기자, hong@example.com", ["홍길동", "기자", "hong@example.com", "-"]),
            ("홍길동(hong@example.com)", ["홍길동", "-", "hong@example.com", "-"]),
            ("홍길동", ["홍길동", "-", "-", "-"]),
            ("홍준 기자", ["홍준", "기자", "-", "-"]),
            ("홍길동 인턴 기자", ["홍길동", "인턴 기자", "-", "-"]),
            ("홍길동 한글닷컴 객원기자", ["홍길동", "한글닷컴 객원기자", "-", "-"]),
            (
                "홍길동 가나대학교 교수. 미국 변호사(NY)(h@example.com)",
                ["홍길동", "가나대학교 교수. 미국 변호사(NY)", "h@example.com", "-"],
            ),
            ("홍길동 예술학 박사·문화칼럼니스트", ["홍길동", "예술학 박사·문화칼럼니스트", "-", "-"]),
            ("홍길동 PD h@example.com", ["홍길동", "PD", "h@example.com", "-"]),
            ("홍길동(가나에이엑스) 기자", ["홍길동", "(가나에이엑스) 기자", "-", "-"]),
            ("홍길동기자 h@example.com", ["홍길동", "기자", "h@example.com", "-"]),
            ("홍길동M(h@example.com)", ["홍길동M", "-", "h@example.com", "-"]),
            ("홍다니엘 기자(h@example.com)", ["홍다니엘", "기자", "h@example.com", "-"]),
            ("남궁길동 기자", ["남궁길동", "기자", "-", "-"]),
            ("김 아무개 워싱턴 특파원", ["김 아무개", "워싱턴 특파원", "-", "-"]),
            ("부 튀 띠엔 통신원 (v@example.com)", ["부 튀 띠엔", "통신원", "v@example.com", "-"]),
            ("세종=홍길동 기자", ["홍길동", "기자", "-", "세종"]),
            ("하노이= 홍길동 특파원 (h@example.com)", ["홍길동", "특파원", "h@example.com", "하노이"]),
            ("라스베이거스(미국)=홍길동 기자", ["홍길동", "기자", "-", "라스베이거스(미국)"]),
            ("홍길동 기자(=광주)(h@example.com)", ["홍길동", "기자", "h@example.com", "광주"]),
            ("워싱턴 | 홍길동 특파원 h@example.com", ["홍길동", "특파원", "h@example.com", "워싱턴"]),
            ("부산=글·사진 홍길동 객원기자(h@example.com)", ["홍길동", "객원기자", "h@example.com", "부산"]),
            ("홍길동 기자 = 서울", ["홍길동", "기자", "-", "서울"]),
            ("(서울=가나통신) 홍길동 기자 =", ["홍길동", "기자", "-", "서울"]),
            ("선임기자 홍길동", ["홍길동", "선임기자", "-", "-"]),
            ("취재 홍길동 기자", ["홍길동", "기자", "-", "-"]),
            ("황보 관 기자", ["황보 관", "기자", "-", "-"]),
            ("황보 보 기자", ["황보 보", "기자", "-", "-"]),
            ("홍길동 기자 구독", ["홍길동", "기자 구독", "-", "-"]),
            ("구례 홍길동 기자", ["홍길동", "기자", "-", "-"]),
            ("김천 기자 (kim@example.com)", ["김천", "기자", "kim@example.com", "-"]),
            ("이영실 기자", ["이영실", "기자", "-", "-"]),
            ("아트씽 기자(art@example.com)", ["아트씽", "기자", "art@example.com", "-"]),
            ("비카스 아와스티 통신원 (r@example.com)", ["비카스 아와스티", "통신원", "r@example.com", "-"]),
            ("서울 홍길동 기자", ["홍길동", "기자", "-", "-"]),
            ("세종 홍길동 기자", ["홍길동", "기자", "-", "-"]),
            (
                "ABC가나뉴스 홍길동 대학생 인턴기자 h@example.com",
                ["홍길동", "대학생 인턴기자", "h@example.com", "-"],
            ),
            ("서울경제 오토랩 홍길동 기자(h@example.com)", ["홍길동", "기자", "h@example.com", "-"]),
            ("제주방송 홍길동(h@example.com)", ["홍길동", "-", "h@example.com", "-"]),
            ("Lee Jung-joo lee@example.com", ["Lee Jung-joo", "-", "lee@example.com", "-"]),
            ("BY SHIN HYE-YEON   [shin@example.com]", ["SHIN HYE-YEON", "-", "shin@example.com", "-"]),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn leaves_whole_what_is_not_one_person() {
        for line in [
            "홍길동 김철수 기자",
            "홍길동 기자(a@example.com), 김철수 기자(b@example.com)",
            "홍길동 기자(a@example.com),김철수 기자",
            "홍길동·김철수 기자",
            "글 홍길동 기자 사진 김철수 기자",
            "홍길동 기자 김철수 기자",
            "홍길동 기자 | 김철수 기자",
            "홍길동ㆍ김철수ㆍ이영희 기자 h@example.com",
            "사진 홍길동 기자·글 김철수 기자 h@example.com",
            "홍길동(h@example.com) 영상편집 : 김철수",
            "홍길동, 김철수 (h@example.com)",
            "세종=홍길동 기자, 워싱턴=김철수 특파원",
            "제주방송 홍길동(a@example.com) 김철수(b@example.com)",
            "editorial@example.com",
            "정치부",
            "플랫팀 기자 flat@example.com",
            "특집부 weekly@example.com",
            "전북취재본부(news@example.com)",
            "콘텐츠기획부3 기자(news@example.com)",
            "영문뉴스(news@example.com)",
            "사진부공용(photo@example.com)",
            "피플팀 (피플팀(opinion@example.com))",
            "가나비즈니스 온라인뉴스팀  기자(biz@example.com)",
            "한겨레21 han@example.com",
            "ABC 기후로운 경제생활 owl@example.com",
            "창원=뉴스1",
            "월간 옥이네",
            "영상편집: 홍길동",
            "ABCBiz(biz@example.com)",
            "ABC News team@example.com",
            "",
            "@",
            "홍길동 기자(@)",
        ] {
            assert_eq!(read(line), [line, "-", "-", "-"], "{line}");
        }
        let long = "홍길동 ".repeat(1000);
        assert_eq!(parse_author(&long).name, long);
    }
}
