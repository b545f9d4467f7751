//! Long paragraphs: where the page breaks a paragraph without breaks of its own, to make it readable.

use super::letters::{closes, hangul_word, is_hangul, opens};
use super::quotes::StraightQuotes;
use super::sentences::ends_sentence;
use super::talk::is_question;
use super::{Block, BlockKind};

/// Paragraphs with more characters than this are broken.
const LONG: usize = 500;
/// Paragraphs with more characters than this are broken where another subject clearly begins.
const FAIRLY_LONG: usize = 350;
/// No paragraph has fewer characters than this if that can be avoided.
const SHORTEST: usize = 60;
/// Sentences with at most as many characters may announce what follows.
const LONGEST_ANNOUNCEMENT: usize = 25;
/// The longest sentence that announces another text, in bytes.
const LONGEST_HEADING: usize = 240;
/// A quotation open for longer than this, in bytes, was never closed.
const LONGEST_QUOTATION: usize = 1200;

/// What a paragraph costs by the number of its sentences, from one on; more sentences are never set together.
const BY_SENTENCES: [f64; 9] = [4.0, 0.6, 0.1, 0.0, 1.5, 3.5, 6.0, 8.0, 10.0];
/// What a paragraph costs for each character over so many.
const LONG_PARAGRAPH: usize = 350;
const PER_CHARACTER: f64 = 1.0 / 60.0;
const TOO_SHORT: f64 = 6.0;
/// What a break costs by what begins behind it.
const AT_NOTHING: f64 = 1.0;
const AT_OPENING: f64 = -1.4;
const AT_TIME: f64 = 0.2;
const AT_SUBJECT: f64 = -2.0;
const AT_SEQUEL: f64 = 20.0;
const AT_EXPLANATION: f64 = 3.0;
/// Added behind an announcement: of a word-for-word text, and of any other.
const BEHIND_HEADING: f64 = -50.0;
const BEHIND_ANNOUNCEMENT: f64 = 6.0;
/// What a paragraph costs for another subject in its middle.
const SUBJECT_INSIDE: f64 = 2.5;

/// Words with which another subject begins.
const SUBJECTS: [&str; 6] = ["한편", "이밖에", "이 밖에", "이에 대해", "앞서", "아울러"];

/// Words that papers start paragraphs with.
const OPENINGS: [&str; 17] = [
    "이에 따라",
    "이와 관련",
    "이와 함께",
    "이날",
    "또 ",
    "또한",
    "하지만",
    "그러나",
    "반면",
    "현재 ",
    "실제로",
    "실제 ",
    "문제는",
    "업계",
    "전문가",
    "그럼에도",
    "반대로",
];

/// Times with which paragraphs begin, but items of an enumeration, too.
const TIMES: [&str; 5] = ["이번 ", "당시 ", "지난 ", "올해 ", "내년 "];

/// Words with which a sentence goes on with what was said before it.
const SEQUELS: [&str; 30] = [
    "이후 ",
    "그는",
    "그가",
    "그의 ",
    "그녀는",
    "그게",
    "그것",
    "그런 ",
    "그러니까",
    "그러면서",
    "그만큼",
    "그래서",
    "그 결과",
    "그중",
    "이를",
    "이는",
    "이로",
    "이런",
    "이들은",
    "이 중 ",
    "이어 ",
    "이어서",
    "다만",
    "특히",
    "따라서",
    "대신 ",
    "즉 ",
    "왜냐",
    "같은 기간",
    "바로 ",
];

/// How sentences end that explain what was said before them.
const EXPLAINS: [&str; 8] =
    ["의미다.", "뜻이다.", "것이다.", "때문이다.", "셈이다.", "얘기다.", "설명이다.", "취지다."];

/// How sentences end that announce a statement.
const ANNOUNCES: [&str; 12] = [
    "내놨다",
    "내놓았다",
    "강조했다",
    "말했다",
    "밝혔다",
    "이렇다",
    "다음과 같다",
    "언급했다",
    "설명했다",
    "반박했다",
    "답했다",
    "나왔다",
];

