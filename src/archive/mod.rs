//! A folder of article files and the catalogue that is read from it. Nothing here ever writes into the folder.

mod below;
mod budget;
mod cache;
mod catalogue;
mod encodings;
mod entry_file;
mod folder;
mod inside;
mod links;
mod news;
mod ordinals;
mod parts_file;
mod problems;
mod progress;
mod read;
mod read_article;
mod record;
mod revisions;
mod row;
mod searched;
mod segment;
mod source;
mod verified;
mod walk;

pub use below::Root;
pub use cache::{Cache, Cached, cache_bytes, clear_caches};
pub use catalogue::{Catalogue, CatalogueBuilder, Verdicts, Version};
pub use encodings::Encodings;
pub use entry_file::EntryFile;
pub use folder::{FolderId, Following};
pub use inside::lies_in;
pub(crate) use inside::{FileId, file_id};
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
pub use walk::{Skipped, SkippedReason, WalkReport, is_article_name, path_text, walk};

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use thiserror::Error;

/// What can be opened: a folder with everything below it, or a single file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// The folder that paths in the catalogue are relative to.
    pub folder: PathBuf,
    /// The one file to show first, where a file was opened rather than a folder.
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
    /// Looks at `path`, which is a folder or an article's file. The file's folder is the archive then.
    pub fn at(path: &Path) -> Result<Self, OpenError> {
        let failed = |reason| OpenError { path: path.to_owned(), reason };
        let full = std::path::absolute(path).map_err(|error| failed(error.into()))?;
        let kind = std::fs::metadata(&full).map_err(|error| failed(error.into()))?;
        if kind.is_dir() {
            // Listing is what fails for a folder that may be seen but not read.
            std::fs::read_dir(&full).map_err(|error| failed(error.into()))?;
            Ok(Self { folder: full, file: None })
        } else if kind.is_file() {
            let folder = full.parent().unwrap_or(Path::new("/")).to_owned();
            Ok(Self { folder, file: Some(full) })
        } else {
            Err(failed(OpenErrorReason::NotAFolder))
        }
    }

    /// Whether a file that is written to `path` would lie in the folder, also where links lead there.
    pub fn would_hold(&self, path: &Path) -> bool {
        lies_in(path, &self.folder)
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
