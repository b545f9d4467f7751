//! One window on the open archive: everything that each window has of its own.

use super::library::MarkTarget;
use super::native::{Native, wake_all};
use super::overlays::Overlays;
use super::panes::{Pane, Panes};
use super::program::Program;
use super::searching::Searching;
use super::shown::{Basis, Shown};
use super::whole::Whole;
use super::windows::WindowRequest;
use crate::engine::Asker;
use crate::search::ListRequest;
use crate::ui::command::{Action, Command, Direction};
use crate::ui::keyboard::KeyScope;
use crate::ui::message::Message;
use crate::ui::theme;
use crate::view::TourStep;
use egui::{Context, Ui};
use std::path::PathBuf;

/// The state of a window. What belongs to the archive or outlives the window is in [`Program`].
pub(super) struct Window {
    /// Tells the engine which window asks; 0 is the first.
    pub(super) number: Asker,
    /// The article.
    pub(super) shown: Shown,
    /// The list.
    pub(super) searching: Searching,
    /// Stories, coverage and trends.
    pub(super) whole: Whole,
    /// Dialogs, messages and whatever else lies over the panes.
    pub(super) overlays: Overlays,
    pub(super) panes: Panes,
    pub(super) native: Native,
    /// The step of the tour that is shown.
    pub(super) tour: Option<TourStep>,
    /// What only the program can do for it.
    pub(super) asks: Option<WindowRequest>,
}

impl Window {
    /// A window that shows nothing yet but `message`. The list reaches every file or one of each article, and
    /// stands beside the article or is hidden, as in the last session.
    pub(super) fn new(every_file: bool, list_wanted: bool, message: Option<Message>) -> Self {
        Self {
            number: 0,
            shown: Shown::default(),
            searching: Searching::new(every_file),
            whole: Whole::default(),
            overlays: Overlays::new(message),
            panes: Panes::new(list_wanted),
            native: Native::default(),
            tour: None,
            asks: None,
        }
    }

    pub(super) fn tell(&mut self, message: Message) {
        self.overlays.tell(message);
    }

    /// The shown article, and the inputs for building its pages.
    pub(super) fn shown_and_basis<'a>(&'a mut self, program: &'a Program) -> (&'a mut Shown, Basis<'a>) {
        let basis = Basis {
            catalogue: self.searching.catalogue(),
            marks: program.library.marks(),
            search: self.searching.search(),
            lang: program.lang(),
            absence: program.open.as_ref().and_then(|open| open.absence(program.lang())),
        };
        (&mut self.shown, basis)
    }

    /// Paints the window and runs what the reader asked for.
    pub(super) fn ui(&mut self, ui: &mut Ui, program: &mut Program) {
        let mut commands: Vec<Command> = Vec::new();
        let context = ui.ctx().clone();
        self.panes.measure(context.content_rect().width());
        let in_dialog = self.overlays.is_covered();
        let pressed =
            context.input(|input| input.pointer.latest_pos().filter(|_| input.pointer.any_pressed()));
        if let Some(place) = pressed.filter(|_| !in_dialog) {
            self.panes.on_pressed(place);
        }
        theme::move_things(&context, program.kept.is_animated());
        self.panes.focus.follow(&context, in_dialog);
        let scope = match (in_dialog, &program.open) {
            (true, _) => KeyScope::Dialog,
            (false, Some(_)) => KeyScope::Archive,
            (false, None) => KeyScope::Welcome,
        };
        let actions = self.panes.keyboard.actions(
            &context,
            scope,
            self.whole.moved_in(context.memory(|memory| memory.focused())),
        );
        commands.extend(actions.into_iter().map(Command::Do));
        commands.extend(dropped_path(&context).map(Command::Open));
        if context.input(|input| input.events.contains(&egui::Event::WindowFocused(true))) {
            program.engine.refresh_marks();
        }
        self.mark_read(&context, program);
        self.restore_place(&context, program);
        commands.append(&mut self.searching.take_waiting());
        commands.extend(self.native.take_copied().map(|(copied, text)| Command::Copy(copied, text)));
        self.ask_whole(program);
        self.paint(ui, &mut commands, program);
        if !commands.is_empty() {
            // Any window may show what a command changes.
            wake_all(&context);
        }
        for command in commands {
            self.run(&context, command, program);
        }
        self.native.is_typing = context.text_edit_focused();
    }

    /// Saves changed settings and session for the last time before the window closes.
    pub(super) fn save(&mut self, program: &mut Program) {
        self.keep_draft(program);
        self.leave_place(program);
        if let Some(kept) = program.kept.take_last()
            && let Err(error) = program.engine.keep_session_last(kept)
        {
            self.on_not_kept(&error, program);
        }
    }

    /// Goes to the next or previous hit, or shared passage if two articles are compared.
    pub(super) fn step_hit(&mut self, action: Action) {
        let direction = if action == Action::NextHit { Direction::Forward } else { Direction::Back };
        if self.whole.is_comparing() {
            self.whole.step_passage(direction);
        } else {
            self.shown.article_reader().step_hit(direction);
        }
    }

    /// Focuses the search field.
    pub(super) fn focus_search(&mut self) {
        self.panes.open_list();
        self.panes.activate(Pane::List);
        self.searching.focus_search();
    }

    /// Selects all text of the page if it was last used, else all rows of the list; false if some of those
    /// haven't been read.
    pub(super) fn select_all(&mut self) -> bool {
        if self.panes.active() == Some(Pane::Article) && self.shown.has_article() {
            self.shown.reader().select_all();
            return true;
        }
        self.searching.choose_all()
    }

    /// The articles that are shown on the page, or compared.
    pub(super) fn shown_of_stories(&self) -> Vec<u32> {
        match self.whole.compared() {
            Some(ordinals) => ordinals.to_vec(),
            None => self.shown.selected().into_iter().collect(),
        }
    }

    /// Remembers the present list if a click in a view of the whole is about to change it to `next`.
    pub(super) fn note_step(&mut self, next: &ListRequest) {
        let request = self.searching.request();
        if request != next {
            self.whole.note_step(request);
        }
    }

    /// The article to mark at a place in the catalogue; `None` if it is gone.
    pub(super) fn target(&self, ordinal: u32) -> Option<MarkTarget> {
        MarkTarget::of(self.searching.catalogue(), ordinal)
    }
}

fn dropped_path(context: &Context) -> Option<PathBuf> {
    context.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()))
}
