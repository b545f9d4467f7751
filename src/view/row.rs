//! A row of the list.

use super::strings::{Strings, strings};
use super::{Lang, format_published, one_line};
use crate::archive::{Catalogue, Row};
use crate::article::Integrity;

/// What a row of the list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// The headline, on one line.
    pub title: String,
    /// Publisher and first reporter.
    pub meta: String,
    /// Marks that most articles don't have: altered, several versions, problems.
    pub marks: Vec<RowMark>,
    /// What a screen reader says.
    pub accessible_name: String,
}

/// A mark on a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowMark {
    /// Its text.
    pub text: String,
    /// Whether it warns.
    pub warns: bool,
}

/// The row of a file in a catalogue.
pub fn row(catalogue: &Catalogue, ordinal: u32, lang: Lang) -> Option<RowView> {
    let row = catalogue.row(ordinal)?;
    let texts = strings(lang);
    let title = row_title(&row, texts);
    let publisher = if row.publisher().is_empty() { texts.no_publisher } else { row.publisher() };
    let meta = match row.first_author() {
        Some(author) => format!("{}  ·  {}", one_line(publisher), one_line(&author)),
        None => one_line(publisher),
    };
    let marks = marks(catalogue, ordinal, &row, texts);
    let date = row.published().map(|published| format_published(published, lang)).unwrap_or_default();
    let mut parts = vec![title.as_str(), meta.as_str(), date.as_str()];
    parts.extend(marks.iter().map(|mark| mark.text.as_str()));
    let accessible_name = texts.row_name(&parts);
    Some(RowView { title, meta, marks, accessible_name })
}

/// The headline, or the file's name where there is none.
fn row_title(row: &Row<'_>, texts: &Strings) -> String {
    if !row.title().is_empty() {
        return one_line(row.title());
    }
    match row.path().rsplit('/').next() {
        Some(name) if !name.is_empty() => one_line(name),
        _ => texts.untitled.to_owned(),
    }
}

fn marks(catalogue: &Catalogue, ordinal: u32, row: &Row<'_>, texts: &Strings) -> Vec<RowMark> {
    let mut marks = Vec::new();
    if row.integrity() == Integrity::Altered {
        marks.push(RowMark { text: texts.altered.to_owned(), warns: true });
    }
    if let Some(files) = catalogue.revisions(ordinal) {
        marks.push(RowMark { text: texts.version_count(files.len()), warns: false });
    }
    if row.problem_count() > 0 {
        marks.push(RowMark { text: texts.problem_count(row.problem_count() as usize), warns: true });
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::{Article, Author, Published};
    use std::path::Path;

    fn only_row(article: Article, lang: Lang) -> RowView {
        let mut segment = SegmentBuilder::default();
        segment.push(Path::new("하위/901_1_제목.md"), &article);
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        row(&builder.snapshot(), 0, lang).unwrap()
    }

    #[test]
    fn says_everything_to_a_screen_reader() {
        let article = Article {
            title: "제목\u{202e}\n둘".to_owned(),
            publisher: "한빛일보".to_owned(),
            authors: vec![Author { line: "김하늘 기자".to_owned(), ..Author::default() }],
            published: Some(Published::Date(jiff::civil::date(2026, 1, 6))),
            ..Article::default()
        };
        let view = only_row(article, Lang::Korean);
        assert_eq!(view.title, "제목 둘");
        assert_eq!(view.accessible_name, "제목 둘, 한빛일보  ·  김하늘, 2026년 1월 6일");
        assert_eq!(view.marks, []);
    }

    #[test]
    fn without_a_title_the_file_name_stands_in() {
        let view = only_row(Article::default(), Lang::English);
        assert_eq!((view.title.as_str(), view.meta.as_str()), ("901_1_제목.md", "No publisher"));
    }

    #[test]
    fn an_altered_article_is_marked() {
        let article = Article { stored_hash: Some([1; 32]), ..Article::default() };
        let marks = only_row(article, Lang::English).marks;
        assert_eq!(marks, [RowMark { text: "Altered".to_owned(), warns: true }]);
    }
}
