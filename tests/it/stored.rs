//! An article's file as stored: what is shown, what is copied from it, and the article next to it.

use crate::support::window::Window;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use std::fs;

const FILE: &str = "---\nid: 901_1\ntitle: 제목 하나\n---\n\n본\u{200b}문\u{202e}이다.\n\n끝\u{a0}이다.\n";

fn opened(size: [f32; 2]) -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("901_1.md");
    fs::write(&path, FILE).unwrap();
    let mut window = Window::new(size);
    window.open(&path);
    window.wait_for("끝\u{a0}이다.");
    (window, folder)
}

#[test]
fn what_cannot_be_seen_is_named_and_the_file_is_copied_as_it_is() {
    let (mut window, _folder) = opened([1280.0, 800.0]);
    window.press(Key::R);
    window.wait_for("본⟨U+200B⟩문⟨U+202E⟩이다.");
    assert!(window.has("기사 정보(front matter)") && window.has("U+202E 쓰기 방향 제어 문자 1번"));
    window.click("본⟨U+200B⟩문");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.step();
    window.harness.event(egui::Event::Copy);
    window.harness.step();
    let commands = &window.harness.output().platform_output.commands;
    let copied = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.as_str()),
        _ => None,
    });
    assert_eq!(copied, FILE.strip_suffix('\n'));
}

#[test]
fn an_empty_line_is_as_high_as_any_other() {
    let (mut window, _folder) = opened([1280.0, 800.0]);
    window.press(Key::R);
    window.wait_for("본⟨U+200B⟩문⟨U+202E⟩이다.");
    let top = |text: &str| window.harness.get_by_label_contains(text).rect().top();
    let (id, title) = (top("id: 901_1"), top("title: 제목 하나"));
    let line = title - id;
    // There is an empty line between these two.
    let apart = top("끝⟨U+00A0⟩이다.") - top("본⟨U+200B⟩문⟨U+202E⟩이다.");
    assert!((apart - 2.0 * line).abs() < 1.0, "{apart} for two lines of {line}");
}

#[test]
fn the_article_stands_beside_its_file_or_under_it() {
    for size in [[1500.0, 800.0], [900.0, 900.0]] {
        let (mut window, _folder) = opened(size);
        assert!(!window.has("본⟨U+200B⟩문"));
        window.harness.key_press_modifiers(Modifiers::SHIFT, Key::R);
        window.wait_for("본⟨U+200B⟩문");
        assert!(window.has("본\u{200b}문"), "the article is still there");
        window.press(Key::Escape);
        assert!(!window.has("본⟨U+200B⟩문") && window.has("본\u{200b}문"));
    }
}
