//! `seogo words FOLDER QUERY`: words counted and compared.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, value_parser};

use super::archive::{ReadArchive, ask, own_words};
use super::arguments;
use super::chart::{self, ChartOutput, Saved};
use super::concordance::chosen;
use super::output::{Failure, Output, tell};
use super::progress::ProgressLine;
use super::terminal::write_cells;
use crate::archive::{Cancel, Catalogue};
use crate::engine::read_words;
use crate::export::{DataCell, DataTable, SavedChart, write_row};
use crate::library::read_tokens;
use crate::search::{ListRequest, Listing, Matcher};
use crate::stories::TextFirsts;
use crate::text::DocumentSet;
use crate::view::{
    HowCounted, Lang, MATRIX_COLUMNS, matrix_row, pair_table, word_table, words_counts, words_definition,
};
use crate::words::{
    CountedArchive, Forms, LENGTHS, Least, Parts, Within, WordIndex, WordsKind, WordsRequest, pairs, rows,
    word_counts, words_of,
};

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    let number = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("N").value_parser(value_parser!(usize)).help(help)
    };
    let flag = |name: &'static str, help: &'static str| arguments::flag(name, help);
    let query = Arg::new("query").value_name("QUERY").required(true).allow_hyphen_values(true);
    let against = Arg::new("against").long("against").value_name("QUERY").allow_hyphen_values(true);
    let within = Arg::new("within").long("within").value_name("UNIT").default_value(Within::Article.name());
    let tokens = Arg::new("tokens").long("tokens").value_name("FILE").value_parser(value_parser!(PathBuf));
    let lengths = *LENGTHS.start() as u64..=*LENGTHS.end() as u64;
    let ngrams =
        Arg::new("ngrams").long("ngrams").value_name("N").value_parser(value_parser!(u64).range(lengths));
    Command::new("words")
        .about(lang.cli_words_about())
        .after_help(lang.cli_words_terms())
        .arg(arguments::folder(lang))
        .arg(query.help(lang.cli_words_query()))
        .arg(against.conflicts_with_all(["near", "matrix", "pairs"]).help(lang.cli_words_against()))
        .arg(flag("near", lang.cli_words_near()).conflicts_with_all(["matrix", "pairs", "ngrams"]))
        .arg(flag("matrix", lang.cli_words_matrix()).conflicts_with_all(["pairs", "ngrams"]))
        .arg(flag("pairs", lang.cli_words_pairs()).conflicts_with("ngrams"))
        .arg(
            within
                .value_parser(PossibleValuesParser::new(Within::ALL.map(Within::name)))
                .help(lang.cli_words_within()),
        )
        .arg(number("top", lang.cli_words_top()).default_value("100"))
        .arg(ngrams.help(lang.cli_words_ngrams()))
        .arg(tokens.help(lang.cli_words_tokens()))
        .arg(flag("once", lang.cli_trend_once()))
        .arg(flag("all-forms", lang.cli_words_all_forms()))
        .arg(number("min-count", lang.cli_words_min_count()).default_value("5"))
        .arg(number("min-articles", lang.cli_words_min_articles()).default_value("3"))
        .arg(arguments::limit(lang.cli_words_limit()))
        .args(chart::arguments(Saved::Table, lang))
        .arg(flag("json", lang.cli_words_json()))
}

