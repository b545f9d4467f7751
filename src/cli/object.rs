//! The article object: an article as JSON, the same in every subcommand.

use serde::{Serialize, Serializer};
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
///
/// Blocks and comments are written as they are read: a hostile body has millions of them.
pub fn full_article_object<'a>(row: &Row<'_>, article: &'a Article) -> impl Serialize + 'a {
    FullArticle {
        article: article_object(row, 1),
        body: &article.body,
        blocks: Blocks(&article.body),
        comments: Comments(&article.comments),
    }
}

#[derive(Serialize)]
struct FullArticle<'a> {
    #[serde(flatten)]
    article: Map<String, Value>,
    body: &'a str,
    blocks: Blocks<'a>,
    comments: Comments<'a>,
}

struct Blocks<'a>(&'a str);

impl Serialize for Blocks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Object<'a> {
            kind: &'static str,
            text: &'a str,
        }
        serializer.collect_seq(blocks(self.0).into_iter().map(|block| {
            let text = self.0.get(block.range).unwrap_or_default();
            Object { kind: block_name(block.kind), text }
        }))
    }
}

struct Comments<'a>(&'a [Comment]);

impl Serialize for Comments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Object<'a> {
            author: &'a str,
            best: bool,
            time: &'a str,
            likes: u64,
            dislikes: u64,
            text: &'a str,
            replies: Comments<'a>,
        }
        serializer.collect_seq(self.0.iter().map(|comment| {
            let Comment { author, best, time, likes, dislikes, text, replies } = comment;
            Object {
                author,
                best: *best,
                time,
                likes: *likes,
                dislikes: *dislikes,
                text,
                replies: Comments(replies),
            }
        }))
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Catalogue;
    use std::path::Path;

    #[test]
    fn has_every_key_in_order() {
        let article = crate::article::parse(b"");
        let catalogue = Catalogue::of_one(Path::new("a.md"), &article);
        let object = serde_json::to_value(full_article_object(&catalogue.row(0).unwrap(), &article)).unwrap();
        let keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
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
