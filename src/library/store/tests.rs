//! Tests of the file of marks: what is kept, and what becomes of a file that can't be used.

use super::*;
use crate::library::{HighlightField, HighlightPlace, Note, Stamp, TagColor};
use jiff::Timestamp;
use std::fs;

fn stamp() -> Stamp {
    Stamp { hash: Some([9; 32]), at: Timestamp::from_second(1_767_225_600).unwrap() }
}

fn star(key: &str) -> Edit {
    Edit::Star(key.into(), Some(stamp()))
}

fn library() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/library.sqlite");
    (folder, path)
}

fn open(path: &Path) -> Store {
    let (store, told) = Store::open(path).unwrap();
    assert!(told.is_none(), "{told:?}");
    store
}

fn stars(store: &Store) -> Vec<String> {
    let marks = store.read().unwrap();
    let mut keys: Vec<_> = marks.articles().map(|(key, _)| key.to_string()).collect();
    keys.sort();
    keys
}

#[test]
fn every_kind_of_mark_is_kept_and_taken_away() {
    let (_folder, path) = library();
    let place = HighlightPlace { field: HighlightField::Body, start: 2, end: 4, quote: "문장".to_owned() };
    let edits = [
        star("901_1"),
        Edit::Read("901_1".into(), Some(stamp())),
        Edit::TagColor("경제".to_owned(), Some(TagColor::Green)),
        Edit::Tag("901_1".into(), "경제".to_owned(), Some(stamp())),
        Edit::Note("901_2".into(), Some(Note { text: "메모\n둘째 줄".to_owned(), stamp: stamp() })),
        Edit::Highlight("901_1".into(), place, Some(("근거".to_owned(), stamp()))),
        Edit::Search("칩".to_owned(), Some(("반도체 is:unread".to_owned(), 2))),
    ];
    let mut marks = Marks::default();
    let undo: Vec<_> = edits.iter().rev().map(|edit| marks.apply(edit).unwrap()).collect();
    open(&path).write(&edits).unwrap();
    let mut store = open(&path);
    let kept = store.read().unwrap();
    for key in ["901_1", "901_2"] {
        assert_eq!(kept.of(key), marks.of(key));
    }
    assert_eq!((kept.tags(), kept.searches()), (marks.tags(), marks.searches()));
    store.write(&undo).unwrap();
    let left = open(&path).read().unwrap();
    assert_eq!(left.articles().count() + left.tags().len() + left.searches().len(), 0);
}

#[test]
fn two_windows_keep_what_both_mark_and_see_each_other() {
    let (_folder, path) = library();
    let (mut first, mut second) = (open(&path), open(&path));
    first.write(&[star("901_1")]).unwrap();
    assert!(!first.was_changed(), "by itself");
    assert!(second.was_changed() && !second.was_changed());
    second.write(&[star("901_2"), Edit::Tag("901_1".into(), "가".to_owned(), Some(stamp()))]).unwrap();
    assert_eq!(stars(&first), ["901_1", "901_2"]);
    assert!(first.read().unwrap().of("901_1").star.is_some());
}

/// Writes a file as an earlier version of the tables was, with something in it.
fn write_version(path: &Path, version: usize, rows: &str) {
    let mut connection = Connection::open(path).unwrap();
    let transaction = connection.transaction().unwrap();
    tables::STEPS[..version].iter().for_each(|step| step.take(&transaction).unwrap());
    transaction.execute_batch(rows).unwrap();
    transaction.pragma_update(None, "user_version", version as i64).unwrap();
    transaction.commit().unwrap();
}

#[test]
fn saved_searches_find_what_they_found_before_bounds_took_in_their_day() {
    let (_folder, path) = library();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    write_version(&path, 2, "INSERT INTO search VALUES ('연말', '금리 이후:2025-12-28 -이전:2025', 0)");
    for _ in 0..2 {
        let marks = open(&path).read().unwrap();
        let queries: Vec<&str> = marks.searches().iter().map(|saved| saved.query.as_str()).collect();
        assert_eq!(queries, ["금리 후:2025-12-28 -전:2025"]);
    }
}

