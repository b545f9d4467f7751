//! Tests of the marks database: what is saved, and what happens to a file that can't be used.

use super::*;
use crate::library::{HighlightColor, HighlightField, HighlightMark, HighlightPlace, Note, Stamp, TagColor};
use jiff::Timestamp;
use std::fs;
use std::sync::Arc;

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
    let marks = store.read().unwrap().0;
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
        Edit::Highlight(
            "901_1".into(),
            place,
            Some(HighlightMark { note: "근거".to_owned(), color: HighlightColor::Orange, stamp: stamp() }),
        ),
        Edit::Search("칩".to_owned(), Some(("반도체 is:unread".to_owned(), 2))),
        Edit::Set("표본".to_owned(), Some(Arc::new(set()))),
        Edit::Code("901_2".into(), "논조".to_owned(), "하나".to_owned(), Some("긍정".to_owned())),
    ];
    let mut marks = Marks::default();
    let undo: Vec<_> = edits.iter().rev().map(|edit| marks.apply(edit).unwrap()).collect();
    open(&path).write(&edits).unwrap();
    let mut store = open(&path);
    let kept = store.read().unwrap().0;
    for key in ["901_1", "901_2"] {
        assert_eq!(kept.of(key), marks.of(key));
    }
    assert_eq!((kept.tags(), kept.searches()), (marks.tags(), marks.searches()));
    assert_eq!((kept.sets(), kept.coded()), (marks.sets(), marks.coded()));
    store.write(&undo).unwrap();
    let left = open(&path).read().unwrap().0;
    assert_eq!(left.articles().count() + left.tags().len() + left.searches().len(), 0);
    assert!(left.sets().is_empty() && left.coded().is_empty());
}

fn set() -> crate::library::ArticleSet {
    let text = r#"{"query": "날짜:2026-01-07", "archive": "/raw", "method": "--size 2", "seed": 7, "drawing": "sha256-rank 1",
        "version": "1", "frame": 9, "strata": [{"name": "가", "of": 9, "drawn": 2}], "at": "2026-01-07T00:00:00Z",
        "articles": ["901_1", "901_2"]}"#;
    serde_json::from_str(text).unwrap()
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
    assert!(first.read().unwrap().0.of("901_1").star.is_some());
}

/// Writes a file with the tables of an earlier version and some rows.
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
        let marks = open(&path).read().unwrap().0;
        let queries: Vec<&str> = marks.searches().iter().map(|saved| saved.query.as_str()).collect();
        assert_eq!(queries, ["금리 후:2025-12-28 -전:2025"]);
    }
}

#[test]
fn highlights_from_before_they_had_colours_are_green() {
    let (_folder, path) = library();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    write_version(&path, 5, "INSERT INTO highlight VALUES ('901_1', 'body', 1, 3, '말', '', NULL, 0)");
    let colors = |store: &Store| {
        let marks = store.read().unwrap().0;
        marks.of("901_1").highlights.iter().map(|highlight| highlight.mark.color).collect::<Vec<_>>()
    };
    assert_eq!(colors(&Store::open_to_read(&path).unwrap().unwrap()), [HighlightColor::Green]);
    let place = HighlightPlace { field: HighlightField::Body, start: 1, end: 3, quote: "말".to_owned() };
    let mark = HighlightMark { note: String::new(), color: HighlightColor::Purple, stamp: stamp() };
    open(&path).write(&[Edit::Highlight("901_1".into(), place, Some(mark))]).unwrap();
    assert_eq!(colors(&open(&path)), [HighlightColor::Purple]);
}

