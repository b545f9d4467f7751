//! Follows an open archive until it is closed: changes in its folder become changes of its catalogue.

use super::changes::{Changes, Known, find_changes, without_article};
use super::heap::give_back_memory;
use super::open::{ArchiveInput, OpenArchive, State};
use super::presence::Seen;
use super::watch::{Happened, Watch};
use crate::archive::{
    Archive, Catalogue, CatalogueBuilder, Following, OpenError, OpenErrorReason, cache_bytes, clear_caches,
};
use crate::engine::event::{ArchiveEvent, ProgramEvent};
use crate::formats::Kind;
use crate::formats::is_article_name;
use crate::search::Columns;
use crossbeam_channel::{Receiver, after, never, select_biased};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long an archive must be quiet before its cache is updated.
const QUIET: Duration = Duration::from_secs(5);

/// The longest wait for that if it is never quiet.
const LONGEST: Duration = Duration::from_secs(60);

/// By then, the window and the other threads have switched from the previous packing to the latest.
const OTHERS_LET_GO: Duration = Duration::from_secs(1);

/// What to do next.
enum Due {
    Input(ArchiveInput),
    /// Reread what another program has damaged in the cache.
    Damage,
    /// Check what has happened in the folder.
    Look,
    LookForFolder,
    Notified(notify::Result<notify::Event>),
    WatcherDied,
    GiveBack,
    Tidy,
}

/// The due times of background work.
struct Timers {
    tidy: Option<Instant>,
    /// Since when there has been something to tidy up.
    untidy_since: Option<Instant>,
    /// When to return freed memory.
    give_back: Option<Instant>,
}

impl Timers {
    /// Schedules tidying for when the archive is quiet.
    fn on_changed(&mut self) {
        let latest = *self.untidy_since.get_or_insert_with(Instant::now) + LONGEST;
        self.tidy = Some((Instant::now() + QUIET).min(latest));
    }

    fn on_tidied(&mut self, is_more: bool) {
        self.tidy = is_more.then(Instant::now);
        self.untidy_since = None;
        self.give_back.get_or_insert_with(|| Instant::now() + OTHERS_LET_GO);
    }
}

impl OpenArchive {
    /// Follows the archive's folder until it is closed.
    pub(super) fn follow(&mut self, mut state: State, mut watch: Watch) {
        self.cancel = self.closed.clone();
        self.report_following(&mut state, &watch);
        let mut timers = Timers { tidy: Some(Instant::now()), untidy_since: None, give_back: None };
        while let Some(step) = self.wait(&state, &watch, &timers) {
            let result = match step {
                Due::Input(ArchiveInput::PauseIndexing) => {
                    (timers.tidy, state.is_indexing_paused) = (Some(Instant::now()), true);
                    continue;
                }
                Due::Input(input) => self.on_input(&mut state, &mut watch, input),
                Due::Damage => self.on_damage(&mut state),
                Due::Look => {
                    let (happened, begun) = (watch.take(), Instant::now());
                    let result = self.on_happened(&mut state, &mut watch, happened);
                    watch.resume(begun.elapsed());
                    result
                }
                Due::LookForFolder => self.on_happened(&mut state, &mut watch, Happened::default()),
                Due::Notified(event) => {
                    watch.on_event(event);
                    self.report_following(&mut state, &watch);
                    continue;
                }
                Due::WatcherDied => {
                    watch.poll();
                    self.report_following(&mut state, &watch);
                    continue;
                }
                Due::GiveBack => {
                    timers.give_back = None;
                    give_back_memory();
                    continue;
                }
                Due::Tidy => {
                    timers.on_tidied(self.tidy(&mut state));
                    continue;
                }
            };
            match result {
                Ok(true) => {
                    state.is_indexing_paused = false;
                    timers.on_changed();
                }
                Ok(false) => {}
                Err(error) => self.sender.program().send(ProgramEvent::NoThread(error)),
            }
        }
    }

    /// Waits for the next step; `None` once the archive is closed. Steps that someone is waiting for come
    /// first.
    fn wait(&self, state: &State, watch: &Watch, timers: &Timers) -> Option<Due> {
        select_biased! {
            recv(self.inputs) -> input => input.ok().map(Due::Input),
            recv(self.damage) -> _ => Some(Due::Damage),
            recv(watch.timer()) -> _ => Some(Due::Look),
            recv(at(Some(state.presence.due()))) -> _ => Some(Due::LookForFolder),
            recv(watch.events()) -> event => Some(event.map_or(Due::WatcherDied, Due::Notified)),
            recv(at(timers.give_back)) -> _ => Some(Due::GiveBack),
            recv(at(timers.tidy)) -> _ => Some(Due::Tidy),
        }
    }

