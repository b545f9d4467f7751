//! Finds out which articles are about the same event, once for all threads that ask, and again when the
//! catalogue changes or the reader decides otherwise.

use crate::archive::{Cache, Cancel, Catalogue};
use crate::library::{JudgedStories, Marks};
use crate::search::{Search, StoryIndex};
use crate::stories::{Events, Story, StoryBasis, index, newest};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::Duration;

/// How often a thread that waits for stories checks whether it still wants them.
const PATIENCE: Duration = Duration::from_millis(20);

/// The stories of the open archive. Clones share them.
///
/// Grouping articles takes seconds for tens of thousands, so it runs on a thread of its own, and goes on when
/// the one who asked has lost interest: the next one to ask is about to want the same.
#[derive(Clone, Default)]
pub(crate) struct SharedStories(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<GroupingState>,
    /// Notified when a grouping has ended.
    ended: Condvar,
}

#[derive(Default)]
struct GroupingState {
    grouped: Option<Grouped>,
    /// Cancels the grouping under way.
    grouping: Option<Cancel>,
    /// How many archives have been left.
    left: u64,
    /// Where the stories of the open archive are kept until the next start.
    cache: Option<Arc<Cache>>,
    /// What threads are waiting for.
    wanted: Vec<WantedStories>,
}

/// The stories that a thread wants: of a catalogue, as the reader has decided.
type WantedStories = (Arc<Catalogue>, Arc<JudgedStories>);

/// The articles of a catalogue, grouped as the reader had decided at the time.
struct Grouped {
    of: Arc<Catalogue>,
    judged: Arc<JudgedStories>,
    /// `None` if the stories were kept since an earlier start.
    events: Option<Events>,
    all: Arc<Vec<Story>>,
    /// Made when a query asks for it.
    index: Option<Arc<StoryIndex>>,
}

impl SharedStories {
    /// Keeps the stories of the archive that is now open in its cache.
    pub(crate) fn enter_archive(&self, cache: Option<Cache>) {
        self.lock().cache = cache.map(Arc::new);
    }

    /// Stops grouping the articles of an archive that is no longer open, and returns what is to be dropped, which
    /// takes time if the archive is large.
    pub(crate) fn leave_archive(&self) -> impl Send + 'static {
        let mut state = self.lock();
        state.left += 1;
        let forgotten = (state.grouped.take(), state.cache.take());
        if let Some(grouping) = state.grouping.take() {
            grouping.cancel();
        }
        self.0.ended.notify_all();
        forgotten
    }

    /// All stories of a catalogue. `None` if `is_cancelled` while waiting, or if the archive was left.
    pub(super) fn all(
        &self,
        catalogue: &Arc<Catalogue>,
        marks: &Marks,
        is_cancelled: impl Fn() -> bool,
    ) -> Option<Arc<Vec<Story>>> {
        self.with(catalogue, marks, is_cancelled, |grouped| grouped.all.clone())
    }

    /// The search with the stories it needs; `None` as for [`Self::all`].
    pub(super) fn told(
        &self,
        search: Arc<Search>,
        catalogue: &Arc<Catalogue>,
        marks: &Marks,
        is_cancelled: impl Fn() -> bool,
    ) -> Option<Arc<Search>> {
        if !search.asks_for_stories {
            return Some(search);
        }
        let (all, known) = self
            .with(catalogue, marks, is_cancelled, |grouped| (grouped.all.clone(), grouped.index.clone()))?;
        // Made without the lock, which the window's thread may want.
        let index = known.unwrap_or_else(|| Arc::new(index(catalogue, &all)));
        if let Some(grouped) = self.lock().grouped.as_mut().filter(|grouped| Arc::ptr_eq(&grouped.all, &all))
        {
            grouped.index = Some(index.clone());
        }
        Some(Arc::new(Search::clone(&search).with_stories(index)))
    }

    /// What `take` takes from the stories of a catalogue, once they are there.
    fn with<T>(
        &self,
        catalogue: &Arc<Catalogue>,
        marks: &Marks,
        is_cancelled: impl Fn() -> bool,
        take: impl FnOnce(&mut Grouped) -> T,
    ) -> Option<T> {
        let mut state = self.lock();
        let left = state.left;
        let wanted = (catalogue.clone(), marks.judged().clone());
        state.wanted.push(wanted.clone());
        let taken = loop {
            if is_cancelled() || state.left != left {
                break None;
            }
            if let Some(grouped) = state.grouped.as_mut().filter(|grouped| grouped.is_of(&wanted)) {
                break Some(take(grouped));
            }
            // What another thread waits for is left until it has it.
            let is_free =
                !state.wanted.iter().any(|it| state.grouped.as_ref().is_some_and(|of| of.is_of(it)));
            if state.grouping.is_none() && is_free && self.begin(&mut state, wanted.clone()).is_none() {
                break None;
            }
            let waited = self.0.ended.wait_timeout(state, PATIENCE);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        };
        if let Some(at) = state.wanted.iter().position(|it| is_same(it, &wanted)) {
            state.wanted.swap_remove(at);
        }
        taken
    }

    /// Starts the thread that groups; `None` if the system can't.
    fn begin(&self, state: &mut GroupingState, wanted: WantedStories) -> Option<()> {
        let (cancel, before) = (Cancel::default(), state.grouped.take());
        let cache = state.cache.clone();
        state.grouping = Some(cancel.clone());
        let shared = self.clone();
        let group = move || {
            // Made here: if no thread can be started, its end would wait for the lock held above.
            let mut ending = GroupingEnd { shared, cancel, grouped: None };
            let (catalogue, judged) = wanted;
            ending.grouped = Grouped::of(catalogue, judged, before, cache.as_deref(), &ending.cancel);
            drop(ending);
        };
        let started = Builder::new().name("seogo-stories".into()).spawn(group);
        if started.is_err() {
            state.grouping = None;
        }
        started.ok().map(drop)
    }

    fn lock(&self) -> MutexGuard<'_, GroupingState> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends a grouping, also one that panics: the next thread to ask begins another.
