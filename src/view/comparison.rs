//! The page that compares two versions of an article: the old and new headline, then the body, in which every
//! removed, added or rewritten sentence is a block of its own.

use super::line::one_line;
use super::page::{Chip, ChipKind, MOST_BYTES, Page, pieces};
use super::page_block::{PageBlock, PageBlockKind, SpanKind};
use super::texts::lang::Lang;
use super::texts::problem_message;
use super::versions::version;
use crate::archive::Catalogue;
use crate::archive::Compared;
use crate::article::{Change, Comparison, Passage, Piece, Side, web_address};

/// The page of a comparison; `url` is the unchecked address of the original.
pub fn comparison_page(catalogue: &Catalogue, compared: &Compared, url: &str, lang: Lang) -> Page {
    let versions = [compared.old, compared.new].map(|ordinal| version(catalogue, ordinal, lang));
    let names = versions.iter().flatten().map(|version| version.name.as_str()).collect::<Vec<_>>();
    let chips = versions.iter().flatten().map(|version| Chip {
        text: format!("{}  {}", version.name, version.crawled),
        kind: ChipKind::Plain,
        narrowing: None,
    });
    let comparison = &compared.comparison;
    let mut blocks = headline(comparison, lang);
    blocks.push(PageBlock::label(body_summary(comparison, lang)));
    blocks.extend(body(&comparison.body, lang));
    let (blocks, cut) = beginning(blocks);
    let notice = match &compared.problem {
        Some(problem) => Some(problem_message(problem, lang)),
        None if cut => Some(lang.shortened_page().to_owned()),
        None if !comparison.finished => Some(lang.comparison_unfinished().to_owned()),
        None => None,
    };
    let original = web_address(url).map(String::from);
    Page { title: names.join(" → "), chips: chips.collect(), notice, blocks, original, ..Page::default() }
}

/// The leading blocks that fit the size limit, and whether any were left out.
fn beginning(blocks: Vec<PageBlock>) -> (Vec<PageBlock>, bool) {
    let mut left = MOST_BYTES;
    let mut set = Vec::new();
    for block in blocks {
        let Some(rest) = left.checked_sub(block.text.len()) else { return (set, true) };
        left = rest;
        if block.kind == PageBlockKind::Text { set.extend(pieces(block)) } else { set.push(block) }
    }
    (set, false)
}

/// The old and new headline, or a single label if they are the same.
fn headline(comparison: &Comparison, lang: Lang) -> Vec<PageBlock> {
    if comparison.title.is_empty() {
        return vec![PageBlock::label(lang.title_same())];
    }
    let of = |change: Change, without: Side| {
        let pieces = comparison.title.iter().filter(|piece| piece.side != without);
        let pieces = pieces.map(|piece| Piece { text: one_line_piece(&piece.text), ..*piece });
        changed(change, true, &pieces.collect::<Vec<_>>(), lang)
    };
    vec![
        PageBlock::plain(PageBlockKind::Alert, lang.title_changed()),
        of(Change::Removed, Side::New),
        of(Change::Added, Side::Old),
    ]
}

/// Part of a headline on one line, keeping its leading and trailing spaces.
fn one_line_piece(text: &str) -> String {
    let space = |is_there: bool| if is_there { " " } else { "" };
    let line = one_line(text);
    if line.is_empty() {
        return space(!text.is_empty()).to_owned();
    }
    format!(
        "{}{line}{}",
        space(text.starts_with(char::is_whitespace)),
        space(text.ends_with(char::is_whitespace))
    )
}

fn body_summary(comparison: &Comparison, lang: Lang) -> String {
    let count = |change| comparison.body.iter().filter(|passage| passage.change == change).count();
    match [Change::Rewritten, Change::Removed, Change::Added].map(count) {
        [0, 0, 0] if comparison.same_body => lang.body_same().to_owned(),
        [0, 0, 0] => lang.body_spacing().to_owned(),
        [rewritten, removed, added] => lang.body_changes(rewritten, removed, added),
    }
}

/// The passages of a body; adjacent unchanged sentences of one paragraph share a block.
fn body(passages: &[Passage], lang: Lang) -> Vec<PageBlock> {
    let mut blocks: Vec<PageBlock> = Vec::new();
    for passage in passages {
        if passage.change != Change::Kept {
            blocks.push(changed(passage.change, false, &passage.pieces, lang));
            continue;
        }
        let text = passage.pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
        match blocks.last_mut().filter(|last| last.kind == PageBlockKind::Text && !passage.begins_paragraph) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&text);
            }
            None => blocks.push(PageBlock::plain(PageBlockKind::Text, text)),
        }
    }
    blocks
}

