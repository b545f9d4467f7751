//! The engine's handle: starts the threads that wait for work, and sends them requests.

mod desktop;
mod keeping;
#[cfg(feature = "cluster")]
mod server;
mod start;
mod words;

pub use desktop::PrintJob;
#[cfg(feature = "cluster")]
pub use server::ReachWish;

use crate::archive::{Archive, Cache, Cancel, Catalogue, Choices, Source};
use crate::engine::archive::open::{ArchiveInput, OpenArchive};
use crate::engine::archive::recheck::check_again;
use crate::engine::channel::{ArchiveSender, Generation, Incoming, ProgramSender, channel};
use crate::engine::desktop::instance::{Instance, Listening};
use crate::engine::event::{ArchiveEvent, Event, ProgramEvent};
use crate::engine::keeping::marks::LibraryInput;
use crate::engine::keeping::session::{KeepInput, SharedWritten, run_session_keeper};
use crate::engine::query::count::{CountInput, CountSender, count_channel, run_counter};
use crate::engine::query::find::Finder;
use crate::engine::query::lister::{ListInput, run_lister};
use crate::engine::query::stories::SharedStories;
use crate::engine::query::whole::{Asked, WholeInput, run_whole};
use crate::engine::query::words::{WordsAsked, WordsInput, run_words};
use crate::engine::reading::article::{ReadInput, Setting, SnippetInput};
use crate::engine::reading::compare::{compare, compare_story};
use crate::engine::reading::export::{ExportJob, export_to};
use crate::engine::reading::latest::{AskSender, Asker};
use crate::engine::reading::pictures::PictureInput;
use crate::export::{ChartFormat, SavedChart};
use crate::library::keep_log_out_of;
use crate::search::{ListRequest, Listing, Search};
use crate::whole::{Question, RemoteWhole};
use crate::words::{FoundPlaces, WordsQuestion};
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use start::{start_readers, thread};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use words::WordsHandle;

/// The engine's handle. Dropping it stops every job.
pub struct Engine {
    generation: Generation,
    /// The source of the open archive's articles; its path is empty if none is open.
    source: Source,
    /// Answers queries if the articles are on a server.
    remote: Option<Arc<dyn RemoteWhole>>,
    /// The folder of the caches; `None` if nothing is cached.
    caches: Option<PathBuf>,
    /// Cancels the load.
    cancel: Cancel,
    /// Closes the open archive.
    closed_archive: Cancel,
    /// The thread of the open archive.
    archive: Option<Sender<ArchiveInput>>,
    /// Cancels a further check.
    cancel_check: Cancel,
    sender: ProgramSender,
    events: Incoming,
    lists: Sender<ListInput>,
    /// Signals to the open archive that its cache is damaged.
    damage: Receiver<()>,
    /// Cancels the search for the latest list.
    search: Cancel,
    counts: CountSender,
    whole: Sender<WholeInput>,
    stories: SharedStories,
    /// Cancels the latest question about the whole archive.
    answer: Cancel,
    words: WordsHandle,
    reads: AskSender<ReadInput>,
    snippets: AskSender<SnippetInput>,
    pictures: AskSender<PictureInput>,
    library: Option<(Sender<LibraryInput>, JoinHandle<()>)>,
    keeps: Sender<KeepInput>,
    written: SharedWritten,
    listening: Option<Listening>,
    /// Whether logins for servers may be kept in the system's keyring.
    #[cfg(feature = "cluster")]
    has_keyring: bool,
}

