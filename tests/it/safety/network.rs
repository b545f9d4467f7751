//! No internet socket, ever: what the system saw the program ask for, by strace.

use super::{ASKED, arguments, mixed_archive, with_home};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Whether a command is there; where not, says so.
fn has(command: &str) -> bool {
    let found = Command::new(command).arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !found {
        println!("skipped: there is no {command}");
    }
    found
}

/// The program under strace, which writes down what it asks of the network.
fn traced(home: &Path, trace: &Path) -> Command {
    let mut command = with_home(Command::new("strace"), home);
    command.args(["-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o"]).arg(trace);
    command.arg(env!("CARGO_BIN_EXE_seogo"));
    command
}

/// Each line of a trace that asks for a socket or uses one, of which there is no line without a bracket.
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
            .args(arguments(asked, archive.path(), &file))
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(matches!(status.code(), Some(0 | 3)), "{asked:?}");
        assert_eq!(calls(&trace), Vec::<String>::new(), "{asked:?}");
    }
}

/// A program that ends when this is dropped, whatever a test came to.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It is gone already where this fails.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A screen that nobody sees.
struct Screen {
    _manager: Running,
    _server: Running,
    display: String,
}

impl Screen {
    /// Starts one, where there is an Xvfb.
    fn start() -> Option<Self> {
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1280x820x24"]);
        let Ok(mut server) = server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn() else {
            println!("skipped: there is no Xvfb");
            return None;
        };
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let (server, display) = (Running(server), format!(":{}", number.trim()));
        let mut manager = Command::new("openbox");
        manager.env("DISPLAY", &display).stdout(Stdio::null()).stderr(Stdio::null());
        let Ok(manager) = manager.spawn() else {
            println!("skipped: there is no openbox");
            return None;
        };
        Some(Self { _manager: Running(manager), _server: server, display })
    }

    /// Sends keys and clicks, as xdotool's words say; the output is what that prints.
    fn tool(&self, words: &[&str]) -> String {
        let output = Command::new("xdotool").args(words).env("DISPLAY", &self.display).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

/// Waits until something is so.
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let until = Instant::now() + Duration::from_secs(120);
    while !is_so() {
        assert!(Instant::now() < until, "{what}");
        std::thread::sleep(Duration::from_millis(100));
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
    let program = traced(home.path(), &trace)
        .arg(archive.path())
        .env("DISPLAY", &screen.display)
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut program = Running(program);
    let name = archive.path().file_name().unwrap().to_str().unwrap();
    let mut window = String::new();
    wait_until("the window did not open", || {
        if program.0.try_wait().unwrap().is_some() {
            return true;
        }
        window = screen.tool(&["search", "--name", name]);
        !window.is_empty()
    });
    if window.is_empty() {
        println!("skipped: no window can be opened here");
        return;
    }
    screen.tool(&["windowactivate", "--sync", &window]);
    for key in ["j", "j", "r", "r", "slash", "s", "e", "o", "u", "l", "Return", "Down", "space", "Escape"] {
        screen.tool(&["key", key]);
        std::thread::sleep(Duration::from_millis(200));
    }
    screen.tool(&["key", "alt+F4"]);
    wait_until("the window did not close", || program.0.try_wait().unwrap().is_some());
    let session = fs::read_to_string(home.path().join("state/seogo/session.json")).unwrap();
    assert!(session.contains("\"seoul\"") && session.contains(name), "nothing was looked for: {session}");
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
