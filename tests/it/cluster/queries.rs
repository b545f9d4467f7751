//! Every query finds the same articles in an index as in its folder: of invented texts that try each kind of
//! match and each filter, and of the real archive, words and fragments taken from it.

use super::done;
use crate::generated::generate;
use crate::search::real_archive::sampled_queries;
use crate::support::cluster::TestIndex;
use crate::support::real_archive;
use seogo::archive::{Cancel, Catalogue};
use seogo::cluster::{Access, Client, IndexAddress, ReadRequest, Readable, count, find_index, read_pages};
use seogo::engine::{find, load};
use seogo::library::Marks;
use seogo::search::{Columns, ListRequest, Listing, Search};
use seogo::text::hanja::Abbreviations;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// A folder and the index that it was published to.
struct Pair {
    columns: Columns,
    catalogue: Arc<Catalogue>,
    address: IndexAddress,
    client: Client,
    index: Readable,
}

impl Pair {
    fn publish(folder: &Path, index: &TestIndex) -> Self {
        let home = tempfile::tempdir().unwrap();
        let arguments =
            ["publish", folder.to_str().unwrap(), &index.url(), "--yes", "--shards", "2", "--replicas", "0"];
        done(home.path(), &arguments);
        let catalogue = Arc::new(load(folder, &Cancel::default(), |_| {}).unwrap().catalogue);
        let address = IndexAddress::parse(&index.url(), false).unwrap();
        let client = Client::connect(&address, &Access::default()).unwrap();
        let index = Readable::try_from(find_index(&client, &address).unwrap()).unwrap();
        Self { columns: Columns::of(catalogue.clone()), catalogue, address, client, index }
    }

    /// Asks folder and index for a query; the places they list have to be the same, in the same order.
    /// Returns how many there are.
    fn compare(&self, query: &str) -> usize {
        let words = Abbreviations::built_in();
        let search = Arc::new(Search::new(query, 0..0, &words));
        let finds = find(&self.catalogue, None, &Marks::default(), search.clone(), &Cancel::default());
        let listing = Listing::new(&self.columns, ListRequest::default(), finds);
        let place = |&ordinal: &u32| self.catalogue.row(ordinal).unwrap().file_place().to_string();
        let folder: Vec<String> = listing.positions.known().iter().map(place).collect();
        let translated = self.index.translate(&search.query, &words, &Marks::default()).unwrap();
        let is_exact = translated.is_exact;
        let request = ReadRequest { query: Some(translated), texts: !is_exact, ..ReadRequest::default() };
        let selection = self.index.selection(&request).unwrap();
        let mut index = Vec::new();
        read_pages(&self.client, &self.address.index, &selection, &Cancel::default(), |hit| {
            let read = self.index.read(hit).unwrap();
            if is_exact || read.kind(&search.matcher, &Marks::default()).is_some() {
                index.push(read.place().to_string());
            }
            true
        })
        .unwrap();
        assert_eq!(index, folder, "{query}");
        if is_exact {
            let counted = count(&self.client, &self.address.index, &selection).unwrap();
            assert_eq!(counted as usize, folder.len(), "{query}");
        }
        folder.len()
    }
}

/// Titles and bodies that try what folding, readings, abbreviations, spaces and initials do.
const TEXTS: [(&str, &str); 14] = [
    ("美대통령 방한", "미국 대통령이 온다. 차량용반도체를 산다."),
    ("與野 협상", "여야는 국민연금 개혁을 두고 다퉜다."),
    ("尹·李 회동", "윤석열과 이재명이 만났다. 李在明"),
    ("25日 文化 행사", "日本 문화를 본다. 多死사회"),
    ("삼성전자 ㅅㅅㅈㅈ", "국민 연금개혁과 국민연금개혁"),
    ("韓美 정상, 檢 수사", "與代表 회의"),
    ("English ＡＩ Ⅱ ½ ㎞", "10km ‘한국’ “인용” a\u{301}é ß İ"),
    ("띄 어 쓰기", "반\u{200B}도\u{AD}체 줄\n바꿈과\t탭, \u{1F}제어\u{7F}문자"),
    ("🙂 그림 글자 🙂🙂", "𠀀𠀁 확장 한자, ㄱ ㅏ 낱자 ㄳ"),
    ("괄호(안) [밖] <가>", "a|b ␠ \u{FFFD} * ? \\ \" 따옴표"),
    ("車 값 오른다, 銀·證 울상", "자동차 은행 증권"),
    ("이재명 미국 방문", "美 이재명 美"),
    ("", "제목 없는 글"),
    ("본문 없는 글", ""),
];

