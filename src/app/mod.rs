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
use crate::ui::details::details_ui;
use crate::ui::dialogs::{Dialog, dialog_ui};
use crate::ui::export_dialog::export_ui;
use crate::ui::find_bar::{FindState, find_bar_ui};
use crate::ui::focus_ring::focus_ring_ui;
use crate::ui::keyboard::Keyboard;
use crate::ui::keymap::Keymap;
use crate::ui::list::ListView;
use crate::ui::list_layout::Heights;
use crate::ui::message::{Message, message_ui};
use crate::ui::notes::NotesState;
use crate::ui::palette::{PaletteState, palette_ui};
use crate::ui::reader::ReaderState;
use crate::ui::sidebar::{SidebarStates, SidebarView, sidebar_ui};
use crate::ui::tag_picker::TagPicker;
use crate::ui::theme::{self, Palette};
use crate::ui::toolbar::{ToolbarView, toolbar_ui};
use crate::ui::welcome::welcome_ui;
use crate::view::{self, Details, Lang, MyMarks, Page, Strings, strings};
use beside::Beside;
use chosen::Chosen;
use egui::{Frame, Margin, Panel, Ui};
use exporting::Exporting;
use focus::Focus;
use following::New;
use history::History;
use integrity::Integrity;
use marking::Library;
use returning::Returning;
use searching::{BeforeSearch, Snippets};
use settings::{interface_language, show_settings};
use std::cell::RefCell;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use versions::Comparing;

