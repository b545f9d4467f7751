//! The article object: an article as JSON, the same in every subcommand.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::Entry;
use crate::article::{
    Article, Author, BlockKind, Comment, Integrity, Problem, Published, blocks, format_hash, parse_author,
};

/// Says in English what a problem is. The sentences are kept with the other words of the program, in a room above.
pub type ProblemText = fn(&Problem) -> String;

/// The object that `list` prints.
pub fn article_object(entry: &Entry<'_>, problem_text: ProblemText) -> Map<String, Value> {
    let extra = entry.extra.iter().map(|(key, text)| (key.clone(), text.as_str().into()));
    let fields: [(&str, Value); 16] = [
        ("id", text_or_null(entry.id)),
        ("title", text_or_null(entry.title)),
        ("publisher", text_or_null(entry.publisher)),
        ("category", text_or_null(entry.category)),
        ("authors", entry.author_lines.iter().map(|line| author_object(&parse_author(line))).collect()),
        ("published", entry.published.map(format_published).into()),
        ("crawled", entry.crawled.map(|at| at.to_string()).into()),
        ("url", text_or_null(entry.url)),
        ("oid", text_or_null(entry.oid)),
        ("aid", text_or_null(entry.aid)),
        ("content_hash", entry.stored_hash.map(format_hash).into()),
        ("integrity", integrity_name(entry.integrity).into()),
        ("path", entry.path.into()),
        ("versions", entry.versions.into()),
        ("problems", entry.problems.iter().map(|problem| problem_object(problem, problem_text)).collect()),
        ("extra", Value::Object(extra.collect())),
    ];
    fields.map(|(key, value)| (key.to_owned(), value)).into_iter().collect()
}

/// The object that `show` prints: with the body, its blocks and the comments. `path` is the file's.
///
/// Blocks and comments are written as they are read: a hostile body has millions of them.
pub fn full_article_object<'a>(
    path: &str,
    article: &'a Article,
    problem_text: ProblemText,
) -> impl Serialize + use<'a> {
    FullArticle {
        article: article_object(&Entry::of_article(article, path), problem_text),
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

fn text_or_null(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

/// A date of publication as exactly as it is known: a day, or a time with Korea's distance from UTC.
pub fn format_published(published: Published) -> String {
    match published {
        Published::Date(date) => date.to_string(),
        Published::Time(time) => format!("{}+09:00", time.strftime("%Y-%m-%dT%H:%M:%S")),
    }
}

fn author_object(author: &Author) -> Value {
    let Author { line, name, role, email, place } = author;
    json!({ "line": line, "name": name, "role": role, "email": email, "place": place })
}

fn problem_object(problem: &Problem, problem_text: ProblemText) -> Value {
    json!({ "kind": problem.kind.name(), "line": problem.line, "message": problem_text(problem) })
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

    #[test]
    fn has_every_key_in_order() {
        let article = crate::article::parse(b"");
        let object = full_article_object("a.md", &article, |problem| problem.kind.name().to_owned());
        let object = serde_json::to_value(object).unwrap();
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
