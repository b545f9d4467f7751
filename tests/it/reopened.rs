//! Exports that are opened again, with nothing lost.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The output of a successful run.
fn printed(args: &[&str]) -> String {
    let seogo = Command::new(env!("CARGO_BIN_EXE_seogo")).args(args).env("LC_ALL", "en_US.UTF-8").output();
    let output = seogo.unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Exports an archive to a file.
fn export(archive: &Path, format: &str, path: PathBuf) -> PathBuf {
    let args = ["export", archive.to_str().unwrap(), "--format", format, "--output", path.to_str().unwrap()];
    printed(&args);
    path
}

#[test]
fn an_export_opens_again_with_nothing_lost() {
    let out = tempfile::tempdir().unwrap();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let first = export(&seeds, "csv", out.path().join("first.csv"));
    let second = export(&first, "csv", out.path().join("second.csv"));
    let rows = |path: &Path| -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_path(path).unwrap();
        let columns: Vec<usize> = (0..19).filter(|column| ![12, 14].contains(column)).collect();
        let mut rows: Vec<Vec<String>> = reader
            .records()
            .map(|row| columns.iter().map(|&column| row.as_ref().unwrap()[column].to_owned()).collect())
            .collect();
        rows.sort();
        rows
    };
    assert!(rows(&first).len() > 70);
    for (before, after) in rows(&first).iter().zip(&rows(&second)) {
        assert_eq!(before, after);
    }
    assert_eq!(rows(&first).len(), rows(&second).len());
    let first = export(&seeds, "jsonl", out.path().join("first.jsonl"));
    let second = export(&first, "jsonl", out.path().join("second.jsonl"));
    let lines = |path: &Path| -> Vec<String> {
        let mut lines: Vec<String> = objects(&fs::read_to_string(path).unwrap())
            .into_iter()
            .map(|mut object| {
                for key in ["path", "entry", "versions", "problems"] {
                    object.as_object_mut().unwrap().remove(key);
                }
                object.to_string()
            })
            .collect();
        lines.sort();
        lines
    };
    for (before, after) in lines(&first).iter().zip(&lines(&second)) {
        assert_eq!(before, after);
    }
    assert_eq!(lines(&first).len(), lines(&second).len());
}

#[test]
fn excerpts_stay_excerpts_when_an_export_of_nothing_else_is_opened() {
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("search.csv");
    fs::write(&path, "제목,날짜,링크,description\n하나,2026-01-02,https://example.com/1,발췌다.\n").unwrap();
    for format in ["csv", "jsonl", "xlsx"] {
        let exported = export(&path, format, out.path().join(format!("first.{format}")));
        let listed = objects(&printed(&["list", exported.to_str().unwrap(), "--json"]));
        assert_eq!((&listed[0]["excerpt"], &listed[0]["length"]), (&true.into(), &Value::Null), "{format}");
    }
}

#[test]
fn a_clip_of_a_portal_is_markup_again_when_its_export_is_opened() {
    let out = tempfile::tempdir().unwrap();
    let (source, address) = (out.path().join("a"), "https://n.news.naver.com/mnews/article/009/0005614000");
    fs::create_dir(&source).unwrap();
    let note = format!(
        "---\ntitle: 느린 달팽이\nsource: {address}\n---\n**달팽이**가 [이겼](https://example.com)다.\n"
    );
    fs::write(source.join("a.md"), note).unwrap();
    fs::write(source.join("c.md"), "첫 문단.\n# 이긴 달팽이\n둘째 문단.\n").unwrap();
    fs::write(source.join("d.txt"), "제목: 주소\n\nhttps://example.com/1\n").unwrap();
    let other = address.replace("614000", "614001");
    let page = format!(
        "<meta property='og:url' content='{other}'><title>빠른 토끼</title><article><p>토끼가 <b>졌다</b>.</p></article>"
    );
    fs::write(source.join("b.html"), page).unwrap();
    for format in ["csv", "jsonl", "xlsx"] {
        let exported = export(&source, format, out.path().join(format!("first.{format}")));
        let file = exported.to_str().unwrap();
        for (query, text) in [("느린", "달팽이가 이겼다."), ("빠른", "토끼가 졌다.")] {
            let found = objects(&printed(&["search", file, query, "--json"]));
            let entry = found[0]["entry"].to_string();
            let shown = objects(&printed(&["show", file, "--entry", &entry, "--json"]));
            assert_eq!((&shown[0]["text"], &shown[0]["oid"]), (&text.into(), &"009".into()), "{format}");
        }
        for (title, text) in [("이긴 달팽이", "첫 문단.\n\n둘째 문단."), ("주소", "https://example.com/1")]
        {
            let listed = objects(&printed(&["list", file, "--json"]));
            let entry = listed.iter().find(|it| it["title"] == title).unwrap()["entry"].to_string();
            let shown = objects(&printed(&["show", file, "--entry", &entry, "--json"]));
            assert_eq!(shown[0]["text"], text, "{format}");
        }
    }
}

