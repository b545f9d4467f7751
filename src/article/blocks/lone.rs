//! Sub-headlines that the crawl glued to nothing behind them: short lines within the story that are no sentence.

use super::credits::names_giver;
use super::letters::{closes, is_hangul, opens};
use super::{Block, BlockKind};

/// The most letters of a line that is taken for a sub-headline.
const LONGEST: usize = 45;
/// The fewest, and the fewest of the paragraph behind one.
const FEWEST: usize = 5;
const FEWEST_OF_PARAGRAPH: usize = 50;

/// Signs of a sub-headline, behind which a paragraph may be short.
const MARKS: [char; 5] = ['━', '◆', '■', '●', '◈'];
/// What a line says that is a credit, a table's row, or an item of a list.
const SIGNS: [&str; 10] = [":", "：", "=", "@", "#", "http", "ⓒ", "©", "☎", "►"];
/// How lines begin and end that are items, credits or names.
const ITEMS: [char; 12] = ['▲', '△', '▷', '▶', '▪', '•', '·', '-', '※', '*', '(', '<'];
const CREDIT_ENDS: [&str; 8] =
    ["홈페이지", "기자", "특파원", "자료사진", "연합뉴스", "뉴시스", "뉴스1", "캡처"];
/// How sentences end that lost their full stop.
const SENTENCE_ENDS: [&str; 6] = ["니다", "죠", "까요", "어요", "는데", "네요"];

/// Makes sub-headlines of the short lines that stand between a paragraph and the next.
pub(super) fn set_as_subheads(body: &str, blocks: &mut [Block]) {
    for at in 1..blocks.len().saturating_sub(1) {
        let [before, line, next] = &blocks[at - 1..=at + 1] else { continue };
        let text = &body[line.range.clone()];
        let follows_story = matches!(before.kind, BlockKind::Text | BlockKind::Caption);
        let leads_on = match next.kind {
            BlockKind::Text => body[next.range.clone()].chars().nth(FEWEST_OF_PARAGRAPH).is_some(),
            kind => kind == BlockKind::Caption,
        };
        let is_marked = text.starts_with(MARKS);
        let leads_on = leads_on || is_marked && next.kind == BlockKind::Text;
        let between = &body[line.range.end..next.range.start];
        let is_line = next.kind == BlockKind::Caption
            || between.contains('\n')
            || is_marked && between.contains('\u{a0}');
        if line.kind == BlockKind::Text && follows_story && leads_on && is_line && is_subhead(text) {
            blocks[at].kind = BlockKind::Subhead;
        }
    }
}

/// Whether a line reads like a sub-headline.
fn is_subhead(line: &str) -> bool {
    let text = line.trim_matches('━').trim();
    let letters = text.chars().count();
    let last = text.chars().next_back();
    let opened = text.chars().filter(|&c| opens(c)).count();
    let closed = text.chars().filter(|&c| closes(c)).count();
    (FEWEST..=LONGEST).contains(&letters)
        && last.is_some_and(|c| is_hangul(c) || c.is_alphanumeric() || matches!(c, '"' | '\'') || closes(c))
        && opened == closed
        && text.contains(is_hangul)
        && !text.starts_with(ITEMS)
        && !SIGNS.iter().any(|sign| text.contains(sign))
        && !["다.", "다.\"", "요.", ". "].iter().any(|stop| text.contains(stop))
        && !names_giver(text)
        && !CREDIT_ENDS.iter().chain(&SENTENCE_ENDS).any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    const STORY: &str =
        "나래시는 도서관을 새로 짓는다고 지난달 말에 밝혔다. 가람구는 그렇지 않다고 오늘 아침에 다시 전했다.";

    #[test]
    fn a_short_line_between_paragraphs_is_a_sub_headline() {
        for line in ["새 도서관은 언제 짓나", "━나래시 도서관 새로 짓는다━", "가람구 \"그렇지 않다\""]
        {
            check(
                &format!("{STORY}\n\n{line}\n\n{STORY}"),
                &[&format!("T {STORY}"), &format!("S {line}"), &format!("T {STORY}")],
            );
        }
    }

    #[test]
    fn a_marked_line_may_stand_before_a_short_paragraph() {
        check(
            &format!("{STORY}\n\n━나래시의 도서관\n\n“그렇지 않아요.”"),
            &[&format!("T {STORY}"), "S ━나래시의 도서관", "T “그렇지 않아요.”"],
        );
    }

    #[test]
    fn a_credit_a_sentence_and_an_item_are_none() {
        for line in [
            "나래시 도서관 홈페이지",
            "도서관장 : 홍길동",
            "비가 많이 왔습니다",
            "▲ 도서관의 새 책장",
            "나래시는 갔다",
        ] {
            let next = if line == "나래시는 갔다" { "밤이었다." } else { STORY };
            check(
                &format!("{STORY}\n\n{line}\n\n{next}"),
                &[&format!("T {STORY}"), &format!("T {line}"), &format!("T {next}")],
            );
        }
    }
}
