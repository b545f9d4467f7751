//! How the costs grow with the archive: everything that the archive's size could slow down, on invented
//! archives of several sizes, compared with floors measured in the same run.

use super::window::Window;
use super::{median, median_after, millis, share_of};
use seogo::archive::{Cache, Cancel, Catalogue, Choices, Source};
use seogo::engine::{Trust, find, join_segments, list_beginning, load_cached, store};
use seogo::library::Marks;
use seogo::search::{Columns, ListRequest, Listing, Search};
use seogo::text::hanja::Abbreviations;
use seogo::ui::command::Command as Asked;
use seogo::view::{self, Lang};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

#[path = "../../examples/generate/archive/mod.rs"]
pub(super) mod archive;

/// Measures archives of these sizes. They are created in the folder named by `SEOGO_BENCH_DIR`, where existing
/// ones are reused, or else in the temporary folder.
pub(super) fn scale(sizes: &[usize]) {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let place = std::env::var_os("SEOGO_BENCH_DIR").map_or(temporary.path().to_owned(), PathBuf::from);
    println!("| articles | what | measured | floor | ratio |");
    println!("|--:|---|--:|--:|--:|");
    for &size in sizes {
        let folder = place.join(format!("articles-{size}"));
        if !folder.is_dir() {
            fs::create_dir_all(&folder).expect("room for an archive");
            let plan = archive::Plan { articles: size, seed: 1, damage: 0.0 };
            plan.write(&folder, 2).expect("room for an archive");
        }
        Scale { size, folder, runs: if size > 100_000 { 3 } else { 7 } }.measure();
    }
}

struct Scale {
    size: usize,
    folder: PathBuf,
    runs: usize,
}

impl Scale {
    fn row(&self, what: &str, measured: Duration, floor: Option<(&str, Duration)>) {
        let measured_text = millis(measured);
        let (floor, ratio) = floor.map_or_else(Default::default, |(name, floor)| {
            let ratio = measured.as_secs_f64() / floor.as_secs_f64();
            let ratio = if ratio < 0.1 { format!("1/{:.0}", 1.0 / ratio) } else { format!("{ratio:.2}") };
            (format!("{name}: {}", millis(floor)), ratio)
        });
        println!("| {} | {what} | {measured_text} | {floor} | {ratio} |", self.size);
    }

    fn measure(&self) {
        let caches = tempfile::tempdir().expect("a temporary folder");
        let ripgrep = median(self.runs, || self.ripgrep());
        let mut number = 0;
        let mut first_load = || {
            number += 1;
            let mut cache = Cache::of(&caches.path().join(number.to_string()), &self.folder);
            assert!(cache.lock().expect("room for a cache"));
            load_cached(
                &Source::of_folder(self.folder.clone(), Choices::default()),
                (Some(&cache), Trust::AfterCheck),
                &Cancel::default(),
                |_| {},
            )
            .expect("threads")
        };
        let warm = median(self.runs, || drop(first_load()));
        self.row("first load, hashes checked, warm", warm, Some(("rg -c -j2", ripgrep)));
        if drop_pages() {
            let forget = || assert!(drop_pages());
            let cold = median_after(3, forget, || drop(first_load()));
            let floor = median_after(3, forget, || self.ripgrep());
            self.row("first load, cold", cold, Some(("rg -c -j2, cold", floor)));
        } else {
            println!("| {} | first load, cold | skipped: only root can drop pages | | |", self.size);
        }

        let kept = caches.path().join("kept");
        let mut cache = Cache::of(&kept, &self.folder);
        assert!(cache.lock().expect("room for a cache"));
        let report = load_cached(
            &Source::of_folder(self.folder.clone(), Choices::default()),
            (Some(&cache), Trust::AfterCheck),
            &Cancel::default(),
            |_| {},
        )
        .expect("threads");
        let started = Instant::now();
        let joined = join_segments(report.catalogue, Some(&cache), &Cancel::default(), |_, _| {});
        self.row("posting lists, in the background", started.elapsed(), None);
        let started = Instant::now();
        let stored = store(&cache, &joined, report.judged).expect("room for a cache");
        self.row("writing the cache, in the background", started.elapsed(), None);
        drop(joined);
        drop(cache);
        self.sizes(&kept, &stored);
        drop(stored);

        let second = median(self.runs, || drop(self.second_start(&kept)));
        self.row("second start to the first 50 rows", second, None);
        let floor = median(self.runs, || self.list_and_stat());
        let check = median(self.runs, || {
            let cache = Cache::of(&kept, &self.folder);
            drop(
                load_cached(
                    &Source::of_folder(self.folder.clone(), Choices::default()),
                    (Some(&cache), Trust::AfterCheck),
                    &Cancel::default(),
                    |_| {},
                )
                .expect("threads"),
            );
        });
        self.row("complete check for changes", check, Some(("listing and stat", floor)));
        self.searching(&kept, ripgrep);
        self.window();
    }

    fn ripgrep(&self) {
        let done = Command::new("rg").args(["-c", "-j2", "정부"]).arg(&self.folder).output();
        assert!(done.is_ok_and(|done| done.status.success()), "ripgrep (rg) must be on the path");
    }

    fn list_and_stat(&self) {
        let mut pending = vec![self.folder.clone()];
        while let Some(folder) = pending.pop() {
            for entry in fs::read_dir(folder).expect("the archive").flatten() {
                let metadata = fs::symlink_metadata(entry.path()).expect("the archive");
                if metadata.is_dir() {
                    pending.push(entry.path());
                }
                std::hint::black_box(metadata.modified().is_ok());
            }
        }
    }

