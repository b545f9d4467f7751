//! Recognizes the caption of a picture that an agency distributes like an article. Its headline seldom says
//! so, but captions end in a way that reports don't: with the day of the picture, its photographer, or the
//! photo desk's address.

use crate::text::counting::count_syllables;
use crate::text::email::email_around;

/// Longer texts are no captions, in characters. In other scripts than Hangul, captions are longer, and terms
/// of use follow.
const LONGEST: usize = 500;
const LONGEST_FOREIGN: usize = 1_200;
/// How many bytes at the beginning of a long text tell its script.
const LOOKED_AT: usize = 256;
/// How much of a foreign caption its credit and the terms of use take at most, in bytes.
const FOREIGN_END: usize = 350;
/// Beyond this length, in characters, a credit at the end may be that of a picture beside a report.
const LONGEST_BEFORE_CREDIT: usize = 300;
/// The most sentences before a credit: of an agency abroad, whose pictures need more explanation, and of any
/// other.
const SENTENCES_ABROAD: usize = 3;
const SENTENCES: usize = 1;
/// A line with a photographer's name isn't longer than this, in characters.
const LONGEST_CREDIT: usize = 24;

/// Agencies abroad that supply pictures, as credits name them.
const ABROAD: [&str; 15] = [
    "AP",
    "EPA",
    "AFP",
    "로이터",
    "REUTERS",
    "Reuters",
    "UPI",
    "DPA",
    "신화",
    "타스",
    "TASS",
    "교도",
    "게티이미지",
    "Getty Images",
    "ZUMA",
];
/// Agencies at home, and the words that stand beside an agency's name.
const AT_HOME: [&str; 6] = ["연합뉴스", "연합", "뉴시스", "뉴스1", "통신", "코리아"];
/// How agencies' captions in other scripts name the source of a picture.
const FOREIGN_CREDITS: [&str; 9] = [
    "(AP Photo",
    "via AP)",
    "EPA/",
    "EPA-EFE",
    "REUTERS/",
    "AFP PHOTO",
    "Getty Images",
    "(Photo by ",
    "FILE PHOTO",
];
/// How a sentence ends that describes a picture.
const SHOWS: [&str; 8] = ["고 있다", "고 있습니다", "어 있다", "져 있다", "모습", "모습이다", "전경", "장면"];
/// How a credit in brackets or on a line of its own begins or ends.
const CREDIT_BEGINS: [&str; 2] = ["사진", "ⓒ"];
const CREDIT_ENDS: [&str; 5] = ["제공", "촬영", "캡처", "자료사진", "기자"];
/// How terms of use in brackets read.
const TERMS: [&str; 3] = ["금지", "Prohibited", "YONHAP"];
const SALES_TERMS: &str = "재판매 및 DB 금지";

const OPENING: [char; 5] = ['(', '[', '<', '【', '〈'];
const CLOSING: [char; 5] = [')', ']', '>', '】', '〉'];

/// Whether a text is a caption and nothing else.
pub(super) fn is_caption(text: &str) -> bool {
    let text = text.trim();
    // Most articles are far longer: four bytes are the most that a character takes.
    if text.len() > LONGEST_FOREIGN * 4 {
        return false;
    }
    // A text of more bytes than this is too long for a Korean caption, as nearly all articles are.
    let is_foreign = || {
        let (head, _) = text.split_at(text.floor_char_boundary(LOOKED_AT));
        count_syllables(head) * 5 < head.chars().count()
    };
    if text.len() > LONGEST * 4 && !is_foreign() {
        return false;
    }
    let length = text.chars().count();
    if length <= LONGEST_FOREIGN && count_syllables(text) * 5 < length {
        return foreign_credit(text).is_some();
    }
    if length > LONGEST {
        return false;
    }
    let (rest, is_by_photo_desk) = without_notes(text);
    is_by_photo_desk
        || ends_with_day(without_agencies(rest).0)
        || length <= LONGEST_BEFORE_CREDIT && (begins_abroad(rest) || ends_with_credit(rest))
}

/// Where the credit at the end of a caption in another script starts, in bytes: `(AP Photo/…)`, `EPA/…`.
pub(super) fn foreign_credit(text: &str) -> Option<usize> {
    let from = text.floor_char_boundary(text.len().saturating_sub(FOREIGN_END));
    let (before, end) = text.split_at(from);
    let credit = FOREIGN_CREDITS
        .iter()
        .filter(|credit| end.contains(**credit))
        .filter_map(|credit| end.rfind(credit))
        .max()?;
    let mut start = bracket_around(end, credit).unwrap_or(credit);
    // Several credits may follow each other.
    while let Some(inside) = end[..start].trim_end().strip_suffix(')')
        && let Some(open) = inside.rfind('(')
        && FOREIGN_CREDITS.iter().any(|credit| end[open..start].contains(credit))
    {
        start = open;
    }
    Some(before.len() + start)
}

