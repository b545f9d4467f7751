//! Tests of how the objects of JSON become articles.

use super::*;
use crate::formats::preview_columns;

#[test]
fn json_is_read_in_lines_arrays_and_objects() {
    let one = r#"{"title":"느린 달팽이","content":"본문이다.","authors":["가람","하늘"],"likes":3}"#;
    let two = r#"{"title":"빠른 달팽이","content":"둘째다.","date":"2026-01-02 03:04"}"#;
    for (text, kind) in [
        (format!("{one}\n\n{two}\n"), Kind::JsonLines),
        (format!("[{one},\n {two}]"), Kind::Json),
        (format!(r#"{{"total":2,"items":[{one},{two}]}}"#), Kind::Json),
        (format!(r#"{{"return_object":{{"documents":[{one},{two}],"total":2}}}}"#), Kind::Json),
    ] {
        let entries = entries(text.clone(), kind);
        assert_eq!(titles(&entries), [(1, "느린 달팽이"), (2, "빠른 달팽이")], "{text}");
        let article = &entries[0].article;
        assert_eq!(article.authors.len(), 2);
        assert_eq!(article.extra, [("likes".to_owned(), "3".to_owned())]);
    }
    assert_eq!(titles(&entries(one, Kind::Json)), [(1, "느린 달팽이")]);
    // A text of paragraphs, and fields of others that are called like those of an export.
    let text = r#"{"content":[{"type":"p","text":"첫째다."},{"type":"p","text":"둘째다."}],"title":"느린 달팽이",
        "named":{"role":"편집자"}}"#;
    let found = entries(text, Kind::Json);
    assert_eq!(titles(&found), [(1, "느린 달팽이")]);
    assert_eq!(found[0].article.body, "첫째다.\n\n둘째다.");
    assert!(found[0].article.extra.iter().any(|(name, _)| name == "named"), "{:?}", found[0].article.extra);
}

#[test]
fn json_by_columns_is_read_row_by_row() {
    let read = |text: &str| {
        let mut entries = Vec::new();
        let reading = read_entries(Cursor::new(text.as_bytes()), Kind::Json, None, |entry| {
            entries.push(entry);
            ControlFlow::Continue(())
        });
        let reading = reading.unwrap().unwrap();
        for entry in &entries {
            let again = reading.article(reading.unpacked(&entry.range).unwrap());
            assert_eq!((&again.title, &again.body), (&entry.article.title, &entry.article.body));
        }
        entries
    };
    let written = r#"{"title":{"0":"느린 달팽이","1":"빠른 달팽이"},"text":{"0":"첫째다.","1":"둘째다."},
        "date":{"0":1767312000000,"1":null},"likes":{"0":3,"1":4}}"#;
    let found = read(written);
    assert_eq!(titles(&found), [(1, "느린 달팽이"), (2, "빠른 달팽이")]);
    let article = &found[0].article;
    assert_eq!((article.body.as_str(), article.id.as_str()), ("첫째다.", ""));
    assert_eq!(article.published.map(|at| at.date()), Some(jiff::civil::date(2026, 1, 2)));
    let found =
        read(r#"{"title":{"n17":"느린 달팽이","n4":"빠른 달팽이"},"text":{"n17":"첫째다.","n4":"둘째다."}}"#);
    let ids: Vec<&str> = found.iter().map(|entry| entry.article.id.as_str()).collect();
    assert_eq!(ids, ["n17", "n4"], "an index is an id");
    let preview = preview_columns(Cursor::new(written.as_bytes()), Kind::Json).unwrap().unwrap();
    assert_eq!((preview.keys.len(), preview.rows[1][0].as_str()), (4, "빠른 달팽이"));
}

#[test]
fn what_json_is_about_is_told_by_names_and_titles() {
    for (text, expected) in [
        // A page of results calls its list like the text of an article.
        (
            r#"{"content":[{"title":"느린 달팽이","body":"첫째다."},{"title":"빠른 달팽이","body":"둘째다."}],"totalElements":2}"#,
            vec![(1, "느린 달팽이"), (2, "빠른 달팽이")],
        ),
        (
            r#"{"SJML":{"text":[{"title":"느린 달팽이","content":"첫째다."},{"title":"빠른 달팽이","content":"둘째다."}]}}"#,
            vec![(1, "느린 달팽이"), (2, "빠른 달팽이")],
        ),
        (
            r#"{"contents":[{"text":"첫째다."},{"text":"둘째다."}],"title":"느린 달팽이"}"#,
            vec![(1, "느린 달팽이")],
        ),
        // Names with a digit aren't ids.
        (r#"{"id":1,"h1":{"text":"머리"},"title":"느린 달팽이","content":"본문"}"#, vec![(1, "느린 달팽이")]),
        (r#"{"s3_image":{"title":"사진"},"title":"느린 달팽이","text":"본문"}"#, vec![(1, "느린 달팽이")]),
        (
            r#"{"NEWS-2026-1":{"title":"느린 달팽이","text":"본문"},"NEWS-2026-2":{"title":"빠른 달팽이","text":"본문"}}"#,
            { vec![(1, "느린 달팽이"), (2, "빠른 달팽이")] },
        ),
        (
            r#"{"1":{"title":"느린 달팽이","text":"본문"},"2":{"title":"빠른 달팽이","text":"본문"}}"#,
            { vec![(1, "느린 달팽이"), (2, "빠른 달팽이")] },
        ),
    ] {
        assert_eq!(titles(&entries(text, Kind::Json)), expected, "{text}");
    }
}

#[test]
fn a_corpus_is_titled_by_its_first_paragraph() {
    let text = r#"{"id":"NWRW1800000021","document":[{"id":"NWRW1800000021.1","metadata":{"title":
        "한국경제 2018년 기사","author":"가람","publisher":"한국경제","date":"20180102","topic":"생활"},
        "paragraph":[{"id":"1","form":"첫 문단이 제목이다"},{"id":"2","form":"본문이다."}]}]}"#;
    let entries = entries(text, Kind::Json);
    let article = &entries[0].article;
    assert_eq!((article.title.as_str(), article.body.as_str()), ("첫 문단이 제목이다", "본문이다."));
    assert_eq!((article.id.as_str(), article.category.as_str()), ("NWRW1800000021.1", "생활"));
    assert!(article.extra.contains(&("metadata.title".to_owned(), "한국경제 2018년 기사".to_owned())));
}

#[test]
fn the_posts_that_wordpress_gives_are_articles() {
    let text = r#"[{"id":12,"date":"2026-01-02T10:20:30","link":"https://example.com/1","title":{"rendered":"느린 달팽이 &#8211; 이긴다"},
        "content":{"rendered":"<p>달팽이가 <strong>이겼다</strong>.</p>","protected":false},"excerpt":{"rendered":"가","protected":false}}]"#;
    let found = entries(text, Kind::Json);
    assert_eq!(titles(&found), [(1, "느린 달팽이 – 이긴다")]);
    assert_eq!(found[0].article.body, "달팽이가 이겼다.");
}

