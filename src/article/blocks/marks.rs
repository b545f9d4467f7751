//! Marks: speakers in broadcast scripts (`[앵커]`, `<기자>`, `【 앵커멘트 】`), notes of the editor (`[편집자주]`) and, at the
//! beginning, the programme.

use super::credits::is_credit;
use super::letters::{hangul_word, is_hangul};
use crate::text::particles::particles_after;

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

/// The label of a summary.
const SUMMARY: &str = "핵심요약";
/// Which version of a story this is, on a line of its own.
const VERSIONS: [&str; 4] = ["(종합)", "(종합2보)", "(상보)", "(2보)"];
/// The longest name of a series, in bytes.
const LONGEST_SERIES: usize = 120;

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

/// The end of the label that a paper puts on its summary above the story: `핵심요약나래시 새 도서관…`.
pub(super) fn summary_end(body: &str) -> Option<usize> {
    let rest = body.strip_prefix(SUMMARY)?;
    let is_word =
        rest.starts_with([' ', ':', ',', '.']) || particles_after("a").any(|it| it == hangul_word(rest));
    (!is_word).then_some(SUMMARY.len())
}

/// Whether a line at the beginning is nothing but the name of a series or of the paper, or a version:
/// `[나래의 건강]`, `(종합)`.
pub(super) fn is_label(line: &str) -> bool {
    let inside = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
    let is_series = |inside: &str| {
        inside.len() <= LONGEST_SERIES
            && !inside.contains(['[', ']', '=', ':', '@', 'ⓒ', '/'])
            && !is_credit(inside, true)
            && !is_name(inside.trim())
            && !inside.ends_with("기자")
    };
    is_version(line) || inside.is_some_and(is_series)
}

/// Whether a line says nothing but which version of a story this is.
pub(super) fn is_version(line: &str) -> bool {
    VERSIONS.contains(&line)
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
    fn a_version_may_follow_the_programme() {
        check("[the300](종합)\n\n비가 왔다.", &["M [the300]", "M (종합)", "T 비가 왔다."]);
        check("[the300](종합) 새 도서관\n\n비가 왔다.", &["D [the300](종합) 새 도서관", "T 비가 왔다."]);
    }

    #[test]
    fn a_note_of_the_editor_is_a_mark() {
        check(
            "가람구 새 도서관[편집자주] 비가 왔다.눈이 왔다.",
            &["D 가람구 새 도서관", "M [편집자주]", "T 비가 왔다.", "T 눈이 왔다."],
        );
    }

    #[test]
    fn the_label_of_a_summary_is_a_mark() {
        check(
            "핵심요약가람구 새 도서관 개관\n\n비가 왔다.",
            &["M 핵심요약", "D 가람구 새 도서관 개관", "T 비가 왔다."],
        );
        check("핵심요약을 읽었다.", &["T 핵심요약을 읽었다."]);
    }

    #[test]
    fn the_name_of_a_series_on_its_own_line_is_a_mark() {
        for label in ["[나래의 건강]", "[2026 가람구, 내일을 묻다]", "(종합)"] {
            check(&format!("{label}\n\n비가 왔다."), &[&format!("M {label}"), "T 비가 왔다."]);
        }
        check(
            "[나래의 건강]\n\n가람구 새 도서관\n\n비가 왔다.",
            &["M [나래의 건강]", "D 가람구 새 도서관", "T 비가 왔다."],
        );
        for text in ["[나래시 제공]", "[속보] 비가 왔다."] {
            let kind = if text.ends_with(']') { "C" } else { "T" };
            check(&format!("{text}\n\n비가 왔다."), &[&format!("{kind} {text}"), "T 비가 왔다."]);
        }
    }

    #[test]
    fn the_name_of_a_series_may_stand_behind_the_deck() {
        check(
            "가람구 새 도서관, 그 안을 걷다[나래의 건강]\n\n비가 왔다.",
            &["D 가람구 새 도서관, 그 안을 걷다", "M [나래의 건강]", "T 비가 왔다."],
        );
        check(
            "가람구 새 도서관 [나래시 제공]\n\n비가 왔다.",
            &["C 가람구 새 도서관 [나래시 제공]", "T 비가 왔다."],
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
