//! Files with several articles, next to single-article files and as archives of their own: listed, cached,
//! followed, checked, marked and found again like all others.

use crate::support::window::{Window, article};
use egui::Key;
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::article::{body_hash, format_hash};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const HEAD: &str = "날짜,언론사,제목,본문,링크\n";

/// A row of a table.
fn row(number: u32) -> String {
    format!("202601{number:02},가나일보,제목 {number},\"본문 {number}이다.\",https://example.com/{number}\n")
}

/// A line of JSON.
fn line(number: u32) -> String {
    format!(
        "{{\"title\":\"제목 {number}\",\"content\":\"본문 {number}이다.\",\"date\":\"2026-01-{number:02}\"}}\n"
    )
}

/// A folder with a single-article file, two articles in a table, two in JSON, and two files without articles.
fn mixed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    write("901_1.md", article(1, 1, "본문 1이다."));
    write("b.csv", format!("{HEAD}{}{}", row(2), row(3)));
    write("c.jsonl", line(4) + &line(5));
    write("package.json", "{\"name\":\"a\",\"version\":\"1\"}".to_owned());
    write("numbers.csv", "x,y\n1,2\n".to_owned());
    folder
}

fn seogo(args: &[&str], home: &Path) -> Output {
    let seogo = env!("CARGO_BIN_EXE_seogo");
    let cache = home.to_str().unwrap();
    Command::new(seogo).args(args).args(["--cache-dir", cache]).env("LC_ALL", "en_US.UTF-8").output().unwrap()
}

fn places(folder: &Path, home: &Path) -> Vec<String> {
    let output = seogo(&["list", folder.to_str().unwrap(), "--sort", "title"], home);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut places: Vec<_> = text.lines().map(|line| line.rsplit('\t').next().unwrap().to_owned()).collect();
    places.sort();
    places
}

const ALL: [&str; 5] = ["901_1.md", "b.csv#2", "b.csv#3", "c.jsonl#1", "c.jsonl#2"];

#[test]
fn tables_and_json_in_a_folder_are_listed_and_cached_with_the_rest() {
    let (folder, home) = (mixed(), tempfile::tempdir().unwrap());
    let table = folder.path().join("b.csv");
    fs::write(&table, format!("{HEAD},,,,\n{}{}", row(2), row(3))).unwrap();
    assert_eq!(places(folder.path(), home.path()), ALL);
    // Old enough for the program to rely on their timestamps.
    let aged = std::time::SystemTime::now() - std::time::Duration::from_secs(60);
    for name in ["901_1.md", "b.csv", "c.jsonl", "package.json", "numbers.csv"] {
        fs::File::options().append(true).open(folder.path().join(name)).unwrap().set_modified(aged).unwrap();
    }
    let indexed = seogo(&["index", folder.path().to_str().unwrap()], home.path());
    assert!(indexed.status.success());
    assert_eq!(places(folder.path(), home.path()), ALL, "from the cache");
    let search = seogo(&["search", folder.path().to_str().unwrap(), "\"본문 3\"", "--json"], home.path());
    let found: Value = serde_json::from_slice(&search.stdout).unwrap();
    assert_eq!((&found["path"], &found["entry"]), (&"b.csv".into(), &3.into()));
    fs::write(&table, format!("{HEAD}{}{}{}", row(2), row(3), row(6))).unwrap();
    let now = ["901_1.md", "b.csv#1", "b.csv#2", "b.csv#3", "c.jsonl#1", "c.jsonl#2"];
    assert_eq!(places(folder.path(), home.path()), now, "a changed file is reread as a whole");
    fs::remove_file(&table).unwrap();
    assert_eq!(places(folder.path(), home.path()), ["901_1.md", "c.jsonl#1", "c.jsonl#2"]);
}

