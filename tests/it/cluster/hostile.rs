//! Whatever a server answers, nothing panics or goes on for ever: answers that would be right are damaged at
//! random.

use super::GREETING;
use super::protocol::OWN;
use crate::support::fake_server::{Answer, Asked, FakeServer};
use proptest::prelude::*;
use seogo::archive::{Cancel, RemoteArticles};
use seogo::cluster::{Access, Client, IndexAddress, OpenIndex, Readable, find_index};
use seogo::library::Marks;
use seogo::search::{RemoteSearch, Search};
use seogo::text::hanja::Abbreviations;
use seogo::whole::{Asking, RemoteWhole, Split, TrendRequest};
use serde_json::{Value, json};

/// The most requests that a case may take.
const MOST_REQUESTS: usize = 60;

/// A kind of damage to an answer.
#[derive(Clone, Debug)]
enum Damage {
    /// Another value at a place.
    Replace(usize, Value),
    /// Nothing from a byte on.
    CutOff(usize),
    /// Another byte.
    Overwrite(usize, u8),
}

impl Damage {
    fn apply(&self, answer: &mut Value) -> Option<String> {
        match self {
            Self::Replace(place, value) => {
                let mut count = 0;
                each(answer, &mut |_| count += 1);
                let (place, mut at) = (place % count, 0);
                each(answer, &mut |node| {
                    if at == place {
                        *node = value.clone();
                    }
                    at += 1;
                });
                None
            }
            Self::CutOff(at) => {
                let mut bytes = answer.to_string().into_bytes();
                bytes.truncate(at % (bytes.len() + 1));
                Some(String::from_utf8_lossy(&bytes).into_owned())
            }
            Self::Overwrite(at, byte) => {
                let mut bytes = answer.to_string().into_bytes();
                let at = at % bytes.len();
                bytes[at] = *byte;
                Some(String::from_utf8_lossy(&bytes).into_owned())
            }
        }
    }
}

/// Visits every value.
fn each(value: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, visit)),
        Value::Object(fields) => fields.values_mut().for_each(|field| each(field, visit)),
        _ => {}
    }
    visit(value);
}

fn damage() -> impl Strategy<Value = Damage> {
    let deep = (0..200).fold(json!(1), |inner, _| json!([inner]));
    let value = prop_oneof![
        Just(json!(null)),
        Just(json!([])),
        Just(json!({})),
        Just(json!("")),
        Just(json!("2026-13-45T99:99:99Z")),
        Just(json!("가\u{0}\u{202e}나")),
        Just(json!("x".repeat(100_000))),
        Just(json!(-1)),
        Just(json!(u64::MAX)),
        Just(json!(i64::MIN)),
        Just(json!(1e300)),
        Just(json!({ "start": 5, "end": 1 })),
        Just(json!({ "start": 0, "end": u64::MAX })),
        Just(deep),
    ];
    prop_oneof![
        8 => (any::<usize>(), value).prop_map(|(at, value)| Damage::Replace(at, value)),
        1 => any::<usize>().prop_map(Damage::CutOff),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Damage::Overwrite(at, byte)),
    ]
}

/// An article as Seogo publishes it, with all that can be wrong in it.
pub(super) fn own_hit() -> Value {
    let block = json!({ "kind": "Text", "range": { "start": 0, "end": 6 }, "indent": 0,
        "styles": [[{ "start": 0, "end": 3 }, "Strong"]], "links": [[{ "start": 3, "end": 6 }, "https://example.com"]] });
    let comment = json!({ "author": "a", "best": false, "time": "", "likes": 1, "dislikes": 2, "text": "글", "replies": [] });
    let article = json!({ "id": "901_1", "title": "다리 소식", "category": "사회", "publisher": "가람일보",
        "authors": ["강하늘 기자"], "published": { "Time": "2026-01-02T09:00:00" }, "crawled": "2026-01-02T01:00:00Z",
        "url": "https://example.com/1", "oid": "901", "aid": "1", "content_hash": "ab", "extra": [["a", "b"]],
        "body": "다리 본문", "rendered": { "text": "다리", "blocks": [block] }, "facts": { "keywords": ["다리"] },
        "comments": [comment], "encoding": "UTF-8", "problems": [] });
    let document = json!({ "doc": "901_1.x", "key": "901_1", "is": ["article", "latest", "report"],
        "day": { "published": 20455, "crawled": 20455, "modified": 20455 }, "length": 5, "path": "가/1.md", "entry": 1,
        "versions": 2, "version": 0, "integrity": "intact", "hash": "ab", "comments": 1, "article": article, "print": "p" });
    json!({ "_id": "901_1.x", "_source": document, "sort": ["901_1.x", 1] })
}

/// An article as the crawler indexes it.
fn crawlers_hit() -> Value {
    let content = "# 다리 소식\n**가람일보** | 2026-01-02 09:00 |\n---\n다리 &amp; 본문\n---\n*Source: x*";
    json!({ "_id": "901_1", "sort": [1, "901_1"], "_source": { "id": "901_1", "oid": "901", "aid": "1", "title": "다리 소식",
        "content": content, "category": "사회", "publisher": "가람일보", "author": "강하늘 기자", "url": "https://example.com/1",
        "published_at": "2026-01-02T09:00:00Z", "crawled_at": "2026-03-01T00:00:00Z", "comment_count": 3 } })
}

