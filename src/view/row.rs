//! A row of the list.

use super::line::one_line;
use super::texts::dates::{format_day, format_published};
use super::texts::lang::Lang;
use super::versions::version_name;
use crate::archive::{Catalogue, Row, Texts};
use crate::article::Integrity;
use crate::library::{Marks, TagColor};
use crate::search::{Heading, Hit, HitPlace, Listing, MatchKind, Search, Snippet, SortKey};
use std::ops::Range;

/// What a row of the list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// The headline, on one line.
    pub title: String,
    /// The query's hits in the headline, in characters.
    pub title_hits: Vec<Range<usize>>,
    /// Text from the body around the query's first hit; empty until it has been read, or if rows show none.
    pub snippet: String,
    /// The query's hits in the snippet, in characters.
    pub snippet_hits: Vec<Range<usize>>,
    /// Publisher and first reporter.
    pub meta: String,
    /// The query's hits in `meta`, in characters.
    pub meta_hits: Vec<Range<usize>>,
    /// Whether the reader starred it.
    pub starred: bool,
    /// Whether the reader has not read it.
    pub unread: bool,
    /// The colours of its tags.
    pub tags: Vec<TagColor>,
    /// Whether the reader wrote a note on it.
    pub noted: bool,
    /// Badges that most articles don't have: altered, several versions, problems.
    pub marks: Vec<RowMark>,
    /// The name for screen readers.
    pub accessible_name: String,
}

/// A badge on a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowMark {
    pub text: String,
    pub warns: bool,
}

/// How a query matched a row.
#[derive(Clone, Copy)]
pub struct RowFind<'a> {
    /// The query.
    pub search: &'a Search,
    /// The weakest kind of match needed to find the article.
    pub kind: Option<MatchKind>,
}

impl<'a> RowFind<'a> {
    /// How the query of a list matched one of its rows; `None` if there is no query.
    pub fn of(listing: &'a Listing, ordinal: u32) -> Option<Self> {
        let finds = listing.finds.as_ref()?;
        Some(Self { search: &finds.search, kind: listing.kind(ordinal) })
    }
}

/// The text of a day's heading in the list.
pub fn heading_text(heading: &Heading, lang: Lang) -> String {
    heading.day.map_or_else(|| lang.undated().to_owned(), |day| format_day(day, lang))
}

/// What is to be said of a list that a server can't give as it was asked for.
pub fn list_note(listing: &Listing, lang: Lang) -> Option<String> {
    if listing.beyond > 0 {
        return Some(lang.first_of(listing.len(), listing.len() + listing.beyond));
    }
    let is_by_relevance = listing.request.key == SortKey::Relevance && listing.finds.is_some();
    (is_by_relevance && listing.positions.are_in_pages()).then(|| lang.by_newest_there().to_owned())
}

