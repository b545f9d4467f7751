//! Files with several articles: `seogo` lists, shows, searches and exports them like a folder.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn seogo(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_seogo")).args(args).env("LC_ALL", "en_US.UTF-8").output().unwrap()
}

/// The output of a successful run.
fn printed(args: &[&str]) -> String {
    let output = seogo(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const TABLE: &str = "날짜,언론사,제목,본문,링크\n\
    20260102,가나일보,느린 달팽이가 이겼다,\"첫 문단이다.\n\n둘째 문단이다.\",https://example.com/1\n\
    ,,,,\n\
    20260103,다라신문,빠른 토끼가 졌다,토끼는 잤다.,https://example.com/2\n";

#[test]
fn what_is_wrong_with_a_damaged_file_is_said_in_a_sentence() {
    let article = r#"{"title":"하나","text":"본문이다.","date":"2026-01-02"}"#;
    let open = "제목,본문\n하나,\"열린 본문\n둘,본문 둘\n";
    for (name, text, kind, says) in [
        ("a.json", format!("[{article},{{\"title\":\"둘\",\"text\":\"본"), "unreadable", "cut off"),
        ("b.json", article[..article.len() - 1].to_owned(), "unreadable", "cut off"),
        ("a.csv", open.to_owned(), "quote-unclosed", "isn't closed"),
        ("a.md", "본문\0\0\0가\0\0\0\0".to_owned(), "unreadable", "NUL"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        let listed = objects(&printed(&["list", folder.path().to_str().unwrap(), "--json"]));
        let problems: Vec<&Value> =
            listed.iter().flat_map(|article| article["problems"].as_array().unwrap()).collect();
        assert_eq!(problems.len(), 1, "{name}: {listed:?}");
        assert_eq!(problems[0]["kind"], kind, "{name}");
        assert!(problems[0]["message"].as_str().unwrap().contains(says), "{name}: {problems:?}");
    }
}

#[test]
fn a_table_is_an_archive_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.csv");
    // In the encoding that Korean spreadsheets use.
    fs::write(&path, encoding_rs::EUC_KR.encode(TABLE).0).unwrap();
    let file = path.to_str().unwrap();
    assert_eq!(
        printed(&["list", file]),
        "2026-01-03\t다라신문\t빠른 토끼가 졌다\tnews.csv#3\n2026-01-02\t가나일보\t느린 달팽이가 이겼다\tnews.csv#1\n",
        "what is no article keeps its number"
    );
    let found = objects(&printed(&["search", file, "둘째", "--json"]));
    assert_eq!((found.len(), &found[0]["entry"], &found[0]["path"]), (1, &1.into(), &"news.csv".into()));
    assert_eq!(found[0]["hits"][0]["field"], "body");
    for args in [&["show", file, "--entry", "1", "--json"][..], &["show", &format!("{file}#1"), "--json"]] {
        let shown: Value = serde_json::from_str(&printed(args)).unwrap();
        assert_eq!(shown["body"], "첫 문단이다.\n\n둘째 문단이다.");
        assert_eq!((&shown["entry"], &shown["problems"]), (&1.into(), &serde_json::json!([])));
    }
    let raw = seogo(&["show", file, "--entry", "3", "--raw"]).stdout;
    let (text, _, _) = encoding_rs::EUC_KR.decode(&raw);
    assert_eq!(text, "20260103,다라신문,빠른 토끼가 졌다,토끼는 잤다.,https://example.com/2\n");
    let several = seogo(&["show", file]);
    assert_eq!(several.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&several.stderr).contains("holds 2 articles"));
    assert_eq!(seogo(&["show", file, "--entry", "2"]).status.code(), Some(1));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is written next to it");
}

#[test]
fn a_file_of_one_article_has_no_second() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "# 느린 달팽이\n\n달팽이가 이겼다.\n").unwrap();
    let file = path.to_str().unwrap();
    for args in [&["show", file, "--entry", "2"][..], &["show", &format!("{file}#2"), "--raw"]] {
        let refused = seogo(args);
        assert_eq!(refused.status.code(), Some(1), "{args:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("has no article 2; it holds 1 article"));
    }
    assert!(printed(&["show", file, "--entry", "1"]).contains("달팽이가 이겼다."));
}

