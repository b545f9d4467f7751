//! On a real server, an index gives what its folder gives: the same lists, texts, exports and verdicts, after
//! the first publish and after later ones.

use super::{done, run, stderr};
use crate::generated::generate;
use crate::support::cluster::TestIndex;
use crate::support::fake_server::{Answer, FakeServer};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many articles were new, changed, unchanged and deleted, as a publish says.
fn counts(said: &str) -> [usize; 4] {
    let is_counts = |line: &&str| line.ends_with(" deleted");
    let line = said.lines().find(is_counts).unwrap();
    // The line of the progress, which this one takes the place of on a terminal, has no end of its own.
    let last_two = |part: &str| {
        let mut words: Vec<_> = part.rsplit(' ').take(2).map(str::to_owned).collect();
        (words.pop().unwrap(), words.pop().unwrap())
    };
    let parts: Vec<_> = line.split(", ").map(last_two).collect();
    let names: Vec<_> = parts.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["new", "changed", "unchanged", "deleted"]);
    let numbers: Vec<usize> =
        parts.iter().map(|(count, _)| count.replace(',', "").parse().unwrap()).collect();
    numbers.try_into().unwrap()
}

/// A published folder.
struct Published {
    index: TestIndex,
    home: tempfile::TempDir,
    folder: tempfile::TempDir,
}

const ALL: [&str; 3] = ["--yes", "--with-emails", "--with-comments"];

impl Published {
    /// Publishes invented articles with all that they have; `None` if there is no server.
    fn new(articles: usize) -> Option<Self> {
        let index = TestIndex::new()?;
        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        generate(folder.path(), articles, 0.2);
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
            }
        }
        fs::create_dir_all(folder.path().join("다른 곳")).unwrap();
        let table = "번호,제목,본문,언론사,키워드\n1,표 제목,\"표 본문\n둘째 줄\",가람일보,\"국회, 예산\"\n2,둘,본문,가람일보,예산\n";
        fs::write(folder.path().join("다른 곳/표.csv"), table).unwrap();
        fs::write(
            folder.path().join("글.md"),
            "# 마크다운\n\n**굵게** 그리고 [고리](https://example.com)\n\n- 하나\n",
        )
        .unwrap();
        let published = Self { index, home, folder };
        let [new, others @ ..] = counts(&published.publish(&ALL));
        assert!(new > articles && others == [0; 3], "{new} {others:?}");
        Some(published)
    }

    /// Publishes the folder, which has to succeed, and returns what is said.
    fn publish(&self, options: &[&str]) -> String {
        let output =
            run(self.home.path(), &[&["publish", &self.place(), &self.index.url()], options].concat(), &[]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stderr(&output)
    }

    fn place(&self) -> String {
        self.folder.path().to_str().unwrap().to_owned()
    }

    /// What a subcommand prints of the index and of the folder.
    fn both(&self, command: &str, more: &[&str]) -> [String; 2] {
        [self.index.url(), self.place()].map(|of| done(self.home.path(), &[&[command, &of], more].concat()))
    }

    fn agree(&self, command: &str, more: &[&str]) {
        let [index, folder] = self.both(command, more);
        let different = index.lines().zip(folder.lines()).find(|(index, folder)| index != folder);
        assert_eq!(different, None, "{command} {more:?}");
        assert_eq!(index.lines().count(), folder.lines().count(), "{command} {more:?}");
    }
}

#[test]
fn an_index_is_listed_searched_exported_and_verified_as_its_folder() {
    let Some(published) = Published::new(200) else { return };
    for sort in ["published", "crawled", "publisher", "title"] {
        for more in [&[][..], &["--reverse"], &["--all-versions"], &["--all-versions", "--reverse"]] {
            published.agree("list", &[&["--json", "--sort", sort], more].concat());
        }
    }
    published.agree("list", &["--limit", "7"]);
    for query in [
        "여야",
        "기자 -배터리",
        "is:problem",
        "word:정부",
        "ㅅㅂ",
        "has:comments",
        "예산 OR 굵게",
        "folder:\"다른 곳\"",
    ] {
        published.agree("search", &["--json", query]);
        published.agree("search", &["--count", query]);
        published.agree("search", &["--limit", "3", query]);
    }
    for format in ["csv", "jsonl", "text", "bibtex", "ris", "csl-json"] {
        published.agree("export", &["--format", format]);
    }
    published.agree("export", &["--format", "jsonl", "--all-versions", "word:정부"]);
    let verified = |text: &str| -> Vec<Value> {
        let mut all: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        // An index doesn't know how many files there were.
        all.iter_mut().filter_map(|line| line.get_mut("summary")?.as_object_mut()).for_each(|it| {
            it.remove("files");
        });
        all.sort_by_key(Value::to_string);
        all
    };
    let [index, folder] = published.both("verify", &["--json"]);
    assert_eq!(verified(&index), verified(&folder));
    let listed = done(published.home.path(), &["list", &published.index.url(), "--json", "--all-versions"]);
    for line in listed.lines().step_by(9) {
        let article: Value = serde_json::from_str(line).unwrap();
        let path = article["path"].as_str().unwrap();
        let place = article["entry"].as_u64().map_or(path.to_owned(), |entry| format!("{path}#{entry}"));
        let file = published.folder.path().join(&place).to_str().unwrap().to_owned();
        let shown = |arguments: &[&str]| -> Value {
            let text = done(published.home.path(), &[&["show", "--json"], arguments].concat());
            let mut shown: Value = serde_json::from_str(&text).unwrap();
            // For a file, the path is its name.
            shown.as_object_mut().unwrap().remove("path");
            shown
        };
        assert_eq!(shown(&[&published.index.url(), &place]), shown(&[&file]), "{place}");
    }
}

