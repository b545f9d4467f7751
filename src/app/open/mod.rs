//! The open archive, as far as the engine has reported on it. One value, dropped as a whole when another is opened.

mod integrity;

use crate::archive::{Archive, Catalogue, Following, Loaded, Progress};
use crate::search::{Counts, FieldValues};
use crate::view::{self, Lang};
use integrity::Integrity;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An open archive.
pub(super) struct Open {
    pub(super) archive: Archive,
    /// How far the load has come, while there is one.
    pub(super) progress: Option<Progress>,
    /// What the load came to, once it is over.
    pub(super) loaded: Option<Box<Loaded>>,
    /// The number of problems, once known.
    pub(super) problems: Option<usize>,
    pub(super) integrity: Integrity,
    /// How its folder is followed, and whether that is there.
    pub(super) following: Following,
    pub(super) indexing: Option<Indexing>,
    /// The values of its fields, which the search field suggests.
    pub(super) values: Arc<FieldValues>,
    /// How many articles stand on each shelf, once they are counted.
    pub(super) counts: Option<Counts>,
}

/// How many parts of the archive have posting lists, of how many, while they are made.
#[derive(Clone, Copy)]
pub(super) struct Indexing {
    done: usize,
    all: usize,
}

/// Work that can be running on an archive; 'stop' cancels the first that is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    Checking,
    Loading,
    Indexing,
}

impl Open {
    /// An archive of which nothing has been read yet.
    pub(super) fn new(archive: Archive) -> Self {
        Self {
            archive,
            progress: Some(Progress::default()),
            loaded: None,
            problems: None,
            integrity: Integrity::default(),
            following: Following::default(),
            indexing: None,
            values: Arc::default(),
            counts: None,
        }
    }

    /// The folder that paths of the archive are relative to.
    pub(super) fn folder(&self) -> &Path {
        &self.archive.folder
    }

    /// What the archive is known by: its folder, or the file that is all of it.
    pub(super) fn path(&self) -> PathBuf {
        self.archive.path()
    }

    /// The name of the folder or file, in one line.
    pub(super) fn name(&self) -> String {
        let path = self.path();
        view::one_line(&path.file_name().unwrap_or_default().to_string_lossy())
    }

    /// The full path of an article's file.
    pub(super) fn path_of(&self, catalogue: &Catalogue, ordinal: u32) -> Option<PathBuf> {
        Some(self.archive.folder.join(catalogue.row(ordinal)?.file_path()))
    }

    /// Whether no load is under way.
    pub(super) fn is_settled(&self) -> bool {
        self.progress.is_none()
    }

    pub(super) fn on_loaded(&mut self, loaded: Box<Loaded>) {
        self.progress = None;
        self.problems = Some(loaded.problems.concerns());
        self.integrity.on_verdicts(loaded.verdicts);
        self.integrity.on_looked(loaded.at);
        self.loaded = Some(loaded);
    }

    /// Whether the folder is not there at the moment.
    pub(super) fn is_folder_gone(&self) -> bool {
        matches!(self.following, Following::Gone { .. })
    }

    pub(super) fn on_indexing(&mut self, done: usize, all: usize) {
        // A moment's work is not worth a line.
        self.indexing = (all > 2).then_some(Indexing { done, all });
    }

    /// Takes the problems and verdicts that there are after files have changed.
    pub(super) fn on_followed(
        &mut self,
        catalogue: Arc<Catalogue>,
        problems: crate::archive::Problems,
        verdicts: crate::archive::Verdicts,
    ) {
        self.problems = Some(problems.concerns());
        self.integrity.on_verdicts(verdicts);
        if let Some(loaded) = &mut self.loaded {
            (loaded.catalogue, loaded.problems) = (catalogue, problems);
        }
        self.progress = None;
    }

    /// Holds the catalogue that is listed in place of the loaded one once nothing is read: the same files may have been
    /// packed anew, and two packings would take twice the memory.
    pub(super) fn share(&mut self, catalogue: &Arc<Catalogue>) {
        if let Some(loaded) = self.loaded.as_mut().filter(|_| self.progress.is_none()) {
            loaded.catalogue = catalogue.clone();
        }
    }

    /// Gives up what was under way: the system has no thread for it.
    pub(super) fn on_no_thread(&mut self) {
        self.progress = None;
        self.integrity.checking = None;
    }

    /// What is under way.
    pub(super) fn work(&self) -> Option<Work> {
        if self.integrity.checking.is_some() {
            Some(Work::Checking)
        } else if self.progress.is_some() {
            Some(Work::Loading)
        } else {
            self.indexing.map(|_| Work::Indexing)
        }
    }

    /// The line under the list while something is under way.
    pub(super) fn status(&self, lang: Lang) -> String {
        match (self.progress, self.integrity.checking, self.indexing) {
            (Some(progress), _, _) => view::progress_text(progress, lang),
            (None, Some(checking), _) => view::verify_progress_text(checking, lang),
            (None, None, Some(Indexing { done, all })) if !self.is_folder_gone() => {
                view::joining_text(done, all, lang)
            }
            (None, None, _) => view::following_text(self.following, lang),
        }
    }

    /// How much of what is under way is done, from 0 to 1.
    pub(super) fn share_done(&self) -> Option<f32> {
        let loaded = self.progress.map(|progress| (progress.done, progress.found));
        let checked = self.integrity.checking.map(|checking| (checking.checked, checking.found));
        let indexed = self.indexing.map(|indexing| (indexing.done, indexing.all));
        let (done, all) = loaded.or(checked).or(indexed)?;
        Some(done as f32 / all.max(1) as f32)
    }
}