#[test]
fn what_holds_no_article_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("a.csv", "x,y\n1,2\n"),
        ("package.json", "{\"name\":\"a\",\"version\":\"1\"}"),
        ("e.jsonl", ""),
        (
            "x-comments.csv",
            "id,path,entry,comment,reply_to,author,best,time,likes,dislikes,text\n,a,,1,,b,false,,0,0,c\n",
        ),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let output = seogo(&["list", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("holds no articles"), "{name}");
    }
    let output = seogo(&["list", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "seogo: 0 of 4 read; 4 not articles\n");
}

/// A workbook with these rows in its first sheet.
fn workbook(path: &Path, rows: &[&[&str]]) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            match cell.strip_prefix('=').and_then(|number| number.parse::<f64>().ok()) {
                Some(number) => sheet.write_number(row, column, number).unwrap(),
                None => sheet.write_string(row, column, *cell).unwrap(),
            };
        }
    }
    workbook.save(path).unwrap();
}

#[test]
fn a_merged_cell_holds_for_the_rows_that_it_spans() {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let (sheet, plain) = (workbook.add_worksheet(), rust_xlsxwriter::Format::new());
    for (row, cells) in [
        (0, &[(0, "날짜"), (1, "언론사"), (2, "제목"), (3, "본문"), (4, "비고")][..]),
        (1, &[(2, "하나"), (3, "본문이다.")]),
        (2, &[(2, "둘"), (3, "본문이다.")]),
        (3, &[(1, "나루일보"), (2, "셋"), (3, "본문이다.")]),
        (4, &[(4, "확인함")]),
        (5, &[(0, "2026-01-03"), (2, "넷"), (3, "본문이다.")]),
    ] {
        for &(column, cell) in cells {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    sheet.merge_range(1, 0, 4, 0, "2026-01-02", &plain).unwrap();
    sheet.merge_range(1, 1, 2, 1, "가람신문", &plain).unwrap();
    let path = folder.path().join("a.xlsx");
    workbook.save(&path).unwrap();
    let page = folder.path().join("b.xls");
    let html = "<table><tr><th>날짜<th>언론사<th>제목<th>본문</tr>\
        <tr><td rowspan=4>2026-01-02<td rowspan=2>가람신문<td>하나<td>본문이다.</tr><tr><td>둘<td>본문이다.</tr>\
        <tr><td>나루일보<td>셋<td>본문이다.</tr><tr></tr><tr><td>2026-01-03<td><td>넷<td>본문이다.</tr></table>";
    fs::write(&page, html).unwrap();
    let sheet = folder.path().join("c.ods");
    let cell = |attributes: &str, text: &str| {
        format!(
            "<table:table-cell {attributes} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let (over_four, over_two) = ("table:number-rows-spanned=\"4\"", "table:number-rows-spanned=\"2\"");
    let (covered, empty) = ("<table:covered-table-cell/>", "<table:table-cell/>");
    let rows = [
        [cell("", "날짜"), cell("", "언론사"), cell("", "제목"), cell("", "본문")],
        [cell(over_four, "2026-01-02"), cell(over_two, "가람신문"), cell("", "하나"), cell("", "본문이다.")],
        [covered.to_owned(), covered.to_owned(), cell("", "둘"), cell("", "본문이다.")],
        [covered.to_owned(), cell("", "나루일보"), cell("", "셋"), cell("", "본문이다.")],
        [covered.to_owned(), empty.to_owned(), empty.to_owned(), empty.to_owned()],
        [cell("", "2026-01-03"), empty.to_owned(), cell("", "넷"), cell("", "본문이다.")],
    ];
    let rows = rows.map(|cells| format!("<table:table-row>{}</table:table-row>", cells.concat())).concat();
    let mut parts = zip::ZipWriter::new(fs::File::create(&sheet).unwrap());
    parts.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let document =
        format!("<office:document-content><table:table>{rows}</table:table></office:document-content>");
    std::io::Write::write_all(&mut parts, document.as_bytes()).unwrap();
    parts.finish().unwrap();
    for path in [path, page, sheet] {
        let mut found: Vec<String> = objects(&printed(&["list", path.to_str().unwrap(), "--json"]))
            .iter()
            .map(|it| format!("{} {} {}", it["title"], it["published"], it["publisher"]).replace('"', ""))
            .collect();
        found.sort();
        let expected = [
            "넷 2026-01-03 null",
            "둘 2026-01-02 가람신문",
            "셋 2026-01-02 나루일보",
            "하나 2026-01-02 가람신문",
        ];
        assert_eq!(found, expected, "{}", path.display());
    }
}

#[test]
fn what_a_cell_links_to_is_the_address() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["보도일", "매체", "제목", "바로가기"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    for (row, link) in (1..).zip(["보기", "https://example.com/3", ""]) {
        sheet.write_string(row, 0, "2026-01-02").unwrap();
        sheet.write_url_with_text(row, 1, "https://example.com/", "가나일보").unwrap();
        sheet
            .write_url_with_text(row, 2, format!("https://example.com/{row}").as_str(), format!("제목 {row}"))
            .unwrap();
        match link {
            "보기" => sheet.write_url_with_text(row, 3, "https://example.com/9", link).unwrap(),
            link => sheet.write_string(row, 3, link).unwrap(),
        };
    }
    workbook.save(&path).unwrap();
    let mut listed = objects(&printed(&["list", path.to_str().unwrap(), "--json"]));
    listed.sort_by_key(|it| it["entry"].as_u64());
    let addresses: Vec<&Value> = listed.iter().map(|it| &it["url"]).collect();
    assert_eq!(addresses, ["https://example.com/9", "https://example.com/3", "https://example.com/3"]);
}

#[test]
fn a_midnight_in_a_workbook_is_a_time_where_the_cell_shows_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["작성일시", "제목", "본문"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    for (row, day, format) in [
        (1, 46_024.5, "yyyy-mm-dd hh:mm"),
        (2, 46_025.0, "yyyy-mm-dd hh:mm"),
        (3, 46_026.0, "yyyy\"h\"-mm-dd"),
    ] {
        let format = rust_xlsxwriter::Format::new().set_num_format(format);
        sheet.write_number_with_format(row, 0, day, &format).unwrap();
        sheet.write_string(row, 1, format!("제목 {row}")).unwrap();
        sheet.write_string(row, 2, "본문이다.").unwrap();
    }
    workbook.save(&path).unwrap();
    let listed = objects(&printed(&["list", path.to_str().unwrap(), "--reverse", "--json"]));
    let published: Vec<&Value> = listed.iter().map(|it| &it["published"]).collect();
    assert_eq!(published, ["2026-01-02T12:00:00+09:00", "2026-01-03T00:00:00+09:00", "2026-01-04"]);
}

const BIGKINDS: [&str; 19] = [
    "뉴스 식별자",
    "일자",
    "언론사",
    "기고자",
    "제목",
    "통합 분류1",
    "통합 분류2",
    "통합 분류3",
    "사건/사고 분류1",
    "사건/사고 분류2",
    "사건/사고 분류3",
    "인물",
    "위치",
    "기관",
    "키워드",
    "특성추출(가중치순 상위 50개)",
    "본문",
    "URL",
    "분석제외 여부",
];

#[test]
fn a_workbook_of_bigkinds_is_read_by_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("NewsResult.xlsx");
    let row = [
        "01100101.20260102100000019",
        "=20260102",
        "가나일보",
        "가람",
        "느린 달팽이가 이겼다",
        "경제>산업",
        "사회>사건",
        "",
        "재해>자연재해",
        "",
        "",
        "가람,하늘",
        "솔내시",
        "달팽이협회",
        "달팽이,경주,승리,달팽이",
        "달팽이,경주",
        "달팽이가 경주에서 이겼다.",
        "https://example.com/1",
        "중복",
    ];
    let rounded = [
        "=1100101.201305151",
        "=20260103",
        "가나일보",
        "",
        "둘째",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "둘째 글이다.",
        "",
        "",
    ];
    workbook(&path, &[&BIGKINDS, &row, &rounded]);
    let file = path.to_str().unwrap();
    let shown: Value = serde_json::from_str(&printed(&["show", &format!("{file}#1"), "--json"])).unwrap();
    for (pointer, expected) in [
        ("/id", serde_json::json!("01100101.20260102100000019")),
        ("/published", serde_json::json!("2026-01-02")),
        ("/publisher", serde_json::json!("가나일보")),
        ("/category", serde_json::json!("경제>산업")),
        ("/categories", serde_json::json!(["경제>산업", "사회>사건"])),
        ("/incident", serde_json::json!(["재해>자연재해"])),
        (
            "/named",
            serde_json::json!({ "person": ["가람", "하늘"], "place": ["솔내시"], "organization": ["달팽이협회"] }),
        ),
        ("/words", serde_json::json!(4)),
        ("/keywords", serde_json::json!(["달팽이", "경주"])),
        ("/excerpt", serde_json::json!(true)),
        ("/excluded", serde_json::json!("중복")),
        ("/body", serde_json::json!("달팽이가 경주에서 이겼다.")),
        ("/problems", serde_json::json!([])),
        ("/extra", serde_json::json!({})),
    ] {
        assert_eq!(shown.pointer(pointer), Some(&expected), "{pointer}");
    }
    let second: Value = serde_json::from_str(&printed(&["show", file, "--entry", "2", "--json"])).unwrap();
    assert_eq!((&second["id"], &second["problems"][0]["kind"]), (&Value::Null, &"id-as-number".into()));
    let raw = printed(&["show", file, "--entry", "1", "--raw"]);
    assert!(raw.contains("제목: 느린 달팽이가 이겼다\n"), "{raw}");
    let found = objects(&printed(&["search", folder.path().to_str().unwrap(), "경주에서", "--json"]));
    assert_eq!((found.len(), &found[0]["entry"]), (1, &1.into()));
}

#[test]
fn a_table_without_a_head_row_is_read_by_its_cells() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Article_경제.csv");
    let text = "20180102,경제,가나일보,느린 달팽이,\"달팽이가 이겼다.\n모두 놀랐다.\",https://news.naver.com/main/read.nhn?mode=LSD&sid1=101&oid=001&aid=0000000001\n\
        20180103,경제,다라신문,빠른 토끼,토끼가 졌다.,https://news.naver.com/main/read.nhn?mode=LSD&sid1=101&oid=002&aid=0000000002\n";
    for bytes in [encoding_rs::EUC_KR.encode(text).0.into_owned(), text.as_bytes().to_vec()] {
        fs::write(&path, bytes).unwrap();
        let listed = objects(&printed(&["list", path.to_str().unwrap(), "--json", "--reverse"]));
        let first = &listed[0];
        assert_eq!((listed.len(), &first["entry"], &first["title"]), (2, &1.into(), &"느린 달팽이".into()));
        assert_eq!(
            (&first["id"], &first["publisher"], &first["category"]),
            (&"001_0000000001".into(), &"가나일보".into(), &"경제".into())
        );
        assert_eq!(first["published"], "2018-01-02");
    }
}

#[test]
fn a_row_is_no_head_for_the_words_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Article_경제.csv");
    let text =
        "20180102,경제,가나일보,제목,본문…,https://news.naver.com/main/read.nhn?…&oid=001&aid=0000000001\r\n";
    fs::write(&path, encoding_rs::EUC_KR.encode(text).0).unwrap();
    let listed = objects(&printed(&["list", path.to_str().unwrap(), "--json"]));
    assert_eq!((listed.len(), &listed[0]["title"], &listed[0]["entry"]), (1, &"제목".into(), &1.into()));
    assert_eq!(listed[0]["id"], "001_0000000001");
}

