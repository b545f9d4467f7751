//! How the window copes while a crawler writes: the cost of a frame, and how soon an article is listed.

use super::scale::archive::Plan;
use super::window::{Window, print_frames};
use super::{row, share_of};
use std::fs;
use std::path::Path;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

/// How many articles the crawler adds, and in what time.
const BROUGHT: usize = 10_000;
const TIME: Duration = Duration::from_secs(60);

/// How long frames are watched after that, while the list is tidied up and the cache is written.
const AFTER: Duration = Duration::from_secs(15);

/// A frame that takes longer misses its refresh of the screen.
const TURN: Duration = Duration::from_micros(16_667);

/// Prints the frame times of a window on an archive of this size while articles are added, and how late those
/// are listed.
pub(super) fn following(size: usize) {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let [folder, brought, home] = ["archive", "brought", "home"].map(|name| temporary.path().join(name));
    for (articles, seed, folder) in [(size, 1, &folder), (BROUGHT, 2, &brought)] {
        fs::create_dir_all(folder).expect("room for an archive");
        Plan { articles, seed, damage: 0.0 }.write(folder, 2).expect("room for an archive");
    }
    let brought = contents(&brought);
    let mut window = Window::new(&home);
    window.open(&folder);
    while !window.is_done(&folder, &home) {
        window.frame();
    }
    let before = window.listed();
    let (written_in, written) = channel();
    let (mut frames, mut delays) = (Vec::new(), Vec::new());
    thread::scope(|scope| {
        scope.spawn(move || {
            bring(&folder.join("new"), &brought, |at| written_in.send(at).expect("somebody listens"));
        });
        let until = Instant::now() + TIME + AFTER;
        while Instant::now() < until {
            frames.push(window.frame());
            let listed = window.listed().saturating_sub(before + delays.len());
            delays.extend(written.try_iter().take(listed).map(|at: Instant| at.elapsed()));
        }
    });
    let late = frames.iter().filter(|&&frame| frame > TURN).count();
    let what = format!("{size} articles while {BROUGHT} come to them");
    println!("| {what}: frames over 16.7 ms | {late} of {} | | |", frames.len());
    print_frames(&format!("{what}, a frame"), frames);
    delays.sort();
    println!("| {what}: listed | {} | | |", delays.len());
    for (name, share) in [("p50", 0.5), ("the latest", 1.0)] {
        row(&format!("{what}: from written to listed, {name}"), share_of(&delays, share), None);
    }
}

/// The contents of an archive's files, each turned into a different article.
fn contents(folder: &Path) -> Vec<String> {
    let files =
        |folder: &Path| fs::read_dir(folder).expect("an archive").map(|entry| entry.expect("a file").path());
    let texts =
        files(folder).flat_map(|day| files(&day)).map(|file| fs::read_to_string(file).expect("an article"));
    let with_id = |(number, text): (usize, String)| {
        let (head, rest) = text.split_once("\nid: ").expect("an id");
        let (_, rest) = rest.split_once('\n').expect("a line");
        format!("{head}\nid: brought_{number}\n{rest}")
    };
    texts.enumerate().map(with_id).collect()
}

/// Writes articles evenly over time, and reports when each was written.
fn bring(folder: &Path, texts: &[String], mut written: impl FnMut(Instant)) {
    let started = Instant::now();
    fs::create_dir_all(folder).expect("the archive");
    for (number, text) in (0..).zip(texts) {
        let due = started + TIME * number / texts.len() as u32;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        fs::write(folder.join(format!("{number}.md")), text).expect("room for an article");
        written(Instant::now());
    }
}
