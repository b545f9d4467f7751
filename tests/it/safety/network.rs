//! No internet sockets, ever, checked by tracing system calls with strace.

use super::{ASKED, arguments, mixed_archive};
use crate::support::program::with_home;
use crate::support::screen::{Screen, has, wait_until};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The program under strace, logging its network system calls.
fn traced(home: &Path, trace: &Path) -> Command {
    let mut command = with_home(Command::new("strace"), home);
    command.args(["-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o"]).arg(trace);
    command.arg(env!("CARGO_BIN_EXE_seogo"));
    command
}

/// The lines of a trace that create or use a socket, all of which contain a bracket.
fn calls(trace: &Path) -> Vec<String> {
    let text = String::from_utf8_lossy(&fs::read(trace).unwrap()).into_owned();
    text.lines().filter(|line| line.contains('(')).map(str::to_owned).collect()
}

#[test]
fn the_command_line_opens_no_socket_at_all() {
    if !has("strace") {
        return;
    }
    let (archive, home) = (mixed_archive(), tempfile::tempdir().unwrap());
    let (file, trace) = (archive.path().join("000_ca7e95df10440f8a.txt"), home.path().join("trace"));
    for asked in ASKED {
        let status = traced(home.path(), &trace)
            .args(arguments(asked, archive.path(), &file, home.path()))
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(matches!(status.code(), Some(0 | 3)), "{asked:?}");
        assert_eq!(calls(&trace), Vec::<String>::new(), "{asked:?}");
    }
}

#[test]
fn the_window_opens_local_sockets_only() {
    if !has("strace") || !has("xdotool") {
        return;
    }
    let Some(screen) = Screen::start() else { return };
    let (archive, home) = (mixed_archive(), tempfile::tempdir().unwrap());
    let trace = home.path().join("trace");
    let mut program = screen.start_on(traced(home.path(), &trace).arg(archive.path()));
    let name = archive.path().file_name().unwrap().to_str().unwrap();
    let Some(window) = screen.window(name, &mut program) else { return };
    screen.tool(&["windowfocus", &window]);
    for key in ["j", "j", "r", "r", "slash", "s", "e", "o", "u", "l", "Return", "Down", "space", "Escape"] {
        screen.tool(&["key", key]);
    }
    let session = || fs::read_to_string(home.path().join("state/seogo/session.json")).unwrap_or_default();
    wait_until("nothing was looked for", || session().contains("\"seoul\"") && session().contains(name));
    screen.tool(&["key", "alt+F4"]);
    wait_until("the window did not close", || program.0.try_wait().unwrap().is_some());
    let calls = calls(&trace);
    let opened: Vec<&String> = calls.iter().filter(|call| call.contains("socket(")).collect();
    assert!(!opened.is_empty(), "the window reached no display");
    for call in opened {
        assert!(call.contains("socket(AF_UNIX"), "{call}");
    }
    for call in calls.iter().filter(|call| call.contains("connect(")) {
        assert!(call.contains("sa_family=AF_UNIX"), "{call}");
    }
}
