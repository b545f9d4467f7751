//! Reads or checks one article file. Whatever goes wrong becomes a problem of its article.

use super::Root;
use super::budget::Share;
use crate::article::{self, Article, ArticleKind, Hash, Integrity, Problem, ProblemKind, TextEncoding};
use crate::formats;
use bytemuck::{Pod, Zeroable};
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read, Seek};
use std::ops::Range;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The most that is read of a file, in bytes. Of larger files, only the beginning is read, for the front
/// matter.
pub const MAX_FILE_BYTES: u64 = 128 << 20;

/// How many bytes are read of a file larger than [`MAX_FILE_BYTES`].
const HEAD_BYTES: u64 = 1 << 20;

/// One article of a file, with what is only known when it is read.
#[derive(Debug, Default)]
pub struct ReadFile {
    pub article: Article,
    /// The article's number in the file, starting at 1; 0 if the file is a single article.
    pub entry: u32,
    /// The byte range of the article in the file; empty if the file is a single article.
    pub range: Range<u64>,
    /// The file's stamp when it was read.
    pub stamp: FileStamp,
    /// The encoding that the reader chose, if any.
    pub chosen: Option<TextEncoding>,
    /// What is known of the text, if it wasn't read.
    pub unread: Option<UnreadText>,
    /// The share of the budget, returned when this is dropped.
    pub(super) _share: Share,
}

/// What is known of a text that stays on a server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnreadText {
    /// The text's length in characters.
    pub letters: u32,
    /// The number of comments.
    pub comments: u32,
    pub kind: ArticleKind,
    /// Whether the hash of the text is known.
    pub has_hash: bool,
}

impl ReadFile {
    /// An article on a server, whose text wasn't read; `entry` is its number in the file that it was
    /// published from.
    pub fn without_text(article: Article, entry: Option<u32>, unread: UnreadText) -> Self {
        Self { article, entry: entry.unwrap_or(0), unread: Some(unread), ..Self::default() }
    }
}

impl From<Article> for ReadFile {
    /// A file of which nothing else is known.
    fn from(article: Article) -> Self {
        Self { article, ..Self::default() }
    }
}

/// What the system knows about a file without reading it, to detect later changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct FileStamp {
    /// Its size in bytes; 0 if unknown.
    size: u64,
    /// The modification time in nanoseconds since 1970; the minimum if it is unknown or too recent to rely on.
    modified: i64,
}

const UNKNOWN: i64 = i64::MIN;

/// A file modified this recently may be modified again without a change of its timestamp, whose resolution can
/// be as coarse as two seconds.
const SETTLED: Duration = Duration::from_secs(2);

impl Default for FileStamp {
    /// The stamp of a file of which nothing is known.
    fn default() -> Self {
        Self { size: 0, modified: UNKNOWN }
    }
}

impl FileStamp {
    /// The stamp of a file with this size and modification time.
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

    pub(super) fn of(metadata: &Metadata) -> Self {
        Self::new(metadata.len(), metadata.modified().ok())
    }

    /// The stamp of the same file read according to a choice of the reader, so that a changed choice counts
    /// as a change of the file. A `choice` of 0 is none.
    pub(super) fn under(self, choice: u64) -> Self {
        let modified = if self.modified == UNKNOWN { UNKNOWN } else { self.modified ^ choice.cast_signed() };
        Self { modified, ..self }
    }

    /// Whether a file with this stamp is certain to be the same as with an earlier stamp.
    pub fn is_still(self, earlier: Self) -> bool {
        earlier.modified != UNKNOWN && self == earlier
    }
}

/// Reads and parses the file at a path relative to an archive's root, in the encoding that the reader chose, if
/// any. A path that isn't valid UTF-8 is a problem. `buffer` is scratch space that can be reused.
pub fn read_article(
    root: &Root,
    path: &Path,
    chosen: Option<TextEncoding>,
    buffer: &mut Vec<u8>,
) -> ReadFile {
    OpenFile::at(root, path).read(chosen, buffer)
}

/// Frees the memory used for a giant file, so that a reused buffer doesn't keep it.
pub fn release(buffer: &mut Vec<u8>) {
    if buffer.capacity() > KEPT_BUFFER_BYTES {
        buffer.clear();
        buffer.shrink_to(KEPT_BUFFER_BYTES);
    }
}

const KEPT_BUFFER_BYTES: usize = 1 << 20;

