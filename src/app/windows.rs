//! The program's windows: the first, with which the program ends, and further ones on the same archive.

use super::native::{builder, wake_all};
use super::program::Program;
use super::searching::Searching;
use super::shown::{Return, Shown};
use super::window::Window;
use crate::engine::{ArchiveEvent, Event};
use crate::library::{FurtherWindow, Marks, ReadingPlace};
use crate::search::Listing;
use crate::ui::message::Message;
use crate::view;
use egui::{Context, Id, Ui, ViewportCommand, ViewportId};
use std::sync::Arc;

/// The most windows that are opened again at the next start.
const MOST_KEPT: usize = 8;

/// The first window and those besides it, which close independently of each other.
pub(super) struct Windows {
    pub(super) first: Window,
    further: Vec<Further>,
    /// How many further windows there have been, to name the next one.
    opened: u64,
    /// The marks that all windows show.
    marks: Arc<Marks>,
    /// Whether the windows of the last session may still be opened again.
    restores: bool,
    quits: bool,
    /// Paints a further window from outside, where the system has its own frame for it.
    painter: Option<FurtherPainter>,
}

type FurtherPainter = Arc<dyn Fn(ViewportId, &mut Ui) + Send + Sync>;

/// What a window asks for that only the program can do.
pub(super) enum WindowRequest {
    /// Another window with the same list.
    Open,
    /// Another window with an article of the list, by ordinal.
    OpenArticle(u32),
    Close,
    /// All windows are to close, and to be opened again at the next start.
    Quit,
}

/// A window besides the first.
struct Further {
    id: ViewportId,
    window: Window,
    /// Its size when it opens, in points.
    opens_with: [f32; 2],
    size: [f32; 2],
    has_focus: bool,
}

impl Windows {
    pub(super) fn new(first: Window) -> Self {
        Self {
            first,
            further: Vec::new(),
            opened: 0,
            marks: Arc::default(),
            restores: true,
            quits: false,
            painter: None,
        }
    }

    /// Paints further windows with a callback.
    pub(super) fn paint_with(&mut self, painter: impl Fn(ViewportId, &mut Ui) + Send + Sync + 'static) {
        self.painter = Some(Arc::new(painter));
    }

    pub(super) fn further_ids(&self) -> impl Iterator<Item = ViewportId> {
        self.further.iter().map(|further| further.id)
    }

    /// The window in a viewport of the system, unless it has closed.
    pub(super) fn in_viewport(&mut self, id: ViewportId) -> Option<&mut Window> {
        if id == ViewportId::ROOT {
            return Some(&mut self.first);
        }
        let further = self.further.iter_mut().find(|further| further.id == id);
        further.map(|further| &mut further.window)
    }

    fn all(&mut self) -> impl Iterator<Item = &mut Window> {
        std::iter::once(&mut self.first).chain(self.further.iter_mut().map(|further| &mut further.window))
    }

    /// The window that the reader works in.
    fn active(&mut self) -> &mut Window {
        let focused = self.further.iter_mut().find(|further| further.has_focus);
        focused.map_or(&mut self.first, |further| &mut further.window)
    }

    /// Hands an event to the windows that it concerns.
    pub(super) fn on_event(&mut self, event: Event, program: &mut Program) {
        if self.further.is_empty() {
            return self.first.on_event(event, program);
        }
        match event {
            Event::Archive(ArchiveEvent::Opened(_)) => {
                let closed = self.further.len();
                self.further.drain(..).for_each(|mut further| further.window.keep_draft(program));
                self.first.on_event(event, program);
                // The reader may have been at work in one that is gone.
                self.first.native.bring_to_front();
                self.first.tell(Message::note(program.lang().windows_closed(closed)));
            }
            Event::Archive(ArchiveEvent::Listed(listing)) => self.on_listed(&listing, program),
            Event::Archive(ArchiveEvent::Loaded(loaded)) => {
                self.further.iter_mut().for_each(|further| further.window.settle());
                self.first.on_event(Event::Archive(ArchiveEvent::Loaded(loaded)), program);
            }
            Event::Archive(ArchiveEvent::Whole(answer)) => {
                self.all().for_each(|window| window.whole.on_answer_to_any(&answer));
            }
            Event::Archive(ArchiveEvent::Words(answer)) => {
                self.all().for_each(|window| window.whole.on_words(&answer));
            }
            Event::Archive(ArchiveEvent::ConcordanceLines(further)) => {
                self.all().for_each(|window| window.whole.on_lines(&further));
            }
            Event::Archive(ArchiveEvent::Read(read)) => {
                self.each(program, |window, program| window.on_read(read.clone(), program));
            }
            Event::Archive(ArchiveEvent::Picture(ordinal, picture)) => {
                self.all().for_each(|window| window.shown.on_picture(ordinal, picture.clone()));
            }
            Event::Archive(ArchiveEvent::CountedWithin(listing, counts)) => {
                self.all().for_each(|window| window.searching.on_counted_within(&listing, &counts));
            }
            Event::Archive(ArchiveEvent::Snippets(search, lines)) => {
                self.all().for_each(|window| window.searching.on_snippets(&search, lines.clone()));
            }
            event => self.active().on_event(event, program),
        }
    }

