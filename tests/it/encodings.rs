//! The encoding of a file: how the reader sees it and chooses another.

use std::fs;
use std::process::Command;

use crate::support::files::Invented;
use crate::support::program::with_home;
use crate::support::window::{Window, search};
use seogo::article::TextEncoding;
use seogo::library::{Choice, Folders, keep_choice};

#[test]
fn the_command_line_reads_a_file_as_it_was_chosen() {
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let bytes = encoding_rs::EUC_KR.encode(&Invented::default().text()).0.into_owned();
    let file = folder.path().join("1.md");
    fs::write(&file, bytes).unwrap();
    let printed = |arguments: &[&str]| {
        let output = with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home.path())
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let asked: [&[&str]; 6] = [
        &["list", "."],
        &["list", ".", "--no-cache"],
        &["search", ".", "도서관"],
        &["export", ".", "--format", "jsonl"],
        &["show", "1.md"],
        &["show", "1.md", "--json"],
    ];
    printed(&["index", "."]);
    for arguments in asked {
        assert!(printed(arguments).contains("도서관"), "{arguments:?}");
    }
    assert!(printed(&["verify", "."]).contains("intact"));
    let folders = Folders { data: home.path().join("data/seogo"), ..Folders::below(home.path()) };
    let choice = Choice::Encoding(file.canonicalize().unwrap(), TextEncoding::named("windows-1252"));
    keep_choice(choice, &folders).unwrap();
    for arguments in asked {
        assert!(!printed(arguments).contains("도서관"), "{arguments:?}");
    }
    assert!(printed(&["verify", "."]).starts_with("altered"));
}

#[test]
fn an_encoding_is_said_chosen_and_remembered_and_everything_follows() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = encoding_rs::EUC_KR.encode(&Invented::default().text()).0.into_owned();
    fs::write(folder.path().join("1.md"), &bytes).unwrap();
    let mut window = Window::new([1280.0, 1400.0]);
    window.open(folder.path());
    window.wait_for("가나시, \"새 도서관\" 연다,");
    window.click("가나시, \"새 도서관\" 연다,");
    window.wait_for("수집 당시와 같음");
    window.wait_for("인코딩이 적혀 있지 않아 추정했습니다: CP949");
    window.wait_for("CP949 (EUC-KR) · 자동");

    window.click("CP949 (EUC-KR) · 자동");
    window.click("windows-1252");
    window.wait_for("windows-1252  ▾");
    window.wait_for("수집 당시와 다름 1");
    assert!(!window.has("새 도서관"), "neither the page nor the list has the other reading");
    search(&mut window, "도서관");
    window.wait_for("검색 결과가 없습니다");

    let Window { harness, home } = window;
    drop(harness);
    let mut window = Window::in_home([1280.0, 1400.0], home);
    window.open(&folder.path().join("1.md"));
    window.wait_for("windows-1252  ▾");
    window.wait_for("수집 당시와 다름 1");
    window.click("windows-1252  ▾");
    window.click("자동");
    window.wait_for("가나시, \"새 도서관\" 연다,");
    window.wait_for("CP949 (EUC-KR) · 자동");
    search(&mut window, "도서관");
    window.wait_for("검색 결과 1건");
    assert_eq!(fs::read(folder.path().join("1.md")).unwrap(), bytes);
}
