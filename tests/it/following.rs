//! The folder of an open archive while it changes, disappears and comes back.

use crate::support::window::{Window, article, opened};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use std::fs;
use std::path::{Path, PathBuf};

/// A window on an archive of three articles in a folder of its own, so that the folder can be moved.
fn on_a_folder() -> (Window, tempfile::TempDir, PathBuf) {
    let base = tempfile::tempdir().unwrap();
    let folder = base.path().join("archive");
    fs::create_dir(&folder).unwrap();
    fill(&folder, 1..=3);
    let mut window = Window::new([1280.0, 800.0]);
    window.open(&folder);
    window.wait_for("기사 3건");
    window.wait_for_load();
    (window, base, folder)
}

fn fill(folder: &Path, ids: impl Iterator<Item = u32>) {
    for id in ids {
        fs::write(folder.join(format!("901_{id}.md")), article(id, 28 - id, &format!("본문 {id}이다.")))
            .unwrap();
    }
}

fn wait_until_gone(window: &mut Window) {
    window.wait_for("폴더를 찾을 수 없음");
    assert!(window.has("기사 3건") && window.has("제목 2,"), "the rows stay");
}

#[test]
fn a_folder_that_is_moved_away_keeps_its_rows_and_is_followed_once_it_is_back() {
    let (mut window, base, folder) = on_a_folder();
    let away = base.path().join("away");
    fs::rename(&folder, &away).unwrap();
    wait_until_gone(&mut window);
    window.click("제목 2,");
    window.wait_for("기사가 든 폴더를 찾을 수 없어");
    assert!(window.has("제목 2,"), "a click removes nothing from the list");
    assert_eq!(window.heading(), "제목 2");
    window.press(Key::F5);
    window.wait_for("폴더나 파일이 없습니다");
    fs::rename(&away, &folder).unwrap();
    window.wait_for("본문 2이다.");
    window.wait_for_no("폴더를 찾을 수 없음");
    fill(&folder, 4..=4);
    window.wait_for("기사 4건");
}

#[test]
fn a_folder_that_is_deleted_and_written_anew_is_read_anew() {
    let (mut window, _base, folder) = on_a_folder();
    // All at once, like a disk being removed. Files deleted one by one would disappear from the list one by
    // one.
    let gone = folder.with_extension("gone");
    fs::rename(&folder, &gone).unwrap();
    fs::remove_dir_all(&gone).unwrap();
    wait_until_gone(&mut window);
    fs::create_dir(&folder).unwrap();
    window.harness.run_steps(3);
    fill(&folder, 5..=6);
    window.wait_for("기사 2건");
    window.wait_for("제목 6,");
    fill(&folder, 7..=7);
    window.wait_for("기사 3건");
}

#[test]
fn a_folder_that_is_swapped_for_another_is_read_and_followed() {
    let (mut window, base, folder) = on_a_folder();
    let other = base.path().join("other");
    fs::create_dir(&other).unwrap();
    fill(&other, 8..=9);
    fs::rename(&folder, base.path().join("away")).unwrap();
    fs::rename(&other, &folder).unwrap();
    window.wait_for("기사 2건");
    fill(&folder, 10..=10);
    window.wait_for("기사 3건");
    window.wait_for("제목 10,");
}

#[test]
fn a_folder_above_may_be_moved_as_well() {
    let (mut window, base, folder) = on_a_folder();
    let upper = base.path().join("upper");
    let moved = base.path().join("moved");
    fs::create_dir_all(upper.join("archive")).unwrap();
    fill(&upper.join("archive"), 1..=3);
    window.open(&upper.join("archive"));
    window.wait_for_load();
    window.wait_for("기사 3건");
    fs::rename(&upper, &moved).unwrap();
    wait_until_gone(&mut window);
    fs::rename(&moved, &upper).unwrap();
    window.wait_for_no("폴더를 찾을 수 없음");
    drop(folder);
}

