//! The life of an open archive: list what the cache has, read what has changed since, then follow the folder.
//! In between, build the segments' postings, and write the cache for the next start.

use super::changes::{Changes, Known, find_changes, find_changes_and_damage};
use super::load::{LoadFrom, LoadProgress, load_into};
use super::presence::Presence;
use super::update::update;
use super::watch::{StartingWatch, Watch};
use crate::archive::{
    Cache, Cancel, Catalogue, CatalogueBuilder, Choices, Followed, Following, Loaded, Problems, Progress,
    Source, Stage, WalkReport,
};
use crate::engine::channel::ArchiveSender;
use crate::engine::event::{ArchiveEvent, ProgramEvent};
use crate::engine::priority::yield_to_window;
use crate::engine::query::lister::{ArchiveNews, ListInput};
use crate::search::Columns;
use crossbeam_channel::{Receiver, Sender};
use jiff::Timestamp;
use rustc_hash::FxHashSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A request to the thread of the open archive, which ends when all senders are gone.
pub(crate) enum ArchiveInput {
    /// Read files as chosen from now on, and the given ones again, by full path.
    Choices(Choices, Vec<PathBuf>),
    /// Reread some files, by ordinal, because they have changed.
    Changed(Vec<u32>),
    /// Check every file, and read what has changed or is missing, unless cancelled.
    LookAgain(Cancel),
    /// Every file was rechecked at this time.
    Checked(Timestamp),
    /// Stop building postings until something changes.
    PauseIndexing,
    /// Remove all caches in this folder, including this archive's, and stop caching it.
    ClearCaches(PathBuf),
}

/// The thread of an open folder or file: what it reads from, and where it reports to.
pub(crate) struct OpenArchive {
    pub(crate) source: Source,
    pub(crate) cache: Option<Cache>,
    /// Cancels reading; what has been read stays.
    pub(crate) cancel: Cancel,
    /// Set when another archive is opened in its place.
    pub(crate) closed: Cancel,
    pub(crate) sender: ArchiveSender,
    pub(crate) lists: Sender<ListInput>,
    pub(crate) inputs: Receiver<ArchiveInput>,
    /// Fires when a list failed because part of the cache is damaged.
    pub(crate) damage: Receiver<()>,
}

/// What is known about the archive.
pub(super) struct State {
    pub(super) builder: CatalogueBuilder,
    /// Whether its folder exists.
    pub(super) presence: Presence,
    /// The last reported way of following it.
    pub(super) following: Following,
    /// Files by path, built when first needed.
    pub(super) known: Option<Known>,
    pub(super) walk: WalkReport,
    /// True if the last full load ran to completion; otherwise a missing file doesn't mean that it was deleted.
    pub(super) is_whole: bool,
    /// When the oldest of its verdicts was reached.
    pub(super) judged: Timestamp,
    /// Whether the cache is out of date.
    pub(super) is_unsaved: bool,
    /// Whether the reader was notified that another window has locked the cache.
    pub(super) has_said_in_use: bool,
    /// How many parts have postings that the cache doesn't have yet.
    pub(super) joined: usize,
    /// The reader has stopped the building of postings, until something changes.
    pub(super) is_indexing_paused: bool,
    /// The suggestions are stale.
    pub(super) are_values_stale: bool,
}

impl OpenArchive {
    /// Runs until the archive is closed.
    pub(crate) fn run(mut self) {
        yield_to_window();
        match self.load() {
            Ok((state, watch)) => self.follow(state, watch),
            Err(error) => self.sender.program().send(ProgramEvent::NoThread(error)),
        }
    }

