//! The window as a person works it: by the names that a screen reader says, by keys, and by pointer.

use egui::{Key, Modifiers};
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

    /// The clock of such a window runs by steps, of which a busy machine takes many: nothing is read by itself there,
    /// unless settings that are there already say so.
    pub(crate) fn in_home(size: [f32; 2], home: tempfile::TempDir) -> Self {
        let folders = Folders::below(home.path());
        if !Settings::path(&folders).exists() {
            let settings = Settings { language: Language::Korean, read_after: 0.0, ..Settings::default() };
            settings.write(&folders).unwrap();
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

    /// Steps until a node with this text is there.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |window| window.has(text));
    }

    /// Steps until what was opened has been read to its end: until then its line has a bar.
    pub(crate) fn wait_for_load(&mut self) {
        let has_bar = |window: &Self| {
            let bars = window.harness.query_all_by_role(egui::accesskit::Role::ProgressIndicator);
            bars.count() > 0
        };
        let is_open = |window: &Self| window.has("기사 검색") || window.has("Search articles");
        self.wait_until("the end of the load", |window| is_open(window) && !has_bar(window));
    }

    /// Steps until no node with this text is there.
    pub(crate) fn wait_for_no(&mut self, text: &str) {
        self.wait_until(&format!("no {text}"), |window| !window.has(text));
    }

    /// Steps until a button with this text is there.
    pub(crate) fn wait_for_button(&mut self, text: &str) {
        self.wait_until(text, |window| {
            let nodes = window.harness.query_all_by_label_contains(text);
            nodes.into_iter().any(|node| node.accesskit_node().role() == egui::accesskit::Role::Button)
        });
    }

    /// Steps until something is so.
    pub(crate) fn wait_until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let until = Instant::now() + Duration::from_secs(30);
        while !is_so(self) {
            assert!(Instant::now() < until, "{what:?} did not appear");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
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
        // The days of the list are headings as well; that of the article stands last.
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

/// An archive of `count` articles, the newest of which is number 1.
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
    window.open(archive.path());
    window.wait_for_load();
    window.wait_for("제목 1,");
    // The last list may come a moment after the load is told to be over.
    window.wait_for(&format!("기사 {count}건"));
    (window, archive)
}

#[test]
fn the_welcome_page_opens_a_typed_path() {
    let archive = archive(2);
    let mut window = Window::new([1280.0, 800.0]);
    window.wait_for("폴더 열기");
    window.harness.get_by_label("폴더나 파일의 경로").focus();
    window.harness.step();
    window.harness.get_by_label("폴더나 파일의 경로").type_text(archive.path().to_str().unwrap());
    window.harness.step();
    window.press(Key::Enter);
    window.wait_for("기사 2건");
}

#[test]
fn what_cannot_be_opened_is_said_in_one_sentence() {
    let mut window = Window::new([1280.0, 800.0]);
    window.open(Path::new("/없는/폴더"));
    window.wait_for("폴더나 파일이 없습니다. 경로를");
}

#[test]
fn an_empty_folder_says_so() {
    let empty = tempfile::tempdir().unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(empty.path());
    window.wait_for("이 폴더에는 기사가 없습니다");
}

#[test]
fn the_seeds_are_listed_and_read() {
    let mut window = Window::new([1280.0, 800.0]);
    window.open(&seeds().join("000_ca7e95df10440f8a.txt"));
    window.wait_for("기사 정보");
    window.wait_for("독자AI");
    assert!(window.heading().contains("더 크고 센 인공지능 …'국가대표 AI' 첫 공개"));
    assert!(window.has("수집 당시와 같음"));
    assert!(window.has("2025년 12월 30일 17:23"), "crawled in Korean time");
}

#[test]
fn an_article_is_chosen_by_click_and_by_key() {
    let (mut window, _archive) = opened(5);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    for (key, shown) in
        [(Key::J, 3), (Key::ArrowDown, 4), (Key::K, 3), (Key::Home, 1), (Key::End, 5), (Key::ArrowUp, 4)]
    {
        window.press(key);
        window.wait_for(&format!("본문 {shown}이다."));
    }
    window.press(Key::G);
    window.press(Key::G);
    window.wait_for("본문 1이다.");
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::G);
    window.wait_for("본문 5이다.");
}

