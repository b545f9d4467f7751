//! Processes many items: one thread feeds them, several work on them, and the caller collects the results as
//! they come, knowing how many items have been found. Stops early if cancelled.

use crate::archive::Cancel;
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};
use std::time::Duration;

/// The least time between two progress reports.
pub(super) const BETWEEN_PROGRESS: Duration = Duration::from_millis(100);

/// A pipeline's configuration.
pub(super) struct Pipeline<'a> {
    /// The name of the worker threads.
    pub(super) name: &'static str,
    pub(super) workers: usize,
    /// How far the feeder may be ahead; `None` lets it finish as soon as it can.
    pub(super) ahead: Option<usize>,
    pub(super) cancel: &'a Cancel,
}

/// Where items are fed in.
pub(super) struct Feed<'a, I> {
    found: &'a AtomicUsize,
    items: Sender<I>,
}

/// Where a worker takes items from and sends results to.
pub(super) struct Work<'a, I, O> {
    items: Receiver<I>,
    results: Sender<O>,
    cancel: &'a Cancel,
}

/// How many items have been fed in so far.
#[derive(Clone, Copy)]
pub(super) struct Fed {
    pub(super) found: usize,
    /// Whether those are all.
    pub(super) is_all: bool,
}

impl<I> Feed<'_, I> {
    /// Feeds in an item that counts as `count`.
    pub(super) fn give(&self, item: I, count: usize) {
        self.count(count);
        // Fails only if the workers are gone because the work is over.
        let _ = self.items.send(item);
    }

    /// Announces how many items will be fed in.
    pub(super) fn count(&self, count: usize) {
        self.found.fetch_add(count, Ordering::Relaxed);
    }
}

impl<I, O> Work<'_, I, O> {
    /// The next item; `None` if there are no more, or if cancelled.
    pub(super) fn next(&self) -> Option<I> {
        self.items.recv().ok().filter(|_| !self.cancel.is_cancelled())
    }

    pub(super) fn give(&self, result: O) {
        // The collector stays until all is done.
        let _ = self.results.send(result);
    }
}

impl Pipeline<'_> {
    /// Runs feeder, workers and collector, and returns the feeder's result.
    ///
    /// # Errors
    /// If the system can't start the threads.
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
