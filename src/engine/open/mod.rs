//! The life of an open archive: what its cache has is listed at once, what has changed since is read, and from then on
//! it is followed. In between, its segments get posting lists, and all of it is written down for the next start.

mod tidying;

use super::changes::{Changes, Known, find_changes, find_changes_and_damage, is_same};
use super::event::{Event, EventSender, Followed, Loaded, Progress, Stage};
use super::heap::give_back_memory;
use super::list::ListInput;
use super::load::{LoadProgress, Reading, load_into};
use super::presence::{Presence, Seen};
use super::priority::give_way;
use super::update::update;
use super::watch::{Happened, StartingWatch, Watch};
use crate::archive::{
    Archive, Cache, Cancel, Catalogue, CatalogueBuilder, Encodings, Following, OpenError, OpenErrorReason,
    Problems, Root, WalkReport, cache_bytes, clear_caches, is_article_name, walk,
};
use crate::search::Columns;
use crossbeam_channel::{Receiver, Sender, after, never, select_biased};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What the others tell the thread of the open archive, which ends when they can't any more.
pub(super) enum ArchiveInput {
    /// Reads some files again, by full path, in the encodings that are chosen now.
    Encodings(Encodings, Vec<PathBuf>),
    /// Reads some files again, by ordinal: they are not as they were.
    Changed(Vec<u32>),
    /// Looks at every file again, and reads what has changed or is missing, unless that is stopped.
    LookAgain(Cancel),
    /// Every file was read again at this time.
    Checked(Timestamp),
    /// Makes no more posting lists until something changes.
    Rest,
    /// Removes the caches in this folder, its own among them, and keeps none any more.
    ClearCaches(PathBuf),
}

/// How long an archive has to be quiet before its cache is brought up to date.
const QUIET: Duration = Duration::from_secs(5);

/// How long that waits at most, where it is never quiet.
const LONGEST: Duration = Duration::from_secs(60);

/// By when the window and the other threads have taken the last packing for the one before.
const OTHERS_LET_GO: Duration = Duration::from_secs(1);

/// An archive that is open.
pub(super) struct OpenArchive {
    pub(super) folder: PathBuf,
    pub(super) encodings: Encodings,
    pub(super) cache: Option<Cache>,
    /// Stops the reading; what has been read stays.
    pub(super) cancel: Cancel,
    /// Another archive is opened in its place.
    pub(super) closed: Cancel,
    pub(super) sender: EventSender,
    pub(super) lists: Sender<ListInput>,
    pub(super) inputs: Receiver<ArchiveInput>,
}

/// What is known of it.
struct State {
    builder: CatalogueBuilder,
    /// Whether its folder is there.
    presence: Presence,
    /// How it was last said to be followed.
    following: Following,
    /// By path, once that is needed.
    known: Option<Known>,
    walk: WalkReport,
    /// Whether no load was stopped since the last whole one: else what is missing is no change.
    is_whole: bool,
    /// When the oldest of its verdicts was found.
    judged: Timestamp,
    /// Whether the cache holds something else.
    is_unsaved: bool,
    /// Whether the reader knows that another window writes it.
    is_told: bool,
    /// How many parts have got posting lists that the cache does not have yet.
    joined: usize,
    /// Whether no more are to get some until something changes.
    rests: bool,
    /// Whether the window knows the values of its fields no more.
    values_due: bool,
}

impl OpenArchive {
    /// Does all of it, until the archive is closed.
    pub(super) fn run(mut self) {
        give_way();
        match self.load() {
            Ok((state, watch)) => self.follow(state, watch),
            Err(error) => self.sender.send(Event::NoThread(error)),
        }
    }

