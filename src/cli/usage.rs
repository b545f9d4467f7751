//! What is printed when the arguments are wrong, and help, in the reader's language: clap itself speaks English only.

use super::output::{Failure, write_error};
use super::terminal::escaped;
use crate::view::{Lang, UsageError};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use std::io::{IsTerminal, Write, stdout};
use std::process::ExitCode;

/// How clap writes the usage of a command and the hint at its help.
const USAGE: &str = "\n\nUsage: ";
const HINT: &str = "\n\nFor more information, try '--help'.";
const OPTIONS: &str = "[OPTIONS]";

/// Prints clap's message. Help and version are messages too; they are the program's own text and may be
/// coloured. A usage error repeats the arguments, which may include file names.
pub(super) fn report(error: &clap::Error, lang: Lang) -> ExitCode {
    if error.use_stderr() {
        write_error(&escaped(&text(error, lang)));
    } else {
        let help = error.render();
        let help = if is_coloured() { help.ansi().to_string() } else { help.to_string() };
        if let Err(why) = stdout().write_all(help.replace(OPTIONS, lang.cli_options()).as_bytes()) {
            return Failure::from(why).report(lang);
        }
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Whether help is read in a terminal that shows colours, by <https://no-color.org>.
fn is_coloured() -> bool {
    let says_no = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
    stdout().is_terminal() && !says_no && !is_dumb
}

/// The message for wrong arguments: what is wrong, the usage, and a hint at the help.
fn text(error: &clap::Error, lang: Lang) -> String {
    let rendered = error.render().to_string();
    let (wrong, rest) = rendered.split_once(USAGE).unwrap_or((rendered.trim_end(), ""));
    let usage = rest.split_once(HINT).map_or(rest.trim_end(), |(usage, _)| usage);
    let Some(wrong) = lang.cli_usage_error(&usage_error(error, wrong)) else { return rendered };
    let mut text = wrong;
    if !usage.is_empty() {
        text += &format!("\n\n{}: {}", lang.cli_usage_heading(), usage.replace(OPTIONS, lang.cli_options()));
    }
    text + "\n\n" + lang.cli_see_help() + "\n"
}

/// What is wrong with the arguments.
fn usage_error(error: &clap::Error, wrong: &str) -> UsageError {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    };
    let first = |kind: ContextKind| context(kind).into_iter().next().unwrap_or_default();
    let (argument, value) = (first(ContextKind::InvalidArg), first(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::MissingRequiredArgument => UsageError::Missing(context(ContextKind::InvalidArg)),
        ErrorKind::UnknownArgument if !argument.is_empty() => {
            UsageError::Unknown(argument, first(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if !argument.is_empty() => {
            UsageError::BadValue { argument, value, known: context(ContextKind::ValidValue) }
        }
        ErrorKind::ArgumentConflict if !argument.is_empty() => {
            UsageError::Conflict(argument, context(ContextKind::PriorArg))
        }
        _ => UsageError::Told(wrong.strip_prefix("error: ").unwrap_or(wrong).to_owned()),
    }
}

/// Adds a command's help texts in the given language.
pub(super) fn with_help(command: Command, lang: Lang) -> Command {
    let flag =
        Arg::new("help").short('h').long("help").action(clap::ArgAction::Help).help(lang.cli_help_flag());
    let command = command.disable_help_flag(true).arg(flag);
    command
        .mut_args(|arg| {
            let is_positional = arg.is_positional();
            with_values(arg, lang).help_heading(if is_positional {
                lang.cli_arguments_heading()
            } else {
                lang.cli_options_heading()
            })
        })
        .help_template(format!(
            "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}\n",
            lang.cli_usage_heading()
        ))
}

/// An argument whose help names its default and its possible values.
fn with_values(arg: Arg, lang: Lang) -> Arg {
    if !arg.get_action().takes_values() {
        return arg;
    }
    let default: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let values: Vec<_> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    if !default.is_empty() {
        help += &format!(" [{}: {}]", lang.cli_default_value(), default.join(", "));
    }
    if !values.is_empty() {
        help += &format!(" [{}: {}]", lang.cli_possible_values(), values.join(", "));
    }
    arg.help(help).hide_default_value(true).hide_possible_values(true)
}
