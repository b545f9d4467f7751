//! What a later publish does to what a server has already.

use super::protocol::{OWN, folder, home, ids, ok, path, taking};
use super::{GREETING, NO_INDEX, command, run, stderr};
use crate::support::fake_server::{Answer, Asked, FakeServer};
use crate::support::program::as_nobody;
use serde_json::{Value, json};
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// A server with an index that has documents with these ids and paths. `answer` may answer otherwise.
fn having(
    documents: &[(&str, &str)],
    answer: impl Fn(&Asked) -> Option<Answer> + Send + Sync + 'static,
) -> FakeServer {
    let hit = |(id, path): &(&str, &str)| json!({ "_id": id, "_source": { "print": "old", "path": path }, "sort": [id] });
    let hits = json!({ "hits": { "hits": documents.iter().map(hit).collect::<Vec<_>>() } }).to_string();
    FakeServer::start(move |asked| {
        let usual = || match asked.what.as_str() {
            "GET /" => ok(GREETING),
            "GET /a" => ok(OWN),
            "GET /a-seogo-*" => ok("{}"),
            "POST /_search" => ok(&hits),
            "POST /a-seogo-1/_bulk" => {
                let done = actions(asked).into_iter().map(|(action, _)| json!({ action: { "status": 200 } }));
                ok(&json!({ "items": done.collect::<Vec<_>>() }).to_string())
            }
            _ => ok(r#"{"acknowledged":true,"pit_id":"x","_seq_no":0,"_primary_term":1}"#),
        };
        answer(asked).unwrap_or_else(usual)
    })
}

/// What a bulk request does to which documents.
fn actions(asked: &Asked) -> Vec<(String, String)> {
    let lines = asked.body.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let action = |line: Value| {
        let (action, of) = line.as_object()?.iter().next()?;
        matches!(action.as_str(), "index" | "delete")
            .then(|| (action.clone(), of["_id"].as_str().unwrap().to_owned()))
    };
    lines.filter_map(action).collect()
}

#[test]
fn what_the_index_has_of_a_file_that_cannot_be_read_stays() {
    let folder = folder(2);
    let first = taking(|_, _| None);
    run(home().path(), &["publish", &path(&folder), &first.url("a"), "--yes"], &[]);
    let ids: Vec<String> = ids(&first.asked(), |_, _| true).into_keys().collect();
    let [read, lost] = [0, 1].map(|at| ids.iter().find(|id| id.starts_with(&format!("901_{at}"))).unwrap());
    let documents =
        [(read.as_str(), "0000.md"), (lost, "0001.md"), ("before", "0001.md"), ("gone", "gone.md")];
    // The file is lost after the folder was listed, and before it is sent.
    let file = folder.path().join("0001.md");
    let server = having(&documents, move |asked| {
        if asked.what.ends_with("/_create/lock") {
            fs::remove_file(&file).unwrap();
        }
        None
    });
    let output = run(home().path(), &["publish", &path(&folder), &server.url("a"), "--yes"], &[]);
    let done: Vec<_> =
        server.asked().iter().filter(|asked| asked.what.ends_with("/_bulk")).flat_map(actions).collect();
    let expected = [("index", read.as_str()), ("delete", "gone")];
    assert_eq!(done, expected.map(|(action, id)| (action.to_owned(), id.to_owned())));
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("0 new, 1 changed, 0 unchanged, 1 deleted"), "{said}");
    assert!(said.contains("1 article could not be read. What the index had of it was kept."), "{said}");
}

