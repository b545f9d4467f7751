//! Further windows on the open archive, which share its engine.

use crate::support::window::{Window, archive, article, opened, search};
use egui::{Context, Key, Modifiers, RawInput, ViewportInfo, vec2};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;

thread_local! {
    /// The texts of the further windows' last frames, by the order in which the windows were opened.
    static FURTHER: RefCell<BTreeMap<String, Vec<String>>> = const { RefCell::new(BTreeMap::new()) };
    /// The keys to press in the next frame of each further window, and whether it is asked to close.
    static INPUT: RefCell<(Vec<egui::Event>, bool)> = const { RefCell::new((Vec::new(), false)) };
}

/// Stands for the system's windows: runs a frame of each further window within that of the first.
fn with_real_windows(window: &Window) {
    FURTHER.take();
    window.harness.ctx.set_embed_viewports(false);
    Context::set_immediate_viewport_renderer(|context, mut viewport| {
        let (events, closes) = INPUT.take();
        let mut input = RawInput {
            viewport_id: viewport.ids.this,
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, vec2(1100.0, 760.0))),
            time: Some(context.input(|input| input.time)),
            events,
            ..RawInput::default()
        };
        let events = if closes { vec![egui::ViewportEvent::Close] } else { Vec::new() };
        input.viewports.insert(viewport.ids.this, ViewportInfo { events, ..ViewportInfo::default() });
        let mut output = context.run_ui(input, |ui| (viewport.viewport_ui_cb)(ui));
        // Nothing is painted.
        output.textures_delta.clear();
        let nodes = output.platform_output.accesskit_update.map(|update| update.nodes).unwrap_or_default();
        let texts = nodes.into_iter().filter_map(|(_, node)| Some(node.label().or(node.value())?.to_owned()));
        let name = format!("{:?}", viewport.ids.this);
        FURTHER.with_borrow_mut(|further| further.insert(name, texts.collect()));
    });
}

/// How many further windows show a text.
fn showing(text: &str) -> usize {
    let shows = |texts: &&Vec<String>| texts.iter().any(|shown| shown.contains(text));
    FURTHER.with_borrow(|further| further.values().filter(shows).count())
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.harness.key_press_modifiers(modifiers, key);
    window.harness.run_steps(2);
}

/// Steps until as many further windows show a text.
fn wait_for_further(window: &mut Window, count: usize, text: &str) {
    window.wait_until(&format!("{text} in {count} windows"), |_| showing(text) == count);
}

/// An archive of five articles with the second in a window of its own.
fn with_second_apart() -> (Window, tempfile::TempDir) {
    let (mut window, archive) = opened(5);
    with_real_windows(&window);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    press(&mut window, Modifiers::SHIFT, Key::Enter);
    wait_for_further(&mut window, 1, "본문 2이다.");
    (window, archive)
}

#[test]
fn an_article_in_a_window_of_its_own_stays_while_another_is_read() {
    let (mut window, _archive) = with_second_apart();
    window.click("제목 4,");
    window.wait_for("본문 4이다.");
    assert!(showing("본문 2이다.") == 1 && !window.has("본문 2이다."));
    assert_eq!(showing("제목 3,"), 0, "it has no list");
}

#[test]
fn a_second_window_searches_for_itself_and_both_follow_the_folder() {
    let (mut window, archive) = opened(5);
    with_real_windows(&window);
    press(&mut window, Modifiers::COMMAND, Key::N);
    wait_for_further(&mut window, 1, "제목 3,");
    search(&mut window, "제목 2");
    window.wait_for("검색 결과 1건");
    assert_eq!(showing("제목 3,"), 1, "the other list is as it was");
    fs::write(archive.path().join("901_9.md"), article(9, 26, "새 글이다.")).unwrap();
    wait_for_further(&mut window, 1, "제목 9,");
    assert!(window.has("제목 2,") && !window.has("제목 9,"), "and so is the search");
}

#[test]
fn a_mark_made_in_one_window_is_shown_in_the_others() {
    let (mut window, _archive) = with_second_apart();
    assert_eq!(showing("메모: 여기서 씀"), 0);
    press(&mut window, Modifiers::NONE, Key::E);
    window.harness.input_mut().events.push(egui::Event::Text("여기서 씀".to_owned()));
    window.harness.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Escape);
    INPUT.with_borrow_mut(|(events, _)| {
        let press = |pressed| egui::Event::Key {
            key: Key::I,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        events.extend([press(true), press(false)]);
    });
    wait_for_further(&mut window, 1, "여기서 씀");
}

#[test]
fn a_window_that_closes_leaves_the_others() {
    let (mut window, _archive) = with_second_apart();
    INPUT.with_borrow_mut(|(_, closes)| *closes = true);
    window.harness.run_steps(2);
    FURTHER.take();
    window.harness.run_steps(2);
    assert_eq!(FURTHER.with_borrow(BTreeMap::len), 0, "it is closed");
    assert!(window.has("본문 2이다."));
}

#[test]
fn the_windows_that_were_open_come_back() {
    let (mut window, _archive) = with_second_apart();
    window.harness.state_mut().as_mut().unwrap().save();
    let Window { harness, home } = window;
    drop(harness);
    let mut window = Window::in_home([1280.0, 800.0], home);
    with_real_windows(&window);
    window.harness.state_mut().as_mut().unwrap().begin(None);
    wait_for_further(&mut window, 1, "본문 2이다.");
    let other = archive(3);
    window.open_whole(other.path(), 3);
    FURTHER.take();
    window.harness.run_steps(2);
    assert_eq!(FURTHER.with_borrow(BTreeMap::len), 0, "they go with their archive");
}
