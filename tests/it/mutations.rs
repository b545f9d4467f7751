//! Randomly damaged files: whatever the damage, parsing yields a consistent article.

use crate::generated::parse;
use proptest::prelude::*;
use seogo::article::{Comment, Integrity, ProblemKind, TextEncoding};
use seogo::formats::parse_file;
use sha2::{Digest, Sha256};
use std::path::Path;

use crate::support::files::Invented;

/// A kind of damage to a file.
#[derive(Clone, Debug)]
enum Damage {
    Overwrite(usize, u8),
    Insert(usize, Vec<u8>),
    Remove(usize, usize),
    RemoveLine(usize),
    RepeatLine(usize),
    SwapLines(usize, usize),
    CutOff(usize),
}

impl Damage {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |n: usize| n % (bytes.len() + 1);
        match self {
            Self::Overwrite(at, byte) => {
                let at = place(*at);
                if let Some(old) = bytes.get_mut(at) {
                    *old = *byte;
                }
            }
            Self::Insert(at, new) => {
                let at = place(*at);
                bytes.splice(at..at, new.iter().copied());
            }
            Self::Remove(at, length) => {
                let at = place(*at);
                let end = bytes.len().min(at + length);
                bytes.drain(at..end);
            }
            Self::CutOff(at) => bytes.truncate(place(*at)),
            Self::RemoveLine(n) => in_lines(bytes, |lines| drop(lines.remove(n % lines.len()))),
            Self::RepeatLine(n) => in_lines(bytes, |lines| {
                let n = n % lines.len();
                lines.insert(n, lines[n].clone());
            }),
            Self::SwapLines(a, b) => in_lines(bytes, |lines| {
                let count = lines.len();
                lines.swap(a % count, b % count);
            }),
        }
    }
}

fn in_lines(bytes: &mut Vec<u8>, change: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let mut lines: Vec<Vec<u8>> = bytes.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    change(&mut lines);
    *bytes = lines.join(&b'\n');
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = || 0..4000_usize;
    let telling = prop::sample::select(vec![
        "---\n",
        "\n---\n\n",
        "\"",
        "&amp;",
        "&",
        "title: x\n",
        "  - a\n",
        "\t",
        "# x\n",
        "\r\n",
        "\0",
        "\u{FEFF}",
        "[",
        "*a",
        "&a ",
        "> ",
        "**x** | y | 👍 1 | 👎 2\n",
        "*Crawled at: ",
        "📊 **댓글 통계**\n",
        "\u{202E}",
        "content_hash: ",
    ]);
    let new = prop_oneof![
        telling.prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 1..9)
    ];
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Overwrite(at, byte)),
        (at(), new).prop_map(|(at, new)| Damage::Insert(at, new)),
        (at(), 1..200_usize).prop_map(|(at, length)| Damage::Remove(at, length)),
        at().prop_map(Damage::RemoveLine),
        at().prop_map(Damage::RepeatLine),
        (at(), at()).prop_map(|(a, b)| Damage::SwapLines(a, b)),
        at().prop_map(Damage::CutOff),
    ]
}

