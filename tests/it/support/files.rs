//! Invented files in the crawler's format, for other tests to read and damage.

use sha2::{Digest, Sha256};

/// The contents of a file.
#[derive(Clone)]
pub(crate) struct Invented {
    pub(crate) title: String,
    pub(crate) authors: Vec<String>,
    pub(crate) published: String,
    pub(crate) body: String,
    /// Whether it is escaped for HTML, as the crawler did until February 2026.
    pub(crate) is_escaped: bool,
    /// The comment section, from after the body's closing rule to before the next one.
    pub(crate) comments: Option<String>,
}

impl Default for Invented {
    fn default() -> Self {
        Self {
            title: "가나시, \"새 도서관\" 연다".to_owned(),
            authors: vec!["홍길동 기자(hong@example.com)".to_owned()],
            published: "2025-12-30 00:00".to_owned(),
            body: "가나시가 <새 도서관>을 연다.홍길동 시장은 \"모두의 것\"이라고 했다.\n\nhong@example.com"
                .to_owned(),
            is_escaped: true,
            comments: None,
        }
    }
}

impl Invented {
    /// The file's text, as the crawler writes it.
    pub(crate) fn text(&self) -> String {
        let write = |text: &str| if self.is_escaped { escape(text) } else { text.to_owned() };
        let (title, body) = (write(&self.title), write(&self.body));
        let authors: String =
            self.authors.iter().map(|line| format!("\t\t\n\t\t\t{}\n", escape(line))).collect();
        let published = &self.published;
        let hash: String =
            Sha256::digest(self.body.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let (count, comments) = match &self.comments {
            Some(comments) => ("comment_count: 1\n", format!("{comments}\n\n---\n\n")),
            None => ("", String::new()),
        };
        format!(
            "---\nid: 009_0005614000\ntitle: \"{title}\"\ncategory: \npublisher: 가나일보\nauthor: \n{authors}\t\t\n\t\n\
             published_at: {published}\ncrawled_at: 2025-12-30 08:23:45\n\
             url: https://example.com/article/009/0005614000\noid: 009\naid: 0005614000\ncontent_hash: {hash}\n\
             {count}---\n\n# {title}\n\n**가나일보** | {published} | \n\n---\n\n{body}\n\n---\n\n{comments}\
             *Crawled at: 2025-12-30 08:23:45*\n\
             *Source: [원문 보기](https://example.com/article/009/0005614000)*\n"
        )
    }
}

/// Escapes as the crawler did.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#x27;"),
            '=' => escaped.push_str("&#x3D;"),
            '`' => escaped.push_str("&#x60;"),
            c => escaped.push(c),
        }
    }
    escaped
}
