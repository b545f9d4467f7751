//! Single-article files: the crawler's, Markdown from any source, HTML pages, plain text.

use super::decisions::Decisions;
use super::file_name::{day_of_name, title_of_name};
use super::head::{self, FileHead};
use super::reading::first_line_as_title;
use super::record::{EntryRecord, KnownNames};
use super::{SNIFFED, markdown, page};
use crate::article::{
    Article, BodyFormat, Foreign, Problem, ProblemKind, TextEncoding, body_hash, crawler_article,
};
use encoding_rs::{EUC_KR, Encoding, UTF_8};
use std::borrow::Cow;
use std::path::Path;

/// Reads a single-article file in the encoding chosen by the reader or else detected. Its format follows from
/// its name, except that the crawler's files are recognized by their contents.
///
/// Every input gives an article; everything that was or couldn't be repaired is in its `problems`.
pub fn parse_file(path: &Path, bytes: &[u8], chosen: Option<TextEncoding>) -> Article {
    let by_contents = || {
        if is_page(&String::from_utf8_lossy(bytes.get(..SNIFFED).unwrap_or(bytes))) {
            BodyFormat::Html
        } else {
            BodyFormat::Plain
        }
    };
    let format = format_of(path).unwrap_or_else(by_contents);
    let declared =
        chosen.or_else(|| if format == BodyFormat::Html { declared_encoding(bytes) } else { None });
    match crawler_article(bytes, declared) {
        Ok(article) => article,
        Err(foreign) => parse_foreign(path, format, foreign),
    }
}

/// Reads an article's facts from the beginning of a file. The body is left out, for the given `reason`.
pub fn parse_beginning(path: &Path, bytes: &[u8], reason: Problem) -> Article {
    let mut article = parse_file(path, bytes, None);
    article.body = String::new();
    article.rendered = None;
    article.comments = Vec::new();
    article.problems.retain(|problem| {
        !matches!(
            problem.kind,
            ProblemKind::FooterMissing | ProblemKind::NoBody | ProblemKind::DecodedLossily
        )
    });
    article.problems.push(reason);
    article
}

/// The extensions of single-article files, and their formats.
pub(super) const ENDINGS: [(&str, BodyFormat); 7] = [
    ("md", BodyFormat::Markdown),
    ("markdown", BodyFormat::Markdown),
    ("mdx", BodyFormat::Markdown),
    ("html", BodyFormat::Html),
    ("htm", BodyFormat::Html),
    ("xhtml", BodyFormat::Html),
    ("txt", BodyFormat::Plain),
];

/// The format of a file by its name; `None` if the name doesn't tell.
pub(super) fn format_of(path: &Path) -> Option<BodyFormat> {
    let extension = path.extension()?;
    ENDINGS.iter().find(|(ending, _)| extension.eq_ignore_ascii_case(ending)).map(|(_, format)| *format)
}

/// Whether a text begins like a web page.
pub(super) fn is_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    // Programs that save pages put comments and declarations first.
    while let Some(after) = rest.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        rest = after.1.trim_start();
    }
    if rest.starts_with("<?xml") {
        rest = rest.split_once("?>").map_or("", |(_, rest)| rest.trim_start());
    }
    ["<!doctype html", "<html"]
        .iter()
        .any(|start| rest.get(..start.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(start)))
}

/// The most bytes that begin an element of Markdown, or a tag of a page, that are read: each takes a few hundred bytes
/// of memory.
const MOST_MARKS: usize = 1_000_000;
const MOST_TAGS: usize = 500_000;

/// How much is read of a text with more of them, in bytes.
const READ_OF_MARKS: usize = 400_000;

/// As much of a text as can be rendered in bounded memory: all of it, unless it is hostile.
pub(super) fn renderable(text: &str, format: BodyFormat) -> &str {
    let begins_element = |byte: &u8| match format {
        BodyFormat::Plain => false,
        BodyFormat::Html => matches!(byte, b'<' | b'&'),
        BodyFormat::Markdown => {
            matches!(byte, b'\n' | b'[' | b']' | b'*' | b'_' | b'`' | b'<' | b'>' | b'|' | b'!' | b'~' | b'&')
        }
    };
    let most = if format == BodyFormat::Html { MOST_TAGS } else { MOST_MARKS };
    let is_hostile = text.len() > most && text.bytes().filter(|byte| begins_element(byte)).count() > most;
    let len = if is_hostile { text.floor_char_boundary(READ_OF_MARKS) } else { text.len() };
    text.split_at(len).0
}

