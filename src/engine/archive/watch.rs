//! Watches an archive's folder: by notifications from the system, or by polling where there are none, as on
//! network drives.

use crate::archive::Source;
use crate::formats::is_article_name;
use crossbeam_channel::{Receiver, after, bounded, never, unbounded};
use notify::event::{CreateKind, EventKind, ModifyKind, RemoveKind};
use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// How long events are collected before acting on them, since a file is written in several steps.
const BATCH: Duration = Duration::from_millis(400);

/// The least pause between checks when polling.
const POLL: Duration = Duration::from_secs(2);

/// The least pause after a check, as a multiple of the check's duration, so that polling never dominates the
/// disk.
const POLL_SHARE: u32 = 10;

/// How long to wait for a watch to start before reading its folder meanwhile.
const AT_ONCE: Duration = Duration::from_millis(50);

/// What has happened in a folder.
#[derive(Debug)]
pub(super) enum Happened {
    /// Something happened to these files or folders, relative to the archive's root.
    To(BTreeSet<PathBuf>),
    /// It isn't known what, so everything has to be checked.
    Anything,
}

/// Watches a folder.
pub(super) struct Watch {
    folder: PathBuf,
    /// Kept alive for notifications; `None` when polling.
    watcher: Option<RecommendedWatcher>,
    events: Notifications,
    pending: BTreeSet<PathBuf>,
    anything: bool,
    /// When to act on pending events.
    due: Option<Instant>,
    /// Nothing is done before this time.
    rests_until: Option<Instant>,
}

impl Happened {
    /// Whether something happened to the archive's folder itself.
    pub(super) fn is_of_folder(&self) -> bool {
        matches!(self, Self::To(paths) if paths.contains(Path::new("")))
    }
}

impl Default for Happened {
    /// No events.
    fn default() -> Self {
        Self::To(BTreeSet::new())
    }
}

impl Watch {
    /// Starts watching a folder that existed unwatched, so everything has to be checked.
    pub(super) fn start_late(source: &Source) -> Self {
        Self::start(source).and_look()
    }

    fn and_look(self) -> Self {
        Self { anything: true, due: Some(Instant::now() + BATCH), ..self }
    }

