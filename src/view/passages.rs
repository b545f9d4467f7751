//! The reader's notes and highlights in the listed articles, one line each, and their quotations.

use super::line::one_line;
use super::texts::dates::format_published;
use super::texts::lang::Lang;
use crate::archive::Catalogue;
use crate::export::{ArticleFields, CitationForm, CopyFormat};
use crate::library::{HighlightColor, HighlightPlace, Marks};

/// A note on an article, or a highlight with its note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageLine {
    pub ordinal: u32,
    /// The highlighted passage with its colour; `None` for a note on the whole article.
    pub place: Option<(HighlightPlace, HighlightColor)>,
    /// The highlighted words, on one line; empty for a note on the whole article.
    pub quote: String,
    pub note: String,
    /// The article: publisher, day and headline.
    pub source: String,
    /// As it is copied: the words in quotation marks, the note, and the source.
    pub quotation: String,
}

/// The notes and highlights of these articles, in their order.
pub fn passage_lines(
    catalogue: &Catalogue,
    ordinals: &[u32],
    marks: &Marks,
    form: CitationForm,
    lang: Lang,
) -> Vec<PassageLine> {
    ordinals.iter().flat_map(|&ordinal| lines_of(catalogue, ordinal, marks, form, lang)).collect()
}

fn lines_of(
    catalogue: &Catalogue,
    ordinal: u32,
    marks: &Marks,
    form: CitationForm,
    lang: Lang,
) -> Vec<PassageLine> {
    let Some((row, fields)) = catalogue.row(ordinal).zip(ArticleFields::of_row(catalogue, ordinal)) else {
        return Vec::new();
    };
    let day = row.published().map(|published| format_published(published, lang)).unwrap_or_default();
    let parts = [catalogue.publisher(&row).into_owned(), day, one_line(row.title())];
    let source = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let line = |place: Option<(HighlightPlace, HighlightColor)>, note: &str| {
        let passage = place.as_ref().map(|(place, _)| place.quote.as_str());
        let quotation = match passage {
            Some(passage) => CopyFormat::Quotation.of_passage(&fields, passage, form),
            None => format!("— {}", CopyFormat::Citation.of_article(&fields, form)),
        };
        let noted = (!note.is_empty()).then(|| lang.copied_note(note));
        let quotation = [Some(quotation), noted].into_iter().flatten().collect::<Vec<_>>().join("\n");
        let quote = passage.map(one_line).unwrap_or_default();
        PassageLine { ordinal, place, quote, note: note.to_owned(), source: source.clone(), quotation }
    };
    let mine = marks.of_article(catalogue, ordinal);
    let note = mine.note.iter().map(|note| line(None, &note.text));
    let highlights = mine
        .highlights
        .iter()
        .map(|highlight| line(Some((highlight.place.clone(), highlight.mark.color)), &highlight.mark.note));
    note.chain(highlights).collect()
}

/// The lines as they are copied, each with its source.
pub fn copied_passages(lines: &[PassageLine]) -> String {
    lines.iter().map(|line| line.quotation.as_str()).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::Article;
    use crate::library::{Edit, HighlightField, HighlightMark, Note, Stamp};
    use std::path::Path;

    #[test]
    fn a_line_is_copied_with_its_note_and_its_source() {
        let mut segment = SegmentBuilder::default();
        let article = |id: &str, title: &str| Article {
            id: id.to_owned(),
            title: title.to_owned(),
            publisher: "가나일보".to_owned(),
            ..Article::default()
        };
        segment.push(Path::new("1.md"), &article("901_0000000001", "달팽이 경주").into());
        segment.push(Path::new("2.md"), &article("901_0000000002", "토끼 경주").into());
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        let catalogue = builder.snapshot();
        let stamp = Stamp { hash: None, at: jiff::Timestamp::UNIX_EPOCH };
        let place = HighlightPlace {
            field: HighlightField::Body,
            start: 0,
            end: 5,
            quote: "느리게\n간다".to_owned(),
        };
        let mark = |note: &str| HighlightMark { note: note.to_owned(), color: HighlightColor::Blue, stamp };
        let mut marks = Marks::default();
        let note = Note { text: "다시 읽기".to_owned(), stamp };
        marks.apply(&Edit::Note("901_0000000001".into(), Some(note)));
        marks.apply(&Edit::Highlight("901_0000000001".into(), place, Some(mark("확인"))));
        let form = CitationForm::default();
        let lines = passage_lines(&catalogue, &[1, 0], &marks, form, Lang::Korean);
        let shown: Vec<_> = lines.iter().map(|line| (line.quote.as_str(), line.note.as_str())).collect();
        assert_eq!(shown, [("", "다시 읽기"), ("느리게 간다", "확인")]);
        assert_eq!(lines[1].source, "가나일보 · 달팽이 경주");
        assert_eq!(
            copied_passages(&lines),
            "— 『가나일보』, 「달팽이 경주」.\n메모: 다시 읽기\n\n\
             “느리게\n간다”\n— 『가나일보』, 「달팽이 경주」.\n메모: 확인"
        );
    }
}
