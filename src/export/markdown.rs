//! Writes an article as a Markdown file: a front matter that every YAML parser can read, then the escaped text.

use super::columns::FRONT_MATTER;
use super::fields::{ArticleFields, FieldValue, format_published, integrity_name};
use super::json::write_json;
use super::my_marks::{MARK_NAMES, mark_texts};
use super::source::one_line;
use crate::article::{BlockKind, BodyFormat, Rendered, RichKind, blocks, format_hash, web_address};
use serde_json::Value;
use std::io::{self, Write};

/// Writes the whole file. A Markdown article is written verbatim, so that nothing is escaped twice.
pub(super) fn write(article: &ArticleFields<'_>, output: &mut Vec<u8>) -> io::Result<()> {
    front_matter(article, output)?;
    if !article.title.is_empty() {
        write!(output, "\n# {}\n", escaped(&one_line(article.title)))?;
    }
    let body = article.body.unwrap_or_default();
    match (article.format, article.rendered) {
        (BodyFormat::Markdown, _) if body.is_empty() => Ok(()),
        (BodyFormat::Markdown, _) => write!(output, "\n{body}\n"),
        (_, Some(rendered)) => write_rendered(rendered, output),
        (_, None) => write_plain(body, output),
    }
}

fn write_plain(body: &str, output: &mut Vec<u8>) -> io::Result<()> {
    for block in blocks(body) {
        let stored = body.get(block.range).unwrap_or_default();
        let text = escaped(stored);
        match block.kind {
            BlockKind::Deck | BlockKind::Subhead | BlockKind::Mark => write!(output, "\n**{text}**\n")?,
            // These are rules in Markdown as well; any other rule is escaped and kept as text.
            BlockKind::Rule if stored.starts_with(['-', '*', '_']) => write!(output, "\n{stored}\n")?,
            BlockKind::Rule
            | BlockKind::GluedDeck
            | BlockKind::Text
            | BlockKind::Caption
            | BlockKind::Trailer => {
                write!(output, "\n{text}\n")?;
            }
        }
    }
    Ok(())
}

/// Writes the blocks of a rendered page.
fn write_rendered(rendered: &Rendered, output: &mut Vec<u8>) -> io::Result<()> {
    for block in &rendered.blocks {
        let stored = rendered.text_of(block);
        let text = escaped(stored);
        match &block.kind {
            RichKind::Heading(level) => {
                write!(output, "\n{} {}\n", "#".repeat(usize::from(*level)), one_line(&text))?;
            }
            RichKind::Item(item) => {
                let indent = "    ".repeat(usize::from(item.depth.saturating_sub(1)));
                let mark = item.number.map_or_else(|| "-".to_owned(), |number| format!("{number}."));
                write!(output, "\n{indent}{mark} {}\n", one_line(&text))?;
            }
            RichKind::Quote(depth) => {
                let mark = "> ".repeat(usize::from(*depth));
                write!(output, "\n{mark}{}\n", text.replace('\n', &format!("\n{mark}")))?;
            }
            RichKind::Code(language) => write!(output, "\n```{language}\n{stored}\n```\n")?,
            RichKind::Table(rows) => write_table(rows, output)?,
            RichKind::Image(address) => write!(output, "\n![{}](<{address}>)\n", one_line(&text))?,
            RichKind::Rule => write!(output, "\n---\n")?,
            RichKind::Text | RichKind::Note(_) | RichKind::Footnote(_) => write!(output, "\n{text}\n")?,
        }
    }
    Ok(())
}

fn write_table(rows: &[Vec<String>], output: &mut Vec<u8>) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    output.write_all(b"\n")?;
    for (number, row) in rows.iter().enumerate() {
        for column in 0..columns {
            write!(output, "| {} ", escaped(row.get(column).map_or("", String::as_str)))?;
        }
        output.write_all(b"|\n")?;
        if number == 0 {
            writeln!(output, "{}|", "|---".repeat(columns))?;
        }
    }
    Ok(())
}

/// Values are written as JSON, which every YAML parser reads alike.
fn front_matter(article: &ArticleFields<'_>, output: &mut Vec<u8>) -> io::Result<()> {
    output.write_all(b"---\n")?;
    for (key, field) in FRONT_MATTER {
        // The export of an export keeps the original hash of the crawled text.
        let kept = article.extra.iter().find(|(name, _)| name == key).map(|(_, text)| text.as_str());
        let value: Value = match field.of(article) {
            FieldValue::Absent if kept.is_some() => kept.into(),
            FieldValue::Text(text) if !text.is_empty() => text.into(),
            FieldValue::Authors(lines) if !lines.is_empty() => lines.into(),
            FieldValue::Texts(texts) if !texts.is_empty() => texts.into(),
            FieldValue::Published(published) => format_published(published).into(),
            FieldValue::Moment(moment) => moment.to_string().into(),
            FieldValue::Hash(hash) => format_hash(hash).into(),
            FieldValue::Integrity(integrity) => integrity_name(integrity).into(),
            FieldValue::Flag(true) => true.into(),
            _ => continue,
        };
        front_matter_line(key, &value, output)?;
    }
    for (key, texts) in MARK_NAMES.into_iter().zip(article.marks.map(mark_texts).into_iter().flatten()) {
        match texts.as_slice() {
            [] => {}
            [text] => front_matter_line(key, &text.as_str().into(), output)?,
            texts => front_matter_line(key, &texts.into(), output)?,
        }
    }
    output.write_all(b"---\n")
}

