//! Single-article files not written by the crawler: notes, site builders' posts, web pages, plain text.

use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

fn seogo(args: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_seogo")).args(args).env("LC_ALL", "en_US.UTF-8").output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The output of `show --json` for a file with this name and text.
fn shown(name: &str, text: impl AsRef<[u8]>) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    serde_json::from_str(&seogo(&["show", path.to_str().unwrap(), "--json"])).unwrap()
}

fn listed(folder: &Path) -> Vec<Value> {
    seogo(&["list", folder.to_str().unwrap(), "--json"])
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Checks a file's values by JSON pointer.
#[track_caller]
fn check(name: &str, text: impl AsRef<[u8]>, expected: &[(&str, Value)]) {
    let object = shown(name, text);
    for (pointer, value) in expected {
        assert_eq!(object.pointer(pointer), Some(value), "{name} {pointer}: {object:#}");
    }
}

#[test]
fn heads_of_multi_markdown_and_categories_of_jekyll_are_read() {
    check(
        "a.md",
        "Title: 느린 달팽이\nAuthor: 가람 기자\nDate: 2026-01-02\n\n본문이다.\n",
        &[
            ("/title", json!("느린 달팽이")),
            ("/authors/0/name", json!("가람")),
            ("/published", json!("2026-01-02")),
            ("/text", json!("본문이다.")),
        ],
    );
    let talk = "제목: 없는 글이다.\n그리고 이어진다.\n";
    check("a.md", talk, &[("/title", json!("a"))]);
    for (categories, expected) in [
        ("동물 경주", json!(["동물", "경주"])),
        ("[동물 이야기, 경주]", json!(["동물 이야기", "경주"])),
        ("동물 > 느린 동물", json!(["동물 > 느린 동물"])),
    ] {
        let post = format!("---\ntitle: 제목\ncategories: {categories}\n---\n본문이다.\n");
        check("a.md", post, &[("/categories", expected)]);
    }
}

#[test]
fn crawls_without_a_zone_are_in_korean_time_unless_the_crawler_wrote_them() {
    for (saved, expected) in [
        ("2026-01-02 09:30", "2026-01-02T00:30:00Z"),
        ("2026-01-02T09:30:00Z", "2026-01-02T09:30:00Z"),
        // A day is kept as its midnight in Korea, and shown as a day.
        ("2026-01-02", "2026-01-01T15:00:00Z"),
    ] {
        let note = format!("---\ntitle: 제목\nsaved: {saved}\n---\n본문이다.\n");
        check("a.md", note, &[("/crawled", json!(expected))]);
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("a.csv"),
        "title,text,crawled_at,content_hash\n제목,본문이다.,2026-01-02 09:30:00,0\n",
    )
    .unwrap();
    assert_eq!(listed(folder.path())[0]["crawled"], "2026-01-02T09:30:00Z", "the crawler writes UTC");
}

#[test]
fn markdown_is_read_as_blocks() {
    check(
        "a.md",
        "**달팽이가 이겼다.** 그래서 모두가 놀랐다. *느린 것이 빠르다.* 이어진 말.",
        &[
            ("/format", json!("markdown")),
            ("/text", json!("달팽이가 이겼다. 그래서 모두가 놀랐다. 느린 것이 빠르다. 이어진 말.")),
            (
                "/blocks",
                json!([{
                    "kind": "text",
                    "text": "달팽이가 이겼다. 그래서 모두가 놀랐다. 느린 것이 빠르다. 이어진 말.",
                }]),
            ),
            ("/body", json!("**달팽이가 이겼다.** 그래서 모두가 놀랐다. *느린 것이 빠르다.* 이어진 말.")),
        ],
    );
    let address = "https://img.example.com/fetch/$s_!AbCd!,w_100/snail.png";
    check(
        "a.md",
        format!("![달팽이 사진]({address})"),
        &[(
            "/blocks",
            json!([{ "kind": "image", "src": address, "alt": "달팽이 사진", "text": "달팽이 사진" }]),
        )],
    );
    check(
        "a.md",
        "| 이름 | 나이 |\n| --- | --- |\n| ![](https://img.example.com/a.png) | 3살이다. |",
        &[
            ("/blocks/0/kind", json!("table")),
            ("/blocks/0/rows", json!([["이름", "나이"], ["", "3살이다."]])),
            ("/blocks/0/text", json!("이름\t나이\n\t3살이다.")),
        ],
    );
    check(
        "a.md",
        "```python\ndef f():\n\n    return 1\n```\n",
        &[("/blocks", json!([{ "kind": "code", "language": "python", "text": "def f():\n\n    return 1" }]))],
    );
    check(
        "a.md",
        "기반 서비스(가나, 다라, etc.)들의 목록을 준다.",
        &[
            ("/blocks/0/text", json!("기반 서비스(가나, 다라, etc.)들의 목록을 준다.")),
            ("/blocks/1", Value::Null),
        ]
        .map(|(pointer, value)| if value.is_null() { ("/excerpt", json!(false)) } else { (pointer, value) }),
    );
    check(
        "a.md",
        "# 느린 달팽이 <img src=\"a.png\">\n\n본문이다.",
        &[("/title", json!("느린 달팽이")), ("/body", json!("본문이다.")), ("/problems", json!([]))],
    );
}

#[test]
fn links_are_told_in_characters_of_their_block() {
    check(
        "a.md",
        "첫 문단이다.\n\n오늘 **달팽이**가 [이겼](https://example.com/win)다고 한다.",
        &[("/links", json!([{ "block": 1, "start": 8, "end": 10, "url": "https://example.com/win" }]))],
    );
}

#[test]
fn heads_of_site_builders_and_clippers_are_read() {
    check(
        "a.md",
        "+++\ntitle = \"느린 달팽이\"\ndate = 2026-01-02T03:04:05+09:00\nauthors = [\"가람\", \"하늘\"]\n\
         categories = [\"동물\"]\n+++\n본문이다.\n",
        &[
            ("/title", json!("느린 달팽이")),
            ("/published", json!("2026-01-02T03:04:05+09:00")),
            ("/authors/0/name", json!("가람")),
            ("/authors/1/name", json!("하늘")),
            ("/category", json!("동물")),
            ("/categories", json!(["동물"])),
            ("/problems", json!([])),
        ],
    );
    check(
        "a.md",
        "---\ncreated: 2026-01-02\nauthor:\n  - \"[[가람]]\"\n  - \"[[하늘|하늘 기자]]\"\ntags: [달팽이, \"#경주\"]\n---\n\
         [[길]]을 ==건넌다==.[^1]\n\n> [!note]\n> 속말이다.\n\n[^1]: 각주다.\n",
        &[
            ("/crawled", json!("2026-01-01T15:00:00Z")),
            ("/authors/0/name", json!("가람")),
            ("/authors/1/line", json!("하늘 기자")),
            ("/keywords", json!(["달팽이", "경주"])),
            (
                "/blocks",
                json!([
                    { "kind": "text", "text": "길을 건넌다.[1]" },
                    { "kind": "note", "title": "note", "text": "속말이다." },
                    { "kind": "footnote", "label": "1", "text": "각주다." },
                ]),
            ),
            ("/problems", json!([])),
        ],
    );
    check(
        "a.md",
        "---\ntitle: 느린 달팽이\ndate_published: 2026-01-02 20:00:00\ndate_saved: 2026-01-03 10:00:00\nsite_name: 가나일보\n---\n본문",
        &[
            ("/published", json!("2026-01-02T20:00:00+09:00")),
            ("/crawled", json!("2026-01-03T01:00:00Z")),
            ("/publisher", json!("가나일보")),
        ],
    );
    check(
        "a.md",
        "title:: 느린 달팽이\nauthor:: [[가람]]\nurl:: https://example.com/1\n\n- 하나\n- 둘\n",
        &[
            ("/title", json!("느린 달팽이")),
            ("/authors/0/line", json!("가람")),
            ("/url", json!("https://example.com/1")),
            ("/blocks/1/text", json!("둘")),
            ("/inferred", json!({ "publisher": "example.com" })),
            ("/publisher", Value::Null),
        ],
    );
    check(
        "a.md",
        "- title:: 느린 달팽이\n  url:: https://example.com/1\n  date-saved:: [[Jan 2nd, 2026]]\n\t- 하나\n\t\t- 속\n- 둘\n",
        &[
            ("/title", json!("느린 달팽이")),
            ("/url", json!("https://example.com/1")),
            ("/crawled", json!("2026-01-01T15:00:00Z")),
            ("/body", json!("- 하나\n\t- 속\n- 둘")),
            ("/blocks/0/text", json!("하나")),
        ],
    );
    check(
        "a.txt",
        "제목: 느린 달팽이\n날짜: 2026.01.02\n시간: 오전 10:20\n\n본문이다.",
        &[("/published", json!("2026-01-02T10:20:00+09:00")), ("/extra", json!({}))],
    );
    check(
        "2026-01-02-slow-snail.md",
        "본문이다.",
        &[("/published", json!("2026-01-02")), ("/title", json!("slow-snail"))],
    );
    check(
        "a.md",
        "---\npublished: false\ndate: 2026-01-02\n---\n본문",
        &[
            ("/published", json!("2026-01-02")),
            ("/extra/published", json!("false")),
            ("/problems", json!([])),
        ],
    );
    check(
        "a.md",
        "---\nauthors:\n  - name: 가람\n    url: https://example.com/a\n    title: 기자\n  - name: 하늘\n    url: https://example.com/b\n    title: 기자\n---\n본문",
        &[("/authors/0/name", json!("가람")), ("/authors/1/name", json!("하늘"))],
    );
}

#[test]
fn plain_text_has_its_title_in_its_first_line_and_no_problem() {
    check(
        "기사.txt",
        "느린 달팽이가 경주에서 이겼다\n\n모두가 놀랐다. 정말이다.\n",
        &[
            ("/title", json!("느린 달팽이가 경주에서 이겼다")),
            ("/problems", json!([])),
            ("/format", json!("plain")),
            ("/body", json!("느린 달팽이가 경주에서 이겼다\n\n모두가 놀랐다. 정말이다.")),
        ],
    );
    check("기사.txt", "모두가 놀랐다.\n\n정말이다.", &[("/title", json!("기사")), ("/problems", json!([]))]);
    check(
        "기사.txt",
        "기반 서비스(가나, 다라, etc.)들의 목록을 준다.",
        &[("/blocks", json!([{ "kind": "text", "text": "기반 서비스(가나, 다라, etc.)들의 목록을 준다." }]))],
    );
    check(
        "기사.txt",
        "제목: 느린 달팽이\n언론사: 가나일보\n날짜: 2026-01-02\n링크: https://example.com/1\n본문: 달팽이가 이겼다.\n",
        &[
            ("/title", json!("느린 달팽이")),
            ("/publisher", json!("가나일보")),
            ("/published", json!("2026-01-02")),
            ("/url", json!("https://example.com/1")),
            ("/body", json!("달팽이가 이겼다.")),
            ("/problems", json!([])),
        ],
    );
}

#[test]
fn a_saved_page_is_read_as_its_article() {
    let page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>느린 달팽이 : 가나일보</title>\
        <meta property=\"og:site_name\" content=\"가나일보\"><meta property=\"article:published_time\" content=\"2026-01-02T03:04:05+09:00\">\
        <link rel=\"canonical\" href=\"https://news.example.com/1\"></head><body><nav>처음 정치 경제</nav><article><h1>느린 달팽이</h1>\
        <p>오늘 <b>달팽이</b>가 <a href=\"https://example.com/win\">이겼</a>다고 한다.</p><p>모두가 놀랐다. 정말로 그랬다.</p></article>\
        <footer>무단 전재 금지</footer><script>var 비밀 = 1;</script></body></html>";
    check(
        "a.html",
        page,
        &[
            ("/format", json!("html")),
            ("/title", json!("느린 달팽이")),
            ("/publisher", json!("가나일보")),
            ("/published", json!("2026-01-02T03:04:05+09:00")),
            ("/url", json!("https://news.example.com/1")),
            ("/text", json!("오늘 달팽이가 이겼다고 한다.\n\n모두가 놀랐다. 정말로 그랬다.")),
            ("/body", json!(page)),
            ("/problems", json!([])),
        ],
    );
    // A page declares its encoding itself.
    let korean = page.replace("charset=\"utf-8\"", "charset=\"euc-kr\"");
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(&korean);
    check("a.htm", bytes, &[("/title", json!("느린 달팽이")), ("/problems", json!([]))]);
}

#[test]
fn what_is_read_is_what_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let text = "오늘 **달팽이**가 [이겼](https://example.com/win)다고 한다.";
    fs::write(folder.path().join("a.md"), text).unwrap();
    fs::write(
        folder.path().join("b.html"),
        "<p>오늘 <b>달팽이</b>가 <a href='https://example.com/win'>이겼</a>다고 한다.</p>",
    )
    .unwrap();
    let at = folder.path().to_str().unwrap();
    for (query, count) in [
        ("달팽이가", 2),
        ("이겼다고", 2),
        ("\"달팽이가 이겼다고 한다.\"", 2),
        ("win", 0),
        ("**", 0),
        ("href", 0),
    ] {
        assert_eq!(seogo(&["search", at, query, "--count"]).trim(), count.to_string(), "{query}");
    }
    let found: Value =
        serde_json::from_str(seogo(&["search", at, "이겼다고", "--json"]).lines().next().unwrap()).unwrap();
    assert_eq!(found["hits"], json!([{ "field": "body", "start": 8, "end": 12 }]));
}