/// A sentence that differs, with the text that only one version has marked.
fn changed(change: Change, headline: bool, pieces: &[Piece], lang: Lang) -> PageBlock {
    let mut block = PageBlock::plain(PageBlockKind::Compared { change, headline }, "");
    let side = |side: Side| {
        let of_side = pieces.iter().filter(move |piece| piece.side == side && !piece.text.trim().is_empty());
        of_side.map(|piece| piece.text.trim()).collect::<Vec<_>>().join(", ")
    };
    let (removed, added) = (side(Side::Old), side(Side::New));
    for piece in pieces {
        let start = block.text.len();
        block.text.push_str(&piece.text);
        let kind = match piece.side {
            Side::Both => continue,
            Side::Old => SpanKind::Removed,
            Side::New => SpanKind::Added,
        };
        block.spans.push((start..block.text.len(), kind));
    }
    block.name = Some(match change {
        Change::Rewritten => lang.rewritten_name(&block.text, &removed, &added),
        change => format!("{}: {}", lang.change(change), block.text),
    });
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(side: Side, text: &str) -> Piece {
        Piece { side, text: text.to_owned() }
    }

    fn passage(change: Change, begins_paragraph: bool, pieces: &[Piece]) -> Passage {
        Passage { change, begins_paragraph, pieces: pieces.to_vec() }
    }

    fn page(comparison: Comparison) -> Page {
        let compared = Compared { old: 0, new: 1, problem: None, comparison };
        comparison_page(&Catalogue::default(), &compared, "", Lang::Korean)
    }

    #[test]
    fn changes_stand_apart_and_say_what_they_are() {
        let both = |text| [piece(Side::Both, text)];
        let comparison = Comparison {
            title: vec![
                piece(Side::Both, "승객 "),
                piece(Side::Old, "340"),
                piece(Side::New, "218"),
                piece(Side::Both, "명"),
            ],
            body: vec![
                passage(Change::Kept, true, &both("비가 왔다.")),
                passage(Change::Kept, false, &both("눈도 왔다.")),
                passage(
                    Change::Rewritten,
                    false,
                    &[
                        piece(Side::Both, "사과"),
                        piece(Side::New, "하면서도 웃기도 "),
                        piece(Side::Both, "했다."),
                    ],
                ),
                passage(Change::Removed, false, &[piece(Side::Old, "춥다.")]),
                passage(Change::Kept, true, &both("끝이다.")),
            ],
            same_body: false,
            finished: true,
        };
        let page = page(comparison);
        let texts: Vec<_> = page.blocks.iter().map(|block| block.text.as_str()).collect();
        let expected = [
            "제목이 바뀌었습니다",
            "승객 340명",
            "승객 218명",
            "본문: 수정 1, 삭제 1",
            "비가 왔다. 눈도 왔다.",
            "사과하면서도 웃기도 했다.",
            "춥다.",
            "끝이다.",
        ];
        assert_eq!(texts, expected);
        let names: Vec<_> = page.blocks.iter().filter_map(|block| block.name.as_deref()).collect();
        let expected = [
            "삭제: 승객 340명",
            "추가: 승객 218명",
            "수정: 사과하면서도 웃기도 했다. (추가: 하면서도 웃기도)",
            "삭제: 춥다.",
        ];
        assert_eq!(names, expected);
        let marked = page
            .blocks
            .iter()
            .flat_map(|block| block.spans.iter().map(|(range, kind)| (&block.text[range.clone()], *kind)));
        let expected = [
            ("340", SpanKind::Removed),
            ("218", SpanKind::Added),
            ("하면서도 웃기도 ", SpanKind::Added),
            ("춥다.", SpanKind::Removed),
        ];
        assert_eq!(marked.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_the_same_is_said() {
        let same = page(Comparison { same_body: true, finished: true, ..Comparison::default() });
        assert_eq!(
            same.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(),
            ["제목은 같습니다", "본문은 같습니다"]
        );
        let spacing = page(Comparison { finished: true, ..Comparison::default() });
        assert_eq!(spacing.blocks.last().unwrap().text, "본문은 띄어쓰기와 줄바꿈만 다릅니다");
    }
}
