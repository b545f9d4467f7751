//! Commands that lead to another article, another list or another view of the article.

use crate::app::Seogo;
use crate::app::panes::Pane;
use crate::app::searching::{Move, Wanted};
use crate::app::servers::Reaching;
use crate::archive::is_address;
use crate::library::ArchivePlace;
use crate::search::ListRequest;
use crate::ui::command::{Action, Direction};
use crate::ui::message::Message;
use egui::Context;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

/// The least time between two saves of the reader's place, in seconds: while the list scrolls, the place
/// changes in every frame.
const PAUSE: f64 = 1.0;

impl Seogo {
    /// The articles that a command applies to, in list order: the selected ones, or else the shown one.
    pub fn targets(&self) -> Vec<u32> {
        self.window.searching.targets(self.window.shown.selected())
    }

    /// Opens the path the program was started with, or else the archive that was open last.
    pub fn begin(&mut self, path: Option<PathBuf>) {
        let reaching = if path.is_some() { Reaching::AtOnce } else { Reaching::WhenAsked };
        match path.or_else(|| self.kept.session().recent.first().cloned()) {
            Some(path) if is_address(&path) => self.open_server(&path, reaching),
            Some(path) => self.engine.open(&path),
            None => {}
        }
    }

    /// Shows an article.
    pub(in crate::app) fn select(&mut self, ordinal: u32) {
        self.window.whole.leave_for_article();
        if self.window.shown.shows(ordinal) {
            return self.window.shown.stay();
        }
        self.keep_draft();
        self.window.shown.leave_notes();
        self.window.shown.leave_article(self.window.searching.catalogue());
        self.window.shown.give_up_return();
        if self.read(ordinal) {
            self.window.searching.point_at(ordinal);
        }
    }

    /// Requests an article, to be shown once loaded; false if there is none.
    pub(in crate::app) fn read(&mut self, ordinal: u32) -> bool {
        let catalogue = self.window.searching.catalogue();
        if self.open.is_none() || catalogue.row(ordinal).is_none() {
            return false;
        }
        self.engine.read(catalogue.clone(), ordinal, self.kept.setting());
        self.window.shown.select(ordinal);
        true
    }

    /// Reloads the shown article.
    pub(in crate::app) fn reread(&self) {
        if let Some(read) = self.window.shown.read() {
            self.engine.read(self.window.searching.catalogue().clone(), read.ordinal, self.kept.setting());
        }
    }

    /// Shows an article that was clicked in the list.
    pub(super) fn open_row(&mut self, ordinal: u32) {
        self.note_search();
        self.window.searching.unchoose();
        self.select(ordinal);
        self.window.searching.reveal();
        self.window.panes.uncover_article();
    }

    /// Goes to another article in the list, or in that of stories.
    pub(super) fn go_to(&mut self, to: Move) {
        if self.lists_stories() {
            self.go_in_stories(to);
        } else if let Some(ordinal) = self.window.searching.go(to) {
            self.select(ordinal);
        }
    }

    /// Goes to another article in the list and extends the selection to it.
    pub(super) fn go_choosing(&mut self, to: Move) {
        if let Some(ordinal) = self.window.searching.go_choosing(to, self.window.shown.selected()) {
            self.select(ordinal);
        }
    }

    /// Goes back or forward in the history.
    pub(super) fn go(&mut self, direction: Direction) {
        if let Some(ordinal) = self.window.shown.go(direction, self.window.searching.catalogue()) {
            self.window.searching.unchoose();
            self.select(ordinal);
            self.window.searching.reveal();
        }
    }

    /// Shows the next newer version (forward), or the next older one.
    pub(super) fn step_version(&mut self, direction: Direction) {
        if let Some(ordinal) = self.window.shown.version_beside(direction, self.window.searching.catalogue())
        {
            self.select(ordinal);
        }
    }

    /// Switches between the article, its file, both, and a comparison of two versions.
    pub(super) fn show_otherwise(&mut self, action: Action) {
        let (shown, basis) = self.shown_and_basis();
        match action {
            Action::ToggleStored => shown.toggle_stored(&basis),
            Action::ToggleBeside => shown.toggle_split(&basis),
            _ if shown.leave_comparison(&basis) => {}
            _ => match shown.neighbours(basis.catalogue) {
                Some((one, other)) => self.compare(one, other),
                None if shown.has_article() => {
                    self.tell(Message::note(self.lang().no_other_version().to_owned()));
                }
                None => {}
            },
        }
    }

    /// Compares two of the article's files.
    pub(super) fn compare(&mut self, one: u32, other: u32) {
        let catalogue = self.window.searching.catalogue();
        if let Some(pair) = self.window.shown.compare(one, other, catalogue) {
            self.engine.compare(catalogue.clone(), pair.old, pair.new);
        }
    }