#[test]
fn keys_work_while_the_keyboard_writes_hangul() {
    let (mut window, _archive) = opened(3);
    // What the window system sends for the key J in Hangul mode: no Latin letter, but its place, and the jamo as text.
    let key = |pressed| egui::Event::Key {
        key: Key::J,
        physical_key: Some(Key::J),
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    for _ in 0..2 {
        window.harness.event(key(true));
        window.harness.event(egui::Event::Text("ㅓ".to_owned()));
        window.harness.event(key(false));
        window.harness.step();
    }
    window.wait_for("본문 2이다.");
}

#[test]
fn space_pages_and_goes_on_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let long = (0..200).map(|number| format!("문단 {number}이다.")).collect::<Vec<_>>().join("\n\n");
    fs::write(folder.path().join("1.md"), article(1, 2, &long)).unwrap();
    fs::write(folder.path().join("2.md"), article(2, 1, "짧은 글이다.")).unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder.path());
    window.wait_for("제목 1,");
    window.click("제목 1,");
    window.wait_for("문단 0이다.");
    window.harness.run_steps(5);
    window.press(Key::Space);
    assert!(window.has("문단 20이다."));
    for _ in 0..40 {
        window.press(Key::Space);
    }
    window.wait_for("짧은 글이다.");
}

#[test]
fn the_help_page_lists_the_keys() {
    let (mut window, _archive) = opened(1);
    window.press(Key::F1);
    assert!(window.has("단축키") && window.has("다음 기사"));
    window.press(Key::Escape);
    assert!(!window.has("단축키"));
}

#[test]
fn text_is_selected_across_paragraphs_and_copied() {
    let (mut window, _archive) = opened(1);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    window.click("둘째 문단이다.");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.step();
    window.harness.event(egui::Event::Copy);
    window.harness.step();
    let copied = window.harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(copied.as_deref(), Some("제목 1\n\n본문 1이다.\n\n둘째 문단이다."));
}

#[test]
fn the_stored_text_is_shown_as_it_is_stored() {
    let (mut window, _archive) = opened(1);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    window.press(Key::R);
    window.wait_for("published_at: 2026-01-27 00:00");
    window.press(Key::R);
    assert!(!window.has("published_at:"));
}

#[test]
fn an_address_that_may_not_be_opened_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let text = article(1, 1, "본문이다.").replace("https://example.com/1", "file:///etc/passwd");
    fs::write(folder.path().join("1.md"), text).unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder.path());
    window.wait_for("제목 1,");
    window.click("제목 1,");
    window.wait_for("본문이다.");
    window.press(Key::O);
    window.wait_for("열 수 있는 원문 주소가 없습니다");
    assert!(window.has("file:///etc/passwd"));
}

#[test]
fn a_damaged_file_is_told_and_the_rest_is_read() {
    let folder = archive(2);
    fs::write(folder.path().join("nul.md"), [0; 64]).unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder.path());
    window.wait_for("기사 3건");
    window.wait_for("문제 1건");
    window.press(Key::P);
    window.wait_for("nul.md");
    window.press(Key::Escape);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
}

#[test]
fn reading_the_folder_again_keeps_the_article() {
    let (mut window, folder) = opened(60);
    window.press(Key::End);
    window.wait_for("본문 60이다.");
    fs::write(folder.path().join("new.md"), article(99, 28, "새 글이다.")).unwrap();
    window.press(Key::F5);
    window.wait_for("기사 61건");
    window.wait_for("본문 60이다.");
    assert_eq!(window.heading(), "제목 60");
}

#[test]
fn what_was_chosen_is_there_at_the_next_start() {
    let folder = archive(1);
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder.path());
    window.wait_for("기사 1건");
    window.press(Key::D);
    window.harness.state_mut().as_mut().unwrap().save();
    let Window { harness, home } = window;
    drop(harness);
    let folders = Folders::below(home.path());
    assert_eq!(Session::read(&folders).0.recent, [folder.path()]);
    assert_eq!(Settings::read(&folders).0.theme, seogo::library::Theme::Light);
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.wait_for(folder.path().to_str().unwrap());
}

#[test]
fn a_narrow_window_shows_the_list_and_then_the_article() {
    let folder = archive(3);
    let mut window = Window::new([600.0, 700.0]);
    window.open(folder.path());
    window.wait_for("제목 1,");
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    assert!(!window.has("제목 2,"), "the list is out of the way");
    window.press(Key::B);
    assert!(window.has("제목 2,"));
}

#[test]
fn the_interface_speaks_english_when_asked() {
    let home = tempfile::tempdir().unwrap();
    let settings = Settings { language: Language::English, ..Settings::default() };
    settings.write(&Folders::below(home.path())).unwrap();
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.wait_for("Open folder");
    assert!(!window.has("폴더"));
}

/// Types into the search field, a letter at a time.
pub(crate) fn search(window: &mut Window, text: &str) {
    window.press(Key::Slash);
    for letter in text.chars() {
        window.harness.get_by_label("기사 검색").type_text(&letter.to_string());
        window.harness.step();
    }
}

