//! The only threads of the program: requests go in, events come out, and what is out of date is dropped.
//!
//! The engine knows no window. It is handed a `notify` closure that it calls after each event.

mod clip;
mod compare;
mod count;
mod door;
mod export;
mod exporting;
mod find;
mod heap;
mod index;
mod keep;
mod library;
mod load;
mod recheck;
mod verify;

pub use clip::ClipJob;
pub use compare::Compared;
pub use export::{ExportError, ExportJob, ExportReport, export};
pub use exporting::{ExportFailure, ExportOrder};
pub use find::find;
pub use keep::Kept;
pub use library::{BackedUp, LibraryNews};
pub use load::{LoadProgress, LoadReport, load, load_as};
pub use recheck::Checked;
pub use verify::{VerifyProgress, VerifyReport, verify, verify_listed};

use crate::archive::{Archive, Cancel, Catalogue, Encodings, OpenError, Problems, Texts, read_article_as};
use crate::article::{self, Article, Block, Integrity, TextEncoding};
use crate::library::{AbbreviationsError, Edit, Folders, LibraryError, Marks, read_abbreviations};
use crate::search::{Columns, Counts, FieldValues, ListRequest, Listing, Search, Snippet, offers, snippet};
use crate::text::hanja::Abbreviations;
use count::{CountInput, count_as_needed, count_found};
use crossbeam_channel::{Receiver, Sender, unbounded};
use index::index_archive;
use jiff::Timestamp;
use keep::{Closed, keep_as_asked, keep_last};
use library::LibraryInput;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// What the engine has to tell.
#[derive(Debug)]
pub enum Event {
    /// A path was opened; its articles are on their way.
    Opened(Archive),
    /// A path can't be opened. What was open before still is.
    OpenFailed(OpenError),
    /// How far the load has come.
    Loading(Progress),
    /// The list, after the catalogue grew or something else was asked for.
    Listed(Arc<Listing>),
    /// The load is over.
    Loaded(Box<Loaded>),
    /// How far a further check of the files has come.
    Checking(VerifyProgress),
    /// That check is over.
    Checked(Box<Checked>),
    /// Something is wrong with the reader's own abbreviations.
    BadAbbreviations(AbbreviationsError),
    /// The values of the archive's fields, once it is loaded, for queries to be completed with.
    Values(Arc<FieldValues>),
    /// An article was read to be shown.
    Read(Arc<ReadArticle>),
    /// Two versions of an article were compared.
    Compared(Arc<Compared>),
    /// The lines around the first hits of some articles, by ordinal, and the search that found them.
    Snippets(Arc<Search>, Vec<(u32, Snippet)>),
    /// The reader's marks as they are kept.
    Library(LibraryNews),
    /// How many articles stand on each shelf.
    Counted(Counts),
    /// All marks were written into one file, or could not be.
    BackedUp(BackedUp),
    /// Such a file was read: the changes that bring back what is in it.
    BackupRead(Result<Vec<Edit>, LibraryError>),
    /// What the reader asked to copy.
    Clipped(String),
    /// How far an export has come, in articles.
    Exporting {
        /// How many are done.
        done: usize,
        /// How many there are.
        total: usize,
    },
    /// What an export came to, and where it lies.
    Exported(Result<(ExportReport, PathBuf), ExportFailure>),
    /// The place to export to that the reader chose; `None` where this system has no dialog for it.
    PickedPlace(Option<PathBuf>),
    /// The folder that the reader chose; `None` where the choice was given up.
    Picked(Option<PathBuf>),
    /// This system has no dialog for choosing a folder.
    NoPicker,
    /// The browser could not be started with this address.
    AddressNotOpened(String, io::Error),
    /// The file manager could not be started with this file.
    FolderNotShown(PathBuf, io::Error),
    /// Settings or session could not be written.
    NotKept(LibraryError),
    /// The system has no thread to give for this.
    NoThread(io::Error),
}

/// How far a load has come, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many have been read.
    pub read: usize,
    /// How many have been found.
    pub found: usize,
    /// Whether all there are have been found.
    pub found_all: bool,
}

/// What a load came to.
#[derive(Debug)]
pub struct Loaded {
    /// Everything that was read.
    pub catalogue: Arc<Catalogue>,
    /// What was mended, could not be read or was passed over.
    pub problems: Problems,
    /// How long it took.
    pub took: Duration,
    /// When it ended, and with it the reading of the last file.
    pub at: Timestamp,
    /// Whether the reader stopped it.
    pub cancelled: bool,
}