/// How what a sentence announces that begins with 다음은 is called.
const HEADINGS: [&str; 7] = ["전문", "사과문", "입장문", "일문일답", "문답", "전망", "요지"];

/// Titles that follow the name of a quoted person.
const TITLES: [&str; 20] = [
    "대통령",
    "총리",
    "장관",
    "차관",
    "의원",
    "대표",
    "위원장",
    "의장",
    "시장",
    "지사",
    "회장",
    "사장",
    "원장",
    "교수",
    "연구원",
    "변호사",
    "감독",
    "후보",
    "본부장",
    "청장",
];

/// Where the page breaks long paragraphs, as ascending byte offsets in the body: at ends of sentences, never
/// inside a quotation or brackets. The text itself is unchanged.
pub fn long_breaks(body: &str, blocks: &[Block]) -> Vec<usize> {
    let long = blocks.iter().filter(|block| block.kind == BlockKind::Text);
    long.flat_map(|block| {
        let text = body.get(block.range.clone()).unwrap_or_default();
        let has = |characters: usize| text.chars().nth(characters).is_some();
        let breaks = match has(FAIRLY_LONG) && !is_question(text) {
            true if has(LONG) => breaks(&LongSentence::all(text)),
            true => clear_breaks(&LongSentence::all(text)),
            false => Vec::new(),
        };
        breaks.into_iter().map(|at| block.range.start + at)
    })
    .collect()
}

/// A sentence of a long paragraph.
struct LongSentence {
    /// Where it begins, in bytes.
    start: usize,
    characters: usize,
    /// What a break before it costs.
    cost: f64,
    /// Whether another subject begins with it.
    is_subject: bool,
}

impl LongSentence {
    fn all(text: &str) -> Vec<Self> {
        let ends = sentence_ends(text);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let mut last = "";
        let sentence = |(start, end): (usize, usize)| {
            let sentence = text[start..end].trim_end();
            let is_subject =
                SUBJECTS.iter().any(|word| sentence.starts_with(word)) || changes_style(last, sentence);
            let cost = cost_before(sentence, is_subject) + cost_behind(last);
            last = sentence;
            Self { start, characters: sentence.chars().count(), cost, is_subject }
        };
        starts.zip(ends.iter().copied().chain([text.len()])).map(sentence).collect()
    }
}

/// What a break before a sentence costs.
fn cost_before(sentence: &str, is_subject: bool) -> f64 {
    let begins = |words: &[&str]| words.iter().any(|word| sentence.starts_with(word));
    if begins(&SEQUELS) {
        AT_SEQUEL
    } else if is_subject {
        AT_SUBJECT
    } else if EXPLAINS.iter().any(|end| sentence.ends_with(end)) {
        AT_EXPLANATION
    } else if sentence.starts_with(['"', '“']) || begins(&OPENINGS) || begins_with_name(sentence) {
        AT_OPENING
    } else if begins(&TIMES) {
        AT_TIME
    } else {
        AT_NOTHING
    }
}

/// What a break behind a sentence costs in addition.
fn cost_behind(sentence: &str) -> f64 {
    let end = sentence.trim_end_matches(['.', ' ']);
    if is_heading(end) {
        BEHIND_HEADING
    } else if ANNOUNCES.iter().any(|word| end.ends_with(word))
        && sentence.chars().nth(LONGEST_ANNOUNCEMENT).is_none()
    {
        BEHIND_ANNOUNCEMENT
    } else {
        0.0
    }
}

/// Whether a sentence announces a text that follows word for word: `다음은 사과문 전문.`
fn is_heading(sentence: &str) -> bool {
    sentence.starts_with("다음은")
        && HEADINGS.iter().any(|word| sentence.trim_end_matches("이다").ends_with(word))
}

