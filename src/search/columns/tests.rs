//! The columns of a catalogue, as they grow and are counted.

use super::*;
use crate::archive::{CatalogueBuilder, SegmentBuilder};
use crate::article::Article;
use crate::search::{ListRequest, Listing};
use crate::text::dates::korean_day;
use jiff::civil::date;
use proptest::prelude::*;
use std::cmp::Reverse;
use std::path::Path;

#[test]
fn a_name_counts_once_in_an_article() {
    let all = vec!["경주\n달팽이\n경주\nＫＢＳ\nKBS".to_owned()];
    let column = NameColumn::of(Values { all, of: Packed::default() });
    let counts = column.counts(&[1]);
    let counted: Vec<(&str, u32)> = column.names.iter().map(String::as_str).zip(counts).collect();
    assert_eq!(counted, [("KBS", 0), ("경주", 1), ("달팽이", 1), ("ＫＢＳ", 1)]);
}

#[test]
fn columns_and_orders_pass_over_rows_that_were_thinned_out() {
    let mut builder = CatalogueBuilder::default();
    let add = |builder: &mut CatalogueBuilder, titles: &[&str]| {
        let mut segment = SegmentBuilder::default();
        for title in titles {
            let article = Article {
                id: format!("id {title}"),
                title: (*title).into(),
                publisher: (*title).into(),
                ..Article::default()
            };
            segment.push(Path::new(&format!("{title}.md")), &article.into());
        }
        builder.push(segment.take());
    };
    add(&mut builder, &["라", "나"]);
    add(&mut builder, &["다"]);
    let early = Columns::of(Arc::new(builder.snapshot()));
    early.order(SortKey::Title);
    builder.thin(1, |ordinal| ordinal == 2);
    add(&mut builder, &["가", "마"]);
    let catalogue = Arc::new(builder.snapshot());
    for columns in [Columns::of(catalogue.clone()), early.grown(catalogue.clone())] {
        let request = ListRequest { key: SortKey::Title, ..ListRequest::default() };
        let listing = Listing::new(&columns, request, None);
        let title = |&ordinal: &u32| catalogue.row(ordinal).unwrap().title();
        assert_eq!(listing.positions.known().iter().map(title).collect::<Vec<_>>(), ["가", "다", "마"]);
        let names = &columns.names[Facet::Publisher as usize].values;
        let name = |ordinal| names.all.get(names.place(ordinal)).map(String::as_str);
        assert_eq!([2, 3, 4].map(name), [Some("다"), Some("가"), Some("마")]);
    }
}

proptest! {
    /// Articles by id, publisher and an offset of the day of publication. Each run of articles makes a
    /// snapshot; from the second on, some files are gone.
    #[test]
    fn columns_that_grew_are_those_of_all_files(
        parts in prop::collection::vec(
            prop::collection::vec((0u8..30, 0u8..4, prop::option::of(0i8..6)), 0..12),
            1..6,
        ),
        gone in prop::collection::vec(0u32..20, 0..4),
    ) {
        let mut builder = CatalogueBuilder::default();
        let mut grown = Columns::default();
        for part in parts {
            let mut segment = SegmentBuilder::default();
            for (id, publisher, day) in part {
                let article = Article {
                    id: id.to_string(),
                    title: (id % 3).to_string().replace('0', ""),
                    publisher: "가".repeat(publisher.into()),
                    oid: if publisher < 2 { "901".to_owned() } else { String::new() },
                    published: day.map(|day| Published::Date(date(2026, 1, 10 + day))),
                    category: (id % 4).to_string().replace('0', ""),
                    crawled: (id % 5 > 0).then(|| {
                        jiff::Timestamp::UNIX_EPOCH + jiff::Span::new().hours(i64::from(id) * 7)
                    }),
                    ..Article::default()
                };
                segment.push(Path::new(&format!("{id}.md")), &article.into());
            }
            builder.push(segment.take());
            builder.remove(&gone.iter().copied().filter(|&gone| gone < grown.catalogue.len()).collect::<Vec<_>>());
            let catalogue = Arc::new(builder.snapshot());
            grown = grown.grown(catalogue.clone());
            let whole = Columns::of(catalogue);
            prop_assert_eq!(format!("{:?}", (&grown.names, &grown.unnamed, &grown.days)), format!("{:?}", (&whole.names, &whole.unnamed, &whole.days)));
            prop_assert_eq!(&grown.older, &whole.older);
            for ordinal in 0..whole.catalogue.len() {
                prop_assert_eq!(whole.older.contains(ordinal as usize), !whole.catalogue.is_newest(ordinal));
            }
            for key in ORDERS.iter().map(|entry| entry.key).filter(|&key| key != SortKey::Relevance) {
                let order = grown.order(key);
                prop_assert_eq!(format!("{order:?}"), format!("{:?}", whole.order(key)));
                let row = |&ordinal: &u32| grown.catalogue.row(ordinal).unwrap();
                let publisher = |row: &Row<'_>| -> String {
                    grown.catalogue.publisher(row).into_owned()
                };
                let has_key = |row: &Row<'_>| match key {
                    SortKey::Title => !row.title().is_empty(),
                    SortKey::Publisher => !publisher(row).is_empty(),
                    SortKey::Crawled => row.crawled().is_some(),
                    SortKey::Length => row.known_letters().is_some(),
                    _ => row.published().is_some(),
                };
                let sorted_by = |ordinal: &u32| {
                    let row = row(ordinal);
                    let (text, crawled) = match key {
                        SortKey::Title => (row.title().to_owned(), None),
                        SortKey::Publisher => (publisher(&row), None),
                        SortKey::Crawled => (String::new(), row.crawled()),
                        _ => (String::new(), None),
                    };
                    let letters = row.known_letters().filter(|_| key == SortKey::Length);
                    let newest = Reverse((letters, crawled, row.published().map(Published::time), row.crawled()));
                    (!has_key(&row), text, newest, row.id().to_owned())
                };
                prop_assert!(order.ordinals.is_sorted_by_key(sorted_by), "{:?}", key);
                prop_assert_eq!(order.with_key as usize, order.ordinals.iter().map(row).filter(has_key).count());
                let day = |row: Row<'_>| match key {
                    SortKey::Published => row.published().map(Published::date),
                    _ => row.crawled().map(korean_day),
                };
                let mut days: Vec<(u32, Option<Date>)> = (0..).zip(order.ordinals.iter().map(row).map(day)).collect();
                days.dedup_by_key(|&mut (_, day)| day);
                let is_by_day = matches!(key, SortKey::Published | SortKey::Crawled);
                let headings: Vec<_> = order.headings.iter().map(|heading| (heading.first, heading.day)).collect();
                prop_assert_eq!(headings, if is_by_day { days } else { Vec::new() });
            }
        }
    }
}