/// The row of a file in a catalogue, with the reader's marks and the query's hits.
///
/// `every_file` means that older versions are listed too, so a row must say which version it is; `snippet` is
/// the text to show from the body, if it has been read.
pub fn row(
    catalogue: &Catalogue,
    ordinal: u32,
    marked: &Marks,
    every_file: bool,
    find: Option<RowFind<'_>>,
    snippet: Option<&Snippet>,
    lang: Lang,
) -> Option<RowView> {
    let row = catalogue.row(ordinal)?;
    let mine = marked.of_article(catalogue, ordinal);
    let (starred, unread) = (mine.star.is_some(), mine.read.is_none());
    let title = row_title(&row, lang);
    let publisher = match catalogue.publisher(&row) {
        publisher if publisher.is_empty() => lang.no_publisher().into(),
        publisher => publisher,
    };
    let (publisher, author) = (one_line(&publisher), row.first_author().map(|author| one_line(&author)));
    let meta_hits =
        find.map(|find| meta_hits(find.search, &publisher, author.as_deref())).unwrap_or_default();
    let meta = match author {
        Some(author) => format!("{publisher}{BETWEEN}{author}"),
        None => publisher,
    };
    let mut marks = marks(catalogue, ordinal, every_file, &row, lang);
    if let Some(kind) = find.and_then(|find| find.kind).filter(|&kind| kind != MatchKind::Exact) {
        marks.insert(0, RowMark { text: lang.match_kind(kind).to_owned(), warns: false });
    }
    let title_hits = find.map(|find| title_hits(find.search, &title)).unwrap_or_default();
    let (snippet, snippet_hits) = snippet.map(snippet_line).unwrap_or_default();
    let date = row.published().map(|published| format_published(published, lang)).unwrap_or_default();
    let mut parts = vec![title.as_str(), meta.as_str(), date.as_str()];
    parts.extend(marks.iter().map(|mark| mark.text.as_str()));
    parts.push(if starred { lang.starred() } else { "" });
    parts.push(if unread { lang.unread() } else { "" });
    let noted = !mine.written().is_empty();
    parts.push(if noted { lang.shelf_notes() } else { "" });
    parts.extend(mine.tags.iter().map(String::as_str));
    let tags = mine.tags.iter().map(|tag| marked.tag_color(tag)).collect();
    let accessible_name = lang.row_name(&parts);
    Some(RowView {
        title,
        title_hits,
        snippet,
        snippet_hits,
        meta,
        meta_hits,
        starred,
        unread,
        tags,
        noted,
        marks,
        accessible_name,
    })
}

/// The separator of publisher and reporter.
const BETWEEN: &str = "  ·  ";

/// The query's hits in the row's publisher and reporter, in characters.
fn meta_hits(search: &Search, publisher: &str, author: Option<&str>) -> Vec<Range<usize>> {
    let authors: Vec<&str> = author.into_iter().collect();
    let hits = search.matcher.hits(&Texts { publisher, authors: &authors, ..Texts::default() });
    let before_author = publisher.chars().count() + BETWEEN.chars().count();
    let place = |hit: Hit| match hit.place {
        HitPlace::Publisher => Some(hit.range),
        HitPlace::Author(_) => Some(hit.range.start + before_author..hit.range.end + before_author),
        HitPlace::Title | HitPlace::Body => None,
    };
    hits.into_iter().filter_map(place).collect()
}

/// The query's hits in a headline, in characters.
pub(super) fn title_hits(search: &Search, title: &str) -> Vec<Range<usize>> {
    let hits = search.matcher.hits(&Texts { title, ..Texts::default() });
    hits.into_iter().filter(|hit| hit.place == HitPlace::Title).map(|hit| hit.range).collect()
}

/// About how many characters of a snippet come before the first hit: rows are narrow, and the hit must be
/// visible.
const LEAD: usize = 12;

/// A snippet with an ellipsis on each side where the body continues.
fn snippet_line(snippet: &Snippet) -> (String, Vec<Range<usize>>) {
    let first = snippet.hits.first().map_or(0, |hit| hit.start);
    let lead: Vec<char> = snippet.text.chars().take(first).collect();
    let least = first.saturating_sub(LEAD);
    let cut = lead.iter().skip(least).position(|c| *c == ' ').map_or(least, |at| least + at + 1);
    let cut = if least == 0 { 0 } else { cut };
    let before = if snippet.cut_before || cut > 0 { "… " } else { "" };
    let after = if snippet.cut_after { " …" } else { "" };
    let moved = before.chars().count();
    let hits = snippet.hits.iter().map(|hit| hit.start - cut + moved..hit.end - cut + moved).collect();
    let text: String = snippet.text.chars().skip(cut).collect();
    (format!("{before}{text}{after}"), hits)
}

