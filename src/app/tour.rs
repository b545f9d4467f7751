//! The tour of the window: it begins with the first articles that are listed, and is shown once.

use crate::app::program::Program;
use crate::app::window::Window;
use crate::ui::command::Action;
use crate::view::TourStep;
use egui::Context;

impl Window {
    /// Begins the tour if the reader has never had it. Where nothing is kept, it would come back at each start.
    pub(super) fn begin_tour(&mut self, program: &mut Program) {
        let is_new = !program.kept.session().toured && program.kept.remembers();
        if is_new && !self.searching.listing().is_empty() && !self.overlays.is_covered() {
            program.kept.change_session(|session| session.toured = true);
            self.tour = Some(TourStep::Search);
        }
    }

    /// Shows a step of the tour, or ends it. From the page on, it needs an article to explain.
    pub(super) fn show_tour(&mut self, context: &Context, step: Option<TourStep>, program: &mut Program) {
        self.tour = step;
        if step == Some(TourStep::Page) && self.shown.selected().is_none() {
            self.act(context, Action::Next, program);
        }
    }
}
