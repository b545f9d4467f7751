//! The cost of articles in other forms: Markdown compared with ripgrep, tables and JSON compared with the
//! same articles as files, and a long page with pictures and tables.

use super::{median, row, share_of};
use seogo::archive::{Cancel, Picture, ReadArticle};
use seogo::engine::load;
use seogo::formats::parse_file;
use seogo::library::TypeSettings;
use seogo::ui::reader::{Pictures, ReaderState, ReaderView, reader_ui};
use seogo::ui::theme;
use seogo::view::{self, Lang, Page};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The word that ripgrep counts.
const WORD: &str = "달팽이";

pub(super) fn forms() {
    println!("| what | measured | floor | ratio |");
    println!("|---|---|---|---|");
    let markdown = tempfile::tempdir().expect("a temporary folder");
    write_files(markdown.path(), 10_000);
    let floor = median(9, || count(markdown.path()));
    row("load of 10,000 Markdown files, warm", loaded(markdown.path(), 10_000), Some(("rg -c -j2", floor)));
    let files = tempfile::tempdir().expect("a temporary folder");
    write_files(files.path(), 40_000);
    let as_files = loaded(files.path(), 40_000);
    for (what, file, write) in [
        ("one CSV", "news.csv", write_table as fn(&Path)),
        ("one JSON Lines", "news.jsonl", write_lines as fn(&Path)),
    ] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write(&folder.path().join(file));
        let time = loaded(folder.path(), 40_000);
        row(&format!("load of 40,000 articles in {what}, warm"), time, Some(("the same as files", as_files)));
        let floor = median(9, || count(folder.path()));
        row(&format!("the same, compared with {file} read by ripgrep"), time, Some(("rg -c -j2", floor)));
    }
    page();
}

fn count(folder: &Path) {
    let done = Command::new("rg").args(["-c", "-j2", WORD]).arg(folder).output();
    assert!(done.is_ok_and(|done| done.status.success()), "ripgrep (rg) must be on the path");
}

fn loaded(folder: &Path, wanted: usize) -> Duration {
    median(5, || {
        let report = load(folder, &Cancel::default(), |_| {}).expect("threads");
        assert_eq!(report.catalogue.len() as usize, wanted, "every article is read");
    })
}

fn title(number: usize) -> String {
    format!("느린 {WORD}가 {number}번째 경주에서 이겼다")
}

/// A text of a usual length, in paragraphs.
fn text(number: usize) -> String {
    let sentence = format!(
        "숲의 {WORD}가 {number}번째 경주에서 토끼를 이겼다고 한다. 심판은 정정당당한 승부였다고 말했다."
    );
    [sentence.repeat(4).as_str(); 5].join("\n\n")
}

fn write_files(folder: &Path, wanted: usize) {
    for number in 0..wanted {
        let head = format!(
            "---\ntitle: {}\ndate: 2026-01-02\nsource: https://example.com/{number}\n---\n",
            title(number)
        );
        let text = text(number).replace("정정당당한", "**정정당당한**");
        fs::write(folder.join(format!("{number}.md")), format!("{head}\n{text}\n")).expect("room for files");
    }
}

fn write_table(file: &Path) {
    let mut table = "title,date,url,text\n".to_owned();
    for number in 0..40_000 {
        // Writing to a string can't fail.
        let _ =
            writeln!(table, "{},2026-01-02,https://example.com/{number},\"{}\"", title(number), text(number));
    }
    fs::write(file, table).expect("room for a table");
}

fn write_lines(file: &Path) {
    let mut lines = String::new();
    for number in 0..40_000 {
        let text = text(number).replace('\n', "\\n");
        let _ = writeln!(
            lines,
            "{{\"title\":\"{}\",\"date\":\"2026-01-02\",\"url\":\"https://example.com/{number}\",\"text\":\"{text}\"}}",
            title(number)
        );
    }
    fs::write(file, lines).expect("room for lines");
}

/// A page of 200 KB with 40 pictures and 20 tables: its first frame, and frames while it scrolls.
fn page() {
    let context = egui::Context::default();
    theme::install(&context, seogo::library::Theme::Light);
    let pictures = pictures(&context);
    let (mut first, mut scrolling) = (Vec::new(), Vec::new());
    for turn in 0..12 {
        let article = parse_file(Path::new("a.md"), long_page(turn).as_bytes(), None);
        let blocks = seogo::article::blocks(&article.body);
        let read = ReadArticle { article, blocks, ..ReadArticle::default() };
        let mut reader = ReaderState::default();
        let started = Instant::now();
        let page = view::page(&read, None, Lang::Korean);
        reader.show(&page);
        frame(&context, &page, &pictures, &mut reader, 0.0);
        first.push(started.elapsed());
        for _ in 0..200 {
            let started = Instant::now();
            frame(&context, &page, &pictures, &mut reader, -120.0);
            scrolling.push(started.elapsed());
        }
    }
    first.sort();
    scrolling.sort();
    row("the first picture of a Markdown page of 200 KB, p95", share_of(&first, 0.95), None);
    row("a frame while it scrolls, p95", share_of(&scrolling, 0.95), None);
}

/// The page's pictures, as large as a camera's are scaled to.
fn pictures(context: &egui::Context) -> Pictures {
    let mut pictures = Pictures::default();
    for part in 0..40_u8 {
        let (size, shade) = ([1280, 853], [part * 6, 128, 255 - part * 6, 255]);
        let pixels = shade.repeat(size[0] * size[1]);
        pictures.add(Arc::new(Picture { address: format!("{part}.png"), size, pixels }));
    }
    pictures.upload(context);
    pictures
}

fn frame(context: &egui::Context, page: &Page, pictures: &Pictures, reader: &mut ReaderState, wheel: f32) {
    let mut input = egui::RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 800.0))),
        ..egui::RawInput::default()
    };
    input.events.push(egui::Event::PointerMoved(egui::pos2(640.0, 400.0)));
    input.events.push(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, wheel),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    });
    let mut output = context.run_ui(input, |ui| {
        egui::CentralPanel::default().show(ui, |ui| {
            let view = ReaderView { page, pictures, type_: &TypeSettings::default(), lang: Lang::Korean };
            reader_ui(ui, &view, reader);
        });
    });
    output.textures_delta.clear();
    std::hint::black_box(context.tessellate(output.shapes, output.pixels_per_point));
}

/// Markdown of 200 KB with 40 pictures and 20 tables; no two turns share a paragraph, since layouts are cached.
fn long_page(turn: usize) -> String {
    let mut page = "# 느린 달팽이\n\n".to_owned();
    for part in 0..40 {
        let number = turn * 1000 + part;
        let _ = writeln!(page, "## {number}번째 경주\n\n![{number}번째 사진]({part}.png)\n");
        for paragraph in 0..2 {
            let _ = writeln!(
                page,
                "{paragraph} {} **굵게** [주소](https://example.com)\n",
                text(number).replace('\n', " ")
            );
        }
        if part % 2 == 0 {
            page.push_str("| 이름 | 순위 | 걸린 시간 |\n|---|---|---|\n");
            for row in 0..12 {
                let _ = writeln!(page, "| {WORD} {number} | {row} | {row}시간 |");
            }
            page.push('\n');
        }
    }
    page.truncate(page.floor_char_boundary(200 << 10));
    page
}
