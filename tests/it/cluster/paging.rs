//! An index with too many articles to be read whole: its list is as long as the server says, and rows are read
//! where they are looked at. The server is simulated, so that ten million articles take no room.

use super::window::{names, type_into, window};
use super::{GREETING, done, protocol::OWN};
use crate::support::fake_server::{Answer, Asked, FakeServer};
use crate::support::window::{Window, archive, rows, search};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use seogo::archive::FilePlace;
use seogo::cluster::ServerFound;
use seogo::cluster::{Access, IndexAddress};
use seogo::engine::{ArchiveEvent, Engine, Event, ProgramEvent, ReachWish};
use seogo::search::{ListRequest, Listing, SortKey};
use seogo::ui::command::{Action, Command};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The number of the newest day.
pub(super) const NEWEST: u64 = 20_454;

/// A server with a published index of as many articles on each of its days. The newest article has the number
/// 0, apart from those that are added.
#[derive(Clone, Default)]
pub(super) struct Simulated {
    pub(super) days: u64,
    /// A multiple of a thousand.
    pub(super) of_day: u64,
    /// How many were added to the newest day.
    added: Arc<AtomicU64>,
    down: Arc<AtomicBool>,
    /// How many rows were sent.
    sent: Arc<AtomicU64>,
}

/// The value of a name, wherever it is in a request.
pub(super) fn find<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(fields) => {
            fields.get(name).or_else(|| fields.values().find_map(|value| find(value, name)))
        }
        Value::Array(items) => items.iter().find_map(|value| find(value, name)),
        _ => None,
    }
}

impl Simulated {
    fn all(&self) -> u64 {
        self.days * self.of_day + self.added.load(Ordering::Relaxed)
    }

    /// Adds articles to the newest day.
    pub(super) fn add(&self, count: u64) {
        self.added.fetch_add(count, Ordering::Relaxed);
    }

    /// Where a day begins, counted from the newest article; 0 is the newest day.
    fn first_of(&self, day: u64) -> u64 {
        if day == 0 { 0 } else { day * self.of_day + self.added.load(Ordering::Relaxed) }
    }

    pub(super) fn answer(&self, asked: &Asked) -> Answer {
        if self.down.load(Ordering::Relaxed) {
            return Answer::Cut;
        }
        let request: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        let answer = match asked.what.as_str() {
            "GET /" => return Answer::Status(200, GREETING.to_owned()),
            // The mark differs after each change.
            "GET /a" => {
                let added = self.added.load(Ordering::Relaxed).to_string();
                let mut index: Value = serde_json::from_str(OWN).unwrap();
                index["a-seogo-1"]["mappings"]["_meta"]["seogo"]["updated"] = added.into();
                index
            }
            what if what.contains("point_in_time") => json!({ "pit_id": "x" }),
            _ => self.found(&request),
        };
        Answer::Status(200, answer.to_string())
    }

    /// Every article, or for any word every thousandth.
    fn found(&self, request: &Value) -> Value {
        let query = &request["query"];
        let step = if find(query, "match_phrase").is_some() { 1_000 } else { 1 };
        if let Some(path) = find(query, "path").and_then(Value::as_str) {
            let number = path.trim_end_matches(".md").parse().unwrap();
            return json!({ "hits": { "total": { "value": 1 }, "hits": [self.hit(number, number)] } });
        }
        let range = find(query, "day.published").filter(|range| range.is_object());
        let day = |name: &str, or: u64| {
            range.and_then(|range| range[name].as_u64()).map_or(or, |day| NEWEST.saturating_sub(day))
        };
        let first = self.first_of(day("lte", 0).min(self.days));
        let end = self.first_of((day("gte", self.days - 1) + 1).min(self.days));
        let (first, end) = (first.div_ceil(step), end.div_ceil(step));
        let from = match request["search_after"][0].as_u64() {
            Some(after) => after + 1,
            None => first + request["from"].as_u64().unwrap_or(0),
        };
        let until = (from + request["size"].as_u64().unwrap_or(0)).min(end);
        let hits: Vec<Value> = match request["_source"] == false {
            // Of these, only the last one matters.
            true => (from..until).map(|at| json!({ "_id": self.name(at * step), "sort": [at] })).collect(),
            false => (from..until).map(|at| self.hit(at * step, at)).collect(),
        };
        if request["_source"] != false {
            self.sent.fetch_add(hits.len() as u64, Ordering::Relaxed);
        }
        json!({
            "_shards": { "failed": 0 },
            "hits": { "total": { "value": end.saturating_sub(first) }, "hits": hits },
            "aggregations": self.counted(request, step, end.saturating_sub(first)),
        })
    }

