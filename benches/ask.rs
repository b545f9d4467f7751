//! Answers queries on a folder for `benches/peers.py`, which compares Seogo with other search engines.
//!
//! `cargo bench --bench ask -- FOLDER` reads the folder, builds postings, and prints how many seconds that took
//! and the postings' size in bytes. Then it reads a query per line from standard input, and for each prints the
//! number of files found and the seconds taken.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench prints, and may fail loudly")]

use seogo::archive::Cancel;
use seogo::engine::{find, join_segments, load};
use seogo::library::Marks;
use seogo::search::{Columns, ListRequest, Listing, Search};
use seogo::text::hanja::Abbreviations;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

fn main() {
    // Cargo adds an argument of its own.
    let Some(folder) = std::env::args_os().skip(1).find(|argument| argument != "--bench") else { return };
    let catalogue = load(&PathBuf::from(folder), &Cancel::default(), |_| {}).expect("threads").catalogue;
    let started = Instant::now();
    let catalogue = Arc::new(join_segments(catalogue, None, &Cancel::default(), |_, _| {}));
    let columns = Columns::of(catalogue.clone());
    let lists = catalogue.segments().filter_map(|(_, segment)| segment.corpus().postings());
    let bytes: usize = lists.map(seogo::text::Postings::byte_len).sum();
    println!("{} {bytes}", started.elapsed().as_secs_f64());
    let abbreviations = Abbreviations::built_in();
    for query in std::io::stdin().lines() {
        let started = Instant::now();
        let search = Arc::new(Search::new(&query.expect("UTF-8"), 0..0, &abbreviations));
        let finds = find(&catalogue, None, &Marks::default(), search, &Cancel::default());
        let request = ListRequest { all_versions: true, ..ListRequest::default() };
        let found = Listing::new(&columns, request, finds).len();
        println!("{found} {}", started.elapsed().as_secs_f64());
    }
}