    /// Opens or closes the details, which overlay the article if there is no room beside it.
    pub(super) fn open_details(&mut self, open: bool) {
        if !self.window.panes.open_details_over(open) {
            self.kept.change_session(|session| session.details_open = Some(open));
        }
    }

    /// Requests another list.
    pub(in crate::app) fn list(&mut self, request: ListRequest) {
        self.engine.list(request.clone());
        self.window.searching.set_request(request);
    }

    /// Searches for the field's text.
    pub(super) fn look_for(&mut self, text: String, unfinished: Range<usize>) {
        if text.trim().is_empty() {
            self.note_search();
        }
        let request = self.window.searching.look_for(text, unfinished, self.window.shown.selected());
        self.engine.list(request);
    }

    /// Clears the search. Returns the list to its earlier place unless a result was opened, which then stays
    /// shown.
    pub(super) fn leave_search(&mut self) {
        self.look_for(String::new(), 0..0);
    }

    /// Opens the find bar if the active pane is the article or no pane is active; otherwise focuses the
    /// archive's search field.
    pub(super) fn find(&mut self) {
        if self.window.panes.active() == Some(Pane::List) || !self.window.shown.has_article() {
            self.window.focus_search();
        } else {
            self.window.panes.activate(Pane::Article);
            self.window.shown.open_find();
        }
    }

    /// Remembers a query that has results, when one of them is opened or the search is left.
    fn note_search(&mut self) {
        if let Some(query) = self.window.searching.successful_query() {
            self.kept.change_session(|session| session.note_searched(query));
        }
    }

    /// Shows the target of a link in the shown article, if the archive has it.
    pub(super) fn follow_link(&mut self, address: &str) {
        let catalogue = self.window.searching.catalogue();
        let linked = self.window.shown.selected().and_then(|from| catalogue.linked(from, address));
        if let Some(ordinal) = linked {
            self.select(ordinal);
        }
    }

    /// Requests the snippets of visible rows.
    pub(in crate::app) fn ask_for_snippets(&mut self, ordinals: Vec<u32>) {
        if let Some(Wanted { search, ordinals }) = self.window.searching.want_snippets(ordinals) {
            self.engine.snippets(search, self.window.searching.catalogue().clone(), ordinals);
        }
    }

    /// Has the rows read that are missing in the list, of those in view or near.
    pub(in crate::app) fn ask_for_rows(&mut self, in_view: Range<usize>) {
        if let Some(rows) = self.window.searching.want_rows(in_view) {
            let kept = self.window.searching.chosen_ordinals().chain(self.window.shown.selected());
            self.engine.look_at(rows, kept.collect());
        }
    }

    /// Restores the reader's place as far as the archive has been loaded. Called before each frame.
    pub(in crate::app) fn restore_place(&mut self, context: &Context) {
        if let Some(found) = self.window.shown.find_again(self.window.searching.catalogue()) {
            self.window.shown.come_back_to(found.article);
            self.select(found.ordinal);
            if found.reveals {
                self.window.searching.reveal();
            }
        }
        self.window.searching.restore_row(context, self.window.panes.is_list_open());
    }

    /// Saves the reader's place shortly after it changes.
    pub(in crate::app) fn note_place(&mut self, context: &Context) {
        let list_hidden = !self.window.panes.list_wanted();
        if self.kept.session().sidebar_hidden != list_hidden {
            self.kept.change_session(|session| session.sidebar_hidden = list_hidden);
        }
        let now = context.input(|input| input.time);
        let left = self.window.native.place_noted.map_or(0.0, |noted| noted + PAUSE - now);
        if left <= 0.0 {
            if self.leave_place() {
                self.window.native.place_noted = Some(now);
            }
        } else if self
            .place()
            .is_some_and(|(folder, place)| self.kept.session().places.get(&folder) != Some(&place))
        {
            context.request_repaint_after(Duration::from_secs_f64(left));
        }
    }

    /// Saves the reader's place; false if it hasn't changed.
    pub(in crate::app) fn leave_place(&mut self) -> bool {
        self.place().is_some_and(|(folder, place)| self.kept.note_place(folder, place))
    }

    /// The reader's place, or the place still being restored, and its archive.
    fn place(&self) -> Option<(PathBuf, ArchivePlace)> {
        let archive = self.open.as_ref()?.path();
        let article = self.window.shown.place(self.window.searching.catalogue());
        Some((archive, ArchivePlace { article, ..self.window.searching.place() }))
    }

    /// Opens the note field of the shown article.
    pub(super) fn open_note(&mut self) {
        if self.window.shown.has_article() {
            self.open_details(true);
            self.window.shown.write_note();
        }
    }
}
