//! The head of a single-article file: the fields above its text, in the forms written by note programs, site
//! builders, mail programs and crawlers.

use super::encoded_words::decoded_words;
use super::names::{FieldName, fields_of};
use super::noted_facts::noted_facts;
use super::object::add_fields;
use super::record::{EntryRecord, RecordField, Value, date_from, fits, person_line};
use crate::article::{HeadValue, Problem, ProblemKind, front_matter, is_nested_deeply, web_address};
use serde_json::Value as Json;

/// The largest head that a person or program would write, in bytes.
const LARGEST: usize = 64 << 10;

/// A file's head, possibly empty.
#[derive(Debug, Default)]
pub(super) struct FileHead {
    pub(super) fields: Vec<RecordField>,
    /// The start of the text, in bytes.
    pub(super) end: usize,
    /// Whether it is the beginning of a list item, which the rest of the item's lines are indented under.
    pub(super) is_item: bool,
    pub(super) problems: Vec<Problem>,
}

/// Reads the head of a Markdown file: YAML, TOML, JSON, or Logseq properties.
pub(super) fn of_markdown(text: &str) -> FileHead {
    let start = text.len() - text.trim_start().len();
    let begun = text.get(start..).unwrap_or_default();
    let first_line = begun.lines().next().unwrap_or_default().trim_end();
    let other = match first_line {
        "+++" => toml(text, start),
        line if line.starts_with('{') && !line.starts_with("{{") => json(text, start),
        line if property(line.strip_prefix("- ").unwrap_or(line)).is_some() => Some(properties(text, start)),
        _ => None,
    };
    let mut head = other.or_else(|| multi_markdown(text)).unwrap_or_else(|| yaml(text, first_line));
    if head.fields.is_empty() {
        let below = text.get(head.end..).unwrap_or_default();
        head.fields = noted_facts(below);
    }
    head
}

/// Reads a head of `Key: value` lines above an empty line, as MultiMarkdown has it. Its title tells it from a text that begins
/// with a word before a colon.
fn multi_markdown(text: &str) -> Option<FileHead> {
    let head = key_lines(text)?;
    let names_title = |field: &RecordField| fields_of(&field.name).any(|(of, _)| of == FieldName::Title);
    let is_over_empty_line =
        text.get(head.end..).is_some_and(|rest| rest.trim_start_matches('\r').starts_with('\n'));
    (is_over_empty_line && head.fields.len() > 1 && head.fields.iter().any(names_title)).then_some(head)
}

/// Reads the head of a plain text: lines of `Key: value`, the address, time and title written by one crawler,
/// or YAML.
pub(super) fn of_text(text: &str) -> FileHead {
    let begins = text.trim_start().lines().next().unwrap_or_default().trim_end();
    let with_yaml = || (begins == "---").then(|| yaml(text, begins)).filter(|head| !head.fields.is_empty());
    with_yaml().or_else(|| three_lines(text)).or_else(|| key_lines(text)).unwrap_or_default()
}

fn yaml(text: &str, first_line: &str) -> FileHead {
    if first_line == "---"
        && let Some(head) = without_fields(text)
    {
        return head;
    }
    let read = front_matter(text);
    let fields: Vec<RecordField> = read
        .fields
        .into_iter()
        .map(|field| {
            let value = match field.value {
                HeadValue::Text(text) => value_of(text.into_owned()),
                HeadValue::List(items) => Value::Texts(items.into_iter().map(person_or_text).collect()),
            };
            RecordField { line: field.line, ..RecordField::new(field.key.into_owned(), value) }
        })
        .collect();
    let is_begun = matches!(first_line, "---" | "+++");
    let is_said = |problem: &Problem| problem.kind != ProblemKind::NoFrontMatter || is_begun;
    let problems = read.problems.into_iter().filter(is_said).collect();
    FileHead { fields, end: read.end, problems, ..FileHead::default() }
}

/// The head of a text that begins with a line `---` above no fields: an empty front matter, or none at all if
/// the line is a rule, with an empty line below it.
fn without_fields(text: &str) -> Option<FileHead> {
    let start = text.len() - text.trim_start().len();
    let mut lines = text.get(start..)?.split_inclusive('\n');
    let (first, second) = (lines.next()?, lines.next()?);
    let is_empty = second.trim_end() == "---";
    let end = if is_empty { start + first.len() + second.len() } else { 0 };
    (is_empty || second.trim().is_empty()).then_some(FileHead { end, ..FileHead::default() })
}

/// A text, or the person described by a mapping.
fn value_of(text: String) -> Value {
    match person(&text) {
        Some(line) => Value::Texts(vec![line]),
        None => Value::Text(text),
    }
}

