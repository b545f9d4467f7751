//! The check of an archive that is open: every file of its catalogue is read again, and the catalogue follows.

use super::event::{Event, EventSender};
use super::open::ArchiveInput;
use super::{Engine, VerifyReport, verify_listed};
use crate::archive::{Cancel, Catalogue, Encodings, Verdict};
use crate::article::Integrity;
use crossbeam_channel::Sender;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a check of an open archive came to.
#[derive(Debug)]
pub struct Checked {
    /// What it found.
    pub report: VerifyReport,
    /// When it ended.
    pub at: Timestamp,
}

impl Engine {
    /// Reads every file of a catalogue of `folder` again to judge it anew. One check runs at a time.
    pub fn check(&mut self, folder: PathBuf, catalogue: Arc<Catalogue>) {
        self.cancel_check.cancel();
        self.cancel_check = Cancel::default();
        let (cancel, sender, encodings) =
            (self.cancel_check.clone(), self.sender.clone(), self.encodings.clone());
        let Some(archive) = self.archive.clone() else { return };
        self.spawn("seogo-check", move || {
            check_again((&folder, &encodings), &catalogue, &cancel, &sender, &archive);
        });
    }

    /// Stops the check. The verdicts stay what they were.
    pub fn cancel_check(&self) {
        self.cancel_check.cancel();
    }
}

/// Checks a catalogue's files; unless it is stopped, those that are judged otherwise now are read again.
fn check_again(
    (folder, encodings): (&Path, &Encodings),
    catalogue: &Catalogue,
    cancel: &Cancel,
    sender: &EventSender,
    archive: &Sender<ArchiveInput>,
) {
    let tell = |progress| sender.send(Event::Checking(progress));
    let result = verify_listed(folder, encodings, catalogue, cancel, tell);
    match result {
        Ok(report) => {
            let at = Timestamp::now();
            if !report.cancelled {
                let changed = changed(catalogue, &report);
                if !changed.is_empty() {
                    let _ = archive.send(ArchiveInput::Changed(changed));
                }
                let _ = archive.send(ArchiveInput::Checked(at));
            }
            sender.send(Event::Checked(Box::new(Checked { report, at })));
        }
        Err(error) => sender.send(Event::NoThread(error)),
    }
}

/// The files whose verdict is not the catalogue's, by ordinal.
fn changed(catalogue: &Catalogue, report: &VerifyReport) -> Vec<u32> {
    let verdict_of = |path: &Path| {
        let at = report.doubts.binary_search_by(|(doubted, _)| doubted.as_path().cmp(path)).ok();
        match at.and_then(|at| report.doubts.get(at)).map(|(_, doubt)| doubt.verdict) {
            None | Some(Verdict::Intact) => Integrity::Intact,
            Some(Verdict::Altered) => Integrity::Altered,
            Some(Verdict::Unknown | Verdict::Unreadable) => Integrity::Unknown,
        }
    };
    catalogue
        .present()
        .filter_map(|(ordinal, row)| {
            let integrity = verdict_of(row.file_path());
            (integrity != row.integrity()).then_some(ordinal)
        })
        .collect()
}
