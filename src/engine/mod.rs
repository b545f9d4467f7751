//! The only threads of the program: requests go in, events come out, and what is out of date is dropped.
//!
//! The engine knows no window. It is handed a `notify` closure that it calls after each event.

mod article;
mod changes;
mod clip;
mod compare;
mod count;
mod door;
mod event;
mod export;
mod find;
mod heap;
mod instance;
mod journal;
mod keep;
mod library;
mod list;
mod load;
mod open;
mod presence;
mod priority;
mod recheck;
mod update;
mod verify;
mod watch;

pub use article::{ReadArticle, Setting};
pub use clip::ClipJob;
pub use compare::Compared;
pub use event::{Event, Followed, Loaded, Progress, Stage};
pub use export::{ExportJob, ExportReport, Exported, export};
pub use find::find;
pub use instance::{Instance, Start, start};
pub use keep::Kept;
pub use library::{BackedUp, LibraryNews};
pub use list::list_beginning;
pub use load::{LoadProgress, LoadReport, load};
pub use recheck::Checked;
pub use update::{join_segments, load_cached, store};
pub use verify::{VerifyProgress, VerifyReport, verify, verify_listed};

use crate::archive::{Archive, Cache, Cancel, Encodings, cache_bytes};
use crate::library::{Folders, LibraryError, Marks, keep_log_out_of, read_abbreviations};
use crate::search::{ListRequest, Search};
use article::{ReadInput, SnippetInput, read_as_asked, snip_as_asked};
use count::{CountInput, count_as_needed};
use crossbeam_channel::{Receiver, Sender, unbounded};
use event::{EventSender, Generation};
use instance::Listening;
use keep::{KeepInput, SharedWritten, keep_as_asked, keep_last};
use library::LibraryInput;
use list::{ListInput, list_as_asked};
use open::{ArchiveInput, OpenArchive};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

/// The engine's handle. Dropping it stops every job.
pub struct Engine {
    generation: Generation,
    /// The folder of the open archive; empty where none is.
    folder: PathBuf,
    /// Where caches are kept; `None` where none is.
    caches: Option<PathBuf>,
    /// Stops the load.
    cancel: Cancel,
    /// Ends the open archive.
    closed_archive: Cancel,
    /// The thread of the open archive.
    archive: Option<Sender<ArchiveInput>>,
    /// Stops a further check.
    cancel_check: Cancel,
    sender: EventSender,
    events: Receiver<(Generation, Event)>,
    lists: Sender<ListInput>,
    /// Stops the search for the list that was asked for last.
    search: Cancel,
    counts: Sender<CountInput>,
    reads: Sender<ReadInput>,
    encodings: Encodings,
    snippets: Sender<SnippetInput>,
    library: Option<(Sender<LibraryInput>, JoinHandle<()>)>,
    keeps: Sender<KeepInput>,
    written: SharedWritten,
    listening: Option<Listening>,
}

impl Engine {
    /// Starts the threads that wait for work. `notify` is called from them after each event.
    pub fn start(notify: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        let (events_in, events) = unbounded();
        let (lists, list_inputs) = unbounded();
        let (counts, count_inputs) = unbounded();
        let (reads, read_inputs) = unbounded();
        let sender = EventSender { generation: 0, events: events_in, notify: Arc::new(notify) };
        let (snippets, snippet_inputs) = unbounded();
        let (keeps, keep_inputs) = unbounded();
        let (list_sender, read_sender, snippet_sender) = (sender.clone(), sender.clone(), sender.clone());
        let (count_sender, counts_for_lists) = (sender.clone(), counts.clone());
        Builder::new()
            .name("seogo-count".into())
            .spawn(move || count_as_needed(&count_inputs, count_sender))?;
        Builder::new()
            .name("seogo-list".into())
            .spawn(move || list_as_asked(&list_inputs, list_sender, &counts_for_lists))?;
        Builder::new()
            .name("seogo-article".into())
            .spawn(move || read_as_asked(&read_inputs, read_sender))?;
        Builder::new()
            .name("seogo-snippet".into())
            .spawn(move || snip_as_asked(&snippet_inputs, snippet_sender))?;
        let (written, keep_sender) = (SharedWritten::default(), sender.clone());
        let keeper_written = written.clone();
        Builder::new()
            .name("seogo-keep".into())
            .spawn(move || keep_as_asked(&keep_inputs, &keeper_written, &keep_sender))?;
        Ok(Self {
            keeps,
            written,
            generation: 0,
            folder: PathBuf::new(),
            caches: None,
            cancel: Cancel::default(),
            closed_archive: Cancel::default(),
            archive: None,
            cancel_check: Cancel::default(),
            sender,
            events,
            lists,
            search: Cancel::default(),
            counts,
            reads,
            encodings: Encodings::default(),
            snippets,
            library: None,
            listening: None,
        })
    }

