//! The details of an article: every field of its file, and what the archive knows about it.

use super::line::one_line;
use super::narrowing::Narrowing;
use super::texts::dates::{format_crawled, format_here, format_published, format_utc};
use super::texts::lang::Lang;
use super::texts::problem_message;
use crate::archive::ReadArticle;
use crate::article::{
    Article, Facts, Integrity, TextEncoding, crawled_day, format_hash, people_of, shown_address, web_address,
};
use crate::export::{ArticleField, ArticleFields, FieldValue};
use crate::search::Field;

/// What the details panel shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The fields in order.
    pub fields: Vec<DetailsField>,
    /// The file's problems, in plain words.
    pub problems: Vec<String>,
}

/// A field with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailsField {
    /// Its name.
    pub label: String,
    pub value: String,
    /// A tooltip for the value.
    pub hint: Option<String>,
    /// How it is displayed, and what a click does.
    pub action: FieldAction,
}

/// How a field is displayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldAction {
    Text,
    /// As a link to a checked web address.
    Open(String),
    /// In a monospaced font.
    Code,
    /// As a menu of encodings, with the one that the reader chose, if any.
    Encoding(Option<TextEncoding>),
    /// As a verdict on the text.
    Verdict(Integrity),
    /// As text that the list can be narrowed to.
    Narrow(Vec<Narrowing>),
}

/// The details of a loaded article. `versions` is how many files the article has, `inferred` the publisher that
/// other articles name for it. Of one that could not be read they say no more than is known.
pub fn details(read: &ReadArticle, versions: usize, inferred: Option<&str>, lang: Lang) -> Details {
    let article = &read.article;
    let is_known = !article.failed_to_read();
    let path = read.place();
    let known = ArticleFields { versions, ..ArticleFields::of_article(article, &path) };
    let mut fields = Vec::new();
    let mut add = |label: &str, value: String, hint: Option<String>, action: FieldAction| {
        if !value.is_empty() {
            fields.push(DetailsField { label: label.to_owned(), value, hint, action });
        }
    };
    for (field, label) in lang.field_labels() {
        let (value, hint) = match (field, inferred) {
            (ArticleField::Publisher, Some(inferred)) => {
                (lang.inferred(&one_line(inferred)), Some(lang.inferred_publisher_hint().to_owned()))
            }
            (ArticleField::Category, _) if known.inferred.category.is_some() => {
                (known.inferred.category.map(|inferred| lang.inferred(inferred)).unwrap_or_default(), None)
            }
            _ => shown(field, field.of(&known), lang),
        };
        let action = match field {
            ArticleField::Url => opened(&article.url),
            ArticleField::Original => opened(&article.facts.original),
            ArticleField::Id | ArticleField::ContentHash => FieldAction::Code,
            _ => narrowings(field, article).map_or(FieldAction::Text, FieldAction::Narrow),
        };
        if is_known || field != ArticleField::Published {
            add(label, value, hint, action);
        }
    }
    if article.excerpt {
        add("", lang.excerpt_hint().to_owned(), None, FieldAction::Text);
    }
    for (label, names, all, narrowings) in named(&article.facts, lang) {
        let action = if narrowings.is_empty() { FieldAction::Text } else { FieldAction::Narrow(narrowings) };
        add(label, names, all, action);
    }
    if is_known {
        let (verdict, hint) = verdict(article.integrity(), lang);
        add("", verdict.to_owned(), Some(hint.to_owned()), FieldAction::Verdict(article.integrity()));
    }
    if article.integrity() == Integrity::Altered {
        add(lang.field_hash_now(), format_hash(&article.computed_hash), None, FieldAction::Code);
    }
    add(lang.field_checked(), format_here(read.at, lang), Some(format_utc(read.at)), FieldAction::Text);
    if read.entry.is_none() {
        // A file with many articles has a single encoding, which can't be chosen.
        let encoding = encoding_name(article.encoding);
        add(lang.field_encoding(), encoding.to_owned(), None, FieldAction::Encoding(read.chosen));
    }
    for (key, value) in &article.extra {
        let label = if key == "comment_count" { lang.field_comments().to_owned() } else { one_line(key) };
        add(&label, one_line(value), None, FieldAction::Text);
    }
    let problems = article.problems.iter().map(|problem| problem_message(problem, lang)).collect();
    Details { fields, problems }
}

