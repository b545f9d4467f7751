//! `seogo sample FOLDER [QUERY]`: articles drawn by a seed.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgGroup, ArgMatches, Command, value_parser};
use serde_json::Value;

use super::archive::{ReadArchive, ask};
use super::arguments;
use super::list::write_line;
use super::output::{Failure, Output, tell};
use crate::archive::Cancel;
use crate::export::{ArticleFields, article_object, write_json_line};
use crate::search::{ListRequest, Listing};
use crate::text::draw::DRAWING;
use crate::view::{Lang, problem_in_english, sample_notes};
use crate::whole::coverage;
use crate::words::{Sample, Sampling, Stratification, sample, weekdays};

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    let number = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).value_parser(value_parser!(u32).range(1..)).help(help)
    };
    let fields = PossibleValuesParser::new(Stratification::ALL.map(Stratification::name));
    let each = Arg::new("each").long("each").value_name("FIELD").value_parser(fields).requires("size");
    let days = Arg::new("days").long("days").value_name("DAYS").default_value("mon-sun");
    Command::new("sample")
        .about(lang.cli_sample_about())
        .after_help(lang.cli_sample_terms())
        .arg(arguments::folder(lang))
        .arg(Arg::new("query").value_name("QUERY").allow_hyphen_values(true).help(lang.cli_sample_query()))
        .arg(arguments::seed(lang.cli_sample_seed()).required(true))
        .arg(number("size", "N", lang.cli_sample_size()))
        .arg(each.help(lang.cli_sample_each()))
        .arg(number("every", "K", lang.cli_sample_every()))
        .arg(number("weeks", "W", lang.cli_sample_weeks()))
        .arg(days.help(lang.cli_sample_days()))
        .group(ArgGroup::new("sampling").args(["size", "every", "weeks"]).required(true))
        .arg(arguments::flag("json", lang.cli_sample_json()))
}

/// Draws a sample and prints it.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    let seed = matches.get_one("seed").copied().unwrap_or_default();
    let sampling = sampling(matches, lang)?;
    let (archive, drawn) = ask(folder, matches, &Cancel::default(), lang, |archive| {
        draw(archive, matches, &sampling, seed, lang)
    })?;
    let Some(drawn) = drawn else { return Ok(()) };
    sample_notes(&drawn, &sampling, (seed, DRAWING), lang).iter().for_each(|note| tell(note));
    print(&archive, &drawn, matches.get_flag("json"))?;
    archive.unkept.keep(&archive.catalogue);
    Ok(())
}

/// How the arguments ask to draw.
fn sampling(matches: &ArgMatches, lang: Lang) -> Result<Sampling, Failure> {
    let number = |name: &str| matches.get_one::<u32>(name).map(|&number| number as usize);
    let each = matches.get_one::<String>("each");
    let by = each.and_then(|each| Stratification::ALL.into_iter().find(|it| it.name() == each));
    if let Some(size) = number("size") {
        return Ok(Sampling::Size(size, by));
    }
    if let Some(every) = number("every") {
        return Ok(Sampling::Every(every));
    }
    let days = matches.get_one::<String>("days").map_or("", String::as_str);
    let chosen = weekdays(days).ok_or_else(|| Failure::Usage(lang.cli_sample_bad_days(days)))?;
    Ok(Sampling::Weeks(number("weeks").unwrap_or_default(), chosen))
}

/// Draws from what the query finds; `None` if cancelled.
fn draw(
    archive: &ReadArchive,
    matches: &ArgMatches,
    sampling: &Sampling,
    seed: u64,
    lang: Lang,
) -> Option<Sample> {
    let cancel = Cancel::default();
    if !archive.has_texts(lang) {
        return None;
    }
    let finds = match matches.get_one::<String>("query") {
        Some(query) => Some(archive.find(query, &cancel, lang)?),
        None => None,
    };
    let found = Listing::new(&archive.columns(), ListRequest::default(), finds);
    let files = found.positions.known();
    let of_found = |cancel: &Cancel| {
        let all = Listing::new(&archive.columns(), ListRequest::default(), None);
        let found: std::collections::HashSet<u32> = files.iter().copied().collect();
        coverage(&archive.catalogue, all.positions.known(), |file| found.contains(&file), cancel)
    };
    sample(&archive.catalogue, files, sampling, seed, of_found, &cancel)
}

fn print(archive: &ReadArchive, drawn: &Sample, as_json: bool) -> Result<(), Failure> {
    let mut output = Output::stdout();
    for &(ordinal, stratum) in &drawn.files {
        let Some(row) = archive.catalogue.row(ordinal) else { continue };
        if !as_json {
            write_line(&row, &mut output)?;
            continue;
        }
        let Some(fields) = ArticleFields::of_row(&archive.catalogue, ordinal) else { continue };
        let mut object = article_object(&fields, problem_in_english);
        let name = drawn.strata.get(stratum).map(|it| it.name.as_str()).filter(|name| !name.is_empty());
        object.insert("stratum".to_owned(), name.map_or(Value::Null, Value::from));
        write_json_line(&object, &mut output)?;
    }
    output.finish()
}
