//! Taking articles out of the window: to the clipboard, and into files.

use crate::support::window::{Window, opened};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// What the window copies when a key is pressed.
fn copied(window: &mut Window, modifiers: Modifiers, key: Key) -> String {
    // A single event, so that there is only one frame, whose output is the one to check.
    window.harness.event(egui::Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    });
    next_copy(window)
}

/// What the window copies next, which may take several frames.
fn next_copy(window: &mut Window) -> String {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        window.harness.step();
        let commands = &window.harness.output().platform_output.commands;
        let text = commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        if let Some(text) = text {
            return text;
        }
        assert!(Instant::now() < until, "nothing was copied");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn an_article_or_many_are_cited() {
    let (mut window, _archive) = opened(5);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    let citation = |id: u32, day: u32| {
        format!("김하늘, 「제목 {id}」, 『한빛일보』, 2026년 1월 {day}일, https://example.com/{id}.")
    };
    assert_eq!(copied(&mut window, Modifiers::SHIFT, Key::C), citation(2, 26));
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    window.harness.step();
    window.harness.step();
    assert_eq!(
        copied(&mut window, Modifiers::SHIFT, Key::C),
        format!("{}\n{}", citation(2, 26), citation(3, 25))
    );
}

#[test]
fn each_style_of_citation_is_in_the_menu() {
    let (mut window, _archive) = opened(2);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    for (line, expected) in [
        ("인용 정보 복사: 참고문헌(APA)", "김하늘 (2026. 1. 27). 제목 1. <한빛일보>. https://example.com/1"),
        ("인용 정보 복사: 보도용", "한빛일보 2026년 1월 27일자 「제목 1」"),
        (
            "인용 정보 복사: 각주(인문)",
            "김하늘, 「제목 1」, 『한빛일보』, 2026년 1월 27일, https://example.com/1.",
        ),
    ] {
        window.click("더 보기");
        window.harness.run_steps(3);
        window.harness.get_by_role_and_label(Role::Button, line).click();
        assert_eq!(next_copy(&mut window), expected);
    }
}

#[test]
fn what_is_selected_is_quoted_with_its_source() {
    let (mut window, _archive) = opened(2);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    let text = copied(&mut window, Modifiers::NONE, Key::Q);
    assert!(text.starts_with("“본문 1이다.\n\n둘째 문단이다.”\n— 김하늘, 「제목 1」"), "{text}");
    let line = window.harness.get_by_label("본문 1이다.").rect();
    window.harness.hover_at(line.left_center());
    window.harness.drag_at(line.left_center());
    window.harness.hover_at(line.right_center());
    window.harness.drop_at(line.right_center());
    window.harness.step();
    let text = copied(&mut window, Modifiers::NONE, Key::Q);
    assert!(text.starts_with("“본문 1이다.”\n— 김하늘"), "{text}");
}

#[test]
fn an_article_is_copied_as_markdown() {
    let (mut window, _archive) = opened(2);
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    let text = copied(&mut window, Modifiers::SHIFT, Key::M);
    assert!(text.contains("---\n\n# 제목 1\n\n본문 1이다.\n\n둘째 문단이다."), "{text}");
}

/// Opens the export dialog and enters a path.
fn export_to(window: &mut Window, path: &Path) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    window.harness.step();
    window.harness.step();
    window.harness.get_by_role_and_label(Role::TextInput, "저장 위치").focus();
    window.harness.step();
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.get_by_role_and_label(Role::TextInput, "저장 위치").type_text(path.to_str().unwrap());
    window.harness.step();
    window.harness.step();
}

fn press_button(window: &mut Window, name: &str) {
    // A dialog that has grown is centred again, with its buttons, only in the next frame.
    window.harness.run_steps(2);
    window.harness.get_by_role_and_label(Role::Button, name).click();
    window.harness.step();
    window.harness.step();
}

