//! The facets over search results as a person uses them: what a click leaves, and what else is offered.

use crate::support::window::{self, Window, article, search};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use std::fs;
use std::path::Path;

fn write(folder: &Path, id: u32, publisher: &str, category: &str, day: u32) {
    let text = format!(
        "---\nid: 901_{id}\ntitle: \"금리 {id}\"\npublisher: {publisher}\ncategory: {category}\n\
         published_at: 2026-01-{day:02} 00:00\n---\n\n본문이다.\n"
    );
    fs::write(folder.join(format!("{id}.md")), text).unwrap();
}

fn opened() -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (id, publisher, category, day) in [
        (1, "한빛일보", "경제", 1),
        (2, "한빛일보", "", 2),
        (3, "새벽경제", "경제", 3),
        (4, "누리신문", "", 3),
    ] {
        write(folder.path(), id, publisher, category, day);
    }
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(folder.path(), 4);
    (window, folder)
}

#[test]
fn a_click_narrows_and_another_widens_and_the_others_stay() {
    let (mut window, _folder) = opened();
    assert!(!window.has("언론사 한빛일보"), "facets come with results");
    search(&mut window, "금리");
    window.wait_for("언론사 한빛일보, 기사 2건");
    window.wait_for("분류 경제, 기사 2건");
    window.click("언론사 한빛일보");
    window.wait_for("검색 결과 2건");
    assert!(window.has("언론사 새벽경제, 기사 1건"), "an unchosen value can still be chosen");
    assert!(window.has("분류 경제, 기사 1건"), "the other facet is updated");
    window.click("분류 경제");
    window.wait_for("검색 결과 1건");
    assert!(window.has("언론사 새벽경제, 기사 1건") && !window.has("언론사 누리신문"));
    window.click("언론사 한빛일보");
    // Wait for the layout, since the pointer hits whatever is there by then.
    window.wait_for("검색 결과 2건");
    window.click("분류 경제");
    window.wait_for("검색 결과 4건");
}

#[test]
fn the_counts_follow_the_query() {
    let (mut window, _folder) = opened();
    search(&mut window, "금리 1 OR 3");
    window.wait_for("검색 결과 2건");
    assert!(window.has("언론사 한빛일보, 기사 1건") && !window.has("언론사 누리신문"));
}

#[test]
fn in_a_low_window_the_list_has_the_room() {
    let (mut window, _folder) = opened();
    search(&mut window, "금리");
    window.wait_for("언론사 한빛일보");
    window.harness.set_size(egui::vec2(1280.0, 480.0));
    window.harness.run_steps(2);
    assert!(!window.has("언론사 한빛일보"));
    window.press(Key::Escape);
    window.click("필터");
    window.wait_for("한빛일보, 기사 2건");
    window.wait_for("경제, 기사 2건");
}

#[test]
fn another_archive_is_not_narrowed_by_what_was_looked_for_in_the_first() {
    let (mut window, _folder) = opened();
    search(&mut window, "금리");
    window.wait_for("언론사 한빛일보");
    window.click("언론사 한빛일보");
    window.wait_for("검색 결과 2건");
    let other = tempfile::tempdir().unwrap();
    write(other.path(), 9, "마을소식", "", 5);
    window.open_whole(other.path(), 1);
    window.press(Key::Escape);
    window.wait_for("금리 9,");
}

#[test]
fn the_bars_of_the_days_are_stepped_through_by_key() {
    let (mut window, _folder) = opened();
    window.harness.get_by_label("날짜별 기사 수").focus();
    window.harness.step();
    window.press(Key::ArrowLeft);
    window.wait_for("기사 4건 중 2건");
    assert!(window.has("2026년 1월 3일"));
    window.press(Key::ArrowLeft);
    window.wait_for("기사 4건 중 1건");
    window.press(Key::ArrowRight);
    window.wait_for("기사 4건 중 2건");
}

#[test]
fn the_list_is_narrowed_to_what_a_chip_says_or_to_the_rest() {
    let archive = window::archive(3);
    let other = article(8, 20, "다른 글이다.").replace("한빛일보", "미리내신문");
    fs::write(archive.path().join("901_8.md"), other).unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(archive.path(), 4);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    for (line, there, not_there) in
        [("‘한빛일보’만 보기", "제목 3,", "제목 8,"), ("‘한빛일보’ 제외", "제목 8,", "제목 3,")]
    {
        window.harness.get_all_by_role_and_label(Role::Button, "한빛일보").last().unwrap().click();
        window.wait_for(line);
        window.click(line);
        window.wait_for_no(not_there);
        assert!(window.has(there));
    }
}

#[test]
fn one_goes_to_a_day_by_its_date_or_in_the_month() {
    let (mut window, _archive) = window::opened(25);
    assert!(!window.has("제목 20,"), "it is out of view");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    window.harness.run_steps(3);
    let field = window.harness.get_by_role_and_label(Role::TextInput, "날짜");
    field.type_text("2026.1.8");
    window.press(Key::Enter);
    window.wait_for("제목 20,");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    window.harness.run_steps(3);
    assert!(window.has("2026년 1월 28일 수요일, 기사 0건"), "a day without articles can't be picked");
    window.click("2026년 1월 27일 화요일, 기사 1건");
    window.wait_for("제목 1,");
}

#[test]
fn days_are_picked_from_the_month_in_the_filter() {
    let (mut window, _archive) = window::opened(5);
    window.click("필터");
    window.harness.run_steps(3);
    window.click("달력에서 고르기");
    window.harness.run_steps(3);
    window.click("2026년 1월 24일 토요일, 기사 1건");
    window.wait_for_no("제목 1,");
    assert!(window.has("제목 4,") && !window.has("제목 5,"));
    window.click("2026년 1월 26일 월요일, 기사 1건");
    window.wait_for("제목 2,");
    assert!(window.has("제목 3,") && window.has("제목 4,") && !window.has("제목 1,"));
}
