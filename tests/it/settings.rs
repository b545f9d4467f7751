//! The settings window: changes take effect at once, and at the next start.

use crate::cache::{has_manifest, wait_for_cache};
use crate::support::window::{Window, archive, article, opened};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::library::{CitationStyle, Density, Folders, Language, Motion, Settings, Theme};
use std::fs;

fn open_settings(window: &mut Window) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    // Until the layout is stable.
    window.harness.run_steps(8);
}

/// The settings saved when the window is closed.
fn kept(window: &mut Window) -> Settings {
    window.harness.state_mut().as_mut().unwrap().save();
    Settings::read(&Folders::below(window.home.path())).0
}

fn press_with_command(window: &mut Window, key: Key) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, key);
    window.harness.run_steps(3);
}

#[test]
fn every_setting_is_changed_in_the_window_and_kept() {
    let (mut window, _archive) = opened(3);
    open_settings(&mut window);
    for control in ["테마: 어둡게", "애니메이션: 줄임", "목록 간격: 좁게", "글꼴: 명조"]
    {
        window.click(control);
    }
    for control in [
        "사라진 문단 나누기 되살리기",
        "긴 문단 나누기",
        "읽은 기사를 자동으로 읽음 표시",
        "인용 형식: 참고문헌(APA)",
        "인용 정보에 수집 시각과 해시 앞 12자리도 적기",
        "언어: English",
    ] {
        window.harness.get_by_label(control).scroll_to_me();
        window.harness.run_steps(8);
        window.click(control);
    }
    assert!(window.has("Restore lost paragraph breaks"), "the language changes at once");
    window.click("Zoom in");
    window.press(Key::Escape);
    assert!(!window.has("Restore lost paragraph breaks"));
    let settings = kept(&mut window);
    assert_eq!((settings.language, settings.theme), (Language::English, Theme::Dark));
    assert_eq!((settings.motion, settings.density), (Motion::Reduced, Density::Compact));
    assert_eq!((settings.zoom, settings.read_after), (110.0, Settings::READ_AFTER));
    assert!(!settings.restore_paragraphs && !settings.break_long_paragraphs);
    assert_eq!((settings.citation, settings.citation_proof), (CitationStyle::Apa, true));
    assert_eq!(window.harness.ctx.global_style().animation_time, 0.0, "nothing moves");
    assert!(window.harness.ctx.theme() == egui::Theme::Dark);
}

#[test]
fn opening_and_closing_the_window_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    let settings =
        Settings { language: Language::Korean, read_after: 120.0, zoom: 137.0, ..Settings::default() };
    settings.write(&folders).unwrap();
    let written = fs::read_to_string(Settings::path(&folders)).unwrap();
    let archive = archive(1);
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.open_whole(archive.path(), 1);
    open_settings(&mut window);
    window.wait_for("화면 배율");
    window.press(Key::Escape);
    assert_eq!(kept(&mut window), settings);
    assert_eq!(fs::read_to_string(Settings::path(&folders)).unwrap(), written);
}

#[test]
fn the_caches_are_shown_with_place_and_size_and_emptied() {
    let (mut window, _archive) = opened(3);
    let caches = window.home.path().join("cache");
    wait_for_cache(&mut window);
    open_settings(&mut window);
    assert!(window.has(caches.to_str().unwrap()));
    let settings = Settings::path(&Folders::below(window.home.path()));
    assert!(window.has(settings.to_str().unwrap()));
    window.wait_for("1 MB");
    window.harness.get_by_label("캐시 비우기").focus();
    window.harness.run_steps(2);
    window.press(Key::Space);
    window.wait_for("0 MB");
    assert!(!has_manifest(&caches));
    assert!(window.has("기사 3건"), "what is read stays");
}

