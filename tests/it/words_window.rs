//! The words in the window: a concordance, and tables of words, in place of the page.

use crate::support::window::{Window, search};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use std::fs;

/// Replaces the text of a field, and enters it.
fn enter(window: &mut Window, field: &str, text: &str) {
    window.harness.get_by_role_and_label(Role::TextInput, field).focus();
    window.harness.run_steps(2);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.run_steps(2);
    window.harness.get_by_role_and_label(Role::TextInput, field).type_text(text);
    window.harness.run_steps(2);
    window.press(Key::Enter);
}

/// A window on invented articles about a snail and a race, searched for the snail, that shows words.
fn words(size: [f32; 2]) -> (Window, tempfile::TempDir) {
    let archive = tempfile::tempdir().unwrap();
    for number in 0..12_u32 {
        let (about, text) = match number % 2 {
            0 => ("달팽이", "느린 달팽이가 경주에서 토끼를 이겼다. 달팽이의 승리에 주민이 놀랐다."),
            _ => ("열차", "나루터 열차가 멈췄다. 열차를 기다리던 주민이 강변으로 걸었다."),
        };
        let day = number + 1;
        let article = format!(
            "---\nid: 901_{number:010}\ntitle: \"{about} 소식 {number}\"\npublisher: 가람일보\n\
             published_at: 2026-01-{day:02} 00:00\n---\n\n# 제목\n\n---\n\n{text}\n\n경주 소식을 전한다. 달팽이 경주.\n"
        );
        fs::write(archive.path().join(format!("{number}.md")), article).unwrap();
    }
    let mut window = Window::new(size);
    window.open(archive.path());
    window.wait_for_load();
    search(&mut window, "달팽이 -열차");
    window.press(Key::Enter);
    window.press(Key::Y);
    window.click("단어");
    window.wait_for("용례");
    (window, archive)
}

fn value(window: &Window, list: &str) -> String {
    let list = window.harness.get_by_role_and_label(Role::Slider, list);
    list.accesskit_node().value().unwrap_or_default()
}

#[test]
fn a_line_of_a_concordance_opens_the_article_at_its_place_and_back_leads_to_the_line() {
    let (mut window, _archive) = words([1280.0, 800.0]);
    window.wait_for("24곳 · 기사 6건");
    window.harness.get_by_role_and_label(Role::Slider, "용례").focus();
    window.harness.run_steps(2);
    window.press(Key::ArrowDown);
    let first = value(&window, "용례");
    assert!(first.contains("가람일보: 달팽이 소식 10"), "{first}");
    window.press(Key::ArrowDown);
    assert!(value(&window, "용례").contains("느린 달팽이가 경주에서"), "{}", value(&window, "용례"));
    window.press(Key::Enter);
    window.wait_for("느린 달팽이가 경주에서 토끼를 이겼다.");
    window.wait_until("the second hit is the current one", |window| window.has("2/4"));
    window.harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.wait_for("24곳 · 기사 6건");
    assert!(value(&window, "용례").contains("느린 달팽이가"), "the line is the same");
}

#[test]
fn places_are_sorted_drawn_and_of_any_word() {
    let (mut window, _archive) = words([1280.0, 800.0]);
    window.wait_for("24곳 · 기사 6건");
    window.click("뒤 단어순");
    window.wait_for("뒤 단어순 ·");
    enter(&mut window, "용례를 볼 검색어", "주민");
    window.wait_for("‘주민’ 6곳 · 기사 6건");
    enter(&mut window, "용례를 볼 검색어", "없는말");
    window.wait_for("이 목록의 기사에는 나오지 않습니다.");
}

#[test]
fn distinctive_words_lead_to_their_places_and_articles_and_back() {
    let (mut window, _archive) = words([1280.0, 800.0]);
    window.click("특징 단어");
    window.wait_for("찾은 기사 6건 ↔ 나머지 6건");
    window.wait_for("토끼를, 6번, 기사 6건");
    assert!(window.has("여기에서 드문 단어") && window.has("열차, 0번"));
    window.click("토끼를, 6번, 기사 6건");
    window.wait_for("‘토끼를’ 나온 기사 보기");
    window.click("‘토끼를’ 나온 기사 보기");
    window.wait_until("the list is narrowed", |window| window.has("(달팽이 -열차) 단어:토끼를"));
    window.harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.wait_until("the list is as wide as before", |window| !window.has("(달팽이 -열차) 단어:토끼를"));
    window.wait_for("토끼를, 6번, 기사 6건");
    window.click("토끼를, 6번, 기사 6건");
    window.wait_for("‘토끼를’ 용례 보기");
    window.click("‘토끼를’ 용례 보기");
    window.wait_for("‘단어:토끼를’ 6곳 · 기사 6건");
    window.click("주변 단어");
    window.wait_for("6곳의 앞뒤 다섯 단어 · 기사 6건");
    window.click("연속 단어");
    window.wait_for("달팽이 경주, ");
}

#[test]
fn a_wide_window_has_places_and_words_side_by_side_and_both_can_be_copied() {
    let (mut window, _archive) = words([1800.0, 900.0]);
    window.wait_for("24곳 · 기사 6건");
    window.wait_for("토끼를, 6번, 기사 6건");
    window.wait_for("판)");
}
