//! A citation for a footnote: one line in Korean academic style, with what proves which text was cited.
//!
//! Its few words belong to the style, as `TY` does to RIS, and not to the language of the interface.

use super::Entry;
use super::source::Source;
use crate::article::format_hash;
use crate::article::{Integrity, Published};
use crate::text::direction::turns_direction;
use jiff::civil::Date;

/// Reporter, 「headline」, 『publisher』, date, address, and in brackets the time of the crawl and the hash.
pub fn citation(entry: &Entry<'_>) -> String {
    let source = Source::of(entry);
    let enclosed = |open: char, text: &str, close: char| {
        if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
    };
    let parts = [
        source.names.join("·"),
        enclosed('「', &source.title, '」'),
        enclosed('『', &source.publisher, '』'),
        entry.published.map(published).unwrap_or_default(),
        source.url.clone(),
    ];
    let mut proof = Vec::new();
    if let Some(crawled) = source.crawled {
        proof.push(format!("수집 {} {} KST", day(crawled.date()), crawled.strftime("%H:%M:%S")));
    }
    if let Some(hash) = entry.stored_hash {
        let altered = if entry.integrity == Integrity::Altered { ", 본문이 이와 다름" } else { "" };
        proof.push(format!("SHA-256 {}{altered}", format_hash(hash)));
    }
    let mut line = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if !proof.is_empty() {
        let gap = if line.is_empty() { "" } else { " " };
        line.push_str(&format!("{gap}({})", proof.join(", ")));
    }
    line.push('.');
    // It is pasted into other people's texts, which it must not turn round.
    line.retain(|c| !turns_direction(c));
    line
}

fn published(published: Published) -> String {
    match published {
        Published::Date(date) => day(date),
        Published::Time(time) => format!("{} {}", day(time.date()), time.strftime("%H:%M")),
    }
}

fn day(date: Date) -> String {
    format!("{}년 {}월 {}일", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Author};

    #[test]
    fn says_who_what_where_when_and_which_text() {
        let article = Article {
            title: "더 크고 센\n인공지능\u{202e}".to_owned(),
            authors: vec![Author { line: "홍길동·김철수 기자".to_owned(), ..Author::default() }],
            publisher: "가나일보".to_owned(),
            published: Some(Published::Date(jiff::civil::date(2025, 12, 30))),
            crawled: "2025-12-30T08:23:45Z".parse().ok(),
            url: "https://example.com/1".to_owned(),
            stored_hash: Some([0xab; 32]),
            ..Article::default()
        };
        let expected = format!(
            "홍길동·김철수, 「더 크고 센 인공지능」, 『가나일보』, 2025년 12월 30일, https://example.com/1 \
             (수집 2025년 12월 30일 17:23:45 KST, SHA-256 {}, 본문이 이와 다름).",
            "ab".repeat(32)
        );
        assert_eq!(citation(&Entry::of_article(&article, "a.md")), expected);
    }
}