/// The start of the brackets that a position is in.
fn bracket_around(text: &str, at: usize) -> Option<usize> {
    let (before, _) = text.split_at(at);
    before.rfind('(').filter(|&open| !before[open..].contains(')'))
}

/// A text without addresses and terms of use at its end, and whether one of the addresses is that of a photo
/// desk.
fn without_notes(text: &str) -> (&str, bool) {
    let (mut rest, mut is_by_photo_desk) = (text, false);
    loop {
        let trimmed = rest.trim_end().trim_end_matches('*').trim_end();
        let next = if let Some((before, address)) = without_address(trimmed) {
            is_by_photo_desk |= address.split_once('@').is_some_and(|(user, _)| user.ends_with("photo"));
            before
        } else if let Some((before, inside)) = without_brackets(trimmed)
            && TERMS.iter().any(|term| inside.contains(term))
        {
            before
        } else {
            trimmed.strip_suffix(SALES_TERMS).unwrap_or(trimmed)
        };
        if next == rest {
            return (rest, is_by_photo_desk);
        }
        rest = next;
    }
}

/// Splits an e-mail address off the end.
fn without_address(text: &str) -> Option<(&str, &str)> {
    let at = text.rfind('@')?;
    let range = email_around(text, 0, at)?;
    (range.end == text.len()).then(|| text.split_at(range.start))
}

/// Splits off brackets at the end; the second text is what is inside.
fn without_brackets(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_suffix(CLOSING)?;
    let open = inside.rfind(OPENING)?;
    let (before, inside) = inside.split_at(open);
    Some((before, inside.trim_start_matches(OPENING)))
}

/// Whether a text ends with the day that a picture was taken: `2025.12.28`.
fn ends_with_day(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['.', '/', ' ']);
    let before = text.trim_end_matches(|letter: char| matches!(letter, '0'..='9' | '.' | ' '));
    let mut parts = text[before.len()..].rsplit('.').map(str::trim);
    let mut next = |digits: std::ops::RangeInclusive<usize>| {
        let part = parts.next().unwrap_or_default();
        let number = part.parse::<u16>().ok()?;
        digits.contains(&part.len()).then_some(number)
    };
    let (day, month, year) = (next(1..=2), next(1..=2), next(4..=4));
    let is_in = |value: Option<u16>, range: std::ops::RangeInclusive<u16>| {
        value.is_some_and(|it| range.contains(&it))
    };
    is_in(day, 1..=31) && is_in(month, 1..=12) && is_in(year, 1900..=2100)
}

/// A text without names of agencies at its end, and whether one of them is abroad; `None` if it ends with no
/// name.
fn without_agencies(text: &str) -> (&str, Option<bool>) {
    let (mut rest, mut is_abroad) = (text.trim_end(), None);
    loop {
        let abroad = ABROAD.iter().find_map(|name| rest.strip_suffix(name));
        let next = abroad.or_else(|| AT_HOME.iter().find_map(|name| rest.strip_suffix(name)));
        let Some(next) = next else { return (rest, is_abroad) };
        rest = next.trim_end_matches([' ', '=', '/', '·', '-', '|', '—', '–']);
        is_abroad = Some(is_abroad == Some(true) || abroad.is_some());
    }
}

/// Whether a text begins with a place and an agency abroad, whose reports are never passed on like that, and
/// isn't written by a reporter: `[나루=AP/뉴시스]`.
fn begins_abroad(text: &str) -> bool {
    let place = text.strip_prefix(OPENING).and_then(|text| text.split_once(CLOSING));
    place.is_some_and(|(place, rest)| {
        without_agencies(place).1 == Some(true)
            && sentences(rest) <= SENTENCES_ABROAD
            && !is_by_reporter(rest)
    })
}

/// Whether a text names its reporter as reports do.
fn is_by_reporter(text: &str) -> bool {
    ["기자 =", "특파원 =", "기자]", "특파원]"].iter().any(|byline| text.contains(byline))
}

/// Whether a text describes a picture and then names who made it.
fn ends_with_credit(text: &str) -> bool {
    let Some((before, is_abroad)) = without_credit(text) else { return false };
    let before = before.trim_end();
    let shows = |sentence: &str| SHOWS.iter().any(|end| sentence.trim_end().ends_with(end));
    let most = if is_abroad && !is_by_reporter(before) { SENTENCES_ABROAD } else { SENTENCES };
    sentences(before) <= most && before.split('.').any(shows)
}

