//! An index in the window: it is opened by its address, listed, searched and read like a folder, and says
//! what is wrong with its server.

use super::{GREETING, NO_INDEX, done, run, stderr};
use crate::support::cluster::TestIndex;
use crate::support::fake_server::{Answer, Asked, FakeServer};
use crate::support::window::{Window, archive, rows, search};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::library::{Folders, Session};
use seogo::ui::command::{Action, Command};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

pub(super) fn window() -> Window {
    Window::new([1280.0, 800.0])
}

/// The names of the visible rows.
pub(super) fn names(window: &Window) -> Vec<String> {
    rows(window).into_iter().map(|(name, _)| name).collect()
}

/// Publishes a folder.
fn publish(folder: &Path, index: &TestIndex) {
    let home = tempfile::tempdir().unwrap();
    let folder = folder.to_str().unwrap();
    done(home.path(), &["publish", folder, &index.url(), "--yes", "--shards", "2", "--replicas", "0"]);
}

#[test]
fn an_index_is_listed_searched_read_and_marked_like_its_folder() {
    let Some(index) = TestIndex::new() else { return };
    let folder = archive(30);
    publish(folder.path(), &index);
    let [mut here, mut there] = [window(), window()];
    here.open_whole(folder.path(), 30);
    there.open_whole(Path::new(&index.url()), 30);
    assert_eq!(names(&there), names(&here));
    for (query, count) in
        [("본문 7", 3), ("둘째 문단", 30), ("title:\"제목 1\"", 11), ("ㅈㅁ", 30), ("id:901_3", 1)]
    {
        for window in [&mut here, &mut there] {
            search(window, query);
            window.wait_for(&format!("검색 결과 {count}건"));
        }
        assert_eq!(names(&there), names(&here), "{query}");
        for window in [&mut here, &mut there] {
            window.click("검색 지우기");
            window.wait_for("기사 30건");
        }
    }
    there.click("제목 2,");
    there.wait_for("본문 2이다.");
    assert_eq!(there.heading(), "제목 2");
    there.press(Key::S);
    search(&mut there, "is:starred");
    there.wait_until("the starred article", |there| rows(there).len() == 1);
}

/// What a server with a published index answers if it finds these of `total` articles.
fn published(asked: &Asked, total: u64, hits: &[Value]) -> Answer {
    let index = json!({ "a-seogo-1": { "mappings": { "_meta": { "seogo": { "version": 1 } } } } });
    let found = json!({ "pit_id": "x", "_shards": { "failed": 0 },
        "hits": { "total": { "value": total }, "hits": hits } });
    Answer::Status(
        200,
        match asked.what.as_str() {
            "GET /" => GREETING.to_owned(),
            "GET /a" => index.to_string(),
            _ => found.to_string(),
        },
    )
}

/// What a server with one published article answers. While it is `down`, it answers nothing.
fn one_article(down: Arc<AtomicBool>) -> impl Fn(&Asked) -> Answer {
    move |asked| {
        if down.load(Ordering::Relaxed) {
            return Answer::Cut;
        }
        let request: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        let source = json!({ "doc": "901_1.x", "path": "1.md", "is": ["article", "latest"], "versions": 1, "length": 5,
            "article": { "id": "901_1", "title": "다리 소식", "body": "다리 위의 본문" } });
        let is_beginning = request.get("search_after").is_none();
        let hit = json!({ "_id": "901_1.x", "_source": source, "sort": [1] });
        let hits = if is_beginning { vec![hit] } else { Vec::new() };
        published(asked, 1, &hits)
    }
}

#[test]
fn a_server_that_dies_leaves_what_was_listed_and_comes_back_by_itself() {
    let down = Arc::new(AtomicBool::new(false));
    let server = FakeServer::start(one_article(down.clone()));
    let mut window = window();
    window.open_whole(Path::new(&server.url("a")), 1);
    down.store(true, Ordering::Relaxed);
    window.click("다리 소식");
    window.wait_for("서버가 답하지 않음");
    window.wait_for("본문을 읽지 못했습니다");
    assert_eq!(rows(&window).len(), 1, "what was listed stays");
    search(&mut window, "본문");
    window.wait_for("서버가 답하지 않아 찾지 못했습니다");
    assert!(!window.has("0건"), "nothing is counted that wasn't searched");
    down.store(false, Ordering::Relaxed);
    window.wait_for_no("서버가 답하지 않");
    window.wait_for("다리 위의 본문");
    window.wait_until("what was searched for", |window| rows(window).len() == 1);
}

