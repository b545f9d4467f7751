//! Plain signs of a sub-headline before a paragraph, which the model weighs too little: its own mark or number, an ellipsis,
//! a quotation at its end, and the word that the paragraph begins with again.

use super::super::letters::{closes, hangul_word, is_hangul, opens};

/// Signs that sub-headlines begin with.
pub(super) const MARKS: [char; 6] = ['◇', '■', '◆', '□', '●', '◈'];
/// Signs of list items, which mark sub-headlines less often.
const ITEMS: [char; 4] = ['▲', '△', '▶', '▷'];
/// What no sub-headline has: a sentence's end, and a dateline's bracket.
const NEVER: [&str; 3] = ["다.", "요.", "["];
/// How a line ends that says who wrote what follows.
const BYLINE_END: &str = "기자";

/// What a sign adds to the log odds.
const MARKED: f64 = 1.0;
const HEADLINE: f64 = 0.7;
const SAME_BEGINNING: f64 = 1.0;
const SAME_WORD: f64 = 0.5;
const TOPIC: f64 = 0.1;
/// What it adds that a bracket or quotation is open, or that no line can begin with what follows.
const NO_SEAM: f64 = -3.0;

/// The log odds of a sentence without a full stop, and of a capital letter that a repeated word is glued to: enough
/// beside another sub-headline. Sentences count as such.
const SENTENCE_ODDS: f64 = 0.6;
const REPEATED_ODDS: f64 = 0.3;
/// How far into a paragraph they are looked for, and the fewest letters of a sub-headline.
const LOOKED_AT: usize = 42;
const FEWEST: usize = 8;

/// The syllables before the last one of sentences without a full stop, and those that a longer ending goes on with.
const PREDICATES: &str = "이없있않한된했됐였았었난간온같쉽많진린왔졌싶좋났갔";
const ENDINGS: &str = "고는며면던지니거기가만든더시음라란을를의로에와도마보하해";

/// What the signs on both sides of a seam add to its log odds.
pub(super) fn weight(head: &str, rest: &str) -> f64 {
    if !is_closed(head) || rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '…' | ',' | '·')) {
        return NO_SEAM;
    }
    let is_list = rest.starts_with(ITEMS) || head.chars().skip(1).any(|c| ITEMS.contains(&c));
    if is_list
        || rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        || head.ends_with(BYLINE_END)
        || NEVER.iter().any(|sign| head.contains(sign))
    {
        return 0.0;
    }
    let by_form = if head.starts_with(MARKS) || head.starts_with(ITEMS) || is_numbered(head) {
        MARKED
    } else if head.contains('…') || head.ends_with(['”', '’', '"', '\'', '?']) {
        HEADLINE
    } else {
        0.0
    };
    let topic = hangul_word(rest);
    let is_topic = topic.chars().nth(1).is_some()
        && (topic.ends_with(['은', '는', '이', '가']) || rest[topic.len()..].starts_with(','));
    by_form + repetition(head, rest) + if is_topic { TOPIC } else { 0.0 }
}

/// The length of what the model leaves behind a sub-headline that belongs to it: the straight quotation mark that closes
/// what it opened, and an equals sign.
pub(super) fn length_at_end(paragraph: &str, end: usize) -> usize {
    let (head, rest) = paragraph.split_at(end);
    let is_open = rest.starts_with('"') && !head.matches('"').count().is_multiple_of(2);
    let quote = usize::from(is_open);
    quote + usize::from(rest[quote..].starts_with('='))
}

/// What it adds that a paragraph begins with a word of the sub-headline.
fn repetition(head: &str, rest: &str) -> f64 {
    let Some((end, last)) = rest.char_indices().nth(1) else { return 0.0 };
    let begin = &rest[..end + last.len_utf8()];
    if !begin.chars().all(char::is_alphanumeric) {
        return 0.0;
    }
    let head = head.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins_word = |at: usize| head[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    match head.match_indices(begin).map(|(at, _)| at).find(|&at| begins_word(at)) {
        Some(0) => SAME_BEGINNING,
        Some(_) => SAME_WORD,
        None => 0.0,
    }
}

/// Whether a text closes the brackets and quotations it opens.
fn is_closed(text: &str) -> bool {
    let count = |is: fn(char) -> bool| text.chars().filter(|&c| is(c)).count();
    text.matches('"').count().is_multiple_of(2)
        && text.matches('\'').count().is_multiple_of(2)
        && count(opens) == count(closes)
}

/// Whether a text begins with a number: `3. `, `③`.
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    (1..=2).contains(&digits) && rest.starts_with(". ")
        || text.starts_with(|c| matches!(c, '①'..='⑳' | '❶'..='❿'))
}