/// Prints the words that were asked for.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    let output = ChartOutput::of(matches, folder, Saved::Table, lang)?;
    let tokens = matches.get_one::<PathBuf>("tokens").map(|path| {
        let failed = |why: std::io::Error| {
            Failure::Unusable(lang.unread_tokens(&path.to_string_lossy(), &why.to_string()))
        };
        read_tokens(path).map_err(failed)
    });
    let tokens = tokens.transpose()?;
    let cancel = Cancel::default();
    let (archive, counted) = ask(folder, matches, &cancel, lang, |archive| {
        if !archive.has_texts(lang) {
            return None;
        }
        count(archive, matches, tokens.as_deref(), &cancel, lang)
    })?;
    let Some(counted) = counted else { return Ok(()) };
    let limit = matches.get_one::<usize>("limit").copied().unwrap_or(usize::MAX);
    counted.notes.iter().for_each(|note| tell(note));
    let mut table = counted.table;
    table.rows.truncate(limit);
    if let Some(output) = output {
        output.write(&SavedChart { table, ..SavedChart::default() }, lang)?;
    } else {
        print(&table, matches.get_flag("json"))?;
    }
    archive.unkept.keep(&archive.catalogue);
    Ok(())
}

fn print(table: &DataTable, as_json: bool) -> Result<(), Failure> {
    let mut output = Output::stdout();
    for row in &table.rows {
        if as_json {
            write_row(&table.columns, row, &mut output)?;
        } else {
            let cells: Vec<String> = row.iter().map(DataCell::written).collect();
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            write_cells(&cells, &mut output)?;
        }
    }
    output.finish()
}

/// A table, and what has to be said with it.
struct CountedWords {
    table: DataTable,
    notes: Vec<String>,
}

/// Reads and counts words; `None` if cancelled.
fn count(
    archive: &ReadArchive,
    matches: &ArgMatches,
    tokens: Option<&str>,
    cancel: &Cancel,
    lang: Lang,
) -> Option<CountedWords> {
    let catalogue = &archive.catalogue;
    let listing = Listing::new(&archive.columns(), ListRequest::default(), None);
    let files = listing.positions.known();
    let query = matches.get_one::<String>("query").map_or("", String::as_str);
    let find = |query: &str| {
        let finds = archive.find(query, cancel, lang)?;
        let mut found = DocumentSet::none(catalogue.len() as usize);
        finds.articles.iter().for_each(|&(ordinal, _)| found.insert(ordinal as usize));
        Some((finds.search, found))
    };
    let (search, found) = find(query)?;
    let against = match matches.get_one::<String>("against") {
        Some(query) => Some(find(query)?.1),
        None => None,
    };
    let firsts = match matches.get_flag("once") {
        true => Some(TextFirsts::of(catalogue, files, cancel)?),
        false => None,
    };
    let parts = Parts::of(catalogue, files, firsts.as_ref(), &found, against.as_ref());
    let mut index = WordIndex::default();
    if let Some(tokens) = tokens {
        index.replace_with(tokens);
    } else {
        read(archive, files, &mut index, cancel, lang);
    }
    let counts = word_counts(&index, rows(catalogue, files), cancel)?;
    let forms = Forms::of(&index, &counts, &own_words(lang));
    let counting = CountedArchive { catalogue, index: &index, forms: &forms, cancel };
    let mut counted = match matches.get_flag("matrix") || matches.get_flag("pairs") {
        true => others(&counting, matches, &parts, lang)?,
        false => {
            let all = parts_of_all(catalogue, files, firsts.as_ref());
            compared(&counting, matches, &parts, &all, &search.matcher, lang)?
        }
    };
    if tokens.is_some() {
        counted.notes.extend(notes_on_tokens(&counting, files, lang));
    }
    Some(counted)
}

/// The files of all articles that are counted.
fn parts_of_all(catalogue: &Catalogue, files: &[u32], firsts: Option<&TextFirsts>) -> Vec<u32> {
    let everything = DocumentSet::all(catalogue.len() as usize);
    Parts::of(catalogue, files, firsts, &everything, None).here
}

/// Reads the words of all articles.
fn read(archive: &ReadArchive, files: &[u32], index: &mut WordIndex, cancel: &Cancel, lang: Lang) {
    let mut line = ProgressLine::new();
    let progress = |done, total| line.show(&lang.reading_words(done, total));
    if let Err(error) = read_words(&archive.source, &archive.catalogue, files, index, cancel, progress) {
        tell(&lang.no_thread(&error.to_string()));
    }
}