    fn counted(&self, request: &Value, step: u64, found: u64) -> Value {
        let day = |day: u64| {
            let count = self.first_of(day + 1).div_ceil(step) - self.first_of(day).div_ceil(step);
            json!({ "key": (NEWEST - day) as f64, "doc_count": count })
        };
        if let Some(sources) = find(&request["aggs"], "sources").map(Value::to_string) {
            // What coverage and trends are counted by.
            let is_of_articles = !sources.contains("half_hour") && !sources.contains("oid");
            let bucket = json!({ "key": { "publisher": "가람일보", "day": NEWEST }, "doc_count": found });
            return json!({ "all": { "buckets": if is_of_articles { vec![bucket] } else { Vec::new() } } });
        }
        let days: Vec<Value> = match request["aggs"]["published"].is_null() {
            true => Vec::new(),
            false => (0..self.days).rev().map(day).collect(),
        };
        let bucket = |name: &str, count: u64| {
            json!({ "key": name, "doc_count": count,
                "spelled": { "buckets": [{ "key": name, "doc_count": count }] } })
        };
        let counted = |buckets: Vec<Value>| json!({ "names": { "doc_count_error_upper_bound": 0, "buckets": buckets } });
        let names = |name: &str| counted(vec![bucket(name, found)]);
        let publishers = counted(vec![bucket("가람일보", found), bucket("나래신문", 0)]);
        json!({
            "published": { "days": { "buckets": days }, "undated": { "doc_count": 0 } },
            "all": { "of": { "doc_count": self.all() } },
            "0": publishers, "1": names("사회"), "2": names(""), "3": names(""), "4": names(""), "5": names("기사"),
        })
    }

    fn name(&self, place: u64) -> String {
        match place.checked_sub(self.added.load(Ordering::Relaxed)) {
            Some(number) => format!("{number}"),
            None => format!("새 기사 {place}"),
        }
    }

    /// The article at a place counted from the newest.
    fn hit(&self, place: u64, sort: u64) -> Value {
        let name = self.name(place);
        let path = format!("{place}.md");
        let day = NEWEST - (0..self.days).rev().find(|day| self.first_of(*day) <= place).unwrap_or(0);
        let source = json!({ "doc": name, "print": name, "path": path, "is": ["article", "latest"], "versions": 1,
            "length": 5, "day": { "published": day }, "article": { "id": name, "title": format!("제목 {name},"), "publisher": "가람일보",
            "body": format!("본문 {name}이다.") } });
        json!({ "_id": name, "_source": source, "sort": [sort] })
    }
}

/// A window on an index, whose server answers some requests otherwise.
pub(super) fn opened_with(
    index: &Simulated,
    otherwise: impl Fn(&Asked) -> Option<Answer> + Send + Sync + 'static,
) -> (Window, FakeServer) {
    let simulated = index.clone();
    let server = FakeServer::start(move |asked| otherwise(asked).unwrap_or_else(|| simulated.answer(asked)));
    let mut window = window();
    window.open(Path::new(&server.url("a")));
    (window, server)
}

fn opened(index: &Simulated) -> (Window, FakeServer) {
    opened_with(index, |_| None)
}

pub(super) fn act(window: &mut Window, action: Action) {
    let context = window.harness.ctx.clone();
    window.harness.state_mut().as_mut().unwrap().run(&context, Command::Do(action));
    window.harness.run_steps(2);
}

pub(super) fn scroll(window: &mut Window, points: f32) {
    window.harness.hover_at(egui::pos2(100.0, 500.0));
    window.harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -points),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    window.harness.step();
}

pub(super) fn thirty_thousand() -> Simulated {
    Simulated { days: 30, of_day: 1_000, ..Simulated::default() }
}

pub(super) fn ten_million() -> Simulated {
    Simulated { days: 400, of_day: 25_000, ..Simulated::default() }
}

