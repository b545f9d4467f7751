//! Archives on a search server. What the program says and sends is tested on a fake server; that an index
//! gives exactly what its folder gives, on a real one where there is one.

mod asking;
mod cancelled;
mod crawler;
mod figures;
mod hostile;
mod lists;
mod paging;
mod protocol;
mod publishing;
mod queries;
mod republishing;
mod tls;
mod window;

use crate::support::program::{with_home, without_cache};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the program with nobody to answer questions.
fn run(home: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    command(home, arguments, variables).output().unwrap()
}

fn command(home: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = without_cache(with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home));
    for name in ["USER", "PASSWORD", "API_KEY", "URL"] {
        command.env_remove(format!("SEOGO_CLUSTER_{name}"));
    }
    command.args(arguments).envs(variables.iter().copied()).stdin(Stdio::null());
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Runs the program, which has to succeed, and returns what it prints.
fn done(home: &Path, arguments: &[&str]) -> String {
    let output = run(home, arguments, &[]);
    assert!(matches!(output.status.code(), Some(0 | 3)), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

/// The greeting of OpenSearch.
const GREETING: &str = r#"{"version":{"distribution":"opensearch","number":"2.19.6"}}"#;

const NO_INDEX: &str =
    r#"{"error":{"type":"index_not_found_exception","reason":"no such index"},"status":404}"#;
