//! How often a server with more articles than are read whole is asked, and that what it says of one list isn't
//! shown with another.

use super::paging::{
    NEWEST, act, engine_on, find, listed, next, opened_with, scroll, ten_million, thirty_thousand,
};
use crate::support::fake_server::{Answer, Asked, FakeServer};
use crate::support::window::rows;
use seogo::archive::FilePlace;
use seogo::engine::{ArchiveEvent, Engine, Event};
use seogo::search::{Facet, Field, ListRequest, Listing};
use seogo::ui::command::Action;
use seogo::whole::Question;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

fn request_of(asked: &Asked) -> Value {
    serde_json::from_str(&asked.body).unwrap_or_default()
}

/// Whether it asks for the days of a list, or for its names.
fn is_outline(request: &Value) -> bool {
    !request["aggs"]["published"].is_null()
}

fn is_names(request: &Value) -> bool {
    !request["aggs"]["0"].is_null()
}

fn count(server: &FakeServer, is_wanted: impl Fn(&Value) -> bool) -> usize {
    server.asked().iter().filter(|asked| is_wanted(&request_of(asked))).count()
}

fn query(text: &str) -> ListRequest {
    ListRequest { query: text.to_owned(), ..ListRequest::default() }
}

/// Waits for a list, and for the values of the archive.
fn names_and_values(engine: &Engine, names_of: &str) -> (u32, u32) {
    let (mut names, mut values) = (None, None);
    while names.is_none() || values.is_none() {
        let first = |names: &[(String, u32)]| names.first().map(|(_, count)| *count);
        match next(engine, Some) {
            Event::Archive(ArchiveEvent::Listed(listing)) if listing.request.query == names_of => {
                names = first(listing.names_of(Facet::Publisher));
            }
            Event::Archive(ArchiveEvent::Values(found)) => values = first(found.names_of(Field::Publisher)),
            _ => {}
        }
    }
    (names.unwrap(), values.unwrap())
}

#[test]
fn days_and_names_are_counted_once_for_the_list_and_for_completing_queries() {
    let index = ten_million();
    let server = FakeServer::start(move |asked| index.answer(asked));
    let engine = engine_on(&server, Vec::new(), ListRequest::default());
    assert_eq!(names_and_values(&engine, ""), (10_000_000, 10_000_000));
    assert_eq!((count(&server, is_outline), count(&server, is_names)), (1, 1));
}

#[test]
fn queries_are_completed_with_the_names_of_all_articles_whatever_is_listed() {
    let index = ten_million();
    let server = FakeServer::start(move |asked| index.answer(asked));
    let engine = engine_on(&server, Vec::new(), query("다리"));
    assert_eq!(names_and_values(&engine, "다리"), (10_000, 10_000_000));
}

#[test]
fn names_are_those_of_the_list_even_if_the_reader_scrolled_before_they_were_counted() {
    let index = ten_million();
    let may_answer = Arc::new(AtomicBool::new(false));
    let may = may_answer.clone();
    let server = FakeServer::start(move |asked| {
        let request = request_of(asked);
        while is_outline(&request) && asked.body.contains("다") && !may.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(2));
        }
        index.answer(asked)
    });
    let mut engine = engine_on(&server, Vec::new(), ListRequest::default());
    let with_names = |wanted: &'static str| {
        move |event| match event {
            Event::Archive(ArchiveEvent::Listed(listing)) => (listing.request.query == wanted
                && !listing.names_of(Facet::Publisher).is_empty())
            .then_some(listing),
            _ => None,
        }
    };
    next(&engine, with_names(""));
    engine.list(query("다리"));
    let until = Instant::now() + Duration::from_secs(20);
    while count(&server, |request| is_outline(request) && find(request, "match_phrase").is_some()) == 0 {
        assert!(Instant::now() < until, "the list was not asked for");
        std::thread::sleep(Duration::from_millis(2));
    }
    engine.look_at(3_000..3_060, Vec::new());
    may_answer.store(true, Ordering::Relaxed);
    let is_counted = |listing: &Arc<Listing>| listing.names_of(Facet::Publisher)[0].1 == 10_000;
    next(&engine, |event| with_names("다리")(event).filter(is_counted));
}

#[test]
fn the_place_of_the_last_time_is_looked_for_once() {
    let index = ten_million();
    let server = FakeServer::start(move |asked| index.answer(asked));
    let places = vec![FilePlace::parse("5000.md").into_owned()];
    let mut engine = engine_on(&server, places, ListRequest::default());
    listed(&engine, 5_000);
    engine.list(query("다리"));
    next(&engine, |event| match event {
        Event::Archive(ArchiveEvent::Listed(listing)) => (listing.request.query == "다리").then_some(()),
        _ => None,
    });
    assert_eq!(count(&server, |request| find(request, "path").is_some_and(Value::is_string)), 1);
}

#[test]
fn the_times_of_crawls_are_counted_once_until_the_index_changes() {
    let index = ten_million();
    let simulated = index.clone();
    let server = FakeServer::start(move |asked| simulated.answer(asked));
    let mut engine = engine_on(&server, Vec::new(), ListRequest::default());
    let (listing, _) = listed(&engine, 0);
    let counted = |engine: &mut Engine| {
        engine.ask_whole(listing.clone(), Question::Coverage);
        next(engine, |event| matches!(event, Event::Archive(ArchiveEvent::Whole(_))).then_some(()));
        server.asked().iter().filter(|asked| asked.body.contains("half_hour")).count()
    };
    assert_eq!([counted(&mut engine), counted(&mut engine)], [1, 1]);
    index.add(3);
    engine.look_again(Path::new(&server.url("a")));
    next(&engine, |event| match event {
        Event::Archive(ArchiveEvent::Listed(listing)) => (listing.total == 10_000_003).then_some(()),
        _ => None,
    });
    assert_eq!(counted(&mut engine), 2);
}

#[test]
fn rows_that_a_server_has_lost_are_not_asked_for_again_and_again() {
    let index = thirty_thousand();
    let (mut window, server) = opened_with(&index, |asked| {
        let request = &request_of(asked);
        let is_lost = |range: &Value| range["lte"].as_u64().is_some_and(|day| day < NEWEST - 5);
        let is_of_rows = request["size"].as_u64().is_some_and(|size| size > 0);
        let is_lost = find(request, "day.published").is_some_and(is_lost) && is_of_rows;
        let none = json!({ "_shards": { "failed": 0 }, "hits": { "total": { "value": 0 }, "hits": [] } });
        is_lost.then(|| Answer::Status(200, none.to_string()))
    });
    window.wait_for("제목 0,");
    act(&mut window, Action::Last);
    scroll(&mut window, -400.0);
    // It counts the list again, to find the same, and is content with that.
    let (before, mut asked, mut quiet) = (server.asked().len(), 0, 0);
    while quiet < 200 {
        std::thread::sleep(Duration::from_millis(5));
        window.harness.step();
        let now = server.asked().len() - before;
        assert!(now < 20, "the server was asked {now} times");
        quiet = if now == asked { quiet + 1 } else { 0 };
        asked = now;
    }
    assert!(rows(&window).is_empty(), "they are still missing");
}
