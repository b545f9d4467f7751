//! A list that is read where it is looked at is the list of the folder: its length, its days, its rows wherever
//! one looks, and the names that narrow it, in every order and narrowed by each of them.

use super::done;
use crate::support::cluster::TestIndex;
use jiff::civil::date;
use seogo::archive::{Cancel, Catalogue};
use seogo::cluster::{Access, Client, IndexAddress, OpenIndex, Readable, find_index};
use seogo::engine::{find, load};
use seogo::library::Marks;
use seogo::search::{
    AskedList, Asking, Columns, FACETS, Facet, Heading, ListRequest, Listing, MatchKind, RemoteLists, Search,
    SortKey,
};
use seogo::text::hanja::Abbreviations;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// A folder, and the index that it was published to.
struct Pair {
    catalogue: Arc<Catalogue>,
    columns: Columns,
    index: Arc<OpenIndex>,
}

/// What a list shows, in words that can be compared.
#[derive(Debug, Default, PartialEq)]
struct Shown {
    places: Vec<String>,
    kinds: Vec<MatchKind>,
    headings: Vec<Heading>,
    days: Vec<(jiff::civil::Date, u32)>,
    names: Vec<Vec<(String, u32)>>,
    total: u32,
}

impl Pair {
    fn publish(folder: &Path, index: &TestIndex) -> Self {
        let home = tempfile::tempdir().unwrap();
        let url = index.url();
        let options = ["--yes", "--shards", "2", "--replicas", "0"];
        done(home.path(), &[&["publish", folder.to_str().unwrap(), &url][..], &options].concat());
        let catalogue = Arc::new(load(folder, &Cancel::default(), |_| {}).unwrap().catalogue);
        let address = IndexAddress::parse(&url, false).unwrap();
        let client = Client::connect(&address, &Access::default()).unwrap();
        let readable = Readable::try_from(find_index(&client, &address).unwrap()).unwrap();
        let index = Arc::new(OpenIndex::new(client, address, readable, || {}));
        Self { columns: Columns::of(catalogue.clone()), catalogue, index }
    }

    fn here(&self, request: &ListRequest) -> (Listing, Shown) {
        let (marks, cancel) = (Marks::default(), Cancel::default());
        let finds = search(request)
            .map(|search| find(&self.catalogue, None, &marks, Arc::new(search), &cancel).unwrap());
        let listing = Listing::new(&self.columns, request.clone(), finds);
        let place = |&ordinal: &u32| {
            let row = self.catalogue.row(ordinal).unwrap();
            format!("{}#{}", row.path(), row.entry().unwrap_or(0))
        };
        let shown = Shown {
            places: listing.positions.known().iter().map(place).collect(),
            kinds: listing.positions.known().iter().filter_map(|&ordinal| listing.kind(ordinal)).collect(),
            headings: listing.headings.clone(),
            days: listing.days.clone(),
            names: FACETS.iter().map(|entry| listing.names_of(entry.facet).to_vec()).collect(),
            total: listing.total,
        };
        (listing, shown)
    }

    fn there(&self, request: &ListRequest) -> Shown {
        let search = search(request);
        let (words, marks, cancel) = (Abbreviations::built_in(), Marks::default(), Cancel::default());
        let asking = Asking { abbreviations: &words, marks: &marks, cancel: &cancel };
        let asked = AskedList { request, search: search.as_ref(), asking };
        let mut outline = self.index.clone().outline(asked).unwrap().unwrap();
        let len: u32 = outline.sections.iter().map(|(_, count)| count).sum();
        // Stretches of seven, from the middle to the end and then from the beginning.
        let mut rows = vec![(String::new(), MatchKind::Exact); len as usize];
        for half in [len / 2..len, 0..len / 2] {
            let mut at = half.start;
            while at < half.end {
                let page = outline.rows.read(at..half.end.min(at + 7), &cancel).unwrap().unwrap();
                assert!(!page.is_outdated && !page.rows.is_empty(), "{request:?} at {at} of {len}");
                for (row, kind) in page.rows {
                    rows[at as usize] = (format!("{}#{}", row.path.display(), row.read.entry), kind);
                    at += 1;
                }
            }
        }
        let mut first = 0;
        let mut heading = |&(day, count): &(Option<jiff::civil::Date>, u32)| {
            let heading = Heading { first, day };
            first += count;
            heading
        };
        let headings = outline.sections.iter().map(&mut heading).collect();
        let mut all = 0;
        outline
            .found
            .each(false, &cancel, &mut |_| {
                all += 1;
                true
            })
            .unwrap();
        assert_eq!(all, len, "{request:?}");
        let (places, kinds) = rows.into_iter().unzip();
        Shown {
            places,
            kinds: if search.is_some() { kinds } else { Vec::new() },
            headings: if outline.are_days { headings } else { Vec::new() },
            days: outline.days,
            names: self.index.names(asked).unwrap().unwrap().into(),
            total: outline.total,
        }
    }

