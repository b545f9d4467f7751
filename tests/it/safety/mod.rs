//! What the program must never do, whatever input it gets and whatever happens to it: write into an archive,
//! use the internet, fail on a hostile file, or lose the reader's data.

mod hostile;
mod killed;
mod log;
mod marks_file;
#[cfg(target_os = "linux")]
mod network;
#[cfg(unix)]
mod places;
mod supply;
mod untouched;

use crate::support::program::with_home;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Every subcommand that reads an archive. `FOLDER` and `FILE` stand for the archive and an article in it,
/// `CACHES` and `OUTPUT` for paths outside. Add new subcommands here.
const ASKED: &[&[&str]] = &[
    &["list", "FOLDER"],
    &["list", "FOLDER", "--json", "--all-versions", "--sort", "title"],
    &["show", "FILE"],
    &["show", "FILE", "--json"],
    &["show", "FILE", "--raw"],
    &["search", "FOLDER", "여야 -배터리", "--json"],
    &["search", "FOLDER", "is:problem", "--count"],
    &["verify", "FOLDER"],
    &["verify", "FOLDER", "--json"],
    &["export", "FOLDER", "배터리", "--format", "jsonl"],
    &["export", "FOLDER", "--format", "bibtex"],
    &["export", "FOLDER", "--format", "csv", "--force", "--output", "OUTPUT"],
    &["index", "FOLDER", "--cache-dir", "CACHES"],
];

/// The arguments for one of [`ASKED`].
fn arguments(asked: &[&str], folder: &Path, file: &Path, home: &Path) -> Vec<String> {
    let named = |part: &&str| match *part {
        "FOLDER" => folder.to_str().unwrap().to_owned(),
        "FILE" => file.to_str().unwrap().to_owned(),
        "CACHES" => home.join("caches").to_str().unwrap().to_owned(),
        "OUTPUT" => output(home).to_str().unwrap().to_owned(),
        other => other.to_owned(),
    };
    asked.iter().map(named).collect()
}

/// The destination of exports in [`ASKED`].
fn output(home: &Path) -> PathBuf {
    home.join("output")
}

/// The program, in English, with its own files below `home`.
fn seogo(home: &Path) -> Command {
    with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home)
}

/// Whether a run succeeded; `verify` exits with 3 if it found something.
fn went_well(output: &Output) -> bool {
    matches!(output.status.code(), Some(0 | 3))
}

/// The sample articles and damaged invented ones, in a folder that may be modified.
fn mixed_archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            continue;
        }
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    crate::generated::generate(&folder.path().join("generated"), 60, 0.3);
    folder
}
