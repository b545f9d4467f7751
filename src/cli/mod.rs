//! The command line: the same core without a window.
//!
//! Data goes to stdout, everything else to stderr. Exit status: 0 success, 1 a file or folder can't be used, 2
//! wrong usage, 3 `verify` found something altered or unreadable, 130 interrupted by a signal.

mod agree;
mod archive;
mod arguments;
mod chart;
#[cfg(feature = "cluster")]
mod cluster;
mod concordance;
mod coverage;
mod crawl_log;
mod export;
mod index;
mod kept;
mod list;
mod output;
mod packaging;
mod progress;
mod sample;
mod search;
mod sheets;
mod show;
mod stories;
mod terminal;
mod trend;
mod usage;
mod verify;
mod version;
mod words;

pub use output::{Failure, Output};
pub use terminal::escaped;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::archive::{Archive, OpenError, is_address, lies_in};
use crate::formats::ColumnChoice;
use crate::library::{CacheChoice, Choice, Folders, keep_choice, keep_log_out_of, report_faults, start_log};
use crate::view::Lang;
use usage::with_help;

/// Runs a command line, program name first, and returns its exit status.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let lang = Lang::of_system();
    let matches = match parse(args, lang) {
        Ok(matches) => matches,
        Err(error) => return usage::report(&error, lang),
    };
    if matches.get_flag("version") {
        return version::print(matches.get_flag("verbose"), lang)
            .map_or_else(|it| it.report(lang), |()| ExitCode::SUCCESS);
    }
    if let Ok(folders) = Folders::for_this_user() {
        start_log(&folders);
        report_faults(&folders, move |report| lang.cli_fault(report));
    }
    let command = matches.subcommand_name().unwrap_or("window");
    let folder = match matches.subcommand() {
        Some((_, matches)) => matches.try_get_one::<PathBuf>("folder").ok().flatten(),
        None => matches.get_one::<PathBuf>("path"),
    };
    if let Some(folder) = folder {
        keep_log_out_of(folder);
    }
    tracing::info!(command, "started");
    dispatch(&matches, lang).unwrap_or_else(|failure| {
        tracing::info!(error = &failure as &dyn std::error::Error, "failed");
        failure.report(lang)
    })
}

/// Parses the arguments. Cache options may come before the subcommand, since they apply to all.
fn parse(args: impl IntoIterator<Item = OsString>, lang: Lang) -> Result<ArgMatches, clap::Error> {
    let mut command = command(lang);
    let args: Vec<OsString> = args.into_iter().collect();
    let matches = command.try_get_matches_from_mut(&args).map_err(|error| {
        let mistyped =
            args.get(1).and_then(|arg| similar_command(arg, &command).map(|similar| (arg, similar)));
        match mistyped {
            Some((arg, similar)) => {
                let text = lang.cli_no_such_command(&arg.to_string_lossy(), &similar);
                command.error(ErrorKind::InvalidSubcommand, text)
            }
            None => error,
        }
    })?;
    #[cfg(feature = "cluster")]
    if let Some(id) = cluster::id_after_file(&matches) {
        return Err(command.error(ErrorKind::UnknownArgument, lang.cluster_id_after_file(id)));
    }
    let name = |path: &PathBuf| path.to_string_lossy().into_owned();
    let path = matches.get_one::<PathBuf>("path").map(name);
    let for_window = path.or_else(|| matches.get_flag("new-window").then(|| "--new-window".to_owned()));
    match for_window.filter(|_| matches.subcommand_name().is_some()) {
        Some(argument) => {
            Err(command.error(ErrorKind::ArgumentConflict, lang.cli_path_and_command(&argument)))
        }
        None => Ok(matches),
    }
}

/// The command that a first argument looks like, if it is neither a command nor a path.
fn similar_command(arg: &OsString, command: &Command) -> Option<String> {
    let text = arg.to_str()?;
    let names = command.get_subcommands().map(Command::get_name);
    let close = names.map(|name| (strsim::damerau_levenshtein(text, name), name)).min()?;
    let is_mistyped = (1..=2).contains(&close.0) && !Path::new(arg).exists();
    is_mistyped.then(|| close.1.to_owned())
}

/// The definition of the command line, with help in one language.
pub fn command(lang: Lang) -> Command {
    let seogo = Command::new("seogo")
        .about(lang.cli_about())
        .override_usage("seogo [OPTIONS] [PATH]\n       seogo [OPTIONS] <COMMAND>")
        .disable_help_subcommand(true)
        .subcommand_help_heading(lang.cli_commands_heading())
        .arg(Arg::new("path").value_name("PATH").value_parser(value_parser!(PathBuf)).help(lang.cli_path()))
        .arg(arguments::flag("new-window", lang.cli_new_window()))
        .subcommand(with_help(list::command(lang), lang))
        .subcommand(with_help(show::command(lang), lang))
        .subcommand(with_help(search::command(lang), lang))
        .subcommand(with_help(stories::command(lang), lang))
        .subcommand(with_help(coverage::command(lang), lang))
        .subcommand(with_help(trend::command(lang), lang))
        .subcommand(with_help(concordance::command(lang), lang))
        .subcommand(with_help(words::command(lang), lang))
        .subcommand(with_help(sample::command(lang), lang))
        .subcommand(with_help(agree::command(lang), lang))
        .subcommand(with_help(verify::command(lang), lang))
        .subcommand(with_help(export::command(lang), lang))
        .subcommand(with_help(index::command(lang), lang))
        .subcommand(with_help(packaging::completions_command(lang), lang))
        .subcommand(with_help(packaging::man_command(lang), lang))
        .args(arguments::cache(lang))
        .arg(arguments::columns(lang))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::SetTrue)
                .help(lang.cli_version_flag()),
        )
        .arg(arguments::flag("verbose", lang.cli_verbose_flag()).requires("version"));
    #[cfg(feature = "cluster")]
    let seogo = cluster::add_to(seogo, lang);
    with_help(seogo, lang)
}