fn front_matter_line(key: &str, value: &Value, output: &mut Vec<u8>) -> io::Result<()> {
    write!(output, "{key}: ")?;
    write_json(value, output)?;
    output.write_all(b"\n")
}

/// A block quote with the headline below as a link to the source, and publisher and day.
pub(super) fn quotation(article: &ArticleFields<'_>, passage: &str) -> String {
    let mut quotation = String::new();
    for line in passage.lines() {
        let line = format!("> {}", escaped(line));
        quotation.push_str(line.trim_end());
        quotation.push('\n');
    }
    let title = escaped(&one_line(article.title));
    let address = web_address(article.url);
    let source = match address {
        Some(address) => format!("[{title}](<{}>)", address.as_str()),
        None => title,
    };
    let day = article.published.map(|published| published.date().to_string()).unwrap_or_default();
    let parts = [source, escaped(&one_line(article.publisher)), day];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{quotation}>\n> — {}", parts.join(", "))
}

/// Escapes a text so that none of it is markup.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let begins_line = before.is_none_or(|c| c == '\n');
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' => true,
            '_' => !(in_word(before) && in_word(after)),
            '&' => after.is_some_and(|c| c == '#' || c.is_ascii_alphabetic()),
            '#' | '>' | '+' | '-' | '=' => begins_line,
            // `1. ` starts a list.
            '.' | ')' => is_number(&escaped) && after.is_none_or(char::is_whitespace),
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
    escaped
}

/// Whether the last line consists of a few digits only.
fn is_number(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or_default();
    (1..10).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Author, Published};
    use crate::formats::parse_file;
    use std::path::Path;

    #[test]
    fn the_front_matter_reads_back_whatever_it_holds() {
        let article = Article {
            id: "009_1".to_owned(),
            title: "\"그는: '안녕' #1\" & \u{202e}거꾸로\u{85}👍🏽 ---".to_owned(),
            publisher: "- 가나, 일보".to_owned(),
            authors: vec![
                Author { line: "*홍길동 기자(h@example.com)".to_owned(), ..Author::default() },
                Author { line: "&김철수 : 기자".to_owned(), ..Author::default() },
            ],
            published: Some(Published::Date(jiff::civil::date(2025, 12, 30))),
            crawled: "2025-12-30T08:23:45Z".parse().ok(),
            url: "https://example.com/1?a=b&c=d".to_owned(),
            body: "본문이다.".to_owned(),
            ..Article::default()
        };
        let mut written = Vec::new();
        write(&ArticleFields::of_article(&article, "가/1.md"), &mut written).unwrap();
        let again = parse_file(Path::new("1.md"), &written, None);
        let lines = |article: &Article| -> Vec<String> {
            article.authors.iter().map(|author| author.line.clone()).collect()
        };
        assert_eq!(again.problems, []);
        assert_eq!(
            (&again.title, &again.publisher, &again.url),
            (&article.title, &article.publisher, &article.url)
        );
        assert_eq!((again.published, again.crawled), (article.published, article.crawled));
        assert_eq!(lines(&again), lines(&article));
    }

    #[test]
    fn a_dividing_line_keeps_its_signs() {
        let body = "첫째다.\n\n=====\n\n둘째다.\n\n-----\n\n셋째다.\n\n* * *\n\n넷째다.\n\n◆◆◆\n\n~~~";
        let article = Article { body: body.to_owned(), ..Article::default() };
        let mut written = Vec::new();
        write(&ArticleFields::of_article(&article, "1.md"), &mut written).unwrap();
        let text = String::from_utf8(written).unwrap();
        let expected = body.replace("=====", "\\=====").replace("~~~", "\\~\\~\\~");
        assert!(text.ends_with(&format!("---\n\n{expected}\n")), "{text}");
    }

    #[test]
    fn nothing_of_a_text_is_markup() {
        for (text, expected) in [
            ("# 제목 #", "\\# 제목 #"),
            ("1. 첫째 1.5%", "1\\. 첫째 1.5%"),
            ("- 목록 - 아님", "\\- 목록 - 아님"),
            ("*굵게* <b>굵게</b> [a](b)", "\\*굵게\\* \\<b>굵게\\</b> \\[a\\](b)"),
            ("a_b _c_ &lt; R&D A & B", "a_b \\_c\\_ \\&lt; R\\&D A & B"),
            ("평범한 문장이다. \"그렇다\"고 했다.", "평범한 문장이다. \"그렇다\"고 했다."),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
