//! The panes of the window: which are open, which ones keys act on, and what overlays them.

use crate::support::window::{Window, archive, article, opened, search};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Rect, pos2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::library::{Folders, Session};
use std::fs;

fn click_at(window: &mut Window, place: Pos2) {
    window.harness.drag_at(place);
    window.harness.step();
    window.harness.drop_at(place);
    window.harness.run_steps(2);
}

fn rect_of(window: &Window, label: &str) -> Rect {
    window.harness.get_all_by_label_contains(label).next().unwrap().rect()
}

fn press_with_ctrl(window: &mut Window, key: Key) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, key);
    window.harness.run_steps(3);
}

/// The text of a field, which must have focus.
fn typed(window: &Window, field: &str) -> String {
    let node = window.harness.get_by_role_and_label(Role::TextInput, field);
    assert!(node.accesskit_node().is_focused(), "{field}");
    node.accesskit_node().value().unwrap_or_default()
}

#[test]
fn the_list_of_a_narrow_window_is_a_drawer_that_says_nothing_of_a_wide_one() {
    let (mut window, _archive) = opened(3);
    window.harness.set_size(vec2(640.0, 700.0));
    window.harness.run_steps(2);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    assert!(!window.has("제목 1,"), "the article fills the window");
    window.harness.set_size(vec2(1280.0, 800.0));
    window.wait_for("제목 1,");
    window.harness.state_mut().as_mut().unwrap().save();
    assert!(!Session::read(&Folders::below(window.home.path())).0.sidebar_hidden);
}

#[test]
fn keys_act_on_the_pane_that_was_clicked_last_wherever_the_pointer_is() {
    let (mut window, _archive) = opened(3);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    let (on_list, on_page) = (pos2(120.0, 600.0), pos2(700.0, 600.0));
    click_at(&mut window, on_page);
    window.harness.hover_at(on_list);
    press_with_ctrl(&mut window, Key::F);
    assert_eq!(typed(&window, "이 기사에서 찾기"), "");
    window.press(Key::Escape);
    window.press(Key::Escape);
    click_at(&mut window, on_list);
    window.harness.hover_at(on_page);
    press_with_ctrl(&mut window, Key::F);
    assert_eq!(typed(&window, "기사 검색"), "");
}

#[test]
fn what_stands_in_a_field_is_replaced_by_what_is_typed_next() {
    let (mut window, _archive) = opened(3);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    for (place, field) in [(pos2(120.0, 600.0), "기사 검색"), (pos2(700.0, 600.0), "이 기사에서 찾기")]
    {
        click_at(&mut window, place);
        press_with_ctrl(&mut window, Key::F);
        window.harness.event(egui::Event::Text("본문".to_owned()));
        window.harness.run_steps(2);
        press_with_ctrl(&mut window, Key::F);
        window.harness.event(egui::Event::Text("둘째".to_owned()));
        window.harness.run_steps(2);
        assert_eq!(typed(&window, field), "둘째", "{field}");
    }
}

#[test]
fn an_opened_result_stays_when_the_search_is_left() {
    let (mut window, _archive) = opened(60);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    search(&mut window, "본문 45");
    window.wait_for("검색 결과 1건");
    window.click("제목 45,");
    window.wait_for("본문 45이다.");
    window.press(Key::Escape);
    window.press(Key::Escape);
    window.wait_for("기사 60건");
    window.wait_for("본문 45이다.");
    window.wait_for("제목 45,");
}

#[test]
fn details_lie_over_the_page_where_they_would_squeeze_it() {
    let (mut window, _archive) = opened(2);
    window.harness.set_size(vec2(880.0, 700.0));
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    let before = rect_of(&window, "본문 1이다.");
    window.press(Key::I);
    window.wait_for_button("주소 복사");
    assert_eq!(rect_of(&window, "본문 1이다."), before, "the page keeps its width");
    let button = rect_of(&window, "주소 복사");
    assert!(button.right() <= 880.0 - 14.0 && button.left() > 600.0, "{button}: the bar does not cover it");
    window.press(Key::Escape);
    assert!(!window.has("주소 복사"));
}

