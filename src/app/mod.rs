//! The program with its window: owns settings, session and engine, hears the engine's events, runs the commands.

mod beside;
mod chosen;
mod commands;
mod copying;
mod events;
mod exporting;
mod focus;
mod following;
mod history;
mod integrity;
mod keeping;
mod marking;
mod noting;
mod painting;
mod returning;
mod saved;
mod searching;
mod settings;
mod tagging;
mod versions;
mod window;

pub use window::{WindowError, run};

use crate::archive::{Archive, Encodings};
use crate::engine::{Engine, Loaded, Progress, ReadArticle};
use crate::library::{Folders, Motion, Session, Settings, Store, read_encodings};
use crate::search::{Counts, FieldValues, ListRequest, Listing, Search};
use crate::ui::command::Command;
use crate::ui::dialogs::Dialog;
use crate::ui::find_bar::FindState;
use crate::ui::keyboard::Keyboard;
use crate::ui::keymap::Keymap;
use crate::ui::message::Message;
use crate::ui::notes::NotesState;
use crate::ui::palette::PaletteState;
use crate::ui::reader::ReaderState;
use crate::ui::sidebar::SidebarStates;
use crate::ui::tag_picker::TagPicker;
use crate::ui::theme::{self};
use crate::view::{Details, Lang, MyMarks, Page};
use beside::Beside;
use chosen::Chosen;
use egui::Ui;
use exporting::Exporting;
use focus::Focus;
use following::New;
use history::History;
use integrity::Integrity;
use marking::Library;
use returning::Returning;
use searching::{BeforeSearch, Snippets};
use settings::{interface_language, show_settings};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use versions::Comparing;

/// The program.
pub struct Seogo {
    engine: Engine,
    folders: Option<Folders>,
    settings: Settings,
    session: Session,
    lang: Lang,

    archive: Option<Archive>,
    /// The encodings that the reader chose for single files.
    encodings: Encodings,
    listing: Arc<Listing>,
    /// What the list was last asked for; the listing may still be on its way.
    request: ListRequest,
    /// The values of the archive's fields, for the search field to suggest.
    values: Arc<FieldValues>,
    progress: Option<Progress>,
    loaded: Option<Box<Loaded>>,
    problems: Option<usize>,
    integrity: Integrity,
    new: New,
    /// How many parts of the archive have posting lists, of how many, while they are made.
    indexing: Option<(usize, usize)>,

    /// The ordinal of the article that is shown or on its way.
    selected: Option<u32>,
    /// Where it stands in the list.
    position: Option<usize>,
    /// Where it stood when it was listed last.
    gap: usize,
    /// What is chosen together.
    chosen: Chosen,
    library: Library,
    /// The window for tagging, while it is open.
    tagging: Option<TagPicker>,
    /// How many articles stand on each shelf, once they are counted.
    counts: Option<Counts>,
    /// Whether the pointer was last pressed on the article rather than on the list.
    on_page: bool,
    read: Option<Arc<ReadArticle>>,
    page: Page,
    details: Details,
    /// What is marked on the shown article, and what is being written on it.
    my_marks: MyMarks,
    notes: NotesState,
    stored: bool,
    /// The article beside its file, while both are shown.
    beside: Option<Beside>,
    /// The versions that are compared in place of the page.
    comparing: Option<Comparing>,

    sidebar: SidebarStates,
    snippets: Snippets,
    /// The bar for finding something within the article, while it is open.
    find: Option<FindState>,
    /// What it looks for.
    find_search: Option<Arc<Search>>,
    /// Where the reader was before searching.
    before_search: Option<BeforeSearch>,
    reader: ReaderState,
    keyboard: Keyboard,
    focus: Focus,
    dialog: Dialog,
    /// The export's dialog, while it is open, and what it has running.
    exporting: Option<Exporting>,
    /// The palette, while it is open.
    palette: Option<PaletteState>,
    message: Option<Message>,
    typed_path: String,
    window_title: String,
    /// What was made to be copied, until there is a frame to copy it in.
    clipped: Option<String>,
    /// Whether the list is wanted; in a narrow window it lies over the article.
    sidebar_open: bool,
    /// Whether the details have the place of the article, in a narrow window.
    details_over: bool,
    /// Where the reader comes back to, until that has been read.
    returning: Option<Returning>,
    /// The article on its way that the reader comes back to, by ordinal, and the place in it.
    arriving: Option<(u32, (usize, f32))>,
    history: History,
    /// When the reader's place was noted last, in seconds of the window's clock.
    place_noted: f64,
    /// Whether the system is asked for less motion.
    less_motion: bool,
    /// The settings as they were read.
    settings_read: Settings,
    /// Whether others have been kept since.
    settings_changed: bool,
    /// Whether settings or session have changed since they were written.
    unsaved: bool,
    /// Whether this window has anything to keep.
    keeps: bool,
    /// Whether the reader has been told that it can't be kept.
    told_not_kept: bool,
    /// What the reader asked for that needs all of the list, of which only the beginning is found.
    waiting: Vec<Command>,
    /// Whether the program was started again, so that the window is to come up.
    started_again: bool,
}

