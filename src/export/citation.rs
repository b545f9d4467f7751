//! Formats an article's citation as one line, in the styles that Korean writers use.
//!
//! The few words in a citation belong to the style, as `TY` belongs to RIS, and not to the interface's
//! language.

use super::ArticleFields;
use super::source::CitationSource;
use crate::article::{Integrity, format_hash};
use crate::library::{CitationStyle, Settings};
use crate::text::direction::turns_direction;
use jiff::civil::{Date, Time};

/// How to cite articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CitationForm {
    pub style: CitationStyle,
    /// Whether to add the time of the crawl and the start of the hash, which identify the cited text.
    pub with_proof: bool,
}

/// Enough digits of a hash to tell texts apart.
const HASH_DIGITS: usize = 12;

impl CitationForm {
    /// The form chosen in the settings.
    pub fn of(settings: &Settings) -> Self {
        Self { style: settings.citation, with_proof: settings.citation_proof }
    }

    pub fn cite(self, article: &ArticleFields<'_>) -> String {
        let source = CitationSource::of(article);
        let mut line = match self.style {
            CitationStyle::Footnote => footnote(&source),
            CitationStyle::Apa => apa(&source),
            CitationStyle::Press => press(&source),
        };
        if self.with_proof {
            add_proof(article, &source, &mut line);
        }
        // Citations are pasted into other texts, whose writing direction they must not change.
        line.retain(|c| !turns_direction(c));
        line
    }
}

/// `홍길동, 「제목」, 『가나일보』, 2025년 12월 30일, 4면, 주소 (검색일: 2025.12.30).`
fn footnote(source: &CitationSource) -> String {
    let paper = enclosed('『', &source.publisher, '』');
    let title = enclosed('「', &source.title, '」');
    let mut parts = match source.names.is_empty() {
        true => vec![paper, title],
        false => vec![source.names.join("·"), title, paper],
    };
    parts.extend([source.published.map(long_day).unwrap_or_default(), page(source), source.url.clone()]);
    let mut line = joined(parts, ", ");
    if let Some(crawled) = source.crawled {
        let gap = if line.is_empty() { "" } else { " " };
        line.push_str(&format!("{gap}(검색일: {})", crawled.strftime("%Y.%m.%d")));
    }
    line.push('.');
    line
}

/// `홍길동 (2025. 12. 30). 제목. <가나일보>, 4면. 주소`
fn apa(source: &CitationSource) -> String {
    let paper = enclosed('<', &source.publisher, '>');
    let (leading, paper) = match source.names.is_empty() {
        true => (source.publisher.clone(), String::new()),
        false => (source.names.join(", "), paper),
    };
    let day = source
        .published
        .map_or("n.d.".to_owned(), |day| format!("{}. {}. {}", day.year(), day.month(), day.day()));
    let head = joined(vec![leading, format!("({day})")], " ");
    let place = joined(vec![paper, page(source)], ", ");
    let sentences = [head, source.title.clone(), place].into_iter().filter(|part| !part.is_empty());
    let mut parts: Vec<String> = sentences
        .map(|part| if part.ends_with(['.', '?', '!', '…']) { part } else { format!("{part}.") })
        .collect();
    parts.push(source.url.clone());
    joined(parts, " ")
}

/// `가나일보 2025년 12월 30일자 「제목」`
fn press(source: &CitationSource) -> String {
    let day = source.published.map(|day| format!("{}자", long_day(day))).unwrap_or_default();
    joined(vec![source.publisher.clone(), day, enclosed('「', &source.title, '」')], " ")
}

/// Adds the time of the crawl and the hash of the text, before the final full stop if there is one.
fn add_proof(article: &ArticleFields<'_>, source: &CitationSource, line: &mut String) {
    let mut proof = Vec::new();
    if let Some(crawled) = source.crawled {
        let day = long_day(crawled.date());
        proof.push(match crawled.time() == Time::midnight() {
            true => format!("수집 {day}"),
            false => format!("수집 {day} {} KST", crawled.strftime("%H:%M:%S")),
        });
    }
    if let Some(hash) = article.stored_hash {
        let altered = if article.integrity == Integrity::Altered { ", 본문이 이와 다름" } else { "" };
        let digits: String = format_hash(hash).chars().take(HASH_DIGITS).collect();
        proof.push(format!("SHA-256 {digits}{altered}"));
    }
    if article.excerpt {
        proof.push("본문 발췌".to_owned());
    }
    if proof.is_empty() {
        return;
    }
    let has_stop = line.ends_with(").") && line.pop().is_some();
    let gap = if line.is_empty() { "" } else { " " };
    line.push_str(&format!("{gap}({})", proof.join(", ")));
    if has_stop {
        line.push('.');
    }
}

