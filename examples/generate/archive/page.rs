//! A file, byte for byte as the crawler writes it, in its older or newer format.

use jiff::civil::{Date, DateTime};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;

/// The contents of a file.
#[derive(Clone)]
pub(super) struct Page {
    pub(super) oid: String,
    pub(super) aid: String,
    pub(super) title: String,
    pub(super) category: &'static str,
    pub(super) publisher: String,
    pub(super) authors: Vec<String>,
    /// The day of publication in Korea.
    pub(super) published: Option<Date>,
    /// The time of the crawl in UTC.
    pub(super) crawled: DateTime,
    pub(super) body: String,
    /// The readers' comments, if the crawler was told to store them.
    pub(super) comments: Option<Vec<Comment>>,
}

/// A reader's comment on an article.
#[derive(Clone)]
pub(super) struct Comment {
    pub(super) name: String,
    pub(super) likes: u16,
    pub(super) text: String,
    pub(super) replies: Vec<Comment>,
}

/// From this day on, the crawler writes titles and bodies unescaped.
const PLAIN_SINCE: Date = jiff::civil::date(2026, 2, 1);

impl Page {
    /// The file's name: `{oid}_{aid}_{title, simplified}.md`.
    pub(super) fn name(&self) -> String {
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
        let title: String = self.title.to_lowercase().chars().filter(kept).take(50).collect();
        let title = title.trim().replace(' ', "_");
        let comments = if self.comments.is_some() { "_with_comments" } else { "" };
        format!("{}_{}_{title}{comments}.md", self.oid, self.aid)
    }

    /// The file's contents.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let is_plain = self.crawled.date() >= PLAIN_SINCE;
        let written = |text| if is_plain { Cow::Borrowed(text) } else { Cow::Owned(escaped(text)) };
        let Self { oid, aid, category, publisher, .. } = self;
        let (title, body) = (written(&self.title), written(&self.body));
        let published = self.published.map(|date| format!("{date} 00:00")).unwrap_or_default();
        let crawled = self.crawled.strftime("%Y-%m-%d %H:%M:%S");
        let url = format!("https://n.news.naver.com/mnews/article/{oid}/{aid}");
        let mut text = format!(
            "---\nid: {oid}_{aid}\ntitle: \"{title}\"\ncategory: {category}\npublisher: {publisher}\nauthor: \n"
        );
        if !self.authors.is_empty() {
            text.push_str("\t\t\n");
            for author in &self.authors {
                text.extend(["\t\t\t", &written(author), "\n"]);
            }
            text.push_str("\t\t\n\t\n");
        }
        // Writing to a string can't fail.
        let _ = write!(
            text,
            "published_at: {published}\ncrawled_at: {crawled}\nurl: {url}\noid: {oid}\naid: {aid}\ncontent_hash: {}\n",
            hash(&self.body)
        );
        if let Some(comments) = &self.comments {
            let _ = writeln!(text, "comment_count: {}", count(comments));
        }
        let _ = write!(
            text,
            "---\n\n# {title}\n\n**{publisher}** | {published} | {category}\n\n---\n\n{body}\n\n---\n\n"
        );
        if let Some(comments) = &self.comments {
            comments_into(&mut text, comments, &written);
        }
        let _ = writeln!(text, "*Crawled at: {crawled}*\n*Source: [원문 보기]({url})*");
        text.into_bytes()
    }
}

fn hash(body: &str) -> String {
    Sha256::digest(body.as_bytes()).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Escapes the seven characters that the crawler's template replaces.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#x27;"),
            '`' => escaped.push_str("&#x60;"),
            '=' => escaped.push_str("&#x3D;"),
            other => escaped.push(other),
        }
    }
    escaped
}

fn count(comments: &[Comment]) -> usize {
    comments.iter().map(|comment| 1 + count(&comment.replies)).sum()
}

fn comments_into<'a>(text: &mut String, comments: &'a [Comment], written: &impl Fn(&'a str) -> Cow<'a, str>) {
    if comments.is_empty() {
        text.push_str("*댓글이 없습니다.*\n\n---\n\n");
        return;
    }
    let likes: u32 = comments.iter().map(|comment| u32::from(comment.likes)).sum();
    let total = count(comments);
    let _ = write!(text, "📊 **댓글 통계** | 총 {total}개 | 👍 {likes} | 👎 0\n\n## 댓글 ({total} 개)\n\n");
    for comment in comments {
        comment_into(text, comment, 0, written);
        text.push_str("---\n\n");
    }
}

fn comment_into<'a>(
    text: &mut String,
    comment: &'a Comment,
    depth: usize,
    written: &impl Fn(&'a str) -> Cow<'a, str>,
) {
    let marks = ">".repeat(depth);
    let indent = if depth == 0 { String::new() } else { format!("{marks} ") };
    let best = if comment.likes > 900 { " | ⭐ **BEST**" } else { "" };
    let _ = write!(
        text,
        "{indent}**{}**{best} | 2025-12-30 10:11 | 👍 {} | 👎 0\n{marks}\n{indent}{}\n\n",
        written(&comment.name),
        comment.likes,
        written(&comment.text)
    );
    for reply in &comment.replies {
        comment_into(text, reply, depth + 1, written);
    }
}
