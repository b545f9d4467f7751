//! `seogo sample`: samples are drawn again by simple code from `seogo list --json`.

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