/// An article as it is shown.
#[derive(Debug, Default)]
pub struct ReadArticle {
    /// Its number in the catalogue.
    pub ordinal: u32,
    /// The file.
    pub path: PathBuf,
    /// What the file says.
    pub article: Article,
    /// How its body is set.
    pub blocks: Vec<Block>,
    /// The text of the whole file as it is stored.
    pub stored: String,
    /// When it was read, and so its verdict found.
    pub at: Timestamp,
    /// The encoding that the reader chose for it, where one was.
    pub chosen: Option<TextEncoding>,
}

/// Number of an `open`: what belongs to an earlier one is dropped.
type Generation = u64;

/// The engine's handle. Dropping it stops every job.
pub struct Engine {
    generation: Generation,
    cancel: Cancel,
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
    keeps: Sender<Kept>,
    closed: Closed,
}

/// Articles whose snippets are wanted, by ordinal and file.
type SnippetInput = (Generation, Arc<Search>, Encodings, Vec<(u32, PathBuf)>);

/// An article that is wanted, by ordinal and file, and the encoding that was chosen for it.
type ReadInput = (Generation, u32, PathBuf, Option<TextEncoding>);

/// Sends events of one generation and wakes whoever waits for them.
#[derive(Clone)]
struct EventSender {
    generation: Generation,
    events: Sender<(Generation, Event)>,
    notify: Arc<dyn Fn() + Send + Sync>,
}

impl EventSender {
    fn send(&self, event: Event) {
        // Nobody listens any more when the program ends.
        let _ = self.events.send((self.generation, event));
        (self.notify)();
    }
}

enum ListInput {
    Catalogue(Generation, Arc<Catalogue>),
    /// The catalogue is all there is: told on once it is listed.
    Loaded(Generation, Box<Loaded>),
    /// The same files, packed anew.
    Repacked(Generation, Arc<Catalogue>),
    /// Other verdicts on some files of the catalogue, by ordinal.
    Verdicts(Generation, Vec<(u32, Integrity)>),
    Request(ListRequest, Cancel),
    Marks(Arc<Marks>),
    Abbreviations(Abbreviations),
}

impl Engine {
    /// Starts the threads that wait for work. `notify` is called from them after each event.
    pub fn start(notify: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        heap::share_heaps();
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
        let (closed, keep_sender) = (Closed::default(), sender.clone());
        let keeper_closed = closed.clone();
        Builder::new()
            .name("seogo-keep".into())
            .spawn(move || keep_as_asked(&keep_inputs, &keeper_closed, &keep_sender))?;
        Ok(Self {
            keeps,
            closed,
            generation: 0,
            cancel: Cancel::default(),
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
                    | Event::Exporting { .. }
                    | Event::Exported(_)
                    | Event::PickedPlace(_)
                    | Event::AddressNotOpened(..)
                    | Event::FolderNotShown(..)
                    | Event::NotKept(_)
                    | Event::BadAbbreviations(_)
            );
            if outlives_an_open || generation == self.generation {
                return Some(event);
            }
        }
    }

    /// Reads some files in other encodings from now on. What has been read stays until it is read again.
    pub fn set_encodings(&mut self, encodings: Encodings) {
        self.encodings = encodings;
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
        self.generation += 1;
        self.sender.generation = self.generation;
        self.cancel = cancel.clone();
        sender.send(Event::Opened(archive.clone()));
        let (lists, encodings) = (self.lists.clone(), self.encodings.clone());
        self.spawn("seogo-load", move || {
            load_archive((&archive.folder, &encodings), &cancel, &sender, &lists);
        });
    }

    /// Stops the load. What has been read stays.
    pub fn cancel_load(&self) {
        self.cancel.cancel();
    }

    /// Reads every file of a catalogue of `folder` again to judge it anew. One check runs at a time.
    pub fn check(&mut self, folder: PathBuf, catalogue: Arc<Catalogue>) {
        self.cancel_check.cancel();
        self.cancel_check = Cancel::default();
        let (cancel, sender, lists) = (self.cancel_check.clone(), self.sender.clone(), self.lists.clone());
        let encodings = self.encodings.clone();
        self.spawn("seogo-check", move || {
            recheck::check_again((&folder, &encodings), &catalogue, &cancel, &sender, &lists);
        });
    }