#[test]
fn paragraphs_are_shown_as_the_file_has_them_when_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let text = article(1, 2, "[앵커]비가 많이 왔습니다.눈도 많이 왔습니다.\n\n둘째 줄입니다.");
    fs::write(folder.path().join("1.txt"), text).unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder.path());
    window.wait_for_load();
    window.wait_for("제목 1,");
    window.click("제목 1,");
    window.wait_for("둘째 줄입니다.");
    let is_block = |window: &Window, text: &str| window.harness.query_by_label(text).is_some();
    assert!(
        is_block(&window, "[앵커]") && !is_block(&window, "[앵커]비가 많이 왔습니다.눈도 많이 왔습니다.")
    );
    open_settings(&mut window);
    window.harness.get_by_label("사라진 문단 나누기 되살리기").scroll_to_me();
    window.harness.run_steps(8);
    window.click("사라진 문단 나누기 되살리기");
    window.press(Key::Escape);
    window.wait_for("[앵커]비가 많이 왔습니다.눈도 많이 왔습니다.");
    assert!(is_block(&window, "[앵커]비가 많이 왔습니다.눈도 많이 왔습니다."));
    assert!(is_block(&window, "둘째 줄입니다."));
}

#[test]
fn close_rows_show_more_of_the_list_and_the_same_ones_stay_in_view() {
    let (mut window, _archive) = opened(60);
    let rows = |window: &Window| {
        let rows = window.harness.get_all_by_role(egui::accesskit::Role::ListBoxOption);
        rows.map(|row| row.accesskit_node().label().unwrap()).collect::<Vec<_>>()
    };
    window.press(Key::End);
    let before = rows(&window);
    assert!(!before.is_empty());
    open_settings(&mut window);
    window.click("목록 간격: 좁게");
    window.press(Key::Escape);
    let after = rows(&window);
    assert!(after.len() > before.len(), "{} rows, then {}", before.len(), after.len());
    assert!(before.iter().all(|row| after.contains(row)));
}

#[test]
fn everything_is_made_larger_and_smaller_by_key_also_while_something_is_typed() {
    let (mut window, _archive) = opened(1);
    let zoom = |window: &Window| window.harness.ctx.zoom_factor();
    press_with_command(&mut window, Key::Plus);
    assert_eq!(zoom(&window), 1.1);
    window.press(Key::Slash);
    // Some keyboards need Shift for a plus sign.
    window.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Plus);
    window.harness.run_steps(3);
    assert_eq!(zoom(&window), 1.25);
    press_with_command(&mut window, Key::Num0);
    press_with_command(&mut window, Key::Minus);
    assert_eq!(zoom(&window), 0.9, "one press is one step");
    for _ in 0..20 {
        press_with_command(&mut window, Key::Minus);
    }
    assert_eq!(zoom(&window), 0.5);
    for _ in 0..20 {
        press_with_command(&mut window, Key::Equals);
    }
    assert_eq!(zoom(&window), 3.0);
    open_settings(&mut window);
    press_with_command(&mut window, Key::Minus);
    assert_eq!(zoom(&window), 2.5, "also in the settings window");
    assert_eq!(kept(&mut window).zoom, 250.0);
}

#[test]
fn settings_are_found_by_their_names_and_values() {
    let (mut window, _archive) = opened(1);
    open_settings(&mut window);
    let numbers = window.harness.query_all_by_role(egui::accesskit::Role::SpinButton);
    let numbers: Vec<_> = numbers.filter_map(|number| number.accesskit_node().value()).collect();
    assert_eq!(numbers, ["17 pt", "38자", "1.8배"], "numbers have units");
    let field = |window: &Window| {
        window.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "설정 찾기").focus()
    };
    field(&window);
    window.harness.run_steps(2);
    window.harness.event(egui::Event::Text("명조".to_owned()));
    window.harness.run_steps(8);
    assert!(window.has("글꼴: 명조") && window.has("기사"), "with the heading of its section");
    assert!(!window.has("글자 크기") && !window.has("테마: 어둡게") && !window.has("캐시 비우기"));
    window.harness.event(egui::Event::Text("없음".to_owned()));
    window.harness.run_steps(8);
    assert!(window.has("찾는 설정이 없습니다"));
}