    /// Starts watching. For an archive that is a single file, watches its folder but nothing deeper, since the
    /// file may be replaced.
    pub(super) fn start(source: &Source) -> Self {
        let (events_in, events) = unbounded();
        // Otherwise a link to the folder would be watched itself.
        let folder = source.folder();
        let folder = &folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let depth = if source.is_folder() { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        let on_event = move |event: notify::Result<notify::Event>| {
            let is_nothing = |event: &notify::Event| is_irrelevant(event.kind) && !event.need_rescan();
            if !event.as_ref().is_ok_and(is_nothing) {
                // The receiver is gone once the archive is closed.
                let _ = events_in.send(event);
            }
        };
        let watch = || {
            let config = notify::Config::default().with_follow_symlinks(false);
            let mut watcher = RecommendedWatcher::new(on_event, config).ok()?;
            watcher.watch(folder, depth).ok()?;
            Some(watcher)
        };
        Self::of(folder, if is_on_network(folder) { None } else { watch() }, events)
    }

    /// Watches with this watcher, or polls without one.
    fn of(folder: &Path, watcher: Option<RecommendedWatcher>, events: Notifications) -> Self {
        let due = watcher.is_none().then(|| Instant::now() + POLL);
        Self {
            folder: folder.to_owned(),
            events: if watcher.is_some() { events } else { never() },
            anything: watcher.is_none(),
            watcher,
            pending: BTreeSet::new(),
            due,
            rests_until: None,
        }
    }

    /// Whether the folder is polled, because the system doesn't notify.
    pub(super) fn is_polling(&self) -> bool {
        self.watcher.is_none()
    }

    /// The system's notifications. Pass each to [`Watch::on_event`].
    pub(super) fn events(&self) -> &Notifications {
        &self.events
    }

    /// Fires when there is something to do; then call [`Watch::take`].
    pub(super) fn timer(&self) -> Receiver<Instant> {
        self.due.map_or_else(never, |due| after(due.saturating_duration_since(Instant::now())))
    }

    /// Handles a notification.
    pub(super) fn on_event(&mut self, event: notify::Result<notify::Event>) {
        match event {
            Ok(event) if event.need_rescan() => self.anything = true,
            Ok(event) => {
                let paths = event.paths.iter().filter_map(|path| path.strip_prefix(&self.folder).ok());
                self.pending.extend(paths.filter(|path| may_matter(event.kind, path)).map(Path::to_owned));
            }
            // From now on, changes in a folder that can't be watched would be missed.
            Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => return self.poll(),
            Err(_) => self.anything = true,
        }
        if self.anything || !self.pending.is_empty() {
            let soon = Instant::now() + BATCH;
            self.due.get_or_insert(self.rests_until.map_or(soon, |until| until.max(soon)));
        }
    }

    /// Pauses after rereading large files, which took `took`, since they may keep growing.
    pub(super) fn rest(&mut self, took: Duration) {
        self.rests_until = Some(Instant::now() + POLL_SHARE * took);
    }

    /// What has happened since the last call.
    pub(super) fn take(&mut self) -> Happened {
        self.due = None;
        let pending = std::mem::take(&mut self.pending);
        if std::mem::take(&mut self.anything) { Happened::Anything } else { Happened::To(pending) }
    }

    /// The watcher died, or can't watch all of the folder: falls back to polling.
    pub(super) fn poll(&mut self) {
        *self = Self::of(&self.folder, None, never());
    }

    /// Schedules the next check after one that took `took`.
    pub(super) fn resume(&mut self, took: Duration) {
        if self.is_polling() {
            self.anything = true;
            self.due = Some(Instant::now() + POLL.max(POLL_SHARE * took));
        }
    }
}

/// A watch that may still be starting, because the system has to register every subfolder.
pub(super) struct StartingWatch {
    folder: PathBuf,
    begun: Option<Watch>,
    later: Receiver<Watch>,
}

impl StartingWatch {
    pub(super) fn begun(source: &Source) -> Self {
        Self { folder: source.folder().to_owned(), begun: Some(Watch::start(source)), later: never() }
    }

    /// Starts a watch on a thread of its own, and waits for it for a moment.
    ///
    /// # Errors
    /// If the system can't start a thread.
    pub(super) fn in_background(source: &Source) -> io::Result<Self> {
        let (watch_in, later) = bounded(1);
        let to_watch = source.clone();
        // The receiver is gone once the archive is closed.
        let start = move || drop(watch_in.send(Watch::start(&to_watch)));
        Builder::new().name("seogo-watch".into()).spawn(start)?;
        Ok(Self { folder: source.folder().to_owned(), begun: later.recv_timeout(AT_ONCE).ok(), later })
    }

    /// The watch, once it has started. Changes made before that, while the folder was already being read, are
    /// found by a check.
    pub(super) fn get(self) -> Watch {
        self.begun.unwrap_or_else(|| match self.later.recv() {
            Ok(watch) => watch.and_look(),
            Err(_) => Watch::of(&self.folder, None, never()),
        })
    }
}

/// The system's notifications.
type Notifications = Receiver<notify::Result<notify::Event>>;

fn is_irrelevant(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)))
}

/// Whether an item with this path may be an article, or a folder with articles.
fn may_matter(kind: EventKind, path: &Path) -> bool {
    let is_hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
    let may_be_folder = matches!(
        kind,
        EventKind::Create(CreateKind::Folder)
            | EventKind::Remove(RemoveKind::Folder)
            | EventKind::Modify(ModifyKind::Name(_))
    );
    let matters = |name| may_be_folder || is_article_name(name) || Path::new(name).extension().is_none();
    !path.components().any(is_hidden) && path.file_name().is_none_or(matters)
}