/// Remembers the columns of a file or an index that is about to be opened, as if they had been chosen in the
/// window. A path that can't be opened is left to the window to report.
///
/// # Errors
/// If it is neither an index nor a file with several articles.
fn keep_columns(path: Option<&Path>, columns: ColumnChoice, lang: Lang) -> Result<(), Failure> {
    let Ok(full) = path.map(place_of_columns).transpose() else { return Ok(()) };
    let Some(full) = full.flatten() else {
        return Err(Failure::Usage(lang.cli_columns_of_no_table().to_owned()));
    };
    let Ok(folders) = Folders::for_this_user() else { return Ok(()) };
    if !lies_in(&folders.data, &full)
        && let Err(error) = keep_choice(Choice::Columns(full, columns), &folders)
    {
        output::tell(&lang.library_error(&error));
    }
    Ok(())
}

/// Where the columns of a path are looked for: under an index's address, or the file that a path leads to;
/// `None` for a folder or a single article.
fn place_of_columns(path: &Path) -> Result<Option<PathBuf>, OpenError> {
    if is_address(path) {
        return Ok(Some(cluster_address(path)));
    }
    let archive = Archive::at(path)?;
    Ok(archive.only.is_some().then(|| archive.path()))
}

/// The address of an index as it is known everywhere, with its port.
fn cluster_address(path: &Path) -> PathBuf {
    #[cfg(feature = "cluster")]
    if let Ok(address) = crate::cluster::IndexAddress::parse(&path.to_string_lossy(), true) {
        return address.to_string().into();
    }
    path.to_owned()
}

fn dispatch(matches: &ArgMatches, lang: Lang) -> Result<ExitCode, Failure> {
    #[cfg(feature = "cluster")]
    if let Some(done) = cluster::run(matches, lang) {
        return done;
    }
    let done = match matches.subcommand() {
        Some(("list", matches)) => list::run(matches, lang),
        Some(("show", matches)) => show::run(matches, lang),
        Some(("search", matches)) => search::run(matches, lang),
        Some(("stories", matches)) => stories::run(matches, lang),
        Some(("coverage", matches)) => coverage::run(matches, lang),
        Some(("trend", matches)) => trend::run(matches, lang),
        Some(("concordance", matches)) => concordance::run(matches, lang),
        Some(("words", matches)) => words::run(matches, lang),
        Some(("sample", matches)) => sample::run(matches, lang),
        Some(("agree", matches)) => agree::run(matches, lang),
        Some(("verify", matches)) => return verify::run(matches, lang),
        Some(("export", matches)) => export::run(matches, lang),
        Some(("index", matches)) => index::run(matches, lang),
        Some(("completions", matches)) => packaging::completions(matches, lang),
        Some(("man", _)) => packaging::man(lang),
        _ => {
            let path = matches.get_one::<PathBuf>("path").cloned();
            let cache = arguments::cache_choice(matches);
            if let (Some(path), CacheChoice::In(caches)) = (&path, &cache)
                && Archive::at(path).is_ok_and(|archive| archive.would_hold(caches))
            {
                return Err(archive::inside_archive(caches, lang));
            }
            let columns = matches.get_one::<ColumnChoice>("columns");
            if let Some(columns) = columns {
                if let Some((path, archive)) =
                    path.as_ref().and_then(|path| Some((path, Archive::at(path).ok()?)))
                {
                    archive::source_of(path, &archive, matches, lang)?;
                }
                keep_columns(path.as_deref(), columns.clone(), lang)?;
            }
            let is_new = matches.get_flag("new-window") || columns.is_some();
            let opened = crate::app::run(path, is_new, cache);
            opened.map_err(|error| Failure::Unusable(lang.cli_no_window(error.missing, &error.detail)))
        }
    };
    done.map(|()| ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_kept_for_the_file_that_the_window_will_read() {
        let folder = tempfile::tempdir().unwrap();
        let full = folder.path().canonicalize().unwrap();
        let file = full.join("news.csv");
        std::fs::write(&file, "가,나\n1,2\n").unwrap();
        let columns = ColumnChoice::parse("title=A,text=B").unwrap();
        let kept = |path: &Path| place_of_columns(path).unwrap();
        assert_eq!(kept(&file), Some(file.clone()));
        #[cfg(unix)]
        {
            let link = full.join("link.csv");
            std::os::unix::fs::symlink(&file, &link).unwrap();
            assert_eq!(kept(&link), Some(file));
        }
        assert_eq!(kept(&full), None);
        let refused = keep_columns(Some(&full), columns.clone(), Lang::English);
        assert!(matches!(refused, Err(Failure::Usage(_))));
        assert!(matches!(keep_columns(None, columns, Lang::English), Err(Failure::Usage(_))));
    }
}
