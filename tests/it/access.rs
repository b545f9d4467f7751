//! The window without a mouse: everything can be reached by key, has a name, and shows its focus.

use crate::support::window::{Window, opened};
use egui::accesskit::{Role, Toggled};
use egui::epaint::{Shape, Stroke};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::library::Theme;
use seogo::ui::command::Command;
use std::collections::BTreeSet;

fn press_with(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.harness.key_press_modifiers(modifiers, key);
    window.harness.run_steps(8);
}

/// The role and name of the focused control.
fn focused(window: &Window) -> Option<(Role, String)> {
    let nodes = window.harness.root().children_recursive();
    let node = nodes.into_iter().find(|node| node.accesskit_node().is_focused())?;
    let node = node.accesskit_node();
    Some((node.role(), node.label().or_else(|| node.value()).unwrap_or_default()))
}

/// Whether a focus ring is painted around the focused control.
fn is_seen(window: &Window) -> bool {
    let Some(id) = window.harness.ctx.memory(|memory| memory.focused()) else { return false };
    let control = window.harness.ctx.read_response(id).unwrap().interact_rect;
    let rect = control.expand(12.0);
    let color = window.harness.ctx.global_style().visuals.selection.stroke.color;
    let is_ring = |shape: &Shape| match shape {
        Shape::Rect(ring) => ring.stroke.color == color && ring.stroke != Stroke::NONE,
        _ => false,
    };
    let around = |shape: &Shape| {
        let ring = shape.visual_bounding_rect();
        // The search field's outline also includes its buttons.
        rect.contains_rect(ring) || (ring.contains_rect(control) && ring.height() <= rect.height())
    };
    let shapes = &window.harness.output().shapes;
    shapes.iter().any(|shape| is_ring(&shape.shape) && around(&shape.shape))
}

/// Tabs through every control and back to the first. Each must have a name and show its focus.
fn walk(window: &mut Window, least: usize) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for _ in 0..200 {
        window.press(Key::Tab);
        // Controls out of view are scrolled into view.
        window.harness.run_steps(3);
        let Some((role, name)) = focused(window) else { continue };
        assert!(!name.is_empty(), "a {role:?} without a name has the keyboard");
        assert!(is_seen(window), "{role:?} {name:?} is not seen to have the keyboard");
        seen.insert(name);
    }
    assert!(seen.len() >= least, "{} controls: {seen:?}", seen.len());
    seen
}

fn in_both_themes(window: &mut Window, least: usize) {
    for theme in [Theme::Light, Theme::Dark] {
        let mut settings = seogo::library::Settings::default();
        (settings.theme, settings.language) = (theme, seogo::library::Language::Korean);
        settings.read_after = 0.0;
        let context = window.harness.ctx.clone();
        window.harness.state_mut().as_mut().unwrap().run(&context, Command::Set(Box::new(settings)));
        window.harness.run_steps(2);
        walk(window, least);
    }
}

#[test]
fn everything_in_the_window_has_the_keyboard_in_turn() {
    let (mut window, _archive) = opened(3);
    window.press(Key::L);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    in_both_themes(&mut window, 25);
}

#[test]
fn everything_on_the_welcome_page_has_the_keyboard_in_turn() {
    let mut window = Window::new([1280.0, 800.0]);
    window.wait_for("폴더 열기");
    in_both_themes(&mut window, 2);
}

/// The keys that open each dialog, and the least number of controls in it.
const DIALOGS: [(Modifiers, Key, usize); 6] = [
    (Modifiers::COMMAND, Key::Comma, 20),
    (Modifiers::COMMAND, Key::E, 10),
    (Modifiers::COMMAND, Key::L, 2),
    (Modifiers::NONE, Key::F1, 1),
    (Modifiers::NONE, Key::T, 1),
    (Modifiers::COMMAND, Key::K, 10),
];

#[test]
fn a_dialog_keeps_the_keyboard_until_escape_gives_it_back() {
    let (mut window, _archive) = opened(3);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    window.harness.get_by_label("별표").focus();
    window.harness.run_steps(2);
    let before = focused(&window).unwrap();
    for (modifiers, key, least) in DIALOGS {
        press_with(&mut window, modifiers, key);
        let first = focused(&window).unwrap();
        assert_ne!(first, before, "{key:?}: the dialog has the keyboard at once");
        if key == Key::K {
            // The field keeps its focus, and the arrow keys move through the lines.
            assert_eq!(first.0, Role::TextInput);
        } else {
            let seen = walk(&mut window, least);
            assert!(!seen.contains("별표"), "{key:?}: what lies below is not reached");
        }
        for _ in 0..2 {
            press_with(&mut window, Modifiers::NONE, Key::Escape);
        }
        assert_eq!(focused(&window), None, "{key:?}: the second Escape lets go");
        window.harness.get_by_label("별표").focus();
        window.harness.run_steps(2);
        press_with(&mut window, modifiers, key);
        press_with(&mut window, Modifiers::NONE, Key::Escape);
        assert_eq!(focused(&window).as_ref(), Some(&before), "{key:?}");
    }
}

#[test]
fn a_menu_is_opened_worked_and_closed_by_key() {
    let (mut window, _archive) = opened(3);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    window.harness.get_by_label("더 보기").focus();
    window.harness.run_steps(2);
    window.press(Key::Enter);
    window.harness.run_steps(4);
    assert!(window.has("본문 복사"));
    window.press(Key::Tab);
    assert!(focused(&window).unwrap().1.contains("인용 정보 복사"));
    window.press(Key::Escape);
    window.harness.run_steps(4);
    assert!(!window.has("본문 복사"));
    assert_eq!(focused(&window).unwrap().1, "더 보기");
}

