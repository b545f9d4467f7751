//! The length of texts, which is the same wherever it is asked for: without trailers, in letters.

use crate::support::program::without_cache;
use crate::support::window::opened;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn seogo(args: &[&str]) -> String {
    let output = without_cache(Command::new(env!("CARGO_BIN_EXE_seogo")))
        .args(args)
        .env("LC_ALL", "en_US.UTF-8")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn listed(args: &[&str]) -> Vec<Value> {
    seogo(args).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn queries_orders_and_lists_count_the_same_letters() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let seeds = seeds.to_str().unwrap();
    let letters: Vec<Option<u64>> = listed(&["list", seeds, "--sort", "length", "--json"])
        .iter()
        .map(|article| article["length"]["letters"].as_u64())
        .collect();
    let known = letters.iter().take_while(|it| it.is_some()).count();
    assert!(known > 50 && letters[known..].iter().all(Option::is_none), "{letters:?}");
    assert!(letters[..known].is_sorted_by(|one, next| one >= next), "{letters:?}");
    let (longest, median) = (letters[0].unwrap(), letters[known / 2].unwrap());
    for limit in [0, median - 1, median, 1000, longest - 1, longest] {
        let expected = letters.iter().flatten().filter(|&&letters| letters > limit).count();
        for query in [format!("length:>{limit}"), format!("길이:>{limit}")] {
            let counted = seogo(&["search", seeds, &query, "--count"]);
            assert_eq!(counted.trim(), expected.to_string(), "{query}");
        }
    }
    let reversed = listed(&["list", seeds, "--sort", "length", "--reverse", "--limit", "1", "--json"]);
    assert_eq!(reversed[0]["length"]["letters"].as_u64(), letters[known - 1]);
}

#[test]
fn a_trailer_counts_nowhere_and_sheets_have_two_hundred_letters() {
    let folder = tempfile::tempdir().unwrap();
    let body = format!("{}다.\n\n무단 전재 및 재배포 금지", "가 ".repeat(154));
    fs::write(folder.path().join("a.md"), format!("---\nid: 901_1\ntitle: 제목\n---\n\n{body}\n")).unwrap();
    fs::write(
        folder.path().join("b.jsonl"),
        "{\"title\":\"발췌\",\"description\":\"발췌다.\",\"date\":\"2026-01-02\"}",
    )
    .unwrap();
    let path = folder.path().to_str().unwrap();
    assert_eq!(seogo(&["search", path, "length:310", "--count"]).trim(), "1");
    assert_eq!(
        seogo(&["search", path, "length:>=0", "--count"]).trim(),
        "1",
        "an excerpt's length isn't known"
    );
    let table = seogo(&["export", path, "length:310", "--format", "csv"]);
    let head = table.lines().next().unwrap();
    assert!(head.ends_with("page,length,length_without_spaces,sheets"), "{head}");
    assert!(table.trim_end().ends_with(",310,156,1.6"), "{table}");
}

#[test]
fn the_details_say_how_long_a_text_is() {
    let (mut window, _archive) = opened(3);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.wait_for("15자(공백 빼고 13자), 200자 원고지 0.1매");
}