#[test]
fn a_list_is_exported_and_what_is_there_is_overwritten_only_when_asked() {
    let (mut window, _archive) = opened(5);
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("목록.csv");
    export_to(&mut window, &path);
    press_button(&mut window, "내보내기");
    window.wait_for("기사 5건을 내보냈습니다");
    window.wait_for_button("폴더에서 보기");
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches("한빛일보").count(), 5);
    fs::write(&path, "나의 것").unwrap();
    export_to(&mut window, &path);
    press_button(&mut window, "내보내기");
    window.wait_for("이미 있습니다");
    assert_eq!(fs::read_to_string(&path).unwrap(), "나의 것");
    press_button(&mut window, "덮어쓰기");
    window.wait_for("기사 5건을 내보냈습니다");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn chosen_articles_are_exported_in_the_chosen_format() {
    let (mut window, _archive) = opened(5);
    let out = tempfile::tempdir().unwrap();
    window.click("제목 2,");
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    window.harness.step();
    export_to(&mut window, &out.path().join("고른 것.csv"));
    assert!(window.has("선택한 기사 2건"));
    window.click("마크다운(폴더)");
    press_button(&mut window, "내보내기");
    window.wait_for("기사 2건을 내보냈습니다");
    let names = fs::read_dir(out.path().join("고른 것")).unwrap();
    let mut names: Vec<_> = names.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["2026-01-25 제목 3 (901_3).md", "2026-01-26 제목 2 (901_2).md"]);
}

#[test]
fn an_export_for_others_has_no_texts_and_says_so_beside() {
    let (mut window, _archive) = opened(3);
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("공개.csv");
    export_to(&mut window, &path);
    window.wait_for("본문 전문이 들어갑니다.");
    window.click("공개용(본문과 개인 정보 빼기)");
    window.harness.run_steps(2);
    window.harness.get_by_role_and_label(Role::RadioButton, "본문: 본문 앞 100자").click();
    press_button(&mut window, "내보내기");
    window.wait_for("기사 3건을 내보냈습니다");
    let table = fs::read_to_string(&path).unwrap();
    assert!(table.contains("본문 1이다.") && !table.contains("김하늘"), "{table}");
    let readme = fs::read_to_string(out.path().join("공개.README.txt")).unwrap();
    assert!(readme.contains("기사: 3건") && readme.contains("본문: 본문 앞 100자"), "{readme}");
}

#[test]
fn the_archive_is_no_place_to_export_to() {
    let (mut window, archive) = opened(3);
    export_to(&mut window, &archive.path().join("out.csv"));
    press_button(&mut window, "내보내기");
    window.wait_for("기사 폴더 안에는 아무것도 저장하지 않습니다");
    window.press(Key::Escape);
    assert!(!window.has("저장 위치"));
    assert_eq!(fs::read_dir(archive.path()).unwrap().count(), 3);
}

#[test]
fn notes_and_highlights_of_the_list_are_copied_with_their_sources() {
    let (mut window, _archive) = opened(3);
    let list = |window: &mut Window| {
        window.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
        window.harness.run_steps(2);
    };
    list(&mut window);
    window.wait_for("메모나 형광펜 표시가 없습니다");
    window.press(Key::Escape);
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    window.click("둘째 문단이다.");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.run_steps(2);
    window.press(Key::H);
    list(&mut window);
    window.wait_for("1개를 출처와 함께 복사");
    // The dialog grows once its lines were found.
    window.harness.run_steps(8);
    window.harness.get_by_label_contains("1개를 출처와 함께 복사").click();
    let source = "— 김하늘, 「제목 2」, 『한빛일보』, 2026년 1월 26일, https://example.com/2.";
    assert_eq!(next_copy(&mut window), format!("“본문 2이다.\n\n둘째 문단이다.”\n{source}"));
    window.click("제목 3,");
    window.wait_for("본문 3이다.");
    list(&mut window);
    let line = "한빛일보 · 2026년 1월 26일";
    window.wait_for(line);
    window.harness.run_steps(8);
    window.harness.query_all_by_label_contains(line).next().unwrap().click();
    window.wait_for("본문 2이다.");
    window.wait_until("the list is closed", |window| !window.has(line));
}
