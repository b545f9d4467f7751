//! Prints the figures of loading, memory and painting as one table of ratios to floors measured in the same run.
//!
//! `cargo bench --bench figures` measures on the folder named by `SEOGO_REAL_ARCHIVE`, else on the samples, and on
//! copies of it made in the temporary folder. The floor for loading is ripgrep over the same files, which must be on
//! the path. The pages are warm: each is timed after a run that is thrown away.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench prints, and may fail loudly")]

use seogo::archive::{Cancel, Catalogue, CatalogueBuilder, SegmentBuilder};
use seogo::article::{Article, Author, Published};
use seogo::engine::{ReadArticle, find, load, verify};
use seogo::library::{Marks, TypeSettings};
use seogo::search::{Columns, ListRequest, Listing, Search};
use seogo::text::hanja::Abbreviations;
use seogo::ui::list::ListView;
use seogo::ui::reader::{ReaderState, ReaderView, reader_ui};
use seogo::ui::sidebar::{SidebarStates, SidebarView, sidebar_ui};
use seogo::ui::theme;
use seogo::view::{self, Lang};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn main() {
    let archive = std::env::var_os("SEOGO_REAL_ARCHIVE").map(PathBuf::from);
    let folder = archive.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"));
    println!("| what | measured | floor | ratio |");
    println!("|---|---|---|---|");
    loading("load, warm", &folder);
    let copies = tempfile::tempdir().expect("a temporary folder");
    let count = copy_to(&folder, copies.path(), 40_000);
    loading(&format!("load of {count} files, warm"), copies.path());
    verifying("archive", &folder);
    verifying("40,000 files", copies.path());
    searching("archive", &folder);
    searching("40,000 files", copies.path());
    memory(copies.path());
    painting();
}

/// How many words of headlines are searched.
const QUERIES: usize = 50;

/// Words of headlines, some whole and some cut, taken evenly from all of them.
fn words(catalogue: &Catalogue) -> Vec<String> {
    let is_word = |word: &&str| word.chars().count() >= 2 && word.chars().all(|c| ('가'..='힣').contains(&c));
    let words: Vec<&str> =
        catalogue.rows().flat_map(|row| row.title().split_whitespace().filter(is_word)).collect();
    let step = (words.len() / QUERIES).max(1);
    let cut = |(at, word): (usize, &&str)| word.chars().take(if at % 2 == 0 { 2 } else { 8 }).collect();
    words.iter().step_by(step).take(QUERIES).enumerate().map(cut).collect()
}

/// From a query's text to the exact count and the sorted list, against ripgrep counting the same word.
fn searching(what: &str, folder: &Path) {
    let mut catalogue = load(folder, &Cancel::default(), |_| {}).expect("threads").catalogue;
    let started = Instant::now();
    for run in catalogue.runs_to_join().into_iter().rev() {
        catalogue = catalogue.with_joined(&run);
    }
    row(&format!("posting lists, {what}"), started.elapsed(), None);
    let catalogue = Arc::new(catalogue);
    let started = Instant::now();
    let columns = Columns::of(catalogue.clone());
    let _ = Listing::new(&columns, ListRequest::default(), None);
    row(&format!("columns and order by date, {what}"), started.elapsed(), None);
    let abbreviations = Abbreviations::built_in();
    let ask = |query: &str| {
        let search = Arc::new(Search::new(query, 0..0, &abbreviations));
        let finds = find(&catalogue, &Marks::default(), search, &Cancel::default());
        std::hint::black_box(Listing::new(&columns, ListRequest::default(), finds));
    };
    let (mut quoted, mut loose, mut floors) = (Vec::new(), Vec::new(), Vec::new());
    for word in words(&catalogue) {
        floors.push(median(3, || {
            let done = Command::new("rg").args(["-c", "-j2", &word]).arg(folder).output();
            assert!(done.is_ok(), "ripgrep (rg) must be on the path");
        }));
        quoted.push(median(5, || ask(&format!("\"{word}\""))));
        loose.push(median(5, || ask(&word)));
    }
    for (name, mut times) in [("quoted", quoted), ("unquoted", loose)] {
        let mut ratios: Vec<f64> =
            times.iter().zip(&floors).map(|(time, floor)| floor.as_secs_f64() / time.as_secs_f64()).collect();
        ratios.sort_by(f64::total_cmp);
        times.sort();
        let (Some(worst), Some(middle)) = (ratios.first(), ratios.get(ratios.len() / 2)) else { continue };
        let (p50, most) = (times[times.len() / 2], times[times.len() - 1]);
        println!(
            "| search, {what}, {} {name} words: to count and list | p50 {}, worst {} | rg -c -j2 | p50 1/{middle:.0}, worst 1/{worst:.0} |",
            times.len(),
            millis(p50),
            millis(most),
        );
    }
}

