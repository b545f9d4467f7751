//! The doors between the rooms of `src/`: who may use whom, who may name which library, and how files begin.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up: each may use only those that stand before it.
const ROOMS: [&str; 13] = [
    "text", "article", "formats", "archive", "library", "search", "stories", "export", "engine", "view",
    "ui", "app", "cli",
];

/// Who opens files: what lies in an archive is opened by `archive/below/` alone, so that no link is followed out of it. The
/// others open what is the program's, the reader's or the system's own.
const OPENERS: &[&str] = &[
    "archive/below/",
    "archive/cache",
    "archive/parts_file.rs",
    "cli/export.rs",
    "library/",
    "export/target",
    "engine/instance.rs",
];

/// What only some places may name, and which.
const DOORS: [(&str, &[&str]); 13] = [
    ("serde_yaml", &["article/front_matter/", "library/settings.rs"]),
    ("similar::", &["article/comparison/"]),
    ("rusqlite::", &["library/store/"]),
    ("egui", &["ui/", "app/"]),
    ("eframe", &["app/"]),
    ("Color32::from_", &["ui/theme.rs"]),
    ("thread::", &["engine/"]),
    ("rfd::", &["engine/door.rs"]),
    ("File::open", OPENERS),
    ("File::options", OPENERS),
    ("OpenOptions", OPENERS),
    ("fs::read(", OPENERS),
    ("fs::read_to_string", OPENERS),
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut pending = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                sources.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources
}

/// The lines that are code: without comments, and without the tests at the end of the file.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn no_room_uses_one_that_stands_above_it() {
    for (name, text) in sources() {
        let Some((room, _)) = name.split_once('/') else { continue };
        let own = ROOMS
            .iter()
            .position(|&known| known == room)
            .unwrap_or_else(|| panic!("{room} is not in the plan"));
        for above in &ROOMS[own + 1..] {
            let used = code(&text).find(|line| line.contains(&format!("crate::{above}")));
            assert_eq!(used, None, "{name} uses {above}");
        }
    }
}

/// Whether a line has a word, and not only another one that ends like it.
fn names(line: &str, word: &str) -> bool {
    let begins = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric());
    line.match_indices(word).any(|(at, _)| begins(at))
}

#[test]
fn each_library_has_its_door() {
    for (name, text) in sources() {
        for (word, places) in DOORS {
            if !places.iter().any(|place| name.starts_with(place)) {
                assert_eq!(code(&text).find(|line| names(line, word)), None, "{name} names {word}");
            }
        }
    }
}

#[test]
fn every_file_says_first_what_it_is() {
    for (name, text) in sources() {
        assert!(text.starts_with("//! "), "{name}");
    }
}
