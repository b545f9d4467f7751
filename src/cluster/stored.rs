//! An article as it is stored in an index: its fields by name, so that other programs can read them, too.

use super::document::Publishes;
use crate::article::{
    Article, BodyFormat, Comment, Facts, Problem, Published, Rendered, TextEncoding, body_hash, format_hash,
    hash_from, parse_author,
};
use crate::text::email::without_emails;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An article as stored. The names are those of [`Article`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredArticle {
    pub id: String,
    pub title: String,
    pub category: String,
    pub publisher: String,
    pub authors: Vec<String>,
    pub published: Option<Published>,
    pub crawled: Option<Timestamp>,
    pub url: String,
    pub oid: String,
    pub aid: String,
    pub content_hash: Option<String>,
    pub extra: Vec<(String, String)>,
    pub excerpt: bool,
    pub body: String,
    pub format: BodyFormat,
    pub rendered: Option<Rendered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<Facts>,
    pub by_crawler: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    pub encoding: String,
    pub problems: Vec<Problem>,
}

impl StoredArticle {
    pub(super) fn of(article: &Article, publishes: Publishes) -> Self {
        let line = |line: &str| match publishes.emails {
            true => line.to_owned(),
            false => without_emails(line).into_iter().filter_map(|piece| line.get(piece)).collect::<String>(),
        };
        let extra = |(key, value): &(String, String)| (key.clone(), line(value));
        Self {
            id: article.id.clone(),
            title: article.title.clone(),
            category: article.category.clone(),
            publisher: article.publisher.clone(),
            authors: article.authors.iter().map(|author| line(&author.line).trim().to_owned()).collect(),
            published: article.published,
            crawled: article.crawled,
            url: article.url.clone(),
            oid: article.oid.clone(),
            aid: article.aid.clone(),
            content_hash: article.stored_hash.as_ref().map(format_hash),
            extra: article.extra.iter().map(extra).collect(),
            excerpt: article.excerpt,
            body: article.body.clone(),
            format: article.format,
            rendered: article.rendered.clone(),
            facts: (!article.facts.is_empty()).then(|| article.facts.clone()),
            by_crawler: article.by_crawler,
            comments: if publishes.comments { article.comments.clone() } else { Vec::new() },
            encoding: article.encoding.name().to_owned(),
            problems: article.problems.clone(),
        }
    }

    /// The article, with the hash of its text computed here.
    pub fn article(self) -> Article {
        let rendered = self.rendered.filter(is_sound);
        Article {
            id: self.id,
            title: self.title,
            category: self.category,
            publisher: self.publisher,
            authors: self
                .authors
                .iter()
                .filter(|line| !line.is_empty())
                .map(|line| parse_author(line))
                .collect(),
            published: self.published,
            crawled: self.crawled,
            url: self.url,
            oid: self.oid,
            aid: self.aid,
            stored_hash: self.content_hash.as_deref().and_then(hash_from),
            computed_hash: body_hash(&self.body),
            extra: self.extra,
            excerpt: self.excerpt,
            body: self.body,
            format: self.format,
            rendered,
            facts: self.facts.unwrap_or_default(),
            by_crawler: self.by_crawler,
            comments: self.comments,
            encoding: TextEncoding::named(&self.encoding).unwrap_or_default(),
            problems: self.problems,
        }
    }
}

/// Whether the ranges of a rendered body, which a server may have made up, lie in its text.
fn is_sound(rendered: &Rendered) -> bool {
    rendered.blocks.iter().all(|block| {
        let Some(text) = rendered.text.get(block.range.clone()) else { return false };
        let styles = block.styles.iter().map(|(range, _)| range);
        styles
            .chain(block.links.iter().map(|(range, _)| range))
            .all(|range| text.get(range.clone()).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_read_back_as_it_was() {
        let mut article = Article {
            id: "901_1".into(),
            title: "제목".into(),
            authors: vec![parse_author("강하늘 기자(sky@example.com)")],
            body: "본문".into(),
            stored_hash: Some(body_hash("본문")),
            computed_hash: body_hash("본문"),
            extra: vec![("a".into(), "b".into())],
            ..Article::default()
        };
        let all = Publishes { comments: true, emails: true, masked: false };
        assert_eq!(StoredArticle::of(&article, all).article(), article);
        let json = serde_json::to_string(&StoredArticle::of(&article, all)).unwrap();
        assert_eq!(serde_json::from_str::<StoredArticle>(&json).unwrap().article(), article);
        article.authors = vec![parse_author("강하늘 기자")];
        assert_eq!(StoredArticle::of(&article, Publishes::default()).article(), article, "without addresses");
    }

    #[test]
    fn a_made_up_range_is_no_range() {
        let json = r#"{"rendered":{"text":"가나","blocks":[{"kind":"Text","range":{"start":1,"end":9},"indent":0,"styles":[],"links":[]}]}}"#;
        assert_eq!(serde_json::from_str::<StoredArticle>(json).unwrap().article().rendered, None);
    }
}