#[test]
fn a_table_in_utf_16_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.tsv");
    let text = "제목\t본문\t날짜\r\n느린 달팽이\t달팽이가 이겼다.\t2026-01-02\r\n";
    let bytes: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    fs::write(&path, bytes).unwrap();
    let file = path.to_str().unwrap();
    assert_eq!(printed(&["list", file]), "2026-01-02\t\t느린 달팽이\tnews.tsv#1\n");
    let shown: Value = serde_json::from_str(&printed(&["show", file, "--json"])).unwrap();
    assert_eq!((&shown["body"], &shown["problems"]), (&"달팽이가 이겼다.".into(), &serde_json::json!([])));
}

#[test]
fn a_site_that_calls_a_page_a_workbook_is_understood() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.xls");
    fs::write(
        &path,
        "<html><table><tr><th>제목<th>본문<tr><td><a href='https://example.com/1'>느린 달팽이</a><td>달팽이가 이겼다.</table></html>",
    )
    .unwrap();
    let listed = objects(&printed(&["list", path.to_str().unwrap(), "--json"]));
    assert_eq!((listed.len(), &listed[0]["title"]), (1, &"느린 달팽이".into()));
    assert_eq!(listed[0]["url"], "https://example.com/1");
}

#[test]
fn a_text_that_is_a_table_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let table =
        "제목\t본문\t날짜\n느린 달팽이\t달팽이가 이겼다.\t2026-01-02\n빠른 토끼\t토끼는 잤다.\t2026-01-03\n";
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(table.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [table.as_bytes().to_vec(), encoding_rs::EUC_KR.encode(table).0.into_owned(), utf16] {
        let path = folder.path().join("unicode.txt");
        fs::write(&path, bytes).unwrap();
        fs::write(folder.path().join("plain.txt"), "빠른 달팽이\n\n본문이다.").unwrap();
        let place = path.to_str().unwrap();
        assert_eq!(
            printed(&["list", place]),
            "2026-01-03\t\t빠른 토끼\tunicode.txt#2\n2026-01-02\t\t느린 달팽이\tunicode.txt#1\n"
        );
        assert_eq!(printed(&["list", folder.path().to_str().unwrap()]).lines().count(), 3);
        let shown = objects(&printed(&["show", &format!("{place}#1"), "--json"]));
        assert_eq!(shown[0]["body"], "달팽이가 이겼다.");
        let summary =
            objects(&printed(&["verify", folder.path().to_str().unwrap(), "--json"])).pop().unwrap();
        assert_eq!((&summary["summary"]["files"], &summary["summary"]["articles"]), (&2.into(), &3.into()));
    }
}

