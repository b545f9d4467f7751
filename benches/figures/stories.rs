//! How well and how fast stories, near-duplicates, trends and coverage are computed on a folder of articles.

use crate::{charts, median};
use seogo::archive::{Cancel, Catalogue};
use seogo::engine::{find, load};
use seogo::library::{JudgedStories, Marks};
use seogo::search::Search;
use seogo::stories::{Events, Relation, TextFirsts, stories};
use seogo::text::DocumentSet;
use seogo::text::hanja::Abbreviations;
use seogo::whole::{Grouping, TrendRequest, coverage, trend};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Prints the figures of a folder; `pairs` has a pair of ids and whether both readers found one story in it
/// per line.
pub(super) fn stories_of(folder: &Path, pairs: Option<&Path>) {
    let cancel = Cancel::default();
    let catalogue = Arc::new(load(folder, &cancel, |_| {}).expect("threads").catalogue);
    let older = catalogue.older();
    let files: Vec<u32> = (0..catalogue.len()).filter(|&file| !older.contains(file as usize)).collect();
    let none = JudgedStories::default();
    println!("| what, of {} articles | measured |\n|---|---|", files.len());
    let row = |what: &str, measured: String| println!("| {what} | {measured} |");
    let took = median(3, || drop(TextFirsts::of(&catalogue, &files, &cancel)));
    row("same text", format!("{took:.1?}"));
    let before = peak_memory();
    let took = median(3, || drop(stories(&catalogue, &files, &none, &cancel)));
    row("stories", format!("{took:.1?}"));
    row(
        "peak of memory in MB, with the archive loaded, after stories",
        format!("{before}, {}", peak_memory()),
    );
    let day =
        |file: &u32| catalogue.row(*file).and_then(|row| row.published()).map(|published| published.date());
    let last = files.iter().filter_map(day).max();
    let earlier: Vec<u32> = files.iter().copied().filter(|file| day(file) != last).collect();
    let mut times = Vec::new();
    for _ in 0..3 {
        let mut before = Events::of(&catalogue, &earlier, None, &cancel).expect("not cancelled");
        let told = before.stories(&catalogue, &none, None, &cancel).expect("not cancelled");
        let started = Instant::now();
        let events = Events::of(&catalogue, &files, Some(&mut before), &cancel).expect("not cancelled");
        drop(events.stories(&catalogue, &none, Some(&before.earlier(&told, &events)), &cancel));
        times.push(started.elapsed());
    }
    times.sort();
    let more = files.len() - earlier.len();
    row(&format!("stories, the last day's {more} articles more"), format!("{:.1?}", times[1]));
    let events = Events::of(&catalogue, &files, None, &cancel).expect("not cancelled");
    let all = events.stories(&catalogue, &none, None, &cancel).expect("not cancelled");
    let earlier = events.earlier(&all, &events);
    let took = median(5, || drop(events.stories(&catalogue, &none, Some(&earlier), &cancel)));
    row("stories after a decision of the reader", format!("{took:.1?}"));
    let took = median(5, || drop(coverage(&catalogue, &files, |_| true, &cancel)));
    row("coverage", format!("{took:.1?}"));
    let names = ["경제", "정부", "국회", "서울", "미국", "사고", "기업", "시민"];
    let took = median(5, || {
        let found: Vec<DocumentSet> = names.iter().map(|name| found(&catalogue, name)).collect();
        let queries: Vec<Grouping<'_>> =
            names.iter().zip(&found).map(|(name, found)| Grouping { name, found }).collect();
        drop(trend(&catalogue, &files, &queries, TrendRequest::default(), None, &cancel));
    });
    row("trend of eight queries, without posting lists", format!("{took:.1?}"));
    let covered = coverage(&catalogue, &files, |_| true, &cancel).expect("not cancelled");
    let found: Vec<DocumentSet> = names.iter().map(|name| found(&catalogue, name)).collect();
    let queries: Vec<Grouping<'_>> =
        names.iter().zip(&found).map(|(name, found)| Grouping { name, found }).collect();
    let lines = trend(&catalogue, &files, &queries, TrendRequest::default(), None, &cancel);
    for (what, took) in charts::frames(&catalogue, &all, &covered, &lines.expect("not cancelled")) {
        row(&format!("a frame, p95: {what}"), format!("{took:.1?}"));
    }
    let Some(pairs) = pairs else { return };
    let stories = all;
    let mut of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, story) in stories.iter().enumerate() {
        for article in story.articles.iter().filter(|article| article.relation != Relation::Mention) {
            if let Some(row) = catalogue.row(article.ordinal) {
                of.entry(row.id()).or_default().insert(at);
            }
        }
    }
    let titles: BTreeMap<&str, &str> =
        files.iter().filter_map(|&file| catalogue.row(file)).map(|row| (row.id(), row.title())).collect();
    let is_one =
        |one: &str, other: &str| of.get(one).zip(of.get(other)).is_some_and(|(a, b)| !a.is_disjoint(b));
    let is_alike =
        |one: &str, other: &str| titles.get(one).zip(titles.get(other)).is_some_and(|(a, b)| are_alike(a, b));
    let text = std::fs::read_to_string(pairs).expect("readable pairs");
    row("one story, of judged pairs", judged(&text, is_one));
    row("NewsBlur's rule on titles, of the same pairs", judged(&text, is_alike));
    row(
        "stories, largest",
        format!("{}, {}", stories.len(), stories.iter().map(|it| it.articles.len()).max().unwrap_or(0)),
    );
}

/// The most memory the process has had so far, in megabytes; 0 where the system doesn't tell.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn found(catalogue: &Arc<Catalogue>, query: &str) -> DocumentSet {
    let search = Arc::new(Search::new(query, 0..0, &Abbreviations::built_in()));
    let finds = find(catalogue, None, &Marks::default(), search, &Cancel::default());
    let mut files = DocumentSet::none(catalogue.len() as usize);
    finds.into_iter().flat_map(|finds| finds.articles).for_each(|(file, _)| files.insert(file as usize));
    files
}

/// NewsBlur's rule: of two titles of five words or more, three or more and at least 0.6 of the shorter one
/// are in both.
fn are_alike(one: &str, other: &str) -> bool {
    let words = |title: &str| -> BTreeSet<String> {
        title
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let (common, fewer) = (one.intersection(&other).count(), one.len().min(other.len()));
    fewer >= 5 && common >= 3 && common as f64 >= 0.6 * fewer as f64
}

/// Precision, recall, and the share of pairs that are not one story but were joined.
fn judged(pairs: &str, joined: impl Fn(&str, &str) -> bool) -> String {
    let mut counts: BTreeMap<(bool, bool), f64> = BTreeMap::new();
    for line in pairs.lines().skip(1) {
        if let [one, other, verdict @ ("yes" | "no"), ..] = line.split('\t').collect::<Vec<_>>().as_slice() {
            *counts.entry((*verdict == "yes", joined(one, other))).or_default() += 1.0;
        }
    }
    let count = |is_one: bool, is_joined: bool| counts.get(&(is_one, is_joined)).copied().unwrap_or(0.0);
    let share = |part: f64, rest: f64| part / (part + rest).max(1.0);
    format!(
        "precision {:.3}, recall {:.3}, {:.2} of those that aren't joined",
        share(count(true, true), count(false, true)),
        share(count(true, true), count(true, false)),
        share(count(false, true), count(false, false))
    )
}
