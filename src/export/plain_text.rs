//! An article as plain text: headline, paragraphs, and its citation.

use super::{ArticleFields, CitationForm};
use crate::article::blocks;
use std::io::{self, Write};

/// Writes headline, body and citation.
pub(super) fn write(
    article: &ArticleFields<'_>,
    body: &str,
    form: CitationForm,
    output: &mut Vec<u8>,
) -> io::Result<()> {
    writeln!(output, "{}\n\n{}", text(article.title, body), form.cite(article))
}

/// The headline and the paragraphs, with an empty line between them.
pub(super) fn text(title: &str, body: &str) -> String {
    let mut text = title.to_owned();
    for block in blocks(body) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(body.get(block.range).unwrap_or_default());
    }
    text
}
