//! Tests of how the entries of a file become articles.

use super::super::utf16::LARGEST_UTF16;
use super::*;
use crate::article::Published;
use encoding_rs::EUC_KR;
use std::io::Cursor;

fn entries(text: impl Into<Vec<u8>>, kind: Kind) -> Vec<Entry> {
    let bytes = text.into();
    let mut entries = Vec::new();
    let reading = read_entries(Cursor::new(&bytes), kind, None, |entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    })
    .unwrap();
    // Each entry reads the same on its own.
    for entry in &entries {
        let range = entry.range.start as usize..entry.range.end as usize;
        let again = reading.as_ref().unwrap().article(&bytes[range]);
        assert_eq!((&again.title, &again.body), (&entry.article.title, &entry.article.body));
    }
    entries
}

fn titles(entries: &[Entry]) -> Vec<(u32, &str)> {
    entries.iter().map(|entry| (entry.number, entry.article.title.as_str())).collect()
}

const CRAWLED: &str = "날짜,언론사,제목,본문,링크\n20260102,가나일보,느린 달팽이,\"첫 문단이다.\n\n둘째, 문단이다.\",\
    https://n.news.naver.com/mnews/article/9/5614000\n2026-01-03,다라신문,빠른 달팽이,본문이다.,https://example.com/2\n";

#[test]
fn a_crawlers_table_in_cp949_is_read() {
    let (bytes, _, _) = EUC_KR.encode(CRAWLED);
    for bytes in [bytes.into_owned(), CRAWLED.as_bytes().to_vec(), format!("\u{feff}{CRAWLED}").into_bytes()]
    {
        let entries = entries(bytes, Kind::Table);
        assert_eq!(titles(&entries), [(1, "느린 달팽이"), (2, "빠른 달팽이")]);
        let article = &entries[0].article;
        assert_eq!(article.body, "첫 문단이다.\n\n둘째, 문단이다.");
        assert_eq!((article.id.as_str(), article.oid.as_str()), ("009_0005614000", "009"));
        assert_eq!(article.published, Some(Published::Date(jiff::civil::date(2026, 1, 2))));
        assert_eq!(article.problems, []);
    }
}

#[test]
fn a_time_of_day_joins_the_day_beside_it() {
    let published = |text: &str| -> Vec<String> {
        let shown = |published: Option<Published>| match published {
            Some(Published::Date(day)) => day.to_string(),
            Some(Published::Time(time)) => time.to_string(),
            None => "-".to_owned(),
        };
        entries(text, Kind::Table).iter().map(|entry| shown(entry.article.published)).collect()
    };
    for (text, expected) in [
        (
            "날짜,시간,제목,본문\n20260102,10:20,가,글.\n20260103,00:00,나,글.\n",
            ["2026-01-02T10:20:00", "2026-01-03T00:00:00"],
        ),
        (
            "제목,작성시간,등록일,본문\n가,오전 10:20,2026.01.02.,글.\n나,,2026.01.03.,글.\n",
            ["2026-01-02T10:20:00", "2026-01-03"],
        ),
        ("제목,시간,본문\n가,2026-01-02 10:20,글.\n나,3시간 전,글.\n", ["2026-01-02T10:20:00", "-"]),
        ("제목,time,본문\n가,10:20,글.\n나,12,글.\n", ["-", "-"]),
    ] {
        assert_eq!(published(text), expected, "{text}");
    }
    let found = entries("제목,시간,본문\n가,10:20,글.\n", Kind::Table);
    let article = &found[0].article;
    assert_eq!((article.problems.len(), article.extra[0].1.as_str()), (0, "10:20"));
}

#[test]
fn a_bigkinds_sheet_has_excerpts() {
    let text = "뉴스 식별자,일자,언론사,기고자,제목,통합 분류1,본문,URL\n01100101.20260102100000019,20260102,\
        가나일보,가람,느린 달팽이,경제>경제일반,달팽이가 이겼다.,https://example.com/1\n";
    let entries = entries(text, Kind::Table);
    let article = &entries[0].article;
    assert!(article.excerpt);
    assert_eq!(
        (article.id.as_str(), article.category.as_str()),
        ("01100101.20260102100000019", "경제>경제일반")
    );
}

