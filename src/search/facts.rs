//! What search needs to know of an article beside its searched texts: the facts that filters ask for.

use super::StoryIndex;
use crate::archive::Row;
use crate::article::{ArticleKind, Integrity, Published, parse_published};
use crate::library::ArticleMarks;
use crate::text::dates::korean_day;
use crate::text::fold;
use jiff::civil::Date;

/// What is known of an article beside its searched texts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    /// The crawler's id.
    pub id: &'a str,
    /// The headline.
    pub title: &'a str,
    /// The publisher's name.
    pub publisher: &'a str,
    /// The section.
    pub category: &'a str,
    /// The address of the original.
    pub url: &'a str,
    /// The file's path below the archive's folder, with `/`.
    pub path: &'a str,
    /// The Korean day of publication.
    pub published: Option<Date>,
    /// The Korean day of the crawl.
    pub crawled: Option<Date>,
    /// The Korean day of the last change by the publisher.
    pub modified: Option<Date>,
    /// How many characters the body has.
    pub length: u64,
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
    /// The file's ordinal, by which `stories` know it.
    pub file: u32,
    /// Which articles tell the same event, where that is asked for.
    pub stories: Option<&'a StoryIndex>,
}

impl<'a> Facts<'a> {
    /// What a row and the reader's marks say of an article.
    pub(super) fn of(row: &Row<'a>, marks: Option<&'a ArticleMarks>, revised: bool) -> Self {
        Self {
            id: row.id(),
            title: row.title(),
            publisher: row.publisher(),
            category: row.category(),
            url: row.url(),
            path: row.path(),
            published: row.published().map(Published::date),
            crawled: row.crawled().map(korean_day),
            modified: modified(row),
            length: u64::from(row.letters()),
            tags: marks.map_or(&[], |marks| &marks.tags),
            note: marks.map_or("", ArticleMarks::written),
            starred: marks.is_some_and(|marks| marks.star.is_some()),
            unread: marks.is_none_or(|marks| marks.read.is_none()),
            highlighted: marks.is_some_and(|marks| !marks.highlights.is_empty()),
            altered: row.integrity() == Integrity::Altered,
            problem: row.problem_count() > 0,
            revised,
            author: row.author_lines().next().is_some(),
            comments: row.comments() > 0,
            file: 0,
            stories: None,
        }
    }

    /// What sort of article it is.
    pub fn kind(&self) -> ArticleKind {
        ArticleKind::of(self.title, self.length as usize)
    }

    /// The folder that the file stands in, below the archive's; empty for that itself.
    pub fn folder(&self) -> &'a str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// What files call the day of the last change, without spaces and signs.
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
    let is_name = |key: &str| {
        let name: String = fold(key).chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect();
        MODIFIED.contains(&name.as_str())
    };
    let stated = row.extra().find(|(key, _)| is_name(key)).map(|(_, value)| value)?;
    parse_published(stated).map(Published::date)
}
