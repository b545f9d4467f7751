//! Snapshots of the interface as text: the page and the rows as a screen reader has them, and the output of
//! commands. Any change shows up in review; `INSTA_UPDATE=always cargo test snapshots` updates them.

use crate::support::program::{with_home, without_cache};
use crate::support::window::{Window, article, rows, seeds};
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;
use std::fs;
use std::process::Command;

/// Every text of the shown page with its role, one per line.
fn page(window: &Window) -> String {
    let roles = [
        Role::Heading,
        Role::Button,
        Role::Label,
        Role::Paragraph,
        Role::Link,
        Role::Blockquote,
        Role::Caption,
    ];
    let texts = window.harness.root().children_recursive().filter_map(|node| {
        let node = node.accesskit_node();
        let text = node.value().or_else(|| node.label()).filter(|text| !text.is_empty())?;
        roles.contains(&node.role()).then(|| format!("{:?}: {text}", node.role()))
    });
    // Skip the list and the details, which contain paths and times.
    texts.skip_while(|text| text != "Heading: 제목 1").collect::<Vec<_>>().join("\n")
}

#[test]
fn a_page() {
    let folder = tempfile::tempdir().unwrap();
    let body = "달팽이, 경주 나서다두 번째 도전\n\n느린 달팽이가 경주에 나섰다. “천천히 가겠다”고 했다.\n\n사진 | 가람 기자\n\n■ 규칙\n\n\
                달팽이는 쉬지 않는다. https://example.com/rules 참고.\n\n가람 기자 garam@example.com";
    fs::write(folder.path().join("901_1.md"), article(1, 3, body)).unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder.path());
    window.wait_for_load();
    window.click("제목 1,");
    window.wait_for("느린 달팽이가");
    window.harness.run_steps(3);
    insta::assert_snapshot!(page(&window));
}

#[test]
fn rows_of_the_list() {
    let mut window = Window::new([1280.0, 800.0]);
    let folder = tempfile::tempdir().unwrap();
    for id in 1..=3 {
        fs::write(folder.path().join(format!("901_{id}.md")), article(id, 3 + id, "본문이다.")).unwrap();
    }
    fs::copy(
        seeds().join("901_0000330719_폭설_뒤_해돋이_인파_몰린다동해안_고갯길_월동장비_의무.md"),
        folder.path().join("901_0000330719.md"),
    )
    .unwrap();
    fs::write(folder.path().join("plain.txt"), "머리글이 없는 글\n\n본문이다.").unwrap();
    window.open(folder.path());
    window.wait_for_load();
    window.wait_for("기사 5건");
    window.harness.run_steps(3);
    let names: Vec<String> = rows(&window).into_iter().map(|(name, _)| name).collect();
    insta::assert_snapshot!(names.join("\n"));
}

#[test]
fn what_commands_print() {
    let folder = tempfile::tempdir().unwrap();
    for id in 1..=3 {
        let text = article(id, 3 + id, &format!("느린 달팽이 {id}마리가 간다."));
        fs::write(folder.path().join(format!("901_{id}.md")), text).unwrap();
    }
    let home = tempfile::tempdir().unwrap();
    let print = |arguments: &[&str]| {
        let mut command = without_cache(with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home.path()));
        let output = command.args(arguments).current_dir(folder.path()).output().unwrap();
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        format!("$ seogo {}\n{}{}", arguments.join(" "), said[0], said[1])
    };
    let asked: [&[&str]; 7] = [
        &["--help"],
        &["list", "."],
        &["list", ".", "--limit", "1", "--json"],
        &["search", ".", "달팽이 날짜:2026-01-05.."],
        &["show", "901_1.md"],
        &["verify", "."],
        &["list", "nowhere"],
    ];
    insta::assert_snapshot!(asked.map(print).join("\n"));
}
