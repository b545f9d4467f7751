//! Reads one article file: whatever stands in the way becomes a problem of its article. And checks one.

use crate::article::{self, Article, Hash, Integrity, Problem, ProblemKind, TextEncoding};
use bytemuck::{Pod, Zeroable};
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The most that is read of one file, in bytes. Of a larger one only the beginning is read, for its front matter.
pub const MAX_FILE_BYTES: u64 = 128 << 20;

/// How much is read of a file that is larger than [`MAX_FILE_BYTES`].
const HEAD_BYTES: u64 = 1 << 20;

/// A file as it was when it was read.
#[derive(Debug, Default)]
pub struct ReadFile {
    /// What it says.
    pub article: Article,
    /// What it was when it was read.
    pub stamp: Stamp,
    /// The encoding that the reader chose for it, where one was.
    pub chosen: Option<TextEncoding>,
}

impl From<Article> for ReadFile {
    /// A file of which nothing else is known.
    fn from(article: Article) -> Self {
        Self { article, ..Self::default() }
    }
}

/// What the system says of a file without its being read: enough to tell later whether it has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Stamp {
    /// Its size in bytes; 0 where even that is not known.
    size: u64,
    /// When it was last written, in nanoseconds since 1970; the least number where the system does not say, or too
    /// roughly to rely on.
    modified: i64,
}

const UNKNOWN: i64 = i64::MIN;

/// A file written so shortly before it was read may have been written again within the same tick of its clock, of which
/// the coarsest have two seconds.
const SETTLED: Duration = Duration::from_secs(2);

impl Default for Stamp {
    /// That of a file of which nothing is known.
    fn default() -> Self {
        Self { size: 0, modified: UNKNOWN }
    }
}

impl Stamp {
    /// The stamp of a file with this metadata at a time.
    fn at(now: SystemTime, metadata: &Metadata) -> Self {
        let modified = metadata
            .modified()
            .ok()
            .filter(|&modified| now.duration_since(modified).map_or(true, |age| age > SETTLED));
        let nanos = |time: SystemTime| match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_nanos()).ok(),
            Err(before) => i64::try_from(before.duration().as_nanos()).ok().map(|before| -before),
        };
        Self { size: metadata.len(), modified: modified.and_then(nanos).unwrap_or(UNKNOWN) }
    }

    /// The stamp of a file now.
    pub fn of(metadata: &Metadata) -> Self {
        Self::at(SystemTime::now(), metadata)
    }

    /// Whether a file of this stamp is certainly the one of an earlier stamp.
    pub fn is_still(self, earlier: Self) -> bool {
        earlier.modified != UNKNOWN && self == earlier
    }
}

/// Reads and parses the file at `path`. `name` is what its archive calls it: one that is not UTF-8 is a problem.
/// `buffer` is scratch space that a caller with many files can use again.
pub fn read_article(path: &Path, name: &Path, buffer: &mut Vec<u8>) -> ReadFile {
    read_article_as(path, name, None, buffer)
}

/// The same in the encoding that the reader chose, where one was.
pub fn read_article_as(
    path: &Path,
    name: &Path,
    chosen: Option<TextEncoding>,
    buffer: &mut Vec<u8>,
) -> ReadFile {
    let contents = read_bytes(path, buffer);
    let mut read = parse_contents(contents, chosen, buffer);
    if read.article.problems.iter().any(|problem| problem.kind == ProblemKind::Unreadable) {
        // It is not tried again and again for that.
        read.stamp = std::fs::symlink_metadata(path).map_or(read.stamp, |metadata| Stamp::of(&metadata));
    }
    if name.to_str().is_none() {
        read.article.problems.push(problem(ProblemKind::DecodedLossily, name.to_string_lossy().into_owned()));
    }
    read
}

/// What reading a file again says of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is the text that was crawled.
    Intact,
    /// It is not.
    Altered,
    /// No hash is stored to compare with.
    Unknown,
    /// The file can't be read, or not all of it, or is no text.
    Unreadable,
}

/// A file whose text is not known to be the one that was crawled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Which of the other verdicts it is.
    pub verdict: Verdict,
    /// The article's id; empty where there is none.
    pub id: String,
    /// The hash that is stored.
    pub stored: Option<Hash>,
    /// The hash of the text that is there; `None` where it could not be read.
    pub computed: Option<Hash>,
}

/// Reads every byte of the file at `path` to tell whether its text is the one that was crawled; `None` where it is.
/// It is read in the encoding that the reader chose, where one was.
pub fn check_article(path: &Path, chosen: Option<TextEncoding>, buffer: &mut Vec<u8>) -> Option<Doubt> {
    let contents = read_bytes(path, buffer);
    let is_whole = matches!(contents, Ok(Contents { whole: true, .. }));
    if is_whole && chosen.is_none() && article::is_plainly_intact(buffer) {
        return None;
    }
    let article = parse_contents(contents, chosen, buffer).article;
    let is_unread =
        |problem: &Problem| matches!(problem.kind, ProblemKind::Unreadable | ProblemKind::TooLarge);
    let verdict = match article.integrity() {
        _ if article.problems.iter().any(is_unread) => Verdict::Unreadable,
        Integrity::Intact => return None,
        Integrity::Altered => Verdict::Altered,
        Integrity::Unknown => Verdict::Unknown,
    };
    let computed = (verdict != Verdict::Unreadable).then_some(article.computed_hash);
    Some(Doubt { verdict, id: article.id, stored: article.stored_hash, computed })
}

fn parse_contents(contents: io::Result<Contents>, chosen: Option<TextEncoding>, buffer: &[u8]) -> ReadFile {
    match contents {
        Ok(Contents { stamp, whole: true }) => {
            let article = match chosen {
                Some(encoding) => article::parse_as(buffer, encoding),
                None => article::parse(buffer),
            };
            ReadFile { article, stamp, chosen }
        }
        Ok(Contents { stamp, whole: false }) => {
            let problem = problem(ProblemKind::TooLarge, stamp.size.to_string());
            let article = article::parse_beginning(buffer, problem);
            ReadFile { article, stamp, chosen }
        }
        Err(error) => ReadFile {
            article: Article {
                problems: vec![problem(ProblemKind::Unreadable, error.to_string())],
                ..Article::default()
            },
            stamp: Stamp::default(),
            chosen,
        },
    }
}

fn problem(kind: ProblemKind, detail: String) -> Problem {
    Problem { kind, line: None, detail: Some(detail) }
}

struct Contents {
    stamp: Stamp,
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
    Ok(Contents { stamp: Stamp::of(&metadata), whole: size <= MAX_FILE_BYTES })
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
        assert_eq!(read.stamp.size, MAX_FILE_BYTES + 1);
        assert!(kinds(&path).contains(&ProblemKind::TooLarge));
    }
}