    /// How many versions that aren't listed come with the rows of the list.
    fn versions_there(&self) -> usize {
        let (words, marks, cancel) = (Abbreviations::built_in(), Marks::default(), Cancel::default());
        let request = &ListRequest::default();
        let asked = AskedList {
            request,
            search: None,
            asking: Asking { abbreviations: &words, marks: &marks, cancel: &cancel },
        };
        let mut outline = self.index.clone().outline(asked).unwrap().unwrap();
        outline.rows.read(0..1_000, &cancel).unwrap().unwrap().versions.len()
    }

    fn compare(&self, request: &ListRequest) -> Listing {
        let (listing, mut here) = self.here(request);
        let mut there = self.there(request);
        if request.query.contains("word:") {
            // What is checked article by article has no counts by name.
            here.names.iter_mut().for_each(Vec::clear);
        }
        // Names that were chosen are added to the list where it is shown.
        for (there, here) in there.names.iter_mut().zip(&here.names) {
            there.extend(here.iter().filter(|(_, count)| *count == 0).cloned());
        }
        assert_eq!(there, here, "{request:?}");
        listing
    }
}

fn search(request: &ListRequest) -> Option<Search> {
    (!request.query.is_empty()).then(|| Search::new(&request.query, 0..0, &Abbreviations::built_in()))
}

fn article(number: usize) -> String {
    let publisher = ["가람일보", "나래신문", "", "KBS", "ＫＢＳ"][number % 5];
    let one_of = |three: [&str; 3]| three[number % 3].to_owned();
    let mut article = serde_json::json!({
        "id": format!("901_{}", number - number % 9 / 8), "title": format!("{}째 {} 제목", number * 7 % 100, ["與野", "여야", "새"][number % 3]),
        "body": format!("다리 {} 본문 {number}", ["위의", "아래", "앞의"][number % 3]),
        "url": format!("https://example.com/901/{number}"), "keywords": [one_of(["예산", "국회", "둘 다"]), "국회"],
        "category": one_of(["정치", "사회", ""]), "page": one_of(["1", "", "2"]),
    });
    if !publisher.is_empty() {
        article["publisher"] = publisher.into();
    }
    if !number.is_multiple_of(11) {
        article["published"] = format!("2026-01-{:02}", number % 13 + 1).into();
    }
    article.to_string()
}

#[test]
fn a_list_in_pages_is_that_of_the_folder() {
    let Some(index) = TestIndex::new() else { return };
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("안")).unwrap();
    for number in 0..120 {
        let name = if number % 4 == 0 { format!("안/{number}.json") } else { format!("{number}.json") };
        fs::write(folder.path().join(name), article(number)).unwrap();
    }
    let again = article(5).replace("본문 5", "고친 본문 5");
    fs::write(folder.path().join("again.json"), again).unwrap();
    let pair = Pair::publish(folder.path(), &index);
    let plain = ListRequest::default();
    for query in [
        "",
        "다리",
        "다리 앞의",
        "word:다리",
        "없는말",
        "여야",
        "다리앞의",
        "ㅈㅁ",
        "여야 OR 앞의",
        "(ㅈㅁ OR 위의) 다리아래",
    ] {
        for key in [SortKey::Published, SortKey::Crawled, SortKey::Publisher, SortKey::Title] {
            for reverse in [false, true] {
                pair.compare(&ListRequest { query: query.into(), key, reverse, ..plain.clone() });
            }
        }
    }
    for (from, to) in [(Some(3), None), (None, Some(9)), (Some(4), Some(4)), (Some(20), None)] {
        let day = |day: Option<i8>| day.map(|day| date(2026, 1, day));
        for key in [SortKey::Published, SortKey::Title] {
            pair.compare(&ListRequest { from: day(from), to: day(to), key, ..plain.clone() });
        }
    }
    assert_eq!(pair.versions_there(), 1, "the one that was written again has an older version");
    let listing = pair.compare(&ListRequest { all_versions: true, ..plain.clone() });
    assert!(listing.len() > pair.compare(&plain).len(), "some are versions of others");
    let names: Vec<(Facet, String)> = FACETS
        .iter()
        .flat_map(|entry| listing.names_of(entry.facet).iter().map(|(name, _)| (entry.facet, name.clone())))
        .collect();
    assert!(names.len() > 15, "{names:?}");
    for (facet, name) in names {
        let mut request = ListRequest { query: "다리".into(), ..plain.clone() };
        request.chosen.of_mut(facet).insert(name);
        request.chosen.of_mut(Facet::Category).insert("사회".into());
        pair.compare(&request);
    }
}
