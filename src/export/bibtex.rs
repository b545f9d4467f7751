//! Citations as BibTeX, in UTF-8. Newspapers are cited as journals, since BibTeX has no entry for them;
//! `entrysubtype` tells programs that know better.

use super::ArticleFields;
use super::source::CitationSource;
use std::io::{self, Write};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Writes an article as one `@article`.
pub(super) fn write(article: &ArticleFields<'_>, output: &mut Vec<u8>) -> io::Result<()> {
    let source = CitationSource::of(article);
    // Braces keep a name whole, whatever spaces or commas it contains.
    let authors: Vec<String> = source.names.iter().map(|name| format!("{{{}}}", escaped(name))).collect();
    let published = source.published;
    let fields = [
        ("author", authors.join(" and ")),
        // Most styles convert titles to lower case, except for parts in braces of their own.
        ("title", braced(escaped(&source.title))),
        ("journal", escaped(&source.publisher)),
        ("entrysubtype", "newspaper".to_owned()),
        ("year", published.map(|day| day.strftime("%Y").to_string()).unwrap_or_default()),
        ("pages", escaped(&source.page)),
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
    // An abbreviation that every style knows and replaces with its own word.
    if let Some(month) = published.and_then(|day| MONTHS.get(usize::from(day.month().unsigned_abs()) - 1)) {
        write!(output, ",\n  month = {month}")?;
    }
    output.write_all(b"\n}\n")
}

fn braced(text: String) -> String {
    if text.is_empty() { text } else { format!("{{{text}}}") }
}

/// Escapes characters that are special in TeX. Unpaired braces get an invisible partner, because BibTeX counts
/// them.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("{\\textbackslash}"),
            '{' => escaped.push_str("\\{\\vphantom{\\}}"),
            '}' => escaped.push_str("\\vphantom{\\{}\\}"),
            '~' => escaped.push_str("{\\textasciitilde}"),
            '^' => escaped.push_str("{\\textasciicircum}"),
            // TeX's older fonts have other glyphs for these.
            '<' => escaped.push_str("{\\textless}"),
            '>' => escaped.push_str("{\\textgreater}"),
            '|' => escaped.push_str("{\\textbar}"),
            '#' | '$' | '%' | '&' | '_' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// A URL, which TeX reads verbatim, so that only characters that would end it are escaped.
fn address(url: &str) -> String {
    url.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D").replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Published};

    #[test]
    fn articles_with_one_id_have_different_keys() {
        let key = |id: &str, url: &str, path: &str| {
            let article = Article { id: id.to_owned(), url: url.to_owned(), ..Article::default() };
            CitationSource::of(&ArticleFields::of_article(&article, path)).key
        };
        let keys = [
            key("intro", "", "a.md"),
            key("intro", "", "b.md"),
            key("intro", "https://example.com/1", "a.md"),
        ];
        assert!(keys.iter().all(|key| key.starts_with("intro:")));
        assert!(keys[0] != keys[1] && keys[1] != keys[2] && keys[0] != keys[2]);
        assert_eq!(key("901_0000000001", "https://example.com/1", "a.md"), "901_0000000001");
    }

    #[test]
    fn braces_pair_whatever_the_headline_holds() {
        let article = Article {
            title: "SK 100% {괄호 & \\ _밑줄_ }} #1 ~ ^ $ <AI> |".to_owned(),
            url: "https://example.com/{a}".to_owned(),
            published: Some(Published::Date(jiff::civil::date(2025, 12, 30))),
            ..Article::default()
        };
        let mut written = Vec::new();
        write(&ArticleFields::of_article(&article, "가.md"), &mut written).unwrap();
        let text = String::from_utf8(written).unwrap();
        assert!(
            text.starts_with("@article{:ac00:.md,\n  title = {{SK 100\\% \\{\\vphantom{\\}}괄호"),
            "{text}"
        );
        assert!(text.contains("{\\textless}AI{\\textgreater} {\\textbar}}},\n"), "{text}");
        assert!(text.contains(",\n  month = dec"), "{text}");
        assert!(text.contains("date = {2025-12-30}") && text.contains("url = {https://example.com/%7Ba%7D}"));
        let depth = |c: char| i32::from(c == '{') - i32::from(c == '}');
        assert_eq!(text.chars().map(depth).sum::<i32>(), 0);
    }
}