struct GroupingEnd {
    shared: SharedStories,
    cancel: Cancel,
    grouped: Option<Grouped>,
}

impl Drop for GroupingEnd {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        if !self.cancel.is_cancelled() {
            (state.grouped, state.grouping) = (self.grouped.take(), None);
            self.shared.0.ended.notify_all();
        }
    }
}

fn is_same(one: &WantedStories, other: &WantedStories) -> bool {
    Arc::ptr_eq(&one.0, &other.0) && one.1 == other.1
}

impl Grouped {
    /// Whether these are the stories that a thread wants.
    fn is_of(&self, (catalogue, judged): &WantedStories) -> bool {
        Arc::ptr_eq(&self.of, catalogue) && self.judged == *judged
    }

    /// Groups a catalogue's articles, with whatever can be taken from `before`; `None` if cancelled.
    fn of(
        of: Arc<Catalogue>,
        judged: Arc<JudgedStories>,
        before: Option<Self>,
        cache: Option<&Cache>,
        cancel: &Cancel,
    ) -> Option<Self> {
        let before = before.and_then(|before| Some((before.of, before.events?, before.all)));
        let basis = cache.map(|cache| (StoryBasis::of(&of, &newest(&of), &judged), cache));
        if before.is_none()
            && let Some(kept) = basis.as_ref().and_then(|(basis, cache)| basis.kept(cache))
        {
            return Some(Self { of, judged, events: None, all: Arc::new(kept), index: None });
        }
        let (events, all) = match before {
            Some((same, events, all)) if Arc::ptr_eq(&same, &of) => {
                let earlier = events.earlier(&all, &events);
                let all = events.stories(&of, &judged, Some(&earlier), cancel)?;
                (events, all)
            }
            mut before => {
                let earlier = before.as_mut().map(|(_, events, _)| events);
                let events = Events::of(&of, &newest(&of), earlier, cancel)?;
                let earlier = before.as_ref().map(|(_, earlier, all)| earlier.earlier(all, &events));
                let all = events.stories(&of, &judged, earlier.as_ref(), cancel)?;
                (events, all)
            }
        };
        if let Some((basis, cache)) = basis
            && let Err(error) = basis.keep(&all, cache)
        {
            tracing::warn!(%error, "stories not kept");
        }
        Some(Self { of, judged, events: Some(events), all: Arc::new(all), index: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::{Article, Published};
    use std::path::Path;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Two articles about one event on each of some days, and one about another.
    fn catalogue(days: i8) -> Arc<Catalogue> {
        let (mut builder, mut segment) = (CatalogueBuilder::default(), SegmentBuilder::default());
        for day in 1..=days {
            for (number, words) in ["나루대교 붕괴", "나루대교 붕괴", "도서관 개관"].iter().enumerate()
            {
                let article = Article {
                    id: format!("90{number}_{day:010}"),
                    title: format!("{words} {day}일"),
                    publisher: format!("신문{number}"),
                    published: Some(Published::Date(jiff::civil::date(2026, 1, day))),
                    body: format!("{words} 소식이 {number}번 기자를 통해 전해졌다. ").repeat(20),
                    ..Article::default()
                };
                segment.push(Path::new(&format!("{day}-{number}.md")), &article.into());
            }
        }
        builder.push(segment.take());
        Arc::new(builder.snapshot())
    }

    #[test]
    fn threads_that_ask_for_different_stories_all_get_theirs() {
        let shared = SharedStories::default();
        let catalogues = [catalogue(1), catalogue(20)];
        let count = |of: &Arc<Catalogue>| shared.all(of, &Marks::default(), || false).unwrap().len();
        let counts = catalogues.each_ref().map(count);
        assert_ne!(counts[0], counts[1]);
        std::thread::scope(|scope| {
            for at in 0..6 {
                let (shared, catalogue) = (shared.clone(), catalogues[at % 2].clone());
                scope.spawn(move || {
                    for _ in 0..5 {
                        let stories = shared.all(&catalogue, &Marks::default(), || false).unwrap();
                        assert_eq!(stories.len(), counts[at % 2]);
                    }
                });
            }
        });
        assert!(shared.lock().wanted.is_empty());
    }

    #[test]
    fn threads_that_ask_for_the_same_stories_get_the_same() {
        let (shared, catalogue) = (SharedStories::default(), catalogue(3));
        let asked: Vec<_> = (0..4)
            .map(|_| {
                let (shared, catalogue) = (shared.clone(), catalogue.clone());
                std::thread::spawn(move || shared.all(&catalogue, &Marks::default(), || false).unwrap())
            })
            .collect();
        let answers: Vec<_> = asked.into_iter().map(|asked| asked.join().unwrap()).collect();
        assert!(!answers[0].is_empty());
        assert!(answers.iter().all(|answer| Arc::ptr_eq(answer, &answers[0])), "they were made once");
    }

    #[test]
    fn the_next_start_takes_what_was_grouped_before_and_a_changed_archive_does_not() {
        let home = tempfile::tempdir().unwrap();
        let cache = || Cache::of(home.path(), Path::new("/archive"));
        assert!(cache().lock().unwrap());
        let start = |catalogue: &Arc<Catalogue>| {
            let shared = SharedStories::default();
            shared.enter_archive(Some(cache()));
            let all = shared.all(catalogue, &Marks::default(), || false).unwrap();
            let is_grouped = shared.lock().grouped.as_ref().is_some_and(|grouped| grouped.events.is_some());
            (all, is_grouped)
        };
        let (first, is_grouped) = start(&catalogue(3));
        assert!(is_grouped && !first.is_empty());
        let (second, is_grouped) = start(&catalogue(3));
        assert!(!is_grouped, "they were kept");
        assert_eq!(second, first);
        assert!(start(&catalogue(4)).1, "a day more");
    }

    #[test]
    fn a_grouping_goes_on_for_the_next_to_ask_when_the_first_has_lost_interest() {
        let (shared, catalogue) = (SharedStories::default(), catalogue(2));
        let looks = AtomicUsize::new(0);
        // Asks only long enough to begin.
        let lost = shared.all(&catalogue, &Marks::default(), || looks.fetch_add(1, Ordering::Relaxed) > 0);
        let begun = {
            let state = shared.lock();
            state.grouping.is_some() || state.grouped.is_some()
        };
        assert!(begun, "it goes on: {:?}", lost.is_some());
        assert!(shared.all(&catalogue, &Marks::default(), || false).is_some());
    }

    #[test]
    fn leaving_the_archive_frees_whoever_waits_and_forgets_what_was_grouped() {
        let (shared, catalogue) = (SharedStories::default(), catalogue(2));
        assert!(shared.all(&catalogue, &Marks::default(), || false).is_some());
        // A grouping for another catalogue that never ends.
        let endless = Cancel::default();
        (shared.lock().grouping, shared.lock().grouped) = (Some(endless.clone()), None);
        let (waits, is_waiting) = crossbeam_channel::unbounded();
        let waiting = std::thread::spawn({
            let shared = shared.clone();
            move || shared.all(&catalogue, &Marks::default(), || waits.send(()).is_err())
        });
        is_waiting.recv().unwrap();
        drop(shared.leave_archive());
        assert!(waiting.join().unwrap().is_none());
        assert!(endless.is_cancelled() && shared.lock().grouped.is_none());
    }
}