#[test]
fn unbalanced_quotes_cost_one_row() {
    let rows: String = (1..=50).map(|n| format!("제목 {n},\"본문 {n}이다.\"\n")).collect();
    let text = format!("title,text\n{rows}제목 x,\"열린 본문\n{rows}");
    let found = entries(text, Kind::Table);
    assert_eq!(found.len(), 101);
    assert_eq!(
        (found[50].article.body.as_str(), found[51].article.title.as_str()),
        ("\"열린 본문", "제목 1")
    );
    // A plain quotation mark in a cell doesn't start a quotation, whatever follows.
    let text = "title,text\n27\" 화면,\"첫 줄\n둘째 줄\"\n제목,\"마지막";
    let found = entries(text, Kind::Table);
    assert_eq!(titles(&found), [(1, "27\" 화면"), (2, "제목")]);
    assert_eq!(found[0].article.body, "첫 줄\n둘째 줄");
    assert_eq!(found[1].article.body, "\"마지막");
}

#[test]
fn quotations_that_are_broken_within_one_another_take_linear_time() {
    let read = |lines: &str| {
        let found = entries(format!("title,text\nx,\"a\n{lines}a\"b\n"), Kind::Table);
        assert!(found.len() > 4_000, "{}", found.len());
    };
    crate::formats::assert_linear(&["a\",\"a\n"], read);
}

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
fn a_table_is_told_by_its_bytes_whatever_its_name() {
    assert_eq!(titles(&entries(CRAWLED, Kind::Workbook)), [(1, "느린 달팽이"), (2, "빠른 달팽이")]);
    let page =
        "<html><table><tr><td>목록<tr><td>제목<td>본문<tr><td>느린 달팽이<td>첫 줄<br>본문이다.</table>";
    let xml = "<?xml version=\"1.0\"?><Workbook><Worksheet><Table><Row><Cell><Data>제목</Data></Cell><Cell><Data>본문</Data></Cell></Row>\
        <Row><Cell><Data>느린 달팽이</Data></Cell><Cell><Data>첫 줄<br>본문이다.</Data></Cell></Row></Table></Worksheet></Workbook>";
    for kind in [Kind::Workbook, Kind::Table] {
        for damaged in [&b"PK\x03\x04damaged"[..], b"\xD0\xCF\x11\xE0damaged"] {
            let read = read_entries(Cursor::new(damaged), kind, None, |_| ControlFlow::Continue(()));
            assert!(read.is_err(), "{damaged:?}");
        }
    }
    for text in [page, xml] {
        let mut found = Vec::new();
        let read = read_entries(Cursor::new(text), Kind::Workbook, None, |entry| {
            found.push((entry.article.title, entry.article.body));
            ControlFlow::Continue(())
        });
        let expected = ("느린 달팽이".to_owned(), "첫 줄\n본문이다.".to_owned());
        assert!(read.unwrap().is_some() && found == [expected], "{found:?}");
    }
}

#[test]
fn a_header_is_found_below_what_spreadsheets_and_archives_put_above_it() {
    for above in ["sep=,\n", "뉴스 검색 결과,,,,\n검색어: 달팽이,,,,\n", "검색 결과\n\n", "\n\n"]
    {
        let found = entries(format!("{above}{CRAWLED}"), Kind::Table);
        assert_eq!(titles(&found), [(1, "느린 달팽이"), (2, "빠른 달팽이")], "{above}");
    }
    let found = entries("sep=;\n제목;본문\n가, 나;본문; 끝\n", Kind::Table);
    assert_eq!(titles(&found), [(1, "가, 나")]);
}

#[test]
fn a_byte_order_mark_within_a_table_belongs_to_no_cell() {
    let found =
        entries("제목,본문\n하나,본문\n\u{feff}둘,본문\n\u{feff}\"셋\",\"본문\n이어진다\"\n", Kind::Table);
    assert_eq!(titles(&found), [(1, "하나"), (2, "둘"), (3, "셋")]);
}

#[test]
fn a_header_that_is_there_again_is_no_article() {
    let found =
        entries("제목,본문,날짜\n가,글.,2026-01-02\n제목,본문,날짜\n나,글.,2026-01-03\n", Kind::Table);
    assert_eq!(titles(&found), [(1, "가"), (3, "나")]);
}

