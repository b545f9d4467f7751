//! The reader's marks in queries, run against a whole catalogue with a snapshot of marks.

use jiff::Timestamp;
use seogo::archive::{Cancel, Catalogue, CatalogueBuilder, SegmentBuilder};
use seogo::article::Article;
use seogo::engine::find;
use seogo::library::{
    Edit, HighlightColor, HighlightField, HighlightMark, HighlightPlace, Marks, Note, Stamp,
};
use seogo::search::{Marked, Search, newest_files};
use seogo::text::hanja::Abbreviations;
use std::path::Path;
use std::sync::Arc;

/// Articles with the ids 901_0 to 901_3, and finally one without an id.
fn catalogue() -> Catalogue {
    let mut segment = SegmentBuilder::default();
    for number in 0..5u8 {
        let article = Article {
            id: if number < 4 { format!("901_{number}") } else { String::new() },
            title: format!("제목 {number}"),
            computed_hash: [number; 32],
            ..Article::default()
        };
        segment.push(Path::new(&format!("{number}.md")), &article.into());
    }
    let mut builder = CatalogueBuilder::default();
    builder.push(segment.take());
    builder.snapshot()
}

fn marks() -> Marks {
    let stamp = Stamp { hash: None, at: Timestamp::UNIX_EPOCH };
    let without_id = catalogue().key(4).unwrap().into();
    let note = |text: &str| Some(Note { text: text.to_owned(), stamp });
    let place = HighlightPlace { field: HighlightField::Title, start: 0, end: 2, quote: "제목".to_owned() };
    let mut marks = Marks::default();
    for edit in [
        Edit::Star("901_1".into(), Some(stamp)),
        Edit::Star(without_id, Some(stamp)),
        Edit::Read("901_0".into(), Some(stamp)),
        Edit::Tag("901_2".into(), "경제 전망".to_owned(), Some(stamp)),
        Edit::Tag("901_3".into(), "경제".to_owned(), Some(stamp)),
        Edit::Note("901_1".into(), note("나중에 다시 볼 것")),
        Edit::Highlight(
            "901_2".into(),
            place,
            Some(HighlightMark {
                note: "國民연금 근거".to_owned(), color: HighlightColor::default(), stamp
            }),
        ),
        Edit::Star("elsewhere".into(), Some(stamp)),
    ] {
        marks.apply(&edit);
    }
    marks
}

#[test]
fn every_mark_is_asked_for_in_both_languages() {
    let (catalogue, marks) = (catalogue(), marks());
    for (query, expected) in [
        ("is:starred", &[1, 4][..]),
        ("-is:starred", &[0, 2, 3]),
        ("is:unread", &[1, 2, 3, 4]),
        ("is:unread is:starred", &[1, 4]),
        ("tag:경제", &[3]),
        ("꼬리표:경제*", &[2, 3]),
        ("꼬리표:\"경제 전망\" OR is:starred", &[1, 2, 4]),
        ("note:다시", &[1]),
        ("메모:국민연금", &[2]),
        ("has:note", &[1, 2]),
        ("has:highlight", &[2]),
        ("제목 -has:note", &[0, 3, 4]),
    ] {
        let search = Arc::new(Search::new(query, 0..0, &Abbreviations::built_in()));
        let found = find(&catalogue, None, &marks, search, &Cancel::default()).unwrap().articles;
        let found: Vec<_> = found.into_iter().map(|(ordinal, _)| ordinal).collect();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn counts_are_what_the_queries_find() {
    let catalogue = catalogue();
    let counts = Marked::of(&catalogue, &marks()).counts(&newest_files(&catalogue));
    assert_eq!((counts.all, counts.unread, counts.starred), (Some(5), Some(4), Some(2)));
    assert_eq!((counts.noted, counts.highlighted), (Some(2), Some(1)));
    assert_eq!(counts.tags, [("경제".to_owned(), Some(1)), ("경제 전망".to_owned(), Some(1))].into());
}