impl Engine {
    /// Starts the threads that wait for work. `notify` is called from them after each event.
    pub fn start(notify: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        let (sender, events) = channel(notify);
        let (lists, list_inputs) = unbounded();
        let (counts, count_inputs) = count_channel();
        let (whole, whole_inputs) = unbounded();
        let (damage_in, damage) = bounded(1);
        let (keeps, keep_inputs) = unbounded();
        let [count_sender, list_sender, whole_sender, places_sender, words_sender] =
            std::array::from_fn(|_| sender.of_archive(0));
        let (counts_for_lists, stories) = (counts.clone(), SharedStories::default());
        let [of_whole, of_counts, of_lists, of_places, of_words] = std::array::from_fn(|_| stories.clone());
        thread("seogo-whole", move || run_whole(&whole_inputs, whole_sender, of_whole))?;
        let (words, place_inputs, word_inputs) = WordsHandle::new();
        thread("seogo-places", move || run_words(&place_inputs, places_sender, of_places))?;
        thread("seogo-words", move || run_words(&word_inputs, words_sender, of_words))?;
        thread("seogo-count", move || run_counter(&count_inputs, count_sender, &of_counts))?;
        thread("seogo-list", move || {
            run_lister(&list_inputs, list_sender, &counts_for_lists, &damage_in, of_lists)
        })?;
        let (reads, snippets, pictures) = start_readers(&sender)?;
        let (written, keep_sender) = (SharedWritten::default(), sender.clone());
        let keeper_written = written.clone();
        thread("seogo-keep", move || run_session_keeper(&keep_inputs, &keeper_written, &keep_sender))?;
        Ok(Self {
            keeps,
            written,
            generation: 0,
            source: Source::default(),
            remote: None,
            caches: None,
            cancel: Cancel::default(),
            closed_archive: Cancel::default(),
            archive: None,
            cancel_check: Cancel::default(),
            sender,
            events,
            lists,
            damage,
            search: Cancel::default(),
            counts,
            whole,
            stories,
            answer: Cancel::default(),
            words,
            reads,
            snippets,
            pictures,
            library: None,
            listening: None,
            #[cfg(feature = "cluster")]
            has_keyring: false,
        })
    }

    /// The next event, if there is one. Events of previously opened archives are dropped.
    pub fn next_event(&self) -> Option<Event> {
        self.events.next(self.generation)
    }

    /// The source of the open archive's articles.
    pub fn source(&self) -> Source {
        self.source.clone()
    }

    /// Reads files as chosen from now on, and the given files and folders again, by full path.
    pub fn set_choices(&mut self, choices: Choices, changed: Vec<PathBuf>) {
        self.source.set_choices(choices.clone());
        self.ask_archive(ArchiveInput::Choices(choices, changed));
    }

    /// Answers later starts of the program from now on, as the first instance.
    ///
    /// # Errors
    /// If the system can't start a thread.
    pub fn listen(&mut self, instance: Instance) -> io::Result<()> {
        self.listening = Some(instance.listen(self.sender.clone())?);
        Ok(())
    }

    fn ask_archive(&self, input: ArchiveInput) {
        if let Some(archive) = &self.archive {
            let _ = archive.send(input);
        }
    }

    /// Opens a folder or file in place of the open archive.
    pub fn open(&mut self, path: &Path) {
        let archive = match Archive::at(path) {
            Ok(archive) => archive,
            // The previous archive stays open.
            Err(error) => return self.sender.send(ProgramEvent::OpenFailed(error)),
        };
        let sender = self.enter(&archive);
        sender.send(ArchiveEvent::Opened(archive.clone()));
        self.source = Source::of(&archive, self.source.choices().clone());
        let (archive_in, inputs) = unbounded();
        self.archive = Some(archive_in);
        // A cache inside the archive would write into it.
        let cache = || {
            let caches = self.caches.as_ref().map(|caches| Cache::of(caches, &archive.path()));
            caches.filter(|cache| !archive.would_hold(cache.folder()))
        };
        self.stories.enter_archive(cache());
        let open = OpenArchive {
            cache: cache(),
            source: self.source.clone(),
            cancel: self.cancel.clone(),
            closed: self.closed_archive.clone(),
            sender,
            lists: self.lists.clone(),
            inputs,
            damage: self.damage.clone(),
        };
        self.spawn("seogo-archive", move || open.run());
    }

    /// Stops everything about the open archive, and makes way for another.
    fn enter(&mut self, archive: &Archive) -> ArchiveSender {
        std::mem::take(&mut self.cancel).cancel();
        self.cancel_check.cancel();
        std::mem::take(&mut self.closed_archive).cancel();
        std::mem::take(&mut self.answer).cancel();
        self.words.leave_archive();
        self.release(self.stories.leave_archive());
        // A server that takes its time must not keep the next archive from being listed.
        std::mem::take(&mut self.search).cancel();
        let _ = self.lists.send(ListInput::Entered(self.search.clone()));
        self.generation += 1;
        self.remote = None;
        keep_log_out_of(&archive.path());
        self.ask_library(LibraryInput::Opened(archive.path()));
        self.archive_sender()
    }

