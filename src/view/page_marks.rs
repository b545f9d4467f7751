//! The reader's marks on an article: chips and highlights on its page, and notes beside it.

use super::line::one_line;
use super::narrowing::Narrowing;
use super::page::{Chip, ChipKind, Page};
use super::texts::lang::Lang;
use crate::archive::ReadArticle;
use crate::article::Article;
use crate::library::{HighlightColor, HighlightField, HighlightPlace, Marks, Stamp, TagColor};
use crate::search::Field;
use std::ops::Range;

/// Adds the reader's tags and highlights to the page of an article.
pub fn mark_page(page: &mut Page, read: &ReadArticle, marks: &Marks) {
    let (article, mine) = (&read.article, marks.of(read.key.as_deref().unwrap_or_default()));
    let tags = mine.tags.iter().map(|tag| Chip {
        text: tag.clone(),
        kind: ChipKind::Tag(marks.tag_color(tag)),
        narrowing: Narrowing::of(Field::Tag, tag),
    });
    page.chips.extend(tags);
    for highlight in &mine.highlights {
        let Some(found) = find(highlight.place.clone(), article) else { continue };
        match highlight.place.field {
            HighlightField::Title => page.title_highlights.push((found, highlight.mark.color)),
            HighlightField::Body => {
                for block in &mut page.blocks {
                    let Some(start) = block.start else { continue };
                    let end = start + block.text.chars().count();
                    let within = found.start.max(start)..found.end.min(end);
                    if within.start < within.end {
                        let within = within.start - start..within.end - start;
                        block.highlights.push((within, highlight.mark.color));
                    }
                }
            }
        }
    }
}

fn find(place: HighlightPlace, article: &Article) -> Option<Range<usize>> {
    match place.field {
        HighlightField::Title => place.find_in(&one_line(&article.title)),
        HighlightField::Body => place.find_in(article.text()),
    }
}

/// A passage selected on an article's page, in characters; `None` if it isn't part of the article's own text.
pub fn passage(article: &Article, field: HighlightField, range: Range<usize>) -> Option<HighlightPlace> {
    match field {
        HighlightField::Title => HighlightPlace::of(field, &one_line(&article.title), range),
        HighlightField::Body => HighlightPlace::of(field, article.text(), range),
    }
}

/// The reader's marks on the shown article, as the details panel shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MyMarks {
    /// Its tags with their colours.
    pub tags: Vec<(String, TagColor)>,
    pub note: String,
    pub highlights: Vec<HighlightView>,
    /// A sentence saying which marks were made on another version of the article.
    pub older: Option<String>,
}

/// A highlight as the details panel shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HighlightView {
    /// The passage.
    pub place: HighlightPlace,
    /// Its text, on one line.
    pub quote: String,
    pub note: String,
    pub color: HighlightColor,
    /// Its position in this version, in characters; `None` if its words are gone.
    pub found: Option<Range<usize>>,
}

/// The reader's marks on an article.
pub fn my_marks(read: &ReadArticle, marks: &Marks, lang: Lang) -> MyMarks {
    let (article, mine) = (&read.article, marks.of(read.key.as_deref().unwrap_or_default()));
    let stamps = [
        (mine.star.as_ref(), lang.star()),
        (mine.read.as_ref(), lang.read()),
        (mine.note.as_ref().map(|note| &note.stamp), lang.note()),
    ];
    let on_tags = mine.tagged.iter().map(|stamp| (Some(stamp), lang.tag()));
    let on_highlights =
        mine.highlights.iter().map(|highlight| (Some(&highlight.mark.stamp), lang.highlight()));
    let is_older = |stamp: &Stamp| stamp.hash.is_some_and(|hash| hash != article.computed_hash);
    let mut older: Vec<_> = stamps
        .into_iter()
        .chain(on_tags)
        .chain(on_highlights)
        .filter(|(stamp, _)| stamp.is_some_and(is_older))
        .map(|(_, name)| name)
        .collect();
    older.dedup();
    let highlights = mine.highlights.iter().map(|highlight| HighlightView {
        place: highlight.place.clone(),
        quote: one_line(&highlight.place.quote),
        note: highlight.mark.note.clone(),
        color: highlight.mark.color,
        found: find(highlight.place.clone(), article),
    });
    MyMarks {
        tags: mine.tags.iter().map(|tag| (tag.clone(), marks.tag_color(tag))).collect(),
        note: mine.note.as_ref().map(|note| note.text.clone()).unwrap_or_default(),
        highlights: highlights.collect(),
        older: (!older.is_empty()).then(|| format!("{}: {}", lang.on_other_version(), older.join(" · "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::blocks;
    use crate::library::{Edit, HighlightMark, Note};
    use crate::view::page;
    use jiff::Timestamp;

    fn read(body: &str) -> ReadArticle {
        let article = Article {
            id: "901_1".to_owned(),
            title: "제목".to_owned(),
            body: body.to_owned(),
            computed_hash: [1; 32],
            ..Article::default()
        };
        let blocks = blocks(&article.body);
        ReadArticle { key: Some("901_1".to_owned()), article, blocks, ..ReadArticle::default() }
    }

    fn marked(place: HighlightPlace) -> Marks {
        let stamp = Stamp { hash: Some([1; 32]), at: Timestamp::UNIX_EPOCH };
        let mark = HighlightMark { note: "근거".to_owned(), color: HighlightColor::Blue, stamp };
        let mut marks = Marks::default();
        marks.apply(&Edit::Highlight("901_1".into(), place, Some(mark)));
        marks.apply(&Edit::Tag("901_1".into(), "가".to_owned(), Some(stamp)));
        marks.apply(&Edit::Tag("901_1".into(), "나".to_owned(), Some(stamp)));
        marks.apply(&Edit::Note("901_1".into(), Some(Note { text: "메모".to_owned(), stamp })));
        marks
    }

    #[test]
    fn a_highlight_across_paragraphs_is_painted_in_each() {
        let read = read("첫 문단이다.\n\n둘째 문단이다.");
        let place = passage(&read.article, HighlightField::Body, 2..11).unwrap();
        let mut page = page(&read, None, Lang::Korean);
        mark_page(&mut page, &read, &marked(place));
        let pairs = |ranges: &[(Range<usize>, HighlightColor)]| {
            ranges.iter().map(|(at, _)| (at.start, at.end)).collect::<Vec<_>>()
        };
        let painted: Vec<_> = page.blocks.iter().map(|block| pairs(&block.highlights)).collect();
        assert_eq!(painted, [vec![(2, 7)], vec![(0, 2)]]);
    }

    #[test]
    fn marks_on_another_version_say_so_and_find_their_words() {
        let place = passage(&read("첫 문단이다.").article, HighlightField::Body, 2..4).unwrap();
        let marks = marked(place);
        let mut later = read("고침: 첫 문단이다.");
        assert_eq!(my_marks(&later, &marks, Lang::Korean).older, None);
        later.article.computed_hash = [2; 32];
        let mine = my_marks(&later, &marks, Lang::Korean);
        assert_eq!(mine.older.as_deref(), Some("이 기사의 다른 수집본에 남긴 기록: 메모 · 태그 · 형광펜"));
        assert_eq!((mine.highlights[0].found.clone(), mine.note.as_str()), (Some(6..8), "메모"));
        later.article.body = "다 지웠다.".to_owned();
        assert_eq!(my_marks(&later, &marks, Lang::Korean).highlights[0].found, None);
    }
}
