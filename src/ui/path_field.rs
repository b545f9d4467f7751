//! A path field that shows the last attempt's error beneath it.

use super::modal::told_ui;
use super::text_field::{focus_and_select, text_field};
use egui::{Key, Ui};
use std::path::PathBuf;

/// The state of the field.
#[derive(Debug, Default)]
pub struct PathField {
    text: String,
    /// The error of the last attempt.
    error: Option<String>,
    /// Whether to focus the field in the next frame, and how.
    takes_focus: Option<Focusing>,
}

/// How a field is focused.
#[derive(Clone, Copy, Debug)]
enum Focusing {
    /// Select all its text, so that typing replaces it.
    Selecting,
    /// Keep the cursor where it was, so that the reader can correct the text.
    AsItWas,
}

impl PathField {
    pub fn set(&mut self, path: String) {
        *self = Self { text: path, ..Self::default() };
    }

    /// Focuses the field with all its text selected.
    pub fn focus(&mut self) {
        (self.error, self.takes_focus) = (None, Some(Focusing::Selecting));
    }

    /// Shows an error under the field and keeps its focus.
    pub fn tell(&mut self, error: String) {
        (self.error, self.takes_focus) = (Some(error), Some(Focusing::AsItWas));
    }

    /// The typed path; `None` if the field is empty.
    pub(super) fn path(&self) -> Option<PathBuf> {
        let text = self.text.trim();
        (!text.is_empty()).then(|| PathBuf::from(text))
    }
}

/// Paints the field, `width` wide; returns true if Enter was pressed in it.
pub(super) fn path_field_ui(ui: &mut Ui, state: &mut PathField, name: &str, hint: &str, width: f32) -> bool {
    let field = text_field(ui, &mut state.text, name, hint, width);
    if field.changed() {
        state.error = None;
    }
    match state.takes_focus.take() {
        Some(Focusing::Selecting) => focus_and_select(&field, &state.text),
        Some(Focusing::AsItWas) => field.request_focus(),
        None => {}
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered {
        // The field keeps its focus until the path proves usable.
        field.request_focus();
    }
    entered
}

/// Paints the error under the field.
pub(super) fn path_told_ui(ui: &mut Ui, state: &PathField) {
    if let Some(error) = &state.error {
        told_ui(ui, error);
    }
}
