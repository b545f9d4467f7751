//! Coming back: to an archive, and to the place in it.

use crate::support::window::{Window, archive, article, opened, rows, search, seeds};
use egui::{Key, Modifiers, PointerButton};
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::library::{Folders, Session};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Closes the window and starts the program again.
fn started_again(mut window: Window, path: Option<&Path>) -> Window {
    window.harness.state_mut().as_mut().unwrap().save();
    let Window { harness, home } = window;
    drop(harness);
    started(home, path)
}

fn started(home: tempfile::TempDir, path: Option<&Path>) -> Window {
    let mut window = Window::in_home([1280.0, 1000.0], home);
    window.harness.state_mut().as_mut().unwrap().begin(path.map(Path::to_owned));
    window.harness.step();
    window
}

/// An archive of 40 articles, of which number 5 is long.
fn with_a_long_one() -> tempfile::TempDir {
    let folder = archive(40);
    let long = (0..200).map(|number| format!("긴 글의 문단 {number}이다.")).collect::<Vec<_>>().join("\n\n");
    fs::write(folder.path().join("901_5.md"), article(5, 23, &long)).unwrap();
    folder
}

fn read_on(window: &mut Window) {
    window.wait_for("긴 글의 문단 0이다.");
    window.harness.run_steps(5);
    for _ in 0..4 {
        window.press(Key::Space);
    }
    assert!(!window.has("긴 글의 문단 0이다."));
    // A long page is laid out bit by bit, and its position is stable only after that.
    let (mut at, mut still) = (paragraph(window), 0);
    let until = Instant::now() + Duration::from_secs(30);
    while still < 20 {
        assert!(Instant::now() < until, "the page keeps moving");
        window.harness.step();
        let now = paragraph(window);
        still = if now == at { still + 1 } else { 0 };
        at = now;
    }
}

/// The first visible paragraph of the long article.
fn paragraph(window: &Window) -> String {
    let found = window.harness.query_all_by_label_contains("긴 글의 문단");
    found.filter_map(|node| node.accesskit_node().value()).next().unwrap()
}

#[test]
fn the_next_start_is_where_the_last_one_ended() {
    let folder = with_a_long_one();
    let mut window = started(tempfile::tempdir().unwrap(), Some(folder.path()));
    window.wait_for("기사 40건");
    window.click("제목 5,");
    read_on(&mut window);
    window.press(Key::I);
    window.harness.hover_at(egui::pos2(100.0, 500.0));
    window.harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -700.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    window.harness.run_steps(40);
    let (read, listed) = (paragraph(&window), rows(&window));
    assert!(!window.has("제목 5,"), "the list is at another place");
    let mut window = started_again(window, None);
    window.wait_for("기사 40건");
    window.wait_for(&read);
    window.harness.run_steps(5);
    assert_eq!((paragraph(&window), rows(&window)), (read, listed));
    assert!(!window.has("이 기사의 메모"), "the details are as they were");
}

#[test]
fn a_search_and_an_order_are_there_again_with_their_list() {
    let (mut window, _archive) = opened(30);
    search(&mut window, "본문 2");
    window.wait_for("검색 결과 12건");
    window.click("최신순");
    window.click("제목순");
    // Wait until the row stops moving, since the click goes to its position at that time.
    let until = Instant::now() + Duration::from_secs(30);
    while !rows(&window)
        .iter()
        .min_by_key(|(_, top)| *top)
        .is_some_and(|(row, _)| row.starts_with("제목 12,"))
    {
        assert!(Instant::now() < until, "the list is not sorted by title");
        std::thread::sleep(Duration::from_millis(5));
        window.harness.step();
    }
    window.click("제목 21,");
    window.wait_for("본문 21이다.");
    let mut window = started_again(window, None);
    window.wait_for("검색 결과 12건");
    window.wait_for("본문 21이다.");
    assert!(window.has("제목순"));
    assert_eq!(window.harness.get_by_label("기사 검색").accesskit_node().value().as_deref(), Some("본문 2"));
}

#[test]
fn every_recent_archive_has_its_own_place() {
    let (mut window, first) = opened(30);
    window.click("제목 3,");
    window.wait_for("본문 3이다.");
    search(&mut window, "본문 3");
    window.wait_for("검색 결과 4건");
    window.open(&seeds());
    window.wait_for_no("제목 3,");
    window.wait_for_load();
    assert!(!window.has("검색 결과"), "another archive is not searched");
    window.open(first.path());
    window.wait_for("검색 결과 4건");
    window.wait_for("본문 3이다.");
    let mut window = started_again(window, Some(&first.path().join("901_7.md")));
    window.wait_for("본문 7이다.");
    window.wait_for("기사 30건");
}

