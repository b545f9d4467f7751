//! The reader's marks: set on one article or many, kept outside the archive and found again.

use crate::support::window::{Window, archive, article, opened, search};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::library::{Folders, Language, Settings};
use seogo::ui::command::{Command, Existing, MarkCommand};
use std::time::{Duration, Instant};

/// How many articles a command would apply to.
fn chosen(window: &Window) -> usize {
    window.harness.state().as_ref().unwrap().targets().len()
}

/// Whether an article's row mentions a mark. The row must be in view.
fn says(window: &Window, number: u32, mark: &str) -> bool {
    let labels = labels(window, number);
    assert!(!labels.is_empty(), "row {number} is not in view");
    labels.iter().any(|label| label.contains(mark))
}

fn labels(window: &Window, number: u32) -> Vec<String> {
    let title = format!("제목 {number},");
    let rows = window.harness.query_all_by_label_contains(&title);
    rows.filter_map(|row| row.accesskit_node().label()).collect()
}

fn says_by_now(window: &Window, number: u32, mark: &str) -> bool {
    labels(window, number).iter().any(|label| label.contains(mark))
}

fn wait_says(window: &mut Window, number: u32, mark: &str) {
    let until = Instant::now() + Duration::from_secs(30);
    while !says_by_now(window, number, mark) {
        assert!(Instant::now() < until, "row {number} does not say {mark}");
        std::thread::sleep(Duration::from_millis(5));
        window.harness.step();
    }
}