/// A server with three pages of articles; before the third, it does as it is told.
fn three_pages(third: impl Fn() -> Option<Answer> + Send + Sync + 'static) -> FakeServer {
    FakeServer::start(move |asked| {
        let request: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        let size = request["size"].as_u64().unwrap_or_default();
        let from = request["search_after"][0].as_u64().map_or(0, |after| after + 1);
        if from >= 2_100
            && let Some(answer) = third()
        {
            return answer;
        }
        let hit = |at: u64| {
            let id = format!("901_{at}");
            let source = json!({ "doc": format!("{id}.x"), "path": format!("{at}.md"), "is": ["article", "latest"],
                "versions": 1, "length": 5,
                "article": { "id": id, "title": format!("다리 소식 {at},"), "body": "다리 위의 본문" } });
            json!({ "_id": format!("{id}.x"), "_source": source, "sort": [at] })
        };
        let hits: Vec<Value> = (from..2_300.min(from + size)).map(hit).collect();
        published(asked, 2_300, &hits)
    })
}

#[test]
fn a_reading_that_is_stopped_goes_on_when_it_is_asked_to() {
    let waits = Arc::new(AtomicBool::new(true));
    let is_waiting = waits.clone();
    let server = three_pages(move || {
        while is_waiting.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    });
    let mut window = window();
    window.open(Path::new(&server.url("a")));
    window.wait_for("기사 2,100건");
    let context = window.harness.ctx.clone();
    let act = |window: &mut Window, action: Action| {
        window.harness.state_mut().as_mut().unwrap().run(&context, Command::Do(action));
    };
    act(&mut window, Action::CancelLoad);
    waits.store(false, Ordering::Relaxed);
    window.wait_for("읽기를 중지했습니다");
    assert!(!window.has("기사 2,300건"));
    act(&mut window, Action::Reload);
    window.wait_for("기사 2,300건");
}

#[test]
fn a_reading_that_breaks_off_loses_nothing() {
    // The third page doesn't come until the server is up again.
    let down = Arc::new(AtomicBool::new(true));
    let is_down = down.clone();
    let server = three_pages(move || is_down.load(Ordering::Relaxed).then_some(Answer::Cut));
    let mut window = window();
    window.open(Path::new(&server.url("a")));
    window.wait_for("기사 2,100건");
    down.store(false, Ordering::Relaxed);
    window.wait_for("기사 2,300건");
}

#[test]
fn a_page_that_is_read_in_the_background_is_waited_for() {
    let cuts = AtomicU64::new(5);
    let is_cut = move || cuts.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |cuts| cuts.checked_sub(1));
    let server = three_pages(move || is_cut().is_ok().then_some(Answer::Cut));
    let mut window = window();
    window.open(Path::new(&server.url("a")));
    window.wait_until("all articles", |window| {
        assert!(!window.has("서버가 답하지 않음"), "it comes back soon");
        window.has("기사 2,300건")
    });
}

#[test]
fn articles_that_are_checked_one_by_one_are_waited_for_only_as_long_as_they_are_wanted() {
    let (slow, waiting) = (Arc::new(Mutex::new("nothing")), Arc::new(AtomicU64::new(0)));
    let (is_slow, unanswered, answer) = (slow.clone(), waiting.clone(), one_article(Arc::default()));
    let server = FakeServer::start(move |asked| {
        let is_slow = || format!("{} {}", asked.what, asked.body).contains(*is_slow.lock().unwrap());
        if is_slow() {
            unanswered.fetch_add(1, Ordering::Relaxed);
            while is_slow() {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        answer(asked)
    });
    let mut window = window();
    window.open_whole(Path::new(&server.url("a")), 1);
    for (request, query) in [("point_in_time", "다리"), ("느", "소식")] {
        *slow.lock().unwrap() = request;
        waiting.store(0, Ordering::Relaxed);
        search(&mut window, "word:느");
        window.wait_until("the server was asked", |_| waiting.load(Ordering::Relaxed) > 0);
        let began = Instant::now();
        window.click("검색 지우기");
        search(&mut window, query);
        window.wait_for("검색 결과 1건");
        assert!(began.elapsed() < Duration::from_secs(15), "the first search was waited for");
        *slow.lock().unwrap() = "nothing";
        window.click("검색 지우기");
        window.wait_for("기사 1건");
    }
}

#[test]
fn an_answer_that_comes_late_opens_nothing_in_another_dialog() {
    let (wait, is_asked) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicBool::new(false)));
    let (waits, asked_for) = (wait.clone(), is_asked.clone());
    let answer = one_article(Arc::default());
    let slow = FakeServer::start(move |asked| {
        asked_for.store(true, Ordering::Relaxed);
        while waits.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
        answer(asked)
    });
    let mut window = window();
    window.open(Path::new(&slow.url("a")));
    window.wait_until("the server was asked", |_| is_asked.load(Ordering::Relaxed));
    window.press(Key::Escape);
    // Another dialog for an index of the same server, which nobody has asked for yet.
    let (context, path) = (window.harness.ctx.clone(), slow.url("b"));
    let app = window.harness.state_mut().as_mut().unwrap();
    app.run(&context, Command::Do(Action::OpenServer));
    window.harness.run_steps(2);
    type_into(&mut window, "주소", &path);
    wait.store(false, Ordering::Relaxed);
    window.wait_until("all answers are there", |_| slow.asked().len() >= 2);
    window.harness.run_steps(20);
    assert!(!window.has("기사 1건"), "it was not asked for any more");
}

