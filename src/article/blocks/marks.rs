//! A broadcast script's marks of who speaks: `[앵커]`, `<기자>`, `【 앵커멘트 】`.

/// The signs that a mark stands between. Scripts mix the kinds: `‹앵커>`.
const OPENING: [char; 8] = ['[', '<', '‹', '〈', '【', '＜', '◀', '［'];
const CLOSING: [char; 8] = [']', '>', '›', '〉', '】', '＞', '▶', '］'];

/// What a mark says; a number may follow (`기자1-2`).
const NAMES: [&str; 16] = [
    "앵커", "앵커멘트", "앵커 멘트", "앵커마무리", "앵커 마무리", "기자", "리포트", "리포터", "캐스터", "기상캐스터", "아나운서", "인터뷰", "녹취",
    "현장음", "LEAD", "REPORT",
];

/// The longest mark, in bytes, that is looked for.
const LONGEST: usize = 40;

/// Where the next mark of a line stands, from `from` on.
pub(super) fn next_mark(line: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let rest = line.get(from..)?;
    rest.match_indices(OPENING).find_map(|(at, sign)| {
        let start = from + at;
        let inner = start + sign.len();
        let text = line.get(inner..)?;
        let (text, _) = text.split_at(text.floor_char_boundary(LONGEST));
        let (close, sign) = text.match_indices(CLOSING).next()?;
        let name = text.get(..close)?.trim();
        is_name(name).then_some(start..inner + close + sign.len())
    })
}

fn is_name(text: &str) -> bool {
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | ' '));
    NAMES.contains(&name)
}
