//! Speaker marks in broadcast scripts: `[앵커]`, `<기자>`, `【 앵커멘트 】`.

/// The opening brackets of marks. Scripts mix the kinds: `‹앵커>`.
const OPENING: [char; 8] = ['[', '<', '‹', '〈', '【', '＜', '◀', '［'];
const CLOSING: [char; 8] = [']', '>', '›', '〉', '】', '＞', '▶', '］'];

/// The names in marks; a number may follow (`기자1-2`).
const NAMES: [&str; 16] = [
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
    "LEAD",
    "REPORT",
];

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

fn is_name(text: &str) -> bool {
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | ' '));
    NAMES.contains(&name)
}
