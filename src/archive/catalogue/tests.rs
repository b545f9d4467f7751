//! Tests of versions, verdicts and what becomes of them as files change.

use super::joining::MOST_IN_A_RUN;
use super::*;
use crate::archive::SegmentBuilder;
use crate::article::{Article, Problem, ProblemKind, body_hash};
use std::path::Path;

#[test]
fn joined_segments_hold_the_same_rows() {
    let mut builder = CatalogueBuilder::default();
    let mut segment = SegmentBuilder::default();
    for number in 0..50 {
        let mut article = Article {
            id: format!("901_{}", number % 40),
            title: format!("美 제목 {number}"),
            body: format!("본문 {number} ㅋㅋ"),
            publisher: "서고일보".to_owned(),
            by_crawler: true,
            ..Article::default()
        };
        if number % 7 == 0 {
            let problem = Problem { kind: ProblemKind::NoTitle, line: Some(number), detail: None };
            article.problems.push(problem);
            article.extra.push(("열쇠".to_owned(), number.to_string()));
        }
        segment.push(Path::new(&format!("{number}.md")), &article.into());
        if number % 9 == 0 {
            builder.push(segment.take());
        }
    }
    builder.push(segment.take());
    let apart = builder.snapshot();
    let runs = apart.runs_to_join();
    let join = |catalogue: Catalogue, run| catalogue.with_joined(run, catalogue.joined(run));
    let joined = runs.iter().rev().fold(apart.clone(), join);
    assert_eq!((joined.segments().len(), joined.runs_to_join()), (1, Vec::new()));
    assert_eq!((joined.verdicts(), joined.verdicts().unknown), (apart.verdicts(), 40));
    let said = |catalogue: &Catalogue| -> Vec<String> {
        let row = |ordinal| catalogue.row(ordinal).unwrap();
        (0..catalogue.len())
            .map(|ordinal| {
                let row = row(ordinal);
                let (corpus, place) = row.place();
                let texts = (row.id(), row.title(), row.publisher(), row.path(), corpus.body(place));
                let rest = (row.problems().collect::<Vec<_>>(), row.extra().collect::<Vec<_>>());
                format!("{texts:?} {rest:?} {:?}", catalogue.revisions(ordinal))
            })
            .collect()
    };
    assert_eq!(said(&joined), said(&apart));
    for first in [0, 1, 10, 30, 49, 50] {
        let paths = |catalogue: &Catalogue| -> Vec<String> {
            catalogue.rows_from(first).map(|(_, row)| row.path().to_owned()).collect()
        };
        let expected: Vec<String> = (first..50).map(|number| format!("{number}.md")).collect();
        assert_eq!((paths(&apart), paths(&joined)), (expected.clone(), expected));
    }
    let segments = joined.segments().map(|(_, segment)| segment.corpus());
    assert!(segments.into_iter().all(|corpus| (0..50).all(|document| corpus.has_hanja(document))));
}
/// Adds files with these ids, in one segment.
fn of_ids(builder: &mut CatalogueBuilder, ids: &[&str]) {
    let mut segment = SegmentBuilder::default();
    for id in ids {
        let path = format!("{}.md", builder.snapshot().len() as usize + segment.len());
        let article =
            Article { id: (*id).to_owned(), body: path.clone(), by_crawler: true, ..Article::default() };
        segment.push(Path::new(&path), &article.into());
    }
    builder.push(segment.take());
}

#[test]
fn what_is_gone_stands_for_nothing_any_more() {
    let mut builder = CatalogueBuilder::default();
    of_ids(&mut builder, &["a", "b", "a", "a", "c"]);
    let first = builder.snapshot();
    let newest = first.revisions(0).unwrap()[0];
    builder.remove(&[newest, 4]);
    let second = builder.snapshot();
    assert_eq!((second.file_count(), second.article_count(), second.len()), (3, 2, 5));
    assert!(second.is_gone(newest) && !second.is_newest(newest) && !second.is_newest(4));
    assert_eq!(second.revisions(1), None);
    let left = second.revisions(if newest == 0 { 2 } else { 0 }).unwrap().to_vec();
    assert_eq!(left.len(), 2);
    builder.remove(&left[..1]);
    let third = builder.snapshot();
    assert_eq!((third.revisions(left[1]), third.is_newest(left[1])), (None, true));
    of_ids(&mut builder, &["a", "c"]);
    let fourth = builder.snapshot();
    assert_eq!(fourth.revisions(5).map(<[u32]>::len), Some(2), "with the one that was left");
    assert_eq!((fourth.revisions(6), fourth.article_count()), (None, 3));
    assert_eq!(first.article_count(), 3, "a snapshot stays as it was");
    let present: Vec<u32> = fourth.present().map(|(ordinal, _)| ordinal).collect();
    assert_eq!(present.len(), 4);
    let again = CatalogueBuilder::of(fourth.clone());
    assert_eq!(again.snapshot().article_count(), 3);
}

