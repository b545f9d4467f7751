//! The views of the whole archive in the window: stories, coverage and trends in place of the page.

use crate::stories::{write, write_with_log};
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
    window.wait_for("한국 시간");
    let grid = window.harness.get_by_role_and_label(Role::Slider, "수집 현황");
    let before = grid.accesskit_node().value().unwrap_or_default();
    assert!(before.contains("기사"), "the first cell is named: {before}");
    grid.focus();
    window.harness.run_steps(2);
    window.press(Key::Enter);
    window.wait_until("the list is narrowed to a day", |window| window.has("3건 중"));
    back(&mut window);
    window.wait_until("the list is as wide as before", |window| window.has("기사 3건"));
    assert!(window.has("한국 시간"), "the view stays");
    window.press(Key::Y);
    window.wait_for_no("한국 시간");
}

#[test]
fn arrows_move_in_the_cells_of_the_coverage_and_not_in_the_list() {
    let (mut window, _archive) = opened(3);
    window.press(Key::Y);
    window.wait_for("한국 시간");
    let cell = |window: &Window| {
        let grid = window.harness.get_by_role_and_label(Role::Slider, "수집 현황");
        grid.accesskit_node().value().unwrap_or_default()
    };
    let first = cell(&window);
    window.harness.run_steps(2);
    window.press(Key::ArrowRight);
    assert_ne!(cell(&window), first);
    for key in [Key::ArrowDown, Key::ArrowUp, Key::ArrowLeft] {
        window.press(key);
        assert!(window.has("한국 시간"), "no article is opened");
    }
    assert_eq!(cell(&window), first);
    window.press(Key::J);
    window.wait_for_no("한국 시간");
}

#[test]
fn the_ring_stays_on_the_cell_that_narrowed_the_list() {
    let archive = tempfile::tempdir().unwrap();
    let articles = [(1, "가나일보"), (1, "가나일보"), (2, "다라신문"), (3, "다라신문")];
    for (at, (day, paper)) in articles.iter().enumerate() {
        let text = format!("---\ntitle: 제목 {at}\npress: {paper}\ndate: 2026-01-0{day}\n---\n본문 {at}\n");
        std::fs::write(archive.path().join(format!("{at}.md")), text).unwrap();
    }
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(archive.path(), 4);
    window.press(Key::Y);
    window.wait_for("한국 시간");
    let cell = |window: &Window| {
        let grid = window.harness.get_by_role_and_label(Role::Slider, "수집 현황");
        grid.accesskit_node().value().unwrap_or_default()
    };
    window.harness.run_steps(2);
    for key in [Key::ArrowDown, Key::ArrowRight] {
        window.press(key);
    }
    let chosen = cell(&window);
    assert!(chosen.starts_with("다라신문 · 2026년 1월 2일"), "{chosen}");
    window.press(Key::Enter);
    window.wait_until("the list is narrowed", |window| window.has("4건 중 1건"));
    assert_eq!(cell(&window), chosen);
    back(&mut window);
    window.wait_until("the list is as wide as before", |window| window.has("기사 4건"));
    assert_eq!(cell(&window), chosen);
}

#[test]
fn back_works_in_the_field_of_a_trend() {
    let (mut window, _archive) = trend_of("본문", 3);
    window.wait_until("all articles", |window| rows_of_articles(window) == 3);
    window.wait_for("1. 25. 일, 본문");
    window.click("1. 25. 일, 본문");
    window.wait_until("those of a day", |window| rows_of_articles(window) == 1);
    window.harness.get_by_role_and_label(Role::TextInput, "검색어 추가").focus();
    window.harness.run_steps(2);
    assert!(window.harness.ctx.text_edit_focused());
    back(&mut window);
    window.wait_until("all articles again", |window| rows_of_articles(window) == 3);
}

/// A window with the list of stories, whose only story is unfolded.
fn unfolded() -> (Window, tempfile::TempDir) {
    let archive = tempfile::tempdir().unwrap();
    write(archive.path(), |at| format!("{at}.md"));
    let mut window = Window::new([1280.0, 800.0]);
    window.open(archive.path());
    window.wait_for_load();
    window.press(Key::A);
    window.wait_for("이야기 1건");
    window.click("기사 4건 ·");
    window.wait_for("같은 글 2");
    (window, archive)
}

