//! The reader's own lists for counting words: stop words in `stopwords.txt`, and words that belong together in
//! `words.txt`, beside `abbreviations.txt`.

use super::AbbreviationsError;
use super::files::{self, Folders};
use crate::article::stored_text;
use crate::text::fold;
use std::io;
use std::path::{Path, PathBuf};

/// The reader's lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWords {
    /// Words that aren't counted, folded.
    pub stop: Vec<String>,
    /// Words that count as one, folded, and what they count as.
    pub compounds: Vec<(Vec<String>, String)>,
}

impl OwnWords {
    /// Adds a list of stop words, a word a line.
    fn parse_stop(&mut self, text: &str) {
        self.stop.extend(lines(text).map(|(_, line)| fold(line)));
    }

    /// Adds a list of compounds: words that count as one, a line each, or as something else: `윤 대통령 = 윤석열`.
    /// Returns the numbers of the lines that can't be understood, from 1.
    fn parse_compounds(&mut self, text: &str) -> Vec<usize> {
        let mut bad_lines = Vec::new();
        for (number, line) in lines(text) {
            let (words, name) = line.split_once('=').unwrap_or((line, line));
            let words: Vec<String> = fold(words).split_whitespace().map(str::to_owned).collect();
            let name = fold(name).split_whitespace().collect::<Vec<_>>().join(" ");
            match words.is_empty() || name.is_empty() {
                true => bad_lines.push(number),
                false => self.compounds.push((words, name)),
            }
        }
        bad_lines
    }
}

/// The lines that say something, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    (1..).zip(lines).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// The path of the reader's stop words.
pub fn stop_words_path(folders: &Folders) -> PathBuf {
    folders.config.join("stopwords.txt")
}

/// The path of the reader's compounds.
pub fn compounds_path(folders: &Folders) -> PathBuf {
    folders.config.join("words.txt")
}

/// The largest file of tokens that is read, in bytes.
const LARGEST_TOKENS: u64 = 1 << 31;

/// Reads a file of tokens that replace the words of articles.
///
/// # Errors
/// If it can't be read, or is larger than 2 GiB.
pub fn read_tokens(path: &Path) -> io::Result<String> {
    Ok(stored_text(&files::read_bytes(path, LARGEST_TOKENS)?, None).trim_start_matches('\u{feff}').to_owned())
}

/// Reads the reader's lists. What can't be read or understood is left out and reported in the second value.
pub fn read_own_words(folders: &Folders) -> (OwnWords, Vec<AbbreviationsError>) {
    let (mut own, mut told) = (OwnWords::default(), Vec::new());
    for (path, is_stop) in [(stop_words_path(folders), true), (compounds_path(folders), false)] {
        match files::read_bytes(&path, files::LARGEST) {
            Ok(bytes) => {
                let text = stored_text(&bytes, None);
                if is_stop {
                    own.parse_stop(&text);
                    continue;
                }
                let bad_lines = own.parse_compounds(&text);
                if !bad_lines.is_empty() {
                    told.push(AbbreviationsError::BadLines(path, bad_lines));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => told.push(AbbreviationsError::Unread(path, error)),
        }
    }
    (own, told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_lists_are_read_and_broken_lines_are_told() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        assert!(
            matches!(read_own_words(&folders), (own, told) if own == OwnWords::default() && told.is_empty())
        );
        std::fs::create_dir_all(&folders.config).unwrap();
        std::fs::write(stop_words_path(&folders), "# 내 것\n이번\n\nＫＴ\n").unwrap();
        std::fs::write(compounds_path(&folders), "\u{feff}달빛  마을\n한 군수 = 한가람\n = 없음\n").unwrap();
        let (own, told) = read_own_words(&folders);
        assert_eq!(own.stop, ["이번", "kt"]);
        let compounds: Vec<String> =
            own.compounds.iter().map(|(words, name)| format!("{}={name}", words.join("+"))).collect();
        assert_eq!(compounds, ["달빛+마을=달빛 마을", "한+군수=한가람"]);
        assert!(matches!(&told[..], [AbbreviationsError::BadLines(_, lines)] if lines == &[3]));
    }
}