#[test]
fn trends_and_coverage_of_an_index_are_those_of_its_folder() {
    let Some(published) = Published::new(300) else { return };
    // Versions of an article, numbers that stand twice or are none, no day, no publisher, times with fractions.
    let more =
        "번호,제목,본문,언론사,키워드,게재일\n7,\"정부, 정부\",정부 본문,,\"정부, 정부, 국회\",2026-01-03\n";
    fs::write(published.folder.path().join("더.csv"), more).unwrap();
    let article = |id: &str, aid: &str, crawled: &str| {
        format!(
            "---\nid: {id}\ntitle: 정부 {crawled}\npublisher: 가람 일보\noid: 901\naid: {aid}\npublished_at: 2026-02-20 09:00\ncrawled_at: {crawled}\n---\n\n# 정부\n\n본문 {crawled}\n"
        )
    };
    for (at, (id, aid, crawled)) in [
        ("901_1", "1", "2026-02-20 10:00:00"),
        ("901_1", "1", "2026-02-20 10:29:59"),
        ("901_2", "0000000001", "2026-02-20 10:59:59"),
        ("901_3", "x", "2026-02-20 11:30:00"),
        ("901_4", "12345678901234", "2026-02-22 23:59:59"),
    ]
    .into_iter()
    .enumerate()
    {
        fs::write(published.folder.path().join(format!("v{at}.md")), article(id, aid, crawled)).unwrap();
    }
    published.publish(&ALL);
    let splits = ["publisher", "category", "folder", "keyword"].map(|split| ["--split", split]);
    let periods = ["day", "week", "month"].map(|period| ["--by", period]);
    for queries in
        [&["정부"][..], &["여야", "ㅅㅂ"], &["word:정부"], &["기자 -배터리", "word:정부"], &["없는 말"]]
    {
        published.agree("trend", queries);
        for split in &splits {
            published.agree("trend", &[queries, split].concat());
        }
    }
    for period in &periods {
        for more in
            [&["--json"][..], &["--share"], &["--covered", "--json"], &["--reports", "--split", "publisher"]]
        {
            published.agree("trend", &[&["정부"], &period[..], more].concat());
        }
    }
    for query in [&[][..], &["정부"], &["word:정부"], &["published:2026-02-20"], &["없는 말"]] {
        published.agree("coverage", query);
        published.agree("coverage", &[query, &["--json"]].concat());
    }
    let [counted, _] = published.both("coverage", &[]);
    assert!(
        counted.contains("run\t") && counted.contains("numbers\t가람 일보\t901\t2026-02-20\t2\t"),
        "{counted}"
    );
}

/// What becomes of an answer on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnItsWay {
    Cut,
    Late,
    Garbled,
}

/// A proxy in front of the index's server that lets only two of three answers pass as they are.
fn proxy(index: &TestIndex, fault: OnItsWay) -> FakeServer {
    let (count, index) = (AtomicUsize::new(0), index.same());
    FakeServer::start(move |asked| {
        let (method, path) = asked.what.split_once(' ').unwrap();
        // The server has done what was asked, whatever becomes of its answer.
        let (status, body) = index.ask_raw(method, path, &asked.body);
        match fault {
            // Whether there is a server at all is found out at once.
            _ if path == "/" => Answer::Status(status, body),
            _ if count.fetch_add(1, Ordering::Relaxed) % 3 != 2 => Answer::Status(status, body),
            OnItsWay::Cut => Answer::Cut,
            OnItsWay::Garbled => Answer::Status(200, "<html>busy".to_owned()),
            OnItsWay::Late => {
                std::thread::sleep(std::time::Duration::from_millis(100));
                Answer::Status(status, body)
            }
        }
    })
}

