//! What the window knows of the archive's integrity: the verdicts of the load, and of every later look at its files.

use super::Seogo;
use crate::archive::{Verdict, Verdicts};
use crate::engine::{Checked, VerifyProgress};
use crate::ui::message::Message;
use crate::view::{self, IntegrityView};
use jiff::Timestamp;

/// The verdicts on the archive that is open.
#[derive(Default)]
pub(super) struct Integrity {
    /// How many articles have each.
    pub(super) verdicts: Verdicts,
    /// When the oldest of them was found; `None` until the archive has been loaded.
    pub(super) at: Option<Timestamp>,
    /// How far a further check has come, while there is one.
    pub(super) checking: Option<VerifyProgress>,
}

impl Seogo {
    /// Reads every file of the archive again, unless that is being done.
    pub(super) fn check_again(&mut self) {
        let Some(archive) = self.archive.as_ref().filter(|_| self.progress.is_none()) else { return };
        if self.integrity.checking.is_none() {
            self.integrity.checking = Some(VerifyProgress::default());
            self.engine.check(archive.folder.clone(), self.listing.catalogue.clone());
        }
    }

    /// Stops what is under way: the check, else the load, else the making of posting lists.
    pub(super) fn stop(&self) {
        match (self.integrity.checking, self.progress) {
            (Some(_), _) => self.engine.cancel_check(),
            (None, Some(_)) => self.engine.cancel_load(),
            (None, None) => self.engine.stop_indexing(),
        }
    }

    /// Reads the shown article again.
    pub(super) fn check_article(&self) {
        if let Some(read) = &self.read {
            self.engine.read(read.ordinal, read.path.clone(), self.settings.restore_paragraphs);
        }
    }

    /// Has the list follow where the article that was just read has another verdict there.
    pub(super) fn judge_read(&self) {
        let Some(read) = &self.read else { return };
        let now = read.article.integrity();
        if self.listing.catalogue.row(read.ordinal).is_some_and(|row| row.integrity() != now) {
            self.engine.reread(read.ordinal);
        }
    }

    pub(super) fn on_checked(&mut self, checked: &Checked) {
        self.integrity.checking = None;
        let report = &checked.report;
        if report.cancelled {
            return;
        }
        self.integrity.at = Some(checked.at);
        let text = view::verify_counts(report, self.lang);
        let is_sound = report.count(Verdict::Altered) + report.count(Verdict::Unreadable) == 0;
        self.message = Some(if is_sound { Message::notice(text) } else { Message::warning(text) });
        // What is shown was judged before; its file may be another by now.
        self.check_article();
    }

    /// What the line under the list says of the archive, once it has been loaded.
    pub(super) fn integrity_view(&self) -> Option<IntegrityView> {
        let (loaded, at) = self.loaded.as_ref().zip(self.integrity.at)?;
        let idle = self.progress.is_none() && self.integrity.checking.is_none() && self.indexing.is_none();
        idle.then(|| {
            view::integrity_view(self.integrity.verdicts, at, loaded.took, loaded.cancelled, self.lang)
        })
    }
}
