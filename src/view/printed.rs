//! Comparisons as documents to print.

use super::page::Page;
use super::page_block::{PageBlockKind, SpanKind};
use super::texts::lang::Lang;
use super::whole::StoryLine;
use crate::export::{PdfArticle, PdfMark, PdfRole};
use crate::stories::StoryComparison;

/// The comparison of two versions that a page shows.
pub fn printed_versions(page: &Page) -> PdfArticle {
    let mut printed = PdfArticle::named(&page.title);
    for chip in &page.chips {
        printed.add(PdfRole::People, [(chip.text.as_str(), None)]);
    }
    for block in &page.blocks {
        let role = match block.kind {
            PageBlockKind::Label | PageBlockKind::Alert => PdfRole::Small,
            PageBlockKind::Compared { headline: true, .. } => PdfRole::Subhead,
            _ => PdfRole::Text,
        };
        let (mut pieces, mut end) = (Vec::new(), 0);
        for (range, kind) in &block.spans {
            let mark = match kind {
                SpanKind::Added => PdfMark::Added,
                SpanKind::Removed => PdfMark::Removed,
                _ => continue,
            };
            pieces.push((block.text.get(end..range.start).unwrap_or_default(), None));
            pieces.push((block.text.get(range.clone()).unwrap_or_default(), Some(mark)));
            end = range.end;
        }
        pieces.push((block.text.get(end..).unwrap_or_default(), None));
        printed.add(role, pieces);
    }
    printed
}

/// The comparison of two articles of a story: passage by passage, what both have once, and the rest under the
/// name of its publisher.
pub fn printed_stories(articles: [&StoryLine; 2], comparison: &StoryComparison, lang: Lang) -> PdfArticle {
    let names = articles.map(|article| article.publisher.as_str());
    let mut printed = PdfArticle::named(&names.join(" · "));
    for (article, side) in articles.iter().zip(&comparison.sides) {
        let shared = lang.shared_of_this(side.share);
        let about = format!("{} · {} · {} · {shared}", article.publisher, article.time, article.title);
        printed.add(PdfRole::People, [(about.as_str(), None)]);
    }
    for row in &comparison.rows {
        let texts = row.texts.each_ref().map(|pieces| {
            pieces.iter().map(|piece| piece.text.as_str()).collect::<String>().trim().to_owned()
        });
        let mark = row.passage.map(|_| PdfMark::Shared);
        if let ([text, other], Some(number)) = (&texts, row.passage)
            && !text.is_empty()
            && !other.is_empty()
        {
            printed.add(PdfRole::Small, [(number.to_string().as_str(), None)]);
            printed.add(PdfRole::Text, [(text.as_str(), mark)]);
            continue;
        }
        for (name, text) in names.iter().zip(&texts).filter(|(_, text)| !text.is_empty()) {
            let number = row.passage.map(|number| format!("{number} · ")).unwrap_or_default();
            printed.add(PdfRole::Small, [(format!("{number}{name}").as_str(), None)]);
            printed.add(PdfRole::Text, [(text.as_str(), mark)]);
        }
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleKind, Change};
    use crate::stories::{ComparedRow, ComparedSide, Relation, SidePiece};
    use crate::view::page_block::PageBlock;

    fn article(publisher: &str) -> StoryLine {
        StoryLine {
            ordinal: 0,
            time: "07:05".to_owned(),
            short_time: String::new(),
            publisher: publisher.to_owned(),
            title: "달팽이 경주".to_owned(),
            shared: String::new(),
            relation: Relation::Own,
            kind: ArticleKind::default(),
        }
    }

    #[test]
    fn what_both_articles_have_is_printed_once_and_marked() {
        let piece = |text: &str| vec![SidePiece { text: text.to_owned(), differs: false }];
        let comparison = StoryComparison {
            rows: vec![
                ComparedRow {
                    passage: Some(1), texts: [piece("같은 글이다."), piece("같은 글이다.")]
                },
                ComparedRow { passage: None, texts: [piece("제 글이다."), Vec::new()] },
            ],
            sides: [ComparedSide { share: 0.5, ..ComparedSide::default() }, ComparedSide::default()],
            ..StoryComparison::default()
        };
        let articles = [article("가나일보"), article("다라뉴스")];
        let printed = printed_stories(articles.each_ref(), &comparison, Lang::Korean);
        let mut expected = PdfArticle::named("가나일보 · 다라뉴스");
        expected.add(PdfRole::People, [("가나일보 · 07:05 · 달팽이 경주 · 겹친 글 50%", None)]);
        expected.add(PdfRole::People, [("다라뉴스 · 07:05 · 달팽이 경주 · 겹친 글 0%", None)]);
        expected.add(PdfRole::Small, [("1", None)]);
        expected.add(PdfRole::Text, [("같은 글이다.", Some(PdfMark::Shared))]);
        expected.add(PdfRole::Small, [("가나일보", None)]);
        expected.add(PdfRole::Text, [("제 글이다.", None)]);
        assert_eq!(printed, expected);
    }

    #[test]
    fn what_one_version_has_is_marked_in_its_sentence() {
        let changed = PageBlockKind::Compared { change: Change::Rewritten, headline: false };
        let spans = vec![(6..9, SpanKind::Removed), (9..12, SpanKind::Added)];
        let block = PageBlock { spans, ..PageBlock::plain(changed, "비가눈왔다") };
        let page = Page { title: "1판 → 2판".to_owned(), blocks: vec![block], ..Page::default() };
        let mut expected = PdfArticle::named("1판 → 2판");
        let pieces =
            [("비가", None), ("눈", Some(PdfMark::Removed)), ("왔", Some(PdfMark::Added)), ("다", None)];
        expected.add(PdfRole::Text, pieces);
        assert_eq!(printed_versions(&page), expected);
    }
}
