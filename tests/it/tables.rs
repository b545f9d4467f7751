//! Files that hold several articles: `seogo` lists, shows, searches and exports them as it does a folder.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn seogo(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_seogo")).args(args).env("LC_ALL", "en_US.UTF-8").output().unwrap()
}

/// What a run that goes well prints.
fn printed(args: &[&str]) -> String {
    let output = seogo(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const TABLE: &str = "날짜,언론사,제목,본문,링크\n\
    20260102,가나일보,느린 달팽이가 이겼다,\"첫 문단이다.\n\n둘째 문단이다.\",https://example.com/1\n\
    ,,,,\n\
    20260103,다라신문,빠른 토끼가 졌다,토끼는 잤다.,https://example.com/2\n";

#[test]
fn a_table_is_an_archive_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.csv");
    // As Korean spreadsheets write it.
    fs::write(&path, encoding_rs::EUC_KR.encode(TABLE).0).unwrap();
    let file = path.to_str().unwrap();
    assert_eq!(
        printed(&["list", file]),
        "2026-01-03\t다라신문\t빠른 토끼가 졌다\tnews.csv#3\n2026-01-02\t가나일보\t느린 달팽이가 이겼다\tnews.csv#1\n",
        "what is no article keeps its number"
    );
    let found = objects(&printed(&["search", file, "둘째", "--json"]));
    assert_eq!((found.len(), &found[0]["entry"], &found[0]["path"]), (1, &1.into(), &"news.csv".into()));
    assert_eq!(found[0]["hits"][0]["field"], "body");
    for args in [&["show", file, "--entry", "1", "--json"][..], &["show", &format!("{file}#1"), "--json"]] {
        let shown: Value = serde_json::from_str(&printed(args)).unwrap();
        assert_eq!(shown["body"], "첫 문단이다.\n\n둘째 문단이다.");
        assert_eq!((&shown["entry"], &shown["problems"]), (&1.into(), &serde_json::json!([])));
    }
    let raw = seogo(&["show", file, "--entry", "3", "--raw"]).stdout;
    let (text, _, _) = encoding_rs::EUC_KR.decode(&raw);
    assert_eq!(text, "20260103,다라신문,빠른 토끼가 졌다,토끼는 잤다.,https://example.com/2\n");
    let several = seogo(&["show", file]);
    assert_eq!(several.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&several.stderr).contains("holds 2 articles"));
    assert_eq!(seogo(&["show", file, "--entry", "2"]).status.code(), Some(1));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is written beside it");
}

#[test]
fn what_holds_no_article_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("a.csv", "x,y\n1,2\n"),
        ("package.json", "{\"name\":\"a\",\"version\":\"1\"}"),
        ("e.jsonl", ""),
        (
            "x-comments.csv",
            "id,path,entry,comment,reply_to,author,best,time,likes,dislikes,text\n,a,,1,,b,false,,0,0,c\n",
        ),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let output = seogo(&["list", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("holds no articles"), "{name}");
    }
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