#[test]
fn ten_million_articles_are_read_where_they_are_looked_at() {
    let index = ten_million();
    let began = Instant::now();
    let (mut window, server) = opened(&index);
    window.wait_for("기사 10,000,000건");
    window.wait_for("제목 0,");
    let opened = began.elapsed();
    act(&mut window, Action::Last);
    window.wait_for("제목 9999999,");
    window.wait_for("본문 9999999이다.");
    act(&mut window, Action::First);
    window.wait_for("본문 0이다.");
    let mut frames = Vec::new();
    for _ in 0..60 {
        let began = Instant::now();
        scroll(&mut window, 4_000_000.0);
        frames.push(began.elapsed());
    }
    window.wait_until("the rows in view", |window| rows(window).len() > 3);
    let is_first = |(name, _): &(String, i32)| name.starts_with("제목 0,");
    assert!(!rows(&window).iter().any(is_first), "the list is at another place");
    frames.sort();
    if std::env::var_os("SEOGO_FIGURES").is_some() {
        println!(
            "first rows after {} ms, frame p95 {:?}",
            opened.as_millis(),
            frames[frames.len() * 95 / 100]
        );
    }
    let sent = index.sent.load(Ordering::Relaxed);
    assert!(sent < 20_000, "{sent} rows were read to see some hundred");
    let too_many = |asked: &Asked| {
        let request: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        request["from"].as_u64().unwrap_or(0) + request["size"].as_u64().unwrap_or(0) > 10_000
    };
    assert!(!server.asked().iter().any(too_many), "servers count off no more than 10,000");
}

/// Opens an index without a window, and lists it. The reader was last at these places.
pub(super) fn engine_on(
    server: &FakeServer,
    places: Vec<FilePlace<'static>>,
    request: ListRequest,
) -> Engine {
    let mut engine = Engine::start(|| {}).unwrap();
    engine.list(request);
    let address = IndexAddress::parse(&server.url("a"), false).unwrap();
    engine.reach(address, Access::default(), 1, ReachWish::default());
    let answer = next(&engine, |event| match event {
        Event::Program(ProgramEvent::Server(answer)) => Some(answer),
        _ => None,
    });
    let reached = match answer.result.unwrap() {
        ServerFound::Index(reached) => Some(reached),
        _ => None,
    };
    engine.open_index(*reached.unwrap(), places);
    engine
}

