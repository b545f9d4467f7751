//! The reader's page: an article's headline, chips and blocks in display order.

use super::line::one_line;
use super::narrowing::Narrowing;
use super::page_block::{PageBlock, PageBlockKind};
use super::page_rich::rich_blocks;
use super::texts::dates::format_published;
use super::texts::lang::Lang;
use super::texts::problem_message;
use crate::archive::{ReadArticle, Row, Texts};
use crate::article::{
    Article, Author, Block, BlockKind, Comment, Integrity, ProblemKind, parse_author, people_of, web_address,
};
use crate::library::{HighlightColor, TagColor};
use crate::search::{Field, HitPlace, Search};
use std::ops::Range;

/// An article as displayed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The headline.
    pub title: String,
    /// The query's hits in the headline, in characters.
    pub title_hits: Vec<Range<usize>>,
    /// The reader's highlights in the headline, in characters, with their colours.
    pub title_highlights: Vec<(Range<usize>, HighlightColor)>,
    /// Publisher, date, people.
    pub chips: Vec<Chip>,
    /// What could not be read, in plain words; `None` for nearly every article.
    pub notice: Option<String>,
    /// The text.
    pub blocks: Vec<PageBlock>,
    /// The address of the original, if it may be opened.
    pub original: Option<String>,
    /// Whether the blocks are the file's own text, and copying takes nothing else.
    pub is_file: bool,
}

/// A small label under the headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    pub text: String,
    /// How it is coloured.
    pub kind: ChipKind,
    /// What the list can be narrowed to with it.
    pub narrowing: Option<Narrowing>,
}

/// How a chip is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChipKind {
    /// In the accent colour: the publisher.
    Accent,
    /// In a muted colour.
    Plain,
    /// As a warning: the text differs from the crawled one.
    Warning,
    /// In a muted colour, with a dot in the tag's colour.
    Tag(TagColor),
}

/// The page of a loaded article, with the query's hits.
pub fn page(read: &ReadArticle, search: Option<&Search>, lang: Lang) -> Page {
    let article = &read.article;
    let mut blocks = match &article.rendered {
        Some(rendered) => rich_blocks(article, rendered, MOST_BYTES),
        None => plain_blocks(read),
    };
    if let Some(search) = search {
        mark_blocks(&mut blocks, read, search);
    }
    if !article.facts.keywords.is_empty() {
        let keywords = one_line(&article.facts.keywords.join(" · "));
        blocks.push(plain(PageBlockKind::Trailer, lang.keywords_below(&keywords)));
    }
    if !article.comments.is_empty() {
        blocks.push(plain(PageBlockKind::CommentsHeading, lang.comment_count(count(&article.comments))));
        push_comments(&article.comments, lang, &mut blocks);
    }
    let blocks = blocks.into_iter().flat_map(pieces).collect();
    let mut page = Page { blocks, ..head(read, lang) };
    if article.text().len() > MOST_BYTES {
        page.notice = Some(lang.shortened_page().to_owned());
    }
    if let Some(search) = search {
        page.title_hits = super::row::title_hits(search, &page.title);
    }
    page
}

/// The blocks of a plain-text body.
fn plain_blocks(read: &ReadArticle) -> Vec<PageBlock> {
    let article = &read.article;
    let shown = read.blocks.iter().take_while(|block| block.range.start < MOST_BYTES);
    let mut blocks: Vec<_> = shown.map(|block| body_block(article, block)).collect();
    place_blocks(&mut blocks, read);
    parted(blocks, read)
}

/// Assigns the query's hits in the body to the blocks they fall in.
fn mark_blocks(blocks: &mut [PageBlock], read: &ReadArticle, search: &Search) {
    let body = beginning(read.article.text());
    let hits = search.matcher.hits(&Texts { body, ..Texts::default() });
    let mut hits: Vec<_> =
        hits.into_iter().filter(|hit| hit.place == HitPlace::Body).map(|hit| hit.range).collect();
    hits.sort_by_key(|hit| hit.start);
    // Hits and blocks are both in body order, so one pass is enough.
    let mut next = 0;
    for set in blocks {
        let start = set.start.unwrap_or_default();
        let end = start + set.text.chars().count();
        while hits.get(next).is_some_and(|hit| hit.end <= start) {
            next += 1;
        }
        let within = hits.iter().skip(next).take_while(|hit| hit.start < end);
        set.hits = within.map(|hit| hit.start.max(start) - start..hit.end.min(end) - start).collect();
    }
}

