//! The headline abbreviations: those that come with the program, and the reader's own in `abbreviations.txt`.

use super::files::{self, Folders, LibraryError};
use crate::text::hanja::Abbreviations;
use std::path::PathBuf;

/// Where the reader's own are kept, in the format of `assets/hanja/abbreviations.txt`.
pub fn abbreviations_path(folders: &Folders) -> PathBuf {
    folders.config.join("abbreviations.txt")
}

/// Reads the abbreviations. What of the reader's file can't be understood is left out, and told in the second value.
pub fn read_abbreviations(folders: &Folders) -> (Abbreviations, Option<LibraryError>) {
    let mut abbreviations = Abbreviations::built_in();
    let path = abbreviations_path(folders);
    let told = match files::read(&path) {
        Ok(None) => None,
        Ok(Some(text)) => {
            let bad_lines = abbreviations.read(&text);
            (!bad_lines.is_empty()).then_some(LibraryError::BadLines(path, bad_lines))
        }
        Err(error) => Some(error),
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
        files::write(&abbreviations_path(&folders), "# 내 것\n秋 추미애\n秋美 둘\n美 미대륙\n").unwrap();
        let (own, told) = read_abbreviations(&folders);
        let words = |hanja| own.iter().find(|&(known, _)| known == hanja).map(|(_, words)| words.join(" "));
        assert!(words('秋').is_some_and(|words| words.contains("추미애")));
        assert!(words('美').is_some_and(|words| words.contains("미국") && words.contains("미대륙")));
        assert!(matches!(told, Some(LibraryError::BadLines(_, lines)) if lines == [3]));
    }

    #[test]
    fn a_file_that_is_no_text_is_told_and_stays_where_it_is() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        std::fs::create_dir_all(&folders.config).unwrap();
        std::fs::write(abbreviations_path(&folders), [0xff, 0xfe, 0xff]).unwrap();
        let (abbreviations, told) = read_abbreviations(&folders);
        assert!(told.is_some() && abbreviations == Abbreviations::built_in());
        assert!(abbreviations_path(&folders).exists());
    }
}
