//! Arguments that several subcommands take.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::library::CacheChoice;
use crate::view::CliText;

/// A switch.
pub(super) fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// The archive's folder.
pub(super) fn folder(text: &'static CliText) -> Arg {
    Arg::new("folder")
        .value_name("FOLDER")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help(text.folder)
}

/// How many articles are printed at most, whether every file of them is, and whether as JSON.
pub(super) fn printed(text: &'static CliText) -> [Arg; 3] {
    let limit = Arg::new("limit")
        .long("limit")
        .value_name("N")
        .value_parser(value_parser!(usize))
        .help(text.list_limit);
    [limit, flag("all-versions", text.list_all_versions), flag("json", text.list_json)]
}

/// Where the caches of archives are kept: every subcommand takes this.
pub(super) fn cache(text: &'static CliText) -> [Arg; 2] {
    let folder = Arg::new("cache-dir")
        .long("cache-dir")
        .value_name("DIR")
        .global(true)
        .conflicts_with("no-cache")
        .value_parser(value_parser!(PathBuf))
        .help(text.cache_dir);
    [flag("no-cache", text.no_cache).global(true), folder]
}

/// What the arguments say of that.
pub(super) fn cache_choice(matches: &ArgMatches) -> CacheChoice {
    match matches.get_one::<PathBuf>("cache-dir") {
        Some(folder) => CacheChoice::In(folder.clone()),
        None if matches.get_flag("no-cache") => CacheChoice::Nowhere,
        None => CacheChoice::Usual,
    }
}
