//! `seogo export --for-sharing`: what others may get, and nothing else.

use crate::support::files::Invented;
use crate::support::program::with_home;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn seogo(home: &Path, args: &[&str]) -> Output {
    with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home).args(args).output().unwrap()
}

/// Exports an archive for others.
fn share(home: &Path, archive: &Path, format: &str, to: &Path, more: &[&str]) -> Output {
    let (archive, to) = (archive.to_str().unwrap(), to.to_str().unwrap());
    seogo(home, &[&["export", archive, "--format", format, "--output", to, "--for-sharing"], more].concat())
}

/// Two articles with a reporter, comments of the same reader, and personal data in every text.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let comments = |first: &str, second: &str| {
        format!(
            "## 댓글 (2 개)\n\n---\n\n**{first}** | 2026-01-01 10:00 | 👍 3 | 👎 1\n\n계좌 가나은행 12345678901234로\n\n\
             > **{second}** | 2026-01-01 11:00 | 👍 0 | 👎 0\n>\n> sky@example.com 보세요"
        )
    };
    for (name, comments) in [("a", comments("바람****", "구름****")), ("b", comments("구름****", "바람****"))]
    {
        let file = Invented {
            title: format!("{name} 문의는 010-1234-5678"),
            body: format!(
                "{name} 기사의 본문이다. 제보는 02-123-4567이나 sky@example.com으로 받는다. 끝에 비밀."
            ),
            comments: Some(comments),
            ..Invented::default()
        };
        let text =
            file.text().replace("009_0005614000", &format!("009_{name}").replace('a', "1").replace('b', "2"));
        fs::write(folder.path().join(format!("{name}-비밀파일.md")), text).unwrap();
    }
    folder
}

/// What nobody else may get.
const PRIVATE: [&str; 9] = [
    "홍길동",
    "@example.com",
    "010-1234",
    "02-123-4567",
    "12345678901234",
    "바람****",
    "구름****",
    "비밀",
    "김코더",
];

fn assert_nothing_private(text: &str) {
    for private in PRIVATE {
        assert!(!text.contains(private), "{private} in {text}");
    }
}