/// Below these widths, in points, the details are hidden unless asked for, and the list becomes a drawer.
const WIDTH_FOR_DETAILS: f32 = 1100.0;
const WIDTH_FOR_SIDEBAR: f32 = 720.0;

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
        let told = settings_told
            .or(session_told)
            .or(encodings_told)
            .map(|error| strings(lang).library_error(&error));
        let told = told.or_else(|| key_problems.first().map(|problem| strings(lang).key_problem(problem)));
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

    fn texts(&self) -> &'static Strings {
        strings(self.lang)
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

    fn paint(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let palette = Palette::of(ui);
        let width = ui.available_width();
        let texts = self.texts();
        if let Some(message) = &mut self.message {
            let frame = Frame::new().fill(palette.side).inner_margin(Margin::symmetric(16, 8));
            let panel = Panel::bottom("message").frame(frame).show_separator_line(false).resizable(false);
            commands.extend(panel.show(ui, |ui| message_ui(ui, message, texts)).inner);
        }
        if self.archive.is_none() {
            let page = Frame::new().fill(palette.background);
            let texts = self.texts();
            let asked = egui::CentralPanel::no_frame()
                .frame(page)
                .show(ui, |ui| welcome_ui(ui, &self.session.recent, &mut self.typed_path, texts));
            commands.extend(asked.inner);
        } else {
            self.archive_ui(ui, width, commands);
        }
        let problems = self.loaded.as_ref().map(|loaded| (&loaded.problems, loaded.catalogue.as_ref()));
        let (dialog, path) = (&mut self.dialog, &mut self.typed_path);
        let recent = &self.session.recent;
        let (asked, closed) = dialog_ui(ui.ctx(), dialog, problems, path, recent, &self.settings, self.lang);
        if closed {
            self.dialog = Dialog::None;
        }
        commands.extend(asked);
        commands.extend(self.tags_ui(ui.ctx()));
        let view = self.exporting.is_some().then(|| self.export_view());
        if let Some((exporting, view)) = self.exporting.as_mut().zip(view) {
            let (asked, closed) = export_ui(ui.ctx(), &mut exporting.state, &view);
            if closed {
                self.close_export();
            }
            commands.extend(asked);
        }
        if let Some(palette) = &mut self.palette {
            let (asked, closed) = palette_ui(ui.ctx(), palette, texts);
            if closed {
                self.palette = None;
            }
            commands.extend(asked);
        }
        focus_ring_ui(ui.ctx());
        drop_hint_ui(ui, self.texts());
    }

    fn archive_ui(&mut self, ui: &mut Ui, width: f32, commands: &mut Vec<Command>) {
        let palette = Palette::of(ui);
        let narrow = width < WIDTH_FOR_SIDEBAR;
        if self.sidebar_open {
            let frame = Frame::new().fill(palette.side);
            let panel = Panel::left("sidebar").frame(frame).show_separator_line(false);
            let panel = if narrow {
                // Nothing of the article fits beside the list, so the list has the window until one is chosen.
                panel.exact_size(width).resizable(false)
            } else {
                let chosen = self.session.sidebar_width.unwrap_or(theme::SIDEBAR_WIDTH);
                panel.default_size(chosen).size_range(theme::SIDEBAR_WIDTHS).resizable(true)
            };
            let shown = panel.show(ui, |ui| commands.extend(self.sidebar_ui(ui)));
            let rect = shown.response.rect;
            ui.painter().vline(rect.right() - 0.5, rect.y_range(), egui::Stroke::new(1.0, palette.line));
            if !narrow && self.session.sidebar_width != Some(rect.width()) {
                self.session.sidebar_width = Some(rect.width());
                self.unsaved = true;
            }
        }
        let details_open = self.details_open(width) && self.read.is_some();
        self.details_over &= narrow;
        if details_open && !narrow {
            let panel =
                Panel::right("details").frame(Frame::new()).show_separator_line(false).resizable(false);
            let shown = panel.exact_size(theme::DETAILS_WIDTH).show(ui, |ui| self.details_ui(ui, commands));
            let rect = shown.response.rect;
            ui.painter().vline(rect.left() + 0.5, rect.y_range(), egui::Stroke::new(1.0, palette.line));
        }
        egui::CentralPanel::no_frame().frame(Frame::new().fill(palette.background)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            commands.extend(toolbar_ui(ui, &self.toolbar_view(width)));
            if details_open && narrow {
                self.details_ui(ui, commands);
            } else {
                self.article_ui(ui, commands);
            }
        });
    }

    fn details_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let margin = Margin { left: 20, right: 12, top: 12, bottom: 0 };
        let frame = Frame::new().fill(Palette::of(ui).side).inner_margin(margin);
        let (original, texts) = (self.page.original.is_some(), self.texts());
        let (details, marks, notes) = (&self.details, &self.my_marks, &mut self.notes);
        let shown = frame.show(ui, |ui| details_ui(ui, details, marks, notes, original, texts));
        commands.extend(shown.inner);
    }

    fn article_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let texts = self.texts();
        if self.read.is_none() {
            if self.selected.is_none() && !self.listing.is_empty() {
                let color = Palette::of(ui).secondary;
                ui.centered_and_justified(|ui| {
                    ui.label(egui::RichText::new(texts.select_article).color(color))
                });
            }
            return;
        }
        commands.extend(self.versions_ui(ui));
        let hits = self.hit_count();
        if let Some(find) = &mut self.find {
            let frame = Frame::new().inner_margin(Margin::symmetric(16, 8));
            commands.extend(frame.show(ui, |ui| find_bar_ui(ui, find, hits, texts)).inner);
        }
        self.pages_ui(ui, commands);
    }

    fn sidebar_ui(&mut self, ui: &mut Ui) -> Option<Command> {
        let (lang, texts) = (self.lang, self.texts());
        let listing = self.listing.clone();
        let wanted = RefCell::new(Vec::new());
        let row = |position: usize| {
            let ordinal = *listing.ordinals.get(position)?;
            let find = listing.finds.as_ref().map(|finds| view::RowFind {
                search: &finds.search,
                kind: listing.kind(ordinal),
                snippet: self.snippets.of(ordinal),
            });
            if find.is_some_and(|find| find.snippet.is_none()) {
                wanted.borrow_mut().push(ordinal);
            }
            let (every_file, marks) = (listing.request.all_versions, &self.library.marks);
            Some((ordinal, view::row(&listing.catalogue, ordinal, marks, every_file, find, lang)?))
        };
        let heading_text = |heading: &crate::search::Heading| match heading.day {
            Some(day) => view::format_day(day, lang),
            None => texts.undated.to_owned(),
        };
        let (status, integrity) = (self.status(), self.integrity_view());
        let archive = self.archive.as_ref().and_then(|archive| archive.folder.file_name());
        let archive = archive.map(|name| view::one_line(&name.to_string_lossy())).unwrap_or_default();
        let recent = &self.session.recent_searches;
        let (typed, marked) = (&self.sidebar.search.text, self.counts.as_ref());
        let suggestions = view::suggestions(typed, recent, &self.values, marked, texts);
        let shelves = view::shelves(&self.library.marks, self.counts.as_ref(), lang);
        let view = SidebarView {
            archive: &archive,
            listing: &listing,
            request: &self.request,
            suggestions: &suggestions,
            list: ListView {
                len: listing.len(),
                heights: Heights::of(self.settings.density, listing.finds.is_some()),
                headings: &listing.headings,
                row: &row,
                heading_text: &heading_text,
                selected: self.position,
                chosen: &|ordinal| self.chosen.contains(ordinal),
                texts,
            },
            chosen: self.chosen.len(),
            shelves: &shelves,
            shelves_open: self.session.shelves_open,
            saved: self.is_saved(),
            status: &status,
            integrity: integrity.as_ref(),
            problems: self.problems,
            new: self.new.count,
            lang,
            loading: self.share_done(),
            texts,
        };
        let command = sidebar_ui(ui, &view, &mut self.sidebar);
        self.want_snippets(wanted.into_inner());
        command
    }

    fn toolbar_view(&self, width: f32) -> ToolbarView<'_> {
        ToolbarView {
            has_article: self.read.is_some(),
            has_original: self.page.original.is_some(),
            ways: self.history.ways(),
            sidebar_open: self.sidebar_open,
            details_open: self.details_open(width),
            stored: self.stored,
            starred: self
                .selected
                .and_then(|shown| self.marks_of(shown))
                .is_some_and(|marks| marks.star.is_some()),
            hits: self.hit_count(),
            beside: self.beside.is_some(),
            settings: &self.settings,
            texts: self.texts(),
        }
    }

    fn details_open(&self, width: f32) -> bool {
        match self.session.details_open {
            // Beside the article there is no room for them, so they have its place while they are wanted.
            _ if width < WIDTH_FOR_SIDEBAR => self.details_over,
            Some(open) => open,
            None => width >= WIDTH_FOR_DETAILS,
        }
    }

    /// The line under the list while something is under way.
    fn status(&self) -> String {
        match (self.progress, self.integrity.checking) {
            (Some(progress), _) => view::progress_text(progress, self.lang),
            (None, Some(checking)) => view::verify_progress_text(checking, self.lang),
            (None, None) => {
                self.indexing.map(|(done, all)| view::joining_text(done, all, self.lang)).unwrap_or_default()
            }
        }
    }

    /// How much of a load or a check is done, from 0 to 1.
    fn share_done(&self) -> Option<f32> {
        let loaded = self.progress.map(|progress| (progress.done, progress.found));
        let checked = self.integrity.checking.map(|checking| (checking.checked, checking.found));
        let (done, all) = loaded.or(checked).or(self.indexing)?;
        Some(done as f32 / all.max(1) as f32)
    }
}

fn dropped_path(context: &egui::Context) -> Option<PathBuf> {
    context.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()))
}

/// Says over the whole window that what hovers over it can be dropped.
fn drop_hint_ui(ui: &Ui, texts: &Strings) {
    if ui.ctx().input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let palette = Palette::of(ui);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop"));
    let painter = ui.ctx().layer_painter(layer);
    let rect = ui.ctx().content_rect();
    painter.rect_filled(rect, 0, palette.background.gamma_multiply(0.9));
    let frame = egui::Stroke::new(2.0, palette.accent);
    painter.rect_stroke(rect.shrink(16.0), 12, frame, egui::StrokeKind::Inside);
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, texts.drop_here, theme::strong(), palette.text);
}