/// The end of a sub-headline that letters alone tell, and its log odds: of a sentence without a full stop, `…절대 약하지
/// 않다책은…`, or of a capital letter before a word of the same sub-headline, `사무실의 새 OLED사무실은…`.
pub(super) fn plain_end(paragraph: &str) -> Option<(usize, f64)> {
    let mut letters = paragraph.char_indices().take(LOOKED_AT).enumerate().skip(FEWEST);
    letters.find_map(|(_, (at, next))| {
        let (head, rest) = paragraph.split_at(at);
        let mut back = head.chars().rev();
        let (last, before) = (back.next()?, back.next()?);
        let odds = match last {
            '다' if PREDICATES.contains(before) && begins_sentence(next, rest) => SENTENCE_ODDS,
            'A'..='Z' if is_hangul(next) && repetition(head, rest) >= SAME_BEGINNING => REPEATED_ODDS,
            _ => return None,
        };
        let is_line = !head.contains(['.', ',']) && !head.contains(ITEMS) && !head.starts_with(opens);
        (is_line && is_closed(head)).then_some((at, odds))
    })
}

/// Whether a sentence begins here, rather than an ending that the word before goes on with.
fn begins_sentence(next: char, rest: &str) -> bool {
    is_hangul(next) && !ENDINGS.contains(next) && !hangul_word(rest).is_empty()
}

#[cfg(test)]
mod tests {
    use super::{length_at_end, plain_end, weight};

    #[test]
    fn marks_headline_signs_and_repeated_words_speak_for_a_seam() {
        for seam in [
            "◇ 새 도서관 개관|나래시 예산이 늘었다",
            "3. 새 도서관 개관|나래시 예산이 늘었다",
            "새 도서관 예산 확정…내년 개관|나래시 예산이 늘었다",
            "홍길동 “내년에는 연다”|나래시 예산이 늘었다",
            "도서관 예산 확정|도서관 앞에 눈이 왔다",
            "내년 도서관 예산|도서관 앞에 눈이 왔다",
        ] {
            let (head, rest) = seam.split_once('|').unwrap();
            assert!(weight(head, rest) >= 0.5, "{seam}");
        }
        for seam in [
            "새 도서관 예산 확정|나래시 앞에 눈이 왔다",
            "새 도서관 예산…내년|3월에 개관한다",
            "◇과장 ▲예산담당관 홍길동 ▲도서관|장 임꺽정",
            "나래시 도서관…가람구 홍길동 기자|나래시 앞에 눈이 왔다",
            "도서관이 문을 열었다. 도서관 새 책|도서관 앞에 눈이 왔다",
        ] {
            let (head, rest) = seam.split_once('|').unwrap();
            assert!(weight(head, rest) <= 0.1, "{seam}");
        }
        for seam in ["홍길동 \"내년에는…연다|나래시에 눈이 왔다", "◇ 새 도서관|…내년 개관"]
        {
            let (head, rest) = seam.split_once('|').unwrap();
            assert!(weight(head, rest) < 0.0, "{seam}");
        }
    }

    #[test]
    fn a_closing_quotation_mark_belongs_to_the_sub_headline() {
        assert_eq!(length_at_end("\"새 도서관\"나래시는", "\"새 도서관".len()), 1);
        assert_eq!(length_at_end("새 도서관\"나래시는", "새 도서관".len()), 0);
        assert_eq!(length_at_end("새 도서관=나래시는", "새 도서관".len()), 1);
        assert_eq!(length_at_end("\"새 도서관\"\"나래시는", "\"새 도서관\"".len()), 0);
    }

    #[test]
    fn a_sentence_without_a_full_stop_ends_a_sub_headline() {
        for (paragraph, end) in [
            ("달팽이는 절대 느리지 않다책은 여러 사례를 보여 준다", Some("달팽이는 절대 느리지 않다")),
            ("도서관에서 즐기는 OLED도서관 앞에 화면이 섰다", Some("도서관에서 즐기는 OLED")),
            ("달팽이는 절대 느리지 않다는 것을 보여 준다", None),
            ("달팽이는 절대 느리지 않다고 했다", None),
            ("홍길동은 \"절대 느리지 않다책은 여러 사례를 보여 준다\"", None),
            ("집에서 즐기는 OLED도서관 앞에 화면이 섰다", None),
        ] {
            let found = plain_end(paragraph).map(|(at, _)| &paragraph[..at]);
            assert_eq!(found, end, "{paragraph}");
        }
    }
}