/// The median of several timings, the first thrown away.
fn median(runs: usize, mut job: impl FnMut()) -> Duration {
    job();
    let mut times: Vec<_> = (0..runs)
        .map(|_| {
            let started = Instant::now();
            job();
            started.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
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

fn loading(what: &str, folder: &Path) {
    let ripgrep = median(9, || {
        let done = Command::new("rg").args(["-c", "-j2", "정부"]).arg(folder).output();
        assert!(
            done.is_ok_and(|done| done.status.success()),
            "ripgrep (rg) must be on the path and find something"
        );
    });
    let ours = median(9, || drop(load(folder, &Cancel::default(), |_| {}).expect("threads")));
    row(&format!("{what}, hashes checked"), ours, Some(("rg -c -j2", ripgrep)));
    let first = median(9, || {
        let cancel = Cancel::default();
        let _ = load(folder, &cancel, |progress| {
            cancel.cancel();
            std::hint::black_box(Listing::new(
                &Columns::of(Arc::new(progress.catalogue)),
                ListRequest::default(),
                None,
            ));
        });
    });
    row(&format!("{what}, to the first rows"), first, None);
}

/// Reading every byte and comparing every hash, against hashing the same files.
fn verifying(what: &str, folder: &Path) {
    let floor = median(9, || {
        let script = "find \"$0\" -type f -print0 | xargs -0 sha256sum > /dev/null";
        let done = Command::new("sh").args(["-c", script]).arg(folder).status();
        assert!(done.is_ok_and(|done| done.success()), "sha256sum must be on the path");
    });
    let ours = median(9, || drop(verify(folder, &Cancel::default(), |_| {}).expect("threads")));
    row(&format!("verify, {what}"), ours, Some(("find | xargs sha256sum", floor)));
}

/// Copies the files of a folder again and again under other names and ids until there are `wanted`.
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

/// A line of `/proc/self/status`, in megabytes.
fn resident(line: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let value = status.lines().find_map(|text| text.strip_prefix(line))?;
    Some(value.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
}

fn memory(folder: &Path) {
    let report = load(folder, &Cancel::default(), |_| {}).expect("threads");
    let listing = Listing::new(&Columns::of(Arc::new(report.catalogue)), ListRequest::default(), None);
    if let (Some(anonymous), Some(file)) = (resident("RssAnon:"), resident("RssFile:")) {
        println!(
            "| anonymous memory with {} articles listed | {anonymous:.0} MB | file-backed: {file:.0} MB | |",
            listing.len()
        );
    }
}

fn million() -> Catalogue {
    let mut builder = CatalogueBuilder::default();
    let mut segment = SegmentBuilder::default();
    let first = jiff::civil::date(2020, 1, 1);
    for number in 0..1_000_000_i32 {
        let article = Article {
            id: format!("901_{number:010}"),
            title: format!("한가람시 도서관 {number}곳 밤 12시까지 연다…\"새해 첫날부터\""),
            publisher: format!("{}번째일보", number % 90),
            authors: vec![Author {
                line: "김하늘 기자(haneul@example.com)".to_owned(), ..Author::default()
            }],
            published: first.checked_add(jiff::Span::new().days(number / 700)).ok().map(Published::Date),
            url: format!("https://n.news.naver.com/mnews/article/901/{number:010}"),
            ..Article::default()
        };
        segment.push(Path::new(&format!("901_{number:010}.md")), &article);
        if segment.is_full() {
            builder.push(segment.take());
        }
    }
    builder.push(segment.take());
    builder.snapshot()
}

/// A window's frame with a list of a million rows and an article, while the list is scrolled.
fn painting() {
    let catalogue = Arc::new(million());
    let started = Instant::now();
    let listing = Listing::new(&Columns::of(catalogue.clone()), ListRequest::default(), None);
    row("sorting 1,000,000 rows (not on the window's thread)", started.elapsed(), None);
    let body = "가람시는 내년 1월부터 시립 도서관 열한 곳을 자정까지 연다고 밝혔다. ".repeat(40);
    let article = Article {
        title: "도서관 밤 12시까지".to_owned(),
        body: [body.as_str(); 6].join("\n\n"),
        ..Article::default()
    };
    let blocks = seogo::article::blocks(&article.body);
    let read = ReadArticle { article, blocks, ..ReadArticle::default() };
    let page = view::page(&read, None, Lang::Korean);
    let texts = view::strings(Lang::Korean);
    let context = egui::Context::default();
    theme::install(&context, seogo::library::Theme::Light);
    let (mut states, mut reader) = (SidebarStates::default(), ReaderState::default());
    reader.show(&page);
    let mut times = Vec::new();
    for frame in 0..600_u32 {
        let mut input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 800.0))),
            time: Some(f64::from(frame) / 60.0),
            ..egui::RawInput::default()
        };
        input.events.push(egui::Event::PointerMoved(egui::pos2(150.0, 400.0)));
        input.events.push(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -173.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        });
        if frame % 100 == 99 {
            states.list.reveal(frame as usize * 1600);
        }
        let started = Instant::now();
        let output = context.run_ui(input, |ui| {
            egui::Panel::left("sidebar").exact_size(theme::SIDEBAR_WIDTH).show(ui, |ui| {
                let sidebar = SidebarView {
                    archive: "기사",
                    listing: &listing,
                    request: &listing.request,
                    suggestions: &[],
                    list: ListView {
                        len: listing.len(),
                        row_height: seogo::ui::list::ROW,
                        headings: &listing.headings,
                        row: &|position| {
                            let ordinal = *listing.ordinals.get(position)?;
                            Some((
                                ordinal,
                                view::row(
                                    &listing.catalogue,
                                    ordinal,
                                    &Marks::default(),
                                    false,
                                    None,
                                    Lang::Korean,
                                )?,
                            ))
                        },
                        heading_text: &|heading| {
                            heading.day.map(|day| view::format_day(day, Lang::Korean)).unwrap_or_default()
                        },
                        selected: Some(3),
                        chosen: &|_| false,
                        texts,
                    },
                    chosen: 0,
                    shelves: &[],
                    shelves_open: false,
                    saved: false,
                    status: "",
                    integrity: None,
                    problems: None,
                    lang: Lang::Korean,
                    loading: None,
                    texts,
                };
                sidebar_ui(ui, &sidebar, &mut states);
            });
            egui::CentralPanel::default().show(ui, |ui| {
                let view = ReaderView { page: &page, type_: TypeSettings::default(), texts };
                reader_ui(ui, &view, &mut reader);
            });
        });
        let shapes = context.tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(shapes);
        if frame >= 20 {
            times.push(started.elapsed());
        }
    }
    times.sort();
    for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] {
        let time = times[((times.len() - 1) as f64 * share) as usize];
        row(&format!("a frame while 1,000,000 rows scroll, laid out and tessellated, {name}"), time, None);
    }
}
