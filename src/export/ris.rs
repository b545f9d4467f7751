//! Citations as RIS, for Zotero, EndNote and the like.
//!
//! Zotero reads most values as HTML: to it, `<AI …>` is a tag and `&section=` is the sign §. Only text that it
//! would misread is escaped, because other programs show the escapes verbatim.

use super::ArticleFields;
use super::source::CitationSource;
use std::io::{self, Write};

/// Writes an article as a newspaper article reference.
pub(super) fn write(article: &ArticleFields<'_>, output: &mut Vec<u8>) -> io::Result<()> {
    let source = CitationSource::of(article);
    let day = |format: &str, day: jiff::civil::Date| day.strftime(format).to_string();
    let published = |format: &str| source.published.map(|date| day(format, date)).unwrap_or_default();
    let crawled = source.crawled.map(|at| day("%Y/%m/%d", at.date())).unwrap_or_default();
    let mut tags = vec![("TY", "NEWS".to_owned()), ("TI", source.title.clone())];
    // A comma would separate family name and given name.
    tags.extend(source.names.iter().map(|name| ("AU", name.replace(',', " "))));
    tags.extend([
        ("T2", source.publisher.clone()),
        ("SE", source.category.clone()),
        ("SP", source.page.clone()),
        ("PY", published("%Y")),
        ("DA", published("%Y/%m/%d")),
        // Zotero takes `PM:` in a URL for a PubMed id.
        ("UR", source.url.replace("PM:", "PM%3A")),
        ("Y2", crawled),
        ("LA", source.language.unwrap_or_default().to_owned()),
        ("AN", source.id.clone()),
        ("N1", source.note.clone()),
    ]);
    for (tag, value) in tags.iter().filter(|(_, value)| !value.is_empty()) {
        write!(output, "{tag}  - {}\r\n", escaped(value))?;
    }
    output.write_all(b"ER  - \r\n")
}

/// Entity names that HTML recognizes even without a semicolon.
const BARE_NAMES: &str = "AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT \
    Iacute Icirc Igrave Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN Uacute Ucirc Ugrave Uuml \
    Yacute aacute acirc acute aelig agrave amp aring atilde auml brvbar ccedil cedil cent copy curren deg divide eacute \
    ecirc egrave eth euml frac12 frac14 frac34 gt iacute icirc iexcl igrave iquest iuml laquo lt macr micro middot nbsp \
    not ntilde oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo reg sect shy sup1 sup2 sup3 \
    szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml";

/// Escapes a value so that it reads the same as HTML and as plain text, as far as possible.
fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for (at, c) in value.char_indices() {
        let rest = value.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '<' if rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) => {
                escaped.push_str("&lt;");
            }
            '&' if begins_reference(rest) => escaped.push_str("&amp;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Whether HTML would take an `&` before this text for the start of a character reference.
fn begins_reference(rest: &str) -> bool {
    if let Some(number) = rest.strip_prefix('#') {
        return number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'x' | 'X'));
    }
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_ended = !name.is_empty() && rest.get(name.len()..).is_some_and(|behind| behind.starts_with(';'));
    is_ended || BARE_NAMES.split_ascii_whitespace().any(|bare| name.starts_with(bare))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Author, Published};

    #[test]
    fn every_tag_stands_on_a_line_of_its_own() {
        let article = Article {
            id: "009_1".to_owned(),
            title: "첫째\nER  - 둘째".to_owned(),
            authors: vec![Author { line: "홍길동 기자".to_owned(), ..Author::default() }],
            publisher: "가나일보".to_owned(),
            published: Some(Published::Date(jiff::civil::date(2025, 12, 30))),
            crawled: "2025-12-30T18:23:45Z".parse().ok(),
            stored_hash: Some([0xab; 32]),
            computed_hash: [0xab; 32],
            url: "https://example.com/1".to_owned(),
            ..Article::default()
        };
        let mut written = Vec::new();
        write(&ArticleFields::of_article(&article, "1.md"), &mut written).unwrap();
        let hash = "ab".repeat(32);
        let expected = format!(
            "TY  - NEWS\r\nTI  - 첫째 ER  - 둘째\r\nAU  - 홍길동\r\nT2  - 가나일보\r\nPY  - 2025\r\nDA  - 2025/12/30\r\n\
             UR  - https://example.com/1\r\nY2  - 2025/12/31\r\nLA  - ko\r\nAN  - 009_1\r\n\
             N1  - Crawled 2025-12-30T18:23:45Z; SHA-256 {hash}; File 1.md\r\nER  - \r\n"
        );
        assert_eq!(String::from_utf8(written).unwrap(), expected);
    }

    #[test]
    fn only_what_html_would_read_otherwise_is_a_reference() {
        for (value, expected) in [
            ("<AI 시대> 연다", "&lt;AI 시대> 연다"),
            ("<가> 3 < 5 </b> <!--", "<가> 3 < 5 &lt;/b> &lt;!--"),
            ("/a?oid=1&section=2&aid=3&copy=4", "/a?oid=1&amp;section=2&aid=3&amp;copy=4"),
            (
                "R&D &lt; &#39; &#x27; & &가 &foo; &#가",
                "R&D &amp;lt; &amp;#39; &amp;#x27; & &가 &amp;foo; &#가",
            ),
        ] {
            assert_eq!(escaped(value), expected);
        }
    }
}
