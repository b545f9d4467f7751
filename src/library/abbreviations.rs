//! The headline abbreviations: those that come with the program, and the reader's own in `abbreviations.txt`.

use super::files::{self, Folders};
use crate::article::stored_text;
use crate::text::hanja::Abbreviations;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Where the reader's own are kept, in the format of `assets/hanja/abbreviations.txt`.
pub fn abbreviations_path(folders: &Folders) -> PathBuf {
    folders.config.join("abbreviations.txt")
}

/// What is wrong with the reader's own; the others are used.
#[derive(Debug, Error)]
pub enum AbbreviationsError {
    /// These lines of the file, numbered from 1, can't be understood.
    #[error("some lines of the abbreviations can't be understood")]
    BadLines(PathBuf, Vec<usize>),
    /// The file can't be read.
    #[error("the abbreviations can't be read")]
    Unread(PathBuf, #[source] io::Error),
}

/// Reads the abbreviations. What of the reader's file can't be understood is left out, and told in the second value.
pub fn read_abbreviations(folders: &Folders) -> (Abbreviations, Option<AbbreviationsError>) {
    let mut abbreviations = Abbreviations::built_in();
    let path = abbreviations_path(folders);
    let told = match files::read_bytes(&path, files::LARGEST) {
        // Editors write Korean in several encodings, as crawlers do.
        Ok(bytes) => {
            let bad_lines = abbreviations.read(stored_text(&bytes, None).trim_start_matches('\u{feff}'));
            (!bad_lines.is_empty()).then_some(AbbreviationsError::BadLines(path, bad_lines))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => Some(AbbreviationsError::Unread(path, error)),
    };
    (abbreviations, told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_own_are_added_and_broken_lines_are_told() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let (built_in, told) = read_abbreviations(&folders);
        assert!(told.is_none() && built_in == Abbreviations::built_in());
        std::fs::create_dir_all(&folders.config).unwrap();
        std::fs::write(abbreviations_path(&folders), "# 내 것\n塔 가람타워\n塔美 둘\n美 미대륙\n").unwrap();
        let (own, told) = read_abbreviations(&folders);
        let words = |hanja| own.iter().find(|&(known, _)| known == hanja).map(|(_, words)| words.join(" "));
        assert!(words('塔').is_some_and(|words| words.contains("가람타워")));
        assert!(words('美').is_some_and(|words| words.contains("미국") && words.contains("미대륙")));
        assert!(matches!(told, Some(AbbreviationsError::BadLines(_, lines)) if lines == [3]));
    }

    #[test]
    fn a_file_that_cant_be_read_is_told() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        std::fs::create_dir_all(abbreviations_path(&folders)).unwrap();
        let (abbreviations, told) = read_abbreviations(&folders);
        assert!(
            matches!(told, Some(AbbreviationsError::Unread(..)))
                && abbreviations == Abbreviations::built_in()
        );
    }
}