    /// Checks every file of the open archive, which is at `path`, and reads what has changed or is missing.
    /// Reports an error if `path` can no longer be opened.
    pub fn look_again(&mut self, path: &Path) {
        // While a load is running, this request waits for it, and is cancelled along with it.
        if self.cancel.is_cancelled() {
            self.cancel = Cancel::default();
        }
        let input = ArchiveInput::LookAgain(self.cancel.clone());
        if self.archive.as_ref().is_none_or(|archive| archive.send(input).is_err()) {
            self.open(path);
        }
    }

    /// Cancels the load. What has been read stays.
    pub fn cancel_load(&self) {
        self.cancel.cancel();
    }

    /// Stops building postings. Searching without them takes longer.
    pub fn stop_indexing(&self) {
        self.ask_archive(ArchiveInput::PauseIndexing);
    }

    /// Re-reads a file whose row is out of date.
    pub fn reread(&self, ordinal: u32) {
        self.ask_archive(ArchiveInput::Changed(vec![ordinal]));
    }

    /// Requests another list. The latest request wins.
    pub fn list(&mut self, request: ListRequest) {
        std::mem::take(&mut self.search).cancel();
        let _ = self.lists.send(ListInput::Request(request, self.search.clone()));
    }

    /// Has the rows read that are missing in a list, around the positions in view. The articles to keep, by
    /// ordinal, aren't forgotten even if many others have been read since. The latest request wins.
    pub fn look_at(&self, in_view: Range<usize>, kept: Vec<u32>) {
        let position = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let in_view = position(in_view.start)..position(in_view.end);
        let _ = self.lists.send(ListInput::InView(self.generation, in_view, kept));
    }

    /// Counts the shelves within a list, unless it is cancelled.
    pub fn count_within(&self, listing: Arc<Listing>, cancel: Cancel) {
        self.counts.send(CountInput::Within(self.generation, listing, cancel));
    }

    /// Asks a question about the whole archive; `listing` is the current list. The latest question wins.
    pub fn ask_whole(&mut self, listing: Arc<Listing>, question: Question) {
        std::mem::take(&mut self.answer).cancel();
        let path = self.source.path();
        let folder = match self.source.is_folder() {
            true => path,
            false => path.parent().map(Path::to_owned).unwrap_or_default(),
        };
        let _ = self.whole.send(WholeInput::Ask(Box::new(Asked {
            generation: self.generation,
            listing,
            question,
            folder,
            caches: self.caches.clone(),
            cancel: self.answer.clone(),
            finder: self.remote.clone().map_or(Finder::Here, Finder::There),
        })));
    }

    /// Asks a question about the words of a list. The latest concordance and the latest table win.
    pub fn ask_words(&mut self, listing: Arc<Listing>, question: WordsQuestion) {
        let (sender, cancel) = self.words.replace(&question);
        let _ = sender.send(WordsInput::Ask(WordsAsked {
            generation: self.generation,
            listing,
            question,
            source: self.source.clone(),
            cancel: cancel.clone(),
            finder: self.remote.clone().map_or(Finder::Here, Finder::There),
        }));
    }

    /// Cancels the latest table of words.
    pub fn cancel_words(&mut self) {
        self.words.cancel_table();
    }

    /// Has further lines of a concordance read, because they come into view.
    pub fn ask_lines(&self, catalogue: Arc<Catalogue>, places: Arc<FoundPlaces>, range: Range<usize>) {
        let source = self.source.clone();
        self.words.ask_for_lines(WordsInput::Lines(self.generation, source, catalogue, places, range));
    }

    /// Loads an article of a catalogue, typeset as `setting` says. The latest request of a window wins.
    pub fn read(&self, asker: Asker, catalogue: Arc<Catalogue>, ordinal: u32, setting: Setting) {
        let (generation, source) = (self.generation, self.source.clone());
        let _ = self.reads.send((asker, ReadInput { generation, source, catalogue, ordinal, setting }));
    }

    /// Reads pictures of an article, by their addresses in it. The latest request of a window wins.
    pub fn pictures(&self, asker: Asker, catalogue: Arc<Catalogue>, ordinal: u32, addresses: Vec<String>) {
        let (generation, source) = (self.generation, self.source.clone());
        let input = PictureInput { generation, source, catalogue, ordinal, addresses };
        let _ = self.pictures.send((asker, input));
    }

    /// Reads snippets around a search's hits in articles of a catalogue, by ordinal. The latest request of a window
    /// wins.
    pub fn snippets(&self, asker: Asker, search: Arc<Search>, catalogue: Arc<Catalogue>, articles: Vec<u32>) {
        let (generation, source) = (self.generation, self.source.clone());
        let _ = self.snippets.send((asker, SnippetInput { generation, search, source, catalogue, articles }));
    }