    /// The next event of what is open now, if there is one.
    pub fn next_event(&self) -> Option<Event> {
        loop {
            let (generation, event) = self.events.try_recv().ok()?;
            let outlives_an_open = matches!(
                event,
                Event::Library(_)
                    | Event::BackedUp(_)
                    | Event::BackupRead(_)
                    | Event::Picked(_)
                    | Event::NoPicker
                    | Event::LessMotion(_)
                    | Event::Exporting { .. }
                    | Event::Exported { .. }
                    | Event::PickedPlace(_)
                    | Event::AddressNotOpened(..)
                    | Event::FolderNotShown(..)
                    | Event::NotKept(_)
                    | Event::BadAbbreviations(_)
                    | Event::StartedAgain(_)
            );
            if outlives_an_open || generation == self.generation {
                return Some(event);
            }
        }
    }

    /// Keeps what it reads of archives in this folder, so that it need not read it again; `None`: keeps nothing.
    pub fn set_caches(&mut self, caches: Option<PathBuf>) {
        self.caches = caches;
    }

    /// Measures the caches in a folder.
    pub fn measure_caches(&self, caches: PathBuf) {
        self.spawn_telling("seogo-cache", move |sender| {
            sender.send(Event::CachesMeasured(cache_bytes(&caches)))
        });
    }

    /// Removes the caches in a folder; the open archive keeps none until it is opened again.
    pub fn clear_caches(&self, caches: PathBuf) {
        match &self.archive {
            Some(_) => self.ask_archive(ArchiveInput::ClearCaches(caches)),
            None => self.spawn_telling("seogo-cache", move |sender| {
                sender.send(Event::CachesMeasured(open::cleared(&caches)));
            }),
        }
    }

    /// The encodings that were chosen for single files.
    pub fn encodings(&self) -> Encodings {
        self.encodings.clone()
    }

    /// Reads some files in other encodings from now on; those that are named, by full path, at once.
    pub fn set_encodings(&mut self, encodings: Encodings, changed: Vec<PathBuf>) {
        self.encodings = encodings.clone();
        self.ask_archive(ArchiveInput::Encodings(encodings, changed));
    }