#[test]
fn a_search_results_excerpt_is_one() {
    let text = r#"{"items":[{"title":"<b>달팽이</b>가 이겼다","originallink":"https://example.com/1",
        "link":"https://n.news.naver.com/mnews/article/009/0005614000","description":"느린 &quot;<b>달팽이</b>&quot;",
        "pubDate":"Fri, 02 Jan 2026 03:04:00 +0900"}]}"#;
    let entries = entries(text, Kind::Json);
    let article = &entries[0].article;
    assert_eq!((article.title.as_str(), article.body.as_str()), ("달팽이가 이겼다", "느린 \"달팽이\""));
    assert!(article.excerpt);
}

#[test]
fn texts_are_found_where_corpora_and_search_engines_put_them() {
    for (text, title, body) in [
        (
            r#"{"name":"x","documents":[{"title":"느린 달팽이","text":[[{"index":0,"sentence":"첫째다."},{"index":1,"sentence":"이어진다."}],[{"index":2,"sentence":"둘째다."}]]}]}"#,
            "느린 달팽이",
            "첫째다. 이어진다.\n\n둘째다.",
        ),
        (
            r#"{"data":[{"doc_title":"느린 달팽이","paragraphs":[{"context":"첫째다.","qas":[]},{"context":"둘째다."}]}]}"#,
            "느린 달팽이",
            "첫째다.\n\n둘째다.",
        ),
        (
            r#"[{"_index":"news","_id":"1","_source":{"title":"느린 달팽이","content":["첫째다.","둘째다."]}}]"#,
            "느린 달팽이",
            "첫째다.\n\n둘째다.",
        ),
    ] {
        let found = entries(text, Kind::Json);
        assert_eq!((found[0].article.title.as_str(), found[0].article.body.as_str()), (title, body));
        assert_eq!(found[0].article.problems, []);
    }
    let found = entries(r#"[{"title":"가","text":"나","links":["https://example.com"]}]"#, Kind::Json);
    assert_eq!(found[0].article.extra, [("links".to_owned(), "https://example.com".to_owned())]);
    // Objects with names and no text are people and things.
    assert_eq!(entries(r#"{"name":"x","author":{"name":"y"}}"#, Kind::Json).len(), 0);
}

#[test]
fn json_is_told_by_its_bytes_whatever_its_name() {
    let one = r#"{"title":"하나","content":"본문","author":NaN}"#;
    let two = r#"{"title":"둘","content":"본문 Infinity \"NaN\"","like":-Infinity}"#;
    let both = r#"{"title":"둘","content":"본문","like":NaN,"name":"\ud800가"}"#;
    let found = entries(both, Kind::JsonLines);
    assert_eq!(titles(&found), [(1, "둘")]);
    assert_eq!(found[0].article.problems[0].kind, ProblemKind::DecodedLossily);
    let utf16: Vec<u8> = format!("\u{feff}[{one},{two}]").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (text, kind) in [
        (format!("[\n{one},\n{two}\n]"), Kind::JsonLines),
        (format!("{one},\n{two},\n"), Kind::JsonLines),
        (format!("{{\n{}\n{{\n{}", &one[1..], &two[1..]), Kind::JsonLines),
        (format!(r#"{{"title":"모음","items":[{one},{two}]}}"#), Kind::Json),
        (format!(r#"{{"a":{{"b":{{"c":{{"list":[{one},{two}]}}}}}}}}"#), Kind::Json),
        (format!(r#"{{"tags":[{{"word":"가"}}],"found":[{one},{two}]}}"#), Kind::Json),
    ] {
        let found = entries(text.clone(), kind);
        assert_eq!(titles(&found), [(1, "하나"), (2, "둘")], "{text}");
        assert_eq!(found[1].article.body, "본문 Infinity \"NaN\"");
        assert_eq!(found[0].article.problems, []);
    }
    let mut found = Vec::new();
    read_entries(Cursor::new(utf16), Kind::Json, None, |entry| {
        found.push(entry.article.title);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(found, ["하나", "둘"]);
}

#[test]
fn the_values_of_an_object_can_be_entries() {
    let one = r#"{"title":"하나","content":"본문"}"#;
    let two = r#"{"title":"둘","content":"본문"}"#;
    let long = "9".repeat(300);
    for (text, ids) in [
        (format!(r#"{{"articles":{{"a-1":{one},"a-2":{two}}},"total":2}}"#), ["a-1", "a-2"]),
        (format!(r#"{{"title":"모음","articles":{{"느린":{one}, "빠른" : {two}}}}}"#), ["느린", "빠른"]),
        (format!("{{\n \"123\": {one},\n \"124\": {two}\n}}"), ["123", "124"]),
        (format!(r#"{{"meta":{{"count":2}},"day1":{{"count":2}},"n1":{one},"n2":{two}}}"#), ["n1", "n2"]),
        (
            format!(r#"{{"data":{{"https://example.com/1":{one},"{long}":{two}}}}}"#),
            ["https://example.com/1", ""],
        ),
        (format!(r#"{{"1":{{"id":"가","title":"하나","content":"본문"}},"2\u0041":{two}}}"#), ["가", "2A"]),
    ] {
        let found = entries(text.clone(), Kind::Json);
        assert_eq!(titles(&found), [(1, "하나"), (2, "둘")], "{text}");
        assert_eq!(found.iter().map(|entry| entry.article.id.as_str()).collect::<Vec<_>>(), ids, "{text}");
        assert_eq!(found[1].article.body, "본문", "{text}");
    }
    for text in [
        r#"{"_id":"1","_source":{"title":"느린 달팽이","content":"본문이다."}}"#,
        r#"{"article":{"title":"느린 달팽이","content":"본문이다."}}"#,
        r#"{"title":"느린 달팽이","content":"본문이다.","1":{"title":"다른 달팽이","content":"다른 본문"}}"#,
    ] {
        let found = entries(text, Kind::Json);
        assert_eq!(titles(&found), [(1, "느린 달팽이")], "{text}");
    }
}

#[test]
fn lists_that_are_parts_of_an_article_are_no_articles() {
    for text in [
        r#"{"images":[{"src":"a.png"}],"title":"느린 달팽이","content":"본문이다."}"#,
        r#"{"comments":[{"text":"댓글"}],"title":"느린 달팽이","content":"본문이다."}"#,
        r#"{"text":[{"sentence":"본문이다."}],"title":"느린 달팽이"}"#,
        r#"{"_id":{"$oid":"0"},"date":{"$date":"2026-01-02T00:00:00Z"},"title":"느린 달팽이","text":"본문이다."}"#,
        r#"{"document":[{"id":"1","metadata":{"title":"모음"},"sentence":[{"form":"느린 달팽이"},{"form":"본문이다."}]}]}"#,
    ] {
        let found = entries(text, Kind::Json);
        assert_eq!(titles(&found), [(1, "느린 달팽이")], "{text}");
        assert_eq!(found[0].article.body, "본문이다.", "{text}");
    }
}

#[test]
fn an_object_of_more_values_than_can_be_held_is_told_and_the_rest_is_read() {
    for (value, is_read) in [("[1],", false), ("\"가, [{\\\"\",", true)] {
        let values = value.repeat(if is_read { 200_000 } else { 600_000 });
        let text = format!(r#"{{"title":"하나","text":"가","a":[{values}1]}}"#);
        let found = entries(format!("{text}\n{{\"title\":\"둘\",\"text\":\"나\"}}\n"), Kind::JsonLines);
        let problem = found[0].article.problems.first().map(|problem| problem.kind);
        assert_eq!(problem, (!is_read).then_some(ProblemKind::TooLarge), "{value}");
        assert_eq!(found[1].article.title, "둘");
    }
}

#[test]
fn of_comments_nothing_is_lost() {
    for (comments, kept) in [
        (r#"[{"text":"댓글","author":"가람","replies":[{"text":"답글"}]}]"#, false),
        (r#"[{"text":"댓글","nick":"가람","date":"2026-01-02"}]"#, true),
        (r#"[{"text":"댓글","replies":[{"text":"답글","name":"가람"}]}]"#, true),
        (r#"[{"text":"댓글","likes":"12"}]"#, true),
        (r#"[{"text":"댓글","author":{"name":"가람"}}]"#, true),
        (r#"[{"text":"댓글","replies":{"text":"답글"}}]"#, true),
        (r#"[{"text":"댓글","author":null,"likes":12}]"#, false),
    ] {
        let found =
            entries(format!(r#"{{"title":"하나","text":"본문","comments":{comments}}}"#), Kind::JsonLines);
        let article = &found[0].article;
        assert_eq!(article.comments[0].text, "댓글", "{comments}");
        let extra: Vec<&str> = article.extra.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(extra, if kept { vec![comments] } else { vec![] });
    }
}
