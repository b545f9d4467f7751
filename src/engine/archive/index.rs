//! The thread of an open index: reads its rows if they are few, asks now and then whether it has changed, and
//! notices when the server goes and comes back.

use super::following::cleared;
use super::index_rows::{FIRST_ROWS, ListedRows, ListedState};
use super::open::ArchiveInput;
use crate::archive::{
    Cancel, Catalogue, Followed, Following, Loaded, Problems, Progress, SegmentBuilder, Stage, WalkReport,
};
use crate::cluster::{IndexState, OpenIndex, Trouble};
use crate::engine::channel::ArchiveSender;
use crate::engine::event::{ArchiveEvent, ProgramEvent};
use crate::engine::query::find::Finder;
use crate::engine::query::lister::{ArchiveNews, ListInput};
use crate::engine::query::read_rows::{KnownRow, ReadRows};
use crate::library::Marks;
use crate::search::{Asking, FieldValues, RemoteLists, Search};
use crate::text::hanja::Abbreviations;
use crossbeam_channel::{Receiver, Sender, after, select_biased};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The most articles, counting each version, whose rows are read at once. Of a larger index, rows are read
/// where they are looked at.
pub(super) const MOST_ROWS: usize = 20_000;

/// An open index.
pub(crate) struct IndexArchive {
    pub(crate) index: Arc<OpenIndex>,
    /// Cancels reading; what has been read stays.
    pub(crate) cancel: Cancel,
    /// Set when another archive is opened in its place.
    pub(crate) closed: Cancel,
    pub(crate) sender: ArchiveSender,
    pub(crate) lists: Sender<ListInput>,
    pub(crate) inputs: Receiver<ArchiveInput>,
    /// Fires when the server stops answering.
    pub(crate) lost: Receiver<()>,
}

impl IndexArchive {
    /// Runs until the index is closed.
    pub(crate) fn run(mut self) {
        let mut state = ListedState::default();
        self.publish(ArchiveNews::Finder(Finder::There(self.index.clone())));
        self.publish(ArchiveNews::Catalogue(Arc::default()));
        let mut reading = 0;
        self.look(&mut state, &mut reading);
        self.cancel = self.closed.clone();
        loop {
            let timer = after(state.until_next_look());
            select_biased! {
                recv(self.inputs) -> input => match input {
                    Ok(ArchiveInput::LookAgain(cancel)) => {
                        self.cancel = cancel;
                        (state.read, state.is_stopped) = (None, false);
                        self.look(&mut state, &mut reading);
                        self.cancel = self.closed.clone();
                    }
                    Ok(ArchiveInput::ClearCaches(caches)) => {
                        self.sender.program().send(ProgramEvent::CachesMeasured(cleared(&caches)));
                    }
                    // Nothing else that can be asked of an archive concerns an index.
                    Ok(_) => {}
                    Err(_) => return,
                },
                recv(self.lost) -> _ => self.follow(&mut state, Following::Unreachable { since: Timestamp::now() }),
                recv(timer) -> _ => self.look(&mut state, &mut reading),
            }
        }
    }

    /// Asks whether the index has changed, and reads it if so.
    fn look(&self, state: &mut ListedState, reading: &mut u32) {
        match self.index.state() {
            Ok(now) => {
                state.is_refused = false;
                let is_same = state.read.as_ref().is_some_and(|read| !read.differs(&now));
                let following =
                    if now.is_being_published { Following::BeingPublished } else { Following::Notified };
                self.follow(state, following);
                // While it is being published, what can be seen is as of its last update.
                if is_same || state.is_stopped || now.is_being_published && state.read.is_some() {
                    return;
                }
                if self.index.is_paged() || now.count > MOST_ROWS as u64 {
                    return self.list_in_pages(state, now);
                }
                *reading += 1;
                if let Err(trouble) = self.read(state, now, *reading) {
                    self.lose(state, &trouble);
                }
            }
            Err(trouble) => self.lose(state, &trouble),
        }
    }

    fn lose(&self, state: &mut ListedState, trouble: &Trouble) {
        tracing::info!(error = trouble as &dyn std::error::Error, "index lost");
        if state.read.is_none() {
            // Reading has ended.
            self.end(state, Duration::ZERO, true);
        }
        self.follow(state, Following::Unreachable { since: Timestamp::now() });
        // Whoever noticed the loss first didn't know why.
        if trouble.is_refusal() && !std::mem::replace(&mut state.is_refused, true) {
            self.sender.send(ArchiveEvent::ServerRefused(trouble.clone()));
        }
    }

    /// Reports whether the server answers. When it is back, what couldn't be found is looked for again.
    fn follow(&self, state: &mut ListedState, now: Following) {
        let is_gone = |following: Following| matches!(following, Following::Unreachable { .. });
        let before = state.following;
        if is_gone(before) && is_gone(now) || before == now {
            return;
        }
        state.following = now;
        self.sender.send(ArchiveEvent::Following(now));
        if is_gone(before) {
            self.publish(match self.index.is_paged() {
                true => ArchiveNews::Paged(None),
                false => ArchiveNews::Catalogue(Arc::new(state.builder.snapshot())),
            });
        }
    }

