//! Citations as CSL-JSON, for Zotero and pandoc.

use super::ArticleFields;
use super::json::write_json;
use super::source::CitationSource;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::io;

/// Writes an article as one item of the list.
pub(super) fn write(article: &ArticleFields<'_>, output: &mut Vec<u8>) -> io::Result<()> {
    let source = CitationSource::of(article);
    let text = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    // Splitting names by guesswork would make programs sort and abbreviate them by that guess.
    let authors: Vec<Value> = source.names.iter().map(|name| json!({ "literal": name })).collect();
    let fields = [
        ("id", text(&source.key)),
        ("type", text("article-newspaper")),
        ("title", text(&source.title)),
        ("author", (!authors.is_empty()).then(|| authors.into())),
        ("container-title", text(&source.publisher)),
        ("section", text(&source.category)),
        ("page", text(&source.page)),
        ("issued", source.published.map(date_parts)),
        ("accessed", source.crawled.map(|at| date_parts(at.date()))),
        ("URL", text(&source.url)),
        ("language", source.language.and_then(text)),
        ("archive_location", text(&source.id)),
        ("note", text(&source.note)),
    ];
    let present = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    write_json(&present.collect::<Map<_, _>>(), output)
}

fn date_parts(date: Date) -> Value {
    json!({ "date-parts": [[date.year(), date.month(), date.day()]] })
}
