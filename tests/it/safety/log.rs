//! The log and the crash reports: where they are, what they never contain, and that they stay out of archives.

use super::{mixed_archive, seogo};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The environment variable with the home folder for the process that crashes.
const HOME: &str = "SEOGO_TEST_HOME";

/// All log files of a home folder.
fn logged(home: &Path) -> String {
    let files = fs::read_dir(home.join("state/seogo/log")).into_iter().flatten();
    files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn what_is_logged_names_no_title_query_or_path() {
    let (home, archive) = (tempfile::tempdir().unwrap(), mixed_archive());
    let folder = archive.path().to_str().unwrap();
    let search = || {
        let mut command = seogo(home.path());
        command.args(["search", folder, "배터리", "--no-cache"]);
        command
    };
    assert!(search().output().unwrap().status.success());
    assert!(!home.path().join("state").exists(), "nothing is created before there is something to write");
    assert!(search().env("SEOGO_LOG", "info").output().unwrap().status.success());
    let log = logged(home.path());
    assert!(log.contains("started") && log.contains("loaded"), "{log}");
    for secret in ["배터리", folder, ".md", ".txt"] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
    assert!(search().env("SEOGO_LOG", "off").output().unwrap().status.success());
    assert_eq!(logged(home.path()), log);
}

#[test]
fn no_log_is_written_into_an_archive() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("a.md"), "---\ntitle: a\n---\nb\n").unwrap();
    fs::create_dir_all(home.path().join("state")).unwrap();
    let mut command = seogo(home.path());
    command.arg("verify").arg(home.path()).env("SEOGO_LOG", "info");
    assert!(command.output().unwrap().status.success());
    assert_eq!(fs::read_dir(home.path().join("state")).unwrap().count(), 0);
}

#[test]
fn the_version_names_the_place_of_the_log() {
    let home = tempfile::tempdir().unwrap();
    let said = |arguments: &[&str]| {
        String::from_utf8(seogo(home.path()).args(arguments).output().unwrap().stdout).unwrap()
    };
    assert_eq!(said(&["--version"]), format!("seogo {}\n", env!("CARGO_PKG_VERSION")));
    let all = said(&["--version", "--verbose"]);
    let log = home.path().join("state/seogo/log");
    assert!(all.lines().any(|line| line == format!("log\t{}", log.display())), "{all}");
    assert!(!log.exists());
}

/// Not a test, but a process that panics.
#[test]
#[ignore = "fails: another test starts it"]
fn a_fault() {
    let Some(home) = std::env::var_os(HOME) else { return };
    let folders = seogo::library::Folders::below(Path::new(&home));
    seogo::library::report_faults(&folders, |report| format!("reported in {report:?}"));
    assert!(folders.config.as_os_str().is_empty(), "a fault on purpose");
}

#[test]
fn a_fault_leaves_a_report_and_says_where() {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "safety::log::a_fault", "--ignored", "--nocapture"])
        .env(HOME, home.path())
        .stdout(Stdio::null())
        .output()
        .unwrap();
    let reports: Vec<PathBuf> =
        fs::read_dir(home.path().join("state/log")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(reports.len(), 1);
    let report = fs::read_to_string(&reports[0]).unwrap();
    assert!(report.contains("a fault on purpose"), "{report}");
    assert!(report.contains("log.rs") && report.contains(env!("CARGO_PKG_VERSION")), "{report}");
    let said = String::from_utf8(output.stderr).unwrap();
    let line = said.lines().find(|line| line.starts_with("seogo: reported in")).unwrap();
    assert!(line.contains(reports[0].to_str().unwrap()), "{said}");
}
