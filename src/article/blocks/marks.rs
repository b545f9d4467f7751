//! Marks: speakers in broadcast scripts (`[앵커]`, `<기자>`, `【 앵커멘트 】`), notes of the editor (`[편집자주]`) and, at the
//! beginning, the programme.

use super::letters::is_hangul;

/// The opening brackets of marks. Scripts mix the kinds: `‹앵커>`.
const OPENING: [char; 8] = ['[', '<', '‹', '〈', '【', '＜', '◀', '［'];
const CLOSING: [char; 8] = [']', '>', '›', '〉', '】', '＞', '▶', '］'];

/// The names in marks; a number may follow (`기자1-2`).
const NAMES: [&str; 18] = [
    "앵커",
    "앵커멘트",
    "앵커 멘트",
    "앵커마무리",
    "앵커 마무리",
    "기자",
    "리포트",
    "리포터",
    "캐스터",
    "기상캐스터",
    "아나운서",
    "인터뷰",
    "녹취",
    "현장음",
    "편집자주",
    "편집자 주",
    "LEAD",
    "REPORT",
];

/// Programmes that a broadcaster's script begins with, besides those whose name begins with 뉴스.
const PROGRAMMES: [&str; 8] =
    ["정오뉴스", "아침뉴스", "저녁뉴스", "주말뉴스", "8뉴스", "8 뉴스", "the300", "열린라디오 YTN"];

/// The longest mark, in bytes.
const LONGEST: usize = 40;

/// The end of a mark that starts at `at`, if there is one.
pub(super) fn mark_at(line: &str, at: usize) -> Option<usize> {
    let inner = line[at..].strip_prefix(OPENING)?;
    let start = line.len() - inner.len();
    let inner = &inner[..inner.floor_char_boundary(LONGEST)];
    let (end, sign) = inner.char_indices().find(|(_, c)| CLOSING.contains(c) || OPENING.contains(c))?;
    (CLOSING.contains(&sign) && is_name(inner[..end].trim())).then(|| start + end + sign.len_utf8())
}

/// The end of the programme's or station's name that a body begins with: `[뉴스데스크]`, `[KBS 춘천]`.
pub(super) fn programme_end(body: &str) -> Option<usize> {
    let (name, _) = body.strip_prefix('[')?.split_once(']')?;
    let station =
        name.strip_prefix("KBS ").is_some_and(|place| place.len() == 6 && place.chars().all(is_hangul));
    let news = name.strip_prefix("뉴스").is_some_and(|rest| {
        name.len() <= LONGEST && rest != "1" && !rest.is_empty() && rest.chars().all(char::is_alphanumeric)
    });
    // The news at an hour: `5시뉴스`, `930뉴스`.
    let hourly = name.starts_with(|c: char| c.is_ascii_digit())
        && name.strip_suffix("뉴스").is_some_and(|hour| {
            let hour = hour.strip_suffix('시').or_else(|| hour.strip_suffix("MBC")).unwrap_or(hour);
            hour.bytes().all(|b| b.is_ascii_digit())
        });
    (station || news || hourly || PROGRAMMES.contains(&name)).then_some(name.len() + 2)
}

fn is_name(text: &str) -> bool {
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | ' '));
    NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn a_programme_at_the_beginning_is_a_mark() {
        for programme in
            ["[뉴스데스크]", "[뉴스9]", "[정오뉴스]", "[5시뉴스]", "[930뉴스]", "[KBS 가람]", "[the300]"]
        {
            check(&format!("{programme}비가 왔다."), &[&format!("M {programme}"), "T 비가 왔다."]);
        }
        for text in ["[나래뉴스] 비가 왔다.", "[뉴스1] 비가 왔다.", "비가 [뉴스데스크] 왔다."]
        {
            check(text, &[&format!("T {text}")]);
        }
    }

    #[test]
    fn a_note_of_the_editor_is_a_mark() {
        check(
            "가람구 새 도서관[편집자주] 비가 왔다.눈이 왔다.",
            &["D 가람구 새 도서관", "M [편집자주]", "T 비가 왔다.", "T 눈이 왔다."],
        );
    }

    #[test]
    fn a_deck_may_follow_a_programme_or_begin_with_it() {
        check(
            "[the300]\n\n가람구 새 도서관\n\n비가 왔다.",
            &["M [the300]", "D 가람구 새 도서관", "T 비가 왔다."],
        );
        check("[the300] 가람구 새 도서관\n\n비가 왔다.", &["D [the300] 가람구 새 도서관", "T 비가 왔다."]);
    }
}
