//! Settings and session are written while the window is open, and only what was changed in it.

use crate::support::window::Window;
use egui::Key;
use seogo::library::{Folders, Session, Settings, Theme};
use seogo::ui::command::{Action, Command};
use std::fs;
use std::time::{Duration, Instant};

fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("1.md"), "---\nid: 901_1\ntitle: 塔, 새 전망대 연다\n---\n\n본문이다.\n")
        .unwrap();
    folder
}

#[test]
fn what_was_chosen_is_kept_while_the_window_is_open() {
    let folder = archive();
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(folder.path(), 1);
    window.press(Key::D);
    let folders = Folders::below(window.home.path());
    let is_kept = || {
        Settings::read(&folders).0.theme == Theme::Light
            && Session::read(&folders).0.recent == [folder.path()]
    };
    let until = Instant::now() + Duration::from_secs(30);
    while !is_kept() {
        assert!(Instant::now() < until, "nothing was written");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(window.has("기사 1건"), "the window is still open");
}

#[test]
fn settings_edited_in_the_meantime_are_not_written_over_by_a_session() {
    let folder = archive();
    let mut window = Window::new([1280.0, 800.0]);
    let folders = Folders::below(window.home.path());
    window.wait_for("폴더 열기");
    let edited = Settings { theme: Theme::Dark, ..Settings::default() };
    edited.write(&folders).unwrap();
    window.open_whole(folder.path(), 1);
    window.wait_until("the session is kept", |_| Session::read(&folders).0.recent == [folder.path()]);
    assert_eq!(Settings::read(&folders).0, edited);
}

#[test]
fn a_file_that_breaks_while_the_window_is_open_is_set_aside_and_told() {
    let mut window = Window::new([1280.0, 800.0]);
    let folders = Folders::below(window.home.path());
    window.wait_for("폴더 열기");
    fs::create_dir_all(&folders.config).unwrap();
    fs::write(Settings::path(&folders), "theme: [").unwrap();
    let context = window.harness.ctx.clone();
    window.harness.state_mut().as_mut().unwrap().run(&context, Command::Do(Action::NextTheme));
    window.wait_for("settings.yaml.broken으로 옮겨 두고");
    assert_eq!(fs::read_to_string(folders.config.join("settings.yaml.broken")).unwrap(), "theme: [");
    assert_eq!(Settings::read(&folders).0.theme, Theme::Light);
}

#[test]
fn two_windows_keep_what_both_opened_and_the_last_closed_the_rest() {
    let (one, other) = (archive(), archive());
    let mut first = Window::new([1280.0, 800.0]);
    let mut second = Window::beside(&first);
    for (window, folder) in [(&mut first, &one), (&mut second, &other)] {
        window.open_whole(folder.path(), 1);
    }
    first.press(Key::L);
    for window in [&mut second, &mut first] {
        window.harness.state_mut().as_mut().unwrap().save();
    }
    let kept = Session::read(&Folders::below(first.home.path())).0;
    assert_eq!(kept.recent, [one.path(), other.path()]);
    assert!(kept.shelves_open);
}

#[test]
fn settings_of_two_windows_are_kept_each_and_one_that_is_taken_back_as_well() {
    use seogo::library::TypeSettings;
    use seogo::ui::command::Command;
    let mut first = Window::new([1280.0, 800.0]);
    let mut second = Window::beside(&first);
    let folders = Folders::below(first.home.path());
    let wide = TypeSettings { width: 50.0, ..TypeSettings::default() };
    let base = Settings::read(&folders).0;
    let choose = |window: &mut Window, settings: Settings| {
        let context = window.harness.ctx.clone();
        window.harness.state_mut().as_mut().unwrap().run(&context, Command::Set(Box::new(settings)));
        window.harness.step();
    };
    let wait = |theme: Theme, width: f32| {
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            let kept = Settings::read(&folders).0;
            if (kept.theme, kept.type_.width) == (theme, width) {
                break;
            }
            assert!(Instant::now() < until, "{kept:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    choose(&mut first, Settings { theme: Theme::Dark, ..base.clone() });
    wait(Theme::Dark, TypeSettings::default().width);
    choose(&mut second, Settings { type_: wide.clone(), ..base.clone() });
    wait(Theme::Dark, wide.width);
    choose(&mut first, base);
    wait(Theme::System, wide.width);
}