#[test]
fn every_control_of_every_dialog_has_a_name() {
    let (mut window, _archive) = opened(3);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    let recent = (Modifiers::COMMAND, Key::R, 1);
    for (modifiers, key, least) in DIALOGS.into_iter().chain([recent]) {
        press_with(&mut window, modifiers, key);
        let mut controls = 0;
        for role in [
            Role::Button,
            Role::TextInput,
            Role::Link,
            Role::Slider,
            Role::SpinButton,
            Role::CheckBox,
            Role::RadioButton,
        ] {
            for node in window.harness.query_all_by_role(role) {
                let label = node.accesskit_node().label().unwrap_or_default();
                assert!(!label.is_empty(), "{key:?}: a {role:?} without a name");
                controls += 1;
            }
        }
        assert!(controls >= least, "{key:?}: {controls}");
        assert!(labels(&window).iter().all(|label| !label.is_empty()), "{key:?}: {:?}", labels(&window));
        press_with(&mut window, Modifiers::NONE, Key::Escape);
    }
}

#[test]
fn a_row_says_title_publisher_date_and_marks() {
    let (mut window, _archive) = opened(3);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.press(Key::S);
    let rows = window.harness.get_all_by_role(Role::ListBoxOption);
    let rows: Vec<_> = rows.filter_map(|row| row.accesskit_node().label()).collect();
    let row = rows.iter().find(|row| row.contains("제목 2,")).unwrap();
    for part in ["제목 2", "한빛일보", "김하늘", "2026년 1월 26일", "별표", "읽지 않음"] {
        assert!(row.contains(part), "{part} is not in {row}");
    }
}

#[test]
fn the_settings_say_what_is_chosen() {
    let (mut window, _archive) = opened(1);
    press_with(&mut window, Modifiers::COMMAND, Key::Comma);
    let is_on = |window: &Window, name: &str| {
        window.harness.get_by_label(name).accesskit_node().toggled() == Some(Toggled::True)
    };
    assert!(is_on(&window, "목록 간격: 넓게") && !is_on(&window, "목록 간격: 좁게"));
    window.harness.get_by_label("목록 간격: 좁게").focus();
    window.harness.run_steps(2);
    window.press(Key::Space);
    assert!(!is_on(&window, "목록 간격: 넓게") && is_on(&window, "목록 간격: 좁게"));
}

/// The window at 300 % zoom, with its size in points.
#[test]
fn a_window_with_very_few_points_has_everything_in_reach() {
    for size in [[427.0, 267.0], [233.0, 200.0]] {
        let (mut window, _archive) = opened(3);
        window.harness.set_size(egui::Vec2::from(size));
        window.harness.run_steps(4);
        let whole = window.harness.ctx.content_rect();
        let is_in_view = |window: &Window, name: &str| {
            let found = window.harness.get_all_by_label_contains(name).next().unwrap();
            whole.intersect(found.rect()).area() > 200.0
        };
        assert!(is_in_view(&window, "기사 검색") && is_in_view(&window, "제목 1,"), "{size:?}");
        window.click("제목 1,");
        let is_shown = |window: &Window| !window.has("기사 검색") && window.has("기사 본문");
        for _ in 0..2000 {
            if is_shown(&window) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
            window.harness.step();
        }
        assert!(is_shown(&window), "{size:?}");
        window.click("더 보기");
        window.harness.run_steps(4);
        assert!(window.has("원문 열기") && window.has("설정"), "buttons that don't fit are in the menu");
        window.press(Key::Escape);
        press_with(&mut window, Modifiers::COMMAND, Key::Comma);
        assert!(is_in_view(&window, "언어: 시스템 설정"), "{size:?}");
        for _ in 0..40 {
            window.press(Key::Tab);
            let rect = window.harness.ctx.memory(|memory| memory.focused());
            let rect = rect.and_then(|id| window.harness.ctx.read_response(id)).map(|control| control.rect);
            assert!(rect.is_none_or(|rect| rect.left() >= 0.0 && rect.right() <= whole.right()), "{size:?}");
        }
        window.press(Key::Escape);
        window.press(Key::E);
        window.harness.run_steps(3);
        assert!(is_in_view(&window, "이 기사의 메모"), "{size:?}: the details have the article's place");
        window.press(Key::Escape);
        window.press(Key::Escape);
        assert!(is_shown(&window), "{size:?}: the article is back");
    }
}

/// What all labels say.
fn labels(window: &Window) -> Vec<String> {
    let labels = window.harness.query_all_by_role(Role::Label);
    let said = labels.map(|node| (node.accesskit_node().label(), node.accesskit_node().value()));
    said.map(|(label, value)| label.or(value).unwrap_or_default()).collect()
}

#[test]
fn what_is_read_aloud_is_korean_and_a_heading_comes_before_its_rows() {
    let (mut window, _archive) = opened(5);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    window.click("저장된 파일 보기");
    window.wait_until("the lines of the file", |window| {
        labels(window).iter().any(|it| it.starts_with("title:"))
    });
    assert!(labels(&window).iter().all(|label| !label.is_empty()), "{:?}", labels(&window));
    let root = window.harness.root();
    let title = root.accesskit_node().label().unwrap_or_default();
    assert!(title.ends_with(" — 서고"), "{title:?}");
    let nodes: Vec<_> = root
        .children_recursive()
        .map(|node| {
            let node = node.accesskit_node();
            (node.role(), node.label().or_else(|| node.value()).unwrap_or_default())
        })
        .collect();
    assert!(nodes.contains(&(Role::Splitter, "목록 너비 조절".to_owned())));
    let at = |role| nodes.iter().position(|(of, _)| *of == role).unwrap();
    assert!(at(Role::Heading) < at(Role::ListBoxOption));
}
