//! Words that were counted, as tables for the command line, for saving and for copying.

use crate::archive::{Catalogue, Row};
use crate::export::{DataCell, DataTable, format_published};
use crate::search::quoted;
use crate::view::texts::lang::Lang;
use crate::view::texts::words::grouped;
use crate::words::{
    ComparedWord, ConcordanceLine, ConcordanceQuestion, FoundPlaces, RULE, WordPair, WordsFound, WordsKind,
    WordsRequest,
};

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

/// How words were counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HowCounted {
    /// Which words are compared; `None` if words are only counted.
    pub request: Option<WordsRequest>,
    /// Whether all forms are listed.
    pub all_forms: bool,
    /// Whether each text counts once.
    pub once: bool,
    /// Whether tokens were given in place of the articles' own words.
    pub by_tokens: bool,
    /// Of how many articles the words are those that their files list.
    pub given: usize,
    /// Of how many others only an excerpt is there.
    pub excerpts: usize,
}

/// The definition of a table of words: the rule for words, the measures, and what is left out.
pub fn words_definition(how: &HowCounted, lang: Lang) -> String {
    let mut parts = vec![match how.by_tokens {
        true => lang.words_of_tokens().to_owned(),
        false => lang.words_rule(RULE),
    }];
    if let Some(WordsRequest { least, .. }) = how.request {
        parts.push(lang.words_least(least.count, least.articles as usize));
        parts.push(lang.words_measures().to_owned());
    }
    parts.push(if how.all_forms { lang.with_all_forms() } else { lang.without_other_forms() }.to_owned());
    parts.extend(how.once.then(|| lang.each_text_once().to_owned()));
    parts.extend((how.given > 0).then(|| lang.given_words(how.given)));
    parts.extend((how.excerpts > 0).then(|| lang.counted_excerpts(how.excerpts)));
    parts.join(" · ")
}

/// Of how many articles and words a table speaks.
pub fn words_counts(found: &WordsFound, kind: WordsKind, lang: Lang) -> String {
    let (here, rest) = (found.here, found.rest);
    match kind {
        WordsKind::Near => lang.words_nodes(found.nodes, here.articles, rest.words),
        WordsKind::Distinctive | WordsKind::Sequences(_) => {
            lang.words_parts(here.articles, here.words, rest.articles, rest.words)
        }
    }
}

/// The line under the title of a table: of how many articles it speaks.
pub fn words_scope(found: &WordsFound, kind: WordsKind, lang: Lang) -> String {
    match kind {
        WordsKind::Near => lang.nodes_here(found.nodes, found.here.articles),
        WordsKind::Distinctive | WordsKind::Sequences(_) if found.rest.words == 0 => {
            lang.only_articles(found.here.articles)
        }
        WordsKind::Distinctive | WordsKind::Sequences(_) => {
            lang.articles_here(found.here.articles, found.rest.articles)
        }
    }
}

/// What a concordance was made of: its query, counts, order and switches.
pub fn places_definition(found: &FoundPlaces, question: &ConcordanceQuestion, lang: Lang) -> String {
    let concordance = &found.concordance;
    let (shown, total) = (concordance.places.len(), concordance.total);
    let mut parts = vec![lang.places_found(&question.query, total, concordance.articles)];
    let seed = question.request.seed.filter(|_| shown < total);
    parts.extend(seed.map(|seed| lang.some_places(shown, seed)));
    parts.push(lang.concordance_order(question.request.order).to_owned());
    parts.extend(question.once.then(|| lang.each_text_once().to_owned()));
    parts.join(" · ")
}

/// A table as lines with tabs, as spreadsheets take them, and a last line that says what it was made of.
pub fn table_text(table: &DataTable, caption: &str) -> String {
    let flat = |cell: &DataCell| cell.written().replace(['\t', '\n', '\r'], " ");
    let mut lines = vec![table.columns.join("\t")];
    lines.extend(table.rows.iter().map(|row| row.iter().map(flat).collect::<Vec<_>>().join("\t")));
    lines.extend([String::new(), caption.to_owned()]);
    lines.join("\n")
}

/// Where the words begin that are rarer here; the table has them at its end.
pub fn rare_from(words: &[ComparedWord]) -> usize {
    words.partition_point(|word| word.g2.is_none_or(|g2| g2 >= 0.0))
}

/// The query that finds a word of a table.
pub fn query_for_word(word: &str, lang: Lang) -> String {
    match word.chars().all(char::is_alphanumeric) {
        true => lang.word_field(word),
        false => quoted(word),
    }
}

/// A measure as a whole number, with the sign of what is rarer.
pub fn signed_count(value: f64) -> String {
    let count = grouped(value.abs().round() as usize);
    if value < 0.0 && count != "0" { format!("−{count}") } else { count }
}

/// A measure with its sign.
pub fn signed(value: f64, digits: usize) -> String {
    let size = format!("{:.digits$}", value.abs());
    let is_nothing = size.bytes().all(|digit| matches!(digit, b'0' | b'.'));
    let sign = match (is_nothing, value < 0.0) {
        (true, _) => "",
        (false, true) => "−",
        (false, false) => "+",
    };
    format!("{sign}{size}")
}