#[test]
fn menus_are_as_high_as_their_entries() {
    let (mut window, _archive) = opened(1);
    for (button, entry, then) in
        [("더 보기", "단축키", "settings.yaml"), ("글꼴 설정", "설정", "settings.yaml")]
    {
        window.click(button);
        window.harness.run_steps(3);
        let menu = window.harness.get_all_by_label_contains(entry).last().unwrap().rect();
        click_at(&mut window, menu.center());
        assert!(window.has(then), "{entry}: what is in view of a menu can be clicked");
        window.press(Key::Escape);
        window.press(Key::Escape);
    }
}

#[test]
fn hits_are_counted_until_one_goes_to_them_and_once() {
    let (mut window, _archive) = opened(3);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    search(&mut window, "문단");
    window.wait_for("1곳");
    window.harness.get_by_label("1곳").click();
    window.harness.run_steps(2);
    window.wait_for("1/1");
    click_at(&mut window, pos2(700.0, 600.0));
    press_with_ctrl(&mut window, Key::F);
    window.harness.event(egui::Event::Text("본문".to_owned()));
    window.harness.run_steps(3);
    assert_eq!(window.harness.query_all_by_label_contains("1/1").count(), 1, "the bar has its own count");
}

#[test]
fn the_bars_of_days_say_where_they_begin_and_end_and_what_is_dragged_over() {
    let folder = archive(9);
    fs::write(folder.path().join("old.md"), article(99, 1, "옛글").replace("2026-01-01", "1970-01-01"))
        .unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(folder.path(), 10);
    window.wait_for("1970년 1월 1일");
    window.wait_for("2026년 1월 27일");
    let bars = rect_of(&window, "날짜별 기사 수");
    let width = bars.width() / 11.0;
    let at = |bar: f32| pos2(bars.left() + (bar + 0.5) * width, bars.center().y);
    window.harness.drag_at(at(8.0));
    window.harness.step();
    window.harness.hover_at(at(9.0));
    window.harness.run_steps(2);
    assert!(window.has("2026년 1월 25일~2026년 1월 26일 · 기사 2건"), "while it is dragged");
    window.harness.drop_at(at(9.0));
    window.wait_for("기사 10건 중 2건");
    assert!(window.has("2026년 1월 25일~2026년 1월 26일"), "the chip shows both dates");
}

#[test]
fn the_list_takes_its_share_of_a_wide_window_until_it_is_dragged() {
    let (mut window, _archive) = opened(3);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    let list = |window: &Window| rect_of(window, "제목 1,").width();
    let narrow = list(&window);
    window.harness.set_size(vec2(2560.0, 1000.0));
    window.harness.run_steps(3);
    let share = list(&window);
    assert!(share > narrow + 200.0, "{narrow} {share}");
    window.harness.set_size(vec2(900.0, 700.0));
    window.harness.run_steps(3);
    assert_eq!(list(&window), narrow);
    let edge = rect_of(&window, "제목 1,").right() + 8.0;
    window.harness.drag_at(pos2(edge, 600.0));
    window.harness.step();
    window.harness.hover_at(pos2(800.0, 600.0));
    window.harness.run_steps(2);
    window.harness.drop_at(pos2(800.0, 600.0));
    window.harness.run_steps(3);
    assert!((415.0..450.0).contains(&list(&window)), "{}: half of the window at most", list(&window));
    window.harness.set_size(vec2(2560.0, 1000.0));
    window.harness.run_steps(3);
    assert!((760.0..810.0).contains(&list(&window)), "{}: as it was dragged", list(&window));
}

#[test]
fn a_picture_is_enlarged_by_a_click_and_closed_by_another() {
    let folder = tempfile::tempdir().unwrap();
    image::RgbImage::new(640, 400).save(folder.path().join("snail.png")).unwrap();
    std::fs::write(folder.path().join("a.md"), "# 느린 달팽이\n\n![달팽이 사진](snail.png)\n\n본문이다.\n")
        .unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(folder.path(), 1);
    window.click("느린 달팽이,");
    window.wait_for("사진 크게 보기");
    window.click("사진 크게 보기");
    window.wait_for("확대한 사진");
    window.harness.hover_at(pos2(640.0, 400.0));
    window.harness.run_steps(2);
    window.harness.drag_at(pos2(640.0, 400.0));
    window.harness.drop_at(pos2(640.0, 400.0));
    window.wait_for_no("확대한 사진");
    window.click("사진 크게 보기");
    window.wait_for("확대한 사진");
    window.press(egui::Key::Escape);
    assert!(!window.has("확대한 사진"));
}

