//! Reads front matter line by line, as a person would. Never fails.

use std::borrow::Cow;

use super::{HeadField, HeadValue, LineStart};

/// The fields of front matter, read by lines.
pub(super) struct FrontMatterLines<'a> {
    pub(super) fields: Vec<HeadField<'a>>,
    pub(super) ending: Ending,
    /// The end of the fields, in bytes.
    pub(super) inside_end: usize,
    /// The start of the rest of the file, in bytes.
    pub(super) end: usize,
    /// The first line that doesn't belong in front matter, with its number.
    pub(super) odd: Option<(u32, &'a str)>,
    /// Whether a line is indented with a tab, which YAML forbids.
    pub(super) has_tabs: bool,
    /// Whether it has a list, a mapping or a block of text in YAML syntax.
    pub(super) has_blocks: bool,
    /// How many keys it has that only the crawler writes.
    crawler_keys: usize,
}

/// How front matter ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// With a line `---` or `...`.
    Closed,
    /// At the text that follows it.
    Unclosed,
}

impl FrontMatterLines<'_> {
    /// Front matter without fields, which takes up a text of `len` bytes.
    fn unclosed(len: usize) -> Self {
        Self {
            fields: Vec::with_capacity(12),
            ending: Ending::Unclosed,
            inside_end: len,
            end: len,
            odd: None,
            has_tabs: false,
            has_blocks: false,
            crawler_keys: 0,
        }
    }

    /// Whether the crawler wrote it; a single such key could be anyone's.
    pub(super) fn by_crawler(&self) -> bool {
        self.crawler_keys >= 3
    }
}

/// Splits `key: value`; a key has no white space and starts the line.
pub(super) fn key(line: &str) -> Option<(&str, &str)> {
    let colon = memchr::memchr(b':', line.as_bytes())?;
    let (key, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let separated = value.is_empty() || value.starts_with([' ', '\t', '\r', '\n']);
    let is_name = key.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (separated && is_name && key.len() <= 64).then_some((key, value))
}

/// Reads fields from `start` to the closing line, or to where they clearly end.
pub(super) fn read(text: &str, start: LineStart) -> FrontMatterLines<'_> {
    let mut lines = FrontMatterLines::unclosed(text.len());
    let mut offset = start.offset;
    let mut line_number = start.line;
    let mut open: Option<OpenField<'_>> = None;
    // The last empty line that no further field has followed yet, and the last such line followed by one that
    // starts with `#`, which may be a comment or a page's headline.
    let (mut blank_at, mut heading_at) = (None, None);
    // The start of the first line that is no field, if no further field has followed it.
    let mut odd_at = None;
    for line in text.get(start.offset..).unwrap_or_default().split_inclusive('\n') {
        let content = line.trim_end();
        if matches!(content, "---" | "...") {
            (lines.ending, lines.inside_end, lines.end) = (Ending::Closed, offset, offset + line.len());
            break;
        }
        let indented = line.starts_with([' ', '\t']);
        if let Some((key, value)) = key(content).filter(|_| !indented) {
            lines.close(text, open.take());
            (heading_at, odd_at) = (None, None);
            let value_start = offset + content.len() - value.len();
            open =
                Some(OpenField { key, line: line_number, start: value_start, end: offset + content.len() });
        } else if content.is_empty() {
            // Lines of white space belong to the crawler's author lines; an empty line may be the end.
            if line.trim_end_matches(['\n', '\r']).is_empty() && blank_at.is_none() {
                blank_at = Some(offset);
            }
            offset += line.len();
            line_number += 1;
            continue;
        } else if indented || content.starts_with("- ") {
            lines.has_tabs |= line.starts_with('\t');
            lines.has_blocks |= content.trim_start().starts_with("- ");
            if let Some(field) = &mut open {
                lines.has_blocks |= field.key != "author";
                field.end = offset + content.len();
            }
        } else if content.starts_with('#') {
            heading_at = heading_at.or(blank_at);
        } else if blank_at.is_some() && !matches!(content, "]" | "}") {
            lines.inside_end = blank_at.unwrap_or(offset);
            break;
        } else if lines.odd.is_none() {
            (lines.odd, odd_at) = (Some((line_number, content)), Some(offset));
        }
        blank_at = None;
        offset += line.len();
        line_number += 1;
    }
    lines.close(text, open);
    if lines.ending == Ending::Unclosed {
        lines.inside_end = [heading_at, odd_at].into_iter().flatten().fold(lines.inside_end, usize::min);
        lines.end = lines.inside_end;
    }
    lines
}

/// A field whose last line is not yet known.
struct OpenField<'a> {
    key: &'a str,
    line: u32,
    start: usize,
    end: usize,
}

impl<'a> FrontMatterLines<'a> {
    fn close(&mut self, text: &'a str, open: Option<OpenField<'a>>) {
        let Some(OpenField { key, line, start, end }) = open else { return };
        let value = text.get(start..end).unwrap_or_default().trim();
        const CRAWLERS: [&str; 5] = ["published_at", "crawled_at", "oid", "aid", "content_hash"];
        self.crawler_keys += usize::from(CRAWLERS.contains(&key));
        let value = match items(value) {
            Some(items) if key != "author" => HeadValue::List(items),
            _ => HeadValue::Text(Cow::Borrowed(unquoted(value))),
        };
        self.fields.push(HeadField { key: Cow::Borrowed(key), value, line: Some(line) });
    }
}

/// The items of a list with one item per line.
fn items(value: &str) -> Option<Vec<String>> {
    if !value.starts_with("- ") {
        return None;
    }
    value
        .lines()
        .map(|line| line.trim().strip_prefix("- ").map(|item| unquoted(item.trim()).to_owned()))
        .collect()
}

/// Removes a pair of quotation marks around a text, or the first one if there is no second.
fn unquoted(value: &str) -> &str {
    for mark in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(mark) {
            let is_open = !rest.contains(mark);
            return rest.strip_suffix(mark).unwrap_or(if is_open { rest } else { value }).trim();
        }
    }
    value
}
