//! Files that packages install along with the program: shell completions and the manual page.

use crate::support::skipped::skip;
use std::process::Command;

fn printed(arguments: &[&str], language: &str) -> String {
    let seogo =
        Command::new(env!("CARGO_BIN_EXE_seogo")).args(arguments).env("LC_ALL", language).output().unwrap();
    assert!(seogo.status.success() && seogo.stderr.is_empty(), "{arguments:?}");
    String::from_utf8(seogo.stdout).unwrap()
}

/// Every subcommand with its options, as the program defines them.
fn subcommands() -> Vec<(String, Vec<String>)> {
    let mut command = seogo::cli::command(seogo::view::Lang::English);
    command.build();
    let options = |command: &clap::Command| {
        command.get_arguments().filter_map(|argument| Some(argument.get_long()?.to_owned())).collect()
    };
    command.get_subcommands().map(|command| (command.get_name().to_owned(), options(command))).collect()
}

#[test]
fn shells_complete_every_subcommand_and_option() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell], "C.UTF-8");
        for (name, options) in subcommands() {
            for word in options.iter().chain([&name]) {
                assert!(script.contains(word.as_str()), "{shell}: {word}");
            }
        }
    }
    let check = format!("{}\ncomplete -p seogo", printed(&["completions", "bash"], "C.UTF-8"));
    match Command::new("bash").args(["-c", &check]).output() {
        Ok(bash) => assert!(String::from_utf8_lossy(&bash.stdout).contains("-F _seogo"), "{bash:?}"),
        Err(error) => skip(error.to_string()),
    }
}

#[test]
fn the_manual_has_every_subcommand_and_option_in_both_languages() {
    for (language, about) in [("C.UTF-8", "Show one article"), ("ko_KR.UTF-8", "기사 하나를")] {
        let page = printed(&["man"], language);
        assert!(page.contains(".TH seogo 1") && page.contains(about), "{page}");
        for (name, options) in subcommands() {
            let (_, section) = page.split_once(&format!(".SH \"seogo {name}\"")).unwrap();
            let section = section.split(".SH ").next().unwrap();
            for option in options {
                let option = format!("\\-\\-{}", option.replace('-', "\\-"));
                assert!(section.contains(&option), "{name} {option}");
            }
        }
    }
}
