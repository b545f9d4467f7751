//! Tells by its first bytes what a file is whose name doesn't, or is wrong: a text that is a table, a file
//! without an extension, a workbook that is text.

use super::head;
use super::names::{FieldName, fields_of};
use super::single::is_page;
use super::table::is_text_table;
use super::{Kind, single};
use crate::article::{crawler_article, stored_text};
use std::ffi::OsStr;
use std::io::{self, Read, Seek};
use std::path::Path;

/// How many bytes tell what a file is.
pub const SNIFFED: usize = 64 << 10;

/// What a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// One article.
    One,
    /// Several articles.
    Several(Kind),
    /// No article, as far as its beginning shows.
    Nothing,
}

/// Whether a name has no extension. A point within a name, as in a sentence, begins none.
pub fn has_no_extension(path: &Path) -> bool {
    let is_extension = |extension: &str| {
        extension.len() <= 10
            && extension
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'~'))
            && extension.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    !path.extension().and_then(OsStr::to_str).is_some_and(is_extension)
}

/// Whether a file with this name can have several articles: a text may be a table.
pub fn may_have_several(path: &Path) -> bool {
    Kind::of(path).is_some() || path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"))
}

/// What a file has, by its name and its first bytes, at least [`SNIFFED`] of them. If it has no extension and
/// `is_plain`, any text is an article.
pub fn contents_of(path: &Path, beginning: &[u8], is_plain: bool) -> Contents {
    if let Some(kind) = Kind::of(path) {
        return Contents::Several(kind);
    }
    if has_no_extension(path) {
        let is_article = is_article(beginning) || is_plain && !stored_text(beginning, None).is_empty();
        return if is_article { Contents::One } else { Contents::Nothing };
    }
    let is_text = single::format_of(path).is_some_and(|format| format == Default::default());
    // Most texts are recognized as such by their first characters.
    let may_be_table = is_text && !beginning.starts_with(b"---") && !beginning.starts_with(b"# ");
    if may_be_table && is_text_table(beginning) { Contents::Several(Kind::Table) } else { Contents::One }
}

/// Whether a file without an extension is an article: a page, the crawler's file, or a text below a head.
fn is_article(beginning: &[u8]) -> bool {
    let beginning = beginning.get(..SNIFFED).unwrap_or(beginning);
    let text = stored_text(beginning, None);
    if text.is_empty() {
        return false;
    }
    let head = head::of_text(text.trim_start_matches('\u{feff}'));
    let known =
        head.fields.iter().map(|field| fields_of(&field.name).map(|(field, _)| field).collect::<Vec<_>>());
    let (mut count, mut has_title) = (0, false);
    for fields in known {
        count += usize::from(!fields.is_empty());
        has_title |= fields.contains(&FieldName::Title);
    }
    is_page(&text) || count >= 2 && has_title || crawler_article(beginning, None).is_ok()
}

/// The kind of a file by its first bytes, since names are often wrong: what sites call a workbook may be a
/// table as text, and what programs call JSON lines may be a list, or objects over several lines.
pub(super) fn kind_by_bytes(input: &mut (impl Read + Seek), kind: Kind) -> io::Result<Kind> {
    let mut beginning = Vec::new();
    input.by_ref().take(64).read_to_end(&mut beginning)?;
    input.rewind()?;
    if kind == Kind::JsonLines {
        let text = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&beginning).trim_ascii_start();
        let behind = text.get(1..).unwrap_or_default();
        let is_value = match text.first() {
            Some(b'[') => true,
            Some(b'{') => starts_line(behind),
            _ => false,
        };
        return Ok(if is_value { Kind::Json } else { kind });
    }
    if kind == Kind::Json {
        return Ok(kind);
    }
    let is_packed = [&b"PK\x03\x04"[..], b"\xD0\xCF\x11\xE0"].iter().any(|mark| beginning.starts_with(mark));
    let is_text = |byte: &&u8| byte.is_ascii_graphic();
    let is_markup = beginning.iter().find(is_text) == Some(&b'<');
    Ok(match kind {
        _ if is_packed => Kind::Workbook,
        Kind::Workbook if !is_markup => Kind::Table,
        kind => kind,
    })
}

/// Whether there is nothing else on a line.
fn starts_line(text: &[u8]) -> bool {
    text.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')) == Some(&b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_first_bytes_where_their_names_say_nothing() {
        let utf16 = |text: &str| -> Vec<u8> {
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        };
        let table = "제목\t본문\t날짜\n느린 달팽이\t달팽이가 이겼다.\t2026-01-02\n";
        let (cp949, _, _) = encoding_rs::EUC_KR.encode(table);
        let (one, several, nothing) = (Contents::One, Contents::Several(Kind::Table), Contents::Nothing);
        for (name, bytes, expected) in [
            ("a.txt", table.as_bytes().to_vec(), several),
            ("a.txt", utf16(table), several),
            ("a.TXT", cp949.into_owned(), several),
            ("a.txt", b"title,text,date\na,b,2026-01-02\n".to_vec(), several),
            ("a.txt", "제목, 본문에 이어진 말, 그리고 글.\n본문이다.".into(), one),
            ("a.txt", "제목\t느린 달팽이\n본문\t달팽이가 이겼다.".into(), one),
            ("a.txt", "느린 달팽이\t이겼다\n\n본문이다.".into(), one),
            ("a.txt", "---\ntitle: 가\n---\n제목\t본문".into(), one),
            ("a.md", table.into(), one),
            ("mail", "From: 가람\nSubject: 느린 달팽이\nDate: 2026-01-02\n\n본문이다.".into(), one),
            ("기사", "https://example.com/1\n2026-01-02T03:04:05+0900\n느린 달팽이\n본문이다.".into(), one),
            ("기사. 이어진 이름", "제목: 느린 달팽이\n날짜: 2026-01-02\n\n본문이다.".into(), one),
            ("saved", "\u{feff}<!DOCTYPE html>\n<title>느린 달팽이</title>".into(), one),
            ("saved", "<!-- saved -->\n<html><p>가</p>".into(), one),
            ("crawled", "---\noid: 009\naid: 1\ncontent_hash: 0\nid: 009_1\n---\n\n# 가\n".into(), one),
            ("LICENSE", "The licence\n\nPermission: granted\n".into(), nothing),
            ("Makefile", "all: build\n\tcargo build\n".into(), nothing),
            ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), nothing),
            ("empty", Vec::new(), nothing),
            ("a.csv", Vec::new(), several),
        ] {
            assert_eq!(contents_of(Path::new(name), &bytes, false), expected, "{name} {bytes:?}");
        }
        let plain = |text: &[u8]| contents_of(Path::new("LICENSE"), text, true);
        assert_eq!((plain(b"The licence"), plain(b"\0\0\0\0")), (one, nothing));
    }

    #[test]
    fn a_point_in_a_name_begins_no_extension_unless_letters_follow() {
        for (name, expected) in [
            ("a", true),
            ("a.md", false),
            ("a.7z", false),
            ("1.2", true),
            ("달팽이. 이겼다", true),
            ("a.", true),
        ] {
            assert_eq!(has_no_extension(Path::new(name)), expected, "{name}");
        }
    }
}
