//! Finds the article on a page: where the page declares it, or else where the text is densest.

use super::tree::{HtmlNode, HtmlTree};
use super::writing::{is_block, is_passed_over};

/// Names that Korean news sites and common systems give to the element with the article.
const IDS: [&str; 20] = [
    "dic_area",
    "newsct_article",
    "articleBodyContents",
    "articeBody",
    "articleBody",
    "article-body",
    "article_body",
    "article-view-content-div",
    "newsEndContents",
    "harmonyContainer",
    "news_body_area",
    "news_body_id",
    "articleWrap",
    "article_content",
    "CmAdContent",
    "article_txt",
    "articletxt",
    "textBody",
    "news_body",
    "article-view-content",
];
const CLASSES: [&str; 34] = [
    "article_body",
    "article-body",
    "articleBody",
    "article_txt",
    "article-text",
    "article_view",
    "article-view",
    "article_content",
    "article-content",
    "articleContent",
    "news_body",
    "news-body",
    "news_text",
    "news_view",
    "news-article-body",
    "newsct_article",
    "entry-content",
    "post-content",
    "post_content",
    "story-news",
    "story-body",
    "view_con",
    "art_body",
    "art_txt",
    "article_con",
    "article__body",
    "news_cnt_detail_wrap",
    "contents_style",
    "tt_article_useless_p_margin",
    "se-main-container",
    "wrap_body",
    "post-body",
    "markdown-body",
    "td-post-content",
];

/// The least text in an element declared as the article, in letters: an empty one is filled by a script.
const LEAST: usize = 3;

/// The element with the article of a page.
pub(super) fn find(tree: &HtmlTree) -> usize {
    let letters = letters(tree);
    let longest = |fits: &dyn Fn(&HtmlNode) -> bool| {
        let elements = tree.nodes.iter().enumerate().filter(|(_, node)| !node.is_text() && fits(node));
        // If two elements have the same content, the inner one is the article.
        let found = elements.max_by_key(|(at, _)| letters.get(*at).copied().unwrap_or(0));
        found.map(|(at, _)| at).filter(|&at| letters.get(at).is_some_and(|&count| count >= LEAST))
    };
    let says_so = |node: &HtmlNode| {
        node.attribute("itemprop") == Some("articleBody")
            || node.attribute("id").is_some_and(|id| IDS.contains(&id))
            || CLASSES.iter().any(|class| node.has_class(class))
    };
    longest(&says_so)
        .map(|outer| innermost(tree, outer, &letters, &says_so))
        .or_else(|| longest(&|node| &*node.name == "article"))
        .or_else(|| densest(tree))
        .or_else(|| longest(&|node| &*node.name == "body"))
        .unwrap_or(0)
}

/// The innermost declared element in another one that has most of its text: the rest is the site's.
fn innermost(tree: &HtmlTree, outer: usize, letters: &[usize], says_so: &dyn Fn(&HtmlNode) -> bool) -> usize {
    let end = tree.nodes.get(outer).map_or(outer, |node| node.end);
    let count = |at: usize| letters.get(at).copied().unwrap_or(0);
    let is_it = |at: &usize| tree.nodes.get(*at).is_some_and(|node| !node.is_text() && says_so(node));
    (outer..end).filter(is_it).filter(|&at| count(at) * 4 >= count(outer) * 3).last().unwrap_or(outer)
}

/// The number of letters in each element, not counting links.
fn letters(tree: &HtmlTree) -> Vec<usize> {
    let mut letters = vec![0; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        let own =
            letters.get(at).copied().unwrap_or(0) + node.text.chars().filter(|c| !c.is_whitespace()).count();
        let counts = !matches!(&*node.name, "a") && !is_passed_over(node);
        if let Some(slot) = letters.get_mut(at) {
            *slot = own;
        }
        if counts
            && at > 0
            && let Some(parent) = letters.get_mut(node.parent)
        {
            *parent += own;
        }
    }
    letters
}

/// The element around most of the text in paragraphs.
fn densest(tree: &HtmlTree) -> Option<usize> {
    let mut direct = vec![0_usize; tree.nodes.len()];
    let mut at = 0;
    while let Some(node) = tree.nodes.get(at) {
        if !node.is_text() && is_passed_over(node) {
            at = node.end.max(at + 1);
            continue;
        }
        if node.is_text() {
            let count = node.text.chars().filter(|c| !c.is_whitespace()).count();
            if let Some(block) = block_around(tree, node.parent)
                && let Some(slot) = direct.get_mut(block)
            {
                *slot += count;
            }
        }
        at += 1;
    }
    let mut scores = vec![0_usize; tree.nodes.len()];
    for (block, &count) in direct.iter().enumerate().filter(|(_, count)| **count >= 10) {
        let Some(node) = tree.nodes.get(block) else { continue };
        let above = tree.nodes.get(node.parent).map_or(0, |node| node.parent);
        // A container with text of its own, separated by line breaks, counts as a paragraph.
        let own = if &*node.name == "p" { 0 } else { count };
        for (place, score) in [(block, own), (node.parent, count), (above, count / 2)] {
            if let Some(slot) = scores.get_mut(place) {
                *slot += score;
            }
        }
    }
    // Of two with the same text, the inner one has nothing else.
    let best = scores.iter().enumerate().max_by_key(|(at, score)| (**score, *at))?;
    (*best.1 > 0 && best.0 > 0).then_some(best.0)
}

/// The block that an element is, or is in; `None` in a link.
fn block_around(tree: &HtmlTree, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let node = tree.nodes.get(at)?;
        match &*node.name {
            "a" => return None,
            name if is_block(name) || at == 0 => return Some(at),
            _ => at = node.parent,
        }
    }
}