/// What the list can be narrowed to with a field.
fn narrowings(field: ArticleField, article: &Article) -> Option<Vec<Narrowing>> {
    let found = match field {
        ArticleField::Publisher => Narrowing::of(Field::Publisher, &article.publisher).into_iter().collect(),
        ArticleField::Authors => {
            Narrowing::of_people(article.authors.iter().map(|author| author.line.as_str()))
        }
        ArticleField::Category => match article.facts.categories.as_slice() {
            [] => Narrowing::of(Field::Category, &article.category).into_iter().collect(),
            several => Narrowing::of_all(Field::Category, several),
        },
        ArticleField::Published => {
            Narrowing::of_day(article.published.map(|published| published.date())).into_iter().collect()
        }
        _ => Vec::new(),
    };
    (!found.is_empty()).then_some(found)
}

/// What an article's file lists besides its text: each with its label, a tooltip, and what the list can be narrowed
/// to with it.
fn named(facts: &Facts, lang: Lang) -> [(&'static str, String, Option<String>, Vec<Narrowing>); 5] {
    let names = |names: &[String]| one_line(&names.join(", "));
    let (words, all) = folded_words(&facts.words);
    [
        (
            lang.field_keywords(),
            names(&facts.keywords),
            None,
            Narrowing::of_all(Field::Keyword, &facts.keywords),
        ),
        (lang.field_people(), names(&facts.people), None, Narrowing::of_all(Field::Person, &facts.people)),
        (lang.field_places(), names(&facts.places), None, Narrowing::of_all(Field::Location, &facts.places)),
        (
            lang.field_organizations(),
            names(&facts.organizations),
            None,
            Narrowing::of_all(Field::Organization, &facts.organizations),
        ),
        (lang.field_words(), words, all, Vec::new()),
    ]
}

/// What a click on an address does.
fn opened(address: &str) -> FieldAction {
    web_address(address).map_or(FieldAction::Text, |url| FieldAction::Open(url.into()))
}

/// The most letters shown of the words that a file lists for an article, and the most in the tooltip with all
/// of them.
const FOLDED_WORDS: usize = 60;
const MOST_WORDS: usize = 2000;

/// The first of the words that a file lists for an article, with their number, and all of them if these are
/// more.
fn folded_words(words: &[String]) -> (String, Option<String>) {
    let all = one_line(&words.join(", "));
    let cut = |most: usize| all.char_indices().nth(most).and_then(|(end, _)| all.get(..end));
    match cut(FOLDED_WORDS) {
        Some(first) => {
            let first = first.rsplit_once(", ").map_or(first, |(whole, _)| whole);
            (format!("{first} … ({})", words.len()), Some(cut(MOST_WORDS).unwrap_or(&all).to_owned()))
        }
        None => (all, None),
    }
}

/// A field's value as text, empty if nothing should be shown, and its tooltip.
fn shown(field: ArticleField, value: FieldValue<'_>, lang: Lang) -> (String, Option<String>) {
    let text = match value {
        FieldValue::Absent if field == ArticleField::Published => lang.unknown().to_owned(),
        FieldValue::Text(address) if matches!(field, ArticleField::Url | ArticleField::Original) => {
            one_line(&shown_address(address))
        }
        FieldValue::Text(text) => one_line(text),
        FieldValue::Texts(lines) => lines.into_iter().map(one_line).collect::<Vec<_>>().join("\n"),
        FieldValue::Authors(lines) => {
            let people = lines.iter().flat_map(|line| people_of(line));
            people.map(|person| one_line(&person.line)).collect::<Vec<_>>().join("\n")
        }
        FieldValue::Published(published) => format_published(published, lang),
        FieldValue::Moment(moment) => {
            let utc = crawled_day(moment).is_none().then(|| format_utc(moment));
            return (format_crawled(moment, lang), utc);
        }
        FieldValue::Hash(hash) => format_hash(hash),
        FieldValue::Length(length) => {
            lang.length_of_text(length.letters, length.without_spaces, length.tenths_of_sheets())
        }
        FieldValue::Number(versions) if versions > 1 => lang.version_count(versions),
        FieldValue::Absent
        | FieldValue::Integrity(_)
        | FieldValue::Number(_)
        | FieldValue::Flag(_)
        | FieldValue::Problems(_)
        | FieldValue::Pairs(_)
        | FieldValue::Inferred(_)
        | FieldValue::Named(_) => String::new(),
    };
    (text, None)
}

fn verdict(integrity: Integrity, lang: Lang) -> (&'static str, &'static str) {
    match integrity {
        Integrity::Intact => (lang.intact(), lang.intact_hint()),
        Integrity::Altered => (lang.altered(), lang.altered_hint()),
        Integrity::Unknown => (lang.unverifiable(), lang.unverifiable_hint()),
    }
}

/// The encoding's name, with its other common name.
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
        details(&read, 1, None, Lang::Korean)
            .fields
            .into_iter()
            .map(|field| (field.label, field.value))
            .collect()
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
            ("게재일", "2026년 1월 6일"),
            ("수집 시각", "2026년 1월 6일 03:00"),
            ("파일", "/서고/901_1.md"),
            ("기사 ID", "901_1"),
            ("", "확인할 해시 없음"),
            ("mood", "calm"),
        ] {
            assert!(
                fields.contains(&(expected.0.to_owned(), expected.1.to_owned())),
                "{expected:?} in {fields:?}"
            );
        }
    }

    #[test]
    fn what_a_sheet_says_of_an_article_is_shown() {
        let mut article = Article { excerpt: true, ..Article::default() };
        article.facts.people = vec!["가람".to_owned(), "하늘".to_owned()];
        article.facts.page = "A1".to_owned();
        article.facts.excluded = "중복".to_owned();
        article.facts.original = "https://example.com/1".to_owned();
        article.facts.words = vec!["달팽이".to_owned(); 40];
        let fields = labels_and_values(article);
        let words = format!("{} … (40)", ["달팽이"; 12].join(", "));
        for (label, value) in [
            ("", "본문의 일부만 파일에 있습니다"),
            ("인물", "가람, 하늘"),
            ("지면", "A1"),
            ("분석 제외", "중복"),
            ("원문 주소", "https://example.com/1"),
            ("낱말", words.as_str()),
        ] {
            assert!(fields.contains(&(label.to_owned(), value.to_owned())), "{label} {value} in {fields:?}");
        }
    }

    #[test]
    fn an_entry_has_its_number_and_no_encoding_to_choose() {
        let shown = |entry| {
            let read = ReadArticle { path: PathBuf::from("/서고/a.csv"), entry, ..ReadArticle::default() };
            let fields = details(&read, 1, None, Lang::Korean).fields;
            let has_encoding = fields.iter().any(|field| matches!(field.action, FieldAction::Encoding(_)));
            let file = fields.into_iter().find(|field| field.label == "파일").unwrap().value;
            (file, has_encoding)
        };
        assert_eq!(shown(Some(12)), ("/서고/a.csv#12".to_owned(), false));
        assert_eq!(shown(None), ("/서고/a.csv".to_owned(), true));
    }

    #[test]
    fn an_address_that_may_not_be_opened_is_text() {
        let article = Article { url: "javascript:alert(1)".to_owned(), ..Article::default() };
        let problem = Problem { kind: ProblemKind::NoTitle, line: None, detail: None };
        let article = Article { problems: vec![problem], ..article };
        let read = ReadArticle { article, ..ReadArticle::default() };
        let details = details(&read, 1, None, Lang::English);
        let address = details.fields.iter().find(|field| field.label == "Address").unwrap();
        assert_eq!(address.action, FieldAction::Text);
        assert_eq!(details.problems.len(), 1);
    }
}
