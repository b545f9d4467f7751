//! Streaming JSON: finds the boundaries of entries in the bytes, without recursion, and parses each entry
//! separately.

use super::names::{FieldName, fields_of};
use super::record::{EntryRecord, RecordField, Value, person_line};
use super::{Kind, LONGEST_ENTRY};
use crate::article::{Comment, ProblemKind, decode_text, encoding_of};
use serde_json::{Map, Value as Json};
use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;

/// The greatest depth of the array of entries: `return_object.documents` is at 2.
const DEEPEST_LIST: usize = 3;

/// Reads the entries of JSON in a stream.
pub(super) struct JsonReader<R> {
    input: BufReader<R>,
    kind: Kind,
    scanner: Scanner,
    offset: u64,
    line: u64,
    entry: u32,
    ended: bool,
}

impl<R: Read> JsonReader<R> {
    pub(super) fn new(input: R, kind: Kind) -> Self {
        let input = BufReader::with_capacity(64 << 10, input);
        Self { input, kind, scanner: Scanner::default(), offset: 0, line: 1, entry: 0, ended: false }
    }

    pub(super) fn next(&mut self) -> io::Result<Option<EntryRecord>> {
        if self.kind == Kind::JsonLines { self.next_line() } else { self.next_element() }
    }

    /// The next non-blank line.
    fn next_line(&mut self) -> io::Result<Option<EntryRecord>> {
        loop {
            let (start, line) = (self.offset, self.line);
            let mut bytes = Vec::new();
            let read = self.input.by_ref().take(LONGEST_ENTRY as u64).read_until(b'\n', &mut bytes)?;
            if read == 0 {
                return Ok(None);
            }
            let mut is_too_long = false;
            self.offset += read as u64;
            if read == LONGEST_ENTRY && !bytes.ends_with(b"\n") {
                is_too_long = true;
                self.offset += skip_line(&mut self.input)?;
            }
            self.line += 1;
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            self.entry += 1;
            let mut record = if is_too_long { too_large() } else { read_object(&bytes) };
            let trimmed = bytes.trim_ascii_end().len() as u64;
            let end = if is_too_long { self.offset } else { start + trimmed };
            (record.entry, record.range, record.line) = (self.entry, start..end, line);
            return Ok(Some(record));
        }
    }

    /// The next element of the list of entries, or the single object that is an article.
    fn next_element(&mut self) -> io::Result<Option<EntryRecord>> {
        while !self.ended {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                self.ended = true;
                break;
            }
            let (read, found) = self.scanner.feed(bytes, self.offset, &mut self.line);
            self.offset += read as u64;
            self.input.consume(read);
            if let Some(found) = found {
                return Ok(Some(self.record(found)));
            }
        }
        // Report an entry that was cut off.
        Ok(self.scanner.take_unfinished(self.offset).map(|found| self.record(found)))
    }

    fn record(&mut self, found: Element) -> EntryRecord {
        self.entry += 1;
        let mut record = if found.is_too_long { too_large() } else { read_object(&found.bytes) };
        (record.entry, record.range, record.line) = (self.entry, found.range, found.line);
        record
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let bytes = input.fill_buf()?;
        let end = memchr::memchr(b'\n', bytes);
        let count = end.map_or(bytes.len(), |end| end + 1);
        input.consume(count);
        skipped += count as u64;
        if end.is_some() || count == 0 {
            return Ok(skipped);
        }
    }
}

fn too_large() -> EntryRecord {
    EntryRecord { problem: Some(ProblemKind::TooLarge), ..EntryRecord::default() }
}

/// A JSON object as in the file.
struct Element {
    bytes: Vec<u8>,
    range: Range<u64>,
    line: u64,
    is_too_long: bool,
}

