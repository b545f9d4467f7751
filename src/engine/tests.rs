//! Tests of the engine, used as a window would.

use super::event::{ArchiveEvent, ProgramEvent};
use super::{Engine, Event, Setting};
use crate::archive::FilePlace;
use crate::article;
use crate::search::{ListRequest, Listing};
use std::sync::Arc;
use std::time::{Duration, Instant};

fn wait<T>(engine: &Engine, mut wanted: impl FnMut(Event) -> Option<T>) -> T {
    let until = Instant::now() + Duration::from_secs(30);
    while Instant::now() < until {
        match engine.next_event() {
            Some(event) => {
                if let Some(found) = wanted(event) {
                    return found;
                }
            }
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    }
    panic!("the event did not come");
}

fn folder(titles: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for title in titles {
        let text = format!("---\nid: 901_{title}\ntitle: {title}\n---\n\n본문\n");
        std::fs::write(folder.path().join(format!("{title}.md")), text).unwrap();
    }
    folder
}

fn listed(engine: &Engine, len: usize) -> Arc<Listing> {
    wait(engine, |event| match event {
        Event::Archive(ArchiveEvent::Listed(listing)) if listing.len() == len => Some(listing),
        _ => None,
    })
}

#[test]
fn a_second_folder_replaces_the_first() {
    let (first, second) = (folder(&["a", "b", "c"]), folder(&["d"]));
    let mut engine = Engine::start(|| {}).unwrap();
    engine.open(first.path());
    engine.open(second.path());
    let listing = listed(&engine, 1);
    assert_eq!(listing.row(0).unwrap().title(), "d");
}

#[test]
fn what_cannot_be_opened_leaves_the_open_one() {
    let first = folder(&["a"]);
    let mut engine = Engine::start(|| {}).unwrap();
    engine.open(first.path());
    listed(&engine, 1);
    engine.open(&first.path().join("absent"));
    wait(&engine, |event| matches!(event, Event::Program(ProgramEvent::OpenFailed(_))).then_some(()));
    engine.list(ListRequest::default());
    assert_eq!(listed(&engine, 1).len(), 1);
}

#[test]
fn an_article_that_vanished_is_told_and_the_next_is_read() {
    let archive = folder(&["a", "b"]);
    let mut engine = Engine::start(|| {}).unwrap();
    engine.open(archive.path());
    let catalogue = listed(&engine, 2).catalogue.clone();
    std::fs::remove_file(archive.path().join("a.md")).unwrap();
    let read = |name| {
        let place = FilePlace::parse(name);
        let ordinal = (0..2).find(|&at| catalogue.row(at).unwrap().is_at(&place)).unwrap();
        let setting = Setting { restore_paragraphs: true, break_long: true };
        engine.read(0, catalogue.clone(), ordinal, setting);
        wait(&engine, |event| match event {
            Event::Archive(ArchiveEvent::Read(read)) => Some(read),
            _ => None,
        })
    };
    assert_eq!(read("a.md").article.problems[0].kind, article::ProblemKind::Unreadable);
    assert_eq!(read("b.md").article.title, "b");
}
