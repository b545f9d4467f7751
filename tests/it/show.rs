//! `seogo show`, run as a program.

use crate::support::program::without_cache;
use std::io::Read;
use std::process::{Command, Output, Stdio};

use seogo::article::Article;
use seogo::export::full_article_object;
use serde_json::Value;

use crate::real_archive;
use crate::support::files::Invented;

fn seogo(args: &[&std::ffi::OsStr]) -> Output {
    without_cache(Command::new(env!("CARGO_BIN_EXE_seogo")))
        .args(args)
        .env("LC_ALL", "en_US.UTF-8")
        .output()
        .unwrap()
}

fn show(args: &[&str]) -> Output {
    let args: Vec<_> = ["show"].iter().chain(args).map(std::ffi::OsStr::new).collect();
    seogo(&args)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder with one file, and the file's path.
fn folder_with(name: &str, content: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    let path = path.into_os_string().into_string().unwrap();
    (folder, path)
}

#[test]
fn prints_a_page() {
    let comments = "## 댓글 (2 개)\n\n**독자** | ⭐ **BEST** | 2025-12-30 10:11 | 👍 3 | 👎 1\n\n좋다\n\n\
                    > **답** | 2025-12-30 10:12 | 👍 0 | 👎 0\n>\n> 그렇다";
    let invented = Invented {
        body: "첫 문단이다.\n\n둘째다.".into(),
        comments: Some(comments.into()),
        ..Invented::default()
    };
    let (_folder, path) = folder_with("a.md", invented.text().as_bytes());
    let output = show(&[&path]);
    let page = text(&output.stdout);
    let head = "가나시, \"새 도서관\" 연다\n가나일보 · 2025-12-30 · 홍길동 기자\n\
                https://example.com/article/009/0005614000\n\n";
    assert!(page.starts_with(head), "{page}");
    assert!(page.contains("첫 문단이다.") && page.contains("둘째다."), "{page}");
    let tail = "\n\n2 comments\n\n독자 · best · 2025-12-30 10:11 · 👍 3 · 👎 1\n좋다\n\n\
                \u{20}   답 · 2025-12-30 10:12 · 👍 0 · 👎 0\n    그렇다\n";
    assert!(page.ends_with(tail), "{page}");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn prints_an_object() {
    let (_folder, path) = folder_with("a.md", Invented::default().text().as_bytes());
    let output = show(&["--json", &path]);
    let line = text(&output.stdout);
    assert!(line.starts_with("{\"id\":\"009_0005614000\",\"title\":") && line.ends_with("}\n"));
    let object: Value = serde_json::from_str(&line).unwrap();
    assert_eq!((object["path"].as_str(), object["versions"].as_u64()), (Some("a.md"), Some(1)));
    assert_eq!(object["body"], Invented::default().body.as_str());
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    let blocks = object["blocks"].as_array().unwrap().iter().map(|block| block["text"].as_str().unwrap());
    assert_eq!(letters(&blocks.collect::<String>()), letters(&Invented::default().body));
}

#[test]
fn prints_bytes() {
    let bytes = b"\xFF\xFE\0\x01\x1b[31m\n\r\n";
    let (_folder, path) = folder_with("a.md", bytes);
    assert_eq!(show(&["--raw", &path]).stdout, bytes);
}

#[test]
fn prints_nothing_that_a_terminal_obeys() {
    let evil = "가\u{1b}]0;x\u{7}나\u{202e}다\u{9b}31m\u{2066}\r\u{200f}";
    let invented = Invented { title: evil.into(), body: evil.into(), ..Invented::default() };
    let (_folder, path) = folder_with("a.md", invented.text().as_bytes());
    for args in [vec![path.as_str()], vec!["--json", path.as_str()]] {
        let printed = text(&show(&args).stdout);
        let obeyed = |c: char| c.is_control() && c != '\n' || "\u{202e}\u{2066}\u{200f}".contains(c);
        assert!(!printed.contains(obeyed), "{printed:?}");
    }
    let object: Value = serde_json::from_slice(&show(&["--json", &path]).stdout).unwrap();
    assert_eq!(object["body"], evil);
}

#[test]
fn says_what_cannot_be_shown() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().to_str().unwrap();
    let absent = format!("{here}/absent\u{1b}[31m.md");
    for (path, part) in
        [(absent.as_str(), "no such file"), (here, "folder"), ("/dev/null", "not a regular file")]
    {
        let output = show(&[path]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1));
        assert!(said.contains(part) && said.lines().count() == 1 && !said.contains('\u{1b}'), "{said:?}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn tells_wrong_usage_by_its_status() {
    for args in [vec![], vec!["--json", "--raw", "x"], vec!["--nonsense", "x"], vec!["x", "y"]] {
        assert_eq!(show(&args).status.code(), Some(2), "{args:?}");
    }
    let help = show(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(text(&help.stdout).contains("--raw"));
}

#[test]
fn a_mistyped_command_is_answered_with_a_similar_one() {
    for (args, similar) in [
        (&["serch", "seeds", "A"][..], "search"),
        (&["lisst", "seeds"], "list"),
        (&["exprot", "seeds"], "export"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_seogo")).args(args).output().unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(said.contains(args[0]) && said.contains(similar) && !said.contains("unexpected"), "{said}");
    }
}

#[test]
fn wrong_usage_and_help_are_told_in_one_language() {
    let printed = |args: &[&str], language: &str| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_seogo")).args(args).env("LC_ALL", language).output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    for (args, told) in [
        (&["list"][..], "필요한 인수가 없습니다: <FOLDER>"),
        (&["list", "seeds", "--jsn"], "‘--jsn’: 그런 인수가 없습니다. 비슷한 인수: --json"),
        (&["list", "seeds", "--limit", "x"], "‘x’: --limit <N>의 값으로 쓸 수 없습니다"),
        (&["export", "seeds", "--format", "doc"], "가능한 값: csv, xlsx"),
        (&["serch", "seeds"], "비슷한 명령: search"),
        (&["trend", "--help"], "[기본값: day] [가능한 값: day, week, month]"),
    ] {
        let korean = printed(args, "ko_KR.UTF-8");
        assert!(korean.contains(told), "{korean}");
        for english in
            ["error:", "Usage", "[OPTIONS]", "default:", "possible values", "For more", "invalid digit"]
        {
            assert!(!korean.contains(english), "{korean}");
        }
        assert!(!printed(args, "C.UTF-8").contains(['가', '다']));
    }
}

#[test]
fn survives_a_closed_pipe() {
    let invented = Invented { body: "가나다라. ".repeat(100_000), ..Invented::default() };
    let (_folder, path) = folder_with("a.md", invented.text().as_bytes());
    for flag in ["--raw", "--json"] {
        let mut command = without_cache(Command::new(env!("CARGO_BIN_EXE_seogo")));
        let command = command.args(["show", flag, &path]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    }
}

#[cfg(unix)]
#[test]
fn shows_a_file_whose_name_is_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(std::ffi::OsStr::from_bytes(b"\xB0\xA1.md"));
    std::fs::write(&path, Invented::default().text()).unwrap();
    let output = seogo(&["show".as_ref(), "--json".as_ref(), path.as_os_str()]);
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["path"].as_str().unwrap().chars().next(), Some('\u{FFFD}'));
    assert_eq!(object["problems"][0]["kind"], "decoded-lossily");
}

#[test]
fn shows_what_another_reader_reads() {
    let comments = "📊 **댓글 통계** | 2\n\n## 댓글 (2 개)\n\n**독자** | ⭐ **BEST** | 2025-12-30 10:11 | 👍 3 | 👎 1\n\n좋다 &lt;3\n둘째 줄\n\n\
                    > **답** | 2025-12-30 10:12 | 👍 0 | 👎 0\n>\n> 그렇다\n\n---\n\n**끝** | 2025-12-30 10:13 | 👍 0 | 👎 0\n\n끝";
    let invented = Invented { comments: Some(comments.into()), ..Invented::default() };
    let (folder, path) = folder_with("a.md", invented.text().as_bytes());
    let Some(theirs) = real_archive::run_oracle(folder.path()) else { return };
    let ours: Value = serde_json::from_slice(&show(&["--json", &path]).stdout).unwrap();
    assert_eq!(theirs["a.md"]["comments"].as_array().map(Vec::len), Some(2));
    real_archive::compare("a.md", &ours, &theirs["a.md"], &mut (0, 0));
}

#[test]
fn an_object_has_every_key_in_order() {
    let article = Article::default();
    let object = full_article_object("a.md", None, &article, |problem| problem.kind.name().to_owned());
    let object = serde_json::to_value(object).unwrap();
    let keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = "id title publisher category categories authors published crawled url oid aid content_hash \
                    integrity path entry keywords versions problems extra original modified excerpt kind incident \
                    named words page edition medium excluded length inferred format text links body blocks comments";
    assert_eq!(keys, expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(
        (&object["id"], &object["authors"], &object["published"]),
        (&Value::Null, &serde_json::json!([]), &Value::Null)
    );
}