    /// Rereads what another program has damaged in the cache.
    fn on_damage(&self, state: &mut State) -> io::Result<bool> {
        let catalogue = state.builder.snapshot();
        state.known = None;
        if state.presence.still_holds() {
            self.refresh(state, &catalogue)?;
        } else {
            // The articles will be read when the folder is back.
            let damaged = catalogue.damaged(&self.cancel, |_| {});
            state.builder = CatalogueBuilder::of(catalogue.without_damaged(&damaged));
        }
        self.list_columns(Columns::of(Arc::new(state.builder.snapshot())));
        state.is_unsaved = true;
        Ok(true)
    }

    /// Handles a request from another thread; true if anything has changed.
    fn on_input(&mut self, state: &mut State, watch: &mut Watch, input: ArchiveInput) -> io::Result<bool> {
        match input {
            ArchiveInput::Choices(choices, paths) => {
                self.source.set_choices(choices);
                let folder = self.source.folder();
                let paths = paths.iter().filter_map(|path| path.strip_prefix(folder).ok());
                let paths = paths.filter(|path| self.source.has(path));
                let happened = Happened::To(paths.map(Path::to_owned).collect());
                self.on_happened(state, watch, happened)
            }
            // While the folder is missing, nothing is known about its files.
            ArchiveInput::Changed(_) | ArchiveInput::Checked(_) if !self.is_here(state, watch) => Ok(false),
            ArchiveInput::Changed(changed) => {
                let catalogue = state.builder.snapshot();
                let changed = changed.into_iter().filter(|&ordinal| !catalogue.is_gone(ordinal));
                let rows = changed.filter_map(|ordinal| catalogue.row(ordinal));
                let files: BTreeSet<PathBuf> = rows.map(|row| row.file_path().to_owned()).collect();
                let mut fresh = Vec::from_iter(files);
                let known = state.known.get_or_insert_with(|| Known::of(&catalogue));
                let gone = known.rows_of_all(&catalogue, &fresh);
                fresh.retain(|path| std::fs::symlink_metadata(self.source.folder().join(path)).is_ok());
                let walk = state.walk.clone();
                self.replace(state, Changes { gone, fresh, walk, damaged: Vec::new() })?;
                Ok(true)
            }
            ArchiveInput::ClearCaches(caches) => {
                self.cache = None;
                self.sender.program().send(ProgramEvent::CachesMeasured(cleared(&caches)));
                Ok(false)
            }
            ArchiveInput::LookAgain(_) if !self.is_here(state, watch) => {
                self.sender.program().send(ProgramEvent::OpenFailed(self.absence()));
                Ok(false)
            }
            ArchiveInput::LookAgain(cancel) => {
                // Whatever state the watch is in, the reader wants to see what is there.
                *watch = Watch::start(&self.source);
                self.report_following(state, watch);
                self.cancel = cancel;
                let result = self.look_again(state);
                self.cancel = self.closed.clone();
                result
            }
            ArchiveInput::PauseIndexing => Ok(false),
            ArchiveInput::Checked(at) => {
                state.judged = at;
                state.is_unsaved = true;
                Ok(true)
            }
        }
    }

    /// Whether the folder exists; reports changes of that. A folder that is back is watched again and soon
    /// checked as a whole.
    fn is_here(&self, state: &mut State, watch: &mut Watch) -> bool {
        match state.presence.look() {
            Seen::Same => {}
            Seen::Returned => *watch = Watch::start_late(&self.source),
            Seen::Gone { since } => {
                watch.poll();
                self.report(state, Following::Gone { since });
                return false;
            }
        }
        self.report_following(state, watch);
        true
    }

    /// Reports how the existing folder is followed, if that has changed.
    fn report_following(&self, state: &mut State, watch: &Watch) {
        self.report(state, if watch.is_polling() { Following::Polling } else { Following::Notified });
    }

    fn report(&self, state: &mut State, following: Following) {
        if std::mem::replace(&mut state.following, following) != following {
            self.sender.send(ArchiveEvent::Following(following));
        }
    }