    /// Compares an older and a newer version of an article, by their ordinals in a catalogue.
    pub fn compare(&self, catalogue: Arc<Catalogue>, old: u32, new: u32) {
        let (sender, source) = (self.archive_sender(), self.source.clone());
        self.spawn("seogo-compare", move || {
            let compared = compare(&source, &catalogue, old, new);
            sender.send(ArchiveEvent::Compared(Arc::new(compared)));
        });
    }

    /// Compares two articles of a story, by their ordinals in a catalogue.
    pub fn compare_story(&self, catalogue: Arc<Catalogue>, ordinals: [u32; 2]) {
        let (sender, source) = (self.archive_sender(), self.source.clone());
        self.spawn("seogo-compare", move || {
            let compared = compare_story(&source, &catalogue, ordinals);
            sender.send(ArchiveEvent::ComparedStory(Arc::new(compared)));
        });
    }

    /// Reads the beginning of a table or JSON, by its path relative to the archive's root.
    pub fn preview_columns(&self, path: PathBuf) {
        let (sender, source) = (self.archive_sender(), self.source.clone());
        self.spawn("seogo-columns", move || {
            let preview = source.open().preview_columns(&path);
            sender.send(ArchiveEvent::Columns(path, preview));
        });
    }

    /// Starts an export; `overwrite` allows it to replace an existing one. Returns a handle to cancel it.
    pub fn export(&self, job: ExportJob, path: PathBuf, overwrite: bool) -> Cancel {
        let cancel = Cancel::default();
        let of_job = cancel.clone();
        self.spawn_telling("seogo-export", move |sender| {
            let result = export_to(&job, &path, overwrite, &of_job, sender);
            sender.send(ProgramEvent::Exported { path, result });
        });
        cancel
    }

    /// Saves the chart that `make` makes, which may read articles; `overwrite` allows it to replace an existing file.
    pub fn save_chart(
        &self,
        make: impl FnOnce(&Source) -> SavedChart + Send + 'static,
        path: PathBuf,
        format: ChartFormat,
        archive: PathBuf,
        overwrite: bool,
    ) {
        let source = self.source.clone();
        self.spawn_telling("seogo-chart", move |sender| {
            let result = make(&source).write(&path, format, &archive, overwrite);
            sender.send(ProgramEvent::ChartSaved(path, result));
        });
    }

    /// Rereads every file of a catalogue to check it. Only one check runs at a time.
    pub fn check(&mut self, catalogue: Arc<Catalogue>) {
        self.cancel_check.cancel();
        self.cancel_check = Cancel::default();
        let (cancel, sender, source) =
            (self.cancel_check.clone(), self.archive_sender(), self.source.clone());
        let Some(archive) = self.archive.clone() else { return };
        self.spawn("seogo-check", move || check_again(&source, &catalogue, &cancel, &sender, &archive));
    }

    /// Cancels the check. The verdicts stay as they were.
    pub fn cancel_check(&self) {
        self.cancel_check.cancel();
    }

    fn ask_library(&self, input: LibraryInput) {
        if let Some((library, _)) = &self.library {
            let _ = library.send(input);
        }
    }

    /// Drops a value on a thread of its own, since freeing a catalogue takes longer than a frame.
    pub fn release(&self, old: impl Send + 'static) {
        self.spawn("seogo-release", move || drop(old));
    }

    /// Runs a job that reports its result on a thread of its own.
    fn spawn_telling(&self, name: &str, job: impl FnOnce(&ProgramSender) + Send + 'static) {
        let sender = self.sender.clone();
        self.spawn(name, move || job(&sender));
    }

    /// A sender for the open archive.
    fn archive_sender(&self) -> ArchiveSender {
        self.sender.of_archive(self.generation)
    }

    fn spawn(&self, name: &str, job: impl FnOnce() + Send + 'static) {
        if let Err(error) = Builder::new().name(name.into()).spawn(job) {
            self.sender.send(ProgramEvent::NoThread(error));
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // From now on, another start must open a window of its own.
        self.listening = None;
        self.cancel.cancel();
        self.cancel_check.cancel();
        self.closed_archive.cancel();
        drop(self.stories.leave_archive());
        if let Some((library, thread)) = self.library.take() {
            drop(library);
            // The latest marks may still be on their way to the file.
            let _ = thread.join();
        }
    }
}