/// Finds the objects of a list in JSON as its bytes arrive.
#[derive(Default)]
struct Scanner {
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// The depth of the list whose objects are entries, once known.
    list: Option<usize>,
    /// Whether the outermost object has a title or a text before any list, so that it is an article itself.
    is_article: bool,
    /// The last text read, at depths where it may be a name.
    name: Vec<u8>,
    /// Whether that text was followed by a colon, so that it is the name of what follows.
    named: bool,
    /// Whether a list has just been opened, so that its contents are about to show.
    opened_list: bool,
    element: Option<Element>,
}

impl Scanner {
    /// Takes bytes up to the end of an entry.
    fn feed(&mut self, bytes: &[u8], offset: u64, line: &mut u64) -> (usize, Option<Element>) {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.in_string {
                let rest = bytes.get(at..).unwrap_or_default();
                let plain = if self.escaped {
                    0
                } else {
                    memchr::memchr3(b'"', b'\\', b'\n', rest).unwrap_or(rest.len())
                };
                if plain > 0 {
                    self.keep(rest.get(..plain).unwrap_or_default(), true);
                    at += plain;
                    continue;
                }
            }
            at += 1;
            *line += u64::from(byte == b'\n');
            let place = offset + at as u64;
            if let Some(found) = self.take(byte, place, *line) {
                return (at, Some(found));
            }
        }
        (at, None)
    }

    /// Takes one byte; `end` is the offset after it in the file.
    fn take(&mut self, byte: u8, end: u64, line: u64) -> Option<Element> {
        if self.in_string {
            let ends = byte == b'"' && !self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
            self.keep(&[byte], !ends);
            self.in_string = !ends;
            return None;
        }
        match byte {
            b'"' => {
                self.note_value();
                (self.in_string, self.opened_list) = (true, false);
                self.keep(b"\"", false);
                self.name.clear();
            }
            b':' => {
                self.named = true;
                self.keep(b":", false);
            }
            b'{' | b'[' => self.open(byte, end, line),
            b'}' | b']' => return self.close(byte, end),
            byte => {
                self.named &= byte != b',';
                self.opened_list &= byte.is_ascii_whitespace();
                self.keep(&[byte], false);
            }
        }
        None
    }

    /// Notes that a text is the value of a name in the outermost object.
    fn note_value(&mut self) {
        if self.named && self.depth == 1 && self.list.is_none() {
            let name = String::from_utf8_lossy(&self.name);
            self.is_article |= names_text(&name);
        }
        self.named = false;
    }

    fn open(&mut self, byte: u8, end: u64, line: u64) {
        let is_list_of_objects = byte == b'{' && self.opened_list && self.depth <= DEEPEST_LIST;
        if self.list.is_none() && is_list_of_objects && !self.is_article {
            // The surrounding object, kept so far, is not an entry.
            (self.list, self.element) = (Some(self.depth), None);
        }
        let begins = match self.list {
            Some(depth) => byte == b'{' && self.depth == depth && self.element.is_none(),
            None => byte == b'{' && self.depth == 0,
        };
        if begins {
            self.element =
                Some(Element { bytes: Vec::new(), range: end - 1..end - 1, line, is_too_long: false });
        }
        self.keep(&[byte], false);
        self.depth += 1;
        (self.opened_list, self.named) = (byte == b'[', false);
    }

    fn close(&mut self, byte: u8, end: u64) -> Option<Element> {
        self.keep(&[byte], false);
        (self.opened_list, self.named) = (false, false);
        self.depth = self.depth.saturating_sub(1);
        let outside = self.list.unwrap_or(0);
        if self.depth < outside {
            // The list has ended; another may follow.
            self.list = None;
        }
        if self.depth != outside {
            return None;
        }
        if self.list.is_none() {
            self.is_article = false;
        }
        let mut element = self.element.take()?;
        element.range.end = end;
        Some(element)
    }

    /// Keeps bytes of the current entry, and of a text that may be a name.
    fn keep(&mut self, bytes: &[u8], is_text: bool) {
        if is_text && self.name.len() < 128 && self.depth <= DEEPEST_LIST {
            self.name.extend(bytes.iter().take(128));
        }
        if let Some(element) = &mut self.element {
            if element.bytes.len() + bytes.len() > LONGEST_ENTRY {
                element.is_too_long = true;
                element.bytes = Vec::new();
            } else if !element.is_too_long {
                element.bytes.extend_from_slice(bytes);
            }
        }
    }

    fn take_unfinished(&mut self, end: u64) -> Option<Element> {
        let mut element = self.element.take()?;
        element.range.end = end;
        Some(element)
    }
}