    /// Why the missing folder can't be read.
    fn absence(&self) -> OpenError {
        let folder = self.source.folder();
        let absent = |_| OpenError { path: folder.to_owned(), reason: OpenErrorReason::Absent };
        Archive::at(folder).map_or_else(|error| error, absent)
    }

    /// Reads whatever has changed; true if anything has. While the folder is missing, everything stays as it
    /// was.
    fn on_happened(&self, state: &mut State, watch: &mut Watch, happened: Happened) -> io::Result<bool> {
        if !self.is_here(state, watch) || !state.is_whole {
            return Ok(false);
        }
        if happened.is_of_folder() {
            // Watches end with the folder they were set on.
            *watch = Watch::start(&self.source);
        }
        let catalogue = state.builder.snapshot();
        let changes = match happened {
            Happened::To(paths) => self.changes_of(state, &catalogue, paths),
            Happened::Anything => None,
        };
        let changes = match changes {
            Some(changes) => changes,
            // This happens again and again, so progress isn't reported.
            None => find_changes(&self.source, &catalogue, &self.cancel, |_| {})?,
        };
        // Missing files may have been missing along with the whole folder.
        if changes.is_none() || !state.presence.still_holds() {
            return Ok(false);
        }
        let is_of_several = changes.fresh.iter().any(|path| Kind::of(path).is_some());
        let begun = Instant::now();
        self.replace(state, changes)?;
        if is_of_several {
            watch.rest(begun.elapsed());
        }
        Ok(true)
    }

    /// The changes of some paths, and below those that are folders; `None` if one of them is the archive's own
    /// folder.
    fn changes_of(
        &self,
        state: &mut State,
        catalogue: &Catalogue,
        mut paths: BTreeSet<PathBuf>,
    ) -> Option<Changes> {
        if paths.is_empty() {
            return Some(Changes::default());
        }
        let known = &*state.known.get_or_insert_with(|| Known::of(catalogue));
        let mut changes = Changes { walk: state.walk.clone(), ..Changes::default() };
        let kind_of = |path: &PathBuf| {
            std::fs::symlink_metadata(self.source.folder().join(path)).map(|metadata| metadata.file_type())
        };
        let is_folder = |path: &PathBuf| kind_of(path).is_ok_and(|kind| kind.is_dir());
        if paths.contains(Path::new("")) {
            return None;
        }
        let mut folders: Vec<PathBuf> = paths.extract_if(.., |path| is_folder(path)).collect();
        paths.retain(|path| self.source.has(path));
        folders.retain(|_| self.source.is_folder());
        // Both what was there before and what is there now.
        paths.extend(known.below(catalogue, &folders));
        for folder in &folders {
            let walk = self.source.walk(folder, &self.cancel, |path| {
                paths.insert(path);
            });
            changes.walk.skipped.retain(|skipped| !skipped.path.starts_with(folder));
            changes.walk.skipped.extend(walk.skipped);
        }
        changes.walk.skipped.retain(|skipped| !paths.contains(&skipped.path));
        let (source, mut absent) = (self.source.open(), Vec::new());
        for path in paths {
            let rows: Vec<u32> = known.rows_of(catalogue, &path).collect();
            match kind_of(&path) {
                Ok(kind) if kind.is_file() && is_article_name(path.file_name()?) => {
                    let its = rows.iter().filter_map(|&row| catalogue.row(row));
                    if rows.is_empty() && source.holds_none(&path) {
                        changes.walk.skipped.push(without_article(path));
                    } else if rows.is_empty() || !source.is_unchanged(&path, its) {
                        changes.gone.extend(rows);
                        changes.fresh.push(path);
                    }
                }
                // An item that can't be checked may well exist.
                Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                _ if !rows.is_empty() => changes.gone.extend(rows),
                // It may have been a folder.
                Err(_) => absent.push(path),
                Ok(_) => {}
            }
        }
        let absent = known.below(catalogue, &absent);
        changes.gone.extend(known.rows_of_all(catalogue, &absent));
        changes.gone.sort_unstable();
        changes.gone.dedup();
        Some(changes)
    }
}

/// Removes all caches that aren't being written, and returns the size of the others in bytes.
pub(crate) fn cleared(caches: &Path) -> u64 {
    clear_caches(caches);
    cache_bytes(caches)
}

/// Fires at a time, or never if there is none.
fn at(time: Option<Instant>) -> Receiver<Instant> {
    time.map_or_else(never, |time| after(time.saturating_duration_since(Instant::now())))
}