#[test]
fn tags_of_the_first_version_stay_without_a_version_of_their_article() {
    let (_folder, path) = library();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    write_version(&path, 1, "INSERT INTO tagged VALUES ('901_1', '경제')");
    let unknown = Stamp { hash: None, at: Timestamp::UNIX_EPOCH };
    let tagged = |store: &Store| store.read().unwrap().0.of("901_1").tagged.clone();
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
    // Root can write to any file.
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

fn starred(marks: &Marks) -> Vec<String> {
    let mut keys: Vec<_> = marks.articles().map(|(key, _)| key.to_string()).collect();
    keys.sort();
    keys
}

/// How many marks are in a copy of the file alone, as a backup or sync program would make it.
fn copied_alone(path: &Path) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.sqlite");
    fs::copy(path, &copy).unwrap();
    Store::read_copy(&copy).map_or(0, |marks| marks.articles().count())
}

#[test]
fn all_marks_are_in_the_file_itself_after_a_checkpoint() {
    let (_folder, path) = library();
    let mut store = open(&path);
    store.write(&[star("901_1"), star("901_2")]).unwrap();
    assert_eq!(copied_alone(&path), 0, "they are in the log");
    store.checkpoint();
    assert_eq!(copied_alone(&path), 2);
    store.write(&[star("901_3")]).unwrap();
    assert_eq!(stars(&store).len(), 3);
}

#[cfg(unix)]
#[test]
fn a_file_put_in_the_place_of_the_open_one_is_noticed_and_keeps_what_it_holds() {
    let (folder, path) = library();
    let other = folder.path().join("other.sqlite");
    let mut filled = open(&other);
    let many: Vec<_> = (0..500).map(|number| star(&format!("other_{number}"))).collect();
    filled.write(&many).unwrap();
    drop(filled);
    let mut store = open(&path);
    store.write(&[star("901_1")]).unwrap();
    assert!(!store.is_replaced());
    // The old file's log must not be applied to the new one.
    assert!(fs::metadata(with_ending(&path, LOG)).unwrap().len() > 0);
    fs::rename(&other, &path).unwrap();
    assert!(store.is_replaced());
    store.leave_replaced();
    let mut store = open(&path);
    assert_eq!(stars(&store).len(), 500);
    store.write(&[star("901_2")]).unwrap();
    assert!(!store.is_replaced());
    assert_eq!(stars(&open(&path)).len(), 501);
    let beside: Vec<_> =
        fs::read_dir(path.parent().unwrap()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(beside.iter().any(|name| name.to_str().unwrap().contains("-wal.broken")), "{beside:?}");
    fs::remove_file(&path).unwrap();
    assert!(store.is_replaced());
}

#[test]
fn before_a_step_of_the_tables_the_file_is_copied_and_the_last_two_copies_are_kept() {
    let (_folder, path) = library();
    let data = path.parent().unwrap();
    fs::create_dir_all(data).unwrap();
    for old in ["library-before-0.sqlite", "library-before-1.sqlite", "library-before-x.sqlite"] {
        fs::write(data.join(old), "old").unwrap();
    }
    write_version(&path, 1, "INSERT INTO star VALUES ('901_1', NULL, 0)");
    drop(open(&path));
    let names = |folder: &Path| -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| name.starts_with("library-")).collect();
        names.sort();
        names
    };
    let kept = ["library-before-1.sqlite", "library-before-2.sqlite", "library-before-x.sqlite"];
    assert_eq!(names(data), kept);
    let copy = data.join("library-before-2.sqlite");
    let bytes = fs::read(&copy).unwrap();
    assert_eq!(tables::version(&Connection::open(&copy).unwrap()).unwrap(), 1);
    assert_eq!(starred(&Store::read_copy(&copy).unwrap()), ["901_1"]);
    assert_eq!(fs::read(&copy).unwrap(), bytes);
    drop(open(&path));
    assert_eq!(names(data), kept, "nothing is copied without a step");
}