/// Codes of both articles by one coder, kept in the library.
fn code(home: &Path) {
    let sheet = |name: &str, value: &str| {
        let path = home.join(name);
        fs::write(&path, format!("key,논조\n009_1,{value}\n009_2,긍정\n")).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (one, other) = (sheet("김코더.csv", "부정"), sheet("이코더.csv", "긍정"));
    assert!(seogo(home, &["agree", &one, &other, "--keep"]).status.success());
}

#[test]
fn a_table_has_ids_numbers_and_codes_but_no_text_and_nobody() {
    let (home, archive) = (tempfile::tempdir().unwrap(), archive());
    code(home.path());
    let to = home.path().join("shared.csv");
    let done = share(home.path(), archive.path(), "csv", &to, &[]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let table = fs::read_to_string(&to).unwrap();
    assert_nothing_private(&table);
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let names = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let of = |id: &str, name: &str| {
        let column = |name: &str| names.iter().position(|it| it == name).unwrap();
        let row = rows.iter().find(|row| &row[column("id")] == id).unwrap();
        row[column(name)].to_owned()
    };
    assert_eq!(of("009_1", "title"), "a 문의는 ■");
    assert_eq!(of("009_1", "published"), "2025-12-30");
    assert_eq!(of("009_1", "url"), "https://example.com/article/009/0005614000");
    assert_eq!(of("009_1", "content_hash").len(), 64);
    assert_eq!(of("009_1", "comment_count"), "2");
    assert_eq!(of("009_1", "codes"), "논조/1=부정\n논조/2=긍정");
    assert_eq!(of("009_1", "beginning"), "");
    assert!(!names.iter().any(|name| ["body", "authors", "path"].contains(&name)), "{names:?}");
    let comments = fs::read_to_string(home.path().join("shared-comments.csv")).unwrap();
    assert_nothing_private(&comments);
    assert!(comments.contains("계좌 가나은행 ■로"), "{comments}");
    let mut reader = csv::Reader::from_reader(comments.trim_start_matches('\u{feff}').as_bytes());
    let authors: Vec<String> = reader.records().map(|row| row.unwrap()[5].to_owned()).collect();
    assert_eq!(authors, ["1", "2", "2", "1"], "the same person has the same number");
    let readme = fs::read_to_string(home.path().join("shared.README.txt")).unwrap();
    for part in [
        "Articles: 2",
        "2025-12-30 – 2025-12-30",
        "Comments: 4 (by 2)",
        env!("CARGO_PKG_VERSION"),
        "Left out",
    ] {
        assert!(readme.contains(part), "{part}: {readme}");
    }
}

#[test]
fn the_beginning_of_a_text_is_masked_as_well() {
    let (home, archive) = (tempfile::tempdir().unwrap(), archive());
    let to = home.path().join("shared.jsonl");
    let done = share(home.path(), archive.path(), "jsonl", &to, &["본문", "--letters", "31"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = fs::read_to_string(&to).unwrap();
    assert_nothing_private(&text);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["beginning"], "a 기사의 본문이다. 제보는 ■이나 ■으로 받는다. 끝에");
    assert_eq!(lines[0]["comments"][0]["author"], 1);
    assert_eq!(lines[0]["comments"][0]["replies"][0]["author"], 2);
    assert_eq!(lines[1]["comments"][0]["author"], 2);
    assert_eq!(lines[0]["codes"], json!([]));
    assert!(fs::read_to_string(home.path().join("shared.README.txt")).unwrap().contains("Query: 본문"));
}

#[test]
fn a_corpus_has_its_readme_inside() {
    let (home, archive) = (tempfile::tempdir().unwrap(), archive());
    let to = home.path().join("shared");
    assert!(share(home.path(), archive.path(), "corpus", &to, &["--letters", "8"]).status.success());
    let files = ["texts/009_1.txt", "metadata.csv", "corpus.csv", "README.txt"];
    let texts = files.map(|name| fs::read_to_string(to.join(name)).unwrap());
    assert_eq!(texts[0], "a 기사의 본문");
    texts.iter().take(3).for_each(|text| assert_nothing_private(text));
    assert!(texts[1].starts_with("doc_id,id,title,"), "{}", texts[1]);
}

#[test]
fn nothing_is_overwritten_unasked_and_other_formats_are_refused() {
    let (home, archive) = (tempfile::tempdir().unwrap(), archive());
    let to = home.path().join("shared.csv");
    let readme = home.path().join("shared.README.txt");
    fs::write(&readme, "나의 것").unwrap();
    assert_eq!(share(home.path(), archive.path(), "csv", &to, &[]).status.code(), Some(1));
    assert_eq!(fs::read_to_string(&readme).unwrap(), "나의 것");
    assert!(!to.exists());
    assert!(share(home.path(), archive.path(), "csv", &to, &["--force"]).status.success());
    assert!(fs::read_to_string(&readme).unwrap().starts_with("Articles for sharing"));
    for format in ["markdown", "text", "pdf", "ris"] {
        let refused = share(home.path(), archive.path(), format, &home.path().join("x"), &[]);
        assert_eq!(refused.status.code(), Some(2), "{format}");
    }
    let nowhere =
        seogo(home.path(), &["export", archive.path().to_str().unwrap(), "--format", "csv", "--for-sharing"]);
    assert_eq!(nowhere.status.code(), Some(2));
    let letters = ["export", archive.path().to_str().unwrap(), "--format", "csv", "--letters", "9"];
    assert_eq!(seogo(home.path(), &letters).status.code(), Some(2));
}

#[test]
fn what_leaves_is_counted_and_said() {
    let (home, archive) = (tempfile::tempdir().unwrap(), archive());
    let archive = archive.path().to_str().unwrap();
    let said = |args: &[&str]| {
        let output = seogo(home.path(), &[&["export", archive], args].concat());
        String::from_utf8(output.stderr).unwrap().replace("seogo: ", "")
    };
    assert_eq!(said(&["--format", "jsonl"]), "", "what goes to another program is not told");
    let file = home.path().join("file");
    let said = |args: &[&str]| said(&[args, &["--force", "--output", file.to_str().unwrap()]].concat());
    let own = said(&["--format", "jsonl"]);
    assert_eq!(own, "The full texts, 2 e-mail addresses of reporters and 2 comments with replies go out.\n");
    assert_eq!(said(&["title:a", "--format", "text"]), "The full texts go out.\n");
    assert_eq!(said(&["--format", "ris"]), "Only citations go out: no texts, no e-mail addresses.\n");
}