/// Brings the window to the front repeatedly, since marks made in the other window take a while to be saved.
fn wait_says_in_front(window: &mut Window, number: u32, mark: &str) {
    let until = Instant::now() + Duration::from_secs(30);
    while !says_by_now(window, number, mark) {
        assert!(Instant::now() < until, "row {number} does not say {mark}");
        window.harness.event(egui::Event::WindowFocused(true));
        window.harness.step();
        std::thread::sleep(Duration::from_millis(5));
    }
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
    // Tall enough to show the rows to click.
    window.harness.set_size(egui::vec2(1280.0, 1300.0));
    window.harness.run_steps(2);
    window.click("제목 2,");
    click_with(&mut window, "제목 5,", Modifiers::SHIFT);
    assert_eq!(chosen(&window), 4);
    assert!(window.has("4건 선택"));
    click_with(&mut window, "제목 3,", Modifiers::COMMAND);
    assert_eq!(chosen(&window), 3);
    window.press(Key::Escape);
    assert_eq!(chosen(&window), 1, "only the shown article");
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

/// Closes the window as a reader would, and opens another with the same home folder.
fn reopen(window: Window, archive: &std::path::Path) -> Window {
    let Window { harness, home } = window;
    drop(harness);
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.open(archive);
    window.wait_for_load();
    window.wait_for("제목 1,");
    window
}

#[test]
fn stars_and_what_was_read_are_undone_redone_and_kept() {
    let (mut window, archive) = opened(6);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.press(Key::S);
    assert!(says(&window, 2, "별표, 읽지 않음"));
    window.press(Key::M);
    assert!(says(&window, 2, "별표") && !says(&window, 2, "읽지 않음"));
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(window.has("실행 취소: 읽음으로 표시했습니다"));
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    window.press(Key::S);
    window.wait_for("별표를 붙였습니다 · 기사 5건");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(window.has("실행 취소: 별표를 붙였습니다 · 기사 5건"));
    assert!(!says(&window, 1, "별표"));
    press_with(&mut window, Modifiers::COMMAND, Key::Y);
    assert!(says(&window, 1, "별표"));
    let mut window = reopen(window, archive.path());
    wait_says(&mut window, 1, "별표, 읽지 않음");
    wait_says(&mut window, 2, "별표, 읽지 않음");
}

#[test]
fn an_article_is_read_after_a_moment_in_view() {
    let (archive, home) = (archive(2), tempfile::tempdir().unwrap());
    let settings = Settings { language: Language::Korean, ..Settings::default() };
    settings.write(&Folders::below(home.path())).unwrap();
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.open(archive.path());
    window.wait_for_load();
    window.wait_for("제목 2,");
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    assert!(says(&window, 2, "읽지 않음"));
    // A step is a quarter of a second of the window's clock.
    window.harness.run_steps(16);
    assert!(!says(&window, 2, "읽지 않음"));
    window.press(Key::M);
    window.harness.run_steps(32);
    assert!(says(&window, 2, "읽지 않음"), "the reader marked it as unread");
}

#[test]
fn two_windows_see_what_the_other_marks() {
    let (mut first, archive) = opened(2);
    let mut second = Window::beside(&first);
    second.open(archive.path());
    second.wait_for_load();
    second.wait_for("제목 1,");
    first.click("제목 1,");
    first.wait_for("본문 1이다.");
    first.press(Key::S);
    second.click("제목 2,");
    second.wait_for("본문 2이다.");
    wait_says_in_front(&mut second, 1, "별표");
    second.press(Key::S);
    wait_says_in_front(&mut first, 2, "별표");
}

/// Waits for the count at the end of a shelf's name.
fn shelf(window: &mut Window, name: &str, count: usize) {
    window.wait_for(&format!("{name} {count}"));
}

#[test]
fn articles_are_tagged_by_key_and_found_by_tag() {
    let (mut window, archive) = opened(5);
    window.press(Key::L);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.press(Key::X);
    window.press(Key::J);
    window.press(Key::X);
    window.press(Key::T);
    window.wait_for("태그 · 기사 2건");
    window.harness.get_by_label("태그 이름").type_text("경제 전망");
    window.harness.run_steps(2);
    assert!(window.has("새 태그 ‘경제 전망’"));
    window.press(Key::Enter);
    window.press(Key::Enter);
    assert!(!window.has("새 태그"), "Enter in the empty field closes the picker");
    shelf(&mut window, "경제 전망", 2);
    // The first key press closes the message.
    window.press(Key::Escape);
    window.press(Key::Escape);
    window.click("경제 전망 2");
    window.wait_for("검색 결과 2건");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    window.wait_for("검색 결과가 없습니다");
    press_with(&mut window, Modifiers::COMMAND, Key::Y);
    window.wait_for("검색 결과 2건");
    // The next start would repeat the search unless it is cleared.
    window.click("검색 지우기");
    window.harness.state_mut().as_mut().unwrap().save();
    let mut window = reopen(window, archive.path());
    wait_says(&mut window, 2, "읽지 않음, 경제 전망");
    shelf(&mut window, "경제 전망", 2);
}

#[test]
fn a_note_is_kept_searched_and_taken_back() {
    let (mut window, archive) = opened(3);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.press(Key::E);
    window.harness.run_steps(2);
    window.harness.get_by_label("이 기사의 메모").type_text("다시 볼 것");
    // The pause after the last letter is enough to save it.
    window.harness.run_steps(10);
    wait_says(&mut window, 2, "메모");
    // The first key press leaves the field, which has its own undo.
    window.press(Key::Escape);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(window.has("실행 취소: 메모를 저장했습니다") && !says(&window, 2, "메모"));
    press_with(&mut window, Modifiers::COMMAND, Key::Y);
    assert!(says(&window, 2, "메모"));
    let mut window = reopen(window, archive.path());
    wait_says(&mut window, 2, "메모");
    search(&mut window, "메모:다시");
    window.wait_for("검색 결과 1건");
    window.click("검색 지우기");
    window.wait_for("기사 3건");
}

#[test]
fn a_selected_passage_is_highlighted_and_undone() {
    let (mut window, archive) = opened(2);
    window.press(Key::L);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.press(Key::H);
    assert!(window.has("먼저 본문에서 강조할 부분을 선택하세요"));
    window.click("둘째 문단이다.");
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    window.press(Key::H);
    let passage = "형광펜 지우기: 본문 2이다. 둘째 문단이다.";
    let is_marked = |window: &Window| {
        window.harness.query_all_by_label_contains("형광펜 지우기: 본문 2이다.").next().is_some()
    };
    assert!(is_marked(&window), "{passage}");
    shelf(&mut window, "형광펜", 1);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!is_marked(&window));
    press_with(&mut window, Modifiers::COMMAND, Key::Y);
    let mut window = reopen(window, archive.path());
    window.click("제목 2,");
    window.wait_for("형광펜 지우기: 본문 2이다.");
}

#[test]
fn a_highlight_has_a_note_of_its_own() {
    let (mut window, archive) = opened(2);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.click("둘째 문단이다.");
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    window.press(Key::H);
    window.harness.run_steps(8);
    window.harness.get_by_label_contains("메모: 본문 2이다.").focus();
    window.harness.run_steps(2);
    window.harness.get_by_label_contains("메모: 본문 2이다.").type_text("이 말의 근거");
    window.harness.run_steps(10);
    let mut window = reopen(window, archive.path());
    search(&mut window, "메모:근거");
    window.wait_for("검색 결과 1건");
}

/// A window on two articles, with the tag picker open, in which the second has just been tagged.
fn tagging() -> (Window, tempfile::TempDir) {
    let (mut window, archive) = opened(2);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.press(Key::T);
    window.harness.get_by_label("태그 이름").type_text("경제");
    window.harness.run_steps(2);
    window.press(Key::Enter);
    (window, archive)
}

