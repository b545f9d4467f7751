//! Arguments shared by several subcommands.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::formats::ColumnChoice;
use crate::library::CacheChoice;
use crate::view::Lang;

/// A flag without a value.
pub(super) fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// The archive's folder.
pub(super) fn folder(lang: Lang) -> Arg {
    Arg::new("folder")
        .value_name("FOLDER")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help(lang.cli_folder())
}

/// The most results to print.
pub(super) fn limit(help: &'static str) -> Arg {
    Arg::new("limit").long("limit").value_name("N").value_parser(value_parser!(usize)).help(help)
}

/// The seed of what is drawn at random.
pub(super) fn seed(help: &'static str) -> Arg {
    Arg::new("seed").long("seed").value_name("S").value_parser(value_parser!(u64)).help(help)
}

/// The most articles to print, whether to include every file, and whether to print JSON.
pub(super) fn printed(lang: Lang) -> [Arg; 3] {
    let limit = limit(lang.cli_list_limit());
    [limit, flag("all-versions", lang.cli_list_all_versions()), flag("json", lang.cli_list_json())]
}

/// Which columns of tables hold which fields; accepted by every subcommand.
pub(super) fn columns(lang: Lang) -> Arg {
    let parse = move |text: &str| ColumnChoice::parse(text).map_err(|error| lang.column_error(&error));
    Arg::new("columns")
        .long("columns")
        .value_name("FIELD=COLUMN")
        .global(true)
        .value_parser(parse)
        .help(lang.cli_columns())
}

/// Where caches are kept; accepted by every subcommand.
pub(super) fn cache(lang: Lang) -> [Arg; 3] {
    let folder = Arg::new("cache-dir")
        .long("cache-dir")
        .value_name("DIR")
        .global(true)
        .conflicts_with("no-cache")
        .value_parser(value_parser!(PathBuf))
        .help(lang.cli_cache_dir());
    let trust = flag("trust-cache", lang.cli_trust_cache()).global(true).conflicts_with("no-cache");
    [flag("no-cache", lang.cli_no_cache()).global(true), folder, trust]
}

/// Reads the choice of [`cache`].
pub(super) fn cache_choice(matches: &ArgMatches) -> CacheChoice {
    match matches.get_one::<PathBuf>("cache-dir") {
        Some(folder) => CacheChoice::In(folder.clone()),
        None if matches.get_flag("no-cache") => CacheChoice::Nowhere,
        None => CacheChoice::Usual,
    }
}