/// Waits for an event.
pub(super) fn next<T>(engine: &Engine, wanted: impl Fn(Event) -> Option<T>) -> T {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        match engine.next_event() {
            Some(event) => {
                if let Some(found) = wanted(event) {
                    return found;
                }
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
        assert!(Instant::now() < until, "no such event");
    }
}

/// Waits for a list whose row at a position has been read.
pub(super) fn listed(engine: &Engine, position: usize) -> (Arc<Listing>, u32) {
    next(engine, |event| match event {
        Event::Archive(ArchiveEvent::Listed(listing)) => {
            listing.positions.get(position).map(|ordinal| (listing, ordinal))
        }
        _ => None,
    })
}

#[test]
fn rows_are_forgotten_when_many_others_have_been_read_but_not_those_in_use() {
    let index = ten_million();
    let simulated = index.clone();
    let server = FakeServer::start(move |asked| simulated.answer(asked));
    let engine = engine_on(&server, Vec::new(), ListRequest::default());
    let (_, selected) = listed(&engine, 0);
    let mut most = 0;
    for at in (0..9_900_000).step_by(150_000) {
        engine.look_at(at..at + 900, vec![selected]);
        let (listing, _) = listed(&engine, at + 899);
        most = most.max(listing.catalogue.file_count());
        assert!(!listing.catalogue.is_gone(selected));
        assert_eq!(listing.row(at).unwrap().title(), format!("제목 {at},"));
    }
    assert!(most <= 51_000, "{most} rows were kept");
    assert!(index.sent.load(Ordering::Relaxed) > 55_000, "many more were read");
}

#[test]
fn an_order_without_days_is_listed_far_beyond_what_a_server_counts_off() {
    let index = ten_million();
    let server = FakeServer::start(move |asked| index.answer(asked));
    let request = ListRequest { key: SortKey::Title, ..ListRequest::default() };
    let engine = engine_on(&server, Vec::new(), request);
    let (listing, _) = listed(&engine, 0);
    assert_eq!((listing.len(), listing.beyond, listing.headings.len()), (100_000, 9_900_000, 0));
    for at in [99_940, 25_000, 61_234] {
        engine.look_at(at..at + 50, Vec::new());
        let (listing, _) = listed(&engine, at + 49);
        assert_eq!(listing.row(at).unwrap().title(), format!("제목 {at},"));
    }
    assert!(server.asked().len() < 40, "{} requests", server.asked().len());
}

#[test]
fn caches_are_cleared_while_an_index_is_open() {
    let index = thirty_thousand();
    let server = FakeServer::start(move |asked| index.answer(asked));
    let engine = engine_on(&server, Vec::new(), ListRequest::default());
    let (folder, caches) = (archive(3), tempfile::tempdir().unwrap());
    let arguments = [folder.path(), Path::new("--cache-dir"), caches.path()].map(|it| it.to_str().unwrap());
    done(folder.path(), &[&["list"], &arguments[..]].concat());
    let is_empty = || caches.path().read_dir().unwrap().next().is_none();
    assert!(!is_empty(), "there is something to clear");
    engine.clear_caches(caches.path().to_owned());
    let bytes = next(&engine, |event| match event {
        Event::Program(ProgramEvent::CachesMeasured(bytes)) => Some(bytes),
        _ => None,
    });
    assert!(bytes == 0 && is_empty());
}

#[test]
fn what_a_query_finds_among_millions_is_counted_listed_and_left_again() {
    let (mut window, server) = opened(&ten_million());
    window.wait_for("제목 0,");
    search(&mut window, "다리");
    window.wait_for("검색 결과 10,000건");
    window.wait_for("제목 1000,");
    act(&mut window, Action::Last);
    window.wait_for("제목 9999000,");
    let narrowed = |asked: &Asked| asked.body.contains(r#""match.publisher":["가람일보"]"#);
    let count = || server.asked().iter().filter(|asked| narrowed(asked)).count();
    window.wait_for("언론사 가람일보, 기사 10,000건");
    assert_eq!(count(), 0, "nothing was chosen");
    window.click("언론사 가람일보");
    window.wait_until("the list of the publisher", |_| count() > 0);
    window.wait_for("검색 결과 10,000건");
    window.click("언론사 가람일보");
    window.wait_for("검색 결과 10,000건");
    window.click("검색 지우기");
    window.wait_for("기사 10,000,000건");
    window.wait_for("제목 0,");
}

#[test]
fn articles_that_are_added_leave_what_is_in_view_in_place() {
    let index = thirty_thousand();
    let (mut window, _server) = opened(&index);
    window.wait_for("기사 30,000건");
    window.wait_for("제목 0,");
    scroll(&mut window, 12_000.0);
    window.harness.run_steps(30);
    window.wait_until("the rows in view", |window| rows(window).len() > 3 && !window.has("제목 0,"));
    let before = names(&window);
    index.add(7);
    act(&mut window, Action::Reload);
    window.wait_for("기사 30,007건");
    window.wait_until("the same rows", |window| names(window) == before);
    act(&mut window, Action::First);
    window.wait_for("제목 새 기사 0,");
}

#[test]
fn the_next_start_is_where_the_last_one_ended() {
    let index = ten_million();
    let (mut window, _server) = opened(&index);
    window.wait_for("제목 0,");
    scroll(&mut window, 400_000_000.0);
    window.harness.run_steps(30);
    window.wait_until("the rows in view", |window| rows(window).len() > 3 && !names(window).is_empty());
    let row = names(&window)[2].split(',').next().unwrap().to_owned();
    window.click(&row);
    window.wait_for("본문");
    let before = rows(&window);
    window.harness.state_mut().as_mut().unwrap().save();
    let Window { harness, home } = window;
    drop(harness);
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.harness.state_mut().as_mut().unwrap().begin(None);
    window.wait_for("아직 연결하지 않았습니다");
    window.harness.get_by_label("연결").click();
    window.wait_for("기사 10,000,000건");
    window.wait_until("the same rows", |window| rows(window) == before);
    window.wait_for(&row.replace("제목", "본문"));
}

#[test]
fn a_server_that_takes_its_time_keeps_nobody_from_asking_for_something_else() {
    let index = thirty_thousand();
    let (is_slow, waiting) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicU64::new(0)));
    let (slow, unanswered) = (is_slow.clone(), waiting.clone());
    let server = FakeServer::start(move |asked| {
        let is_slow = || asked.body.contains("느") && slow.load(Ordering::Relaxed);
        if is_slow() {
            unanswered.fetch_add(1, Ordering::Relaxed);
            while is_slow() {
                std::thread::sleep(Duration::from_millis(5));
            }
            unanswered.fetch_sub(1, Ordering::Relaxed);
        }
        index.answer(asked)
    });
    let mut window = window();
    window.open(Path::new(&server.url("a")));
    window.wait_for("제목 0,");
    search(&mut window, "느");
    window.wait_until("the server was asked", |_| waiting.load(Ordering::Relaxed) > 0);
    window.click("검색 지우기");
    search(&mut window, "다리");
    window.wait_for("검색 결과 30건");
    window.click("검색 지우기");
    search(&mut window, "느");
    window.wait_until("the server was asked again", |_| waiting.load(Ordering::Relaxed) > 1);
    let folder = archive(2);
    window.open_whole(folder.path(), 2);
    assert!(waiting.load(Ordering::Relaxed) > 1, "the server has answered neither");
    is_slow.store(false, Ordering::Relaxed);
}