fn parse_foreign(path: &Path, format: BodyFormat, foreign: Foreign<'_>) -> Article {
    let Foreign { text, encoding, problems } = foreign;
    let read = renderable(&text, format);
    let mut article = match format {
        BodyFormat::Markdown => parse_markdown(read),
        BodyFormat::Html => parse_page(read),
        BodyFormat::Plain => parse_text(read),
    };
    article.encoding = encoding;
    article.problems.splice(0..0, problems);
    if read.len() < text.len() {
        let detail = Some(text.len().to_string());
        article.problems.push(Problem { kind: ProblemKind::TooLarge, line: None, detail });
    }
    article.format = format;
    article.computed_hash = body_hash(&article.body);
    // An export names its files by itself.
    let own = ["integrity", "file"];
    let is_export = own.iter().all(|own| article.extra.iter().any(|(name, _)| name == own));
    if article.title.is_empty() && !is_export {
        article.title = title_of_name(path);
    }
    if article.published.is_none() && !is_export {
        article.published = day_of_name(path);
    }
    if article.body.is_empty() || format == BodyFormat::Html && article.text().is_empty() {
        article.problems.push(Problem { kind: ProblemKind::NoBody, line: None, detail: None });
    }
    article
}

fn of_head(head: &mut FileHead) -> Article {
    let record = EntryRecord { fields: std::mem::take(&mut head.fields), ..EntryRecord::default() };
    let decisions = Decisions::of_head(&record);
    let mut article = decisions.article(&record, &mut KnownNames::default()).unwrap_or_default();
    article.problems.splice(0..0, std::mem::take(&mut head.problems));
    article
}

fn parse_markdown(text: &str) -> Article {
    let mut head = head::of_markdown(text);
    let mut article = of_head(&mut head);
    let below = trim_lines(text.get(head.end..).unwrap_or_default());
    let below = if head.is_item { Cow::Owned(head::without_item(below)) } else { Cow::Borrowed(below) };
    let (rendered, heading) = markdown::render(&below, &article.title);
    article.body = match &heading {
        Some(heading) => {
            let before = below.get(..heading.range.start).unwrap_or_default();
            let after = below.get(heading.range.end..).unwrap_or_default();
            if before.trim().is_empty() {
                trim_lines(after).to_owned()
            } else {
                // What it parts stays apart.
                let is_apart = before.ends_with("\n\n") || after.starts_with(['\n', '\r']);
                let gap = if is_apart { "" } else { "\n" };
                trim_lines(&format!("{before}{gap}{after}")).to_owned()
            }
        }
        None => below.into_owned(),
    };
    if let Some(heading) = heading
        && article.title.is_empty()
    {
        article.title = heading.text;
    }
    article.rendered = Some(rendered);
    article
}

fn parse_page(text: &str) -> Article {
    let page::SavedPage { fields, title, rendered } = page::read(text);
    let mut article = of_head(&mut FileHead { fields, ..FileHead::default() });
    article.title = title;
    article.body = text.to_owned();
    article.rendered = Some(rendered);
    article
}

fn parse_text(text: &str) -> Article {
    let mut head = head::of_text(text);
    let mut article = of_head(&mut head);
    article.body = trim_lines(text.get(head.end..).unwrap_or_default()).to_owned();
    if article.title.is_empty() {
        article.title = first_line_as_title(&article.body).unwrap_or_default().to_owned();
    }
    article
}

fn trim_lines(text: &str) -> &str {
    text.trim_matches(['\n', '\r'])
}

/// The encoding that a page declares, used if its bytes aren't UTF-8.
fn declared_encoding(bytes: &[u8]) -> Option<TextEncoding> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let label = rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    match encoding {
        encoding if encoding == UTF_8 || simdutf8::basic::from_utf8(bytes).is_ok() => None,
        encoding if encoding == EUC_KR => Some(TextEncoding::Cp949),
        encoding => TextEncoding::named(encoding.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_take_all_memory_is_read_in_part() {
        for (name, piece, least) in [
            ("a.md", "[", 1_100_000),
            ("a.md", "- 가\n", 1_100_000),
            ("a.html", "<p>가", 600_000),
            ("a.txt", "가\n", 1_100_000),
            ("a.md", "달팽이가 이겼다. ", 200_000),
        ] {
            let text = piece.repeat(least);
            let article = parse_file(Path::new(name), text.as_bytes(), None);
            let is_cut = article.problems.iter().any(|problem| problem.kind == ProblemKind::TooLarge);
            assert_eq!(is_cut, least > 200_000 && name != "a.txt", "{name} {piece}");
            assert!(!is_cut || article.body.len() <= READ_OF_MARKS && !article.body.is_empty(), "{piece}");
        }
    }
}
