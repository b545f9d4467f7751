//! A reader's first minutes: the welcome page, the samples, the tour, and the guide.

use crate::support::window::{Window, archive, opened, search};
use egui::Key;
use egui_kittest::kittest::Queryable;
use seogo::library::{Folders, Language, Session, Settings};
use std::path::Path;

/// The window of a reader who starts the program for the first time.
fn first_window(home: &tempfile::TempDir) -> Window {
    let folders = Folders::below(home.path());
    let settings = Settings { language: Language::Korean, read_after: 0.0, ..Settings::default() };
    settings.write(&folders).unwrap();
    Window::of_folders([1280.0, 800.0], folders)
}

#[test]
fn the_first_page_says_what_can_be_opened_and_opens_the_samples() {
    let home = tempfile::tempdir().unwrap();
    let mut window = first_window(&home);
    window.wait_for("모아 둔 뉴스 기사를 읽고, 찾고, 확인하는 프로그램입니다");
    for said in ["Markdown·텍스트·HTML·CSV·Excel·JSON", "이 창에 끌어다 놓아도", "파일 열기", "서버 열기"]
    {
        assert!(window.has(said), "{said}");
    }
    window.click("예제로 둘러보기");
    window.wait_for_load();
    window.wait_for("먹보 개울");
}

#[test]
fn the_tour_has_five_steps_and_comes_once() {
    let (home, articles) = (tempfile::tempdir().unwrap(), archive(3));
    let mut window = first_window(&home);
    window.open_whole(articles.path(), 3);
    for step in ["찾기 (1/5)", "읽기 (2/5)", "기사 정보 (3/5)", "내 기록 (4/5)"] {
        window.wait_for(step);
        window.harness.run_steps(3);
        window.click("계속");
    }
    window.wait_for("전체 보기 (5/5)");
    assert!(window.has("본문 1이다."), "it needs an article to explain the page");
    window.harness.run_steps(3);
    window.click("읽기 시작");
    window.wait_for_no("/5)");
    let folders = Folders::below(home.path());
    window.wait_until("it is noted", |_| Session::read(&folders).0.toured);
    let mut window = Window::of_folders([1280.0, 800.0], folders);
    window.open_whole(articles.path(), 3);
    window.harness.run_steps(8);
    assert!(!window.has("/5)"));
}

#[test]
fn the_tour_lets_the_window_be_used_and_ends_with_escape() {
    let (home, articles) = (tempfile::tempdir().unwrap(), archive(3));
    let mut window = first_window(&home);
    window.open_whole(articles.path(), 3);
    window.wait_for("찾기 (1/5)");
    window.press(Key::J);
    window.wait_for("본문 1이다.");
    assert!(window.has("찾기 (1/5)"));
    window.press(Key::Escape);
    window.wait_for_no("/5)");
    assert_eq!(window.heading(), "제목 1", "nothing else was closed");
}

#[test]
fn the_guide_unfolds_a_task_and_finds_words() {
    let mut window = Window::new([1280.0, 800.0]);
    window.wait_for("폴더 열기");
    window.press(Key::F1);
    window.wait_for("한 사건의 기사만 모아 인용하기");
    assert!(!window.has("문장이 출처와 함께 복사됩니다"));
    window.click("한 사건의 기사만 모아 인용하기");
    window.wait_for("문장이 출처와 함께 복사됩니다");
    window.harness.get_by_label("길잡이에서 찾기").focus();
    window.harness.run_steps(2);
    window.harness.get_by_label("길잡이에서 찾기").type_text("조테로");
    window.wait_for_no("한 사건의 기사만 모아 인용하기");
    window.wait_for("엑셀이나 조테로로 가져가기");
    window.wait_for("Zotero용");
    window.harness.get_by_label("길잡이에서 찾기").type_text("없는말");
    window.wait_for("길잡이에 그런 말이 없습니다");
    window.press(Key::Escape);
    window.wait_for_no("길잡이에 그런 말이 없습니다");
}

#[test]
fn empty_places_say_what_to_do() {
    let (mut window, _archive) = opened(3);
    window.press(Key::L);
    window.wait_for("기사에 별표(S)나 태그(T), 메모(E)를 붙이면");
    search(&mut window, "없는말");
    window.wait_for("낱말을 줄여 보세요");
    // The field has a button of this name, too.
    window.harness.get_all_by_label("검색 지우기").last().unwrap().click();
    window.wait_for("기사 3건");
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    window.press(Key::S);
    window.wait_for_no("메모(E)를 붙이면");
}

#[test]
fn every_picture_and_page_that_the_documents_name_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in ["README.md", "CONTRIBUTING.md", "docs/guide.ko.md", "docs/guide.en.md", "docs/reference.md"]
        .map(|it| root.join(it))
    {
        let text = std::fs::read_to_string(&page).unwrap();
        let named = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        let mut count = 0;
        for (target, _) in named.filter(|(target, _)| !target.contains("://")) {
            let file = target.split('#').next().unwrap();
            assert!(page.parent().unwrap().join(file).exists(), "{}: {target}", page.display());
            count += 1;
        }
        assert!(count > 0, "{}", page.display());
    }
}