#[test]
fn what_a_file_says_besides_is_found_in_its_own_field() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("모음")).unwrap();
    let note = "---\ntitle: 느린 달팽이\ntags: [동물, 느린 경주]\ncategories: [사회, 생활]\nmodified: 2026-01-03\n---\n본문이다.\n";
    fs::write(folder.path().join("모음/a.md"), note).unwrap();
    let sheet = "뉴스 식별자,일자,언론사,제목,통합 분류1,인물,위치,기관,키워드,본문,분석제외 여부,지면\n\
        01100101.20260102100000019,20260102,가나일보,빠른 토끼,경제,가람,솔내시,토끼협회,\"토끼,경주\",토끼가 졌다.,중복,A1면\n";
    fs::write(folder.path().join("b.csv"), sheet).unwrap();
    let at = folder.path().to_str().unwrap();
    for (query, count) in [
        ("keyword:동물", 1),
        ("키워드:\"느린 경주\"", 1),
        ("keyword:경주", 0),
        ("category:생활", 1),
        ("category:사회", 1),
        ("person:가람", 1),
        ("장소:솔내시", 1),
        ("기관:토끼*", 1),
        ("낱말:경주", 1),
        ("page:A1", 1),
        ("excluded:중복", 1),
        ("is:excluded", 1),
        ("-is:excluded", 1),
        ("modified:2026-01-03", 1),
        ("folder:모음", 1),
    ] {
        assert_eq!(seogo(&["search", at, query, "--count"]).trim(), count.to_string(), "{query}");
    }
}

