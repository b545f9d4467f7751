//! A virtual screen for opening the program's real window.

use crate::support::skipped::skip;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Whether a command is installed; if not, notes a skipped test.
pub(crate) fn has(command: &str) -> bool {
    let found = Command::new(command).arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !found {
        skip(format!("there is no {command}"));
    }
    found
}

/// A running program that is killed when dropped, whatever the outcome of the test.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Fails if it has already ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Held by the one screen that is there: two servers that look for a free number at once may take the same.
static ALONE: Mutex<()> = Mutex::new(());

/// A virtual screen.
pub(crate) struct Screen {
    _manager: Running,
    _server: Running,
    display: String,
    _alone: MutexGuard<'static, ()>,
}

impl Screen {
    /// Starts a virtual screen, if Xvfb is installed.
    pub(crate) fn start() -> Option<Self> {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1280x820x24"]);
        let Ok(mut server) = server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn() else {
            skip("there is no Xvfb");
            return None;
        };
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let (server, display) = (Running(server), format!(":{}", number.trim()));
        let mut manager = Command::new("openbox");
        manager.env("DISPLAY", &display).stdout(Stdio::null()).stderr(Stdio::null());
        let Ok(manager) = manager.spawn() else {
            skip("there is no openbox");
            return None;
        };
        Some(Self { _manager: Running(manager), _server: server, display, _alone: alone })
    }

    /// Starts a program on this screen.
    pub(crate) fn start_on(&self, command: &mut Command) -> Running {
        command.env("DISPLAY", &self.display).env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
        Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// The program's window with this text in its name; `None` if no window can be opened here.
    pub(crate) fn window(&self, name: &str, program: &mut Running) -> Option<String> {
        let mut window = String::new();
        wait_until("the window did not open", || {
            window = self.tool(&["search", "--name", name]);
            !window.is_empty() || program.0.try_wait().unwrap().is_some()
        });
        if window.is_empty() {
            skip("no window can be opened here");
        }
        Some(window).filter(|window| !window.is_empty())
    }

    /// Runs xdotool with these arguments to send keys and clicks, and returns its output.
    pub(crate) fn tool(&self, words: &[&str]) -> String {
        let output = Command::new("xdotool").args(words).env("DISPLAY", &self.display).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

/// Waits until a condition holds.
pub(crate) fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let until = Instant::now() + Duration::from_secs(120);
    while !is_so() {
        assert!(Instant::now() < until, "{what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
