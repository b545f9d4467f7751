//! Tests of how the entries of a file become articles.

mod json;

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