#[test]
fn pictures_and_notes_on_rights_are_found() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("picture.md", "# 사진\n\n달팽이가 이겼다.\n\n![달팽이](https://example.com/a.png)\n"),
        ("rights.txt", "권리\n\n달팽이가 이겼다고 한다.\n\n무단 전재 및 재배포 금지\n"),
        (
            "story.txt",
            "저작권\n\n저작권을 두고 다툰 달팽이가 이겼다고 한다.\n\n무단으로 건넌 길이었다고 전해진다.\n",
        ),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let found = |query: &str| {
        let printed = seogo(&["search", folder.path().to_str().unwrap(), query, "--no-cache"]);
        ["picture.md", "rights.txt", "story.txt"].map(|name| printed.contains(name))
    };
    for query in ["has:image", "있음:사진"] {
        assert_eq!(found(query), [true, false, false], "{query}");
    }
    for query in ["has:rights", "있음:권리"] {
        assert_eq!(found(query), [false, true, false], "{query}");
    }
}

#[test]
fn files_that_share_an_id_of_their_own_making_are_articles_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    for (name, title) in [("a", "가"), ("b", "나"), ("c", "다"), ("d", "다")] {
        fs::create_dir(folder.path().join(name)).unwrap();
        let text = format!("---\nid: intro\ntitle: {title}\n---\n본문 {name}이다.\n");
        fs::write(folder.path().join(name).join("intro.md"), text).unwrap();
    }
    let mut titles: Vec<_> = listed(folder.path())
        .into_iter()
        .map(|object| (object["title"].as_str().unwrap().to_owned(), object["versions"].as_u64().unwrap()))
        .collect();
    titles.sort();
    assert_eq!(
        titles,
        [("가".to_owned(), 1), ("나".to_owned(), 1), ("다".to_owned(), 2)],
        "the same title is the same article"
    );
}

