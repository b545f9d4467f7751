//! The facts that a citation needs, prepared for all styles.

use super::ArticleFields;
use crate::archive::is_key;
use crate::article::{Integrity, PEOPLE_SEPARATORS, parse_author, people_of};
use crate::article::{crawled_day, format_hash};
use crate::text::dates::KOREA;
use crate::text::email::without_emails;
use jiff::civil::{Date, DateTime};
use sha2::{Digest, Sha256};

/// The facts of a citation. Missing texts are empty, and no text contains line breaks or control characters.
pub(super) struct CitationSource {
    /// A citation key, unique among an archive's files, in characters that every citation program accepts.
    pub(super) key: String,
    pub(super) id: String,
    /// The reporters' names; if author lines name no one, the lines themselves.
    pub(super) names: Vec<String>,
    pub(super) title: String,
    pub(super) publisher: String,
    pub(super) category: String,
    /// The page in the printed edition.
    pub(super) page: String,
    pub(super) published: Option<Date>,
    /// The time of the crawl in Korean time, like dates of publication.
    pub(super) crawled: Option<DateTime>,
    pub(super) url: String,
    /// A sentence with the time of the crawl, the hash, whether the text is only an excerpt, and the file.
    pub(super) note: String,
    /// The language of the headline, if its script shows it.
    pub(super) language: Option<&'static str>,
}

impl CitationSource {
    pub(super) fn of(article: &ArticleFields<'_>) -> Self {
        let title = one_line(article.title);
        Self {
            key: key(article),
            id: one_line(article.id),
            names: names(&article.author_lines),
            language: title.contains(|c| matches!(c, '가'..='힣')).then_some("ko"),
            title,
            publisher: one_line(article.publisher),
            category: one_line(article.category),
            page: one_line(article.page()),
            published: article.published.map(|published| published.date()),
            crawled: article.crawled.map(|at| KOREA.to_datetime(at)),
            url: one_line(article.url),
            note: note(article),
        }
    }
}

/// Replaces each run of line breaks and other control characters with a space.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if !(c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line.trim().to_owned()
}

/// The article's id, with the version's number unless it is the newest; the place if there is no id. An id that other
/// articles may have too, such as a slug, is followed by a few digits of what tells them apart.
fn key(article: &ArticleFields<'_>) -> String {
    let mut key = String::new();
    let place = match article.entry {
        Some(entry) => format!("{}#{entry}", article.path),
        None => article.path.to_owned(),
    };
    for c in if article.id.is_empty() { &place } else { article.id }.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') {
            key.push(c);
        } else {
            // Escaped, so that different keys stay different.
            key.push_str(&format!(":{:x}:", u32::from(c)));
        }
    }
    if !article.id.is_empty() && !is_key(article.id) {
        let apart = if article.url.is_empty() { &place } else { article.url };
        let digits = format_hash(&Sha256::digest(apart).into());
        key.push_str(&format!(":{}", digits.get(..8).unwrap_or_default()));
    }
    if article.version > 0 {
        key.push_str(&format!(":{}", article.version + 1));
    }
    key
}

/// The names in author lines, without duplicates. Lines with several people are split at separators.
fn names(lines: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let name = one_line(name);
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    };
    for line in lines {
        let people = people_of(line);
        if people.len() > 1 || people.iter().all(|person| person.name != person.line) {
            people.iter().for_each(|person| add(&person.name));
            continue;
        }
        let bare: String = without_emails(line).into_iter().filter_map(|piece| line.get(piece)).collect();
        // If a line is just an e-mail address, that has to do as a name.
        let line = if bare.trim().is_empty() { line } else { bare.as_str() };
        line.split(PEOPLE_SEPARATORS).for_each(|piece| add(&parse_author(piece.trim()).name));
    }
    names
}

fn note(article: &ArticleFields<'_>) -> String {
    let mut parts = Vec::new();
    if let Some(crawled) = article.crawled {
        let crawled = crawled_day(crawled).map_or_else(|| crawled.to_string(), |day| day.to_string());
        parts.push(format!("Crawled {crawled}"));
    }
    if let Some(hash) = article.stored_hash {
        let altered =
            if article.integrity == Integrity::Altered { ", which the text no longer has" } else { "" };
        parts.push(format!("SHA-256 {}{altered}", format_hash(hash)));
    }
    if article.excerpt {
        parts.push("Excerpt, not the whole text".to_owned());
    }
    parts.push(format!("File {}", one_line(article.path)));
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reporters_are_named_one_by_one() {
        for (lines, expected) in [
            (&["홍길동 기자(hong@example.com)"][..], &["홍길동"][..]),
            (&["홍길동 기자(a@example.com), 김철수 기자(b@example.com)"], &["홍길동", "김철수"]),
            (&["홍길동·김철수 기자", "홍길동"], &["홍길동", "김철수"]),
            (&["세종=홍길동 기자"], &["홍길동"]),
            (&["홍길동 김철수 기자"], &["홍길동", "김철수"]),
            (&["글 홍길동 기자 사진 김철수 기자"], &["홍길동", "김철수"]),
            (&["온라인뉴스팀"], &["온라인뉴스팀"]),
            (&["desk@example.com"], &["desk@example.com"]),
        ] {
            assert_eq!(names(lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn a_line_stays_a_line() {
        assert_eq!(one_line("가\r\n나\u{2028}다\u{7}\t라 "), "가 나 다 라");
    }
}
