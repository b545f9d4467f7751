//! The list of problems, as used by someone who wants to know what happened to every file.

use std::fs;
use std::path::Path;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::archive::{Catalogue, CatalogueBuilder, Problems, SegmentBuilder, WalkReport};
use seogo::article::{Article, Problem, ProblemKind};
use seogo::ui::dialogs::{Dialog, dialog_ui};
use seogo::ui::path_field::PathField;
use seogo::ui::problem_list::ProblemListState;
use seogo::ui::theme;
use seogo::view::Lang;

use crate::support::files::Invented;
use crate::support::window::Window;

#[cfg(unix)]
#[test]
fn every_file_is_accounted_for_by_kind_with_line_and_what_was_done() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let text = Invented::default().text();
    fs::write(root.join("a.md"), &text).unwrap();
    fs::write(root.join("b.md"), text.replace("published_at: 2025-12-30 00:00", "published_at: 어제"))
        .unwrap();
    fs::write(root.join("c.md"), [0; 64]).unwrap();
    fs::write(root.join("그림.png"), "png").unwrap();
    std::os::unix::fs::symlink(root.join("a.md"), root.join("d.md")).unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(root);
    window.wait_for("문제 3건");
    window.press(Key::P);
    window.wait_for("파일 5개 중 2개 읽음 · 읽지 못함 1 · 기사가 아닌 파일 1 · 따라가지 않은 링크 1");
    for expected in [
        "c.md, 글자가 아닌 바이트(NUL)가 섞여",
        "b.md, 11번째 줄, 날짜로 읽을 수 없어 비워 두었습니다: 어제",
        "d.md, 링크여서 따라가지 않았습니다",
        "그림.png, 기사를 읽을 수 있는 형식이 아니어서 읽지 않았습니다",
        "폴더에서 보기: 그림.png",
    ] {
        assert!(window.has(expected), "{expected}");
    }
    window.click("모든 종류  4");
    window.click("날짜로 읽을 수 없어 비워 두었습니다  1");
    assert!(window.has("b.md, 11번째 줄") && !window.has("d.md, 링크여서"));
    window.press(Key::Enter);
    window.wait_for("홍길동 시장은");
    assert!(
        !window.has("모든 종류") && window.has("비워 두었습니다: 어제"),
        "the dialog made room for the article"
    );
}

/// The problems of an archive in which every file has one.
fn problems(count: u32) -> (Problems, Catalogue) {
    let mut builder = CatalogueBuilder::default();
    let mut segment = SegmentBuilder::default();
    for number in 0..count {
        let problem = Problem { kind: ProblemKind::NoTitle, line: None, detail: None };
        let article = Article { problems: vec![problem], ..Article::default() };
        segment.push(Path::new(&format!("{number:06}.md")), &article.into());
        if segment.is_full() {
            builder.push(segment.take());
        }
    }
    builder.push(segment.take());
    let catalogue = builder.snapshot();
    (Problems::of(&catalogue, WalkReport::default()), catalogue)
}

#[test]
fn of_a_hundred_thousand_problems_only_those_in_view_are_painted_and_keys_lead_to_all() {
    let (problems, catalogue) = problems(100_000);
    let mut dialog = Dialog::Problems(ProblemListState::opened());
    let mut installed = false;
    let mut harness = Harness::builder().with_size([900.0, 700.0]).build_ui(move |ui| {
        if !std::mem::replace(&mut installed, true) {
            theme::install(ui.ctx(), seogo::library::Theme::Light);
            return;
        }
        dialog_ui(
            ui.ctx(),
            &mut dialog,
            Some((&problems, &catalogue)),
            &mut PathField::default(),
            &[],
            &seogo::library::Settings::default(),
            Lang::English,
        );
    });
    harness.run_steps(4);
    let mut press = |key: Key| {
        harness.key_press(key);
        harness.run_steps(4);
        let rows: Vec<_> = harness.query_all_by_role(Role::ListBoxOption).collect();
        assert!((5..25).contains(&rows.len()), "{} rows are painted", rows.len());
        let focused = rows.iter().find(|row| row.accesskit_node().is_focused());
        focused.and_then(|row| row.accesskit_node().label()).unwrap_or_default()
    };
    for (key, path) in [
        (Key::ArrowDown, "000001.md"),
        (Key::ArrowDown, "000002.md"),
        (Key::End, "099999.md"),
        (Key::ArrowUp, "099998.md"),
        (Key::Home, "000000.md"),
    ] {
        let label = press(key);
        assert!(label.starts_with(path), "{key:?} led to {label:?}, not to {path}");
    }
    let after_a_page = press(Key::PageDown);
    assert!(("000003".."000020").contains(&after_a_page.as_str()), "{after_a_page}");
}