/// A file open for reading, or the error from opening it.
#[derive(Debug)]
pub struct OpenFile<'a> {
    root: &'a Root,
    path: &'a Path,
    file: io::Result<(File, Metadata)>,
}

/// The identity of a file with several hard links: device, inode, and the encoding to read it in.
pub type LinkedFile = (u64, u64, Option<TextEncoding>);

impl<'a> OpenFile<'a> {
    /// Opens the file at a path relative to an archive's root.
    pub fn at(root: &'a Root, path: &'a Path) -> Self {
        Self { root, path, file: root.open_with_metadata(path) }
    }

    /// The identity of a file with several hard links, if it is large enough that it should be read only once.
    #[cfg(unix)]
    pub fn linked(&self, chosen: Option<TextEncoding>) -> Option<LinkedFile> {
        use std::os::unix::fs::MetadataExt;
        let (_, metadata) = self.file.as_ref().ok()?;
        let is_shared = metadata.nlink() > 1 && metadata.len() > KEPT_BUFFER_BYTES as u64;
        // A path that isn't valid UTF-8 is a problem of its own.
        (is_shared && self.path.to_str().is_some()).then(|| (metadata.dev(), metadata.ino(), chosen))
    }

    #[cfg(not(unix))]
    /// Hard links aren't detected on this system.
    pub fn linked(&self, _: Option<TextEncoding>) -> Option<LinkedFile> {
        None
    }

    /// Reads and parses the file like [`read_article`].
    pub fn read(mut self, chosen: Option<TextEncoding>, buffer: &mut Vec<u8>) -> ReadFile {
        let contents = self.load(buffer);
        self.parse(contents, chosen, buffer)
    }

    /// Reads the first bytes of the file; none if it can't be read.
    pub(super) fn beginning(&mut self, buffer: &mut Vec<u8>) {
        buffer.clear();
        if let Ok((file, _)) = &mut self.file {
            let read = file.by_ref().take(formats::SNIFFED as u64).read_to_end(buffer);
            if read.and_then(|_| file.rewind()).is_err() {
                buffer.clear();
            }
        }
    }

    /// Reads the bytes of the file into the buffer, which is empty if it can't be read.
    pub(super) fn load(&mut self, buffer: &mut Vec<u8>) -> io::Result<LoadedBytes> {
        buffer.clear();
        let nothing_left = || Err(io::Error::other("already read"));
        let (file, metadata) = std::mem::replace(&mut self.file, nothing_left())?;
        read_bytes(&file, &metadata, buffer)
    }

    /// What the file is after an attempt to load it: where that failed, an article with a problem.
    pub(super) fn parse(
        self,
        contents: io::Result<LoadedBytes>,
        chosen: Option<TextEncoding>,
        buffer: &[u8],
    ) -> ReadFile {
        let Self { root, path, .. } = self;
        let mut read = parse_contents(contents, path, chosen, buffer);
        if read.article.problems.iter().any(|problem| problem.kind == ProblemKind::Unreadable) {
            // With a stamp, the file isn't read again and again.
            read.stamp = root.stamp(path).unwrap_or(read.stamp);
        }
        if path.to_str().is_none() {
            let name = path.to_string_lossy().into_owned();
            read.article.problems.push(problem(ProblemKind::DecodedLossily, name));
        }
        read
    }
}

/// The result of checking a text against its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The text is the one that was crawled.
    Intact,
    /// The text differs from the crawled one.
    Altered,
    /// There is no stored hash to compare with.
    Unknown,
    /// The file is unreadable, too large to be read completely, or not text.
    Unreadable,
}

/// An article whose text isn't known to be the crawled one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The verdict, which is never `Intact`.
    pub verdict: Verdict,
    /// The article's id; empty if it has none.
    pub id: String,
    pub stored: Option<Hash>,
    /// The hash of the current text; `None` if it couldn't be read.
    pub computed: Option<Hash>,
}

/// Reads every byte of the file at a path relative to an archive's root and checks its text; `None` if it is
/// the one that was crawled. Uses the encoding that the reader chose, if any.
pub fn check_article(
    root: &Root,
    path: &Path,
    chosen: Option<TextEncoding>,
    buffer: &mut Vec<u8>,
) -> Option<Doubt> {
    let contents = OpenFile::at(root, path).load(buffer);
    check_bytes(path, contents, chosen, buffer)
}

