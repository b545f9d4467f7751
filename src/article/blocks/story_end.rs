//! Where the story of a body ends before its trailers. This is asked of every article that is read, so it looks at no
//! more of a body than it must.

use super::letters::{is_hangul, opens};
use super::{Block, BlockKind, Blocks, Headings, deck, story_and_trailers, trailer};

/// How much of the end of a body is split into blocks at least, in bytes: enough for most trailers with the paragraph
/// before them.
const END: usize = 500;

/// How a sentence ends that no deck has.
const SENTENCE_END: &str = "다.";

/// The offset at which the trailers behind the story of a body begin, as its [blocks](super::blocks) tell them; the
/// body's length if there are none.
pub(in crate::article) fn story_end(body: &str) -> usize {
    by_end(body).unwrap_or_else(|| first_trailer(body, &story_and_trailers(body, Headings::Within)))
}

/// The offset at which the first trailer begins that isn't the byline before the story.
fn first_trailer(body: &str, blocks: &[Block]) -> usize {
    let is_trailer = |block: &Block| block.kind == BlockKind::Trailer;
    let has_byline = matches!(blocks, [first, second, ..] if is_trailer(first) && !is_trailer(second));
    let behind = blocks.iter().skip(usize::from(has_byline)).find(|block| is_trailer(block));
    behind.map_or(body.len(), |block| block.range.start)
}

/// The same offset by the last blocks alone; `None` if these don't tell.
fn by_end(body: &str) -> Option<usize> {
    let start = paragraph_before_end(body)?;
    // What comes before is a story, however many paragraphs it has.
    let before = Block { kind: BlockKind::Text, range: 0..body[..start].trim_end().len() };
    let mut blocks = Blocks { body, headings: Headings::Within, found: vec![before], begin: 0 };
    blocks.push_lines(start);
    let mut found = blocks.found;
    trailer::set_apart(body, &mut found);
    let has_story = found.get(1).is_some_and(|block| block.kind != BlockKind::Trailer);
    has_story.then(|| first_trailer(body, &found))
}

/// An offset some way before the end at which a paragraph certainly begins: a line below a sentence, or the place
/// where the crawl joined two sentences and no quotation mark is near.
fn paragraph_before_end(body: &str) -> Option<usize> {
    let (head, _) = body.split_at(body.floor_char_boundary(body.len().checked_sub(END)?));
    let line = head.rfind('\n').map_or(0, |at| at + 1);
    let is_below_story = head[..line].contains(SENTENCE_END);
    // Above the story may be a deck, and a dateline that it ends before.
    let from = if is_below_story { line } else { line + deck::dateline(&body[line..]).unwrap_or(0) };
    let within = head.get(head.floor_char_boundary(from)..).unwrap_or_default();
    let offset = head.len() - within.len();
    let is_joined = |&at: &usize| {
        let (before, behind) = (&body[..at], &body[at + SENTENCE_END.len()..]);
        before.ends_with(is_hangul)
            && behind.starts_with(|c: char| is_hangul(c) || c.is_ascii_digit() || opens(c))
    };
    // Japanese copy may set all its sentences apart otherwise.
    let is_plain = !head[line..].contains('。');
    let joined = within.rmatch_indices(SENTENCE_END).map(|(at, _)| offset + at).find(is_joined);
    let joined = joined.filter(|_| is_plain).map(|at| at + SENTENCE_END.len());
    joined.or(is_below_story.then_some(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_all(body: &str) -> usize {
        first_trailer(body, &story_and_trailers(body, Headings::Within))
    }

    fn told(body: &str, end: usize) -> &str {
        body[..end].trim()
    }

    #[test]
    fn the_end_alone_tells_what_all_blocks_tell() {
        const PIECES: [&str; 28] = [
            "달팽이가 이겼다.",
            "모두가 놀랐다. ",
            "“느린 것이 빠르다.”",
            "\"정말 빨랐다.\"고 했다.",
            "\n\n",
            "\n",
            "◇ 둘째 경주",
            "(나루=가람통신) 하늘 기자 = ",
            "[앵커]",
            "가람 기자 snail@example.com",
            " 무단 전재 및 재배포 금지",
            "※ 제보를 기다립니다.",
            "▶ 카카오톡: 서고",
            "#달팽이 #경주",
            "ⓒ 가람신문",
            "사진=가람신문 제공",
            "전화: 02-000-0000이다.",
            "雨が降った。\u{3000}雪も降った。",
            "부제 한 줄",
            "바람이 불었습니다. ",
            "당신의 제보가 뉴스로 만들어집니다.",
            "홈페이지 = https://example.com",
            "MBC 뉴스는 제보를 기다립니다.",
            "※ 이 기사는 인공지능이 썼습니다.",
            "* 부고 게재 문의는 전화 02-000-0000",
            "(END)",
            "[뉴스데스크]",
            "덧붙이는 글 | 다른 곳에도 실립니다.",
        ];
        let mut random = fastrand::Rng::with_seed(14);
        for _ in 0..4_000 {
            let count = random.usize(0..80);
            let story: String = (0..count).map(|_| PIECES[random.usize(0..6)]).collect();
            let byline = if random.u8(0..8) == 0 { "[하늘 기자 snail@example.com] " } else { "" };
            let other = (0..random.usize(0..12)).map(|_| PIECES[random.usize(..PIECES.len())]);
            let body: String = [byline, &story].into_iter().chain(other).collect();
            assert_eq!(told(&body, story_end(&body)), told(&body, by_all(&body)), "{body:?}");
        }
        for body in ["", "달팽이가 이겼다.", "무단 전재 및 재배포 금지", "\n \n"] {
            assert_eq!(told(body, story_end(body)), told(body, by_all(body)), "{body:?}");
        }
    }
}
