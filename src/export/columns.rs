//! Which fields of an article are the columns of tables, and which the front matter of Markdown files.

use super::ArticleField;

/// A column of the articles' table.
#[derive(Clone, Copy)]
pub(super) enum Column {
    Field(ArticleField),
    Body,
    /// The length of the text without white space.
    WithoutSpaces,
    /// The length of the text in sheets of manuscript paper with 200 squares.
    Sheets,
}

impl Column {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Field(field) => field.name(),
            Self::Body => BODY,
            Self::WithoutSpaces => "length_without_spaces",
            Self::Sheets => "sheets",
        }
    }
}

/// What the column of the text is called.
pub(super) const BODY: &str = "body";

/// The columns of the articles' table, in order.
pub(super) const COLUMNS: [Column; 21] = [
    Column::Field(ArticleField::Id),
    Column::Field(ArticleField::Title),
    Column::Field(ArticleField::Publisher),
    Column::Field(ArticleField::Category),
    Column::Field(ArticleField::Authors),
    Column::Field(ArticleField::Published),
    Column::Field(ArticleField::Crawled),
    Column::Field(ArticleField::Url),
    Column::Field(ArticleField::Oid),
    Column::Field(ArticleField::Aid),
    Column::Field(ArticleField::ContentHash),
    Column::Field(ArticleField::Integrity),
    Column::Field(ArticleField::Path),
    Column::Body,
    Column::Field(ArticleField::Entry),
    Column::Field(ArticleField::Kind),
    Column::Field(ArticleField::Keywords),
    Column::Field(ArticleField::Page),
    Column::Field(ArticleField::Length),
    Column::WithoutSpaces,
    Column::Sheets,
];

/// The keys of a Markdown file's front matter, in order, and their fields.
pub(super) const FRONT_MATTER: [(&str, ArticleField); 16] = [
    ("title", ArticleField::Title),
    ("publisher", ArticleField::Publisher),
    ("authors", ArticleField::Authors),
    ("category", ArticleField::Category),
    ("keywords", ArticleField::Keywords),
    ("published", ArticleField::Published),
    ("modified", ArticleField::Modified),
    ("crawled", ArticleField::Crawled),
    ("url", ArticleField::Url),
    ("original", ArticleField::Original),
    ("page", ArticleField::Page),
    ("id", ArticleField::Id),
    ("excerpt", ArticleField::Excerpt),
    // Not called `content_hash`, since it is the hash of the crawled text, without Markdown's backslashes.
    ("crawled_sha256", ArticleField::ContentHash),
    ("integrity", ArticleField::Integrity),
    ("file", ArticleField::Path),
];