#[test]
fn results_follow_each_letter_and_escape_goes_back() {
    let (mut window, _archive) = opened(30);
    window.press(Key::End);
    window.wait_for("본문 30이다.");
    search(&mut window, "본문 12");
    window.wait_for("검색 결과 1건");
    window.click("제목 12,");
    window.wait_for("본문 12이다.");
    window.wait_for("3곳");
    window.harness.get_by_label("기사 검색").focus();
    window.harness.step();
    window.press(Key::Escape);
    window.press(Key::Escape);
    window.wait_for("기사 30건");
    assert_eq!(window.heading(), "제목 12", "the result that was opened stays");
}

#[test]
fn something_is_found_within_the_article() {
    let (mut window, _archive) = opened(3);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    // As by a click on the page.
    window.harness.drag_at(egui::pos2(700.0, 600.0));
    window.harness.step();
    window.harness.drop_at(egui::pos2(700.0, 600.0));
    window.harness.step();
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.harness.step();
    window.harness.step();
    window.harness.get_by_label("이 기사에서 찾기").type_text("문단");
    window.wait_for("1/1");
    window.press(Key::Escape);
    window.press(Key::Escape);
    assert!(!window.has("이 기사에서 찾기"));
}

#[test]
fn a_word_is_taken_out_of_a_query() {
    let (mut window, _archive) = opened(30);
    search(&mut window, "본문 없는말");
    window.wait_for("없는말 지우기");
    window.wait_for("검색 결과가 없습니다");
    window.click("없는말 지우기");
    window.wait_for("검색 결과 30건");
}

#[test]
fn recent_searches_and_publishers_are_suggested() {
    let (mut window, _archive) = opened(3);
    search(&mut window, "본문 2");
    window.wait_for("검색 결과 1건");
    window.click("제목 2,");
    window.click("검색 지우기");
    window.wait_for("기사 3건");
    window.press(Key::Slash);
    window.harness.step();
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    window.wait_for("검색 결과 1건");
    window.click("검색 지우기");
    let edge = |window: &Window| window.harness.get_by_label("목록").rect().left();
    let before = edge(&window);
    search(&mut window, "언론사:한");
    assert_eq!(edge(&window), before, "the panel of the list grows with what is typed");
    window.wait_for("검색 결과가 없습니다");
    // The article that is shown has a publisher too.
    window.wait_for_button("한빛일보");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    window.wait_for("검색 결과 3건");
    // What is typed next stands behind what was taken.
    window.harness.get_by_label("기사 검색").type_text("제목:2");
    window.wait_for("검색 결과 1건");
}

#[test]
fn an_empty_result_offers_what_would_find_something() {
    let (mut window, _archive) = opened(3);
    search(&mut window, "qhsans");
    window.wait_for("본문  (3)");
    window.click("본문  (3)");
    window.wait_for("검색 결과 3건");
}

#[test]
fn results_come_while_a_syllable_is_composed() {
    let (mut window, _archive) = opened(3);
    window.press(Key::Slash);
    let preedit = |text: &str| {
        egui::Event::Ime(egui::ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None })
    };
    for composing in ["ㅂ", "보", "본", "봄"] {
        window.harness.event(preedit(composing));
        window.harness.step();
        let found = if composing == "봄" { "검색 결과가 없습니다" } else { "검색 결과 3건" };
        window.wait_for(found);
    }
}

#[test]
fn every_control_has_a_name() {
    let (mut window, _archive) = opened(3);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    use egui::accesskit::Role;
    for role in [Role::Button, Role::TextInput, Role::Link, Role::Slider, Role::CheckBox] {
        for node in window.harness.query_all_by_role(role) {
            let label = node.accesskit_node().label().unwrap_or_default();
            assert!(!label.is_empty(), "a {role:?} without a name");
        }
    }
}

#[test]
fn an_address_that_could_be_taken_for_another_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    for (id, host) in [(1, "naver.com@evil.example"), (2, "n\u{0430}ver.com")] {
        let text = article(id, 3 - id, "본문이다.").replace("example.com", host);
        fs::write(folder.path().join(format!("{id}.md")), text).unwrap();
    }
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder.path());
    window.wait_for("기사 2건");
    window.click("제목 1,");
    window.wait_for("https://naver.com@evil.example/1");
    window.press(Key::O);
    window.wait_for("로그인 이름일 뿐입니다");
    assert!(window.has("evil.example") && window.has("열기"));
    window.press(Key::Escape);
    assert!(!window.has("로그인 이름일 뿐입니다"));
    window.click("제목 2,");
    window.wait_for("https://xn--");
    assert!(!window.has("n\u{0430}ver.com"), "a letter that looks like another is not shown");
}