/// Sets where each block starts in the body.
fn place_blocks(blocks: &mut [PageBlock], read: &ReadArticle) {
    let (mut byte, mut character) = (0, 0);
    for (block, set) in read.blocks.iter().zip(blocks) {
        character += read.article.body.get(byte..block.range.start).map_or(0, |text| text.chars().count());
        set.start = Some(character);
        character += set.text.chars().count();
        byte = block.range.end;
    }
}

/// Breaks long paragraphs at `breaks`, which are byte offsets in the body.
fn parted(blocks: Vec<PageBlock>, read: &ReadArticle) -> Vec<PageBlock> {
    let mut breaks = read.breaks.iter().copied().peekable();
    let mut parted = Vec::with_capacity(blocks.len() + read.breaks.len());
    let ranges = read.blocks.iter().map(|block| &block.range);
    for (block, range) in blocks.into_iter().zip(ranges) {
        let mut cuts = Vec::new();
        while let Some(at) = breaks.next_if(|&at| at < range.end) {
            cuts.push(at - range.start);
        }
        parted.extend(cut(block, &cuts, true));
    }
    parted
}

/// The most of a body that is shown, in bytes: a thousand book pages. Nobody reads more on a screen, and laying
/// it out would block the window.
pub(super) const MOST_BYTES: usize = 4 << 20;

/// The approximate limit for text laid out at once, in bytes.
pub(super) const PIECE_BYTES: usize = 8 << 10;

pub(super) fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MOST_BYTES)).unwrap_or_default()
}

/// Splits a very long block into pieces that can be laid out separately, at white space if there is any. Other
/// blocks stay whole.
pub(super) fn pieces(block: PageBlock) -> Vec<PageBlock> {
    if block.text.len() <= 2 * PIECE_BYTES || block.kind == PageBlockKind::Table {
        return vec![block];
    }
    let (mut start, mut cuts) = (0, Vec::new());
    while block.text.len() - start > PIECE_BYTES {
        let most = block.text.floor_char_boundary(start + PIECE_BYTES);
        let space = block.text.get(start..most).and_then(|text| text.rfind(char::is_whitespace));
        start = space.filter(|&at| at > 0).map_or(most, |at| start + at);
        cuts.push(start);
    }
    cut(block, &cuts, false)
}

/// Splits a block at these byte offsets of its text.
fn cut(block: PageBlock, cuts: &[usize], apart: bool) -> Vec<PageBlock> {
    if cuts.is_empty() {
        return vec![block];
    }
    let (mut pieces, mut start, mut first) = (Vec::with_capacity(cuts.len() + 1), 0, 0);
    for &at in cuts.iter().chain([&block.text.len()]) {
        let text = block.text.get(start..at).unwrap_or_default();
        let end = first + text.chars().count();
        let within = block.hits.iter().filter(|hit| hit.start < end && hit.end > first);
        let hits = within.map(|hit| hit.start.max(first) - first..hit.end.min(end) - first).collect();
        let continues = if start == 0 { block.continues } else { true };
        let of_body = block.start.map(|of_block| of_block + first);
        let apart = if start == 0 { block.apart } else { apart };
        let clip = |range: &Range<usize>| {
            let within = range.start.max(start)..range.end.min(at);
            (within.start < within.end).then(|| within.start - start..within.end - start)
        };
        let links = block.links.iter().filter_map(|(range, to)| Some((clip(range)?, to.clone())));
        let spans = block.spans.iter().filter_map(|(range, kind)| Some((clip(range)?, *kind)));
        pieces.push(PageBlock {
            start: of_body,
            hits,
            continues,
            apart,
            links: links.collect(),
            spans: spans.collect(),
            indent: block.indent,
            ..PageBlock::plain(block.kind, text)
        });
        start = at;
        first = end;
    }
    pieces
}