/// A window that shows how often a search for `query` is met, over some days with an article each.
fn trend_of(query: &str, days: u32) -> (Window, tempfile::TempDir) {
    let (mut window, archive) = opened(days);
    search(&mut window, query);
    window.press(Key::Enter);
    window.press(Key::Y);
    window.click("추이");
    window.wait_for(&format!("‘{query}’ 지우기"));
    (window, archive)
}

#[test]
fn an_article_without_a_publisher_is_called_so_beside_others() {
    let archive = tempfile::tempdir().unwrap();
    let places = ["나루대교", "가람시청", "솔내항", "두물역", "미리내공원", "너울시장", "한새길", "달빛마을"];
    let text: String = places
        .map(|place| format!("{place} 앞에서 느린 달팽이가 토끼를 이겼다고 주민들이 전했다. "))
        .concat();
    for name in ["가", "나"] {
        let note = format!(
            "---\ntitle: 느린 달팽이가 나루대교에서 이겼다 {name}\ndate: 2026-01-02\n---\n\n{text}\n"
        );
        std::fs::write(archive.path().join(format!("{name}.md")), note).unwrap();
    }
    let mut window = Window::new([1280.0, 800.0]);
    window.open(archive.path());
    window.wait_for_load();
    window.click("느린 달팽이가 나루대교에서 이겼다 가");
    window.wait_for("겹친 글 비교: 언론사 없음 느린 달팽이가 나루대교에서 이겼다 나");
}

#[test]
fn stories_stand_in_place_of_articles_and_back_leads_to_those() {
    let (mut window, _archive) = unfolded();
    assert!(rows_of_articles(&window) == 0, "articles aren't listed");
    assert!(window.has("이야기에 속한 기사 4건"));
    back(&mut window);
    window.wait_until("the list of articles", |window| rows_of_articles(window) > 0);
    window.press(Key::A);
    window.wait_for("같은 글 2");
    window.click("기사 7건");
    window.wait_until("the list of articles again", |window| rows_of_articles(window) > 0);
}

fn rows_of_articles(window: &Window) -> usize {
    window.harness.query_all_by_role(Role::ListBoxOption).count()
}

#[test]
fn the_list_of_stories_is_there_again_at_the_next_start() {
    let (mut window, archive) = unfolded();
    window.harness.state_mut().as_mut().unwrap().save();
    let home = window.home;
    drop(window.harness);
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.open(archive.path());
    window.wait_for("이야기 1건");
    assert_eq!(rows_of_articles(&window), 0);
}

#[test]
fn articles_of_a_story_are_read_one_after_another_by_keyboard() {
    let (mut window, _archive) = unfolded();
    // Those that share the first one's text come first, then the one with a text of its own.
    for text in ["가람소방서는 운전자", "신문903은 현장의 사진을", "구조된 운전자 두 명은"]
    {
        window.press(Key::J);
        window.wait_for(text);
    }
    window.press(Key::K);
    window.wait_for("신문903은 현장의 사진을");
    back(&mut window);
    window.wait_for("구조된 운전자 두 명은");
    assert!(window.has("같은 글 2"), "the list stays");
}

#[test]
fn two_articles_of_a_story_are_compared_and_escape_leads_back() {
    let (mut window, _archive) = unfolded();
    window.click("겹친 글 비교: 신문903");
    window.wait_for("겹친 대목 1곳");
    assert!(window.has("신문903 글에도 있는 대목") && window.has("100%"));
    assert!(!window.has("베낀") && !window.has("베꼈"), "no word accuses");
    window.press(Key::Escape);
    window.wait_for_no("겹친 대목 1곳");
    window.click("겹친 글 비교: 신문903");
    window.wait_for("겹친 대목 1곳");
    window.click("신문903 나루대교 상판 붕괴, 트럭 두 대 추락");
    window.wait_for("신문903은 현장의 사진을");
    back(&mut window);
    window.wait_for("겹친 대목 1곳");
}

