//! Prints how fast a real cluster is filled and asked, for RESULTS.md; only if SEOGO_FIGURES asks for it.

use super::done;
use crate::search::real_archive::sampled_queries;
use crate::support::cluster::TestIndex;
use crate::support::real_archive;
use seogo::archive::{Cancel, Catalogue, Choices, Source};
use seogo::cluster::{
    Access, Client, CountedBy, IndexAddress, OpenIndex, Publishes, Readable, document, find_index,
};
use seogo::engine::load;
use seogo::library::Marks;
use seogo::search::{AskedList, Asking, ListRequest, RemoteLists, RemoteSearch, Search};
use seogo::text::hanja::Abbreviations;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The documents of a folder, as lines for `_bulk`.
fn lines(folder: &Path, catalogue: &Catalogue) -> Vec<String> {
    let source = Source::of_folder(folder, Choices::default());
    let (source, mut buffer, counted) = (source.open(), Vec::new(), CountedBy::of(catalogue));
    let line = |ordinal: u32| {
        let article = source.read_row(&catalogue.row(ordinal).unwrap(), &mut buffer).article;
        let ready = document(catalogue, ordinal, &article, &counted, Publishes::default()).unwrap();
        format!("{{\"index\":{{\"_id\":\"{}\"}}}}\n{}\n", ready.id, ready.json)
    };
    (0..catalogue.len()).map(line).collect()
}

#[test]
fn figures_of_a_real_cluster() {
    if std::env::var_os("SEOGO_FIGURES").is_none() {
        return;
    }
    let [Some(index), Some(raw), Some(warm)] = [(); 3].map(|()| TestIndex::new()) else { return };
    let Some(folder) = real_archive::folder() else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let url = index.url();
    // A server that has just started is slower for a while, whatever it is sent.
    done(home.path(), &["publish", folder.to_str().unwrap(), &warm.url(), "--yes"]);
    let began = Instant::now();
    let options = ["--yes", "--shards", "2", "--replicas", "1"];
    done(home.path(), &[&["publish", folder.to_str().unwrap(), &url][..], &options].concat());
    let published = began.elapsed();
    let catalogue = load(&folder, &Cancel::default(), |_| {}).unwrap().catalogue;
    let count = catalogue.file_count();
    println!("published {count} in {:.1} s", published.as_secs_f64());

    // The same documents into an index of the same mapping, by nothing but `_bulk`.
    let own = index.ask("GET", &format!("/{}", index.name), "");
    let (_, own) = own.as_object().unwrap().iter().next().unwrap();
    let analysis = own["settings"]["index"]["analysis"].clone();
    let mapping = own["mappings"].clone();
    let creation = serde_json::json!({ "mappings": mapping, "settings": { "index": {
        "number_of_shards": 2, "number_of_replicas": 1, "refresh_interval": "-1", "analysis": analysis } } });
    raw.ask("PUT", &format!("/{}", raw.name), &creation.to_string());
    let lines = lines(&folder, &catalogue);
    let began = Instant::now();
    for batch in lines.chunks(400) {
        raw.ask("POST", &format!("/{}/_bulk", raw.name), &batch.concat());
    }
    raw.ask("POST", &format!("/{}/_refresh", raw.name), "");
    println!("bulk alone in {:.1} s", began.elapsed().as_secs_f64());

    let address = IndexAddress::parse(&url, false).unwrap();
    let client = Client::connect(&address, &Access::default()).unwrap();
    let readable = Readable::try_from(find_index(&client, &address).unwrap()).unwrap();
    let open = Arc::new(OpenIndex::new(client, address, readable, || {}));
    let (words, marks) = (Abbreviations::built_in(), Marks::default());
    list(&open, "");
    let times: Vec<Duration> = (0..20).map(|_| list(&open, "")).collect();
    println!("first rows of a list in pages: {}", told(times));
    let began = Instant::now();
    let (mut ordinal, mut first) = (0, Duration::ZERO);
    open.rows(&Cancel::default(), |row| {
        open.note(row.document, ordinal);
        ordinal += 1;
        if ordinal == 100 {
            first = began.elapsed();
        }
        true
    })
    .unwrap();
    println!(
        "first rows after {} ms, all {ordinal} after {} ms",
        first.as_millis(),
        began.elapsed().as_millis()
    );

    let mut times = Vec::new();
    for query in sampled_queries(&folder, 500) {
        let search = Search::new(&query, 0..0, &words);
        let began = Instant::now();
        open.find(&search, Asking { abbreviations: &words, marks: &marks, cancel: &Cancel::default() })
            .unwrap()
            .unwrap();
        times.push(began.elapsed());
    }
    println!("queries to all their articles: {}", told(times));
    let some = sampled_queries(&folder, 500);
    let times = some.iter().step_by(8).map(|query| list(&open, query)).collect();
    println!("queries to their count and first 100 rows: {}", told(times));
}

/// Counts a list in pages and reads its first rows; returns how long that took.
fn list(open: &Arc<OpenIndex>, query: &str) -> Duration {
    let began = Instant::now();
    let (words, marks, cancel) = (Abbreviations::built_in(), Marks::default(), Cancel::default());
    let search = (!query.is_empty()).then(|| Search::new(query, 0..0, &words));
    let request = ListRequest::default();
    let (request, search) = (&request, search.as_ref());
    let asked = AskedList {
        request,
        search,
        asking: Asking { abbreviations: &words, marks: &marks, cancel: &cancel },
    };
    let mut outline = open.clone().outline(asked).unwrap().unwrap();
    outline.rows.read(0..100, &cancel).unwrap().unwrap();
    began.elapsed()
}

fn told(mut times: Vec<Duration>) -> String {
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_millis();
    format!("{}, p50 {} ms, p90 {} ms, p99 {} ms", times.len(), at(50), at(90), at(99))
}
