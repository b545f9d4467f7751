//! The window's messages: what was copied, why a command does nothing, and what is wrong with a path.

use crate::support::window::{Window, archive, opened};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::ui::command::{Action, Command};

fn ask(window: &mut Window, action: Action) {
    let context = window.harness.ctx.clone();
    window.harness.state_mut().as_mut().unwrap().run(&context, Command::Do(action));
    window.harness.run_steps(2);
}

fn ctrl(window: &mut Window, key: Key) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, key);
    window.harness.run_steps(3);
}

/// Types into the focused field.
fn write(window: &mut Window, text: &str) {
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.harness.run_steps(2);
}

#[test]
fn nothing_of_the_archive_before_is_copied() {
    let (mut window, _first) = opened(2);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    ask(&mut window, Action::CopyAddress);
    assert!(window.has("주소를 복사했습니다: https://example.com/2"));
    let second = archive(5);
    window.open_whole(second.path(), 5);
    ask(&mut window, Action::CopyAddress);
    assert!(window.has("먼저 기사를 선택하세요") && !window.has("복사했습니다"));
}

#[test]
fn a_command_with_nothing_to_act_on_says_why() {
    let (mut window, _archive) = opened(2);
    for (action, reason) in [
        (Action::Star, "먼저 기사를 선택하세요"),
        (Action::ToggleStored, "먼저 기사를 선택하세요"),
        (Action::ShowInFolder, "먼저 기사를 선택하세요"),
        (Action::ToggleDetails, "먼저 기사를 선택하세요"),
        (Action::Back, "뒤로 갈 기사가 없습니다"),
        (Action::Forward, "앞으로 갈 기사가 없습니다"),
        (Action::NextHit, "본문에 검색어가 없습니다"),
        (Action::ShowNew, "새 기사가 없습니다"),
        (Action::SaveSearch, "저장할 검색어나 필터가 없습니다"),
    ] {
        ask(&mut window, action);
        assert!(window.has(reason), "{action:?}");
        window.press(Key::Escape);
        assert!(!window.has(reason), "{action:?}: Escape takes it away");
    }
    let mut welcome = Window::new([1280.0, 800.0]);
    for action in [Action::Reload, Action::CheckAgain, Action::Export, Action::ShowProblems] {
        ask(&mut welcome, action);
        assert!(welcome.has("먼저 폴더를 여세요"), "{action:?}");
        welcome.press(Key::Escape);
    }
}

#[test]
fn a_message_moves_nothing() {
    let (mut window, _archive) = opened(40);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    let places = |window: &Window| {
        let found = ["제목 3,", "본문 2이다."];
        found.map(|name| window.harness.get_all_by_label_contains(name).next().unwrap().rect())
    };
    let before = places(&window);
    ask(&mut window, Action::CopyAddress);
    assert!(window.has("주소를 복사했습니다"));
    assert_eq!(places(&window), before);
}

#[test]
fn a_path_that_cannot_be_opened_is_said_under_its_field_which_keeps_keyboard_and_text() {
    let (mut window, _archive) = opened(1);
    let mut welcome = Window::new([1280.0, 800.0]);
    ctrl(&mut window, Key::L);
    welcome.harness.get_by_label("폴더나 파일의 경로").focus();
    welcome.harness.step();
    for window in [&mut window, &mut welcome] {
        write(window, "/없는/폴더");
        window.press(Key::Enter);
        window.wait_for("폴더나 파일이 없습니다");
        window.harness.run_steps(3);
        let field = window.harness.get_by_role_and_label(Role::TextInput, "폴더나 파일의 경로");
        assert!(field.accesskit_node().is_focused());
        assert_eq!(field.accesskit_node().value().as_deref(), Some("/없는/폴더"));
        let told = window.harness.get_by_label_contains("폴더나 파일이 없습니다");
        let (below, above) = (told.rect().top(), field.rect().bottom());
        assert!(above < below && below < above + 20.0, "{above} {below}");
        write(window, "2");
        let field = window.harness.get_by_role_and_label(Role::TextInput, "폴더나 파일의 경로");
        assert_eq!(field.accesskit_node().value().as_deref(), Some("/없는/폴더2"), "typing corrects it");
        assert!(!window.has("폴더나 파일이 없습니다"), "the error was about the previous path");
    }
    window.press(Key::Escape);
    window.press(Key::Escape);
    ctrl(&mut window, Key::L);
    write(&mut window, "/다른");
    let field = window.harness.get_by_role_and_label(Role::TextInput, "폴더나 파일의 경로");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("/다른"), "the old path was selected");
    assert!(!window.has("폴더나 파일이 없습니다"), "the error was about the old path");
}

#[test]
fn a_letter_is_no_command_on_the_welcome_page_or_in_a_dialog() {
    let mut welcome = Window::new([1280.0, 800.0]);
    welcome.wait_for("폴더 열기");
    let dark = welcome.harness.ctx.theme();
    for key in [Key::D, Key::D, Key::Questionmark, Key::L, Key::J] {
        welcome.press(key);
        assert_eq!(welcome.harness.ctx.theme(), dark);
        assert!(welcome.harness.query_all_by_role(Role::Dialog).next().is_none());
    }
    welcome.press(Key::F1);
    assert!(welcome.harness.query_all_by_role(Role::Dialog).next().is_some());
}
