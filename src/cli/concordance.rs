//! `seogo concordance FOLDER QUERY`: every place of a query's terms with what stands around it.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, value_parser};

use super::archive::ask;
use super::arguments;
use super::chart::{self, ChartOutput, Saved};
use super::output::{Failure, Output, tell};
use super::terminal::write_cells;
use crate::archive::{Cancel, Catalogue};
use crate::export::{DataTable, SavedChart, write_row};
use crate::search::{ListRequest, Listing};
use crate::stories::TextFirsts;
use crate::text::DocumentSet;
use crate::view::{CONCORDANCE_COLUMNS, Lang, concordance_row, one_line};
use crate::whole::counted;
use crate::words::{Concordance, ConcordanceOrder, ConcordanceRequest};

/// How many places are read at once, so that they needn't all be in memory.
const BATCH: usize = 4096;

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    let width = Arg::new("width").long("width").value_name("N").default_value("40");
    let sort = Arg::new("sort").long("sort").value_name("ORDER").default_value(ConcordanceOrder::Date.name());
    let orders = PossibleValuesParser::new(ConcordanceOrder::ALL.map(ConcordanceOrder::name));
    let query = Arg::new("query").value_name("QUERY").required(true).allow_hyphen_values(true);
    Command::new("concordance")
        .about(lang.cli_concordance_about())
        .after_help(lang.cli_concordance_terms())
        .arg(arguments::folder(lang))
        .arg(query.help(lang.cli_search_query()))
        .arg(width.value_parser(value_parser!(usize)).help(lang.cli_concordance_width()))
        .arg(sort.value_parser(orders).help(lang.cli_concordance_sort()))
        .arg(arguments::limit(lang.cli_concordance_limit()))
        .arg(arguments::seed(lang.cli_concordance_seed()).requires("limit"))
        .arg(arguments::flag("once", lang.cli_trend_once()))
        .args(chart::arguments(Saved::Table, lang))
        .arg(arguments::flag("json", lang.cli_concordance_json()))
}

/// Prints the concordance of a query.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    let query = matches.get_one::<String>("query").map_or("", String::as_str);
    let output = ChartOutput::of(matches, folder, Saved::Table, lang)?;
    let request = ConcordanceRequest {
        order: chosen(matches, "sort", ConcordanceOrder::ALL, ConcordanceOrder::name),
        limit: matches.get_one("limit").copied(),
        seed: matches.get_one("seed").copied(),
    };
    let cancel = Cancel::default();
    let (archive, found) = ask(folder, matches, &cancel, lang, |archive| {
        let finds = archive.has_texts(lang).then(|| archive.find(query, &cancel, lang))??;
        let search = finds.search.clone();
        let listing = Listing::new(&archive.columns(), ListRequest::default(), Some(finds));
        let mut files = listing.positions.known().to_vec();
        if matches.get_flag("once") {
            files = each_text_once(&archive.catalogue, &files, &cancel)?;
        }
        let found = Concordance::of(&archive.catalogue, &files, &search.matcher, request);
        Some((search.matcher.has_terms(), found))
    })?;
    let Some((has_terms, found)) = found else { return Ok(()) };
    tell(&match request.seed.filter(|_| found.places.len() < found.total) {
        _ if !has_terms => lang.no_term_to_find().to_owned(),
        Some(seed) => format!("{}, {}", counts(&found, lang), lang.drawn_by_seed(seed)),
        None => counts(&found, lang),
    });
    let width = matches.get_one("width").copied().unwrap_or_default();
    if let Some(output) = output {
        let mut table = DataTable { columns: CONCORDANCE_COLUMNS.to_vec(), rows: Vec::new() };
        let lines = found.lines(0..found.places.len(), &archive.catalogue, &archive.source.open(), width);
        table.rows.extend(lines.iter().filter_map(|line| concordance_row(line, &archive.catalogue)));
        output.write(&SavedChart { table, ..SavedChart::default() }, lang)?;
        archive.unkept.keep(&archive.catalogue);
        return Ok(());
    }
    let mut output = Output::stdout();
    for first in (0..found.places.len()).step_by(BATCH) {
        let shown = first..(first + BATCH).min(found.places.len());
        for line in found.lines(shown, &archive.catalogue, &archive.source.open(), width) {
            let Some(cells) = concordance_row(&line, &archive.catalogue) else { continue };
            if matches.get_flag("json") {
                write_row(&CONCORDANCE_COLUMNS, &cells, &mut output)?;
                continue;
            }
            let Some(row) = archive.catalogue.row(line.ordinal) else { continue };
            let day = row.published().map(|published| published.date().to_string()).unwrap_or_default();
            let [left, hit, right] = [&line.left, &line.hit, &line.right].map(|text| one_line(text));
            write_cells(
                &[&day, row.publisher(), &left, &hit, &right, &row.file_place().to_string()],
                &mut output,
            )?;
        }
    }
    output.finish()?;
    archive.unkept.keep(&archive.catalogue);
    Ok(())
}

/// The files of which each text is only one; `None` if cancelled.
fn each_text_once(catalogue: &Catalogue, files: &[u32], cancel: &Cancel) -> Option<Vec<u32>> {
    let firsts = TextFirsts::of(catalogue, files, cancel)?;
    let all = DocumentSet::all(catalogue.len() as usize);
    Some(counted(catalogue, files, firsts.files(), &all))
}

fn counts(found: &Concordance, lang: Lang) -> String {
    lang.concordance_counts(found.places.len(), found.total, found.articles)
}

/// The value that an argument names.
pub(super) fn chosen<T: Copy + Default, const N: usize>(
    matches: &ArgMatches,
    argument: &str,
    all: [T; N],
    name: impl Fn(T) -> &'static str,
) -> T {
    let chosen = matches.get_one::<String>(argument).map(String::as_str);
    all.into_iter().find(|&it| Some(name(it)) == chosen).unwrap_or_default()
}
