//! `seogo completions SHELL` and `seogo man`: files to install along with the program.

use std::io::Write;

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;
use clap_mangen::{
    Man,
    roff::{Roff, roman},
};

use super::output::{Failure, Output};
use crate::view::Lang;

/// The definition of `completions`.
pub(super) fn completions_command(lang: Lang) -> Command {
    let shell = Arg::new("shell").value_name("SHELL").required(true).value_parser(value_parser!(Shell));
    Command::new("completions")
        .about(lang.cli_completions_about())
        .arg(shell.help(lang.cli_completions_shell()))
}

/// The definition of `man`.
pub(super) fn man_command(lang: Lang) -> Command {
    Command::new("man").about(lang.cli_man_about())
}

/// Prints the completion script for the given shell.
pub(super) fn completions(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(&shell) = matches.get_one::<Shell>("shell") else { return Ok(()) };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut super::command(lang), "seogo", &mut script);
    let mut output = Output::stdout();
    output.write_all(&script)?;
    output.finish()
}

/// Prints the manual page, with a section per subcommand.
pub(super) fn man(lang: Lang) -> Result<(), Failure> {
    let mut command = super::command(lang);
    command.build();
    let mut page = Vec::new();
    let program = Man::new(command.clone());
    program.render_title(&mut page)?;
    program.render_name_section(&mut page)?;
    program.render_synopsis_section(&mut page)?;
    program.render_options_section(&mut page)?;
    for command in command.get_subcommands() {
        let name = command.get_display_name().unwrap_or_default().replace('-', " ");
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        Roff::new().control("SH", [name.as_str()]).text([roman(about)]).to_writer(&mut page)?;
        let mut parts = Vec::new();
        let subcommand = Man::new(command.clone());
        subcommand.render_synopsis_section(&mut parts)?;
        subcommand.render_options_section(&mut parts)?;
        page.extend(String::from_utf8_lossy(&parts).replace(".SH ", ".SS ").into_bytes());
    }
    let mut output = Output::stdout();
    output.write_all(&page)?;
    output.finish()
}
