//! Files made to do harm: each is read like any other article, in bounded time and memory.
//!
//! Measured without optimization for a folder with only this file (100 MB unless stated otherwise), for `list
//! --json` and `show --json`, on two cores at 2.5 GHz; the tests' bounds are more generous, since machines
//! differ:
//!
//! | file | `list` | `show` | most memory |
//! |---|---|---|---|
//! | aliases that would make 9²¹ texts | 0.02 s | 0.01 s | 14 MB |
//! | 10⁶ keys, the crawler's / in a mapping / all the same | 2.2 / 0.7 / 1.2 s | 2.0 / 0.7 / 1.0 s | 371 / 46 / 239 MB |
//! | 10⁶ brackets, braces or dashes within each other | 0.2 s | 0.2 s | 24 MB |
//! | 5,000 mappings within each other, by indentation | 0.6 s | 0.6 s | 45 MB |
//! | 3,000 answers to answers | 0.9 s | 0.9 s | 24 MB |
//! | a line of 1 GB (only its beginning is read) | 0.01 s | 0.01 s | 10 MB |
//! | a line of words / without a space / of zeros | 0.7 / 0.7 / 0.1 s | 4.8 / 4.3 / 0.1 s | 296 MB |
//! | four million lines | 0.9 s | 10.5 s | 273 MB |
//! | quotes / marks / addresses / escapes and nothing else | 0.8 / 0.7 / 1.5 / 1.8 s | 26 / 19 / 8.4 / 6.9 s | 324 MB |
//! | a title of 99 MB | 2.6 s | 2.0 s | 387 MB |
//! | three million author lines, 90 MB (1,000 are read as people, the rest kept as text) | 5.1 s | 4.9 s | 393 MB |

use super::seogo;
use crate::support::program::with_home;
use crate::support::window::Window;
use egui::Key;
use egui_kittest::kittest::NodeT;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};

/// Address space that threads reserve without using, in megabytes: stacks, and the allocator's arenas.
const RESERVED: u32 = 1500;

/// Runs the program with at most this many megabytes of memory and two minutes of processor time.
fn bounded(home: &Path, megabytes: u32, arguments: &[&str]) -> Output {
    let limits = format!("ulimit -v {}; ulimit -t 120; exec \"$@\"", (RESERVED + megabytes) * 1024);
    let mut command = with_home(Command::new("sh"), home);
    command.args(["-c", &limits, "sh", env!("CARGO_BIN_EXE_seogo")]).args(arguments).output().unwrap()
}