/// What was asked for: which words, which of them, and how they are counted.
fn request(matches: &ArgMatches) -> WordsRequest {
    let number = |name: &str| matches.get_one::<usize>(name).copied().unwrap_or_default();
    let kind = match matches.get_one::<u64>("ngrams") {
        _ if matches.get_flag("near") => WordsKind::Near,
        Some(&len) => WordsKind::Sequences(len as usize),
        None => WordsKind::Distinctive,
    };
    let least = Least { count: number("min-count") as u64, articles: number("min-articles") as u32 };
    WordsRequest { kind, least, all_forms: matches.get_flag("all-forms") }
}

/// Words compared with others; `None` if cancelled.
fn compared(
    counting: &CountedArchive<'_>,
    matches: &ArgMatches,
    parts: &Parts,
    all: &[u32],
    matcher: &Matcher,
    lang: Lang,
) -> Option<CountedWords> {
    let request = request(matches);
    let found = counting.words(request, parts, all, matcher)?;
    let is_near = request.kind == WordsKind::Near;
    let mut notes = vec![match is_near && !matcher.has_terms() {
        true => lang.no_term_to_find().to_owned(),
        false => words_counts(&found, request.kind, lang),
    }];
    if !is_near && found.rest.words == 0 && found.here.words > 0 {
        notes.push(lang.nothing_to_compare().to_owned());
    }
    let how = HowCounted {
        request: Some(request),
        all_forms: request.all_forms,
        once: matches.get_flag("once"),
        by_tokens: counting.index.has_tokens(),
        given: found.given,
        excerpts: found.excerpts,
    };
    notes.push(words_definition(&how, lang));
    Some(CountedWords { table: word_table(&found.words, is_near), notes })
}

/// A matrix or pairs; `None` if cancelled.
fn others(
    counting: &CountedArchive<'_>,
    matches: &ArgMatches,
    parts: &Parts,
    lang: Lang,
) -> Option<CountedWords> {
    let CountedArchive { catalogue, index, forms, cancel } = *counting;
    let all_forms = matches.get_flag("all-forms");
    let here = rows(catalogue, &parts.here);
    let sources = counting.sources(here.clone());
    let table = if matches.get_flag("matrix") {
        let cells = here.flat_map(|row| {
            let words = words_of(index, forms, &row, all_forms).into_iter();
            words.map(move |(word, count)| matrix_row(&row, word, count))
        });
        DataTable { columns: MATRIX_COLUMNS.to_vec(), rows: cells.collect() }
    } else {
        let within = chosen(matches, "within", Within::ALL, Within::name);
        let top = matches.get_one("top").copied().unwrap_or_default();
        pair_table(&pairs((index, forms), here, (within, top), all_forms, cancel)?)
    };
    let how = HowCounted {
        request: None,
        all_forms,
        once: matches.get_flag("once"),
        by_tokens: index.has_tokens(),
        given: sources.given,
        excerpts: sources.excerpts,
    };
    Some(CountedWords { table, notes: vec![words_definition(&how, lang)] })
}

/// Which articles the given tokens lack, and which tokens belong to none.
fn notes_on_tokens(counting: &CountedArchive<'_>, files: &[u32], lang: Lang) -> Vec<String> {
    let (catalogue, index) = (counting.catalogue, counting.index);
    let ids: HashSet<String> = rows(catalogue, files).map(|row| row.id_or_key().into_owned()).collect();
    let unknown = index.ids_of_tokens().filter(|id| !ids.contains(*id)).count();
    let lacking = rows(catalogue, files).filter(|row| index.lacks_tokens_of(row)).count();
    let unknown = (unknown > 0).then(|| lang.unknown_tokens(unknown));
    let lacking = (lacking > 0).then(|| lang.lacking_tokens(lacking));
    unknown.into_iter().chain(lacking).collect()
}
