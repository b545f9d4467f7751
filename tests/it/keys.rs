//! Keyboard use of the window: the palette, and the reader's own key bindings.

use crate::support::window::{Window, archive, opened};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use seogo::library::{Folders, Language, Settings};
use std::fs;

#[test]
fn a_command_is_found_by_initials_and_done_with_enter() {
    let (mut window, _archive) = opened(3);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    for typed in ["ㄷㅇㄱㅅ", "next art"] {
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        window.harness.step();
        window.harness.step();
        assert!(window.has("명령 찾기") && window.has("본문 복사"));
        window.harness.get_by_label("명령 찾기").type_text(typed);
        window.harness.step();
        window.harness.step();
        assert!(!window.has("본문 복사"));
        window.press(Key::Enter);
        assert!(!window.has("명령 찾기"));
    }
    window.wait_for("본문 3이다.");
}

#[test]
fn the_palette_is_worked_by_arrows_and_closed_by_escape() {
    let (mut window, _archive) = opened(3);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.harness.step();
    window.press(Key::ArrowDown);
    window.press(Key::ArrowUp);
    window.press(Key::ArrowUp);
    window.press(Key::Escape);
    assert!(!window.has("명령 찾기"));
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.harness.step();
    window.harness.step();
    window.harness.get_by_label("명령 찾기").type_text("없는 명령");
    window.harness.step();
    window.harness.step();
    assert!(window.has("일치하는 명령이 없습니다"));
    window.press(Key::Enter);
    assert!(window.has("명령 찾기"));
}

#[test]
fn the_help_page_names_every_command_and_its_file_and_is_scrolled_by_key() {
    let (mut window, _archive) = opened(1);
    let settings = Settings::path(&Folders::below(window.home.path()));
    window.press(Key::Questionmark);
    window.harness.run_steps(8);
    assert!(window.has(settings.to_str().unwrap()));
    let foot = |window: &Window| window.harness.get_by_role_and_label(Role::Button, "닫기").rect().top();
    let bottom_of = |window: &Window, name: &str| window.harness.get_by_label(name).rect().bottom();
    let (first, last) = ("다음 기사: J  ·  ↓", "모두 닫고 끝내기: Ctrl+Q");
    assert!(bottom_of(&window, last) > foot(&window));
    let before = bottom_of(&window, first);
    for key in [Key::PageDown, Key::End] {
        let before = bottom_of(&window, first);
        window.press(key);
        assert!(bottom_of(&window, first) < before, "{key:?}");
    }
    assert!(bottom_of(&window, last) < foot(&window));
    window.press(Key::Home);
    assert_eq!(bottom_of(&window, first), before);
    window.harness.get_by_role_and_label(Role::TextInput, "명령 찾기").type_text("백업");
    window.harness.run_steps(3);
    assert!(window.has("내 기록 백업: 없음") && !window.has(first), "including commands without a key");
    window.press(Key::Escape);
    assert!(!window.has("내 기록 백업: 없음"));
}

#[test]
fn a_key_is_changed_by_pressing_it_and_taken_from_another_command_only_when_pressed_twice() {
    let (mut window, _archive) = opened(3);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    window.press(Key::Questionmark);
    window.harness.run_steps(3);
    window.click("다음 기사: J  ·  ↓");
    window.harness.run_steps(2);
    window.press(Key::F9);
    window.wait_for("다음 기사: F9");
    window.click("이전 기사: K  ·  ↑");
    window.harness.run_steps(2);
    window.press(Key::F9);
    assert!(window.has("F9는 ‘다음 기사’의 단축키입니다."));
    window.press(Key::Escape);
    assert!(window.has("다음 기사: F9") && window.has("이전 기사: K  ·  ↑"), "nothing was changed");
    window.press(Key::Escape);
    window.press(Key::F9);
    window.wait_for("본문 2이다.");
    window.press(Key::Questionmark);
    window.harness.run_steps(3);
    window.click("이전 기사: K  ·  ↑");
    window.harness.run_steps(2);
    window.press(Key::F9);
    window.press(Key::F9);
    window.wait_for("이전 기사: F9");
    assert!(window.has("다음 기사: 없음"));
    window.click("기본값으로 되돌리기: 이전 기사");
    window.wait_for("이전 기사: K  ·  ↑");
    assert!(window.has("다음 기사: 없음"), "the other was changed, too, and has a button of its own");
    window.click("기본값으로 되돌리기: 다음 기사");
    window.wait_for("다음 기사: J  ·  ↓");
}

#[test]
fn keys_of_the_readers_own_hold_everywhere_and_unknown_ones_are_told_and_kept() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    let settings = Settings { language: Language::Korean, ..Settings::default() };
    settings.write(&folders).unwrap();
    let path = Settings::path(&folders);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}keys: {{next: [F9, Ctrl+Shift+U], fly: F10}}\n")).unwrap();
    let archive = archive(3);
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.wait_for("fly: 없는 명령입니다");
    window.open(archive.path());
    window.wait_for_load();
    window.wait_for("제목 1,");
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    window.press(Key::J);
    assert_eq!(window.heading(), "제목 1", "the old key is free");
    window.press(Key::F9);
    window.wait_for("본문 2이다.");
    window.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::U);
    window.wait_for("본문 3이다.");
    window.press(Key::Questionmark);
    assert!(window.has("F9  ·  Ctrl+Shift+U"));
    window.press(Key::Escape);
    window.press(Key::D);
    window.harness.state_mut().as_mut().unwrap().save();
    assert!(fs::read_to_string(&path).unwrap().contains("fly: F10"), "it is not lost");
}