#[test]
fn what_could_not_be_read_stays_so_when_its_export_is_opened() {
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("a.jsonl");
    fs::write(&path, "{\"title\":\"하나\",\"text\":\"글이다.\"}\n{\"title\":\"잘린").unwrap();
    for format in ["csv", "jsonl", "xlsx"] {
        let exported = export(&path, format, out.path().join(format!("first.{format}")));
        let shown = printed(&["show", exported.to_str().unwrap(), "--entry", "2", "--json"]);
        let shown = &objects(&shown)[0];
        assert_eq!((&shown["problems"][0]["kind"], &shown["length"]), (&"unreadable".into(), &Value::Null));
    }
}

#[test]
fn what_is_exported_is_opened_again_with_nothing_lost() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source");
    fs::create_dir(&source).unwrap();
    let note = "---\ntitle: 느린 달팽이\nauthor: [가람 기자, 하늘]\ntags: [동물, 경주]\ncategories: [가, 나]\nurl: https://example.com/1\n\
        published: 2026-01-02T03:04:05+09:00\nmodified: 2026-01-03\ncreated: 2026-01-04\nlayout: post\n---\n**달팽이**가 \"이겼다\".\n\n둘째,\t글이다.\n";
    fs::write(source.join("a.md"), note).unwrap();
    fs::write(source.join("b.txt"), "빠른 토끼\n\n토끼는 잤다. 정말이다.\n").unwrap();
    for (format, name) in [("jsonl", "a.jsonl"), ("csv", "a.csv"), ("xlsx", "a.xlsx")] {
        let first = export(&source, format, folder.path().join(name));
        let second = export(&first, format, folder.path().join(format!("again-{name}")));
        let rows = |path: &Path| -> Vec<Value> {
            let mut rows = match format {
                "jsonl" => objects(&fs::read_to_string(path).unwrap()),
                _ => table(path),
            };
            for row in &mut rows {
                let row = row.as_object_mut().unwrap();
                ["path", "entry", "versions", "problems"].iter().for_each(|own| drop(row.remove(*own)));
            }
            rows
        };
        let (first, second) = (rows(&first), rows(&second));
        assert_eq!(first.len(), 2, "{format}");
        for (one, other) in first.iter().zip(&second) {
            for (key, value) in one.as_object().unwrap() {
                assert_eq!(other.get(key), Some(value), "{format} {key}");
            }
        }
    }
}

/// The rows of an exported table as objects.
fn table(path: &Path) -> Vec<Value> {
    let rows: Vec<Vec<String>> = if path.extension().is_some_and(|it| it == "csv") {
        let text = fs::read_to_string(path).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    } else {
        use calamine::Reader;
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
        let name = book.sheet_names()[0].clone();
        let range = book.worksheet_range(&name).unwrap();
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    let head = rows[0].clone();
    rows[1..]
        .iter()
        .map(|row| head.iter().cloned().zip(row.iter().map(|cell| Value::from(cell.as_str()))).collect())
        .collect()
}