    /// Has the list read where it is looked at, and counted again if it is already.
    fn list_in_pages(&self, state: &mut ListedState, now: IndexState) {
        let is_first = state.read.replace(now).is_none();
        let rows = (!self.index.is_paged()).then(|| {
            self.index.begin_pages();
            let known = std::mem::take(&mut state.known).into_iter();
            let known =
                known.map(|(document, row)| (document, KnownRow { ordinal: row.ordinal, print: row.print }));
            Box::new(ReadRows::of(std::mem::take(&mut state.builder), known.collect()))
        });
        self.index.forget();
        self.publish(ArchiveNews::Paged(rows));
        if is_first {
            self.end(state, Duration::ZERO, false);
        }
    }

    /// Reads all rows, and lists what is new.
    fn read(&self, state: &mut ListedState, now: IndexState, reading: u32) -> Result<(), Trouble> {
        let (started, is_first) = (Instant::now(), state.read.is_none());
        let before = state.builder.snapshot();
        self.index.forget();
        let found = now.count as usize;
        let mut rows = ListedRows {
            index: &self.index,
            state,
            segment: SegmentBuilder::default(),
            first: before.len(),
            enough: FIRST_ROWS,
            gone: Vec::new(),
            reading,
        };
        let mut done = 0;
        let read = self.index.rows(&self.cancel, |row| {
            rows.take(row);
            done += 1;
            if rows.is_enough() {
                rows.push();
                if is_first {
                    let (stage, took) = (Stage::Reading, started.elapsed());
                    let progress = Progress { stage, done, found, found_all: true, took };
                    self.publish_beginning(rows.state.builder.snapshot(), progress);
                }
            }
            !self.cancel.is_cancelled() && !self.closed.is_cancelled()
        });
        // What came before the server failed is known from now on, so it has to be listed.
        rows.push();
        let mut gone = rows.gone;
        let is_whole = matches!(read, Ok(true));
        if is_whole {
            gone.extend(
                state.known.extract_if(|_, known| known.seen != reading).map(|(_, known)| known.ordinal),
            );
        }
        gone.sort_unstable();
        state.builder.remove(&gone);
        state.is_stopped = matches!(read, Ok(false));
        if let Err(trouble) = read {
            if !is_first {
                self.replace(state, &before);
            }
            return Err(trouble);
        }
        if is_whole {
            state.read = Some(now);
        }
        if is_first {
            self.end(state, started.elapsed(), !is_whole);
        } else {
            self.replace(state, &before);
        }
        Ok(())
    }

    /// Lists what has been read so far, and says how much that is.
    fn publish_beginning(&self, catalogue: Catalogue, progress: Progress) {
        self.publish(ArchiveNews::Catalogue(Arc::new(catalogue)));
        self.sender.send(ArchiveEvent::Loading(progress));
    }

    /// Lists what was read first, and says that it is all.
    fn end(&self, state: &ListedState, took: Duration, cancelled: bool) {
        let catalogue = Arc::new(state.builder.snapshot());
        if !self.index.is_paged() {
            self.publish(ArchiveNews::Catalogue(catalogue.clone()));
        }
        let problems = Problems::of(&catalogue, WalkReport::default());
        let verdicts = catalogue.verdicts();
        let loaded = Loaded {
            catalogue: catalogue.clone(),
            problems,
            verdicts,
            took,
            at: Timestamp::now(),
            cancelled,
        };
        self.send_once_listed(ArchiveEvent::Loaded(Box::new(loaded)));
        if !self.index.is_paged() {
            self.send_values(&catalogue);
        }
    }

    /// Lists what has changed.
    fn replace(&self, state: &ListedState, before: &Catalogue) {
        let catalogue = Arc::new(state.builder.snapshot());
        let known: rustc_hash::FxHashSet<&str> = before.rows().map(|row| row.path()).collect();
        let is_new = |&ordinal: &u32| catalogue.row(ordinal).is_some_and(|row| !known.contains(row.path()));
        let added = (before.len()..catalogue.len()).filter(is_new).collect();
        self.publish(ArchiveNews::Catalogue(catalogue.clone()));
        let problems = Problems::of(&catalogue, WalkReport::default());
        let verdicts = catalogue.verdicts();
        let followed = Followed { added, catalogue: catalogue.clone(), problems, verdicts };
        self.send_once_listed(ArchiveEvent::Followed(Box::new(followed)));
        self.send_values(&catalogue);
    }

    fn send_values(&self, catalogue: &Catalogue) {
        let count = |query: &str| self.count(query, catalogue).unwrap_or(0) as u32;
        self.sender.send(ArchiveEvent::Values(Arc::new(FieldValues::of(catalogue, count))));
    }

    /// How many articles a query finds, if the server knows.
    fn count(&self, query: &str, catalogue: &Catalogue) -> Option<usize> {
        let (finder, words) = (Finder::There(self.index.clone()), Abbreviations::default());
        let search = Arc::new(Search::new(query, 0..0, &words));
        let asking = Asking { abbreviations: &words, marks: &Marks::default(), cancel: &self.closed };
        finder.count(catalogue, search, asking)
    }

    /// Sends an event about what was published once it is listed.
    fn send_once_listed(&self, event: ArchiveEvent) {
        self.publish(ArchiveNews::Ticket(self.sender.hold(event)));
    }

    fn publish(&self, news: ArchiveNews) {
        // The list thread is gone once the program ends.
        let _ = self.lists.send(ListInput::Archive(self.sender.generation, news));
    }
}