/// Whether one sentence is plain and the next polite, as where a statement begins or ends.
fn changes_style(one: &str, next: &str) -> bool {
    let is_polite = |text: &str| text.ends_with("니다.");
    let is_plain = |text: &str| text.ends_with("다.") && !is_polite(text);
    is_plain(one) && is_polite(next) || is_polite(one) && is_plain(next)
}

/// The breaks of a fairly long paragraph: only where another subject begins.
fn clear_breaks(sentences: &[LongSentence]) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut characters = 0;
    let mut left: usize = sentences.iter().map(|sentence| sentence.characters).sum();
    for sentence in sentences {
        if sentence.cost <= AT_SUBJECT && characters >= 2 * SHORTEST && left >= SHORTEST {
            breaks.push(sentence.start);
            characters = 0;
        }
        characters += sentence.characters;
        left -= sentence.characters;
    }
    breaks
}

/// The breaks of a long paragraph that cost least together.
fn breaks(sentences: &[LongSentence]) -> Vec<usize> {
    // The least cost of the first sentences, and where the last paragraph of them begins.
    let mut best = vec![(0.0, 0)];
    for end in 1..=sentences.len() {
        let mut least = (f64::INFINITY, end - 1);
        let (mut characters, mut subjects) = (0, 0);
        for (start, by_sentences) in (0..end).rev().zip(BY_SENTENCES) {
            let sentence = &sentences[start];
            characters += sentence.characters;
            let mut cost = best[start].0 + by_sentences + f64::from(subjects) * SUBJECT_INSIDE;
            cost += characters.saturating_sub(LONG_PARAGRAPH) as f64 * PER_CHARACTER;
            cost += if characters < SHORTEST { TOO_SHORT } else { 0.0 };
            cost += if start > 0 { sentence.cost } else { 0.0 };
            if cost < least.0 {
                least = (cost, start);
            }
            subjects += i32::from(sentence.is_subject);
        }
        best.push(least);
    }
    let mut breaks = Vec::new();
    let mut at = sentences.len();
    while at > 0 {
        at = best[at].1;
        if at > 0 {
            breaks.push(sentences[at].start);
        }
    }
    breaks.reverse();
    breaks
}

/// Where sentences start after the end of another and white space, outside of quotations and brackets.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut double = StraightQuotes::new('"');
    let (mut depth, mut opened) = (0_usize, 0);
    let mut stopped = false;
    let mut straight = false;
    for (at, c) in text.char_indices() {
        if depth > 0 && at - opened > LONGEST_QUOTATION {
            depth = 0;
            straight = false;
            double.reset();
        }
        if c == '"' {
            if let Some(opens) = double.opens(text, at)
                && opens != straight
            {
                straight = opens;
                (depth, opened) = if opens { (depth + 1, at) } else { (depth.saturating_sub(1), opened) };
            }
            double.pass(c, text, at);
        } else if opens(c) {
            (depth, opened) = (depth + 1, at);
        } else if closes(c) {
            depth = depth.saturating_sub(1);
        } else if matches!(c, '.' | '?' | '!') {
            stopped = ends_sentence(&text[..at]) || c == '.' && ends_heading(&text[..at]);
        } else if c.is_whitespace() {
            if stopped && depth == 0 {
                ends.push(at + c.len_utf8());
            }
            stopped = false;
        } else {
            stopped = false;
        }
    }
    ends.dedup();
    ends.retain(|&end| text[end..].starts_with(|c: char| !c.is_whitespace()));
    ends
}

/// Whether a text ends with a sentence that announces another text.
fn ends_heading(text: &str) -> bool {
    let (_, near) = text.split_at(text.floor_char_boundary(text.len().saturating_sub(LONGEST_HEADING)));
    near.rfind("다음은").is_some_and(|at| !near[at..].contains('.') && is_heading(&near[at..]))
}

/// Whether a text starts with a name of two to four syllables and a title followed by a particle.
fn begins_with_name(text: &str) -> bool {
    let name = hangul_word(text);
    let Some(rest) = text[name.len()..].strip_prefix(' ') else { return false };
    let title = hangul_word(rest);
    (2..=4).contains(&name.chars().count())
        && title.ends_with(['은', '는'])
        && TITLES.iter().any(|known| title.trim_end_matches(['은', '는']).ends_with(known))
        && rest[title.len()..].chars().next().is_none_or(|c| !is_hangul(c))
}

