//! Turns a body written in markup into the page's blocks.

use super::page_block::{ItemSign, PageBlock, PageBlockKind, SpanKind};
use crate::article::{Article, Rendered, RichBlock, RichKind, addresses, web_address};
use std::ops::Range;

/// The page's blocks for a body written in markup, without a first block that only repeats the title.
pub(super) fn rich_blocks(article: &Article, rendered: &Rendered, most: usize) -> Vec<PageBlock> {
    let (mut byte, mut character) = (0, 0);
    let mut blocks = Vec::with_capacity(rendered.blocks.len());
    let shown = rendered.blocks.iter().take_while(|block| block.range.start < most);
    for (number, block) in shown.enumerate() {
        let between = rendered.text.get(byte..block.range.start);
        character += between.map_or(0, |text| text.chars().count());
        let text = rendered.text_of(block);
        let start = (!text.is_empty()).then_some(character);
        byte = block.range.end.max(byte);
        character += text.chars().count();
        if number == 0 && text == article.title && !text.is_empty() {
            continue;
        }
        blocks.push(PageBlock { start, ..page_block(block, text) });
    }
    blocks
}

fn page_block(block: &RichBlock, text: &str) -> PageBlock {
    let kind = match &block.kind {
        RichKind::Heading(level) => PageBlockKind::Heading(*level),
        RichKind::Text => PageBlockKind::Text,
        RichKind::Item(item) => PageBlockKind::Item(match (item.checked, item.number) {
            (Some(checked), _) => ItemSign::Task(checked),
            (None, Some(number)) => ItemSign::Number(number),
            (None, None) => ItemSign::Bullet,
        }),
        RichKind::Quote(depth) => PageBlockKind::Quote(*depth),
        RichKind::Note(_) => PageBlockKind::Note,
        RichKind::Code(_) => PageBlockKind::Code,
        RichKind::Table(_) => PageBlockKind::Table,
        RichKind::Image(_) => PageBlockKind::Picture,
        RichKind::Footnote(_) => PageBlockKind::Footnote,
        RichKind::Rule => PageBlockKind::Rule,
    };
    let label = match &block.kind {
        RichKind::Image(address) => address.clone(),
        RichKind::Footnote(label) => label.clone(),
        RichKind::Code(language) => language.clone(),
        _ => String::new(),
    };
    let mut spans: Vec<(Range<usize>, SpanKind)> =
        block.styles.iter().map(|(range, style)| (range.clone(), SpanKind::Styled(*style))).collect();
    if let RichKind::Note(title) = &block.kind
        && title == text
    {
        spans.push((0..text.len(), SpanKind::Styled(crate::article::TextStyle::Strong)));
    }
    PageBlock {
        indent: block.indent,
        label,
        spans,
        links: links(block, text),
        ..PageBlock::plain(kind, text)
    }
}

/// A block's links, plus the addresses written out in its text.
fn links(block: &RichBlock, text: &str) -> Vec<(Range<usize>, String)> {
    let mut links = block.links.clone();
    if block.kind == RichKind::Code(String::new()) {
        return links;
    }
    let is_free = |range: &Range<usize>| {
        let next = block.links.partition_point(|(link, _)| link.end <= range.start);
        block.links.get(next).is_none_or(|(link, _)| link.start >= range.end)
    };
    let written = addresses(text).into_iter().filter(is_free);
    links.extend(written.filter_map(|range| Some((range.clone(), web_address(text.get(range)?)?.into()))));
    links.sort_by_key(|(range, _)| range.start);
    links
}
