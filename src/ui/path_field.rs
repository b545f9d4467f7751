//! A field for a path, with the error of the last attempt under it.

use super::modal::told_ui;
use super::text_field::{focus_and_select, text_field};
use egui::{Key, Ui};
use std::path::PathBuf;

/// What stands in the field.
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
    /// With all of its text selected, so that typing replaces it.
    Selecting,
    /// With the cursor where it was, so that typing mends the text.
    AsItWas,
}

impl PathField {
    /// Puts a path in the field.
    pub fn set(&mut self, path: String) {
        *self = Self { text: path, ..Self::default() };
    }

    /// Gives the field the keyboard, with what stands in it selected.
    pub fn focus(&mut self) {
        (self.error, self.takes_focus) = (None, Some(Focusing::Selecting));
    }

    /// Shows an error under the field, which keeps the keyboard.
    pub fn tell(&mut self, error: String) {
        (self.error, self.takes_focus) = (Some(error), Some(Focusing::AsItWas));
    }

    /// The path that was typed; `None` where the field is empty.
    pub(super) fn path(&self) -> Option<PathBuf> {
        let text = self.text.trim();
        (!text.is_empty()).then(|| PathBuf::from(text))
    }
}

/// Paints the field, `width` wide; true where Enter was pressed in it.
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
        // Until the path turns out to be of use, the field keeps the keyboard.
        field.request_focus();
    }
    entered
}

/// Paints what was wrong under the field.
pub(super) fn path_told_ui(ui: &mut Ui, state: &PathField) {
    if let Some(error) = &state.error {
        told_ui(ui, error);
    }
}
