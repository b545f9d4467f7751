//! Writes an article as plain text: headline, paragraphs and citation.

use super::{ArticleFields, CitationForm};
use std::io::{self, Write};

/// What stands under an excerpt. Its words belong to the format, as those of a citation do.
const EXCERPT: &str = "\n\n(본문 발췌)";

/// Writes headline, body and citation.
pub(super) fn write(article: &ArticleFields<'_>, form: CitationForm, output: &mut Vec<u8>) -> io::Result<()> {
    let excerpt = if article.excerpt { EXCERPT } else { "" };
    writeln!(output, "{}{excerpt}\n\n{}", text(article.title, article), form.cite(article))
}

/// An article's headline and paragraphs, separated by empty lines.
pub(super) fn text(title: &str, article: &ArticleFields<'_>) -> String {
    let mut text = title.to_owned();
    for paragraph in article.paragraphs() {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(paragraph);
    }
    text
}