#[test]
fn behind_a_faulty_proxy_answers_are_whole_or_errors() {
    let Some(published) = Published::new(120) else { return };
    let (home, place) = (published.home.path(), published.place());
    let asked: [&[&str]; 6] = [
        &["list", "--json"],
        &["search", "--json", "word:정부"],
        &["search", "--count", "여야"],
        &["export", "--format", "jsonl"],
        &["trend", "정부", "--split", "publisher"],
        &["coverage", "--json"],
    ];
    let with = |of: &str, asked: &[&str]| run(home, &[&[asked[0], of], &asked[1..]].concat(), &[]);
    for fault in [OnItsWay::Cut, OnItsWay::Late, OnItsWay::Garbled] {
        let proxy = proxy(&published.index, fault);
        let url = proxy.url(&published.index.name);
        for asked in asked {
            let (there, here) = (with(&url, asked), with(&place, asked));
            let is_whole = there.status.success();
            assert!(is_whole || fault == OnItsWay::Garbled, "{fault:?} {asked:?}: {}", stderr(&there));
            match is_whole {
                true => assert!(there.stdout == here.stdout, "{fault:?} {asked:?}"),
                false => {
                    let said = stderr(&there);
                    let is_told = said.contains("search server") || said.contains("refused this search");
                    assert!(is_told, "{asked:?}: {said}");
                }
            }
        }
    }
    // A publish through it gives an index with each article once, and no lock.
    fs::write(published.folder.path().join("새 글.md"), "# 새로 쓴 글\n\n본문\n").unwrap();
    let proxy = proxy(&published.index, OnItsWay::Cut);
    let url = proxy.url(&published.index.name);
    let output = run(home, &[&["publish", &place, &url], &ALL[..]].concat(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    published.agree("list", &["--json", "--all-versions"]);
    published.publish(&ALL);
}

#[test]
fn an_exported_index_is_a_folder_with_the_same_articles() {
    let Some(published) = Published::new(40) else { return };
    let taken = published.home.path().join("taken");
    let arguments =
        ["export", &published.index.url(), "--format", "markdown", "--output", taken.to_str().unwrap()];
    done(published.home.path(), &arguments);
    let titles = |of: &str| {
        let listed = done(published.home.path(), &["list", of, "--json", "--sort", "title"]);
        let title = |line: &str| serde_json::from_str::<Value>(line).unwrap()["title"].clone();
        listed.lines().map(title).collect::<Vec<_>>()
    };
    assert_eq!(titles(taken.to_str().unwrap()), titles(&published.place()));
}

#[test]
fn a_later_publish_sends_only_what_is_different() {
    let Some(published) = Published::new(60) else { return };
    let [new, changed, all, gone] = counts(&published.publish(&ALL));
    assert_eq!([new, changed, gone], [0; 3]);
    let files = |folder: &Path| -> Vec<PathBuf> {
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.is_file());
        files.sort();
        files
    };
    fs::remove_file(&files(published.folder.path())[0]).unwrap();
    fs::write(published.folder.path().join("새 글.md"), "# 새로 쓴 글\n\n본문\n").unwrap();
    let table =
        "번호,제목,본문,언론사\n1,표 제목,고친 본문,가람일보\n2,둘,본문,가람일보\n3,셋,본문,가람일보\n";
    fs::write(published.folder.path().join("다른 곳/표.csv"), table).unwrap();
    let [new, changed, same, gone] = counts(&published.publish(&ALL));
    assert!(new > 0 && gone > 0, "{new} {gone}");
    assert_eq!(changed + same + gone, all);
    published.agree("list", &["--json", "--all-versions"]);
    published.agree("search", &["--json", "고친 본문"]);
    assert_eq!(counts(&published.publish(&ALL)), [0, 0, new + changed + same, 0]);
}

#[test]
fn other_shards_make_a_new_index_behind_the_same_alias() {
    let Some(published) = Published::new(20) else { return };
    let name = &published.index.name;
    published.publish(&[&ALL[..], &["--shards", "3"]].concat());
    let alias = published.index.ask("GET", &format!("/{name}"), "");
    let indices: Vec<&String> = alias.as_object().unwrap().keys().collect();
    assert_eq!(indices, [&format!("{name}-seogo-2")]);
    let before = published.index.ask("GET", &format!("/{name}-seogo-1"), "");
    assert_eq!(before["status"], 404, "the index before is gone");
    published.agree("list", &["--json"]);
}

#[test]
fn a_publish_that_was_interrupted_is_gone_on_with() {
    let Some(published) = Published::new(20) else { return };
    let index = &published.index;
    let name = format!("{}-seogo-2", index.name);
    // What a publish leaves that was killed: an index that is marked, has some documents and a lock, and no
    // alias.
    index.ask("POST", &format!("/{}-seogo-1/_refresh", index.name), "");
    let made = index.ask("GET", &format!("/{}-seogo-1", index.name), "");
    let mut mappings = made[format!("{}-seogo-1", index.name)]["mappings"].clone();
    mappings["_meta"]["seogo"]["publishing"] = json!("2026-01-02T03:04:05Z");
    let analysis = made[format!("{}-seogo-1", index.name)]["settings"]["index"]["analysis"].clone();
    let creation = json!({
        "settings": { "number_of_shards": 2, "analysis": analysis, "refresh_interval": "-1" },
        "mappings": mappings,
    });
    assert_eq!(index.ask("PUT", &format!("/{name}"), &creation.to_string())["acknowledged"], true);
    let stale = json!({ "is": ["article"], "print": "old", "path": "없어진 글.md" }).to_string();
    index.ask("PUT", &format!("/{name}/_doc/gone"), &stale);
    let lock = |at: String| json!({ "at": at }).to_string();
    index.ask("PUT", &format!("/{name}/_doc/lock"), &lock(jiff::Timestamp::now().to_string()));
    let arguments = [
        "publish",
        &published.place(),
        &index.url(),
        "--shards",
        "2",
        "--yes",
        "--with-emails",
        "--with-comments",
    ];
    let output = run(published.home.path(), &arguments, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("someone else is publishing"), "{}", stderr(&output));
    published.agree("list", &["--json"]);
    // After ten minutes of silence, it is taken over.
    index.ask("PUT", &format!("/{name}/_doc/lock"), &lock("2026-01-02T03:04:05Z".to_owned()));
    let said = published.publish(&[&ALL[..], &["--shards", "2"]].concat());
    assert_eq!(counts(&said)[3], 1, "{said}");
    let alias = index.ask("GET", &format!("/{}", index.name), "");
    assert_eq!(alias.as_object().unwrap().keys().collect::<Vec<_>>(), [&name]);
    published.agree("list", &["--json"]);
}

#[test]
fn a_taken_name_is_refused_and_left_as_it_was() {
    let Some(index) = TestIndex::new() else { return };
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    generate(folder.path(), 3, 0.0);
    let mappings = json!({ "mappings": { "properties": { "text": { "type": "text" } } } }).to_string();
    index.ask("PUT", &format!("/{}", index.name), &mappings);
    index.ask("PUT", &format!("/{}/_doc/1?refresh=true", index.name), r#"{"text":"남의 글"}"#);
    let output = run(home.path(), &["publish", folder.path().to_str().unwrap(), &index.url(), "--yes"], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("left alone"), "{}", stderr(&output));
    let kept = index.ask("GET", &format!("/{}/_search", index.name), "");
    assert_eq!(kept["hits"]["hits"][0]["_source"]["text"], "남의 글");
}

#[test]
fn masked_addresses_are_told_of_when_texts_are_verified() {
    let Some(index) = TestIndex::new() else { return };
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let body = "본문 끝에 sky@example.com";
    let hash = seogo::article::format_hash(&seogo::article::body_hash(body));
    let facts =
        "publisher: 가람일보\nauthor: \npublished_at: 2026-02-20 00:00\ncrawled_at: 2026-02-20 05:44:58\n";
    let facts = format!("{facts}url: https://example.com/1\noid: 901\naid: 1\ncontent_hash: {hash}\n");
    let head = format!("---\nid: 901_1\ntitle: 제목\ncategory: \n{facts}---\n\n# 제목\n\n{body}\n\n---\n\n");
    let foot = "*Crawled at: 2026-02-20 05:44:58*\n*Source: [원문 보기](https://example.com/1)*\n";
    let article = head + foot;
    fs::write(folder.path().join("a.md"), article).unwrap();
    let place = folder.path().to_str().unwrap();
    assert!(done(home.path(), &["list", place, "--json"]).contains("\"intact\""));
    let output = run(home.path(), &["publish", place, &index.url(), "--yes", "--mask-emails"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let verified = run(home.path(), &["verify", &index.url()], &[]);
    assert_eq!(verified.status.code(), Some(0));
    assert!(stderr(&verified).contains("E-mail addresses are masked"), "{}", stderr(&verified));
    let shown = done(home.path(), &["show", &index.url(), "901_1"]);
    assert!(shown.contains("본문 끝에 ■") && !shown.contains('@'), "{shown}");
}
