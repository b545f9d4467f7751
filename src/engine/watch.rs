//! Hears what happens in an archive's folder: from the system, or by looking again and again where the system can't
//! tell, as on a network drive.

use crate::archive::is_article_name;
use crossbeam_channel::{Receiver, after, never, unbounded};
use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, Instant};

/// How long what happens is collected before anything is done about it: a file is written in several steps.
const BATCH: Duration = Duration::from_millis(400);

/// How often a folder is looked at that can't be watched, at most; one that takes long to look at, more seldom.
const POLL: Duration = Duration::from_secs(2);

/// What has happened in a folder.
#[derive(Debug)]
pub(super) enum Happened {
    /// Something with these files or folders, relative to the archive's folder.
    To(BTreeSet<PathBuf>),
    /// Nobody knows what: all of it has to be looked at.
    Anything,
}

/// Watches a folder.
pub(super) struct Watch {
    folder: PathBuf,
    /// Lives as long as something is to be heard; `None` where the folder has to be looked at.
    _watcher: Option<RecommendedWatcher>,
    events: Receiver<notify::Result<notify::Event>>,
    pending: BTreeSet<PathBuf>,
    anything: bool,
    /// When what is pending is done.
    due: Option<Instant>,
}

impl Watch {
    /// Begins to watch.
    pub(super) fn start(folder: &Path) -> Self {
        let (events_in, events) = unbounded();
        let watch = || {
            let mut watcher = notify::recommended_watcher(move |event| {
                // Nobody listens any more when the archive is closed.
                let _ = events_in.send(event);
            })
            .ok()?;
            watcher.watch(folder, RecursiveMode::Recursive).ok()?;
            Some(watcher)
        };
        let watcher = if is_on_network(folder) { None } else { watch() };
        let due = watcher.is_none().then(|| Instant::now() + POLL);
        Self {
            folder: folder.to_owned(),
            events: if watcher.is_some() { events } else { never() },
            anything: watcher.is_none(),
            _watcher: watcher,
            pending: BTreeSet::new(),
            due,
        }
    }

    /// What the system has to tell; each of it is to be given to [`Watch::hear`].
    pub(super) fn events(&self) -> &Receiver<notify::Result<notify::Event>> {
        &self.events
    }

    /// Fires when there is something to be done: see [`Watch::take`].
    pub(super) fn timer(&self) -> Receiver<Instant> {
        self.due.map_or_else(never, |due| after(due.saturating_duration_since(Instant::now())))
    }

    /// Takes down what the system told.
    pub(super) fn hear(&mut self, event: notify::Result<notify::Event>) {
        match event {
            Ok(event) if event.need_rescan() => self.anything = true,
            Ok(event) if tells_nothing(event.kind) => {}
            Ok(event) => {
                let paths = event.paths.iter().filter_map(|path| path.strip_prefix(&self.folder).ok());
                self.pending.extend(paths.filter(|path| may_matter(path)).map(Path::to_owned));
            }
            Err(_) => self.anything = true,
        }
        if self.anything || !self.pending.is_empty() {
            self.due.get_or_insert_with(|| Instant::now() + BATCH);
        }
    }

    /// What has happened since the last time.
    pub(super) fn take(&mut self) -> Happened {
        self.due = None;
        let pending = std::mem::take(&mut self.pending);
        if std::mem::take(&mut self.anything) { Happened::Anything } else { Happened::To(pending) }
    }

    /// Goes on after something was done, which took so long.
    pub(super) fn go_on(&mut self, took: Duration) {
        if self._watcher.is_none() {
            self.anything = true;
            self.due = Some(Instant::now() + POLL.max(10 * took));
        }
    }
}

fn tells_nothing(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)))
}

/// Whether something with this path below the folder may be an article or a folder of some.
fn may_matter(path: &Path) -> bool {
    let is_hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
    !path.components().any(is_hidden)
        && path.file_name().is_none_or(|name| is_article_name(name) || Path::new(name).extension().is_none())
}

/// Whether a folder lies on a network drive, where the system hears only what this machine does.
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
