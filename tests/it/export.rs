//! `seogo export`: what it writes reads back without loss, goes where it was told to, and nowhere else.

use crate::files::Invented;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn seogo(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_seogo")).args(args).env("LC_ALL", "en_US.UTF-8").output().unwrap()
}

/// Exports to standard output.
fn exported(archive: &Path, args: &[&str]) -> String {
    let archive = archive.to_str().unwrap();
    let output = seogo(&[&["export", archive], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Exports to a path that can't be written to, and gives what is said.
fn refused(archive: &Path, format: &str, path: &Path) -> String {
    let (archive, path) = (archive.to_str().unwrap(), path.to_str().unwrap());
    let output = seogo(&["export", archive, "--format", format, "--output", path]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    told
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

/// Texts that break what is written carelessly.
const HARD: [&str; 9] = [
    "=cmd|' /C calc'!A0",
    "-1+2, \"셋\"",
    "@SUM(A1) \u{202e}거꾸로\u{2066}",
    "\"따옴표\", '작은따옴표', 쉼표; 쌍반점",
    "100% {괄호 & \\역빗금_ #1 ~ ^ $",
    "이모지 👨‍👩‍👧‍👦 漢字 ’”…",
    "ER  - TY  - NEWS",
    "../../etc/passwd: CON?*|<>",
    "끝에 점...",
];

/// An archive whose titles, bodies and reporters are such texts.
fn hard_archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (number, text) in HARD.iter().enumerate() {
        let file = Invented {
            title: (*text).to_owned(),
            authors: vec![format!("{text} 기자")],
            body: format!("{text}\n\n# {text}\n\t{text}\r\n둘째 줄"),
            ..Invented::default()
        };
        let text = file.text().replace("009_0005614000", &format!("009_{number}"));
        fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    folder
}

/// What `show` says of each file of a folder, by path.
fn shown(folder: &Path, path: &str) -> Value {
    let output = seogo(&["show", folder.join(path).to_str().unwrap(), "--json"]);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn json_lines_and_csv_hold_every_field_and_body() {
    let hard = hard_archive();
    for archive in [hard.path(), &seeds()] {
        let lines = exported(archive, &["--format", "jsonl", "--all-versions"]);
        let sheet = exported(archive, &["--format", "csv", "--all-versions"]);
        let mut sheet = csv::Reader::from_reader(sheet.strip_prefix('\u{feff}').unwrap().as_bytes());
        let columns: Vec<String> = sheet.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(
            columns.join(","),
            "id,title,publisher,category,authors,published,crawled,url,oid,aid,content_hash,integrity,path,body"
        );
        let mut records = sheet.records();
        for line in lines.lines() {
            let object: Value = serde_json::from_str(line).unwrap();
            let shown = shown(archive, object["path"].as_str().unwrap());
            assert_eq!(object["body"], shown["body"]);
            let record = records.next().unwrap().unwrap();
            for (column, cell) in columns.iter().zip(&record) {
                let expected = match column.as_str() {
                    "authors" => {
                        let authors = object["authors"].as_array().unwrap().iter();
                        authors.map(|author| author["line"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
                    }
                    column => object[column].as_str().unwrap_or_default().to_owned(),
                };
                let is_formula = expected.starts_with(['=', '+', '-', '@', '\t', '\r']);
                let expected = if is_formula { format!("'{expected}") } else { expected };
                assert_eq!(cell, expected, "{column}");
            }
        }
        assert!(records.next().is_none());
    }
}

#[test]
fn citations_have_one_reference_an_article() {
    let archive = hard_archive();
    let items: Value = serde_json::from_str(&exported(archive.path(), &["--format", "csl-json"])).unwrap();
    let titles: Vec<_> =
        items.as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles.len(), HARD.len());
    assert!(HARD.iter().all(|title| titles.contains(title)), "{titles:?}");
    for item in items.as_array().unwrap() {
        assert_eq!(item["type"], "article-newspaper");
        assert_eq!(item["issued"]["date-parts"], serde_json::json!([[2025, 12, 30]]));
        assert!(item["note"].as_str().unwrap().starts_with("Crawled 2025-12-30T08:23:45Z; SHA-256 "));
    }
    let ris = exported(archive.path(), &["--format", "ris"]);
    assert!(ris.lines().all(|line| line.is_empty() || line.get(2..6) == Some("  - ")));
    let count = |start: &str| ris.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((count("TY  - NEWS"), count("ER  - ")), (HARD.len(), HARD.len()));
    let empty: Value =
        serde_json::from_str(&exported(archive.path(), &["없는말입니다", "--format", "csl-json"])).unwrap();
    assert_eq!(empty, serde_json::json!([]));
}

#[test]
fn versions_of_one_article_have_keys_of_their_own() {
    let text = exported(&seeds(), &["--format", "bibtex", "--all-versions"]);
    let mut keys: Vec<_> = text.lines().filter(|line| line.starts_with("@article{")).collect();
    let all = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!((keys.len(), all), (85, 85));
}

#[test]
fn markdown_is_a_folder_that_is_an_archive_again() {
    let (archive, out) = (hard_archive(), tempfile::tempdir().unwrap());
    let folder = out.path().join("나온 것");
    exported(archive.path(), &["--format", "markdown", "--output", folder.to_str().unwrap()]);
    let objects = exported(&folder, &["--format", "jsonl"]);
    let titles: Vec<Value> =
        objects.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["title"].clone()).collect();
    assert_eq!(titles.len(), HARD.len());
    assert!(HARD.iter().all(|title| titles.contains(&(*title).into())), "{titles:?}");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1, "nothing else is left");
    // What is there is kept, and of what is exported again, the newer.
    fs::write(folder.join("mine.md"), "나의 글").unwrap();
    assert!(refused(archive.path(), "markdown", &folder).contains("--force"));
    exported(archive.path(), &["--format", "markdown", "--force", "--output", folder.to_str().unwrap()]);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), HARD.len() + 1);
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1);
}

#[test]
fn what_is_there_is_overwritten_only_when_asked() {
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("out.csv");
    fs::write(&path, "mine").unwrap();
    assert!(refused(&seeds(), "csv", &path).contains("--force"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    exported(&seeds(), &["--format", "csv", "--force", "--output", path.to_str().unwrap()]);
    assert!(fs::read_to_string(&path).unwrap().starts_with("\u{feff}id,title,"));
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1, "nothing else is left");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::write(out.path().join("other"), "").unwrap();
        let mode = |name: &str| fs::metadata(out.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode("out.csv"), mode("other"), "it is like any other file");
    }
    assert!(refused(&seeds(), "csv", out.path()).contains("of another kind"));
    assert!(refused(&seeds(), "markdown", &path).contains("of another kind"));
    assert!(refused(&seeds(), "csv", &out.path().join("absent/out.csv")).contains("no such folder"));
}

#[cfg(unix)]
#[test]
fn nothing_is_ever_written_into_the_archive() {
    let (archive, out) = (hard_archive(), tempfile::tempdir().unwrap());
    let link = out.path().join("link");
    std::os::unix::fs::symlink(archive.path(), &link).unwrap();
    let inner = archive.path().join("inner");
    fs::create_dir(&inner).unwrap();
    std::os::unix::fs::symlink(&inner, out.path().join("folder")).unwrap();
    for (format, path) in [
        ("csv", archive.path().join("out.csv")),
        ("csv", inner.join("out.csv")),
        ("csv", link.join("out.csv")),
        ("csv", link.join("0.md")),
        ("csv", inner.join("../out.csv")),
        ("markdown", inner.clone()),
        ("markdown", out.path().join("folder")),
    ] {
        assert!(refused(archive.path(), format, &path).contains("nothing is ever written"), "{path:?}");
    }
    assert_eq!(fs::read_dir(archive.path()).unwrap().count(), HARD.len() + 1);
    assert_eq!(fs::read_dir(&inner).unwrap().count(), 0);
    // A device is not replaced by a file, whoever asks.
    let args =
        ["export", archive.path().to_str().unwrap(), "--format", "csv", "--force", "--output", "/dev/null"];
    assert_eq!(seogo(&args).status.code(), Some(1));
}

#[test]
fn a_query_narrows_and_the_order_is_that_of_the_list() {
    let paths = |text: &str| -> Vec<String> {
        let objects = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        objects.map(|object| object["path"].as_str().unwrap().to_owned()).collect()
    };
    let seeds = seeds();
    let listed = seogo(&["list", seeds.to_str().unwrap(), "--json"]);
    let listed = paths(&String::from_utf8(listed.stdout).unwrap());
    assert_eq!(paths(&exported(&seeds, &["--format", "jsonl"])), listed);
    let found = seogo(&["search", seeds.to_str().unwrap(), "-배터리", "--json"]);
    let found = paths(&String::from_utf8(found.stdout).unwrap());
    assert!(!found.is_empty() && found.len() < listed.len());
    assert_eq!(paths(&exported(&seeds, &["-배터리", "--format", "jsonl"])), found);
    assert_eq!(paths(&exported(&seeds, &["--format", "jsonl", "-배터리"])), found);
}

#[test]
fn wrong_usage_and_closed_pipes_are_what_they_are_everywhere() {
    let seeds = seeds();
    let seeds = seeds.to_str().unwrap();
    assert_eq!(seogo(&["export", seeds]).status.code(), Some(2));
    assert_eq!(seogo(&["export", seeds, "--format", "docx"]).status.code(), Some(2));
    assert_eq!(seogo(&["export", seeds, "--format", "markdown"]).status.code(), Some(2));
    assert_eq!(seogo(&["export", "/no/such", "--format", "csv"]).status.code(), Some(1));
    let mut child = Command::new(env!("CARGO_BIN_EXE_seogo"))
        .args(["export", seeds, "--format", "csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
}

#[test]
fn python_reads_what_was_written() {
    let (archive, out) = (hard_archive(), tempfile::tempdir().unwrap());
    for format in ["csv", "jsonl", "csl-json"] {
        let path = out.path().join(format);
        exported(archive.path(), &["--format", format, "--output", path.to_str().unwrap()]);
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/exports.py");
    let Ok(output) = Command::new("python3").arg("-B").arg(script).arg(out.path()).output() else {
        println!("skipped: there is no python3");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), HARD.len().to_string());
}
