//! Lists: items that the crawl ran together in a paragraph, each with its sign, number or label.
//!
//! Most signs stand within a sentence and are left there. They part items only where nothing but a lost line break can
//! stand before them, or where each begins with a day.

use super::credits::begins_with_name;
use super::letters::{is_hangul, opens};
use super::{Block, BlockKind, trimmed};

/// The fewest items of a list.
const FEWEST: usize = 3;
/// The fewest labels of a notice.
const FEWEST_LABELS: usize = 2;
/// Items have more letters than this on average.
const SHORT: usize = 12;
/// How far an equals sign stands behind a day, in bytes.
const NEAR: usize = 40;

/// Signs that items begin with.
const SIGNS: [char; 11] = ['▲', '△', '▷', '▶', '○', '●', '•', '▪', '◦', '✔', '✅'];
/// Labels that the lines of a notice begin with, and what may stand before one.
const LABELS: [&str; 16] = [
    "일시", "장소", "시간", "기간", "대상", "주최", "주관", "후원", "문의", "내용", "인원", "주소", "일정",
    "날짜", "지역", "접수",
];
const BEFORE_LABEL: [&str; 3] = ["조사 ", "행사 ", "신청 "];
/// Headings that stand right before the first label.
const HEADINGS: [&str; 2] = ["행사 개요", "조사 개요"];

/// Separates the items of lists.
pub(super) fn set_apart(body: &str, blocks: &mut Vec<Block>) {
    for Block { kind, range } in std::mem::take(blocks) {
        let cuts = if kind == BlockKind::Text { cuts(&body[range.clone()]) } else { Vec::new() };
        let mut start = range.start;
        for cut in cuts.into_iter().map(|at| range.start + at).chain([range.end]) {
            blocks.extend(trimmed(body, kind, start..cut));
            start = cut;
        }
    }
}

/// Where the items of a paragraph begin.
fn cuts(text: &str) -> Vec<usize> {
    let mut cuts: Vec<usize> = SIGNS.iter().flat_map(|&sign| signed(text, sign)).collect();
    cuts.extend(dashed(text));
    cuts.extend(numbered(text, circled));
    cuts.extend(numbered(text, counted));
    cuts.extend(labelled(text));
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Where items with a sign begin.
fn signed(text: &str, sign: char) -> Vec<usize> {
    let all: Vec<usize> = text.match_indices(sign).map(|(at, _)| at).collect();
    let is_lost = |&at: &usize| {
        let rest = &text[at + sign.len_utf8()..];
        at == 0 || is_glued(&text[..at]) && !text[..at].ends_with(sign) && !rest.starts_with(sign)
    };
    let has_day = |at: &usize| {
        let item = &text[*at..];
        item[..item.floor_char_boundary(NEAR)].split_once(" = ").is_some_and(|(day, _)| day.contains("일("))
    };
    let is_list = all.len() >= FEWEST && (all.iter().all(is_lost) || all.iter().all(has_day));
    if is_list && are_items(text, &all) { all } else { Vec::new() }
}

/// Where items with a dash begin.
fn dashed(text: &str) -> Vec<usize> {
    let all: Vec<usize> = text.match_indices("- ").map(|(at, _)| at).collect();
    let is_list = all.len() >= FEWEST && all.iter().all(|&at| at == 0 || is_glued(&text[..at]));
    if is_list && are_items(text, &all) { all } else { Vec::new() }
}

/// Where items begin that are numbered from one on.
fn numbered(text: &str, number: fn(&str) -> Option<u32>) -> Vec<usize> {
    let mut all = Vec::new();
    for (at, _) in text.char_indices() {
        let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
        if number(&text[at..]) == Some(count + 1) && (at == 0 || count == 0 || is_glued(&text[..at])) {
            all.push(at);
        }
    }
    if all.len() >= FEWEST { all } else { Vec::new() }
}

/// The number in a circle that a text begins with.
fn circled(text: &str) -> Option<u32> {
    text.chars().next().filter(|c| matches!(c, '①'..='⑳')).map(|c| u32::from(c) - u32::from('①') + 1)
}

/// The number with a full stop that a text begins with: `3. `.
fn counted(text: &str) -> Option<u32> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = text[..digits].parse().ok()?;
    (digits <= 2 && text[digits..].starts_with(". ")).then_some(number)
}

