//! A JSON object as a record: its names and values, wherever corpora, search engines and this program's own
//! exports put an article's text, people and comments.

use super::names::{FieldName, fields_of, names_text};
use super::record::{EntryRecord, RecordField, Value, person_line};
use crate::article::{Comment, ProblemKind, decode_text, encoding_of};
use serde_json::{Map, Value as Json};
use std::borrow::Cow;

/// Parses an object's bytes into a record.
pub(super) fn parse_object(bytes: &[u8]) -> EntryRecord {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
    // Some programs write the lines of a list, with their commas.
    let bytes = bytes.strip_suffix(b",").unwrap_or(bytes);
    let (text, is_whole) = decode_text(bytes, encoding_of(bytes));
    // An entry of an object has its key before it.
    let is_keyed = text.starts_with('"') && text.ends_with('}');
    let text = if is_keyed { format!("{{{text}}}").into() } else { text };
    if has_too_many_values(&text) {
        return EntryRecord { problem: Some(ProblemKind::TooLarge), ..EntryRecord::default() };
    }
    let mut problem = (!is_whole).then_some(ProblemKind::DecodedLossily);
    let parsed = serde_json::from_str::<Json>(&text).or_else(|_| {
        let text = with_nulls(&text).map_or(text, Cow::Owned);
        serde_json::from_str(&text).or_else(|_| {
            // An unpaired surrogate isn't a character, but no reason to lose an article.
            problem = Some(ProblemKind::DecodedLossily);
            serde_json::from_str(&without_halves(&text))
        })
    });
    match parsed {
        Ok(Json::Object(mut object)) => {
            let key = if is_keyed { take_key(&mut object) } else { None };
            let mut record = EntryRecord { problem, ..EntryRecord::default() };
            add_fields(&mut record, object, "");
            if let Some(key) = key
                && !record
                    .fields
                    .iter()
                    .any(|field| fields_of(&field.name).any(|(of, _)| of == FieldName::Id))
            {
                add_fields(&mut record, Map::from_iter([("id".to_owned(), Json::String(key))]), "");
            }
            record
        }
        Ok(_) => EntryRecord::default(),
        Err(error) => EntryRecord {
            problem: Some(ProblemKind::Unreadable),
            is_cut_off: error.is_eof(),
            ..EntryRecord::default()
        },
    }
}

/// The most values of an object that are read: each takes a few hundred bytes of memory, however short it is.
const MOST_VALUES: usize = 500_000;

/// Whether JSON has more values than can be held.
fn has_too_many_values(text: &str) -> bool {
    text.len() >= MOST_VALUES && count_values(text) > MOST_VALUES
}

/// How many values JSON has, told by the signs before them.
pub(super) fn count_values(text: &str) -> usize {
    let (mut values, mut in_string, mut is_escaped) = (0, false, false);
    for byte in text.bytes() {
        match byte {
            b'"' if !is_escaped => in_string = !in_string,
            b',' | b'[' | b'{' if !in_string => values += 1,
            _ => {}
        }
        is_escaped = in_string && byte == b'\\' && !is_escaped;
    }
    values
}

/// Takes the key off an entry of an object, leaving the object under it.
fn take_key(object: &mut Map<String, Json>) -> Option<String> {
    let key = object.keys().next()?.clone();
    if let Some(Json::Object(entry)) = object.remove(&key) {
        *object = entry;
    }
    Some(key)
}

/// JSON with `null` in place of the numbers that only Python and JavaScript know; `None` if there are none.
fn with_nulls(text: &str) -> Option<String> {
    const NUMBERS: [&str; 3] = ["NaN", "-Infinity", "Infinity"];
    if !text.contains("NaN") && !text.contains("Infinity") {
        return None;
    }
    let mut whole = String::with_capacity(text.len());
    // Every other piece is in quotation marks; an escaped quotation mark doesn't end the string.
    let (mut in_string, mut rest) = (false, text);
    while !rest.is_empty() {
        let mark = memchr::memchr2(b'"', b'\\', rest.as_bytes()).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(mark);
        let replaced =
            |piece: &str| NUMBERS.iter().fold(piece.to_owned(), |it, name| it.replace(name, "null"));
        whole.push_str(&if in_string { piece.to_owned() } else { replaced(piece) });
        let taken = if behind.starts_with('\\') { 2 } else { 1 };
        let taken = behind.char_indices().nth(taken).map_or(behind.len(), |(at, _)| at);
        in_string ^= behind.starts_with('"');
        let (sign, after) = behind.split_at(taken);
        whole.push_str(sign);
        rest = after;
    }
    Some(whole)
}