fn crawlers_index() -> Value {
    let names =
        ["id", "oid", "aid", "title", "content", "publisher", "author", "url", "category", "published_at"];
    let fields = names.map(|name| {
        (name.to_owned(), json!({ "type": if name == "published_at" { "date" } else { "keyword" } }))
    });
    json!({ "a": { "mappings": { "properties": serde_json::Map::from_iter(fields) } } })
}

/// What a server that works would answer.
fn right(asked: &Asked, index: &Value, hit: &Value) -> Value {
    let request: Value = serde_json::from_str(&asked.body).unwrap_or_default();
    if !request["aggs"]["all"].is_null() {
        let key = json!({ "publisher": "가람일보", "day": 20455, "oid": "901", "half_hour": 1.8e15, "keyword": "다리" });
        let bucket =
            json!({ "key": key, "doc_count": 3, "from": { "value": 1.8e15 }, "to": { "value": 1.8e15 } });
        return json!({ "pit_id": "x", "aggregations": { "all": { "buckets": [bucket], "after_key": key } } });
    }
    match asked.what.as_str() {
        "GET /a" => index.clone(),
        what if what.contains("point_in_time") => json!({ "pit_id": "x" }),
        _ => json!({ "pit_id": "x", "hits": { "total": { "value": 1 }, "hits": [hit] } }),
    }
}

/// Opens the index of a server, and reads and asks all that can be. Returns how many articles it has.
fn use_index(server: &FakeServer) -> u32 {
    let address = IndexAddress::parse(&server.url("a"), false).unwrap();
    let Ok(client) = Client::connect(&address, &Access::default()) else { return 0 };
    let Ok(Ok(index)) = find_index(&client, &address).map(Readable::try_from) else { return 0 };
    let open = OpenIndex::new(client, address, index, || {});
    let _ = open.state();
    let catalogue = open.catalogue().unwrap_or_default();
    for row in catalogue.rows() {
        let article = open.read(&row, &Cancel::default());
        assert!(article.rendered.iter().flat_map(|it| &it.blocks).all(|block| block.range.end <= 1 << 20));
    }
    let (words, marks, cancel) = (Abbreviations::built_in(), Marks::default(), Cancel::default());
    let searches = ["다리", "word:다리"].map(|query| Search::new(query, 0..0, &words));
    let asking = Asking { abbreviations: &words, marks: &marks, cancel: &cancel };
    for search in &searches {
        let _ = open.find(search, asking);
    }
    if open.can_count() {
        let request = TrendRequest { split: Some(Split::Keyword), ..TrendRequest::default() };
        if let Ok(counts) = open.trend_counts(&searches, request, asking) {
            counts.trend(&["a", "b"], request);
        }
        if let Ok(counts) = open.coverage_counts(searches.first(), asking) {
            counts.coverage();
        }
    }
    catalogue.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_answers_are_errors_or_articles_and_come_to_an_end(
        damages in prop::collection::vec(damage(), 1..3),
        of_crawler: bool,
        only in 0_usize..12,
    ) {
        let own: Value = serde_json::from_str(OWN).unwrap();
        let (index, hit) = if of_crawler { (crawlers_index(), crawlers_hit()) } else { (own, own_hit()) };
        let count = std::sync::atomic::AtomicUsize::new(0);
        let server = FakeServer::start(move |asked| {
            if asked.what == "GET /" {
                return Answer::Status(200, GREETING.to_owned());
            }
            let mut answer = right(asked, &index, &hit);
            // Some answers are damaged from one on, so that the ones before get that far.
            let at = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let damaged = damages.iter().filter(|_| at >= only).find_map(|damage| damage.apply(&mut answer));
            Answer::Status(200, damaged.unwrap_or_else(|| answer.to_string()))
        });
        use_index(&server);
        let asked = server.asked().len();
        prop_assert!(asked <= MOST_REQUESTS, "{asked} requests");
    }
}

#[test]
fn right_answers_are_read_to_the_end() {
    let own: Value = serde_json::from_str(OWN).unwrap();
    let server = FakeServer::start(move |asked| match asked.what.as_str() {
        "GET /" => Answer::Status(200, GREETING.to_owned()),
        _ => Answer::Status(200, right(asked, &own, &own_hit()).to_string()),
    });
    assert_eq!(use_index(&server), 1);
    let aggregations = server.asked().iter().filter(|asked| asked.body.contains("composite")).count();
    assert_eq!(
        aggregations,
        3 + 3,
        "every count of a trend and a coverage was asked for, that of crawls once"
    );
}

#[test]
fn an_endless_answer_is_cut_off() {
    let server = FakeServer::start(|asked| match asked.what.as_str() {
        "GET /" => Answer::Status(200, GREETING.to_owned()),
        _ => Answer::Endless,
    });
    let address = IndexAddress::parse(&server.url("a"), false).unwrap();
    let client = Client::connect(&address, &Access::default()).unwrap();
    assert_eq!(find_index(&client, &address), Err(seogo::cluster::Trouble::AnswerTooLarge));
}
