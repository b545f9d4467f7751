//! `seogo agree SHEET SHEET…`: how far the coders of coding sheets agree.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use jiff::Timestamp;

use super::arguments;
use super::kept::keep_edits;
use super::output::{Failure, Output, tell};
use super::sample::{check_set, keep_set};
use super::sheets::arguments_of_variables;
use super::terminal::write_cells;
use crate::export::{DataCell, write_row};
use crate::library::{ArticleSet, Edit, SetStratum, read_sheet};
use crate::view::Lang;
use crate::words::{Agreement, GIVEN_COLUMNS, Units, Variable};

/// The columns of the output.
const COLUMNS: [&str; 7] =
    ["variable", "n", "agreement", "kappa", "alpha_nominal", "alpha_ordinal", "alpha_interval"];

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    let sheets = Arg::new("sheet").value_name("SHEET").required(true).num_args(1..);
    let set = Arg::new("set").long("set").value_name("NAME");
    Command::new("agree")
        .about(lang.cli_agree_about())
        .after_help(lang.cli_agree_terms())
        .arg(sheets.value_parser(value_parser!(PathBuf)).help(lang.cli_agree_sheets()))
        .arg(arguments_of_variables(lang).help(lang.cli_agree_variables()))
        .arg(set.help(lang.cli_agree_set()))
        .arg(arguments::flag("keep", lang.cli_agree_keep()))
        .arg(arguments::flag("force", lang.cli_sample_force()))
        .arg(arguments::flag("json", lang.cli_agree_json()))
}

/// A sheet that a coder has filled in.
struct Coded {
    /// The file's name without its ending.
    coder: String,
    /// The names of the columns to be filled in.
    variables: Vec<String>,
    /// The codes of each article by variable, without empty ones.
    codes: BTreeMap<String, BTreeMap<String, String>>,
}

/// Prints the agreement of each variable.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let set = matches.get_one::<String>("set").map(String::as_str);
    set.map(|name| check_set(name, matches.get_flag("force"), lang)).transpose()?;
    let paths = matches.get_many::<PathBuf>("sheet").into_iter().flatten();
    let sheets: Vec<Coded> = paths.map(|path| read(path, lang)).collect::<Result<_, _>>()?;
    let coders: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.coder.as_str()).collect();
    if coders.len() < sheets.len() {
        return Err(Failure::Usage(lang.same_coders().to_owned()));
    }
    let known = matches.get_one::<Vec<Variable>>("variables");
    known.into_iter().flatten().for_each(|variable| tell_foreign(&sheets, variable, lang));
    let variables = variables(&sheets, known);
    if variables.is_empty() {
        return Err(Failure::Unusable(lang.no_variables().to_owned()));
    }
    let keys: BTreeSet<&String> = sheets.iter().flat_map(|sheet| sheet.codes.keys()).collect();
    let common =
        keys.iter().filter(|key| sheets.iter().filter(|it| it.codes.contains_key(**key)).count() > 1);
    tell(&lang.sheets_read(sheets.len(), keys.len(), common.count()));
    let mut output = Output::stdout();
    let (mut strata, mut disagreed) = (Vec::new(), BTreeSet::new());
    for name in &variables {
        let (units, differ) = units(&sheets, &keys, name);
        let found = Agreement::of(&units);
        print(name, &found, matches.get_flag("json"), &mut output)?;
        tell_undefined(name, &found, sheets.len(), lang);
        strata.push(SetStratum { name: name.clone(), of: found.n, drawn: differ.len() });
        disagreed.extend(differ);
    }
    output.finish()?;
    if let Some(name) = set {
        keep_set(name, set_of(&sheets, strata, disagreed), Path::new(""), lang)?;
    }
    if matches.get_flag("keep") {
        let edits: Vec<Edit> = sheets.iter().flat_map(edits).collect();
        keep_edits(&edits, Path::new(""), lang)?;
        let kept = sheets.iter().flat_map(|sheet| sheet.codes.values()).map(BTreeMap::len).sum();
        tell(&lang.codes_kept(kept));
    }
    Ok(())
}

/// Reads a sheet: a workbook or CSV whose first row names the columns.
fn read(path: &Path, lang: Lang) -> Result<Coded, Failure> {
    let shown = path.to_string_lossy();
    let failed = |error: io::Error| Failure::Unusable(lang.cli_unreadable_file(&shown, &error));
    let rows = read_sheet(path).map_err(failed)?;
    let no_key = || Failure::Unusable(lang.no_key_column(&shown));
    let place = |row: &Vec<String>| row.iter().position(|cell| cell.trim().eq_ignore_ascii_case("key"));
    let (head, key_at) =
        rows.iter().enumerate().find_map(|(at, row)| Some((at, place(row)?))).ok_or_else(no_key)?;
    let names: Vec<&str> = rows.get(head).into_iter().flatten().map(|name| name.trim()).collect();
    let filled: Vec<(usize, &str)> = names
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, name)| !name.is_empty() && !GIVEN_COLUMNS.contains(name))
        .collect();
    let mut sheet = Coded {
        coder: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        variables: filled.iter().map(|(_, name)| (*name).to_owned()).collect(),
        codes: BTreeMap::new(),
    };
    let (mut nameless, mut repeated) = (0, 0);
    for row in rows.iter().skip(head + 1).filter(|row| row.iter().any(|cell| !cell.trim().is_empty())) {
        let key = row.get(key_at).map(|key| key.trim()).unwrap_or_default();
        if key.is_empty() {
            nameless += 1;
            continue;
        }
        let code = |&(at, name): &(usize, &str)| {
            let value = plain(row.get(at)?.trim());
            (!value.is_empty()).then(|| (name.to_owned(), value.to_owned()))
        };
        repeated += usize::from(sheet.codes.contains_key(key));
        sheet.codes.entry(key.to_owned()).or_insert_with(|| filled.iter().filter_map(code).collect());
    }
    if nameless + repeated > 0 {
        tell(&lang.rows_passed_over(&shown, nameless, repeated));
    }
    Ok(sheet)
}