#[test]
fn a_file_that_is_gone_is_told_when_its_article_leaves_the_list() {
    let (mut window, archive) = opened(3);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    fs::remove_file(archive.path().join("901_2.md")).unwrap();
    window.wait_for("기사 2건");
    assert!(window.has("본문 2이다."), "the article being read stays");
    window.wait_for("이 파일은 없어졌습니다");
    fs::remove_file(archive.path().join("901_3.md")).unwrap();
    window.wait_for("기사 1건");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_share_a_hash_are_followed_as_the_files_that_they_are() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let (mut window, archive) = opened(1);
    // The hash of a 16-byte name with this beginning depends only on these bytes.
    let named = |end: &str| {
        let name = [&[0xd3, 0x08, 0xa3, 0x85, 0x88, 0x6a, 0x3f, 0x24], end.as_bytes()].concat();
        archive.path().join(OsStr::from_bytes(&name))
    };
    let write = |id: u32, text: &str| {
        fs::write(named(&format!("{id:05}.md")), article(id, 3, text)).unwrap();
    };
    (2..=4).for_each(|id| write(id, "처음 글이다."));
    window.wait_for("기사 4건");
    (2..=4).for_each(|id| write(id, "다시 쓴 글이다."));
    window.click("제목 2,");
    window.wait_for("다시 쓴 글이다.");
    fill(archive.path(), 9..=9);
    window.wait_for("제목 9,");
    assert!(window.has("기사 5건"), "no file is listed twice");
    (2..=4).for_each(|id| fs::remove_file(named(&format!("{id:05}.md"))).unwrap());
    window.wait_for("기사 2건");
}

/// A change to the file of the shown article, and what the window says once it has been noticed.
type Change = (&'static str, fn(&Path), &'static str);

fn changes() -> [Change; 3] {
    [
        (
            "rewritten",
            |folder| fs::write(folder.join("901_2.md"), article(2, 26, "다시 쓴 글이다.")).unwrap(),
            "다시 쓴 글이다.",
        ),
        ("renamed", |folder| fs::rename(folder.join("901_2.md"), folder.join("이름.md")).unwrap(), "이름.md"),
        ("deleted", |folder| fs::remove_file(folder.join("901_2.md")).unwrap(), "기사 2건"),
    ]
}

fn type_letters(window: &mut Window, letters: &[(Key, &str)]) {
    for (key, letter) in letters {
        window.harness.key_press(*key);
        window.harness.event(egui::Event::Text((*letter).to_owned()));
        window.harness.step();
        window.harness.step();
    }
}

fn value_of(window: &Window, field: &str) -> String {
    window.harness.get_by_label(field).accesskit_node().value().unwrap_or_default()
}

#[test]
fn a_note_that_is_being_written_keeps_the_keyboard_whatever_happens_to_its_file() {
    for (what, change, says) in changes() {
        let (mut window, archive) = opened(3);
        window.click("제목 2,");
        window.wait_for("본문 2이다.");
        window.press(Key::E);
        type_letters(&mut window, &[(Key::S, "s"), (Key::T, "t")]);
        assert_eq!(value_of(&window, "이 기사의 메모"), "st");
        change(archive.path());
        window.wait_for(says);
        type_letters(&mut window, &[(Key::S, "s"), (Key::J, "j")]);
        assert_eq!(value_of(&window, "이 기사의 메모"), "stsj", "{what}");
        assert_eq!(window.heading(), "제목 2", "{what}");
        window.click("제목 1,");
        window.wait_for("본문 1이다.");
        assert_eq!(value_of(&window, "이 기사의 메모"), "", "{what}");
        if what != "deleted" {
            window.click("제목 2,");
            window.wait_until("the note", |window| value_of(window, "이 기사의 메모") == "stsj");
        }
    }
}

#[test]
fn a_note_on_an_article_without_an_id_stays_with_the_file_that_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    fs::write(&file, "---\ntitle: 제목\n---\n\n처음 글이다.\n").unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder.path());
    window.wait_for_load();
    window.click("제목,");
    window.wait_for("처음 글이다.");
    window.press(Key::E);
    type_letters(&mut window, &[(Key::S, "s")]);
    // Leaving the field saves the text.
    window.press(Key::Escape);
    fs::write(&file, "---\ntitle: 제목\n---\n\n다시 쓴 글이다.\n").unwrap();
    window.wait_for("다시 쓴 글이다.");
    assert_eq!(value_of(&window, "이 기사의 메모"), "s");
}

