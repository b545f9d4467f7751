//! Citations as RIS, which Zotero, EndNote and Mendeley import: one tag a line.

use super::ArticleFields;
use super::source::Source;
use std::io::{self, Write};

/// Writes an article as one reference of a newspaper article.
pub(super) fn write(article: &ArticleFields<'_>, output: &mut Vec<u8>) -> io::Result<()> {
    let source = Source::of(article);
    let day = |format: &str, day: jiff::civil::Date| day.strftime(format).to_string();
    let published = |format: &str| source.published.map(|date| day(format, date)).unwrap_or_default();
    let crawled = source.crawled.map(|at| day("%Y/%m/%d", at.date())).unwrap_or_default();
    let mut tags = vec![("TY", "NEWS".to_owned()), ("TI", source.title.clone())];
    // A comma parts a family name from the given one.
    tags.extend(source.names.iter().map(|name| ("AU", name.replace(',', " "))));
    tags.extend([
        ("T2", source.publisher.clone()),
        ("SE", source.category.clone()),
        ("PY", published("%Y")),
        ("DA", published("%Y/%m/%d")),
        ("UR", source.url.clone()),
        ("Y2", crawled),
        ("LA", source.language.unwrap_or_default().to_owned()),
        ("AN", source.id.clone()),
        ("N1", source.note.clone()),
    ]);
    for (tag, value) in tags.iter().filter(|(_, value)| !value.is_empty()) {
        write!(output, "{tag}  - {value}\r\n")?;
    }
    output.write_all(b"ER  - \r\n")
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
}