#[test]
fn what_is_wrong_with_a_server_is_said_in_its_dialog_and_the_open_archive_stays() {
    let folder = archive(2);
    let mut window = window();
    window.open_whole(folder.path(), 2);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let several = r#"{"a":{},"b":{}}"#;
    let ok = |body: &str| Answer::Status(200, body.to_owned());
    let none = || Answer::Status(404, NO_INDEX.to_owned());
    type Case = (&'static str, Answer, Answer);
    let cases: [Case; 6] = [
        ("검색 서버(OpenSearch, Elasticsearch)가 아닙니다", ok("<html>"), none()),
        ("색인을 찾을 수 없습니다", ok(GREETING), none()),
        ("이 사용자에게는 권한이 없습니다", ok(GREETING), Answer::Status(403, "{}".to_owned())),
        ("로그인이 필요합니다", Answer::Status(401, String::new()), none()),
        ("색인 하나를 가리키지 않거나", ok(GREETING), ok(several)),
        ("다른 주소로 보내려 해서", Answer::Redirect("http://127.0.0.1:1/".to_owned()), none()),
    ];
    for (sentence, greeting, index) in cases {
        let server = FakeServer::start(move |asked| match asked.what.as_str() {
            "GET /" => greeting.clone(),
            _ => index.clone(),
        });
        window.open(Path::new(&server.url("a")));
        window.wait_for(sentence);
    }
    for (address, sentence) in [
        (format!("http://127.0.0.1:{free}/a"), "연결을 거부했습니다"),
        ("http://example.com/a".to_owned(), "암호화되지 않은 연결입니다"),
        ("https://me:secret@example.com/a".to_owned(), "사용자 이름이나 암호를 적지 마세요"),
    ] {
        window.open(Path::new(&address));
        window.wait_for(sentence);
    }
    window.press(Key::Escape);
    window.wait_for("기사 2건");
}

#[test]
fn an_index_is_chosen_from_the_servers_list() {
    let answer = one_article(Arc::default());
    let names =
        json!({ "a-seogo-1": { "aliases": { "a": {} } }, ".hidden": {}, "others": { "aliases": {} } });
    let server = FakeServer::start(move |asked| match asked.what.as_str() {
        "GET /_alias" => Answer::Status(200, names.to_string()),
        _ => answer(asked),
    });
    let mut window = window();
    let url = server.url("");
    window.open(Path::new(url.trim_end_matches('/')));
    window.wait_for("색인을 선택하세요");
    assert!(window.has("others") && !window.has(".hidden") && !window.has("a-seogo-1"));
    // The list of indices has just moved everything in the dialog.
    window.harness.run_steps(5);
    window.harness.get_by_label("a").click();
    window.harness.step();
    window.wait_for("기사 1건");
    // Once the list is complete, the status names host and index.
    window.wait_for(&server.url("a").replace("http://", ""));
}

#[test]
fn an_index_of_others_is_read_by_the_fields_that_the_reader_names() {
    let Some(index) = TestIndex::new() else { return };
    for number in 1..=3 {
        let document = json!({ "제목": format!("다리 소식 {number}"), "본문": "강을 건너는 새 다리가 열렸다.",
            "게재일": format!("2026-01-0{number}"), "언론사": "가람일보" });
        index.ask("PUT", &format!("/{}/_doc/{number}?refresh=true", index.name), &document.to_string());
    }
    let (home, url) = (tempfile::tempdir().unwrap(), index.url());
    let unknown = run(home.path(), &["list", &url], &[]);
    assert!(stderr(&unknown).contains("--columns title=FIELD"), "{}", stderr(&unknown));
    let columns = ["--columns", "title=제목,text=본문,published=게재일,publisher=언론사"];
    let count =
        |query: &str| done(home.path(), &[&["search", &url, query, "--count"][..], &columns].concat());
    assert_eq!((count("다리 소식").trim(), count("since:2026-01-03").trim()), ("3", "1"));
    let mut window = window();
    window.open(Path::new(&url));
    window.wait_for("각 열의 내용을");
    window.harness.run_steps(5);
    window.harness.get_by_role_and_label(Role::Button, "읽기").click();
    window.harness.step();
    window.wait_for("기사 3건");
    assert!(window.has("단어의 일부로는 찾지 못합니다"), "the window says whose words these are");
    window.click("다리 소식 3");
    window.wait_for("강을 건너는 새 다리가");
    // The names can be changed later.
    let context = window.harness.ctx.clone();
    window.harness.state_mut().as_mut().unwrap().run(&context, Command::Do(Action::ChooseColumns));
    window.wait_for("각 열의 내용을");
}

#[test]
fn a_server_of_an_earlier_session_is_not_reached_until_the_reader_says_so() {
    let server = FakeServer::start(one_article(Arc::default()));
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::default();
    session.note_opened(Path::new(&server.url("a")));
    session.write(&Folders::below(home.path())).unwrap();
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.harness.step();
    window.harness.state_mut().as_mut().unwrap().begin(None);
    window.wait_for("아직 연결하지 않았습니다");
    assert_eq!(server.asked(), []);
    window.harness.get_by_label("연결").click();
    window.wait_for("기사 1건");
}

/// Types a text into the field with this name, in place of what it has; its heading has the same name.
pub(super) fn type_into(window: &mut Window, name: &str, text: &str) {
    let is_field = |node: &egui_kittest::Node<'_>| {
        matches!(node.accesskit_node().role(), Role::TextInput | Role::PasswordInput)
    };
    window.harness.get_all_by_label(name).find(is_field).unwrap().focus();
    window.harness.run_steps(2);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.run_steps(2);
    window.harness.get_all_by_label(name).find(is_field).unwrap().type_text(text);
    window.harness.run_steps(2);
}

