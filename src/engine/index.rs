//! After a load: its segments, which are many and small, are packed into a few with posting lists.

use crate::archive::{Cancel, Catalogue};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Packs the segments of a catalogue, and hands on every better packing of it.
pub(super) fn index_archive(
    mut catalogue: Arc<Catalogue>,
    cancel: &Cancel,
    mut repacked: impl FnMut(Arc<Catalogue>),
) {
    // From the last to the first, so that the numbers of those before stay the same.
    for run in catalogue.runs_to_join().into_iter().rev() {
        if cancel.is_cancelled() {
            return;
        }
        catalogue = Arc::new(catalogue.with_joined(&run));
        repacked(catalogue.clone());
    }
    drop(catalogue);
    thread::sleep(OTHERS_LET_GO);
    give_back_memory();
}

/// By when the window and the other threads have taken the last packing for the one before.
const OTHERS_LET_GO: Duration = Duration::from_secs(1);

/// Gives freed memory back to the system. The small segments were made by many threads, each with a heap of its own,
/// of which glibc gives back no more than the end: of 40,000 articles that keeps 60 MB that nobody uses.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "no safe function does this")]
fn give_back_memory() {
    // SAFETY: it takes no pointer, and may be called by any thread at any time.
    unsafe { libc::malloc_trim(0) };
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_back_memory() {}
