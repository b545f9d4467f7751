//! The searched texts of an article, and how they are arranged in a segment's corpus.

use crate::text::email::without_emails;
use std::borrow::Cow;

/// The line of a document's head with the title.
pub const TITLE_LINE: usize = 0;
pub const PUBLISHER_LINE: usize = 1;
pub const FIRST_AUTHOR_LINE: usize = 2;

/// The searched texts of an article, in display form.
#[derive(Debug, Clone, Copy, Default)]
pub struct Texts<'a> {
    /// The headline.
    pub title: &'a str,
    /// The decoded body.
    pub body: &'a str,
    /// The publisher's name.
    pub publisher: &'a str,
    /// The authors' lines.
    pub authors: &'a [&'a str],
}

/// The lines of an article's head as stored in a [`Corpus`](crate::text::Corpus): title, publisher, and the
/// author lines without e-mail addresses.
pub fn head_lines<'a>(texts: &Texts<'a>) -> impl Iterator<Item = Cow<'a, str>> {
    let authors = texts.authors.iter().map(|line| author_text(line));
    [texts.title, texts.publisher].into_iter().map(Cow::Borrowed).chain(authors)
}

fn author_text(line: &str) -> Cow<'_, str> {
    match without_emails(line).as_slice() {
        [] => Cow::Borrowed(""),
        [piece] => Cow::Borrowed(&line[piece.clone()]),
        pieces => Cow::Owned(pieces.iter().map(|piece| &line[piece.clone()]).collect()),
    }
}
