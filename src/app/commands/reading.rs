//! Commands that lead to another article, another list or another view of the article.

use crate::app::panes::Pane;
use crate::app::program::Program;
use crate::app::searching::{Move, Wanted};
use crate::app::servers::Reaching;
use crate::app::window::Window;
use crate::archive::is_address;
use crate::library::{ArchivePlace, HighlightField};
use crate::search::ListRequest;
use crate::ui::command::{Action, Direction};
use crate::ui::message::Message;
use crate::view::Narrowing;
use egui::Context;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

/// The least time between two saves of the reader's place, in seconds: while the list scrolls, the place
/// changes in every frame.
const PAUSE: f64 = 1.0;

impl Window {
    /// The articles that a command applies to, in list order: the selected ones, or else the shown one.
    pub(in crate::app) fn targets(&self) -> Vec<u32> {
        self.searching.targets(self.shown.selected())
    }

    /// Opens the path the program was started with, or else the archive that was open last.
    pub(in crate::app) fn begin(&mut self, path: Option<PathBuf>, program: &mut Program) {
        let reaching = if path.is_some() { Reaching::AtOnce } else { Reaching::WhenAsked };
        match path.or_else(|| program.kept.session().recent.first().cloned()) {
            Some(path) if is_address(&path) => self.open_server(&path, reaching, program),
            Some(path) => program.engine.open(&path),
            None => {}
        }
    }

    /// Shows an article.
    pub(in crate::app) fn select(&mut self, ordinal: u32, program: &mut Program) {
        self.whole.leave_for_article();
        if self.shown.shows(ordinal) {
            return self.shown.stay();
        }
        self.keep_draft(program);
        self.shown.leave_notes();
        self.shown.leave_article(self.searching.catalogue());
        self.shown.give_up_return();
        if self.read(ordinal, program) {
            self.searching.point_at(ordinal);
        }
    }

    /// Requests an article, to be shown once loaded; false if there is none.
    pub(in crate::app) fn read(&mut self, ordinal: u32, program: &mut Program) -> bool {
        let catalogue = self.searching.catalogue();
        if program.open.is_none() || catalogue.row(ordinal).is_none() {
            return false;
        }
        let catalogue = catalogue.clone();
        self.shown.select(ordinal);
        match self.shown.take_lent(ordinal) {
            Some(read) => self.on_read(read, program),
            None => program.engine.read(self.number, catalogue, ordinal, program.kept.setting()),
        }
        true
    }

    /// Reloads the shown article.
    pub(in crate::app) fn reread(&self, program: &Program) {
        if let Some(read) = self.shown.read() {
            let (catalogue, setting) = (self.searching.catalogue().clone(), program.kept.setting());
            program.engine.read(self.number, catalogue, read.ordinal, setting);
        }
    }

    /// Shows an article that was clicked in the list.
    pub(super) fn open_row(&mut self, ordinal: u32, program: &mut Program) {
        self.note_search(program);
        self.searching.unchoose();
        self.select(ordinal, program);
        self.searching.reveal();
        self.panes.uncover_article();
    }

    /// Shows an article at a place: a part, and a range of characters.
    pub(super) fn open_place(
        &mut self,
        ordinal: u32,
        field: HighlightField,
        range: Range<usize>,
        program: &mut Program,
    ) {
        self.shown.go_to_place(ordinal, field, range);
        self.open_row(ordinal, program);
        let (shown, basis) = self.shown_and_basis(program);
        shown.show_wanted(&basis);
    }

    /// Goes to another article in the list, or in that of stories.
    pub(super) fn go_to(&mut self, to: Move, program: &mut Program) {
        if program.lists_stories() {
            self.go_in_stories(to, program);
        } else if let Some(ordinal) = self.searching.go(to) {
            self.select(ordinal, program);
        }
    }

    /// Goes where the action says.
    pub(super) fn go_by(&mut self, action: Action, program: &mut Program) {
        let to = match action {
            Action::Previous => Move::Previous,
            Action::First => Move::First,
            Action::Last => Move::Last,
            _ => Move::Next,
        };
        self.go_to(to, program);
    }

