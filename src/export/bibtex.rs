//! Citations as BibTeX, in UTF-8. The newspaper is a journal there, as BibTeX knows no newspapers; `entrysubtype` says
//! what it is to programs that do.

use super::ArticleFields;
use super::source::Source;
use std::io::{self, Write};

/// Writes an article as one `@article`.
pub(super) fn write(article: &ArticleFields<'_>, output: &mut Vec<u8>) -> io::Result<()> {
    let source = Source::of(article);
    // In braces a name is one name, whatever spaces or commas are in it.
    let authors: Vec<String> = source.names.iter().map(|name| format!("{{{}}}", escaped(name))).collect();
    let published = source.published;
    let fields = [
        ("author", authors.join(" and ")),
        ("title", escaped(&source.title)),
        ("journal", escaped(&source.publisher)),
        ("entrysubtype", "newspaper".to_owned()),
        ("year", published.map(|day| day.strftime("%Y").to_string()).unwrap_or_default()),
        ("month", published.map(|day| day.month().to_string()).unwrap_or_default()),
        ("date", published.map(|day| day.to_string()).unwrap_or_default()),
        ("url", address(&source.url)),
        ("urldate", source.crawled.map(|at| at.date().to_string()).unwrap_or_default()),
        ("langid", source.language.map(|_| "korean").unwrap_or_default().to_owned()),
        ("note", escaped(&source.note)),
    ];
    write!(output, "@article{{{}", source.key)?;
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        write!(output, ",\n  {name} = {{{value}}}")?;
    }
    output.write_all(b"\n}\n")
}

/// A text with what TeX obeys made letters. Braces are paired by one that is not seen, as BibTeX counts them.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("{\\textbackslash}"),
            '{' => escaped.push_str("\\{\\vphantom{\\}}"),
            '}' => escaped.push_str("\\vphantom{\\{}\\}"),
            '~' => escaped.push_str("{\\textasciitilde}"),
            '^' => escaped.push_str("{\\textasciicircum}"),
            '#' | '$' | '%' | '&' | '_' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address, which TeX reads letter by letter, so that only what would end it is written otherwise.
fn address(url: &str) -> String {
    url.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D").replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Published};

    #[test]
    fn braces_pair_whatever_the_headline_holds() {
        let article = Article {
            title: "100% {괄호 & \\ _밑줄_ }} #1 ~ ^ $".to_owned(),
            url: "https://example.com/{a}".to_owned(),
            published: Some(Published::Date(jiff::civil::date(2025, 12, 30))),
            ..Article::default()
        };
        let mut written = Vec::new();
        write(&ArticleFields::of_article(&article, "가.md"), &mut written).unwrap();
        let text = String::from_utf8(written).unwrap();
        assert!(text.starts_with("@article{:ac00:.md,\n  title = {100\\% \\{\\vphantom{\\}}괄호"), "{text}");
        assert!(text.contains("date = {2025-12-30}") && text.contains("url = {https://example.com/%7Ba%7D}"));
        let depth = |c: char| i32::from(c == '{') - i32::from(c == '}');
        assert_eq!(text.chars().map(depth).sum::<i32>(), 0);
    }
}
