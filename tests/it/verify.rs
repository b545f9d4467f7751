//! `seogo verify`, as used by someone who doubts an archive.

use crate::support::skipped::skip;
use std::fs::{self, File, FileTimes};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::generated::parse;
use seogo::article::{Integrity, is_plainly_intact};
use serde_json::{Value, json};

use crate::support::files::Invented;
use crate::support::real_archive::folder;

/// Runs it and returns its exit status and output.
fn verify(folder: &Path, json: bool) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_seogo"))
        .arg("verify")
        .arg(folder)
        .args(json.then_some("--json"))
        .env("LC_ALL", "en_US.UTF-8")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    // The samples have a picture beside a note.
    let told: Vec<&str> = told.lines().filter(|line| !line.ends_with(" not articles")).collect();
    assert!(told.is_empty(), "nothing else is said where stderr is no terminal: {told:?}");
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// The objects for files that aren't intact, and the counts.
fn verify_json(folder: &Path) -> (i32, Vec<Value>, Value) {
    let (status, text) = verify(folder, true);
    let mut objects: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let summary = objects.pop().unwrap()["summary"].take();
    (status, objects, summary)
}

/// Changes one byte in the middle of a crawled file's body, without changing the file's size and time.
fn change_a_byte(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap();
    let start = text.find("\n---\n\n# ").unwrap() + 8;
    let start = start + text[start..].find("\n\n---\n\n").unwrap() + 7;
    let end = text.rfind("\n\n---\n\n*Crawled at: ").unwrap();
    let middle = text.floor_char_boundary((start + end) / 2);
    let last_of_char = middle + text[middle..].chars().next().unwrap().len_utf8() - 1;
    bytes[last_of_char] ^= 1;
    let modified = fs::metadata(path).unwrap().modified().unwrap();
    fs::write(path, bytes).unwrap();
    let file = File::options().write(true).open(path).unwrap();
    file.set_times(FileTimes::new().set_modified(modified)).unwrap();
}

/// Changes a byte in one file of each hundredth of an archive; exactly these files must be reported.
fn a_hundred_changes_are_found(folder: &Path) {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let (status, objects, summary) = verify_json(folder);
    assert_eq!((status, objects), (0, vec![]));
    assert_eq!(summary["intact"], names.len());
    let chosen: Vec<&String> = names.iter().step_by(names.len() / 100).take(100).collect();
    for name in &chosen {
        change_a_byte(&folder.join(name));
    }
    let (status, objects, summary) = verify_json(folder);
    assert_eq!(status, 3);
    let told: Vec<&str> = objects.iter().map(|object| object["path"].as_str().unwrap()).collect();
    assert_eq!(told, chosen);
    assert!(objects.iter().all(|object| object["integrity"] == "altered"));
    let counts = json!({
        "files": names.len(), "articles": names.len(), "intact": names.len() - 100, "altered": 100,
        "unknown": 0, "unreadable": 0
    });
    assert_eq!(summary, counts);
}

#[test]
fn a_byte_changed_in_each_of_a_hundred_bodies_is_found() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..400 {
        let body =
            format!("가람시가 도서관 {number}곳을 연다.\n\n\"모두의 것\"이라고 했다. ").repeat(number + 1);
        let is_escaped = number % 3 != 0;
        let body = body.trim_end().to_owned();
        let invented = Invented { body, is_escaped, ..Invented::default() };
        fs::write(folder.path().join(format!("{number}.md")), invented.text()).unwrap();
    }
    a_hundred_changes_are_found(folder.path());
}

#[test]
fn a_byte_changed_in_each_of_a_hundred_real_bodies_is_found() {
    let Some(real) = folder() else { return };
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(real).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    a_hundred_changes_are_found(folder.path());
}

#[test]
fn what_is_plainly_intact_is_what_is_intact() {
    let intact = Invented::default();
    let comments =
        "📊 **댓글 통계** | 1\n\n## 댓글 (1 개)\n\n**독자** | 2025-12-30 10:11 | 👍 3 | 👎 1\n\n좋다";
    let sound = [
        intact.text(),
        intact.text().replace('\n', "\r\n"),
        Invented { is_escaped: false, ..intact.clone() }.text(),
        Invented { comments: Some(comments.to_owned()), ..intact.clone() }.text(),
        Invented { body: "앞\n\n---\n\n## 댓글 (3 개)\n\n뒤".to_owned(), ..intact.clone() }.text(),
    ];
    for text in &sound {
        assert!(is_plainly_intact(text.as_bytes()), "{text}");
    }
    // However a file is damaged, the quick check never claims more than the thorough one.
    for text in &sound {
        for (at, _) in text.char_indices() {
            for damaged in
                [text[..at].to_owned(), format!("{}{}", &text[..at], text[at..].replacen('a', "b", 1))]
            {
                let bytes = damaged.as_bytes();
                assert!(
                    !is_plainly_intact(bytes) || parse(bytes).integrity() == Integrity::Intact,
                    "{damaged}"
                );
            }
        }
    }
}

