//! `seogo sample FOLDER [QUERY]`: articles drawn by a seed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgGroup, ArgMatches, Command, value_parser};
use jiff::Timestamp;
use serde_json::Value;

use super::archive::{ReadArchive, ask, read_marks};
use super::arguments;
use super::kept::keep_edits;
use super::list::write_line;
use super::output::{Failure, Output, tell};
use super::sheets;
use crate::archive::Cancel;
use crate::export::{ArticleFields, article_object, write_json_line};
use crate::library::{ArticleSet, Edit, SetStratum};
use crate::search::{ListRequest, Listing, with_days};
use crate::text::dates::korean_day;
use crate::text::draw::DRAWING;
use crate::text::fold;
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
        .arg(Arg::new("set").long("set").value_name("NAME").help(lang.cli_sample_set()))
        .args(sheets::args(lang))
        .arg(arguments::flag("force", lang.cli_sample_force()))
        .arg(arguments::flag("json", lang.cli_sample_json()))
}

/// Draws a sample and prints it.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    let seed = matches.get_one("seed").copied().unwrap_or_default();
    let sampling = sampling(matches, lang)?;
    let set = matches.get_one::<String>("set").map(String::as_str);
    set.map(|name| check_set(name, matches.get_flag("force"), lang)).transpose()?;
    let (archive, drawn) = ask(folder, matches, &Cancel::default(), lang, |archive| {
        draw(archive, matches, &sampling, seed, lang)
    })?;
    let Some(drawn) = drawn else { return Ok(()) };
    sample_notes(&drawn, &sampling, (seed, DRAWING), lang).iter().for_each(|note| tell(note));
    sheets::write(&archive, &drawn, (&sampling, seed), matches, lang)?;
    if let Some(name) = set {
        let kept = set_of(&archive, &drawn, (&sampling, seed), matches);
        keep_set(name, kept, folder, lang)?;
    }
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

/// Checks the name of a set that is about to be made.
///
/// # Errors
/// If it can't name a set, or if there is one that may not be replaced.
pub(super) fn check_set(name: &str, overwrite: bool, lang: Lang) -> Result<(), Failure> {
    if fold(name).is_empty() || name.contains(['"', '*']) {
        return Err(Failure::Usage(lang.bad_set_name(name)));
    }
    if !overwrite && read_marks(lang)?.sets().contains_key(name) {
        return Err(Failure::Unusable(lang.set_is_there(name)));
    }
    Ok(())
}

/// Keeps a set in the reader's library, and says so.
pub(super) fn keep_set(name: &str, set: ArticleSet, folder: &Path, lang: Lang) -> Result<(), Failure> {
    let articles = set.articles.len();
    keep_edits(&[Edit::Set(name.to_owned(), Some(Arc::new(set)))], folder, lang)?;
    tell(&lang.set_kept(name, articles));
    Ok(())
}

/// The set of what was drawn, with all that is needed to draw it again.
fn set_of(
    archive: &ReadArchive,
    drawn: &Sample,
    (sampling, seed): (&Sampling, u64),
    matches: &ArgMatches,
) -> ArticleSet {
    let at = Timestamp::now();
    let query = matches.get_one::<String>("query").map_or("", String::as_str);
    let strata = drawn.strata.iter();
    let strata = strata.map(|it| SetStratum { name: it.name.clone(), of: it.of, drawn: it.drawn });
    let keys = drawn.files.iter().filter_map(|&(file, _)| archive.catalogue.key(file));
    ArticleSet {
        query: with_days(query, korean_day(at)),
        archive: archive.source.path().to_string_lossy().into_owned(),
        method: sampling.to_string(),
        seed: Some(seed),
        drawing: DRAWING.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        frame: drawn.frame,
        strata: strata.collect(),
        at,
        articles: keys.map(std::borrow::Cow::into_owned).collect(),
    }
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