/// Adds articles by path, each with id, address, title and text.
fn of_articles(builder: &mut CatalogueBuilder, articles: &[(&str, [&str; 4])]) {
    let mut segment = SegmentBuilder::default();
    for (path, [id, url, title, body]) in articles {
        let article = Article {
            id: (*id).to_owned(),
            url: (*url).to_owned(),
            title: (*title).to_owned(),
            computed_hash: body_hash(body),
            by_crawler: id.starts_with("901_"),
            ..Article::default()
        };
        segment.push(Path::new(path), &article.into());
    }
    builder.push(segment.take());
}

#[test]
fn files_with_one_id_are_versions_only_where_the_crawler_wrote_both_or_something_else_is_the_same() {
    for (first, second, are_versions) in [
        (["901_1", "", "가", "나"], ["901_1", "", "다", "라"], true),
        (["intro", "", "가", "나"], ["intro", "", "다", "라"], false),
        (["intro", "", "가", "나"], ["intro", "", "가", "라"], true),
        (["intro", "", "가", "나"], ["intro", "", "다", "나"], true),
        (["intro", "https://a.example/1", "가", "나"], ["intro", "https://a.example/1", "다", "라"], true),
        (["intro", "https://a.example/1", "가", "나"], ["intro", "https://a.example/2", "다", "라"], false),
        (["intro", "", "", "나"], ["intro", "", "", "라"], false),
        (["", "", "가", "나"], ["", "", "가", "나"], false),
    ] {
        let mut builder = CatalogueBuilder::default();
        of_articles(&mut builder, &[("a.md", first), ("b.md", second), ("c.md", ["other", "", "가", "나"])]);
        let catalogue = builder.snapshot();
        assert_eq!(catalogue.revisions(0).is_some(), are_versions, "{first:?} {second:?}");
        assert_eq!(catalogue.article_count(), if are_versions { 2 } else { 3 });
        builder.remove(&[0]);
        of_articles(&mut builder, &[("d.md", second)]);
        let has_id = !second[0].is_empty();
        assert_eq!(builder.snapshot().revisions(3).is_some(), has_id, "of the one that is left");
    }
}

#[test]
fn articles_that_share_their_key_are_numbered_by_place() {
    let mut builder = CatalogueBuilder::default();
    let at = |id, title| [id, "https://a.example/1", title, title];
    let keys = |builder: &CatalogueBuilder| -> Vec<String> {
        let catalogue = builder.snapshot();
        let packed = catalogue.packed();
        let segments = catalogue.segments.iter().map(|segment| Segment::clone(segment)).collect();
        let again = Catalogue::of_segments(segments, packed.0, &packed.1).unwrap();
        let key = |at| again.key(at).unwrap().into_owned();
        (0..catalogue.len()).filter(|&at| !catalogue.is_gone(at)).map(key).collect()
    };
    of_articles(&mut builder, &[("c.md", at("", "가")), ("b.md", at("", "나"))]);
    assert_eq!(keys(&builder), ["url:a.example/1#2", "url:a.example/1"]);
    of_articles(
        &mut builder,
        &[("a.md", at("x", "다")), ("d.md", at("x", "라")), ("e.md", at("901_1", "마"))],
    );
    let url = "url:a.example/1";
    let expected =
        [format!("{url}#3"), format!("{url}#2"), url.to_owned(), url.to_owned(), "901_1".to_owned()];
    assert_eq!(keys(&builder), expected, "versions have one key");
    builder.remove(&[2]);
    assert_eq!(keys(&builder), [format!("{url}#2"), url.to_owned(), format!("{url}#3"), "901_1".to_owned()]);
    builder.remove(&[0, 1]);
    assert_eq!(keys(&builder), [url, "901_1"]);
}

#[test]
fn what_comes_file_by_file_is_not_joined_each_time() {
    let mut builder = CatalogueBuilder::default();
    let ids: Vec<String> = (0..400).map(|id| id.to_string()).collect();
    of_ids(&mut builder, &ids.iter().map(String::as_str).collect::<Vec<_>>());
    let tidy = |builder: &mut CatalogueBuilder| {
        let runs = builder.snapshot().runs_to_join();
        for run in runs.iter().rev() {
            let apart = builder.snapshot();
            builder.repack(apart.with_joined(run, apart.joined(run)));
        }
        !runs.is_empty()
    };
    assert!(tidy(&mut builder) && !tidy(&mut builder));
    let mut joins = 0;
    for id in 400..600 {
        of_ids(&mut builder, &[&id.to_string()]);
        joins += usize::from(tidy(&mut builder));
    }
    assert!(joins > 0 && joins < 40, "{joins} joins");
    assert!(builder.snapshot().segments().len() <= MOST_IN_A_RUN);
    assert_eq!(builder.snapshot().article_count(), 600);
}