#[test]
fn each_file_that_is_not_intact_is_told_with_both_hashes() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("하위");
    fs::create_dir(&inner).unwrap();
    let text = Invented::default().text();
    fs::write(folder.path().join("a.md"), &text).unwrap();
    fs::write(inner.join("b.md"), text.replace("홍길동 시장", "홍길서 시장")).unwrap();
    fs::write(folder.path().join("c.md"), "---\ntitle: 제목\n---\n\n본문\n").unwrap();
    fs::write(folder.path().join("d.md"), [0; 64]).unwrap();
    let (status, objects, summary) = verify_json(folder.path());
    assert_eq!(status, 3);
    let told: Vec<_> =
        objects.iter().map(|it| (it["path"].as_str().unwrap(), it["integrity"].as_str().unwrap())).collect();
    assert_eq!(told, [("c.md", "unknown"), ("d.md", "unreadable"), ("하위/b.md", "altered")]);
    assert_eq!(objects[2]["id"], "009_0005614000");
    let (stored, computed) =
        (objects[2]["stored"].as_str().unwrap(), objects[2]["computed"].as_str().unwrap());
    assert!(text.contains(stored) && computed.len() == 64 && computed != stored);
    assert_eq!((&objects[0]["id"], &objects[0]["stored"]), (&Value::Null, &Value::Null));
    assert_eq!((&objects[1]["stored"], &objects[1]["computed"]), (&Value::Null, &Value::Null));
    let counts =
        json!({ "files": 4, "articles": 4, "intact": 1, "altered": 1, "unknown": 1, "unreadable": 1 });
    assert_eq!(summary, counts);

    let (status, text) = verify(folder.path(), false);
    assert_eq!(status, 3);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[2], format!("altered\t하위/b.md\t{stored}\t{computed}"));
    assert_eq!(lines[3], "4 files: 1 intact, 1 altered, 1 unknown, 1 unreadable");
}

#[test]
fn files_without_a_hash_alone_are_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "본문").unwrap();
    assert_eq!(verify(folder.path(), true).0, 0);
    fs::remove_file(folder.path().join("a.md")).unwrap();
    let (status, text) = verify(folder.path(), false);
    assert_eq!((status, text.as_str()), (0, "0 files: 0 intact, 0 altered, 0 unknown, 0 unreadable\n"));
}

#[test]
fn every_sample_is_judged_as_the_list_judges_it() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let (status, objects, summary) = verify_json(&seeds);
    assert_eq!(
        (status, &summary["files"], &summary["articles"], objects.len()),
        (3, &json!(94), &json!(100), 24)
    );
    for object in objects.into_iter().filter(|object| object["entry"].is_null()) {
        let bytes = fs::read(seeds.join(object["path"].as_str().unwrap())).unwrap();
        let name = match parse(&bytes).integrity() {
            Integrity::Intact => "intact",
            Integrity::Altered => "altered",
            Integrity::Unknown => "unknown",
        };
        assert_eq!(object["integrity"], name);
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_keeps_the_status_and_names_are_harmless() {
    let folder = tempfile::tempdir().unwrap();
    let text = Invented::default().text().replace("홍길동 시장", "홍길서 시장");
    for number in 0..2_000 {
        fs::write(folder.path().join(format!("{number}.md")), &text).unwrap();
    }
    fs::write(folder.path().join("가\u{1b}[31m나\n\u{202e}다.md"), &text).unwrap();
    let (_, printed) = verify(folder.path(), false);
    assert!(printed.ends_with("unreadable\n") && printed.contains("가\\u{001b}[31m나 \\u{202e}다.md\t"));
    assert_eq!(printed.lines().count(), 2_002);
    let mut child = Command::new(env!("CARGO_BIN_EXE_seogo"))
        .arg("verify")
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(3), [].as_slice()));
}

#[cfg(target_os = "linux")]
#[test]
fn progress_is_shown_on_a_terminal_and_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..40 {
        fs::write(folder.path().join(format!("{number}.md")), Invented::default().text()).unwrap();
    }
    let line = format!(
        "LC_ALL=en_US.UTF-8 {} verify {} --json 2>/dev/tty",
        env!("CARGO_BIN_EXE_seogo"),
        folder.path().display()
    );
    let Ok(output) = Command::new("script").args(["-qec", &line, "/dev/null"]).stdin(Stdio::null()).output()
    else {
        skip("there is no script(1)");
        return;
    };
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.starts_with("\r\x1b[KChecking "), "{shown:?}");
    let data = shown.rsplit("\x1b[K").next().unwrap();
    assert_eq!(
        data.trim_end(),
        json!({ "summary": {
            "files": 40, "articles": 40, "intact": 40, "altered": 0, "unknown": 0, "unreadable": 0
        } })
        .to_string()
    );
}