#[cfg(test)]
mod tests {
    use super::super::{Block, BlockKind};
    use super::long_breaks;

    /// Checks where a paragraph is broken; `|` marks a break.
    #[track_caller]
    fn check(expected: &str) {
        let body = expected.replace('|', "");
        let blocks = [Block { kind: BlockKind::Text, range: 0..body.len() }];
        let mut found = String::new();
        let mut start = 0;
        for at in long_breaks(&body, &blocks) {
            found.push_str(&body[start..at]);
            found.push('|');
            start = at;
        }
        found.push_str(&body[start..]);
        assert_eq!(found, expected);
    }

    /// A sentence of about forty characters.
    const PLAIN: &str = "가람구에는 밤새 비가 내렸고 나래길에는 눈이 쌓여 아침까지 사람들이 길을 쓸었다. ";

    #[test]
    fn a_long_paragraph_gets_breaks_after_two_to_four_sentences() {
        let four = PLAIN.repeat(4);
        check(&format!("{four}|{four}|{}", four.trim_end()));
    }

    #[test]
    fn another_subject_begins_a_paragraph_even_in_a_shorter_one() {
        let four = PLAIN.repeat(4);
        check(&format!("{four}{four}|한편 {PLAIN}{}", PLAIN.trim_end()));
        let (two, three) = (PLAIN.repeat(2), PLAIN.repeat(3));
        check(&format!("{four}{PLAIN}|앞서 {three}|{three}|{two}한편 눈이 왔다."));
    }

    #[test]
    fn no_paragraph_begins_with_what_belongs_to_the_one_before() {
        let four = PLAIN.repeat(4);
        for sequel in ["그는 ", "이를 ", "다만 ", "특히 ", "그러면서 "] {
            let body = format!("{four}{sequel}{four}{four}");
            let blocks = [Block { kind: BlockKind::Text, range: 0..body.len() }];
            let breaks = long_breaks(&body, &blocks);
            assert!(!breaks.is_empty() && !breaks.contains(&four.len()), "{sequel}: {breaks:?}");
        }
    }

    #[test]
    fn an_announcement_stays_with_what_it_announces() {
        let four = PLAIN.repeat(4);
        let three = PLAIN.repeat(3);
        check(&format!(
            "{four}|이날 시장은 이렇게 말했다. \"비가 왔다\"고 했다. {PLAIN}{PLAIN}|{three}|{three}"
        ));
        check(&format!("{four}다음은 시장의 입장문 전문. |{four}|{four}"));
    }

    #[test]
    fn another_style_begins_a_paragraph() {
        let polite = PLAIN.replace("쓸었다", "쓸었습니다");
        let (plain, polite) = (PLAIN.repeat(3), polite.repeat(5));
        check(&format!("{plain}|{polite}|{plain}{PLAIN}"));
    }

    #[test]
    fn a_short_paragraph_stays_whole() {
        check(&PLAIN.repeat(8));
    }

    #[test]
    fn usual_openings_begin_paragraphs() {
        let two = PLAIN.repeat(2);
        let last = PLAIN.repeat(4);
        check(&format!(
            "{two}|한편 {two}|\"비가 왔다. 눈도 왔다. 밤이었다. 끝이다\"라고 했다. {PLAIN}|\
             홍길동 대표는 {two}|이날 {two}|이에 대해 {last}"
        ));
    }

    #[test]
    fn no_break_stands_in_a_quotation_or_in_brackets() {
        let inner = PLAIN.repeat(6);
        check(&format!("가람 씨는 “{inner}끝이다”라고 했다. {}", PLAIN.trim_end()));
        check(&format!("가람 씨는 (한편 {inner}끝이다)라고 했다. {}", PLAIN.trim_end()));
    }
}