    /// Goes to the next or previous article in the list and extends the selection to it.
    pub(super) fn go_choosing(&mut self, action: Action, program: &mut Program) {
        let to = if action == Action::ChoosePrevious { Move::Previous } else { Move::Next };
        if let Some(ordinal) = self.searching.go_choosing(to, self.shown.selected()) {
            self.select(ordinal, program);
        }
    }

    /// Goes back, in the views of the whole archive or else in the history, or forward in the history.
    pub(super) fn go_through_history(&mut self, action: Action, program: &mut Program) {
        if action == Action::Forward {
            self.go(Direction::Forward, program);
        } else if !self.go_back_in_whole(program) {
            self.go(Direction::Back, program);
        }
    }

    /// Goes back or forward in the history.
    pub(super) fn go(&mut self, direction: Direction, program: &mut Program) {
        if let Some(ordinal) = self.shown.go(direction, self.searching.catalogue()) {
            self.searching.unchoose();
            self.select(ordinal, program);
            self.searching.reveal();
        }
    }

    /// Shows the next newer version (forward), or the next older one.
    pub(super) fn step_version(&mut self, action: Action, program: &mut Program) {
        let direction = if action == Action::NewerVersion { Direction::Forward } else { Direction::Back };
        if let Some(ordinal) = self.shown.adjacent_version(direction, self.searching.catalogue()) {
            self.select(ordinal, program);
        }
    }

    /// Switches between the article, its file, both, and a comparison of two versions.
    pub(super) fn show_as(&mut self, action: Action, program: &mut Program) {
        let (shown, basis) = self.shown_and_basis(program);
        match action {
            Action::ToggleStored => shown.toggle_stored(&basis),
            Action::ToggleSplit => shown.toggle_split(&basis),
            _ if shown.leave_comparison(&basis) => {}
            _ => match shown.neighbours(basis.catalogue) {
                Some((one, other)) => self.compare(one, other, program),
                None if shown.has_article() => {
                    self.tell(Message::note(program.lang().no_other_version().to_owned()));
                }
                None => {}
            },
        }
    }

    /// Compares two of the article's files.
    pub(super) fn compare(&mut self, one: u32, other: u32, program: &mut Program) {
        let catalogue = self.searching.catalogue();
        if let Some(pair) = self.shown.compare(one, other, catalogue) {
            program.engine.compare(catalogue.clone(), pair.old, pair.new);
        }
    }

    /// Opens or closes the details, which overlay the article if there is no room beside it.
    pub(super) fn open_details(&mut self, open: bool, program: &mut Program) {
        if !self.panes.open_details_over(open) {
            program.kept.change_session(|session| session.details_open = Some(open));
        }
    }

    /// Requests another list.
    pub(in crate::app) fn list(&mut self, request: ListRequest, program: &mut Program) {
        program.engine.list(request.clone());
        self.searching.set_request(request);
    }

    /// Searches for the field's text.
    pub(super) fn look_for(&mut self, text: String, unfinished: Range<usize>, program: &mut Program) {
        if text.trim().is_empty() {
            self.note_search(program);
        }
        let request = self.searching.look_for(text, unfinished, self.shown.selected());
        program.engine.list(request);
    }

    /// Asks for a day to go to in the list, beginning with that of the row at its top.
    pub(super) fn ask_for_day(&mut self) {
        self.panes.open_list();
        if let Some(day) = self.searching.top_day() {
            self.overlays.open_day(day);
        }
    }

    /// Adds a condition to the query.
    pub(super) fn narrow(&mut self, narrowing: &Narrowing, only: bool, program: &mut Program) {
        let query = narrowing.narrowed(self.searching.typed(), only, program.lang());
        self.panes.open_list();
        self.look_for(query, 0..0, program);
    }

