//! The tour of the window: it begins with the first articles that are listed, and is shown once.

use super::Seogo;
use crate::ui::command::Action;
use crate::view::TourStep;
use egui::Context;

impl Seogo {
    /// Begins the tour if the reader has never had it. Where nothing is kept, it would come back at each start.
    pub(super) fn begin_tour(&mut self) {
        let is_new = !self.kept.session().toured && self.kept.remembers();
        if is_new && !self.window.searching.listing().is_empty() && !self.window.overlays.is_covered() {
            self.kept.change_session(|session| session.toured = true);
            self.window.tour = Some(TourStep::Search);
        }
    }

    /// Shows a step of the tour, or ends it. From the page on, it needs an article to explain.
    pub(super) fn show_tour(&mut self, context: &Context, step: Option<TourStep>) {
        self.window.tour = step;
        if step == Some(TourStep::Page) && self.window.shown.selected().is_none() {
            self.act(context, Action::Next);
        }
    }
}
