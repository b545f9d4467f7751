//! What the reader marks: on one article and on many, kept outside the archive and found again.

use super::window::{Window, opened};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

/// How many articles a command would be done to.
fn chosen(window: &Window) -> usize {
    window.harness.state().as_ref().unwrap().targets().len()
}

fn click_with(window: &mut Window, text: &str, modifiers: Modifiers) {
    window.harness.get_all_by_label_contains(text).next().unwrap().click_modifiers(modifiers);
    window.harness.run_steps(2);
}

fn press_with(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.harness.key_press_modifiers(modifiers, key);
    window.harness.run_steps(2);
}

#[test]
fn several_articles_are_chosen_by_pointer_and_by_key() {
    let (mut window, _archive) = opened(9);
    window.click("제목 2,");
    click_with(&mut window, "제목 5,", Modifiers::SHIFT);
    assert_eq!(chosen(&window), 4);
    assert!(window.has("4건 선택"));
    click_with(&mut window, "제목 3,", Modifiers::COMMAND);
    assert_eq!(chosen(&window), 3);
    window.press(Key::Escape);
    assert_eq!(chosen(&window), 1, "only the one that is shown");
    press_with(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    press_with(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    press_with(&mut window, Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(chosen(&window), 2);
    window.press(Key::J);
    assert_eq!(chosen(&window), 1);
    for _ in 0..3 {
        window.press(Key::X);
        window.press(Key::J);
    }
    assert_eq!(chosen(&window), 3);
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    assert_eq!(chosen(&window), 9);
    window.press(Key::Escape);
    assert_eq!(chosen(&window), 1);
}
