//! Reads one article file: whatever stands in the way becomes a problem of its article.

use crate::article::{self, Article, Problem, ProblemKind};
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

/// The most that is read of one file, in bytes. Of a larger one only the beginning is read, for its front matter.
pub const MAX_FILE_BYTES: u64 = 128 << 20;

/// How much is read of a file that is larger than [`MAX_FILE_BYTES`].
const HEAD_BYTES: u64 = 1 << 20;

/// A file as it was when it was read.
#[derive(Debug)]
pub struct ReadFile {
    /// What it says.
    pub article: Article,
    /// Its size in bytes; 0 where even that is not known.
    pub size: u64,
    /// When it was last written, where the system says so.
    pub modified: Option<SystemTime>,
}

/// Reads and parses the file at `path`. `name` is what its archive calls it: one that is not UTF-8 is a problem.
/// `buffer` is scratch space that a caller with many files can use again.
pub fn read_article(path: &Path, name: &Path, buffer: &mut Vec<u8>) -> ReadFile {
    let mut read = read_contents(path, buffer);
    if name.to_str().is_none() {
        read.article.problems.push(problem(ProblemKind::DecodedLossily, name.to_string_lossy().into_owned()));
    }
    read
}

fn read_contents(path: &Path, buffer: &mut Vec<u8>) -> ReadFile {
    match read_bytes(path, buffer) {
        Ok(Contents { size, modified, whole: true }) => {
            ReadFile { article: article::parse(buffer), size, modified }
        }
        Ok(Contents { size, modified, whole: false }) => {
            let article = article::parse_beginning(buffer, problem(ProblemKind::TooLarge, size.to_string()));
            ReadFile { article, size, modified }
        }
        Err(error) => ReadFile {
            article: Article {
                problems: vec![problem(ProblemKind::Unreadable, error.to_string())],
                ..Article::default()
            },
            size: 0,
            modified: None,
        },
    }
}

fn problem(kind: ProblemKind, detail: String) -> Problem {
    Problem { kind, line: None, detail: Some(detail) }
}

struct Contents {
    size: u64,
    modified: Option<SystemTime>,
    whole: bool,
}

fn read_bytes(path: &Path, buffer: &mut Vec<u8>) -> io::Result<Contents> {
    buffer.clear();
    let file = open_for_reading(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let size = metadata.len();
    let limit = if size > MAX_FILE_BYTES { HEAD_BYTES } else { MAX_FILE_BYTES };
    buffer.reserve(usize::try_from(size.min(limit)).unwrap_or(0) + 1);
    // A file may grow while it is read, so the limit holds for the reading and not only for the size it had.
    (&file).take(limit).read_to_end(buffer)?;
    Ok(Contents { size, modified: metadata.modified().ok(), whole: size <= MAX_FILE_BYTES })
}

/// Opens without waiting: what was a file when the folder was listed may be a pipe by now.
#[cfg(unix)]
fn open_for_reading(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path)
}

#[cfg(not(unix))]
fn open_for_reading(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(path: &Path) -> Vec<ProblemKind> {
        read_article(path, Path::new("a.md"), &mut Vec::new())
            .article
            .problems
            .iter()
            .map(|problem| problem.kind)
            .collect()
    }

    #[test]
    fn what_cannot_be_read_is_a_problem_of_the_article() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(kinds(&folder.path().join("absent.md")), [ProblemKind::Unreadable]);
        assert_eq!(kinds(folder.path()), [ProblemKind::Unreadable]);
    }

    #[test]
    fn of_a_giant_only_the_front_matter_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("giant.md");
        let head =
            format!("---\nid: 901_1\ntitle: 큰 파일\n---\n\n본문{}\n", " ".repeat(HEAD_BYTES as usize));
        std::fs::write(&path, head).unwrap();
        File::options().write(true).open(&path).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        let read = read_article(&path, Path::new("giant.md"), &mut Vec::new());
        assert_eq!(read.article.title, "큰 파일");
        assert_eq!(read.size, MAX_FILE_BYTES + 1);
        assert!(kinds(&path).contains(&ProblemKind::TooLarge));
    }
}