#[test]
fn problems_name_their_line_in_the_file() {
    for (above, line) in [("", 2), ("sep=;\n", 3), ("\u{feff}sep=;\n", 3), ("\n\n", 4)] {
        let found = entries(format!("{above}제목;본문;날짜\n가;본문;99-99-99\n"), Kind::Table);
        let problem = &found[0].article.problems[0];
        assert_eq!((problem.kind, problem.line), (ProblemKind::BadDate, Some(line)), "{above:?}");
    }
}

#[test]
fn a_table_in_utf16_that_is_too_large_says_so() {
    let row = "느린 달팽이\t달팽이가 이겼다.\n";
    let rows = LARGEST_UTF16 as usize / (row.encode_utf16().count() * 2);
    for (count, problem) in [(100, None), (rows + 10, Some(ProblemKind::TooLarge))] {
        let text = format!("\u{feff}제목\t본문\n{}", row.repeat(count));
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut last = None;
        read_entries(Cursor::new(bytes), Kind::Table, None, |entry| {
            last = entry.article.problems.first().map(|problem| problem.kind);
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(last, problem);
    }
}

#[test]
fn a_table_can_have_rows_in_another_encoding() {
    let (other, _, _) = EUC_KR.encode("둘,다른 본문\n");
    for (first, second) in [
        ("제목,본문\n하나,본문\n".as_bytes(), &*other),
        (&EUC_KR.encode("제목,본문\n하나,본문\n").0, "둘,다른 본문\n".as_bytes()),
    ] {
        let found = entries([first, second].concat(), Kind::Table);
        assert_eq!(titles(&found), [(1, "하나"), (2, "둘")]);
        assert_eq!(found[1].article.problems[0].kind, ProblemKind::EncodingGuessed);
    }
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

#[test]
fn of_several_names_the_one_that_fits_wins_and_the_others_stay() {
    let text = "title,content,published_at,date,url,link,authors\n하나,본문,3시간 전,2026-01-02,/a/1,https://example.com/1,\"['가람', '하늘']\"\n";
    let article = &entries(text, Kind::Table)[0].article;
    assert_eq!(article.published, Some(Published::Date(jiff::civil::date(2026, 1, 2))));
    assert_eq!((article.url.as_str(), article.authors.len()), ("https://example.com/1", 2));
    assert_eq!(article.problems, []);
    let extra: Vec<&str> = article.extra.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(extra, ["published_at", "url"]);
    let rows: String = (1..=12).map(|n| format!("모음,\"제목 {n}\n\n본문이다.\"\n")).collect();
    let article = &entries(format!("제목,본문\n{rows}"), Kind::Table)[0].article;
    assert_eq!((article.title.as_str(), article.extra[0].1.as_str()), ("제목 1", "모음"));
}

#[test]
fn a_cell_can_have_a_list() {
    for cell in ["\"가, 나\"", "가;나", "가|나", "\"['가', '나']\"", r#""[""가"",""나""]""#] {
        let found = entries(format!("title,text,tags\n느린,본문,{cell}\n"), Kind::Table);
        assert_eq!(found[0].article.facts.keywords, ["가", "나"], "{cell}");
    }
}

#[test]
fn whatever_a_file_holds_the_rest_is_read() {
    let deep = "[".repeat(100_000);
    let text = format!(
        "{{\"title\":\"하나\",\"text\":\"가\"}}\n{{\"title\":{deep}\n{{\"title\":\"셋\",\"text\":\"\\ud800나\",\"text\":\"다\"}}\n\
         {{\"title\":\"넷\",\"te"
    );
    let entries = entries(text, Kind::JsonLines);
    let kinds: Vec<_> = entries
        .iter()
        .map(|entry| (entry.number, entry.article.problems.first().map(|it| it.kind)))
        .collect();
    assert_eq!(
        kinds,
        [
            (1, None),
            (2, Some(ProblemKind::Unreadable)),
            (3, Some(ProblemKind::DecodedLossily)),
            (4, Some(ProblemKind::Unreadable))
        ]
    );
    for hostile in ["", "\0\0\0", "[[[[", "{", "{\"a\"", "\"", "[1,2,{]", "a,b\n\"", "title\n\"\"\"", "}}}]"]
    {
        for kind in [Kind::Table, Kind::JsonLines, Kind::Json] {
            read_entries(Cursor::new(hostile), kind, None, |_| ControlFlow::Continue(())).unwrap();
        }
    }
}