    fn sizes(&self, kept: &Path, catalogue: &Catalogue) {
        let corpora = catalogue.segments().map(|(_, segment)| segment.corpus());
        let text: usize = corpora.map(|corpus| corpus.heads().text_len() + corpus.bodies().text_len()).sum();
        let cache = seogo::archive::cache_bytes(kept) as f64;
        println!(
            "| {} | cache on disk | {:.0} MB | folded text: {:.0} MB | {:.2} |",
            self.size,
            cache / 1e6,
            text as f64 / 1e6,
            cache / text as f64
        );
    }

    /// Opens the cache and formats the first rows of the list.
    fn second_start(&self, kept: &Path) -> Listing {
        let cached = Cache::of(kept, &self.folder).read().expect("a cache");
        let catalogue = Arc::new(cached.catalogue);
        let columns = Columns::of_parts(catalogue, &cached.parts).expect("columns");
        let listing = Listing::new(&columns, ListRequest::default(), None);
        let marks = Marks::default();
        for &ordinal in listing.positions.known().iter().take(50) {
            std::hint::black_box(view::row(
                &listing.catalogue,
                ordinal,
                &marks,
                false,
                None,
                None,
                Lang::Korean,
            ));
        }
        listing
    }

    /// Types words from headlines letter by letter, timed to the beginning of the list, and to the exact count
    /// and the complete sorted list.
    fn searching(&self, kept: &Path, ripgrep: Duration) {
        let cached = Cache::of(kept, &self.folder).read().expect("a cache");
        let columns = Columns::of_parts(Arc::new(cached.catalogue), &cached.parts).expect("columns");
        let catalogue = columns.catalogue();
        let (abbreviations, marks, cancel) = (Abbreviations::built_in(), Marks::default(), Cancel::default());
        let before = Listing::new(&columns, ListRequest::default(), None);
        let ask = |text: &str, unfinished| {
            let started = Instant::now();
            let search = Arc::new(Search::new(text, unfinished, &abbreviations));
            let request = ListRequest { query: text.to_owned(), ..ListRequest::default() };
            let beginning = list_beginning(&columns, &request, &marks, &search, &before, &cancel);
            let first = beginning.map(|_| started.elapsed());
            let finds = find(catalogue, None, &marks, search, &cancel);
            std::hint::black_box(Listing::new(&columns, request, finds).len());
            let all = started.elapsed();
            (first.unwrap_or(all), all)
        };
        let step = (catalogue.len() / 60).max(1);
        let titles = (0..catalogue.len()).step_by(step as usize).filter_map(|ordinal| catalogue.row(ordinal));
        let words: Vec<&str> = titles.filter_map(|row| row.title().split(' ').nth(1)).collect();
        ask("정부", 0..0);
        let (mut firsts, mut alls) = (Vec::new(), Vec::new());
        for word in words {
            for (at, c) in word.char_indices().take(6) {
                let end = at + c.len_utf8();
                let (first, all) = ask(word.get(..end).unwrap_or_default(), at..end);
                firsts.push(first);
                alls.push(all);
            }
        }
        for (what, mut times) in
            [("the first 100 hits", firsts), ("the exact count and the whole list", alls)]
        {
            times.sort();
            for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
                let what = format!("keystroke to {what}, {name} of {}", times.len());
                self.row(&what, share_of(&times, share), Some(("rg -c -j2", ripgrep)));
            }
        }
    }

    /// The window on the archive: its frames during the load, and its memory once everything is open.
    fn window(&self) {
        let home = tempfile::tempdir().expect("a temporary folder");
        let exe = std::env::current_exe().expect("this program");
        let done = Command::new(exe).arg("--window").args([&self.folder, home.path()]).output();
        let said = done.map(|done| String::from_utf8_lossy(&done.stdout).into_owned()).unwrap_or_default();
        said.lines().for_each(|line| println!("| {} | {line} |", self.size));
    }
}

/// Opens a window without a screen on an archive, in a process of its own, and prints its frame times and
/// memory.
pub(super) fn window(folder: &Path, home: &Path) {
    let mut window = Window::new(home);
    window.open(folder);
    let mut frames = Vec::new();
    let started = Instant::now();
    let mut listed = None;
    while !window.is_done(folder, home) && started.elapsed() < Duration::from_secs(600) {
        frames.push(window.frame());
        if window.listed() > 0 {
            listed.get_or_insert_with(|| started.elapsed());
        }
    }
    println!("from opening to the first rows in the window | {} | | ", millis(listed.unwrap_or_default()));
    frames.sort();
    let (p99, worst) = (share_of(&frames, 0.99), share_of(&frames, 1.0));
    println!(
        "a frame while it loads, p99 of {} (worst {}) | {} | | ",
        frames.len(),
        millis(worst),
        millis(p99)
    );
    for text in ["정부", "대통령", ""] {
        window.ask(Asked::Search { text: text.to_owned(), unfinished: 0..0 });
        for _ in 0..60 {
            window.frame();
        }
    }
    if let Some((anonymous, file)) = super::loading::resident_now() {
        println!("anonymous memory, everything open | {anonymous:.0} MB | file-backed: {file:.0} MB | ");
    }
}

/// Drops the page cache, so that the next run reads from disk.
fn drop_pages() -> bool {
    Command::new("sync").status().is_ok_and(|done| done.success())
        && fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}