    /// Hears later starts of the program from now on, as the first.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn listen(&mut self, instance: Instance) -> io::Result<()> {
        self.listening = Some(instance.listen(self.sender.clone())?);
        Ok(())
    }

    fn ask_archive(&self, input: ArchiveInput) {
        if let Some(archive) = &self.archive {
            let _ = archive.send(input);
        }
    }

    /// Opens a folder, or a file and its folder, in place of what is open.
    pub fn open(&mut self, path: &Path) {
        let previous = self.cancel.clone();
        let cancel = Cancel::default();
        let sender = EventSender { generation: self.generation + 1, ..self.sender.clone() };
        let archive = match Archive::at(path) {
            Ok(archive) => archive,
            // What is open stays open.
            Err(error) => return self.sender.send(Event::OpenFailed(error)),
        };
        previous.cancel();
        self.cancel_check.cancel();
        std::mem::take(&mut self.closed_archive).cancel();
        self.generation += 1;
        self.sender.generation = self.generation;
        self.cancel = cancel.clone();
        keep_log_out_of(&archive.folder);
        self.ask_library(LibraryInput::Opened(archive.folder.clone()));
        sender.send(Event::Opened(archive.clone()));
        self.folder.clone_from(&archive.folder);
        let (archive_in, inputs) = unbounded();
        self.archive = Some(archive_in);
        let open = OpenArchive {
            // Nothing is written into an archive.
            cache: self
                .caches
                .as_ref()
                .map(|caches| Cache::of(caches, &archive.folder))
                .filter(|cache| !archive.would_hold(cache.folder())),
            folder: archive.folder,
            encodings: self.encodings.clone(),
            cancel,
            closed: self.closed_archive.clone(),
            sender,
            lists: self.lists.clone(),
            inputs,
        };
        self.spawn("seogo-archive", move || open.run());
    }

    /// Looks at every file of the open archive again, which lies in `folder`, and reads what has changed or is missing.
    /// Where the folder is not there, that is told as for one that can't be opened.
    pub fn look_again(&mut self, folder: &Path) {
        // Where it waits for a load that goes on, it is stopped with that.
        if self.cancel.is_cancelled() {
            self.cancel = Cancel::default();
        }
        let input = ArchiveInput::LookAgain(self.cancel.clone());
        if self.archive.as_ref().is_none_or(|archive| archive.send(input).is_err()) {
            self.open(folder);
        }
    }

    /// Stops the load. What has been read stays.
    pub fn cancel_load(&self) {
        self.cancel.cancel();
    }

    /// Stops making posting lists. Searching what has none takes longer.
    pub fn stop_indexing(&self) {
        self.ask_archive(ArchiveInput::Rest);
    }

    /// Reads a file again for the list, which is told otherwise of it than the file is.
    pub fn reread(&self, ordinal: u32) {
        self.ask_archive(ArchiveInput::Changed(vec![ordinal]));
    }

    /// Asks for another list. The newest request wins.
    pub fn list(&mut self, request: ListRequest) {
        std::mem::take(&mut self.search).cancel();
        let _ = self.lists.send(ListInput::Request(request, self.search.clone()));
    }

    /// Uses the headline abbreviations that the reader added in these folders.
    pub fn use_abbreviations(&self, folders: Folders) {
        let (lists, counts, sender) = (self.lists.clone(), self.counts.clone(), self.sender.clone());
        self.spawn("seogo-abbreviations", move || {
            let (abbreviations, told) = read_abbreviations(&folders);
            let _ = counts.send(CountInput::Abbreviations(abbreviations.clone()));
            let _ = lists.send(ListInput::Abbreviations(abbreviations));
            if let Some(error) = told {
                sender.send(Event::BadAbbreviations(error));
            }
        });
    }

    /// Lists and counts by these marks from now on.
    pub fn use_marks(&self, marks: Arc<Marks>) {
        let _ = self.lists.send(ListInput::Marks(marks.clone()));
        let _ = self.counts.send(CountInput::Marks(marks));
    }

    /// Reads the article with this ordinal from its file, to be set as `setting` says. The
    /// newest request wins.
    pub fn read(&self, ordinal: u32, path: PathBuf, setting: Setting) {
        let (generation, folder) = (self.generation, self.folder.clone());
        let chosen = self.encodings.of(&folder, &path);
        let _ = self.reads.send(ReadInput { generation, ordinal, folder, path, chosen, setting });
    }

    /// Reads the lines around what a search finds in some articles. The newest request wins.
    pub fn snippets(&self, search: Arc<Search>, articles: Vec<(u32, PathBuf)>) {
        let (generation, folder, encodings) = (self.generation, self.folder.clone(), self.encodings.clone());
        let _ = self.snippets.send(SnippetInput { generation, search, folder, encodings, articles });
    }

    /// Writes settings and session soon. The newest wins.
    pub fn keep_session(&self, kept: Kept) {
        let _ = self.keeps.send((kept, self.folder.clone()));
    }

    /// Writes settings and session for the last time, and waits for it.
    ///
    /// # Errors
    /// Where they can't be written.
    pub fn keep_session_last(&self, kept: Kept) -> Result<(), LibraryError> {
        keep_last(&(kept, self.folder.clone()), &self.written)
    }

    /// Drops what is out of date on a thread of its own: giving a catalogue's memory back takes longer than a frame.
    pub fn release(&self, old: impl Send + 'static) {
        self.spawn("seogo-release", move || drop(old));
    }

    /// Does something in a thread of its own that tells what came of it.
    fn spawn_telling(&self, name: &str, job: impl FnOnce(EventSender) + Send + 'static) {
        let sender = self.sender.clone();
        self.spawn(name, move || job(sender));
    }

    fn spawn(&self, name: &str, job: impl FnOnce() + Send + 'static) {
        if let Err(error) = Builder::new().name(name.into()).spawn(job) {
            self.sender.send(Event::NoThread(error));
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // A further start is to open a window of its own from now on.
        self.listening = None;
        self.cancel.cancel();
        self.cancel_check.cancel();
        self.closed_archive.cancel();
        if let Some((library, thread)) = self.library.take() {
            drop(library);
            // What was marked last is still on its way into the file.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article;
    use crate::search::Listing;
    use std::time::{Duration, Instant};

    fn wait<T>(engine: &Engine, mut wanted: impl FnMut(Event) -> Option<T>) -> T {
        let until = Instant::now() + Duration::from_secs(30);
        while Instant::now() < until {
            match engine.next_event() {
                Some(event) => {
                    if let Some(found) = wanted(event) {
                        return found;
                    }
                }
                None => std::thread::sleep(Duration::from_millis(1)),
            }
        }
        panic!("the event did not come");
    }

    fn folder(titles: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for title in titles {
            let text = format!("---\nid: 901_{title}\ntitle: {title}\n---\n\n본문\n");
            std::fs::write(folder.path().join(format!("{title}.md")), text).unwrap();
        }
        folder
    }

    fn listed(engine: &Engine, len: usize) -> Arc<Listing> {
        wait(engine, |event| match event {
            Event::Listed(listing) if listing.len() == len => Some(listing),
            _ => None,
        })
    }

    #[test]
    fn a_second_folder_replaces_the_first() {
        let (first, second) = (folder(&["a", "b", "c"]), folder(&["d"]));
        let mut engine = Engine::start(|| {}).unwrap();
        engine.open(first.path());
        engine.open(second.path());
        let listing = listed(&engine, 1);
        assert_eq!(listing.row(0).unwrap().title(), "d");
    }

    #[test]
    fn what_cannot_be_opened_leaves_the_open_one() {
        let first = folder(&["a"]);
        let mut engine = Engine::start(|| {}).unwrap();
        engine.open(first.path());
        listed(&engine, 1);
        engine.open(&first.path().join("absent"));
        wait(&engine, |event| matches!(event, Event::OpenFailed(_)).then_some(()));
        engine.list(ListRequest::default());
        assert_eq!(listed(&engine, 1).len(), 1);
    }

    #[test]
    fn an_article_that_vanished_is_told_and_the_next_is_read() {
        let archive = folder(&["a", "b"]);
        let mut engine = Engine::start(|| {}).unwrap();
        engine.open(archive.path());
        std::fs::remove_file(archive.path().join("a.md")).unwrap();
        let read = |ordinal, name| {
            engine.read(
                ordinal,
                archive.path().join(name),
                Setting { restore_paragraphs: true, break_long: true },
            );
            wait(&engine, |event| match event {
                Event::Read(read) => Some(read),
                _ => None,
            })
        };
        assert_eq!(read(0, "a.md").article.problems[0].kind, article::ProblemKind::Unreadable);
        assert_eq!(read(1, "b.md").article.title, "b");
    }
}