#[test]
fn a_login_that_is_refused_later_is_asked_for_again() {
    let (answer, is_refused) = (one_article(Arc::default()), Arc::new(AtomicBool::new(false)));
    let refused = is_refused.clone();
    let server = FakeServer::start(move |asked| {
        // me:other
        let has_other = asked.headers.iter().any(|header| header == "authorization: Basic bWU6b3RoZXI=");
        match has_other || !refused.load(Ordering::Relaxed) {
            true => answer(asked),
            false => Answer::Status(401, String::new()),
        }
    });
    let mut window = window();
    window.open_whole(Path::new(&server.url("a")), 1);
    is_refused.store(true, Ordering::Relaxed);
    window.click("다리 소식");
    window.wait_for("서버가 로그인을 더는 받아들이지 않습니다");
    type_into(&mut window, "사용자 이름", "me");
    type_into(&mut window, "암호", "other");
    window.harness.get_by_role_and_label(Role::Button, "연결").click();
    window.harness.step();
    window.wait_for_no("서버가 로그인을 더는 받아들이지 않습니다");
    window.wait_for("기사 1건");
    window.click("다리 소식");
    window.wait_for("다리 위의 본문");
    assert!(!window.has("서버가 답하지 않음"));
}

#[test]
fn a_login_is_asked_for_and_never_written_down() {
    let answer = one_article(Arc::default());
    let server = FakeServer::start(move |asked| {
        // me:secret
        match asked.headers.iter().any(|header| header == "authorization: Basic bWU6c2VjcmV0") {
            true => answer(asked),
            false => Answer::Status(401, String::new()),
        }
    });
    let mut window = window();
    window.open(Path::new(&server.url("a")));
    window.wait_for("로그인이 필요합니다");
    type_into(&mut window, "사용자 이름", "me");
    type_into(&mut window, "암호", "wrong");
    window.click("연결");
    window.wait_for("사용자 이름이나 암호가 맞지 않습니다");
    type_into(&mut window, "암호", "secret");
    window.click("연결");
    window.wait_for("기사 1건");
    window.harness.state_mut().as_mut().unwrap().save();
    let mut pending = vec![window.home.path().to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            match entry.path().is_dir() {
                true => pending.push(entry.path()),
                false => {
                    let text = std::fs::read(entry.path()).unwrap_or_default();
                    assert!(memchr::memmem::find(&text, b"secret").is_none(), "{:?}", entry.path());
                }
            }
        }
    }
}