/// Replaces escapes of unpaired surrogates in JSON with `\ufffd`.
fn without_halves(text: &str) -> String {
    let code = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, from) = rest.split_at(at);
        whole.push_str(before);
        let behind = from.get(6..).unwrap_or_default();
        let taken = match code(from) {
            Some(0xD800..=0xDBFF) if matches!(code(behind), Some(0xDC00..=0xDFFF)) => from.get(..12),
            Some(0xD800..=0xDFFF) => {
                whole.push_str("\\ufffd");
                rest = behind;
                continue;
            }
            _ => from.char_indices().nth(2).map_or(Some(from), |(end, _)| from.get(..end)),
        };
        let taken = taken.unwrap_or(from);
        whole.push_str(taken);
        rest = from.get(taken.len()..).unwrap_or_default();
    }
    whole.push_str(rest);
    whole
}

/// The name of the only object in an object that has both title and text, if the outer one has neither: search
/// engines wrap what they store in `_source`.
fn wrapped(object: &Map<String, Json>) -> Option<String> {
    let holds = |object: &Map<String, Json>, wanted: FieldName| {
        let is_text = |value: &Json| matches!(value, Json::String(_) | Json::Array(_));
        let is_it = |name: &str| names_text(name) && fields_of(name).any(|(field, _)| field == wanted);
        object.iter().any(|(name, value)| is_text(value) && is_it(name))
    };
    if holds(object, FieldName::Title) || holds(object, FieldName::Text) {
        return None;
    }
    let is_article =
        |object: &Map<String, Json>| holds(object, FieldName::Title) && holds(object, FieldName::Text);
    let mut found = object.iter().filter(|(_, value)| value.as_object().is_some_and(is_article));
    let (name, _) = found.next()?;
    found.next().is_none().then(|| name.clone())
}

pub(super) fn add_fields(record: &mut EntryRecord, mut object: Map<String, Json>, prefix: &str) {
    if let Some(Json::Object(inner)) = wrapped(&object).and_then(|name| object.remove(&name)) {
        add_fields(record, inner, prefix);
    }
    let is_export = object.contains_key("integrity") && object.contains_key("path");
    let has_paragraphs = object.get("paragraph").is_some_and(has_forms);
    let has_sentences = !has_paragraphs && object.get("sentence").is_some_and(has_forms);
    for (name, value) in object {
        let value = match (name.as_str(), value) {
            // In the national corpus, only the collection has a title; an article's title is its first
            // paragraph.
            ("metadata", Json::Object(inner)) if has_paragraphs || has_sentences => {
                add_fields(record, inner, "metadata.");
                continue;
            }
            ("paragraph", Json::Array(paragraphs)) if has_paragraphs => {
                add_paragraphs(record, paragraphs, "\n\n");
                continue;
            }
            ("sentence", Json::Array(sentences)) if has_sentences => {
                add_paragraphs(record, sentences, " ");
                continue;
            }
            // An export of this program has the file's other fields in an object.
            ("extra", Json::Object(inner)) if is_export => {
                let texts = inner
                    .into_iter()
                    .map(|(name, value)| RecordField::new(name, Value::Extra(plain(value).text())));
                record.fields.extend(texts);
                continue;
            }
            ("comments", Json::Array(items))
                if items.iter().all(|item| item.get("text").is_some_and(Json::is_string)) =>
            {
                record.comments.extend(items.iter().filter_map(comment));
                if items.iter().all(is_whole_comment) {
                    continue;
                }
                Value::Other(Json::Array(items).to_string())
            }
            ("named", Json::Object(inner)) if is_export => {
                add_named(record, &inner);
                continue;
            }
            ("problems" | "inferred" | "links" | "blocks" | "hits", Json::Array(_) | Json::Object(_))
                if is_export =>
            {
                continue;
            }
            (name, value) if names_text(name) => match sentences(&value) {
                Some(text) => Value::Text(text),
                None => plain(value),
            },
            (_, value) => plain(value),
        };
        let name = if prefix == "metadata." && name == "title" { format!("{prefix}{name}") } else { name };
        record.fields.push(RecordField::new(name, value));
    }
}

/// Adds the names that an export of this program has in an object.
fn add_named(record: &mut EntryRecord, named: &Map<String, Json>) {
    for (name, field) in [("person", "인물"), ("place", "위치"), ("organization", "기관")] {
        let value = named.get(name).cloned().unwrap_or_default();
        record.fields.push(RecordField::new(field, plain(value)));
    }
}

