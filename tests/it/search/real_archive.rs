//! The search and the oracle agree on a real archive, for words, fragments and readings taken from it.

use crate::support::skipped::skip;
use std::path::Path;

use crate::generated::parse;
use seogo::article::Published;
use seogo::search::{Found, MatchKind, Query};
use seogo::text::hangul::{Keystrokes, compose, initial, is_syllable};
use seogo::text::hanja::{hanja_read_as, is_hanja};

use super::agreement::Archive;
use super::oracle::Doc;

fn docs(folder: &Path) -> Vec<Doc> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path| {
        let article = parse(&std::fs::read(path).unwrap());
        Doc {
            title: article.title,
            body: article.body,
            publisher: article.publisher,
            authors: article.authors.into_iter().map(|author| author.line).collect(),
            id: article.id,
            category: article.category,
            url: article.url,
            published: article.published.map(|published| match published {
                Published::Date(day) => day,
                Published::Time(time) => time.date(),
            }),
            ..Doc::default()
        }
    };
    paths.into_iter().map(read).collect()
}

/// Queries made from an article, one of each kind.
fn queries(doc: &Doc, seed: usize) -> Vec<String> {
    let words: Vec<&str> = doc.body.split_whitespace().chain(doc.title.split_whitespace()).collect();
    let Some(&word) = words.get(seed % words.len().max(1)) else { return Vec::new() };
    let next = words.get((seed + 1) % words.len()).copied().unwrap_or_default();
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let hangul = |text: &str| text.chars().filter(|&c| is_syllable(c)).collect::<String>();
    let piece: String = word.chars().skip(1).take(2).collect();
    let initials: String = doc
        .title
        .split(|c| !is_syllable(c))
        .max_by_key(|run| run.len())
        .unwrap_or_default()
        .chars()
        .take(4)
        .filter_map(initial)
        .collect();
    // A word with a Hanja in it, and its reading.
    let around_hanja = words.iter().find(|word| word.contains(is_hanja)).copied().unwrap_or_default();
    let reading = |c: char| {
        if is_hanja(c) { ('가'..='힣').find(|&s| hanja_read_as(s).contains(c)).unwrap_or(c) } else { c }
    };
    let read: String = around_hanja.chars().map(reading).filter(|&c| is_syllable(c)).take(4).collect();
    let hanja: String = around_hanja.chars().filter(|&c| is_hanja(c)).collect();
    let mut queries = vec![
        plain(word),
        piece,
        format!("\"{word} {next}\""),
        hangul(word) + &hangul(next),
        format!("{} {}", plain(word), plain(next)),
    ];
    queries.extend([
        initials,
        read,
        hanja,
        format!("title:{} -{}", hangul(word), plain(next)),
        format!("publisher:\"{}\" {}", doc.publisher, hangul(next)),
    ]);
    queries.retain(|query| !query.trim().is_empty());
    queries
}

/// Queries made from about this many articles of an archive.
#[cfg(feature = "cluster")]
pub(crate) fn sampled_queries(folder: &Path, articles: usize) -> Vec<String> {
    let docs = docs(folder);
    let sampled = docs.iter().enumerate().step_by(docs.len().div_ceil(articles).max(1));
    let mut texts: Vec<String> = sampled.flat_map(|(seed, doc)| queries(doc, seed)).collect();
    texts.sort();
    texts.dedup();
    texts
}

/// A word from the title whose last syllable is still being composed.
fn unfinished(doc: &Doc) -> Option<String> {
    let word = doc.title.split(|c| !is_syllable(c)).find(|run| run.chars().count() >= 2)?;
    let keys: Vec<char> = word.chars().take(3).flat_map(|c| Keystrokes::of(c).as_slice().to_vec()).collect();
    Some(compose(keys[..keys.len() - 1].iter().copied()))
}

#[test]
fn search_and_oracle_agree_on_a_real_archive() {
    let Some(folder) = std::env::var_os("SEOGO_REAL_ARCHIVE") else {
        skip("SEOGO_REAL_ARCHIVE is not set");
        return;
    };
    let docs = docs(Path::new(&folder));
    let archive = Archive::new(&docs);
    let sampled: Vec<(usize, &Doc)> = docs.iter().enumerate().step_by(docs.len() / 44).collect();
    // Articles with Hanja are rare and test the most.
    let with_hanja = docs.iter().enumerate().filter(|(_, doc)| doc.title.contains(is_hanja)).step_by(40);
    let mut texts: Vec<String> =
        sampled.iter().copied().chain(with_hanja).flat_map(|(seed, doc)| queries(doc, seed)).collect();
    texts.sort();
    texts.dedup();
    let mut kinds = [0; MatchKind::ALL.len()];
    let mut count = |found: Vec<Found>| found.iter().for_each(|found| kinds[found.kind as usize] += 1);
    // The oracle is slow, so half of the queries run on another thread.
    std::thread::scope(|scope| {
        let (half, rest) = texts.split_at(texts.len() / 2);
        let archive = &archive;
        let ask = move |texts: &[String]| {
            texts.iter().map(|text| archive.compare(&Query::parse(text))).collect::<Vec<_>>()
        };
        let other = scope.spawn(move || ask(half));
        ask(rest).into_iter().chain(other.join().unwrap()).for_each(&mut count);
    });
    let few = Archive::new(&docs[..docs.len() / 24]);
    let composed: Vec<String> = sampled.iter().filter_map(|(_, doc)| unfinished(doc)).take(20).collect();
    composed.iter().for_each(|text| count(few.compare(&Query::parse_composing(text, 0..text.len()))));
    let asked = (texts.len(), composed.len());
    println!(
        "(queries, unfinished ones) that agree: {asked:?}; articles found by {:?}: {kinds:?}",
        MatchKind::ALL
    );
    assert!(texts.len() >= 500);
    // The crawler's files don't list their words.
    let is_met = |&&kind: &&MatchKind| kind != MatchKind::Words;
    assert!(MatchKind::ALL.iter().filter(is_met).all(|&kind| kinds[kind as usize] > 0));
}
