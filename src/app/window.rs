//! One window on the open archive: everything that a second window would have of its own.

use super::library::MarkTarget;
use super::native::Native;
use super::overlays::Overlays;
use super::panes::{Pane, Panes};
use super::searching::Searching;
use super::shown::Shown;
use super::whole::Whole;
use crate::search::ListRequest;
use crate::ui::command::Direction;
use crate::ui::message::Message;
use crate::view::TourStep;

/// The state of a window. What belongs to the archive or outlives the window is in [`super::Seogo`].
pub(super) struct Window {
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
}

impl Window {
    /// A window that shows nothing yet but `message`. The list reaches every file or one of each article, and
    /// stands beside the article or is hidden, as in the last session.
    pub(super) fn new(every_file: bool, list_wanted: bool, message: Option<Message>) -> Self {
        Self {
            shown: Shown::default(),
            searching: Searching::new(every_file),
            whole: Whole::default(),
            overlays: Overlays::new(message),
            panes: Panes::new(list_wanted),
            native: Native::default(),
            tour: None,
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
