//! Reads one article file: whatever stands in the way becomes a problem of its article. And checks one.

use super::Root;
use super::budget::Share;
use crate::article::{self, Article, Hash, Integrity, Problem, ProblemKind, TextEncoding};
use crate::formats;
use bytemuck::{Pod, Zeroable};
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::ops::Range;
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
    /// Which article of the file it is, from 1; 0 where the file is one article.
    pub entry: u32,
    /// Where that lies in the file, in bytes; empty where the file is one article.
    pub range: Range<u64>,
    /// What it was when it was read.
    pub stamp: Stamp,
    /// The encoding that the reader chose for it, where one was.
    pub chosen: Option<TextEncoding>,
    /// Returned to the other readers when this is let go.
    pub(super) _share: Share,
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
    /// The stamp of a file of this size that was last written at this time.
    pub(super) fn new(size: u64, modified: Option<SystemTime>) -> Self {
        let now = SystemTime::now();
        let modified =
            modified.filter(|&modified| now.duration_since(modified).map_or(true, |age| age > SETTLED));
        let nanos = |time: SystemTime| match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_nanos()).ok(),
            Err(before) => i64::try_from(before.duration().as_nanos()).ok().map(|before| -before),
        };
        Self { size, modified: modified.and_then(nanos).unwrap_or(UNKNOWN) }
    }

    /// The stamp of a file with this metadata.
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self::new(metadata.len(), metadata.modified().ok())
    }

    /// Whether a file of this stamp is certainly the one of an earlier stamp.
    pub fn is_still(self, earlier: Self) -> bool {
        earlier.modified != UNKNOWN && self == earlier
    }
}

/// Reads and parses the file at a path below an archive's folder, in the encoding that the reader chose where one was. A
/// path that is not UTF-8 is a problem. `buffer` is scratch space that a caller with many files can use again.
pub fn read_article(
    root: &Root,
    path: &Path,
    chosen: Option<TextEncoding>,
    buffer: &mut Vec<u8>,
) -> ReadFile {
    OpenFile::at(root, path).read(chosen, buffer)
}

/// Lets go of the memory that a giant file took, so that a buffer does not hold it for the rest of its life.
pub fn release(buffer: &mut Vec<u8>) {
    if buffer.capacity() > KEPT_BUFFER_BYTES {
        buffer.clear();
        buffer.shrink_to(KEPT_BUFFER_BYTES);
    }
}

const KEPT_BUFFER_BYTES: usize = 1 << 20;

/// A file that is open for reading, or why it is not.
#[derive(Debug)]
pub struct OpenFile<'a> {
    root: &'a Root,
    path: &'a Path,
    file: io::Result<(File, Metadata)>,
}

/// What a file is that has several names, and how it is read.
pub type LinkedFile = (u64, u64, Option<TextEncoding>);

impl<'a> OpenFile<'a> {
    /// Opens the file at a path below an archive's folder.
    pub fn at(root: &'a Root, path: &'a Path) -> Self {
        let open = || {
            let file = root.open(path)?;
            let metadata = file.metadata()?;
            Ok((file, metadata))
        };
        Self { root, path, file: open() }
    }

    /// What to know the file by under its other names, where it has some and is so large that it should be read once.
    #[cfg(unix)]
    pub fn linked(&self, chosen: Option<TextEncoding>) -> Option<LinkedFile> {
        use std::os::unix::fs::MetadataExt;
        let (_, metadata) = self.file.as_ref().ok()?;
        let is_shared = metadata.nlink() > 1 && metadata.len() > KEPT_BUFFER_BYTES as u64;
        // A name that is not UTF-8 is a problem of its own.
        (is_shared && self.path.to_str().is_some()).then(|| (metadata.dev(), metadata.ino(), chosen))
    }

    #[cfg(not(unix))]
    /// See above.
    pub fn linked(&self, _: Option<TextEncoding>) -> Option<LinkedFile> {
        None
    }

