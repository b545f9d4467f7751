//! `seogo export`: its output can be read back without loss, and goes where it should and nowhere else.

use crate::support::files::Invented;
use crate::support::program::{with_home, without_cache};
use crate::support::skipped::skip;
use calamine::{Data, Reader, Xlsx, open_workbook};
use seogo::library::{
    ArticleKey, Edit, HighlightColor, HighlightField, HighlightMark, HighlightPlace, Note, Stamp, Store,
};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn seogo(args: &[&str]) -> Output {
    without_cache(Command::new(env!("CARGO_BIN_EXE_seogo")))
        .args(args)
        .env("LC_ALL", "en_US.UTF-8")
        .output()
        .unwrap()
}

/// Exports to standard output.
fn exported(archive: &Path, args: &[&str]) -> String {
    let archive = archive.to_str().unwrap();
    let output = seogo(&[&["export", archive], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Exports to a path that can't be written to, and returns the message.
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

/// Texts that break careless writers.
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

/// An archive with such texts as titles, bodies and reporters.
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

/// The output of `show` for an article of a folder.
fn shown(folder: &Path, object: &Value) -> Value {
    let path = folder.join(object["path"].as_str().unwrap());
    let place = match object["entry"].as_u64() {
        Some(entry) => format!("{}#{entry}", path.display()),
        None => path.display().to_string(),
    };
    let output = seogo(&["show", &place, "--json"]);
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
            "id,title,publisher,category,authors,published,crawled,url,oid,aid,content_hash,integrity,path,body,\
             entry,kind,keywords,page,length,length_without_spaces,sheets"
        );
        let mut records = sheet.records();
        for line in lines.lines() {
            let object: Value = serde_json::from_str(line).unwrap();
            let shown = shown(archive, &object);
            assert_eq!(object["body"], shown["body"]);
            assert_eq!(object["comments"], shown["comments"]);
            let record = records.next().unwrap().unwrap();
            for (column, cell) in columns.iter().zip(&record) {
                let expected = match column.as_str() {
                    "authors" => {
                        let authors = object["authors"].as_array().unwrap().iter();
                        authors.map(|author| author["line"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
                    }
                    "keywords" => {
                        let words = object["keywords"].as_array().unwrap().iter();
                        words.map(|word| word.as_str().unwrap()).collect::<Vec<_>>().join("\n")
                    }
                    "length_without_spaces" => object["length"]["without_spaces"]
                        .as_u64()
                        .map(|it| it.to_string())
                        .unwrap_or_default(),
                    "sheets" => {
                        let tenths = object["length"]["letters"].as_u64().map(|letters| (letters + 10) / 20);
                        tenths.map(|it| format!("{}.{}", it / 10, it % 10)).unwrap_or_default()
                    }
                    "length" => {
                        object["length"]["letters"].as_u64().map(|it| it.to_string()).unwrap_or_default()
                    }
                    "entry" => object["entry"].as_u64().map(|it| it.to_string()).unwrap_or_default(),
                    column => object[column].as_str().unwrap_or_default().to_owned(),
                };
                assert_eq!(cell, expected, "{column}");
            }
        }
        assert!(records.next().is_none());
    }
}

/// The records of a CSV file, without its header.
fn records(text: &str) -> Vec<csv::StringRecord> {
    let text = text.strip_prefix('\u{feff}').unwrap();
    csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

#[test]
fn csv_is_exact_and_formulas_are_defused_on_request_only() {
    let archive = hard_archive();
    let exact = records(&exported(archive.path(), &["--format", "csv"]));
    let defused = records(&exported(archive.path(), &["--format", "csv", "--excel"]));
    assert_eq!(exact.len(), HARD.len());
    let title = |record: &csv::StringRecord| record[1].to_owned();
    for (exact, defused) in exact.iter().zip(&defused) {
        assert!(HARD.contains(&title(exact).as_str()), "{exact:?}");
        let is_live = title(exact).starts_with(['=', '-', '@']);
        let expected = if is_live { format!("'{}", title(exact)) } else { title(exact) };
        assert_eq!(title(defused), expected);
    }
    assert!(defused.iter().any(|record| record[1].starts_with("'=")));
    let path = archive.path().to_str().unwrap();
    let wrong = seogo(&["export", path, "--format", "jsonl", "--excel"]);
    assert_eq!(wrong.status.code(), Some(2), "only cells are affected");
}

#[test]
fn comments_go_to_a_file_of_their_own_where_there_are_any() {
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("x.csv");
    exported(&seeds(), &["--format", "csv", "--output", path.to_str().unwrap()]);
    let comments = fs::read_to_string(out.path().join("x-comments.csv")).unwrap();
    assert!(
        comments
            .starts_with("\u{feff}id,path,entry,comment,reply_to,author,best,time,likes,dislikes,text\r\n")
    );
    let comments = records(&comments);
    let mut expected = Vec::new();
    for line in exported(&seeds(), &["--format", "jsonl"]).lines() {
        let object: Value = serde_json::from_str(line).unwrap();
        let path = object["path"].as_str().unwrap().to_owned();
        add_comments(&path, None, &object["comments"], &mut 0, &mut expected);
    }
    assert!(expected.iter().any(|row| !row[2].is_empty()), "some are replies");
    let found: Vec<Vec<String>> =
        comments.iter().map(|row| [1, 3, 4, 5, 6, 8, 10].map(|at| row[at].to_owned()).to_vec()).collect();
    assert_eq!(found, expected);
    // Existing files are not overwritten without asking, and if there are any, nothing is written at all.
    fs::remove_file(&path).unwrap();
    assert!(refused(&seeds(), "csv", &path).contains("x-comments.csv exists"));
    assert!(!path.exists());
    let none = hard_archive();
    let path = out.path().join("y.csv");
    exported(none.path(), &["--format", "csv", "--output", path.to_str().unwrap()]);
    let mut names: Vec<_> = fs::read_dir(out.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["x-comments.csv", "y.csv"]);
    // A stream can't have a second file.
    let output = seogo(&["export", seeds().to_str().unwrap(), "--format", "csv"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains(&format!("Left out: {} comments.", expected.len())), "{told}");
}

/// The rows for comments and replies: path, number, number replied to, author, best, likes, text.
fn add_comments(
    path: &str,
    reply_to: Option<usize>,
    comments: &Value,
    count: &mut usize,
    rows: &mut Vec<Vec<String>>,
) {
    for comment in comments.as_array().unwrap() {
        *count += 1;
        let number = *count;
        let text = |key: &str| comment[key].as_str().map_or_else(|| comment[key].to_string(), str::to_owned);
        rows.push(vec![
            path.to_owned(),
            number.to_string(),
            reply_to.map_or(String::new(), |number| number.to_string()),
            text("author"),
            text("best"),
            text("likes"),
            text("text"),
        ]);
        add_comments(path, Some(number), &comment["replies"], count, rows);
    }
}

/// The rows of a worksheet, header first.
fn sheet(path: &Path, name: &str) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn a_workbook_holds_what_csv_holds_with_dates_as_dates() {
    let hard = hard_archive();
    for archive in [hard.path(), &seeds()] {
        let out = tempfile::tempdir().unwrap();
        let path = out.path().join("x.xlsx");
        exported(archive, &["--format", "xlsx", "--output", path.to_str().unwrap()]);
        let names = open_workbook::<Xlsx<_>, _>(&path).unwrap().sheet_names();
        assert_eq!(names[0], "articles");
        let csv = exported(archive, &["--format", "csv"]);
        let head = csv.lines().next().unwrap().trim_start_matches('\u{feff}').to_owned();
        let rows = sheet(&path, "articles");
        assert_eq!(rows[0].iter().map(Data::to_string).collect::<Vec<_>>().join(","), head);
        let expected = records(&csv);
        assert_eq!(rows.len(), expected.len() + 1);
        for (row, record) in rows[1..].iter().zip(&expected) {
            for ((name, cell), text) in head.split(',').zip(row).zip(record) {
                match (name, cell) {
                    (_, Data::Empty) => assert_eq!(text, "", "{name}"),
                    ("published" | "crawled", Data::DateTime(date)) => {
                        let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
                        let time = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
                        let expected = text.trim_end_matches('Z').trim_end_matches("+09:00");
                        assert!(time.starts_with(expected), "{time} {text}");
                    }
                    ("length" | "length_without_spaces" | "entry", Data::Float(length)) => {
                        assert_eq!(length.to_string(), text);
                    }
                    ("sheets", Data::Float(sheets)) => assert_eq!(format!("{sheets:.1}"), text),
                    (_, Data::String(cell)) => assert_eq!(cell, text, "{name}"),
                    other => panic!("{other:?}"),
                }
            }
        }
        let comments = out.path().join("c.csv");
        exported(archive, &["--format", "csv", "--output", comments.to_str().unwrap()]);
        match fs::read_to_string(out.path().join("c-comments.csv")) {
            Ok(text) => assert_eq!(sheet(&path, "comments").len(), records(&text).len() + 1),
            Err(_) => assert_eq!(names.len(), 1),
        }
    }
}

#[test]
fn a_workbook_is_the_same_whenever_it_is_made_and_keeps_its_head_in_view() {
    let out = tempfile::tempdir().unwrap();
    let [first, second] = ["a.xlsx", "b.xlsx"].map(|name| {
        let path = out.path().join(name);
        exported(&seeds(), &["--format", "xlsx", "--output", path.to_str().unwrap()]);
        fs::read(path).unwrap()
    });
    assert!(first == second);
    let archive = seeds();
    let piped = seogo(&["export", archive.to_str().unwrap(), "--format", "xlsx"]).stdout;
    assert!(piped == first, "a pipe gets the same");
    let python =
        "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml')[:900])";
    let Ok(output) = Command::new("python3").args(["-c", python]).arg(out.path().join("a.xlsx")).output()
    else {
        skip("there is no python3");
        return;
    };
    let sheet = String::from_utf8(output.stdout).unwrap();
    assert!(sheet.contains("tabSelected") && sheet.contains("state=\"frozen\""), "{sheet}");
}

#[test]
fn a_text_that_a_cell_cannot_hold_is_told() {
    let (archive, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = Invented { body: "가".repeat(40_000), ..Invented::default() };
    fs::write(archive.path().join("long.md"), file.text()).unwrap();
    for (format, told) in
        [("csv", "The file has all of the text"), ("xlsx", "Cut at the limit of an Excel cell")]
    {
        let path = out.path().join(format!("x.{format}"));
        let args = ["--format", format, "--output", path.to_str().unwrap()];
        let output = seogo(&[&["export", archive.path().to_str().unwrap()], &args[..]].concat());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && stderr.contains(told), "{stderr}");
    }
    let csv = records(&fs::read_to_string(out.path().join("x.csv")).unwrap());
    assert_eq!(csv[0][13].chars().count(), 40_000);
    let rows = sheet(&out.path().join("x.xlsx"), "articles");
    let body = rows[1][13].to_string();
    assert_eq!(body.encode_utf16().count(), 32_767);
    assert!(body.ends_with(']') && rows[1][18] == Data::Float(40_000.0));
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
    assert!(ris.lines().any(|line| !line.is_empty()));
    assert!(ris.lines().all(|line| line.is_empty() || line.get(2..6) == Some("  - ")));
    let count = |start: &str| ris.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((count("TY  - NEWS"), count("ER  - ")), (HARD.len(), HARD.len()));
    let empty: Value =
        serde_json::from_str(&exported(archive.path(), &["없는말입니다", "--format", "csl-json"])).unwrap();
    assert_eq!(empty, serde_json::json!([]));
}

#[test]
fn citations_and_texts_say_that_a_text_is_only_an_excerpt() {
    let out = tempfile::tempdir().unwrap();
    let table = out.path().join("a.csv");
    let said = [
        ("ris", "Excerpt, not the whole text"),
        ("bibtex", "Excerpt, not the whole text"),
        ("csl-json", "Excerpt, not the whole text"),
        ("text", "(본문 발췌)"),
    ];
    for (column, is_excerpt) in [("description", true), ("본문", false)] {
        fs::write(
            &table,
            format!("title,link,pubDate,{column}\n제목,https://example.com/1,2026-01-02,글이다.\n"),
        )
        .unwrap();
        for (format, says) in said {
            assert_eq!(
                exported(&table, &["--format", format]).contains(says),
                is_excerpt,
                "{format} {column}"
            );
        }
    }
}

#[test]
fn versions_of_one_article_have_keys_of_their_own() {
    let text = exported(&seeds(), &["--format", "bibtex", "--all-versions"]);
    let mut keys: Vec<_> = text.lines().filter(|line| line.starts_with("@article{")).collect();
    let all = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!((keys.len(), all), (100, 100));
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
    // Other files are kept, and files exported again are replaced.
    fs::write(folder.join("mine.md"), "나의 글").unwrap();
    assert!(refused(archive.path(), "markdown", &folder).contains("--force"));
    exported(archive.path(), &["--format", "markdown", "--force", "--output", folder.to_str().unwrap()]);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), HARD.len() + 1);
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1);
}

#[test]
fn articles_that_share_a_name_keep_it_when_they_are_exported_again() {
    let out = tempfile::tempdir().unwrap();
    let table = out.path().join("a.csv");
    let rows = (1..=14).map(|at| format!("같은 제목,가나일보,2026-01-02,본문 {at}이다.\n"));
    fs::write(&table, format!("제목,언론사,날짜,본문\n{}", rows.collect::<String>())).unwrap();
    let folders = ["one", "two", "three"].map(|name| out.path().join(name));
    let mut from = &table;
    for folder in &folders {
        exported(from, &["--format", "markdown", "--output", folder.to_str().unwrap()]);
        from = folder;
    }
    let body = |folder: &Path, name: &str| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        text.lines().last().unwrap_or_default().to_owned()
    };
    for entry in fs::read_dir(&folders[0]).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let bodies = folders.each_ref().map(|folder| body(folder, &name));
        assert!(bodies.iter().all(|it| it.starts_with("본문") && *it == bodies[0]), "{name}: {bodies:?}");
    }
    assert!(folders[0].join("2026-01-02 같은 제목 14.md").exists());
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
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 2, "nothing else is left behind");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::write(out.path().join("other"), "").unwrap();
        let mode = |name: &str| fs::metadata(out.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode("out.csv"), mode("other"), "the file gets the usual permissions");
    }
    assert!(refused(&seeds(), "csv", out.path()).contains("something else"));
    assert!(refused(&seeds(), "markdown", &path).contains("something else"));
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
    let mut child = without_cache(Command::new(env!("CARGO_BIN_EXE_seogo")))
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
        skip("there is no python3");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), HARD.len().to_string());
}

