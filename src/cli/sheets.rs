//! Coding sheets for `seogo sample`: one for each coder, and a code book.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, value_parser};

use super::archive::ReadArchive;
use super::output::{Failure, tell};
use crate::export::CodingSheet;
use crate::text::draw::DRAWING;
use crate::view::{Lang, target_error};
use crate::words::{GIVEN_COLUMNS, Sample, Sampling, Variable, dealt, variables};

const MOST_CODERS: u64 = 99;

/// The arguments that ask for coding sheets.
pub(super) fn args(lang: Lang) -> [Arg; 4] {
    let sheet = Arg::new("sheet").long("sheet").value_name("FILE").requires("variables");
    let coders = Arg::new("coders").long("coders").value_name("N").default_value("2");
    let overlap = Arg::new("overlap").long("overlap").value_name("PERCENT").default_value("15%");
    [
        sheet.value_parser(value_parser!(PathBuf)).help(lang.cli_sample_sheet()),
        coders.value_parser(value_parser!(u64).range(1..=MOST_CODERS)).help(lang.cli_sample_coders()),
        overlap.value_parser(percent).help(lang.cli_sample_overlap()),
        arguments_of_variables(lang).requires("sheet"),
    ]
}

/// The argument that names what is coded.
pub(super) fn arguments_of_variables(lang: Lang) -> Arg {
    let parse = move |text: &str| variables(text).map_err(|part| lang.bad_variable(&part));
    Arg::new("variables")
        .long("variables")
        .value_name("LIST")
        .value_parser(parse)
        .help(lang.cli_sample_variables())
}

fn percent(text: &str) -> Result<u32, String> {
    let number = text.strip_suffix('%').unwrap_or(text).parse::<u32>().ok().filter(|number| *number <= 100);
    number.ok_or_else(|| "0%–100%".to_owned())
}

/// The path of a coder's sheet, or of the code book: `codes-1.xlsx`, `codes-book.xlsx`.
fn beside(path: &Path, what: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{what}.xlsx"))
}

/// Writes the sheets and the code book of a sample, if they were asked for.
pub(super) fn write(
    archive: &ReadArchive,
    drawn: &Sample,
    (sampling, seed): (&Sampling, u64),
    matches: &ArgMatches,
    lang: Lang,
) -> Result<(), Failure> {
    let Some(path) = matches.get_one::<PathBuf>("sheet") else { return Ok(()) };
    let coders = matches.get_one::<u64>("coders").copied().unwrap_or(1) as usize;
    let overlap = matches.get_one::<u32>("overlap").copied().unwrap_or_default();
    let variables = matches.get_one::<Vec<Variable>>("variables").cloned().unwrap_or_default();
    let rows = rows(archive, drawn);
    let keys: Vec<String> = rows.iter().filter_map(|row| row.first().cloned()).collect();
    let (root, overwrite) = (archive.source.path(), matches.get_flag("force"));
    let failed = |error| Failure::Unusable(target_error(&error, lang));
    let names = variables.iter().map(|variable| variable.name.clone());
    let columns: Vec<String> = GIVEN_COLUMNS.map(str::to_owned).into_iter().chain(names).collect();
    let choices = variables.iter().enumerate().filter(|(_, variable)| !variable.values.is_empty());
    let choices: Vec<_> =
        choices.map(|(at, variable)| (GIVEN_COLUMNS.len() + at, variable.values.clone())).collect();
    let dealt = dealt(&keys, coders, overlap, seed);
    for (coder, own) in (1..).zip(&dealt) {
        let rows = own.iter().filter_map(|&at| rows.get(at).cloned()).collect();
        let sheet =
            CodingSheet { columns: columns.clone(), rows, choices: choices.clone(), wide: vec![2, 3] };
        sheet.write(&beside(path, &coder.to_string()), &root, overwrite).map_err(failed)?;
    }
    let book = book(drawn, (sampling, seed, overlap), &variables, matches, lang);
    book.write(&beside(path, "book"), &root, overwrite).map_err(failed)?;
    let common = (keys.len() * overlap as usize).div_ceil(100);
    tell(&lang.sheets_written(
        coders,
        dealt.first().map_or(0, Vec::len),
        common,
        &beside(path, "1").display().to_string(),
    ));
    Ok(())
}

/// The articles of a sample: key, address, title, text.
fn rows(archive: &ReadArchive, drawn: &Sample) -> Vec<Vec<String>> {
    let (opened, mut buffer) = (archive.source.open(), Vec::new());
    let row = |&(ordinal, _): &(u32, usize)| {
        let row = archive.catalogue.row(ordinal)?;
        let key = archive.catalogue.key(ordinal)?.into_owned();
        let article = opened.read_row(&row, &mut buffer).article;
        Some(vec![key, row.url().to_owned(), row.title().to_owned(), article.text().to_owned()])
    };
    drawn.files.iter().filter_map(row).collect()
}

/// The variables with their values, each to be defined, and below how the articles were drawn.
fn book(
    drawn: &Sample,
    (sampling, seed, overlap): (&Sampling, u64, u32),
    variables: &[Variable],
    matches: &ArgMatches,
    lang: Lang,
) -> CodingSheet {
    let mut rows = Vec::new();
    for variable in variables {
        rows.push(vec![variable.name.clone()]);
        rows.extend(variable.values.iter().map(|value| vec![variable.name.clone(), value.clone()]));
    }
    let query = matches.get_one::<String>("query").cloned().unwrap_or_default();
    let counts = format!("{} / {}", drawn.files.len(), drawn.frame);
    let about = [
        ("query", query),
        ("sample", sampling.to_string()),
        ("seed", seed.to_string()),
        ("drawing", DRAWING.to_owned()),
        ("articles", counts),
        ("overlap", format!("{overlap}%")),
        ("seogo", env!("CARGO_PKG_VERSION").to_owned()),
    ];
    rows.push(Vec::new());
    rows.extend(about.into_iter().map(|(name, value)| vec![name.to_owned(), value]));
    let columns = lang.book_columns().split(',').map(str::to_owned).collect();
    CodingSheet { columns, rows, choices: Vec::new(), wide: vec![2] }
}