    fn each(&mut self, program: &mut Program, mut act: impl FnMut(&mut Window, &mut Program)) {
        self.all().for_each(|window| act(window, program));
    }

    /// Shows a list in the windows that asked for it. The engine keeps one list up to date; another window's list
    /// is asked for again once the articles have changed.
    fn on_listed(&mut self, listing: &Arc<Listing>, program: &mut Program) {
        let is_asked = self.all().any(|window| *window.searching.request() == listing.request);
        if !is_asked {
            return self.active().on_listed(listing.clone(), program);
        }
        let mut next = None;
        self.each(program, |window, program| {
            if *window.searching.request() == listing.request {
                window.on_listed(listing.clone(), program);
            } else if !Arc::ptr_eq(window.searching.catalogue(), &listing.catalogue) {
                next = next.take().or_else(|| Some(window.searching.request().clone()));
            }
        });
        let is_whole = !listing.is_beginning && !listing.positions.are_in_pages();
        if let Some(request) = next.filter(|_| is_whole) {
            program.engine.list(request);
        }
    }

    /// Shows changed marks in every window.
    fn share_marks(&mut self, context: &Context, program: &mut Program) {
        let marks = program.library.marks();
        if self.further.is_empty() || Arc::ptr_eq(marks, &self.marks) {
            return;
        }
        self.marks = marks.clone();
        self.each(program, |window, program| {
            let (shown, basis) = window.shown_and_basis(program);
            shown.show_marks(&basis);
        });
        wake_all(context);
    }

    /// Opens the windows again that were open when the archive was left.
    pub(super) fn restore(&mut self, program: &mut Program) {
        let Some(path) = program.open.as_ref().map(|open| open.path()) else { return };
        if !self.first.searching.listing().is_empty() && std::mem::take(&mut self.restores) {
            let kept = program.kept.session().windows.clone();
            for further in kept.into_iter().filter(|further| further.archive == path) {
                let article = further.article.map(|article| Return { article, reveals: false });
                self.open(further.lists, article, Some(further.size));
            }
        }
    }

    /// Opens a window with the list of the active one, and an article to show once it is found.
    fn open(&mut self, lists: bool, article: Option<Return>, size: Option<[f32; 2]>) {
        let every_file = self.first.searching.request().all_versions;
        let mut window = Window::new(every_file, lists, None);
        let beside = self.active();
        window.searching = Searching::copy_of(&beside.searching);
        window.shown = Shown::beside(&beside.shown, article);
        self.opened += 1;
        window.number = self.opened;
        let size = size.unwrap_or(if lists { [1100.0, 760.0] } else { [760.0, 760.0] });
        self.further.push(Further {
            id: ViewportId(Id::unique(("window", self.opened))),
            window,
            opens_with: size,
            size,
            has_focus: false,
        });
    }

