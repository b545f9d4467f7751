//! `seogo export --format corpus`: texts and tables that R and Python read without Seogo.

use crate::support::files::Invented;
use crate::support::program::without_cache;
use crate::support::skipped::skip;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn export(archive: &Path, to: &Path, more: &[&str]) -> Output {
    without_cache(Command::new(env!("CARGO_BIN_EXE_seogo")))
        .args(["export", archive.to_str().unwrap(), "--format", "corpus", "--output", to.to_str().unwrap()])
        .args(more)
        .env("LC_ALL", "en_US.UTF-8")
        .output()
        .unwrap()
}

/// Articles with ids that no file name could be, with the same id, with none, and without a text.
fn odd_archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = [
        ("009_0005614000", "본문 하나, \"따옴표\"\n\n둘째 문단"),
        ("기사-1", "본문 둘"),
        ("기사-2", "본문 셋"),
        ("../../etc/passwd", "본문 넷"),
        ("intro", "본문 다섯"),
        ("Intro", "본문 여섯"),
        ("", "본문 일곱"),
        ("con", ""),
    ]
    .iter()
    .enumerate()
    .map(|(number, (id, body))| {
        let title = format!("제목 {number}");
        serde_json::json!({ "id": id, "title": title, "body": body, "published": "2026-01-02" }).to_string()
    })
    .collect();
    fs::write(folder.path().join("articles.jsonl"), lines.join("\n")).unwrap();
    for name in ["one", "other"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        let line = serde_json::json!({ "id": "901_1", "title": format!("{name}의 제목"), "body": name });
        fs::write(folder.path().join(name).join("articles.jsonl"), line.to_string()).unwrap();
    }
    folder
}

/// The texts of a corpus by file name.
fn texts(corpus: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(corpus.join("texts")).unwrap().map(|file| file.unwrap().path());
    let named = |file: std::path::PathBuf| {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(file).unwrap())
    };
    files.map(named).collect()
}

/// The rows of a table, by the names of its columns.
fn rows(table: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(table).unwrap();
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(names[0], "doc_id");
    reader
        .records()
        .map(|row| names.iter().cloned().zip(row.unwrap().iter().map(str::to_owned)).collect())
        .collect()
}

#[test]
fn every_article_has_a_text_of_its_own_and_a_row_in_both_tables() {
    let (archive, folder) = (odd_archive(), tempfile::tempdir().unwrap());
    let to = folder.path().join("corpus");
    assert!(export(archive.path(), &to, &[]).status.success());
    let texts = texts(&to);
    assert_eq!(texts.len(), 10);
    assert!(texts.keys().all(|name| name.is_ascii()), "{texts:?}");
    let folded: BTreeSet<String> = texts.keys().map(|name| name.to_lowercase()).collect();
    assert_eq!(folded.len(), 10, "some systems don't tell upper from lower case");
    assert!(texts.contains_key("009_0005614000.txt"));
    assert!(!texts.contains_key("901_1.txt"), "two articles have this id");
    let (metadata, whole) = (rows(&to.join("metadata.csv")), rows(&to.join("corpus.csv")));
    assert_eq!((metadata.len(), whole.len()), (10, 10));
    for (row, with_text) in metadata.iter().zip(&whole) {
        let mut without = with_text.clone();
        let text = without.remove("text").unwrap();
        assert_eq!(text, texts[&format!("{}.txt", row["doc_id"])]);
        assert_eq!(&without, row);
    }
    let odd = metadata.iter().find(|row| row["id"] == "../../etc/passwd").unwrap();
    assert_eq!((odd["title"].as_str(), odd["published"].as_str()), ("제목 3", "2026-01-02"));
}

#[test]
fn names_are_the_same_whatever_else_is_exported() {
    let (archive, folder) = (odd_archive(), tempfile::tempdir().unwrap());
    let [all, one] = ["all", "one"].map(|name| folder.path().join(name));
    assert!(export(archive.path(), &all, &[]).status.success());
    assert!(export(archive.path(), &one, &["title:other"]).status.success());
    let (all, one) = (texts(&all), texts(&one));
    assert_eq!(one.len(), 1);
    assert!(one.iter().all(|(name, text)| all.get(name) == Some(text)), "{one:?} {all:?}");
}

#[test]
fn versions_of_an_article_have_a_text_each() {
    let (archive, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for name in ["one", "two"] {
        let file = Invented { body: name.to_owned(), ..Invented::default() };
        fs::write(archive.path().join(format!("{name}.md")), file.text()).unwrap();
    }
    let to = folder.path().join("corpus");
    assert!(export(archive.path(), &to, &["--all-versions"]).status.success());
    let found: BTreeSet<String> = texts(&to).into_values().collect();
    assert_eq!(found, ["one", "two"].map(str::to_owned).into());
}

#[test]
fn a_corpus_is_replaced_only_on_request_and_needs_a_place() {
    let (archive, folder) = (odd_archive(), tempfile::tempdir().unwrap());
    let to = folder.path().join("corpus");
    assert!(export(archive.path(), &to, &["title:\"제목 \""]).status.success());
    let own = to.join("texts/own.txt");
    fs::write(&own, "내 글").unwrap();
    let again = export(archive.path(), &to, &[]);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(texts(&to).len(), 9);
    assert!(export(archive.path(), &to, &["--force"]).status.success());
    assert_eq!((texts(&to).len(), rows(&to.join("metadata.csv")).len()), (11, 10));
    assert_eq!(fs::read_to_string(own).unwrap(), "내 글");
    let nowhere = without_cache(Command::new(env!("CARGO_BIN_EXE_seogo")))
        .args(["export", archive.path().to_str().unwrap(), "--format", "corpus"])
        .output()
        .unwrap();
    assert_eq!(nowhere.status.code(), Some(2));
}

#[test]
fn a_plain_script_reads_a_corpus() {
    const SCRIPT: &str = "
import csv, pathlib, sys
csv.field_size_limit(10**9)
corpus = pathlib.Path(sys.argv[1])
with open(corpus / 'corpus.csv', encoding='utf-8', newline='') as file:
    texts = {row['doc_id']: row['text'] for row in csv.DictReader(file)}
with open(corpus / 'metadata.csv', encoding='utf-8', newline='') as file:
    ids = [row['doc_id'] for row in csv.DictReader(file)]
assert len(ids) == len(set(ids)) == len(texts) == len(list((corpus / 'texts').iterdir()))
for id in ids:
    assert (corpus / 'texts' / (id + '.txt')).read_bytes().decode('utf-8') == texts[id], id
print(len(ids))
";
    if Command::new("python3").arg("--version").output().is_err() {
        return skip("python3");
    }
    let folder = tempfile::tempdir().unwrap();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let to = folder.path().join("corpus");
    assert!(export(&seeds, &to, &[]).status.success());
    let read = Command::new("python3").args(["-c", SCRIPT, to.to_str().unwrap()]).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let count: usize = String::from_utf8(read.stdout).unwrap().trim().parse().unwrap();
    assert!(count > 90, "{count}");
}
