//! Several crawls of one article: how they are listed, told apart and compared.

use crate::support::window::{Window, seeds};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use seogo::library::{Folders, Session};

/// A window on the seeds, fully loaded.
fn opened() -> Window {
    let mut window = Window::new([1280.0, 800.0]);
    window.open(&seeds());
    window.wait_for_load();
    window
}

/// Runs a query and waits until this many rows are listed.
fn look_for(window: &mut Window, query: &str, count: &str) {
    window.press(Key::Slash);
    window.harness.get_by_label("기사 검색").type_text(query);
    window.wait_for(count);
}

#[test]
fn versions_stand_in_one_row_until_every_file_is_asked_for() {
    let mut window = opened();
    look_for(&mut window, "번호:912_0000005521", "검색 결과 1건");
    window.wait_for("수집본 3개");
    window.click("검색 지우기");
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::V);
    window.wait_for("파일 100개");
    look_for(&mut window, "번호:912_0000005521", "검색 결과 3건");
    for version in ["3차 수집", "2차 수집", "1차 수집"] {
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
    window.wait_for("검색 결과가 없습니다");
}

#[test]
fn versions_stand_in_time_and_any_two_are_compared() {
    let mut window = opened();
    look_for(&mut window, "번호:912_0000005521", "검색 결과 1건");
    window.wait_for("불편, ");
    window.harness.get_all_by_label_contains("불편, ").next().unwrap().click();
    window.wait_for("3차 수집, 제목·본문 바뀜");
    assert!(window.has("1차 수집, 첫 수집") && window.has("2차 수집, 제목·본문 바뀜"));
    window.press(Key::W);
    window.wait_for("제목이 바뀌었습니다");
    assert!(window.has("삭제: 두은선 열차 신호 고장으로 멈춰…승객 218명 78분 갇혀"));
    assert!(window.has("추가: ‘교체 시기 4년 넘긴 신호기’에 두은선 멈췄다…승객 218명 불편"));
    window.press(Key::N);
    window.press(Key::N);
    window.wait_for("추가: 운영단은 이날 오후 설명 자료를 내고");
    window.click("비교할 이전 수집본: 2차 수집");
    window.click("1차 수집  2025");
    window.wait_for("수정: 승객 340여 218명이");
    window.press(Key::N);
    window.wait_for("1/");
    window.press(Key::Escape);
    window.wait_for("30일 오전 7시 12분께");
    assert!(!window.has("제목이 바뀌었습니다"));
    window.press(Key::OpenBracket);
    window.wait_for("78분 갇혀");
}

#[test]
fn in_a_narrow_window_the_version_that_is_shown_is_in_view() {
    let mut window = Window::new([760.0, 700.0]);
    let newest = "912_0000005521_교체_시기_4년_넘긴_신호기에_두은선_멈췄다승객_218명_불편.md";
    window.open(&seeds().join(newest));
    window.wait_for("3차 수집, 제목·본문 바뀜");
    window.press(Key::OpenBracket);
    window.wait_for("78분 갇혀");
    window.press(Key::OpenBracket);
    window.wait_for("1차 수집, 첫 수집");
}
