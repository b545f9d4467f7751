//! The cost of loading an archive: time, compared with ripgrep over the same files, and memory.

use super::{median, row};
use seogo::archive::{Cancel, Choices, Source};
use seogo::engine::{load, verify};
use seogo::search::{Columns, ListRequest, Listing};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

pub(super) fn loading(what: &str, folder: &Path) {
    let ripgrep = median(9, || {
        let done = Command::new("rg").args(["-c", "-j2", "정부"]).arg(folder).output();
        assert!(
            done.is_ok_and(|done| done.status.success()),
            "ripgrep (rg) must be on the path and find something"
        );
    });
    let ours = median(9, || drop(load(folder, &Cancel::default(), |_| {}).expect("threads")));
    row(&format!("{what}, hashes checked"), ours, Some(("rg -c -j2", ripgrep)));
    let first = median(9, || {
        let cancel = Cancel::default();
        let _ = load(folder, &cancel, |progress| {
            cancel.cancel();
            std::hint::black_box(Listing::new(
                &Columns::of(Arc::new(progress.catalogue)),
                ListRequest::default(),
                None,
            ));
        });
    });
    row(&format!("{what}, to the first rows"), first, None);
}

/// Reads every byte and compares every hash, timed against hashing the same files.
pub(super) fn verifying(what: &str, folder: &Path) {
    let floor = median(9, || {
        let script = "find \"$0\" -type f -print0 | xargs -0 sha256sum > /dev/null";
        let done = Command::new("sh").args(["-c", script]).arg(folder).status();
        assert!(done.is_ok_and(|done| done.success()), "sha256sum must be on the path");
    });
    let ours = median(9, || {
        drop(
            verify(&Source::of_folder(folder, Choices::default()), &Cancel::default(), |_| {})
                .expect("threads"),
        )
    });
    row(&format!("verify, {what}"), ours, Some(("find | xargs sha256sum", floor)));
}

/// A line of `/proc/self/status`, in megabytes.
fn resident(line: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let value = status.lines().find_map(|text| text.strip_prefix(line))?;
    Some(value.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
}

/// This process's anonymous and file-backed memory, in megabytes.
pub(super) fn resident_now() -> Option<(f64, f64)> {
    resident("RssAnon:").zip(resident("RssFile:"))
}

pub(super) fn memory(folder: &Path) {
    let report = load(folder, &Cancel::default(), |_| {}).expect("threads");
    let listing = Listing::new(&Columns::of(Arc::new(report.catalogue)), ListRequest::default(), None);
    if let Some((anonymous, file)) = resident_now() {
        println!(
            "| anonymous memory with {} articles listed | {anonymous:.0} MB | file-backed: {file:.0} MB | |",
            listing.len()
        );
    }
}