/// Exports to a PDF file, and returns its path.
fn printed(archive: &Path, out: &tempfile::TempDir) -> PathBuf {
    let path = out.path().join("x.pdf");
    exported(archive, &["--format", "pdf", "--output", path.to_str().unwrap()]);
    path
}

/// The text of a PDF file without white space; `None` if there is no pdftotext.
fn text_of_pdf(path: &Path) -> Option<String> {
    let output = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(path).arg("-").output();
    let Ok(output) = output else {
        skip("there is no pdftotext");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap().split_whitespace().collect())
}

#[test]
fn the_text_of_a_pdf_copies_out_whole() {
    let (archive, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let paragraph =
        "가나시가 與野 합의로 예산 1조2천억원을 넘겼다고 30일 밝혔다. “늦었지만 다행”이라는 말이 나왔다. ";
    let body = paragraph.repeat(2000 / paragraph.chars().count() + 1);
    let file =
        Invented { title: "예산 통과…시민은 ‘글쎄’".to_owned(), body, ..Invented::default() };
    fs::write(archive.path().join("1.md"), file.text()).unwrap();
    let path = printed(archive.path(), &out);
    let bytes = fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"%PDF-") && bytes.len() <= 120_000, "{} bytes", bytes.len());
    let has = |part: &[u8]| bytes.windows(part.len()).any(|found| found == part);
    assert!(has(b"/StructTreeRoot") && has(b"/Lang") && has(b"/ToUnicode"));
    let Some(text) = text_of_pdf(&path) else { return };
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    assert!(text.contains(&solid("예산 통과…시민은 ‘글쎄’")), "{text}");
    assert!(text.matches(&solid(paragraph)).count() > 5, "{text}");
    assert!(text.contains("SHA-256") && text.contains("수집"), "{text}");
}