#[test]
fn rows_that_a_server_owed_are_read_once_it_is_back() {
    let index = thirty_thousand();
    let (mut window, _server) = opened(&index);
    window.wait_for("제목 0,");
    index.down.store(true, Ordering::Relaxed);
    scroll(&mut window, 900_000.0);
    window.wait_for("서버가 답하지 않음");
    assert!(window.has("기사 30,000건"), "what was counted stays");
    index.down.store(false, Ordering::Relaxed);
    window.wait_for_no("서버가 답하지 않음");
    window.wait_until("the rows in view", |window| rows(window).len() > 3);
    assert!(!window.has("제목 0,"));
}

#[test]
fn what_a_server_cannot_do_with_millions_is_said() {
    let (mut window, _server) = opened(&ten_million());
    window.wait_for("제목 0,");
    window.click("최신순");
    window.click("제목순");
    window.wait_for("이 순서로는 10,000,000건 중 앞 100,000건만 표시");
    act(&mut window, Action::SelectAll);
    window.wait_for("한꺼번에 선택할 수 없습니다");
}

#[test]
fn a_long_list_is_exported_to_its_last_article() {
    let (index, cuts) = (thirty_thousand(), AtomicU64::new(5));
    // A server that is away for some seconds, for which nobody waits.
    let is_cut = move |asked: &Asked| {
        let is_page = asked.body.contains(r#""pit":"#);
        is_page && cuts.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |cuts| cuts.checked_sub(1)).is_ok()
    };
    let (mut window, _server) = opened_with(&index, move |asked| is_cut(asked).then_some(Answer::Cut));
    window.wait_for("제목 0,");
    search(&mut window, "다리");
    window.wait_for("검색 결과 30건");
    let target = window.home.path().join("all.csv");
    act(&mut window, Action::Export);
    type_into(&mut window, "저장 위치", target.to_str().unwrap());
    window.harness.run_steps(2);
    window.harness.get_by_role_and_label(Role::Button, "내보내기").click();
    window.harness.run_steps(2);
    window.wait_for("기사 30건을 내보냈습니다");
    let written = std::fs::read_to_string(&target).unwrap();
    assert_eq!((written.matches("가람일보").count(), written.matches("본문 29000이다.").count()), (30, 1));
}

#[test]
fn coverage_and_trends_are_those_of_the_whole_index() {
    let (mut window, _server) = opened(&ten_million());
    window.wait_for("제목 0,");
    window.press(Key::Y);
    window.wait_for("한국 시간");
    window.wait_for("기사 10,000,000건");
    search(&mut window, "다리");
    window.wait_for("검색 결과 10,000건");
    window.press(Key::Enter);
    window.click("추이");
    window.wait_for("0.10%");
}
