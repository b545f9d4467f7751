//! The crawler's page below the front matter: the title and the facts once more, a rule, the body, and a
//! footer.
//!
//! ```text
//! # {title}
//!
//! **{publisher}** | {published_at} | {category}
//!
//! ---
//!
//! {body}
//!
//! ---
//!
//! *Crawled at: {crawled_at}*
//! *Source: [원문 보기]({url})*
//! ```
//!
//! Another template puts the readers' comments between the rule after the body and a further one.

use memchr::{memchr, memmem, memrchr};

/// The parts of the text below a front matter. Text in any other form is all content.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct CrawledPage<'a> {
    /// The title repeated on the page.
    pub(super) heading: Option<&'a str>,
    /// The facts repeated on the page.
    pub(super) facts: Option<LeadFacts<'a>>,
    /// The body and any comments, without newlines at either end.
    pub(super) content: &'a str,
    /// The footer's facts.
    pub(super) footer: Option<Footer<'a>>,
}

/// The line below the title.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LeadFacts<'a> {
    pub(super) publisher: &'a str,
    pub(super) published: &'a str,
    pub(super) category: &'a str,
}

/// The last two lines of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Footer<'a> {
    pub(super) crawled: &'a str,
    pub(super) url: &'a str,
}

impl<'a> CrawledPage<'a> {
    /// Splits the text after a front matter into its parts.
    pub(super) fn read(text: &'a str) -> Self {
        let text = text.trim_start_matches(['\n', '\r']);
        let Some((heading, rest)) = heading(text) else {
            let (content, footer) = split_footer(text, false);
            return Self { content: trim_newlines(content), footer, ..Self::default() };
        };
        let Some((facts, rest)) = facts(rest) else {
            let (content, footer) = split_footer(rest, false);
            return Self { heading: Some(heading), facts: None, content: trim_newlines(content), footer };
        };
        let (content, footer) = split_footer(rest, true);
        Self { heading: Some(heading), facts: Some(facts), content: trim_newlines(content), footer }
    }

    /// Where the body may end, in bytes of the content: before everything that looks like a comment section,
    /// and at the end. The content hash decides which it is.
    pub(super) fn body_ends(&self) -> Vec<usize> {
        let content = self.content;
        let mut ends = Vec::new();
        for at in memmem::find_iter(content.as_bytes(), b"---\n") {
            let (before, after) = content.split_at_checked(at).unwrap_or_default();
            let begins_line = before.is_empty() || before.ends_with('\n');
            if begins_line && is_comment_section(after.get(4..).unwrap_or_default()) {
                ends.push(trim_newlines(before).len());
            }
        }
        ends.push(content.len());
        ends
    }
}

/// Trims newlines at both ends, the form in which the crawler hashes a body.
pub(super) fn trim_newlines(text: &str) -> &str {
    text.trim_matches(['\n', '\r'])
}

/// Whether a text starts like the crawler's comment section.
fn is_comment_section(text: &str) -> bool {
    let text = text.trim_start_matches('\n');
    ["*댓글이 없습니다.*", "📊 **댓글 통계**", "## 댓글 ("].iter().any(|start| text.starts_with(start))
}

fn heading(text: &str) -> Option<(&str, &str)> {
    let (line, rest) = split_line(text);
    let title = line.strip_prefix("# ").or_else(|| line.strip_prefix('#').filter(|rest| rest.is_empty()))?;
    Some((title.trim(), rest))
}

/// The line of facts and the rule below it.
fn facts(text: &str) -> Option<(LeadFacts<'_>, &str)> {
    let (line, rest) = split_line(text.trim_start_matches('\n'));
    let (publisher, rest_of_line) = line.strip_prefix("**")?.rsplit_once("** | ")?;
    let (published, category) = rest_of_line.split_once('|').unwrap_or((rest_of_line, ""));
    let (rule, body) = split_line(rest.trim_start_matches('\n'));
    let facts =
        LeadFacts { publisher: publisher.trim(), published: published.trim(), category: category.trim() };
    // A page without its rule still has its facts.
    Some((facts, if rule.trim_end() == "---" { body } else { rest }))
}

