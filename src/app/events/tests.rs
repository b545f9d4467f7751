//! Tests of what events do to the state.

use super::*;
use crate::app::Seogo;
use crate::archive::{CatalogueBuilder, SegmentBuilder};
use crate::article::Article;
use crate::search::{Columns, ListRequest};
use crate::ui::command::{Action, Command};
use std::path::Path;

/// A query's listing with the first of nine articles.
fn listing(query: &str, len: usize, is_beginning: bool) -> Event {
    let mut segment = SegmentBuilder::default();
    (0..9).for_each(|number| segment.push(Path::new(&format!("{number}.md")), &Article::default().into()));
    let mut builder = CatalogueBuilder::default();
    builder.push(segment.take());
    let request = ListRequest { query: query.to_owned(), ..ListRequest::default() };
    let mut listing = Listing::new(&Columns::of(Arc::new(builder.snapshot())), request, None);
    listing.positions = listing.positions.known_in(0..len).to_vec().into();
    listing.is_beginning = is_beginning;
    Event::Archive(ArchiveEvent::Listed(Arc::new(listing)))
}

#[test]
fn a_list_of_which_only_the_beginning_is_found_is_not_taken_for_all_of_it() {
    let context = egui::Context::default();
    let mut app = Seogo::new(&context, None).unwrap();
    app.windows.first.on_event(listing("", 9, false), &mut app.program);
    app.windows.first.searching.choose_all();
    app.windows.first.on_event(listing("소식", 3, true), &mut app.program);
    assert_eq!(app.targets().len(), 9, "what follows may still be listed");
    app.windows.first.searching.unchoose();
    app.run(&context, Command::Do(Action::SelectAll));
    assert!(app.targets().is_empty(), "it waits for what follows");
    app.windows.first.on_event(listing("소식", 5, false), &mut app.program);
    let mut output = context.run_ui(egui::RawInput::default(), |ui| app.ui(ui));
    output.textures_delta.clear();
    assert_eq!(app.targets().len(), 5);
    app.windows.first.on_event(listing("다른 소식", 3, true), &mut app.program);
    app.run(&context, Command::Do(Action::Last));
    app.windows.first.on_event(listing("또 다른", 4, false), &mut app.program);
    assert_eq!(
        (app.targets().len(), app.windows.first.searching.take_waiting().len()),
        (4, 0),
        "nothing is done to another list"
    );
}

#[test]
fn a_place_is_found_also_where_its_file_is_listed_anew_before_it_has_been_read() {
    let context = egui::Context::default();
    let mut app = Seogo::new(&context, None).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let at = PagePlace { item: 4, share: 0.5 };
    let article = Some(ReadingPlace { path: "1.md".to_owned(), at });
    app.program
        .kept
        .note_place(folder.path().to_owned(), ArchivePlace { article, ..ArchivePlace::default() });
    let archive = Archive { folder: folder.path().to_owned(), only: None, file: None };
    app.windows.first.on_event(Event::Archive(ArchiveEvent::Opened(archive)), &mut app.program);
    let (mut builder, mut segment) = (CatalogueBuilder::default(), SegmentBuilder::default());
    let mut list = |gone: &[u32], files: &[&str]| {
        builder.remove(gone);
        files.iter().for_each(|file| segment.push(Path::new(file), &Article::default().into()));
        builder.push(segment.take());
        let columns = Columns::of(Arc::new(builder.snapshot()));
        let listing = Listing::new(&columns, ListRequest::default(), None);
        Event::Archive(ArchiveEvent::Listed(Arc::new(listing)))
    };
    app.windows.first.on_event(list(&[], &["0.md", "1.md", "2.md"]), &mut app.program);
    app.windows.first.restore_place(&context, &mut app.program);
    assert_eq!(app.windows.first.shown.selected(), Some(1));
    app.windows.first.on_event(list(&[1], &["1.md"]), &mut app.program);
    let read = ReadArticle { ordinal: 3, path: folder.path().join("1.md"), ..ReadArticle::default() };
    app.windows.first.on_event(Event::Archive(ArchiveEvent::Read(Arc::new(read))), &mut app.program);
    assert_eq!(app.windows.first.shown.reader().place(), at);
}