#[test]
fn an_article_is_taken_out_of_its_story_and_that_is_undone() {
    let (mut window, _archive) = unfolded();
    window.click("가람시 나루대교 무너져");
    window.wait_for("다른 이야기로 나누기: 가람시 나루대교 무너져");
    window.click("다른 이야기로 나누기: 가람시 나루대교 무너져");
    window.wait_for("기사 3건 ·");
    assert!(window.has("다른 이야기로 나눴습니다"));
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.wait_for("기사 4건 ·");
}

#[test]
fn what_was_decided_about_stories_is_withdrawn_at_a_later_start() {
    let (mut window, archive) = unfolded();
    assert!(!window.has("내가 고친 이야기"));
    window.click("가람시 나루대교 무너져");
    window.wait_for("다른 이야기로 나누기: 가람시 나루대교 무너져");
    window.click("다른 이야기로 나누기: 가람시 나루대교 무너져");
    window.wait_for("기사 3건 ·");
    window.harness.state_mut().as_mut().unwrap().save();
    let home = window.home;
    drop(window.harness);
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.open(archive.path());
    window.wait_for("내가 고친 이야기 1건");
    window.click("내가 고친 이야기 1건");
    window.wait_for("나눈 것 되돌리기: 가람시 나루대교 무너져");
    window.click("나눈 것 되돌리기: 가람시 나루대교 무너져");
    window.wait_for("기사 4건 ·");
    assert!(window.has("고친 것을 되돌렸습니다") && !window.has("내가 고친 이야기"));
    window.click("실행 취소");
    window.wait_for("내가 고친 이야기 1건");
}

#[test]
fn a_list_by_story_follows_what_the_reader_decides() {
    let archive = tempfile::tempdir().unwrap();
    write(archive.path(), |at| format!("{at}.md"));
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(archive.path(), 7);
    search(&mut window, "story:901_0000000010");
    window.press(Key::Enter);
    window.wait_for("검색 결과 4건");
    window.press(Key::A);
    window.wait_for("이야기 1건");
    window.click("기사 4건 ·");
    window.click("가람시 나루대교 무너져");
    window.wait_for("다른 이야기로 나누기: 가람시 나루대교 무너져");
    window.click("다른 이야기로 나누기: 가람시 나루대교 무너져");
    window.wait_for("기사 3건 ·");
    window.click("기사");
    window.wait_for("검색 결과 3건");
}

#[test]
fn what_the_crawler_left_out_because_of_its_text_stands_under_the_story() {
    let folder = tempfile::tempdir().unwrap();
    let archive = write_with_log(folder.path());
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(&archive, 7);
    window.press(Key::A);
    window.wait_for("이야기 1건");
    window.click("기사 4건 ·");
    window.wait_for("저장하지 않음 1");
    assert!(window.has("신문906 신문901 글과 같음"));
}

#[test]
fn a_story_stays_unfolded_when_the_article_that_names_it_is_rewritten() {
    let (mut window, archive) = unfolded();
    window.click("묶인 까닭");
    window.wait_for("나루대교 4/4");
    let first = archive.path().join("1.md");
    let text = std::fs::read_to_string(&first).unwrap();
    std::fs::write(&first, text.replace("가람시 나루대교 무너져", "[종합] 가람시 나루대교 무너져")).unwrap();
    window.wait_for("[종합] 가람시 나루대교 무너져 트럭 두 대 강으로");
    assert!(window.has("같은 글 2"), "the story is still unfolded");
    window.wait_for("나루대교 4/4");
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
    window.wait_for("같은 이야기");
    // No share is of the open article: it wasn't compared with the third one.
    window.wait_for("이 글의 85%가 신문901 글에도 있음");
    window.wait_for_no("연 기사의");
    window.click("신문903 나루대교 상판 붕괴, 트럭");
    window.wait_for("신문903은 현장의 사진을");
    window.wait_for("연 기사의 85%가 이 글에도 있음");
    window.wait_for("신문901 글과 따로 쓴 글");
    window.click("가람시 나루대교 무너져");
    window.wait_for("구조된 운전자 두 명은");
    window.wait_for("겹친 글 비교: 신문901");
    window.click("겹친 글 비교: 신문901");
    window.wait_for("겹친 대목 0곳");
    back(&mut window);
    window.wait_for("구조된 운전자 두 명은");
}