fn file() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "국회는",
        "30일",
        "\"말\"",
        "&lt;",
        "<b>",
        "---",
        "\n\n",
        "했다.",
        "美",
        "3.5%",
    ]);
    let body = prop::collection::vec(words, 0..40).prop_map(|words| words.join(" ").trim().to_owned());
    let comments = "## 댓글 (1 개)\n\n**독자** | 2025-12-30 10:11 | 👍 3 | 👎 1\n\n글\n\n> **답** | t | 👍 0 | 👎 0\n>\n> 답";
    (body, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        move |(body, is_escaped, has_comments, is_yaml)| {
            let comments = has_comments.then(|| comments.to_owned());
            let text = Invented { body, is_escaped, comments, ..Invented::default() }.text();
            if is_yaml {
                text.replace("\t", "  ")
                    .replace("category: \n", "tags:\n  - a\n  - 'b'\nmap: {a: 1, b: [x]}\n")
            } else {
                text
            }
        },
    )
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let article = parse(bytes);
    let hash: [u8; 32] = Sha256::digest(article.body.as_bytes()).into();
    prop_assert_eq!(hash, article.computed_hash);
    prop_assert_eq!(article.title.trim(), &article.title);
    prop_assert!(!article.body.starts_with('\n') && !article.body.ends_with('\n'));
    let has = |kind| article.problems.iter().any(|problem| problem.kind == kind);
    let readable = !has(ProblemKind::Unreadable);
    prop_assert_eq!(article.title.is_empty() && readable, has(ProblemKind::NoTitle));
    prop_assert_eq!(article.body.is_empty() && readable, has(ProblemKind::NoBody));
    prop_assert_eq!(article.stored_hash.is_none(), article.integrity() == Integrity::Unknown);
    for author in &article.authors {
        prop_assert!(!author.line.is_empty() && author.line.contains(&author.name));
    }
    prop_assert!(depth(&article.comments) < 40);
    for encoding in [
        TextEncoding::Cp949,
        TextEncoding::Utf16Le,
        TextEncoding::Other("shift_jis"),
        TextEncoding::Other("?"),
    ] {
        parse_file(Path::new("a.md"), bytes, Some(encoding));
        parse_file(Path::new("a.html"), bytes, Some(encoding));
        parse_file(Path::new("a.txt"), bytes, Some(encoding));
    }
    Ok(())
}

fn depth(comments: &[Comment]) -> usize {
    comments.iter().map(|comment| 1 + depth(&comment.replies)).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn a_damaged_file_is_an_article(text in file(), damages in prop::collection::vec(damage(), 0..6)) {
        let mut bytes = text.into_bytes();
        for damage in damages {
            damage.apply(&mut bytes);
        }
        check(&bytes)?;
    }

    #[test]
    fn any_bytes_are_an_article(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        check(&bytes)?;
    }

    #[test]
    fn a_sound_file_is_intact(body in "[ -~가-힣\n]{1,200}", title in "[ -~가-힣]{1,60}", is_escaped: bool) {
        let body = body.trim_matches('\n').to_owned();
        prop_assume!(!body.is_empty() && !title.trim().is_empty());
        let invented = Invented { body, title, is_escaped, ..Invented::default() };
        let article = parse(invented.text().as_bytes());
        prop_assert_eq!(article.problems, []);
        prop_assert_eq!(&article.body, &invented.body);
        prop_assert_eq!(article.stored_hash, Some(article.computed_hash));
    }
}

#[test]
fn a_hundred_megabytes_are_read_in_linear_time() {
    // A tenth of the full size, since the program isn't optimized here; quadratic time takes minutes even so.
    const SIZE: usize = 10_000_000;
    let sound = |body: &str| Invented { body: body.to_owned(), ..Invented::default() }.text();
    let repeat = |text: &str| text.repeat(SIZE / text.len());
    let texts = [
        sound(&repeat("가나다 <라> 마바사. ")),
        sound(&repeat("---\n\n*댓글이 없습니다.*\n\n")),
        repeat("x"),
        repeat("---\n"),
        repeat("&"),
        repeat("k: v\n"),
        format!("---\n{}", repeat("key: value\n")),
        format!("---\ntitle: {}\n---\n", repeat("\"")),
        format!("---\nid: x\nauthor:\n{}---\n", repeat("\t\t\t홍길동 기자\n")),
        sound("x").replace(
            "*Crawled",
            &format!("## 댓글 (1 개)\n{}\n---\n\n*Crawled", repeat("> **x** | t | 👍 0 | 👎 0\n")),
        ),
    ];
    for text in texts {
        let start = std::time::Instant::now();
        parse(text.as_bytes());
        assert!(start.elapsed().as_secs() < 120, "{} took {:?}", &text[..20], start.elapsed());
    }
}
