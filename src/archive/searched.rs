//! The texts of an article that are searched, and how a segment's corpus holds them.

use crate::text::email::without_emails;
use std::borrow::Cow;

/// The line of a document's head that holds the title.
pub const TITLE_LINE: usize = 0;
/// The line that holds the publisher.
pub const PUBLISHER_LINE: usize = 1;
/// The first line that holds an author.
pub const FIRST_AUTHOR_LINE: usize = 2;

/// The texts of an article that are searched, as they are shown.
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

/// The lines of an article's head as a [`Corpus`](crate::text::Corpus) holds them for
/// searching: title, publisher, and the authors' lines without e-mail addresses.
pub fn head_lines<'a>(texts: &Texts<'a>) -> impl Iterator<Item = Cow<'a, str>> {
    let authors = texts.authors.iter().map(|line| author_text(line));
    [texts.title, texts.publisher].into_iter().map(Cow::Borrowed).chain(authors)
}

/// An author's line as it is searched.
fn author_text(line: &str) -> Cow<'_, str> {
    match without_emails(line).as_slice() {
        [] => Cow::Borrowed(""),
        [piece] => Cow::Borrowed(&line[piece.clone()]),
        pieces => Cow::Owned(pieces.iter().map(|piece| &line[piece.clone()]).collect()),
    }
}
