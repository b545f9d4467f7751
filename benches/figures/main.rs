//! Prints figures on loading, memory, searching and painting as a table of ratios to floors measured in the
//! same run.
//!
//! `cargo bench --bench figures` measures the folder named by `SEOGO_REAL_ARCHIVE`, or else the samples, and
//! copies of it made in the temporary folder. The floor for loading is ripgrep over the same files, so it must
//! be on the path. The page cache is warm: each measurement follows a discarded run.
//!
//! `cargo bench --bench figures -- 10000 40000 1000000` measures how everything grows instead, on invented
//! archives of these sizes; `benches/plot.py` plots its output.
//!
//! `cargo bench --bench figures -- picture` measures only the first frame of an article after a click.
//!
//! `cargo bench --bench figures -- forms` measures articles in other forms: Markdown, one CSV, one JSON
//! Lines, and a long page.
//!
//! `cargo bench --bench figures -- stories FOLDER [PAIRS]` measures stories, near-duplicates, trends and
//! coverage, and frames with them, and compares stories with pairs of articles that were judged by readers.
//!
//! `cargo bench --bench figures -- windows FOLDER` measures what a second window on an archive costs.
//!
//! `cargo bench --bench figures -- following 10000` measures how the window copes while 10,000 articles a
//! minute are added to an archive of that size.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench prints, and may fail loudly")]

mod charts;
mod following;
mod forms;
mod loading;
mod painting;
mod scale;
mod searching;
mod stories;
mod window;
mod windows;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [mode, folder, home] = arguments.as_slice()
        && mode == "--window"
    {
        return scale::window(Path::new(folder), Path::new(home));
    }
    if let [mode, folder, pairs @ ..] = arguments.as_slice()
        && mode == "stories"
    {
        return stories::stories_of(Path::new(folder), pairs.first().map(Path::new));
    }
    if let [mode, folder] = arguments.as_slice()
        && mode == "windows"
    {
        return windows::windows(Path::new(folder));
    }
    if let [mode, size] = arguments.as_slice()
        && mode == "following"
    {
        return following::following(size.parse().expect("how many articles there are before"));
    }
    if arguments.first().is_some_and(|mode| mode == "picture") {
        return painting::first_picture();
    }
    if arguments.first().is_some_and(|mode| mode == "forms") {
        return forms::forms();
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
    if !sizes.is_empty() {
        return scale::scale(&sizes);
    }
    let archive = std::env::var_os("SEOGO_REAL_ARCHIVE").map(PathBuf::from);
    let folder = archive.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"));
    println!("| what | measured | floor | ratio |");
    println!("|---|---|---|---|");
    let copies = tempfile::tempdir().expect("a temporary folder");
    let count = copy_to(&folder, copies.path(), 40_000);
    // First, as memory that is freed later isn't given back at once.
    loading::memory(copies.path());
    loading::loading("load, warm", &folder);
    loading::loading(&format!("load of {count} files, warm"), copies.path());
    loading::verifying("archive", &folder);
    loading::verifying("40,000 files", copies.path());
    searching::searching("archive", &folder);
    searching::searching("40,000 files", copies.path());
    painting::painting();
    painting::first_picture();
    window::streaming("40,000 files", copies.path());
}

/// The median of several timings after a discarded first one.
fn median(runs: usize, mut job: impl FnMut()) -> Duration {
    job();
    median_after(runs, || {}, job)
}

/// The median of several timings, each after an untimed preparation.
fn median_after(runs: usize, mut before: impl FnMut(), mut job: impl FnMut()) -> Duration {
    let mut times: Vec<_> = (0..runs)
        .map(|_| {
            before();
            let started = Instant::now();
            job();
            started.elapsed()
        })
        .collect();
    times.sort();
    share_of(&times, 0.5)
}

/// The given quantile of sorted times.
fn share_of(times: &[Duration], share: f64) -> Duration {
    let at = (times.len().saturating_sub(1) as f64 * share) as usize;
    times.get(at).copied().unwrap_or_default()
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn row(what: &str, measured: Duration, floor: Option<(&str, Duration)>) {
    match floor {
        Some((name, floor)) => {
            let ratio = measured.as_secs_f64() / floor.as_secs_f64();
            println!("| {what} | {} | {name}: {} | {ratio:.2} |", millis(measured), millis(floor));
        }
        None => println!("| {what} | {} | | |", millis(measured)),
    }
}

/// Copies the files of a folder repeatedly, under other names and ids, until there are `wanted` files.
fn copy_to(from: &Path, to: &Path, wanted: usize) -> usize {
    let files: Vec<_> = fs::read_dir(from)
        .expect("the archive")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .filter_map(|path| Some((path.file_name()?.to_string_lossy().into_owned(), fs::read(&path).ok()?)))
        .collect();
    let mut count = 0;
    for round in 0.. {
        for (name, bytes) in &files {
            if count == wanted {
                return count;
            }
            let text = String::from_utf8_lossy(bytes).replacen("\nid: ", &format!("\nid: {round}"), 1);
            fs::write(to.join(format!("{round}{name}")), text).expect("room for copies");
            count += 1;
        }
    }
    count
}