#[test]
fn a_tag_gets_its_next_colour_in_the_picker() {
    use seogo::library::{Store, TagColor};
    let (mut window, archive) = tagging();
    window.wait_for("경제 색 바꾸기");
    window.click("경제 색 바꾸기");
    let path = Store::path(&Folders::below(window.home.path()));
    let window = reopen(window, archive.path());
    let marks = Store::open(&path).unwrap().0.read().unwrap().0;
    assert_eq!(marks.tag_color("경제"), TagColor::fresh(0).next());
    drop(window);
}

#[test]
fn a_tag_on_another_version_says_so() {
    let (mut window, archive) = tagging();
    window.press(Key::Enter);
    assert!(!window.has("다른 수집본에 남긴 기록"));
    std::fs::write(archive.path().join("901_2.md"), article(2, 26, "고친 본문이다.")).unwrap();
    window.wait_for("다른 수집본에 남긴 기록: 태그");
}

#[test]
fn a_backup_is_looked_for_below_the_home_that_a_tilde_stands_for() {
    let (mut window, _archive) = opened(1);
    let name = "no-such-marks-of-seogo.json";
    let context = window.harness.ctx.clone();
    let restore = Command::Mark(MarkCommand::Restore(std::path::Path::new("~").join(name)));
    window.harness.state_mut().as_mut().unwrap().run(&context, restore);
    window.wait_for(&etcetera::home_dir().unwrap().join(name).display().to_string());
}

#[test]
fn searches_are_saved_with_counts_that_follow() {
    let (mut window, archive) = opened(12);
    window.press(Key::L);
    shelf(&mut window, "읽지 않음", 12);
    search(&mut window, "본문 1");
    window.wait_for("검색 결과 4건");
    window.click("이 검색 저장");
    shelf(&mut window, "본문 1", 4);
    window.click("검색 지우기");
    window.wait_for("기사 12건");
    std::fs::write(archive.path().join("new.md"), article(100, 28, "본문 100이다.")).unwrap();
    window.press(Key::F5);
    shelf(&mut window, "본문 1", 5);
    window.click("제목 100,");
    window.wait_for("본문 100이다.");
    window.press(Key::M);
    shelf(&mut window, "읽지 않음", 12);
    window.click("본문 1 5");
    window.wait_for("검색 결과 5건");
    window.harness.state_mut().as_mut().unwrap().save();
    let mut window = reopen(window, archive.path());
    shelf(&mut window, "본문 1", 5);
    shelf(&mut window, "읽지 않음", 12);
}

#[test]
fn marks_are_backed_up_and_restored_elsewhere() {
    let (mut window, archive) = opened(3);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("표시.json");
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.press(Key::S);
    let ask = |window: &mut Window, change: MarkCommand| {
        let context = window.harness.ctx.clone();
        window.harness.state_mut().as_mut().unwrap().run(&context, Command::Mark(change));
        window.harness.step();
    };
    ask(&mut window, MarkCommand::BackUp(path.clone(), Existing::Keep));
    window.wait_for("백업했습니다");
    let within = archive.path().join("표시.json");
    ask(&mut window, MarkCommand::BackUp(within.clone(), Existing::Keep));
    window.wait_for("기사 폴더 안에는 아무것도 저장하지 않습니다");
    assert!(!within.exists());
    ask(&mut window, MarkCommand::BackUp(path.clone(), Existing::Keep));
    window.wait_for("파일이 이미 있습니다");
    window.click("덮어쓰기");
    window.wait_for("백업했습니다");
    let mut other = Window::new([1280.0, 800.0]);
    other.open(archive.path());
    other.wait_for_load();
    other.wait_for("제목 1,");
    ask(&mut other, MarkCommand::Restore(path.clone()));
    wait_says(&mut other, 2, "별표");
    press_with(&mut other, Modifiers::COMMAND, Key::Z);
    assert!(!says(&other, 2, "별표"));
    std::fs::write(&path, "{").unwrap();
    ask(&mut other, MarkCommand::Restore(path));
    other.wait_for("백업 파일을 쓰거나 읽지 못했습니다");
}

#[test]
fn an_unread_list_goes_on_where_it_was_when_an_article_leaves_it() {
    let (mut window, _archive) = opened(5);
    search(&mut window, "is:unread");
    window.wait_for("검색 결과 5건");
    // The rows move once their lines of text were read.
    window.harness.run_steps(8);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.press(Key::M);
    window.wait_for("검색 결과 4건");
    window.press(Key::J);
    window.wait_for("본문 3이다.");
}