pub(super) fn head(read: &ReadArticle, lang: Lang) -> Page {
    let article = &read.article;
    let title = if article.title.is_empty() { one_line(&read.file_name()) } else { one_line(&article.title) };
    let stops_reading =
        |kind| matches!(kind, ProblemKind::Unreadable | ProblemKind::TooLarge | ProblemKind::NoBody);
    let notice = article.problems.iter().find(|problem| stops_reading(problem.kind));
    Page {
        title,
        chips: chips(article, lang),
        notice: notice.map(|problem| problem_message(problem, lang)),
        blocks: Vec::new(),
        title_hits: Vec::new(),
        title_highlights: Vec::new(),
        original: web_address(&article.url).map(String::from),
        is_file: false,
    }
}

/// The head of an article whose text can't be read at the moment, as far as its row knows it.
pub fn page_of_row(row: &Row<'_>, lang: Lang) -> Page {
    let known = Article {
        publisher: row.publisher().to_owned(),
        published: row.published(),
        authors: row.author_lines().map(parse_author).collect(),
        ..Article::default()
    };
    Page { title: one_line(row.title()), chips: chips(&known, lang), ..Page::default() }
}

fn chips(article: &Article, lang: Lang) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut add = |kind, text: &str, narrowing| {
        if !text.is_empty() {
            chips.push(Chip { text: one_line(text), kind, narrowing });
        }
    };
    add(ChipKind::Accent, &article.publisher, Narrowing::of(Field::Publisher, &article.publisher));
    if let Some(published) = article.published {
        add(ChipKind::Plain, &format_published(published, lang), Narrowing::of_day(Some(published.date())));
    }
    for person in article.authors.iter().flat_map(people) {
        add(ChipKind::Plain, &byline(&person), Narrowing::of(Field::Author, &person.name));
    }
    if article.excerpt {
        add(ChipKind::Plain, lang.excerpt_only(), None);
    }
    if article.integrity() == Integrity::Altered {
        add(ChipKind::Warning, lang.altered(), None);
    }
    chips
}

/// The people an author line names: several if it lists them all, otherwise one.
fn people(author: &Author) -> Vec<Author> {
    let people = people_of(&author.line);
    if people.len() > 1 || author.name == author.line { people } else { vec![author.clone()] }
}

/// A person as a byline: the name, and the role if the line gives one.
fn byline(author: &Author) -> String {
    match &author.role {
        Some(role) => format!("{} {role}", author.name),
        None => author.name.clone(),
    }
}

fn body_block(article: &Article, block: &Block) -> PageBlock {
    let end = block.range.end.min(beginning(&article.body).len());
    let text = article.body.get(block.range.start..end).unwrap_or_default();
    let kind = match block.kind {
        BlockKind::Deck => PageBlockKind::Deck,
        BlockKind::GluedDeck => PageBlockKind::GluedDeck,
        BlockKind::Subhead => PageBlockKind::Subhead,
        BlockKind::Text => PageBlockKind::Text,
        BlockKind::Caption => PageBlockKind::Caption,
        BlockKind::Mark => PageBlockKind::Mark,
        BlockKind::Rule => PageBlockKind::Rule,
        BlockKind::Trailer => PageBlockKind::Trailer,
    };
    plain(kind, text)
}

fn plain(kind: PageBlockKind, text: impl Into<String>) -> PageBlock {
    PageBlock::plain(kind, text).with_links()
}

fn count(comments: &[Comment]) -> usize {
    let mut pending: Vec<&Comment> = comments.iter().collect();
    let mut count = 0;
    while let Some(comment) = pending.pop() {
        count += 1;
        pending.extend(&comment.replies);
    }
    count
}

/// The deepest indentation of replies; deeper ones are indented the same.
const DEEPEST: u8 = 6;

/// Adds a tree of comments in reading order. Not recursive, since a file may nest them to any depth.
fn push_comments(comments: &[Comment], lang: Lang, blocks: &mut Vec<PageBlock>) {
    let mut pending: Vec<(&Comment, u8)> = comments.iter().rev().map(|comment| (comment, 0)).collect();
    while let Some((comment, depth)) = pending.pop() {
        blocks.push(plain(PageBlockKind::CommentMeta(depth), comment_meta(comment, lang)));
        for paragraph in comment.text.lines().filter(|line| !line.trim().is_empty()) {
            blocks.push(plain(PageBlockKind::CommentText(depth), paragraph.trim()));
        }
        let deeper = (depth + 1).min(DEEPEST);
        pending.extend(comment.replies.iter().rev().map(|reply| (reply, deeper)));
    }
}

