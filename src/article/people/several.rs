//! Author lines that name several people: `홍길동 기자(…),김철수 인턴기자(…)`, `홍길동 김철수 기자`.

use super::words::{is_name, is_role};
use super::{Author, one_person, parse_author, person, split_place};
use crate::text::email::email_around;

/// The people named by an author line, each with the part that names them: `홍길동 기자(…),김철수 인턴기자(…)`, `홍길동 김철수
/// 기자`. A line that doesn't clearly name several is one author, parsed by [`parse_author`].
pub fn people_of(line: &str) -> Vec<Author> {
    if line.len() > 400 {
        return vec![parse_author(line)];
    }
    // `[홍길동 기자]`, and what is left of a list: `& 홍길동 기자`.
    let bare = line.trim_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    let bare = bare.strip_prefix('[').and_then(|bare| bare.strip_suffix(']')).unwrap_or(bare).trim();
    let by_role = people_by_role(bare);
    if by_role.is_none()
        && let Some(person) = person(bare)
    {
        return vec![person];
    }
    let (place, names) = split_place(bare).unwrap_or((None, bare));
    let people_of = |pieces: Vec<&str>| {
        let people: Option<Vec<Author>> = pieces.into_iter().map(one_person).collect();
        people.filter(|people| people.len() > 1)
    };
    let named = by_role
        .or_else(|| people_of(pieces_apart(bare)))
        .or_else(|| people_of(pieces_by_email(bare)))
        .or_else(|| people_of(names_with_one_role(names)));
    let Some(mut people) = named else { return vec![parse_author(bare)] };
    if let Some(place) = place.filter(|place| !place.is_empty()) {
        people.iter_mut().for_each(|person| person.place = person.place.take().or(Some(place.to_owned())));
    }
    // `홍길동·김철수 기자`: both have the role.
    let mut role = None;
    for person in people.iter_mut().rev() {
        match &person.role {
            Some(own) => role = Some(own.clone()),
            None if person.email.is_none() => person.role.clone_from(&role),
            None => {}
        }
    }
    people
}

/// The marks that separate people.
pub const SEPARATORS: [char; 8] = [',', '·', 'ㆍ', '・', '/', '|', ';', '&'];

/// The roles behind which another person may follow.
const REPORTERS: [&str; 2] = ["기자", "특파원"];

/// The people of a line in which each has a role of their own: `글 홍길동 기자 사진 김철수 기자`.
pub(super) fn people_by_role(line: &str) -> Option<Vec<Author>> {
    if REPORTERS.iter().map(|role| line.matches(role).count()).sum::<usize>() < 2 {
        return None;
    }
    let mut people = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let ends = REPORTERS.iter().filter_map(|role| Some(rest.find(&format!("{role} "))? + role.len()));
        let (piece, behind) = rest.split_at(ends.min().unwrap_or(rest.len()));
        people.push(person(piece).filter(|person| person.role.is_some() || person.email.is_some())?);
        rest = behind.trim_start();
    }
    (people.len() > 1).then_some(people)
}

/// Splits a line at the marks that separate people; marks in brackets don't count.
fn pieces_apart(line: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let is_mark = |c: char| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && SEPARATORS.contains(&c)
    };
    line.split(is_mark).map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// Splits a line after each of its e-mail addresses.
fn pieces_by_email(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices('@') {
        let Some(email) = email_around(line, start, at) else { continue };
        let behind = line.get(email.end..).unwrap_or_default();
        let end = line.len() - behind.trim_start_matches([')', ']', '>', ' ']).len();
        pieces.extend(line.get(start..end).map(str::trim));
        start = end;
    }
    if line.get(start..).is_some_and(|rest| !rest.trim().is_empty()) { Vec::new() } else { pieces }
}

/// The names in a line that are followed by a shared role: `홍길동 김철수 기자`.
fn names_with_one_role(line: &str) -> Vec<&str> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some((role, names)) = words.split_last() else { return Vec::new() };
    if !names_several(names, role) {
        return Vec::new();
    }
    let last = names.len() - 1;
    // The last name keeps the role.
    let with_role = names.last().and_then(|name| line.rfind(name)).and_then(|at| line.get(at..));
    names.iter().take(last).copied().chain(with_role).collect()
}

/// Whether the words before a reporter's role are two or more names. Two syllables may be a place.
pub(super) fn names_several(names: &[&str], role: &str) -> bool {
    let is_full_name = |word: &&str| word.chars().count() >= 3 && is_name(word) && !is_role(word);
    let is_reporter = REPORTERS.iter().any(|end| role.ends_with(end)) && !is_name(role);
    is_reporter && names.len() > 1 && names.iter().all(is_full_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_people_of_one_line_are_told_apart() {
        let people = |line: &str| {
            let people = people_of(line).into_iter();
            let person = |person: Author| {
                [Some(person.name), person.role, person.email]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            people.map(person).collect::<Vec<_>>()
        };
        for (line, expected) in [
            (
                "홍길동 기자(a@example.com),김철수 인턴기자(b@example.com)",
                &["홍길동 기자 a@example.com", "김철수 인턴기자 b@example.com"][..],
            ),
            ("홍길동 김철수 기자", &["홍길동 기자", "김철수 기자"]),
            ("홍길동 김철수 이영희 특파원", &["홍길동 특파원", "김철수 특파원", "이영희 특파원"]),
            ("홍길동·김철수 기자", &["홍길동 기자", "김철수 기자"]),
            ("세종=홍길동 기자, 워싱턴=김철수 특파원", &["홍길동 기자", "김철수 특파원"]),
            (
                "제주방송 홍길동(a@example.com) 김철수(b@example.com)",
                &["홍길동 a@example.com", "김철수 b@example.com"],
            ),
            ("홍길동 기자 김철수 기자", &["홍길동 기자", "김철수 기자"]),
            ("글 홍길동 기자 사진 김철수 기자", &["홍길동 기자", "김철수 기자"]),
            ("남궁민수 선우진 기자", &["남궁민수 기자", "선우진 기자"]),
            ("세종=홍길동 김철수 기자", &["홍길동 기자", "김철수 기자"]),
            ("홍길동 기자 | 김철수 기자", &["홍길동 기자", "김철수 기자"]),
            ("취재 홍길동, 사진 김철수", &["홍길동", "김철수"]),
            ("홍길동 기자 구독", &["홍길동 기자 구독"]),
            ("홍길동 특파원 도쿄", &["홍길동 특파원 도쿄"]),
            ("[홍길동 기자]", &["홍길동 기자"]),
            ("& 홍길동 기자", &["홍길동 기자"]),
            ("& 디지털뉴스팀", &["디지털뉴스팀"]),
            ("홍길동 기자", &["홍길동 기자"]),
            ("홍길동 기자 겸 앵커", &["홍길동 기자 겸 앵커"]),
            ("홍길동(가나, 다라) 기자", &["홍길동(가나, 다라) 기자"]),
            ("정치부·사회부", &["정치부·사회부"]),
            ("홍길동 문화부 기자", &["홍길동 문화부 기자"]),
            ("홍길동, 영상편집", &["홍길동, 영상편집"]),
        ] {
            assert_eq!(people(line), expected, "{line}");
        }
    }
}