#[test]
fn a_trend_counts_what_was_looked_for_and_a_line_of_its_table_narrows_the_list() {
    let (mut window, _archive) = trend_of("본문", 3);
    window.wait_until("a line of the table", |window| window.has("100.00%"));
    window.click("100.00%");
    window.wait_until("the list is narrowed to a day", |window| {
        window.has("검색 결과 1건") || window.has("검색 결과 3건")
    });
}

#[test]
fn a_trend_names_the_articles_without_a_date() {
    let archive = tempfile::tempdir().unwrap();
    for (name, head) in [("a", "date: 2026-01-01\n"), ("b", "")] {
        let text = format!("---\ntitle: 제목 {name}\n{head}---\n본문 {name}\n");
        std::fs::write(archive.path().join(format!("{name}.md")), text).unwrap();
    }
    let mut window = Window::new([1280.0, 800.0]);
    window.open_whole(archive.path(), 2);
    search(&mut window, "본문");
    window.press(Key::Enter);
    window.press(Key::Y);
    window.click("추이");
    window.wait_for("게재일이 없는 기사 1건은 세지 않았습니다");
}

#[test]
fn dragging_over_a_trend_narrows_the_list_to_those_days() {
    let (mut window, _archive) = trend_of("본문", 5);
    window.wait_until("a line of the table", |window| window.has("100.00%"));
    let plot = window.harness.get_by_role_and_label(Role::Image, "추이 차트").rect();
    // The days are the 23rd to the 27th of January; from the second to the fourth.
    let at = |share: f32| plot.left() + 40.0 + (plot.width() - 40.0) * share;
    let y = plot.center().y;
    window.harness.drag_at(egui::pos2(at(0.3), y));
    window.harness.run_steps(2);
    window.harness.hover_at(egui::pos2(at(0.5), y));
    window.harness.run_steps(2);
    window.harness.drop_at(egui::pos2(at(0.7), y));
    window.harness.run_steps(3);
    window.wait_until("the list is narrowed to three days", |window| {
        window.has("5건 중 3건") || window.has("검색 결과 3건")
    });
    back(&mut window);
    window.wait_until("the list is as wide as before", |window| window.has("검색 결과 5건"));
}

#[test]
fn a_chart_is_saved_where_the_reader_says() {
    let (mut window, _archive) = opened(3);
    let folder = tempfile::tempdir().unwrap();
    window.press(Key::Y);
    window.wait_for("한국 시간");
    for name in ["현황.png", "현황.csv"] {
        let path = folder.path().join(name);
        let context = window.harness.ctx.clone();
        let save = seogo::ui::command::Command::SaveChart(path.clone(), seogo::ui::command::Existing::Keep);
        window.harness.state_mut().as_mut().unwrap().run(&context, save);
        window.wait_for(&format!("{name}에 저장했습니다"));
        assert!(path.metadata().unwrap().len() > 50);
    }
    window.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    window.harness.run_steps(2);
    window.wait_for("이름이 .svg");
}

#[test]
fn a_trend_is_split_smoothed_and_limited() {
    let (mut window, _archive) = trend_of("본문", 3);
    window.wait_until("a line of the table", |window| window.has("본문 100.00%"));
    window.click("나누기: 나누지 않음");
    window.click("언론사별");
    window.wait_until("a line of the publisher", |window| window.has("한빛일보 100.00%"));
    window.click("이동 평균: 이동 평균 없음");
    window.click("3일 이동 평균");
    window.wait_until("ends without an average", |window| window.has("한빛일보 –"));
    assert!(window.has("3일 이동 평균"), "the window is named under the chart");
    window.click("온전히 수집한 날만");
    window.wait_until("no day was covered", |window| !window.has("한빛일보 –"));
}