#[test]
fn what_is_looked_for_in_an_article_and_its_tags_stay_whatever_happens_to_its_file() {
    for (what, change, says) in changes() {
        let (mut window, archive) = opened(3);
        window.click("제목 2,");
        window.wait_for("본문 2이다.");
        // The folder changes while the tag picker is open, and during a search.
        window.press(Key::T);
        window.harness.step();
        type_letters(&mut window, &[(Key::S, "s")]);
        change(archive.path());
        window.wait_for(says);
        type_letters(&mut window, &[(Key::J, "j")]);
        window.press(Key::Enter);
        window.press(Key::Escape);
        assert!(window.has("sj"), "the shown article has the tag, {what}");
        assert_eq!(window.heading(), "제목 2", "{what}");
    }
}

#[test]
fn the_way_back_leads_to_the_article_whatever_happened_to_its_file() {
    for (what, change, says) in changes() {
        let (mut window, archive) = opened(3);
        window.click("제목 2,");
        window.wait_for("본문 2이다.");
        window.click("제목 1,");
        window.wait_for("본문 1이다.");
        change(archive.path());
        fs::write(archive.path().join("901_4.md"), article(4, 20, "본문 4이다.")).unwrap();
        window.wait_for("제목 4,");
        window.wait_for(if what == "deleted" { "기사 3건" } else { "기사 4건" });
        window.harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
        window.harness.run_steps(2);
        match what {
            "rewritten" => window.wait_for(says),
            "renamed" => window.wait_for("본문 2이다."),
            _ => assert_eq!(window.heading(), "제목 1", "missing articles are skipped"),
        }
    }
}

#[test]
fn two_versions_stay_compared_whatever_happens_to_their_files() {
    for (what, change, _) in changes() {
        let (mut window, archive) = opened(3);
        fs::write(archive.path().join("901_2b.md"), article(2, 26, "나중 본문 2다.")).unwrap();
        window.wait_for("수집본 2개");
        window.click("제목 2,");
        window.wait_for("2차 수집");
        window.press(Key::W);
        window.wait_for("추가: ");
        change(archive.path());
        let now = if what == "rewritten" { "다시 쓴" } else { "나중" };
        let is_compared = |window: &Window| window.has(now) && (window.has("추가: ") || window.has("삭제: "));
        window.wait_until(what, is_compared);
        // Another new file, to know that the earlier change has been followed.
        fill(archive.path(), 9..=9);
        window.wait_for("제목 9,");
        // It may be made anew at this moment.
        window.wait_until(what, is_compared);
    }
}

#[test]
fn rows_of_a_table_are_followed_as_their_articles_move_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("a.csv");
    let row = |number: u32, body: &str| {
        format!("제목 {number},{body},2026-01-{number:02},https://example.com/{number}\n")
    };
    let write =
        |rows: &[String]| fs::write(&table, format!("제목,본문,날짜,링크\n{}", rows.concat())).unwrap();
    write(&[row(1, "본문 1이다."), row(2, "본문 2이다.")]);
    let mut window = Window::new([1280.0, 800.0]);
    window.open(&table);
    window.wait_for_load();
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.press(Key::E);
    type_letters(&mut window, &[(Key::S, "s")]);
    write(&[row(3, "본문 3이다."), row(1, "본문 1이다."), row(2, "고친 본문 2다.")]);
    window.wait_for("고친 본문 2다.");
    type_letters(&mut window, &[(Key::J, "j")]);
    assert_eq!((window.heading().as_str(), value_of(&window, "이 기사의 메모").as_str()), ("제목 2", "sj"));
    window.click("제목 3,");
    window.wait_for("본문 3이다.");
    assert_eq!(value_of(&window, "이 기사의 메모"), "");
    write(&[row(2, "고친 본문 2다."), row(3, "본문 3이다.")]);
    window.wait_for("기사 2건");
    assert_eq!(window.heading(), "제목 3");
    window.harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.wait_for("고친 본문 2다.");
    assert_eq!(value_of(&window, "이 기사의 메모"), "sj");
}

#[test]
fn the_way_back_leads_to_the_file_that_was_written_anew() {
    let (mut window, archive) = opened(3);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    fs::write(archive.path().join("901_2.md"), article(2, 26, "다시 쓴 글이다.")).unwrap();
    fs::write(archive.path().join("901_4.md"), article(4, 20, "본문 4이다.")).unwrap();
    window.wait_for("기사 4건");
    window.harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.wait_for("다시 쓴 글이다.");
}
