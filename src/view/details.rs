//! The details of an article: every field of its file, with what is known of it.

use super::dates::{format_crawled, format_here, format_published, format_utc};
use super::line::one_line;
use super::texts::lang::Lang;
use super::texts::problem_message;
use crate::article::{Integrity, TextEncoding, format_hash, web_address};
use crate::engine::ReadArticle;

/// What the details panel shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The fields in order.
    pub fields: Vec<Field>,
    /// The file's problems in plain words.
    pub problems: Vec<String>,
}

/// One field with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
    /// What the pointer is told that rests on it.
    pub hint: Option<String>,
    /// How it is set, and what a click does.
    pub action: FieldAction,
}

/// How a field is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldAction {
    /// As text.
    Text,
    /// As a link to a checked web address.
    Open(String),
    /// In a typeface of fixed width.
    Code,
    /// As a menu of encodings; the one that the reader chose, where one was.
    Encoding(Option<TextEncoding>),
    /// As a verdict on the text.
    Verdict(Integrity),
}

/// The details of an article that was read. `versions` is how many files the article has.
pub fn details(read: &ReadArticle, versions: usize, lang: Lang) -> Details {
    let article = &read.article;
    let mut fields = Vec::new();
    let mut add = |label: &str, value: String, hint: Option<String>, action: FieldAction| {
        if !value.is_empty() {
            fields.push(Field { label: label.to_owned(), value, hint, action });
        }
    };
    add(lang.field_publisher(), one_line(&article.publisher), None, FieldAction::Text);
    let authors: Vec<_> = article.authors.iter().map(|author| one_line(&author.line)).collect();
    add(lang.field_authors(), authors.join("\n"), None, FieldAction::Text);
    add(lang.field_category(), one_line(&article.category), None, FieldAction::Text);
    let published = article.published.map(|published| format_published(published, lang));
    add(
        lang.field_published(),
        published.unwrap_or_else(|| lang.unknown().to_owned()),
        None,
        FieldAction::Text,
    );
    let crawled = article.crawled.map(|crawled| format_crawled(crawled, lang)).unwrap_or_default();
    add(lang.field_crawled(), crawled, article.crawled.map(format_utc), FieldAction::Text);
    let address = web_address(&article.url).map_or(FieldAction::Text, |url| FieldAction::Open(url.into()));
    add(lang.field_address(), one_line(&article.url), None, address);
    add(lang.field_file(), one_line(&read.path.to_string_lossy()), None, FieldAction::Text);
    add(lang.field_id(), one_line(&article.id), None, FieldAction::Code);
    if versions > 1 {
        add(lang.field_versions(), lang.version_count(versions), None, FieldAction::Text);
    }
    let hash = article.stored_hash.as_ref().map(format_hash).unwrap_or_default();
    add(lang.field_hash(), hash, None, FieldAction::Code);
    let (verdict, hint) = verdict(article.integrity(), lang);
    add("", verdict.to_owned(), Some(hint.to_owned()), FieldAction::Verdict(article.integrity()));
    if article.integrity() == Integrity::Altered {
        add(lang.field_hash_now(), format_hash(&article.computed_hash), None, FieldAction::Code);
    }
    add(lang.field_checked(), format_here(read.at, lang), Some(format_utc(read.at)), FieldAction::Text);
    let encoding = encoding_name(article.encoding);
    add(lang.field_encoding(), encoding.to_owned(), None, FieldAction::Encoding(read.chosen));
    for (key, value) in &article.extra {
        add(&one_line(key), one_line(value), None, FieldAction::Text);
    }
    let problems = article.problems.iter().map(|problem| problem_message(problem, lang)).collect();
    Details { fields, problems }
}

fn verdict(integrity: Integrity, lang: Lang) -> (&'static str, &'static str) {
    match integrity {
        Integrity::Intact => (lang.intact(), lang.intact_hint()),
        Integrity::Altered => (lang.altered(), lang.altered_hint()),
        Integrity::Unknown => (lang.unverifiable(), lang.unverifiable_hint()),
    }
}

/// The encoding's name, with the other one that it is known by.
pub fn encoding_name(encoding: TextEncoding) -> &'static str {
    match encoding {
        TextEncoding::Cp949 => "CP949 (EUC-KR)",
        encoding => encoding.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Problem, ProblemKind, Published};
    use std::path::PathBuf;

    fn labels_and_values(article: Article) -> Vec<(String, String)> {
        let path = PathBuf::from("/서고/901_1.md");
        let read = ReadArticle { path, article, ..ReadArticle::default() };
        details(&read, 1, Lang::Korean).fields.into_iter().map(|field| (field.label, field.value)).collect()
    }

    #[test]
    fn every_field_and_every_unknown_key_is_shown() {
        let article = Article {
            id: "901_1".to_owned(),
            publisher: "한빛일보".to_owned(),
            published: Some(Published::Date(jiff::civil::date(2026, 1, 6))),
            crawled: "2026-01-05T18:00:00Z".parse().ok(),
            extra: vec![("mood".to_owned(), "calm".to_owned())],
            ..Article::default()
        };
        let fields = labels_and_values(article);
        for expected in [
            ("언론사", "한빛일보"),
            ("게재", "2026년 1월 6일"),
            ("수집", "2026년 1월 6일 03:00"),
            ("파일", "/서고/901_1.md"),
            ("번호", "901_1"),
            ("", "확인할 수 없음"),
            ("mood", "calm"),
        ] {
            assert!(
                fields.contains(&(expected.0.to_owned(), expected.1.to_owned())),
                "{expected:?} in {fields:?}"
            );
        }
    }

    #[test]
    fn an_address_that_may_not_be_opened_is_text() {
        let article = Article { url: "javascript:alert(1)".to_owned(), ..Article::default() };
        let problem = Problem { kind: ProblemKind::NoTitle, line: None, detail: None };
        let article = Article { problems: vec![problem], ..article };
        let read = ReadArticle { article, ..ReadArticle::default() };
        let details = details(&read, 1, Lang::English);
        let address = details.fields.iter().find(|field| field.label == "Address").unwrap();
        assert_eq!(address.action, FieldAction::Text);
        assert_eq!(details.problems.len(), 1);
    }
}
