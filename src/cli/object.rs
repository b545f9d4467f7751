//! The article object: an article as JSON, the same in every subcommand.

use serde_json::{Map, Value, json};

use crate::archive::Row;
use crate::article::{
    Article, Author, BlockKind, Comment, Hash, Integrity, Problem, Published, blocks, parse_author,
};
use crate::view::{Lang, problem_message};

/// The object that `list` prints. `versions` is how many files the archive has of the article.
pub fn article_object(row: &Row<'_>, versions: usize) -> Map<String, Value> {
    let extra: Map<String, Value> =
        row.extra().map(|(key, text)| (key.clone(), text.as_str().into())).collect();
    let fields: [(&str, Value); 16] = [
        ("id", text_or_null(row.id())),
        ("title", text_or_null(row.title())),
        ("publisher", text_or_null(row.publisher())),
        ("category", text_or_null(row.category())),
        ("authors", row.author_lines().map(|line| author_object(&parse_author(line))).collect()),
        ("published", row.published().map(format_published).into()),
        ("crawled", row.crawled().map(|at| at.to_string()).into()),
        ("url", text_or_null(row.url())),
        ("oid", text_or_null(row.oid())),
        ("aid", text_or_null(row.aid())),
        ("content_hash", row.stored_hash().map(format_hash).into()),
        ("integrity", integrity_name(row.integrity()).into()),
        ("path", row.path().into()),
        ("versions", versions.into()),
        ("problems", row.problems().map(problem_object).collect()),
        ("extra", extra.into()),
    ];
    fields.map(|(key, value)| (key.to_owned(), value)).into_iter().collect()
}

/// The object that `show` prints: with the body, its blocks and the comments. The row is the article's own.
pub fn full_article_object(row: &Row<'_>, article: &Article) -> Map<String, Value> {
    let mut object = article_object(row, 1);
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

pub(super) fn format_published(published: Published) -> String {
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
    use crate::archive::Catalogue;
    use std::path::Path;

    #[test]
    fn has_every_key_in_order() {
        let article = crate::article::parse(b"");
        let catalogue = Catalogue::of_one(Path::new("a.md"), &article);
        let object = full_article_object(&catalogue.row(0).unwrap(), &article);
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
    fn tells_a_day_from_a_time() {
        let time = jiff::civil::datetime(2025, 12, 30, 7, 5, 0, 0);
        assert_eq!(format_published(Published::Time(time)), "2025-12-30T07:05:00+09:00");
        assert_eq!(format_published(Published::Date(time.date())), "2025-12-30");
    }
}
