//! The command line: the same core without a window.
//!
//! Data goes to stdout, everything else to stderr. Exit status: 0 done, 1 a file or folder could not be used,
//! 2 wrong usage, 3 `verify` found something altered or unreadable, 130 an export was stopped.

mod archive;
mod arguments;
mod export;
mod index;
mod list;
mod output;
mod packaging;
mod progress;
mod search;
mod show;
mod terminal;
mod verify;

pub use output::{Failure, Output};
pub use terminal::escaped;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

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
    dispatch(&matches, text).unwrap_or_else(|failure| failure.report(text))
}

/// The command line's grammar, with its help in one language.
pub fn command(text: &'static CliText) -> Command {
    let seogo = Command::new("seogo")
        .about(text.about)
        .args_conflicts_with_subcommands(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(text.commands_heading)
        .arg(Arg::new("path").value_name("PATH").value_parser(value_parser!(PathBuf)).help(text.path))
        .arg(arguments::flag("new-window", text.new_window))
        .subcommand(with_help(list::command(text), text))
        .subcommand(with_help(show::command(text), text))
        .subcommand(with_help(search::command(text), text))
        .subcommand(with_help(verify::command(text), text))
        .subcommand(with_help(export::command(text), text))
        .subcommand(with_help(index::command(text), text))
        .subcommand(with_help(packaging::completions_command(text), text))
        .subcommand(with_help(packaging::man_command(text), text))
        .args(arguments::cache(text))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version").short('V').long("version").action(ArgAction::Version).help(text.version_flag),
        );
    with_help(seogo, text)
}

/// Words a command's help in the reader's language.
fn with_help(command: Command, text: &CliText) -> Command {
    let flag = Arg::new("help").short('h').long("help").action(ArgAction::Help).help(text.help_flag);
    let command = command.disable_help_flag(true).arg(flag);
    command
        .mut_args(|arg| {
            let is_positional = arg.is_positional();
            arg.help_heading(if is_positional { text.arguments_heading } else { text.options_heading })
        })
        .help_template(format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}\n", text.usage_heading))
}

fn dispatch(matches: &ArgMatches, text: &'static CliText) -> Result<ExitCode, Failure> {
    let done = match matches.subcommand() {
        Some(("list", matches)) => list::run(matches, text),
        Some(("show", matches)) => show::run(matches, text),
        Some(("search", matches)) => search::run(matches, text),
        Some(("verify", matches)) => return verify::run(matches, text),
        Some(("export", matches)) => export::run(matches, text),
        Some(("index", matches)) => index::run(matches, text),
        Some(("completions", matches)) => packaging::completions(matches, text),
        Some(("man", _)) => packaging::man(text),
        _ => {
            let path = matches.get_one::<PathBuf>("path").cloned();
            let opened =
                crate::app::run(path, matches.get_flag("new-window"), arguments::cache_choice(matches));
            opened.map_err(|error| Failure::Unusable((text.no_window)(error.missing, &error.detail)))
        }
    };
    done.map(|()| ExitCode::SUCCESS)
}
