//! The reader's own headline abbreviations, used by searches in the window and on the command line.

use crate::support::program::without_cache;
use crate::support::window::{Window, search};
use seogo::library::{Folders, abbreviations_path};
use std::fs;
use std::path::Path;
use std::process::Command;

fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("1.md"), "---\nid: 901_1\ntitle: 塔, 새 전망대 연다\n---\n\n본문이다.\n")
        .unwrap();
    folder
}

/// A home folder with the abbreviation 塔 for 가람타워, and an invalid line.
fn home_with_abbreviations() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    write_abbreviations(&abbreviations_path(&Folders::below(home.path())));
    home
}

fn write_abbreviations(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, "# 우리 집 약칭\n塔 가람타워\n가을 가람타워\n").unwrap();
}

#[test]
fn the_readers_abbreviations_are_searched_and_a_broken_line_is_told() {
    let folder = archive();
    let mut window = Window::in_home([1280.0, 800.0], home_with_abbreviations());
    window.wait_for("3번째 줄");
    window.open_whole(folder.path(), 1);
    assert!(window.has("3번째 줄"), "opening a folder doesn't dismiss the message");
    search(&mut window, "가람타워");
    window.wait_for("검색 결과 1건");
}

#[cfg(target_os = "linux")]
#[test]
fn the_command_line_searches_them_too() {
    let (folder, home) = (archive(), tempfile::tempdir().unwrap());
    write_abbreviations(&home.path().join("seogo/abbreviations.txt"));
    let output = without_cache(Command::new(env!("CARGO_BIN_EXE_seogo")))
        .args(["search", folder.path().to_str().unwrap(), "가람타워", "--count"])
        .env("LC_ALL", "en_US.UTF-8")
        .env("XDG_CONFIG_HOME", home.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "1\n");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && told.lines().count() == 1 && told.contains("(3)"), "{told}");
}
