//! What the program sends to a server, and what it says when something is wrong with it.

use super::{GREETING, NO_INDEX, run, stderr};
use crate::support::fake_server::{Answer, Asked, FakeServer};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(super) fn ok(body: &str) -> Answer {
    Answer::Status(200, body.to_owned())
}

pub(super) fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// A folder with articles that were made up.
pub(super) fn folder(articles: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..articles {
        let article =
            format!("---\nid: 901_{number}\ntitle: 제목 {number}\n---\n\n# 제목 {number}\n\n본문 {number}\n");
        fs::write(folder.path().join(format!("{number:04}.md")), article).unwrap();
    }
    folder
}

#[test]
fn each_failure_is_one_plain_sentence() {
    let own = r#"{"a-seogo-1":{"mappings":{"_meta":{"seogo":{"version":1}}}}}"#;
    let newer = r#"{"a-seogo-1":{"mappings":{"_meta":{"seogo":{"version":3}}}}}"#;
    let other = r#"{"a":{"mappings":{"properties":{"text":{"type":"text"}}}}}"#;
    let partial = r#"{"pit_id":"x","_shards":{"failed":1},"hits":{"hits":[]}}"#;
    let deep = format!("{{\"version\":{}", "[".repeat(50_000));
    type Case = (&'static str, Answer, Answer, Answer);
    let cases: Vec<Case> = vec![
        ("not a search server", ok("<html>"), ok(""), ok("")),
        ("not a search server", ok("{}"), ok(""), ok("")),
        ("not a search server", ok(&deep), ok(""), ok("")),
        ("not a search server", Answer::Status(404, "gone".into()), ok(""), ok("")),
        ("it redirects elsewhere", Answer::Redirect("http://127.0.0.1:1/".into()), ok(""), ok("")),
        ("it asks for a login", Answer::Status(401, String::new()), ok(""), ok("")),
        ("no permission", Answer::Status(403, "{}".into()), Answer::Status(403, "{}".into()), ok("")),
        ("broke off", Answer::Cut, ok(""), ok("")),
        ("no such index", ok(GREETING), Answer::Status(404, NO_INDEX.into()), ok("")),
        ("a newer version", ok(GREETING), ok(newer), ok("")),
        ("a form that Seogo doesn't know", ok(GREETING), ok(other), ok("")),
        ("only part of the index", ok(GREETING), ok(own), ok(partial)),
        ("not the answer of a search server", ok(GREETING), ok(own), ok(r#"{"pit_id":"x","hits":3}"#)),
        (
            "the server refused (bad [query])",
            ok(GREETING),
            ok(own),
            Answer::Status(400, r#"{"error":{"type":"x","reason":"bad [query]"}}"#.into()),
        ),
    ];
    for (sentence, greeting, index, search) in cases {
        let server = FakeServer::start(move |asked| match asked.what.as_str() {
            "GET /" => greeting.clone(),
            "GET /a" => index.clone(),
            _ => search.clone(),
        });
        let output = run(home().path(), &["list", &server.url("a")], &[]);
        let said = stderr(&output);
        assert_eq!((output.status.code(), said.lines().count()), (Some(1), 1), "{sentence}: {said}");
        assert!(
            said.contains(sentence) && said.starts_with("seogo: http://127.0.0.1:"),
            "{sentence}: {said}"
        );
        assert!(output.stdout.is_empty(), "{sentence}");
    }
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let output = run(home().path(), &["list", &format!("http://127.0.0.1:{free}/a")], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("the connection was refused"), "{}", stderr(&output));
}

#[test]
fn a_host_without_an_address_is_told_from_a_connection_that_fails() {
    // A label of a name may not be that long, so that nobody is asked for it.
    let output = run(home().path(), &["list", &format!("https://{}.invalid/a", "a".repeat(64))], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no such host"), "{}", stderr(&output));
}

#[test]
fn a_server_that_does_not_speak_https_is_told() {
    let server = FakeServer::start_over(
        |_| ok(""),
        |mut stream| {
            let _ = stream.read(&mut [0; 4_096]);
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
            None
        },
    );
    let output = run(home().path(), &["list", &server.url("a").replace("http:", "https:")], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("the server doesn't speak https"), "{}", stderr(&output));
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = FakeServer::start(|_| ok(GREETING));
    let to = elsewhere.url("a");
    let server = FakeServer::start(move |_| Answer::Redirect(to.clone()));
    run(home().path(), &["list", &server.url("a")], &[("SEOGO_CLUSTER_API_KEY", "secret")]);
    assert_eq!(server.asked().len(), 1);
    assert_eq!(elsewhere.asked(), []);
}

#[test]
fn a_password_goes_only_to_the_address_it_was_given_for() {
    let server = FakeServer::start(|_| Answer::Status(401, String::new()));
    let url = server.url("a");
    let login = [("SEOGO_CLUSTER_USER", "reader"), ("SEOGO_CLUSTER_PASSWORD", "비밀")];
    let with = |more: &[(&'static str, &'static str)]| [&login[..], more].concat();
    let output = run(home().path(), &["list", &url], &login);
    assert!(stderr(&output).contains("it asks for a login") && !stderr(&output).contains("비밀"));
    let sent = server.asked().concat_headers();
    assert!(sent.contains("authorization: Basic cmVhZGVyOuu5hOuwgA=="), "{sent}");
    for (variables, arguments) in [
        (with(&[("SEOGO_CLUSTER_URL", "https://example.com/a")]), vec!["list", url.as_str()]),
        (login.to_vec(), vec!["list", "http://192.0.2.1/a", "--insecure-http"]),
        (vec![("SEOGO_CLUSTER_USER", "reader")], vec!["list", url.as_str()]),
        (vec![], vec!["list", "http://reader:secret@127.0.0.1/a"]),
        (vec![], vec!["list", "http://192.0.2.1/a"]),
        (vec![], vec!["list", "https://example.com/"]),
    ] {
        let before = server.asked().len();
        let output = run(home().path(), &arguments, &variables);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(!stderr(&output).contains("secret") && !stderr(&output).contains("비밀"));
        assert_eq!(server.asked().len(), before, "{arguments:?}");
    }
    let key = [("SEOGO_CLUSTER_API_KEY", "abc==")];
    run(home().path(), &["list", &url], &key);
    assert!(server.asked().concat_headers().contains("authorization: ApiKey abc=="));
}

trait Headers {
    fn concat_headers(&self) -> String;
}

impl Headers for Vec<Asked> {
    fn concat_headers(&self) -> String {
        self.iter().flat_map(|asked| asked.headers.clone()).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn a_name_that_seogo_did_not_take_is_left_alone() {
    let own = r#"{"mappings":{"_meta":{"seogo":{"version":1}}}}"#;
    for index in [
        r#"{"a":{"mappings":{}}}"#.to_owned(),
        r#"{"real":{"aliases":{"a":{}},"mappings":{"_meta":{"owner":"someone"}}}}"#.to_owned(),
        r#"{"one":{"mappings":{}},"two":{"mappings":{}}}"#.to_owned(),
        // Seogo's own index, by its own name instead of the alias.
        format!(r#"{{"a":{own}}}"#),
        r#"{"a-seogo-1":{"mappings":{"_meta":{"seogo":{"version":3}}}}}"#.to_owned(),
    ] {
        let shown = index.clone();
        let server = FakeServer::start(move |asked| match asked.what.as_str() {
            "GET /" => ok(GREETING),
            _ => ok(&index),
        });
        let folder = folder(1);
        let output = run(home().path(), &["publish", &path(&folder), &server.url("a"), "--yes"], &[]);
        assert_eq!(output.status.code(), Some(1), "{shown}");
        let wrote =
            server.asked().into_iter().filter(|asked| !asked.what.starts_with("GET ")).collect::<Vec<_>>();
        assert_eq!(wrote, [], "{shown}");
    }
}

pub(super) fn path(folder: &tempfile::TempDir) -> String {
    folder.path().to_str().unwrap().to_owned()
}

#[test]
fn nothing_is_published_without_a_yes() {
    let server = FakeServer::start(|asked| match asked.what.as_str() {
        "GET /" => ok(GREETING),
        "GET /a-seogo-*" => ok("{}"),
        _ => Answer::Status(404, NO_INDEX.into()),
    });
    let folder = folder(2);
    let output = run(home().path(), &["publish", &path(&folder), &server.url("a")], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--yes"), "{}", stderr(&output));
    let asked = server.asked();
    assert!(!asked.is_empty() && asked.iter().all(|asked| asked.what.starts_with("GET ")), "{asked:?}");
}

/// A server that has no index yet, and takes whatever is published. `bulk` says how it answers the nth bulk
/// request.
pub(super) fn taking(bulk: impl Fn(usize, &Asked) -> Option<Answer> + Send + Sync + 'static) -> FakeServer {
    let count = AtomicUsize::new(0);
    FakeServer::start(move |asked| match asked.what.as_str() {
        "GET /" => ok(GREETING),
        "GET /a" => Answer::Status(404, NO_INDEX.into()),
        "GET /a-seogo-*" => ok("{}"),
        "POST /a-seogo-1/_bulk" => {
            bulk(count.fetch_add(1, Ordering::Relaxed), asked).unwrap_or_else(|| taken(asked))
        }
        _ => ok(r#"{"acknowledged":true,"_seq_no":0,"_primary_term":1}"#),
    })
}

fn taken(asked: &Asked) -> Answer {
    let items = vec![r#"{"index":{"status":201}}"#; asked.body.lines().count() / 2];
    ok(&format!("{{\"errors\":false,\"items\":[{}]}}", items.join(",")))
}

/// How often each document was accepted, by the answers to the bulk requests.
pub(super) fn ids(asked: &[Asked], is_taken: impl Fn(usize, &Asked) -> bool) -> BTreeMap<String, usize> {
    let mut ids = BTreeMap::new();
    let bulk = asked.iter().filter(|asked| asked.what.ends_with("/_bulk"));
    for (_, asked) in bulk.enumerate().filter(|(at, asked)| is_taken(*at, asked)) {
        for action in asked.body.lines().step_by(2) {
            let action: serde_json::Value = serde_json::from_str(action).unwrap();
            *ids.entry(action["index"]["_id"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    ids
}

#[test]
fn a_publish_makes_an_index_fills_it_and_then_switches_the_alias() {
    let (server, folder) = (taking(|_, _| None), folder(5));
    let arguments =
        ["publish", &path(&folder), &server.url("a"), "--yes", "--shards", "2", "--replicas", "0"];
    let output = run(home().path(), &arguments, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let whats: Vec<String> = server.asked().into_iter().map(|asked| asked.what).collect();
    let expected = [
        "GET /",
        "GET /a",
        "GET /a-seogo-*",
        "PUT /a-seogo-1",
        "PUT /a-seogo-1/_create/lock",
        "POST /a-seogo-1/_bulk",
        "POST /a-seogo-1/_refresh",
        "POST /_aliases",
        "PUT /a-seogo-1/_mapping",
        "DELETE /a-seogo-1/_doc/lock?if_seq_no=0&if_primary_term=1",
        "GET /a-seogo-*",
    ];
    assert_eq!(whats, expected);
    let made: serde_json::Value = serde_json::from_str(&server.asked()[3].body).unwrap();
    assert_eq!(made["settings"]["index"]["number_of_shards"], 2);
    assert!(made["mappings"]["_meta"]["seogo"]["publishing"].is_string());
    let ended: serde_json::Value = serde_json::from_str(&server.asked()[8].body).unwrap();
    assert!(ended["_meta"]["seogo"]["publishing"].is_null());
    assert_eq!(ids(&server.asked(), |_, _| true).len(), 5);
}

#[test]
fn a_busy_server_gets_each_article_once_in_smaller_requests() {
    let too_large = |asked: &Asked| asked.body.lines().count() / 2 > 3;
    let server = taking(move |at, asked| match at {
        0 => Some(Answer::Status(429, "{}".into())),
        1 => Some(Answer::Status(503, "{}".into())),
        _ if too_large(asked) => Some(Answer::Status(413, String::new())),
        _ => None,
    });
    let folder = folder(20);
    let output = run(home().path(), &["publish", &path(&folder), &server.url("a"), "--yes"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let taken = ids(&server.asked(), |at, asked| at > 1 && !too_large(asked));
    assert_eq!(taken.len(), 20);
    assert!(taken.values().all(|&count| count == 1), "{taken:?}");
}

#[test]
fn what_a_server_refuses_is_counted_and_the_rest_is_published() {
    let server = taking(|_, asked| {
        let item = |at: usize| match at {
            0 => r#"{"index":{"status":400,"error":{"reason":"no room"}}}"#,
            _ => r#"{"index":{"status":201}}"#,
        };
        let items: Vec<_> = (0..asked.body.lines().count() / 2).map(item).collect();
        Some(ok(&format!("{{\"errors\":true,\"items\":[{}]}}", items.join(","))))
    });
    let folder = folder(3);
    let output = run(home().path(), &["publish", &path(&folder), &server.url("a"), "--yes"], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("The server refused 1 article (no room)"), "{}", stderr(&output));
}

#[test]
fn what_belongs_to_others_is_sent_only_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    for entry in fs::read_dir(seeds).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
    {
        fs::copy(&entry, folder.path().join(entry.file_name().unwrap())).unwrap();
    }
    let author =
        "---\nid: 901_1\ntitle: 제목\nauthor: 강하늘 기자(sky@example.com)\n---\n\n본문 write@example.com\n";
    fs::write(folder.path().join("x.md"), author).unwrap();
    let table = "# 표와 고리\n\n| 이름 | 메일 |\n| --- | --- |\n| 강하늘 | cell@example.com |\n\n[제보](mailto:link@example.com)\n";
    fs::write(folder.path().join("y.md"), table).unwrap();
    // Every field, and the path, holds an address.
    let fields = [
        "id",
        "title",
        "category",
        "publisher",
        "author",
        "url",
        "oid",
        "extra",
        "keywords",
        "people",
        "page",
    ];
    let fields = fields.map(|name| format!("{name}: {name}@example.com\n")).concat();
    fs::create_dir(folder.path().join("in@example.com")).unwrap();
    let everywhere = format!("---\n{fields}---\n\n# 제목\n\n본문 full＠example.com link%40example.com\n");
    fs::write(folder.path().join("in@example.com/path@example.com.md"), everywhere).unwrap();
    let columns = [
        "번호",
        "제목",
        "본문",
        "언론사",
        "키워드",
        "분류",
        "인물",
        "위치",
        "기관",
        "특성추출",
        "분석제외 여부",
        "URL",
    ];
    let cells = columns.map(|name| format!("{name} {}@example.com", name.len())).join(",");
    fs::write(folder.path().join("z.csv"), format!("{}\n{cells}\n", columns.join(","))).unwrap();
    let sent = |options: &[&str]| {
        let server = taking(|_, _| None);
        let (path, url) = (path(&folder), server.url("a"));
        let output = run(home().path(), &[&["publish", &path, &url, "--yes"], options].concat(), &[]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        server.asked().into_iter().map(|asked| asked.body).collect::<String>()
    };
    let plain = sent(&[]);
    assert!(!plain.contains("\"comments\":[") && !plain.contains("sky@example.com"));
    assert!(plain.contains("write@example.com"), "texts go as they are");
    let all = sent(&["--with-comments", "--with-emails"]);
    assert!(all.contains("\"comments\":[") && all.contains("sky@example.com"));
    assert!(all.contains("\"cell@example.com\"") && all.contains("\"mailto:link@example.com\""));
    let masked = sent(&["--mask-emails", "--with-comments"]);
    assert!(masked.contains("본문 ■"));
    for sign in ["@", "＠", "%40"] {
        let left: Vec<&str> =
            masked.match_indices(&format!("{sign}example")).map(|(at, _)| tail(&masked, at)).collect();
        assert_eq!(left, [""; 0]);
    }
    assert!(!masked.contains("@ e x a m p l e"), "what is searched is masked, too");
}

/// Some characters around a place.
fn tail(text: &str, at: usize) -> &str {
    let start = (at.saturating_sub(60)..=at).find(|&at| text.is_char_boundary(at)).unwrap_or(at);
    text.get(start..at).unwrap_or_default()
}

pub(super) const OWN: &str = r#"{"a-seogo-1":{"mappings":{"_meta":{"seogo":{"version":2}}}}}"#;

/// A page of articles with these numbers.
fn page(numbers: std::ops::Range<usize>) -> Answer {
    let hit = |number| {
        let article = format!(r#"{{"title":"제목 {number}"}}"#);
        format!(r#"{{"_source":{{"path":"{number}.md","article":{article}}},"sort":[{number}]}}"#)
    };
    let hits: Vec<String> = numbers.map(hit).collect();
    ok(&format!(r#"{{"_shards":{{"failed":0}},"timed_out":false,"hits":{{"hits":[{}]}}}}"#, hits.join(",")))
}

#[test]
fn a_request_is_sent_again_while_a_server_is_busy_or_part_of_it_is_missing() {
    let count = AtomicUsize::new(0);
    let server = FakeServer::start(move |asked| match asked.what.as_str() {
        "GET /" => ok(GREETING),
        "GET /a" => ok(OWN),
        "POST /_search" => match count.fetch_add(1, Ordering::Relaxed) {
            0 => Answer::Status(503, "{}".into()),
            1 => ok(r#"{"_shards":{"failed":1},"hits":{"hits":[]}}"#),
            _ => page(0..2),
        },
        _ => ok(r#"{"pit_id":"x"}"#),
    });
    let output = run(home().path(), &["list", &server.url("a")], &[]);
    assert_eq!(
        (output.status.code(), super::stdout(&output).lines().count()),
        (Some(0), 2),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_lost_point_in_time_is_opened_anew_at_the_same_place() {
    let opened = AtomicUsize::new(0);
    let lost = r#"{"error":{"type":"search_context_missing_exception","reason":"No search context found"},"status":404}"#;
    let server = FakeServer::start(move |asked| {
        let body: serde_json::Value = serde_json::from_str(&asked.body).unwrap_or_default();
        match asked.what.as_str() {
            "GET /" => ok(GREETING),
            "GET /a" => ok(OWN),
            "POST /_search" => match (body["pit"]["id"].as_str(), body["search_after"][0].as_u64()) {
                (Some("1"), None) => page(0..2000),
                (Some("2"), Some(1999)) => page(2000..2003),
                _ => Answer::Status(404, lost.to_owned()),
            },
            _ => ok(&format!(r#"{{"pit_id":"{}"}}"#, 1 + opened.fetch_add(1, Ordering::Relaxed))),
        }
    });
    let output = run(home().path(), &["list", &server.url("a")], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let listed = super::stdout(&output);
    let expected = (0..2003).map(|number| format!("\t\t제목 {number}\t{number}.md"));
    assert!(listed.lines().eq(expected), "{}", listed.lines().count());
}

#[test]
fn a_refusal_in_the_middle_is_told_and_nothing_is_opened_anew() {
    let server = FakeServer::start(move |asked| match asked.what.as_str() {
        "GET /" => ok(GREETING),
        "GET /a" => ok(OWN),
        "POST /_search" if asked.body.contains("search_after") => {
            Answer::Status(400, r#"{"error":{"type":"x","reason":"no more"}}"#.into())
        }
        "POST /_search" => page(0..2000),
        _ => ok(r#"{"pit_id":"x"}"#),
    });
    let output = run(home().path(), &["list", &server.url("a")], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("the server refused (no more)"), "{}", stderr(&output));
    let opened = |asked: &&Asked| asked.what.starts_with("POST /a/_search/point_in_time");
    assert_eq!(server.asked().iter().filter(opened).count(), 1);
}

#[test]
fn who_may_read_an_index_but_not_ask_what_the_server_is_reads_it() {
    let forbidden = r#"{"error":{"type":"security_exception","reason":"no permissions"},"status":403}"#;
    let unknown = r#"{"error":"no handler found for uri","status":400}"#;
    for is_elastic in [false, true] {
        let server = FakeServer::start(move |asked| match asked.what.as_str() {
            "GET /" => Answer::Status(403, forbidden.to_owned()),
            "GET /a" => ok(OWN),
            what if what.contains("point_in_time") && is_elastic => Answer::Status(400, unknown.to_owned()),
            what if what.contains("point_in_time") => ok(r#"{"pit_id":"x"}"#),
            what if what.contains("/_pit") => ok(r#"{"id":"x"}"#),
            _ => page(0..3),
        });
        let home = tempfile::tempdir().unwrap();
        let listed = super::done(home.path(), &["list", &server.url("a")]);
        assert_eq!(listed.lines().filter(|line| line.contains("제목")).count(), 3, "{listed}");
    }
}

#[test]
fn a_query_of_more_than_a_server_looks_for_is_told() {
    let server = FakeServer::start(move |asked| match asked.what.as_str() {
        "GET /" => ok(GREETING),
        "GET /a" => ok(OWN),
        _ => ok(r#"{"pit_id":"x","hits":{"hits":[]}}"#),
    });
    let terms: Vec<String> = (0..5).map(|number| format!("{}{number}", "가나다라마바사".repeat(8))).collect();
    let output = run(home().path(), &["search", &server.url("a"), &terms.join(" OR ")], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("too many or too long terms"), "{}", stderr(&output));
    let asked = server.asked();
    assert!(!asked.is_empty() && asked.iter().all(|asked| asked.what.starts_with("GET ")), "{asked:?}");
}
