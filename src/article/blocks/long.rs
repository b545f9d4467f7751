//! Long paragraphs: where the page breaks a paragraph without breaks of its own, to make it readable.

use super::letters::{closes, hangul_word, is_hangul, opens};
use super::quotes::StraightQuotes;
use super::sentences::ends_sentence;
use super::talk::is_question;
use super::{Block, BlockKind};

/// Paragraphs with more characters than this are broken.
const LONG: usize = 500;
/// The fewest sentences in a paragraph.
const FEWEST: usize = 2;
const MOST: usize = 4;
/// A quotation open for longer than this, in bytes, was never closed.
const LONGEST_QUOTATION: usize = 1200;

/// Words that papers start paragraphs with.
const OPENINGS: [&str; 28] = [
    "한편",
    "이에 대해",
    "이에 따라",
    "이와 관련",
    "이와 함께",
    "이날",
    "앞서",
    "또 ",
    "또한",
    "다만",
    "하지만",
    "그러나",
    "반면",
    "특히",
    "아울러",
    "이어 ",
    "이번 ",
    "현재 ",
    "실제로",
    "실제 ",
    "당시 ",
    "지난 ",
    "올해 ",
    "문제는",
    "업계",
    "전문가",
    "이 밖에",
    "그럼에도",
];

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
        let is_long = text.chars().nth(LONG).is_some() && !is_question(text);
        let breaks = if is_long { breaks(text) } else { Vec::new() };
        breaks.into_iter().map(|at| block.range.start + at)
    })
    .collect()
}

fn breaks(text: &str) -> Vec<usize> {
    let ends = sentence_ends(text);
    let mut breaks = Vec::new();
    let mut sentences = 0;
    for (index, &end) in ends.iter().enumerate() {
        sentences += 1;
        // The end of the last sentence isn't in the list.
        let left = ends.len() - index;
        let wanted = sentences == MOST || sentences >= FEWEST && begins_paragraph(&text[end..]);
        if wanted && left >= FEWEST {
            breaks.push(end);
            sentences = 0;
        }
    }
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
            stopped = ends_sentence(&text[..at]);
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

/// Whether papers start paragraphs like this: with a typical word, a quotation, or a speaker.
fn begins_paragraph(text: &str) -> bool {
    text.starts_with(['"', '“'])
        || OPENINGS.iter().any(|opening| text.starts_with(opening))
        || begins_with_name(text)
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
        let last = PLAIN.trim_end();
        check(&format!("{four}|{four}|{four}{last}"));
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