/// Where the lines of a notice begin: `일시 : 3월 1일장소 : 나래시 도서관`.
fn labelled(text: &str) -> Vec<usize> {
    let colons = text.match_indices([':', '：']).filter_map(|(at, _)| {
        let before = text[..at].trim_end();
        let mut start = LABELS.iter().find_map(|label| before.strip_suffix(label))?.len();
        for words in BEFORE_LABEL.iter().chain(&HEADINGS) {
            start -= if text[..start].ends_with(words) { words.len() } else { 0 };
        }
        let is_first = text[start..].starts_with(HEADINGS[0]) || text[start..].starts_with(HEADINGS[1]);
        (start == 0 || is_first || is_glued(&text[..start])).then_some(start)
    });
    let all: Vec<usize> = colons.collect();
    if all.len() >= FEWEST_LABELS { all } else { Vec::new() }
}

/// Whether a text ends with what no item's sign follows within a sentence.
fn is_glued(before: &str) -> bool {
    let last = before.chars().next_back();
    last.is_some_and(|c| {
        !c.is_whitespace() && !opens(c) && !matches!(c, ',' | '/' | '~' | '-' | '=' | ':' | '·')
    })
}

/// Whether the texts between places are items of a list and not people in a notice of appointments, which stays one
/// paragraph.
fn are_items(text: &str, starts: &[usize]) -> bool {
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let items: Vec<&str> = starts.iter().zip(ends).map(|(&start, end)| text[start..end].trim()).collect();
    let letters: usize = items.iter().map(|item| item.chars().count()).sum();
    let people = items.iter().filter(|item| ends_with_name(item)).count();
    !text.contains(['◇', '◆', '<', '〈']) && letters > SHORT * items.len() && people * 3 < items.len()
}

/// Whether an item ends with a person's name.
fn ends_with_name(item: &str) -> bool {
    let item = item.split(['(', '〈', '<']).next().unwrap_or(item).trim_end();
    let word = item.rsplit(' ').next().unwrap_or(item);
    word.chars().all(is_hangul) && word.chars().count() == 3 && begins_with_name(word)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn items_that_were_run_together_stand_apart() {
        check(
            "▲오전 9시 나래시 도서관 앞에서 열리는 달팽이 경주▲오전 11시 가람구 시장실에서 열리는 기자회견▲오후 2시 하늘동 광장 음악회",
            &[
                "T ▲오전 9시 나래시 도서관 앞에서 열리는 달팽이 경주",
                "T ▲오전 11시 가람구 시장실에서 열리는 기자회견",
                "T ▲오후 2시 하늘동 광장 음악회",
            ],
        );
        check(
            "일정은 다음과 같다.\n▲ 3월 1일(월) = 나래시 물가 ▲ 3월 2일(화) = 가람구 고용 ※하늘동 휴장 ▲ 3월 3일(수) = 하늘동 무역",
            &[
                "T 일정은 다음과 같다.",
                "T ▲ 3월 1일(월) = 나래시 물가",
                "T ▲ 3월 2일(화) = 가람구 고용 ※하늘동 휴장",
                "T ▲ 3월 3일(수) = 하늘동 무역",
            ],
        );
        check(
            "비가 왔다.\n오늘의 소식 1. 나래시 새 도서관 개관2. 가람구 달팽이 경주 결승3. 하늘동 음악회",
            &[
                "T 비가 왔다.",
                "T 오늘의 소식",
                "T 1. 나래시 새 도서관 개관",
                "T 2. 가람구 달팽이 경주 결승",
                "T 3. 하늘동 음악회",
            ],
        );
    }

    #[test]
    fn lines_of_a_notice_stand_apart() {
        check(
            "종이 울립니다. 행사 개요일시 : 3월 1일 오전 9시장소 : 나래시 도서관",
            &["T 종이 울립니다.", "T 행사 개요일시 : 3월 1일 오전 9시", "T 장소 : 나래시 도서관"],
        );
    }

    #[test]
    fn items_within_a_sentence_and_appointments_stay_together() {
        for text in [
            "나래시는 ▲도서관 앞 광장 정비 ▲달팽이 경주장 확장 ▲하늘동 음악당 신축 등을 추진한다고 밝혔다.",
            "승진▲문화관광국장 홍길동▲도서관장 임꺽정▲달팽이경주과장 장길산",
            "지수는 나래(1. 2)와 가람, 나래-가람-하늘 노선이 이어진다.",
            "의뢰 : 나래시 / 조사 대상 : 가람구",
        ] {
            check(text, &[&format!("T {text}")]);
        }
    }
}
