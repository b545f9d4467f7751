//! Requests of several windows, of which only each one's latest counts.

use crossbeam_channel::{Receiver, Sender};
use std::collections::VecDeque;

/// The number of the window that asks for something.
pub type Asker = u64;

/// The sending side, which windows ask through.
pub(crate) type AskSender<T> = Sender<(Asker, T)>;

/// The receiving side.
pub(crate) struct Latest<'a, T> {
    inputs: &'a Receiver<(Asker, T)>,
    /// What has arrived and isn't out of date, at most one request of each window.
    pending: VecDeque<(Asker, T)>,
}

impl<'a, T> Latest<'a, T> {
    pub(crate) fn of(inputs: &'a Receiver<(Asker, T)>) -> Self {
        Self { inputs, pending: VecDeque::new() }
    }

    /// The next request to answer; waits until there is one. `None` once all senders are gone.
    pub(crate) fn next(&mut self) -> Option<(Asker, T)> {
        if self.pending.is_empty() {
            self.pending.push_back(self.inputs.recv().ok()?);
        }
        self.gather();
        self.pending.pop_front()
    }

    /// Whether a window has asked for something else since.
    pub(crate) fn has_other_of(&mut self, asker: Asker) -> bool {
        self.gather();
        self.pending.iter().any(|(of, _)| *of == asker)
    }

    fn gather(&mut self) {
        for (asker, input) in self.inputs.try_iter() {
            match self.pending.iter_mut().find(|(of, _)| *of == asker) {
                Some((_, pending)) => *pending = input,
                None => self.pending.push_back((asker, input)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossbeam_channel::unbounded;

    #[test]
    fn of_each_window_the_latest_request_counts_and_none_is_lost_to_another() {
        let (sender, inputs) = unbounded();
        let mut latest = Latest::of(&inputs);
        for (asker, text) in [(0, "가"), (1, "나"), (0, "다")] {
            sender.send((asker, text)).unwrap();
        }
        assert_eq!(latest.next(), Some((0, "다")));
        assert!(!latest.has_other_of(0) && latest.has_other_of(1));
        sender.send((0, "라")).unwrap();
        assert!(latest.has_other_of(0));
        assert_eq!(latest.next(), Some((1, "나")));
        assert_eq!(latest.next(), Some((0, "라")));
        drop(sender);
        assert_eq!(latest.next(), None);
    }
}
