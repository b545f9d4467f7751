//! The article object: an article as JSON, the same in all subcommands.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::fields::{ArticleField, ArticleFields, FieldValue, format_published, integrity_name};
use crate::article::{
    Article, Author, BlockKind, Comment, Facts, Length, Problem, Rendered, RichBlock, RichKind, blocks,
    format_hash, parse_author,
};

/// Describes a problem in English. Passed in, because the wording is in `view`, which this module can't use.
pub type ProblemText = fn(&Problem) -> String;

/// The object that `list` prints.
pub fn article_object(article: &ArticleFields<'_>, problem_text: ProblemText) -> Map<String, Value> {
    ArticleField::all()
        .map(|field| (field.name().to_owned(), json(field.of(article), problem_text)))
        .collect()
}

/// A field's value as JSON: null if absent, an empty array for an empty list.
fn json(value: FieldValue<'_>, problem_text: ProblemText) -> Value {
    match value {
        FieldValue::Absent => Value::Null,
        FieldValue::Text("") => Value::Null,
        FieldValue::Text(text) => text.into(),
        FieldValue::Texts(texts) => texts.into(),
        FieldValue::Authors(lines) => lines.iter().map(|line| author_object(&parse_author(line))).collect(),
        FieldValue::Published(published) => format_published(published).into(),
        FieldValue::Moment(moment) => moment.to_string().into(),
        FieldValue::Hash(hash) => format_hash(hash).into(),
        FieldValue::Integrity(integrity) => integrity_name(integrity).into(),
        FieldValue::Number(number) => number.into(),
        FieldValue::Flag(flag) => flag.into(),
        FieldValue::Length(Length { letters, without_spaces }) => {
            json!({ "letters": letters, "without_spaces": without_spaces })
        }
        FieldValue::Problems(problems) => {
            problems.iter().map(|problem| problem_object(problem, problem_text)).collect()
        }
        FieldValue::Pairs(pairs) => {
            Value::Object(pairs.iter().map(|(key, text)| (key.clone(), text.as_str().into())).collect())
        }
        FieldValue::Inferred(inferred) => {
            let named = [("publisher", inferred.publisher.as_deref()), ("category", inferred.category)];
            let known = named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
            Value::Object(known.collect())
        }
        FieldValue::Named(facts) => {
            let list =
                |of: fn(&Facts) -> &Vec<String>| facts.map_or_else(Vec::new, |facts| of(facts).clone());
            json!({
                "person": list(|facts| &facts.people),
                "place": list(|facts| &facts.places),
                "organization": list(|facts| &facts.organizations),
            })
        }
    }
}

/// An article's comments as in `show` and JSON Lines.
pub(super) fn comment_objects(comments: &[Comment]) -> impl Serialize {
    Comments(comments)
}

/// The object that `show` prints, with the body, its blocks and the comments. `path` is the file's.
///
/// Blocks and comments are serialized lazily, since a hostile body can have millions of them.
pub fn full_article_object<'a>(
    path: &str,
    entry: Option<u32>,
    article: &'a Article,
    problem_text: ProblemText,
) -> impl Serialize + use<'a> {
    FullArticle {
        article: article_object(
            &ArticleFields { entry, ..ArticleFields::of_article(article, path) },
            problem_text,
        ),
        format: article.format.name(),
        text: article.text(),
        links: article.rendered.as_ref().map(links).unwrap_or_default(),
        body: &article.body,
        blocks: BlockObjects(article),
        comments: Comments(&article.comments),
    }
}

#[derive(Serialize)]
struct FullArticle<'a> {
    #[serde(flatten)]
    article: Map<String, Value>,
    /// The format of the body.
    format: &'static str,
    /// The text of the page; for plain text, the whole body.
    text: &'a str,
    /// The links of a body in markup; plain text has none.
    links: Vec<Value>,
    body: &'a str,
    blocks: BlockObjects<'a>,
    comments: Comments<'a>,
}

struct BlockObjects<'a>(&'a Article);

impl Serialize for BlockObjects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Object<'a> {
            kind: &'static str,
            text: &'a str,
            /// False for a deck that was left in one piece because its parts are uncertain.
            #[serde(skip_serializing_if = "Option::is_none")]
            sure: Option<bool>,
        }
        if let Some(rendered) = &self.0.rendered {
            return serializer.collect_seq(rendered.blocks.iter().map(|block| rich_object(rendered, block)));
        }
        let body = &self.0.body;
        serializer.collect_seq(blocks(body).into_iter().map(|block| {
            let text = body.get(block.range).unwrap_or_default();
            let sure = (block.kind == BlockKind::GluedDeck).then_some(false);
            Object { kind: block_name(block.kind), text, sure }
        }))
    }
}

/// A block of a body in markup.
fn rich_object(rendered: &Rendered, block: &RichBlock) -> Value {
    let mut object = match &block.kind {
        RichKind::Heading(level) => json!({ "kind": "heading", "level": level }),
        RichKind::Text => json!({ "kind": "text" }),
        RichKind::Item(item) => json!({
            "kind": "item", "depth": item.depth, "ordered": item.number.is_some(), "number": item.number,
            "checked": item.checked,
        }),
        RichKind::Quote(depth) => json!({ "kind": "quote", "depth": depth }),
        RichKind::Note(title) => json!({ "kind": "note", "title": title }),
        RichKind::Code(language) => json!({ "kind": "code", "language": language }),
        RichKind::Table(rows) => json!({ "kind": "table", "rows": rows }),
        RichKind::Image(address) => {
            json!({ "kind": "image", "src": address, "alt": rendered.text_of(block) })
        }
        RichKind::Footnote(label) => json!({ "kind": "footnote", "label": label }),
        RichKind::Rule => json!({ "kind": "rule" }),
    };
    let text = rendered.text_of(block);
    if let Some(object) = object.as_object_mut().filter(|_| !text.is_empty()) {
        object.insert("text".to_owned(), text.into());
    }
    object
}

/// The links of a body, located by block and character.
fn links(rendered: &Rendered) -> Vec<Value> {
    let of_block = |(number, block): (usize, &RichBlock)| {
        let text = rendered.text_of(block);
        let (mut byte, mut character) = (0, 0);
        let mut links = Vec::new();
        for (range, address) in &block.links {
            // Links are in order, so each character is counted only once.
            character += text.get(byte..range.start).map_or(0, |text| text.chars().count());
            byte = range.start.max(byte);
            let length = text.get(range.clone()).map_or(0, |text| text.chars().count());
            links.push(json!({
                "block": number, "start": character, "end": character + length, "url": address,
            }));
        }
        links
    };
    rendered.blocks.iter().enumerate().flat_map(of_block).collect()
}

struct Comments<'a>(&'a [Comment]);

impl Serialize for Comments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Object<'a> {
            author: &'a str,
            best: bool,
            time: &'a str,
            likes: Option<u64>,
            dislikes: Option<u64>,
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

fn author_object(author: &Author) -> Value {
    let Author { line, name, role, email, place } = author;
    json!({ "line": line, "name": name, "role": role, "email": email, "place": place })
}

fn problem_object(problem: &Problem, problem_text: ProblemText) -> Value {
    json!({ "kind": problem.kind.name(), "line": problem.line, "message": problem_text(problem) })
}

fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Deck | BlockKind::GluedDeck => "deck",
        BlockKind::Subhead => "subhead",
        BlockKind::Caption => "caption",
        BlockKind::Text => "text",
        BlockKind::Mark => "mark",
        BlockKind::Rule => "rule",
        BlockKind::Trailer => "trailer",
    }
}
