//! Answers whatever is asked with arbitrary bytes, as a search server. Nothing may panic, and reading an index must come to
//! an end.

#![no_main]

use libfuzzer_sys::fuzz_target;
use seogo::archive::{Cancel, RemoteArticles};
use seogo::cluster::{Access, IndexAddress, Client, OpenIndex, Readable, find_index};
use seogo::library::Marks;
use seogo::search::{RemoteSearch, Search};
use seogo::text::hanja::Abbreviations;
use seogo::whole::{Asking, RemoteWhole, Split, TrendRequest};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{LazyLock, Mutex};
use std::thread;

const GREETING: &[u8] = br#"{"version":{"distribution":"opensearch","number":"2.19.6"}}"#;

/// The answers, which come again from the first when all were given, and how many were.
static ANSWERS: Mutex<(Vec<Vec<u8>>, usize)> = Mutex::new((Vec::new(), 0));

/// The port of the server.
static PORT: LazyLock<u16> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("its number").port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve(stream));
        }
    });
    port
});

fn serve(stream: TcpStream) -> Option<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let (mut line, mut length) = (String::new(), 0);
        stream.read_line(&mut line).ok().filter(|&read| read > 0)?;
        let is_greeting = line.starts_with("GET / ");
        loop {
            line.clear();
            stream.read_line(&mut line).ok().filter(|&read| read > 2)?;
            let header = line.trim().to_lowercase();
            if let Some(number) = header.strip_prefix("content-length: ") {
                length = number.parse().ok()?;
            }
            if stream.fill_buf().ok()?.starts_with(b"\r\n") {
                stream.consume(2);
                break;
            }
        }
        std::io::copy(&mut stream.by_ref().take(length), &mut std::io::sink()).ok()?;
        let body = if is_greeting { GREETING.to_vec() } else { next_answer() };
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.get_mut().write_all(&[head.as_bytes(), &body].concat()).ok()?;
    }
}

fn next_answer() -> Vec<u8> {
    let mut answers = ANSWERS.lock().expect("no panic");
    let (all, given) = &mut *answers;
    *given += 1;
    all.get((*given - 1) % all.len().max(1)).cloned().unwrap_or_default()
}

fuzz_target!(|bytes: &[u8]| {
    // A server of which only part answers is asked again after a while, which would take too long here.
    if [&b"failed"[..], b"timed_out"].iter().any(|word| bytes.windows(word.len()).any(|part| part == *word)) {
        return;
    }
    let answers: Vec<Vec<u8>> = bytes.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    *ANSWERS.lock().expect("no panic") = (answers, 0);
    let address = IndexAddress::parse(&format!("http://127.0.0.1:{}/a", *PORT), false).expect("an address");
    let client = Client::connect(&address, &Access::default()).expect("a search server");
    let Ok(Ok(index)) = find_index(&client, &address).map(Readable::try_from) else { return };
    let open = OpenIndex::new(client, address, index, || {});
    let _ = open.state();
    let (words, marks, cancel) = (Abbreviations::built_in(), Marks::default(), Cancel::default());
    if let Ok(catalogue) = open.catalogue() {
        catalogue.rows().for_each(|row| drop(open.read(&row, &cancel)));
    }
    let searches = ["다리", "word:다리"].map(|query| Search::new(query, 0..0, &words));
    let asking = Asking { abbreviations: &words, marks: &marks, cancel: &cancel };
    for search in &searches {
        let _ = open.find(search, asking);
    }
    let request = TrendRequest { split: Some(Split::Keyword), ..TrendRequest::default() };
    if let Ok(counts) = open.trend_counts(&searches, request, asking) {
        counts.trend(&["a", "b"], request);
    }
    if let Ok(counts) = open.coverage_counts(searches.first(), asking) {
        counts.coverage();
    }
    let given = ANSWERS.lock().expect("no panic").1;
    assert!(given < 100, "{given} requests");
});
