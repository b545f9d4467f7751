//! The reader's settings: each change holds at once.

use super::Seogo;
use crate::library::{Language, Motion, Settings};
use crate::ui::dialogs::Dialog;
use crate::ui::theme;
use crate::view::{self, CacheView, Lang};
use egui::Context;
use std::path::PathBuf;

impl Seogo {
    /// Takes over other settings.
    pub(super) fn set(&mut self, context: &Context, settings: Settings) {
        let before = std::mem::replace(&mut self.settings, settings);
        self.unsaved = true;
        show_settings(context, &self.settings);
        if self.settings.motion == Motion::System && before.motion != Motion::System {
            self.engine.ask_for_motion();
        }
        if self.settings.language != before.language {
            self.lang = interface_language(self.settings.language);
            self.make_page();
            self.refresh_page();
        }
        if self.settings.restore_paragraphs != before.restore_paragraphs {
            self.check_article();
        }
    }

    /// Opens the window of the settings; the caches are measured meanwhile.
    pub(super) fn show_settings(&mut self) {
        self.dialog = Dialog::Settings(self.cache_view(None), self.settings_file());
        if let Some(caches) = self.caches() {
            self.engine.measure_caches(caches);
        }
    }

    /// Removes what was read of all archives.
    pub(super) fn clear_cache(&mut self) {
        if let Some(caches) = self.caches() {
            self.engine.clear_caches(caches);
        }
    }

    /// Takes down how many bytes the caches take.
    pub(super) fn on_caches_measured(&mut self, bytes: u64) {
        let view = self.cache_view(Some(bytes));
        if let Dialog::Settings(cache, _) = &mut self.dialog {
            *cache = view;
        }
    }

    /// The path of the file of the settings; empty where there is none.
    pub(super) fn settings_file(&self) -> String {
        let path = self.folders.as_ref().map(Settings::path);
        path.map(|path| view::one_line(&path.to_string_lossy())).unwrap_or_default()
    }

    fn caches(&self) -> Option<PathBuf> {
        self.folders.as_ref().and_then(|folders| folders.cache.clone())
    }

    fn cache_view(&self, bytes: Option<u64>) -> CacheView {
        view::cache_view(self.caches().as_deref(), bytes, self.lang)
    }

    /// Makes everything so large, in percent.
    pub(super) fn zoom_to(&mut self, context: &Context, zoom: f32) {
        self.set(context, Settings { zoom, ..self.settings.clone() });
    }

    /// Whether things move when they change.
    pub(super) fn moves(&self) -> bool {
        match self.settings.motion {
            Motion::System => !self.less_motion,
            Motion::Full => true,
            Motion::Reduced => false,
        }
    }
}

/// Lets a window look as the settings say.
pub(super) fn show_settings(context: &Context, settings: &Settings) {
    theme::choose(context, settings.theme);
    context.set_zoom_factor(settings.zoom / 100.0);
}

pub(super) fn interface_language(language: Language) -> Lang {
    match language {
        Language::Korean => Lang::Korean,
        Language::English => Lang::English,
        Language::System => Lang::of_system(),
    }
}