#[test]
fn hard_texts_can_be_printed_and_so_can_nothing() {
    let (archive, out) = (hard_archive(), tempfile::tempdir().unwrap());
    assert!(fs::read(printed(archive.path(), &out)).unwrap().starts_with(b"%PDF-"));
    let folder = out.path().join("each");
    exported(archive.path(), &["--format", "pdf", "--output", folder.to_str().unwrap()]);
    assert_eq!(fs::read_dir(folder).unwrap().count(), HARD.len());
    let none = out.path().join("none.pdf");
    exported(archive.path(), &["없는말입니다", "--format", "pdf", "--output", none.to_str().unwrap()]);
    assert!(fs::read(none).unwrap().starts_with(b"%PDF-"));
}

/// A home in which one article is starred and has a note and an orange highlight, and an archive with it.
fn marked_archive() -> (tempfile::TempDir, tempfile::TempDir) {
    let (archive, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let text = "---\nid: 901_0000000001\ntitle: 달팽이 경주\n---\n\n가나시 달팽이가 이겼다고 밝혔다.\n";
    fs::write(archive.path().join("1.md"), text).unwrap();
    let key: ArticleKey = "901_0000000001".into();
    let stamp = Stamp { hash: None, at: "2026-01-02T03:04:05Z".parse().unwrap() };
    let quote = "달팽이가 이겼다".to_owned();
    let place = HighlightPlace { field: HighlightField::Body, start: 4, end: 12, quote };
    let mark = HighlightMark { note: "확인할 것".to_owned(), color: HighlightColor::Orange, stamp };
    let edits = [
        Edit::Star(key.clone(), Some(stamp)),
        Edit::Tag(key.clone(), "경주".to_owned(), Some(stamp)),
        Edit::Note(key.clone(), Some(Note { text: "늦게 읽음".to_owned(), stamp })),
        Edit::Highlight(key, place, Some(mark)),
    ];
    let (mut store, _) = Store::open(&home.path().join("data/seogo/library.sqlite")).unwrap();
    store.write(&edits).unwrap();
    (archive, home)
}

#[test]
fn marks_are_exported_where_they_are_wanted() {
    let (archive, home) = marked_archive();
    let export = |args: &[&str]| {
        let mut command = with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home.path());
        let output = command.arg("export").arg(archive.path()).args(args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let line: Value = serde_json::from_str(&export(&["--format", "jsonl", "--with-marks"])).unwrap();
    let highlight = &line["marks"]["highlights"][0];
    assert_eq!(
        (&line["marks"]["starred"], &line["marks"]["tags"][0], &line["marks"]["note"]),
        (&true.into(), &"경주".into(), &"늦게 읽음".into())
    );
    assert_eq!((&highlight["color"], &highlight["start"]), (&"orange".into(), &4.into()));
    let table = export(&["--format", "csv", "--with-marks"]);
    assert!(table.lines().next().unwrap().ends_with(",my_star,my_tags,my_note,my_highlights"), "{table}");
    assert!(table.contains("[orange] “달팽이가 이겼다” — 확인할 것"), "{table}");
    let folder = home.path().join("markdown");
    export(&["--format", "markdown", "--with-marks", "--output", folder.to_str().unwrap()]);
    let file = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("my_tags: \"경주\"") && text.contains("my_note: \"늦게 읽음\""), "{text}");
    let pdf = home.path().join("x.pdf");
    export(&["--format", "pdf", "--with-marks", "--output", pdf.to_str().unwrap()]);
    if let Some(text) = text_of_pdf(&pdf) {
        assert!(text.contains("“달팽이가이겼다”:확인할것") && text.contains("늦게읽음"), "{text}");
    }
    for format in ["jsonl", "csv"] {
        let text = export(&["--format", format]);
        assert!(!text.contains("경주\"]") && !text.contains("늦게") && !text.contains("my_"), "{text}");
    }
}
