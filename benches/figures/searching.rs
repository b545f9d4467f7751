//! The cost of a search, from the query's text to the exact count and the complete sorted list, compared with
//! ripgrep.

use super::{median, millis, row};
use seogo::archive::{Cancel, Catalogue};
use seogo::engine::{find, join_segments, load};
use seogo::library::Marks;
use seogo::search::{Columns, ListRequest, Listing, Search};
use seogo::text::hangul::{Keystrokes, compose, initial, is_syllable};
use seogo::text::hanja::{Abbreviations, hanja_read_as, is_hanja};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The number of words from headlines to search for, and of queries of each other kind.
const QUERIES: usize = 50;

/// An archive ready to be searched.
struct Asked {
    catalogue: Arc<Catalogue>,
    columns: Columns,
    abbreviations: Abbreviations,
}

impl Asked {
    /// The median time of a query; if `composing`, the input method hasn't finished the last character.
    fn time(&self, query: &str, composing: bool) -> Duration {
        let last = query.char_indices().next_back().map_or(0, |(at, _)| at);
        let unfinished = if composing { last..query.len() } else { 0..0 };
        median(5, || {
            let search = Arc::new(Search::new(query, unfinished.clone(), &self.abbreviations));
            let finds = find(&self.catalogue, None, &Marks::default(), search, &Cancel::default());
            std::hint::black_box(Listing::new(&self.columns, ListRequest::default(), finds));
        })
    }
}

/// An evenly spaced selection of texts, about as many as are needed.
fn some(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts.dedup();
    let step = (texts.len() / QUERIES).max(1);
    texts.into_iter().step_by(step).take(QUERIES).collect()
}

/// Prints the figures for an archive.
pub(super) fn searching(what: &str, folder: &Path) {
    let catalogue = load(folder, &Cancel::default(), |_| {}).expect("threads").catalogue;
    let started = Instant::now();
    let catalogue = join_segments(catalogue, None, &Cancel::default(), |_, _| {});
    row(&format!("posting lists, {what}"), started.elapsed(), None);
    let catalogue = Arc::new(catalogue);
    let started = Instant::now();
    let columns = Columns::of(catalogue.clone());
    let _ = Listing::new(&columns, ListRequest::default(), None);
    row(&format!("columns and order by date, {what}"), started.elapsed(), None);
    let asked = Asked { catalogue, columns, abbreviations: Abbreviations::built_in() };

    let mut titles: Vec<&str> = asked.catalogue.rows().map(|row| row.title()).collect();
    // Sorted, so that the same words are used in whatever order the files were read.
    titles.sort_unstable();
    let is_word = |word: &&str| word.chars().count() >= 2 && word.chars().all(is_syllable);
    let words: Vec<&str> = titles.iter().flat_map(|title| title.split_whitespace().filter(is_word)).collect();
    let cut = |(at, word): (usize, &&str)| word.chars().take(if at % 2 == 0 { 2 } else { 8 }).collect();
    let queries = some(words.iter().enumerate().map(cut).collect());
    let floors: Vec<Duration> = queries.iter().map(|word| grep(word, folder)).collect();
    let times = |texts: &[String], composing| texts.iter().map(|text| asked.time(text, composing)).collect();
    let quoted: Vec<String> = queries.iter().map(|word| format!("\"{word}\"")).collect();
    print_row(what, "quoted words", times(&quoted, false), &floors);
    print_row(what, "unquoted words", times(&queries, false), &floors);
    let middle = middle_of(floors);
    for (kind, texts) in [("two words glued", glued(&titles)), ("Hanja as they read", readings(&titles))] {
        print_row(what, kind, times(&some(texts), false), &[middle]);
    }
    print_row(what, "initials", times(&some(initials(&titles)), false), &[middle]);
    typing(what, &asked, &queries, middle);
}

/// Types words keystroke by keystroke, each time with an unfinished syllable.
fn typing(what: &str, asked: &Asked, words: &[String], floor: Duration) {
    let (mut firsts, mut later, mut slower) = (Vec::new(), Vec::new(), 0);
    for word in words.iter().filter(|word| word.chars().count() > 2).take(20) {
        let keys: Vec<char> = word.chars().flat_map(|c| Keystrokes::of(c).as_slice().to_vec()).collect();
        let typed = |len: usize| asked.time(&compose(keys.iter().take(len).copied()), true);
        let first = typed(1);
        let rest: Vec<Duration> = (2..=keys.len()).map(typed).collect();
        slower += rest.iter().filter(|&&time| time > first).count();
        firsts.push(first);
        later.extend(rest);
    }
    let steps = later.len();
    print_row(what, "the first keystroke of a word", firsts, &[floor]);
    print_row(
        what,
        &format!("each further one ({slower} of {steps} slower than its first)"),
        later,
        &[floor],
    );
}

/// Adjacent words of headlines without the space between them.
fn glued(titles: &[&str]) -> Vec<String> {
    let is_word = |word: &&str| word.chars().count() >= 2 && word.chars().all(is_syllable);
    let pairs = titles.iter().flat_map(|title| {
        let words: Vec<&str> = title.split_whitespace().collect();
        words.windows(2).filter(|pair| pair.iter().all(is_word)).map(<[_]>::concat).collect::<Vec<_>>()
    });
    pairs.collect()
}

/// Words of headlines with Hanja, by their readings.
fn readings(titles: &[&str]) -> Vec<String> {
    let read = |c: char| match is_hanja(c) {
        true => ('가'..='힣').find(|&syllable| hanja_read_as(syllable).contains(c)).unwrap_or(c),
        false => c,
    };
    let words = titles.iter().flat_map(|title| title.split_whitespace());
    let with_hanja = words.filter(|word| word.contains(is_hanja)).take(4 * QUERIES);
    let read = with_hanja.map(|word| word.chars().map(read).filter(|&c| is_syllable(c)).collect::<String>());
    read.filter(|word| word.chars().count() >= 2).collect()
}

/// The initials of headlines' longest words.
fn initials(titles: &[&str]) -> Vec<String> {
    let longest =
        |title: &&str| title.split(|c| !is_syllable(c)).max_by_key(|run| run.len()).map(str::to_owned);
    let words = titles.iter().filter_map(longest);
    let initials = words.map(|word| word.chars().take(4).filter_map(initial).collect::<String>());
    initials.filter(|letters| letters.chars().count() >= 2).collect()
}

fn grep(word: &str, folder: &Path) -> Duration {
    median(3, || {
        let done = Command::new("rg").args(["-c", "-j2", word]).arg(folder).output();
        assert!(done.is_ok(), "ripgrep (rg) must be on the path");
    })
}

fn middle_of(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Prints a kind's times, each against its own floor or all against the same one.
fn print_row(what: &str, kind: &str, times: Vec<Duration>, floors: &[Duration]) {
    let ratio = |(at, time): (usize, &Duration)| {
        let floor = floors.get(at).or(floors.first()).map_or(0.0, Duration::as_secs_f64);
        floor / time.as_secs_f64()
    };
    let mut ratios: Vec<f64> = times.iter().enumerate().map(ratio).collect();
    ratios.sort_by(f64::total_cmp);
    let Some((worst, middle)) = ratios.first().zip(ratios.get(ratios.len() / 2)) else { return };
    let most = times.iter().max().copied().unwrap_or_default();
    println!(
        "| search, {what}, {} {kind} | p50 {}, worst {} | rg -c -j2 | p50 1/{middle:.0}, worst 1/{worst:.0} |",
        times.len(),
        millis(middle_of(times.clone())),
        millis(most),
    );
}