const QUERIES: [&str; 79] = [
    "미국",
    "미국대통령",
    "대통령방한",
    "여야",
    "여야협상",
    "다사사회",
    "일본",
    "이재명",
    "윤석열이재명",
    "국민연금개혁",
    "국민연금",
    "연금개혁",
    "반도체",
    "용반도",
    "ㅅㅅㅈㅈ",
    "ㅅㅅ",
    "title:ㅈㅅ",
    "body:ㅈㅅ",
    "ㄳ",
    "ㄱ",
    "한미정상",
    "검찰수사",
    "여당대표",
    "문화",
    "문화행사",
    "ai",
    "ＡＩ",
    "ii",
    "1/2",
    "km",
    "'한국'",
    "\"인용\"",
    "é",
    "ss",
    "i",
    "줄 바꿈",
    "바꿈과 탭",
    "제어",
    "문자",
    "🙂",
    "🙂🙂",
    "𠀀",
    "확장한자",
    "(안)",
    "[밖]",
    "<가>",
    "a|b",
    "\"a|b ␠\"",
    "\u{FFFD}",
    "자동차값",
    "은행증권",
    "자동차",
    "美",
    "李",
    "李在明",
    "\"미국\"",
    "-미국",
    "미국 -대통령",
    "미국 OR 일본",
    "(여야 OR 검찰) -협상",
    "title:여야",
    "body:여야",
    "author:기자",
    "url:example",
    "url:901",
    "word:여야",
    "word:국민",
    "-word:여야",
    "국민 -word:여야",
    "-(word:여야 OR word:국민)",
    "word:여야 -word:국민",
    "-(국민 -word:여야)",
    "title:\"\"",
    "is:problem",
    "has:hanja",
    "-has:hanja",
    "length:<10",
    "kind:*",
    "title:미국방문",
];

fn facts() -> Vec<String> {
    [
        "publisher:*일보",
        "publisher:가람일보",
        "publisher:\"\"",
        "publisher:가*보",
        "category:*",
        "id:901_*",
        "id:901_3",
        "folder:*",
        "folder:\"\"",
        "folder:안*",
        "published:2026-01",
        "published:..2026-01-03",
        "since:2026-01-05",
        "before:2026-01-05",
        "crawled:2026",
        "modified:2026",
        "length:>20",
        "length:5..30",
        "has:author",
        "has:comments",
        "is:altered",
        "is:revised",
        "keyword:예산",
        "keyword:*",
        "person:*",
        "page:*",
        "kind:기사",
        "excluded:*",
        "is:excluded",
        "publisher:?",
        "id:\\*",
        "is:starred",
        "is:unread",
        "tag:*",
        "has:note",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[test]
fn every_kind_of_query_finds_in_an_index_what_it_finds_in_the_folder() {
    let Some(index) = TestIndex::new() else { return };
    let folder = tempfile::tempdir().unwrap();
    generate(&folder.path().join("안"), 150, 0.2);
    for (number, (title, body)) in TEXTS.iter().enumerate() {
        let publisher = ["가람일보", "나래신문", ""][number % 3];
        let day = number + 1;
        let article = json(title, body, publisher, number, day);
        fs::write(folder.path().join(format!("{number}.json")), article).unwrap();
    }
    let pair = Pair::publish(folder.path(), &index);
    let found: Vec<usize> = QUERIES
        .iter()
        .map(|query| pair.compare(query))
        .chain(facts().iter().map(|query| pair.compare(query)))
        .collect();
    let useful = found.iter().filter(|&&count| count > 0).count();
    assert!(useful > 80, "{useful} of {} queries find anything", found.len());
    let long = TEXTS[0].1.repeat(30);
    for query in [
        format!("\"{long}\""),
        format!("여야 -\"{long}\""),
        "가".repeat(40),
        "미국".repeat(20),
        "국민연금개혁국민연금개혁 이재명미국이재명미국".to_owned(),
    ] {
        pair.compare(&query);
    }
}

fn json(title: &str, body: &str, publisher: &str, number: usize, day: usize) -> String {
    serde_json::json!({
        "id": format!("901_{number}"), "title": title, "body": body, "publisher": publisher,
        "author": "강하늘 기자(sky@example.com)", "published": format!("2026-01-{day:02}"),
        "url": format!("https://example.com/901/{number}"), "keywords": ["예산", "국회"], "category": "정치",
    })
    .to_string()
}

#[test]
fn five_hundred_queries_find_in_an_index_what_they_find_in_the_real_archive() {
    let (Some(index), Some(folder)) = (TestIndex::new(), real_archive::folder()) else { return };
    let texts = sampled_queries(&folder, 64);
    assert!(texts.len() >= 500, "{}", texts.len());
    let pair = Pair::publish(&folder, &index);
    let found: usize = texts.iter().map(|query| pair.compare(query)).sum();
    println!("{} queries find the same {found} articles in the index and in the folder", texts.len());
}
