//! How well glued sub-headlines are set apart, measured on labels that the model did not learn from.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use seogo::article::{blocks, parse};
use sha2::{Digest, Sha256};

use crate::real_archive::folder;

/// What a reader marked in one body, in characters.
struct Label {
    id: String,
    hash: String,
    /// Where the glued text ends.
    end: usize,
    sure: BTreeSet<usize>,
    unsure: BTreeSet<usize>,
}

/// The labels of a kind that were kept from the model.
fn held_back(kind: &str) -> Vec<Label> {
    let lines = include_str!("../../assets/lines/labels.tsv").lines();
    let rows = lines.filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row[..2] == [kind, "test"]).map(|row| label(&row)).collect()
}

fn label(row: &[&str]) -> Label {
    let places: Vec<&str> = row[4].split(',').collect();
    let number = |place: &&str| place.trim_start_matches('?').parse::<usize>().unwrap();
    let (unsure, sure): (Vec<&str>, Vec<&str>) = places[1..].iter().partition(|place| place.starts_with('?'));
    Label {
        id: row[2].to_owned(),
        hash: row[3].to_owned(),
        end: number(&places[0]),
        sure: sure.iter().map(number).collect(),
        unsure: unsure.iter().map(number).collect(),
    }
}

/// The body that a label is of, if the archive has it as it was.
fn body_of(label: &Label, paths: &HashMap<String, PathBuf>) -> Option<String> {
    let body = parse(&std::fs::read(paths.get(&label.id)?).unwrap()).body;
    let hash: String = Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
    (hash == label.hash).then_some(body)
}

/// Where blocks of the body begin, in characters.
fn beginnings(body: &str) -> BTreeSet<usize> {
    blocks(body).into_iter().map(|block| body[..block.range.start].chars().count()).collect()
}

#[test]
fn the_lines_of_decks_that_the_model_never_saw_are_set_apart() {
    let Some(folder) = folder() else { return };
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let id = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().chars().take(14).collect();
    let paths: HashMap<String, PathBuf> = paths.map(|path| (id(&path), path)).collect();
    let (mut right, mut wrong, mut missed, mut whole, mut decks) = (0, 0, 0, 0, 0);
    for label in held_back("deck") {
        let Some(body) = body_of(&label, &paths) else { continue };
        let cuts: BTreeSet<usize> =
            beginnings(&body).into_iter().filter(|&at| at > 0 && at < label.end).collect();
        decks += 1;
        right += cuts.intersection(&label.sure).count();
        wrong += cuts.iter().filter(|at| !label.sure.contains(at) && !label.unsure.contains(at)).count();
        missed += label.sure.difference(&cuts).count();
        whole += usize::from(cuts.difference(&label.unsure).eq(&label.sure));
    }
    let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    let (precision, recall) = (share(right, right + wrong), share(right, right + missed));
    println!(
        "{decks} decks: {right} right, {wrong} wrong, {missed} missed: precision {precision:.3}, \
         recall {recall:.3}, whole decks {:.3}",
        share(whole, decks)
    );
    assert!(decks > 100, "too few of the labelled articles are there: {decks}");
    assert!(precision >= 0.97 && share(whole, decks) >= 0.78);
}