    /// Reads and parses it, as [`read_article`] does.
    pub fn read(self, chosen: Option<TextEncoding>, buffer: &mut Vec<u8>) -> ReadFile {
        let Self { root, path, file } = self;
        let contents = file.and_then(|(file, metadata)| read_bytes(&file, &metadata, buffer));
        let mut read = parse_contents(contents, path, chosen, buffer);
        if read.article.problems.iter().any(|problem| problem.kind == ProblemKind::Unreadable) {
            // It is not tried again and again for that.
            read.stamp = root.stamp(path).unwrap_or(read.stamp);
        }
        if path.to_str().is_none() {
            let name = path.to_string_lossy().into_owned();
            read.article.problems.push(problem(ProblemKind::DecodedLossily, name));
        }
        read
    }
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

/// Reads every byte of the file at a path below an archive's folder to tell whether its text is the one that was crawled;
/// `None` where it is. It is read in the encoding that the reader chose, where one was.
pub fn check_article(
    root: &Root,
    path: &Path,
    chosen: Option<TextEncoding>,
    buffer: &mut Vec<u8>,
) -> Option<Doubt> {
    let file = OpenFile::at(root, path).file;
    let contents = file.and_then(|(file, metadata)| read_bytes(&file, &metadata, buffer));
    let is_whole = matches!(contents, Ok(Contents { whole: true, .. }));
    if is_whole && chosen.is_none() && article::is_plainly_intact(buffer) {
        release(buffer);
        return None;
    }
    let read = parse_contents(contents, path, chosen, buffer);
    release(buffer);
    doubt_of(read.article)
}

/// What there is to doubt of an article that was read anew; `None` where its text is the one that was crawled.
pub(super) fn doubt_of(article: Article) -> Option<Doubt> {
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

fn parse_contents(
    contents: io::Result<Contents>,
    path: &Path,
    chosen: Option<TextEncoding>,
    buffer: &[u8],
) -> ReadFile {
    match contents {
        Ok(Contents { stamp, whole: true, share }) => {
            let article = formats::read_file(path, buffer, chosen);
            ReadFile { article, stamp, chosen, entry: 0, range: 0..0, _share: share }
        }
        Ok(Contents { stamp, whole: false, share }) => {
            let problem = problem(ProblemKind::TooLarge, stamp.size.to_string());
            let article = formats::read_beginning(path, buffer, problem);
            ReadFile { article, stamp, chosen, entry: 0, range: 0..0, _share: share }
        }
        Err(error) => ReadFile { chosen, ..unreadable(&error).into() },
    }
}

/// The article of a file that can't be read.
pub(super) fn unreadable(error: &io::Error) -> Article {
    Article { problems: vec![problem(ProblemKind::Unreadable, error.to_string())], ..Article::default() }
}

fn problem(kind: ProblemKind, detail: String) -> Problem {
    Problem { kind, line: None, detail: Some(detail) }
}

struct Contents {
    stamp: Stamp,
    whole: bool,
    share: Share,
}

fn read_bytes(mut file: &File, metadata: &Metadata, buffer: &mut Vec<u8>) -> io::Result<Contents> {
    buffer.clear();
    let size = metadata.len();
    let limit = if size > MAX_FILE_BYTES { HEAD_BYTES } else { MAX_FILE_BYTES };
    let share = Share::for_file(size.min(limit));
    buffer.reserve(usize::try_from(size.min(limit)).unwrap_or(0) + 1);
    // A file may grow while it is read, so the limit holds for the reading and not only for the size it had.
    file.by_ref().take(limit).read_to_end(buffer)?;
    Ok(Contents { stamp: Stamp::of(metadata), whole: size <= MAX_FILE_BYTES, share })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(folder: &Path, name: &str) -> Vec<ProblemKind> {
        let read = read_article(&Root::at(folder), Path::new(name), None, &mut Vec::new());
        read.article.problems.iter().map(|problem| problem.kind).collect()
    }

    #[test]
    fn what_cannot_be_read_is_a_problem_of_the_article() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("a folder.md")).unwrap();
        assert_eq!(kinds(folder.path(), "absent.md"), [ProblemKind::Unreadable]);
        assert_eq!(kinds(folder.path(), "a folder.md"), [ProblemKind::Unreadable]);
    }

    #[test]
    fn of_a_giant_only_the_front_matter_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("giant.md");
        let head =
            format!("---\nid: 901_1\ntitle: 큰 파일\n---\n\n본문{}\n", " ".repeat(HEAD_BYTES as usize));
        std::fs::write(&path, head).unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        let read = read_article(&Root::at(folder.path()), Path::new("giant.md"), None, &mut Vec::new());
        assert_eq!(read.article.title, "큰 파일");
        assert_eq!(read.stamp.size, MAX_FILE_BYTES + 1);
        assert!(kinds(folder.path(), "giant.md").contains(&ProblemKind::TooLarge));
    }
}
