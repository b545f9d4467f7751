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
    /// Opens the path the program was started with, or else the archive that was open last.
    pub fn begin(&mut self, path: Option<PathBuf>) {
        let reaching = if path.is_some() { Reaching::AtOnce } else { Reaching::WhenAsked };
        match path.or_else(|| self.kept.session().recent.first().cloned()) {
            Some(path) if is_address(&path) => self.open_server(&path, reaching),
            Some(path) => self.engine.open(&path),
            None => {}
        }
    }

    /// The articles that a command applies to, in list order: the selected ones, or else the shown one.
    pub fn targets(&self) -> Vec<u32> {
        self.searching.targets(self.shown.selected())
    }

    /// Shows an article.
    pub(in crate::app) fn select(&mut self, ordinal: u32) {
        self.whole.leave_for_article();
        if self.shown.shows(ordinal) {
            return self.shown.stay();
        }
        self.keep_draft();
        self.shown.leave_notes();
        self.shown.leave_article(self.searching.catalogue());
        self.shown.give_up_return();
        if self.read(ordinal) {
            self.searching.point_at(ordinal);
        }
    }

    /// Requests an article, to be shown once loaded; false if there is none.
    pub(in crate::app) fn read(&mut self, ordinal: u32) -> bool {
        let catalogue = self.searching.catalogue();
        if self.open.is_none() || catalogue.row(ordinal).is_none() {
            return false;
        }
        self.engine.read(catalogue.clone(), ordinal, self.kept.setting());
        self.shown.select(ordinal);
        true
    }

    /// Reloads the shown article.
    pub(in crate::app) fn read_again(&self) {
        if let Some(read) = self.shown.read() {
            self.engine.read(self.searching.catalogue().clone(), read.ordinal, self.kept.setting());
        }
    }

    /// Shows an article that was clicked in the list.
    pub(super) fn open_row(&mut self, ordinal: u32) {
        self.note_search();
        self.searching.unchoose();
        self.select(ordinal);
        self.searching.reveal();
        self.panes.uncover_article();
    }

    /// Goes to another article in the list, or in that of stories.
    pub(super) fn go_to(&mut self, to: Move) {
        if self.lists_stories() {
            self.go_in_stories(to);
        } else if let Some(ordinal) = self.searching.go(to) {
            self.select(ordinal);
        }
    }

    /// Goes to another article in the list and extends the selection to it.
    pub(super) fn go_choosing(&mut self, to: Move) {
        if let Some(ordinal) = self.searching.go_choosing(to, self.shown.selected()) {
            self.select(ordinal);
        }
    }

    /// Goes back or forward in the history.
    pub(super) fn go(&mut self, direction: Direction) {
        if let Some(ordinal) = self.shown.go(direction, self.searching.catalogue()) {
            self.searching.unchoose();
            self.select(ordinal);
            self.searching.reveal();
        }
    }

    /// Shows the next newer version (forward), or the next older one.
    pub(super) fn step_version(&mut self, direction: Direction) {
        if let Some(ordinal) = self.shown.version_beside(direction, self.searching.catalogue()) {
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

    /// Goes to the next or previous hit, or shared passage if two articles are compared.
    pub(super) fn step_hit(&mut self, direction: Direction) {
        if self.whole.is_comparing() {
            self.whole.step_passage(direction);
        } else {
            self.shown.article_reader().step_hit(direction);
        }
    }

    /// Compares two of the article's files.
    pub(super) fn compare(&mut self, one: u32, other: u32) {
        let catalogue = self.searching.catalogue();
        if let Some(pair) = self.shown.compare(one, other, catalogue) {
            self.engine.compare(catalogue.clone(), pair.old, pair.new);
        }
    }

    /// Opens or closes the details, which overlay the article if there is no room beside it.
    pub(super) fn open_details(&mut self, open: bool) {
        if !self.panes.open_details_over(open) {
            self.kept.change_session(|session| session.details_open = Some(open));
        }
    }

    /// Requests another list.
    pub(in crate::app) fn list(&mut self, request: ListRequest) {
        self.engine.list(request.clone());
        self.searching.set_request(request);
    }

    /// Searches for the field's text.
    pub(super) fn look_for(&mut self, text: String, unfinished: Range<usize>) {
        if text.trim().is_empty() {
            self.note_search();
        }
        let request = self.searching.look_for(text, unfinished, self.shown.selected());
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
        if self.panes.active() == Some(Pane::List) || !self.shown.has_article() {
            self.focus_search();
        } else {
            self.panes.activate(Pane::Article);
            self.shown.open_find();
        }
    }

    /// Remembers a query that has results, when one of them is opened or the search is left.
    fn note_search(&mut self) {
        if let Some(query) = self.searching.successful_query() {
            self.kept.change_session(|session| session.note_searched(query));
        }
    }

    /// Focuses the search field.
    pub(super) fn focus_search(&mut self) {
        self.panes.open_list();
        self.panes.activate(Pane::List);
        self.searching.focus_search();
    }

    /// Shows the target of a link in the shown article, if the archive has it.
    pub(super) fn follow_link(&mut self, address: &str) {
        let catalogue = self.searching.catalogue();
        let linked = self.shown.selected().and_then(|from| catalogue.linked(from, address));
        if let Some(ordinal) = linked {
            self.select(ordinal);
        }
    }

    /// Requests the snippets of visible rows.
    pub(in crate::app) fn read_snippets(&mut self, ordinals: Vec<u32>) {
        if let Some(Wanted { search, ordinals }) = self.searching.want_snippets(ordinals) {
            self.engine.snippets(search, self.searching.catalogue().clone(), ordinals);
        }
    }

    /// Restores the reader's place as far as the archive has been loaded. Called before each frame.
    pub(in crate::app) fn restore_place(&mut self, context: &Context) {
        if let Some(found) = self.shown.find_again(self.searching.catalogue()) {
            self.shown.come_back_to(found.article);
            self.select(found.ordinal);
            if found.reveals {
                self.searching.reveal();
            }
        }
        self.searching.restore_row(context, self.panes.is_list_open());
    }

    /// Saves the reader's place shortly after it changes.
    pub(in crate::app) fn note_place(&mut self, context: &Context) {
        let list_hidden = !self.panes.list_wanted();
        if self.kept.session().sidebar_hidden != list_hidden {
            self.kept.change_session(|session| session.sidebar_hidden = list_hidden);
        }
        let now = context.input(|input| input.time);
        let left = self.native.place_noted.map_or(0.0, |noted| noted + PAUSE - now);
        if left <= 0.0 {
            if self.leave_place() {
                self.native.place_noted = Some(now);
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
        let article = self.shown.place(self.searching.catalogue());
        Some((archive, ArchivePlace { article, ..self.searching.place() }))
    }

    /// Opens the note field of the shown article.
    pub(super) fn open_note(&mut self) {
        if self.shown.has_article() {
            self.open_details(true);
            self.shown.write_note();
        }
    }
}
