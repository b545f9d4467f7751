//! The headline abbreviations: the built-in ones, and the reader's own in `abbreviations.txt`.

use super::files::{self, Folders};
use crate::article::stored_text;
use crate::text::hanja::Abbreviations;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// The path of the reader's abbreviations, in the format of `assets/hanja/abbreviations.txt`.
pub fn abbreviations_path(folders: &Folders) -> PathBuf {
    folders.config.join("abbreviations.txt")
}

/// A problem with the reader's abbreviations. The valid ones are used regardless.
#[derive(Debug, Error)]
pub enum AbbreviationsError {
    /// These lines of the file, numbered from 1, are invalid.
    #[error("some lines of the abbreviations can't be understood")]
    BadLines(PathBuf, Vec<usize>),
    /// The file can't be read.
    #[error("the abbreviations can't be read")]
    Unread(PathBuf, #[source] io::Error),
}

/// Reads the abbreviations. Invalid ones in the reader's file are left out and reported in the second value.
pub fn read_abbreviations(folders: &Folders) -> (Abbreviations, Option<AbbreviationsError>) {
    let mut abbreviations = Abbreviations::built_in();
    let path = abbreviations_path(folders);
    let told = match files::read_bytes(&path, files::LARGEST) {
        // Like crawlers, editors save Korean in several encodings.
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