#[test]
fn tags_of_the_first_version_stay_without_a_version_of_their_article() {
    let (_folder, path) = library();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    write_version(&path, 1, "INSERT INTO tagged VALUES ('901_1', '경제')");
    let unknown = Stamp { hash: None, at: Timestamp::UNIX_EPOCH };
    let tagged = |store: &Store| store.read().unwrap().of("901_1").tagged.clone();
    assert_eq!(tagged(&Store::open_to_read(&path).unwrap().unwrap()), [unknown]);
    let mut store = open(&path);
    assert_eq!(tagged(&store), [unknown]);
    store.write(&[Edit::Tag("901_1".into(), "나".to_owned(), Some(stamp()))]).unwrap();
    assert_eq!(tagged(&open(&path)), [unknown, stamp()]);
}

#[test]
fn a_broken_file_is_set_aside_whole_and_told() {
    let (_folder, path) = library();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let rubbish = b"this is no database, but a reader's file all the same".repeat(40);
    fs::write(&path, &rubbish).unwrap();
    let (mut store, told) = Store::open(&path).unwrap();
    let Some(StoreTrouble::SetAside(_, other)) = told else { panic!("{told:?}") };
    assert_eq!(fs::read(other).unwrap(), rubbish);
    store.write(&[star("901_1")]).unwrap();
    assert_eq!(stars(&open(&path)), ["901_1"]);
}

#[test]
fn a_file_with_a_damaged_page_is_set_aside() {
    let (_folder, path) = library();
    let mut store = open(&path);
    for number in 0..2000 {
        store.write(&[star(&format!("901_{number}"))]).unwrap();
        if number == 0 {
            store.connection.pragma_update(None, "synchronous", "off").unwrap();
        }
    }
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 6000].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    let (_, told) = Store::open(&path).unwrap();
    let Some(StoreTrouble::SetAside(_, other)) = told else { panic!("{told:?}") };
    assert_eq!(fs::read(other).unwrap(), bytes);
}

#[test]
fn a_file_of_a_newer_version_is_read_and_never_written() {
    let (_folder, path) = library();
    let mut store = open(&path);
    store.write(&[star("901_1")]).unwrap();
    store.connection.pragma_update(None, "user_version", tables::VERSION + 1).unwrap();
    drop(store);
    let before = fs::read(&path).unwrap();
    let (mut store, told) = Store::open(&path).unwrap();
    assert!(matches!(told, Some(StoreTrouble::Newer(_))), "{told:?}");
    assert!(!store.is_writable());
    assert_eq!(stars(&store), ["901_1"]);
    assert!(matches!(store.write(&[star("901_2")]), Err(StoreTrouble::ReadOnly(_))));
    drop(store);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_locked_file_is_told_and_left_alone() {
    let (_folder, path) = library();
    let mut store = open(&path);
    store.write(&[star("901_1")]).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    store.connection.busy_timeout(Duration::ZERO).unwrap();
    assert!(matches!(store.write(&[star("901_2")]), Err(StoreTrouble::Locked(_))));
    other.execute_batch("COMMIT").unwrap();
    store.write(&[star("901_2")]).unwrap();
    assert_eq!(stars(&store), ["901_1", "901_2"]);
}

#[test]
fn a_full_disk_loses_nothing_that_was_saved() {
    let (_folder, path) = library();
    let mut store = open(&path);
    store.write(&[star("901_1")]).unwrap();
    let pages: i64 = store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.connection.pragma_update(None, "max_page_count", pages).unwrap();
    let text = "긴 메모 ".repeat(100_000);
    let note = Edit::Note("901_2".into(), Some(Note { text, stamp: stamp() }));
    assert!(matches!(store.write(&[star("901_3"), note]), Err(StoreTrouble::Failed(..))));
    assert_eq!(stars(&store), ["901_1"], "all of a change or none");
    assert_eq!(stars(&open(&path)), ["901_1"]);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_written_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = library();
    open(&path).write(&[star("901_1")]).unwrap();
    let permit = |mode| {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        fs::set_permissions(path.parent().unwrap(), fs::Permissions::from_mode(mode | 0o111)).unwrap();
    };
    permit(0o444);
    // Root may write everything.
    let may_write = fs::OpenOptions::new().append(true).open(&path).is_ok();
    if !may_write {
        let (store, told) = Store::open(&path).unwrap();
        assert!(matches!(told, Some(StoreTrouble::ReadOnly(_))), "{told:?}");
        assert_eq!(stars(&store), ["901_1"]);
    }
    assert_eq!(stars(&Store::open_to_read(&path).unwrap().unwrap()), ["901_1"]);
    permit(0o755);
}

#[test]
fn reading_alone_makes_no_file() {
    let (_folder, path) = library();
    assert!(Store::open_to_read(&path).unwrap().is_none());
    assert!(!path.exists());
}
