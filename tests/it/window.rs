//! The window as a person uses it: opening, reading, selecting, searching.

use crate::support::window::{Window, archive, article, opened, search, seeds};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::library::{Folders, Language, Session, Settings};
use std::fs;
use std::path::Path;

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
fn the_welcome_page_offers_folders_and_files() {
    let mut window = Window::new([1280.0, 800.0]);
    window.wait_for("폴더 열기");
    window.harness.get_by_label("파일 열기");
    window.harness.get_by_label_contains("Markdown·텍스트·HTML·CSV·Excel·JSON");
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
    // What the window system sends for the key J in Hangul mode: no Latin letter, but its position, and the
    // jamo as text.
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
    window.wait_for_load();
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
    window.press(Key::Questionmark);
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
    window.wait_for_load();
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
    window.open_whole(folder.path(), 3);
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
    window.open_whole(folder.path(), 1);
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
    window.wait_for_load();
    window.wait_for("제목 1,");
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    assert!(!window.has("제목 2,"), "the list is hidden");
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
    assert_eq!(window.heading(), "제목 12", "the opened result stays");
}

#[test]
fn something_is_found_within_the_article() {
    let (mut window, _archive) = opened(3);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    // Like a click on the page.
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
    assert_eq!(edge(&window), before, "the list's panel grows with the typed text");
    window.wait_for("검색 결과가 없습니다");
    // The shown article has a publisher, too, over its text and in its details.
    window.wait_until("a suggestion", |window| {
        let buttons = window.harness.query_all_by_role(egui::accesskit::Role::Button);
        let names = buttons.filter_map(|button| button.accesskit_node().label());
        names.filter(|name| name.starts_with("한빛일보")).count() > 2
    });
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    window.wait_for("검색 결과 3건");
    // Further typing goes after the accepted suggestion.
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
    window.open_whole(folder.path(), 2);
    window.click("제목 1,");
    window.wait_for("https://naver.com@evil.example/1");
    window.press(Key::O);
    window.wait_for("로그인 이름일 뿐입니다");
    assert!(window.has("evil.example") && window.has("열기"));
    window.press(Key::Escape);
    assert!(!window.has("로그인 이름일 뿐입니다"));
    window.click("제목 2,");
    window.wait_for("https://xn--");
    assert!(!window.has("n\u{0430}ver.com"), "a look-alike letter is not shown");
}