/// Checks the text of a file by its bytes.
pub(super) fn check_bytes(
    path: &Path,
    contents: io::Result<LoadedBytes>,
    chosen: Option<TextEncoding>,
    buffer: &mut Vec<u8>,
) -> Option<Doubt> {
    let is_whole = matches!(contents, Ok(LoadedBytes { whole: true, .. }));
    if is_whole && chosen.is_none() && article::is_plainly_intact(buffer) {
        release(buffer);
        return None;
    }
    let read = parse_contents(contents, path, chosen, buffer);
    release(buffer);
    doubt_of(read.article)
}

/// The doubt about a freshly read article; `None` if its text is the one that was crawled.
pub fn doubt_of(article: Article) -> Option<Doubt> {
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
    contents: io::Result<LoadedBytes>,
    path: &Path,
    chosen: Option<TextEncoding>,
    buffer: &[u8],
) -> ReadFile {
    match contents {
        Ok(LoadedBytes { stamp, whole: true, share }) => {
            let article = formats::parse_file(path, buffer, chosen);
            ReadFile { article, stamp, chosen, entry: 0, range: 0..0, unread: None, _share: share }
        }
        Ok(LoadedBytes { stamp, whole: false, share }) => {
            let problem = problem(ProblemKind::TooLarge, stamp.size.to_string());
            let article = formats::parse_beginning(path, buffer, problem);
            ReadFile { article, stamp, chosen, entry: 0, range: 0..0, unread: None, _share: share }
        }
        Err(error) => ReadFile { chosen, ..unreadable(&error).into() },
    }
}

/// The article that stands for an unreadable file.
pub(super) fn unreadable(error: &io::Error) -> Article {
    Article { problems: vec![problem(ProblemKind::Unreadable, error.to_string())], ..Article::default() }
}

fn problem(kind: ProblemKind, detail: String) -> Problem {
    Problem { kind, line: None, detail: Some(detail) }
}

/// A file whose bytes were read.
pub(super) struct LoadedBytes {
    stamp: FileStamp,
    whole: bool,
    share: Share,
}

fn read_bytes(mut file: &File, metadata: &Metadata, buffer: &mut Vec<u8>) -> io::Result<LoadedBytes> {
    let size = metadata.len();
    let limit = if size > MAX_FILE_BYTES { HEAD_BYTES } else { MAX_FILE_BYTES };
    let share = Share::for_file(size.min(limit));
    // One byte more than there should be, so that a single read of nearly every file also tells where it ends.
    buffer.resize(usize::try_from(limit.min(size + 1)).unwrap_or(0), 0);
    let count = match file.read(buffer) {
        Err(error) if error.kind() != ErrorKind::Interrupted => {
            buffer.clear();
            return Err(error);
        }
        read => read.unwrap_or(0),
    };
    buffer.truncate(count);
    if count as u64 != size.min(limit) {
        // A file can grow while being read, so the limit applies to the read and not just to the earlier size.
        file.take(limit - count as u64).read_to_end(buffer)?;
    }
    Ok(LoadedBytes { stamp: FileStamp::of(metadata), whole: size <= MAX_FILE_BYTES, share })
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
    fn nothing_of_an_earlier_file_is_left_where_one_cannot_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let (root, mut buffer) = (Root::at(folder.path()), b"earlier".to_vec());
        assert!(OpenFile::at(&root, Path::new("absent.md")).load(&mut buffer).is_err());
        assert_eq!(buffer, b"");
    }

    #[test]
    fn a_file_is_read_whole_however_long_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (root, mut buffer) = (Root::at(folder.path()), Vec::new());
        for len in [0, 1, 8191, 8192, 1 << 20, 3] {
            let bytes: Vec<u8> = (0..len).map(|at| (at % 251) as u8).collect();
            std::fs::write(folder.path().join("a.md"), &bytes).unwrap();
            OpenFile::at(&root, Path::new("a.md")).load(&mut buffer).unwrap();
            assert_eq!(buffer, bytes);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_longer_than_it_is_said_to_be_is_read_whole() {
        let mut buffer = Vec::new();
        let root = Root::at(Path::new("/proc/self"));
        OpenFile::at(&root, Path::new("cmdline")).load(&mut buffer).unwrap();
        assert_eq!(buffer, std::fs::read("/proc/self/cmdline").unwrap());
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