/// Whether a list has the national corpus's paragraphs.
fn has_forms(paragraphs: &Json) -> bool {
    paragraphs
        .as_array()
        .is_some_and(|all| all.iter().any(|one| one.get("form").is_some_and(Json::is_string)))
}

/// The text of a list of paragraphs or sentences, as corpora for machine learning have it: objects with a
/// text, in lists by paragraph.
fn sentences(value: &Json) -> Option<String> {
    let of_object = |object: &Json| {
        let text =
            ["sentence", "form", "context", "text"].iter().find_map(|name| object.get(*name)?.as_str());
        text.map(str::to_owned)
    };
    let of_paragraph = |paragraph: &Json| match paragraph {
        Json::Array(all) => Some(all.iter().map(of_object).collect::<Option<Vec<_>>>()?.join(" ")),
        object => of_object(object),
    };
    let all = value.as_array().filter(|all| !all.is_empty())?;
    Some(all.iter().map(of_paragraph).collect::<Option<Vec<_>>>()?.join("\n\n"))
}

/// Adds the first of a corpus's paragraphs or sentences as the title, and the others, joined, as the text.
fn add_paragraphs(record: &mut EntryRecord, paragraphs: Vec<Json>, between: &str) {
    let mut forms =
        paragraphs.into_iter().filter_map(|mut paragraph| match paragraph.get_mut("form")?.take() {
            Json::String(form) => Some(form),
            _ => None,
        });
    let title = forms.next().unwrap_or_default();
    let body = forms.collect::<Vec<_>>().join(between);
    record.fields.push(RecordField::text("title", title));
    record.fields.push(RecordField::text("body", body));
}

fn plain(value: Json) -> Value {
    match value {
        Json::Null => Value::Text(String::new()),
        Json::String(text) => Value::Text(text),
        Json::Number(number) => Value::Text(number.to_string()),
        Json::Array(items) if items.iter().all(|item| item_text(item).is_some()) => {
            Value::Texts(items.iter().filter_map(item_text).collect())
        }
        Json::Object(object) if is_extended(&object) => {
            object.into_iter().next().map(|(_, value)| plain(value)).unwrap_or(Value::Text(String::new()))
        }
        Json::Object(mut object) if object.get("rendered").is_some_and(Json::is_string) => {
            // As WordPress gives titles and texts, with a flag or two.
            object.remove("rendered").map(plain).unwrap_or(Value::Text(String::new()))
        }
        person @ Json::Object(_) if item_text(&person).is_some() => {
            Value::Texts(item_text(&person).into_iter().collect())
        }
        other => Value::Other(other.to_string()),
    }
}

/// Whether an object is a value of the extended JSON that databases export: `{"$date": …}`, `{"$oid": …}`.
fn is_extended(object: &Map<String, Json>) -> bool {
    const NAMES: [&str; 4] = ["$date", "$oid", "$numberLong", "$numberInt"];
    object.len() == 1 && object.keys().all(|name| NAMES.contains(&name.as_str()))
}

/// Whether a comment, with its replies, says nothing but what [`comment`] takes.
fn is_whole_comment(item: &Json) -> bool {
    let is_taken = |(name, value): (&String, &Json)| match name.as_str() {
        "author" | "time" | "text" => value.is_null() || value.is_string(),
        "best" => value.is_null() || value.is_boolean(),
        "likes" | "dislikes" => value.is_null() || value.is_u64(),
        "replies" => value.is_null() || value.as_array().is_some_and(|all| all.iter().all(is_whole_comment)),
        _ => false,
    };
    item.as_object().is_some_and(|comment| comment.iter().all(is_taken))
}

/// A comment as an export of this program has it; of others', what is called the same.
fn comment(item: &Json) -> Option<Comment> {
    let text = |name: &str| item.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let number = |name: &str| item.get(name).and_then(Json::as_u64);
    item.as_object()?;
    Some(Comment {
        author: text("author"),
        best: item.get("best").and_then(Json::as_bool).unwrap_or_default(),
        time: text("time"),
        likes: number("likes"),
        dislikes: number("dislikes"),
        text: text("text"),
        replies: item
            .get("replies")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter_map(comment)
            .collect(),
    })
}

/// A list item that is a text or a person.
fn item_text(item: &Json) -> Option<String> {
    match item {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Object(person) => match person.get("line").and_then(Json::as_str) {
            Some(line) => Some(line.to_owned()),
            None => {
                let name = person.get("name").and_then(Json::as_str)?;
                Some(person_line(name, person.get("title").and_then(Json::as_str)))
            }
        },
        _ => None,
    }
}
