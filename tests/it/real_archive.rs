//! Compares every file of the real archive with an independent reader in another language.

use crate::support::real_archive::folder;
use crate::support::skipped::skip;
use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use crate::generated::parse;
use seogo::article::Integrity;
use seogo::export::full_article_object;
use seogo::view::problem_in_english;
use serde_json::Value;

fn articles(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let files =
        entries.filter(|entry| entry.path().extension().is_some_and(|end| end == "md" || end == "txt"));
    files
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

#[test]
fn every_file_is_sound() {
    let Some(folder) = folder() else { return };
    for (name, bytes) in articles(&folder) {
        let article = parse(&bytes);
        assert_eq!(article.problems, [], "{name}");
        assert_eq!(article.integrity(), Integrity::Intact, "{name}");
        assert!(!article.title.is_empty() && !article.id.is_empty() && article.crawled.is_some(), "{name}");
    }
}

#[test]
fn every_field_is_what_another_reader_reads() {
    let Some(folder) = folder() else { return };
    let Some(read_otherwise) = run_oracle(&folder) else { return };
    let articles = articles(&folder);
    assert_eq!(articles.len(), read_otherwise.len());
    let mut people = (0, 0);
    for (name, bytes) in articles {
        let article = parse(&bytes);
        let object = full_article_object(&name, None, &article, problem_in_english);
        let object = serde_json::to_value(object).unwrap();
        compare(&name, &object, &read_otherwise[&name], &mut people);
    }
    let (compared, all) = people;
    println!("{all} author lines, {compared} of them compared in all their fields");
    assert!(compared * 10 > all * 8);
}

/// The articles as read by the other reader, by file name.
pub(crate) fn run_oracle(folder: &Path) -> Option<HashMap<String, Value>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/read.py");
    let Ok(output) = Command::new("python3").arg(script).arg(folder).output() else {
        skip("there is no python3");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    let objects = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    Some(objects.map(|object| (object["path"].as_str().unwrap().to_owned(), object)).collect())
}

/// Compares an article with the other reader's result, which leaves out what it is not sure of.
pub(crate) fn compare(name: &str, ours: &Value, theirs: &Value, people: &mut (usize, usize)) {
    for (key, value) in theirs.as_object().unwrap() {
        if key != "authors" {
            assert_eq!(&ours[key], value, "{key} of {name}");
        }
    }
    let (ours, theirs) = (ours["authors"].as_array().unwrap(), theirs["authors"].as_array().unwrap());
    assert_eq!(ours.len(), theirs.len(), "authors of {name}");
    for (ours, theirs) in ours.iter().zip(theirs) {
        for (key, value) in theirs.as_object().unwrap() {
            assert_eq!(&ours[key], value, "author's {key} in {name}: {}", theirs["line"]);
        }
        *people = (people.0 + usize::from(theirs.get("name").is_some()), people.1 + 1);
    }
}
