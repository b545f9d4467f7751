//! The reader's own marks on an article, as exports write them where the reader wants them.

use super::source::one_line;
use super::table::TableCell;
use crate::library::{ArticleMarks, Highlight, HighlightField};
use serde_json::{Value, json};
use std::ops::Range;

/// What the marks are called as columns of a table and in a front matter. The names differ from those of the
/// article's own fields, so that tags aren't taken for the publisher's keywords when the file is opened again.
pub(super) const MARK_NAMES: [&str; 4] = ["my_star", "my_tags", "my_note", "my_highlights"];

/// The marks as lists of texts, in the order of [`MARK_NAMES`].
pub(super) fn mark_texts(marks: &ArticleMarks) -> [Vec<String>; 4] {
    let star = marks.star.iter().map(|_| "true".to_owned()).collect();
    let note = marks.note.iter().map(|note| note.text.clone()).collect();
    [star, marks.tags.clone(), note, marks.highlights.iter().map(highlight_text).collect()]
}

/// The marks as cells of a table, a line for each of several.
pub(super) fn mark_cells(marks: &ArticleMarks) -> impl Iterator<Item = TableCell> {
    mark_texts(marks).into_iter().map(|texts| texts.join("\n").as_str().into())
}

/// `[green] “느리다” — 확인할 것`
fn highlight_text(highlight: &Highlight) -> String {
    let quote = one_line(&highlight.place.quote);
    let note = one_line(&highlight.mark.note);
    let color = highlight.mark.color.name();
    let note = if note.is_empty() { note } else { format!(" — {note}") };
    format!("[{color}] “{quote}”{note}")
}

/// The marks as JSON; places of highlights are in characters.
pub(super) fn marks_object(marks: &ArticleMarks) -> Value {
    let highlights = marks.highlights.iter().map(|Highlight { place, mark }| {
        json!({
            "field": place.field.name(), "start": place.start, "end": place.end, "quote": place.quote,
            "color": mark.color.name(), "note": text_or_null(&mark.note),
        })
    });
    json!({
        "starred": marks.star.is_some(),
        "tags": marks.tags,
        "note": marks.note.as_ref().map(|note| &note.text),
        "highlights": highlights.collect::<Vec<_>>(),
    })
}

fn text_or_null(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// The highlights of a part of the article whose words are still there, each with its bytes in `text`, the
/// whole text of that part.
pub(super) fn highlights_in<'a>(
    marks: &'a ArticleMarks,
    field: HighlightField,
    text: &str,
) -> Vec<(Range<usize>, &'a Highlight)> {
    let of_field = marks.highlights.iter().filter(|highlight| highlight.place.field == field);
    of_field
        .filter_map(|highlight| {
            let characters = highlight.place.find_in(text)?;
            let start = byte_of(text, characters.start)?;
            Some((start..start + highlight.place.quote.len(), highlight))
        })
        .collect()
}

fn byte_of(text: &str, character: usize) -> Option<usize> {
    text.char_indices().map(|(byte, _)| byte).nth(character)
}
