//! `seogo list` as a script uses it.

use crate::support::program::without_cache;
use seogo::archive::{CatalogueBuilder, SegmentBuilder};
use seogo::article::Article;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn seogo(args: &[&str]) -> Output {
    without_cache(Command::new(env!("CARGO_BIN_EXE_seogo")))
        .args(args)
        .env("LC_ALL", "en_US.UTF-8")
        .output()
        .unwrap()
}

fn json(args: &[&str]) -> Vec<Value> {
    let output = seogo(args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn seeds() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").to_str().unwrap().to_owned()
}

#[test]
fn every_sample_is_listed_newest_first_and_without_a_date_last() {
    for reverse in [false, true] {
        let args = ["list", &seeds(), "--json", "--all-versions", "--reverse"];
        let objects = json(&args[..if reverse { 5 } else { 4 }]);
        assert_eq!(objects.len(), 100);
        let dates: Vec<_> = objects.iter().map(|object| object["published"].as_str()).collect();
        let dated = dates.iter().take_while(|date| date.is_some()).count();
        assert!(dated > 60 && dates[dated..].iter().all(Option::is_none));
        let days: Vec<_> = dates[..dated].iter().map(|date| &date.unwrap()[..10]).collect();
        assert!(days.is_sorted_by(|a, b| if reverse { a <= b } else { a >= b }));
    }
}

#[test]
fn an_article_is_listed_once_with_the_number_of_its_versions() {
    let objects = json(&["list", &seeds(), "--json"]);
    let revised: Vec<_> = objects.iter().filter(|object| object["id"] == "912_0000005521").collect();
    assert_eq!(revised.len(), 1);
    assert_eq!(revised[0]["versions"], 3);
    let all = json(&["list", &seeds(), "--json", "--all-versions"]);
    let crawled: Vec<_> = all.iter().filter(|object| object["id"] == "912_0000005521").collect();
    let newest = crawled.iter().map(|object| object["crawled"].as_str()).max().unwrap();
    assert_eq!(revised[0]["crawled"].as_str(), newest);
}

#[test]
fn the_seed_article_has_the_fields_that_its_file_says() {
    let objects = json(&["list", &seeds(), "--json"]);
    let seed = objects.iter().find(|object| object["path"] == "000_ca7e95df10440f8a.txt").unwrap();
    let expected = serde_json::json!({
        "id": "009_0005614000", "title": "더 크고 센 인공지능 …'국가대표 AI' 첫 공개", "publisher": "매일경제", "category": null,
        "categories": [],
        "authors": [{"line": "정호준 기자(jeong.hojun@mk.co.kr)", "name": "정호준", "role": "기자",
                     "email": "jeong.hojun@mk.co.kr", "place": null}],
        "published": "2025-12-30", "crawled": "2025-12-30T08:23:45Z",
        "url": "https://n.news.naver.com/mnews/article/009/0005614000", "oid": "009", "aid": "0005614000",
        "content_hash": "9dcf148fd2d4605f928f203d61bdc79f2781725886afc0953ecce7953e8d09f3",
        "integrity": "intact", "path": "000_ca7e95df10440f8a.txt", "entry": null, "keywords": [],
        "versions": 1, "problems": [], "extra": {}, "original": null, "modified": null, "excerpt": false,
        "kind": "기사", "incident": [], "named": {"person": [], "place": [], "organization": []}, "words": 0,
        "page": null, "edition": null, "medium": null, "excluded": null,
        "length": {"letters": 1818, "without_spaces": 1417}, "inferred": {},
    });
    assert_eq!(seed, &expected);
}

#[test]
fn text_is_one_line_an_article_in_four_columns() {
    let output = seogo(&["list", &seeds(), "--sort", "title", "--limit", "7"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 7);
    let titles: Vec<_> = text.lines().map(|line| line.split('\t').nth(2).unwrap()).collect();
    assert!(titles.is_sorted());
    assert!(text.lines().all(|line| line.split('\t').count() == 4));
}

#[test]
fn what_a_file_says_cannot_work_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let text = "---\ntitle: \"붉은 \u{1b}[31m 글\u{202e}자\"\n---\n\n본문\n";
    fs::write(folder.path().join("1.md"), text).unwrap();
    let output = seogo(&["list", folder.path().to_str().unwrap()]);
    let line = String::from_utf8(output.stdout).unwrap();
    assert!(!line.contains('\u{1b}') && !line.contains('\u{202e}'), "{line:?}");
    assert!(line.contains("[31m"));
}

#[test]
fn what_cannot_be_listed_is_one_line_and_status_one() {
    for path in ["/no/such/folder", "/dev/null"] {
        let output = seogo(&["list", path]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.contains(path), "{told}");
    }
    assert_eq!(seogo(&["list"]).status.code(), Some(2));
    assert_eq!(seogo(&["list", &seeds(), "--sort", "colour"]).status.code(), Some(2));
}

#[test]
fn a_file_of_one_article_stands_for_a_folder() {
    let file = Path::new(&seeds()).join("000_ca7e95df10440f8a.txt");
    let output = seogo(&["list", file.to_str().unwrap(), "--no-cache"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "other files in its folder are not listed");
    assert!(text.ends_with("\t000_ca7e95df10440f8a.txt\n"), "{text}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child = without_cache(Command::new(env!("CARGO_BIN_EXE_seogo")))
        .args(["list", &seeds(), "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn without_a_display_the_window_says_what_to_do() {
    let output = without_cache(Command::new(env!("CARGO_BIN_EXE_seogo")))
        .arg(seeds())
        .env("LC_ALL", "en_US.UTF-8")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.lines().count() == 1 && told.contains("seogo --help"), "{told}");
}

#[test]
fn a_search_prints_what_was_found_where() {
    let objects = json(&["search", &seeds(), "전고체 배터리", "--json"]);
    assert!(!objects.is_empty());
    for object in &objects {
        let kinds = ["exact", "spacing", "hanja", "initials"];
        assert!(kinds.contains(&object["match"].as_str().unwrap()), "{object}");
        assert!(!object["hits"].as_array().unwrap().is_empty());
        for hit in object["hits"].as_array().unwrap().iter().filter(|hit| hit["field"] == "title") {
            let (start, end) =
                (hit["start"].as_u64().unwrap() as usize, hit["end"].as_u64().unwrap() as usize);
            let title: Vec<char> = object["title"].as_str().unwrap().chars().collect();
            let marked: String = title[start..end].iter().collect();
            assert!(["전고체", "배터리"].contains(&marked.as_str()), "{marked}");
        }
    }
    let count = seogo(&["search", &seeds(), "전고체 배터리", "--count"]);
    assert_eq!(String::from_utf8(count.stdout).unwrap(), format!("{}\n", objects.len()));
}

#[test]
fn a_query_may_begin_with_a_minus_and_stand_before_or_after_flags() {
    let all = json(&["list", &seeds(), "--json"]).len();
    let count = |args: &[&str]| {
        let output = seogo(args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().parse::<usize>().unwrap()
    };
    let with = count(&["search", &seeds(), "\"배터리\"", "--count"]);
    assert_eq!(count(&["search", &seeds(), "-배터리", "--count"]), all - with);
    assert_eq!(count(&["search", &seeds(), "--count", "-배터리"]), all - with);
    assert_eq!(count(&["search", "--count", &seeds(), "없는낱말입니다"]), 0);
}

#[cfg(unix)]
#[test]
fn what_of_a_query_is_not_understood_is_told_on_stderr() {
    let output = seogo(&["search", &seeds(), "날짜:2025.13.45 길이:많이", "--count"]);
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().count(), 2, "{told}");
    assert!(told.contains("날짜:2025.13.45") && told.contains("길이:많이"), "{told}");
    assert!(seogo(&["search", &seeds(), "날짜:2025.12.30", "--count"]).stderr.is_empty());
}

#[test]
fn names_that_are_no_text_are_shown_as_far_as_they_are_and_told() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join(std::ffi::OsStr::from_bytes(b"in\xffner"));
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("a.md"), "---\ntitle: a\n---\nb\n").unwrap();
    let objects = json(&["list", folder.path().to_str().unwrap(), "--json"]);
    assert_eq!(objects[0]["path"], "in\u{fffd}ner/a.md");
    assert_eq!(objects[0]["problems"][0]["kind"], "decoded-lossily");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_listed_is_told_and_the_rest_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "---\ntitle: a\n---\nb\n").unwrap();
    // A path longer than the system allows fails even for root.
    let name = "x".repeat(250);
    let mut deep = folder.path().join("d");
    while deep.as_os_str().len() + name.len() < 4090 {
        deep.push(&name);
    }
    fs::create_dir_all(&deep).unwrap();
    fs::rename(folder.path().join("d"), folder.path().join(&name)).unwrap();
    let output = seogo(&["list", folder.path().to_str().unwrap()]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && told.contains("can't list this folder"), "{told}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "\t\ta\ta.md\n");
}

#[test]
fn an_archive_whose_files_all_have_one_id_is_one_article() {
    let article = Article { id: "901_1".to_owned(), ..Article::default() };
    let mut builder = CatalogueBuilder::default();
    for segment in 0..8 {
        let mut rows = SegmentBuilder::default();
        for file in 0..5_000 {
            rows.push(Path::new(&format!("{segment}-{file}.md")), &article.clone().into());
        }
        builder.push(rows.take());
    }
    let catalogue = builder.snapshot();
    let newest = (0..catalogue.len()).filter(|&ordinal| catalogue.is_newest(ordinal));
    assert_eq!(newest.count(), 1);
    assert_eq!(catalogue.revisions(0).map(<[u32]>::len), Some(40_000));
}
