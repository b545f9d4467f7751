//! The archive's integrity: the verdicts of the load and of every later check of its files.

use super::Open;
use crate::archive::{Checked, Verdict, Verdicts, VerifyProgress};
use crate::ui::message::Message;
use crate::view::{self, IntegrityView, Lang};
use jiff::Timestamp;

/// The verdicts on the open archive.
#[derive(Default)]
pub(in crate::app) struct OpenIntegrity {
    /// How many articles have each verdict.
    verdicts: Verdicts,
    /// When the oldest verdict was reached; `None` until the archive has been loaded.
    at: Option<Timestamp>,
    /// The progress of a running check.
    pub(in crate::app) checking: Option<VerifyProgress>,
}

impl OpenIntegrity {
    pub(super) fn on_verdicts(&mut self, verdicts: Verdicts) {
        self.verdicts = verdicts;
    }

    pub(super) fn on_looked(&mut self, at: Timestamp) {
        self.at = Some(at);
    }

    /// Ends a check and returns its message; `None` if it was cancelled.
    pub(in crate::app) fn on_checked(&mut self, checked: &Checked, lang: Lang) -> Option<Message> {
        self.checking = None;
        let report = &checked.report;
        if report.cancelled {
            return None;
        }
        self.at = Some(checked.at);
        let text = view::verify_counts(report, lang);
        let is_sound = report.count(Verdict::Altered) + report.count(Verdict::Unreadable) == 0;
        Some(if is_sound { Message::done(text) } else { Message::warning(text) })
    }
}

impl Open {
    /// Starts a check of every file; false if a check or the load is still running.
    pub(in crate::app) fn begin_check(&mut self) -> bool {
        let begins = self.progress.is_none() && self.integrity.checking.is_none();
        if begins {
            self.integrity.checking = Some(VerifyProgress::default());
        }
        begins
    }

    /// The integrity line under the list, once the archive is loaded and while no job is running.
    pub(in crate::app) fn integrity_view(&self, lang: Lang) -> Option<IntegrityView> {
        let (loaded, at) = self.loaded.as_ref().zip(self.integrity.at)?;
        // The texts of an index were not read.
        let idle = self.work().is_none() && !self.is_gone() && !self.archive.is_on_server();
        idle.then(|| view::integrity_view(self.integrity.verdicts, at, loaded.took, loaded.cancelled, lang))
    }
}