#[test]
fn a_picture_without_a_text_leaves_no_room_for_one() {
    let folder = tempfile::tempdir().unwrap();
    image::RgbImage::new(320, 200).save(folder.path().join("snail.png")).unwrap();
    std::fs::write(folder.path().join("a.md"), "# 느린 달팽이\n\n![](snail.png)\n\n본문이다.\n").unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(folder.path(), 1);
    window.click("느린 달팽이,");
    window.wait_for("사진 크게 보기");
    window.harness.run_steps(3);
    let picture = window.harness.get_by_label("사진 크게 보기").rect();
    let text = window.harness.get_by_label("본문이다.").rect();
    assert!((0.0..36.0).contains(&(text.top() - picture.bottom())), "{picture:?} {text:?}");
}

#[test]
fn a_switch_in_the_search_field_finds_whole_words_only() {
    let archive = tempfile::tempdir().unwrap();
    for (number, body) in [(1, "여야가 합의했다."), (2, "비용을 줄여야 한다.")] {
        let text = format!("---\nid: 901_000000000{number}\ntitle: 제목 {number}\n---\n\n{body}\n");
        std::fs::write(archive.path().join(format!("{number}.md")), text).unwrap();
    }
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(archive.path(), 2);
    search(&mut window, "여야");
    window.wait_for("검색 결과 2건");
    window.click("온전한 낱말만");
    window.wait_for("검색 결과 1건");
    assert_eq!(typed(&window, "기사 검색"), "단어:여야");
    window.click("온전한 낱말만");
    window.wait_for("검색 결과 2건");
}

#[test]
fn a_wide_window_has_a_column_to_browse_with_counts_that_follow_the_query() {
    let archive = tempfile::tempdir().unwrap();
    for (number, folder, month) in [(1, "가/나", 1), (2, "가", 1), (3, "다", 2)] {
        let below = archive.path().join(folder);
        std::fs::create_dir_all(&below).unwrap();
        let head = format!("id: 901_000000000{number}\ntitle: 제목 {number}\npublisher: 한빛{number}일보");
        let text = format!("---\n{head}\npublished: 2026-0{month}-02\n---\n\n본문 {number}이다.\n");
        std::fs::write(below.join(format!("{number}.md")), text).unwrap();
    }
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(archive.path(), 3);
    let toggle = |window: &mut Window| {
        window.harness.key_press_modifiers(Modifiers::SHIFT, Key::B);
        window.harness.run_steps(3);
    };
    toggle(&mut window);
    window.wait_for("1,440포인트 이상이어야");
    window.harness.set_size(vec2(1500.0, 900.0));
    window.harness.run_steps(3);
    toggle(&mut window);
    for line in ["2026년 2월, 1", "2026년 1월, 2", "가, 2", "다, 1", "한빛3일보, 1"] {
        assert!(window.has(line), "{line}");
    }
    assert!(!window.has("나, 1") && !window.has("2026년 1월 2일 금요일, 2"));
    // Lines move when those above them change, so each click waits until they stand still.
    let click = |window: &mut Window, line: &str| {
        window.harness.run_steps(8);
        window.click(line);
    };
    click(&mut window, "가: 펼치기");
    window.wait_for("나, 1");
    click(&mut window, "가, 2");
    window.wait_for("기사 3건 중 2건");
    click(&mut window, "가, 2");
    window.wait_until("the list is whole", |window| !window.has("기사 3건 중"));
    click(&mut window, "2026년 1월: 펼치기");
    click(&mut window, "2026년 1월 2일 금요일, 2");
    window.wait_for("기사 3건 중 2건");
    click(&mut window, "2026년 1월 2일 금요일, 2");
    window.wait_until("the list is whole", |window| !window.has("기사 3건 중"));
    search(&mut window, "본문 3");
    window.wait_for("한빛3일보, 1");
    window.wait_until("the counts follow", |window| !window.has("한빛1일보, 1"));
}