#[test]
fn a_second_export_of_markdown_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source");
    fs::create_dir(&source).unwrap();
    let note = "---\ntitle: 느린 *달팽이* #1\nauthor: 가람 기자\ntags: [동물, 경주]\n---\n\n**달팽이**가 [이겼](https://example.com)다.\n\n- 하나\n- 둘\n";
    fs::write(source.join("a.md"), note).unwrap();
    fs::write(source.join("b.txt"), "# 아님 *제목*\n\n본문 **아님** 이다.\n").unwrap();
    // An article without a title, and one from an embargo at midnight.
    let table = "작성일시,제목,본문\n2026-01-02 10:20,,제목이 없는 글이다.\n2026-01-03 00:00,\"자정의\n글\",끝이다.\n,2026-01-05 회의록,글이다.\n";
    fs::write(source.join("c.csv"), table).unwrap();
    let export = |from: &Path, name: &str| {
        let to = folder.path().join(name);
        seogo(&["export", from.to_str().unwrap(), "--format", "markdown", "--output", to.to_str().unwrap()]);
        let mut texts: Vec<String> = fs::read_dir(&to)
            .unwrap()
            .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
            .map(|text| {
                text.lines()
                    .filter(|line| !line.starts_with("file: ") && !line.starts_with("integrity: "))
                    .collect::<Vec<_>>()
                    .join("\n")
            })
            .collect();
        texts.sort();
        (to, texts)
    };
    let (first, texts) = export(&source, "first");
    let (_, again) = export(&first, "second");
    assert_eq!(texts, again);
    assert!(texts.iter().any(|text| text.contains("2026-01-03T00:00:00+09:00")), "{texts:?}");
    assert!(
        texts.iter().any(|text| text.contains("**달팽이**가 [이겼](https://example.com)다.")),
        "{texts:?}"
    );
}

