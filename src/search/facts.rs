//! What search needs to know of an article beside its searched texts: the facts that filters ask for.

use jiff::civil::Date;

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
    /// The reader's notes on it and on what is highlighted in it, a line each; empty where there is none.
    pub note: &'a str,
    /// Whether the reader starred it.
    pub starred: bool,
    /// Whether the reader has not read it.
    pub unread: bool,
    /// Whether the reader highlighted a passage of it.
    pub highlighted: bool,
    /// Whether its body is not the one that was crawled.
    pub altered: bool,
    /// Whether its file had to be mended.
    pub problem: bool,
    /// Whether the archive has several versions of it, and not only copies.
    pub revised: bool,
    /// Whether it names an author.
    pub author: bool,
    /// Whether it has readers' comments.
    pub comments: bool,
}
