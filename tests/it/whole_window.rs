//! The views of the whole archive in the window: stories, coverage and trends in place of the page.

use crate::stories::write;
use crate::support::window::{Window, opened, search};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

/// Goes back with Alt+←.
fn back(window: &mut Window) {
    window.harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.harness.run_steps(3);
}

#[test]
fn a_cell_of_the_coverage_narrows_the_list_and_back_widens_it() {
    let (mut window, _archive) = opened(3);
    window.press(Key::Y);
    window.wait_for("한국 시각");
    let grid = window.harness.get_by_role_and_label(Role::Slider, "수집 현황");
    let before = grid.accesskit_node().value().unwrap_or_default();
    assert!(before.contains("기사"), "the first cell is named: {before}");
    grid.focus();
    window.harness.run_steps(2);
    window.press(Key::Enter);
    window.wait_until("the list is narrowed to a day", |window| window.has("3건 중"));
    back(&mut window);
    window.wait_until("the list is as wide as before", |window| window.has("기사 3건"));
    assert!(window.has("한국 시각"), "the view stays");
    window.press(Key::Y);
    window.wait_for_no("한국 시각");
}

#[test]
fn a_story_unfolds_to_its_articles_and_the_page_leads_back_to_it() {
    let archive = tempfile::tempdir().unwrap();
    write(archive.path(), |at| format!("{at}.md"));
    let mut window = Window::new([1280.0, 800.0]);
    window.open(archive.path());
    window.wait_for_load();
    window.press(Key::A);
    window.wait_for("이야기 1");
    window.click("기사 4건 ·");
    window.wait_for("따로 쓴 글 2");
    window.click("가람시 나루대교 무너져");
    window.wait_for_no("따로 쓴 글 2");
    window.wait_for("구조된 운전자 두 명은");
    back(&mut window);
    window.wait_for("따로 쓴 글 2");
}

/// A window with the list of stories, whose only story is unfolded.
fn unfolded() -> (Window, tempfile::TempDir) {
    let archive = tempfile::tempdir().unwrap();
    write(archive.path(), |at| format!("{at}.md"));
    let mut window = Window::new([1280.0, 800.0]);
    window.open(archive.path());
    window.wait_for_load();
    window.press(Key::A);
    window.wait_for("이야기 1");
    window.click("기사 4건 ·");
    window.wait_for("따로 쓴 글 2");
    (window, archive)
}

#[test]
fn two_articles_of_a_story_are_compared_and_escape_leads_back() {
    let (mut window, _archive) = unfolded();
    window.click("겹친 글 비교: 신문903");
    window.wait_for("겹친 대목 1곳");
    assert!(window.has("신문903 글에도 있는 대목") && window.has("100%"));
    assert!(!window.has("베낀") && !window.has("베꼈"), "no word accuses");
    window.press(Key::Escape);
    window.wait_for("따로 쓴 글 2");
    window.click("겹친 글 비교: 신문903");
    window.wait_for("겹친 대목 1곳");
    window.click("나루대교 상판 붕괴, 트럭 두 대 추락");
    window.wait_for("신문903은 현장의 사진을");
}

#[test]
fn an_article_is_taken_out_of_its_story_and_that_is_undone() {
    let (mut window, _archive) = unfolded();
    window.click("다른 이야기로 나누기: 가람시 나루대교 무너져");
    window.wait_for("기사 3건 ·");
    assert!(window.has("다른 이야기로 나눴습니다"));
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.wait_for("기사 4건 ·");
}

#[test]
fn the_words_that_hold_a_story_together_are_named() {
    let (mut window, _archive) = unfolded();
    window.click("묶인 까닭");
    window.wait_for("나루대교 4/4");
    window.click("묶인 까닭");
    window.wait_for_no("나루대교 4/4");
}

#[test]
fn the_story_stands_beside_the_open_article() {
    let (mut window, _archive) = unfolded();
    window.click("가람시 나루대교 무너져");
    window.wait_for("구조된 운전자 두 명은");
    window.wait_for("같은 이야기");
    window.click("겹친 글 비교: 신문901");
    window.wait_for("겹친 대목 0곳");
    back(&mut window);
    window.wait_for("구조된 운전자 두 명은");
}

#[test]
fn a_trend_counts_what_was_looked_for_and_a_line_of_its_table_narrows_the_list() {
    let (mut window, _archive) = opened(3);
    search(&mut window, "본문");
    window.press(Key::Enter);
    window.press(Key::Y);
    window.click("추이");
    window.wait_for("본문 빼기");
    window.wait_until("a line of the table", |window| window.has("100.00%"));
    window.click("100.00%");
    window.wait_until("the list is narrowed to a day", |window| {
        window.has("검색 결과 1건") || window.has("검색 결과 3건")
    });
}

#[test]
fn queries_are_added_one_after_another_and_taken_away() {
    let (mut window, _archive) = opened(3);
    window.press(Key::Y);
    window.click("추이");
    window.wait_for("검색어를 넣으면");
    window.harness.get_by_role_and_label(Role::TextInput, "검색어 추가").focus();
    window.harness.run_steps(2);
    for query in ["본문", "없는말"] {
        window.harness.get_by_role_and_label(Role::TextInput, "검색어 추가").type_text(query);
        window.harness.run_steps(2);
        window.press(Key::Enter);
        window.wait_for(&format!("{query} 빼기"));
        window.harness.run_steps(3);
        let field = window.harness.get_by_role_and_label(Role::TextInput, "검색어 추가");
        assert!(field.accesskit_node().is_focused(), "the next query can be typed");
    }
    window.click("본문 빼기");
    window.wait_for_no("본문 빼기");
    assert!(window.has("없는말 빼기"));
}
