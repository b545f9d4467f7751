//! Further windows on the open archive, which share its engine.

use crate::support::window::{Window, archive, article, opened, search};
use egui::{Event, Key, Modifiers, RawInput, ViewportId, ViewportInfo, vec2};
use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

/// The system's windows: the first, and what the further ones showed in their last frames.
struct Desk {
    window: Window,
    /// The texts of each further window.
    further: BTreeMap<ViewportId, Vec<String>>,
    /// The keys to press in the next frames of the further windows, and whether they are asked to close.
    events: Vec<Event>,
    closes: bool,
}

impl Desk {
    fn new(window: Window) -> Self {
        window.harness.ctx.set_embed_viewports(false);
        Self { window, further: BTreeMap::new(), events: Vec::new(), closes: false }
    }

    /// Runs a frame of the first window and then one of each other.
    fn step(&mut self) {
        self.window.harness.step();
        self.step_further();
    }

    /// Runs a frame of each further window, as if the first were put away.
    fn step_further(&mut self) {
        let context = self.window.harness.ctx.clone();
        let app = self.window.harness.state_mut().as_mut().unwrap();
        let (events, closes) = (std::mem::take(&mut self.events), std::mem::take(&mut self.closes));
        self.further.clear();
        for id in app.further() {
            let mut input = RawInput {
                viewport_id: id,
                screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, vec2(1100.0, 760.0))),
                time: Some(context.input(|input| input.time)),
                events: events.clone(),
                ..RawInput::default()
            };
            let events = if closes { vec![egui::ViewportEvent::Close] } else { Vec::new() };
            input.viewports.insert(id, ViewportInfo { events, ..ViewportInfo::default() });
            let mut output = context.run_ui(input, |ui| app.further_ui(id, ui));
            // Nothing is painted.
            output.textures_delta.clear();
            let nodes =
                output.platform_output.accesskit_update.map(|update| update.nodes).unwrap_or_default();
            let texts =
                nodes.into_iter().filter_map(|(_, node)| Some(node.label().or(node.value())?.to_owned()));
            self.further.insert(id, texts.collect());
        }
    }

    /// How many further windows show a text.
    fn showing(&self, text: &str) -> usize {
        let shows = |texts: &&Vec<String>| texts.iter().any(|shown| shown.contains(text));
        self.further.values().filter(shows).count()
    }

    /// Runs frames until as many further windows show a text.
    fn wait_for_further(&mut self, count: usize, text: &str) {
        self.wait_until(count, text, Self::step);
    }

    fn wait_until(&mut self, count: usize, text: &str, step: fn(&mut Self)) {
        let until = Instant::now() + Duration::from_secs(30);
        while self.showing(text) != count {
            assert!(Instant::now() < until, "{text} in {count} of {:?}", self.further);
            std::thread::sleep(Duration::from_millis(5));
            step(self);
        }
    }

    /// Presses a key in the first window.
    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.window.harness.key_press_modifiers(modifiers, key);
        self.step();
        self.step();
    }

    /// Presses a key in the further windows.
    fn press_in_further(&mut self, key: Key) {
        let press = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        self.events.extend([press(true), press(false)]);
    }
}

/// An archive of five articles with the second in a window of its own.
fn with_second_apart() -> (Desk, tempfile::TempDir) {
    let (window, archive) = opened(5);
    let mut desk = Desk::new(window);
    desk.window.click("제목 2,");
    desk.window.wait_for("본문 2이다.");
    desk.press(Modifiers::SHIFT, Key::Enter);
    desk.wait_for_further(1, "본문 2이다.");
    (desk, archive)
}

#[test]
fn an_article_in_a_window_of_its_own_stays_while_another_is_read() {
    let (mut desk, _archive) = with_second_apart();
    desk.window.click("제목 4,");
    desk.window.wait_for("본문 4이다.");
    desk.step();
    assert!(desk.showing("본문 2이다.") == 1 && !desk.window.has("본문 2이다."));
    assert_eq!(desk.showing("제목 3,"), 0, "it has no list");
}

#[test]
fn a_second_window_searches_for_itself_and_both_follow_the_folder() {
    let (window, archive) = opened(5);
    let mut desk = Desk::new(window);
    desk.press(Modifiers::COMMAND, Key::N);
    desk.wait_for_further(1, "제목 3,");
    search(&mut desk.window, "제목 2");
    desk.window.wait_for("검색 결과 1건");
    desk.step();
    assert_eq!(desk.showing("제목 3,"), 1, "the other list is as it was");
    fs::write(archive.path().join("901_9.md"), article(9, 26, "새 글이다.")).unwrap();
    desk.wait_for_further(1, "제목 9,");
    assert!(desk.window.has("제목 2,") && !desk.window.has("제목 9,"), "and so is the search");
}

#[test]
fn a_second_window_shows_what_has_been_read_already() {
    let (window, _archive) = opened(5);
    let mut desk = Desk::new(window);
    desk.window.click("제목 2,");
    desk.window.wait_for("본문 2이다.");
    for (modifiers, key, windows) in [(Modifiers::COMMAND, Key::N, 1), (Modifiers::SHIFT, Key::Enter, 2)] {
        desk.window.harness.key_press_modifiers(modifiers, key);
        desk.step();
        assert_eq!(desk.showing("본문 2이다."), windows, "in its first frame");
    }
}

#[test]
fn a_window_is_read_while_the_first_is_put_away() {
    let (window, archive) = opened(5);
    let mut desk = Desk::new(window);
    desk.press(Modifiers::COMMAND, Key::N);
    desk.wait_for_further(1, "제목 3,");
    desk.press_in_further(Key::J);
    desk.wait_until(1, "본문 1이다.", Desk::step_further);
    desk.press_in_further(Key::S);
    desk.wait_until(1, "1월 27일, 문제 1건, 별표", Desk::step_further);
    fs::write(archive.path().join("901_9.md"), article(9, 26, "새 글이다.")).unwrap();
    desk.wait_until(1, "제목 9,", Desk::step_further);
}

#[test]
fn a_mark_made_in_one_window_is_shown_in_the_others() {
    let (mut desk, _archive) = with_second_apart();
    assert_eq!(desk.showing("메모: 여기서 씀"), 0);
    desk.press(Modifiers::NONE, Key::E);
    desk.window.harness.input_mut().events.push(Event::Text("여기서 씀".to_owned()));
    desk.step();
    desk.press(Modifiers::NONE, Key::Escape);
    desk.press_in_further(Key::I);
    desk.wait_for_further(1, "여기서 씀");
}

#[test]
fn a_window_that_closes_leaves_the_others() {
    let (mut desk, _archive) = with_second_apart();
    desk.closes = true;
    desk.step();
    desk.step();
    assert_eq!(desk.further.len(), 0, "it is closed");
    assert!(desk.window.has("본문 2이다."));
}

#[test]
fn the_windows_that_were_open_come_back() {
    let (mut desk, _archive) = with_second_apart();
    desk.window.harness.state_mut().as_mut().unwrap().save();
    let Window { harness, home } = desk.window;
    drop(harness);
    let mut desk = Desk::new(Window::in_home([1280.0, 800.0], home));
    desk.window.harness.state_mut().as_mut().unwrap().begin(None);
    desk.wait_for_further(1, "본문 2이다.");
    let other = archive(3);
    desk.window.open(other.path());
    desk.window.wait_for("앞서 쓰던 창 1개를 닫았습니다");
    desk.step();
    assert_eq!(desk.further.len(), 0, "they go with their archive");
}