/// Parses an object's bytes into a record.
pub(super) fn read_object(bytes: &[u8]) -> EntryRecord {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (text, is_whole) = decode_text(bytes, encoding_of(bytes));
    let mut problem = (!is_whole).then_some(ProblemKind::DecodedLossily);
    let parsed = serde_json::from_str::<Json>(&text).or_else(|_| {
        // An unpaired surrogate isn't a character, but no reason to lose an article.
        problem = Some(ProblemKind::DecodedLossily);
        serde_json::from_str(&without_halves(&text))
    });
    match parsed {
        Ok(Json::Object(object)) => {
            let mut record = EntryRecord { problem, ..EntryRecord::default() };
            add_fields(&mut record, object, "");
            record
        }
        Ok(_) => EntryRecord::default(),
        Err(_) => EntryRecord { problem: Some(ProblemKind::Unreadable), ..EntryRecord::default() },
    }
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

/// Whether a name is that of a title or text. A `name` is a title only beside a text.
fn names_text(name: &str) -> bool {
    let is_text = |(field, _)| matches!(field, FieldName::Title | FieldName::Text);
    !name.eq_ignore_ascii_case("name") && fields_of(name).any(is_text)
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
    for (name, value) in object {
        let value = match (name.as_str(), value) {
            // In the national corpus, only the collection has a title; an article's title is its first
            // paragraph.
            ("metadata", Json::Object(inner)) if has_paragraphs => {
                add_fields(record, inner, "metadata.");
                continue;
            }
            ("paragraph", Json::Array(paragraphs)) if has_paragraphs => {
                add_paragraphs(record, paragraphs);
                continue;
            }
            // An export of this program has the file's other fields in an object.
            ("extra", Json::Object(inner)) => {
                let texts = inner
                    .into_iter()
                    .map(|(name, value)| RecordField::new(name, Value::Extra(plain(value).text())));
                record.fields.extend(texts);
                continue;
            }
            ("comments", Json::Array(items))
                if items.iter().all(|item| item.get("text").is_some_and(Json::is_string)) =>
            {
                record.comments = items.iter().filter_map(comment).collect();
                continue;
            }
            ("named", Json::Object(inner)) => {
                for (name, field) in [("person", "인물"), ("place", "위치"), ("organization", "기관")] {
                    let value = inner.get(name).cloned().unwrap_or_default();
                    record.fields.push(RecordField::new(field, plain(value)));
                }
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

/// Whether a list has the national corpus's paragraphs.
fn has_forms(paragraphs: &Json) -> bool {
    paragraphs
        .as_array()
        .is_some_and(|all| all.iter().any(|one| one.get("form").is_some_and(Json::is_string)))
}

/// The text of a list of paragraphs or sentences, as corpora for machine learning have it: objects with a text, in
/// lists by paragraph.
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

fn add_paragraphs(record: &mut EntryRecord, paragraphs: Vec<Json>) {
    let mut forms =
        paragraphs.into_iter().filter_map(|mut paragraph| match paragraph.get_mut("form")?.take() {
            Json::String(form) => Some(form),
            _ => None,
        });
    let title = forms.next().unwrap_or_default();
    let body = forms.collect::<Vec<_>>().join("\n\n");
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
        person @ Json::Object(_) if item_text(&person).is_some() => {
            Value::Texts(item_text(&person).into_iter().collect())
        }
        other => Value::Other(other.to_string()),
    }
}

/// A comment in an export of this program.
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
