//! After a load: its segments, which are many and small, are packed into a few with posting lists.

use super::heap::give_back_memory;
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