fn enclosed(open: char, text: &str, close: char) -> String {
    if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
}

fn joined(parts: Vec<String>, between: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

fn page(source: &CitationSource) -> String {
    if source.page.is_empty() { String::new() } else { format!("{}면", source.page) }
}

fn long_day(date: Date) -> String {
    format!("{}년 {}월 {}일", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Author, Facts, Published};

    fn article() -> Article {
        Article {
            title: "더 크고 센\n인공지능\u{202e}".to_owned(),
            authors: vec![Author { line: "홍길동·김철수 기자".to_owned(), ..Author::default() }],
            publisher: "가나일보".to_owned(),
            published: Some(Published::Date(jiff::civil::date(2025, 12, 30))),
            crawled: "2025-12-30T18:23:45Z".parse().ok(),
            url: "https://example.com/1".to_owned(),
            stored_hash: Some([0xab; 32]),
            ..Article::default()
        }
    }

    fn cited(article: &Article, page: &str, style: CitationStyle, with_proof: bool) -> String {
        let facts = Facts { page: page.to_owned(), ..Facts::default() };
        let fields = ArticleFields { facts: Some(&facts), ..ArticleFields::of_article(article, "a.md") };
        CitationForm { style, with_proof }.cite(&fields)
    }

    #[test]
    fn each_style_is_the_one_that_its_readers_know() {
        let article = article();
        for (style, expected) in [
            (
                CitationStyle::Footnote,
                "홍길동·김철수, 「더 크고 센 인공지능」, 『가나일보』, 2025년 12월 30일, 4면, https://example.com/1 \
                 (검색일: 2025.12.31).",
            ),
            (
                CitationStyle::Apa,
                "홍길동, 김철수 (2025. 12. 30). 더 크고 센 인공지능. <가나일보>, 4면. https://example.com/1",
            ),
            (CitationStyle::Press, "가나일보 2025년 12월 30일자 「더 크고 센 인공지능」"),
        ] {
            assert_eq!(cited(&article, "4", style, false), expected);
        }
    }

    #[test]
    fn without_an_author_the_paper_leads() {
        let article = Article { authors: Vec::new(), crawled: None, ..article() };
        for (style, expected) in [
            (
                CitationStyle::Footnote,
                "『가나일보』, 「더 크고 센 인공지능」, 2025년 12월 30일, https://example.com/1.",
            ),
            (CitationStyle::Apa, "가나일보 (2025. 12. 30). 더 크고 센 인공지능. https://example.com/1"),
        ] {
            assert_eq!(cited(&article, "", style, false), expected);
        }
    }

    #[test]
    fn what_proves_the_text_is_added_on_request_only() {
        let article = article();
        let proof = "(수집 2025년 12월 31일 03:23:45 KST, SHA-256 abababababab, 본문이 이와 다름)";
        for style in CitationStyle::ALL {
            let plain = cited(&article, "", style, false);
            assert!(!plain.contains("SHA-256") && !plain.contains("수집"), "{plain}");
            let proven = cited(&article, "", style, true);
            let stop = if style == CitationStyle::Footnote { "." } else { "" };
            assert_eq!(
                proven,
                format!(
                    "{} {proof}{stop}",
                    plain.trim_end_matches(").").to_owned() + if stop.is_empty() { "" } else { ")" }
                )
            );
        }
    }

    #[test]
    fn what_a_file_lacks_leaves_no_gap() {
        for (style, expected) in
            [(CitationStyle::Footnote, "."), (CitationStyle::Apa, "(n.d.)."), (CitationStyle::Press, "")]
        {
            assert_eq!(cited(&Article::default(), "", style, false), expected);
        }
        let asking = Article { title: "왜 느린가?".to_owned(), authors: Vec::new(), ..article() };
        assert!(cited(&asking, "", CitationStyle::Apa, false).contains("30). 왜 느린가? https"));
    }
}
