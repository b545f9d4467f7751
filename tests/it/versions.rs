//! Several crawls of one article: how they are listed, told apart and compared.

use crate::window::{Window, seeds};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use seogo::library::{Folders, Session};

/// The seeds, read to the end.
fn opened() -> Window {
    let mut window = Window::new([1280.0, 800.0]);
    window.open(&seeds());
    window.wait_for("초");
    window
}

/// Looks for something until as many rows are listed.
fn look_for(window: &mut Window, query: &str, count: &str) {
    window.press(Key::Slash);
    window.harness.get_by_label("기사 검색").type_text(query);
    window.wait_for(count);
}

#[test]
fn versions_stand_in_one_row_until_every_file_is_asked_for() {
    let mut window = opened();
    look_for(&mut window, "번호:912_0000005521", "검색 결과 1건");
    window.wait_for("3개 판");
    window.click("검색 지우기");
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::V);
    window.wait_for("파일 85개");
    look_for(&mut window, "번호:912_0000005521", "검색 결과 3건");
    for version in ["3판", "2판", "1판"] {
        assert!(window.has(version), "{version}");
    }
    window.harness.state_mut().as_mut().unwrap().save();
    assert!(Session::read(&Folders::below(window.home.path())).0.every_file);
}

#[test]
fn a_copy_is_no_revision() {
    let mut window = opened();
    look_for(&mut window, "번호:901_0000330061", "검색 결과 1건");
    window.wait_for("사본 2개");
    window.harness.get_by_label("기사 검색").type_text(" is:revised");
    window.wait_for("찾은 기사가 없습니다");
}
