//! What a second window on an archive costs: memory, reads, and the frames of both while the list of one scrolls.

use super::window::Window;
use super::{row, share_of};
use seogo::ui::command::{Action, Command};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// How many frames are timed, and how many pass before.
const FRAMES: usize = 600;
const SETTLING: usize = 600;

/// Prints what a second window costs on an archive that has been read before.
pub(super) fn windows(folder: &Path) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let mut window = Window::new(home.path());
    window.open(folder);
    while !window.is_done(folder, home.path()) {
        window.frame();
    }
    window.ask(Command::Do(Action::Next));
    // Until the article has been marked as read, and that is saved.
    for _ in 0..SETTLING {
        window.frame();
    }
    let (memory, read) = (resident(), bytes_read());
    window.ask(Command::Do(Action::NewWindow));
    for _ in 0..120 {
        window.frame();
        window.further_frame();
    }
    println!("| a second window: resident memory | {} KB | | |", resident().saturating_sub(memory));
    println!("| a second window: bytes read from files | {} | | |", bytes_read().saturating_sub(read));

    let (mut one, mut other) = (Vec::new(), Vec::new());
    for _ in 0..FRAMES {
        window.scroll(-173.0);
        one.push(window.frame());
        other.push(window.further_frame());
    }
    let both: Vec<Duration> = one.iter().zip(&other).map(|(one, other)| *one + *other).collect();
    for (what, mut times) in [("the one that scrolls", one), ("the other", other), ("both", both)] {
        times.sort();
        for (name, share) in [("p50", 0.5), ("p95", 0.95)] {
            row(&format!("a frame of {what}, {name}"), share_of(&times, share), None);
        }
    }
}

/// The memory that the process has in use, in KB.
fn resident() -> u64 {
    field("/proc/self/status", "VmRSS:")
}

/// How many bytes the process has read so far.
fn bytes_read() -> u64 {
    field("/proc/self/io", "rchar:")
}

fn field(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