#[test]
fn lists_give_the_length_that_the_article_itself_gives() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("a.md", "---\ntitle: 하나\n---\n첫 **문단**이다.\n\n둘째 문단이다.\n"),
        ("b.txt", "둘째 글\n\n본문 한 줄이다.\n"),
        ("c.csv", "제목,본문\n셋,\"첫 줄이다.\n둘째 줄이다.\"\n넷,본문이다.\n"),
        (
            "d.jsonl",
            "{\"title\":\"다섯\",\"content\":\"본문이다.\"}\n{\"title\":\"여섯\",\"description\":\"발췌다.\",\"date\":\"2026-01-02\"}\n",
        ),
        ("e.html", "<title>일곱</title><article><p>첫 문단이다.</p><p>둘째 문단이다.</p></article>"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let listed = listed(folder.path());
    assert_eq!(listed.len(), 7);
    for article in listed {
        let (path, entry) = (article["path"].as_str().unwrap(), article["entry"].as_u64());
        let file = folder.path().join(path);
        let entry = entry.map(|entry| entry.to_string());
        let mut args = vec!["show", file.to_str().unwrap(), "--json"];
        args.extend(entry.iter().flat_map(|entry| ["--entry", entry]));
        let shown: Value = serde_json::from_str(&seogo(&args)).unwrap();
        assert_eq!(article["length"], shown["length"], "{path} {entry:?}");
        // An excerpt's length says nothing about its article.
        assert_eq!(article["length"].is_null(), article["title"] == "여섯", "{path} {entry:?}");
    }
}

#[test]
fn a_list_reads_no_file_for_lengths_that_an_earlier_one_measured() {
    let (folder, caches) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = folder.path().join("a.md");
    fs::write(&path, "# 하나\n\n첫 문단이다.\n").unwrap();
    let (folder, caches) = (folder.path().to_str().unwrap(), caches.path().to_str().unwrap());
    let length = |trust: &[&str]| {
        let args = [&["list", folder, "--json", "--cache-dir", caches], trust].concat();
        let listed: Value = serde_json::from_str(&seogo(&args)).unwrap();
        listed["length"]["letters"].as_u64()
    };
    assert_eq!(length(&[]), Some(7));
    let stored = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(length(&["--trust-cache"]), Some(7), "the file isn't there to be read");
    // Another text has another length.
    fs::write(&path, [stored, "둘째다.".into()].concat()).unwrap();
    assert!(length(&[]) > Some(7));
}