#[test]
fn earlier_marks_are_offered_and_restored() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    let path = Store::path(&folders);
    open(&path).write(&[star("901_1")]).unwrap();
    fs::copy(&path, folders.data.join("library-before-3.sqlite")).unwrap();
    let mut marks = Marks::default();
    marks.apply(&star("901_2"));
    let unsaved = [keep_unsaved(&marks, &path).unwrap(), keep_unsaved(&marks, &path).unwrap()];
    let offered = earlier_marks(&path);
    assert_eq!(offered[..2], unsaved);
    assert_eq!(offered[2], folders.data.join("library-before-3.sqlite"));
    let before = fs::read_dir(&folders.data).unwrap().count();
    let restored: Vec<_> = offered.iter().map(|path| crate::library::restore(path).unwrap()).collect();
    assert_eq!(restored, [vec![star("901_2")], vec![star("901_2")], vec![star("901_1")]]);
    assert_eq!(
        fs::read_dir(&folders.data).unwrap().count(),
        before,
        "reading a copy makes nothing beside it"
    );
}

#[test]
fn a_row_with_an_impossible_value_is_left_out_alone() {
    let (_folder, path) = library();
    let mut store = open(&path);
    store.write(&[star("901_1"), Edit::TagColor("경제".to_owned(), Some(TagColor::Red))]).unwrap();
    for row in [
        "INSERT INTO highlight VALUES ('901_1', 'body', -1, 5, 'x', '', NULL, 0, 'green')",
        "INSERT INTO highlight VALUES ('901_1', 'body', 1, 1 << 40, 'x', '', NULL, 0, 'green')",
        "INSERT INTO search VALUES (CAST(x'ff' AS TEXT), 'q', 0)",
        "INSERT INTO star VALUES (CAST(x'ff' AS TEXT), NULL, 0)",
    ] {
        store.connection.execute_batch(row).unwrap();
    }
    let (marks, told) = store.read().unwrap();
    assert_eq!(starred(&marks), ["901_1"]);
    assert_eq!(marks.tag_color("경제"), TagColor::Red);
    assert!(matches!(told, Some(StoreTrouble::ImpossibleRows(_, 4))), "{told:?}");
    drop(store);
    let mut again = open(&path);
    again.write(&[star("901_2")]).unwrap();
    let rows: i64 =
        again.connection.query_row("SELECT count(*) FROM highlight", [], |row| row.get(0)).unwrap();
    assert_eq!((rows, stars(&again).len()), (2, 2), "they stay where they are");
}

#[test]
fn a_value_that_its_column_does_not_allow_is_no_damage_of_the_file() {
    let (_folder, path) = library();
    let mut store = open(&path);
    store.write(&[star("901_1"), star("901_2")]).unwrap();
    // Another program may have written this; the table accepts any value.
    store
        .connection
        .execute_batch(
            "PRAGMA writable_schema = on;
             UPDATE sqlite_schema SET sql = replace(replace(sql, 'NOT NULL', ''), 'STRICT,', '') WHERE name = 'star';
             PRAGMA writable_schema = reset;
             UPDATE star SET at = 'yesterday' WHERE article = '901_1';
             PRAGMA writable_schema = on;
             UPDATE sqlite_schema SET sql = replace(replace(sql, 'at INTEGER ', 'at INTEGER NOT NULL'), 'WITHOUT', 'STRICT, WITHOUT') WHERE name = 'star';
             PRAGMA writable_schema = reset;",
        )
        .unwrap();
    drop(store);
    let (store, told) = Store::open(&path).unwrap();
    assert!(told.is_none(), "{told:?}");
    assert_eq!(stars(&store), ["901_2"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_the_file_is_told_and_not_waited_for() {
    let (_folder, path) = library();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    for name in ["library.sqlite", "library.sqlite-wal"] {
        let pipe = path.with_file_name(name);
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        if !path.exists() {
            fs::write(&path, "").unwrap();
        }
        assert!(matches!(Store::open(&path), Err(StoreTrouble::Failed(..))), "{name}");
        assert!(Store::open_to_read(&path).is_err(), "{name}");
        fs::remove_file(pipe).unwrap();
    }
}
