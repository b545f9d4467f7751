//! How events reach the window: senders for the threads, and the receiver, which drops what is out of date and
//! holds back what is only true once it is listed.

use super::event::{ArchiveEvent, Event, ProgramEvent};
use super::journal;
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The number of an opening. Anything from an earlier opening is dropped.
pub(super) type Generation = u64;

/// Stands for an event that is held back, among what its archive publishes to the list. Later ones have higher
/// numbers.
pub(super) type Ticket = u64;

/// A message to the receiver.
#[derive(Debug)]
pub(super) enum Sent {
    Archive(Generation, ArchiveEvent),
    /// An event of the archive to be held back until the list has reached its ticket.
    Held(Generation, Ticket, ArchiveEvent),
    /// The list has reached a ticket.
    Reached(Ticket),
    Program(ProgramEvent),
}

/// Sends events of the program, and wakes the receiver.
#[derive(Clone)]
pub(crate) struct ProgramSender {
    sent: Sender<Sent>,
    last_ticket: Arc<AtomicU64>,
    notify: Arc<dyn Fn() + Send + Sync>,
}

/// Sends events of the archive of one generation.
#[derive(Clone)]
pub(super) struct ArchiveSender {
    pub(super) generation: Generation,
    program: ProgramSender,
}

/// Receives the events of the program and of the open archive.
pub(super) struct Incoming {
    sent: Receiver<Sent>,
    /// What is held back, in order.
    held: RefCell<VecDeque<(Generation, Ticket, ArchiveEvent)>>,
    /// How far the list is.
    reached: Cell<Ticket>,
}

/// A sender and its receiver. `notify` is called after each event.
pub(super) fn channel(notify: impl Fn() + Send + Sync + 'static) -> (ProgramSender, Incoming) {
    let (sender, sent) = unbounded();
    let program = ProgramSender { sent: sender, last_ticket: Arc::default(), notify: Arc::new(notify) };
    (program, Incoming { sent, held: RefCell::default(), reached: Cell::default() })
}

impl ProgramSender {
    pub(super) fn send(&self, event: ProgramEvent) {
        journal::note_of_program(&event);
        self.pass(Sent::Program(event));
    }

    pub(super) fn of_archive(&self, generation: Generation) -> ArchiveSender {
        ArchiveSender { generation, program: self.clone() }
    }

    fn pass(&self, event: Sent) {
        // When the program ends, the receiver may already be gone.
        let _ = self.sent.send(event);
        (self.notify)();
    }
}

impl ArchiveSender {
    pub(super) fn send(&self, event: ArchiveEvent) {
        journal::note_of_archive(&event);
        self.program.pass(Sent::Archive(self.generation, event));
    }

    /// Sends an event that arrives only once the list has reached the returned ticket, which is to be published
    /// to the list.
    pub(super) fn hold(&self, event: ArchiveEvent) -> Ticket {
        journal::note_of_archive(&event);
        let ticket = self.program.last_ticket.fetch_add(1, Ordering::Relaxed) + 1;
        self.program.pass(Sent::Held(self.generation, ticket, event));
        ticket
    }

    /// Lets events through up to that of a ticket.
    pub(super) fn reach(&self, ticket: Ticket) {
        self.program.pass(Sent::Reached(ticket));
    }

    /// The sender for events of the program.
    pub(super) fn program(&self) -> &ProgramSender {
        &self.program
    }
}

impl Incoming {
    /// The next event, if one is there and not held back; of archives, only those of one generation.
    pub(super) fn next(&self, of: Generation) -> Option<Event> {
        loop {
            let reached = self.reached.get();
            let next_held = self.held.borrow_mut().pop_front_if(|(_, ticket, _)| *ticket <= reached);
            if let Some((generation, _, event)) = next_held {
                if generation == of {
                    return Some(Event::Archive(event));
                }
                continue;
            }
            match self.sent.try_recv().ok()? {
                Sent::Program(event) => return Some(Event::Program(event)),
                Sent::Archive(generation, event) if generation == of => return Some(Event::Archive(event)),
                Sent::Archive(..) => {}
                Sent::Held(generation, ticket, event) => {
                    self.held.borrow_mut().push_back((generation, ticket, event));
                }
                Sent::Reached(ticket) => self.reached.set(reached.max(ticket)),
            }
        }
    }

    /// All messages, in the order in which they were sent.
    #[cfg(test)]
    pub(super) fn messages(self) -> Receiver<Sent> {
        self.sent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_held_back_until_the_list_has_reached_it() {
        let (program, events) = channel(|| {});
        let (archive, earlier) = (program.of_archive(2), program.of_archive(1));
        earlier.reach(earlier.hold(ArchiveEvent::CacheInUse));
        let ticket = archive.hold(ArchiveEvent::CacheInUse);
        program.send(ProgramEvent::NoPicker);
        assert!(matches!(events.next(2), Some(Event::Program(ProgramEvent::NoPicker))));
        assert!(events.next(2).is_none(), "neither the one of an earlier archive nor the one held back");
        archive.reach(ticket);
        assert!(matches!(events.next(2), Some(Event::Archive(ArchiveEvent::CacheInUse))));
        assert!(events.next(2).is_none());
    }
}
