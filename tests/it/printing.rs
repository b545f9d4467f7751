//! Printing in the system's dialog: the portal of a private session bus, played by the test, and a viewer that only
//! notes what it was to show.

use crate::support::program::with_home;
use crate::support::screen::{Running, Screen, has, wait_until};
use crate::support::skipped::skip;
use crate::support::window::archive;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue, Value};

/// A file that was handed to the portal: its title and bytes.
type Asked = (String, Vec<u8>);

/// The portal's print dialog, which the reader answers at once.
struct Portal {
    asked: Arc<Mutex<Vec<Asked>>>,
    answer: u32,
}

const REQUEST: &str = "/org/freedesktop/portal/desktop/request/1";

#[zbus::interface(name = "org.freedesktop.portal.Print")]
impl Portal {
    async fn print(
        &self,
        _parent: String,
        title: String,
        file: OwnedFd,
        _options: HashMap<String, OwnedValue>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        let mut bytes = Vec::new();
        File::from(std::os::fd::OwnedFd::from(file)).read_to_end(&mut bytes).unwrap();
        self.asked.lock().unwrap().push((title, bytes));
        let request = SignalEmitter::new(bus, REQUEST).unwrap();
        let results: HashMap<&str, Value<'_>> = HashMap::new();
        request.emit("org.freedesktop.portal.Request", "Response", &(self.answer, results)).await.unwrap();
        OwnedObjectPath::try_from(REQUEST).unwrap()
    }
}

/// A session bus of its own and its address; `None` if it can't be had here.
fn session_bus() -> Option<(Running, String)> {
    let mut daemon = Command::new("dbus-daemon");
    daemon.args(["--session", "--nofork", "--print-address"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let Ok(mut daemon) = daemon.spawn() else {
        skip("there is no dbus-daemon");
        return None;
    };
    let mut address = String::new();
    BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
    Some((Running(daemon), address.trim().to_owned()))
}

/// What came of printing an article.
struct Outcome {
    asked: Vec<Asked>,
    /// The files that the viewer was to show.
    shown: String,
    /// Whether the file is still there.
    is_kept: bool,
}

/// Prints the first of two articles on a screen whose portal gives this answer; `None` if nothing can be printed here.
fn printed(answer: Option<u32>) -> Option<Outcome> {
    if !has("xdotool") {
        return None;
    }
    let (screen, (_daemon, address)) = (Screen::start()?, session_bus()?);
    let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
    let _portal = answer.map(|answer| serve(&address, Portal { asked: asked.clone(), answer }));
    let (archive, home) = (archive(2), tempfile::tempdir().unwrap());
    let (programs, temporary, shown) =
        (home.path().join("bin"), home.path().join("tmp"), home.path().join("shown"));
    fs::create_dir(&temporary).unwrap();
    with_viewer(&programs, &shown);
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let mut seogo = with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home.path());
    seogo.env("DBUS_SESSION_BUS_ADDRESS", address).env("PATH", path).env("TMPDIR", &temporary);
    let mut program = screen.start_on(seogo.arg(archive.path()));
    let name = archive.path().file_name().unwrap().to_str().unwrap();
    let window = screen.window(name, &mut program)?;
    let shown = || fs::read_to_string(&shown).unwrap_or_default();
    let is_kept = || fs::read_dir(&temporary).unwrap().next().is_some();
    wait_until("nothing is printed", || {
        // The articles may not be listed yet, nor a window manager there.
        screen.tool(&["windowfocus", &window]);
        screen.tool(&["key", "Escape", "Home", "ctrl+p"]);
        std::thread::sleep(Duration::from_millis(500));
        !asked.lock().unwrap().is_empty() || !shown().is_empty()
    });
    wait_until("it doesn't end", || !is_kept() || !shown().is_empty());
    Some(Outcome { asked: std::mem::take(&mut asked.lock().unwrap()), shown: shown(), is_kept: is_kept() })
}

/// Offers the portal on a bus for as long as the connection is held.
fn serve(address: &str, portal: Portal) -> Connection {
    let bus = Builder::address(address).unwrap().serve_at("/org/freedesktop/portal/desktop", portal).unwrap();
    bus.name("org.freedesktop.portal.Desktop").unwrap().build().unwrap()
}

/// Puts a viewer among the programs that writes the names of what it is to show into a file.
fn with_viewer(programs: &Path, shown: &Path) {
    fs::create_dir(programs).unwrap();
    let viewer = programs.join("xdg-open");
    fs::write(&viewer, format!("#!/bin/sh\necho \"$1\" >> {}\n", shown.display())).unwrap();
    fs::set_permissions(&viewer, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn the_system_s_dialog_gets_the_pdf() {
    let Some(outcome) = printed(Some(0)) else { return };
    let (title, bytes) = &outcome.asked[0];
    assert_eq!(title, "제목 1");
    assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
    assert_eq!((outcome.shown.as_str(), outcome.is_kept), ("", false), "it is printed, so nothing stays");
}

#[test]
fn cancelling_the_dialog_ends_it() {
    let Some(outcome) = printed(Some(1)) else { return };
    assert_eq!((outcome.asked.is_empty(), outcome.shown.as_str(), outcome.is_kept), (false, "", false));
}

#[test]
fn without_a_dialog_the_viewer_shows_the_pdf() {
    for answer in [None, Some(2)] {
        let Some(outcome) = printed(answer) else { return };
        assert_eq!(outcome.asked.is_empty(), answer.is_none());
        assert!(outcome.shown.contains("seogo.pdf") && outcome.is_kept, "{answer:?}: {}", outcome.shown);
    }
}
