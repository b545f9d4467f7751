//! Backups come back whole, from any version.

use super::*;
use crate::library::ArticleSet;
use std::sync::Arc;

fn stamp(second: i64) -> Stamp {
    Stamp { hash: Some([0xab; 32]), at: Timestamp::from_second(second).unwrap() }
}

fn set() -> ArticleSet {
    ArticleSet {
        query: "날짜:2026-01-07".to_owned(),
        archive: "/raw".to_owned(),
        method: "--size 2".to_owned(),
        seed: Some(7),
        drawing: "sha256-rank 1".to_owned(),
        version: "1".to_owned(),
        frame: 9,
        strata: Vec::new(),
        at: stamp(1).at,
        articles: ["901_1".to_owned(), "901_2".to_owned()].into(),
    }
}

fn marked() -> Marks {
    let key: ArticleKey = "901_1".into();
    let place = HighlightPlace { field: HighlightField::Body, start: 3, end: 5, quote: "문장".to_owned() };
    let note = Note { text: "\"메모\"\n둘째 줄".to_owned(), stamp: stamp(3) };
    let mut marks = Marks::default();
    for edit in [
        Edit::Star(key.clone(), Some(stamp(1))),
        Edit::Read("901_2".into(), Some(Stamp { hash: None, ..stamp(2) })),
        Edit::TagColor("경제".to_owned(), Some(TagColor::Blue)),
        Edit::Tag(key.clone(), "경제".to_owned(), Some(stamp(2))),
        Edit::Note(key.clone(), Some(note)),
        Edit::Highlight(
            key,
            place,
            Some(HighlightMark { note: "근거".to_owned(), color: HighlightColor::Purple, stamp: stamp(4) }),
        ),
        Edit::Search("칩".to_owned(), Some(("반도체".to_owned(), 5))),
        Edit::Code("901_1".into(), "논조".to_owned(), "하나".to_owned(), Some("긍정".to_owned())),
        Edit::Set("표본".to_owned(), Some(Arc::new(set()))),
    ] {
        marks.apply(&edit);
    }
    marks
}

#[test]
fn what_is_backed_up_comes_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("marks.json");
    let marks = marked();
    assert_eq!(backup(&marks, &path, false).unwrap().1, 2);
    assert!(backup(&Marks::default(), &path, false).is_err(), "what is there is not overwritten");
    let mut restored = Marks::default();
    for edit in restored.merging(restore(&path).unwrap()) {
        restored.apply(&edit);
    }
    for key in ["901_1", "901_2"] {
        assert_eq!(restored.of(key), marks.of(key));
    }
    assert_eq!((restored.tags(), restored.searches()), (marks.tags(), marks.searches()));
    assert_eq!((restored.sets(), restored.coded()), (marks.sets(), marks.coded()));
    assert!(marks.merging(restore(&path).unwrap()).is_empty(), "all of it is there");
}

#[test]
fn a_backup_of_the_first_form_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("marks.json");
    let first = r#"{"seogo-library": 1, "articles": [{"article": "901_1", "tags": ["경제"]}]}"#;
    std::fs::write(&path, first).unwrap();
    let unknown = Stamp { hash: None, at: Timestamp::UNIX_EPOCH };
    let tag = Edit::Tag("901_1".into(), "경제".to_owned(), Some(unknown));
    assert_eq!(restore(&path).unwrap(), [tag]);
}

#[test]
fn a_tag_or_search_without_a_name_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("marks.json");
    let text = r#"{"seogo-library": 2, "tags": [{"name": "", "color": "red"}, {"name": "경제", "color": "red"}],
        "searches": [{"name": " ", "query": "가"}], "articles": [
        {"article": "901_1", "tags": ["", "경제"]}, {"article": "", "tags": ["경제"]}]}"#;
    std::fs::write(&path, text).unwrap();
    let unknown = Stamp { hash: None, at: Timestamp::UNIX_EPOCH };
    let color = Edit::TagColor("경제".to_owned(), Some(TagColor::Red));
    assert_eq!(restore(&path).unwrap(), [color, Edit::Tag("901_1".into(), "경제".to_owned(), Some(unknown))]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_backup_and_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    assert!(matches!(restore(&path), Err(LibraryError::Io(..))));
    assert!(backup(&marked(), &path, true).is_err());
}

#[test]
fn restoring_takes_nothing_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("marks.json");
    backup(&marked(), &path, true).unwrap();
    let mut marks = Marks::default();
    let newer = Note { text: "새 메모".to_owned(), stamp: stamp(9) };
    marks.apply(&Edit::Note("901_1".into(), Some(newer.clone())));
    marks.apply(&Edit::TagColor("경제".to_owned(), Some(TagColor::Red)));
    for edit in marks.merging(restore(&path).unwrap()) {
        marks.apply(&edit);
    }
    assert_eq!(marks.of("901_1").note, Some(newer));
    assert_eq!(marks.tag_color("경제"), TagColor::Red);
    assert!(marks.of("901_1").star.is_some());
}

#[test]
fn what_is_no_backup_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for text in ["", "[]", "{\"seogo-library\": 99}", "{\"articles\": 3}", "\u{0}"] {
        let path = folder.path().join("other.json");
        std::fs::write(&path, text).unwrap();
        assert!(matches!(restore(&path), Err(LibraryError::Io(..))), "{text}");
    }
    assert!(restore(&folder.path().join("absent.json")).is_err());
}
