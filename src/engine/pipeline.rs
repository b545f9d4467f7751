//! The same done to many things: one thread feeds them, several work on them, and the caller collects what comes of it as
//! it comes, and knows how many have been found. It ends early where it is cancelled.

use crate::archive::Cancel;
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};
use std::time::Duration;

/// How long after one report of progress the next may come.
pub(super) const BETWEEN_PROGRESS: Duration = Duration::from_millis(100);

/// Who works.
pub(super) struct Pipeline<'a> {
    /// The name of the working threads.
    pub(super) name: &'static str,
    pub(super) workers: usize,
    /// How much the feeder may be ahead; `None` where it is to come to its end as soon as it can.
    pub(super) ahead: Option<usize>,
    pub(super) cancel: &'a Cancel,
}

/// Where things are fed in.
pub(super) struct Feed<'a, I> {
    found: &'a AtomicUsize,
    items: Sender<I>,
}

/// What a worker takes things from, and gives what came of them to.
pub(super) struct Work<'a, I, O> {
    items: Receiver<I>,
    results: Sender<O>,
    cancel: &'a Cancel,
}

/// How many things have been fed in so far.
#[derive(Clone, Copy)]
pub(super) struct Fed {
    pub(super) found: usize,
    /// Whether those are all.
    pub(super) is_all: bool,
}

impl<I> Feed<'_, I> {
    /// Feeds in something that counts as so many.
    pub(super) fn give(&self, item: I, count: usize) {
        self.count(count);
        // The workers are gone only when the work is over.
        let _ = self.items.send(item);
    }

    /// Says how many there will be before they are fed in.
    pub(super) fn count(&self, count: usize) {
        self.found.fetch_add(count, Ordering::Relaxed);
    }
}

impl<I, O> Work<'_, I, O> {
    /// What is to be done next; `None` where all is done, or the work is cancelled.
    pub(super) fn next(&self) -> Option<I> {
        self.items.recv().ok().filter(|_| !self.cancel.is_cancelled())
    }

    pub(super) fn give(&self, result: O) {
        // Somebody collects until all is done.
        let _ = self.results.send(result);
    }
}

impl Pipeline<'_> {
    /// Feeds, works and collects; what the feeder came to.
    ///
    /// # Errors
    /// Where the system has no more threads to give.
    pub(super) fn run<I: Send, O: Send, F: Default + Send>(
        &self,
        feed: impl FnOnce(&Feed<'_, I>) -> F + Send,
        work: impl Fn(&Work<'_, I, O>) + Sync,
        mut collect: impl FnMut(O, Fed),
    ) -> io::Result<F> {
        let (found, work) = (&AtomicUsize::new(0), &work);
        thread::scope(|scope| {
            let (items_in, items) = self.ahead.map_or_else(unbounded, bounded);
            let (results_in, results) = unbounded();
            for _ in 0..self.workers {
                let to_do = Work { items: items.clone(), results: results_in.clone(), cancel: self.cancel };
                Builder::new().name(self.name.into()).spawn_scoped(scope, move || work(&to_do))?;
            }
            drop((items, results_in));
            let feed = move || feed(&Feed { found, items: items_in });
            let feeder = Builder::new().name("seogo-walk".into()).spawn_scoped(scope, feed)?;
            for result in results {
                let is_all = feeder.is_finished();
                collect(result, Fed { found: found.load(Ordering::Relaxed), is_all });
            }
            Ok(feeder.join().unwrap_or_default())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(cancel: &Cancel, ahead: Option<usize>) -> (usize, u64, Fed) {
        let pipeline = Pipeline { name: "seogo-test", workers: 3, ahead, cancel };
        let (mut sum, mut last) = (0, Fed { found: 0, is_all: false });
        let fed = pipeline.run(
            |feed: &Feed<'_, u64>| {
                (1..=100).for_each(|number| feed.give(number, 1));
                100
            },
            |work: &Work<'_, u64, u64>| {
                while let Some(number) = work.next() {
                    work.give(number);
                }
            },
            |number, fed| (sum, last) = (sum + number, fed),
        );
        (fed.unwrap(), sum, last)
    }

    #[test]
    fn everything_is_done_once_however_far_the_feeder_may_be_ahead() {
        for ahead in [None, Some(2)] {
            let (fed, sum, last) = sum(&Cancel::default(), ahead);
            assert_eq!((fed, sum, last.found), (100, 5050, 100));
        }
    }

    #[test]
    fn cancelled_work_ends_without_waiting_for_the_rest() {
        let cancel = Cancel::default();
        cancel.cancel();
        assert_eq!(sum(&cancel, Some(2)).1, 0);
    }
}
