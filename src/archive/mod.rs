//! Archives: a folder of article files, and the catalogue read from it. Nothing here ever writes into the
//! folder.

mod below;
mod budget;
mod cache;
mod catalogue;
mod choices;
mod crawl_log;
mod entries;
mod file_place;
mod folder;
mod groups;
mod inside;
mod key;
mod links;
mod news;
mod ordinals;
mod parts_file;
mod picture;
mod problems;
mod progress;
mod read;
mod read_article;
mod record;
mod reference;
mod remote;
mod row;
mod searched;
mod segment;
mod source;
mod text_id;
mod verified;
mod walk;

pub use below::Root;
pub(crate) use cache::words;
pub use cache::{Cache, Cached, cache_bytes, clear_caches};
pub use catalogue::{Catalogue, CatalogueBuilder, Verdicts, Version};
pub use choices::Choices;
pub use crawl_log::{
    CrawlDatabase, CrawlLog, CrawlLogError, NotStored, SkippedText, crawl_log_path, crawl_log_state,
    read_crawl_log,
};
pub use file_place::FilePlace;
pub use folder::{FolderId, Following};
pub use inside::lies_in;
pub(crate) use inside::{FileId, file_id};
pub use key::{KeyParts, is_key};
pub use links::Links;
pub use news::{Followed, Loaded};
pub use ordinals::{Ordinals, TextHash};
pub use picture::Picture;
pub use problems::{ProblemEntry, ProblemGroup, Problems, ReadTotals};
pub use progress::{Progress, Stage, VerifyProgress};
pub use read::{
    Doubt, FileStamp, LinkedFile, MAX_FILE_BYTES, OpenFile, ReadFile, UnreadText, Verdict, check_article,
    doubt_of, read_article, release,
};
pub use read_article::{Compared, ReadArticle};
pub use remote::{RemoteArticle, RemoteArticles, RemoteFound, RemoteRow, is_address};
pub use row::Row;
pub use searched::{FIRST_AUTHOR_LINE, PUBLISHER_LINE, TITLE_LINE, Texts, head_lines};
pub use segment::{Segment, SegmentBuilder};
pub use source::{OpenSource, ReadOnce, Source};
pub use verified::{Checked, VerifyReport};
pub use walk::{Skipped, SkippedReason, WalkReport, path_text, walk};

use crate::formats::{Contents, Kind, SNIFFED, contents_of};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use thiserror::Error;

/// Something that can be opened: a folder with everything below it, or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// The folder that paths in the catalogue are relative to, or the address of an index.
    pub folder: PathBuf,
    /// The path, relative to the folder, of the single file that is the whole archive.
    pub only: Option<PathBuf>,
    /// The full path of the file to show first, if a file with one article was opened.
    pub file: Option<PathBuf>,
}

/// Why a path can't be opened as an archive.
#[derive(Debug, Error)]
#[error("a path can't be opened")]
pub struct OpenError {
    /// The path as it was given.
    pub path: PathBuf,
    #[source]
    pub reason: OpenErrorReason,
}

/// The reason why a path can't be opened.
#[derive(Debug, Error)]
pub enum OpenErrorReason {
    /// It doesn't exist.
    #[error("nothing is there")]
    Absent,
    /// It exists, but this user may not read it.
    #[error("permission denied")]
    Forbidden,
    /// It is neither a folder nor a regular file.
    #[error("neither a folder nor a regular file")]
    NotAFolder,
    /// Any other I/O error.
    #[error(transparent)]
    Io(io::Error),
}

impl Archive {
    /// Opens the folder or file at `path`. A file with several articles is an archive of its own; for a file
    /// with one article, the folder that contains it is opened.
    ///
    /// # Errors
    /// If it is neither a folder nor a file, or can't be read.
    pub fn at(path: &Path) -> Result<Self, OpenError> {
        Self::opened(path, |file| kind_of_file(file).is_some())
    }

