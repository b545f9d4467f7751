//! What filters need to know about an article besides its searched texts.

use super::StoryIndex;
use crate::archive::Row;
use crate::article::{ArticleKind, Facts as Stated, Integrity, Published, published_from};
use crate::library::{ArticleMarks, Marks};
use crate::text::dates::korean_day;
use crate::text::fold;
use jiff::civil::Date;
use std::borrow::Cow;

/// The facts about an article, besides its searched texts.
#[derive(Debug, Clone, Default)]
pub struct SearchFacts<'a> {
    /// The crawler's id.
    pub id: &'a str,
    /// The headline.
    pub title: &'a str,
    /// The publisher's name, as the file has it.
    pub publisher: &'a str,
    /// The publisher's name that is inferred if the file has none.
    pub inferred: Cow<'a, str>,
    /// The section.
    pub category: &'a str,
    /// The address of the original.
    pub url: &'a str,
    /// The file's path relative to the archive's root, separated by `/`.
    pub path: &'a str,
    /// The day of publication in Korean time.
    pub published: Option<Date>,
    /// The day of the crawl in Korean time.
    pub crawled: Option<Date>,
    /// The day of the publisher's last change, in Korean time.
    pub modified: Option<Date>,
    /// The length of its text in letters, if it is known.
    pub length: Option<u64>,
    pub kind: ArticleKind,
    /// The reader's tags.
    pub tags: &'a [String],
    /// The reader's notes on the article and its highlights, one per line; empty if there are none.
    pub note: &'a str,
    /// Whether the reader starred it.
    pub starred: bool,
    /// Whether the reader has not read it.
    pub unread: bool,
    /// Whether the reader highlighted a passage of it.
    pub highlighted: bool,
    /// Whether the body differs from the one that was crawled.
    pub altered: bool,
    /// Whether the file had to be repaired.
    pub problem: bool,
    /// Whether the archive has several versions of it, not counting copies.
    pub revised: bool,
    /// Facts that only some kinds of file state.
    pub stated: Option<&'a Stated>,
    /// Whether it names an author.
    pub author: bool,
    /// Whether it has readers' comments.
    pub comments: bool,
    /// Whether there is a picture in its text.
    pub picture: bool,
    /// Whether the end of its text speaks of rights.
    pub rights: bool,
    /// The file's ordinal, which is its key in `stories`.
    pub file: u32,
    /// Which articles are about the same event, if the query asks for it.
    pub stories: Option<&'a StoryIndex>,
    /// The key of the article under which the reader's marks are kept, if the query asks for them.
    pub key: Cow<'a, str>,
    /// All that the reader keeps, if the query asks for it.
    pub kept: Option<&'a Marks>,
}

impl<'a> SearchFacts<'a> {
    /// Collects the facts from a row and the reader's marks.
    pub fn of(row: &Row<'a>, marks: Option<&'a ArticleMarks>, revised: bool) -> Self {
        Self {
            id: row.id(),
            title: row.title(),
            publisher: row.publisher(),
            inferred: Cow::default(),
            category: row.category_or_inferred(),
            url: row.url(),
            path: row.path(),
            published: row.published().map(Published::date),
            crawled: row.crawled().map(korean_day),
            modified: modified(row),
            length: row.known_letters().map(u64::from),
            kind: row.kind(),
            tags: marks.map_or(&[], |marks| &marks.tags),
            note: marks.map_or("", ArticleMarks::written),
            starred: marks.is_some_and(|marks| marks.star.is_some()),
            unread: marks.is_none_or(|marks| marks.read.is_none()),
            highlighted: marks.is_some_and(|marks| !marks.highlights.is_empty()),
            altered: row.integrity() == Integrity::Altered,
            problem: row.problem_count() > 0,
            revised,
            stated: row.facts(),
            author: row.author_lines().next().is_some(),
            comments: row.comments() > 0,
            picture: row.has_picture(),
            rights: row.tells_rights(),
            file: 0,
            stories: None,
            key: Cow::default(),
            kept: None,
        }
    }

    /// The file's folder relative to the archive's root; empty for the root itself.
    pub fn folder(&self) -> &'a str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// Names that files use for the date of the last change, without spaces and punctuation.
const MODIFIED: [&str; 10] = [
    "modified",
    "modifiedat",
    "updated",
    "updatedat",
    "datemodified",
    "edittime",
    "수정",
    "수정일",
    "수정일시",
    "최종수정",
];

fn modified(row: &Row<'_>) -> Option<Date> {
    if let Some(modified) = row.facts().and_then(|facts| facts.modified) {
        return Some(modified.date());
    }
    let is_name = |key: &str| {
        let name: String = fold(key).chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect();
        MODIFIED.contains(&name.as_str())
    };
    let stated = row.extra().find(|(key, _)| is_name(key)).map(|(_, value)| value)?;
    published_from(stated).map(Published::date)
}