#[test]
fn a_window_that_is_killed_is_found_where_it_was() {
    let (mut window, _archive) = opened(30);
    window.press(Key::End);
    window.wait_for("본문 30이다.");
    let folders = Folders::below(window.home.path());
    let is_kept = || {
        let session = Session::read(&folders).0;
        let articles = session.places.values().filter_map(|place| place.article.as_ref());
        articles.map(|article| article.path.clone()).collect::<Vec<_>>() == ["901_30.md"]
    };
    let until = Instant::now() + Duration::from_secs(30);
    while !is_kept() {
        assert!(Instant::now() < until, "the place was not saved");
        std::thread::sleep(Duration::from_millis(20));
        window.harness.step();
    }
}

#[test]
fn an_archive_that_is_gone_leaves_the_welcome_page_and_a_sentence() {
    let (window, archive) = opened(3);
    drop(archive);
    let mut window = started_again(window, None);
    window.wait_for("폴더나 파일이 없습니다. 경로를");
    assert!(window.has("모아 둔 뉴스 기사를 읽고, 찾고, 확인하는 프로그램입니다"));
}

#[test]
fn an_article_that_is_gone_leaves_the_list() {
    let (mut window, archive) = opened(5);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    fs::remove_file(archive.path().join("901_2.md")).unwrap();
    let mut window = started_again(window, None);
    window.wait_for("기사 4건");
    window.wait_for("목록에서 기사를 선택하세요");
    window.click("제목 4,");
    window.wait_for("본문 4이다.");
}

#[test]
fn the_folder_is_read_again_without_losing_the_place() {
    let folder = with_a_long_one();
    let mut window = Window::new([1280.0, 1000.0]);
    window.open_whole(folder.path(), 40);
    window.click("제목 5,");
    read_on(&mut window);
    let read = paragraph(&window);
    fs::write(folder.path().join("new.md"), article(99, 28, "새 글이다.")).unwrap();
    window.press(Key::F5);
    window.wait_for("기사 41건");
    window.wait_for(&read);
    window.harness.run_steps(5);
    assert_eq!(paragraph(&window), read);
}

#[test]
fn one_goes_back_and_forward_through_what_was_read() {
    let folder = with_a_long_one();
    let mut window = Window::new([1280.0, 1000.0]);
    window.open_whole(folder.path(), 40);
    window.click("제목 5,");
    read_on(&mut window);
    let read = paragraph(&window);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.click("제목 3,");
    window.wait_for("본문 3이다.");
    let alt = |window: &mut Window, key| {
        window.harness.key_press_modifiers(Modifiers::ALT, key);
        window.harness.step();
    };
    alt(&mut window, Key::ArrowLeft);
    window.wait_for("본문 2이다.");
    // Another list doesn't change the article being read.
    search(&mut window, "본문 3");
    window.wait_for("검색 결과");
    window.press(Key::Escape);
    window.click("뒤로");
    window.wait_for(&read);
    window.harness.run_steps(5);
    assert_eq!(paragraph(&window), read, "at the place where it was left");
    for pressed in [true, false] {
        window.harness.event(egui::Event::PointerButton {
            pos: egui::pos2(700.0, 400.0),
            button: PointerButton::Extra2,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    }
    window.wait_for("본문 2이다.");
    window.press(Key::F5);
    window.wait_for("본문 2이다.");
    alt(&mut window, Key::ArrowRight);
    window.wait_for("본문 3이다.");
}

#[test]
fn another_recent_archive_is_opened_by_key() {
    let (mut window, first) = opened(3);
    window.click("제목 3,");
    window.wait_for("본문 3이다.");
    window.open(&seeds());
    window.wait_for("솔내초");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::R);
    window.harness.run_steps(4);
    assert!(!window.has("seeds "), "the open archive is not offered");
    let name = first.path().file_name().unwrap().to_str().unwrap();
    window.harness.get_by_label("최근에 연 폴더 열기").type_text(name);
    window.harness.run_steps(2);
    window.press(Key::Enter);
    window.wait_for("기사 3건");
    window.wait_for("본문 3이다.");
}