/// Splits off who made a picture; true if that is an agency abroad.
fn without_credit(text: &str) -> Option<(&str, bool)> {
    let text = text.trim_end().trim_end_matches('.');
    if let Some((before, inside)) = without_brackets(text) {
        let (name, agency) = without_agencies(inside);
        let is_credit = agency.is_some() && name.chars().count() <= LONGEST_CREDIT || is_credit(inside);
        return is_credit.then_some((before, agency == Some(true)));
    }
    if let (before, Some(is_abroad)) = without_agencies(text) {
        return Some((before, is_abroad));
    }
    let at = text.rfind(['ⓒ', '©']).or_else(|| text.rfind(['.', '/']).map(|at| at + 1))?;
    let (before, credit) = text.split_at(at);
    (credit.starts_with(['ⓒ', '©']) || is_credit(credit)).then_some((before, false))
}

/// Whether a few words name who made a picture.
fn is_credit(words: &str) -> bool {
    let words = words.trim();
    words.chars().count() <= LONGEST_CREDIT
        && (CREDIT_BEGINS.iter().any(|begin| words.starts_with(begin))
            || CREDIT_ENDS.iter().any(|end| words.ends_with(end)))
}

/// The number of sentences.
fn sentences(text: &str) -> usize {
    let is_sentence = |part: &&str| part.chars().filter(|letter| letter.is_alphabetic()).nth(1).is_some();
    text.split('.').filter(is_sentence).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_told_from_reports_by_their_end() {
        for caption in [
            "(나루=연합뉴스) 가람 기자 = 28일 나루 경주장에서 달팽이가 결승선을 지나고 있다. 2025.12.28 snail@yna.co.kr",
            "[나루=뉴시스] 달팽이가 쉬고 있다. (사진=가람군 제공) 2025.12.28. photo@newsis.com *재판매 및 DB 금지",
            "(나루=뉴스1) 가람 기자 = 시장이 달팽이를 쓰다듬었다. (나루시 제공. 재판매 및 DB 금지) 2025.12.28/뉴스1",
            "(나루 AP=연합뉴스) 나루 시민들이 달팽이를 바라보고 있다. 경주는 사흘 동안 이어진다. 2025.12.30",
            "(나루 로이터=연합뉴스) 결승선을 지난 달팽이가 상추를 먹는다.",
            "[나루=AP/뉴시스] 달팽이가 결승선을 지난다. 경주는 사흘 이어진다.",
            "27일 나루에서 달팽이가 결승선을 지나고 있다. 기록은 두 시간이다. /AP연합뉴스",
            "27일 나루에서 달팽이가 결승선을 지나고 있다. [EPA=연합뉴스]",
            "27일 나루에서 달팽이가 결승선을 지나고 있다. AP 뉴시스",
            "27일 나루에서 달팽이가 결승선을 지나는 모습.AFP=연합뉴스",
            "27일 나루에서 달팽이가 결승선을 지나고 있다. 로이터",
            "27일 나루에서 달팽이가 결승선을 지나고 있다.ⓒ 가람",
            "27일 나루에서 달팽이가 결승선을 지나고 있다. 가람 기자 촬영",
            "나루의 달팽이가 상추를 먹고 있다.(사진=독자제공) snail@newsis.com *재판매 및 DB 금지",
            "신문은 새 경주장을 소개했다. [재배포 금지. Redistribution Prohibited] naruphoto@news1.kr",
            "Naru Snail RaceA snail crosses the line in Naru, Sunday, Dec. 28, 2025. (AP Photo/Ga Ram)",
            "Snails race in NaruA snail rests, 28 December 2025. EPA/GA RAM",
            "Snail RaceA snail rests in Naru, Sunday. (Ga Ram/PA via AP) NO SALES; NO ARCHIVE; MANDATORY CREDIT",
        ] {
            assert!(is_caption(caption), "{caption}");
        }
        let foreign = format!("(AP Photo/Ga Ram) {}", "A snail has won the race in Naru. ".repeat(14));
        let long = format!("{}2025.12.28", "달팽이가 결승선을 지나고 있다. ".repeat(40));
        for report in [
            "",
            "2025.12",
            "(나루=연합뉴스) 가람 기자 = 28일 나루에서 불이 났다. 경찰은 원인을 조사하고 있다. snail@yna.co.kr",
            "28일 나루에서 불이 났다. 소방 당국은 1시간 만에 불을 껐다. 경찰은 원인을 조사하고 있다. (사진=연합뉴스)",
            "나루시는 달팽이 경주를 연다고 밝혔다. 경주는 사흘 동안 이어진다. (나루=연합뉴스)",
            "[나루=가람신문 하늘 특파원] 달팽이가 이겼다. 시민들이 달팽이를 바라보고 있다. (사진=AFP)",
            "[나루=AP/뉴시스] 가람 기자 = 달팽이가 이겼다. 시민들이 기뻐하고 있다.",
            "가람 배우가 별세했다고 AFP 통신이 28일 보도했다.",
            "경주의 기원은 오래된 달팽이 신화",
            "A snail has won the race in Naru, its owner said on Sunday. (Yonhap)",
            &long,
            &foreign,
        ] {
            assert!(!is_caption(report), "{report}");
        }
    }
}