#[test]
fn an_index_is_unlocked_before_unused_ones_are_deleted() {
    let of_version = |version: u64, publishing: Value, aliases: Value| {
        let mark = json!({ "version": version, "publishing": publishing });
        json!({ "aliases": aliases, "mappings": { "_meta": { "seogo": mark } } })
    };
    let index = |publishing: Value, aliases: Value| of_version(2, publishing, aliases);
    let all = json!({
        "a-seogo-1": index(json!(null), json!({ "a": {} })),
        "a-seogo-2": index(json!(null), json!({})),
        "a-seogo-3": index(json!("2026-01-02T03:04:05Z"), json!({})),
        "a-seogo-4": index(json!(null), json!({ "other": {} })),
        "a-seogo-5": index(json!(null), json!({})),
        "a-seogo-6": { "mappings": {} },
        "a-seogo-7": of_version(1, json!("2025-01-02T03:04:05Z"), json!({})),
        "a-seogo-8": of_version(1, json!("2025-01-02T03:04:05Z"), json!({})),
        "a-seogo-9": of_version(3, json!("2025-01-02T03:04:05Z"), json!({})),
    })
    .to_string();
    let held = json!({ "_source": { "at": jiff::Timestamp::now().to_string(), "owner": "other" }, "_seq_no": 1, "_primary_term": 1 });
    let server = having(&[], move |asked| match asked.what.as_str() {
        "GET /a-seogo-*" => Some(ok(&all)),
        "DELETE /a-seogo-2" => Some(Answer::Status(404, NO_INDEX.into())),
        "DELETE /a-seogo-7" => Some(Answer::Status(403, "{}".into())),
        "PUT /a-seogo-8/_create/lock" => Some(Answer::Status(409, "{}".into())),
        "GET /a-seogo-8/_doc/lock" => Some(ok(&held.to_string())),
        _ => None,
    });
    let output = run(home().path(), &["publish", &path(&folder(1)), &server.url("a"), "--yes"], &[]);
    let asked = server.asked();
    let deleted: Vec<_> =
        asked.iter().filter_map(|asked| asked.what.strip_prefix("DELETE /a-seogo")).collect();
    assert_eq!(deleted, ["-1/_doc/lock?if_seq_no=0&if_primary_term=1", "-2", "-5", "-7"]);
    assert!(stderr(&output).contains("this user has no permission"), "{}", stderr(&output));
}

/// The requests to unlock the index.
fn unlocks(server: &FakeServer) -> usize {
    server.asked().iter().filter(|asked| asked.what.starts_with("DELETE /a-seogo-1/_doc/lock")).count()
}

#[test]
fn an_index_is_unlocked_whatever_is_refused_and_even_if_the_connection_breaks_off() {
    for refused in
        ["PUT /a-seogo-1/_mapping", "POST /_search", "POST /a-seogo-1/_bulk", "POST /a-seogo-1/_refresh"]
    {
        let cut = AtomicBool::new(false);
        let server = having(&[], move |asked| match asked.what.as_str() {
            what if what == refused => Some(Answer::Status(403, "{}".into())),
            what if what.starts_with("DELETE /a-seogo-1/_doc") && !cut.swap(true, Ordering::SeqCst) => {
                Some(Answer::Cut)
            }
            _ => None,
        });
        let output = run(home().path(), &["publish", &path(&folder(1)), &server.url("a"), "--yes"], &[]);
        assert_eq!(output.status.code(), Some(1), "{refused}");
        assert!(stderr(&output).contains("no permission"), "{refused}: {}", stderr(&output));
        assert_eq!(unlocks(&server), 2, "{refused}");
    }
}

