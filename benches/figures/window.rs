//! The cost of a frame of the whole window while an archive is loaded and while search results arrive.

use super::{row, share_of};
use egui::ViewportId;
use seogo::app::Seogo;
use seogo::archive::Cache;
use seogo::library::Folders;
use seogo::ui::command::Command;
use seogo::view::Lang;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

/// The time between two frames, as on a real screen.
const FRAME: Duration = Duration::from_millis(16);

/// A window without a screen.
pub(super) struct Window {
    context: egui::Context,
    app: Seogo,
    frames: u32,
    /// What the reader does in the next frame.
    events: Vec<egui::Event>,
    /// How many articles it says it lists.
    listed: usize,
    /// When the last seen manifest was written.
    seen: Option<SystemTime>,
}

impl Window {
    /// A window with its settings and caches in a folder.
    pub(super) fn new(home: &Path) -> Self {
        let context = egui::Context::default();
        // Further windows are painted in frames of their own.
        context.set_embed_viewports(false);
        let app = Seogo::new(&context, Some(Folders::below(home))).expect("threads");
        let mut window = Self { context, app, frames: 0, events: Vec::new(), listed: 0, seen: None };
        for _ in 0..30 {
            window.frame();
        }
        window
    }

    pub(super) fn ask(&mut self, command: Command) {
        self.app.run(&self.context.clone(), command);
    }

    pub(super) fn open(&mut self, folder: &Path) {
        self.ask(Command::Open(folder.to_owned()));
    }

    /// Whether everything read from a folder is cached with postings, which is the last step.
    pub(super) fn is_done(&mut self, folder: &Path, home: &Path) -> bool {
        let cache = Cache::of(&home.join("cache"), folder);
        let manifest = std::fs::metadata(cache.folder().join("manifest"));
        let written = manifest.and_then(|manifest| manifest.modified()).ok();
        if written == self.seen {
            return false;
        }
        self.seen = written;
        cache.read().is_some_and(|cached| cached.catalogue.runs_to_join().is_empty())
    }

    /// Paints a frame and returns the time it took on the window's thread.
    pub(super) fn frame(&mut self) -> Duration {
        std::thread::sleep(FRAME);
        self.frames += 1;
        let input = self.input(ViewportId::ROOT);
        let started = Instant::now();
        self.app.hear();
        let mut output = self.context.run_ui(input, |ui| self.app.ui(ui));
        output.textures_delta.clear();
        let painted = started.elapsed();
        self.listed = output.shapes.iter().find_map(|it| count_in(&it.shape)).unwrap_or(self.listed);
        let started = Instant::now();
        let shapes = self.context.tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(shapes);
        painted + started.elapsed()
    }

    /// Paints a frame of each further window and returns the time that took.
    pub(super) fn further_frame(&mut self) -> Duration {
        let started = Instant::now();
        for id in self.app.further() {
            let input = self.input(id);
            let mut output = self.context.run_ui(input, |ui| self.app.further_ui(id, ui));
            output.textures_delta.clear();
            std::hint::black_box(self.context.tessellate(output.shapes, output.pixels_per_point));
        }
        started.elapsed()
    }

    /// Scrolls the list in the next frame, by points.
    pub(super) fn scroll(&mut self, by: f32) {
        self.events.push(egui::Event::PointerMoved(egui::pos2(150.0, 400.0)));
        self.events.push(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, by),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        });
    }

    /// The input of a window's next frame.
    fn input(&mut self, id: ViewportId) -> egui::RawInput {
        let mut input = egui::RawInput {
            viewport_id: id,
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 800.0))),
            time: Some(f64::from(self.frames) / 60.0),
            events: std::mem::take(&mut self.events),
            ..egui::RawInput::default()
        };
        input.viewports.insert(id, egui::ViewportInfo::default());
        input
    }

    /// How many articles it said it lists in the last frame.
    pub(super) fn listed(&self) -> usize {
        self.listed
    }
}

/// The number that the switch between articles and stories paints beside the articles.
fn count_in(shape: &egui::Shape) -> Option<usize> {
    match shape {
        egui::Shape::Text(text) => {
            let text = text.galley.text();
            let of = |lang: Lang| text.strip_prefix(lang.articles_tab())?.replace(',', "").parse().ok();
            [Lang::Korean, Lang::English].into_iter().find_map(of)
        }
        egui::Shape::Vec(shapes) => shapes.iter().find_map(count_in),
        _ => None,
    }
}

/// Prints the frame times while a folder is loaded, and while a query is typed letter by letter.
pub(super) fn streaming(what: &str, folder: &Path) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let mut window = Window::new(home.path());
    window.open(folder);
    let loading: Vec<Duration> = (0..120).map(|_| window.frame()).collect();
    print_frames(&format!("a frame of the window while {what} are loaded and indexed"), loading);

    let mut searching = Vec::new();
    for word in ["정부", "대통령", "경제", "금리", "반도체"] {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        for end in ends.clone().chain([0]) {
            let text = word.get(..end).unwrap_or_default().to_owned();
            let unfinished = text.char_indices().next_back().map_or(0, |(at, _)| at)..end;
            window.ask(Command::Search { text, unfinished });
            searching.extend((0..12).map(|_| window.frame()));
        }
    }
    print_frames(&format!("a frame while words are typed into the search of {what}"), searching);
}

pub(super) fn print_frames(what: &str, mut times: Vec<Duration>) {
    times.sort();
    for (name, share) in [("p50", 0.5), ("p99", 0.99), ("worst", 1.0)] {
        row(&format!("{what}, {name}"), share_of(&times, share), None);
    }
}
