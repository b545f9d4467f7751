//! The archive that a subcommand works on.

use std::path::Path;

use super::output::{Failure, tell};
use crate::archive::{Archive, Cancel, SkippedReason};
use crate::engine::{LoadReport, load};
use crate::view::{CliText, strings};

/// Reads every article below a folder. Folders in it that can't be listed are told on stderr, and the rest is read.
pub(super) fn load_folder(folder: &Path, text: &CliText) -> Result<LoadReport, Failure> {
    let texts = strings(text.lang);
    let name = folder.to_string_lossy();
    let unusable = |reason: String| Failure::Unusable(texts.cannot_open(&name, &reason));
    let archive = Archive::at(folder).map_err(|error| unusable(texts.open_error(&error.reason)))?;
    if archive.file.is_some() {
        return Err(Failure::Unusable((text.is_file)(&name)));
    }
    let report = load(&archive.folder, &Cancel::default(), |_| {})
        .map_err(|error| unusable(texts.no_thread(&error.to_string())))?;
    for skipped in &report.walk.skipped {
        if let SkippedReason::Folder(why) = &skipped.reason {
            tell(&(text.unlisted_folder)(&folder.join(&skipped.path).to_string_lossy(), why));
        }
    }
    Ok(report)
}