    /// Does what a window asked for. `at` is its place among the further ones, or `None` for the first.
    fn grant(&mut self, at: Option<usize>, program: &mut Program, context: &Context) {
        let window = match at.and_then(|at| self.further.get_mut(at)) {
            Some(further) => &mut further.window,
            None => &mut self.first,
        };
        let Some(asked) = window.asks.take() else { return };
        match asked {
            WindowRequest::Open => {
                let article = window.reading_place();
                self.open(true, article.map(|article| Return { article, reveals: true }), None);
            }
            WindowRequest::OpenArticle(ordinal) => {
                let article = window.place_of(ordinal);
                self.open(false, article.map(|article| Return { article, reveals: false }), None);
            }
            WindowRequest::Close => match at {
                Some(at) => {
                    let mut closed = self.further.remove(at);
                    closed.window.keep_draft(program);
                    // The system's window goes with the next frame of the first, for which one put away takes a while.
                    context.send_viewport_cmd_to(closed.id, ViewportCommand::Visible(false));
                }
                None => context.send_viewport_cmd(ViewportCommand::Close),
            },
            WindowRequest::Quit => {
                self.quits = true;
                context.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Close);
            }
        }
        wake_all(context);
    }

    /// Opens and keeps the system's windows for the further ones. Each is painted in frames of its own, whether or not
    /// the first is in sight.
    pub(super) fn keep_further(&mut self, context: &Context, program: &mut Program) {
        self.share_marks(context, program);
        self.grant(None, program, context);
        for further in &self.further {
            let (id, painter) = (further.id, self.painter.clone());
            let builder =
                builder().with_title(further.window.title(program)).with_inner_size(further.opens_with);
            context.show_viewport_deferred(id, builder, move |ui, _| {
                if let Some(paint) = &painter {
                    paint(id, ui);
                }
            });
        }
        self.note_windows(program);
    }

    /// Paints a further window, and runs what the reader asked for in it.
    pub(super) fn further_ui(&mut self, id: ViewportId, ui: &mut Ui, program: &mut Program) {
        self.share_marks(ui.ctx(), program);
        let Some(at) = self.further_ids().position(|further| further == id) else { return };
        if let Some(further) = self.further.get_mut(at) {
            further.ui(ui, program);
        }
        self.share_marks(ui.ctx(), program);
        self.grant(Some(at), program, ui.ctx());
        self.note_windows(program);
    }

    /// Remembers the further windows.
    fn note_windows(&self, program: &mut Program) {
        let Some(archive) = program.open.as_ref().map(|open| open.path()) else { return };
        if self.restores {
            return;
        }
        let noted = self.further.iter().take(MOST_KEPT).map(|further| FurtherWindow {
            archive: archive.clone(),
            article: further.window.reading_place(),
            lists: further.window.panes.list_wanted(),
            size: further.size,
        });
        let noted: Vec<_> = noted.collect();
        if program.kept.session().windows != noted {
            program.kept.change_session(|session| session.windows = noted);
        }
    }

    /// Keeps the first window open while there are others: it takes over what the last of them shows, which closes in
    /// its place. Returns whether it did.
    pub(super) fn hand_over(&mut self, context: &Context, program: &mut Program) -> bool {
        let is_asked = !self.quits && context.input(|input| input.viewport().close_requested());
        let Some(last) = self.further.pop_if(|_| is_asked) else { return false };
        context.send_viewport_cmd(ViewportCommand::CancelClose);
        self.first.keep_draft(program);
        self.first = last.window;
        true
    }

    /// Saves changed settings and session for the last time before the program ends.
    pub(super) fn save(&mut self, program: &mut Program) {
        self.further.iter_mut().for_each(|further| further.window.keep_draft(program));
        self.first.save(program);
    }
}

impl Further {
    fn ui(&mut self, ui: &mut Ui, program: &mut Program) {
        let (closes, focused, rect) = ui.input(|input| {
            let viewport = input.viewport();
            (viewport.close_requested(), viewport.focused, viewport.inner_rect)
        });
        self.has_focus = focused == Some(true);
        if let Some(rect) = rect {
            self.size = (rect.size() * ui.ctx().zoom_factor()).into();
        }
        self.window.ui(ui, program);
        let title = self.window.title(program);
        self.window.name_window(ui.ctx(), title);
        if closes {
            self.window.asks = Some(WindowRequest::Close);
        }
    }
}

impl Window {
    /// The headline shown and the archive's name.
    fn title(&self, program: &Program) -> String {
        let title = program.title();
        let catalogue = self.searching.catalogue();
        match self.shown.selected().and_then(|ordinal| catalogue.row(ordinal)) {
            Some(row) if !self.panes.list_wanted() => format!("{} — {title}", view::one_line(row.title())),
            _ => title,
        }
    }

    fn reading_place(&self) -> Option<ReadingPlace> {
        self.shown.place(self.searching.catalogue())
    }

    /// The beginning of an article, by ordinal.
    fn place_of(&self, ordinal: u32) -> Option<ReadingPlace> {
        let path = self.searching.catalogue().row(ordinal)?.file_place().to_string();
        Some(ReadingPlace { path, ..ReadingPlace::default() })
    }

    /// Gives up what was awaited from a load that has ended.
    fn settle(&mut self) {
        let catalogue = self.searching.catalogue().clone();
        self.searching.settle(&catalogue);
        self.shown.settle(&catalogue);
    }
}