fn person_or_text(item: String) -> String {
    person(&item).unwrap_or(item)
}

/// The author line for a mapping that describes a person: `name: 가람`, `title: 기자`, one per line.
fn person(mapping: &str) -> Option<String> {
    let field = |key: &str| {
        let lines = mapping.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(name, _)| name.trim() == key).map(|(_, value)| value.trim()).next()
    };
    field("name").filter(|name| !name.is_empty()).map(|name| person_line(name, field("title")))
}

/// A head between two lines `+++`.
fn toml(text: &str, start: usize) -> Option<FileHead> {
    let inside_start = start + text.get(start..)?.find('\n')? + 1;
    let inside = text.get(inside_start..)?;
    let close =
        std::iter::once(0).chain(memchr::memchr_iter(b'\n', inside.as_bytes()).map(|at| at + 1)).find(
            |&at| inside.get(at..).is_some_and(|rest| rest.lines().next().map(str::trim_end) == Some("+++")),
        )?;
    let (written, rest) = inside.split_at_checked(close)?;
    let end = inside_start + close + rest.find('\n').map_or(rest.len(), |at| at + 1);
    let is_safe = written.len() <= LARGEST && !is_nested_deeply(written);
    let table = is_safe.then(|| toml::from_str::<toml::Table>(written).ok()).flatten();
    let mut head = FileHead { end, ..FileHead::default() };
    match table {
        Some(table) => add_toml(&mut head.fields, table, true),
        None => {
            for line in written.lines() {
                if let Some((key, value)) = line.split_once('=') {
                    let value = value.trim().trim_matches(['"', '\'']);
                    head.fields.push(RecordField::text(key.trim(), value));
                }
            }
            head.problems.push(Problem { kind: ProblemKind::FrontMatterRepaired, line: None, detail: None });
        }
    }
    Some(head)
}

fn add_toml(fields: &mut Vec<RecordField>, table: toml::Table, is_outer: bool) {
    for (key, value) in table {
        let value = match value {
            // Where site builders put additional fields.
            toml::Value::Table(inner)
                if is_outer && matches!(key.as_str(), "taxonomies" | "params" | "extra") =>
            {
                add_toml(fields, inner, false);
                continue;
            }
            toml::Value::Array(items) => Value::Texts(items.into_iter().map(toml_text).collect()),
            toml::Value::Boolean(flag) => Value::Other(flag.to_string()),
            other => Value::Text(toml_text(other)),
        };
        fields.push(RecordField::new(key, value));
    }
}

fn toml_text(value: toml::Value) -> String {
    match value {
        toml::Value::String(text) => text,
        toml::Value::Table(table) => match table.get("name").and_then(toml::Value::as_str) {
            Some(name) => person_line(name, table.get("title").and_then(toml::Value::as_str)),
            None => table.to_string(),
        },
        other => other.to_string(),
    }
}

/// A JSON object above the text.
fn json(text: &str, start: usize) -> Option<FileHead> {
    let begun = text.get(start..)?;
    let mut values = serde_json::Deserializer::from_str(begun).into_iter::<Json>();
    let Some(Ok(Json::Object(object))) = values.next() else { return None };
    let end = start + values.byte_offset();
    let line = text.get(end..)?.lines().next().unwrap_or_default();
    if object.is_empty() || !line.trim().is_empty() {
        return None;
    }
    let mut record = EntryRecord::default();
    add_fields(&mut record, object, "");
    Some(FileHead { fields: record.fields, end, ..FileHead::default() })
}

/// A Logseq property: `key:: value`.
fn property(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once("::")?;
    let is_name = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    (is_name && (value.is_empty() || value.starts_with(' '))).then(|| (key, value.trim()))
}

fn properties(text: &str, start: usize) -> FileHead {
    let written = text.get(start..).unwrap_or_default();
    let is_item = written.starts_with("- ");
    let mut head = FileHead { end: start, is_item, ..FileHead::default() };
    let first = first_line(text, start);
    for (number, line) in (first..).zip(written.split_inclusive('\n')) {
        let bare = match line.strip_prefix("- ") {
            Some(bare) if number == first => bare,
            _ if is_item => unindented(line),
            _ => line,
        };
        let is_outside = is_item && bare.len() == line.len();
        let Some((key, value)) = property(bare.trim_end()).filter(|_| !is_outside) else { break };
        head.fields.push(RecordField { line: Some(number), ..RecordField::text(key, value) });
        head.end += line.len();
    }
    head
}