fn comment_meta(comment: &Comment, lang: Lang) -> String {
    let best = if comment.best { format!("★ {}", lang.best_comment()) } else { String::new() };
    let [likes, dislikes] = [comment.likes, comment.dislikes].map(votes_text);
    let votes = format!("👍 {likes}   👎 {dislikes}");
    let parts = [one_line(&comment.author), best, one_line(&comment.time), votes];
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("   ")
}

/// A number of votes; a dash if the file gives none.
pub fn votes_text(count: Option<u64>) -> String {
    count.map_or_else(|| "–".to_owned(), |count| count.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::blocks;
    use std::path::PathBuf;

    fn read(article: Article) -> ReadArticle {
        let blocks = blocks(&article.body);
        ReadArticle { path: PathBuf::from("/a/901_1.md"), article, blocks, ..ReadArticle::default() }
    }

    #[test]
    fn chips_name_only_what_the_file_says() {
        let people = ["김하늘", "이바다"].map(|name| Author { name: name.to_owned(), ..Author::default() });
        let mut article =
            Article { publisher: "누리방송".to_owned(), authors: people.into(), ..Article::default() };
        article.authors[0].role = Some("특파원".to_owned());
        let texts: Vec<_> = page(&read(article.clone()), None, Lang::Korean)
            .chips
            .into_iter()
            .map(|chip| chip.text)
            .collect();
        assert_eq!(texts, ["누리방송", "김하늘 특파원", "이바다"]);
        let line = "김하늘 기자(a@example.com),이바다 인턴기자(b@example.com)".to_owned();
        article.authors = vec![Author { name: line.clone(), line, ..Author::default() }];
        let texts: Vec<_> =
            page(&read(article), None, Lang::Korean).chips.into_iter().map(|chip| chip.text).collect();
        assert_eq!(texts, ["누리방송", "김하늘 기자", "이바다 인턴기자"]);
    }

    #[test]
    fn comments_stand_as_a_tree_in_reading_order() {
        let comment = |text: &str, replies| Comment { text: text.to_owned(), replies, ..Comment::default() };
        let tree =
            vec![comment("하나", vec![comment("둘", vec![comment("셋", vec![])])]), comment("넷", vec![])];
        let article = Article { body: "본문".to_owned(), comments: tree, ..Article::default() };
        let page = page(&read(article), None, Lang::Korean);
        let texts: Vec<_> = page
            .blocks
            .iter()
            .filter_map(|block| match block.kind {
                PageBlockKind::CommentText(depth) => Some((depth, block.text.as_str())),
                _ => None,
            })
            .collect();
        assert_eq!(texts, [(0, "하나"), (1, "둘"), (2, "셋"), (0, "넷")]);
        assert!(page.blocks.iter().any(|block| block.text == "댓글 4개"));
    }

    #[test]
    fn hits_are_marked_in_the_blocks_that_hold_them() {
        let body = "첫 문단의 반도체.\n\n둘째 문단.\n\n셋째 반도체와 반도체.".to_owned();
        let article = Article { title: "반도체 둘".to_owned(), body, ..Article::default() };
        let search = Search::new("반도체", 0..0, &crate::text::hanja::Abbreviations::built_in());
        let page = page(&read(article), Some(&search), Lang::Korean);
        let pairs = |hits: &[Range<usize>]| hits.iter().map(|hit| (hit.start, hit.end)).collect::<Vec<_>>();
        assert_eq!(pairs(&page.title_hits), [(0, 3)]);
        let hits: Vec<_> = page.blocks.iter().map(|block| pairs(&block.hits)).collect();
        assert_eq!(hits, [vec![(6, 9)], vec![], vec![(3, 6), (8, 11)]]);
    }

    #[test]
    fn a_giant_is_set_in_pieces_and_not_to_its_end() {
        let body = "가나다라 ".repeat(MOST_BYTES / 13 + 1000);
        let page = page(&read(Article { body: body.clone(), ..Article::default() }), None, Lang::Korean);
        assert!(page.notice.is_some());
        assert!(page.blocks.len() > 1);
        assert!(page.blocks.iter().all(|block| block.text.len() <= 2 * PIECE_BYTES));
        assert!(page.blocks.iter().skip(1).all(|block| block.continues));
        let set: String = page.blocks.iter().map(|block| block.text.as_str()).collect();
        assert!(body.starts_with(&set) && set.len() + 16 > MOST_BYTES);
    }
}
