//! Commands that open a dialog, a list or the palette over the window.

use crate::app::program::Program;
use crate::app::window::Window;
use crate::ui::command::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::guide::GuideState;
use crate::ui::keys_page::KeysState;
use crate::ui::palette::PaletteKind;
use crate::ui::problem_list::ProblemListState;

impl Window {
    pub(super) fn open_overlay(&mut self, action: Action, program: &mut Program) {
        match action {
            Action::OpenPath => self.ask_for_path(None, program),
            Action::OpenRecent => self.offer_recent(program),
            Action::ShowProblems => self.overlays.open(Dialog::Problems(ProblemListState::opened())),
            Action::ShowPassages => self.ask_for_passages(program),
            Action::ShowGuide => self.overlays.open(Dialog::Guide(GuideState::default())),
            Action::ShowPalette => self.overlays.open_palette(PaletteKind::Commands),
            Action::GoToDay => self.ask_for_day(),
            _ => self.show_help(program),
        }
    }

    /// Asks for a path to open, beginning with that of the open archive; `reason` says why it is asked for.
    pub(in crate::app) fn ask_for_path(&mut self, reason: Option<String>, program: &mut Program) {
        let path = program.open.as_ref().map(|open| open.path().display().to_string());
        self.overlays.open_with_path(Dialog::OpenPath(reason), path.unwrap_or_default());
    }

    fn show_help(&mut self, program: &mut Program) {
        self.overlays.open(Dialog::Help(
            KeysState::default(),
            program.kept.settings_file(),
            program.kept.log_folder(),
        ));
    }

    fn offer_recent(&mut self, program: &mut Program) {
        let open = program.open.as_ref().map(|open| open.path());
        let recent = program.kept.session().recent.iter();
        let others = recent.filter(|&path| Some(path) != open.as_ref()).cloned().collect();
        self.overlays.open_palette(PaletteKind::Folders(others));
    }
}