    /// Clears the search. Returns the list to its earlier place unless a result was opened, which then stays
    /// shown.
    pub(super) fn leave_search(&mut self, program: &mut Program) {
        self.look_for(String::new(), 0..0, program);
    }

    /// Opens the find bar if the active pane is the article or no pane is active; otherwise focuses the
    /// archive's search field.
    pub(super) fn find(&mut self) {
        if self.panes.active() == Some(Pane::List) || !self.shown.has_article() {
            self.focus_search();
        } else {
            self.panes.activate(Pane::Article);
            self.shown.open_find();
        }
    }

    /// Remembers a query that has results, when one of them is opened or the search is left.
    fn note_search(&mut self, program: &mut Program) {
        if let Some(query) = self.searching.successful_query() {
            program.kept.change_session(|session| session.note_searched(query));
        }
    }

    /// Shows the target of a link in the shown article, if the archive has it.
    pub(super) fn follow_link(&mut self, address: &str, program: &mut Program) {
        let catalogue = self.searching.catalogue();
        let linked = self.shown.selected().and_then(|from| catalogue.linked(from, address));
        if let Some(ordinal) = linked {
            self.select(ordinal, program);
        }
    }

    /// Requests the snippets of visible rows.
    pub(in crate::app) fn ask_for_snippets(&mut self, ordinals: Vec<u32>, program: &mut Program) {
        if let Some(Wanted { search, ordinals }) = self.searching.want_snippets(ordinals) {
            program.engine.snippets(self.number, search, self.searching.catalogue().clone(), ordinals);
        }
    }

    /// Has the rows read that are missing in the list, of those in view or near.
    pub(in crate::app) fn ask_for_rows(&mut self, in_view: Range<usize>, program: &mut Program) {
        if let Some(rows) = self.searching.want_rows(in_view) {
            let kept = self.searching.chosen_ordinals().chain(self.shown.selected());
            program.engine.look_at(rows, kept.collect());
        }
    }

    /// Restores the reader's place as far as the archive has been loaded. Called before each frame.
    pub(in crate::app) fn restore_place(&mut self, context: &Context, program: &mut Program) {
        if let Some(found) = self.shown.find_again(self.searching.catalogue()) {
            self.shown.come_back_to(found.article);
            self.select(found.ordinal, program);
            if found.reveals {
                self.searching.reveal();
            }
        }
        self.searching.restore_row(context, self.panes.is_list_open());
    }

    /// Saves the reader's place shortly after it changes.
    pub(in crate::app) fn note_place(&mut self, context: &Context, program: &mut Program) {
        let list_hidden = !self.panes.list_wanted();
        if program.kept.session().sidebar_hidden != list_hidden {
            program.kept.change_session(|session| session.sidebar_hidden = list_hidden);
        }
        let now = context.input(|input| input.time);
        let left = self.native.place_noted.map_or(0.0, |noted| noted + PAUSE - now);
        if left <= 0.0 {
            if self.leave_place(program) {
                self.native.place_noted = Some(now);
            }
        } else if self
            .place(program)
            .is_some_and(|(folder, place)| program.kept.session().places.get(&folder) != Some(&place))
        {
            context.request_repaint_after(Duration::from_secs_f64(left));
        }
    }

    /// Saves the reader's place; false if it hasn't changed.
    pub(in crate::app) fn leave_place(&mut self, program: &mut Program) -> bool {
        self.place(program).is_some_and(|(folder, place)| program.kept.note_place(folder, place))
    }

    /// The reader's place, or the place still being restored, and its archive.
    fn place(&self, program: &Program) -> Option<(PathBuf, ArchivePlace)> {
        let archive = program.open.as_ref()?.path();
        let article = self.shown.place(self.searching.catalogue());
        Some((archive, ArchivePlace { article, ..self.searching.place() }))
    }

    /// Opens the note field of the shown article.
    pub(super) fn open_note(&mut self, program: &mut Program) {
        if self.shown.has_article() {
            self.open_details(true, program);
            self.shown.write_note();
        }
    }
}
