//! Runs a query over a whole catalogue on several threads.

use crate::archive::{Cancel, Catalogue, Segment};
use crate::library::Marks;
use crate::search::{Finds, MatchKind, Search};
use crate::text::DocumentSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What a query finds in a catalogue with the reader's marks, in all of it or only `among` some files, by
/// ordinal; `None` if cancelled.
pub fn find(
    catalogue: &Catalogue,
    among: Option<&DocumentSet>,
    marks: &Marks,
    search: Arc<Search>,
    cancel: &Cancel,
) -> Option<Finds> {
    let segments: Vec<_> = catalogue.segments().collect();
    let next = AtomicUsize::new(0);
    let find_in = |first, segment: &_| search.find_in(catalogue, marks, first, segment, among);
    let work = || find_in_turn(&find_in, &segments, &next, cancel);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut found = thread::scope(|scope| {
        let start = |_| thread::Builder::new().name("seogo-find".into()).spawn_scoped(scope, work).ok();
        // If the system has no thread to spare, this one does everything.
        let helpers: Vec<_> = (1..cores.min(segments.len())).filter_map(start).collect();
        let mut found = work();
        for helper in helpers {
            found.extend(helper.join().unwrap_or_default());
        }
        found
    });
    found.sort_unstable_by_key(|&(at, _)| at);
    let articles = found.into_iter().flat_map(|(_, articles)| articles).collect();
    (!cancel.is_cancelled()).then_some(Finds { articles, search })
}

/// What one thread finds in the segments it takes, by segment.
fn find_in_turn(
    find_in: &(impl Fn(u32, &Segment) -> Vec<(u32, MatchKind)> + Sync),
    segments: &[(u32, &Segment)],
    next: &AtomicUsize,
    cancel: &Cancel,
) -> Vec<(usize, Vec<(u32, MatchKind)>)> {
    let mut found = Vec::new();
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some((first, segment)) = segments.get(at).filter(|_| !cancel.is_cancelled()) else {
            return found;
        };
        found.push((at, find_in(*first, segment)));
    }
}
