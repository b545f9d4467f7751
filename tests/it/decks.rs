//! How well glued sub-headlines are separated, measured on labels that the model was not trained on.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use crate::generated::parse;
use seogo::article::{BlockKind, blocks};
use sha2::{Digest, Sha256};

use crate::support::real_archive::folder;

/// The labels that a person set in one body, in characters; see the head of `labels.tsv`.
struct Label {
    id: String,
    hash: String,
    places: Vec<String>,
}

/// The labels of a kind that were held back from training.
fn held_back(kind: &str) -> Vec<Label> {
    let lines = include_str!("../../assets/lines/labels.tsv").lines();
    let rows = lines.filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row[..2] == [kind, "test"])
        .map(|row| Label {
            id: row[2].to_owned(),
            hash: row[3].to_owned(),
            places: row[4].split(',').map(str::to_owned).collect(),
        })
        .collect()
}

/// The positions labelled as sure, and those labelled as unsure.
fn sure_and_unsure(places: &[String]) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let number = |place: &String| place.trim_start_matches('?').parse().unwrap();
    let (unsure, sure): (Vec<&String>, Vec<&String>) =
        places.iter().partition(|place| place.starts_with('?'));
    (sure.into_iter().map(number).collect(), unsure.into_iter().map(number).collect())
}

/// The archive's files by id.
fn paths(folder: PathBuf) -> HashMap<String, PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let id = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().chars().take(14).collect();
    paths.map(|path| (id(&path), path)).collect()
}

fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}

/// The body that a label belongs to, if the archive has it unchanged.
fn body_of(label: &Label, paths: &HashMap<String, PathBuf>) -> Option<String> {
    let body = parse(&std::fs::read(paths.get(&label.id)?).unwrap()).body;
    let hash: String = Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
    (hash == label.hash).then_some(body)
}

#[test]
fn the_lines_of_decks_that_the_model_never_saw_are_set_apart() {
    let Some(folder) = folder() else { return };
    let paths = paths(folder);
    let (mut right, mut wrong, mut missed, mut whole, mut decks) = (0, 0, 0, 0, 0);
    for label in held_back("deck") {
        let Some(body) = body_of(&label, &paths) else { continue };
        let end: usize = label.places[0].parse().unwrap();
        let (sure, unsure) = sure_and_unsure(&label.places[1..]);
        let begins = blocks(&body).into_iter().map(|block| body[..block.range.start].chars().count());
        let cuts: BTreeSet<usize> = begins.filter(|&at| at > 0 && at < end).collect();
        decks += 1;
        right += cuts.intersection(&sure).count();
        wrong += cuts.iter().filter(|at| !sure.contains(at) && !unsure.contains(at)).count();
        missed += sure.difference(&cuts).count();
        whole += usize::from(cuts.difference(&unsure).eq(&sure));
    }
    let (precision, recall) = (share(right, right + wrong), share(right, right + missed));
    println!(
        "{decks} decks: {right} right, {wrong} wrong, {missed} missed: precision {precision:.3}, \
         recall {recall:.3}, whole decks {:.3}",
        share(whole, decks)
    );
    assert!(decks > 100, "too few of the labelled articles are there: {decks}");
    assert!(precision >= 0.97 && share(whole, decks) >= 0.78);
}

#[test]
fn decks_glued_to_first_paragraphs_that_the_model_never_saw_are_set_apart() {
    let Some(folder) = folder() else { return };
    let paths = paths(folder);
    let (mut right, mut wrong, mut in_part, mut missed) = (0, 0, 0, 0);
    for label in held_back("lead") {
        let Some(body) = body_of(&label, &paths) else { continue };
        let end: usize = label.places[0].parse().unwrap();
        let story = blocks(&body).into_iter().find(|block| block.kind == BlockKind::Text);
        let start = story.map_or(0, |block| body[..block.range.start].chars().count());
        match start {
            _ if start == end => right += usize::from(end > 0),
            0 => missed += 1,
            _ if start < end => in_part += 1,
            _ => wrong += 1,
        }
    }
    let precision = share(right + in_part, right + in_part + wrong);
    let recall = share(right, right + in_part + missed);
    println!(
        "{right} decks before first paragraphs right, {in_part} in part, {wrong} wrong, {missed} missed: \
         precision {precision:.3}, recall {recall:.3}"
    );
    assert!(right + in_part + missed > 100, "too few of the labelled articles are there");
    assert!(precision >= 0.97 && recall >= 0.60);
}

#[test]
fn sub_headlines_in_bodies_that_the_model_never_saw_are_set_apart() {
    let Some(folder) = folder() else { return };
    let paths = paths(folder);
    let (mut right, mut wrong, mut missed, mut articles) = (0, 0, 0, 0);
    for label in held_back("subhead") {
        let Some(body) = body_of(&label, &paths) else { continue };
        let characters = |bytes: usize| body[..bytes].chars().count();
        let blocks = blocks(&body);
        let found: HashMap<usize, usize> = blocks
            .windows(2)
            .filter(|pair| pair[0].kind == BlockKind::Subhead)
            .map(|pair| (characters(pair[0].range.start), characters(pair[1].range.start)))
            .collect();
        articles += 1;
        for place in &label.places {
            let (start, seam) = place.split_once('-').unwrap_or((place, ""));
            let cut = found.get(&start.parse().unwrap());
            match seam.parse::<usize>() {
                _ if seam.starts_with('?') => {}
                // A caption may have been cut off between the paragraph's beginning and its sub-headline.
                Ok(seam) if found.values().any(|&cut| cut == seam) => right += 1,
                seam => {
                    wrong += usize::from(cut.is_some());
                    missed += usize::from(seam.is_ok());
                }
            }
        }
    }
    let (precision, recall) = (share(right, right + wrong), share(right, right + missed));
    println!(
        "{articles} articles: {right} sub-headlines right, {wrong} wrong, {missed} missed: \
         precision {precision:.3}, recall {recall:.3}"
    );
    assert!(articles > 100, "too few of the labelled articles are there: {articles}");
    assert!(precision >= 0.97 && recall >= 0.60);
}