/// The only article of a folder with this file, as printed by `list`; also reads the file with `show` and
/// `search`.
fn read_bounded(what: &str, bytes: &[u8], megabytes: u32) -> Value {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("archive");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("a.md");
    fs::write(&file, bytes).unwrap();
    let (folder, file) = (folder.to_str().unwrap(), file.to_str().unwrap());
    let run = |arguments: &[&str]| {
        let output = bounded(home.path(), megabytes, arguments);
        assert!(
            output.status.success(),
            "{what}, {arguments:?}: {} {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    assert!(!run(&["show", file, "--json"]).is_empty());
    assert_eq!(run(&["search", folder, "저장 위치도없는낱말", "--count"]), b"0\n");
    serde_json::from_slice(&run(&["list", folder, "--json"])).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_front_matter_made_to_explode_is_read_in_bounds() {
    const MANY: usize = 1_000_000;
    let front = |inside: &str| format!("---\ntitle: 제목\n{inside}\n---\n본문\n");
    let mut aliases = "a: &a [\"하\",\"하\",\"하\",\"하\",\"하\",\"하\",\"하\",\"하\",\"하\"]\n".to_owned();
    for (before, name) in ('a'..'u').zip('b'..='u') {
        aliases += &format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(","));
    }
    let keys = |indent: &str| (0..MANY).map(|n| format!("{indent}k{n}: v\n")).collect::<String>();
    let steps: String = (0..3000).map(|depth| format!("{}k:\n", " ".repeat(depth))).collect();
    let files = [
        ("aliases", aliases),
        ("keys", keys("")),
        ("keys of a mapping", format!("tags: [a]\nm:\n{}", keys("  "))),
        ("the same key", "title: 둘\n".repeat(MANY)),
        ("brackets", format!("a: {}", "[".repeat(MANY))),
        ("closed brackets", format!("a: {}{}", "[".repeat(MANY), "]".repeat(MANY))),
        ("mappings", format!("a: {}{}", "{a: ".repeat(MANY), "}".repeat(MANY))),
        ("dashes", format!("a:\n  {}x", "- ".repeat(MANY))),
        ("questions", format!("{}x", "? ".repeat(MANY))),
        ("indentation", steps),
    ];
    for (what, inside) in files {
        let article = read_bounded(what, front(&inside).as_bytes(), 1000);
        assert_eq!(article["title"], "제목", "{what}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_hundred_megabytes_are_read_in_bounds() {
    // Unoptimized, the program is slow, so only one of the many shapes has its full size.
    let of = |size: usize, text: &str| text.repeat(size / text.len());
    let body = |text: String| format!("---\ntitle: 제목\n---\n{text}\n");
    let (full, tenth) = (100_000_000, 10_000_000);
    let files = [
        ("a line", body(of(full, "가나다 "))),
        ("a word", body(of(tenth, "가"))),
        ("lines", body(of(tenth, "가나다라.\n"))),
        ("quotes", body(of(tenth, "\"다.가\""))),
        ("marks", body(of(tenth, "[앵커]"))),
        ("addresses", body(of(tenth, "http://a.b/"))),
        ("escapes", body(of(tenth, "&amp;"))),
        ("an author", format!("---\ntitle: 제목\nauthor: {}\n---\nx\n", of(tenth, "김하늘 기자 "))),
        (
            "authors",
            format!("---\ntitle: 제목\nauthor:\n{}\n---\nx\n", of(tenth, "  - 김하늘 기자(a@b.c)\n")),
        ),
    ];
    for (what, text) in files {
        assert_eq!(read_bounded(what, text.as_bytes(), 1500)["title"], "제목", "{what}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn of_a_line_of_a_gigabyte_only_the_beginning_is_read() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("a.md");
    fs::write(&file, format!("---\ntitle: 제목\n---\n{}", "가".repeat(1_000_000))).unwrap();
    fs::File::options().write(true).open(&file).unwrap().set_len(1 << 30).unwrap();
    let output = bounded(home.path(), 300, &["list", home.path().to_str().unwrap(), "--json"]);
    let article: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&article["title"], &article["integrity"]), (&"제목".into(), &"unknown".into()));
    assert_eq!(article["problems"][0]["kind"], "too-large");
}

/// A headline that colours a terminal, rings its bell, sets its title, moves back over the line and changes the
/// writing direction.
const HEADLINE: &str = "앞\u{1b}[31;5m\u{7}\u{1b}]0;열림\u{7}\u{8}\u{8}\u{9b}2J\u{202e}뒤\u{2066}\u{200f}끝";

fn is_harmful(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn hostile_text() -> String {
    format!(
        "---\nid: \"{HEADLINE}\"\ntitle: \"{HEADLINE}\"\npublisher: \"{HEADLINE}\"\nauthor: \"{HEADLINE}\"\n\
         url: \"https://example.com/{HEADLINE}\"\nodd: \"{HEADLINE}\"\n---\n\n{HEADLINE} 본문의 끝\n"
    )
}

#[test]
fn escape_sequences_reach_no_terminal() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("archive");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("이름\u{202e}\u{1b}[31m.md");
    fs::write(&file, hostile_text()).unwrap();
    let (folder, file) = (folder.to_str().unwrap(), file.to_str().unwrap());
    for arguments in [
        &["list", folder][..],
        &["list", folder, "--json"],
        &["show", file],
        &["show", file, "--json"],
        &["search", folder, "앞"],
        &["search", folder, "앞", "--json"],
        &["verify", folder],
        &["verify", folder, "--json"],
        &["show", "없는\u{202e}\u{1b}[31m"],
    ] {
        let output = seogo(home.path()).args(arguments).output().unwrap();
        let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!printed.is_empty(), "{arguments:?}");
        assert_eq!(printed.chars().find(|&c| is_harmful(c)), None, "{arguments:?}: {printed:?}");
    }
}

/// `seogo show *.md` is wrong usage, and the error repeats every name.
#[test]
fn escape_sequences_in_what_was_typed_reach_no_terminal() {
    let home = tempfile::tempdir().unwrap();
    let name = "이름\u{202e}\u{1b}[31m\u{9b}2J.md";
    for arguments in [
        &["show", "a.md", name][..],
        &[name, name],
        &["list", "a", "--sort", name],
        &["show", "a", &format!("--{name}")],
    ] {
        let output = seogo(home.path()).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(printed.contains("\\u{009b}2J"), "{printed:?}");
        assert_eq!(printed.chars().find(|&c| is_harmful(c)), None, "{arguments:?}: {printed:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn raw_bytes_are_escaped_on_a_terminal_and_left_alone_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("a.md");
    let text = format!("{}{HEADLINE}\n", "가".repeat(100_000));
    fs::write(&file, &text).unwrap();
    let raw = ["show", file.to_str().unwrap(), "--raw"];
    assert_eq!(seogo(home.path()).args(raw).output().unwrap().stdout, text.as_bytes());
    let on_terminal = "import pty, sys\nsys.exit(pty.spawn(sys.argv[1:]) >> 8)";
    let mut command = with_home(Command::new("python3"), home.path());
    command.args(["-c", on_terminal, env!("CARGO_BIN_EXE_seogo")]).args(raw);
    let output = command.output().unwrap();
    assert!(output.status.success());
    let printed = String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n");
    assert!(printed.contains("\\u{001b}[31;5m") && printed.starts_with("가가가"));
    assert_eq!(printed.chars().filter(|&c| c == '가').count(), 100_000);
    assert_eq!(printed.chars().find(|&c| is_harmful(c)), None);
}

/// Each message is a single write, so that those of several programs never mix.
#[cfg(unix)]
#[test]
fn a_message_is_one_write() {
    use std::os::{fd::OwnedFd, unix::net::UnixDatagram};
    let home = tempfile::tempdir().unwrap();
    for arguments in [&["show", "/absent\u{1b}"][..], &["show", "a", "b\u{1b}"], &["list", "/absent"]] {
        // A datagram socket preserves the boundaries of writes.
        let (ours, theirs) = UnixDatagram::pair().unwrap();
        let mut command = seogo(home.path());
        command.args(arguments).stderr(OwnedFd::from(theirs));
        let status = command.status().unwrap();
        drop(command);
        assert!(!status.success());
        let mut message = [0; 4096];
        let length = ours.recv(&mut message).unwrap();
        assert_eq!(message[length - 1], b'\n', "{arguments:?}");
        ours.set_nonblocking(true).unwrap();
        assert!(!ours.recv(&mut message).is_ok_and(|more| more > 0), "{arguments:?}");
    }
}

/// The article's own text is not altered. Painting knows only one writing direction, and the text for screen
/// readers is harmless.
#[test]
fn in_the_window_no_text_turns_the_direction_or_controls_anything() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("폴더\u{202e}이름");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("이름\u{202e}\u{1b}[31m.md"), hostile_text()).unwrap();
    let mut window = Window::new([1280.0, 800.0]);
    window.open(&inner);
    window.wait_for_load();
    window.press(Key::J);
    for step in 0..10 {
        window.harness.step();
        let nodes = window.harness.root().children_recursive().flat_map(|node| {
            let node = node.accesskit_node();
            [node.label(), node.value()]
        });
        let texts: Vec<String> = nodes.flatten().collect();
        assert!(texts.iter().any(|text| text.contains('끝')));
        let harmful = texts.iter().find(|text| text.contains(is_harmful));
        assert_eq!(harmful, None, "step {step}");
        if step == 5 {
            window.press(Key::ArrowDown);
        }
        if step == 7 {
            window.open(&folder.path().join("없는\u{202e}\u{1b}[31m\u{7}"));
            window.wait_for("폴더나 파일이 없습니다. 경로를");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_name_of_two_lines_is_one_line_of_a_list() {
    use std::os::unix::ffi::OsStrExt;
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("archive");
    fs::create_dir(&folder).unwrap();
    for name in [&b"a\nb\r\t.md"[..], b"c\xff\xfe.md"] {
        fs::write(folder.join(std::ffi::OsStr::from_bytes(name)), "---\ntitle: 둘\n줄\n---\nx\n").unwrap();
    }
    let list = seogo(home.path()).args(["list", folder.to_str().unwrap()]).output().unwrap();
    let text = String::from_utf8(list.stdout).unwrap();
    assert_eq!(text.lines().count(), 2, "{text:?}");
    assert!(text.lines().all(|line| line.split('\t').count() == 4), "{text:?}");
}

/// A pipe would block forever, a device would never end, and a link would lead out of the folder.
#[cfg(target_os = "linux")]
#[test]
fn links_pipes_and_devices_are_passed_over() {
    let (home, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = home.path().join("archive");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.md"), "---\ntitle: a\n---\nb\n").unwrap();
    fs::write(outside.path().join("secret.md"), "---\ntitle: secret\n---\nb\n").unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.join("out")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.md"), folder.join("b.md")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.join("zero.md")).unwrap();
    let pipe = folder.join("pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // Only root may create a device.
    let device = Command::new("mknod").arg(folder.join("dev.md")).args(["c", "1", "5"]).output().unwrap();
    println!("a device among them: {}", device.status.success());
    let folder = folder.to_str().unwrap();
    for arguments in [&["list", folder][..], &["search", folder, "-없는말"], &["verify", folder]] {
        let output = bounded(home.path(), 1000, arguments);
        assert!(output.status.success(), "{arguments:?}");
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(!printed.contains("secret"), "{printed}");
    }
    let list = bounded(home.path(), 1000, &["list", folder]);
    assert_eq!(String::from_utf8(list.stdout).unwrap(), "\t\ta\ta.md\n");
    for given in [pipe.to_str().unwrap(), "/dev/zero"] {
        for command in ["show", "list"] {
            let output = bounded(home.path(), 1000, &[command, given]);
            assert_eq!(output.status.code(), Some(1), "{command} {given}");
            assert_eq!(String::from_utf8(output.stderr).unwrap().lines().count(), 1);
        }
    }
}

#[test]
fn files_that_become_folders_and_back_while_they_are_read_stop_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..200 {
        fs::write(folder.path().join(format!("{number}.md")), "---\ntitle: a\n---\nb\n").unwrap();
    }
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                for number in 0..50 {
                    let path = folder.path().join(format!("{number}.md"));
                    fs::remove_file(&path).unwrap();
                    fs::create_dir(&path).unwrap();
                    fs::write(path.join("in.md"), "x").unwrap();
                    fs::remove_dir_all(&path).unwrap();
                    fs::write(&path, "---\ntitle: a\n---\nb\n").unwrap();
                }
            }
        });
        for _ in 0..40 {
            let report = seogo::engine::load(folder.path(), &seogo::archive::Cancel::default(), |_| {});
            let rows = report.unwrap().catalogue;
            assert!(rows.len() >= 150, "{}", rows.len());
            assert!(rows.rows().filter(|row| row.title() == "a").count() >= 150);
        }
        over.store(true, Ordering::Relaxed);
    });
}