#[test]
fn each_article_of_a_file_has_its_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let hashed = |body: &str, of: &str| {
        let hash = format_hash(&body_hash(of));
        format!("{{\"title\":\"제목\",\"body\":\"{body}\",\"content_hash\":\"{hash}\"}}\n")
    };
    let text = hashed("그대로다.", "그대로다.") + &hashed("고쳤다.", "달랐다.") + &line(3);
    fs::write(folder.path().join("a.jsonl"), text).unwrap();
    fs::write(folder.path().join("package.json"), "{\"name\":\"a\"}").unwrap();
    let seogo = env!("CARGO_BIN_EXE_seogo");
    let output = Command::new(seogo).args(["verify", "--json"]).arg(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let text = String::from_utf8(output.stdout).unwrap();
    let told: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |at: usize| (told[at]["entry"].clone(), told[at]["integrity"].clone());
    assert_eq!([of(0), of(1)], [(2.into(), "altered".into()), (3.into(), "unknown".into())]);
    let summary = &told[2]["summary"];
    let count = |name: &str| summary[name].as_u64().unwrap();
    assert_eq!((count("files"), count("articles")), (1, 3));
    assert_eq!((count("intact"), count("altered"), count("unknown"), count("unreadable")), (1, 1, 1, 0));
}

fn window_on(path: &Path) -> Window {
    // Tall enough to show all rows.
    let mut window = Window::new([1280.0, 1300.0]);
    window.open(path);
    window.wait_for_load();
    window
}

/// Whether the row of the second article, and no other, says that it is starred.
fn is_starred(window: &Window) -> bool {
    let rows = window.harness.query_all_by_label_contains("제목 ");
    let labels = rows.filter_map(|row| row.accesskit_node().label());
    let starred: Vec<_> = labels.filter(|label| label.contains("별표")).collect();
    matches!(starred.as_slice(), [row] if row.contains("제목 2,"))
}

#[test]
fn a_folder_with_tables_is_read_and_followed_in_the_window() {
    let folder = mixed();
    let mut window = window_on(folder.path());
    window.wait_for("기사 5건");
    for number in 1..=5 {
        window.click(&format!("제목 {number},"));
        window.wait_for(&format!("본문 {number}이다."));
    }
    let table = folder.path().join("b.csv");
    fs::write(&table, format!("{HEAD}{}{}{}", row(2), row(3), row(6))).unwrap();
    window.wait_for("기사 6건");
    window.click("제목 6,");
    window.wait_for("본문 6이다.");
    fs::write(folder.path().join("package.json"), format!("[{}]", line(7).trim())).unwrap();
    window.wait_for("기사 7건");
    fs::write(folder.path().join("package.json"), "{}").unwrap();
    window.wait_for("기사 6건");
    fs::remove_file(&table).unwrap();
    window.wait_for("기사 3건");
}

#[test]
fn a_file_of_several_articles_is_an_archive_of_its_own() {
    let folder = mixed();
    let table = folder.path().join("b.csv");
    let mut window = window_on(&table);
    window.wait_for("기사 2건");
    assert!(!window.has("제목 1,") && !window.has("제목 4,"));
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.press(Key::S);
    window.wait_until("the star on its row", is_starred);
    // Other changes in its folder are irrelevant.
    fs::write(folder.path().join("901_9.md"), article(9, 9, "본문 9이다.")).unwrap();
    fs::write(&table, format!("{HEAD}{}{}{}", row(2), row(3), row(6))).unwrap();
    window.wait_for("기사 3건");
    assert!(!window.has("제목 9,"));
    let home = window.home;
    drop(window.harness);
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.open(&table);
    window.wait_for("본문 2이다.");
    window.wait_until("the star on its row", is_starred);
}

#[test]
fn the_stored_view_shows_the_entrys_own_bytes() {
    let folder = mixed();
    fs::write(folder.path().join("c.jsonl"), format!("{}\r\n{}\r\n", line(4).trim(), line(5).trim()))
        .unwrap();
    let mut window = window_on(&folder.path().join("c.jsonl"));
    window.click("제목 5,");
    window.wait_for("본문 5이다.");
    window.press(Key::R);
    window.wait_for("\"content\":\"본문 5이다.\"");
    assert!(!window.has("\"content\":\"본문 4이다.\"") && window.has("c.jsonl#2"));
    assert!(!window.has("U+000D"), "the end of its line is not its own");
}