/// A text whose first lines are the rest of a list item, as a text of its own: they lose the item's indentation.
pub(super) fn without_item(text: &str) -> String {
    let mut is_within = true;
    let lines = text.split_inclusive('\n').map(|line| {
        let bare = unindented(line);
        is_within &= bare.len() < line.len() || line.trim().is_empty();
        if is_within { bare } else { line }
    });
    lines.collect()
}

/// A line without the indentation of what lies in a list item.
fn unindented(line: &str) -> &str {
    line.strip_prefix('\t').or_else(|| line.strip_prefix("  ")).unwrap_or(line)
}

/// The number of the line that starts at an offset of a text.
fn first_line(text: &str, start: usize) -> u32 {
    let above = text.get(..start).map_or(0, |above| above.matches('\n').count());
    u32::try_from(above).unwrap_or(u32::MAX).saturating_add(1)
}

/// An address, a time and a title on the first three lines, above the text.
fn three_lines(text: &str) -> Option<FileHead> {
    let mut lines = text.split_inclusive('\n');
    let (address, time, title) = (lines.next()?, lines.next()?, lines.next()?);
    web_address(address.trim())?;
    date_from(time.trim())?;
    let is_title = !title.trim().is_empty() && title.chars().count() < 300;
    let fields = [("url", address), ("published", time), ("title", title)];
    let fields = fields.into_iter().zip(1..);
    let field = |((name, text), line): ((&str, &str), u32)| RecordField {
        line: Some(line),
        ..RecordField::text(name, text.trim())
    };
    is_title.then(|| FileHead {
        fields: fields.map(field).collect(),
        end: address.len() + time.len() + title.len(),
        ..FileHead::default()
    })
}

/// Lines of `Key: value` as in mail, up to an empty line or the line that names the text.
pub(super) fn key_lines(text: &str) -> Option<FileHead> {
    let start = text.len() - text.trim_start().len();
    let mut head = FileHead { end: start, ..FileHead::default() };
    let (mut known, mut names_title) = (0, false);
    let first = first_line(text, start);
    for (number, whole) in (first..).zip(text.get(start..)?.split_inclusive('\n')) {
        let line = whole.trim_end();
        if head.end - start > LARGEST || line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t'])
            && let Some(RecordField { value: Value::Text(text), .. }) = head.fields.last_mut()
        {
            text.push(' ');
            text.push_str(&decoded_words(line.trim()));
            head.end += whole.len();
            continue;
        }
        let Some((key, value)) = key_value(line) else { break };
        let fields: Vec<FieldName> = fields_of(key).map(|(field, _)| field).collect();
        if fields.contains(&FieldName::Text) && !fields.contains(&FieldName::Url) && known > 0 {
            // The text starts on the same line, or below it if nothing follows.
            head.end += if value.is_empty() { whole.len() } else { line.len() - value.len() };
            return Some(head);
        }
        let field = RecordField { line: Some(number), ..RecordField::text(key, decoded_words(value)) };
        // An hour alone is a word before a colon like any other.
        let is_known = fields
            .iter()
            .any(|&of| of != FieldName::Time && (value.is_empty() || fits(of, key, &field.value)));
        // Who speaks in a talk speaks again.
        let is_talk = is_known && head.fields.iter().any(|field| *field.name == *key);
        if is_talk || !is_known && known == 0 {
            return None;
        }
        known += usize::from(is_known);
        names_title |= fields.contains(&FieldName::Title);
        head.fields.push(field);
        head.end += whole.len();
    }
    (known >= 2 || names_title).then_some(head)
}

