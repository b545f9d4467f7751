//! The article object: an article as JSON, the same in every subcommand.

use serde_json::{Map, Value, json};

use crate::article::{
    Article, Author, BlockKind, Comment, Hash, Integrity, Problem, ProblemKind, Published, blocks,
};
use crate::view::{Lang, problem_message};

/// An article and where it stands.
#[derive(Clone, Copy)]
pub struct Located<'a> {
    /// The article.
    pub article: &'a Article,
    /// The file's path below the archive's folder, with `/` between its parts.
    pub path: &'a str,
    /// Whether the path is not UTF-8, and was made so.
    pub path_is_lossy: bool,
    /// How many files the archive has of it.
    pub versions: usize,
}

/// The object that `list` and `search` print.
pub fn article_object(located: Located<'_>) -> Map<String, Value> {
    let Located { article, path, path_is_lossy, versions } = located;
    let mut problems: Vec<Value> = article.problems.iter().map(problem_object).collect();
    if path_is_lossy {
        let detail = Some(path.to_owned());
        problems.push(problem_object(&Problem { kind: ProblemKind::DecodedLossily, line: None, detail }));
    }
    let extra: Map<String, Value> =
        article.extra.iter().map(|(key, text)| (key.clone(), text.as_str().into())).collect();
    let fields: [(&str, Value); 16] = [
        ("id", text_or_null(&article.id)),
        ("title", text_or_null(&article.title)),
        ("publisher", text_or_null(&article.publisher)),
        ("category", text_or_null(&article.category)),
        ("authors", article.authors.iter().map(author_object).collect()),
        ("published", article.published.map(format_published).into()),
        ("crawled", article.crawled.map(|at| at.to_string()).into()),
        ("url", text_or_null(&article.url)),
        ("oid", text_or_null(&article.oid)),
        ("aid", text_or_null(&article.aid)),
        ("content_hash", article.stored_hash.map(|hash| format_hash(&hash)).into()),
        ("integrity", integrity_name(article.integrity()).into()),
        ("path", path.into()),
        ("versions", versions.into()),
        ("problems", problems.into()),
        ("extra", extra.into()),
    ];
    fields.map(|(key, value)| (key.to_owned(), value)).into_iter().collect()
}

/// The object that `show` prints: with the body, its blocks and the comments.
pub fn full_article_object(located: Located<'_>) -> Map<String, Value> {
    let article = located.article;
    let mut object = article_object(located);
    object.insert("body".to_owned(), article.body.as_str().into());
    let blocks = blocks(&article.body).into_iter().map(|block| {
        let text = article.body.get(block.range).unwrap_or_default();
        json!({ "kind": block_name(block.kind), "text": text })
    });
    object.insert("blocks".to_owned(), blocks.collect());
    object.insert("comments".to_owned(), article.comments.iter().map(comment_object).collect());
    object
}

/// What the content hash says, in one word.
pub(super) fn integrity_name(integrity: Integrity) -> &'static str {
    match integrity {
        Integrity::Intact => "intact",
        Integrity::Altered => "altered",
        Integrity::Unknown => "unknown",
    }
}

/// A hash as hexadecimal digits.
pub(super) fn format_hash(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text_or_null(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

fn format_published(published: Published) -> String {
    match published {
        Published::Date(date) => date.to_string(),
        Published::Time(time) => format!("{}+09:00", time.strftime("%Y-%m-%dT%H:%M:%S")),
    }
}

fn author_object(author: &Author) -> Value {
    let Author { line, name, role, email, place } = author;
    json!({ "line": line, "name": name, "role": role, "email": email, "place": place })
}

fn problem_object(problem: &Problem) -> Value {
    let message = problem_message(problem, Lang::English);
    json!({ "kind": problem.kind.name(), "line": problem.line, "message": message })
}

fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Deck => "deck",
        BlockKind::Text => "text",
        BlockKind::Mark => "mark",
        BlockKind::Rule => "rule",
        BlockKind::Trailer => "trailer",
    }
}

fn comment_object(comment: &Comment) -> Value {
    let Comment { author, best, time, likes, dislikes, text, replies } = comment;
    let replies: Vec<Value> = replies.iter().map(comment_object).collect();
    json!({
        "author": author, "best": best, "time": time, "likes": likes, "dislikes": dislikes, "text": text,
        "replies": replies,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_every_key_in_order() {
        let article = crate::article::parse(b"");
        let located = Located { article: &article, path: "a.md", path_is_lossy: false, versions: 1 };
        let object = full_article_object(located);
        let keys: Vec<&str> = object.keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            [
                "id",
                "title",
                "publisher",
                "category",
                "authors",
                "published",
                "crawled",
                "url",
                "oid",
                "aid",
                "content_hash",
                "integrity",
                "path",
                "versions",
                "problems",
                "extra",
                "body",
                "blocks",
                "comments",
            ]
        );
        assert_eq!(
            (&object["id"], &object["authors"], &object["published"]),
            (&Value::Null, &json!([]), &Value::Null)
        );
    }

    #[test]
    fn says_that_a_name_was_no_text() {
        let article = Article::default();
        let located = Located { article: &article, path: "\u{FFFD}.md", path_is_lossy: true, versions: 1 };
        assert_eq!(article_object(located)["problems"][0]["kind"], "decoded-lossily");
    }

    #[test]
    fn tells_a_day_from_a_time() {
        let time = jiff::civil::datetime(2025, 12, 30, 7, 5, 0, 0);
        assert_eq!(format_published(Published::Time(time)), "2025-12-30T07:05:00+09:00");
        assert_eq!(format_published(Published::Date(time.date())), "2025-12-30");
    }
}