/// Cuts off the last rule and the two lines below it or, on a crawled page that is truncated, what is left of
/// them.
fn split_footer(text: &str, is_page: bool) -> (&str, Option<Footer<'_>>) {
    let end = text.trim_end();
    if let Some((before, footer)) = footer(end) {
        let before = before.trim_end();
        let (above, rule) = split_last_line(before);
        return (if rule == "---" { above } else { before }, Some(footer));
    }
    if !is_page {
        return (text, None);
    }
    // What is left of a truncated footer isn't longer than a footer.
    const LONGEST: usize = 600;
    let tail_start = end.ceil_char_boundary(end.len().saturating_sub(LONGEST));
    let rule = end.get(tail_start..).and_then(|tail| memmem::rfind(tail.as_bytes(), b"\n---"));
    let cut = rule.map(|rule| tail_start + rule).and_then(|rule| {
        let rest = end.get(rule + 4..)?;
        let is_line = rest.is_empty() || rest.starts_with('\n');
        let below = rest.trim_start();
        let is_footer = "*Crawled at: ".starts_with(below) || below.starts_with("*Crawled at: ");
        (is_line && is_footer).then_some(rule)
    });
    (cut.and_then(|cut| text.get(..cut)).unwrap_or(text), None)
}

fn footer(text: &str) -> Option<(&str, Footer<'_>)> {
    let (above, source) = split_last_line(text);
    let (_, url) = source.strip_prefix("*Source: [")?.split_once("](")?;
    let url = url.strip_suffix(")*")?;
    let (above, crawled) = split_last_line(above.trim_end());
    let crawled = crawled.strip_prefix("*Crawled at: ")?.strip_suffix('*')?;
    Some((above, Footer { crawled, url }))
}

/// The first line, and the rest.
fn split_line(text: &str) -> (&str, &str) {
    match memchr(b'\n', text.as_bytes()).and_then(|at| text.split_at_checked(at)) {
        Some((line, rest)) => (line, rest.get(1..).unwrap_or_default()),
        None => (text, ""),
    }
}

/// The text before the last line, and that line.
fn split_last_line(text: &str) -> (&str, &str) {
    match memrchr(b'\n', text.as_bytes()).and_then(|at| text.split_at_checked(at)) {
        Some((above, line)) => (above, line.get(1..).unwrap_or_default()),
        None => ("", text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "\n# 제목\n\n**가나일보** | 2025-12-30 00:00 | sports\n\n---\n\n";
    const FOOT: &str =
        "\n\n---\n\n*Crawled at: 2025-12-30 08:23:45*\n*Source: [원문 보기](https://example.com/1)*\n";

    #[test]
    fn takes_a_page_apart() {
        let text = format!("{HEAD}첫째\n\n---\n\n둘째{FOOT}");
        let page = CrawledPage::read(&text);
        assert_eq!(page.heading, Some("제목"));
        let facts =
            LeadFacts { publisher: "가나일보", published: "2025-12-30 00:00", category: "sports" };
        assert_eq!(page.facts, Some(facts));
        assert_eq!(page.content, "첫째\n\n---\n\n둘째");
        let footer = Footer { crawled: "2025-12-30 08:23:45", url: "https://example.com/1" };
        assert_eq!(page.footer, Some(footer));
        assert_eq!(page.body_ends(), [page.content.len()]);
    }

    #[test]
    fn reads_empty_facts_and_an_empty_body() {
        let text = format!("\n# \n\n**** |  | \n\n---\n\n{FOOT}");
        let page = CrawledPage::read(&text);
        assert_eq!((page.heading, page.content), (Some(""), ""));
        assert_eq!(page.facts, Some(LeadFacts { publisher: "", published: "", category: "" }));
        assert!(page.footer.is_some());
    }

    #[test]
    fn cuts_off_what_is_left_of_a_footer() {
        for left in [
            "",
            "\n\n---",
            "\n\n---\n",
            "\n\n---\n\n*Cra",
            "\n\n---\n\n*Crawled at: 2025-12-30 08:23:45*\n*So",
        ] {
            let text = format!("{HEAD}본문{left}");
            let page = CrawledPage::read(&text);
            assert_eq!((page.content, page.footer), ("본문", None), "{left}");
        }
    }

    #[test]
    fn leaves_other_texts_alone() {
        let text = "# 제목\n\n본문\n\n---\n";
        let page = CrawledPage::read(text);
        assert_eq!((page.heading, page.content), (Some("제목"), "본문\n\n---"));
        assert_eq!(CrawledPage::read("본문\n# 제목").content, "본문\n# 제목");
    }

    #[test]
    fn finds_where_comments_could_begin() {
        let text = format!("{HEAD}본문\n\n---\n\n*댓글이 없습니다.*{FOOT}");
        let page = CrawledPage::read(&text);
        assert_eq!(page.body_ends(), ["본문".len(), page.content.len()]);
    }
}
