//! Starting the program several times: a single window for all, unless another is requested.

use crate::support::program::with_home;
use crate::support::screen::{Screen, has, wait_until};
use crate::support::window::archive;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The program with its own files below `home`.
fn seogo(home: &Path) -> Command {
    with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home)
}

/// Whether a start that opens no window of its own succeeds.
fn succeeds(screen: &Screen, command: &mut Command) -> bool {
    let mut started = screen.start_on(command);
    let mut status = None;
    wait_until("the start does not end", || {
        status = started.0.try_wait().unwrap();
        status.is_some()
    });
    status.is_some_and(|status| status.success())
}

#[test]
fn a_further_start_hands_its_folder_over_and_brings_the_window_up() {
    if !has("xdotool") {
        return;
    }
    let Some(screen) = Screen::start() else { return };
    let home = tempfile::tempdir().unwrap();
    for (name, count) in [("first", 1), ("second", 2)] {
        fs::rename(archive(count).keep(), home.path().join(name)).unwrap();
    }
    let mut first = screen.start_on(seogo(home.path()).arg(home.path().join("first")));
    let Some(window) = screen.window("first", &mut first) else { return };
    let is_up = || screen.tool(&["getactivewindow"]) == window;
    let put_away = || {
        screen.tool(&["windowminimize", "--sync", &window]);
        // It takes the window manager a moment to report the active window.
        wait_until("the window stays up", || !is_up());
    };
    wait_until("the window does not come up at first", is_up);

    put_away();
    assert!(succeeds(&screen, &mut seogo(home.path())));
    wait_until("the window does not come up without a folder", is_up);

    put_away();
    assert!(succeeds(&screen, seogo(home.path()).arg("second").current_dir(home.path())));
    wait_until("the folder was not opened", || screen.tool(&["search", "--name", "second"]) == window);
    wait_until("the window does not come up with the folder", is_up);

    for apart in ["--new-window", "--no-cache"] {
        let mut further = screen.start_on(seogo(home.path()).arg(apart).arg(home.path().join("first")));
        assert!(screen.window("first", &mut further).is_some_and(|other| other != window));
        assert_eq!(screen.tool(&["search", "--name", "second"]), window);
    }

    // A killed first instance is in no one's way.
    drop(first);
    let mut next = screen.start_on(seogo(home.path()).arg(home.path().join("second")));
    assert!(screen.window("second", &mut next).is_some());
}
