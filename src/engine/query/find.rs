//! Runs a query over a whole catalogue: here, on several threads, or on the server that has the texts.

use crate::archive::{Cancel, Catalogue, Segment};
use crate::library::Marks;
use crate::search::{AskedList, Asking, CantAnswer, Finds, ListRequest, MatchKind, Search};
use crate::text::DocumentSet;
use crate::whole::RemoteWhole;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Where the queries of an archive run.
#[derive(Clone, Debug, Default)]
pub(crate) enum Finder {
    /// Over the folded texts of its catalogue.
    #[default]
    Here,
    /// On the server that has the texts.
    There(Arc<dyn RemoteWhole>),
}

impl Finder {
    /// What a query finds in a catalogue; `None` if cancelled.
    pub(crate) fn find(
        &self,
        catalogue: &Catalogue,
        search: Arc<Search>,
        asking: Asking<'_>,
    ) -> Result<Option<Finds>, CantAnswer> {
        match self {
            Self::Here => Ok(find(catalogue, None, asking.marks, search, asking.cancel)),
            Self::There(server) => {
                let found = server.find(&search, asking)?;
                let is_listed = |&(ordinal, _): &(u32, MatchKind)| {
                    ordinal < catalogue.len() && !catalogue.is_gone(ordinal)
                };
                Ok(found.map(|found| {
                    let articles = found.into_iter().filter(is_listed).collect();
                    Finds { articles, search }
                }))
            }
        }
    }

    /// The number of articles that a query finds, each counted once; `None` if that isn't known, because it
    /// was cancelled or the server has no answer.
    pub(crate) fn count(
        &self,
        catalogue: &Catalogue,
        search: Arc<Search>,
        asking: Asking<'_>,
    ) -> Option<usize> {
        match self {
            Self::Here => find(catalogue, None, asking.marks, search, asking.cancel)
                .map(|finds| newest_of(&finds.articles, catalogue)),
            Self::There(server) => {
                let request = &ListRequest::default();
                server.count(AskedList { request, search: Some(&search), asking }).ok().flatten()
            }
        }
    }

    /// The server that lists its articles in pages, because it has too many to be read whole.
    pub(crate) fn with_pages(&self) -> Option<&Arc<dyn RemoteWhole>> {
        match self {
            Self::There(server) if server.is_paged() => Some(server),
            _ => None,
        }
    }
}

/// How many articles are among files, each counted once.
fn newest_of(files: &[(u32, MatchKind)], catalogue: &Catalogue) -> usize {
    files.iter().filter(|&&(ordinal, _)| catalogue.is_newest(ordinal)).count()
}

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