    /// Opens `path`, which must be a folder, or a file that is an archive of its own.
    ///
    /// # Errors
    /// If it is neither, or can't be read.
    pub fn of(path: &Path) -> Result<Self, OpenError> {
        Self::opened(path, |_| true)
    }

    fn opened(path: &Path, is_its_own: impl Fn(&Path) -> bool) -> Result<Self, OpenError> {
        let failed = |reason| OpenError { path: path.to_owned(), reason };
        let full = std::path::absolute(path).map_err(|error| failed(error.into()))?;
        let kind = std::fs::metadata(&full).map_err(|error| failed(error.into()))?;
        if kind.is_dir() {
            // A folder that exists but may not be read can't be listed.
            std::fs::read_dir(&full).map_err(|error| failed(error.into()))?;
            return Ok(Self { folder: full, only: None, file: None });
        }
        if !kind.is_file() {
            return Err(failed(OpenErrorReason::NotAFolder));
        }
        let folder_of = |file: &Path| file.parent().unwrap_or(Path::new("/")).to_owned();
        if !is_its_own(&full) {
            // Its folder is opened to show this file, so that it must be readable.
            beginning_of(&full).map_err(|error| failed(error.into()))?;
            return Ok(Self { folder: folder_of(&full), only: None, file: Some(full) });
        }
        // A link named by the user is followed to its file; links below a folder are not.
        let is_link = std::fs::symlink_metadata(&full).is_ok_and(|kind| kind.is_symlink());
        let full = if is_link { full.canonicalize().map_err(|error| failed(error.into()))? } else { full };
        let only = full.file_name().map(PathBuf::from);
        Ok(Self { folder: folder_of(&full), only, file: None })
    }

    /// The index at an address on a server, which takes the place of the folder's path.
    pub fn on_server(address: String) -> Self {
        Self { folder: PathBuf::from(address), only: None, file: None }
    }

    /// Whether it is an index on a server.
    pub fn is_on_server(&self) -> bool {
        is_address(&self.folder)
    }

    /// The archive's identity: its folder, the single file that it consists of, or the address of the index.
    pub fn path(&self) -> PathBuf {
        self.only.as_ref().map_or_else(|| self.folder.clone(), |only| self.folder.join(only))
    }

    /// Whether a file written to `path` would be in the archive, with links taken into account.
    pub fn would_hold(&self, path: &Path) -> bool {
        lies_in(path, &self.path())
    }
}

impl From<io::Error> for OpenErrorReason {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Absent,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            _ => Self::Io(error),
        }
    }
}

/// The kind of a file with several articles, by its name or else its first bytes; `None` if it is a single
/// article or can't be read.
pub fn kind_of_file(path: &Path) -> Option<Kind> {
    let beginning = if Kind::of(path).is_none() { beginning_of(path).ok()? } else { Vec::new() };
    match contents_of(path, &beginning, false) {
        Contents::Several(kind) => Some(kind),
        Contents::One | Contents::Nothing => None,
    }
}

/// The first bytes of a file that the user named, with links followed.
fn beginning_of(path: &Path) -> io::Result<Vec<u8>> {
    let full = path.canonicalize()?;
    let (Some(folder), Some(name)) = (full.parent(), full.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let mut beginning = Vec::new();
    Root::at(folder).open(Path::new(name))?.take(SNIFFED as u64).read_to_end(&mut beginning)?;
    Ok(beginning)
}

/// Cancels a job. Clones share one flag.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl From<Arc<AtomicBool>> for Cancel {
    /// Cancels a job by a flag that is set elsewhere.
    fn from(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }
}

impl Cancel {
    /// Tells all holders of a clone to stop when they next check.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the job has been cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_opens_no_folder() {
        let opened = |path: &str| Archive::at(Path::new(path)).map(|archive| archive.folder);
        assert!(matches!(opened("/proc/self/mem"), Err(OpenError { reason: OpenErrorReason::Io(_), .. })));
        assert_eq!(opened("/proc/self/status").ok(), Some(PathBuf::from("/proc/self")));
    }
}