impl Seogo {
    /// Starts the engine and gives the context its look. Fails only where the system has no thread to give.
    ///
    /// `folders` is where settings and session are kept; without it nothing is remembered.
    pub fn new(context: &egui::Context, folders: Option<Folders>) -> io::Result<Self> {
        let to_wake = context.clone();
        let mut engine = Engine::start(move || to_wake.request_repaint())?;
        if let Some(folders) = &folders {
            engine.keep_marks(Store::path(folders))?;
            engine.use_abbreviations(folders.clone());
        }
        let (settings, settings_told) = folders.as_ref().map(Settings::read).unwrap_or_default();
        let (session, session_told) = folders.as_ref().map(Session::read).unwrap_or_default();
        let (encodings, encodings_told) = folders.as_ref().map(read_encodings).unwrap_or_default();
        engine.set_encodings(encodings.clone(), Vec::new());
        engine.set_caches(folders.as_ref().and_then(|folders| folders.cache.clone()));
        let lang = interface_language(settings.language);
        theme::install(context, settings.theme);
        show_settings(context, &settings);
        if settings.motion == Motion::System {
            engine.ask_for_motion();
        }
        let request = ListRequest { all_versions: session.every_file, ..ListRequest::default() };
        engine.list(request.clone());
        let (keymap, key_problems) = Keymap::new(&settings.changed_keys());
        keymap.install(context);
        let told = settings_told.or(session_told).or(encodings_told).map(|error| lang.library_error(&error));
        let told = told.or_else(|| key_problems.first().map(|problem| lang.key_problem(problem)));
        let message = told.map(Message::lasting_warning);
        Ok(Self {
            engine,
            folders,
            settings_read: settings.clone(),
            settings_changed: false,
            settings,
            sidebar_open: !session.sidebar_hidden,
            session,
            lang,
            archive: None,
            encodings,
            listing: Arc::default(),
            request,
            values: Arc::default(),
            progress: None,
            loaded: None,
            problems: None,
            integrity: Integrity::default(),
            new: New::default(),
            indexing: None,
            selected: None,
            position: None,
            gap: 0,
            chosen: Chosen::default(),
            library: Library::default(),
            tagging: None,
            counts: None,
            on_page: false,
            read: None,
            page: Page::default(),
            details: Details::default(),
            my_marks: MyMarks::default(),
            notes: NotesState::default(),
            stored: false,
            beside: None,
            comparing: None,
            sidebar: SidebarStates::default(),
            snippets: Snippets::default(),
            find: None,
            find_search: None,
            before_search: None,
            reader: ReaderState::default(),
            keyboard: Keyboard::default(),
            focus: Focus::default(),
            dialog: Dialog::None,
            exporting: None,
            palette: None,
            message,
            typed_path: String::new(),
            window_title: String::new(),
            clipped: None,
            details_over: false,
            returning: None,
            arriving: None,
            history: History::default(),
            place_noted: f64::NEG_INFINITY,
            less_motion: false,
            unsaved: false,
            keeps: false,
            told_not_kept: false,
            waiting: Vec::new(),
            started_again: false,
        })
    }

    fn texts(&self) -> Lang {
        self.lang
    }

    /// Hears what the engine has to tell. Called before each frame, and without one while the window is hidden.
    pub fn hear(&mut self) {
        while let Some(event) = self.engine.next_event() {
            self.on_event(event);
        }
        self.save_soon();
    }

    /// Paints the window and runs what the reader asked for.
    pub fn ui(&mut self, ui: &mut Ui) {
        let mut commands: Vec<Command> = Vec::new();
        let context = ui.ctx().clone();
        if let Some(pressed) =
            context.input(|input| input.pointer.any_pressed().then(|| input.pointer.latest_pos()))
        {
            self.on_page = pressed.is_some_and(|pointer| !self.is_over_list(pointer));
        }
        theme::move_things(&context, self.moves());
        let covered = self.tagging.is_some() || self.palette.is_some() || self.exporting.is_some();
        let in_dialog = covered || !matches!(self.dialog, Dialog::None);
        self.focus.follow(&context, in_dialog);
        let actions = self.keyboard.actions(&context, in_dialog);
        commands.extend(actions.into_iter().map(Command::Do));
        commands.extend(dropped_path(&context).map(Command::Open));
        if context.input(|input| input.events.contains(&egui::Event::WindowFocused(true))) {
            self.engine.refresh_marks();
        }
        self.note_reading(&context);
        self.come_back(&context);
        if !self.listing.is_beginning {
            commands.append(&mut self.waiting);
        }
        commands.extend(self.clipped.take().map(Command::Copy));
        self.paint(ui, &mut commands);
        for command in commands {
            self.run(&context, command);
        }
        self.note_place(&context);
    }
}

fn dropped_path(context: &egui::Context) -> Option<PathBuf> {
    context.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()))
}
