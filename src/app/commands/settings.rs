//! Commands that change the settings, and what of a window is kept for the next start.

use crate::app::program::Program;
use crate::app::show_settings;
use crate::app::window::Window;
use crate::library::{Settings, Theme};
use crate::search::ListRequest;
use crate::ui::command::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::keymap::Keymap;
use crate::ui::settings_window::SettingsState;
use egui::Context;

impl Window {
    /// Applies new settings.
    pub(super) fn set(&mut self, context: &Context, settings: Settings, program: &mut Program) {
        let effects = program.kept.set(settings);
        show_settings(context, program.kept.settings());
        if effects.keys {
            Keymap::new(&program.kept.settings().changed_keys()).0.install(context);
        }
        if effects.ask_for_motion {
            program.engine.ask_for_motion();
        }
        if effects.language {
            let (shown, basis) = self.shown_and_basis(program);
            shown.refresh(&basis);
        }
        if effects.paragraphs {
            self.reread(program);
        }
    }

    pub(super) fn change_settings(&mut self, context: &Context, action: Action, program: &mut Program) {
        let settings = program.kept.settings();
        let zoom = match action {
            Action::NextTheme => {
                let theme = match settings.theme {
                    Theme::System => Theme::Light,
                    Theme::Light => Theme::Dark,
                    Theme::Dark => Theme::System,
                };
                return self.set(context, Settings { theme, ..settings.clone() }, program);
            }
            Action::ShowSettings => return self.open_settings(program),
            Action::ClearCache => {
                if let Some(caches) = program.kept.caches() {
                    program.engine.clear_caches(caches.to_owned());
                }
                return;
            }
            Action::ZoomIn => settings.larger_zoom(),
            Action::ZoomOut => settings.smaller_zoom(),
            _ => Settings::ZOOM,
        };
        self.set(context, Settings { zoom, ..settings.clone() }, program);
    }

    /// Opens the settings window and starts to measure the caches.
    fn open_settings(&mut self, program: &mut Program) {
        let state = SettingsState::new(program.kept.cache_view(None), program.kept.settings_file());
        let dialog = Dialog::Settings(state);
        self.overlays.open(dialog);
        if let Some(caches) = program.kept.caches() {
            program.engine.measure_caches(caches.to_owned());
        }
    }

    /// Lists every file, or of each article the newest.
    pub(super) fn toggle_every_file(&mut self, program: &mut Program) {
        program.kept.change_session(|session| session.every_file = !session.every_file);
        let all_versions = program.kept.session().every_file;
        self.list(ListRequest { all_versions, ..self.searching.request().clone() }, program);
    }
}

impl Program {
    /// Unfolds the shelves, or folds them.
    pub(super) fn toggle_shelves(&mut self) {
        self.kept.change_session(|session| session.shelves_open = !session.shelves_open);
    }

    /// Puts the column beside the list of a wide window, or takes it away.
    pub(super) fn toggle_column(&mut self) {
        self.kept.change_session(|session| session.column_open = !session.column_open);
    }
}