/// Whether a folder is on a network drive, where the system only notices this machine's changes.
#[cfg(target_os = "linux")]
fn is_on_network(folder: &Path) -> bool {
    // NFS, SMB, CIFS, SMB2, AFS, Coda, 9P, FUSE (sshfs): `statfs(2)`.
    const KINDS: [u32; 8] =
        [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x5346_414F, 0x7375_7245, 0x0102_1997, 0x6573_5546];
    rustix::fs::statfs(folder).is_ok_and(|told| KINDS.contains(&(told.f_type as u32)))
}

#[cfg(not(target_os = "linux"))]
fn is_on_network(_folder: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Choices;

    fn source_of(folder: &tempfile::TempDir) -> Source {
        Source::of_folder(folder.path(), Choices::default())
    }

    #[test]
    fn a_folder_that_cannot_be_watched_is_looked_at_again_and_again() {
        let mut watch = Watch::of(Path::new("/archive"), None, never());
        for _ in 0..2 {
            assert!(watch.timer().recv_timeout(POLL * 5).is_ok());
            assert!(matches!(watch.take(), Happened::Anything));
            watch.resume(Duration::ZERO);
        }
    }

    #[test]
    fn the_pause_after_a_look_is_as_long_as_the_look_demands_and_no_longer() {
        let mut watch = Watch::of(Path::new("/archive"), None, never());
        for (took, pause) in [(0, 2), (1, 10), (0, 2), (3, 30)] {
            let before = Instant::now();
            watch.resume(Duration::from_secs(took));
            let due = watch.due.unwrap();
            assert!(due >= before + Duration::from_secs(pause), "{took} s");
            assert!(due <= Instant::now() + Duration::from_secs(pause), "{took} s");
        }
    }

    #[test]
    fn what_happens_while_it_rests_is_done_afterwards() {
        let mut watch = Watch::of(Path::new("/archive"), None, never());
        let event = notify::Event::new(EventKind::Create(CreateKind::File)).add_path("/archive/a.csv".into());
        for (took, pause) in [(0, Duration::ZERO), (2, Duration::from_secs(20))] {
            (watch.due, watch.anything) = (None, false);
            let before = Instant::now();
            watch.rest(Duration::from_secs(took));
            watch.on_event(Ok(event.clone()));
            let due = watch.due.unwrap();
            assert!(due >= before + pause.max(BATCH) && due <= Instant::now() + pause.max(BATCH), "{took} s");
        }
    }

    #[test]
    fn where_no_more_folders_can_be_watched_all_are_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        for (kind, polls) in [(ErrorKind::MaxFilesWatch, true), (ErrorKind::PathNotFound, false)] {
            let mut watch = Watch::start(&source_of(&folder));
            assert!(!watch.is_polling());
            watch.on_event(Err(notify::Error::new(kind)));
            assert_eq!(watch.is_polling(), polls);
            assert!(watch.due.is_some() && matches!(watch.take(), Happened::Anything));
        }
    }

    #[test]
    fn what_happened_before_a_watch_began_is_looked_for() {
        let (watch_in, later) = bounded(1);
        let folder = tempfile::tempdir().unwrap();
        watch_in.send(Watch::start(&source_of(&folder))).unwrap();
        let late = |later| StartingWatch { folder: folder.path().to_owned(), begun: None, later };
        let (_, never_begun) = bounded(0);
        for mut watch in [late(later).get(), late(never_begun).get()] {
            assert!(watch.timer().recv_timeout(POLL * 5).is_ok());
            assert!(matches!(watch.take(), Happened::Anything));
        }
        let watch = StartingWatch::begun(&source_of(&folder)).get();
        assert!(watch.due.is_none() && !watch.anything);
    }

    #[test]
    fn articles_and_folders_matter_and_nothing_that_is_hidden() {
        let file = EventKind::Create(CreateKind::File);
        let folder = EventKind::Create(CreateKind::Folder);
        for (kind, path, matters) in [
            (file, "가/a.md", true),
            (file, "가/a.csv", true),
            (file, "가/a.png", false),
            (file, ".git/a.md", false),
            (folder, "2024.01.15", true),
            (EventKind::Remove(RemoveKind::Folder), "2024.01.15", true),
            (file, "폴더", true),
        ] {
            assert_eq!(may_matter(kind, Path::new(path)), matters, "{path}");
        }
    }
}