/// The headline, or the file's name if there is none.
fn row_title(row: &Row<'_>, lang: Lang) -> String {
    if !row.title().is_empty() {
        return one_line(row.title());
    }
    let place = row.file_place().to_string();
    match place.rsplit('/').next() {
        Some(name) if !name.is_empty() => one_line(name),
        _ => lang.untitled().to_owned(),
    }
}

fn marks(catalogue: &Catalogue, ordinal: u32, every_file: bool, row: &Row<'_>, lang: Lang) -> Vec<RowMark> {
    let mut marks = Vec::new();
    // A missing hash is mentioned only in the details: in an archive without hashes, every row would have this
    // badge.
    if row.integrity() == Integrity::Altered {
        marks.push(RowMark { text: lang.altered().to_owned(), warns: true });
    }
    if let Some((files, version)) = catalogue.revisions(ordinal).zip(catalogue.version(ordinal)) {
        let text = match (every_file, version.count) {
            (true, _) => version_name(catalogue, ordinal, lang).unwrap_or_default(),
            (false, 1) => lang.copy_count(files.len()),
            (false, count) => lang.version_count(count as usize),
        };
        marks.push(RowMark { text, warns: false });
    }
    if row.problem_count() > 0 {
        marks.push(RowMark { text: lang.problem_count(row.problem_count() as usize), warns: true });
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
        segment.push(Path::new("하위/901_1_제목.md"), &article.into());
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        row(&builder.snapshot(), 0, &Marks::default(), false, None, None, lang).unwrap()
    }

    #[test]
    fn says_everything_to_a_screen_reader() {
        let article = Article {
            title: "제목\u{202e}\n둘".to_owned(),
            publisher: "한빛일보".to_owned(),
            authors: vec![Author { line: "김하늘 기자".to_owned(), ..Author::default() }],
            published: Some(Published::Date(jiff::civil::date(2026, 1, 6))),
            // The stored hash equals the computed one, so that the row has no verdict to announce.
            stored_hash: Some([0; 32]),
            ..Article::default()
        };
        let view = only_row(article, Lang::Korean);
        assert_eq!(view.title, "제목 둘");
        assert_eq!(view.accessible_name, "제목 둘, 한빛일보  ·  김하늘, 2026년 1월 6일, 읽지 않음");
        assert_eq!(view.marks, []);
    }

    #[test]
    fn what_matched_by_initials_is_marked_in_publisher_and_reporter() {
        let article = Article {
            title: "제목".to_owned(),
            publisher: "한빛일보".to_owned(),
            authors: vec![Author { line: "김하늘 기자".to_owned(), ..Author::default() }],
            ..Article::default()
        };
        let mut segment = SegmentBuilder::default();
        segment.push(Path::new("901_1.md"), &article.into());
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        let search = Search::new("ㅂㅇ 하늘", 0..0, &crate::text::hanja::Abbreviations::built_in());
        let find = RowFind { search: &search, kind: Some(MatchKind::Initials) };
        let row =
            row(&builder.snapshot(), 0, &Marks::default(), false, Some(find), None, Lang::Korean).unwrap();
        let marked =
            |hit: &Range<usize>| row.meta.chars().skip(hit.start).take(hit.len()).collect::<String>();
        assert_eq!(row.meta_hits.iter().map(marked).collect::<Vec<_>>(), ["빛일", "하늘"]);
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

    #[test]
    fn the_hit_stands_near_the_beginning_of_the_line() {
        let text = "가람시는 내년부터 시립 도서관 열한 곳을 자정까지 연다".to_owned();
        let hits = std::iter::once(20..22).collect();
        let snippet = Snippet { text, hits, cut_before: false, cut_after: true };
        let (line, hits) = snippet_line(&snippet);
        assert_eq!(line, "… 시립 도서관 열한 곳을 자정까지 연다 …");
        let marked: String = line.chars().skip(hits[0].start).take(hits[0].len()).collect();
        let wanted: String = snippet.text.chars().skip(20).take(2).collect();
        assert_eq!(marked, wanted);
    }
}