/// A code as it was meant: a whole number that a program wrote as `2.0` is `2`.
fn plain(value: &str) -> &str {
    value.strip_suffix(".0").filter(|whole| whole.parse::<i64>().is_ok()).unwrap_or(value)
}

/// The variables that were given, or all of the sheets, in their order.
fn variables(sheets: &[Coded], known: Option<&Vec<Variable>>) -> Vec<String> {
    if let Some(known) = known {
        return known.iter().map(|variable| variable.name.clone()).collect();
    }
    let mut names: Vec<String> = Vec::new();
    for name in sheets.iter().flat_map(|sheet| &sheet.variables) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// Says which codes are none of those that a variable may have. They are counted as they stand.
fn tell_foreign(sheets: &[Coded], variable: &Variable, lang: Lang) {
    for sheet in sheets {
        if !sheet.variables.contains(&variable.name) {
            tell(&lang.no_such_variable(&sheet.coder, &variable.name));
        }
        let values = sheet.codes.values().filter_map(|codes| codes.get(&variable.name));
        let foreign: Vec<&String> =
            values.filter(|value| !variable.values.is_empty() && !variable.values.contains(value)).collect();
        let named: BTreeSet<&str> = foreign.iter().map(|value| value.as_str()).collect();
        if !foreign.is_empty() {
            let named = named.into_iter().collect::<Vec<_>>().join(", ");
            tell(&lang.foreign_codes(&sheet.coder, &variable.name, foreign.len(), &named));
        }
    }
}

/// The codes of each article by coder, and the articles on which coders disagree.
fn units(sheets: &[Coded], keys: &BTreeSet<&String>, variable: &str) -> (Units, Vec<String>) {
    let (mut units, mut differ) = (Units::new(), Vec::new());
    for &key in keys {
        let code = |sheet: &Coded| sheet.codes.get(key)?.get(variable).cloned();
        let unit: Vec<Option<String>> = sheets.iter().map(code).collect();
        let values: BTreeSet<&String> = unit.iter().flatten().collect();
        if values.len() > 1 {
            differ.push(key.clone());
        }
        units.push(unit);
    }
    (units, differ)
}

fn print(name: &str, found: &Agreement, as_json: bool, output: &mut Output) -> Result<(), Failure> {
    let measures =
        [found.agreement, found.kappa, found.alpha_nominal, found.alpha_ordinal, found.alpha_interval];
    let mut cells = vec![DataCell::Text(name.to_owned()), DataCell::Number(found.n as u64)];
    cells.extend(measures.map(DataCell::measure));
    if as_json {
        return Ok(write_row(&COLUMNS, &cells, output)?);
    }
    for (column, cell) in COLUMNS.iter().zip(&cells).skip(1) {
        let value = match cell {
            DataCell::Empty => "–".to_owned(),
            DataCell::Measure(value) => format!("{value:.3}"),
            cell => cell.written(),
        };
        write_cells(&[name, column, &value], output)?;
    }
    Ok(())
}

/// Says why measures of a variable are undefined.
fn tell_undefined(name: &str, found: &Agreement, coders: usize, lang: Lang) {
    if found.n == 0 {
        tell(&lang.nothing_coded_twice(name));
    } else if found.values < 2 {
        tell(&lang.all_codes_alike(name));
    } else {
        if coders != 2 {
            tell(&lang.kappa_of_two(name));
        }
        if !found.are_numbers {
            tell(&lang.codes_are_no_numbers(name));
        }
    }
}

/// The articles on which coders disagree, as a set.
fn set_of(sheets: &[Coded], strata: Vec<SetStratum>, articles: BTreeSet<String>) -> ArticleSet {
    let coders: Vec<&str> = sheets.iter().map(|sheet| sheet.coder.as_str()).collect();
    let frame = strata.iter().map(|stratum| stratum.of).max().unwrap_or_default();
    ArticleSet {
        query: String::new(),
        archive: String::new(),
        method: format!("agree {}", coders.join(" ")),
        seed: None,
        drawing: String::new(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        frame,
        strata,
        at: Timestamp::now(),
        articles,
    }
}

/// The edits that keep a sheet's codes, in place of earlier ones of the same coder.
fn edits(sheet: &Coded) -> impl Iterator<Item = Edit> {
    sheet.codes.iter().flat_map(|(key, codes)| {
        sheet.variables.iter().map(|variable| {
            let value = codes.get(variable).cloned();
            Edit::Code(key.as_str().into(), variable.clone(), sheet.coder.clone(), value)
        })
    })
}