#[test]
fn a_lock_whose_answer_was_lost_is_known_again_by_its_owner() {
    let held: Arc<Mutex<Option<String>>> = Arc::default();
    let of_server = held.clone();
    let server = having(&[], move |asked| match asked.what.as_str() {
        "PUT /a-seogo-1/_create/lock" => {
            let mut held = of_server.lock().unwrap();
            let is_free = held.is_none();
            held.get_or_insert_with(|| asked.body.clone());
            // The server has written it, but its answer doesn't arrive.
            Some(if is_free { Answer::Cut } else { Answer::Status(409, "{}".into()) })
        }
        "GET /a-seogo-1/_doc/lock" => {
            let held = of_server.lock().unwrap().clone().unwrap();
            Some(ok(&format!(r#"{{"_seq_no":7,"_primary_term":3,"_source":{held}}}"#)))
        }
        _ => None,
    });
    let folder = folder(1);
    let arguments = ["publish", &path(&folder), &server.url("a"), "--yes"];
    let output = run(home().path(), &arguments, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let unlocked = "DELETE /a-seogo-1/_doc/lock?if_seq_no=7&if_primary_term=3";
    assert!(server.asked().iter().any(|asked| asked.what == unlocked), "{:?}", server.asked());
    // For another publisher it is taken, and stays so.
    let before = unlocks(&server);
    let output = run(home().path(), &arguments, &[]);
    assert!(stderr(&output).contains("someone else is publishing"), "{}", stderr(&output));
    assert_eq!(unlocks(&server), before);
}

#[cfg(unix)]
#[test]
fn what_the_index_has_of_a_folder_that_cannot_be_listed_stays() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, home) = (folder(1), home());
    let closed = folder.path().join("닫힌 곳 me@example.com");
    fs::create_dir(&closed).unwrap();
    for (path, mode) in [(folder.path(), 0o755), (home.path(), 0o777), (&closed, 0)] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    for (name, options) in [("닫힌 곳 me@example.com", &[][..]), ("닫힌 곳 ■", &["--mask-emails"])] {
        let below = format!("{name}/x.md");
        let documents = [("stays", below.as_str()), ("gone", "닫힌 곳/x.md"), ("gone2", "x.md")];
        let is_masked = !options.is_empty();
        let own = OWN.replace("\"version\":2", &format!("\"version\":2,\"masked\":{is_masked}"));
        let server = having(&documents, move |asked| (asked.what == "GET /a").then(|| ok(&own)));
        let (folder, url) = (path(&folder), server.url("a"));
        let arguments = [&["publish", &folder, &url, "--yes"], options].concat();
        let output = as_nobody(&mut command(home.path(), &arguments, &[])).output().unwrap();
        let asked = server.asked();
        let done = asked.iter().filter(|asked| asked.what.ends_with("/_bulk")).flat_map(actions);
        let deleted: Vec<String> = done.filter(|(action, _)| action == "delete").map(|(_, id)| id).collect();
        assert_eq!(deleted, ["gone", "gone2"], "{}", stderr(&output));
        assert_eq!(output.status.code(), Some(1));
        let said = "1 article of folders that could not be listed stayed in the index.";
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn an_index_of_an_older_version_is_replaced_by_a_new_one() {
    let older = OWN.replace("\"version\":2", "\"version\":1");
    let live = older.clone();
    let server = having(&[], move |asked| match asked.what.as_str() {
        "GET /a" => Some(ok(&live)),
        "GET /a-seogo-*" => Some(ok(&older)),
        "POST /a-seogo-2/_bulk" => Some(ok(r#"{"items":[{"index":{"status":201}}]}"#)),
        _ => None,
    });
    let output = run(home().path(), &["publish", &path(&folder(1)), &server.url("a"), "--yes"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let whats: Vec<String> = server.asked().into_iter().map(|asked| asked.what).collect();
    assert!(whats.contains(&"PUT /a-seogo-2".to_owned()), "{whats:?}");
    assert_eq!(whats.last().map(String::as_str), Some("DELETE /a-seogo-1"));
}

#[test]
fn an_index_that_someone_else_fills_is_not_replaced() {
    let folder = folder(2);
    let held = json!({ "_source": { "at": jiff::Timestamp::now().to_string(), "owner": "other" }, "_seq_no": 1, "_primary_term": 1 });
    let conflict = r#"{"error":{"type":"version_conflict_engine_exception","reason":"x"},"status":409}"#;
    let server = having(&[], move |asked| match asked.what.as_str() {
        "GET /a-seogo-*" => Some(ok(OWN)),
        "PUT /a-seogo-1/_create/lock" => Some(Answer::Status(409, conflict.to_owned())),
        "GET /a-seogo-1/_doc/lock" => Some(ok(&held.to_string())),
        _ => None,
    });
    let output =
        run(home().path(), &["publish", &path(&folder), &server.url("a"), "--yes", "--shards", "3"], &[]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let changes =
        |asked: &Asked| asked.what.starts_with("PUT /a-seogo-2") || asked.what.starts_with("DELETE");
    assert!(!server.asked().iter().any(changes), "{:?}", server.asked());
}