#[test]
fn what_could_not_be_saved_is_saved_by_itself_and_at_the_latest_when_the_window_closes() {
    use seogo::library::{Folders, Store};
    let (mut window, _archive) = opened(3);
    let folders = Folders::below(window.home.path());
    drop(Store::open(&Store::path(&folders)).unwrap());
    let other = rusqlite::Connection::open(Store::path(&folders)).unwrap();
    let star = |window: &mut Window, number: u32| {
        window.click(&format!("제목 {number},"));
        window.wait_for(&format!("본문 {number}이다."));
        window.press(Key::S);
    };
    let kept = || {
        let (store, _) = Store::open(&Store::path(&folders)).unwrap();
        let marks = store.read().unwrap().0;
        marks.articles().filter(|(_, marks)| marks.star.is_some()).count()
    };
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    star(&mut window, 1);
    window.wait_for("기록을 아직 저장하지 못했습니다");
    assert!(says(&window, 1, "별표"));
    other.execute_batch("COMMIT").unwrap();
    let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while window.has("기록을 아직 저장하지 못했습니다") {
        assert!(std::time::Instant::now() < until, "it is not retried");
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.harness.step();
    }
    assert_eq!(kept(), 1);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    star(&mut window, 2);
    window.wait_for("기록을 아직 저장하지 못했습니다");
    other.execute_batch("COMMIT").unwrap();
    let Window { harness, home } = window;
    drop(harness);
    assert_eq!(kept(), 2);
    drop(home);
}

#[test]
fn the_colour_of_a_highlight_is_changed_and_kept() {
    let (mut window, archive) = opened(2);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.click("둘째 문단이다.");
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    window.press(Key::H);
    window.click("초록 형광펜: 본문 2이다.");
    window.harness.run_steps(3);
    window.click("보라 형광펜");
    window.wait_for("보라 형광펜: 본문 2이다.");
    let mut window = reopen(window, archive.path());
    window.click("제목 2,");
    window.wait_for("보라 형광펜: 본문 2이다.");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!window.has("초록 형광펜: 본문 2이다."), "nothing of an earlier start is undone");
}

/// Moves the pointer with the button down from one place to another, in a few steps.
fn drag(window: &mut Window, from: egui::Pos2, to: egui::Pos2, modifiers: Modifiers) {
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers,
    };
    window.harness.event(egui::Event::PointerMoved(from));
    window.harness.step();
    window.harness.event_modifiers(button(from, true), modifiers);
    window.harness.step();
    for share in [0.2_f32, 0.6, 1.0] {
        window.harness.event_modifiers(egui::Event::PointerMoved(from.lerp(to, share)), modifiers);
        window.harness.run_steps(2);
    }
    window.harness.event_modifiers(button(to, false), modifiers);
    window.harness.run_steps(3);
}

fn place_of(window: &Window, text: &str) -> egui::Pos2 {
    window.harness.query_all_by_label_contains(text).next().unwrap().rect().center()
}

#[test]
fn articles_are_dragged_onto_a_tag_and_rows_selected_by_dragging() {
    let (mut window, _archive) = tagging();
    window.press(Key::Escape);
    window.press(Key::L);
    shelf(&mut window, "경제", 1);
    let (row, tag) = (place_of(&window, "제목 1,"), place_of(&window, "경제 1"));
    drag(&mut window, row, tag, Modifiers::NONE);
    shelf(&mut window, "경제", 2);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    shelf(&mut window, "경제", 1);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    let (first, second) = (place_of(&window, "제목 1,"), place_of(&window, "제목 2,"));
    drag(&mut window, first, second, Modifiers::SHIFT);
    assert_eq!(chosen(&window), 2);
}

#[test]
fn a_set_is_a_shelf_that_is_listed_deleted_and_taken_back() {
    use seogo::library::{ArticleSet, Edit, Store};
    let home = tempfile::tempdir().unwrap();
    let set = ArticleSet {
        query: String::new(),
        archive: String::new(),
        method: "--size 1".to_owned(),
        seed: Some(7),
        drawing: "simple-1".to_owned(),
        version: "0.1.0".to_owned(),
        frame: 3,
        strata: Vec::new(),
        at: jiff::Timestamp::UNIX_EPOCH,
        articles: ["901_2".to_owned()].into(),
    };
    let (mut store, _) = Store::open(&Store::path(&Folders::below(home.path()))).unwrap();
    store.write(&[Edit::Set("첫 표본".to_owned(), Some(set.into()))]).unwrap();
    drop(store);
    let archive = crate::support::window::archive(3);
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.open_whole(archive.path(), 3);
    window.press(Key::L);
    shelf(&mut window, "첫 표본", 1);
    window.click("첫 표본 1");
    window.wait_for("검색 결과 1건");
    assert!(window.has("제목 2,"));
    window.harness.get_by_label_contains("첫 표본 1").focus();
    window.harness.run_steps(2);
    window.press(Key::Delete);
    window.wait_until("it is gone", |window| !window.has("첫 표본 1"));
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    shelf(&mut window, "첫 표본", 1);
}