    /// Stops the check. The verdicts stay what they were.
    pub fn cancel_check(&self) {
        self.cancel_check.cancel();
    }

    /// Takes down what reading a file again has told of it.
    pub fn judge(&self, ordinal: u32, integrity: Integrity) {
        let _ = self.lists.send(ListInput::Verdicts(self.generation, vec![(ordinal, integrity)]));
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

    /// Keeps the reader's marks in a file, until the engine is dropped: then everything is in it.
    pub fn keep_marks(&mut self, path: PathBuf) -> io::Result<()> {
        let (library, inputs) = unbounded();
        let sender = self.sender.clone();
        let job = move || library::keep_marks(&path, &inputs, &sender);
        self.library = Some((library, Builder::new().name("seogo-library".into()).spawn(job)?));
        Ok(())
    }

    /// Keeps changes of the marks.
    pub fn keep(&self, edits: Vec<Edit>) {
        self.ask_library(LibraryInput::Edits(edits));
    }

    /// Looks whether another window has changed the marks.
    pub fn refresh_marks(&self) {
        self.ask_library(LibraryInput::Refresh);
    }

    /// Writes all marks into one file; over one that is there only if it may `replace` it.
    pub fn back_up(&self, path: PathBuf, replace: bool) {
        self.ask_library(LibraryInput::BackUp(path, replace));
    }

    /// Reads such a file.
    pub fn read_backup(&self, path: PathBuf) {
        self.ask_library(LibraryInput::ReadBackup(path));
    }

    fn ask_library(&self, input: LibraryInput) {
        if let Some((library, _)) = &self.library {
            let _ = library.send(input);
        }
    }

    /// Lists and counts by these marks from now on.
    pub fn use_marks(&self, marks: Arc<Marks>) {
        let _ = self.lists.send(ListInput::Marks(marks.clone()));
        let _ = self.counts.send(CountInput::Marks(marks));
    }

    /// Reads the article with this ordinal from its file. The newest request wins.
    pub fn read(&self, ordinal: u32, path: PathBuf) {
        let chosen = self.encodings.of(&path);
        let _ = self.reads.send((self.generation, ordinal, path, chosen));
    }

    /// Reads the lines around what a search finds in some articles. The newest request wins.
    pub fn snippets(&self, search: Arc<Search>, articles: Vec<(u32, PathBuf)>) {
        let _ = self.snippets.send((self.generation, search, self.encodings.clone(), articles));
    }

    /// Compares the files of an older and a newer version of an article, each with its ordinal.
    pub fn compare(&self, old: (u32, PathBuf), new: (u32, PathBuf)) {
        let (sender, encodings) = (self.sender.clone(), self.encodings.clone());
        self.spawn("seogo-compare", move || {
            let compared = compare::compare((old.0, &old.1), (new.0, &new.1), &encodings);
            sender.send(Event::Compared(Arc::new(compared)));
        });
    }

    /// Writes settings and session soon. The newest wins.
    pub fn keep_session(&self, kept: Kept) {
        let _ = self.keeps.send(kept);
    }

    /// Writes settings and session for the last time, and waits for it.
    ///
    /// # Errors
    /// Where they can't be written.
    pub fn keep_session_last(&self, kept: &Kept) -> Result<(), LibraryError> {
        keep_last(kept, &self.closed)
    }

    /// Lets the reader choose a folder in the system's own dialog.
    pub fn pick_folder(&self, title: String, start: Option<PathBuf>) {
        self.spawn_door("seogo-picker", move |sender| match door::pick_folder(&title, start.as_deref()) {
            Ok(choice) => sender.send(Event::Picked(choice)),
            Err(door::NoPicker) => sender.send(Event::NoPicker),
        });
    }

    /// Lets the reader choose in the system's own dialog where to write something; `start` is what it proposes.
    pub fn pick_place(&self, title: String, start: PathBuf) {
        self.spawn_door("seogo-picker", move |sender| match door::pick_place(&title, &start) {
            // The choice was given up.
            Ok(None) => {}
            Ok(place) => sender.send(Event::PickedPlace(place)),
            Err(door::NoPicker) => sender.send(Event::PickedPlace(None)),
        });
    }

    /// Opens a web address in the browser. It must have been checked.
    pub fn open_address(&self, address: String) {
        self.spawn_door("seogo-browser", move |sender| {
            if let Err(error) = door::open_address(&address) {
                sender.send(Event::AddressNotOpened(address, error));
            }
        });
    }

    /// Shows a file in the system's file manager.
    pub fn show_in_folder(&self, path: PathBuf) {
        self.spawn_door("seogo-folder", move |sender| {
            if let Err(error) = door::show_in_folder(&path) {
                sender.send(Event::FolderNotShown(path, error));
            }
        });
    }

    fn spawn_door(&self, name: &str, job: impl FnOnce(EventSender) + Send + 'static) {
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
        self.cancel.cancel();
        self.cancel_check.cancel();
        if let Some((library, thread)) = self.library.take() {
            drop(library);
            // What was marked last is still on its way into the file.
            let _ = thread.join();
        }
    }
}

fn load_archive(
    (folder, encodings): (&Path, &Encodings),
    cancel: &Cancel,
    sender: &EventSender,
    lists: &Sender<ListInput>,
) {
    let list = |catalogue| {
        let _ = lists.send(ListInput::Catalogue(sender.generation, catalogue));
    };
    let result = load_as(folder, encodings, cancel, |progress| {
        let read = progress.catalogue.len() as usize;
        let LoadProgress { catalogue, found, found_all } = progress;
        list(Arc::new(catalogue));
        sender.send(Event::Loading(Progress { read, found, found_all }));
    });
    match result {
        Ok(LoadReport { catalogue, walk, took, cancelled }) => {
            let catalogue = Arc::new(catalogue);
            list(catalogue.clone());
            let problems = Problems::of(&catalogue, walk);
            let at = Timestamp::now();
            let loaded = Loaded { catalogue: catalogue.clone(), problems, took, at, cancelled };
            let _ = lists.send(ListInput::Loaded(sender.generation, Box::new(loaded)));
            let count = |query: &str| {
                let search = Arc::new(Search::new(query, 0..0, &Abbreviations::default()));
                count_found(&catalogue, &Marks::default(), search, cancel) as u32
            };
            sender.send(Event::Values(Arc::new(FieldValues::of(&catalogue, count))));
            index_archive(catalogue, cancel, |same| {
                let _ = lists.send(ListInput::Repacked(sender.generation, same));
            });
        }
        Err(error) => sender.send(Event::NoThread(error)),
    }
}

/// Makes the list anew whenever the catalogue or the request changed; what came in between is skipped.
fn list_as_asked(inputs: &Receiver<ListInput>, mut sender: EventSender, counts: &Sender<CountInput>) {
    let mut columns = Columns::default();
    // What has been judged anew since the load, which another packing does not know.
    let mut judged: Vec<(u32, Integrity)> = Vec::new();
    let mut counted = columns.catalogue().clone();
    let mut loaded: Option<Box<Loaded>> = None;
    let mut marks = Arc::new(Marks::default());
    let mut request = ListRequest::default();
    let mut cancel = Cancel::default();
    let mut abbreviations = Abbreviations::built_in();
    let mut search: Option<Arc<Search>> = None;
    let mut unfinished = 0..0;
    while let Ok(input) = inputs.recv() {
        let mut grown = None;
        let mut is_current = true;
        for input in std::iter::once(input).chain(inputs.try_iter()) {
            is_current &= matches!(input, ListInput::Marks(_));
            match input {
                ListInput::Catalogue(generation, newer) if generation >= sender.generation => {
                    if generation > sender.generation {
                        judged.clear();
                        loaded = None;
                    }
                    sender.generation = generation;
                    grown = Some(newer);
                }
                ListInput::Repacked(generation, same) if generation == sender.generation => {
                    let same = Arc::new(same.with_integrity(judged.iter().copied()));
                    match &mut grown {
                        Some(grown) => *grown = same,
                        None => columns.repack(same),
                    }
                }
                ListInput::Verdicts(generation, verdicts) if generation == sender.generation => {
                    let before = grown.as_ref().unwrap_or(columns.catalogue());
                    let judged_anew = Arc::new(before.with_integrity(verdicts.iter().copied()));
                    judged.extend(verdicts);
                    match &mut grown {
                        Some(grown) => *grown = judged_anew,
                        None => columns.repack(judged_anew),
                    }
                }
                ListInput::Loaded(generation, all) if generation == sender.generation => loaded = Some(all),
                ListInput::Catalogue(..)
                | ListInput::Loaded(..)
                | ListInput::Repacked(..)
                | ListInput::Verdicts(..) => {}
                ListInput::Request(newer, its_cancel) => (request, cancel) = (newer, its_cancel),
                ListInput::Marks(newer) => marks = newer,
                ListInput::Abbreviations(newer) => {
                    abbreviations = newer;
                    search = None;
                }
            }
        }
        if let Some(grown) = grown {
            columns = Columns::of(grown);
        }
        if !Arc::ptr_eq(columns.catalogue(), &counted) {
            counted = columns.catalogue().clone();
            let _ = counts.send(CountInput::Catalogue(sender.generation, counted.clone()));
        }
        if is_current && !search.as_ref().is_some_and(|search| search.asks_for_marks) {
            continue;
        }
        let asked = search.as_ref().is_some_and(|search| search.text == request.query)
            && request.unfinished == unfinished;
        if !asked {
            unfinished = request.unfinished.clone();
            search = (!request.query.trim().is_empty())
                .then(|| Arc::new(Search::new(&request.query, unfinished.clone(), &abbreviations)));
        }
        let catalogue = columns.catalogue();
        let finds = match search.clone().map(|search| find(catalogue, &marks, search, &cancel)) {
            // Something else is wanted by now.
            Some(None) => continue,
            finds => finds.flatten(),
        };
        let mut listing = Listing::new(&columns, request.clone(), finds);
        if listing.is_empty() && search.is_some() && inputs.is_empty() {
            listing.offers = useful_offers(catalogue, &marks, &request.query, &abbreviations, &cancel);
        }
        sender.send(Event::Listed(Arc::new(listing)));
        if let Some(loaded) = loaded.take() {
            let catalogue = columns.catalogue().clone();
            sender.send(Event::Loaded(Box::new(Loaded { catalogue, ..*loaded })));
        }
    }
}

/// What a query that finds nothing may have meant, and how many articles that finds; only what finds any.
fn useful_offers(
    catalogue: &Catalogue,
    marks: &Marks,
    query: &str,
    abbreviations: &Abbreviations,
    cancel: &Cancel,
) -> Vec<(String, usize)> {
    let count = |query: &str| {
        let search = Arc::new(Search::new(query, 0..0, abbreviations));
        count_found(catalogue, marks, search, cancel)
    };
    let offers = offers(query).into_iter().map(|offer| (count(&offer.query), offer.query));
    offers.filter(|&(count, _)| count > 0).map(|(count, query)| (query, count)).collect()
}

fn snip_as_asked(inputs: &Receiver<SnippetInput>, mut sender: EventSender) {
    let mut buffer = Vec::new();
    while let Ok(input) = inputs.recv() {
        let Some((generation, search, encodings, articles)) = inputs.try_iter().last().or(Some(input)) else {
            continue;
        };
        sender.generation = generation;
        let mut snippets = Vec::with_capacity(articles.len());
        for (ordinal, path) in articles {
            let chosen = encodings.of(&path);
            let body = read_article_as(&path, Path::new(""), chosen, &mut buffer).article.body;
            let hits = search.matcher.hits(&Texts { body: &body, ..Texts::default() });
            snippets.push((ordinal, snippet(&body, &hits)));
        }
        sender.send(Event::Snippets(search, snippets));
    }
}

fn read_as_asked(inputs: &Receiver<ReadInput>, mut sender: EventSender) {
    let mut buffer = Vec::new();
    while let Ok(input) = inputs.recv() {
        let Some((generation, ordinal, path, chosen)) = inputs.try_iter().last().or(Some(input)) else {
            continue;
        };
        sender.generation = generation;
        let name = Path::new(path.file_name().unwrap_or_default());
        let article = read_article_as(&path, name, chosen, &mut buffer).article;
        let blocks = article::blocks(&article.body);
        let stored = article::stored_text(&buffer, chosen);
        let at = Timestamp::now();
        sender.send(Event::Read(Arc::new(ReadArticle {
            ordinal,
            path,
            article,
            blocks,
            stored,
            at,
            chosen,
        })));
        // One giant must not hold its memory for the rest of the session.
        buffer.shrink_to(1 << 20);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

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
        let engine = Engine::start(|| {}).unwrap();
        std::fs::remove_file(archive.path().join("a.md")).unwrap();
        let read = |ordinal, name| {
            engine.read(ordinal, archive.path().join(name));
            wait(&engine, |event| match event {
                Event::Read(read) => Some(read),
                _ => None,
            })
        };
        assert_eq!(read(0, "a.md").article.problems[0].kind, article::ProblemKind::Unreadable);
        assert_eq!(read(1, "b.md").article.title, "b");
    }
}
