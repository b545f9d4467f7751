//! What search needs to know of an article: its searched texts, and the facts that filters ask for.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::text::address::without_addresses;

/// The line of a document's head that holds the title.
pub(super) const TITLE_LINE: usize = 0;
/// The line that holds the publisher.
pub(super) const PUBLISHER_LINE: usize = 1;
/// The first line that holds an author.
pub(super) const FIRST_AUTHOR_LINE: usize = 2;

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

/// The lines of an article's head as a [`Corpus`](crate::text::Corpus) is to hold them for a
/// [`Matcher`](super::Matcher): title, publisher, and the authors' lines without e-mail addresses.
pub fn head_lines<'a>(texts: &Texts<'a>) -> impl Iterator<Item = Cow<'a, str>> {
    let authors = texts.authors.iter().map(|line| author_text(line));
    [texts.title, texts.publisher].into_iter().map(Cow::Borrowed).chain(authors)
}

/// An author's line as it is searched.
fn author_text(line: &str) -> Cow<'_, str> {
    match without_addresses(line).as_slice() {
        [] => Cow::Borrowed(""),
        [piece] => Cow::Borrowed(&line[piece.clone()]),
        pieces => Cow::Owned(pieces.iter().map(|piece| &line[piece.clone()]).collect()),
    }
}

/// What is known of an article beside its searched texts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    /// The crawler's id.
    pub id: &'a str,
    /// The section.
    pub category: &'a str,
    /// The address of the original.
    pub url: &'a str,
    /// The Korean day of publication.
    pub published: Option<Date>,
    /// The Korean day of the crawl.
    pub crawled: Option<Date>,
    /// The reader's tags.
    pub tags: &'a [String],
    /// The reader's note; empty where there is none.
    pub note: &'a str,
    /// Whether the reader starred it.
    pub starred: bool,
    /// Whether the reader has not read it.
    pub unread: bool,
    /// Whether its body is not the one that was crawled.
    pub altered: bool,
    /// Whether its file had to be mended.
    pub problem: bool,
    /// Whether the archive has several versions of it.
    pub revised: bool,
    /// Whether it names an author.
    pub author: bool,
    /// Whether it has readers' comments.
    pub comments: bool,
}