#[test]
fn views_of_a_search_that_finds_nothing_are_quiet() {
    let (mut window, _archive) = opened(3);
    search(&mut window, "없는말");
    window.press(Key::Enter);
    window.press(Key::A);
    window.wait_for("검색 결과가 없습니다");
    window.press(Key::Y);
    window.wait_until("axes without articles", |window| {
        window.harness.query_by_role_and_label(Role::Slider, "수집 현황").is_some()
    });
    window.click("추이");
    window.wait_until("a line of zeros", |window| window.has("없는말 0.00%"));
    window.click("수집 현황");
    let clear = |window: &Window| {
        window.harness.get_all_by_label("검색 지우기").last().unwrap().click();
    };
    window.wait_for("수집 현황");
    clear(&mut window);
    window.harness.run_steps(3);
    window.wait_for("기사 3건");
}

#[test]
fn queries_are_added_one_after_another_and_taken_away() {
    let (mut window, _archive) = opened(3);
    window.press(Key::Y);
    window.click("추이");
    window.wait_for("검색어를 입력하면");
    window.harness.get_by_role_and_label(Role::TextInput, "검색어 추가").focus();
    window.harness.run_steps(2);
    for query in ["본문", "없는말"] {
        window.harness.get_by_role_and_label(Role::TextInput, "검색어 추가").type_text(query);
        window.harness.run_steps(2);
        window.press(Key::Enter);
        window.wait_for(&format!("‘{query}’ 지우기"));
        window.harness.run_steps(3);
        let field = window.harness.get_by_role_and_label(Role::TextInput, "검색어 추가");
        assert!(field.accesskit_node().is_focused(), "the next query can be typed");
    }
    window.click("‘본문’ 지우기");
    window.wait_for_no("‘본문’ 지우기");
    assert!(window.has("‘없는말’ 지우기"));
}

#[test]
fn articles_without_dates_are_why_there_is_no_story() {
    let archive = tempfile::tempdir().unwrap();
    for name in ["하나.txt", "둘.txt"] {
        let text =
            "나루대교 붕괴\n\n나루대교 상판이 무너져 트럭 두 대가 강으로 떨어졌다. 두 사람이 구조됐다.\n";
        std::fs::write(archive.path().join(name), text).unwrap();
    }
    let mut window = Window::new([1280.0, 800.0]);
    window.open(archive.path());
    window.wait_for_load();
    window.press(Key::A);
    window.wait_for("게재일이 있는 기사가 없습니다");
}

/// A window in which nothing fits beside the list and a view of the whole.
fn narrow() -> (Window, tempfile::TempDir) {
    let archive = tempfile::tempdir().unwrap();
    write(archive.path(), |at| format!("{at}.md"));
    let mut window = Window::new([900.0, 800.0]);
    window.open(archive.path());
    window.wait_for_load();
    (window, archive)
}

#[test]
fn the_legend_of_a_narrow_coverage_is_within_the_window() {
    let (mut window, _archive) = narrow();
    window.press(Key::Y);
    window.wait_for("한국 시간");
    for name in ["수집했으나 0건", "번호 대비는"] {
        window.wait_for(name);
        let rect = window.harness.get_by_label_contains(name).rect();
        assert!(rect.right() <= 900.0, "{name}: {rect}");
    }
}

#[test]
fn texts_compared_under_each_other_are_named_by_their_publishers() {
    let (mut window, _archive) = narrow();
    window.press(Key::A);
    window.wait_for("이야기 1건");
    window.click("기사 4건 ·");
    window.wait_for("같은 글 2");
    window.click("겹친 글 비교: 신문903");
    window.wait_for("겹친 대목 1곳");
    for name in ["신문901", "신문903"] {
        let named = window.harness.query_all_by_role_and_label(Role::Label, name).count();
        assert!(named > 0, "{name}");
    }
}

#[test]
fn the_heads_of_a_trend_name_their_queries() {
    let (mut window, _archive) = trend_of("본문", 3);
    window.wait_for("1. 25. 일, 본문");
    window.harness.get_by_role_and_label(Role::ColumnHeader, "본문");
    window.wait_for("1/25");
}
