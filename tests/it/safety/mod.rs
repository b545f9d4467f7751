//! What the program must never do, whatever it is given and whatever happens to it: write into an archive, speak to
//! the internet, choke on a hostile file, lose what belongs to the reader.

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

/// What is asked of an archive without a window: every subcommand that reads one. `FOLDER` and `FILE` stand for it
/// and for an article in it, `CACHES` and `OUTPUT` for places outside. A new subcommand belongs here.
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

/// The arguments of one of [`ASKED`].
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

/// Where [`ASKED`] exports to.
fn output(home: &Path) -> PathBuf {
    home.join("output")
}

/// The program, with its own files below `home`, speaking English.
fn seogo(home: &Path) -> Command {
    with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home)
}

/// Whether it went well: `verify` says with 3 that it found something.
fn went_well(output: &Output) -> bool {
    matches!(output.status.code(), Some(0 | 3))
}

/// The samples and damaged inventions, in a folder that may be spoilt.
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