    fn reading(&self) -> Reading<'_> {
        let cache = self.cache.as_ref().filter(|cache| cache.is_locked());
        Reading { folder: &self.folder, encodings: &self.encodings, cache, cancel: &self.cancel }
    }

    /// Lists what the cache has and reads what has changed since, or all of it.
    fn load(&mut self) -> io::Result<(State, Watch)> {
        let started = Instant::now();
        if let Some(cache) = &mut self.cache {
            // Whether it can be written matters once it is.
            let _ = cache.lock();
        }
        let mut state = State {
            builder: CatalogueBuilder::default(),
            presence: Presence::of(&self.folder),
            following: Following::default(),
            known: None,
            walk: WalkReport::default(),
            is_whole: false,
            judged: Timestamp::now(),
            is_unsaved: false,
            is_told: false,
            values_due: true,
            joined: 0,
            rests: false,
        };
        let starting;
        match self.cache.as_ref().and_then(|cache| Some((cache, cache.read()?))) {
            Some((cache, cached)) => {
                let catalogue = Arc::new(cached.catalogue);
                let columns = Columns::of_parts(catalogue.clone(), &cached.parts);
                let columns = columns.unwrap_or_else(|| Columns::of(catalogue.clone()));
                self.list_columns(columns);
                let expected = catalogue.file_count() as usize;
                self.tell_progress(Progress {
                    stage: Stage::Looking,
                    found: expected,
                    found_all: true,
                    ..Progress::default()
                });
                state.judged = cached.judged;
                // Before the files are looked at, so that no change is missed; after the list, as it takes its time.
                starting = StartingWatch::begun(&self.folder);
                self.bring_up(cache, &mut state, &catalogue)?;
            }
            None => {
                starting = StartingWatch::beside(&self.folder)?;
                let report = load_into(&mut state.builder, self.reading(), |so_far| self.tell_read(so_far))?;
                (state.walk, state.judged, state.is_unsaved) = (report.walk, report.judged, true);
                self.list(Arc::new(state.builder.snapshot()));
            }
        }
        self.end_load(&mut state, started.elapsed());
        Ok((state, starting.get()))
    }

    /// Looks at every file again, and reads what has changed or is missing, as a further load; whether that was
    /// anything.
    fn look_again(&self, state: &mut State) -> io::Result<bool> {
        let (started, catalogue) = (Instant::now(), state.builder.snapshot());
        let place = (self.folder.as_path(), &self.encodings);
        let changes = find_changes(place, &catalogue, &self.cancel, |progress| self.tell_progress(progress))?;
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

    /// Tells what a load came to.
    fn end_load(&self, state: &mut State, took: Duration) {
        let cancelled = self.cancel.is_cancelled();
        state.is_whole = !cancelled;
        let catalogue = Arc::new(state.builder.snapshot());
        let problems = Problems::of(&catalogue, state.walk.clone());
        let verdicts = catalogue.verdicts();
        let loaded = Loaded { catalogue, problems, verdicts, took, at: state.judged, cancelled };
        let _ = self.lists.send(ListInput::Loaded(self.sender.generation, Box::new(loaded)));
    }

    fn tell_progress(&self, progress: Progress) {
        self.sender.send(Event::Loading(progress));
    }

    /// Lists what has been read so far, and tells how far that is.
    fn tell_read(&self, so_far: LoadProgress) {
        self.list(Arc::new(so_far.catalogue));
        self.tell_progress(so_far.progress);
    }

    fn list(&self, catalogue: Arc<Catalogue>) {
        let _ = self.lists.send(ListInput::Catalogue(self.sender.generation, catalogue));
    }

    fn list_columns(&self, columns: Columns) {
        let _ = self.lists.send(ListInput::Columns(self.sender.generation, Box::new(columns)));
    }

    /// Reads and lists what is not any more as the cache has it.
    fn bring_up(&self, cache: &Cache, state: &mut State, catalogue: &Catalogue) -> io::Result<()> {
        let place = (self.folder.as_path(), &self.encodings);
        let tell = |progress| self.tell_progress(progress);
        let changes = find_changes_and_damage(place, (cache, catalogue), &self.cancel, tell)?;
        state.builder = CatalogueBuilder::of(catalogue.without_damaged(&changes.damaged));
        let is_damaged = !changes.damaged.is_empty();
        self.apply(state, changes)?;
        let catalogue = Arc::new(state.builder.snapshot());
        if is_damaged {
            // Rows that are listed are not what they were.
            self.list_columns(Columns::of(catalogue));
        } else if state.is_unsaved {
            self.list(catalogue);
        }
        Ok(())
    }

    /// Takes out what is gone, and reads what is new.
    fn apply(&self, state: &mut State, changes: Changes) -> io::Result<()> {
        state.is_unsaved |= !changes.is_none();
        state.values_due |= !changes.is_none();
        let first = state.builder.snapshot().len();
        update(&mut state.builder, self.reading(), &changes, |so_far| match changes.damaged.is_empty() {
            true => self.tell_read(so_far),
            // What the list is made of has to be made anew first.
            false => self.tell_progress(so_far.progress),
        })?;
        state.walk = changes.walk;
        if let Some(known) = &mut state.known {
            known.add(&state.builder.snapshot(), first);
        }
        Ok(())
    }

    /// Follows the archive's folder until it is closed.
    fn follow(&mut self, mut state: State, mut watch: Watch) {
        self.cancel = self.closed.clone();
        self.tell_following(&mut state, &watch);
        // When there is something to tidy up, and when memory can be given back.
        let mut tidy = Some(Instant::now());
        let mut untidy_since: Option<Instant> = None;
        let mut give_back = None;
        loop {
            // What somebody waits for goes before what is tidied up.
            let result = select_biased! {
                recv(self.inputs) -> input => match input {
                    Ok(ArchiveInput::Rest) => {
                        (tidy, state.rests) = (Some(Instant::now()), true);
                        continue;
                    }
                    Ok(input) => self.on_input(&mut state, &mut watch, input),
                    Err(_) => return,
                },
                recv(watch.timer()) -> _ => {
                    let (happened, begun) = (watch.take(), Instant::now());
                    let result = self.on_happened(&mut state, &mut watch, happened);
                    watch.resume(begun.elapsed());
                    result
                },
                recv(at(Some(state.presence.due()))) -> _ => {
                    self.on_happened(&mut state, &mut watch, Happened::default())
                },
                recv(watch.events()) -> event => {
                    match event {
                        Ok(event) => watch.hear(event),
                        Err(_) => watch.poll(),
                    }
                    self.tell_following(&mut state, &watch);
                    continue;
                },
                recv(at(give_back)) -> _ => {
                    give_back = None;
                    give_back_memory();
                    continue;
                },
                recv(at(tidy)) -> _ => {
                    tidy = self.tidy(&mut state).then(Instant::now);
                    untidy_since = None;
                    give_back.get_or_insert_with(|| Instant::now() + OTHERS_LET_GO);
                    continue;
                },
            };
            match result {
                Ok(true) => {
                    state.rests = false;
                    let latest = *untidy_since.get_or_insert_with(Instant::now) + LONGEST;
                    tidy = Some((Instant::now() + QUIET).min(latest));
                }
                Ok(false) => {}
                Err(error) => self.sender.send(Event::NoThread(error)),
            }
        }
    }

    /// Does what another thread asked for; whether anything has changed.
    fn on_input(&mut self, state: &mut State, watch: &mut Watch, input: ArchiveInput) -> io::Result<bool> {
        match input {
            ArchiveInput::Encodings(encodings, paths) => {
                self.encodings = encodings;
                let paths = paths.iter().filter_map(|path| path.strip_prefix(&self.folder).ok());
                let happened = Happened::To(paths.map(Path::to_owned).collect());
                self.on_happened(state, watch, happened)
            }
            // Where the folder is gone, nothing is known of its files.
            ArchiveInput::Changed(_) | ArchiveInput::Checked(_) if !self.is_here(state, watch) => Ok(false),
            ArchiveInput::Changed(gone) => {
                let catalogue = state.builder.snapshot();
                let gone: Vec<u32> =
                    gone.into_iter().filter(|&ordinal| !catalogue.is_gone(ordinal)).collect();
                let rows = gone.iter().filter_map(|&ordinal| catalogue.row(ordinal));
                let is_there = |path: &Path| std::fs::symlink_metadata(self.folder.join(path)).is_ok();
                let fresh = rows.map(|row| row.file_path()).filter(|path| is_there(path));
                let fresh = fresh.map(Path::to_owned).collect();
                let walk = state.walk.clone();
                self.replace(state, Changes { gone, fresh, walk, damaged: Vec::new() })?;
                Ok(true)
            }
            ArchiveInput::ClearCaches(caches) => {
                self.cache = None;
                self.sender.send(Event::CachesMeasured(cleared(&caches)));
                Ok(false)
            }
            ArchiveInput::LookAgain(_) if !self.is_here(state, watch) => {
                self.sender.send(Event::OpenFailed(self.absence()));
                Ok(false)
            }
            ArchiveInput::LookAgain(cancel) => {
                // Whatever has become of the watch: the reader wants to see what is there.
                *watch = Watch::start(&self.folder);
                self.tell_following(state, watch);
                self.cancel = cancel;
                let result = self.look_again(state);
                self.cancel = self.closed.clone();
                result
            }
            ArchiveInput::Rest => Ok(false),
            ArchiveInput::Checked(at) => {
                state.judged = at;
                state.is_unsaved = true;
                Ok(true)
            }
        }
    }

    /// Looks whether the folder is there, and tells where that has changed. One that is there again is watched anew, and
    /// all of it looked at soon.
    fn is_here(&self, state: &mut State, watch: &mut Watch) -> bool {
        match state.presence.look() {
            Seen::Same => {}
            Seen::Returned => *watch = Watch::start_late(&self.folder),
            Seen::Gone { since } => {
                watch.poll();
                self.tell(state, Following::Gone { since });
                return false;
            }
        }
        self.tell_following(state, watch);
        true
    }

    /// Tells how the folder, which is there, is followed, where that has changed.
    fn tell_following(&self, state: &mut State, watch: &Watch) {
        self.tell(state, if watch.is_polling() { Following::Polling } else { Following::Notified });
    }

    fn tell(&self, state: &mut State, following: Following) {
        if std::mem::replace(&mut state.following, following) != following {
            self.sender.send(Event::Following(following));
        }
    }

    /// Why the folder can't be read that is not there.
    fn absence(&self) -> OpenError {
        let absent = |_| OpenError { path: self.folder.clone(), reason: OpenErrorReason::Absent };
        Archive::at(&self.folder).map_or_else(|error| error, absent)
    }

    /// Reads what is not any more as it was; whether that is anything. While the folder is gone, all stays as it was.
    fn on_happened(&self, state: &mut State, watch: &mut Watch, happened: Happened) -> io::Result<bool> {
        if !self.is_here(state, watch) || !state.is_whole {
            return Ok(false);
        }
        if happened.is_of_folder() {
            // Watches end with the folder that they were set on.
            *watch = Watch::start(&self.folder);
        }
        let catalogue = state.builder.snapshot();
        let changes = match happened {
            Happened::To(paths) => self.changes_of(state, &catalogue, paths),
            Happened::Anything => None,
        };
        let place = (self.folder.as_path(), &self.encodings);
        let changes = match changes {
            Some(changes) => changes,
            // That is done again and again, and nobody waits for it.
            None => find_changes(place, &catalogue, &self.cancel, |_| {})?,
        };
        // What was missing may have been missing with the whole folder.
        if changes.is_none() || !state.presence.still_holds() {
            return Ok(false);
        }
        self.replace(state, changes)?;
        Ok(true)
    }

    /// What has changed of some paths, and below those that are folders; `None` where one is the whole archive's.
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
            std::fs::symlink_metadata(self.folder.join(path)).map(|metadata| metadata.file_type())
        };
        let is_folder = |path: &PathBuf| kind_of(path).is_ok_and(|kind| kind.is_dir());
        if paths.contains(Path::new("")) {
            return None;
        }
        let folders: Vec<PathBuf> = paths.extract_if(.., |path| is_folder(path)).collect();
        // Both what was there before and what is there now.
        let before = known.below(catalogue, &folders);
        paths.extend(before.into_iter().filter_map(|at| Some(catalogue.row(at)?.file_path().to_owned())));
        for folder in &folders {
            let walk = walk(&self.folder, folder, &self.cancel, |path| {
                paths.insert(path);
            });
            changes.walk.skipped.retain(|skipped| !skipped.path.starts_with(folder));
            changes.walk.skipped.extend(walk.skipped);
        }
        let (root, mut absent) = (Root::at(&self.folder), Vec::new());
        for path in paths {
            let ordinal = known.ordinal(catalogue, &path);
            match kind_of(&path) {
                Ok(kind) if kind.is_file() && is_article_name(path.file_name()?) => {
                    let place = (self.folder.as_path(), &self.encodings);
                    if !ordinal.is_some_and(|ordinal| is_same(&root, place, catalogue, ordinal)) {
                        changes.gone.extend(ordinal);
                        changes.fresh.push(path);
                    }
                }
                // What can't be looked at may well be there.
                Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                _ if ordinal.is_some() => changes.gone.extend(ordinal),
                // It may have been a folder.
                Err(_) => absent.push(path),
                Ok(_) => {}
            }
        }
        changes.gone.extend(known.below(catalogue, &absent));
        changes.gone.sort_unstable();
        changes.gone.dedup();
        Some(changes)
    }

    /// Takes changes into the list, and tells of them.
    fn replace(&self, state: &mut State, changes: Changes) -> io::Result<()> {
        let before = state.builder.snapshot();
        let replaced: BTreeSet<_> =
            changes.gone.iter().filter_map(|&gone| Some(before.row(gone)?.file_path())).collect();
        self.apply(state, changes)?;
        let catalogue = Arc::new(state.builder.snapshot());
        self.list(catalogue.clone());
        let is_new =
            |&ordinal: &u32| catalogue.row(ordinal).is_some_and(|row| !replaced.contains(row.file_path()));
        let added = (before.len()..catalogue.len()).filter(is_new).collect();
        let problems = Problems::of(&catalogue, state.walk.clone());
        let verdicts = catalogue.verdicts();
        let followed = Box::new(Followed { added, catalogue, problems, verdicts });
        let _ = self.lists.send(ListInput::Followed(self.sender.generation, followed));
        Ok(())
    }
}

/// Removes all caches that nobody writes; how many bytes the others take.
pub(super) fn cleared(caches: &Path) -> u64 {
    clear_caches(caches);
    cache_bytes(caches)
}

/// Fires at a time; never where there is none.
fn at(time: Option<Instant>) -> Receiver<Instant> {
    time.map_or_else(never, |time| after(time.saturating_duration_since(Instant::now())))
}
