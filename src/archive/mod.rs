//! A folder of article files and the catalogue that is read from it. Nothing here ever writes into the folder.

mod below;
mod budget;
mod cache;
mod catalogue;
mod crawl_log;
mod encodings;
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
mod problems;
mod progress;
mod read;
mod read_article;
mod record;
mod row;
mod searched;
mod segment;
mod source;
mod verified;
mod walk;

pub use below::Root;
pub use cache::{Cache, Cached, cache_bytes, clear_caches};
pub use catalogue::{Catalogue, CatalogueBuilder, Verdicts, Version};
pub use crawl_log::{CrawlLogError, NotStored, crawl_log_path, read_crawl_log};
pub use encodings::Encodings;
pub use file_place::FilePlace;
pub use folder::{FolderId, Following};
pub use inside::lies_in;
pub(crate) use inside::{FileId, file_id};
pub use key::{KeyParts, is_key};
pub use links::Links;
pub use news::{Followed, Loaded};
pub use ordinals::{Ordinals, TextHash};
pub use problems::{ProblemEntry, ProblemGroup, Problems, ReadTotals};
pub use progress::{Progress, Stage, VerifyProgress};
pub use read::{
    Doubt, LinkedFile, MAX_FILE_BYTES, OpenFile, ReadFile, Stamp, Verdict, check_article, read_article,
    release,
};
pub use read_article::{Compared, ReadArticle};
pub use row::Row;
pub use searched::{FIRST_AUTHOR_LINE, PUBLISHER_LINE, TITLE_LINE, Texts, head_lines};
pub use segment::{Segment, SegmentBuilder};
pub use source::{OpenSource, ReadOnce, Source};
pub use verified::{Checked, VerifyReport};
pub use walk::{Skipped, SkippedReason, WalkReport, path_text, walk};

use crate::formats::Kind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use thiserror::Error;

/// What can be opened: a folder with everything below it, or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// The folder that paths in the catalogue are relative to.
    pub folder: PathBuf,
    /// The one file in the folder, relative to it, that is all of the archive.
    pub only: Option<PathBuf>,
    /// The full path of the file to show first, where one was opened that is one article of its folder.
    pub file: Option<PathBuf>,
}

/// Why a path can't be opened as an archive.
#[derive(Debug, Error)]
#[error("a path can't be opened")]
pub struct OpenError {
    /// The path as it was given.
    pub path: PathBuf,
    /// What stands in the way.
    #[source]
    pub reason: OpenErrorReason,
}

/// What stands in the way of opening a path.
#[derive(Debug, Error)]
pub enum OpenErrorReason {
    /// Nothing is there.
    #[error("nothing is there")]
    Absent,
    /// It is there, but this user may not read it.
    #[error("permission denied")]
    Forbidden,
    /// It is neither a folder nor a regular file.
    #[error("neither a folder nor a regular file")]
    NotAFolder,
    /// Anything else the operating system says.
    #[error(transparent)]
    Io(std::io::Error),
}

impl Archive {
    /// Looks at `path`, which is a folder or a file. A file of several articles is an archive of its own; for a file of
    /// one article it is the folder that it lies in.
    ///
    /// # Errors
    /// Where it is neither, or can't be read.
    pub fn at(path: &Path) -> Result<Self, OpenError> {
        Self::opened(path, |file| Kind::of(file).is_some())
    }

    /// Looks at `path`, which is a folder, or a file that is an archive of its own.
    ///
    /// # Errors
    /// Where it is neither, or can't be read.
    pub fn of(path: &Path) -> Result<Self, OpenError> {
        Self::opened(path, |_| true)
    }

    fn opened(path: &Path, is_its_own: impl Fn(&Path) -> bool) -> Result<Self, OpenError> {
        let failed = |reason| OpenError { path: path.to_owned(), reason };
        let full = std::path::absolute(path).map_err(|error| failed(error.into()))?;
        let kind = std::fs::metadata(&full).map_err(|error| failed(error.into()))?;
        if kind.is_dir() {
            // Listing is what fails for a folder that may be seen but not read.
            std::fs::read_dir(&full).map_err(|error| failed(error.into()))?;
            return Ok(Self { folder: full, only: None, file: None });
        }
        if !kind.is_file() {
            return Err(failed(OpenErrorReason::NotAFolder));
        }
        let folder_of = |file: &Path| file.parent().unwrap_or(Path::new("/")).to_owned();
        if !is_its_own(&full) {
            return Ok(Self { folder: folder_of(&full), only: None, file: Some(full) });
        }
        // A link that the reader named is followed to the file; below a folder none is.
        let is_link = std::fs::symlink_metadata(&full).is_ok_and(|kind| kind.is_symlink());
        let full = if is_link { full.canonicalize().map_err(|error| failed(error.into()))? } else { full };
        let only = full.file_name().map(PathBuf::from);
        Ok(Self { folder: folder_of(&full), only, file: None })
    }

    /// What it is known by: its folder, or the file that is all of it.
    pub fn path(&self) -> PathBuf {
        self.only.as_ref().map_or_else(|| self.folder.clone(), |only| self.folder.join(only))
    }

    /// Whether a file that is written to `path` would lie in the archive, also where links lead there.
    pub fn would_hold(&self, path: &Path) -> bool {
        lies_in(path, &self.path())
    }
}

impl From<std::io::Error> for OpenErrorReason {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Absent,
            std::io::ErrorKind::PermissionDenied => Self::Forbidden,
            _ => Self::Io(error),
        }
    }
}

/// Asks a job to stop. Clones share one flag.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl From<Arc<AtomicBool>> for Cancel {
    /// Stops a job by a flag that something else sets.
    fn from(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }
}

impl Cancel {
    /// Asks every holder of a clone to stop at its next look.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether someone asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
