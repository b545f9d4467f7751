//! `seogo sample` and `seogo agree`: samples are drawn again by simple code from `seogo list --json`, kept as sets, coded
//! in sheets, and the codes compared.

use crate::support::program::{with_home, without_cache};
use jiff::civil::Date;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn seogo(home: &Path, args: &[&str]) -> Output {
    let mut command = without_cache(with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home));
    command.args(args).output().unwrap()
}

fn objects(home: &Path, args: &[&str]) -> Vec<Value> {
    let output = seogo(home, args);
    assert!(output.status.success(), "{args:?}: {}", told(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn write(path: &Path, number: u32, day: u32, publisher: &str) {
    let text = format!(
        "---\nid: 901_{number:010}\ntitle: \"소식 {number}\"\npublisher: {publisher}\n\
         published_at: 2025-12-{day:02} 00:00\n---\n\n달팽이가 {number}번째로 이겼다.\n"
    );
    fs::write(path.join(format!("{number}.md")), text).unwrap();
}

/// An archive of 90 articles of 28 days, without crawl times.
fn archive() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raw");
    fs::create_dir_all(&path).unwrap();
    for number in 0..90 {
        let publisher =
            if number < 2 { "다라신문" } else { ["가람일보", "나루신문"][number as usize % 2] };
        write(&path, number, 1 + number % 28, publisher);
    }
    (folder, path)
}

fn number(seed: u64, text: &str) -> Vec<u8> {
    Sha256::digest(format!("{seed}:{text}")).to_vec()
}

fn ids(articles: &[Value]) -> Vec<String> {
    articles.iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

/// The `size` names with the smallest numbers.
fn smallest(mut names: Vec<String>, size: usize, seed: u64) -> BTreeSet<String> {
    names.sort_by_key(|name| number(seed, name));
    names.into_iter().take(size).collect()
}

#[test]
fn a_script_draws_the_same_articles() {
    let (home, path) = archive();
    let folder = path.to_str().unwrap();
    let list = objects(home.path(), &["list", folder, "--json"]);
    let drawn = |args: &[&str]| {
        let found = objects(home.path(), &[&["sample", folder, "--seed", "7", "--json"], args].concat());
        // In the order of the list.
        let own: BTreeSet<String> = ids(&found).into_iter().collect();
        let listed: Vec<String> = ids(&list).into_iter().filter(|id| own.contains(id)).collect();
        assert_eq!(ids(&found), listed);
        (own, found)
    };
    let (simple, found) = drawn(&["--size", "12"]);
    assert_eq!(simple, smallest(ids(&list), 12, 7));
    assert!(found.iter().all(|it| it["stratum"].is_null()));

    let (stratified, found) = drawn(&["--size", "4", "--each", "publisher"]);
    let mut publishers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for article in &list {
        let publisher = article["publisher"].as_str().unwrap().to_owned();
        publishers.entry(publisher).or_default().extend(ids(std::slice::from_ref(article)));
    }
    let expected = publishers.values().flat_map(|own| smallest(own.clone(), 4, 7)).collect();
    assert_eq!((stratified.len(), &stratified), (10, &expected));
    assert!(found.iter().all(|it| it["stratum"] == it["publisher"]));

    let (systematic, _) = drawn(&["--every", "8"]);
    let mut by_day: Vec<(String, String)> = list
        .iter()
        .map(|it| (it["published"].as_str().unwrap().to_owned(), it["id"].as_str().unwrap().to_owned()))
        .collect();
    by_day.sort();
    let start = number(7, "start");
    let start = u32::from_be_bytes(start[..4].try_into().unwrap()) as usize % 8;
    assert_eq!(systematic, by_day.into_iter().skip(start).step_by(8).map(|(_, id)| id).collect());
}

#[test]
fn constructed_weeks_have_days_of_each_weekday() {
    let (home, path) = archive();
    let folder = path.to_str().unwrap();
    let asked = ["sample", folder, "--seed", "3", "--weeks", "2", "--days", "mon-sat", "--json"];
    let found = objects(home.path(), &asked);
    let list = objects(home.path(), &["list", folder, "--json"]);
    let days: BTreeSet<String> = list.iter().map(|it| it["published"].as_str().unwrap().to_owned()).collect();
    let mut weekdays: BTreeMap<i8, Vec<String>> = BTreeMap::new();
    for day in days {
        let weekday = day.parse::<Date>().unwrap().weekday().to_monday_zero_offset();
        weekdays.entry(weekday).or_default().push(day);
    }
    let own = weekdays.into_iter().filter(|(weekday, _)| *weekday < 6);
    let chosen: BTreeSet<String> = own.flat_map(|(_, days)| smallest(days, 2, 3)).collect();
    assert_eq!(chosen.len(), 12);
    let expected: Vec<Value> =
        list.into_iter().filter(|it| chosen.contains(it["published"].as_str().unwrap())).collect();
    assert_eq!(ids(&found), ids(&expected), "all articles of these days");
    let lengths = objects(home.path(), &["sample", folder, "--seed", "3", "--size", "2", "--json"]);
    assert!(lengths.iter().all(|article| article["length"]["letters"].as_u64() > Some(0)), "{lengths:?}");
    let fewer = seogo(home.path(), &["sample", folder, "--seed", "3", "--weeks", "9", "--days", "sun"]);
    assert!(told(&fewer).contains("sun 4/9"), "{}", told(&fewer));
    let wrong = seogo(home.path(), &["sample", folder, "--seed", "3", "--weeks", "9", "--days", "someday"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_sample_is_the_same_after_articles_were_added_outside_its_frame() {
    let (home, path) = archive();
    let folder = path.to_str().unwrap();
    let asked = ["sample", folder, "publisher:가람일보", "--seed", "5", "--size", "9", "--json"];
    let before = ids(&objects(home.path(), &asked));
    (200..260).for_each(|number| write(&path, number, 1 + number % 28, "나루신문"));
    assert_eq!(ids(&objects(home.path(), &asked)), before);
    let other = ["sample", folder, "publisher:가람일보", "--seed", "6", "--size", "9", "--json"];
    assert_ne!(ids(&objects(home.path(), &other)), before);
    let all = seogo(home.path(), &["sample", folder, "publisher:다라신문", "--seed", "5", "--size", "9"]);
    assert!(told(&all).contains("the frame has only 2 articles"), "{}", told(&all));
    for wrong in [&["--size", "9"][..], &["--seed", "1"], &["--seed", "1", "--size", "2", "--every", "3"]] {
        let output = seogo(home.path(), &[&["sample", folder], wrong].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn a_set_is_kept_found_and_says_what_is_gone() {
    let (home, path) = archive();
    let folder = path.to_str().unwrap();
    let asked =
        ["sample", folder, "publisher:가람일보", "--seed", "5", "--size", "9", "--set", "첫 표본", "--json"];
    let drawn: BTreeSet<String> = ids(&objects(home.path(), &asked)).into_iter().collect();
    let found = objects(home.path(), &["search", folder, "set:\"첫 표본\"", "--json"]);
    assert_eq!(ids(&found).into_iter().collect::<BTreeSet<_>>(), drawn);
    let rest = seogo(home.path(), &["search", folder, "-세트:첫*", "--count"]);
    assert_eq!(String::from_utf8_lossy(&rest.stdout).trim(), "81");
    let again = seogo(home.path(), &asked);
    assert_eq!(again.status.code(), Some(1));
    assert!(told(&again).contains("--force"), "{}", told(&again));
    assert!(seogo(home.path(), &[&asked[..], &["--force"]].concat()).status.success());
    for wrong in ["", "a*b", "a\"b"] {
        let args = ["sample", folder, "--seed", "5", "--size", "9", "--set", wrong];
        assert_eq!(seogo(home.path(), &args).status.code(), Some(2), "{wrong}");
    }
    // A file goes; the set says so.
    let first = found[0]["path"].as_str().unwrap();
    fs::remove_file(path.join(first)).unwrap();
    let left = seogo(home.path(), &["search", folder, "set:\"첫 표본\"", "--count"]);
    assert_eq!(String::from_utf8_lossy(&left.stdout).trim(), "8");
    assert!(
        told(&left).contains("Of the 9 articles of the set '첫 표본', 1 is not in this folder"),
        "{}",
        told(&left)
    );
    let none = seogo(home.path(), &["search", folder, "set:없음", "--count"]);
    assert!(told(&none).contains("no set '없음'"), "{}", told(&none));
}

/// Fills in a coding sheet as CSV: the given column by a function of the article's number in the archive.
fn filled(home: &Path, sheet: &str, keys: &[String], code: impl Fn(usize) -> String) -> String {
    let mut text = "\u{feff}key,url,title,text,논조\r\n".to_owned();
    for key in keys {
        let number: usize = key.trim_start_matches("901_").parse().unwrap();
        text.push_str(&format!("{key},,,\"글,\n둘째 줄\",{}\r\n", code(number)));
    }
    let path = home.join(sheet);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The keys in the first column of a workbook.
fn keys_of(path: &Path) -> Vec<String> {
    use calamine::{Reader, Xlsx, open_workbook};
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    range.rows().skip(1).map(|row| row[0].to_string()).collect()
}

#[test]
fn sheets_are_written_for_each_coder_and_their_agreement_is_told() {
    let (home, path) = archive();
    let folder = path.to_str().unwrap();
    let sheet = home.path().join("codes.xlsx");
    let asked = [
        "sample",
        folder,
        "--seed",
        "5",
        "--size",
        "40",
        "--sheet",
        sheet.to_str().unwrap(),
        "--coders",
        "2",
        "--overlap",
        "50%",
        "--variables",
        "주제,논조=1|2|3",
    ];
    let output = seogo(home.path(), &asked);
    assert!(output.status.success(), "{}", told(&output));
    let keys = [1, 2].map(|coder| keys_of(&home.path().join(format!("codes-{coder}.xlsx"))));
    assert_eq!(keys.each_ref().map(Vec::len), [30, 30]);
    assert!(home.path().join("codes-book.xlsx").exists());
    assert_eq!(seogo(home.path(), &asked).status.code(), Some(1), "nothing is overwritten");
    let empty: Vec<String> =
        [1, 2].map(|it| home.path().join(format!("codes-{it}.xlsx")).display().to_string()).into();
    let nothing = objects(home.path(), &["agree", &empty[0], &empty[1], "--json"]);
    assert_eq!((nothing.len(), &nothing[1]["n"], &nothing[1]["kappa"]), (2, &Value::from(0), &Value::Null));

    let one = filled(home.path(), "하나.csv", &keys[0], |number| (1 + number % 3).to_string());
    let other = filled(home.path(), "둘.csv", &keys[1], |number| {
        if number % 10 == 0 {
            String::new()
        } else {
            (1 + (number + usize::from(number % 7 == 0)) % 3).to_string()
        }
    });
    let common: BTreeSet<&String> = keys[0].iter().filter(|key| keys[1].contains(key)).collect();
    let number = |key: &&String| key.trim_start_matches("901_").parse::<usize>().unwrap();
    let coded: Vec<usize> = common.iter().map(&number).filter(|number| number % 10 != 0).collect();
    let differ: BTreeSet<String> =
        coded.iter().filter(|it| **it % 7 == 0).map(|it| format!("901_{it:010}")).collect();
    let found = objects(home.path(), &["agree", &one, &other, "--keep", "--set", "갈림", "--json"]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0]["variable"].as_str(), found[0]["n"].as_u64()),
        (Some("논조"), Some(coded.len() as u64))
    );
    let share = 1.0 - differ.len() as f64 / coded.len() as f64;
    assert!((found[0]["agreement"].as_f64().unwrap() - share).abs() < 1e-6, "{found:?}");
    for measure in ["kappa", "alpha_nominal", "alpha_ordinal", "alpha_interval"] {
        assert!(found[0][measure].as_f64().is_some_and(|it| it > 0.3 && it < 1.0), "{measure}: {found:?}");
    }
    assert!(!differ.is_empty());
    let set = objects(home.path(), &["search", folder, "set:갈림", "--json"]);
    assert_eq!(ids(&set).into_iter().collect::<BTreeSet<_>>(), differ);
    let ones: BTreeSet<String> =
        ids(&objects(home.path(), &["search", folder, "code.논조:1", "--json"])).into_iter().collect();
    let first = keys[0].iter().filter(|key| number(key) % 3 == 0);
    assert!(first.clone().count() > 3 && first.clone().all(|key| ones.contains(key)));
    let korean = seogo(home.path(), &["search", folder, "코드.논조:* -코드.주제:*", "--count"]);
    let any = keys[0].iter().chain(keys[1].iter().filter(|key| number(key) % 10 != 0));
    let any: BTreeSet<&String> = any.collect();
    assert_eq!(String::from_utf8_lossy(&korean.stdout).trim(), any.len().to_string());
}

#[test]
fn sheets_that_say_nothing_are_told() {
    let home = tempfile::tempdir().unwrap();
    let keys: Vec<String> = (0..6).map(|at| format!("901_{at:010}")).collect();
    let one = filled(home.path(), "one.csv", &keys, |_| "긍정".to_owned());
    let same = filled(home.path(), "same.csv", &keys, |_| "긍정".to_owned());
    let output = seogo(home.path(), &["agree", &one, &same]);
    assert!(told(&output).contains("all codes are the same"), "{}", told(&output));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("논조\tagreement\t1.000") && text.contains("논조\tkappa\t–"), "{text}");
    // Some programs write whole numbers with a fraction.
    let whole = filled(home.path(), "whole.csv", &keys, |number| (number % 2).to_string());
    let fraction = filled(home.path(), "fraction.csv", &keys, |number| format!("{}.0", number % 2));
    let found = objects(home.path(), &["agree", &whole, &fraction, "--json"]);
    assert_eq!((found[0]["kappa"].as_f64(), found[0]["alpha_interval"].as_f64()), (Some(1.0), Some(1.0)));
    let never = filled(home.path(), "never.csv", &keys[2..], |_| "부정 ".to_owned());
    let found = objects(home.path(), &["agree", &one, &never, "--variables", "논조=긍정|중립", "--json"]);
    assert_eq!((found[0]["n"].as_u64(), found[0]["agreement"].as_f64()), (Some(4), Some(0.0)));
    assert!(found[0]["alpha_nominal"].as_f64().unwrap() < 0.0 && found[0]["alpha_interval"].is_null());
    let foreign = seogo(home.path(), &["agree", &one, &never, "--variables", "논조=긍정|중립"]);
    assert!(
        told(&foreign).contains("4 codes are of '논조' not among its values: 부정"),
        "{}",
        told(&foreign)
    );
    let no_key = home.path().join("other.csv");
    fs::write(&no_key, "가,나\n1,2\n").unwrap();
    let output = seogo(home.path(), &["agree", &one, no_key.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("no column 'key'"), "{}", told(&output));
    assert_eq!(seogo(home.path(), &["agree", &one, "/no/such.xlsx"]).status.code(), Some(1));
    assert_eq!(seogo(home.path(), &["agree", &one, &one]).status.code(), Some(2));
}

#[test]
fn a_variable_before_a_group_is_that_of_all_its_codes() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for number in 1..4 {
        let text = format!("---\nid: 901_{number}\ntitle: 제목\n---\n\n본문이다.\n");
        fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    let sheets = ["하나.csv", "둘.csv"].map(|name| {
        let path = home.path().join(name);
        fs::write(&path, "key,논조,주제\n901_1,1,2\n901_2,2,1\n901_3,3,3\n").unwrap();
        path.to_str().unwrap().to_owned()
    });
    assert!(seogo(home.path(), &["agree", &sheets[0], &sheets[1], "--keep"]).status.success());
    let folder = folder.path().to_str().unwrap();
    for (query, expected) in [
        ("code.논조:1", &["901_1"][..]),
        ("code.논조:(1)", &["901_1"]),
        ("code.논조:\"1\"", &["901_1"]),
        ("코드.논조:(1 OR 4)", &["901_1"]),
        ("code.논조:(\"1\" OR (3))", &["901_1", "901_3"]),
        ("code.논조:(1 OR code.주제:1)", &["901_1", "901_2"]),
        ("code.논조:(4 OR code:1)", &["901_1", "901_2"]),
        ("code:(code.주제:(1) OR 3)", &["901_2", "901_3"]),
        ("code:(1)", &["901_1", "901_2"]),
        ("code.논조:* -code.논조:(1 OR 2)", &["901_3"]),
    ] {
        let mut found = ids(&objects(home.path(), &["search", folder, query, "--json"]));
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
}
