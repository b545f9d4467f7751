//! What the reader tells about files that the program can't make out: columns, and texts without an extension.

use crate::support::window::Window;
use egui_kittest::kittest::Queryable;
use seogo::library::{Folders, read_choices};
use std::fs;

const TABLE: &str = "가,나,다\n느린 달팽이가 이겼다,1,달팽이가 토끼를 이겼다고 한다.\n빠른 토끼가 졌다,2,토끼는 낮잠을 잤다고 한다.\n";

#[test]
fn a_table_whose_names_say_nothing_asks_for_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.csv");
    fs::write(&path, TABLE).unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(&path);
    window.wait_for("표의 열 정하기");
    window.wait_for("제목: A · 가");
    window.wait_for("본문: C · 다");
    window.click("분류: 없음");
    window.click("B · 나");
    window.click("읽기");
    window.wait_for("느린 달팽이가 이겼다,");
    assert!(!window.has("표의 열 정하기"));
    window.wait_until("the choice in its file", |window| {
        let (choices, _) = read_choices(&Folders::below(window.home.path()));
        let columns = choices.columns_of(folder.path(), "news.csv".as_ref()).map(ToString::to_string);
        columns.as_deref() == Some("category=B,head=yes,text=C,title=A")
    });
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is written next to it");
    // The choice is remembered.
    let mut window = Window::beside(&window);
    window.open(&path);
    window.wait_for("느린 달팽이가 이겼다,");
}

#[test]
fn a_folder_with_nothing_but_such_a_table_offers_to_choose() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("news.csv"), TABLE).unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder.path());
    window.wait_for("표나 JSON 파일 1개에서 기사를 찾지 못했습니다");
    window.click("표의 열 정하기");
    window.wait_for("제목: A · 가");
    window.click("읽기");
    window.wait_for("느린 달팽이가 이겼다,");
}

#[test]
fn columns_can_be_chosen_from_the_list_of_problems() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("news.csv"), TABLE).unwrap();
    fs::write(folder.path().join("a.txt"), "빠른 달팽이\n\n본문이다.").unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(folder.path(), 1);
    window.press(egui::Key::P);
    window.click("news.csv, 표나 JSON이지만");
    window.wait_for("제목: A · 가");
    window.click("읽기");
    window.wait_for("기사 3건");
}

#[test]
fn files_without_an_extension_can_be_read_as_plain_text() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["하나", "둘"] {
        fs::write(folder.path().join(name), format!("{name} 달팽이\n\n본문이다.")).unwrap();
    }
    fs::write(folder.path().join("a.png"), "png").unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder.path());
    window.wait_for("파일 3개를 읽지 않음: 확장자 없음 2개, .png 1개");
    window.click("확장자 없는 파일을 텍스트로 읽기");
    window.wait_for("하나 달팽이,");
    window.wait_for("둘 달팽이,");
    let is_kept =
        |window: &Window| read_choices(&Folders::below(window.home.path())).0.is_plain(folder.path());
    window.wait_until("the choice in its file", is_kept);
    // It can be undone by the command, or at once.
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    window.wait_for("명령 찾기");
    window.harness.get_by_label("명령 찾기").type_text("텍스트로 읽지");
    window.harness.step();
    window.press(egui::Key::Enter);
    window.wait_for("파일 3개를 읽지 않음: 확장자 없음 2개, .png 1개");
    window.wait_until("the choice undone in its file", |window| !is_kept(window));
    window.click("확장자 없는 파일을 텍스트로 읽기");
    window.wait_for("실행 취소");
    window.click("실행 취소");
    window.wait_for("파일 3개를 읽지 않음: 확장자 없음 2개, .png 1개");
    window.wait_until("the choice undone in its file", |window| !is_kept(window));
}
