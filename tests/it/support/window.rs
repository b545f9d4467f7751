//! A window without a screen, used as a person would: by the names that a screen reader announces, by keys, and
//! by pointer.

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::app::Seogo;
use seogo::library::{Folders, Language, Session, Settings};
use seogo::ui::command::Command;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A window on an archive, with settings and session in a folder of its own.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, Option<Seogo>>,
    pub(crate) home: tempfile::TempDir,
}

impl Window {
    pub(crate) fn new(size: [f32; 2]) -> Self {
        Self::in_home(size, tempfile::tempdir().unwrap())
    }

    /// Such a window's clock advances with each step, of which a slow machine takes many, so articles aren't
    /// marked as read automatically unless existing settings say so.
    pub(crate) fn in_home(size: [f32; 2], home: tempfile::TempDir) -> Self {
        let folders = Folders::below(home.path());
        if !Settings::path(&folders).exists() {
            let settings = Settings { language: Language::Korean, read_after: 0.0, ..Settings::default() };
            settings.write(&folders).unwrap();
        }
        if !folders.state.exists() {
            // A reader who has had the tour.
            Session { toured: true, ..Session::default() }.write(&folders).unwrap();
        }
        Self { home, ..Self::of_folders(size, folders) }
    }

    /// A window whose settings and session are in folders that outlive it.
    pub(crate) fn of_folders(size: [f32; 2], folders: Folders) -> Self {
        Self { harness: harness(size, folders), home: tempfile::tempdir().unwrap() }
    }

    /// A second window of the same reader.
    pub(crate) fn beside(first: &Self) -> Self {
        let harness = harness([1280.0, 800.0], Folders::below(first.home.path()));
        Self { harness, home: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn open(&mut self, path: &Path) {
        let context = self.harness.ctx.clone();
        self.harness.state_mut().as_mut().unwrap().run(&context, Command::Open(path.to_owned()));
        self.harness.step();
    }

    /// Opens an archive of `count` articles and waits until all are listed. While they are being read, rows
    /// move, and a click may miss the row that it was meant for.
    pub(crate) fn open_whole(&mut self, path: &Path, count: usize) {
        self.open(path);
        self.wait_for_load();
        // The final list may arrive a moment after the end of the load is reported.
        self.wait_for(&format!("기사 {count}건"));
    }

    /// Steps until there is a node with this text.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |window| window.has(text));
    }

    /// Steps until the archive has been read completely; until then, its line has a progress bar.
    pub(crate) fn wait_for_load(&mut self) {
        let has_bar = |window: &Self| {
            let bars = window.harness.query_all_by_role(egui::accesskit::Role::ProgressIndicator);
            bars.count() > 0
        };
        let is_open = |window: &Self| window.has("기사 검색") || window.has("Search articles");
        self.wait_until("the end of the load", |window| is_open(window) && !has_bar(window));
    }

    /// Steps until there is no node with this text.
    pub(crate) fn wait_for_no(&mut self, text: &str) {
        self.wait_until(&format!("no {text}"), |window| !window.has(text));
    }

    /// Steps until there is a button with this text.
    pub(crate) fn wait_for_button(&mut self, text: &str) {
        self.wait_until(text, |window| {
            let nodes = window.harness.query_all_by_label_contains(text);
            nodes.into_iter().any(|node| {
                let node = node.accesskit_node();
                let begins = node.label().is_some_and(|label| label.starts_with(text));
                begins && node.role() == egui::accesskit::Role::Button
            })
        });
    }

    /// Steps until a condition holds.
    pub(crate) fn wait_until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let until = Instant::now() + Duration::from_secs(30);
        while !is_so(self) {
            assert!(Instant::now() < until, "{what:?} did not appear; there is {:?}", self.labels());
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
    }

    /// The texts of all nodes.
    fn labels(&self) -> Vec<String> {
        let all = self.harness.root().children_recursive();
        all.filter_map(|node| node.accesskit_node().label()).collect()
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }

    pub(crate) fn click(&mut self, text: &str) {
        self.harness.get_all_by_label_contains(text).next().unwrap().click();
        self.harness.step();
        self.harness.step();
    }

    pub(crate) fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.step();
        self.harness.step();
    }

    pub(crate) fn heading(&self) -> String {
        let headings = self.harness.get_all_by_role(egui::accesskit::Role::Heading);
        // The list's days are headings as well; the article's heading is the last.
        headings.filter_map(|node| node.accesskit_node().label()).next_back().unwrap()
    }
}

fn harness(size: [f32; 2], folders: Folders) -> Harness<'static, Option<Seogo>> {
    Harness::builder().with_size(size).with_max_steps(64).build_ui_state(
        move |ui, app: &mut Option<Seogo>| {
            let app = app.get_or_insert_with(|| Seogo::new(ui.ctx(), Some(folders.clone())).unwrap());
            app.hear();
            app.ui(ui);
        },
        None,
    )
}

pub(crate) fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

pub(crate) fn article(id: u32, day: u32, body: &str) -> String {
    format!(
        "---\nid: 901_{id}\ntitle: \"제목 {id}\"\npublisher: 한빛일보\nauthor: \n\t\t김하늘 기자\npublished_at: 2026-01-{day:02} 00:00\n\
         url: https://example.com/{id}\n---\n\n{body}\n"
    )
}

/// An archive of `count` articles, of which number 1 is the newest.
pub(crate) fn archive(count: u32) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for id in 1..=count {
        let text = article(id, 28 - id.min(27), &format!("본문 {id}이다.\n\n둘째 문단이다."));
        fs::write(folder.path().join(format!("901_{id}.md")), text).unwrap();
    }
    folder
}

pub(crate) fn opened(count: u32) -> (Window, tempfile::TempDir) {
    let archive = archive(count);
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(archive.path(), count as usize);
    (window, archive)
}

/// Types into the search field, one letter at a time.
pub(crate) fn search(window: &mut Window, text: &str) {
    window.press(Key::Slash);
    for letter in text.chars() {
        window.harness.get_by_label("기사 검색").type_text(&letter.to_string());
        window.harness.step();
    }
}

/// The visible rows of the list: their names for screen readers, and their positions.
pub(crate) fn rows(window: &Window) -> Vec<(String, i32)> {
    let rows = window.harness.query_all_by_role(egui::accesskit::Role::ListBoxOption);
    rows.map(|row| (row.accesskit_node().label().unwrap(), row.rect().top().round() as i32)).collect()
}
