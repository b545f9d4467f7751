//! What the window says about an archive's integrity while another program alters its files.

use egui_kittest::kittest::{NodeT, Queryable};
use std::fs;
use std::path::Path;

use egui::{Key, Modifiers};

use crate::support::files::Invented;
use crate::support::window::{Window, search};

/// An archive of four articles with hashes.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 1..=4 {
        write(folder.path(), number, "그대로인 본문이다.");
    }
    folder
}

fn file(folder: &Path, number: u32) -> std::path::PathBuf {
    folder.join(format!("{number}.md"))
}

fn write(folder: &Path, number: u32, body: &str) {
    let invented =
        Invented { title: format!("제목 {number}"), body: body.to_owned(), ..Invented::default() };
    let text = invented.text().replace("009_0005614000", &format!("009_{number}"));
    fs::write(file(folder, number), text).unwrap();
}

/// Changes a body but not its hash.
fn alter(folder: &Path, number: u32) {
    let text = fs::read_to_string(file(folder, number)).unwrap();
    fs::write(file(folder, number), text.replace("그대로인", "바뀌어진")).unwrap();
}

fn opened(folder: &Path) -> Window {
    let mut window = Window::new([1280.0, 1200.0]);
    window.open(folder);
    window.wait_for_load();
    window.wait_for("제목 1,");
    window
}

#[test]
fn the_status_line_and_the_rows_tell_what_is_not_intact() {
    let folder = archive();
    let mut window = opened(folder.path());
    window.wait_for("기사 4건 모두 수집 당시와 같음");
    alter(folder.path(), 2);
    fs::write(file(folder.path(), 5), "---\ntitle: 제목 5\n---\n\n본문\n").unwrap();
    let mut window = opened(folder.path());
    window.wait_for("수집 당시와 다름 1 · 확인할 해시 없음 1 · 수집 당시와 같음 3");
    window.wait_for("제목 2, 가나일보  ·  홍길동, 2025년 12월 30일, 수집 당시와 다름");
    window.wait_for("제목 5, 언론사 없음");
    let row = window.harness.get_by_label_contains("제목 5, 언론사 없음").accesskit_node().label().unwrap();
    assert!(!row.contains("해시"), "{row}: a row says nothing of a hash that is not there");
    window.click("수집 당시와 다름 1 ·");
    window.wait_for("마지막 확인");
    window.click("수집 당시와 다른 기사 보기");
    window.wait_for("검색 결과 1건");
    assert!(window.has("제목 2,") && !window.has("제목 1,"));
}

/// Gives all files the same old timestamp, so that only reading them can reveal a change.
fn hide_times(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let file = fs::File::options().write(true).open(entry.unwrap().path()).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000)).unwrap();
    }
}

#[test]
fn a_file_altered_since_is_found_when_everything_is_checked_again() {
    let folder = archive();
    hide_times(folder.path());
    let mut window = opened(folder.path());
    alter(folder.path(), 3);
    hide_times(folder.path());
    fs::remove_file(file(folder.path(), 4)).unwrap();
    window.wait_for("기사 3건 모두 수집 당시와 같음");
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::F5);
    window.wait_for("파일 3개: 수집 당시와 같음 2, 수집 당시와 다름 1, 확인할 해시 없음 0, 읽지 못함 0");
    window.wait_for("수집 당시와 다름 1 · 수집 당시와 같음 2");
    search(&mut window, "is:altered");
    window.wait_for("검색 결과 1건");
    window.wait_for("제목 3,");
    write(folder.path(), 3, "그대로인 본문이다.");
    hide_times(folder.path());
    window.click("수집 당시와 다름 1 ·");
    window.wait_for("마지막 확인");
    window.click("모든 파일 다시 확인");
    window.wait_for("기사 3건 모두 수집 당시와 같음");
    window.wait_for("검색 결과가 없습니다");
}

#[test]
fn reading_an_article_checks_it_and_the_list_follows() {
    let folder = archive();
    let mut window = opened(folder.path());
    window.click("제목 1,");
    window.wait_for("그대로인 본문이다.");
    window.wait_for("확인 시각");
    alter(folder.path(), 1);
    window.click("이 기사 다시 확인");
    window.wait_for("바뀌어진 본문이다.");
    window.wait_for("수집 당시와 다름 1 · 수집 당시와 같음 3");
    window.wait_for("현재 본문의 해시");
    alter(folder.path(), 2);
    window.click("제목 2,");
    window.wait_for("수집 당시와 다름 2 · 수집 당시와 같음 2");
}
