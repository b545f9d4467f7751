//! The archive generator: its files have the crawler's format, and those it reports as damaged are damaged.

#[path = "../../examples/generate/archive/mod.rs"]
mod archive;

use archive::Plan;
use seogo::archive::{Cancel, Row};
use seogo::article::{Article, Integrity};
use seogo::engine::load;
use seogo::formats::parse_file;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Parses a file's bytes, as Markdown if the crawler didn't write it.
pub(crate) fn parse(bytes: &[u8]) -> Article {
    parse_file(Path::new("a.md"), bytes, None)
}

/// Generates an archive of this many files, and returns the damaged ones.
pub(crate) fn generate(folder: &Path, articles: usize, damage: f64) -> BTreeSet<PathBuf> {
    let damaged = Plan { articles, seed: 7, damage }.write(folder, 2).unwrap();
    damaged.into_iter().map(|(path, _)| path).collect()
}

fn is_sound(row: &Row<'_>) -> bool {
    row.problem_count() == 0 && row.integrity() == Integrity::Intact
}

#[test]
fn every_generated_file_is_sound_but_exactly_the_damaged_ones() {
    let folder = tempfile::tempdir().unwrap();
    let damaged = generate(folder.path(), 300, 0.2);
    let report = load(folder.path(), &Cancel::default(), |_| {}).unwrap();
    assert_eq!(report.catalogue.len(), 300);
    assert_eq!(report.walk.skipped, []);
    let rows = report.catalogue.rows();
    let unsound: BTreeSet<PathBuf> =
        rows.filter(|row| !is_sound(row)).map(|row| row.file_path().to_owned()).collect();
    assert!(damaged.len() > 30);
    assert_eq!(unsound, damaged);
}

#[test]
fn an_undamaged_archive_has_revisions_copies_hanja_and_both_forms() {
    let folder = tempfile::tempdir().unwrap();
    assert!(generate(folder.path(), 300, 0.0).is_empty());
    let catalogue = load(folder.path(), &Cancel::default(), |_| {}).unwrap().catalogue;
    assert!(catalogue.rows().all(|row| is_sound(&row)));
    assert!(catalogue.article_count() < catalogue.len());
    let any = |wanted: &dyn Fn(&Row<'_>) -> bool| catalogue.rows().any(|row| wanted(&row));
    assert!(any(&|row| row.comments() > 0));
    assert!(any(&|row| row.title().contains(['與', '野', '美', '中', '日'])));
    let stored = |row: &Row<'_>| fs::read_to_string(folder.path().join(row.file_path())).unwrap();
    assert!(any(&|row| stored(row).contains("&quot;")));
    assert!(any(&|row| row.title().contains('"') && stored(row).contains(row.title())));
}

#[test]
fn the_same_seed_gives_the_same_files() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    generate(first.path(), 60, 0.1);
    Plan { articles: 60, seed: 7, damage: 0.1 }.write(second.path(), 1).unwrap();
    let files = |folder: &Path| {
        let mut files = Vec::new();
        seogo::archive::walk(folder, Path::new(""), &Cancel::default(), |path| {
            files.push((fs::read(folder.join(&path)).unwrap(), path));
        });
        files.sort();
        files
    };
    assert_eq!(files(first.path()).len(), 60);
    assert!(files(first.path()) == files(second.path()));
}
