//! Checks whether the archive's folder exists and is still the one that was read. No system reports everything
//! that can happen to it (it may be unmounted, or a parent renamed), so it is checked every few seconds.

use crate::archive::FolderId;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The interval between checks, each of which is a single system call.
const INTERVAL: Duration = Duration::from_secs(3);

/// The result of checking the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// It is the folder that was read.
    Same,
    /// The folder is back, or is a different one, and has to be read.
    Returned,
    /// It is missing.
    Gone {
        /// When this was noticed.
        since: Timestamp,
    },
}

/// The folder's state when last checked.
pub(super) struct Presence {
    folder: PathBuf,
    /// The folder that was read; `None` until there was one.
    id: Option<FolderId>,
    gone_since: Option<Timestamp>,
    due: Instant,
}

impl Presence {
    /// A folder about to be read.
    pub(super) fn of(folder: &Path) -> Self {
        let id = FolderId::read(folder).ok();
        Self { folder: folder.to_owned(), id, gone_since: None, due: Instant::now() + INTERVAL }
    }

    /// When to check again.
    pub(super) fn due(&self) -> Instant {
        self.due
    }

    /// Checks whether the folder exists. An empty folder in place of another is what unmounting a disk leaves
    /// behind, and counts as missing.
    pub(super) fn look(&mut self) -> Seen {
        self.due = Instant::now() + INTERVAL;
        let now = FolderId::read(&self.folder).ok();
        if now.is_none() || now != self.id && is_empty(&self.folder) {
            return Seen::Gone { since: *self.gone_since.get_or_insert_with(Timestamp::now) };
        }
        let was_gone = self.gone_since.take().is_some();
        if std::mem::replace(&mut self.id, now) == now && !was_gone { Seen::Same } else { Seen::Returned }
    }

    /// Whether what was just found in the folder is in the one that was read. If not, schedules another check
    /// soon.
    pub(super) fn still_holds(&mut self) -> bool {
        let holds = self.gone_since.is_none() && FolderId::read(&self.folder).ok() == self.id;
        if !holds {
            self.due = Instant::now();
        }
        holds
    }
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_folder_goes_and_comes_back_as_itself_or_as_another() {
        let base = tempfile::tempdir().unwrap();
        let [folder, away] = ["archive", "away"].map(|name| base.path().join(name));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a.md"), "글").unwrap();
        let mut presence = Presence::of(&folder);
        assert_eq!(presence.look(), Seen::Same);
        fs::rename(&folder, &away).unwrap();
        assert!(!presence.still_holds());
        let gone = presence.look();
        assert!(matches!(gone, Seen::Gone { .. }));
        assert_eq!(presence.look(), gone, "since the same time");
        fs::create_dir(&folder).unwrap();
        assert_eq!(presence.look(), gone, "an empty folder in its place is none");
        assert!(!presence.still_holds());
        fs::write(folder.join("b.md"), "글").unwrap();
        assert_eq!(presence.look(), Seen::Returned);
        assert_eq!((presence.look(), presence.still_holds()), (Seen::Same, true));
        fs::remove_dir_all(&folder).unwrap();
        fs::rename(&away, &folder).unwrap();
        assert_eq!(presence.look(), Seen::Returned, "another one, though it was never missed");
        fs::remove_file(folder.join("a.md")).unwrap();
        assert_eq!(presence.look(), Seen::Same, "the folder that was read may be emptied");
    }
}
