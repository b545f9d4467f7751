//! The open archive as reported by the engine: a single value, dropped as a whole when another archive is
//! opened.

mod integrity;

use crate::archive::{Archive, Catalogue, Following, Loaded, Progress};
use crate::search::{Counts, FieldValues, Listing};
use crate::view::{self, Lang};
use integrity::OpenIntegrity;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An open archive.
pub(super) struct Open {
    pub(super) archive: Archive,
    /// The progress of a running load.
    pub(super) progress: Option<Progress>,
    /// The result of the finished load.
    pub(super) loaded: Option<Box<Loaded>>,
    /// The number of problems, once known.
    pub(super) problems: Option<usize>,
    pub(super) integrity: OpenIntegrity,
    /// How the folder is followed, and whether it exists.
    pub(super) following: Following,
    pub(super) indexing: Option<Indexing>,
    /// The values of its fields, for the search field's suggestions.
    pub(super) values: Arc<FieldValues>,
    /// How many articles each shelf has, once counted.
    pub(super) counts: Option<Counts>,
}

/// The progress of building postings: parts done, and parts in total.
#[derive(Clone, Copy)]
pub(super) struct Indexing {
    done: usize,
    all: usize,
}

/// A job that can run on an archive; the stop command cancels the first that is running.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenWork {
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
            integrity: OpenIntegrity::default(),
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

    /// The archive's identity: its folder, or the single file that it consists of.
    pub(super) fn path(&self) -> PathBuf {
        self.archive.path()
    }

    /// The name of the folder or file, or host and name of the index, on one line.
    pub(super) fn name(&self) -> String {
        let path = self.path();
        if self.archive.is_on_server() {
            let address = path.to_string_lossy();
            return view::one_line(address.split_once("://").map_or(&*address, |(_, rest)| rest));
        }
        view::one_line(&path.file_name().unwrap_or_default().to_string_lossy())
    }

    /// What was passed over, if nothing else explains why no article is listed.
    pub(super) fn passed_over(&self, listing: &Listing, lang: Lang) -> Option<String> {
        let loaded = self.loaded.as_ref().filter(|_| listing.is_empty())?;
        let tables = loaded.problems.without_articles().count();
        let tables = (tables > 0).then(|| lang.tables_without_articles(tables));
        let others = view::passed_over_text(&loaded.problems, lang);
        let texts: Vec<String> = tables.into_iter().chain(others).collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    }

    /// The tables and JSON in which no article was found, if there is no article at all.
    pub(super) fn without_articles(&self) -> impl Iterator<Item = &Path> {
        let loaded = self.loaded.as_ref().filter(|loaded| loaded.catalogue.is_empty());
        loaded.into_iter().flat_map(|loaded| loaded.problems.without_articles())
    }

    /// Whether files without an extension were passed over, which could be read as plain text.
    pub(super) fn has_other_texts(&self) -> bool {
        let problems = self.loaded.as_ref().map(|loaded| &loaded.problems);
        problems
            .is_some_and(|problems| problems.passed_over().iter().any(|(extension, _)| extension.is_empty()))
    }

    /// The full path of an article's file.
    pub(super) fn path_of(&self, catalogue: &Catalogue, ordinal: u32) -> Option<PathBuf> {
        Some(self.archive.folder.join(catalogue.row(ordinal)?.file_path()))
    }

    /// Whether no load is running.
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

    /// Whether the folder is currently missing, or the server out of reach.
    pub(super) fn is_gone(&self) -> bool {
        matches!(self.following, Following::Gone { .. } | Following::Unreachable { .. })
    }

    /// Why no article can be read at the moment.
    pub(super) fn absence(&self, lang: Lang) -> Option<&'static str> {
        match self.following {
            Following::Gone { .. } => Some(lang.folder_gone_notice()),
            Following::Unreachable { .. } => Some(lang.server_gone_notice()),
            Following::Notified | Following::Polling | Following::BeingPublished => None,
        }
    }

    pub(super) fn on_indexing(&mut self, done: usize, all: usize) {
        // Too quick to be worth a status line.
        self.indexing = (all > 2).then_some(Indexing { done, all });
    }

    /// Updates the problems and verdicts after files have changed.
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

    /// Once no load is running, holds the listed catalogue instead of the loaded one: the same files may have
    /// been repacked, and holding both would take twice the memory.
    pub(super) fn share(&mut self, catalogue: &Arc<Catalogue>) {
        if let Some(loaded) = self.loaded.as_mut().filter(|_| self.progress.is_none()) {
            loaded.catalogue = catalogue.clone();
        }
    }

    /// Drops the running jobs: the system can't start a thread for them.
    pub(super) fn on_no_thread(&mut self) {
        self.progress = None;
        self.integrity.checking = None;
    }

    /// The running job.
    pub(super) fn work(&self) -> Option<OpenWork> {
        if self.integrity.checking.is_some() {
            Some(OpenWork::Checking)
        } else if self.progress.is_some() {
            Some(OpenWork::Loading)
        } else {
            self.indexing.map(|_| OpenWork::Indexing)
        }
    }

    /// The status line while a job is running.
    pub(super) fn status(&self, lang: Lang) -> String {
        match (self.progress, self.integrity.checking, self.indexing) {
            (Some(progress), _, _) => view::progress_text(progress, lang),
            (None, Some(checking), _) => view::verify_progress_text(checking, lang),
            (None, None, Some(Indexing { done, all })) if !self.is_gone() => {
                view::joining_text(done, all, lang)
            }
            (None, None, _) => match view::following_text(self.following, lang) {
                text if text.is_empty() && self.archive.is_on_server() => self.name(),
                text => text,
            },
        }
    }

    /// The running job's progress, from 0 to 1.
    pub(super) fn share_done(&self) -> Option<f32> {
        let loaded = self.progress.map(|progress| (progress.done, progress.found));
        let checked = self.integrity.checking.map(|checking| (checking.checked, checking.found));
        let indexed = self.indexing.map(|indexing| (indexing.done, indexing.all));
        let (done, all) = loaded.or(checked).or(indexed)?;
        Some(done as f32 / all.max(1) as f32)
    }
}
