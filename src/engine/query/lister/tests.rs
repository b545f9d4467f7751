//! How a long list begins before all of it is found.

use super::*;
use crate::archive::{CatalogueBuilder, SegmentBuilder};
use crate::article::{Article, Published};
use crate::engine::channel::{Sent, channel};
use crate::engine::query::count::count_channel;
use crate::search::SortKey;
use crossbeam_channel::unbounded;
use std::path::Path;

/// Enough files, the newest last; one in a thousand is about rain.
fn catalogue() -> Arc<Catalogue> {
    let (mut builder, mut segment) = (CatalogueBuilder::default(), SegmentBuilder::default());
    for number in 0..ENOUGH_FILES {
        let day = jiff::civil::date(2025, 1, 1).checked_add(jiff::Span::new().days(number / 300));
        let article = Article {
            title: if number % 1000 == 0 { "비 소식" } else { "소식" }.to_owned(),
            published: day.ok().map(Published::Date),
            ..Article::default()
        };
        segment.push(Path::new(&format!("{number}.md")), &article.into());
        if segment.is_full() {
            builder.push(segment.take());
        }
    }
    builder.push(segment.take());
    Arc::new(builder.snapshot())
}

#[test]
fn a_long_list_begins_before_all_of_it_is_found() {
    let (sender, events) = channel(|| {});
    let events = events.messages();
    let sender = sender.of_archive(0);
    let (inputs_in, inputs) = unbounded();
    let (counts, _counted) = count_channel();
    let (damage, _) = unbounded();
    std::thread::spawn(move || run_lister(&inputs, sender, &counts, &damage, SharedStories::default()));
    let next = || loop {
        if let Sent::Archive(_, ArchiveEvent::Listed(listing)) = events.recv().unwrap() {
            return listing;
        }
    };
    let ask = |query: &str, key, reverse| {
        let request = ListRequest { query: query.to_owned(), key, reverse, ..ListRequest::default() };
        inputs_in.send(ListInput::Request(request, Cancel::default())).unwrap();
    };
    let catalogue = catalogue();
    inputs_in.send(ListInput::Archive(1, ArchiveNews::Catalogue(catalogue.clone()))).unwrap();
    assert!(!next().is_beginning, "without a query there is nothing to wait for");
    for reverse in [false, true] {
        ask("소식", SortKey::Published, reverse);
        let (beginning, all) = (next(), next());
        assert!(beginning.is_beginning && !all.is_beginning);
        assert!(beginning.len() >= FIRST_ROWS && all.len() == ENOUGH_FILES as usize);
        assert_eq!(beginning.positions.known(), all.positions.known_in(0..beginning.len()));
        assert_eq!((&beginning.days, beginning.total), (&all.days, all.total));
    }
    // There are too few hits, or the order depends on the hits, or the list exists and only grows.
    ask("비", SortKey::Published, false);
    assert_eq!((next().is_beginning, events.is_empty()), (false, true));
    ask("소식", SortKey::Relevance, false);
    assert!(!next().is_beginning);
    inputs_in
        .send(ListInput::Archive(1, ArchiveNews::Catalogue(Arc::new(Catalogue::clone(&catalogue)))))
        .unwrap();
    assert!(!next().is_beginning && events.is_empty());
}
