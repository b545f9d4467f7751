//! Rechecks an open archive: rereads every file of its catalogue and updates the catalogue.

use super::open::ArchiveInput;
use super::verify::verify_listed;
use crate::archive::{Cancel, Catalogue, Checked, FilePlace, Row, Source, Verdict, VerifyReport};
use crate::article::Integrity;
use crate::engine::channel::ArchiveSender;
use crate::engine::event::{ArchiveEvent, ProgramEvent};
use crossbeam_channel::Sender;
use jiff::Timestamp;

/// Checks a catalogue's files and, unless cancelled, rereads those whose verdict has changed.
pub(crate) fn check_again(
    source: &Source,
    catalogue: &Catalogue,
    cancel: &Cancel,
    sender: &ArchiveSender,
    archive: &Sender<ArchiveInput>,
) {
    let tell = |progress| sender.send(ArchiveEvent::Checking(progress));
    let result = verify_listed(source, catalogue, cancel, tell);
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
            sender.send(ArchiveEvent::Checked(Box::new(Checked { report, at })));
        }
        Err(error) => sender.program().send(ProgramEvent::NoThread(error)),
    }
}

/// The ordinals of articles whose verdict differs from the catalogue's.
fn changed(catalogue: &Catalogue, report: &VerifyReport) -> Vec<u32> {
    let verdict_of = |place: &FilePlace<'_>| {
        let at = report.doubts.binary_search_by(|(doubted, _)| doubted.cmp(place)).ok();
        match at.and_then(|at| report.doubts.get(at)).map(|(_, doubt)| doubt.verdict) {
            None | Some(Verdict::Intact) => Integrity::Intact,
            Some(Verdict::Altered) => Integrity::Altered,
            Some(Verdict::Unknown | Verdict::Unreadable) => Integrity::Unknown,
        }
    };
    let is_other = |row: &Row<'_>| verdict_of(&row.file_place()) != row.integrity();
    catalogue.present().filter(|(_, row)| is_other(row)).map(|(ordinal, _)| ordinal).collect()
}