#[test]
fn files_without_an_extension_are_told_by_their_first_lines() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("mail", "From: 가람\nSubject: 느린 달팽이\nDate: Fri, 02 Jan 2026 03:04:00 +0900\n\n본문이다."),
        (
            "saved",
            "<!DOCTYPE html><html><head><title>빠른 달팽이</title></head><body><p>본문이다.</p></body></html>",
        ),
        ("LICENSE", "You may copy this.\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    assert_eq!(
        printed(&["list", &path("")]),
        "2026-01-02T03:04:00+09:00\t\t느린 달팽이\tmail\n\t\t빠른 달팽이\tsaved\n"
    );
    assert_eq!(objects(&printed(&["show", &path("saved"), "--json"]))[0]["format"], "html");
    // A file that is named is read.
    assert_eq!(printed(&["list", &path("LICENSE")]), "\t\tLICENSE\tLICENSE\n");
    let summary = objects(&printed(&["verify", &path(""), "--json"])).pop().unwrap();
    assert_eq!(summary["summary"]["files"], 2);
}

#[test]
fn columns_can_be_named_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let cache = folder.path().join("cache");
    let sheet = "가,나,다\n느린 달팽이가 이겼다,1,달팽이가 토끼를 이겼다고 한다.\n빠른 토끼가 졌다,2,토끼는 낮잠을 잤다고 한다.\n";
    fs::create_dir(folder.path().join("a")).unwrap();
    fs::write(path("a/news.csv"), sheet).unwrap();
    fs::write(
        path("a/news.json"),
        r#"[{"head":"느린 달팽이","words":"달팽이가 이겼다.","when":"2026-01-02"}]"#,
    )
    .unwrap();
    assert_eq!(seogo(&["list", &path("a/news.csv")]).status.code(), Some(1));
    for columns in ["title=A,text=C", "제목=가,본문=다"] {
        let listed = printed(&["list", &path("a/news.csv"), "--columns", columns]);
        assert_eq!(
            listed, "\t\t느린 달팽이가 이겼다\tnews.csv#1\n\t\t빠른 토끼가 졌다\tnews.csv#2\n",
            "{columns}"
        );
    }
    let json = ["--columns", "title=head,text=words,date=when"];
    assert_eq!(
        printed(&[&["list", &path("a/news.json")], &json[..]].concat()),
        "2026-01-02\t\t느린 달팽이\tnews.json#1\n"
    );
    assert_eq!(printed(&[&["search", &path("a/news.json"), "달팽이", "--count"], &json[..]].concat()), "1\n");
    let shown =
        printed(&["show", &format!("{}#2", path("a/news.csv")), "--columns", "title=A,text=C", "--json"]);
    assert_eq!(objects(&shown)[0]["extra"], serde_json::json!({"나": "2"}));
    // A cache made under other columns isn't used.
    let cached = ["--cache-dir", cache.to_str().unwrap()];
    for (columns, count) in [("title=A,text=C", "2\n"), ("title=A", "0\n"), ("title=A,text=C", "2\n")] {
        let args = ["search", &path("a/news.csv"), "한다", "--count", "--columns", columns];
        assert_eq!(printed(&[&args[..], &cached].concat()), count, "{columns}");
    }
    for (place, wrong) in [
        ("a/news.csv", "title=Z"),
        ("a/news.csv", "title=가,text=라"),
        ("a/news.json", "title=라"),
        ("a", "text=라"),
    ] {
        let refused = seogo(&["list", &path(place), "--columns", wrong, "--json"]);
        let told = String::from_utf8(refused.stderr).unwrap();
        assert_eq!((refused.status.code(), told.lines().count()), (Some(1), 1), "{place} {wrong}: {told}");
        assert!(told.contains("A · 가, B · 나, C · 다") || told.contains("head, words, when"), "{told}");
    }
    let refused = seogo(&[&path("a/news.csv"), "--columns", "title=라"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("has no column '라'"));
    for wrong in ["title", "snail=A", "published=A"] {
        assert_eq!(seogo(&["list", &path("a"), "--columns", wrong]).status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn what_only_an_address_tells_is_inferred() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.csv");
    let rows = "제목,본문,링크\n느린 달팽이,달팽이가 이겼다.,https://n.news.naver.com/mnews/article/001/0000000001?sid=101\n\
        빠른 토끼,토끼는 잤다.,https://www.example.com/2\n";
    fs::write(&path, rows).unwrap();
    let file = path.to_str().unwrap();
    let listed = objects(&printed(&["list", file, "--json"]));
    let inferred = |title: &str| &listed.iter().find(|object| object["title"] == title).unwrap()["inferred"];
    assert_eq!(inferred("느린 달팽이"), &serde_json::json!({"category": "경제"}));
    assert_eq!(inferred("빠른 토끼"), &serde_json::json!({"publisher": "example.com"}));
    for object in &listed {
        assert_eq!((&object["publisher"], &object["category"]), (&Value::Null, &Value::Null));
    }
    for (query, count) in
        [("category:경제", "1\n"), ("publisher:example.com", "1\n"), ("경제", "0\n"), ("example", "0\n")]
    {
        assert_eq!(printed(&["search", file, query, "--count"]), count, "{query}");
    }
    let csv = printed(&["export", file, "--format", "csv"]);
    assert!(csv.contains(",느린 달팽이,,,,") && !csv.contains("경제"), "{csv}");
}

#[test]
fn a_term_that_is_only_a_listed_word_finds_the_article_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sheet.csv");
    let rows = "뉴스 식별자,일자,언론사,제목,키워드,본문\n\
        01100101.20260102100000019,20260102,가나일보,느린 달팽이,\"달팽이,경주,GDP,GDP\",달팽이가 이겼다.\n\
        01100101.20260102100000020,20260102,가나일보,빠른 토끼,\"토끼,경주로\",경주는 끝났다.\n";
    fs::write(&path, rows).unwrap();
    let file = path.to_str().unwrap();
    for (query, expected) in [
        ("경주", &[("빠른 토끼", "exact"), ("느린 달팽이", "words")][..]),
        ("gdp", &[("느린 달팽이", "words")]),
        ("달팽이 gdp", &[("느린 달팽이", "words")]),
        ("GD", &[]),
        ("\"경주\"", &[("빠른 토끼", "exact")]),
        ("title:경주", &[]),
        ("가나일보 -경주", &[("느린 달팽이", "exact")]),
    ] {
        let mut found: Vec<(String, String)> = objects(&printed(&["search", file, query, "--json"]))
            .iter()
            .map(|it| (it["title"].as_str().unwrap().to_owned(), it["match"].as_str().unwrap().to_owned()))
            .collect();
        found.sort_by_key(|(_, kind)| kind.clone());
        let expected: Vec<_> = expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(found, expected, "{query}");
    }
}
