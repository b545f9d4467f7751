//! Words that were counted, as tables for the command line, for saving and for copying.

use crate::archive::{Catalogue, Row};
use crate::export::{DataCell, DataTable, format_published};
use crate::words::{ComparedWord, ConcordanceLine, WordPair};

pub const CONCORDANCE_COLUMNS: [&str; 11] =
    ["path", "entry", "id", "published", "publisher", "field", "start", "end", "left", "hit", "right"];

/// A concordance's line; `None` if its article is gone.
pub fn concordance_row(line: &ConcordanceLine, catalogue: &Catalogue) -> Option<Vec<DataCell>> {
    let row = catalogue.row(line.ordinal)?;
    let text = |text: &str| DataCell::Text(text.to_owned());
    Some(vec![
        text(row.path()),
        row.entry().map_or(DataCell::Empty, DataCell::from),
        DataCell::text(&row.id_or_key()),
        DataCell::text(&row.published().map(format_published).unwrap_or_default()),
        DataCell::text(row.publisher()),
        text(if line.in_title { "title" } else { "body" }),
        DataCell::Number(line.range.start as u64),
        DataCell::Number(line.range.end as u64),
        text(&line.left),
        text(&line.hit),
        text(&line.right),
    ])
}

/// Words with their measures; of neighbours also how strongly each is tied to the node.
pub fn word_table(words: &[ComparedWord], of_neighbours: bool) -> DataTable {
    let mut columns =
        vec!["word", "count", "articles", "rest", "rest_articles", "g2", "log_ratio", "per_million"];
    columns.extend(of_neighbours.then_some("log_dice"));
    let rows = words.iter().map(|word| {
        let mut cells = vec![
            DataCell::Text(word.word.clone()),
            DataCell::Number(word.count),
            word.articles.into(),
            DataCell::Number(word.rest),
            word.rest_articles.into(),
            DataCell::measure(word.g2),
            DataCell::measure(word.log_ratio),
            DataCell::measure(word.per_million),
        ];
        cells.extend(of_neighbours.then(|| DataCell::measure(word.log_dice)));
        cells
    });
    DataTable { rows: rows.collect(), columns }
}

/// Pairs of words with their weights, as edges of a graph.
pub fn pair_table(pairs: &[WordPair]) -> DataTable {
    let row = |pair: &WordPair| {
        vec![DataCell::Text(pair.source.clone()), DataCell::Text(pair.target.clone()), pair.weight.into()]
    };
    DataTable { columns: vec!["source", "target", "weight"], rows: pairs.iter().map(row).collect() }
}

/// The columns of a matrix of articles and words.
pub const MATRIX_COLUMNS: [&str; 3] = ["id", "word", "count"];

/// A cell of a matrix of articles and words.
pub fn matrix_row(row: &Row<'_>, word: String, count: u32) -> Vec<DataCell> {
    vec![DataCell::text(&row.id_or_key()), DataCell::Text(word), count.into()]
}