/// A short key, which a sign may stand before, and its value: `■ 제목 : …`.
pub(super) fn key_value(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches(['■', '□', '◆', '◇', '●', '○', '▶', '▷', '※', ' ']);
    let (at, colon) = line.char_indices().take(30).find(|(_, c)| matches!(c, ':' | '：'))?;
    let (key, rest) = (line.get(..at)?, line.get(at + colon.len_utf8()..)?);
    let is_name =
        !key.trim().is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    is_name.then(|| (key.trim(), rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: FileHead, text: &str) -> (Vec<(String, String)>, String, Vec<ProblemKind>) {
        let fields = head.fields.iter().map(|field| (field.name.to_string(), field.value.text())).collect();
        let problems = head.problems.iter().map(|problem| problem.kind).collect();
        (fields, text.get(head.end..).unwrap().to_owned(), problems)
    }

    type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);

    fn check(of: impl Fn(&str) -> FileHead, cases: &[Case]) {
        for (text, fields, rest) in cases {
            let fields: Vec<_> = fields.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            assert_eq!(read(of(text), text), (fields, (*rest).to_owned(), vec![]), "{text}");
        }
    }

    #[test]
    fn heads_of_markdown_are_read() {
        check(
            of_markdown,
            &[
                (
                    "+++\ntitle = \"느린 달팽이\"\ndate = 2026-01-02T03:04:05+09:00\nauthors = [\"가람\", \"하늘\"]\n+++\n본문",
                    &[
                        ("authors", "가람\n하늘"),
                        ("date", "2026-01-02T03:04:05+09:00"),
                        ("title", "느린 달팽이"),
                    ],
                    "본문",
                ),
                ("+++\n[taxonomies]\ntags = [\"가\"]\n+++\n\n본문", &[("tags", "가")], "\n본문"),
                (
                    "{\n\"title\": \"느린 달팽이\",\n\"tags\": [\"가\", \"나\"]\n}\n\n본문",
                    &[("title", "느린 달팽이"), ("tags", "가\n나")],
                    "\n\n본문",
                ),
                (
                    "title:: 느린 달팽이\nauthor:: [[가람]]\n\n- 항목",
                    &[("title", "느린 달팽이"), ("author", "[[가람]]")],
                    "\n- 항목",
                ),
                (
                    "- title:: 느린 달팽이\n  author:: [[가람]]\n- 항목\n  x:: 1",
                    &[("title", "느린 달팽이"), ("author", "[[가람]]")],
                    "- 항목\n  x:: 1",
                ),
                ("- title:: 느린 달팽이\n- url:: x", &[("title", "느린 달팽이")], "- url:: x"),
                (
                    "---\nauthors:\n- name: 가람\n  url: https://example.com\n  title: 기자\n---\n본문",
                    &[("authors", "가람 기자")],
                    "본문",
                ),
                ("{{< figure >}}\n본문", &[], "{{< figure >}}\n본문"),
                ("본문:: 아님 이다", &[("본문", "아님 이다")], ""),
                ("그냥 본문이다.", &[], "그냥 본문이다."),
                ("---\n---\n본문", &[], "본문"),
                ("---\n\n본문", &[], "---\n\n본문"),
            ],
        );
        assert_eq!(
            read(of_markdown("+++\nx = [\n+++\n가"), "+++\nx = [\n+++\n가").2,
            [ProblemKind::FrontMatterRepaired]
        );
        assert_eq!(read(of_markdown("---\n본문이다.\n"), "---\n본문이다.\n").2, [ProblemKind::NoFrontMatter]);
    }

    #[test]
    fn fields_know_their_line_below_empty_lines() {
        for (text, head) in [
            ("\n\n제목: 가\n날짜: 나\n\n본문", of_text as fn(&str) -> FileHead),
            ("\n\ntitle:: 가\ndate:: 나\n\n본문", of_markdown),
        ] {
            let lines: Vec<Option<u32>> = head(text).fields.iter().map(|field| field.line).collect();
            assert_eq!(lines, [Some(3), Some(4)], "{text}");
        }
    }

    #[test]
    fn heads_of_plain_text_are_read() {
        check(
            of_text,
            &[
                (
                    "제목: 느린 달팽이\n언론사: 가나일보\n날짜: 2026-01-02\n본문: 달팽이가\n이겼다.",
                    &[("제목", "느린 달팽이"), ("언론사", "가나일보"), ("날짜", "2026-01-02")],
                    "달팽이가\n이겼다.",
                ),
                ("제목: 느린 달팽이\n본문:\n달팽이가", &[("제목", "느린 달팽이")], "달팽이가"),
                (
                    "■ 제목 : 느린 달팽이\n■ 언론사 : 가나일보\n\n본문",
                    &[("제목", "느린 달팽이"), ("언론사", "가나일보")],
                    "\n본문",
                ),
                (
                    "From: 가람 <a@example.com>\nSubject: 느린\n  달팽이\nX-Mailer: 1\n\n본문",
                    &[("From", "가람 <a@example.com>"), ("Subject", "느린 달팽이"), ("X-Mailer", "1")],
                    "\n본문",
                ),
                (
                    "https://example.com/1\n2026-01-02T03:04:05+0900\n느린 달팽이\n달팽이가 이겼다.",
                    &[
                        ("url", "https://example.com/1"),
                        ("published", "2026-01-02T03:04:05+0900"),
                        ("title", "느린 달팽이"),
                    ],
                    "달팽이가 이겼다.",
                ),
                ("느린 달팽이\n\n본문: 이다", &[], "느린 달팽이\n\n본문: 이다"),
                (
                    "기자: 왜 그랬나.\n홍길동: 모르겠다.\n기자: 정말인가.",
                    &[],
                    "기자: 왜 그랬나.\n홍길동: 모르겠다.\n기자: 정말인가.",
                ),
                ("시간: 3시\n제목: 가", &[], "시간: 3시\n제목: 가"),
            ],
        );
    }
}
