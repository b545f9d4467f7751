//! The column beside the list of a wide window, and how its counts follow the query.

use crate::support::window::{Window, archive, search};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

/// A wide window with the column, on an archive of five articles: the first and second are starred, the second is
/// tagged, and a saved search finds the second and third.
fn with_column() -> (Window, tempfile::TempDir) {
    let archive = archive(5);
    let mut window = Window::new([1600.0, 1000.0]);
    window.open_whole(archive.path(), 5);
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::B);
    window.harness.run_steps(2);
    for number in [1, 2] {
        window.click(&format!("제목 {number},"));
        window.wait_for(&format!("본문 {number}이다."));
        window.press(Key::S);
    }
    window.press(Key::T);
    window.harness.get_by_label("태그 이름").type_text("연금");
    window.harness.step();
    window.press(Key::Enter);
    window.press(Key::Escape);
    search(&mut window, "2이다 OR 3이다");
    window.wait_for("검색 결과 2건");
    window.click("이 검색 저장");
    window.click("검색 지우기");
    window.wait_for("기사 5건");
    (window, archive)
}

/// Waits for a line of the column, by its name and count.
fn wait_for_lines(window: &mut Window, lines: &[&str]) {
    for line in lines {
        window.wait_until(line, |window| window.harness.query_by_label(line).is_some());
    }
}

fn click_line(window: &mut Window, line: &str) {
    window.harness.get_by_label(line).click();
    window.harness.run_steps(2);
}

#[test]
fn shelves_count_what_they_have_within_the_query() {
    let (mut window, _archive) = with_column();
    let whole = ["별표 2", "연금 1", "읽지 않음 5", "2이다 OR 3이다 2", "모든 기사 5"];
    wait_for_lines(&mut window, &whole);
    search(&mut window, "본문 1");
    wait_for_lines(&mut window, &["별표 1", "연금 0", "읽지 않음 1", "2이다 OR 3이다 0", "모든 기사 5"]);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    window.press(Key::S);
    wait_for_lines(&mut window, &["별표 0"]);
    window.click("검색 지우기");
    wait_for_lines(&mut window, &["별표 1", "연금 1", "읽지 않음 5", "2이다 OR 3이다 2"]);
}

#[test]
fn a_shelf_narrows_the_list_to_as_many_as_it_says() {
    let (mut window, _archive) = with_column();
    wait_for_lines(&mut window, &["2이다 OR 3이다 2", "별표 2"]);
    click_line(&mut window, "2이다 OR 3이다 2");
    window.wait_for("검색 결과 2건");
    wait_for_lines(&mut window, &["별표 1", "연금 1", "읽지 않음 2"]);
    click_line(&mut window, "별표 1");
    window.wait_for("검색 결과 1건");
    assert!(window.has("제목 2,"));
    wait_for_lines(&mut window, &["2이다 OR 3이다 1", "읽지 않음 1"]);
    click_line(&mut window, "2이다 OR 3이다 1");
    window.wait_for("검색 결과 2건");
    assert!(window.has("제목 1,") && window.has("제목 2,"), "only the star is left");
    click_line(&mut window, "모든 기사 5");
    window.wait_for("기사 5건");
}
