//! The command line: the same core without a window.
//!
//! Data goes to stdout, everything else to stderr. Exit status: 0 done, 1 a file or folder could not be used,
//! 2 wrong usage, 3 `verify` found something altered or unreadable.

mod archive;
mod json;
mod list;
mod object;
mod output;
mod show;
mod terminal;

pub use json::to_json_line;
pub use object::{article_object, full_article_object};
pub use output::{Failure, Output};
pub use terminal::escaped;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::view::{CliText, Lang, cli_text};

/// Runs the command line `args`, the program's name first, and says how it went.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let text = cli_text(Lang::of_system());
    let matches = match command(text).try_get_matches_from(args) {
        Ok(matches) => matches,
        // Help and versions are such errors too; clap knows where each goes and its status.
        Err(error) => {
            let status = u8::try_from(error.exit_code()).unwrap_or(2);
            return match error.print() {
                Ok(()) => ExitCode::from(status),
                Err(why) => Failure::from(why).report(text),
            };
        }
    };
    match dispatch(&matches, text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(text),
    }
}

/// The command line's grammar, with its help in one language.
pub fn command(text: &'static CliText) -> Command {
    Command::new("seogo")
        .about(text.about)
        .version(env!("CARGO_PKG_VERSION"))
        .args_conflicts_with_subcommands(true)
        .arg(Arg::new("path").value_name("PATH").value_parser(value_parser!(PathBuf)).help(text.path))
        .subcommand(list::command(text))
        .subcommand(show::command(text))
}

fn dispatch(matches: &ArgMatches, text: &'static CliText) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list::run(matches, text),
        Some(("show", matches)) => show::run(matches, text),
        _ => {
            let opened = crate::app::run(matches.get_one::<PathBuf>("path").cloned());
            opened.map_err(|error| Failure::Unusable((text.no_window)(error.missing, &error.detail)))
        }
    }
}