    pub(super) fn reading(&self) -> LoadFrom<'_> {
        let cache = self.cache.as_ref().filter(|cache| cache.is_locked());
        LoadFrom { source: &self.source, cache, cancel: &self.cancel }
    }

    /// Lists what the cache has and reads what has changed since, or reads everything.
    fn load(&mut self) -> io::Result<(State, Watch)> {
        let started = Instant::now();
        if let Some(cache) = &mut self.cache {
            // Whether it can be written matters once it is.
            let _ = cache.lock();
        }
        let mut state = State {
            builder: CatalogueBuilder::default(),
            presence: Presence::of(self.source.folder()),
            following: Following::default(),
            known: None,
            walk: WalkReport::default(),
            is_whole: false,
            judged: Timestamp::now(),
            is_unsaved: false,
            has_said_in_use: false,
            are_values_stale: true,
            joined: 0,
            is_indexing_paused: false,
        };
        let starting;
        match self.cache.as_ref().and_then(Cache::read) {
            Some(cached) => {
                let catalogue = Arc::new(cached.catalogue);
                let columns = Columns::of_parts(catalogue.clone(), &cached.parts);
                let columns = columns.filter(|columns| !columns.is_damaged());
                let columns = columns.unwrap_or_else(|| Columns::of(catalogue.clone()));
                self.list_columns(columns);
                let expected = catalogue.file_count() as usize;
                self.report_progress(Progress {
                    stage: Stage::Looking,
                    found: expected,
                    found_all: true,
                    ..Progress::default()
                });
                state.judged = cached.judged;
                // Before the files are checked, so that no change is missed; after the list, since it takes
                // time.
                starting = StartingWatch::begun(&self.source);
                self.refresh(&mut state, &catalogue)?;
            }
            None => {
                starting = StartingWatch::in_background(&self.source)?;
                let report =
                    load_into(&mut state.builder, self.reading(), |so_far| self.report_read(so_far))?;
                (state.walk, state.judged, state.is_unsaved) = (report.walk, report.judged, true);
                self.list(Arc::new(state.builder.snapshot()));
            }
        }
        self.end_load(&mut state, started.elapsed());
        Ok((state, starting.get()))
    }

    /// Checks every file and reads what has changed or is missing, reported like a load; true if anything has
    /// changed.
    pub(super) fn look_again(&self, state: &mut State) -> io::Result<bool> {
        let (started, catalogue) = (Instant::now(), state.builder.snapshot());
        let changes =
            find_changes(&self.source, &catalogue, &self.cancel, |progress| self.report_progress(progress))?;
        if !state.presence.still_holds() {
            return Ok(false);
        }
        let has_changed = !changes.is_none();
        self.apply(state, changes)?;
        if has_changed {
            self.list(Arc::new(state.builder.snapshot()));
        }
        self.end_load(state, started.elapsed());
        Ok(has_changed)
    }

    /// Reports the result of a load.
    fn end_load(&self, state: &mut State, took: Duration) {
        let cancelled = self.cancel.is_cancelled();
        state.is_whole = !cancelled;
        let catalogue = Arc::new(state.builder.snapshot());
        let problems = Problems::of(&catalogue, state.walk.clone());
        let verdicts = catalogue.verdicts();
        let loaded = Loaded { catalogue, problems, verdicts, took, at: state.judged, cancelled };
        self.send_once_listed(ArchiveEvent::Loaded(Box::new(loaded)));
    }

    fn report_progress(&self, progress: Progress) {
        self.sender.send(ArchiveEvent::Loading(progress));
    }

    /// Lists what has been read so far, and reports the progress.
    fn report_read(&self, so_far: LoadProgress) {
        self.list(Arc::new(so_far.catalogue));
        self.report_progress(so_far.progress);
    }

    fn list(&self, catalogue: Arc<Catalogue>) {
        self.publish(ArchiveNews::Catalogue(catalogue));
    }

    pub(super) fn list_columns(&self, columns: Columns) {
        self.publish(ArchiveNews::Columns(Box::new(columns)));
    }

    /// Sends an event about what was published once it is listed.
    fn send_once_listed(&self, event: ArchiveEvent) {
        self.publish(ArchiveNews::Ticket(self.sender.hold(event)));
    }

    /// Publishes the state of the archive. All its snapshots go through here.
    pub(super) fn publish(&self, input: ArchiveNews) {
        let _ = self.lists.send(ListInput::Archive(self.sender.generation, input));
    }

    /// Reads and lists whatever differs from the cache.
    pub(super) fn refresh(&self, state: &mut State, catalogue: &Catalogue) -> io::Result<()> {
        let tell = |progress| self.report_progress(progress);
        let changes = find_changes_and_damage(&self.source, catalogue, &self.cancel, tell)?;
        state.builder = CatalogueBuilder::of(catalogue.without_damaged(&changes.damaged));
        let is_damaged = !changes.damaged.is_empty();
        self.apply(state, changes)?;
        let catalogue = Arc::new(state.builder.snapshot());
        if is_damaged {
            // Rows that are already listed have changed.
            self.list_columns(Columns::of(catalogue));
        } else if state.is_unsaved {
            self.list(catalogue);
        }
        Ok(())
    }

    /// Removes what is gone and reads what is new.
    fn apply(&self, state: &mut State, mut changes: Changes) -> io::Result<()> {
        state.is_unsaved |= !changes.is_none();
        state.are_values_stale |= !changes.is_none();
        let first = state.builder.snapshot().len();
        let empty = update(&mut state.builder, self.reading(), &changes, |so_far| {
            match changes.damaged.is_empty() {
                true => self.report_read(so_far),
                // The list's basis must be rebuilt first.
                false => self.report_progress(so_far.progress),
            }
        })?;
        changes.walk.skipped.extend(empty);
        state.walk = changes.walk;
        if let Some(known) = &mut state.known {
            known.add(&state.builder.snapshot(), first);
        }
        Ok(())
    }

    /// Applies changes to the list, and reports them.
    pub(super) fn replace(&self, state: &mut State, changes: Changes) -> io::Result<()> {
        let before = state.builder.snapshot();
        let gone = changes.gone.iter().filter_map(|&gone| before.row(gone));
        let replaced: FxHashSet<_> = gone.map(|row| row.file_place()).collect();
        self.apply(state, changes)?;
        let catalogue = Arc::new(state.builder.snapshot());
        self.list(catalogue.clone());
        let is_new =
            |&ordinal: &u32| catalogue.row(ordinal).is_some_and(|row| !replaced.contains(&row.file_place()));
        let added = (before.len()..catalogue.len()).filter(is_new).collect();
        let problems = Problems::of(&catalogue, state.walk.clone());
        let verdicts = catalogue.verdicts();
        let followed = Box::new(Followed { added, catalogue, problems, verdicts });
        self.send_once_listed(ArchiveEvent::Followed(followed));
        Ok(())
    }
}
